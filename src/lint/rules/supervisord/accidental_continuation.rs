//! `accidental-continuation`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::Name;
use crate::supervisord::space;
use crate::syntax::Edit;

rule! {
    /// Flags an indented line that looks like an option or a section header: it is a part of the value above it.
    ///
    /// ## Why
    ///
    /// A line that is indented deeper than the option above continues that option's value. The option that it was meant to
    /// be keeps its default, and the value above grows by a line that nobody sees.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    ///   autostart=false
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autostart=false
    /// ```
    ///
    /// ## Source
    ///
    /// CPython's `configparser`: a line indented deeper than the one with the name is a continuation.
    pub static ACCIDENTAL_CONTINUATION = {
        name: "accidental-continuation",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Entry(check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let item = context.entry.item;
    if !item.is_multiline() {
        return;
    }
    let bytes = context.entry.bytes;
    let mut at = item.start;
    for line in Span::new(item.start, item.end).slice(bytes).split_inclusive(|byte| *byte == b'\n') {
        let start = at;
        at += line.len() as u32;
        let text = space::strip(line);
        if start == item.start || !looks_like_its_own(text) {
            continue;
        }
        let span = Span::of(bytes, text);
        let shown = String::from_utf8_lossy(text).into_owned();
        let name = String::from_utf8_lossy(context.entry.name()).into_owned();
        sink.add(
            ACCIDENTAL_CONTINUATION
                .at(context.entry.id.file, span, format!("this line is a part of the value of `{name}`"))
                .label("indented, so it continues the line above")
                .help(format!("supervisord reads `{shown}` as text of `{name}`, not as a line of its own. Remove its indentation."))
                .related(context.entry.id.file, item.name, "the value starts here")
                .fix("remove the indentation", Applicability::Safe, vec![Edit::delete(Span::new(start, span.start))]),
        );
    }
}

/// `option=…` with a name that supervisord knows, or a header.
fn looks_like_its_own(text: &[u8]) -> bool {
    if text.first() == Some(&b'[') {
        return text.last() == Some(&b']') && text.contains(&b':');
    }
    let Some(at) = text.iter().position(|byte| matches!(byte, b'=' | b':')) else { return false };
    Name::of(space::strip_end(&text[..at])).is_some()
}
