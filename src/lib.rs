//! sysvisor reads supervisord and systemd configurations, lints them and translates either into the other.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod language;
pub mod report;
pub mod source;
pub mod supervisord;
pub mod syntax;
pub mod systemd;
pub mod value;
