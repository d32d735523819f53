//! Disk images and the mount options of their partitions: `config_parse_mount_images()`,
//! `config_parse_extension_images()` and `config_parse_root_image_options()` of systemd's `load-fragment.c`; the
//! partitions are from `partition_designator_table` of its `dissect-image.c` or `gpt.c`.
//!
//! A value is split twice: at whitespace, which can be quoted, then at colons, which can be escaped by a backslash.

use super::fields::{Field, Fields, SplitError, SplitOptions};
use super::path::{self, OnError};
use super::specifier::{self, INVALID_SLOT, Table};
use super::words::{Flags, Word, Words};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::value::ValueError;

/// The partitions that contain an operating system. Each may have a `-verity` and a `-verity-sig` partition.
const SYSTEMS: [&str; 2] = ["root", "usr"];

/// The other partitions.
const OTHERS: [&str; 7] = ["home", "srv", "esp", "xbootldr", "swap", "tmp", "var"];

/// The last release that distinguishes `root` from `root-secondary` and `root-other`, which are for other
/// architectures.
const LAST_WITH_ARCHITECTURES: Release = Release(252);

/// Whether a partition of this name can be configured.
#[must_use]
pub fn is_partition(name: &str, release: Release) -> bool {
    let data = name.strip_suffix("-verity-sig").or_else(|| name.strip_suffix("-verity")).unwrap_or(name);
    let of_any = data.strip_suffix("-secondary").or_else(|| data.strip_suffix("-other"));
    let of_any = of_any.filter(|_| release <= LAST_WITH_ARCHITECTURES).unwrap_or(data);
    SYSTEMS.contains(&of_any) || OTHERS.contains(&name)
}

const EXPECTED_ESCAPES: &str = "valid escapes, or \\\\ for a backslash";

/// Parses a value of `MountImages=`, `[-]IMAGE:DESTINATION[:OPTIONS]` or `…[:PARTITION:OPTIONS]…` words. Calls `report`
/// for each refused part; systemd ignores it.
pub fn parse_mounts(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    Reader { directive: "MountImages", text, release, report }.words(|reader, word, fields| {
        let unreadable = |_| reader.unreadable(word);
        let Some(image) = fields.next(&SplitOptions::COLONS).map_err(unreadable)? else { return Ok(()) };
        let destination = fields.next(&SplitOptions::COLONS).map_err(unreadable)?;
        if !reader.image(word, &image) {
            return Ok(());
        }
        let Some(destination) = destination.filter(|field| !field.text.is_empty()) else {
            let message = format!("Missing destination in MountImages, ignoring: {text}");
            (reader.report)(ValueError::at(word.span, message, "an image, a colon and a mount point"));
            return Ok(());
        };
        if !reader.path(word, &destination, 0, "specifiers") {
            return Ok(());
        }
        // systemd's message shows the image where it means the options.
        reader.options(word, fields, Some(&image))
    });
}

/// Parses a value of `ExtensionImages=`, `[-]IMAGE[:OPTIONS]` or `…[:PARTITION:OPTIONS]…` words. Calls `report` for
/// each refused part; systemd ignores it.
pub fn parse_extensions(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    Reader { directive: "ExtensionImages", text, release, report }.words(|reader, word, fields| match fields
        .next(&SplitOptions::COLONS)
        .map_err(|_| reader.unreadable(word))?
    {
        Some(image) if reader.image(word, &image) => reader.options(word, fields, None),
        _ => Ok(()),
    });
}

/// Parses a value of `RootImageOptions=`, `[PARTITION:]OPTIONS` words. Calls `report` for each refused word; systemd
/// ignores it.
pub fn parse_root_options(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    let Some(pairs) = pairs(text) else {
        let message = format!("Failed to parse RootImageOptions, ignoring: {text}");
        return report(ValueError::whole(text, message, "words, each OPTIONS or PARTITION:OPTIONS"));
    };
    let mut reader = Reader { directive: "RootImageOptions", text, release, report };
    for (word, first, second) in pairs {
        let Some(options) = second.filter(|field| !field.text.is_empty()) else {
            reader.resolve(&word, &first, &first);
            continue;
        };
        if reader.partition(&word, &first) {
            reader.resolve(&word, &options, &options);
        }
    }
}

