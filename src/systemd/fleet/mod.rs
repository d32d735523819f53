//! What the units of a run say of each other, kept small.
//!
//! A unit is read, checked, noted here and dropped: its names and the lists in which it names others stay, as numbers and
//! places. Rules that look at several units ask a [`Fleet`].

mod known;
mod loops;
mod note;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

pub use self::known::{Known, KnownFile};
pub use self::loops::Loops;
pub(crate) use self::note::is_network_type;
use super::directives::Name;
use super::unit::pulls;
use crate::source::{Names, Span, Symbol};
use crate::systemd::kinds::unit_name::UnitName;

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
    folders: OnceLock<BTreeMap<(String, String), Vec<u32>>>,
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
    /// The name of the first item in its main file.
    first_item: Span,
    is_drop_in: bool,
    is_of_user: bool,
    awaits_a_starter: bool,
    /// Whether its `[Install]` section has it started with others.
    is_enabled: bool,
    remains: bool,
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

/// Names of units that are written in some lists.
#[derive(Clone, Debug)]
struct NameSet {
    /// By name, whether it is written as it is.
    plain: Vec<bool>,
    /// Those that specifiers and templates stand for.
    made: BTreeSet<String>,
}

impl NameSet {
    fn has(&self, fleet: &Fleet, name: &str) -> bool {
        let is_plain = || fleet.names.get(name).and_then(|name| self.plain.get(name.0 as usize)).copied();
        UnitName::read(name).is_some() && is_plain().unwrap_or_default() || self.made.contains(name)
    }
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

