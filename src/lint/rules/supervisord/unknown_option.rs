//! `unknown-option`

use crate::diagnostic::{Applicability, Level};
use crate::lint::placeholder::is_template_line;
use crate::lint::readers::supervisord_accepts;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{EntryContext, EntryKind, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::options::{self, Name, SectionKind};
use crate::syntax::Edit;

rule! {
    /// Flags an option that its section does not have. If another section has it, the message says which; if the name
    /// is close to one that the section has, the message suggests it.
    ///
    /// ## Why
    ///
    /// supervisord silently ignores such a line, and the default applies: with `auto_restart=true` a program is not
    /// restarted after a clean exit, and nobody is told. The commonest slip in real files is the right option in the
    /// wrong section. Options of well-known plugins are known and pass.
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
    /// supervisor 4.3.0, `options.py`: only known options are read from a section, the rest is never looked at.
    /// Upstream declined a warning in pull request 301.
    pub static UNKNOWN_OPTION = {
        name: "unknown-option",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Entry(EntryKind::Unknown, check),
    }
}

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let Some(kind) = context.section.kind else { return };
    // Other options in a plugin's section are passed to the plugin.
    let takes_anything = matches!(kind, SectionKind::RpcInterface | SectionKind::CtlPlugin);
    if entry.row.is_some() || takes_anything || options::plugin_option(kind, entry.name()).is_some() {
        return;
    }
    // The rule that requires `files` says what `file` should be.
    if kind == SectionKind::Include
        && entry.name().eq_ignore_ascii_case(b"file")
        && !context.section_sets(Name::Files)
    {
        return;
    }
    // `[program:x` without its bracket is an option to the parser; that has a rule of its own.
    if entry.name().starts_with(b"[") {
        return;
    }
    let name = String::from_utf8_lossy(entry.name());
    let section = kind.word();
    let elsewhere = Name::of(entry.name()).map(sections_with).unwrap_or_default();
    let span = entry.item.name;
    let finding = UNKNOWN_OPTION.at(entry.id.file, span, format!("[{section}] has no option `{name}`"));
    let ignored = "supervisord silently ignores the line.";
    if let Some(advice) = advice(&name, kind) {
        return sink.add(finding.label("not read here").help(format!("{ignored} {advice}")));
    }
    // The continuation of a command, written where an option should be.
    if kind.runs_processes() && name.starts_with('-') {
        let help = format!("{ignored} It is not part of the value above it: only an indented line is.");
        return sink.add(finding.label("not indented").help(help));
    }
    if !elsewhere.is_empty() {
        let help = format!("{ignored} `{name}` belongs in {elsewhere}.");
        return sink.add(finding.label("not read here").help(help));
    }
    let known = options::options_of(kind).iter().map(|row| row.name.as_str());
    let near = nearest(&name, known).and_then(|near| options::lookup(kind, near.as_bytes()));
    let Some(near) = near else {
        let is_template = is_template_line(entry.name());
        let advice = if is_template {
            " A template has to be filled in before supervisord reads the file."
        } else {
            ""
        };
        return sink.add(finding.label("unknown").help(format!("{ignored}{advice}")));
    };
    let is_set = context.section_sets(near.name);
    // What is ignored today takes effect: a value that is refused would make supervisord refuse the whole file, and if
    // the option is set elsewhere the value in effect would change.
    let is_taken = entry.value().text().is_some_and(|text| supervisord_accepts(near, text));
    let applicability = if is_taken && !is_set { Applicability::Safe } else { Applicability::Unsafe };
    let (name, holds) = (near.name, if is_set { "The section's other setting of" } else { "The default of" });
    sink.add(
        finding
            .label(format!("did you mean `{name}`?"))
            .help(format!("{ignored} {holds} `{name}` applies."))
            .fix(format!("write `{name}`"), applicability, vec![Edit::replace(span, name.as_str())]),
    );
}

