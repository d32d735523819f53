//! `numprocs-without-process-num`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::config_lines::line_after;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags a program with `numprocs` greater than 1 whose `process_name` lacks `%(process_num)`, or that has no
    /// `process_name`.
    ///
    /// ## Why
    ///
    /// All its processes would have the same name. supervisord refuses the whole file.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// numprocs=2
    /// process_name=%(program_name)s_%(process_num)02d
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `processes_from_section`; supervisor issue 1195.
    pub static NUMPROCS_WITHOUT_PROCESS_NUM = {
        name: "numprocs-without-process-num",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Program(&[Name::Numprocs], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(numprocs) = context.entry(Name::Numprocs) else { return };
    let Some(count) = context.number(Name::Numprocs) else { return };
    if count <= 1 {
        return;
    }
    let name = context.entry(Name::ProcessName);
    let help = format!(
        "supervisord says: %(process_num) must be present within process_name when numprocs > 1{}. It refuses the whole file.",
        context.message_suffix()
    );
    match name {
        // The check is made on the raw text, so `%%(process_num)s` passes it.
        Some(entry) if entry.value().bytes().windows(14).any(|part| part == b"%(process_num)") => {}
        Some(entry) => {
            let end = entry.item.value.end;
            let number = Edit::insert(end, "_%(process_num)02d");
            sink.add(
                NUMPROCS_WITHOUT_PROCESS_NUM
                    .at(
                        entry.id.file,
                        entry.item.value,
                        format!("{count} processes would all have this name"),
                    )
                    .label("without %(process_num)")
                    .help(help)
                    .related(numprocs.id.file, numprocs.item.value, "this many processes")
                    .fix("add _%(process_num)02d", Applicability::Safe, vec![number]),
            );
        }
        None => {
            let file = numprocs.id.file;
            let name = "%(program_name)s_%(process_num)02d";
            let line = line_after(&numprocs, "process_name", name);
            sink.add(
                NUMPROCS_WITHOUT_PROCESS_NUM
                    .at(
                        file,
                        numprocs.item.value,
                        format!("{count} processes need a process_name with %(process_num)"),
                    )
                    .label("and there is no process_name")
                    .help(help)
                    .fix(format!("add process_name={name}"), Applicability::Safe, vec![line]),
            );
        }
    }
}
