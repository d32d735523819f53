//! Locates the lines that a setting resulted in within the emitted files.

use std::borrow::Cow;
use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use memchr::memmem::Finder;

use crate::emission::{FileKind, OutputFile};
use crate::fidelity::SpelledLine;
use crate::source::Map;

/// The emitted files, line by line.
pub(super) struct Emitted<'e> {
    pub(super) files: Vec<File<'e>>,
    names: Map<&'e str, usize>,
    /// The last setting that was searched for, with a searcher for its name: consecutive lookups are often for the same
    /// setting.
    finder: RefCell<Option<(String, Finder<'static>)>>,
    /// The entries that were found: a single list of thousands of variables is looked up line by line.
    entries: RefCell<Map<Key, Entries>>,
}

/// A file, a section in it, and a setting in that.
type Key = (usize, Arc<str>, Cow<'static, str>);

/// The entries of one name in a section of a file.
struct Entries {
    /// The line range of each entry.
    lines: Vec<Range<usize>>,
    /// The index of the first entry with each value; computed on demand.
    values: OnceCell<BTreeMap<String, usize>>,
}

/// An emitted file.
pub(super) struct File<'e> {
    pub(super) name: &'e str,
    /// Whether it has rules for logrotate instead of settings.
    has_rules: bool,
    text: &'e str,
    /// Computed on demand.
    parts: OnceCell<Parts<'e>>,
}

/// The parsed structure of a file.
struct Parts<'e> {
    lines: Vec<&'e str>,
    /// The lines below each header, or the lines of each logrotate rule for each of its paths: sorted by name, in file
    /// order.
    sections: Vec<(&'e str, Range<usize>)>,
}

/// A range of lines in an emitted file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Place {
    /// The index of the file.
    pub(super) file: usize,
    /// The lines, counted from 0.
    pub(super) lines: Range<usize>,
}

impl<'e> Emitted<'e> {
    pub(super) fn new(files: &'e [OutputFile]) -> Self {
        let mut emitted = Self {
            files: Vec::with_capacity(files.len()),
            names: Map::with_capacity(files.len()),
            finder: RefCell::new(None),
            entries: RefCell::default(),
        };
        for (at, OutputFile { name, kind, text }) in files.iter().enumerate() {
            emitted.names.insert(name.as_str(), at);
            let has_rules = *kind == FileKind::Logrotate;
            emitted.files.push(File { name, has_rules, text, parts: OnceCell::new() });
        }
        emitted
    }

    /// Finds a line. `None` for one that was not written because it would set the default, and for one in a file that was
    /// left as it is.
    pub(super) fn find(&self, into: &SpelledLine) -> Option<Place> {
        let number = *self.names.get(&*into.file)?;
        let file = &self.files[number];
        let mut known = self.entries.borrow_mut();
        let key = (number, Arc::clone(&into.section), into.setting.clone());
        let entries = known.get_or_insert_with(key, || Entries {
            lines: file.entries(&into.section, &into.setting),
            values: OnceCell::new(),
        });
        let lines = match entries.lines.as_slice() {
            [only] => only,
            several => {
                let values = entries.values.get_or_init(|| {
                    let value = |lines| file.value(lines).collect::<Vec<_>>().join("\n");
                    several.iter().enumerate().rev().map(|(at, lines)| (value(lines), at)).collect()
                });
                let value = into.value.split('\n').map(str::trim).collect::<Vec<_>>().join("\n");
                values.get(&value).and_then(|at| several.get(*at))?
            }
        };
        Some(Place { file: number, lines: lines.clone() })
    }

    /// Whether [`Emitted::find`] finds a line; cheaper, since no place is needed.
    pub(super) fn contains(&self, into: &SpelledLine) -> bool {
        /// About the length of a unit. A file of a whole deployment would be searched again for each of its lines.
        const SMALL: usize = 4096;
        let Some(number) = self.names.get(&*into.file) else { return false };
        let file = &self.files[*number];
        if file.text.len() > SMALL {
            return self.find(into).is_some();
        }
        // A default has no line, which the search for the name finds quickly.
        self.may_occur_in(file, &into.setting)
            && file.contains(into).unwrap_or_else(|| self.find(into).is_some())
    }

