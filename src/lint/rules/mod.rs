//! The rules, one to a file: `supervisord/` and `systemd/` look at one language, `both/` at each of the two in its own way,
//! `service/` at the shared model; those of `reader/` are found while a file is read.

pub mod both;
pub mod reader;
pub mod service;
pub mod supervisord;
pub mod systemd;
