//! Everything that sysvisor knows about supervisord.

mod line;
mod parse;
pub mod space;
mod value;

pub use parse::{SyntaxError, parse};
pub use value::value;
