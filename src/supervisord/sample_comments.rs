//! Recognises the comments of supervisord's own sample configuration (`echo_supervisord_conf`): they explain an option
//! of supervisord, and nothing about the program that it is set for.

/// The inline comments of the samples of 2.0 to 4.3 on options of programs, and on those of `[supervisord]` that affect
/// programs: in lower case and without the parts in parentheses. Sorted.
const SAMPLE_COMMENTS: [&str; 42] = [
    "# of secs prog must stay up to be running",
    "# of stderr logfile backups",
    "# of stdout logfile backups",
    "'expected' exit codes for process",
    "'expected' exit codes used with autorestart",
    "autorestart if exited after running",
    "default is current user, required if root",
    "default is not to cd during start",
    "directory to cwd to before exec",
    "emit events on stderr writes",
    "emit events on stdout writes",
    "key value pairs to add to environment",
    "max # logfile bytes b4 rotation",
    "max # of serial start failures",
    "max # of serial start failures when starting",
    "max num secs to wait b4 sigkill",
    "min. avail startup file descriptors",
    "number of bytes in 'capturemode'",
    "number of processes copies to start",
    "number of secs prog must stay running",
    "override serverurl computation",
    "process environment additions",
    "process file creation umask",
    "process_name expr",
    "redirect proc stderr to stdout",
    "restart at unexpected quit",
    "retstart at unexpected quit",
    "send stderr to syslog with process name",
    "send stdout to syslog with process name",
    "send stop signal to the unix process group",
    "setuid to this unix account at startup",
    "setuid to this unix account to run the program",
    "sigkill the unix process group",
    "signal used to kill process",
    "start at supervisord start",
    "stderr log path, none for none",
    "stdout log path, none for none",
    "the program",
    "the relative start priority",
    "umask for process",
    "when to restart if exited after running",
    "whether/when to restart",
];

/// Whether an inline comment of an option comes from a sample.
pub(super) fn is_sample_comment(comment: &str) -> bool {
    // `(min. avail startup file descriptors;default 1024)`, `the relative start priority (default 999)`.
    let comment = comment.trim_start_matches('(');
    let end = comment.find(['(', ')', ';']).unwrap_or(comment.len());
    let explanation = comment[..end].trim();
    let in_lower_case = || explanation.bytes().map(|byte| byte.to_ascii_lowercase());
    SAMPLE_COMMENTS.binary_search_by(|sample| sample.bytes().cmp(in_lower_case())).is_ok()
}

/// Whether a comment starts a sample's explanation of one of its sections.
pub(super) fn begins_sample_section(comment: &str) -> bool {
    // `The below sample program section shows all …`, `The sample group section below shows all …`
    let Some((before, after)) = comment.split_once(" section ") else { return false };
    match before.strip_prefix("The ").and_then(|rest| rest.rsplit_once(' ')) {
        Some(("below sample", _)) => after.starts_with("shows all"),
        Some(("sample", _)) => after.starts_with("below shows all"),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_samples_are_sorted() {
        assert!(SAMPLE_COMMENTS.is_sorted());
    }

    #[test]
    fn sample_comments_are_recognized_with_any_default() {
        for comment in [
            "the program (relative uses PATH, can take args)",
            "(min. avail startup file descriptors;default 1024)",
            "stdout log path, NONE for none; default AUTO",
            "max # of serial start failures (default 3)",
            "send stop signal to the UNIX process group (default false)",
            "whether/when to restart (default: unexpected)",
        ] {
            assert!(is_sample_comment(comment), "{comment}");
        }
    }

    #[test]
    fn sample_comments_about_a_section_are_recognized() {
        assert!(begins_sample_section("The below sample program section shows all possible values,"));
        assert!(begins_sample_section("The sample group section below shows all possible values."));
        for comment in
            ["The program section shows all", "The sample program section", "The sample shop section below"]
        {
            assert!(!begins_sample_section(comment), "{comment}");
        }
    }

    #[test]
    fn other_comments_are_not_sample_comments() {
        for comment in ["", "the program that sends mail", "stop early: the queue is slow", "8h"] {
            assert!(!is_sample_comment(comment), "{comment}");
        }
    }
}
