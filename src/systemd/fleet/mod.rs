//! What the units of a run say of each other, kept small.
//!
//! A unit is read, checked, noted here and dropped: its names and the lists in which it names others stay, as numbers and
//! places. Rules that look at several units ask a [`Fleet`].

mod answers;
mod known;
mod loops;
mod note;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use self::answers::NameSet;
pub use self::known::{Known, KnownFile};
pub use self::loops::Loops;
pub(crate) use self::note::is_network_type;
use super::directives::Name;
use crate::source::{Names, Span, Symbol};
use crate::systemd::kinds::unit_name::UnitType;

/// The units of each type in each folder, by their numbers.
type ByFolder = BTreeMap<(String, Option<UnitType>), Vec<u32>>;

/// The units of a run: first those that were named, then those beside them that they name.
#[derive(Clone, Debug, Default)]
pub struct Fleet {
    names: Names,
    files: Vec<File>,
    aliases: Vec<Symbol>,
    members: Vec<Member>,
    mentions: Vec<Mention>,
    /// How many units were named.
    given: usize,
    /// Given units that a `.wants/` or `.requires/` folder beside them holds: they are started from there.
    linked: BTreeSet<Symbol>,
    /// Units that a build makes of a file beside a given one: `app.service` of `app.service.in`.
    made: BTreeSet<Symbol>,
    /// The names of the units that a drop-in alone was given for.
    lone_drop_ins: BTreeSet<Symbol>,
    /// By name, whether it is that of a file that makes a unit.
    mains: Vec<bool>,
    /// By name, one more than the index of the unit that has it; 0 for none.
    by_name: Vec<u32>,
    /// By name, who starts the unit of this name: the name of the first one, and whether one of another name does, too.
    starters: Vec<(Option<Symbol>, bool)>,
    /// What units pull in: worked out when it is asked for, which it seldom is.
    pulled: OnceLock<NameSet>,
    /// What units say the place of: worked out when it is asked for.
    placed: OnceLock<NameSet>,
    /// By name, the units that bind themselves to the one of this name.
    bound: OnceLock<BTreeMap<String, Vec<u32>>>,
    /// The units that were named, by folder and type.
    folders: OnceLock<ByFolder>,
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
    /// The name of the first item in its main file.
    first_item: Span,
    is_drop_in: bool,
    is_of_user: bool,
    awaits_a_starter: bool,
    /// Whether its `[Install]` section has it started with others.
    is_enabled: bool,
    remains: bool,
    counts_from_runs: bool,
    /// Whether it is a service that does something and ends: `Type=oneshot`.
    is_job: bool,
    has_defaults: bool,
    is_remote: bool,
    may_fail: bool,
}

/// A word in a list of units.
#[derive(Clone, Copy, Debug)]
struct Mention {
    directive: Name,
    /// Whether its section has such a directive.
    is_known: bool,
    /// Whether its section is read in a unit of this type.
    is_read: bool,
    /// Which of the fleet's files.
    file: u32,
    span: Span,
    /// As it is written.
    word: Symbol,
}

/// A place in a file of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    file: u32,
    /// The range of bytes.
    pub span: Span,
}

impl Fleet {
    /// No units.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Says that the units which were noted so far are those that were named.
    pub fn close_given(&mut self) {
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

    /// Notes that a `.wants/` or `.requires/` folder holds a unit.
    pub(super) fn link(&mut self, name: &str) {
        let name = self.names.put(name);
        self.linked.insert(name);
    }

    /// Notes that a build makes a unit of a file beside a given one.
    pub(super) fn note_made(&mut self, name: &str) {
        let name = self.names.put(name);
        self.made.insert(name);
    }

    /// Notes the same of what lies around as another fleet.
    pub(super) fn keep_surroundings(&mut self, other: &Self) {
        other.linked.iter().for_each(|name| self.link(other.names.text(*name)));
        other.made.iter().for_each(|name| self.note_made(other.names.text(*name)));
    }

    /// Adds the units of another fleet behind those of this one.
    pub fn append(&mut self, other: Self) {
        if self.is_empty() {
            *self = other;
            return;
        }
        let symbols: Vec<Symbol> =
            (0..other.names.len() as u32).map(|at| self.names.put(other.names.text(Symbol(at)))).collect();
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

    /// Makes the tables that questions are answered from. Nothing is known by name before.
    pub fn settle(&mut self) {
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

    /// How many units there are.
    #[must_use]
    pub const fn len(&self) -> usize {
        self.members.len()
    }

    /// Whether there is none.
    #[must_use]
    pub const fn is_empty(&self) -> bool {
        self.members.is_empty()
    }

    /// The file that a place is in.
    #[must_use]
    pub fn file(&self, place: Place) -> KnownFile<'_> {
        self.known_file(place.file)
    }

    fn known_file(&self, at: u32) -> KnownFile<'_> {
        let file = self.files[at as usize];
        KnownFile { name: self.names.text(file.name), digest: file.digest }
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
