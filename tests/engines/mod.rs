//! The real managers have the last word: they load what is translated, and they parse what we parse.
//!
//! supervisord is run by the Python that `SYSVISOR_SUPERVISOR_PYTHON` names (4.3.0, together with `setuptools<81`), else by
//! `python3`; systemd is `systemd-analyze`. If one is missing, its tests print a message and pass, unless
//! `SYSVISOR_REQUIRE_ENGINES=1` makes that a failure.
#![expect(
    clippy::unwrap_used,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "tests create directories, read variables, print what they skip, and panic on failure"
)]

mod distribution;
mod fixes;
mod fixtures;
mod generate;
mod live;
mod normal_form;
mod oracle;
mod supervisord_configs;
mod supervisord_effective;
mod supervisord_files;
mod supervisord_fixes;
mod supervisord_values;
mod systemd_directives;
mod systemd_fixes;
mod systemd_kinds;
mod systemd_values;
mod to_supervisord;
mod to_systemd;
mod unit_trees;
mod verify;

/// Skips a test whose engine is missing, or fails it if engines are required.
pub(crate) fn skip(what: &str, remedy: &str) {
    let required = std::env::var_os("SYSVISOR_REQUIRE_ENGINES").is_some_and(|value| value == "1");
    assert!(!required, "no {what}, which SYSVISOR_REQUIRE_ENGINES=1 requires ({remedy})");
    eprintln!("skipped: no {what} ({remedy})");
}
