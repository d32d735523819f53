//! One unit of a fleet, and the words in its lists.

use std::borrow::Cow;

use memchr::{memchr2, memrchr};

use super::{Fleet, Location, Member, Mention};
use crate::systemd::dependencies::listed_unit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// A unit of a fleet.
#[derive(Clone, Copy, Debug)]
pub struct FleetUnit<'f> {
    pub(super) fleet: &'f Fleet,
    pub(super) at: usize,
}

/// A file of a unit, as of when it was read.
#[derive(Clone, Copy, Debug)]
pub struct FleetFile<'f> {
    /// Its name.
    pub name: &'f str,
    /// Its [`crate::source::SourceFile::digest`].
    pub digest: u64,
}

impl<'f> FleetFile<'f> {
    /// The directory part of its name; empty if there is none.
    #[must_use]
    pub fn directory(self) -> &'f str {
        memrchr(b'/', self.name.as_bytes()).map_or("", |slash| &self.name[..slash])
    }
}

impl<'f> FleetUnit<'f> {
    fn member(self) -> &'f Member {
        &self.fleet.members[self.at]
    }

    /// Its index in the fleet.
    #[must_use]
    pub const fn number(self) -> usize {
        self.at
    }

    /// Its own name.
    #[must_use]
    pub fn name(self) -> &'f str {
        self.fleet.names.text(self.member().name)
    }

    /// All its names, its own first.
    pub fn names(self) -> impl Iterator<Item = &'f str> {
        self.member().names(&self.fleet.aliases).map(|name| self.fleet.names.text(name))
    }

    /// The type; `None` if the name does not end in one.
    #[must_use]
    pub fn unit_type(self) -> Option<UnitType> {
        self.member().unit_type
    }

    /// Whether it is of this type.
    #[must_use]
    pub fn is(self, unit_type: UnitType) -> bool {
        self.unit_type() == Some(unit_type)
    }

    /// Whether it is a template: `app@.service`.
    #[must_use]
    pub fn is_template(self) -> bool {
        self.stem().ends_with('@')
    }

    /// The name without its type: `app@`.
    #[must_use]
    pub fn stem(self) -> &'f str {
        let end = usize::from(self.member().type_at).saturating_sub(1);
        self.name().get(..end).unwrap_or_default()
    }

    /// Whether it is a drop-in that is read on its own.
    #[must_use]
    pub fn is_drop_in(self) -> bool {
        self.member().is_drop_in
    }

    /// Whether it is for user managers.
    #[must_use]
    pub fn is_user_unit(self) -> bool {
        self.member().is_user_unit
    }

    /// Whether its `[Install]` section causes other units to start it.
    #[must_use]
    pub fn is_enabled(self) -> bool {
        self.member().is_enabled
    }

    /// Whether it stays active after its commands have ended: `RemainAfterExit=`.
    #[must_use]
    pub fn remains_after_exit(self) -> bool {
        self.member().remains_after_exit
    }

    /// Whether it is a timer that only counts from runs of its unit; see [`Unit::counts_from_runs`].
    ///
    /// [`Unit::counts_from_runs`]: crate::systemd::Unit::counts_from_runs
    #[must_use]
    pub fn counts_from_runs(self) -> bool {
        self.member().counts_from_runs
    }

    /// Whether it is a service that runs once: `Type=oneshot`, also by default.
    #[must_use]
    pub fn is_oneshot(self) -> bool {
        self.member().is_oneshot
    }

    /// Whether it has default dependencies.
    #[must_use]
    pub(in crate::systemd) fn has_default_dependencies(self) -> bool {
        self.member().has_default_dependencies
    }

    /// Whether it is a mount of a network file system.
    pub(in crate::systemd) fn is_remote(self) -> bool {
        self.member().is_remote
    }

    /// Whether it is a mount with `nofail`.
    pub(in crate::systemd) fn may_fail(self) -> bool {
        self.member().may_fail
    }

    /// Whether it should be started by something, but does not itself declare what starts it.
    pub(in crate::systemd) fn needs_starter(self) -> bool {
        self.member().needs_starter
    }

    /// Its main file.
    #[must_use]
    pub fn main(self) -> FleetFile<'f> {
        self.fleet.known_file(self.member().first_file)
    }

    /// The position of the first item in its main file.
    #[must_use]
    pub fn start(self) -> Location {
        Location { file: self.member().first_file, span: self.member().first_item }
    }

    /// Its files, the main one first.
    pub fn files(self) -> impl Iterator<Item = FleetFile<'f>> {
        let first = self.member().first_file;
        (first..first + u32::from(self.member().files)).map(|at| self.fleet.known_file(at))
    }

    /// Whether a position is in one of its own files.
    #[must_use]
    pub fn has(self, location: Location) -> bool {
        let name = self.fleet.files[location.file as usize].name;
        self.member().files_of(&self.fleet.files).iter().any(|file| file.name == name)
    }

    /// The words in its lists, in order.
    pub(in crate::systemd) fn words(self) -> impl Iterator<Item = Word<'f>> {
        self.fleet.mentions_of(self.at).iter().map(move |mention| self.word(mention))
    }

    pub(super) fn word(self, mention: &Mention) -> Word<'f> {
        Word {
            directive: mention.directive,
            is_known: mention.is_known,
            is_read: mention.is_read,
            text: self.fleet.names.text(mention.word),
            location: Location { file: mention.file, span: mention.span },
        }
    }

    /// The last D-Bus name that it takes (`BusName=`), and where that is set.
    #[must_use]
    pub fn bus_name(self) -> Option<(&'f str, Location)> {
        let is_one = |word: &Word<'_>| word.is_read && word.directive == Name::BusName;
        self.words().filter(is_one).last().map(|word| (word.text, word.location))
    }

    /// Whether one of these lists names the unit `other`.
    #[must_use]
    pub fn names_in(self, lists: &[Name], other: &str) -> bool {
        let is_one = |word: &Word<'_>| word.is_read && lists.contains(&word.directive);
        self.words().filter(is_one).any(|word| word.unit(self.name()).as_deref() == Some(other))
    }
}

/// A word in a list of units.
#[derive(Clone, Copy, Debug)]
pub(in crate::systemd) struct Word<'f> {
    pub(in crate::systemd) directive: Name,
    pub(in crate::systemd) is_known: bool,
    pub(in crate::systemd) is_read: bool,
    pub(in crate::systemd) text: &'f str,
    pub(in crate::systemd) location: Location,
}

impl<'f> Word<'f> {
    /// The unit that the word names in the unit `own`, as in [`listed_units`]; `None` if it is not a unit name.
    ///
    /// [`listed_units`]: crate::systemd::dependencies::listed_units
    pub(in crate::systemd) fn unit(&self, own: &str) -> Option<Cow<'f, str>> {
        if self.is_plain() {
            return UnitName::read(self.text).map(|name| Cow::Borrowed(name.as_str()));
        }
        listed_unit(self.text, UnitName::read(own).as_ref()).map(Cow::Owned)
    }

    /// Whether it needs no expansion, which is true of most words.
    pub(super) fn is_plain(&self) -> bool {
        memchr2(b'%', b'@', self.text.as_bytes()).is_none()
    }
}
