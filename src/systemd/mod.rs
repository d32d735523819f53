//! Everything that sysvisor knows about systemd.

pub mod directives;
mod line;
mod parse;
mod value;

pub use parse::{SyntaxError, parse};
pub use value::value;
