//! sysvisor reads supervisord and systemd configurations, lints them and translates either into the other.

#[cfg(feature = "cli")]
pub mod cli;
pub mod diagnostic;
pub mod ir;
pub mod language;
pub mod lint;
pub mod report;
pub mod signals;
pub mod source;
pub mod supervisord;
pub mod syntax;
pub mod systemd;
pub mod value;
