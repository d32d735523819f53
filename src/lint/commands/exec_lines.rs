//! Quick checks of the exec lines of units, from their text: most concern no rule and need not be parsed.

use memchr::{memchr3, memmem};

use crate::source::base_name_bytes;
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec::ExecCommand;
use crate::systemd::kinds::signal;
use crate::text::byte_set::ByteSet;

/// The directives that have commands: those of a service in the order in which it runs them, then the one that only sockets
/// have.
pub(crate) const EXEC_DIRECTIVES: &[Name] = &[
    Name::ExecCondition,
    Name::ExecStartPre,
    Name::ExecStart,
    Name::ExecStartPost,
    Name::ExecReload,
    Name::ExecReloadPost,
    Name::ExecStop,
    Name::ExecStopPost,
    Name::ExecStopPre,
];

/// The directives with commands of a service.
pub(crate) const SERVICE_EXEC_DIRECTIVES: &[Name] = EXEC_DIRECTIVES.split_at(EXEC_DIRECTIVES.len() - 1).0;

/// The prefixes of a program.
static PREFIXES: ByteSet = ByteSet::new(b"-@:+!|");
/// What ends the path of a program.
static BLANKS: ByteSet = ByteSet::new(b" \t\r\n\\");

/// The name of the first program of an exec line: the last component of its path, without its prefixes.
pub(crate) fn program_name(value: &[u8]) -> &[u8] {
    base_name_bytes(program(value))
}

/// The first program of an exec line as written, without its prefixes.
pub(crate) fn program(value: &[u8]) -> &[u8] {
    let word = without_prefixes(value);
    &word[..BLANKS.find(word).unwrap_or(word.len())]
}

/// What follows the prefixes of a program.
pub(crate) fn without_prefixes(word: &[u8]) -> &[u8] {
    &word[PREFIXES.count_at_start(word)..]
}

/// Whether an exec line starts with a prefix.
pub(crate) fn has_prefix(value: &[u8]) -> bool {
    value.first().is_some_and(|byte| PREFIXES.has(*byte))
}

/// Whether a word of an exec line may contain one of these texts: it does so verbatim, or may be composed of quoted
/// parts and escapes.
pub(crate) fn may_contain(line: &[u8], texts: &[&[u8]]) -> bool {
    memchr3(b'\\', b'"', b'\'', line).is_some() || texts.iter().any(|text| memmem::find(line, text).is_some())
}

/// The signal that a `kill` command sends to the main process; `None` for any other command.
pub(crate) fn signal_to_main(command: &ExecCommand<'_>) -> Option<u8> {
    if command.program_name() != b"kill" {
        return None;
    }
    let words: Vec<&str> = command.arguments.iter().filter_map(|word| word.text()).collect();
    let (signal, process) = match words[..] {
        [process] => ("TERM", process),
        ["-s", signal, process] => (signal, process),
        [signal, process] => (signal.strip_prefix('-')?, process),
        _ => return None,
    };
    if !matches!(process, "$MAINPID" | "${MAINPID}") {
        return None;
    }
    // `kill` accepts a name in any case.
    signal::parse(&signal.to_ascii_uppercase()).ok()
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::systemd::directives::{Section, ValueKind, directives_of};
    use crate::systemd::kinds::exec;
    use crate::systemd::versions::Release;
    use crate::unix::signals;

    #[test]
    fn the_exec_directive_lists_are_complete() {
        let commands = |section: Section| {
            let rows = directives_of(section).filter(|row| row.kind == ValueKind::Exec);
            rows.map(|row| row.name).collect::<BTreeSet<Name>>()
        };
        let all: BTreeSet<Name> = Section::ALL.into_iter().flat_map(commands).collect();
        assert_eq!(EXEC_DIRECTIVES.iter().copied().collect::<BTreeSet<Name>>(), all);
        assert_eq!(
            SERVICE_EXEC_DIRECTIVES.iter().copied().collect::<BTreeSet<Name>>(),
            commands(Section::Service)
        );
    }

    #[test]
    fn the_program_name_is_the_last_path_component() {
        assert_eq!(program_name(b"-+/usr/bin/sudo -u x"), b"sudo");
        assert_eq!(program_name(b"sleep\\\n 3"), b"sleep");
        assert_eq!((program_name(b""), program_name(b"@")), (&b""[..], &b""[..]));
    }

    #[test]
    fn a_word_may_be_composed_of_quoted_and_escaped_parts() {
        let holds = |line: &str| {
            let commands = exec::parse(line, Release::NEWEST).commands;
            commands[0].words().any(|word| word.bytes.starts_with(b"/home"))
        };
        for line in ["/a /home/b", "/a '/home/b'", "/a /ho\"me\"/b", r"/a \x2fhome/b", r"/a /h\157me/b"] {
            assert!(holds(line) && may_contain(line.as_bytes(), &[b"/root", b"/home"]), "{line}");
        }
        assert!(!may_contain(b"/a /hom e/b", &[b"/root", b"/home"]));
    }

    #[test]
    fn signals_have_many_spellings() {
        let signal = |text: &str| signal_to_main(&exec::parse(text, Release::NEWEST).commands[0]);
        for text in [
            "/bin/kill $MAINPID",
            "kill -15 ${MAINPID}",
            "/bin/kill -s TERM $MAINPID",
            "kill -sigterm $MAINPID",
        ] {
            assert_eq!(signal(text), Some(signals::TERM), "{text}");
        }
        assert_eq!(signal("kill -10 $MAINPID"), Some(10));
        for text in [
            "/bin/kill 12",
            "/bin/kill -s HUP 12",
            "/bin/pkill $MAINPID",
            "kill -HUP -x $MAINPID",
            "kill -0 $MAINPID",
            "kill 12 $MAINPID",
        ] {
            assert_eq!(signal(text), None, "{text}");
        }
    }
}