    /// Whether a setting's name occurs anywhere in a file.
    fn may_occur_in(&self, file: &File<'_>, setting: &str) -> bool {
        let mut last = self.finder.borrow_mut();
        let known = last.take().filter(|(name, _)| name == setting);
        let new = || (setting.to_owned(), Finder::new(setting).into_owned());
        let (_, finder) = last.insert(known.unwrap_or_else(new));
        finder.find(file.text.as_bytes()).is_some()
    }

    /// Whether a file of this name was emitted.
    pub(super) fn has_file(&self, name: &str) -> bool {
        self.names.get(name).is_some()
    }
}

impl<'e> File<'e> {
    fn parts(&self) -> &Parts<'e> {
        self.parts.get_or_init(|| {
            let mut lines = Vec::new();
            let mut start = 0;
            // Like `str::lines`, which starts a new search for each line.
            for end in memchr::memchr_iter(b'\n', self.text.as_bytes()) {
                let line = &self.text[start..end];
                lines.push(line.strip_suffix('\r').unwrap_or(line));
                start = end + 1;
            }
            lines.extend(Some(&self.text[start..]).filter(|last| !last.is_empty()));
            let mut sections = if self.has_rules { rules(&lines) } else { headers(&lines) };
            sections.sort_by_key(|(name, _)| *name);
            Parts { lines, sections }
        })
    }

    /// The lines, without their ends.
    pub(super) fn lines(&self) -> &[&'e str] {
        &self.parts().lines
    }

    /// Whether a line exists, as far as that can be decided line by line; `None` if entries may span several lines.
    fn contains(&self, into: &SpelledLine) -> Option<bool> {
        if self.has_rules || into.value.contains('\n') {
            return None;
        }
        let (mut is_inside, mut count, mut has_value) = (false, 0, false);
        let (setting, text) = (into.setting.as_bytes(), self.text.as_bytes());
        let mut start = 0;
        while start < text.len() {
            let end = memchr::memchr(b'\n', &text[start..]).map_or(text.len(), |length| start + length);
            match &text[start..end] {
                [b' ', ..] | [.., b'\\'] => return None,
                [b'[', rest @ ..] => {
                    let end = memchr::memchr(b']', rest);
                    is_inside = end.map_or(is_inside, |end| rest[..end] == *into.section.as_bytes());
                }
                // A comment does not start a setting.
                [b';' | b'#', ..] => {}
                line if is_inside && line.first() == setting.first() => {
                    let value = line.strip_prefix(setting).and_then(|rest| rest.strip_prefix(b"="));
                    if value.is_some() {
                        count += 1;
                        let value = self.text.get(start + setting.len() + 1..end)?;
                        has_value |= value.trim() == into.value.trim();
                    }
                }
                _ => {}
            }
            start = end + 1;
        }
        Some(count == 1 || has_value)
    }

    /// The line ranges of all entries with this name in all sections with this name.
    fn entries(&self, section: &str, setting: &str) -> Vec<Range<usize>> {
        let mut entries: Vec<Range<usize>> = Vec::new();
        let first = self.parts().sections.partition_point(|(name, _)| *name < section);
        for (_, lines) in self.parts().sections[first..].iter().take_while(|(name, _)| *name == section) {
            let mut at = lines.start;
            while at < lines.end {
                let end = self.end(at, lines.end);
                // Nearly every line belongs to another setting, as its first bytes show.
                if self.has_rules || self.lines()[at].starts_with(setting) {
                    entries.extend(self.setting(at).filter(|(name, _)| *name == setting).map(|_| at..end));
                }
                at = end;
            }
        }
        entries
    }

    /// The end of the entry that starts in a line. Emitted files have a known form: continuation lines of a value are
    /// indented or announced by a backslash.
    fn end(&self, start: usize, end: usize) -> usize {
        let goes_on = |at: &usize| self.lines()[at - 1].ends_with('\\') || self.lines()[*at].starts_with(' ');
        let further = (start + 1..end).take_while(goes_on).count();
        // Nearly every entry is one line, and so is anything that is not an entry.
        if further == 0 || self.has_rules || self.setting(start).is_none() {
            return start + 1;
        }
        start + 1 + further
    }

    /// The setting that starts in a line, and the first line of its value.
    fn setting(&self, at: usize) -> Option<(&'e str, &'e str)> {
        let line = self.lines()[at];
        if self.has_rules {
            return line.trim().split_once(' ');
        }
        line.split_once('=').filter(|_| !line.starts_with([';', '#']))
    }

    /// The lines of a value, trimmed.
    fn value(&self, lines: &Range<usize>) -> impl Iterator<Item = &'e str> {
        let first = self.setting(lines.start).map(|(_, value)| value);
        first.into_iter().chain(self.lines()[lines.start + 1..lines.end].iter().copied()).map(str::trim)
    }
}

