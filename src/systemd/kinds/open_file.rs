//! Files that the manager opens for a service: `open_file_parse()` of systemd's `open-file.c`.

use super::fd_name;
use super::fields::{Fields, SplitOptions};
use crate::value::ValueError;

const COLONS: SplitOptions =
    SplitOptions { separators: b":", coalesce: false, unquote: false, c_escapes: true };
/// The flags; at most one of the first three may be given.
const FLAGS: [&str; 4] = ["read-only", "append", "truncate", "graceful"];
/// The limit of Linux, including the terminating NUL.
const PATH_MAX: usize = 4096;
/// The limit of Linux, without the terminating NUL.
const NAME_MAX: usize = 255;

/// Parses a value of `OpenFile=`: `PATH[:NAME[:FLAG,FLAG]]`. Specifiers in it are not expanded.
///
/// # Errors
/// The path is not that of a file or not absolute, the name is not valid for a file descriptor, or flags conflict:
/// systemd ignores the line.
pub fn parse(text: &str) -> Result<(), ValueError> {
    if read(text).is_some() {
        return Ok(());
    }
    let message = format!("Failed to parse OpenFile= setting, ignoring: {text}");
    Err(ValueError::whole(text, message, "PATH, PATH:NAME or PATH:NAME:read-only,graceful"))
}

fn read(text: &str) -> Option<()> {
    // `Fields` accepts this escape, but it is not valid here.
    if text.contains("\\:") {
        return None;
    }
    let mut fields = Fields::new(text);
    let mut next = || Some(fields.next(&COLONS).ok()?.map_or_else(String::new, |field| field.text));
    let (path, name, flags) = (next()?, next()?, next()?);
    if !fields.rest().is_empty() {
        return None;
    }
    let parts = || path.split('/').filter(|part| !matches!(*part, "" | "."));
    let is_path =
        path.starts_with('/') && path.len() < PATH_MAX && parts().all(|part| part.len() <= NAME_MAX);
    if !is_path {
        return None;
    }
    // If no name is given, it is that of the file.
    let name = if name.is_empty() { parts().next_back().filter(|last| *last != "..")? } else { &name };
    let mut met: Vec<&str> = Vec::new();
    for flag in flags.split(',').filter(|flag| !flag.is_empty()) {
        if !FLAGS.contains(&flag) || met.contains(&flag) {
            return None;
        }
        met.push(flag);
    }
    let ways = met.iter().filter(|flag| **flag != "graceful").count();
    (fd_name::is_valid(name) && ways < 2).then_some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn path_name_and_flags_are_checked() {
        for text in [
            "/etc/a",
            "/etc/a/",
            "/etc/a:b",
            "/etc/a::append",
            "/etc/a:b:read-only,graceful",
            "/etc/a:b:",
            "/etc/a:b:graceful:",
            "/a\\x3ab:c",
        ] {
            assert_eq!(parse(text), Ok(()), "{text}");
        }
        for text in [
            "etc/a",
            "/",
            "/etc/..",
            ":a",
            "/etc/a:b:append,truncate",
            "/etc/a:b:append,append",
            "/etc/a:b:readonly",
            "/etc/a:b:append:c",
            "/etc/a\\:b",
            "/etc/ä",
        ] {
            assert_eq!(
                parse(text).unwrap_err().message,
                format!("Failed to parse OpenFile= setting, ignoring: {text}")
            );
        }
        assert_eq!(parse("/etc/ä:a"), Ok(()));
    }
}
