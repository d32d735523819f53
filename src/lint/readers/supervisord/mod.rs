//! Findings of supervisord's readers.

mod lines;

use memchr::{memchr, memchr2};

use super::expanded::Expanded;
use super::expansion::{self, ExpansionRules};
use super::logs;
use super::missing::MissingVariable;
use super::quick_check;
use super::values;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::rules::supervisord::newer_than_target::introduced_in;
use crate::lint::sink::Sink;
use crate::source::MappedText;
use crate::supervisord::config::{Entry, Settings};
use crate::supervisord::kinds::expansion::Piece;
use crate::supervisord::options::{self, Expansions, Name, OptionKind, OptionRow, SectionKind};

pub(crate) use lines::supervisord_syntax;

/// Whether a quick check shows that nothing is wrong with a value.
pub(crate) fn supervisord_is_certainly_valid(row: &OptionRow, entry: &Entry<'_>) -> bool {
    if entry.item.is_multiline() || entry.text.is_none() {
        return false;
    }
    let text = entry.item.value.slice(entry.bytes);
    if values::is_checked(row.kind) {
        // The only number that must be greater than 0.
        let is_none = row.name == Name::Numprocs && text.first() == Some(&b'0');
        return !is_none && quick_check::is_certainly_valid(row.kind, text);
    }
    // Nearly every log file is a path.
    let is_word = row.kind == OptionKind::Logfile && text.first() != Some(&b'/');
    let is_plain = || match options::PATHS.has(row.name) {
        true => memchr2(b'%', b'$', text).is_none(),
        false => memchr(b'%', text).is_none(),
    };
    !is_word && !matches!(text.first(), Some(b'"' | b'\'')) && is_plain()
}

/// Checks the value in effect of an option.
pub(crate) fn supervisord_value(
    context: &EntryContext<'_>,
    missing: &mut Vec<MissingVariable>,
    sink: &mut Sink,
) {
    rules::value_quoted::check(context, sink);
    rules::path_shell_variable::check(context, sink);
    let Some(row) = context.entry.row.and_then(|row| read_as(context, row)) else { return };
    let value = context.entry.value();
    let has_percent = memchr(b'%', value.bytes()).is_some();
    let is_log = row.kind == OptionKind::Logfile;
    if !(has_percent || is_log || values::is_checked(row.kind)) || is_never_read(context, row) {
        return;
    }
    let Some(text) = value.text() else { return };
    if is_log && !has_percent {
        logs::check(context, row.name, text, &value, sink);
    } else if !has_percent {
        values::check(context, row, &Expanded::plain(text, &value), sink);
    } else {
        let rules = ExpansionRules::for_option(row, context.options.supervisor_version);
        if rules.is_literal() {
            return literal(context, row, text, &value, sink);
        }
        if let Some(expanded) = expansion::check(context, rules, text, &value, missing, sink) {
            values::check(context, row, &expanded, sink);
        }
    }
}

/// Reports an expansion in an option that the target release does not expand.
fn literal(context: &EntryContext<'_>, row: &OptionRow, text: &str, value: &MappedText<'_>, sink: &mut Sink) {
    let expanded = crate::supervisord::kinds::expansion::scan(text).find_map(|piece| match piece {
        Ok(Piece::Name { name: _, spec: _, span }) => Some(span),
        _ => None,
    });
    let Some(span) = expanded else { return };
    let feature = format!("%(…)s in `{}`", row.name);
    let target = context.options.supervisor_version;
    sink.add(introduced_in(context, value.span(span), &feature, "3.2.0").help(format!(
        "supervisor {target} expands only the command, the name, the directory, the environment and the logs \
         of a program: this text stays as is."
    )));
}

/// Checks the value of a plugin's option: it is expanded, and nothing else is known about it.
pub(crate) fn supervisord_plugin_value(
    context: &EntryContext<'_>,
    missing: &mut Vec<MissingVariable>,
    sink: &mut Sink,
) {
    let value = context.entry.value();
    let Some(text) = value.text().filter(|text| crate::supervisord::kinds::expansion::is_needed(text)) else {
        return;
    };
    let name = String::from_utf8_lossy(context.entry.name()).to_lowercase();
    let rules = ExpansionRules::for_plugin(&name, context.options.supervisor_version);
    if !rules.is_literal() {
        expansion::check(context, rules, text, &value, missing, sink);
    }
}

/// Whether supervisord gets to read an option of a section.
pub(crate) fn supervisord_reads(context: &EntryContext<'_>, row: &'static OptionRow) -> bool {
    read_as(context, row).is_some_and(|row| !is_never_read(context, row))
}

