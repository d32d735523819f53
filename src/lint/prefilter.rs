//! A quick look at the text of commands, before one is parsed or a service is lowered: that is the most expensive part
//! of a walk, and most commands concern no rule.

use crate::language::Language;
use crate::lint::commands::command_line::{first_word, unquoted_base_name};
use crate::lint::commands::exec_lines::without_prefixes;
use crate::lint::commands::shell_script::is_short_lived;
use crate::lint::commands::{daemons, shell_syntax};
use crate::text::byte_marks::ByteMarks;
use crate::text::byte_set::ByteSet;

/// What a rule is shown to tell whether a command or a service could concern it. It may err on one side only: a rule
/// may be called for nothing, but not missed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct CommandFeatures {
    /// The manager that runs the service.
    manager: Language,
    /// Whether anything is set that makes systemd restart it.
    restarts: bool,
    /// The marks of all bytes in its commands.
    marks: u16,
    /// The first byte of the last command.
    first: Option<u8>,
    /// Whether a command may name a program that daemonizes.
    may_daemonize: bool,
    /// Whether a command's program may be a shell.
    may_be_shell: bool,
    /// Whether a command's program does one thing and exits.
    is_short_lived: bool,
    /// Whether a command's program may be the script that keeps a database running (`mysqld_safe`).
    may_be_mysqld_safe: bool,
    /// Whether a command's program may be a script that waits for its daemon (`apachectl`, `postfix`).
    may_be_control_script: bool,
    /// Whether a command's program may be nginx.
    may_be_nginx: bool,
}

/// A character of a shell's operators, or of a command substitution.
const OPERATOR: u16 = 1;
/// `&`, one of the operators.
const AMPERSAND: u16 = 1 << 1;
/// A quote.
const QUOTE: u16 = 1 << 2;
/// A character that a shell expands.
const EXPANDABLE: u16 = 1 << 3;
/// A character that a shell expands to file names.
const GLOB: u16 = 1 << 4;
/// A backslash.
const BACKSLASH: u16 = 1 << 5;
/// The first byte of typographic quotes and dashes, and of many other characters.
const TYPOGRAPHIC: u16 = 1 << 6;
/// `=`, of an assignment or an option.
const EQUALS: u16 = 1 << 7;
/// A comment after the command that may be the rest of a script.
const COMMENTED: u16 = 1 << 8;

/// The first letters of the words that the rest of a script starts with: `cd`, `done`, `exec`, `exit`, `fi`, `sleep`,
/// `wait`.
const SCRIPT_FIRST_BYTES: [u8; 6] = *b"cdefsw";

/// The marks of each byte.
static MARKS: ByteMarks = ByteMarks::new(&[
    (b"|&;<>`(", OPERATOR),
    (b"&", AMPERSAND),
    (b"'\"", QUOTE),
    (b"$~*", EXPANDABLE),
    (b"~*", GLOB),
    (b"\\", BACKSLASH),
    (b"\xe2", TYPOGRAPHIC),
    (b"=", EQUALS),
]);

/// What separates the words of a command, and the components of a path.
static SEPARATORS: ByteSet = ByteSet::new(b" \t\r\n'\"/");

/// The words of a command, with paths split into their components.
fn path_components(command: &[u8]) -> impl Iterator<Item = &[u8]> {
    command.split(|byte| SEPARATORS.has(*byte)).filter(|part| !part.is_empty())
}

impl CommandFeatures {
    /// Looks at a service with these commands, verbatim: continuations and quotes included.
    pub(crate) fn new(manager: Language, commands: &[&[u8]], restarts: bool) -> Self {
        let mut features = Self {
            manager,
            restarts,
            marks: 0,
            first: None,
            may_daemonize: false,
            may_be_shell: false,
            is_short_lived: false,
            may_be_mysqld_safe: false,
            may_be_control_script: false,
            may_be_nginx: false,
        };
        commands.iter().for_each(|command| features.scan(command));
        features
    }

    fn scan(&mut self, command: &[u8]) {
        self.first = command.first().copied();
        self.marks |= MARKS.of(command);
        let word = first_word(command);
        // `NAME=value` before the program needs a shell.
        if self.has(EQUALS) && word.contains(&b'=') {
            self.marks |= OPERATOR;
        }
        let program = unquoted_base_name(word);
        // A command of the shell itself has no path.
        if self.first != Some(b'/') && shell_syntax::is_unmistakably_builtin(without_prefixes(program)) {
            self.marks |= OPERATOR;
        }
        self.may_be_shell |= program.ends_with(b"sh");
        self.is_short_lived |= is_short_lived(program);
        self.may_be_mysqld_safe |= program.ends_with(b"safe");
        self.may_be_control_script |=
            matches!(program, [.., b't', b'l'] | [.., b'i', b'x'] | [.., b't', b'i']);
        self.may_be_nginx |= program.ends_with(b"nginx");
        // After a wrapper the program may be any word; a quoted one may continue after a space.
        let is_open = daemons::may_be_wrapper(program) || starts_with_quote(self);
        self.may_daemonize = self.may_daemonize
            || daemons::may_be_daemon(program)
            || daemons::is_init_script(word)
            || is_open && path_components(command).any(daemons::may_be_daemon);
    }

