//! The project's Rust files, as text and as code without comments and literals.

use std::path::{Path, PathBuf};

use sysvisor::source::{Disk, Files as _};

/// A Rust file.
#[derive(Debug)]
pub(super) struct Module {
    /// The path relative to the root of the project.
    pub(super) path: String,
    /// The whole text.
    pub(super) text: String,
    /// The text with comments, string and character literals replaced by spaces; the lines are the same.
    code: String,
}

/// The root of the project.
pub(super) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The text of a file.
pub(super) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap()
}

/// All Rust files of the library, the program, the tests, the benches and the fuzz targets.
pub(super) fn modules() -> Vec<Module> {
    let mut paths = Vec::new();
    for directory in ["src", "tests"] {
        walk(&root().join(directory), &mut paths);
    }
    let module = |path: &PathBuf| {
        let text = read(path);
        let code = code(&text);
        let path = path.strip_prefix(root()).unwrap().to_str().unwrap().to_owned();
        Module { path, text, code }
    };
    paths.iter().map(module).collect()
}

fn walk(directory: &Path, found: &mut Vec<PathBuf>) {
    for name in Disk.list(directory).unwrap() {
        let path = directory.join(&name);
        // Files that a build of the fuzz targets leaves behind.
        let is_build_output =
            ["target", "corpus", "artifacts"].contains(&name.as_str()) && directory.ends_with("fuzz");
        if path.is_dir() && !is_build_output {
            walk(&path, found);
        } else if name.ends_with(".rs") {
            found.push(path);
        }
    }
}

impl Module {
    /// The code, up to its unit tests.
    fn code(&self) -> &str {
        self.code.split("\n#[cfg(test)]\n").next().unwrap_or_default()
    }

    /// `path:line: text` for each line of code for which `is_wrong` holds.
    pub(super) fn code_lines<'m>(
        &'m self,
        is_wrong: &'m impl Fn(&str) -> bool,
    ) -> impl Iterator<Item = String> + 'm {
        let wrong = self.code().lines().enumerate().filter(|(_, line)| is_wrong(line));
        wrong.map(|(at, line)| format!("{}:{}: {}", self.path, at + 1, line.trim()))
    }

    /// Each `..` that stands for the rest of a struct, a variant or a tuple, unlike those of ranges and slices.
    pub(super) fn rests(&self) -> Vec<String> {
        let code = self.code().as_bytes();
        let mut open = Vec::new();
        let mut found = Vec::new();
        for at in 0..code.len() {
            match code[at] {
                bracket @ (b'(' | b'[' | b'{') => open.push(bracket),
                b')' | b']' | b'}' => drop(open.pop()),
                b'.' if code[at..].starts_with(b"..") && at > 0 && code[at - 1] != b'.' => {
                    let before = code[..at].iter().rev().find(|byte| !byte.is_ascii_whitespace());
                    let after = code[at + 2..].iter().find(|byte| !byte.is_ascii_whitespace());
                    let starts = matches!(before, Some(b'{' | b',' | b'('));
                    let ends = matches!(after, Some(b'}' | b')'));
                    let updates = matches!(before, Some(b'{' | b',')) && open.last() == Some(&b'{');
                    let in_slice = open.last() == Some(&b'[');
                    if starts && !in_slice && (ends || updates) {
                        let line = code[..at].iter().filter(|byte| **byte == b'\n').count();
                        found.push(format!("{}:{}", self.path, line + 1));
                    }
                }
                _ => {}
            }
        }
        found
    }
}

/// The text with comments and literals replaced by spaces.
fn code(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let length = if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or(rest.len(), |end| end + 2)
        } else if let Some(hashes) = raw_text(rest, &out) {
            let end = format!("\"{}", "#".repeat(hashes));
            rest[hashes + 2..].find(&end).map_or(rest.len(), |at| hashes + 2 + at + end.len())
        } else if first == '"' {
            quoted(rest, '"')
        } else if first == '\'' && is_character(rest) {
            quoted(rest, '\'')
        } else {
            out.push(first);
            rest = &rest[first.len_utf8()..];
            continue;
        };
        out.extend(rest[..length].chars().map(|c| if c == '\n' { '\n' } else { ' ' }));
        rest = &rest[length..];
    }
    out
}

/// The number of `#` of the raw string literal that starts here, if there is one.
fn raw_text(rest: &str, before: &str) -> Option<usize> {
    let in_name = before.ends_with(|c: char| c.is_alphanumeric() && c != 'b' || c == '_');
    let hashes = rest.strip_prefix('r')?;
    let count = hashes.bytes().take_while(|byte| *byte == b'#').count();
    (!in_name && hashes[count..].starts_with('"')).then_some(count)
}

/// Whether a quote starts a character literal rather than a lifetime.
fn is_character(rest: &str) -> bool {
    let mut after = rest.chars().skip(1);
    let first = after.next();
    first == Some('\\') || after.next() == Some('\'')
}

/// The length of a string or character literal, including its quotes.
fn quoted(rest: &str, quote: char) -> usize {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        if c == quote && !escaped {
            return at + 1;
        }
        escaped = c == '\\' && !escaped;
    }
    rest.len()
}

#[test]
fn comments_strings_and_characters_are_not_code() {
    let text = "a // ..\nb(\"{\\\"..\", r#\"\"..\"#, b'\\'', '\"', 'x') /* .. */ fn f<'a>(x: &'a str) {}";
    let expected = "a      b(        ,         , b    ,    ,    )          fn f<'a>(x: &'a str) {}";
    assert_eq!(
        code(text).replace('\n', " ").split_whitespace().collect::<Vec<_>>(),
        expected.split_whitespace().collect::<Vec<_>>()
    );
    assert_eq!(code(text).len(), text.len());
}

#[test]
fn rest_patterns_are_distinguished_from_ranges_and_slices() {
    let module = |code: &str| Module { path: "x.rs".to_owned(), text: String::new(), code: code.to_owned() };
    for wrong in ["let A { b, .. } = c;", "A { .. }", "B(..)", "(a, ..)", "A { b: 1, ..A::default() }"] {
        assert_eq!(module(wrong).rests(), ["x.rs:1"], "{wrong}");
    }
    for right in [
        "a[1..]",
        "[first, ..]",
        "[.., last]",
        "f(..n)",
        "0..=3",
        "for i in 0..n {}",
        "x.get(a, ..b)",
        "[a, rest @ ..]",
    ] {
        assert_eq!(module(right).rests(), [] as [String; 0], "{right}");
    }
}
