//! What a shell is told to do with `-c`, as far as the words and operators of the script show.

mod words;

use super::command_line::is_shell;
use super::quoting::Quoting;
use crate::shell_arguments::script_index;
use crate::source::base_name;
use crate::supervisord::kinds::words::Word;
use crate::variable_name::is_assignment;
use words::{is_redirection_ampersand, operator, skip_words, word_length};

/// The commands of a script and how they are connected.
#[derive(Debug, Default)]
pub(crate) struct Script<'a> {
    /// The commands, in order.
    pub(crate) commands: Vec<Command<'a>>,
    /// Whether there are loops, conditions, groups or subshells.
    pub(crate) is_compound: bool,
    /// How many of them are open at the current position.
    depth: usize,
}

/// A simple command of a script.
#[derive(Debug)]
pub(crate) struct Command<'a> {
    /// The program as written, with quotes; `exec` only if a program follows it.
    pub(crate) program: &'a str,
    /// Whether any of its streams is redirected.
    pub(crate) is_redirected: bool,
    /// Whether it is part of a compound: a loop, a condition, a group, or a negated or timed command.
    pub(crate) is_in_compound: bool,
    /// The operator that follows it; empty at the end.
    pub(crate) operator: &'a str,
}

/// The builtins of the shell. Sorted.
const BUILTINS: [&str; 39] = [
    ".", ":", "[", "[[", "alias", "break", "cd", "command", "continue", "declare", "echo", "exit", "export",
    "false", "getopts", "hash", "kill", "let", "local", "popd", "printf", "pushd", "pwd", "read", "readonly",
    "return", "set", "shift", "shopt", "source", "test", "trap", "true", "type", "typeset", "ulimit",
    "umask", "unset", "wait",
];

/// The words before a command that make it part of a compound. Sorted.
const COMPOUND: [&str; 11] = ["!", "do", "elif", "else", "fi", "if", "then", "time", "until", "while", "{"];

/// The script that a command's shell is passed with `-c`, and the shell's name.
pub(crate) fn script_of<'w, 'a>(words: &'w [Word<'a>]) -> Option<(&'w str, &'w Word<'a>)> {
    let (shell, arguments) = words.split_first()?;
    let name = base_name(&shell.text);
    if !is_shell(name.as_bytes()) {
        return None;
    }
    let script = arguments.get(script_index(arguments.iter().map(|word| word.text.as_bytes()))?)?;
    Some((name, script))
}

/// Whether the last command of a script is left in the background: the shell then exits immediately.
pub(crate) fn ends_in_background(script: &str) -> bool {
    let text = script.trim_end();
    text.ends_with('&') && !text.ends_with("&&") && !text.ends_with("\\&")
}

/// Whether a script leaves anything in the background: an `&` that is not part of `&&`, of a redirection, or of quoted
/// text.
pub(crate) fn leaves_background_job(script: &str) -> bool {
    let bytes = script.as_bytes();
    let mut quoting = Quoting::default();
    for (at, byte) in bytes.iter().enumerate() {
        let is_bare = quoting.open().is_none() && !quoting.is_escaped();
        quoting.take(*byte);
        if *byte != b'&' || !is_bare {
            continue;
        }
        let before = at.checked_sub(1).map(|at| bytes[at]);
        let is_operator = matches!(before, Some(b'&' | b'|')) || bytes.get(at + 1) == Some(&b'&');
        if !is_operator && !is_redirection_ampersand(bytes, at) {
            return true;
        }
    }
    false
}

/// Whether a program of this name does one thing and exits.
pub(crate) const fn is_short_lived(name: &[u8]) -> bool {
    matches!(
        name,
        b"chgrp"
            | b"chmod"
            | b"chown"
            | b"cp"
            | b"date"
            | b"echo"
            | b"false"
            | b"hostname"
            | b"ln"
            | b"ls"
            | b"mkdir"
            | b"mkfifo"
            | b"mv"
            | b"printf"
            | b"rm"
            | b"sysctl"
            | b"touch"
            | b"true"
    )
}

