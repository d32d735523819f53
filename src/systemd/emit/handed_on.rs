//! Variables that a script takes from the environment in which supervisord was started: supervisord hands all of it on, systemd
//! none (B6).

use std::collections::BTreeSet;

use crate::ir::{Assignment, PartRef, Service, Text};
use crate::source::base_name;
use crate::variable_name::{is_name_byte, name_at_start};

/// What a shell sets by itself (bash(1), Shell Variables), and what systemd sets for every service (systemd.exec(5)). Sorted.
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

/// What systemd sets for a service with a user (B5).
const SET_FOR_USER: [&str; 3] = ["HOME", "LOGNAME", "USER"];

/// The variables that the script of a service uses and nothing sets, sorted.
pub(super) fn variables<'s>(service: &'s Service<'_>) -> BTreeSet<&'s str> {
    let none = BTreeSet::new;
    let argv = &service.command.value.argv;
    if !argv.first().and_then(Text::as_str).is_some_and(is_shell) {
        return none();
    }
    let options = argv[1..].iter().take_while(|word| word.as_str().is_some_and(|word| word.starts_with('-')));
    let options: Vec<&str> = options.filter_map(Text::as_str).collect();
    let has = |letter: char| options.iter().any(|word| !word.starts_with("--") && word.contains(letter));
    // A login shell reads files that may set anything.
    if !has('c') || has('l') || options.contains(&"--login") {
        return none();
    }
    let Some(script) = argv.get(options.len() + 1) else { return none() };
    let known: Vec<&str> = script
        .parts()
        .filter_map(|part| match part {
            PartRef::Bytes(bytes) => std::str::from_utf8(bytes).ok(),
            _ => None,
        })
        .collect();
    let mut used = BTreeSet::new();
    for text in &known {
        used_in(text, &mut used);
    }
    if used.is_empty() || known.iter().any(|text| reads_a_file(text)) {
        return none();
    }
    let is_assigned = |name: &str| {
        Assignment::of(&service.assignments.value, name).is_some()
            || super::text::variables(script).any(|variable| variable == name)
    };
    let has_user = service.user.value.is_some();
    used.retain(|name| {
        let is_managers = ALWAYS_SET.binary_search(name).is_ok() || name.starts_with("BASH_");
        let is_users = has_user && SET_FOR_USER.contains(name);
        let is_own = || is_assigned(name) || known.iter().any(|text| says_bare(text, name));
        !(is_managers || is_users || is_own())
    });
    used
}

/// Whether a program is a shell whose language is read here: csh and fish have others.
fn is_shell(program: &str) -> bool {
    matches!(base_name(program), "sh" | "bash" | "dash" | "ash" | "ksh" | "zsh")
}

/// Whether a script reads another one, or what a program says: that may set anything.
fn reads_a_file(script: &str) -> bool {
    let words = script.split([' ', '\t', '\n', ';', '&', '|', '(', '{', '"', '\'']);
    words.into_iter().any(|word| matches!(word, "." | "source" | "eval"))
}

/// Whether a name stands in a script without a `$`: where it is set (`NAME=`, `for NAME in`, `read NAME`), or in arithmetic.
fn says_bare(script: &str, name: &str) -> bool {
    memchr::memmem::find_iter(script.as_bytes(), name).any(|at| {
        let before = script.as_bytes()[..at].last().copied();
        let after = script.as_bytes().get(at + name.len()).copied();
        let is_whole = !before.is_some_and(is_name_byte) && !after.is_some_and(is_name_byte);
        let head = script[..at].trim_end_matches(['#', '!']);
        is_whole && !head.ends_with('$') && !head.ends_with("${")
    })
}

/// Collects the names behind `$` and `${` that the shell replaces: not those in single quotes or behind a backslash.
fn used_in<'t>(script: &'t str, used: &mut BTreeSet<&'t str>) {
    // Whether each command substitution, and at the bottom the script, is within double quotes.
    let mut quoted = vec![false];
    let bytes = script.as_bytes();
    let mut at = 0;
    while let Some(byte) = bytes.get(at) {
        at += 1;
        let in_double = quoted.last().copied().unwrap_or_default();
        match byte {
            b'\\' => at += 1,
            b'\'' if !in_double => {
                let end = memchr::memchr(b'\'', &bytes[at..]);
                at = end.map_or(bytes.len(), |end| at + end + 1);
            }
            b'"' => {
                if let Some(last) = quoted.last_mut() {
                    *last = !in_double;
                }
            }
            b')' if !in_double && quoted.len() > 1 => {
                quoted.pop();
            }
            b'$' if bytes.get(at) == Some(&b'(') => {
                quoted.push(false);
                at += 1;
            }
            b'$' => {
                let rest = &script[at..];
                let name = rest.strip_prefix('{').map_or(rest, |rest| rest.trim_start_matches(['#', '!']));
                used.extend(name_at_start(name).map(|(name, _)| name));
            }
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn used(script: &str) -> Vec<&str> {
        let mut used = BTreeSet::new();
        used_in(script, &mut used);
        used.retain(|name| !says_bare(script, name));
        used.into_iter().collect()
    }

    #[test]
    fn names_are_found_where_a_shell_replaces_them() {
        assert_eq!(used(r#"a $B "${C:-1}" "$(d "$E")" ${#F} $1 $$ ${G##*/}"#), ["B", "C", "E", "F", "G"]);
        assert_eq!(used(r#"echo '$A' \$B "it's $C" '"$D"'"#), ["C"]);
    }

    #[test]
    fn what_the_script_sets_is_its_own() {
        assert_eq!(used("X=1; for y in $X; do read z; echo $y $z $w; done"), ["w"]);
        assert_eq!(used("SLOT=${DEV: -1}; exec swbusd -s \"$SLOT\""), ["DEV"]);
    }

    #[test]
    fn what_another_script_sets_is_not_known() {
        assert!(reads_a_file("source /etc/apache2/envvars && exec apache2"));
        assert!(reads_a_file("set -a; . /etc/app.env; exec app"));
        assert!(!reads_a_file("cd ./x && ./run --source"));
    }

    #[test]
    fn what_is_always_set_is_sorted() {
        assert!(ALWAYS_SET.is_sorted());
    }
}
