//! The words that a shell does not look up as programs.

/// The reserved words (2.4). Sorted.
const KEYWORDS: [&str; 16] = [
    "!", "case", "do", "done", "elif", "else", "esac", "fi", "for", "if", "in", "then", "until", "while",
    "{", "}",
];

/// The builtins of `sh` and bash. Sorted.
const BUILTINS: [&str; 47] = [
    ".", ":", "[", "[[", "alias", "bg", "break", "cd", "command", "continue", "declare", "echo", "eval",
    "exec", "exit", "export", "false", "fc", "fg", "getopts", "hash", "jobs", "kill", "let", "local", "popd",
    "printf", "pushd", "pwd", "read", "readonly", "return", "set", "shift", "shopt", "source", "test",
    "times", "trap", "true", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait",
];

/// The builtins that do what the program of the same name does.
const ALSO_PROGRAMS: [&str; 8] = ["[", "echo", "false", "kill", "printf", "pwd", "test", "true"];

/// Whether a word is reserved, where a command may start.
pub(crate) fn is_keyword(word: &str) -> bool {
    KEYWORDS.binary_search(&word).is_ok()
}

/// Whether a command is carried out by the shell itself.
pub(crate) fn is_builtin(command: &str) -> bool {
    BUILTINS.binary_search(&command).is_ok()
}

/// Whether a command is carried out by the shell itself, in another way than by the program of that name, if there is
/// one.
pub(crate) fn is_builtin_only(command: &str) -> bool {
    is_builtin(command) && !ALSO_PROGRAMS.contains(&command)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_sorted() {
        assert!(KEYWORDS.is_sorted() && BUILTINS.is_sorted());
        assert!(ALSO_PROGRAMS.iter().all(|name| is_builtin(name)));
    }
}