/// The sections of a file in one of the two languages.
fn headers<'e>(lines: &[&'e str]) -> Vec<(&'e str, Range<usize>)> {
    let mut sections: Vec<(&str, Range<usize>)> = Vec::with_capacity(4);
    let mut is_announced = false;
    for (at, line) in lines.iter().enumerate() {
        // A comment may follow the header. A continuation line of a value is not a header.
        let header = line.strip_prefix('[').filter(|_| !is_announced).and_then(|line| line.split_once(']'));
        if let Some((name, _)) = header {
            sections.push((name, at + 1..at + 1));
        } else if let Some((_, lines)) = sections.last_mut() {
            lines.end = at + 1;
        }
        is_announced = line.ends_with('\\') && !line.starts_with([';', '#']);
    }
    sections
}

/// Rules of logrotate: quoted paths, then a block that applies to each of them.
fn rules<'e>(lines: &[&'e str]) -> Vec<(&'e str, Range<usize>)> {
    let (mut rules, mut paths, mut start) = (Vec::new(), Vec::new(), 0);
    for (at, line) in lines.iter().enumerate() {
        let line = line.trim();
        if let Some(path) = line.strip_prefix('"').and_then(|line| line.strip_suffix('"')) {
            paths.push(path);
        } else if line == "{" {
            start = at + 1;
        } else if line == "}" {
            rules.extend(paths.drain(..).map(|path| (path, start..at)));
        }
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The lines, from 0, of `[section] setting=value` in a file with this name and text.
    fn lines(name: &str, text: &str, [section, setting, value]: [&str; 3]) -> Option<Range<usize>> {
        let kind = if name.ends_with(".logrotate") { FileKind::Logrotate } else { FileKind::Settings };
        let files = [OutputFile { name: name.to_owned(), kind, text: text.to_owned() }];
        let own = |text: &str| text.to_owned();
        let (file, section) = (name.into(), section.into());
        let into = SpelledLine { file, section, setting: own(setting).into(), value: own(value).into() };
        let emitted = Emitted::new(&files);
        let place = emitted.find(&into);
        assert_eq!(emitted.contains(&into), place.is_some(), "{text}");
        place.map(|place| place.lines)
    }

    #[test]
    fn an_entry_is_found_in_its_section_with_all_its_lines() {
        let text = "; a=1\n[p:x] ; b\na=1\n\n[p:y]\na=\n    1\n    [2]\nb=2\n";
        assert_eq!(lines("s.conf", text, ["p:x", "a", "1"]), Some(2..3));
        assert_eq!(lines("s.conf", text, ["p:y", "a", "\n1\n[2]"]), Some(5..8));
        assert_eq!(lines("s.conf", text, ["p:y", "b", "2"]), Some(8..9));
        assert_eq!(lines("s.conf", text, ["p:y", "c", "2"]), None);
    }

    #[test]
    fn the_entry_with_the_value_is_found_among_several_of_one_name() {
        let text = "[Service]\nEnvironment=A=1\nEnvironment=B=1 \\\n  C=2\nExecStart=/x\n";
        assert_eq!(lines("a.service", text, ["Service", "Environment", "A=1"]), Some(1..2));
        assert_eq!(lines("a.service", text, ["Service", "Environment", "B=1 \\\nC=2"]), Some(2..4));
        assert_eq!(lines("a.service", text, ["Service", "Environment", "D=1"]), None);
    }

    #[test]
    fn a_logrotate_rule_applies_to_each_of_its_paths() {
        let text = "\"/a\"\n\"/b\"\n{\n    size 5\n}\n\"/c\"\n{\n    size 6\n}\n";
        assert_eq!(lines("x.logrotate", text, ["/a", "size", "5"]), Some(3..4));
        assert_eq!(lines("x.logrotate", text, ["/b", "size", "5"]), Some(3..4));
        assert_eq!(lines("x.logrotate", text, ["/c", "size", "6"]), Some(7..8));
    }
}
