//! Where the lines that came of a setting stand in the files that were emitted.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::fidelity::Into;

/// The emitted files, line by line.
pub(super) struct Emitted<'e> {
    pub(super) files: Vec<File<'e>>,
    names: BTreeMap<&'e str, usize>,
    /// The entries by file, section and setting.
    entries: BTreeMap<(usize, &'e str, &'e str), Vec<Entry<'e>>>,
}

/// A file that was emitted.
pub(super) struct File<'e> {
    pub(super) name: &'e str,
    pub(super) lines: Vec<&'e str>,
}

struct Entry<'e> {
    /// Its value, a line each, without the blanks around it.
    value: Vec<&'e str>,
    /// Its first line, from 0.
    first: usize,
}

/// Lines of an emitted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// Which file.
    pub(super) file: usize,
    /// Its lines, from 0.
    pub(super) lines: Range<usize>,
}

impl<'e> Emitted<'e> {
    /// Reads files, given by name and text.
    pub(super) fn new(files: &'e [(String, String)]) -> Self {
        let mut emitted = Self { files: Vec::new(), names: BTreeMap::new(), entries: BTreeMap::new() };
        for (at, (name, text)) in files.iter().enumerate() {
            let lines: Vec<_> = text.lines().collect();
            if name.ends_with(".logrotate") {
                emitted.read_rules(at, &lines);
            } else {
                emitted.read_settings(at, &lines);
            }
            emitted.names.insert(name, at);
            emitted.files.push(File { name, lines });
        }
        emitted
    }

    /// Where a line stands. None for one that was not written, since it would say what holds anyway, and for one in a file
    /// that was left as it is.
    pub(super) fn find(&self, into: &Into) -> Option<Place> {
        let file = *self.names.get(into.file.as_str())?;
        let entries = self.entries.get(&(file, into.section.as_str(), into.setting.as_str()))?;
        let value: Vec<_> = into.value.split('\n').map(str::trim).collect();
        let entry = match entries.as_slice() {
            [only] => only,
            several => several.iter().find(|entry| entry.value == value)?,
        };
        Some(Place { file, lines: entry.first..entry.first + entry.value.len() })
    }

    /// Whether a file of this name was emitted.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.contains_key(name)
    }

    /// Both languages in the shape in which they are emitted: a header, entries, and a value's further lines indented or
    /// announced by a backslash.
    fn read_settings(&mut self, file: usize, lines: &[&'e str]) {
        let mut section = "";
        let mut open: Option<&'e str> = None;
        for (at, line) in lines.iter().enumerate() {
            let further = open.and_then(|setting| {
                let entry = self.entries.get_mut(&(file, section, setting))?.last_mut()?;
                let is_announced = entry.value.last().is_some_and(|value| value.ends_with('\\'));
                (is_announced || line.starts_with(' ')).then_some(entry)
            });
            if let Some(entry) = further {
                entry.value.push(line.trim());
            } else if let Some((name, _)) = line.strip_prefix('[').and_then(|line| line.split_once(']')) {
                // A comment may follow.
                (section, open) = (name, None);
            } else if let Some((setting, value)) =
                line.split_once('=').filter(|_| !line.starts_with([';', '#']))
            {
                self.add(file, section, setting, Entry { value: vec![value.trim()], first: at });
                open = Some(setting);
            } else {
                open = None;
            }
        }
    }

    /// Rules of logrotate: quoted paths, then a block with what holds for each of them.
    fn read_rules(&mut self, file: usize, lines: &[&'e str]) {
        let mut paths = Vec::new();
        for (at, line) in lines.iter().enumerate() {
            let line = line.trim();
            if let Some(path) = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
                paths.push(path);
            } else if line == "}" {
                paths.clear();
            } else if let Some((setting, value)) = line.split_once(' ') {
                for path in &paths {
                    self.add(file, path, setting, Entry { value: vec![value], first: at });
                }
            }
        }
    }

    fn add(&mut self, file: usize, section: &'e str, setting: &'e str, entry: Entry<'e>) {
        self.entries.entry((file, section, setting)).or_default().push(entry);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, from 0, of `[section] setting=value` in a file of this name and text.
    fn lines(name: &str, text: &str, [section, setting, value]: [&str; 3]) -> Option<Range<usize>> {
        let files = [(name.to_owned(), text.to_owned())];
        let own = |text: &str| text.to_owned();
        let into = Into { file: own(name), section: own(section), setting: own(setting), value: own(value) };
        Emitted::new(&files).find(&into).map(|place| place.lines)
    }

    #[test]
    fn an_entry_is_found_in_its_section_with_all_of_its_lines() {
        let text = "; a=1\n[p:x] ; b\na=1\n\n[p:y]\na=\n    1\n    [2]\nb=2\n";
        assert_eq!(lines("s.conf", text, ["p:x", "a", "1"]), Some(2..3));
        assert_eq!(lines("s.conf", text, ["p:y", "a", "\n1\n[2]"]), Some(5..8));
        assert_eq!(lines("s.conf", text, ["p:y", "b", "2"]), Some(8..9));
        assert_eq!(lines("s.conf", text, ["p:y", "c", "2"]), None);
    }

    #[test]
    fn of_several_entries_of_a_name_the_one_with_the_value_counts() {
        let text = "[Service]\nEnvironment=A=1\nEnvironment=B=1 \\\n  C=2\nExecStart=/x\n";
        assert_eq!(lines("a.service", text, ["Service", "Environment", "A=1"]), Some(1..2));
        assert_eq!(lines("a.service", text, ["Service", "Environment", "B=1 \\\nC=2"]), Some(2..4));
        assert_eq!(lines("a.service", text, ["Service", "Environment", "D=1"]), None);
    }

    #[test]
    fn a_rule_of_logrotate_holds_for_each_of_its_paths() {
        let text = "\"/a\"\n\"/b\"\n{\n    size 5\n}\n\"/c\"\n{\n    size 6\n}\n";
        assert_eq!(lines("x.logrotate", text, ["/a", "size", "5"]), Some(3..4));
        assert_eq!(lines("x.logrotate", text, ["/b", "size", "5"]), Some(3..4));
        assert_eq!(lines("x.logrotate", text, ["/c", "size", "6"]), Some(7..8));
    }
}
