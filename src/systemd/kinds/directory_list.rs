//! The directories that belong to a unit: `config_parse_exec_directories()` of systemd's `load-fragment.c`.

use super::fields::{Fields, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{Flags, Words};
use crate::systemd::directives::Name;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The first release that accepts flags after the link. For this reason, two colons delimit an empty link from then on;
/// before, they counted as one.
const FLAGS_SINCE: Release = Release(257);
const EMPTY_FIELDS_ALLOWED: SplitOptions = SplitOptions { coalesce: false, ..SplitOptions::COLONS };

/// An entry of a list of directories.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DirectoryEntry {
    /// The path relative to the parent directory of the directive, specifiers unexpanded.
    pub path: String,
    /// The symlink to it, in the same parent directory.
    pub link: Option<String>,
    /// Whether the service has read-only access.
    pub is_read_only: bool,
}

/// Parses a value of `StateDirectory=` or a similar directive, `PATH[:LINK[:ro]]` words. Calls `add` for each
/// directory and `report` for each refused word; systemd ignores such a word.
pub fn parse(
    directive: Name,
    text: &str,
    release: Release,
    add: &mut dyn FnMut(DirectoryEntry),
    report: &mut dyn FnMut(ValueError),
) {
    for word in Words::new(text, Flags::INSTALL) {
        let word = match word {
            Ok(word) => word,
            Err(error) => {
                let message = format!("Invalid syntax {directive}={text}, ignoring: Invalid argument");
                return report(ValueError::at(error.span, message, "balanced quotes"));
            }
        };
        let shown = word.lossy();
        let Some(fields) = split_word(&shown, release) else {
            // systemd does not parse the words after it, either.
            let message = format!("Invalid syntax in {directive}=, ignoring: {shown}");
            const EXPECTED: &str = "a path with valid escapes, or \\\\ for a backslash";
            return report(ValueError::at(word.span, message, EXPECTED));
        };
        match read(directive, &shown, fields, release) {
            Ok(listed) => add(listed),
            Err((message, expected)) => report(ValueError::at(word.span, message, expected)),
        }
    }
}

/// The path, the link and the flags of a word; `None` if it has no path or cannot be parsed. Anything after them is
/// ignored.
fn split_word(word: &str, release: Release) -> Option<[String; 3]> {
    let options = if release >= FLAGS_SINCE { &EMPTY_FIELDS_ALLOWED } else { &SplitOptions::COLONS };
    let mut fields = Fields::new(word);
    let path = fields.next(options).ok()??.text;
    let mut next = || Some(fields.next(options).ok()?.map_or_else(String::new, |field| field.text));
    let link = next()?;
    let flags = if release >= FLAGS_SINCE { next()? } else { String::new() };
    Some([path, link, flags])
}

/// The meaning of a word; otherwise the message and what is expected.
fn read(
    directive: Name,
    word: &str,
    [path, link, flags]: [String; 3],
    release: Release,
) -> Result<DirectoryEntry, (String, &'static str)> {
    let simple = relative(directive, &path, release)?;
    if simple == "private" || simple.starts_with("private/") {
        let message = format!("{directive}= path can't be 'private', ignoring assignment: {word}");
        return Err((message, "a path outside of private/"));
    }
    let link = Some(link).filter(|link| !link.is_empty());
    if let Some(link) = &link {
        if directive == Name::ConfigurationDirectory {
            let what = if release >= FLAGS_SINCE { "Additional" } else { "Destination" };
            let message = format!("{what} parameter is not supported for {directive}, ignoring: {word}");
            return Err((message, "a path without a destination"));
        }
        relative(directive, link, release)?;
    }
    match flags.as_str() {
        "" | "ro" => Ok(DirectoryEntry { path, link, is_read_only: flags == "ro" }),
        _ => Err((format!("Invalid flags for {directive}=, ignoring: {flags}"), "ro, or nothing")),
    }
}

/// Checks a relative path and simplifies it.
fn relative(directive: Name, text: &str, release: Release) -> Result<String, (String, &'static str)> {
    if Table::Full.first_unknown(text.as_bytes(), release).is_some() {
        let message = format!("Failed to resolve unit specifiers in \"{text}\", ignoring: {INVALID_SLOT}");
        return Err((message, specifier::EXPECTED));
    }
    match path::relative(directive.as_str(), text, 0, OnError::Ignore) {
        Ok(path) => Ok(path.into_owned()),
        Err(error) => Err((error.message, error.expected)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse_all(directive: Name, text: &str, release: u16) -> (Vec<String>, Vec<String>) {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        let mut listed = |one: DirectoryEntry| {
            let link = one.link.map_or_else(String::new, |link| format!(" <- {link}"));
            good.push(format!("{}{link}{}", one.path, if one.is_read_only { " ro" } else { "" }));
        };
        parse(directive, text, Release(release), &mut listed, &mut |error| bad.push(error.message));
        (good, bad)
    }

    fn good(text: &str, release: u16) -> Vec<String> {
        let (good, bad) = parse_all(Name::StateDirectory, text, release);
        assert_eq!(bad, [""; 0], "{text}");
        good
    }

    fn bad(directive: Name, text: &str, release: u16) -> Vec<String> {
        parse_all(directive, text, release).1
    }

    #[test]
    fn flags_exist_from_257_on_and_repeated_colons_were_merged_before() {
        assert_eq!(good("a a/b:c:ro d::ro e: f::", 257), ["a", "a/b <- c ro", "d ro", "e", "f"]);
        assert_eq!(good("a a/b:c:ro d::ro e: :f", 252), ["a", "a/b <- c", "d <- ro", "e", "f"]);
        assert_eq!(
            bad(Name::StateDirectory, "a::rw :b", 257),
            [
                "Invalid flags for StateDirectory=, ignoring: rw",
                "StateDirectory= path has invalid length (0 bytes), ignoring."
            ]
        );
        assert_eq!(good("a:b:ro:what", 257), ["a <- b ro"], "the rest is not checked");
    }

    #[test]
    fn a_word_without_a_path_ends_the_list() {
        for text in ["\"\" /a", ": /a", ":: /a"] {
            let (good, bad) = parse_all(Name::StateDirectory, &format!("x {text}"), 252);
            assert_eq!(good, ["x"]);
            assert!(
                matches!(&*bad, [one] if one.starts_with("Invalid syntax in StateDirectory=, ignoring: "))
            );
        }
        assert_eq!(
            bad(Name::StateDirectory, "\"\" /a", 257).len(),
            2,
            "from 257 on an empty path is a separate error"
        );
    }

    #[test]
    fn private_is_rejected_in_every_spelling() {
        for text in ["private", "private/a", "./private", "private//a"] {
            let message = format!("StateDirectory= path can't be 'private', ignoring assignment: {text}");
            assert_eq!(bad(Name::StateDirectory, text, 252), [message]);
        }
        assert_eq!(good("privately", 252), ["privately"]);
    }

    #[test]
    fn configuration_directories_have_no_symlinks() {
        let message = "Destination parameter is not supported for ConfigurationDirectory, ignoring: a:b";
        assert_eq!(bad(Name::ConfigurationDirectory, "a:b", 252), [message]);
        let message = "Additional parameter is not supported for ConfigurationDirectory, ignoring: a:b";
        assert_eq!(bad(Name::ConfigurationDirectory, "a:b", 257), [message]);
        assert_eq!(bad(Name::ConfigurationDirectory, "a::ro", 257), [""; 0]);
    }
}
