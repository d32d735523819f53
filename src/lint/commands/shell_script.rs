//! What a shell is told to do with `-c`, as far as the words and operators of the script show.

use crate::source::base_name;
use crate::supervisord::kinds::words::Word;
use crate::unix::shell::{Shell, Token, Tokens, is_builtin, is_keyword, script_argument};
use crate::unix::variable_name::is_assignment;

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
#[derive(Debug, Default)]
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

/// What the next word of a command is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Expected {
    /// Its first word.
    #[default]
    First,
    /// A keyword, an assignment or the program.
    Program,
    /// The program that replaces the shell, after `exec`.
    ReplacingProgram,
    /// An argument.
    Argument,
    /// A word that a loop is for.
    LoopWord,
}

/// A script that a command's shell is passed with `-c`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct ShellCommand<'w, 'a> {
    /// The name of the shell.
    pub(crate) name: &'w str,
    pub(crate) shell: Shell,
    pub(crate) script: &'w Word<'a>,
}

impl<'w, 'a> ShellCommand<'w, 'a> {
    /// The shell and the script of a command; `None` if its program is not a shell.
    pub(crate) fn of(words: &'w [Word<'a>]) -> Option<Self> {
        let (program, arguments) = words.split_first()?;
        let (shell, at) =
            script_argument(program.text.as_bytes(), arguments.iter().map(|word| word.text.as_bytes()))?;
        Some(Self { name: base_name(&program.text), shell, script: arguments.get(at)? })
    }
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
        let (mut command, mut expected) = (Command::default(), Expected::default());
        for token in Tokens::new(text) {
            match token {
                Token::Comment(_) => {}
                Token::Redirection { operator: _, target: _ } => {
                    command.is_redirected = true;
                    expected = if expected == Expected::First { Expected::Program } else { expected };
                }
                Token::Word(word) => expected = script.word(word, expected, &mut command)?,
                Token::Control(operator) => {
                    script.end(std::mem::take(&mut command), std::mem::take(&mut expected), operator);
                }
            }
        }
        script.end(command, expected, "");
        Some(script)
    }

    /// Parses a word of a command; returns what the next one is.
    fn word(&mut self, word: &'a str, expected: Expected, command: &mut Command<'a>) -> Option<Expected> {
        if matches!(expected, Expected::Argument | Expected::LoopWord) {
            return Some(expected);
        }
        match word {
            "case" | "select" | "function" | "eval" => return None,
            "for" => {
                self.is_compound = true;
                self.depth += 1;
                return Some(Expected::LoopWord);
            }
            "if" | "while" | "until" | "{" => self.depth += 1,
            "fi" | "done" | "}" => self.depth = self.depth.saturating_sub(1),
            "!" | "time" => command.is_in_compound = true,
            _ if is_keyword(word) || is_assignment(word) => {}
            "exec" if expected != Expected::ReplacingProgram => return Some(Expected::ReplacingProgram),
            _ => {
                command.program = if expected == Expected::ReplacingProgram { "exec" } else { word };
                return Some(Expected::Argument);
            }
        }
        self.is_compound |= is_keyword(word) || word == "time";
        Some(if expected == Expected::First { Expected::Program } else { expected })
    }

    /// Ends a command at an operator, or at the end of the script.
    fn end(&mut self, mut command: Command<'a>, expected: Expected, operator: &'a str) {
        if expected == Expected::Argument {
            command.is_in_compound |= self.depth > 0;
            // A parenthesis after a name makes it that of a function.
            command.operator = if operator == "(" { "" } else { operator };
            self.commands.push(command);
        } else if let Some(last) = self.commands.last_mut() {
            // What follows `done`, `}` or `)` follows the whole compound.
            let follows_compound = match expected {
                Expected::First => !matches!(operator, ";" | "\n"),
                Expected::LoopWord => false,
                _ => true,
            };
            if follows_compound && !matches!(operator, "" | "(") {
                last.operator = operator;
            }
        }
        match operator {
            "(" => {
                self.is_compound = true;
                self.depth += 1;
            }
            ")" => self.depth = self.depth.saturating_sub(1),
            _ => {}
        }
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
        is_builtin(self.program)
    }

    fn base_name(&self) -> &str {
        base_name(self.program.trim_matches(['"', '\'']))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::supervisord::programs_and_operators;

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
    fn a_redirection_to_a_quoted_file_is_a_redirection() {
        let script = Script::read("exec >\"$LOG\" 2>&1; app >\"$LOG\"").unwrap();
        assert_eq!(script.commands.len(), 1);
        assert!(script.commands[0].is_redirected);
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

    /// A script of commands that the emitter of supervisord configurations could have written.
    fn emittable_script() -> impl Strategy<Value = String> {
        let program =
            prop::sample::select(vec!["a", "/b/c", "\"d e\"", "'f;g'", "$H", "\"$(ls /i/)\"", "exec j"]);
        let assignment = prop::sample::select(vec!["", "K=l "]);
        let argument =
            prop::sample::select(vec!["", " m", " \"n && ${O}\"", " '\"p;'", " q\\;", " \\\n  r#s"]);
        let operator = prop::sample::select(vec![" && ", "||", "; ", ";", "\n"]);
        prop::collection::vec((assignment, program, argument, operator), 1..5).prop_map(|commands| {
            let text: String = commands
                .iter()
                .map(|(assignment, program, argument, operator)| {
                    format!("{assignment}{program}{argument}{operator}")
                })
                .collect();
            let last = commands.last().map_or(0, |(.., operator)| operator.len());
            text[..text.len() - last].to_owned()
        })
    }

    proptest! {
        #[test]
        fn the_reader_of_emitted_scripts_sees_the_same_commands(script in emittable_script()) {
            let seen = Script::read(&script).unwrap().commands.into_iter().map(|one| {
                let program = if one.program.contains('$') { "" } else { one.program.trim_matches(['"', '\'']) };
                (program.to_owned(), if one.operator == "\n" { ";" } else { one.operator })
            });
            let emitted = programs_and_operators(&script).expect("emitted scripts are read");
            prop_assert_eq!(seen.collect::<Vec<_>>(), emitted);
        }

        #[test]
        fn reading_any_text_does_not_panic(text in "[ab$(){}<>|&;'\"\\\\`# \n=é%!]{0,40}") {
            let _ = Script::read(&text);
        }
    }
}
