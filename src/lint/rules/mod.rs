//! The rules, one per file: `supervisord/` and `systemd/` check one language, `both/` checks each of the two in its own
//! way, `service/` checks the shared model; those of `reader/` are found while a file is read.

pub mod both;
pub mod reader;
pub mod service;
pub mod supervisord;
pub mod systemd;
