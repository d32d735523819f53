//! Programs that expand what a shell would have expanded, or need it expanded.

/// Programs that pass a text to a shell, here or elsewhere, or expand `$NAME` in it themselves.
const EXPAND: [&str; 12] =
    ["awk", "confd", "envsubst", "eval", "flock", "gawk", "perl", "runuser", "script", "ssh", "su", "watch"];

/// Programs whose arguments are files and that do not expand patterns.
const WANT_FILES: [&str; 13] =
    ["cat", "chgrp", "chmod", "chown", "cp", "head", "ln", "ls", "mv", "rm", "rmdir", "tail", "touch"];

/// Whether a program of this name may expand a text that it is passed.
pub(crate) fn expands(program: &str) -> bool {
    EXPAND.contains(&program)
}

/// Whether a program of this name takes its arguments as literal file names.
pub(crate) fn wants_files(program: &str) -> bool {
    WANT_FILES.contains(&program)
}

/// Whether a word is a file name pattern.
pub(crate) fn is_pattern(word: &str) -> bool {
    word.contains('/') && word.contains('*')
}
