//! Finds the variables that a script takes from its environment: supervisord passes on the environment in which it was
//! started, systemd sets only a few (B5, B6).

use std::collections::BTreeSet;

use crate::ir::{Assignment, PartRef, Service, Text};
use crate::source::base_name;
use crate::unix::shell::{Part, Shell, Token, Tokens, find_script, parts};
use crate::unix::variable_name::{is_assignment, is_name_byte, name_at_start};

/// Variables that a shell sets itself (bash(1), Shell Variables) or that systemd sets for every service
/// (systemd.exec(5)). Sorted.
const ALWAYS_SET: [&str; 27] = [
    "BASHPID",
    "EPOCHSECONDS",
    "EUID",
    "FUNCNAME",
    "GROUPS",
    "HOSTNAME",
    "HOSTTYPE",
    "IFS",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "LANG",
    "LINENO",
    "MACHTYPE",
    "MAINPID",
    "OLDPWD",
    "OPTARG",
    "OPTIND",
    "OSTYPE",
    "PATH",
    "PIPESTATUS",
    "PPID",
    "PWD",
    "RANDOM",
    "REPLY",
    "SECONDS",
    "SHELL",
    "UID",
];

/// Variables that systemd sets for a service with a user (B5).
pub(crate) const SET_FOR_USER: [&str; 3] = ["HOME", "LOGNAME", "USER"];

/// Variables that the script of a service uses but the service does not set, sorted.
#[derive(Debug, Default)]
pub(crate) struct Used<'s> {
    /// Those that only supervisord passes on.
    pub(crate) inherited: BTreeSet<&'s str>,
    /// Those that systemd sets for the service's user, and that supervisord leaves as they were when it was started.
    pub(crate) users: BTreeSet<&'s str>,
}

/// The variables that the script of a service takes from its environment.
pub(crate) fn used_by_service<'s>(service: &'s Service<'_>) -> Used<'s> {
    used_by_command(&service.command.value.argv, service)
}

/// The same for a script that runs before or after the program of a service, which both managers start with the
/// variables of the program.
pub(crate) fn used_by_command<'s>(argv: &'s [Text<'_>], service: &'s Service<'_>) -> Used<'s> {
    let none = Used::default;
    let Some((wrappers, options, script)) = split_at_script(argv) else { return none() };
    // A login shell reads files that may set any variable.
    let is_login = |word: &str| word == "--login" || !word.starts_with("--") && word.contains('l');
    if options.iter().filter_map(Text::as_str).filter(|word| word.starts_with('-')).any(is_login) {
        return none();
    }
    let known: Vec<&str> = script
        .parts()
        .filter_map(|part| match part {
            PartRef::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        })
        .collect();
    let mut used = BTreeSet::new();
    let mut sources_file = false;
    for text in &known {
        sources_file |= collect_variables(text, &mut used);
    }
    // Such a file may set any variable, but hardly ever those of the user.
    if sources_file {
        used.retain(|name| SET_FOR_USER.contains(name));
    }
    if used.is_empty() {
        return none();
    }
    let is_assigned = |name: &str| {
        Assignment::find(&service.assignments.value, name).is_some()
            // supervisord expands these before the shell reads the script.
            || script.unknowns().any(|unknown| unknown.name.strip_prefix("ENV_") == Some(name))
            || unsets(wrappers, name)
    };
    used.retain(|name| {
        let is_managers = ALWAYS_SET.binary_search(name).is_ok() || name.starts_with("BASH_");
        let is_own = || is_assigned(name) || known.iter().any(|text| occurs_bare(text, name));
        !(is_managers || is_own())
    });
    let Some(user) = &service.user.value else { return Used { inherited: used, users: BTreeSet::new() } };
    let (mut users, inherited): (BTreeSet<_>, _) =
        used.into_iter().partition(|name| SET_FOR_USER.contains(name));
    // A program that is started by root has root's values.
    if user.is_root() {
        users.clear();
    }
    Used { inherited, users }
}

/// The names as part of a sentence, with the pronoun for them; `None` if there are none.
pub(crate) fn join_names(names: &BTreeSet<&str>) -> Option<(String, &'static str)> {
    let names: Vec<String> = names.iter().map(|name| format!("${name}")).collect();
    let (last, others) = names.split_last()?;
    Some(match others {
        [] => (last.clone(), "it"),
        _ => (format!("{} and {last}", others.join(", ")), "them"),
    })
}

/// Splits a command into the words before a shell, which must be programs that pass on their environment, the options
/// of the shell and its script.
fn split_at_script<'s, 'a>(argv: &'s [Text<'a>]) -> Option<(&'s [Text<'a>], &'s [Text<'a>], &'s Text<'a>)> {
    // A word with a variable is neither a shell nor an option.
    let (shell, script) = find_script(argv.iter().map(|word| word.bytes().unwrap_or_default()))?;
    let name = base_name(argv[shell].as_str()?);
    Shell::named(name.as_bytes()).filter(|shell| shell.has_posix_syntax())?;
    let wrappers = &argv[..shell];
    let is_wrapper = |word: &Text<'_>| word.as_str().is_some_and(|word| WRAPPERS.contains(&base_name(word)));
    let clears_environment = |word: &str| matches!(word, "-" | "-i" | "--ignore-environment");
    let passes_environment = wrappers.first().is_none_or(is_wrapper)
        && !wrappers.iter().any(|word| word.as_str().is_some_and(clears_environment));
    passes_environment.then(|| (wrappers, &argv[shell + 1..script], &argv[script]))
}

