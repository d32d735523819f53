//! Shows changes as a unified diff.

use std::io::{self, Write};

use similar::TextDiff;

/// Writes the difference between two versions of a file, with three lines of context; nothing if they are equal.
///
/// `before` is `None` for a file that does not exist yet. Bytes that are not UTF-8 are shown as `U+FFFD`.
///
/// # Errors
/// Those of the writer.
pub(crate) fn write(
    out: &mut dyn Write,
    name: &str,
    before: Option<&[u8]>,
    after: &[u8],
    color: bool,
) -> io::Result<()> {
    if before == Some(after) {
        return Ok(());
    }
    let old_name = if before.is_some() { name } else { "/dev/null" };
    let (old, new) = (String::from_utf8_lossy(before.unwrap_or_default()), String::from_utf8_lossy(after));
    let diff = TextDiff::from_lines(&*old, &*new).unified_diff().header(old_name, name).to_string();
    if !color {
        return out.write_all(diff.as_bytes());
    }
    for line in diff.split_inclusive('\n') {
        let style = match line.as_bytes().first() {
            Some(b'+') => "\x1b[32m",
            Some(b'-') => "\x1b[31m",
            Some(b'@') => "\x1b[36m",
            _ => "",
        };
        let reset = if style.is_empty() { "" } else { "\x1b[0m" };
        let (text, end) = line.strip_suffix('\n').map_or((line, ""), |text| (text, "\n"));
        write!(out, "{style}{text}{reset}{end}")?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn diff(before: Option<&[u8]>, after: &[u8], color: bool) -> String {
        let mut out = Vec::new();
        write(&mut out, "a.conf", before, after, color).unwrap();
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn equal_files_differ_in_nothing() {
        assert_eq!(diff(Some(b"a\n"), b"a\n", false), "");
    }

    #[test]
    fn a_diff_names_the_file_and_shows_both_sides() {
        assert_eq!(
            diff(Some(b"a\nb\n"), b"a\nc", false),
            "--- a.conf\n+++ a.conf\n@@ -1,2 +1,2 @@\n a\n-b\n+c\n\\ No newline at end of file\n"
        );
    }

    #[test]
    fn a_new_file_comes_from_nowhere() {
        assert_eq!(diff(None, b"a\n", false), "--- /dev/null\n+++ a.conf\n@@ -0,0 +1 @@\n+a\n");
    }

    #[test]
    fn colour_never_runs_over_a_line_end() {
        assert!(diff(Some(b"a\n"), b"b\n", true).contains("\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n"));
    }
}
