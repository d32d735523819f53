//! `unknown-option`

use crate::diagnostic::{Applicability, Level};
use crate::lint::nearest::nearest;
use crate::lint::{Entries, EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::{self, Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an option that its section does not have. If another section has it, the message says which; if the name is
    /// near to one that the section has, the message says that one.
    ///
    /// ## Why
    ///
    /// supervisord ignores such a line without a word, and the default holds: with `auto_restart=true` a program is not
    /// restarted after a clean exit, and nobody is told. The commonest slip in real files is the right option in the wrong
    /// section. Options of well-known plugins are known and pass.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// auto_restart=true
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=true
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`: sections are asked for the options that are known, the rest is never looked at.
    /// Upstream declined a warning in pull request 301.
    pub static UNKNOWN_OPTION = {
        name: "unknown-option",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Entry(Entries::Unknown, check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(kind) = context.section.kind else { return };
    // What else stands in a plugin's section is handed to the plugin.
    let takes_anything = matches!(kind, SectionKind::RpcInterface | SectionKind::CtlPlugin);
    if entry.row.is_some() || takes_anything || options::plugin_option(kind, entry.name()).is_some() {
        return;
    }
    // The rule that asks for `files` says what `file` should be.
    if kind == SectionKind::Include && entry.name().eq_ignore_ascii_case(b"file") && lacks_files(context) {
        return;
    }
    // `[program:x` without its bracket is an option to the parser; that has a rule of its own.
    if entry.name().starts_with(b"[") {
        return;
    }
    let name = String::from_utf8_lossy(entry.name());
    let section = kind.prefix().trim_end_matches(':');
    let elsewhere = Name::of(entry.name()).map(sections_with).unwrap_or_default();
    let message = format!("[{section}] has no option `{name}`");
    let (file, span) = (entry.id.file, entry.item.name);
    let ignored = "supervisord ignores the line without a word.";
    if let Some(advice) = advice(&name).filter(|_| kind.runs_processes()) {
        let help = format!("{ignored} {advice}");
        sink.add(UNKNOWN_OPTION.at(file, span, message).label("not read here").help(help));
        return;
    }
    if !elsewhere.is_empty() {
        let help = format!("{ignored} `{name}` belongs into {elsewhere}.");
        sink.add(UNKNOWN_OPTION.at(file, span, message).label("not read here").help(help));
        return;
    }
    let known = options::options_of(kind).iter().map(|row| row.name.as_str());
    let finding = UNKNOWN_OPTION.at(file, span, message);
    match nearest(&name, known) {
        Some(near) => sink.add(
            finding
                .label(format!("did you mean `{near}`?"))
                .help(format!("{ignored} The default of `{near}` holds."))
                .fix(format!("write `{near}`"), Applicability::Safe, vec![Edit::replace(span, near)]),
        ),
        None => sink.add(finding.label("unknown").help(ignored)),
    }
}

/// What to do about options that programs do not have and other managers, or supervisord itself, do.
fn advice(name: &str) -> Option<&'static str> {
    match name {
        "group" => Some("A program runs with the groups of its `user`."),
        "logfile" | "logfile_maxbytes" | "logfile_backups" => {
            Some("A program has two streams: write `stdout_logfile…` or `stderr_logfile…`.")
        }
        "pidfile" => Some("A program needs none: supervisord knows the process that it started."),
        "depend" | "depends" | "depends_on" | "after" | "requires" => {
            Some("There are no dependencies: `priority` orders the starts, and no program waits for another.")
        }
        _ => None,
    }
}

/// Whether the section, and `[DEFAULT]`, do without `files`.
fn lacks_files(context: &EntryContext<'_>) -> bool {
    let (config, sources) = (context.config, context.sources);
    let mut entries = config.entries(context.section, sources).chain(config.default_entries(sources));
    !entries.any(|entry| entry.name().eq_ignore_ascii_case(b"files"))
}

/// The sections that have an option, in words; those that make processes count as one.
fn sections_with(name: Name) -> String {
    let kinds: Vec<SectionKind> = options::sections_with(name).collect();
    let words: Vec<String> = kinds
        .iter()
        .filter(|kind| {
            !kind.runs_processes() || **kind == SectionKind::Program || !kinds.contains(&SectionKind::Program)
        })
        .map(|kind| match kind.prefix().strip_suffix(':') {
            Some(prefix) => format!("[{prefix}:…]"),
            None => format!("[{}]", kind.prefix()),
        })
        .collect();
    words.join(" or ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn what_other_managers_have_is_told_with_what_there_is() {
        let help =
            |name: &str| supervisord(&UNKNOWN_OPTION, &format!("[program:a]\n{name}=x\n")).remove(0).help;
        assert!(help("group").contains("`user`") && help("depends_on").contains("priority"));
        assert!(help("logfile").contains("stdout_logfile"));
        let listener = "[unix_http_server]\nlogfile=x\n";
        assert!(supervisord(&UNKNOWN_OPTION, listener)[0].help.contains("[supervisord]"));
    }

    #[test]
    fn file_in_the_place_of_files_is_told_by_another_rule() {
        assert!(supervisord(&UNKNOWN_OPTION, "[include]\nFile=a.conf\n").is_empty());
        assert_eq!(supervisord(&UNKNOWN_OPTION, "[include]\nfile=a.conf\nfiles=b.conf\n").len(), 1);
    }
}
