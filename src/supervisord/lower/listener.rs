//! Event listeners: of what they are told, and what they do.

use super::program::Reader;
use crate::ir::{Decided, Listener, Sources, Text};
use crate::source::{FileId, Span};
use crate::supervisord::options::Name;
use crate::supervisord::{list, mail_listener, words};

impl<'a> Reader<'_, 'a> {
    /// The listener of a section; `user` is the one that its process has.
    pub(super) fn listener(
        &self,
        name: &str,
        place: (FileId, Span),
        user: Decided<Option<Text<'a>>>,
    ) -> Listener<'a> {
        let (command, events) = (self.expanded(Name::Command), self.expanded(Name::Events));
        let from = Sources::of([&command, &events].map(|value| value.as_ref().map(|(id, _)| *id)));
        let known = |value: &Option<(_, super::text::Expanded<'a>)>| {
            value.as_ref().and_then(|(_, value)| value.known()).map(str::to_owned)
        };
        let (command, events) = (known(&command).unwrap_or_default(), known(&events).unwrap_or_default());
        let argv: Vec<_> = words::words(&command).flatten().map(|word| word.text).collect();
        let argv: Vec<&str> = argv.iter().map(AsRef::as_ref).collect();
        let events: Vec<&str> = list::items(&events).map(|(name, _)| name).collect();
        Listener {
            name: name.to_owned(),
            place,
            program: mail_listener::program(&argv).map(str::to_owned),
            mail: mail_listener::mail(&argv, &events),
            from,
            user,
            starts_programs: false,
        }
    }
}
