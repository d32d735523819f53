//! Everything that sysvisor knows about supervisord.

mod line;
pub mod options;
mod parse;
pub mod space;
mod value;

pub use parse::{SyntaxError, parse};
pub use value::value;
