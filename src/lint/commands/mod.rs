//! What is known about commands: how they are written, which programs they start, and what those do.

pub(in crate::lint) mod command_line;
pub(in crate::lint) mod daemons;
pub(in crate::lint) mod exec_lines;
pub(in crate::lint) mod needs_root;
pub(in crate::lint) mod quoting;
pub(in crate::lint) mod shell_expansion;
pub(in crate::lint) mod shell_script;
pub(in crate::lint) mod shell_syntax;
pub(in crate::lint) mod unit_commands;