    /// The same, with what follows the command on its line.
    pub(crate) fn with_trailing_text(mut self, after: &[u8]) -> Self {
        if let [b';', comment @ ..] = after.trim_ascii_start()
            && comment.trim_ascii_start().first().is_some_and(|first| SCRIPT_FIRST_BYTES.contains(first))
        {
            self.marks |= COMMENTED;
        }
        self
    }

    const fn has(&self, mark: u16) -> bool {
        self.marks & mark != 0
    }
}

/// Whether a command has a character that is one of a shell's operators.
pub(crate) const fn has_operators(features: &CommandFeatures) -> bool {
    features.has(OPERATOR)
}

/// Whether a command may name a program that daemonizes, or contains `&`.
pub(crate) const fn may_daemonize(features: &CommandFeatures) -> bool {
    features.may_daemonize || features.has(AMPERSAND)
}

/// Whether it is a unit that systemd restarts.
pub(crate) fn is_restarted_by_systemd(features: &CommandFeatures) -> bool {
    features.manager == Language::Systemd && features.restarts
}

/// Whether a comment may have cut off part of a command: inside its quotes, on one of its lines, or the rest of a
/// script.
pub(crate) const fn may_be_cut_off(features: &CommandFeatures) -> bool {
    features.has(QUOTE | OPERATOR | COMMENTED)
}

/// Whether there is a quote in a command.
pub(crate) const fn has_quotes(features: &CommandFeatures) -> bool {
    features.has(QUOTE)
}

/// Whether a command may hold typographic quotes or dashes.
pub(crate) const fn may_be_typographic(features: &CommandFeatures) -> bool {
    features.has(TYPOGRAPHIC)
}

/// Whether a command has a character that a shell would expand.
pub(crate) const fn has_shell_expansions(features: &CommandFeatures) -> bool {
    features.has(EXPANDABLE)
}

/// Whether a command of a unit has a character that a shell would expand to file names.
pub(crate) fn unit_has_glob(features: &CommandFeatures) -> bool {
    features.manager == Language::Systemd && features.has(GLOB)
}

/// Whether there is a backslash in a command.
pub(crate) const fn has_backslash(features: &CommandFeatures) -> bool {
    features.has(BACKSLASH)
}

/// Whether a command's program may be `mysqld_safe` or `mariadbd-safe`.
pub(crate) const fn may_be_mysqld_safe(features: &CommandFeatures) -> bool {
    features.may_be_mysqld_safe
}

/// Whether a command's program may be a shell, `apachectl` or `postfix`.
pub(crate) const fn may_be_shell_or_control_script(features: &CommandFeatures) -> bool {
    features.may_be_shell || features.may_be_control_script
}

/// Whether a command's program may be a shell, or nginx.
pub(crate) const fn may_be_shell_or_nginx(features: &CommandFeatures) -> bool {
    features.may_be_shell || features.may_be_nginx
}

/// Whether a command's program does one thing and exits, or is a shell that may run such a program.
pub(crate) const fn may_be_short_lived(features: &CommandFeatures) -> bool {
    features.is_short_lived || features.may_be_shell
}

/// Whether the command starts with a quote.
pub(crate) const fn starts_with_quote(features: &CommandFeatures) -> bool {
    matches!(features.first, Some(b'"' | b'\''))
}

/// Whether the command does not start with a slash.
pub(crate) const fn is_relative(features: &CommandFeatures) -> bool {
    !matches!(features.first, Some(b'/'))
}

/// Whether the command is empty or may start with whitespace of any kind.
pub(crate) const fn may_start_with_whitespace(features: &CommandFeatures) -> bool {
    !matches!(features.first, Some(b'!'..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn features(command: &str) -> CommandFeatures {
        CommandFeatures::new(Language::Supervisord, &[command.as_bytes()], false)
    }

    #[test]
    fn the_program_is_the_last_path_component_of_the_first_word() {
        for command in ["sh", "/bin/sh -c x", "\"/bin/bash\" -c x", "'sh'", "/usr/bin/push"] {
            assert!(features(command).may_be_shell, "{command}");
        }
        for command in ["/bin/cat sh", "", "/", "/sh/cat", "\"", " "] {
            assert!(!features(command).may_be_shell, "{command}");
        }
        assert!(
            may_be_short_lived(&features("/bin/mkdir -p /x"))
                && !may_be_short_lived(&features("/bin/cat mkdir"))
        );
    }

    #[test]
    fn a_daemon_may_follow_other_words() {
        assert!(may_daemonize(&features("/usr/bin/env nginx")) && may_daemonize(&features("x &")));
        assert!(!may_daemonize(&features("/usr/bin/worker --id 0")));
    }
}
