//! The words that a shell does not look up as programs. `matches!` needs no table of pointers, which the loader would
//! relocate at every start.

/// Whether a word is reserved (2.4), where a command may start.
pub(crate) fn is_keyword(word: &str) -> bool {
    matches!(
        word,
        "!" | "case"
            | "do"
            | "done"
            | "elif"
            | "else"
            | "esac"
            | "fi"
            | "for"
            | "if"
            | "in"
            | "then"
            | "until"
            | "while"
            | "{"
            | "}"
    )
}

/// Whether a command is carried out by the shell itself, `sh` or bash.
pub(crate) fn is_builtin(command: &str) -> bool {
    is_builtin_only(command)
        || matches!(command, "[" | "echo" | "false" | "kill" | "printf" | "pwd" | "test" | "true")
}

/// Whether a command is carried out by the shell itself, in another way than by the program of that name, if there is
/// one.
pub(crate) fn is_builtin_only(command: &str) -> bool {
    matches!(
        command,
        "." | ":"
            | "[["
            | "alias"
            | "bg"
            | "break"
            | "cd"
            | "command"
            | "continue"
            | "declare"
            | "eval"
            | "exec"
            | "exit"
            | "export"
            | "fc"
            | "fg"
            | "getopts"
            | "hash"
            | "jobs"
            | "let"
            | "local"
            | "popd"
            | "pushd"
            | "read"
            | "readonly"
            | "return"
            | "set"
            | "shift"
            | "shopt"
            | "source"
            | "times"
            | "trap"
            | "type"
            | "typeset"
            | "ulimit"
            | "umask"
            | "unalias"
            | "unset"
            | "wait"
    )
}
