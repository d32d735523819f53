//! One unit of a fleet, and the words in its lists.

use std::borrow::Cow;

use memchr::{memchr2, memrchr};

use super::{Fleet, Member, Mention, Place};
use crate::systemd::dependencies::named_word;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};

/// A unit of a fleet.
#[derive(Clone, Copy, Debug)]
pub struct Known<'f> {
    pub(super) fleet: &'f Fleet,
    pub(super) at: usize,
}

/// A file of a unit, as it was when it was read.
#[derive(Clone, Copy, Debug)]
pub struct KnownFile<'f> {
    /// Its name.
    pub name: &'f str,
    /// What [`crate::source::SourceFile::digest`] said of it.
    pub digest: u64,
}

impl<'f> KnownFile<'f> {
    /// The folder that its name puts it into; empty for none.
    #[must_use]
    pub fn folder(self) -> &'f str {
        memrchr(b'/', self.name.as_bytes()).map_or("", |slash| &self.name[..slash])
    }
}

impl<'f> Known<'f> {
    fn member(self) -> &'f Member {
        &self.fleet.members[self.at]
    }

    /// Which one it is of all, counted from 0.
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

    /// The type; none where the name ends in none.
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

    /// Whether it is a drop-in that is looked at alone.
    #[must_use]
    pub fn is_drop_in(self) -> bool {
        self.member().is_drop_in
    }

    /// Whether it is for the managers of users.
    #[must_use]
    pub fn is_of_user(self) -> bool {
        self.member().is_of_user
    }

    /// Whether its `[Install]` section has it started with others.
    #[must_use]
    pub fn is_enabled(self) -> bool {
        self.member().is_enabled
    }

    /// Whether it stays active when its commands have ended: `RemainAfterExit=`.
    #[must_use]
    pub fn remains(self) -> bool {
        self.member().remains
    }

    /// Whether it is a timer that something else has to give the first run; see [`Unit::counts_from_runs`].
    ///
    /// [`Unit::counts_from_runs`]: crate::systemd::Unit::counts_from_runs
    #[must_use]
    pub fn counts_from_runs(self) -> bool {
        self.member().counts_from_runs
    }

    /// Whether it is a service that does something and ends: `Type=oneshot`, also where none is written.
    #[must_use]
    pub fn is_job(self) -> bool {
        self.member().is_job
    }

    /// Whether it has default dependencies.
    #[must_use]
    pub(in crate::systemd) fn has_defaults(self) -> bool {
        self.member().has_defaults
    }

    /// Whether it is a mount of a file system of the network.
    pub(in crate::systemd) fn is_remote(self) -> bool {
        self.member().is_remote
    }

    /// Whether it is a mount with `nofail`.
    pub(in crate::systemd) fn may_fail(self) -> bool {
        self.member().may_fail
    }

    /// Whether nothing in it says what starts it, and something should.
    pub(in crate::systemd) fn awaits_a_starter(self) -> bool {
        self.member().awaits_a_starter
    }

    /// Its main file.
    #[must_use]
    pub fn main(self) -> KnownFile<'f> {
        self.fleet.known_file(self.member().first_file)
    }

    /// Where its main file begins to say something.
    #[must_use]
    pub fn start(self) -> Place {
        Place { file: self.member().first_file, span: self.member().first_item }
    }

    /// Its files, the main one first.
    pub fn files(self) -> impl Iterator<Item = KnownFile<'f>> {
        let first = self.member().first_file;
        (first..first + u32::from(self.member().files)).map(|at| self.fleet.known_file(at))
    }

    /// Whether a place is in one of its own files.
    #[must_use]
    pub fn has(self, place: Place) -> bool {
        let name = self.fleet.files[place.file as usize].name;
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
            place: Place { file: mention.file, span: mention.span },
        }
    }

    /// The last name on the bus that it gives itself, and where: `BusName=`.
    #[must_use]
    pub fn bus_name(self) -> Option<(&'f str, Place)> {
        let is_one = |word: &Word<'_>| word.is_read && word.directive == Name::BusName;
        self.words().filter(is_one).last().map(|word| (word.text, word.place))
    }

    /// Whether one of these lists names a unit of this name.
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
    pub(in crate::systemd) place: Place,
}

impl<'f> Word<'f> {
    /// The unit that it stands for in the unit `own`, as [`named`] has it; none if it is no unit's name.
    ///
    /// [`named`]: crate::systemd::dependencies::named
    pub(in crate::systemd) fn unit(&self, own: &str) -> Option<Cow<'f, str>> {
        if self.is_plain() {
            return UnitName::read(self.text).map(|name| Cow::Borrowed(name.as_str()));
        }
        named_word(self.text, UnitName::read(own).as_ref()).map(Cow::Owned)
    }

    /// Whether nothing in it stands for something else, as in most words.
    pub(super) fn is_plain(&self) -> bool {
        memchr2(b'%', b'@', self.text.as_bytes()).is_none()
    }
}
