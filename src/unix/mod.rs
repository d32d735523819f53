//! What is so on every Linux machine, whichever manager it has: users, signals, capabilities, paths, variables, shells and
//! their scripts, and daemons that both managers start.

pub(crate) mod account;
pub(crate) mod capabilities;
pub(crate) mod lexical_path;
pub(crate) mod relative_script;
pub(crate) mod script_variables;
pub(crate) mod shell;
pub mod signals;
pub(crate) mod socket_daemons;
pub(crate) mod variable_name;
