//! sysvisor reads supervisord and systemd configurations, lints them, and translates either into the other, saying of
//! every setting what was kept, approximated or lost.
//!
//! # Terms
//!
//! A *configuration* of supervisord is a main file with its includes, a *unit* of systemd a file with its drop-ins. Both
//! are made of *sections* and *entries*; an entry is an *option* to supervisord and a *directive* to systemd, and a
//! *setting* where it does not matter. What a configuration means, in words of no language, is a *deployment* of
//! *services* and *groups* ([`ir`]); each observable of a service is a *leaf*.
//!
//! # How it flows
//!
//! ```text
//! bytes ─source→ text, lines, spans ─syntax→ lossless tree ─supervisord|systemd→ settings ─lower→ ir
//!                                                │                                            │
//!                                                └──────────── lint ──────────────────────────┤
//!                                                                │                            └─emit→ files
//!                                                              report                     fidelity: files ─lower→ ir, compared
//! ```
//!
//! - [`source`]: bytes with names, byte ranges, lines; [`source::Files`] is the one seam to the disk.
//! - [`syntax`]: the lossless tree and edits on it; knows no language.
//! - [`supervisord`], [`systemd`]: all that is known of one language: its reader, its table of settings, its value kinds
//!   (`kinds`: reader and writer of a kind in one file), `lower` (settings → model) and `emit` (model → settings).
//! - [`language`]: which of the two a file is written in.
//! - [`ir`]: the shared model. Read its essay first.
//! - [`host`]: the machine that a configuration is for, asked only where one is given (`--host`).
//! - [`lint`]: rules, one to a file, and the walks that call them; [`diagnostic`]: what they find. Units are looked at one at a
//!   time ([`lint::UnitLinter`]) and need not be kept: what they say of each other stays in a [`systemd::fleet::Fleet`], which
//!   decides at the end about findings that depend on others. A finding that a comment in its file accepts is held back wherever it
//!   comes from ([`lint::Ignores`]).
//! - [`emission`]: files as lines, and which leaf each line spells; [`fidelity`]: the verdict on every setting;
//!   [`translate`]: the pipeline of a translation on one screen; [`normal_form`]: that of a configuration which stays in
//!   its language.
//! - [`report`]: how findings and verdicts are shown; findings one by one, so that their files need not be kept
//!   ([`report::rendered`]).
//! - What several rooms share: [`value`], [`signals`], [`reason`], [`word_list`], `account`, `byte_marks`, `byte_set`, `capabilities`,
//!   `name_table`, `own_sockets`, `passage`, `relative_script`, `secret`, `some_of`, `to_do`, `variable_name`, `wrap`.
//! - `cli` (feature `cli`): arguments, files, exit status.
//!
//! # Invariants
//!
//! 1. Parsing never fails and loses no byte: [`syntax::Tree::print`] gives the file back, for every input (tested, fuzzed).
//! 2. [`syntax`], [`ir`] and [`emission`] import no language; [`supervisord`] and [`systemd`] never import each other; value
//!    kinds know nothing of the files that they stand in; [`lint`] does not import [`report`]; nothing imports `cli` (tested).
//! 3. Only [`report`] and `cli` print, only [`source::Disk`] reads the disk, only `cli` reads the environment (`clippy.toml`).
//! 4. Nothing is dropped in silence: every setting that was written ends in exactly one verdict (tested over real files).
//! 5. A verdict is computed: what was emitted is read back, lowered, and compared leaf by leaf.
//! 6. What came from text keeps its place to the end: a rule on the model points at the character that caused it.
//! 7. A rule is one file, and its page's examples are its tests.
//! 8. The same input gives the same output: no time, host, locale or map order in a result.
//!
//! # Using it as a library
//!
//! ```
//! use sysvisor::lint::{self, Options};
//! use sysvisor::source::{Memory, SourceFile, Sources};
//! use sysvisor::supervisord::Config;
//!
//! let mut sources = Sources::new();
//! let text = b"[program:web]\ncommand=/usr/bin/web\nauto_restart=true\n";
//! let main = sources.add(SourceFile::new("web.conf", text.to_vec())?);
//! let config = Config::read(main, &mut sources, &Memory::new());
//! let findings = lint::check_supervisord(&config, &sources, &Options::default());
//! assert!(findings.iter().any(|finding| finding.rule == "unknown-option"));
//! # Ok::<(), sysvisor::source::TooLarge>(())
//! ```

mod account;
mod byte_marks;
mod byte_set;
mod capabilities;
#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod emission;
pub mod fidelity;
pub mod host;
pub mod ir;
pub mod language;
pub mod lint;
mod name_table;
pub mod normal_form;
mod own_sockets;
mod passage;
pub mod reason;
mod relative_script;
pub mod report;
mod secret;
pub mod signals;
mod some_of;
pub mod source;
pub mod supervisord;
pub mod syntax;
pub mod systemd;
mod to_do;
pub mod translate;
pub mod value;
mod variable_name;
pub mod word_list;
mod wrap;

// The rules' files, of which there are hundreds, name it once each.
use lint::rule;
