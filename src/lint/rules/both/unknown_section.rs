//! `unknown-section`

use crate::diagnostic::{Applicability, Level};
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::source::{FileId, Span};
use crate::supervisord::options::{self, SectionKind};
use crate::syntax::Edit;
use crate::systemd::directives::{Section, SectionSet};
use crate::systemd::kinds::unit_name::UnitType;

rule! {
    /// Flags a section that its manager does not know: misspelt, in the wrong case, with spaces in it, or from another
    /// unit type. Sections of known plugins, and those that start with `X-`, pass.
    ///
    /// ## Why
    ///
    /// The manager ignores all of it. supervisord says nothing, and a program whose header is misspelt does not exist;
    /// systemd logs a line at the next load.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [Program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ```ini app.service
    /// [service]
    /// ExecStart=/bin/cat
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/bin/cat
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`: sections are chosen by their prefix; supervisor pull request 301. systemd's
    /// `conf-parser.c`: `Unknown section 'service'. Ignoring.`
    pub static UNKNOWN_SECTION = {
        name: "unknown-section",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Section(&[], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    if context.section.kind.is_some() {
        return;
    }
    let (name, file, span) = context.config.name_of(context.section, context.sources);
    if options::plugin_of_section(name).is_some() {
        return;
    }
    let Ok(text) = std::str::from_utf8(name) else { return };
    let (prefix, member) = match text.split_once(':') {
        Some((prefix, member)) => (prefix, Some(member)),
        None => (text, None),
    };
    let near = nearest(prefix.trim(), SectionKind::ALL.map(SectionKind::word));
    let help = "supervisord silently ignores the whole section: nothing in it has an effect.";
    let finding = UNKNOWN_SECTION.at(file, span, format!("supervisord has no section [{text}]"));
    let near_name = near.map(|near| match member {
        Some(member) => format!("{near}:{}", member.trim()),
        None => near.to_owned(),
    });
    // `[program]` alone lacks a name.
    let Some(near_name) = near_name.filter(|near_name| SectionKind::of(near_name.as_bytes()).is_some())
    else {
        return sink.add(finding.label("unknown").help(help));
    };
    // A section of that name that exists already would be merged with this one: that is for a person to decide.
    let is_sure = near
        .is_some_and(|near| strsim::damerau_levenshtein(&prefix.trim().to_lowercase(), near) <= 1)
        && context.config.section_by_header(near_name.as_bytes()).is_none();
    let applicability = if is_sure { Applicability::Safe } else { Applicability::Unsafe };
    let first = context.section.first().file;
    let parts = context.section.parts().filter(|part| part.file == first);
    let edits =
        parts.map(|part| Edit::replace(context.config.header(part).name, near_name.as_str())).collect();
    sink.add(finding.label(format!("did you mean [{near_name}]?")).help(help).fix(
        format!("write [{near_name}]"),
        applicability,
        edits,
    ));
}

/// Reports a section of a unit that systemd ignores.
pub(crate) fn report_unit(name: &str, file: FileId, span: Span, unit_type: UnitType, sink: &mut Sink) {
    let known = SectionSet::of_unit_type(unit_type);
    let help = format!("systemd says: Unknown section '{name}'. Ignoring. Nothing in it has an effect.");
    let finding = UNKNOWN_SECTION.at(file, span, format!("a {unit_type} unit has no section [{name}]"));
    if let Some(other) = Section::of(name.as_bytes()) {
        sink.add(finding.label(format!("[{}] belongs in units of another type", other.as_str())).help(help));
        return;
    }
    let names: Vec<&str> = known.iter().map(Section::as_str).collect();
    let same = names.iter().find(|known| known.eq_ignore_ascii_case(name.trim())).copied();
    match same.or_else(|| nearest(name, names.iter().copied())) {
        Some(near) => {
            // Settings that are read for the first time may change what the unit does: a person should look at them.
            let edit = vec![Edit::replace(span, near)];
            sink.add(finding.label(format!("did you mean [{near}]?")).help(help).fix(
                format!("write [{near}]"),
                Applicability::Unsafe,
                edit,
            ));
        }
        None => sink.add(finding.label("unknown").help(help)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord, unit};

    fn found(header: &str) -> Found {
        let mut found = supervisord(&UNKNOWN_SECTION, &format!("[supervisord]\n[{header}]\n"));
        assert_eq!(found.len(), 1, "{header}");
        found.remove(0)
    }

    #[test]
    fn case_spaces_and_typos_are_fixed() {
        for header in ["Program:w", " program:w", "program :w", "program : w", "programs:w", "progam:w"] {
            assert_eq!(found(header).fixed.as_deref(), Some("[supervisord]\n[program:w]\n"), "{header}");
        }
        assert_eq!(found("Include").fixed.as_deref(), Some("[supervisord]\n[include]\n"));
    }

    #[test]
    fn unrelated_names_get_no_fix_and_plugin_sections_pass() {
        assert_eq!((found("listener").label.as_str(), found("program").fixed), ("unknown", None));
        assert!(supervisord(&UNKNOWN_SECTION, "[supervisord]\n[supvisors]\n[DEFAULT]\n").is_empty());
    }

    #[test]
    fn an_x_section_passes() {
        let text = "[Service]\nExecStart=/a\n[X-Origin]\nFile=supervisord.conf\nfile=again\n";
        assert!(unit(&UNKNOWN_SECTION, text).is_empty());
        assert_eq!(unit(&UNKNOWN_SECTION, &text.replace("X-", "")).len(), 1);
    }
}
