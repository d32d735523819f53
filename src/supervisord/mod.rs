//! Everything that sysvisor knows about supervisord.
//!
//! The kinds of its values are in [`kinds`], the parts of a configuration in the modules next to it.

mod comments;
pub mod config;
mod defaults;
pub mod effective;
pub mod emit;
pub mod kinds;
mod launch;
mod line;
pub mod lower;
mod mail_listener;
pub mod normal;
pub mod options;
mod parse;
mod sample_comments;
mod settings;
mod unique_word;
mod value;

pub use comments::ConfigComments;
pub use config::Config;
#[cfg(test)]
pub(crate) use launch::programs_and_operators;
pub(crate) use line::trailing_comment;
pub use parse::{SyntaxError, parse};
pub use value::value;
