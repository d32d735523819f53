//! Writes the lines of one unit file. A directive is named by its row in the table, which also says to which section it
//! belongs and which release introduced it.

use std::borrow::Cow;
use std::sync::Arc;

use super::text;
use crate::emission::{Comments, Emission, EmittedSection, Property, Writer};
use crate::ir::SettingIds;
use crate::systemd::directives::{self, DirectiveRow, Name, Section, SectionSet};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::versions::Release;

/// Writes one unit file.
pub(super) struct DirectiveWriter<'w> {
    pub(super) writer: Writer<'w>,
    /// The sections that a unit of this type has.
    sections: SectionSet,
    release: Release,
}

impl<'w> DirectiveWriter<'w> {
    /// Starts the file of a unit.
    pub(super) fn new(
        emission: &'w mut Emission,
        name: impl Into<String>,
        unit_type: UnitType,
        release: Release,
    ) -> Self {
        let sections = SectionSet::of_unit_type(unit_type);
        Self { writer: Writer::new(emission, name), sections, release }
    }

    /// Sets the comments at the top of the file and above its first section.
    pub(super) fn head(&mut self, made_from: Arc<str>, comments: Vec<String>) {
        self.writer.file.head = vec![made_from];
        self.writer.comment_header(Section::Unit.as_str(), comments);
    }

    /// The section of this name, added if necessary.
    pub(super) fn section(&mut self, section: Section) -> &mut EmittedSection {
        self.writer.file.section(section.as_str())
    }

    /// The row of a directive, and the section to write it to; `None` if the release does not know it.
    pub(super) fn row(&self, name: Name) -> Option<(Section, &'static DirectiveRow)> {
        debug_assert!(
            directives::row_in(self.sections, name, Release::NEWEST).is_some(),
            "{name}= is in no section of this unit"
        );
        directives::row_in(self.sections, name, self.release)
    }

    /// The release that introduced a directive in a unit of this type.
    pub(super) fn first_release(&self, name: Name) -> Option<Release> {
        let row = directives::row_in(self.sections, name, Release::NEWEST);
        row.and_then(|(_, row)| row.added_in).map(Release)
    }

    /// Writes a line that does not come from a setting of the source.
    pub(super) fn plain(&mut self, name: Name, value: impl Into<Cow<'static, str>>) {
        if let Some((section, _)) = self.row(name) {
            self.writer.plain(section.as_str(), name.as_str(), value);
        }
    }

    /// Writes a line that spells `properties`, with the comments of the settings that it comes from.
    pub(super) fn line(
        &mut self,
        name: Name,
        value: impl Into<Cow<'static, str>>,
        properties: impl IntoIterator<Item = Property>,
        from: &SettingIds,
        comments: &dyn Comments,
    ) {
        if let Some((section, _)) = self.row(name) {
            self.line_in(section, name, value.into(), properties, from, comments);
        }
    }

    /// The same if the section is already known.
    pub(super) fn line_in(
        &mut self,
        section: Section,
        name: Name,
        value: Cow<'static, str>,
        properties: impl IntoIterator<Item = Property>,
        from: &SettingIds,
        comments: &dyn Comments,
    ) {
        let value = text::without_continuation(value);
        self.writer.line(section.as_str(), name.as_str(), value, properties, from, comments);
    }

    /// Records that a default has the same meaning as the source.
    pub(super) fn spells(
        &mut self,
        name: Name,
        value: impl Into<Cow<'static, str>>,
        properties: impl IntoIterator<Item = Property>,
    ) {
        if let Some((section, _)) = self.row(name) {
            self.writer.spells(section.as_str(), name.as_str(), value, properties);
        }
    }
}