impl<'a> Script<'a> {
    /// Parses a script; `None` if it has syntax that is not supported.
    pub(crate) fn read(text: &'a str) -> Option<Self> {
        let mut script = Self::default();
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ';']);
            if rest.is_empty() {
                return Some(script);
            }
            if rest.starts_with('#') {
                rest = rest.split_once('\n').map_or("", |(_, rest)| rest);
                continue;
            }
            if let Some(inside) = rest.strip_prefix(['(', ')', '|', '&']) {
                script.is_compound |= rest.starts_with('(');
                match rest.as_bytes()[0] {
                    b'(' => script.depth += 1,
                    b')' => script.depth = script.depth.saturating_sub(1),
                    _ => {}
                }
                // An operator after a subshell is recorded for the last command in it.
                let (operator, after) = operator(rest);
                if !operator.is_empty()
                    && let Some(last) = script.commands.last_mut()
                {
                    last.operator = operator;
                }
                rest = if operator.is_empty() { inside } else { after };
                continue;
            }
            rest = script.command(rest)?;
        }
    }

    /// Parses a simple command and returns what is left.
    fn command(&mut self, text: &'a str) -> Option<&'a str> {
        let mut program = "";
        let mut is_redirected = false;
        let mut is_in_compound = false;
        let mut is_target = false;
        let mut rest = text;
        loop {
            rest = rest.trim_start_matches([' ', '\t', '\r']);
            let (word, after) = rest.split_at(word_length(rest));
            if word.is_empty() {
                break;
            }
            rest = after;
            if word.contains(['<', '>']) && !word.contains(['"', '\'']) {
                is_redirected = true;
                is_target = word.ends_with(['<', '>']);
                continue;
            }
            if std::mem::take(&mut is_target) || (!program.is_empty() && program != "exec") {
                continue;
            }
            match word {
                "case" | "select" | "function" | "eval" => return None,
                "for" => {
                    self.is_compound = true;
                    self.depth += 1;
                    // Up to the `;` are the words to loop over.
                    return Some(rest.trim_start_matches(|c| !matches!(c, ';' | '\n')));
                }
                _ if COMPOUND.contains(&word) => {
                    self.is_compound = true;
                    match word {
                        "if" | "while" | "until" | "{" => self.depth += 1,
                        "fi" => self.depth = self.depth.saturating_sub(1),
                        "!" | "time" => is_in_compound = true,
                        _ => {}
                    }
                }
                "done" | "}" => self.depth = self.depth.saturating_sub(1),
                _ if is_assignment(word) => {}
                _ if program.is_empty() => program = word,
                // `exec` and the program that replaces the shell.
                _ => {
                    let operator = operator(skip_words(rest)).0;
                    is_in_compound |= self.depth > 0;
                    self.commands.push(Command { program, is_redirected, is_in_compound, operator });
                    return Some(skip_words(rest));
                }
            }
        }
        let (operator, after) = operator(rest);
        if !matches!(program, "" | "exec") {
            is_in_compound |= self.depth > 0;
            self.commands.push(Command { program, is_redirected, is_in_compound, operator });
        } else if !operator.is_empty()
            && let Some(last) = self.commands.last_mut()
        {
            // What follows `done` or `}` follows the whole compound.
            last.operator = operator;
        }
        if operator == ")" {
            self.depth = self.depth.saturating_sub(1);
        }
        if after.len() == text.len() { None } else { Some(after) }
    }

    /// Whether all that it does is done immediately.
    pub(crate) fn is_short_lived(&self) -> bool {
        let is_quick = |command: &Command<'_>| {
            let may_block = matches!(command.program, "." | "source" | "read" | "wait" | "exec");
            !may_block && (command.is_builtin() || is_short_lived(command.base_name().as_bytes()))
        };
        !self.is_compound && !self.commands.is_empty() && self.commands.iter().all(is_quick)
    }

    /// Whether it runs the program.
    pub(crate) fn runs(&self, program: &str) -> bool {
        self.commands.iter().any(|command| command.base_name() == program)
    }

    /// Whether the shell waits for a program, while supervisord knows only the shell. `execs_last`: the shell
    /// implicitly replaces itself with its last command, as bash does and dash does not.
    pub(crate) fn waits_for_program(&self, execs_last: bool) -> bool {
        let has = |program: &str| self.commands.iter().any(|command| command.program == program);
        if has("exec") || has("trap") {
            return false;
        }
        let is_long_lived =
            |command: &Command<'_>| !command.is_builtin() && !is_short_lived(command.base_name().as_bytes());
        let Some((last, before)) = self.commands.split_last() else { return false };
        let is_piped = before.last().is_some_and(|one| matches!(one.operator, "|" | "|&"));
        let has_job = self.commands.iter().any(|one| one.operator == "&");
        if !execs_last || last.is_in_compound || is_piped || has_job {
            return self.commands.iter().any(is_long_lived);
        }
        if !is_long_lived(last) {
            return before.iter().any(is_long_lived);
        }
        // After `||` comes what is done if the program fails.
        let is_fallback = before.last().is_some_and(|one| one.operator == "||" && is_long_lived(one));
        is_fallback || last.is_redirected
    }
}

