//! Everything that sysvisor knows about supervisord.

pub mod config;
pub mod glob;
mod line;
pub mod options;
mod parse;
pub mod space;
mod value;

pub use config::Config;
pub use parse::{SyntaxError, parse};
pub use value::value;
