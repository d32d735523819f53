//! A quick look at the text of commands, before one is parsed or a service is lowered: that is the most expensive part
//! of a walk, and most commands concern no rule.

use crate::byte_marks::ByteMarks;
use crate::byte_set::ByteSet;
use crate::language::Language;
use crate::lint::commands::command_line::{first_word, known_by};
use crate::lint::commands::daemons;
use crate::lint::commands::shell_script::is_short;

/// What a rule is shown to tell whether a command or a service could concern it. It may err on one side only: a rule
/// may be called for nothing, but not missed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Glance {
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
    is_short: bool,
    /// Whether a command's program may be the script that keeps a database running (`mysqld_safe`).
    may_be_safe: bool,
    /// Whether a command's program may be the wrapper script of Apache (`apachectl`).
    may_be_control: bool,
}

/// A character of a shell's operators, or of a command substitution.
const OPERATOR: u16 = 1;
/// `&`, one of the operators.
const AMPERSAND: u16 = 1 << 1;
/// A quote.
const QUOTE: u16 = 1 << 2;
/// A character that a shell expands.
const REPLACED: u16 = 1 << 3;
/// A character that a shell expands to file names.
const FILES: u16 = 1 << 4;
/// A backslash.
const BACKSLASH: u16 = 1 << 5;
/// The first byte of typographic quotes, and of many other characters.
const TYPOGRAPHIC: u16 = 1 << 6;
/// `=`, of an assignment or an option.
const EQUALS: u16 = 1 << 7;
/// A comment after the command that may be the rest of a script.
const COMMENTED: u16 = 1 << 8;

/// The first letters of the words that the rest of a script starts with: `cd`, `done`, `exec`, `exit`, `fi`, `sleep`,
/// `wait`.
const FIRST_OF_SCRIPTS: [u8; 6] = *b"cdefsw";

/// The marks of each byte.
static MARKS: ByteMarks = ByteMarks::new(&[
    (b"|&;<>`(", OPERATOR),
    (b"&", AMPERSAND),
    (b"'\"", QUOTE),
    (b"$~*", REPLACED),
    (b"~*", FILES),
    (b"\\", BACKSLASH),
    (b"\xe2", TYPOGRAPHIC),
    (b"=", EQUALS),
]);

/// What separates the words of a command, and the components of a path.
static SEPARATORS: ByteSet = ByteSet::new(b" \t\r\n'\"/");

/// The words of a command, with paths split into their components.
fn parts(command: &[u8]) -> impl Iterator<Item = &[u8]> {
    command.split(|byte| SEPARATORS.has(*byte)).filter(|part| !part.is_empty())
}

impl Glance {
    /// Looks at a service with these commands, verbatim: continuations and quotes included.
    pub(crate) fn new(manager: Language, commands: &[&[u8]], restarts: bool) -> Self {
        let mut glance = Self {
            manager,
            restarts,
            marks: 0,
            first: None,
            may_daemonize: false,
            may_be_shell: false,
            is_short: false,
            may_be_safe: false,
            may_be_control: false,
        };
        commands.iter().for_each(|command| glance.look_at(command));
        glance
    }

    fn look_at(&mut self, command: &[u8]) {
        self.first = command.first().copied();
        self.marks |= MARKS.of(command);
        let word = first_word(command);
        // `NAME=value` before the program needs a shell.
        if self.has(EQUALS) && word.contains(&b'=') {
            self.marks |= OPERATOR;
        }
        let program = known_by(word);
        self.may_be_shell |= program.ends_with(b"sh");
        self.is_short |= is_short(program);
        self.may_be_safe |= program.ends_with(b"safe");
        self.may_be_control |= program.ends_with(b"ctl");
        // After a wrapper the program may be any word; a quoted one may continue after a space.
        let is_open = daemons::may_lead_on(program) || starts_with_quote(self);
        self.may_daemonize = self.may_daemonize
            || daemons::may_be_one(program)
            || daemons::is_init_script(word)
            || is_open && parts(command).any(daemons::may_be_one);
    }

