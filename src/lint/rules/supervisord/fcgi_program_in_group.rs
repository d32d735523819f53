//! `fcgi-program-in-group`

use crate::diagnostic::Level;
use crate::lint::facts::groups::listed_programs;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, SupervisorVersion};
use crate::rule;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags a FastCGI program that a group lists.
    ///
    /// ## Why
    ///
    /// A group turns its members into plain programs: supervisord never opens the socket and does not pass it on, and
    /// the processes start with nothing to accept from. No message says so.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [fcgi-program:f]
    /// command=/bin/cat
    /// socket=unix:///run/f.sock
    /// [group:g]
    /// programs=f
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [fcgi-program:f]
    /// command=/bin/cat
    /// socket=unix:///run/f.sock
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0; `options.py`, `process_groups_from_parser`: the members of a group are created as
    /// `ProcessConfig`.
    pub static FCGI_PROGRAM_IN_GROUP = {
        name: "fcgi-program-in-group",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Group], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let (Some(entry), Some(list)) = (context.entry(Name::Programs), context.expanded(Name::Programs)) else {
        return;
    };
    // 3.4.0 was the first release to accept it at all.
    if context.options.supervisor_version < SupervisorVersion(3, 4) {
        return;
    }
    let (config, sources) = (context.config, context.sources);
    let programs = listed_programs(config, &list);
    for program in programs.into_iter().filter(|program| program.kind == Some(SectionKind::FcgiProgram)) {
        let (header, file, span) = config.name_of(program, sources);
        let header = String::from_utf8_lossy(header);
        let group = context.header_text();
        sink.add(
            FCGI_PROGRAM_IN_GROUP
                .at(entry.id.file, entry.item.name, format!("in [{group}] the socket of [{header}] is never opened"))
                .label("turns it into a plain program")
                .help("supervisord opens sockets only for FastCGI programs outside groups. Remove it from the group.")
                .related(file, span, "the FastCGI program"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(programs: &str) -> usize {
        let text =
            format!("[program:w]\n[fcgi-program:f]\n[fcgi-program:h]\n[group:g]\nprograms={programs}\n");
        supervisord(&FCGI_PROGRAM_IN_GROUP, &text).len()
    }

    #[test]
    fn each_fastcgi_program_of_the_list_is_flagged() {
        assert_eq!([found("w"), found("w,f"), found("f,\n  h"), found("x"), found("")], [0, 1, 2, 0, 0]);
    }

    #[test]
    fn the_message_names_the_group_and_the_program() {
        let text = "[fcgi-program:f]\n[group:g]\nprograms=f\n";
        let found = supervisord(&FCGI_PROGRAM_IN_GROUP, text);
        assert_eq!(found[0].message, "in [group:g] the socket of [fcgi-program:f] is never opened");
        assert_eq!(found[0].text, "programs");
    }
}