/// `strv_split_colon_pairs()`: a single invalid word invalidates all.
fn pairs(text: &str) -> Option<Vec<(Word<'_>, Field, Option<Field>)>> {
    let mut pairs = Vec::new();
    for word in Words::new(text, Flags::INSTALL) {
        let word = word.ok()?;
        let meaning = word.lossy().into_owned();
        let mut fields = Fields::new(&meaning);
        let first = fields.next(&SplitOptions::COLONS).ok()?;
        let second = fields.next(&SplitOptions::COLONS).ok()?;
        if !fields.rest().is_empty() {
            return None;
        }
        if let Some(first) = first {
            pairs.push((word, first, second));
        }
    }
    Some(pairs)
}

struct Reader<'r> {
    directive: &'static str,
    text: &'r str,
    release: Release,
    report: &'r mut dyn FnMut(ValueError),
}

impl Reader<'_> {
    /// Parses each word as its fields. An error from `read` ends the list.
    fn words(&mut self, read: impl Fn(&mut Self, &Word<'_>, &mut Fields<'_>) -> Result<(), ValueError>) {
        for word in Words::new(self.text, Flags::INSTALL) {
            let word = match word {
                Ok(word) => word,
                Err(error) => {
                    let (directive, text) = (self.directive, self.text);
                    let message = format!("Invalid syntax {directive}={text}, ignoring: Invalid argument");
                    return (self.report)(ValueError::at(error.span, message, "balanced quotes"));
                }
            };
            let meaning = word.lossy();
            if let Err(error) = read(self, &word, &mut Fields::new(&meaning)) {
                return (self.report)(error);
            }
        }
    }

    fn unreadable(&self, word: &Word<'_>) -> ValueError {
        let message = format!("Invalid syntax in {}=, ignoring: {}", self.directive, word.lossy());
        ValueError::at(word.span, message, EXPECTED_ESCAPES)
    }

    /// Checks an image; a leading `-` marks one that may be missing.
    fn image(&mut self, word: &Word<'_>, image: &Field) -> bool {
        self.path(word, image, usize::from(image.text.starts_with('-')), "unit specifiers")
    }

    /// Checks an absolute path that starts at offset `start` of its field.
    fn path(&mut self, word: &Word<'_>, field: &Field, start: usize, what: &str) -> bool {
        let path = &field.text[start..];
        let error = match Table::Full.first_unknown(path.as_bytes(), self.release) {
            Some(_) => {
                let message = format!("Failed to resolve {what} in \"{path}\", ignoring: {INVALID_SLOT}");
                ValueError::at(field_span(word, field), message, specifier::EXPECTED)
            }
            None => match path::absolute(self.directive, path, 0, OnError::Ignore) {
                Ok(_) => return true,
                Err(error) => ValueError::at(field_span(word, field), error.message, error.expected),
            },
        };
        (self.report)(error);
        false
    }

    /// Parses pairs of a partition and its options. A last field without partition contains options for the only
    /// partition; if these have unknown specifiers, systemd's message shows the field `shown`.
    fn options(
        &mut self,
        word: &Word<'_>,
        fields: &mut Fields<'_>,
        shown: Option<&Field>,
    ) -> Result<(), ValueError> {
        let meaning = word.lossy();
        let unreadable = |SplitError(at)| {
            let message = format!("Invalid syntax, ignoring: {}", meaning.get(at..).unwrap_or_default());
            ValueError::at(word.span, message, EXPECTED_ESCAPES)
        };
        while let Some(first) = fields.next(&SplitOptions::COLONS).map_err(unreadable)? {
            let Some(options) = fields.next(&SplitOptions::COLONS).map_err(unreadable)? else {
                self.resolve(word, &first, shown.unwrap_or(&first));
                return Ok(());
            };
            if self.partition(word, &first) {
                self.resolve(word, &options, &options);
            }
        }
        Ok(())
    }

    fn partition(&mut self, word: &Word<'_>, field: &Field) -> bool {
        let is_partition = is_partition(&field.text, self.release);
        if !is_partition {
            let message = format!("Invalid partition name {}, ignoring", field.text);
            let expected = "root, usr, home, srv, esp, xbootldr, swap, tmp, var or one of their variants";
            (self.report)(ValueError::at(field_span(word, field), message, expected));
        }
        is_partition
    }

    fn resolve(&mut self, word: &Word<'_>, options: &Field, shown: &Field) {
        if Table::Full.first_unknown(options.text.as_bytes(), self.release).is_some() {
            let message =
                format!("Failed to resolve unit specifiers in {}, ignoring: {INVALID_SLOT}", shown.text);
            (self.report)(ValueError::at(field_span(word, options), message, specifier::EXPECTED));
        }
    }
}

