//! Everything that sysvisor knows about supervisord.

pub mod autorestart;
pub mod boolean;
pub mod byte_size;
mod comments;
pub mod config;
pub mod emit;
pub mod environment;
pub mod events;
pub mod exit_codes;
pub mod expansion;
pub mod glob;
pub mod ini_text;
pub mod integer;
mod line;
pub mod list;
pub mod log_level;
pub mod logfile;
pub mod lower;
pub mod normal;
pub mod octal;
pub mod options;
mod parse;
mod percent_format;
mod percent_scan;
pub mod python;
mod shlex;
pub mod signal;
pub mod space;
pub mod user;
mod value;
pub mod words;

pub use comments::ConfigComments;
pub use config::Config;
pub use parse::{SyntaxError, parse};
pub use value::value;