/// Programs that start another one with their own environment.
const WRAPPERS: [&str; 15] = [
    "busybox", "chrt", "choom", "env", "flock", "ionice", "nice", "nohup", "prlimit", "setpriv", "setsid",
    "stdbuf", "taskset", "timeout", "toybox",
];

/// Whether `env -u` removes a variable from the environment of the shell.
fn unsets(wrappers: &[Text<'_>], name: &str) -> bool {
    let is_joined =
        |word: &str| word.strip_prefix("-u").or_else(|| word.strip_prefix("--unset=")) == Some(name);
    let is_apart = |pair: &[Text<'_>]| {
        matches!(pair[0].as_str(), Some("-u" | "--unset")) && pair[1].as_str() == Some(name)
    };
    wrappers.iter().filter_map(Text::as_str).any(is_joined) || wrappers.windows(2).any(is_apart)
}

/// Whether a name occurs in a script without a `$`: where it is set (`NAME=`, `for NAME in`, `read NAME`), or in
/// arithmetic.
fn occurs_bare(script: &str, name: &str) -> bool {
    memchr::memmem::find_iter(script.as_bytes(), name).any(|at| {
        let before = script.as_bytes()[..at].last().copied();
        let after = script.as_bytes().get(at + name.len()).copied();
        let is_whole = !before.is_some_and(is_name_byte) && !after.is_some_and(is_name_byte);
        let head = script[..at].trim_end_matches(['#', '!']);
        is_whole && !head.ends_with('$') && !head.ends_with("${")
    })
}

/// Collects the names of the variables that the shell expands. A `~` counts as `HOME` at the start of a word or of a path
/// in an assignment. Returns whether the script sources another one, or evaluates the output of a program, which may set
/// any variable.
fn collect_variables<'t>(script: &'t str, used: &mut BTreeSet<&'t str>) -> bool {
    let mut sources_file = false;
    let mut left = vec![Unread::Script(script)];
    while let Some(next) = left.pop() {
        match next {
            Unread::Script(script) => {
                for token in Tokens::new(script) {
                    let (Token::Word(word) | Token::Redirection { operator: _, target: word }) = token else {
                        continue;
                    };
                    sources_file |= matches!(word, "." | "source" | "eval");
                    if has_tilde(word) {
                        used.insert("HOME");
                    }
                    collect_from_parts(parts(word, false), used, &mut left);
                }
            }
            Unread::Word(word, is_quoted) => collect_from_parts(parts(word, is_quoted), used, &mut left),
        }
    }
    sources_file
}