    /// The same, with what follows the command on its line.
    pub(crate) fn before(mut self, behind: &[u8]) -> Self {
        if let [b';', comment @ ..] = behind.trim_ascii_start()
            && comment.trim_ascii_start().first().is_some_and(|first| FIRST_OF_SCRIPTS.contains(first))
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
pub(crate) const fn has_operators(glance: &Glance) -> bool {
    glance.has(OPERATOR)
}

/// Whether a command may name a program that daemonizes, or contains `&`.
pub(crate) const fn may_daemonize(glance: &Glance) -> bool {
    glance.may_daemonize || glance.has(AMPERSAND)
}

/// Whether it is a unit that systemd restarts.
pub(crate) fn is_restarted_by_systemd(glance: &Glance) -> bool {
    glance.manager == Language::Systemd && glance.restarts
}

/// Whether a comment may have cut off part of a command: inside its quotes, on one of its lines, or the rest of a
/// script.
pub(crate) const fn may_be_cut_off(glance: &Glance) -> bool {
    glance.has(QUOTE | OPERATOR | COMMENTED)
}

/// Whether there is a quote in a command.
pub(crate) const fn has_quotes(glance: &Glance) -> bool {
    glance.has(QUOTE)
}

/// Whether a command may hold typographic quotes.
pub(crate) const fn may_have_typographic_quotes(glance: &Glance) -> bool {
    glance.has(TYPOGRAPHIC)
}

/// Whether a command has a character that a shell would expand.
pub(crate) const fn has_replaced(glance: &Glance) -> bool {
    glance.has(REPLACED)
}

/// Whether a command of a unit has a character that a shell would expand to file names.
pub(crate) fn has_files_of_unit(glance: &Glance) -> bool {
    glance.manager == Language::Systemd && glance.has(FILES)
}

/// Whether there is a backslash in a command.
pub(crate) const fn has_backslash(glance: &Glance) -> bool {
    glance.has(BACKSLASH)
}

/// Whether a command's program may be `mysqld_safe` or `mariadbd-safe`.
pub(crate) const fn may_be_safe(glance: &Glance) -> bool {
    glance.may_be_safe
}

/// Whether a command's program may be a shell, or `apachectl`.
pub(crate) const fn may_wrap(glance: &Glance) -> bool {
    glance.may_be_shell || glance.may_be_control
}

/// Whether a command's program may be a shell.
pub(crate) const fn may_be_shell(glance: &Glance) -> bool {
    glance.may_be_shell
}

/// Whether a command's program does one thing and exits, or is a shell that may run such a program.
pub(crate) const fn may_be_short(glance: &Glance) -> bool {
    glance.is_short || glance.may_be_shell
}

/// Whether the command starts with a quote.
pub(crate) const fn starts_with_quote(glance: &Glance) -> bool {
    matches!(glance.first, Some(b'"' | b'\''))
}

/// Whether the command does not start with a slash.
pub(crate) const fn is_relative(glance: &Glance) -> bool {
    !matches!(glance.first, Some(b'/'))
}

/// Whether the command is empty or may start with whitespace of any kind.
pub(crate) const fn may_be_blank(glance: &Glance) -> bool {
    !matches!(glance.first, Some(b'!'..=b'~'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glance(command: &str) -> Glance {
        Glance::new(Language::Supervisord, &[command.as_bytes()], false)
    }

    #[test]
    fn the_program_is_the_last_part_of_the_first_word() {
        for command in ["sh", "/bin/sh -c x", "\"/bin/bash\" -c x", "'sh'", "/usr/bin/push"] {
            assert!(may_be_shell(&glance(command)), "{command}");
        }
        for command in ["/bin/cat sh", "", "/", "/sh/cat", "\"", " "] {
            assert!(!may_be_shell(&glance(command)), "{command}");
        }
        assert!(may_be_short(&glance("/bin/mkdir -p /x")) && !may_be_short(&glance("/bin/cat mkdir")));
    }

    #[test]
    fn a_daemon_may_stand_behind_other_words() {
        assert!(may_daemonize(&glance("/usr/bin/env nginx")) && may_daemonize(&glance("x &")));
        assert!(!may_daemonize(&glance("/usr/bin/worker --id 0")));
    }
}
