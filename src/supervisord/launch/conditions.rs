//! Conditions that a shell checks before anything else: `[ -e PATH ] || exit 0;`.

use super::shell::{SimpleCommand, next_command};
use super::{MAX_LINE_CHARS, Piece, ShellWord};
use crate::ir::{Check, CheckKind, Condition, IfUnmet, Text};

/// The option of `[` for a check; `None` if it needs another command.
const fn test_option(kind: CheckKind) -> Option<&'static str> {
    match kind {
        CheckKind::Exists => Some("-e"),
        CheckKind::IsDirectory => Some("-d"),
        CheckKind::IsSymbolicLink => Some("-L"),
        CheckKind::IsReadWrite => Some("-w"),
        CheckKind::DirectoryNotEmpty | CheckKind::MatchExists => Some("-n"),
        CheckKind::FileNotEmpty => Some("-s"),
        CheckKind::FileIsExecutable => Some("-x"),
        CheckKind::IsMountPoint | CheckKind::KernelCommandLine => None,
    }
}

/// Writes the condition as the start of a script.
pub(super) fn spell(condition: &Condition<'_>) -> String {
    let code = match condition.if_unmet {
        IfUnmet::Skips => 0,
        IfUnmet::Refuses => 1,
        IfUnmet::Exits(code) => code,
    };
    let tests: Vec<String> = condition.any_of.iter().map(shell_test).collect();
    let width = tests.iter().map(|test| test.chars().count() + " || ".len()).sum::<usize>();
    // A newline after `||` does not end the command.
    let or = if width > MAX_LINE_CHARS { " ||\n" } else { " || " };
    format!("{} || exit {code};", tests.join(or))
}

fn shell_test(check: &Check<'_>) -> String {
    let path = check.path.to_string();
    let not = if check.is_negated { "! " } else { "" };
    let word = match check.kind {
        // Hidden files do not count for systemd (`dir_is_empty()`), nor for `ls`.
        CheckKind::DirectoryNotEmpty => ShellWord(vec![Piece::EntriesOf(path)]),
        CheckKind::MatchExists => ShellWord(vec![Piece::MatchesOf(path)]),
        _ => ShellWord::of(&path),
    };
    match test_option(check.kind) {
        Some("-n") if check.is_negated => format!("[ -z {} ]", word.spell()),
        Some(option) => format!("[ {not}{option} {} ]", word.spell()),
        // With `-w` a word also ends at the `=` before its value, as in systemd for a word without `=`
        // (`proc_cmdline_get_key()`).
        None if check.kind == CheckKind::KernelCommandLine => {
            format!("{not}grep -qwFe {} /proc/cmdline", word.spell())
        }
        None => format!("{not}mountpoint -q {}", word.spell()),
    }
}

/// Parses a condition at the start of a script; returns it and the commands after it.
pub(super) fn read<'t>(
    commands: &'t [SimpleCommand],
    path: &dyn Fn(&str) -> Text<'static>,
) -> Option<(Condition<'static>, &'t [SimpleCommand])> {
    let mut any_of = Vec::new();
    let mut rest = commands;
    loop {
        let (words, operator, tail) = next_command(rest);
        if let [exit, code] = words
            && exit.literal() == Some("exit")
        {
            let if_unmet = IfUnmet::Exits(code.literal()?.parse().ok()?);
            let is_whole = operator == Some(";") && !any_of.is_empty();
            return is_whole.then_some((Condition { any_of, if_unmet }, tail));
        }
        any_of.push(read_check(words, path).filter(|_| operator == Some("||"))?);
        rest = tail;
    }
}

fn read_check(words: &[ShellWord], path: &dyn Fn(&str) -> Text<'static>) -> Option<Check<'static>> {
    let inside = match words {
        [open, inside @ .., close] if open.literal() == Some("[") && close.literal() == Some("]") => inside,
        words => words,
    };
    let is_test = inside.len() < words.len();
    let (mut is_negated, inside) = match inside.split_first()? {
        (first, rest) if first.literal() == Some("!") => (true, rest),
        _ => (false, inside),
    };
    let [first, last @ ..] = inside else { return None };
    let (kind, text) = match (is_test, last) {
        (true, [word]) => {
            let option = match first.literal()? {
                "-z" if !is_negated => {
                    is_negated = true;
                    "-n"
                }
                option => option,
            };
            read_option(option, word)?
        }
        (false, [quietly, word])
            if first.literal() == Some("mountpoint") && quietly.literal() == Some("-q") =>
        {
            (CheckKind::IsMountPoint, word.literal()?)
        }
        (false, [options, word, file])
            if first.literal() == Some("grep")
                && options.literal() == Some("-qwFe")
                && file.literal() == Some("/proc/cmdline") =>
        {
            (CheckKind::KernelCommandLine, word.literal()?)
        }
        _ => return None,
    };
    // Only the shell knows the directory that a relative path is resolved against.
    let is_whole = text.starts_with('/') || kind == CheckKind::KernelCommandLine && !text.is_empty();
    is_whole.then(|| Check { kind, is_negated, path: path(text) })
}

/// The check that an option of `[` makes on a word.
fn read_option<'w>(name: &str, word: &'w ShellWord) -> Option<(CheckKind, &'w str)> {
    match (name, word.0.as_slice()) {
        ("-n", [Piece::EntriesOf(directory)]) => Some((CheckKind::DirectoryNotEmpty, directory)),
        ("-n", [Piece::MatchesOf(pattern)]) => Some((CheckKind::MatchExists, pattern)),
        ("-n", _) => None,
        _ => Some((
            CheckKind::ALL.iter().copied().find(|kind| test_option(*kind) == Some(name))?,
            word.literal()?,
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::super::shell;
    use super::*;

    #[test]
    fn written_conditions_parse_back() {
        for script in [
            "[ -e /a ] || exit 0;",
            "[ ! -s \"/a b\" ] || [ -n \"$(ls /a/)\" ] || exit 1;",
            "[ -z \"$(ls /a/)\" ] || exit 0;",
            "[ -n \"$(ls -d /a/*.conf 2>/dev/null)\" ] || [ -z \"$(ls -d /b/[!0-9]? 2>/dev/null)\" ] || exit 0;",
            "! mountpoint -q /a || mountpoint -q /b || exit 7;",
            "! grep -qwFe quiet /proc/cmdline || grep -qwFe \"a=b c\" /proc/cmdline || exit 0;",
        ] {
            let commands = shell::commands(script).expect(script);
            let (condition, rest) =
                read(&commands, &|text| Text::plain(text.as_bytes().to_vec())).expect(script);
            assert!(rest.is_empty());
            assert_eq!(spell(&condition), script);
        }
    }

    #[test]
    fn other_tests_are_not_recognized() {
        for script in [
            "[ -e /a ] && exit 0;",
            "[ -n \"$A\" ] || exit 0;",
            "[ -e /a ] || . /a;",
            "exit 0;",
            "[ -f /a ] || exit 0;",
        ] {
            let commands = shell::commands(script).unwrap_or_default();
            assert!(read(&commands, &|text| Text::plain(text.as_bytes().to_vec())).is_none(), "{script}");
        }
    }
}
