//! The programs of a configuration as they are written, for rules that look at all of them at once: to look every name up
//! in the table of options a second time would cost as much as the walk itself.

use crate::ir::SettingId;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::config::{Part, Section};
use crate::supervisord::options::SectionKind;
use crate::syntax::{Item, ItemKind};

/// An entry of a section, not looked up.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Written<'c> {
    pub(crate) id: SettingId,
    pub(crate) item: &'c Item,
    bytes: &'c [u8],
}

impl<'c> Written<'c> {
    /// Whether it is of this name, in any case.
    pub(crate) fn is(&self, name: &str) -> bool {
        self.item.name.slice(self.bytes).eq_ignore_ascii_case(name.as_bytes())
    }

    /// Whether its name begins with this.
    pub(crate) fn starts_with(&self, start: &str) -> bool {
        self.item.name.slice(self.bytes).starts_with(start.as_bytes())
    }

    /// The value as it is written.
    pub(crate) fn value(&self) -> &'c [u8] {
        self.item.value.slice(self.bytes)
    }

    /// The same as text.
    pub(crate) fn text(&self) -> Option<&'c str> {
        std::str::from_utf8(self.value()).ok()
    }
}

/// The sections that make processes.
pub(crate) fn sections(config: &Config) -> impl Iterator<Item = &Section> {
    config.sections.iter().filter(|section| section.kind.is_some_and(SectionKind::runs_processes))
}

/// Whether there is an entry with a name of this length that `is` says yes to, in whatever section. Nearly all
/// configurations are done with then: each rule comes by every line, so this is a loop over numbers.
pub(crate) fn any(
    config: &Config,
    sources: &Sources,
    length: usize,
    mut is: impl FnMut(&Written<'_>) -> bool,
) -> bool {
    config.files.iter().any(|file| {
        let bytes = sources.get(file.id).bytes();
        file.tree.items.iter().any(|item| {
            item.name.len() as usize == length
                && item.kind == ItemKind::Entry
                && is(&Written { id: SettingId { file: file.id, item: 0 }, item, bytes })
        })
    })
}

/// The entries of a part of a section; they can be walked from either end.
fn written<'c>(
    config: &'c Config,
    part: Part,
    sources: &'c Sources,
) -> impl DoubleEndedIterator<Item = Written<'c>> + 'c {
    let file = &config.files[part.file as usize];
    let bytes = sources.get(file.id).bytes();
    let items = &file.tree.items[part.header as usize..part.end as usize];
    let entries = items.iter().enumerate().filter(|(_, item)| item.kind == ItemKind::Entry);
    entries.map(move |(at, item)| Written {
        id: SettingId { file: file.id, item: part.header + at as u32 },
        item,
        bytes,
    })
}

/// Goes through the entries of a section; without those of `[DEFAULT]`.
pub(crate) fn visit<'c>(
    config: &'c Config,
    section: &'c Section,
    sources: &'c Sources,
    each: impl FnMut(Written<'c>),
) {
    section.parts().flat_map(|part| written(config, part, sources)).for_each(each);
}

/// The last entry of this name in a section.
pub(crate) fn find<'c>(
    config: &'c Config,
    section: &'c Section,
    sources: &'c Sources,
    name: &str,
) -> Option<Written<'c>> {
    let mut found = None;
    for part in section.parts() {
        let is_wanted = |entry: &Written<'_>| entry.item.name.len() as usize == name.len() && entry.is(name);
        found = written(config, part, sources).rfind(is_wanted).or(found);
    }
    found
}