impl Command<'_> {
    fn is_builtin(&self) -> bool {
        BUILTINS.binary_search(&self.program).is_ok()
    }

    fn base_name(&self) -> &str {
        base_name(self.program.trim_matches(['"', '\'']))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn background_jobs_are_distinguished_from_lists_and_redirections() {
        for script in ["a &", "a & b", "nohup a >/dev/null 2>&1 & echo $! >pid", "(a &)", "a&\nb"] {
            assert!(leaves_background_job(script), "{script}");
        }
        for script in
            ["a && b", "a >x 2>&1", "a &>x", "a <&3", "a |& b", "a 'x & y' \"&\"", "a x\\&y", "a&&b", ""]
        {
            assert!(!leaves_background_job(script), "{script}");
        }
    }

    #[test]
    fn the_lists_are_sorted() {
        assert!(BUILTINS.is_sorted());
        assert!(COMPOUND.is_sorted());
    }

    fn programs(script: &str) -> Vec<(String, String)> {
        let commands = Script::read(script).unwrap().commands.into_iter();
        commands.map(|one| (one.program.to_owned(), one.operator.trim().to_owned())).collect()
    }

    #[test]
    fn commands_are_found_after_operators_and_assignments() {
        let expect = |script: &str, expected: &[(&str, &str)]| {
            let expected: Vec<_> = expected
                .iter()
                .map(|(program, operator)| ((*program).to_owned(), (*operator).to_owned()))
                .collect();
            assert_eq!(programs(script), expected, "{script}");
        };
        expect("cd /srv; A=1 B=\"x y\" app --c 'd;e' && echo f", &[("cd", ";"), ("app", "&&"), ("echo", "")]);
        expect("a 2>&1 | b &> x || c & d", &[("a", "|"), ("b", "||"), ("c", "&"), ("d", "")]);
        expect("a $(b; c) `d; e` ${F:-g; h} <(i | j) %(k)s", &[("a", "")]);
        expect("> x a < y\n# z; b\nc", &[("a", ""), ("c", "")]);
        expect("(a; b) || (c && d)", &[("a", ";"), ("b", "||"), ("c", "&&"), ("d", ")")]);
        expect("exec > log 2>&1; exec a b; c", &[("exec", ";"), ("c", "")]);
    }

    #[test]
    fn compound_commands_are_recognized() {
        for script in
            ["while true; do a; done", "if b; then c; fi", "for x in 1 2; do d; done", "(e)", "{ f; }"]
        {
            assert!(Script::read(script).unwrap().is_compound, "{script}");
        }
        assert!(Script::read("case $x in a) b;; esac").is_none());
        assert!(!Script::read("a && b; c").unwrap().is_compound);
    }

    /// Seen with bash 5.2 and dash 0.5.12: the process that runs while the program does.
    #[test]
    fn bash_execs_its_last_command_and_dash_does_not() {
        for (script, bash, dash) in [
            ("app", false, true),
            ("cd /; app", false, true),
            ("cd / && app", false, true),
            ("export A=1; app", false, true),
            ("A=1 app", false, true),
            ("prepare && app", false, true),
            ("app; true", true, true),
            ("app || true", true, true),
            ("app | cat", true, true),
            ("true && app > /dev/null 2>&1", true, true),
            ("app > /dev/null 2>&1", true, true),
            ("until nc -z db 1; do sleep 1; done && app", false, true),
            ("while ! nc -z db 1; do sleep 1; done; app", false, true),
            ("if [ -e x ]; then prepare; fi\napp", false, true),
            ("(cd /x; prepare) && app", false, true),
            ("prepare | tee log; app", false, true),
            ("until a; do b; done && { app; }", true, true),
            ("! app", true, true),
            ("time app", true, true),
            ("cd /; true | app", true, true),
            ("while true; do app; done", true, true),
            ("if true; then app; fi", true, true),
            ("(app)", true, true),
            ("cd / ; a & b", true, true),
            ("app || sleep 60", true, true),
            ("cd /; exec app", false, false),
            ("app & trap 'kill $!' TERM; wait", false, false),
            ("mkdir -p /run/x; chown a /run/x", false, false),
            ("while true; do printf x; read line; kill -15 $PPID; done", false, false),
            (". /etc/start.sh", false, false),
        ] {
            let read = Script::read(script).unwrap();
            assert_eq!(read.waits_for_program(true), bash, "bash: {script}");
            assert_eq!(read.waits_for_program(false), dash, "dash: {script}");
        }
    }

    #[test]
    fn a_script_of_short_lived_commands_is_short_lived() {
        let is_short_lived = |script| Script::read(script).unwrap().is_short_lived();
        assert!(is_short_lived("mkdir -p /run/x && chown a:a /run/x; echo done"));
        assert!(is_short_lived("echo '%(ENV_FOO)s' >&2"));
        for script in ["app", "mkdir /x; app", ". ./x", "wait", "while true; do echo x; done", "exec app", ""]
        {
            assert!(!is_short_lived(script), "{script}");
        }
    }

    proptest! {
        #[test]
        fn reading_any_text_does_not_panic(text in "[ab$(){}<>|&;'\"\\\\`# \n=é%!]{0,40}") {
            let _ = Script::read(&text);
        }
    }
}
