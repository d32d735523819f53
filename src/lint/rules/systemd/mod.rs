//! Rules that look at systemd units.

pub mod dbus_without_busname;
pub mod duplicate_scalar;
pub mod env_quoting;
pub mod exec_empty;
pub mod exec_not_absolute;
pub mod exec_prefix_conflict;
pub mod exec_prefix_order;
pub mod exec_program_invalid;
pub mod exec_unbalanced_quote;
pub mod exec_unknown_escape;
pub mod file_encoding;
pub mod instance_without_template;
pub mod invalid_value;
pub mod missing_install;
pub mod multiple_execstart;
pub mod no_exec;
pub mod oneshot_restart;
pub mod start_limit_interval_in_service;
pub mod start_limit_legacy_location;
pub mod timer_without_trigger;
pub mod trailing_comment;
pub mod unescaped_percent;
pub mod unknown_directive;
