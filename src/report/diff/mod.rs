//! Shows changes as a unified diff.

mod matches;

use std::fmt::Write as _;
use std::io::{self, Write};
use std::ops::Range;

use similar::{DiffOp, DiffTag, group_diff_ops};

/// The number of equal lines that are shown around a change.
const CONTEXT: usize = 3;

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
    // Only `\n` ends a line for those who apply a diff.
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let mut diff = format!("--- {old_name}\n+++ {name}\n");
    for hunk in group_diff_ops(matches::changes(&old, &new), CONTEXT) {
        add_hunk(&mut diff, &hunk, &old, &new);
    }
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

/// Adds neighbouring changes with the lines around them.
fn add_hunk(diff: &mut String, hunk: &[DiffOp], old: &[&str], new: &[&str]) {
    let (Some(first), Some(last)) = (hunk.first(), hunk.last()) else { return };
    let before = lines(first.old_range().start..last.old_range().end);
    let after = lines(first.new_range().start..last.new_range().end);
    _ = writeln!(diff, "@@ -{before} +{after} @@");
    for change in hunk {
        let (tag, old_lines, new_lines) = change.as_tag_tuple();
        if tag == DiffTag::Equal {
            old[old_lines].iter().for_each(|line| add_line(diff, ' ', line));
        } else {
            old[old_lines].iter().for_each(|line| add_line(diff, '-', line));
            new[new_lines].iter().for_each(|line| add_line(diff, '+', line));
        }
    }
}

/// The first line, from 1, and the number of lines unless it is 1; of no lines, the one before them.
fn lines(range: Range<usize>) -> String {
    match range.len() {
        0 => format!("{},0", range.start),
        1 => (range.start + 1).to_string(),
        count => format!("{},{count}", range.start + 1),
    }
}

fn add_line(diff: &mut String, sign: char, line: &str) {
    diff.push(sign);
    diff.push_str(line);
    if !line.ends_with('\n') {
        diff.push_str("\n\\ No newline at end of file\n");
    }
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
    fn equal_files_have_an_empty_diff() {
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
    fn a_carriage_return_alone_does_not_end_a_line() {
        assert_eq!(
            diff(Some(b"a\rb\nc\r\n"), b"a\rb\nd\r\n", false),
            "--- a.conf\n+++ a.conf\n@@ -1,2 +1,2 @@\n a\rb\n-c\r\n+d\r\n"
        );
    }

    #[test]
    fn a_new_file_is_compared_with_dev_null() {
        assert_eq!(diff(None, b"a\n", false), "--- /dev/null\n+++ a.conf\n@@ -0,0 +1 @@\n+a\n");
    }

    #[test]
    fn colour_is_reset_before_each_line_end() {
        assert!(diff(Some(b"a\n"), b"b\n", true).contains("\x1b[31m-a\x1b[0m\n\x1b[32m+b\x1b[0m\n"));
    }
}
