//! `events=` of an `[eventlistener:x]`: names of event types separated by commas (`supervisor.events.EventTypes`).

use crate::ir::Subscription;

macro_rules! event_types {
    ($($(#[$doc:meta])* $variant:ident = $name:literal,)*) => {
        /// A type of event. A type whose name is a prefix of others includes them: `PROCESS_STATE` is any of the
        /// `PROCESS_STATE_…`.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum EventType {
            $($(#[$doc])* $variant,)*
        }

        impl EventType {
            /// Every type that supervisord defines. A plugin may register more.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The name in configurations.
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
    /// A running process exited on its own.
    ProcessStateExited = "PROCESS_STATE_EXITED",
    /// A process is being started.
    ProcessStateStarting = "PROCESS_STATE_STARTING",
    /// A process is being stopped.
    ProcessStateStopping = "PROCESS_STATE_STOPPING",
    /// A process exited before `startsecs` and will be retried.
    ProcessStateBackoff = "PROCESS_STATE_BACKOFF",
    /// A process failed to start and was given up after `startretries` retries.
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
    /// The type with this name, ignoring case.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        // Conversion to upper case can turn other letters into ASCII, as with `ﬆ`; the comparison below does not
        // convert them.
        if !name.is_ascii() {
            let upper = name.to_uppercase();
            return Self::ALL.iter().copied().find(|event| event.name() == upper);
        }
        Self::ALL.iter().copied().find(|event| event.name().eq_ignore_ascii_case(name))
    }
}

/// What a listener for these events is told. An unknown name may mean any event.
pub(in crate::supervisord) fn told<'n>(names: impl IntoIterator<Item = &'n str>) -> Subscription {
    let of = |name| match EventType::from_name(name) {
        // `TICK` includes all ticks: the shortest interval matters.
        Some(EventType::Tick | EventType::Tick5) => Subscription::Time(5),
        Some(EventType::Tick60) => Subscription::Time(60),
        Some(EventType::Tick3600) => Subscription::Time(3600),
        Some(EventType::ProcessLog | EventType::ProcessLogStdout | EventType::ProcessLogStderr) => {
            Subscription::Output
        }
        _ => Subscription::States,
    };
    let both = |one, other| match (one, other) {
        (Subscription::Time(one), Subscription::Time(other)) => Subscription::Time(one.min(other)),
        (one, other) if one == other => one,
        _ => Subscription::States,
    };
    names.into_iter().map(of).reduce(both).unwrap_or(Subscription::States)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_case_insensitive() {
        for &event in EventType::ALL {
            assert_eq!(EventType::from_name(event.name()), Some(event));
        }
        assert_eq!(EventType::from_name("process_state"), Some(EventType::ProcessState));
        assert_eq!(EventType::from_name("proceſſ_state"), Some(EventType::ProcessState));
    }

    #[test]
    fn unknown_event_names_have_no_type() {
        for name in ["PROCESS_STAT_EXITED", "TICK_5,", " TICK_5", ""] {
            assert_eq!(EventType::from_name(name), None, "{name}");
        }
    }
}
