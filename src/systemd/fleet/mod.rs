//! How the units of a run relate to each other, in a compact form.
//!
//! A unit is read, checked, noted here and dropped: only its names and the lists in which it names others are kept, as
//! numbers and positions. Rules that look at several units query a [`Fleet`].

mod cycles;
mod note;
mod queries;
mod unit;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub use self::cycles::CyclicUnits;
pub(crate) use self::note::is_network_type;
use self::queries::NameSet;
pub use self::unit::{FleetFile, FleetUnit};
use super::directives::Name;
use crate::source::{Interner, Span, Symbol};
use crate::systemd::kinds::unit_name::UnitType;

/// The indices of the units of each type in each directory.
type ByDirectory = BTreeMap<(String, Option<UnitType>), Vec<u32>>;

/// The units of a run: first those that were named, then those next to them to which they are related.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    names: Interner,
    files: Vec<File>,
    aliases: Vec<Symbol>,
    members: Vec<Member>,
    mentions: Vec<Mention>,
    /// How many units were named.
    given: usize,
    /// Named units that are in a `.wants/` or `.requires/` directory next to them, by which they are started.
    linked: BTreeSet<Symbol>,
    /// Units that a build makes from a file next to a named one: `app.service` from `app.service.in`.
    generated: BTreeSet<Symbol>,
    /// The units of which only a drop-in was named.
    lone_drop_ins: BTreeSet<Symbol>,
    /// By name: whether it is that of a file that makes a unit.
    mains: Vec<bool>,
    /// By name: one more than the index of the unit with that name; 0 if there is none.
    by_name: Vec<u32>,
    /// By name: the first unit that starts the unit with that name, and whether another one does, too.
    starters: Vec<(Option<Symbol>, bool)>,
    /// The units that others pull in; computed on demand, which is rare.
    related: OnceLock<NameSet>,
    /// The units that others are ordered against or trigger; computed on demand.
    ordered: OnceLock<NameSet>,
    /// By name: the units with a `BindsTo=` to the unit with that name.
    bound: OnceLock<BTreeMap<String, Vec<u32>>>,
    /// The named units, by directory and type.
    directories: OnceLock<ByDirectory>,
}

/// A file of a unit.
#[derive(Clone, Copy, Debug)]
struct File {
    name: Symbol,
    digest: u64,
}

/// A unit.
#[derive(Clone, Debug)]
struct Member {
    name: Symbol,
    first_alias: u32,
    first_file: u32,
    first_mention: u32,
    aliases: u16,
    files: u16,
    /// Where the type starts in the name.
    type_at: u16,
    unit_type: Option<UnitType>,
    /// The name span of the first item in its main file.
    first_item: Span,
    is_drop_in: bool,
    is_user_unit: bool,
    needs_starter: bool,
    /// Whether its `[Install]` section causes other units to start it.
    is_enabled: bool,
    remains_after_exit: bool,
    counts_from_runs: bool,
    /// Whether it is a service that runs once: `Type=oneshot`.
    is_oneshot: bool,
    has_default_dependencies: bool,
    is_remote: bool,
    may_fail: bool,
}

/// A word in a list of units.
#[derive(Clone, Copy, Debug)]
struct Mention {
    directive: Name,
    /// Whether the section has such a directive.
    is_known: bool,
    /// Whether the section is read in a unit of this type.
    is_read: bool,
    /// The index of the file in the fleet.
    file: u32,
    span: Span,
    /// The word, as written.
    word: Symbol,
}

/// A position in a file of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Location {
    file: u32,
    /// The range of bytes.
    pub span: Span,
}

impl Fleet {
    /// Returns a fleet without units.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Declares that the units noted so far are those that were named.
    pub fn mark_given(&mut self) {
        self.given = self.members.len();
        self.mains = vec![false; self.names.len()];
        for member in &self.members {
            if let Some(file) = self.files.get(member.first_file as usize) {
                self.mains[file.name.0 as usize] = true;
            }
        }
        self.lone_drop_ins =
            self.members.iter().filter(|member| member.is_drop_in).map(|member| member.name).collect();
    }