/// Advice for options that the section does not have, but that other managers or supervisor 2 have, or that people wish
/// for.
fn advice(name: &str, kind: SectionKind) -> Option<&'static str> {
    match name {
        "http_port" | "http_username" | "http_password" | "sockchmod" | "sockchown"
            if kind == SectionKind::Supervisord =>
        {
            Some("supervisor 2 had it; since 3.0 it is in [inet_http_server] or [unix_http_server].")
        }
        "stdout_logfile" | "stderr_logfile" | "redirect_stderr" if kind == SectionKind::Supervisord => {
            Some("It belongs to programs; supervisord's own log is `logfile`.")
        }
        "stdout_logfile_maxbytes" | "stderr_logfile_maxbytes" if kind == SectionKind::Supervisord => {
            Some("It belongs to programs; for supervisord's own log it is `logfile_maxbytes`.")
        }
        "stdout_logfile_backups" | "stderr_logfile_backups" if kind == SectionKind::Supervisord => {
            Some("It belongs to programs; for supervisord's own log it is `logfile_backups`.")
        }
        _ if !kind.runs_processes() => None,
        "chdir" | "cwd" | "workdir" | "workingdir" | "workingdirectory" | "working_dir"
        | "working_directory" => Some("A program's working directory is `directory`."),
        "env" => Some("A program's variables are set in `environment`."),
        "group" => Some("A program runs with the groups of its `user`."),
        "username" => Some("A program's user is `user`."),
        "logfile" | "logfile_maxbytes" | "logfile_backups" => Some(
            "supervisor 2 had it; since 3.0 a program has two streams: write `stdout_logfile…` or `stderr_logfile…`.",
        ),
        "log_stdout" => Some(
            "supervisor 2 had it; since 3.0 standard output is logged unless `stdout_logfile=NONE` is set.",
        ),
        "log_stderr" => Some(
            "supervisor 2 had it; since 3.0 standard error has `stderr_logfile`, and `redirect_stderr=true` sends it where \
             standard output goes.",
        ),
        "redirect_stdout" => Some(
            "Standard output goes to `stdout_logfile`; with `redirect_stderr=true` standard error goes there too.",
        ),
        "pidfile" => Some("A program needs none: supervisord knows the process that it started."),
        "depend" | "depends" | "depends_on" | "after" | "requires" | "startinorder" => {
            Some("There are no dependencies: `priority` orders the starts, and no program waits for another.")
        }
        _ => None,
    }
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
    fn options_of_other_managers_get_their_equivalent() {
        let help =
            |name: &str| supervisord(&UNKNOWN_OPTION, &format!("[program:a]\n{name}=x\n")).remove(0).help;
        assert!(help("group").contains("`user`") && help("depends_on").contains("priority"));
        assert!(help("logfile").contains("stdout_logfile"));
        assert!(help("username").contains("`user`") && help("cwd").contains("`directory`"));
        let listener = "[unix_http_server]\nlogfile=x\n";
        assert!(supervisord(&UNKNOWN_OPTION, listener)[0].help.contains("[supervisord]"));
    }

    #[test]
    fn program_log_options_in_supervisord_get_the_logfile_options() {
        let help =
            |name: &str| supervisord(&UNKNOWN_OPTION, &format!("[supervisord]\n{name}=x\n")).remove(0).help;
        assert!(help("stdout_logfile").ends_with("supervisord's own log is `logfile`."));
        assert!(help("stderr_logfile_maxbytes").ends_with("it is `logfile_maxbytes`."));
        assert!(help("stdout_logfile_backups").ends_with("it is `logfile_backups`."));
    }

    #[test]
    fn a_template_tag_line_gets_a_template_note() {
        let help =
            |line: &str| supervisord(&UNKNOWN_OPTION, &format!("[program:a]\n{line}\n")).remove(0).help;
        assert!(
            help("{% if kind == 'a' %}")
                .ends_with("A template has to be filled in before supervisord reads the file.")
        );
        assert!(help("surely_unknown=1").ends_with("silently ignores the line."));
    }

    #[test]
    fn supervisor_2_options_get_their_replacement() {
        let help = |text: &str| supervisord(&UNKNOWN_OPTION, text).remove(0).help;
        assert!(help("[program:a]\nlog_stderr=true\n").contains("redirect_stderr"));
        assert!(help("[supervisord]\nhttp_port=/tmp/s.sock\n").contains("[unix_http_server]"));
    }

    #[test]
    fn an_unindented_argument_is_not_part_of_the_command() {
        let text = "[program:a]\ncommand=/srv/app\n--port=%(process_num)s\n";
        assert!(supervisord(&UNKNOWN_OPTION, text)[0].help.contains("only an indented line"));
        let indented = "[program:a]\ncommand=/srv/app\n --port=80\n";
        assert!(supervisord(&UNKNOWN_OPTION, indented).is_empty());
    }

    #[test]
    fn a_name_fix_is_safe_only_if_the_value_is_valid() {
        let found = |lines: &str| supervisord(&UNKNOWN_OPTION, &format!("[program:a]\n{lines}\n")).remove(0);
        for lines in ["autorestar=true", "exitcode=0,2", "enviroment=A=\"b\",C=d", "umak=022"] {
            assert!(found(lines).is_safe, "{lines}");
        }
        // The file loads today, and would no longer do so.
        for lines in
            ["autorestar=10", "numproc=", "exitcode=x", "enviroment=A=,", "umak=9", "comand=%(ENV_A)s"]
        {
            assert!(found(lines).fixed.is_some() && !found(lines).is_safe, "{lines}");
        }
        let both = found("autostart=true\nauto_start=false");
        assert!(!both.is_safe && both.help.contains("The section's other setting"), "{}", both.help);
    }

    #[test]
    fn file_instead_of_files_is_left_to_another_rule() {
        assert!(supervisord(&UNKNOWN_OPTION, "[include]\nFile=a.conf\n").is_empty());
        assert_eq!(supervisord(&UNKNOWN_OPTION, "[include]\nfile=a.conf\nfiles=b.conf\n").len(), 1);
    }
}
