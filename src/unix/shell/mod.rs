//! Shells: which programs are shells, which of their arguments is the script, and how a script is split.
//!
//! [`Tokens`] splits a script into words, operators and redirections (Shell Command Language of IEEE Std 1003.1, 2.3);
//! [`mod@parts`] splits a word at quotes and expansions (2.2, 2.6). Both read what `sh` reads, and in addition the operators
//! `|&`, `&>` and `<(…)` of bash and `%(NAME)s`, since a rule sees a script before supervisord expands it. Not known are
//! the bodies of here-documents and, within a substitution, the patterns of `case`.
//!
//! The users differ in what they make of a script that they do not understand. `lint::commands::shell_script` says what
//! anybody's script runs, as far as it can tell; `supervisord::launch::shell` accepts only scripts of which it
//! understands everything, because it replaces them. A test there checks that both see the same commands.

mod builtins;
mod jobs;
mod parts;
mod programs;
mod tokens;

pub(crate) use builtins::{is_builtin, is_builtin_only, is_keyword};
pub(crate) use jobs::{ends_in_background, leaves_background_job};
pub(crate) use parts::{Part, parts};
pub(crate) use programs::{Shell, find_script, is_shell, script_argument};
pub(crate) use tokens::{Token, Tokens};
