//! The enumerations whose values translation needs to know individually: `Type=`, `Restart=`, `KillMode=`.
//!
//! All others are rows of the table of directives. Values are case-sensitive.

use crate::systemd::versions::Release;
use crate::value::ValueError;

/// Declares an enum with the text and the first release of each value.
macro_rules! value_enum {
    (
        $(#[$doc:meta])*
        $name:ident, $message_start:literal, $expected:literal {
            $($(#[$value_doc:meta])* $value:ident = $text:literal since $since:literal,)+
        }
    ) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $($(#[$value_doc])* $value,)+
        }

        impl $name {
            /// Every value.
            pub const ALL: &[Self] = &[$(Self::$value,)+];

            /// The text of the value.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$value => $text,)+
                }
            }

            /// The release that introduced it; 0 if it has always existed.
            #[must_use]
            pub const fn since(self) -> Release {
                match self {
                    $(Self::$value => Release($since),)+
                }
            }

            /// Parses a value as `release` does.
            ///
            /// # Errors
            /// The value is unknown to `release`: systemd warns and keeps the previous value.
            pub fn parse(text: &str, release: Release) -> Result<Self, ValueError> {
                let known = Self::ALL.iter().copied().find(|value| value.as_str() == text);
                known.filter(|value| value.since() <= release).ok_or_else(|| {
                    let message = format!(concat!($message_start, ", ignoring: {}"), text);
                    ValueError::whole(text, message, $expected)
                })
            }
        }
    };
}

value_enum! {
    /// `Type=`: when a service counts as started.
    ServiceType, "Failed to parse service type", "simple, exec, forking, oneshot, dbus, notify, notify-reload or idle" {
        /// After fork. The default, unless there is no `ExecStart=`, or a `BusName=`.
        Simple = "simple" since 0,
        /// When the program is executed.
        Exec = "exec" since 240,
        /// When the first process exits and leaves the main process behind.
        Forking = "forking" since 0,
        /// When the program has exited.
        Oneshot = "oneshot" since 0,
        /// When the program has taken its name on the bus.
        Dbus = "dbus" since 0,
        /// When the program sends a notification.
        Notify = "notify" since 0,
        /// Like `notify`; the program also sends a notification after a reload.
        NotifyReload = "notify-reload" since 253,
        /// Like `simple`, but the start waits for other jobs, up to 5 s.
        Idle = "idle" since 183,
    }
}

value_enum! {
    /// `Restart=`: after which endings a service is restarted. It never is after `systemctl stop`.
    Restart, "Failed to parse service restart specifier",
    "no, on-success, on-failure, on-abnormal, on-watchdog, on-abort or always" {
        /// Never. The default.
        No = "no" since 0,
        /// After a clean exit status or signal.
        OnSuccess = "on-success" since 0,
        /// After an unclean exit status or signal, a timeout or the watchdog.
        OnFailure = "on-failure" since 0,
        /// After an unclean signal, a timeout or the watchdog.
        OnAbnormal = "on-abnormal" since 214,
        /// After the watchdog.
        OnWatchdog = "on-watchdog" since 207,
        /// After an unclean signal.
        OnAbort = "on-abort" since 0,
        /// After any ending.
        Always = "always" since 0,
    }
}

value_enum! {
    /// `KillMode=`: which processes a stop signals. An empty value means the default.
    KillMode, "Failed to parse kill mode specification", "control-group, mixed, process or none" {
        /// All processes of the control group. The default.
        ControlGroup = "control-group" since 0,
        /// The main process; the final signal goes to all processes.
        Mixed = "mixed" since 209,
        /// The main process only.
        Process = "process" since 0,
        /// None. Deprecated since v246.
        None = "none" since 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Release = Release(252);

    #[test]
    fn every_value_parses_from_the_release_that_added_it() {
        for value in ServiceType::ALL {
            assert_eq!(ServiceType::parse(value.as_str(), value.since()), Ok(*value));
        }
        for value in Restart::ALL {
            assert_eq!(Restart::parse(value.as_str(), value.since()), Ok(*value));
        }
        for value in KillMode::ALL {
            assert_eq!(KillMode::parse(value.as_str(), value.since()), Ok(*value));
        }
    }

    #[test]
    fn an_unknown_value_quotes_the_systemd_message() {
        let message = |result: Result<(), ValueError>| result.unwrap_err().message;
        assert_eq!(
            message(ServiceType::parse("daemon", NOW).map(drop)),
            "Failed to parse service type, ignoring: daemon"
        );
        assert_eq!(
            message(Restart::parse("Always", NOW).map(drop)),
            "Failed to parse service restart specifier, ignoring: Always"
        );
        assert_eq!(
            message(KillMode::parse("all", NOW).map(drop)),
            "Failed to parse kill mode specification, ignoring: all"
        );
        for text in ["", "on_failure", "unless-stopped", "always # c", "yes"] {
            assert!(Restart::parse(text, NOW).is_err(), "{text}");
        }
    }

    #[test]
    fn a_release_rejects_values_added_later() {
        assert!(ServiceType::parse("notify-reload", NOW).is_err());
        assert_eq!(ServiceType::parse("notify-reload", Release(253)), Ok(ServiceType::NotifyReload));
        assert!(ServiceType::parse("exec", Release(239)).is_err());
    }
}
