//! `name-invalid-character`

use memchr::memmem;

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::facts::groups::GROUP_KINDS;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::config::{Entry, Settings};
use crate::supervisord::kinds::expansion::{self, Piece};
use crate::supervisord::kinds::{list, python, space};
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;
use crate::text::byte_set::ByteSet;

rule! {
    /// Flags a space, a `:` or a `/` in the name of a program, a group or a process.
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
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&GROUP_KINDS, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (whole, file, span) = context.config.name_of(context.section, context.sources);
    let Some(kind) = context.section.kind else { return };
    let member = kind.member(whole);
    let name = space::strip(member);
    if let Some(at) = first_invalid(name) {
        let place = Span::of(whole, name).shifted(span.start);
        let at = place.start + at as u32;
        // supervisord checks the name of an event listener when it makes its processes.
        let suffix =
            if kind == SectionKind::EventListener { context.message_suffix() } else { String::new() };
        let character = context.sources.get(file).bytes()[at as usize];
        let finding = report(member, character, (file, Span::new(at, at + 1)), &suffix);
        sink.add(match rename_edits(context, kind, name) {
            Some(edits) => finding.fix("write underscores", Applicability::Safe, edits),
            None => finding,
        });
    }
    if kind != SectionKind::Group
        && let Some(entry) = context.entry(Name::ProcessName)
    {
        check_template(context, &entry, sink);
    }
}

/// Checks the template for process names: supervisord checks it before expansion, and only then.
fn check_template(context: &SectionContext<'_>, entry: &Entry<'_>, sink: &mut Sink) {
    let value = entry.value();
    let text = value.bytes();
    let Some(at) =
        first_invalid(space::strip(text)).map(|at| at as u32 + Span::of(text, space::strip(text)).start)
    else {
        return check_here(context, entry, sink);
    };
    let place = value.span(Span::new(at, at + 1));
    let finding = report(text, text[at as usize], (entry.id.file, place), &context.message_suffix());
    // Inside an expansion the character is part of a name.
    let edits = value.text().and_then(|text| {
        let mut edits = Vec::new();
        for piece in expansion::scan(text) {
            let Ok(piece @ (Piece::Literal(span) | Piece::Name { span, .. } | Piece::Percent(span))) = piece
            else {
                return None;
            };
            let found = span.range().filter(|at| !VALID.has(text.as_bytes()[*at]));
            let places: Vec<u32> = found.map(|at| at as u32).collect();
            if !places.is_empty() && !matches!(piece, Piece::Literal(_)) {
                return None;
            }
            edits.extend(places.into_iter().map(|at| Edit::replace(value.span(Span::new(at, at + 1)), "_")));
        }
        Some(edits)
    });
    sink.add(match edits {
        Some(edits) => finding.fix("write underscores", Applicability::Safe, edits),
        None => finding,
    });
}

/// Reports `%(here)s` in the template if supervisord inserts the directory first: it then checks a name with slashes.
fn check_here(context: &SectionContext<'_>, entry: &Entry<'_>, sink: &mut Sink) {
    const HERE: &[u8] = b"%(here)s";
    let value = entry.value();
    let Some(at) = memmem::find(value.bytes(), HERE).filter(|_| context.config.replaces_here()) else {
        return;
    };
    let here = &context.config.file(entry.id.file).here;
    let template = String::from_utf8_lossy(value.bytes()).replace("%(here)s", here);
    let place = value.span(Span::new(at as u32, (at + HERE.len()) as u32));
    sink.add(report(template.as_bytes(), b'/', (entry.id.file, place), &context.message_suffix()));
}

/// The characters that are not allowed in a name, in the order in which supervisord looks for them.
const INVALID: &[u8] = b" :/";
static VALID: ByteSet = ByteSet::new(INVALID).inverted();

/// supervisord looks for one character after the other, and reports the first that it finds.
fn first_invalid(name: &[u8]) -> Option<usize> {
    if VALID.has_all(name) {
        return None;
    }
    INVALID.iter().find_map(|wrong| name.iter().position(|byte| byte == wrong))
}

