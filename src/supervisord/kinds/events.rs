//! `events=` of an `[eventlistener:x]`: names of event types with commas between
//! (`supervisor.events.EventTypes`).

use super::list;
use crate::ir::Told;
use crate::source::Span;
use crate::value::ValueError;

/// What an event type may be.
const EXPECTED: &str = "event types separated by commas, like PROCESS_STATE_EXITED,TICK_60";

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

/// Reads a list of event types, in the order of the text. To see every unknown one, go through
/// [`list::items`] with [`EventType::from_name`].
///
/// # Errors
///
/// When the list is empty or holds a name that supervisord does not bring along. supervisord's own messages name
/// the section; here it is left out (`Unknown event type FOO in [eventlistener:a] events`,
/// `[eventlistener:a] section requires an "events" line`).
pub fn parse(text: &str) -> Result<Vec<(EventType, Span)>, ValueError> {
    if text.is_empty() {
        return Err(ValueError::whole(text, "section requires an \"events\" line", EXPECTED));
    }
    list::items(text)
        .map(|(name, span)| match EventType::from_name(name) {
            Some(event) => Ok((event, span)),
            None => {
                let message = format!("Unknown event type {}", name.to_uppercase());
                Err(ValueError::at(span, message, EXPECTED))
            }
        })
        .collect()
}

/// Writes a list of event types.
#[must_use]
pub fn write(events: &[EventType]) -> String {
    let names: Vec<&str> = events.iter().map(|event| event.name()).collect();
    names.join(",")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_come_in_any_case_with_commas_between() {
        assert_eq!(
            parse("process_state, tick_60"),
            Ok(vec![(EventType::ProcessState, Span::new(0, 13)), (EventType::Tick60, Span::new(15, 22))])
        );
        assert_eq!(parse("EVENT"), Ok(vec![(EventType::Event, Span::new(0, 5))]));
        assert_eq!(EventType::from_name("proceſſ_state"), Some(EventType::ProcessState));
    }

    #[test]
    fn an_unknown_name_is_shown_in_upper_case() {
        let error = parse("TICK_5, process_stat_exited").unwrap_err();
        assert_eq!(error.message, "Unknown event type PROCESS_STAT_EXITED");
        assert_eq!(error.span, Span::new(8, 27));
    }

    #[test]
    fn a_trailing_comma_is_an_event_without_a_name() {
        assert_eq!(parse("TICK_5,").unwrap_err().message, "Unknown event type ");
    }

    #[test]
    fn no_events_at_all_are_an_error() {
        assert_eq!(parse("").unwrap_err().message, "section requires an \"events\" line");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(picks in prop::collection::vec(0..EventType::ALL.len(), 1..6)) {
            let events: Vec<EventType> = picks.into_iter().map(|at| EventType::ALL[at]).collect();
            let read = parse(&write(&events)).unwrap();
            prop_assert_eq!(read.into_iter().map(|(event, _)| event).collect::<Vec<_>>(), events);
        }
    }
}
