//! Findings as a SARIF 2.1.0 log, which code scanning and most dashboards read.
//!
//! The mirror types are hand-written, as in [`json`](super::json): the standard is frozen, and only this part of it is
//! needed.

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;

use super::json::push_pretty;
use super::place::Places;
use crate::diagnostic::{Applicability, Diagnostic, Fix, Level};
use crate::lint::registry;
use crate::source::{FileId, Sources, Span};

/// A `result` object: one per finding (section 3.27 of the standard).
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Finding<'a> {
    rule_id: &'a str,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    #[serde(skip_serializing_if = "Vec::is_empty")]
    related_locations: Vec<Location>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    fixes: Vec<FixObject<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    suppressions: Option<[Suppression; 1]>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    /// Numbers related locations, so that a viewer can refer to them.
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<usize>,
    physical_location: PhysicalLocation,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<Message>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct PhysicalLocation {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Artifact {
    uri: String,
    /// The root of the repository, for a relative path.
    #[serde(skip_serializing_if = "Option::is_none")]
    uri_base_id: Option<&'static str>,
}

/// Lines and columns count from 1, columns in characters (as declared by `columnKind`); the end is one past the last
/// character.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: u32,
    start_column: u32,
    end_line: u32,
    end_column: u32,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct FixObject<'a> {
    description: Message,
    artifact_changes: [Change<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Change<'a> {
    artifact_location: Artifact,
    replacements: Vec<Replacement<'a>>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Replacement<'a> {
    deleted_region: Region,
    inserted_content: Content<'a>,
}

#[derive(Serialize)]
struct Content<'a> {
    text: &'a str,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
struct Driver {
    name: &'static str,
    version: &'static str,
    rules: Vec<Descriptor>,
}

/// A `reportingDescriptor` object: one per rule.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    default_configuration: Configuration,
    help: Help,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

/// The documentation of a rule. Viewers that do not render Markdown show it as is.
#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

/// Writes what precedes the first finding.
pub(super) fn write_head(out: &mut dyn Write, is_empty: bool) -> io::Result<()> {
    let open = if is_empty { "[" } else { "[\n        " };
    write!(
        out,
        "{{\n  \"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\",\n  \"version\": \"2.1.0\",\n  \
         \"runs\": [\n    {{\n      \"columnKind\": \"unicodeCodePoints\",\n      \"results\": {open}"
    )
}

/// Writes what follows a finding.
pub(super) fn write_separator(out: &mut dyn Write, is_last: bool) -> io::Result<()> {
    out.write_all(if is_last { b"\n      " } else { b",\n        " })
}

/// Writes what follows the last finding and its separator: the tool, and the rules that found something.
pub(super) fn write_tail(out: &mut dyn Write, found: &BTreeSet<&'static str>) -> io::Result<()> {
    let rules = found.iter().filter_map(|name| registry::find(name)).map(|rule| Descriptor {
        id: rule.name(),
        short_description: Message { text: rule.summary_line() },
        default_configuration: Configuration { level: level(rule.level) },
        help: Help { text: rule.markdown(), markdown: rule.markdown() },
    });
    let driver = Driver { name: "sysvisor", version: env!("CARGO_PKG_VERSION"), rules: rules.collect() };
    let mut tool = String::new();
    push_pretty(&mut tool, &Tool { driver }, "      ")?;
    writeln!(out, "],\n      \"tool\": {tool}\n    }}\n  ]\n}}")
}

/// Appends one finding, formatted as an element of the list.
pub(super) fn render(
    text: &mut String,
    sources: &Sources,
    places: &mut Places<'_>,
    finding: &Diagnostic,
    is_ignored: bool,
) -> io::Result<()> {
    push_pretty(text, &Mirror { sources, places }.finding(finding, is_ignored), "        ")
}

struct Mirror<'a, 'p> {
    sources: &'a Sources,
    places: &'a mut Places<'p>,
}

impl<'a> Mirror<'a, '_> {
    fn finding(&mut self, finding: &'a Diagnostic, is_ignored: bool) -> Finding<'a> {
        // The label only makes sense next to the source line.
        let Diagnostic { rule, level: severity, message, file, span, label: _, help, related, fix } = finding;
        // A viewer shows the message and perhaps the documentation of the rule, but what to do in this case is in the help.
        let text = match help {
            Some(help) => format!("{message}\n{help}"),
            None => message.clone(),
        };
        let related = related.iter().enumerate().map(|(at, place)| Location {
            id: Some(at + 1),
            message: Some(Message { text: place.message.clone() }),
            ..self.location(place.file, place.span)
        });
        Finding {
            rule_id: rule,
            level: level(*severity),
            message: Message { text },
            related_locations: related.collect(),
            locations: [self.location(*file, *span)],
            fixes: fix.iter().filter_map(|fix| self.fix(*file, fix)).collect(),
            suppressions: is_ignored.then_some([Suppression { kind: "inSource" }]),
        }
    }

    /// A fix that can be applied; one that is only a suggestion is described by its title alone.
    fn fix(&mut self, file: FileId, fix: &'a Fix) -> Option<FixObject<'a>> {
        let Fix { title, applicability, edits } = fix;
        if *applicability == Applicability::Display {
            return None;
        }
        let replacements = edits.iter().map(|edit| Replacement {
            deleted_region: self.region(file, edit.span),
            inserted_content: Content { text: &edit.text },
        });
        Some(FixObject {
            description: Message { text: title.clone() },
            artifact_changes: [Change {
                replacements: replacements.collect(),
                artifact_location: artifact(self.sources.get(file).name()),
            }],
        })
    }

    fn location(&mut self, file: FileId, span: Span) -> Location {
        let artifact_location = artifact(self.sources.get(file).name());
        let physical_location = PhysicalLocation { artifact_location, region: self.region(file, span) };
        Location { id: None, physical_location, message: None }
    }

    fn region(&mut self, file: FileId, span: Span) -> Region {
        let (start, end) = self.places.range(file, span);
        Region {
            start_line: start.line,
            start_column: start.column,
            end_line: end.line,
            end_column: end.column,
        }
    }
}

const fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

/// The URI of a path (RFC 3986): an absolute path names a file of the machine, any other a file of the repository.
fn artifact(path: &str) -> Artifact {
    let path = path.strip_prefix("./").unwrap_or(path);
    let is_absolute = path.starts_with('/');
    let mut uri = String::from(if is_absolute { "file://" } else { "" });
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'-' | b'.' | b'_' | b'~' | b'@' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    Artifact { uri, uri_base_id: if is_absolute { None } else { Some("%SRCROOT%") } }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::rendered::Form;
    use crate::report::samples::{all, snapshot, written};

    #[test]
    fn findings_are_a_sarif_log() {
        for sample in all() {
            let name = format!("report/sarif/{}", sample.name);
            let log = written(Form::Sarif, &[sample]);
            // The documentation of the rules, which follows, changes too often for a snapshot.
            let (results, tool) = log.split_once("\"tool\": ").unwrap();
            assert!(tool.contains("\"name\": \"sysvisor\""), "{tool}");
            snapshot(&name, results.as_bytes());
        }
    }

    #[test]
    fn a_path_is_a_uri() {
        let uri = |path| {
            let Artifact { uri, uri_base_id } = artifact(path);
            (uri, uri_base_id.is_some())
        };
        assert_eq!(uri("etc/app@1.service"), ("etc/app@1.service".to_owned(), true));
        assert_eq!(uri("./a:b c#%é.conf"), ("a%3Ab%20c%23%25%C3%A9.conf".to_owned(), true));
        assert_eq!(uri("/etc/a.conf"), ("file:///etc/a.conf".to_owned(), false));
    }
}
