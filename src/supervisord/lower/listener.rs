//! Event listeners: the events that they receive, and what they do.

use super::Lowering;
use super::program::Reader;
use crate::ir::{Decided, Listener, SettingIds, Subscription, Text};
use crate::source::{FileId, Span};
use crate::supervisord::config::{Section, Settings};
use crate::supervisord::kinds::events::{self, EventType};
use crate::supervisord::kinds::{list, words};
use crate::supervisord::mail_listener;
use crate::supervisord::options::{Name, SectionKind};

impl<'a> Reader<'_, 'a> {
    /// The listener defined by a section; `user` is the user of its process.
    pub(super) fn listener(
        &self,
        name: &str,
        place: (FileId, Span),
        user: Decided<Option<Text<'a>>>,
    ) -> Listener<'a> {
        let (command, events) = (self.expanded(Name::Command), self.expanded(Name::Events));
        let mut from = SettingIds::of([&command, &events].map(|value| value.as_ref().map(|(id, _)| *id)));
        let known = |value: &Option<(_, super::text::Expanded<'a>)>| {
            value.as_ref().and_then(|(_, value)| value.known()).map(str::to_owned)
        };
        let (command, event_names) =
            (known(&command).unwrap_or_default(), known(&events).unwrap_or_default());
        let argv: Vec<_> = words::words(&command).flatten().map(|word| word.text).collect();
        let argv: Vec<&str> = argv.iter().map(AsRef::as_ref).collect();
        let event_names: Vec<&str> = list::items(&event_names).map(|(name, _)| name).collect();
        let program = mail_listener::program(&argv).map(str::to_owned);
        let forwards_output = program.as_deref().is_some_and(forwards_output);
        if forwards_output && let Some((id, _)) = self.expanded(Name::ResultHandler) {
            // The result handler is part of the program: it writes the listener's response, which is the output, to
            // supervisord's own.
            from.add(id);
        }
        Listener {
            name: name.to_owned(),
            place,
            program,
            subscription: events::told(event_names.iter().copied()),
            forwards_output,
            mail: mail_listener::mail(&argv, &event_names),
            from,
            user,
            starts_programs: false,
        }
    }
}

/// The events about program output that any listener receives.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReceivedEvents {
    /// Events for lines of output: `PROCESS_LOG`.
    output: bool,
    /// Events for output between marks: `PROCESS_COMMUNICATION`.
    communication: bool,
}

impl ReceivedEvents {
    /// Whether a listener receives the events that an option of a program enables; true for options that enable none.
    pub(super) fn include(self, kind: SectionKind, option: Name) -> bool {
        match option {
            _ if !matches!(kind, SectionKind::Program | SectionKind::FcgiProgram) => true,
            Name::StdoutEventsEnabled | Name::StderrEventsEnabled => self.output,
            Name::StdoutCaptureMaxbytes | Name::StderrCaptureMaxbytes => self.communication,
            _ => true,
        }
    }
}

impl Lowering<'_> {
    /// The events that listeners receive. Assumes all of them if other files, which may have listeners, could be part
    /// of the configuration.
    pub(super) fn received_events(&self) -> ReceivedEvents {
        let mut received = ReceivedEvents { output: false, communication: false };
        let is_all = self.config.section(SectionKind::Supervisord).is_some()
            && self.config.section(SectionKind::Include).is_none();
        if !is_all {
            return ReceivedEvents { output: true, communication: true };
        }
        let mut settings = Settings::new();
        let is_listener = |section: &&Section| section.kind == Some(SectionKind::EventListener);
        for section in self.config.sections.iter().filter(is_listener) {
            self.config.fill(section, self.sources, &mut settings, |_| {});
            let Some(value) = self.setting(&settings, Name::Events).map(|entry| entry.value()) else {
                continue;
            };
            for (name, _) in list::items(value.text().unwrap_or_default()) {
                let event = EventType::from_name(name);
                let is_any = matches!(event, None | Some(EventType::Event));
                received.output |= is_any || events::told([name]) == Subscription::Output;
                received.communication |=
                    is_any || name.to_ascii_uppercase().starts_with("PROCESS_COMMUNICATION");
            }
        }
        received
    }
}

/// Whether a program prints the output of other programs, which it receives as events (supervisor-stdout 0.1.1,
/// supervisor-logging 0.0.9).
fn forwards_output(program: &str) -> bool {
    matches!(program.trim_end_matches(".py"), "supervisor_stdout" | "supervisor_logging")
}