    /// Notes that a `.wants/` or `.requires/` directory contains a unit.
    pub(super) fn note_linked(&mut self, name: &str) {
        let name = self.names.intern(name);
        self.linked.insert(name);
    }

    /// Notes that a build makes a unit from a file next to a named one.
    pub(super) fn note_generated(&mut self, name: &str) {
        let name = self.names.intern(name);
        self.generated.insert(name);
    }

    /// Copies what another fleet knows of the files next to the named units.
    pub(super) fn copy_neighbours(&mut self, other: &Self) {
        other.linked.iter().for_each(|name| self.note_linked(other.names.text(*name)));
        other.generated.iter().for_each(|name| self.note_generated(other.names.text(*name)));
    }

    /// Appends the units of another fleet.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let symbols: Vec<Symbol> =
            (0..other.names.len() as u32).map(|at| self.names.intern(other.names.text(Symbol(at)))).collect();
        let symbol = |old: Symbol| symbols.get(old.0 as usize).copied().unwrap_or(old);
        let (files, aliases) = (self.files.len() as u32, self.aliases.len() as u32);
        let mentions = self.mentions.len() as u32;
        self.files.extend(other.files.iter().map(|file| File { name: symbol(file.name), ..*file }));
        self.aliases.extend(other.aliases.iter().map(|alias| symbol(*alias)));
        self.members.extend(other.members.iter().map(|member| Member {
            name: symbol(member.name),
            first_alias: member.first_alias + aliases,
            first_file: member.first_file + files,
            first_mention: member.first_mention + mentions,
            ..member.clone()
        }));
        self.mentions.extend(other.mentions.iter().map(|mention| Mention {
            word: symbol(mention.word),
            file: mention.file + files,
            ..*mention
        }));
    }

    /// Builds the indices. Before that, no unit is found by its name.
    pub fn build_indices(&mut self) {
        self.by_name = vec![0; self.names.len()];
        for (at, member) in self.members.iter().enumerate().filter(|(_, member)| !member.is_drop_in) {
            for name in member.names(&self.aliases) {
                let slot = &mut self.by_name[name.0 as usize];
                *slot = if *slot == 0 { at as u32 + 1 } else { *slot };
            }
        }
        self.starters = vec![(None, false); self.names.len()];
        for (at, member) in self.members.iter().enumerate() {
            let first = member.first_mention as usize;
            let end =
                self.members.get(at + 1).map_or(self.mentions.len(), |next| next.first_mention as usize);
            let mentions = self.mentions[first..end].iter();
            for mention in mentions.filter(|one| one.is_known && starts(one.directive)) {
                let (first, has_others) = &mut self.starters[mention.word.0 as usize];
                *has_others |= *first.get_or_insert(member.name) != member.name;
            }
        }
    }

    /// The number of units.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there are no units.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The file that a position is in.
    #[must_use]
    pub fn file(&self, location: Location) -> FleetFile<'_> {
        self.known_file(location.file)
    }

    fn known_file(&self, at: u32) -> FleetFile<'_> {
        let file = self.files[at as usize];
        FleetFile { name: self.names.text(file.name), digest: file.digest }
    }

    fn mentions_of(&self, at: usize) -> &[Mention] {
        let end = self.members.get(at + 1).map_or(self.mentions.len(), |next| next.first_mention as usize);
        &self.mentions[self.members[at].first_mention as usize..end]
    }
}

impl Member {
    fn names<'f>(&self, aliases: &'f [Symbol]) -> impl Iterator<Item = Symbol> + use<'f> {
        let first = self.first_alias as usize;
        std::iter::once(self.name).chain(aliases[first..first + self.aliases as usize].iter().copied())
    }

    fn files_of<'f>(&self, files: &'f [File]) -> &'f [File] {
        let first = self.first_file as usize;
        &files[first..first + self.files as usize]
    }
}

/// Whether a directive starts the units that it names.
const fn starts(name: Name) -> bool {
    matches!(
        name,
        Name::Wants
            | Name::Requires
            | Name::BindsTo
            | Name::Upholds
            | Name::OnFailure
            | Name::OnSuccess
            | Name::Unit
            | Name::Service
            | Name::Sockets
            | Name::Also
    )
}
