//! The rules, one to a file: `supervisord/` and `systemd/` look at one language, `service/` at the shared model.

pub mod service;
pub mod supervisord;
pub mod systemd;
