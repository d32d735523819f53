//! Everything that sysvisor knows about systemd: unit files, their directives and values, and the load path.
//!
//! [`kinds`] parses and writes the values; the other modules deal with units and what they are made of.

pub(crate) mod boot_directories;
pub mod check;
mod comments;
pub(crate) mod defaults;
pub(crate) mod dependencies;
pub mod directives;
pub mod effective;
pub mod emit;
pub mod facts;
pub mod fleet;
pub(crate) mod foreign;
pub(crate) mod in_effect;
pub(crate) mod inferred_name;
mod instance_dependencies;
pub mod kinds;
mod line;
pub mod logrotate;
pub mod lower;
mod model_values;
mod neighbours;
pub(crate) mod own_units;
mod parse;
pub(crate) mod refresh;
pub(crate) mod search;
pub(crate) mod start_links;
pub mod tmpfiles;
pub(crate) mod transaction;
pub mod unit;
mod unit_file;
mod unit_reader;
pub mod units;
mod value;
pub mod versions;

pub use comments::UnitComments;
pub use parse::{SyntaxError, parse};
pub use unit::Unit;
pub use unit_reader::UnitReader;
pub use units::{Units, locate};
pub use value::value;