/// The row by which an option is read, if it is: a group makes plain programs of its fcgi-programs.
fn read_as(context: &EntryContext<'_>, row: &'static OptionRow) -> Option<&'static OptionRow> {
    if context.is_grouped_fcgi() { options::row(SectionKind::Program, row.name) } else { Some(row) }
}

/// Whether supervisord never reads an option: it reads those that may use the process number once for each process, and
/// there may be none.
fn is_never_read(context: &EntryContext<'_>, row: &OptionRow) -> bool {
    // Most sections do not set the number.
    let is_set = |settings: &Settings| settings.get(Name::Numprocs).is_some();
    row.expansions.contains(Expansions::PROCESS_NUM)
        && context.settings.whole().is_some_and(is_set)
        && has_no_process(context)
}

#[cold]
fn has_no_process(context: &EntryContext<'_>) -> bool {
    let count = context.section_context().and_then(|section| section.number(Name::Numprocs));
    count.is_some_and(|count| count <= 0)
}

#[cfg(test)]
mod tests {
    use crate::lint::Rule;
    use crate::lint::SupervisorVersion;
    use crate::lint::rules::supervisord as rules;
    use crate::lint::testing::{for_supervisor, supervisord};

    /// What supervisord says about the only finding.
    fn help_of(rule: &Rule, text: &str) -> String {
        let mut found = supervisord(rule, text);
        assert_eq!(found.len(), 1, "{text}");
        found.remove(0).help
    }

    #[test]
    fn an_invalid_buffer_size_quotes_the_section_first() {
        let text = "[eventlistener:e]\nbuffer_size=0\n";
        let help = help_of(&rules::integer_invalid::INTEGER_INVALID, text);
        let words = "[eventlistener:e] section sets invalid buffer_size (0)";
        assert_eq!(help, format!("supervisord says: {words}. It refuses the whole file."));
    }

    #[test]
    fn a_pool_option_is_quoted_with_its_section_only_inside_a_group() {
        let rule = &rules::user_name_invalid::USER_NAME_INVALID;
        let alone = "[fcgi-program:f]\nuser=a:b\n";
        assert!(help_of(rule, alone).starts_with("supervisord says: Invalid user name a:b. "));
        let grouped = format!("{alone}[group:g]\nprograms=f\n");
        assert!(
            help_of(rule, &grouped)
                .starts_with("supervisord says: Invalid user name a:b in section 'fcgi-program:f'")
        );
        let socket = "[fcgi-program:f]\nsocket=%(group_name)s\n";
        let help = help_of(&rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME, socket);
        assert!(!help.contains("in section"), "{help}");
    }

    #[test]
    fn here_is_inserted_before_doubled_percent_signs_are_unescaped() {
        let rule = &rules::expansion_malformed::EXPANSION_MALFORMED;
        let program = "[program:a]\ncommand=/a %%(here)s\n";
        assert!(supervisord(rule, &format!("[supervisord]\n{program}")).is_empty());
        // An included file is read by a configuration with an [include].
        let found = supervisord(rule, program);
        assert_eq!(found[0].text, "%%(here)s");
        assert!(
            found[0].help.contains("unsupported format character '/' (0x2f) at index 4"),
            "{}",
            found[0].help
        );
        assert!(supervisord(rule, "[program:a]\ncommand=/a %%%(here)s\n").is_empty());
    }

    #[test]
    fn an_older_release_knows_fewer_names_and_fewer_variables() {
        let found = |rule, minor, text| for_supervisor(rule, SupervisorVersion(4, minor), text).len();
        let numprocs = "[program:a]\ncommand=/a %(numprocs)d\n";
        let unknown = &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME;
        assert_eq!([found(unknown, 1, numprocs), found(unknown, 2, numprocs)], [1, 0]);
        let own = "[program:a]\nenvironment=X=1\ncommand=/a %(ENV_X)s\n";
        let undefined = &rules::env_expansion_undefined::ENV_EXPANSION_UNDEFINED;
        assert_eq!([found(undefined, 1, own), found(undefined, 2, own)], [1, 0]);
    }

