//! `group-unknown-program`

use crate::diagnostic::Level;
use crate::lint::nearest::nearest;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::expansion;
use crate::supervisord::list;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a name in `programs` of a group that no program or fcgi-program has.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. A trailing comma names the empty program, blanks instead of commas name one long
    /// one, and neither `program:x` nor another group nor an event listener can be a member.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// programs=w,x
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [group:g]
    /// programs=w
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`; the section in its message may be the wrong one.
    pub static GROUP_UNKNOWN_PROGRAM = {
        name: "group-unknown-program",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Group], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Programs) else { return };
    let value = entry.value();
    let Some(text) = value.text().filter(|text| !expansion::is_needed(text)) else { return };
    if text.trim().is_empty() {
        return;
    }
    // The section is looked up by the name as it is listed: `[program: a]` is no `a`.
    let programs: Vec<&str> = context
        .config
        .sections
        .iter()
        .filter(|section| matches!(section.kind, Some(SectionKind::Program | SectionKind::FcgiProgram)))
        .filter_map(|section| {
            let (header, _, _) = context.config.name_of(section, context.sources);
            std::str::from_utf8(SectionKind::of(header)?.1).ok()
        })
        .collect();
    let group = context.header_text();
    for (name, span) in list::items(text) {
        if programs.contains(&name) {
            continue;
        }
        let message = if name.is_empty() {
            "this comma names an empty program".to_owned()
        } else {
            format!("there is no program `{name}`")
        };
        let bare = name.strip_prefix("program:").unwrap_or(name);
        let hint = if name.is_empty() {
            "Remove the comma.".to_owned()
        } else if programs.contains(&bare) {
            format!("Write `{bare}` alone.")
        } else if name.split_whitespace().count() > 1 {
            "Names are separated by commas.".to_owned()
        } else {
            match nearest(name, programs.iter().copied()) {
                Some(near) => format!("Did you mean `{near}`?"),
                None if programs.is_empty() => {
                    "There is no program in this file; includes are read where they can be found.".to_owned()
                }
                None => format!("There are: {}.", programs.join(", ")),
            }
        };
        let place = if span.is_empty() { value.whole() } else { value.span(span) };
        sink.add(
            GROUP_UNKNOWN_PROGRAM
                .at(entry.id.file, place, message)
                .label("no section of this name")
                .help(format!(
                    "supervisord says: [{group}] names unknown program or fcgi-program {name} (the section in brackets may be \
                     another one). It refuses the whole file. {hint}"
                )),
        );
    }
}