fn report(name: &[u8], character: u8, (file, place): (FileId, Span), suffix: &str) -> Diagnostic {
    let character = char::from(character);
    let (shown, wrong) = (python::repr(&String::from_utf8_lossy(name)), python::repr(&character.to_string()));
    NAME_INVALID_CHARACTER
        .at(file, place, format!("a name cannot contain `{character}`"))
        .label("not allowed in a name")
        .help(format!(
            "supervisord says: Invalid name: {shown} because of character: {wrong}{suffix}. It refuses the whole file."
        ))
}

/// In larger configurations there are no fixes for names.
const MAX_SECTIONS: usize = 2000;

/// The edits that put underscores into the header, and into the lists of groups that have the name; `None` if the new
/// name is taken, or the name is in several files.
fn rename_edits(context: &SectionContext<'_>, kind: SectionKind, name: &[u8]) -> Option<Vec<Edit>> {
    let (config, sources) = (context.config, context.sources);
    let name = std::str::from_utf8(name).ok()?;
    let new = name.replace([' ', ':', '/'], "_");
    let header = format!("{}{new}", kind.prefix());
    // Searching all sections for each finding has to end somewhere.
    if config.sections.len() > MAX_SECTIONS {
        return None;
    }
    // All sections that make process groups share a namespace; others may be fixed to the same name.
    let makes_group = |kind: Option<SectionKind>| kind.is_some_and(|kind| GROUP_KINDS.contains(&kind));
    let is_taken = config.sections.iter().any(|section| {
        let other = String::from_utf8_lossy(config.member_name(section, sources));
        !std::ptr::eq(section, context.section)
            && makes_group(section.kind)
            && other.replace([' ', ':', '/'], "_") == new
    });
    if is_taken {
        return None;
    }
    let first = context.section.first().file;
    if context.section.parts().any(|part| part.file != first) {
        return None;
    }
    let rename = |part| Edit::replace(config.header(part).name, header.as_str());
    let mut edits: Vec<Edit> = context.section.parts().map(rename).collect();
    let groups = config.sections.iter().filter(|section| section.kind == Some(SectionKind::Group));
    let mut settings = Settings::new();
    for group in groups.filter(|_| matches!(kind, SectionKind::Program | SectionKind::FcgiProgram)) {
        config.fill(group, sources, &mut settings, |_| {});
        let Some(id) = settings.get(Name::Programs) else { continue };
        let value = config.entry(id, sources).value();
        let text = value.text().unwrap_or_default();
        // A name that comes from a variable cannot be rewritten.
        if expansion::is_needed(text) {
            return None;
        }
        for (_, span) in list::items(text).filter(|(item, _)| *item == name) {
            if id.file != config.files[first as usize].id {
                return None;
            }
            edits.push(Edit::replace(value.span(span), new.as_str()));
        }
    }
    Some(edits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn only(text: &str) -> Found {
        let mut found = supervisord(&NAME_INVALID_CHARACTER, text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0)
    }

    #[test]
    fn the_fix_renames_the_program_in_groups() {
        let found = only("[program:a b]\n[group:g]\nprograms=a b, c\n");
        assert_eq!(found.fixed.as_deref(), Some("[program:a_b]\n[group:g]\nprograms=a_b, c\n"));
        assert_eq!(only("[program:a b]\n[program:a_b]\n").fixed, None);
        assert_eq!(only("[program:a b]\n[group:g]\nprograms=%(ENV_P)s\n").fixed, None);
    }

    #[test]
    fn leading_and_trailing_spaces_are_stripped_first() {
        assert!(supervisord(&NAME_INVALID_CHARACTER, "[program: a ]\nprocess_name=x\n").is_empty());
    }

    #[test]
    fn an_inserted_here_directory_adds_slashes() {
        let program = "[program:w]\nprocess_name=a%(here)s\n";
        assert_eq!(only(&format!("[supervisord]\n[include]\nfiles=\n{program}")).text, "%(here)s");
        // Without an [include], the name is checked before the directory is inserted.
        let alone = format!("[supervisord]\n{program}");
        assert!(supervisord(&NAME_INVALID_CHARACTER, &alone).is_empty());
    }

    #[test]
    fn process_name_is_checked_unexpanded() {
        let found = only("[program:w]\nprocess_name=a:%(process_num)s b\n");
        assert_eq!(found.text, " ");
        assert_eq!(found.fixed.as_deref(), Some("[program:w]\nprocess_name=a_%(process_num)s_b\n"));
        assert_eq!(only("[program:w]\nprocess_name=%( process_num )s\n").fixed, None);
    }
}