    #[test]
    fn a_percent_sign_must_be_doubled_as_often_as_the_release_expands_it() {
        let found = |release, text| {
            let rule = &rules::logfile_double_expansion::LOGFILE_DOUBLE_EXPANSION;
            for_supervisor(rule, release, text).len()
        };
        let log = "[program:a]\nstdout_logfile=/a%%b.log\n";
        assert_eq!([found(SupervisorVersion(3, 1), log), found(SupervisorVersion(3, 2), log)], [0, 1]);
        let daemon = "[supervisord]\nenvironment=A=\"5%%b\"\n";
        assert_eq!([found(SupervisorVersion(4, 3), daemon), found(SupervisorVersion(4, 4), daemon)], [1, 0]);
    }

    #[test]
    fn in_a_group_the_socket_of_a_fastcgi_program_is_not_read() {
        let socket = "[fcgi-program:f]\nsocket_mode=rwx\nsocket_backlog=0\nsocket=%(nope)s\n";
        let grouped = format!("{socket}[group:g]\nprograms=f\n");
        for rule in [
            &rules::octal_invalid::OCTAL_INVALID,
            &rules::integer_invalid::INTEGER_INVALID,
            &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
        ] {
            assert_eq!(supervisord(rule, socket).len(), 1, "{}", rule.name());
            assert!(supervisord(rule, &grouped).is_empty(), "{}", rule.name());
        }
    }

    #[test]
    fn pool_options_do_not_expand_program_name() {
        let rule = &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME;
        let listener = "[eventlistener:e]\nredirect_stderr=%(program_name)s\n";
        assert_eq!(supervisord(rule, listener).len(), 1);
        let user = "[fcgi-program:f]\nuser=%(program_name)s\n";
        assert_eq!(supervisord(rule, user).len(), 1);
        assert!(supervisord(rule, &format!("{user}[group:g]\nprograms=f\n")).is_empty());
        assert!(supervisord(rule, &listener.replace("eventlistener", "program")).is_empty());
    }

    #[test]
    fn the_supervisord_environment_does_not_apply_to_options_read_before_it() {
        let rule = &rules::env_expansion_undefined::ENV_EXPANSION_UNDEFINED;
        let with = |section: &str| format!("[supervisord]\nenvironment=X=\"root\"\n{section}\n");
        assert_eq!(supervisord(rule, &with("[include]\nfiles=%(ENV_X)s")).len(), 1);
        assert_eq!(supervisord(rule, &with("user=%(ENV_X)s")).len(), 1);
        assert!(supervisord(rule, &with("[program:w]\nuser=%(ENV_X)s")).is_empty());
    }

    #[test]
    fn a_template_placeholder_gets_a_note_instead_of_a_doubled_percent() {
        let rule = &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT;
        let help = |value: &str| {
            supervisord(rule, &format!("[program:w]\ncommand=a\ndirectory={value}\n")).remove(0).help
        };
        let is_template = |value: &str| help(value).ends_with("has to be filled in before the file is read.");
        assert!(is_template("%{home_dir}/bin") && is_template("/home/%USER%/x"));
        assert!(!is_template("/a/%Y%m") && !is_template("/a/50%") && !is_template("/a/%h"));
    }

    #[test]
    fn a_placeholder_between_two_signs_is_reported_once_and_not_doubled() {
        let rule = &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT;
        let found = |line: &str| supervisord(rule, &format!("[program:w]\ncommand=a\n{line}\n"));
        for line in ["directory=/home/%USER%/x", "user=%USER%"] {
            let [finding] = &found(line)[..] else { panic!("{line}: {:?}", found(line)) };
            assert!(finding.text.starts_with('%') && finding.text.len() > 5, "{line}: {}", finding.text);
            assert_eq!(finding.fixed, None, "{line}");
        }
        assert_eq!(found("directory=/%HOME%/%USER%").len(), 2);
        // A program may have such a format itself.
        let [braced] = &found("environment=A=\"%{http_code}\"")[..] else { panic!() };
        assert!(braced.fixed.is_some() && !braced.is_safe);
        // The name ends an escaped sign, not a placeholder.
        let [single] = &found("environment=A=\"50%%OFF% now\"")[..] else { panic!() };
        assert_eq!(single.label, "write %%");
    }

    #[test]
    fn a_plugin_receives_options_from_default() {
        let rule = &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT;
        let text = "[DEFAULT]\nport=50%\n[rpcinterface:x]\nsupervisor.rpcinterface_factory=a:b\n";
        assert_eq!(supervisord(rule, text).len(), 1);
        assert!(supervisord(rule, &format!("{text}port=1\n")).is_empty());
        assert!(supervisord(rule, "[DEFAULT]\nport=50%\n[program:w]\ncommand=a\n").is_empty());
    }
}
