//! Programs that expand what a shell would have expanded, or need it expanded.

/// Programs that pass a text to a shell, here or elsewhere, or expand `$NAME` in it themselves.
const EXPANDING_PROGRAMS: [&str; 12] =
    ["awk", "confd", "envsubst", "eval", "flock", "gawk", "perl", "runuser", "script", "ssh", "su", "watch"];

/// Programs whose arguments are files and that do not expand patterns.
const FILE_PROGRAMS: [&str; 13] =
    ["cat", "chgrp", "chmod", "chown", "cp", "head", "ln", "ls", "mv", "rm", "rmdir", "tail", "touch"];

/// Whether a program of this name may expand a text that it is passed.
pub(crate) fn expands_arguments(program: &str) -> bool {
    EXPANDING_PROGRAMS.contains(&program)
}

/// Whether a program of this name takes its arguments as literal file names.
pub(crate) fn takes_literal_files(program: &str) -> bool {
    FILE_PROGRAMS.contains(&program)
}

/// Whether a word is a file name pattern.
pub(crate) fn is_glob(word: &str) -> bool {
    word.contains('/') && word.contains('*')
}