/// The span of a field of a word.
fn field_span(word: &Word<'_>, field: &Field) -> Span {
    word.span_of(field.span.start as usize, field.span.end as usize)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(parse: fn(&str, Release, &mut dyn FnMut(ValueError)), text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse(text, Release(252), &mut |error| {
            assert!(text.get(error.span.range()).is_some());
            found.push(error.message);
        });
        found
    }

    #[test]
    fn a_mount_image_needs_a_destination() {
        let messages = |text| messages(parse_mounts, text);
        assert_eq!(messages("/a:/b -/c:%h/d:ro \"/e f\":/g:root:ro:usr-verity:x : /a\\:b:/c"), [""; 0]);
        for bare in ["/a", "/a:", "/a\\:/b"] {
            assert_eq!(messages(bare), [format!("Missing destination in MountImages, ignoring: {bare}")]);
        }
        assert_eq!(messages("a:/b"), ["MountImages= path is not absolute, ignoring: a"]);
        assert_eq!(messages("/a:b"), ["MountImages= path is not absolute, ignoring: b"]);
        assert_eq!(messages("/a:/b:rot:ro"), ["Invalid partition name rot, ignoring"]);
    }

    #[test]
    fn the_specifier_message_differs_between_paths_and_options() {
        let messages = |text| messages(parse_mounts, text);
        assert_eq!(
            messages("/%Z:/b"),
            ["Failed to resolve unit specifiers in \"/%Z\", ignoring: Invalid slot"]
        );
        assert_eq!(messages("/a:/%Z"), ["Failed to resolve specifiers in \"/%Z\", ignoring: Invalid slot"]);
        assert_eq!(
            messages("/a:/b:usr:%Z"),
            ["Failed to resolve unit specifiers in %Z, ignoring: Invalid slot"]
        );
        assert_eq!(messages("/a:/b:%Z"), ["Failed to resolve unit specifiers in /a, ignoring: Invalid slot"]);
    }

    #[test]
    fn a_syntax_error_ends_the_list() {
        let messages = |text| messages(parse_mounts, text);
        assert_eq!(messages("/a\\q:/b x:y"), ["Invalid syntax in MountImages=, ignoring: /a\\q:/b"]);
        assert_eq!(messages("/a:/b:x\\q:c d"), ["Invalid syntax, ignoring: q:c"]);
        assert_eq!(messages("\"/a"), ["Invalid syntax MountImages=\"/a, ignoring: Invalid argument"]);
    }

    #[test]
    fn an_extension_is_an_image_with_options() {
        let messages = |text| messages(parse_extensions, text);
        assert_eq!(messages("/a -/b:ro,x /c:root:ro"), [""; 0]);
        assert_eq!(
            messages("/a b -c"),
            [
                "ExtensionImages= path is not absolute, ignoring: b",
                "ExtensionImages= path is not absolute, ignoring: c",
            ]
        );
        assert_eq!(messages("/a:%Z"), ["Failed to resolve unit specifiers in %Z, ignoring: Invalid slot"]);
    }

    #[test]
    fn root_image_options_may_name_a_partition() {
        let messages = |text| messages(parse_root_options, text);
        assert_eq!(messages("ro root:ro home:dev,suid root: root-other-verity-sig:x"), [""; 0]);
        assert_eq!(messages("rot:ro x"), ["Invalid partition name rot, ignoring"]);
        for bad in ["root:ro:x", "a \"", "a\\q"] {
            assert_eq!(messages(bad), [format!("Failed to parse RootImageOptions, ignoring: {bad}")]);
        }
    }
}