    /// The unit of this name.
    #[must_use]
    pub fn find(&self, name: &str) -> Option<Known<'_>> {
        let at = *self.by_name.get(self.names.get(name)?.0 as usize)?;
        Some(Known { fleet: self, at: (at as usize).checked_sub(1)? })
    }

    /// The unit of this name, or the template that it is an instance of.
    #[must_use]
    pub fn find_made(&self, name: &str) -> Option<Known<'_>> {
        let template = || self.find(&UnitName::read(name)?.template()?);
        self.find(name).or_else(|| if name.contains('@') { template() } else { None })
    }

    /// Whether there is a unit of this name.
    #[must_use]
    pub fn knows(&self, name: &str) -> bool {
        self.find(name).is_some()
    }

    /// Whether a drop-in alone was given for a unit of this name.
    #[must_use]
    pub fn has_drop_in(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.lone_drop_ins.contains(&name))
    }

    /// Whether there is a unit of this name, or there will be one.
    #[must_use]
    pub fn expects(&self, name: &str) -> bool {
        self.knows(name) || self.is_made(name)
    }

    /// Whether a build makes a unit of this name of a file beside a given one: what is in it is not known.
    pub(in crate::systemd) fn is_made(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.made.contains(&name))
    }

    /// Whether the unit of this name was named, and does not only lie beside one that was.
    #[must_use]
    pub fn is_given(&self, name: &str) -> bool {
        self.find(name).is_some_and(|unit| unit.at < self.given)
    }

    /// The units that were named.
    pub fn given(&self) -> impl Iterator<Item = Known<'_>> {
        (0..self.given).map(|at| Known { fleet: self, at })
    }

    /// The unit of this number, counted from 0.
    #[must_use]
    pub const fn unit(&self, at: usize) -> Known<'_> {
        Known { fleet: self, at }
    }

    /// All units.
    pub fn all(&self) -> impl Iterator<Item = Known<'_>> {
        (0..self.members.len()).map(|at| Known { fleet: self, at })
    }

    /// Whether a folder beside the unit of this name has it started with another one.
    #[must_use]
    pub fn is_linked(&self, name: &str) -> bool {
        self.names.get(name).is_some_and(|name| self.linked.contains(&name))
    }

    /// Whether a unit of another name starts the unit of this one, and says so in as many words.
    #[must_use]
    pub fn has_starter(&self, name: &str) -> bool {
        let starters = |name: Symbol| self.starters.get(name.0 as usize);
        self.names.get(name).is_some_and(|name| {
            starters(name).is_some_and(|(first, others)| *others || first.is_some_and(|first| first != name))
        })
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

    /// The names of the drop-ins that are parts of units.
    pub fn parts(&self) -> impl Iterator<Item = &str> {
        let files = self.members.iter().flat_map(|member| member.files_of(&self.files).iter().skip(1));
        files.map(|file| self.names.text(file.name))
    }

    /// Whether a file of this name makes one of the units.
    pub(super) fn has_main(&self, path: &str) -> bool {
        self.names.get(path).is_some_and(|path| self.mains.get(path.0 as usize).copied().unwrap_or_default())
    }

    /// Whether a unit pulls in or starts the unit of this name, or belongs to it.
    #[must_use]
    pub fn is_pulled(&self, name: &str) -> bool {
        self.pulled.get_or_init(|| self.named_by(|_, directive| pulls(directive))).has(self, name)
    }

    /// Whether a unit stands in an order to the unit of this name, or is there to start it: `After=`, `Before=`, and `Unit=`
    /// or `Service=` of what starts others.
    #[must_use]
    pub fn is_placed(&self, name: &str) -> bool {
        let places = |unit: Known<'_>, directive| match directive {
            Name::After | Name::Before => true,
            Name::Unit | Name::Service => matches!(unit.unit_type(), "path" | "socket" | "timer"),
            _ => false,
        };
        self.placed.get_or_init(|| self.named_by(places)).has(self, name)
    }

    /// The units that are named in lists of one kind.
    fn named_by(&self, is_one: impl Fn(Known<'_>, Name) -> bool) -> NameSet {
        let mut named = NameSet { plain: vec![false; self.names.len()], made: BTreeSet::new() };
        for unit in self.all() {
            let mentions =
                self.mentions_of(unit.at).iter().filter(|one| one.is_read && is_one(unit, one.directive));
            for (mention, word) in mentions.map(|mention| (mention, unit.word(mention))) {
                if word.is_plain() {
                    named.plain[mention.word.0 as usize] = true;
                } else {
                    named.made.extend(word.unit(unit.name()).map(Cow::into_owned));
                }
            }
        }
        named
    }

    /// The first unit of another name that binds itself to the unit of this one: `BindsTo=`.
    #[must_use]
    pub fn bound_to(&self, name: &str) -> Option<Known<'_>> {
        let all = || {
            let mut bound: BTreeMap<String, Vec<u32>> = BTreeMap::new();
            for unit in self.all() {
                for word in unit.words().filter(|word| word.is_read && word.directive == Name::BindsTo) {
                    if let Some(other) = word.unit(unit.name()) {
                        bound.entry(other.into_owned()).or_default().push(unit.at as u32);
                    }
                }
            }
            bound
        };
        let units = self.bound.get_or_init(all).get(name)?;
        units.iter().map(|at| self.unit(*at as usize)).find(|unit| unit.name() != name)
    }

    /// The units of this type that were named and lie in this folder; a drop-in is none.
    pub fn units_in(&self, folder: &str, unit_type: &str) -> impl Iterator<Item = Known<'_>> {
        let all = || {
            let mut folders: BTreeMap<(String, String), Vec<u32>> = BTreeMap::new();
            for unit in self.given().filter(|unit| !unit.is_drop_in()) {
                let key = (unit.main().folder().to_owned(), unit.unit_type().to_owned());
                folders.entry(key).or_default().push(unit.at as u32);
            }
            folders
        };
        let key = (folder.to_owned(), unit_type.to_owned());
        let units = self.folders.get_or_init(all).get(&key).into_iter().flatten();
        units.map(|at| self.unit(*at as usize))
    }

    /// Whether several of the units that were named share a file: a drop-in, or the template of instances.
    #[must_use]
    pub fn shares_files(&self) -> bool {
        let mut met = vec![false; self.names.len()];
        let given = self.members[..self.given].iter();
        given.flat_map(|member| member.files_of(&self.files)).any(|file| {
            let met = &mut met[file.name.0 as usize];
            std::mem::replace(met, true)
        })
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
