//! `name-invalid-character`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::options::{Name, SectionKind};
use crate::supervisord::space;

rule! {
    /// Flags a blank, a `:` or a `/` in the name of a program, a group or a process.
    ///
    /// ## Why
    ///
    /// supervisorctl writes `group:process`, and log files are named after processes. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:a b]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:a_b]
    /// command=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `process_or_group_name`.
    pub static NAME_INVALID_CHARACTER = {
        name: "name-invalid-character",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(
            &[SectionKind::Program, SectionKind::FcgiProgram, SectionKind::EventListener, SectionKind::Group],
            check,
        ),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (whole, file, span) = context.config.name_of(context.section, context.sources);
    let Some((_, member)) = SectionKind::of(whole) else { return };
    let name = space::strip(member);
    let start = span.start + Span::of(whole, name).start;
    report(name, file, start, sink);
    if context.section.kind == Some(SectionKind::Group) {
        return;
    }
    // The template is checked before it is expanded, and only then.
    if let Some(entry) = context.entry(Name::ProcessName) {
        let value = entry.value();
        if !value.is_joined() {
            report(value.bytes(), entry.id.file, entry.item.value.start, sink);
        }
    }
}

fn report(name: &[u8], file: crate::source::FileId, start: u32, sink: &mut Sink) {
    let Some(at) = memchr::memchr3(b' ', b':', b'/', name) else { return };
    let (character, name) = (char::from(name[at]), String::from_utf8_lossy(name));
    let at = start + at as u32;
    sink.add(
        NAME_INVALID_CHARACTER
            .at(file, Span::new(at, at + 1), format!("a name cannot hold `{character}`"))
            .label("not allowed in a name")
            .help(format!("supervisord says: Invalid name: '{name}' because of character: '{character}'. It refuses the whole file.")),
    );
}
