//! `group-program-ambiguous`

use crate::diagnostic::Level;
use crate::lint::facts::groups::listed_programs;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a name in a group's `programs` that both a program and an fcgi-program have.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file: it does not choose one of the two.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [fcgi-program:w]
    /// command=/bin/cat
    /// socket=unix:///run/w.sock
    /// [group:g]
    /// programs=w
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// [fcgi-program:f]
    /// command=/bin/cat
    /// socket=unix:///run/w.sock
    /// [group:g]
    /// programs=w
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`; the section in its message may be the wrong one.
    pub static GROUP_PROGRAM_AMBIGUOUS = {
        name: "group-program-ambiguous",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Group], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (config, sources) = (context.config, context.sources);
    let (Some(entry), Some(list)) = (context.entry(Name::Programs), context.expanded(Name::Programs)) else {
        return;
    };
    // supervisord's message names the section that it looked up last.
    let mut bracket = context.header_text().to_owned();
    for program in listed_programs(config, &list) {
        let (header, file, span) = config.name_of(program, sources);
        // A program is found before an fcgi-program of the same name.
        let namesake = header.strip_prefix(SectionKind::Program.prefix().as_bytes()).and_then(|name| {
            config.section_by_header(&[SectionKind::FcgiProgram.prefix().as_bytes(), name].concat())
        });
        let header = String::from_utf8_lossy(header);
        if let Some(namesake) = namesake {
            let (_, namesake_file, namesake_span) = config.name_of(namesake, sources);
            let name = header.trim_start_matches(SectionKind::Program.prefix());
            sink.add(
                GROUP_PROGRAM_AMBIGUOUS
                    .at(entry.id.file, entry.item.name, format!("there are two programs `{name}`"))
                    .label("which one?")
                    .help(format!(
                        "supervisord says: [{bracket}] name {name} is ambiguous (exists as program and fcgi-program). It \
                         refuses the whole file. Rename one of them."
                    ))
                    .related(file, span, "the program")
                    .related(namesake_file, namesake_span, "the FastCGI program"),
            );
        }
        bracket = header.into_owned();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn the_quoted_message_names_the_section_that_supervisord_read_last() {
        let text = "[program:a]\n[program:w]\n[fcgi-program:w]\n[group:g]\nprograms=a, w\n";
        let found = supervisord(&GROUP_PROGRAM_AMBIGUOUS, text);
        assert!(found[0].help.starts_with("supervisord says: [program:a] name w is ambiguous (exists as"));
    }

    #[test]
    fn a_list_is_expanded() {
        let text = "[supervisord]\nenvironment=W=\"w\"\n[program:w]\n[fcgi-program:w]\n[group:g]\nprograms=%(ENV_W)s\n";
        assert_eq!(supervisord(&GROUP_PROGRAM_AMBIGUOUS, text).len(), 1);
    }

    #[test]
    fn an_ambiguous_name_outside_a_group_passes() {
        let text = "[program:a]\n[program:w]\n[fcgi-program:w]\n[group:g]\nprograms=a\n";
        assert!(supervisord(&GROUP_PROGRAM_AMBIGUOUS, text).is_empty());
    }

    #[test]
    fn one_section_of_that_name_passes() {
        let text = "[program:a]\n[fcgi-program:w]\n[group:g]\nprograms=a,w\n";
        assert!(supervisord(&GROUP_PROGRAM_AMBIGUOUS, text).is_empty());
    }
}
