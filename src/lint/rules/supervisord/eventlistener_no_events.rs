//! `eventlistener-no-events`

use crate::diagnostic::{Applicability, Level};
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, MappedText, Span};
use crate::supervisord::kinds::events::EventType;
use crate::supervisord::kinds::{expansion, list};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an event listener without `events`, or with an event type that supervisord does not know; a trailing comma
    /// names an empty one.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. Where a plugin is loaded that may add event types, unknown ones pass.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5,
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`, and `events.py`, `EventTypes`.
    pub static EVENTLISTENER_NO_EVENTS = {
        name: "eventlistener-no-events",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[SectionKind::EventListener], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let section = context.header_text();
    let Some(entry) = context.entry(Name::Events) else {
        let (file, span) = context.header();
        return sink.add(no_events(section, file, span));
    };
    let value = entry.value();
    let (Some(text), Some(known)) = (value.text(), context.expanded(Name::Events)) else { return };
    if known.is_empty() {
        return sink.add(no_events(section, entry.id.file, entry.item.name));
    }
    if expansion::is_needed(text) {
        // The expanded text is not in the file, so the finding points at the whole value.
        for (name, _) in list::items(&known).filter(|(name, _)| !is_known(context, name)) {
            let upper = name.to_uppercase();
            sink.add(
                EVENTLISTENER_NO_EVENTS
                    .at(entry.id.file, value.whole(), format!("there is no event type {upper}"))
                    .label("expands to one that does not exist")
                    .help(unknown_type_message(section, &upper)),
            );
        }
        return;
    }
    let mut is_first = true;
    for (name, span) in list::items(text) {
        if !is_known(context, name) {
            sink.add(unknown(section, entry.id.file, &value, (name, span), is_first));
        }
        is_first = false;
    }
}

fn no_events(section: &str, file: FileId, span: Span) -> crate::diagnostic::Diagnostic {
    EVENTLISTENER_NO_EVENTS
        .at(file, span, format!("[{section}] listens to no events"))
        .label("add events=, such as events=PROCESS_STATE")
        .help(format!(
            "supervisord says: [{section}] section requires an \"events\" line. It refuses the whole file. Events are named \
             like PROCESS_STATE or TICK_60, separated by commas."
        ))
}

fn unknown(
    section: &str,
    file: FileId,
    value: &MappedText<'_>,
    (name, span): (&str, Span),
    is_first: bool,
) -> crate::diagnostic::Diagnostic {
    let upper = name.to_uppercase();
    let says = unknown_type_message(section, &upper);
    if name.is_empty() {
        // The comma before the empty name; the first name has none.
        let text = value.text().unwrap_or_default();
        let comma = if is_first { None } else { text[..span.start as usize].rfind(',') };
        let place = comma.map_or(value.whole(), |at| value.span(Span::new(at as u32, at as u32 + 1)));
        let finding = EVENTLISTENER_NO_EVENTS
            .at(file, place, "this comma names an empty event")
            .label("nothing next to it")
            .help(says);
        return match comma {
            Some(_) => finding.fix("remove the comma", Applicability::Safe, vec![Edit::delete(place)]),
            None => finding,
        };
    }
    let place = value.span(span);
    let finding = EVENTLISTENER_NO_EVENTS.at(file, place, format!("there is no event type {upper}"));
    match nearest(name, EventType::ALL.iter().map(|event| event.name())) {
        Some(near) => finding.label(format!("did you mean {near}?")).help(says).fix(
            format!("write {near}"),
            Applicability::Safe,
            vec![Edit::replace(place, near)],
        ),
        None => finding.label("unknown").help(says),
    }
}

fn unknown_type_message(section: &str, upper: &str) -> String {
    format!("supervisord says: Unknown event type {upper} in [{section}] events. It refuses the whole file.")
}

/// Whether supervisord has an event type, or a plugin may add it; no plugin adds one without a name.
fn is_known(context: &SectionContext<'_>, name: &str) -> bool {
    let may_be_brought = || {
        context.config.sections.iter().any(|section| {
            section.kind == Some(SectionKind::RpcInterface)
                && context.config.name_of(section, context.sources).0 != b"rpcinterface:supervisor"
        })
    };
    EventType::from_name(name).is_some() || (!name.is_empty() && may_be_brought())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(lines: &str) -> Vec<Found> {
        supervisord(&EVENTLISTENER_NO_EVENTS, &format!("[eventlistener:e]\ncommand=a\n{lines}"))
    }

    #[test]
    fn missing_and_empty_events_are_flagged() {
        assert_eq!(found("")[0].text, "eventlistener:e");
        assert_eq!(found("events=\n")[0].text, "events");
    }

    #[test]
    fn empty_items_and_typos_are_fixed() {
        let fixed = |value: &str| {
            let found = found(&format!("events={value}"));
            assert_eq!(found.len(), 1, "{value}");
            found[0].fixed.as_ref().map(|text| text.split("events=").nth(1).unwrap().to_owned())
        };
        assert_eq!(fixed("TICK_5,").as_deref(), Some("TICK_5"));
        assert_eq!(fixed("TICK_5,,tick_60").as_deref(), Some("TICK_5,tick_60"));
        assert_eq!(fixed("PROCESS_STAT_EXITED").as_deref(), Some("PROCESS_STATE_EXITED"));
        assert_eq!(fixed("FOO"), None);
        assert_eq!(fixed(",TICK_5"), None);
    }

    #[test]
    fn a_plugin_may_define_events() {
        let text = "events=FOO\n[rpcinterface:x]\nsupervisor.rpcinterface_factory=a:b\n";
        assert!(found(text).is_empty());
        assert_eq!(found(&text.replace("FOO", "TICK_5,")).len(), 1, "but not an empty event name");
    }

    #[test]
    fn known_expansions_are_checked() {
        let found =
            |events: &str| found(&format!("events=%(ENV_E)s\n[supervisord]\nenvironment=E=\"{events}\"\n"));
        assert!(found("TICK_5,TICK_60").is_empty());
        assert_eq!(found("TICK_5,FOO")[0].message, "there is no event type FOO");
        assert_eq!(found("")[0].text, "events");
    }
}
