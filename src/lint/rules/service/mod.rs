//! Rules on the shared model, which serve both managers.

pub mod command_daemonizes;
pub mod command_shell_syntax;
pub mod restart_hits_start_limit;
pub mod script_not_quoted;
pub mod start_limit_unset;
pub mod typographic_dash;
pub mod typographic_quote;
