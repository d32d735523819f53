//! Programs that are handed what a shell would have replaced.

/// Programs that hand a text to a shell, here or elsewhere, or have `$NAME` in it replaced themselves.
const EXPAND: [&str; 12] =
    ["awk", "confd", "envsubst", "eval", "flock", "gawk", "perl", "runuser", "script", "ssh", "su", "watch"];

/// Programs whose arguments are files and that know no patterns.
const WANT_FILES: [&str; 13] =
    ["cat", "chgrp", "chmod", "chown", "cp", "head", "ln", "ls", "mv", "rm", "rmdir", "tail", "touch"];

/// Whether a program of this name may have a text replaced that it is handed.
pub(crate) fn expands(program: &str) -> bool {
    EXPAND.contains(&program)
}

/// Whether a program of this name takes its arguments for files as they stand.
pub(crate) fn wants_files(program: &str) -> bool {
    WANT_FILES.contains(&program)
}

/// Whether a word is a pattern for the names of files.
pub(crate) fn is_pattern(word: &str) -> bool {
    word.contains('/') && word.contains('*')
}
