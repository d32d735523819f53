//! `group-unknown-program`

use std::collections::BTreeMap;

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::context::may_include_more;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::{FileId, MappedText, Span};
use crate::supervisord::config::Settings;
use crate::supervisord::kinds::expansion;
use crate::supervisord::kinds::list;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags a name in a group's `programs` that no program or fcgi-program has.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. A trailing comma names an empty program, spaces instead of commas make one
    /// long name, and neither `program:x` nor another group nor an event listener can be a member.
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
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Config(check),
    }
}

/// The programs of a configuration: their names, as a group lists them, with the sections that they are in.
struct Programs<'c> {
    sections: BTreeMap<&'c str, (&'static str, FileId, Span)>,
    /// Whether all files that may add one were read: a file without `[supervisord]` is included by another.
    has_all: bool,
}

impl Programs<'_> {
    fn has(&self, name: &str) -> bool {
        self.sections.contains_key(name)
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let (config, sources) = (context.config, context.sources);
    if config.section(SectionKind::Group).is_none() {
        return;
    }
    // The section is looked up by the name as listed: `[program: a]` is not `a`.
    let mut sections = BTreeMap::new();
    for section in &config.sections {
        let Some(kind @ (SectionKind::Program | SectionKind::FcgiProgram)) = section.kind else { continue };
        let (header, file, span) = config.name_of(section, sources);
        let name = std::str::from_utf8(kind.member(header)).ok();
        sections.extend(name.map(|name| (name, (kind.prefix(), file, span))));
    }
    let has_all = config.section(SectionKind::Supervisord).is_some() && !may_include_more(config);
    let programs = Programs { sections, has_all };
    let mut settings = Settings::new();
    for section in config.sections.iter().filter(|section| section.kind == Some(SectionKind::Group)) {
        config.fill(section, sources, &mut settings, |_| {});
        let own = context.section(section, &settings);
        let Some(entry) = own.entry(Name::Programs) else { continue };
        let (group, file, value) = (own.header_text(), entry.id.file, entry.value());
        let Some(text) = value.text() else { continue };
        if !expansion::is_needed(text) {
            Members { group, file, text, value: &value, programs: &programs }.check(sink);
            continue;
        }
        let expanded = own.expanded(Name::Programs).unwrap_or_default();
        // The expanded text is not in the file, so the finding points at the whole value.
        for (name, _) in list::items(&expanded).filter(|(name, _)| !programs.has(name)) {
            sink.add(
                GROUP_UNKNOWN_PROGRAM
                    .at(file, value.whole(), format!("there is no program `{name}`"))
                    .label("expands to one that does not exist")
                    .help(format!(
                        "supervisord says: [{group}] names unknown program or fcgi-program {name}. It refuses the whole file."
                    )),
            );
        }
    }
}

/// The list of programs of one group.
struct Members<'m> {
    group: &'m str,
    file: FileId,
    text: &'m str,
    value: &'m MappedText<'m>,
    programs: &'m Programs<'m>,
}

impl Members<'_> {
    fn check(&self, sink: &mut Sink) {
        // supervisord's message names the section that it looked at last.
        let mut bracket = self.group.to_owned();
        for (name, span) in list::items(self.text) {
            match self.programs.sections.get(name) {
                Some((prefix, _, _)) => bracket = format!("{prefix}{name}"),
                None => sink.add(self.unknown(name, span, &bracket)),
            }
        }
    }

    fn unknown(&self, name: &str, span: Span, bracket: &str) -> Diagnostic {
        let mut help = format!(
            "supervisord says: [{bracket}] names unknown program or fcgi-program {name}. It refuses the whole file."
        );
        if name.is_empty() {
            return self.empty(span, help);
        }
        if !self.programs.has_all {
            help.push_str(" If another file defines it, check the main file, which includes both.");
        }
        let place = self.value.span(span);
        let finding = GROUP_UNKNOWN_PROGRAM.at(self.file, place, format!("there is no program `{name}`"));
        let words: Vec<&str> = name.split_whitespace().collect();
        if words.len() > 1 && words.iter().all(|word| self.programs.has(word)) {
            let list = words.join(",");
            let finding = finding
                .label("spaces do not separate")
                .help(format!("{help} Names are separated by commas."));
            return finding.fix("write commas", Applicability::Safe, vec![Edit::replace(place, list)]);
        }
        let bare = name.strip_prefix("program:").or_else(|| name.strip_prefix("fcgi-program:"));
        if let Some(bare) = bare.filter(|bare| self.programs.has(bare)) {
            let finding =
                finding.label(format!("write {bare}")).help(format!("{help} A group lists only names."));
            return finding.fix(
                format!("write {bare}"),
                Applicability::Safe,
                vec![Edit::replace(place, bare)],
            );
        }
        let known = self.programs.sections.keys().copied();
        match nearest(name, known.clone()) {
            Some(near) => {
                let (_, file, header) = self.programs.sections[near];
                // Which of the two names is wrong is for a person to tell.
                finding.label(format!("did you mean {near}?")).help(help).related(file, header, "the nearest name").fix(
                    format!("write {near}"),
                    Applicability::Unsafe,
                    vec![Edit::replace(place, near)],
                )
            }
            None => finding.label(format!("no [program:{name}] exists")).help(format!(
                "{help} A group lists programs and fcgi-programs; other groups and event listeners cannot be members."
            )),
        }
    }

    /// The finding about a comma without a name next to it.
    fn empty(&self, span: Span, help: String) -> Diagnostic {
        let before = self.text.get(..span.start as usize).and_then(|before| before.rfind(','));
        let comma = before.or_else(|| self.text.find(',')).unwrap_or_default() as u32;
        let place = self.value.span(Span::new(comma, comma + 1));
        GROUP_UNKNOWN_PROGRAM
            .at(self.file, place, "this comma names an empty program")
            .label("nothing next to it")
            .help(help)
            .fix("remove the comma", Applicability::Safe, vec![Edit::delete(place)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(programs: &str) -> Vec<Found> {
        let text =
            format!("[program:w]\n[program:worker]\n[fcgi-program:f]\n[group:g]\nprograms={programs}\n");
        supervisord(&GROUP_UNKNOWN_PROGRAM, &text)
    }

    fn fixed(programs: &str) -> Option<String> {
        let mut found = found(programs);
        assert_eq!(found.len(), 1, "{programs}");
        let fixed = found.remove(0).fixed?;
        Some(fixed.split("programs=").nth(1).unwrap().trim_end().to_owned())
    }

    #[test]
    fn commas_spaces_and_prefixes_are_fixed() {
        assert_eq!(fixed("w,").as_deref(), Some("w"));
        assert_eq!(fixed("w,,f").as_deref(), Some("w,f"));
        assert_eq!(fixed(",w").as_deref(), Some("w"));
        assert_eq!(fixed("w  worker").as_deref(), Some("w,worker"));
        assert_eq!(fixed("program:w").as_deref(), Some("w"));
        assert_eq!(fixed("wroker").as_deref(), Some("worker"));
        assert_eq!(fixed("x"), None);
        assert!(found("w, f").is_empty() && found("").is_empty());
    }

    #[test]
    fn the_quoted_message_names_the_section_that_supervisord_read_last() {
        assert!(found("w,x")[0].help.starts_with("supervisord says: [program:w] names unknown program"));
        assert!(found("x,w")[0].help.starts_with("supervisord says: [group:g] names unknown program"));
    }

    #[test]
    fn an_unknown_expansion_is_left_alone() {
        assert!(found("%(ENV_X)s").is_empty());
    }
}
