//! Event listeners: of what they are told, and what they do.

use super::program::Reader;
use crate::ir::{Decided, Listener, Sources, Text};
use crate::source::{FileId, Span};
use crate::supervisord::options::Name;
use crate::supervisord::{events, list, mail_listener, words};

impl<'a> Reader<'_, 'a> {
    /// The listener of a section; `user` is the one that its process has.
    pub(super) fn listener(
        &self,
        name: &str,
        place: (FileId, Span),
        user: Decided<Option<Text<'a>>>,
    ) -> Listener<'a> {
        let (command, events) = (self.expanded(Name::Command), self.expanded(Name::Events));
        let mut from = Sources::of([&command, &events].map(|value| value.as_ref().map(|(id, _)| *id)));
        let known = |value: &Option<(_, super::text::Expanded<'a>)>| {
            value.as_ref().and_then(|(_, value)| value.known()).map(str::to_owned)
        };
        let (command, told) = (known(&command).unwrap_or_default(), known(&events).unwrap_or_default());
        let argv: Vec<_> = words::words(&command).flatten().map(|word| word.text).collect();
        let argv: Vec<&str> = argv.iter().map(AsRef::as_ref).collect();
        let told: Vec<&str> = list::items(&told).map(|(name, _)| name).collect();
        let program = mail_listener::program(&argv).map(str::to_owned);
        let hands_on_output = program.as_deref().is_some_and(hands_on_output);
        if hands_on_output && let Some((id, _)) = self.expanded(Name::ResultHandler) {
            // It is a part of the program: it writes what the listener answers, the output, to supervisord's own.
            from.add(id);
        }
        Listener {
            name: name.to_owned(),
            place,
            program,
            told: events::told(told.iter().copied()),
            hands_on_output,
            mail: mail_listener::mail(&argv, &told),
            from,
            user,
            starts_programs: false,
        }
    }
}

/// Programs that write what they are told of the output of others where people see it (supervisor-stdout 0.1.1,
/// supervisor-logging 0.0.9).
fn hands_on_output(program: &str) -> bool {
    matches!(program.trim_end_matches(".py"), "supervisor_stdout" | "supervisor_logging")
}
