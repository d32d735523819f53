//! Everything that sysvisor knows about systemd.

pub mod directives;
mod line;
mod parse;
pub mod unit;
mod value;

pub use parse::{SyntaxError, parse};
pub use unit::{Unit, Units};
pub use value::value;
