//! Everything that sysvisor knows about systemd.

mod line;
mod parse;
mod value;

pub use parse::{SyntaxError, parse};
pub use value::value;
