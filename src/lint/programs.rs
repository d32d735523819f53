//! The programs of a configuration as they are written, for rules that look at all of them at once: to look every name up
//! in the table of options a second time would cost as much as the walk itself.

use crate::ir::SettingId;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::supervisord::config::Section;
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
        self.item.name.len() as usize == name.len()
            && self.item.name.slice(self.bytes).eq_ignore_ascii_case(name.as_bytes())
    }

    /// Whether its name begins with this.
    pub(crate) fn starts_with(&self, start: &str) -> bool {
        self.item.name.slice(self.bytes).starts_with(start.as_bytes())
    }

    /// The value as it is written.
    pub(crate) fn value(&self) -> &'c [u8] {
        self.item.value.slice(self.bytes)
    }
}

/// The sections that make processes.
pub(crate) fn sections(config: &Config) -> impl Iterator<Item = &Section> {
    config.sections.iter().filter(|section| section.kind.is_some_and(|kind| kind.runs_processes()))
}

/// The entries of a section; without those of `[DEFAULT]`.
pub(crate) fn entries<'c>(
    config: &'c Config,
    section: &'c Section,
    sources: &'c Sources,
) -> impl Iterator<Item = Written<'c>> + 'c {
    section.parts().flat_map(move |part| {
        let file = &config.files[part.file as usize];
        let bytes = sources.get(file.id).bytes();
        (part.header + 1..part.end).filter_map(move |at| {
            let item = &file.tree.items[at as usize];
            (item.kind == ItemKind::Entry).then(|| Written {
                id: SettingId { file: file.id, item: at },
                item,
                bytes,
            })
        })
    })
}
