//! sysvisor reads supervisord and systemd configurations, lints them, and translates either into the other, reporting for
//! every setting whether it was kept, approximated or lost.
//!
//! # Terms
//!
//! A supervisord *configuration* is a main file with its includes; a systemd *unit* is a unit file with its drop-ins. Both
//! consist of *sections*, which hold *entries*. supervisord calls an entry an *option*, systemd a *directive*; where the
//! difference does not matter it is a *setting*. The meaning of a configuration, independent of either language, is a
//! *deployment* of *services* and *groups* ([`ir`]). Each observable property of a service is a *leaf*.
//!
//! # Data flow
//!
//! ```text
//! bytes ─source→ text, lines, spans ─syntax→ lossless tree ─supervisord|systemd→ settings ─lower→ ir
//!                                                │                                            │
//!                                                └──────────── lint ──────────────────────────┤
//!                                                                │                            └─emit→ files
//!                                                              report                     fidelity: files ─lower→ ir, compared
//! ```
//!
//! # Modules
//!
//! - [`source`]: input files with their names, byte ranges and lines. All access to the file system goes through the
//!   [`source::Files`] trait.
//! - [`syntax`]: the lossless syntax tree and edits to it; independent of both languages.
//! - [`supervisord`], [`systemd`]: everything specific to one language: its parser, its table of settings, its value kinds
//!   (`kinds`: the parser and the printer of a kind share a file), `lower` (settings → model) and `emit` (model → settings).
//! - [`language`]: detects which of the two languages a file is written in.
//! - [`ir`]: the shared model. Read its module documentation first.
//! - [`host`]: the machine that a configuration is for; queried only when one is given (`--host`).
//! - [`lint`]: the rules, one per file, and the passes that run them; [`diagnostic`]: what the rules find. Units are checked
//!   one at a time ([`lint::UnitLinter`]) and need not stay in memory: what they say about each other is collected in a
//!   [`systemd::fleet::Fleet`], which decides at the end about findings that depend on several units. A finding that a
//!   comment in its file accepts is suppressed wherever it comes from ([`lint::Ignores`]).
//! - [`emission`]: emitted files as lines, and the leaf that each line expresses; [`fidelity`]: the verdict on every
//!   setting; [`translate`]: the whole pipeline of a translation; [`normal_form`]: the pipeline for a configuration that
//!   stays in its language.
//! - [`report`]: how findings and verdicts are shown. Findings are rendered one by one, so that their files need not stay in
//!   memory ([`report::rendered`]).
//! - [`text`]: tools for texts and tables of words; [`unix`]: what is so on every Linux machine, whichever manager it has.
//! - Shared by several modules: [`value`], [`reason`], `manual_steps`, `secret`.
//! - `cli` (feature `cli`): arguments, input and output files, exit status.
//!
//! # Invariants
//!
//! 1. Parsing never fails and never loses a byte: [`syntax::Tree::print`] returns the original file for every input (tested,
//!    fuzzed).
//! 2. [`syntax`], [`ir`] and [`emission`] import neither language; [`supervisord`] and [`systemd`] never import each other;
//!    value kinds do not depend on the files that contain the values; [`lint`] does not import [`report`]; nothing imports
//!    `cli` (tested). [`ir`] still says what a part of the model means to the only manager that has it: the variables in a
//!    command are systemd's, and so is the list of those that it sets itself. [`fidelity`] gives reasons, so it knows both
//!    managers.
//! 3. Only [`report`] and `cli` print, only [`source::Disk`] reads the file system, only `cli` reads the environment
//!    (`clippy.toml`).
//! 4. Nothing is dropped silently: every setting that was written gets exactly one verdict (tested on real files).
//! 5. Verdicts are computed: what was emitted is read back, lowered, and compared leaf by leaf. One thing is
//!    passed to the reader besides the text: which commands were copied verbatim although they look like emitted ones
//!    ([`emission::Emission`]).
//! 6. Everything that comes from a file keeps its location to the end: a rule on the model can point at the character that
//!    caused a finding.
//! 7. A rule is one file, and the examples in its documentation are its tests.
//! 8. The same input gives the same output: no time, host name, locale or iteration order of a map affects a result.
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

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod emission;
pub mod fidelity;
pub mod host;
pub mod ir;
pub mod language;
pub mod lint;
mod manual_steps;
pub mod normal_form;
pub mod reason;
pub mod report;
mod secret;
pub mod source;
pub mod supervisord;
pub mod syntax;
pub mod systemd;
pub mod text;
pub mod translate;
pub mod unix;
pub mod value;

// Hundreds of rule files use this macro, once each.
use lint::rule;