/// What is inside an expansion.
enum Unread<'t> {
    /// The script of a command substitution.
    Script(&'t str),
    /// What follows the name in `${NAME:-…}`, and whether that is in double quotes.
    Word(&'t str, bool),
}

fn collect_from_parts<'t>(
    parts: impl Iterator<Item = Part<'t>>,
    used: &mut BTreeSet<&'t str>,
    left: &mut Vec<Unread<'t>>,
) {
    for part in parts {
        match part {
            Part::Variable { name, is_quoted: _ } => used.extend(name_at_start(name).map(|(name, _)| name)),
            Part::Braces { inside, is_quoted } => {
                if let Some((name, rest)) = name_at_start(inside.trim_start_matches(['#', '!'])) {
                    used.insert(name);
                    left.push(Unread::Word(rest, is_quoted));
                }
            }
            Part::Command { script, is_quoted: _ } => left.push(Unread::Script(script)),
            Part::Bare(_) | Part::Quoted(_) | Part::Literal(_) | Part::Unclosed => {}
        }
    }
}

/// Whether a shell expands a `~` in a word to `HOME`: one that is not followed by a user name, at the start of the word
/// or, in an assignment, of a path.
fn has_tilde(word: &str) -> bool {
    // Most words have none.
    word.contains('~')
        && parts(word, false).enumerate().any(|(index, part)| {
            let Part::Bare(text) = part else { return false };
            text.match_indices('~').any(|(at, _)| {
                let starts_path = match text[..at].chars().next_back() {
                    None => index == 0,
                    Some(last) => matches!(last, '=' | ':') && is_assignment(word),
                };
                let after = &text[at + 1..];
                starts_path && (after.is_empty() || after.starts_with(['/', ':']))
            })
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(script: &str) -> Vec<&str> {
        let mut used = BTreeSet::new();
        collect_variables(script, &mut used);
        used.retain(|name| !occurs_bare(script, name));
        used.into_iter().collect()
    }

    #[test]
    fn variables_are_found_where_a_shell_expands_them() {
        assert_eq!(used(r#"a $B "${C:-1}" "$(d "$E")" ${#F} $1 $$ ${G##*/}"#), ["B", "C", "E", "F", "G"]);
        assert_eq!(used(r#"echo '$A' \$B "it's $C" '"$D"'"#), ["C"]);
        for script in ["cd ~ && a", "exec ~/a", "A=/b:~/c d", "a|~/b"] {
            assert_eq!(used(script), ["HOME"], "{script}");
        }
        // In an argument a shell expands no `~` after `=`.
        assert_eq!(used("a --b=~/c"), Vec::<&str>::new());
        assert_eq!(used(r#"a "$(b "c $D")" "${E:-'$F'}" `g $H`"#), ["D", "E", "F", "H"]);
        assert_eq!(used(r#"a ~b/c d~ "~/e" '~' \~ ~+"#), Vec::<&str>::new());
    }

    #[test]
    fn variables_set_by_the_script_are_not_reported() {
        assert_eq!(used("X=1; for y in $X; do read z; echo $y $z $w; done"), ["w"]);
        assert_eq!(used("SLOT=${DEV: -1}; exec swbusd -s \"$SLOT\""), ["DEV"]);
    }

    #[test]
    fn a_script_that_sources_a_file_may_set_any_variable() {
        let sources_file = |script| collect_variables(script, &mut BTreeSet::new());
        assert!(sources_file("source /etc/apache2/envvars && exec apache2"));
        assert!(sources_file("set -a; . /etc/app.env; exec app"));
        assert!(sources_file("exec app \"$(. /etc/app.env; echo $A)\""));
        assert!(!sources_file("cd ./x && ./run --source"));
    }

    #[test]
    fn the_list_of_always_set_variables_is_sorted() {
        assert!(ALWAYS_SET.is_sorted());
    }
}
