//! The defaults that reading and writing must agree on: a setting that equals its default is not written.
//!
//! Those of the manager can be changed in its own configuration (systemd-system.conf(5)), which is assumed to be as shipped.

use crate::ir::Duration;

/// `RestartSec=` (`DefaultRestartSec=`).
pub(super) const RESTART_SEC: Duration = Duration { micros: 100_000 };
/// `StartLimitIntervalSec=` (`DefaultStartLimitIntervalSec=`).
pub(crate) const START_LIMIT_INTERVAL: Duration = Duration::seconds(10);
/// `StartLimitBurst=` (`DefaultStartLimitBurst=`).
pub(crate) const START_LIMIT_BURST: u32 = 5;
/// `TimeoutStopSec=` (`DefaultTimeoutStopSec=`).
pub(super) const TIMEOUT_STOP_SEC: Duration = Duration::seconds(90);
/// `SocketMode=`
pub(super) const SOCKET_MODE: u32 = 0o666;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::systemd::directives::{self, Section};
    use crate::systemd::kinds::mode;
    use crate::systemd::kinds::timespan::TimeSpan;

    #[test]
    fn the_table_has_the_same_defaults() {
        let default = |section: Section, name: &str| {
            directives::lookup(section, name.as_bytes()).expect("a directive").default()
        };
        for (section, name, value) in [
            (Section::Service, "RestartSec", RESTART_SEC),
            (Section::Unit, "StartLimitIntervalSec", START_LIMIT_INTERVAL),
            (Section::Service, "TimeoutStopSec", TIMEOUT_STOP_SEC),
        ] {
            let written = default(section, name);
            let span = TimeSpan::read(name, written).unwrap_or_else(|error| panic!("{name}: {error:?}"));
            assert_eq!(span.as_micros(), value.micros, "{name}");
        }
        assert_eq!(default(Section::Unit, "StartLimitBurst"), START_LIMIT_BURST.to_string());
        assert_eq!(mode::parse(default(Section::Socket, "SocketMode")), Ok(SOCKET_MODE));
    }
}
