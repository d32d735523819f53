//! The programs of a configuration as they are written, for rules that look at all of them at once: to look every name up
//! in the table of options a second time would cost as much as the walk itself.

use crate::ir::SettingId;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::config::Section;
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

/// Goes through the entries of a section that `wants` says yes to, from their items alone; without those of `[DEFAULT]`.
/// Loops, not chains of iterators: each rule comes by every entry of a configuration.
pub(crate) fn visit<'c>(
    config: &'c Config,
    section: &'c Section,
    sources: &'c Sources,
    wants: impl Fn(&Item) -> bool,
    mut each: impl FnMut(Written<'c>),
) {
    for part in section.parts() {
        let file = &config.files[part.file as usize];
        let items = &file.tree.items[part.header as usize..part.end as usize];
        for (at, item) in items.iter().enumerate() {
            if wants(item) && item.kind == ItemKind::Entry {
                let bytes = sources.get(file.id).bytes();
                each(Written { id: SettingId { file: file.id, item: part.header + at as u32 }, item, bytes });
            }
        }
    }
}

/// The last entry of this name in a section.
pub(crate) fn find<'c>(
    config: &'c Config,
    section: &'c Section,
    sources: &'c Sources,
    name: &str,
) -> Option<Written<'c>> {
    let mut found = None;
    visit(
        config,
        section,
        sources,
        |item| item.name.len() as usize == name.len(),
        |entry| {
            if entry.is(name) {
                found = Some(entry);
            }
        },
    );
    found
}
