//! Which programs are shells, and which of their arguments is the script.

use crate::source::base_name_bytes;

/// A shell that accepts a script after `-c`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shell {
    /// `sh`, ash or dash, which start every command of a script as a child.
    Sh,
    /// A shell with the same syntax that replaces itself with the last command of a script: bash, ksh, mksh, zsh.
    Bash,
    /// A shell with another syntax: csh, fish, tcsh.
    Other,
}

impl Shell {
    /// The shell with this name.
    pub(crate) fn named(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"ash" | b"dash" | b"sh" => Self::Sh,
            b"bash" | b"ksh" | b"mksh" | b"zsh" => Self::Bash,
            b"csh" | b"fish" | b"tcsh" => Self::Other,
            _ => return None,
        })
    }

    /// Whether it replaces itself with the last command of a script.
    pub(crate) fn execs_last_command(self) -> bool {
        self == Self::Bash
    }

    /// Whether [`Tokens`](super::Tokens) reads its scripts.
    pub(crate) fn has_posix_syntax(self) -> bool {
        self != Self::Other
    }
}

/// Whether a program of this name is a shell.
pub(crate) fn is_shell(name: &[u8]) -> bool {
    Shell::named(name).is_some()
}

/// The shell that `program` is, and the index of the script among its arguments.
pub(crate) fn script_argument<'w>(
    program: &[u8],
    arguments: impl IntoIterator<Item = &'w [u8]>,
) -> Option<(Shell, usize)> {
    Some((Shell::named(base_name_bytes(program))?, script_index(arguments)?))
}

/// The first shell of a command that is passed a script, wherever it is: after `env`, `sudo -u x` …. Returns the index
/// of the shell and that of the script.
pub(crate) fn find_script<'w>(words: impl Iterator<Item = &'w [u8]> + Clone) -> Option<(usize, usize)> {
    let mut arguments = words;
    let mut at = 0;
    while let Some(word) = arguments.next() {
        if let Some((_, script)) = script_argument(word, arguments.clone()) {
            return Some((at, at + 1 + script));
        }
        at += 1;
    }
    None
}

/// The index of the script among the arguments of a shell: it follows all options, if one is `-c`, `-lc`, `-ec` ….
fn script_index<'w>(arguments: impl IntoIterator<Item = &'w [u8]>) -> Option<usize> {
    let (mut is_script, mut is_value) = (false, false);
    for (at, word) in arguments.into_iter().enumerate() {
        let letters = word.strip_prefix(b"-").or_else(|| word.strip_prefix(b"+"));
        match letters {
            // `-o pipefail`
            _ if is_value => is_value = false,
            None => return is_script.then_some(at),
            Some([b'-', ..]) => {}
            Some(letters) => {
                is_script |= word[0] == b'-' && letters.contains(&b'c');
                is_value = letters.ends_with(b"o");
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_follows_all_shell_options() {
        let at = |arguments: &str| script_index(arguments.split(' ').map(str::as_bytes));
        assert_eq!((at("-c x"), at("-e -lc x y"), at("+x --login -c x")), (Some(1), Some(2), Some(3)));
        assert_eq!((at("-euo pipefail -c x"), at("-co pipefail x")), (Some(3), Some(2)));
        assert_eq!(
            (at("x -c y"), at("-c"), at("--check x"), at("-l x"), at("+c x")),
            (None, None, None, None, None)
        );
    }

    #[test]
    fn a_shell_is_found_after_the_programs_that_start_it() {
        let find = |command: &str| find_script(command.split(' ').map(str::as_bytes));
        assert_eq!(find("/bin/sh -c x"), Some((0, 2)));
        assert_eq!(find("sudo -u bash /usr/bin/zsh -lc x"), Some((3, 5)));
        assert_eq!(
            (find("sh a.sh"), find("env sh"), find("python -c x"), find("")),
            (None, None, None, None)
        );
    }
}
