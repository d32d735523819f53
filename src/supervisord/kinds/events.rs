//! `events=` of an `[eventlistener:x]`: names of event types with commas between
//! (`supervisor.events.EventTypes`).

use crate::ir::Told;

macro_rules! event_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A type of event. A type without more words than another one holds it: `PROCESS_STATE` is any of the
        /// `PROCESS_STATE_…`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType {
            $($(#[$doc])* $variant,)*
        }

        impl EventType {
            /// Every type that supervisord brings along. A plug-in may register more.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// Its name.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

event_types! {
    /// Any event.
    Event = "EVENT",
    /// Any change of a process's state.
    ProcessState = "PROCESS_STATE",
    /// A process was stopped on request.
    ProcessStateStopped = "PROCESS_STATE_STOPPED",
    /// A running process ended by itself.
    ProcessStateExited = "PROCESS_STATE_EXITED",
    /// A process is being started.
    ProcessStateStarting = "PROCESS_STATE_STARTING",
    /// A process is being stopped.
    ProcessStateStopping = "PROCESS_STATE_STOPPING",
    /// A process ended before `startsecs` and will be tried again.
    ProcessStateBackoff = "PROCESS_STATE_BACKOFF",
    /// A process was tried `startretries` times and given up.
    ProcessStateFatal = "PROCESS_STATE_FATAL",
    /// A process has been up for `startsecs`.
    ProcessStateRunning = "PROCESS_STATE_RUNNING",
    /// supervisord lost track of a process.
    ProcessStateUnknown = "PROCESS_STATE_UNKNOWN",
    /// A process wrote text between the communication markers.
    ProcessCommunication = "PROCESS_COMMUNICATION",
    /// The same, on standard output only.
    ProcessCommunicationStdout = "PROCESS_COMMUNICATION_STDOUT",
    /// The same, on standard error only.
    ProcessCommunicationStderr = "PROCESS_COMMUNICATION_STDERR",
    /// A process with `std*_events_enabled=true` wrote text.
    ProcessLog = "PROCESS_LOG",
    /// The same, on standard output only.
    ProcessLogStdout = "PROCESS_LOG_STDOUT",
    /// The same, on standard error only.
    ProcessLogStderr = "PROCESS_LOG_STDERR",
    /// A client called `sendRemoteCommEvent`.
    RemoteCommunication = "REMOTE_COMMUNICATION",
    /// Any change of supervisord's own state.
    SupervisorStateChange = "SUPERVISOR_STATE_CHANGE",
    /// supervisord has started.
    SupervisorStateChangeRunning = "SUPERVISOR_STATE_CHANGE_RUNNING",
    /// supervisord is stopping.
    SupervisorStateChangeStopping = "SUPERVISOR_STATE_CHANGE_STOPPING",
    /// Any tick of the clock.
    Tick = "TICK",
    /// Every 5 seconds.
    Tick5 = "TICK_5",
    /// Every minute.
    Tick60 = "TICK_60",
    /// Every hour.
    Tick3600 = "TICK_3600",
    /// Any change of the set of groups.
    ProcessGroup = "PROCESS_GROUP",
    /// A group was added.
    ProcessGroupAdded = "PROCESS_GROUP_ADDED",
    /// A group was removed.
    ProcessGroupRemoved = "PROCESS_GROUP_REMOVED",
}

impl EventType {
    /// The type with a name, in any case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Upper case can make ASCII of other letters, as in `ﬆ`; the comparison below leaves them alone.
        if !name.is_ascii() {
            let upper = name.to_uppercase();
            return Self::ALL.iter().copied().find(|event| event.name() == upper);
        }
        Self::ALL.iter().copied().find(|event| event.name().eq_ignore_ascii_case(name))
    }
}

/// Of what a listener of these events is told. A name that nobody knows may be anything.
pub(in crate::supervisord) fn told<'n>(names: impl IntoIterator<Item = &'n str>) -> Told {
    let of = |name| match EventType::from_name(name) {
        // Any tick: the shortest is the one that counts.
        Some(EventType::Tick | EventType::Tick5) => Told::Time(5),
        Some(EventType::Tick60) => Told::Time(60),
        Some(EventType::Tick3600) => Told::Time(3600),
        Some(EventType::ProcessLog | EventType::ProcessLogStdout | EventType::ProcessLogStderr) => {
            Told::Output
        }
        _ => Told::States,
    };
    let both = |one, other| match (one, other) {
        (Told::Time(one), Told::Time(other)) => Told::Time(one.min(other)),
        (one, other) if one == other => one,
        _ => Told::States,
    };
    names.into_iter().map(of).reduce(both).unwrap_or(Told::States)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_come_in_any_case() {
        for &event in EventType::ALL {
            assert_eq!(EventType::from_name(event.name()), Some(event));
        }
        assert_eq!(EventType::from_name("process_state"), Some(EventType::ProcessState));
        assert_eq!(EventType::from_name("proceſſ_state"), Some(EventType::ProcessState));
    }

    #[test]
    fn what_supervisord_does_not_bring_along_has_no_type() {
        for name in ["PROCESS_STAT_EXITED", "TICK_5,", " TICK_5", ""] {
            assert_eq!(EventType::from_name(name), None, "{name}");
        }
    }
}
