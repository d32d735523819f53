//! The start of a unit as far as the known units say it: which others come with it, and in which order. `transaction.c`, and
//! the default dependencies of each type (systemd.service(5) and the like, "Default Dependencies").

use std::collections::{BTreeMap, VecDeque};

use memchr::memchr2;

use super::boolean;
use super::dependencies::named;
use super::directives::{Name, Section};
use super::unit::{Unit, Units};
use super::unit_name::UnitName;
use crate::source::{FileId, Sources, Span};
use crate::word_list::WordList;

/// Where an order is written; none for one that systemd makes by itself.
pub type Place = Option<(FileId, Span)>;

/// One unit that comes after another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    /// The later one.
    pub unit: String,
    /// What it comes after.
    pub after: String,
    /// Where that is written.
    pub place: Place,
}

/// A unit of systemd's own.
struct BuiltIn {
    /// What it starts.
    starts: WordList,
    /// What it comes after.
    after: WordList,
}

/// The targets of the system manager that tie the boot together, as 252 has them: on each line a name, what it starts, what it
/// comes after. What a build may leave out is not here.
const BUILT_IN: &str = "basic.target|sysinit.target sockets.target timers.target paths.target slices.target|sysinit.target sockets.target paths.target slices.target\n\
     cryptsetup.target||cryptsetup-pre.target\n\
     cryptsetup-pre.target||\n\
     graphical.target|multi-user.target|multi-user.target\n\
     local-fs-pre.target||\n\
     local-fs.target||local-fs-pre.target\n\
     multi-user.target|basic.target|basic.target\n\
     network-online.target||network.target\n\
     network-pre.target||\n\
     network.target||network-pre.target\n\
     paths.target||\n\
     remote-fs-pre.target||\n\
     remote-fs.target||remote-fs-pre.target\n\
     rescue.target|sysinit.target|sysinit.target\n\
     slices.target||\n\
     sockets.target||\n\
     swap.target||\n\
     sysinit.target|local-fs.target swap.target|local-fs.target swap.target\n\
     time-set.target||\n\
     time-sync.target|time-set.target|time-set.target\n\
     timers.target||";

/// Of what a unit starts, no more than the nearest so many are looked at: thousands of units that start each other would take
/// for ever, and a cycle is short.
const MOST_UNITS: usize = 256;

/// Whether a unit may be on a cycle at all: its own lists name a unit that is known, or, in `Before=`, a target of the boot.
#[must_use]
pub fn may_be_cyclic(unit: &Unit, units: &Units, sources: &Sources) -> bool {
    unit.written(sources, &[Name::After, Name::Before]).iter().any(|entry| {
        let is_before = entry.row.is_some_and(|row| row.name == Name::Before);
        let is_met = |other: &str| find(units, other).is_some() || is_before && built_in(other).is_some();
        let value = entry.value();
        let text = value.text().unwrap_or_default();
        // Most values are plain names, which can be looked up as they stand.
        if memchr2(b'%', b'@', text.as_bytes()).is_none() {
            return text.split_ascii_whitespace().any(is_met);
        }
        named(entry, &unit.name).iter().any(|other| is_met(&other.name))
    })
}

/// The shortest cycle of the order in which a unit and what is started with it come: the steps from the unit back to itself.
#[must_use]
pub fn cycle(unit: &Unit, units: &Units, sources: &Sources) -> Option<Vec<Step>> {
    let after = Orders::of(unit, units, sources).after;
    let mut came_from: BTreeMap<&str, &str> = BTreeMap::new();
    let mut queue = VecDeque::from([unit.name.as_str()]);
    while let Some(at) = queue.pop_front() {
        for next in after.get(at).into_iter().flat_map(BTreeMap::keys) {
            if came_from.contains_key(next.as_str()) {
                continue;
            }
            let _ = came_from.insert(next, at);
            queue.push_back(next);
        }
    }
    let mut steps = Vec::new();
    let mut at = unit.name.as_str();
    loop {
        let later = *came_from.get(at)?;
        let place = after.get(later).and_then(|earlier| earlier.get(at)).copied().flatten();
        steps.push(Step { unit: later.to_owned(), after: at.to_owned(), place });
        at = later;
        if at == unit.name {
            steps.reverse();
            return Some(steps);
        }
    }
}

/// The order among a unit and all that is started with it.
#[derive(Debug, Default)]
struct Orders {
    /// For each unit what it comes after.
    after: BTreeMap<String, BTreeMap<String, Place>>,
}

/// What a unit says of others.
#[derive(Debug)]
struct Relations {
    starts: Vec<String>,
    /// What must run already: it is asked for, and brings nothing along.
    asks: Vec<String>,
    after: Vec<(String, Place)>,
    before: Vec<(String, Place)>,
    /// Whether it is a target that waits for what it starts.
    waits: bool,
    /// Whether it has default dependencies.
    has_defaults: bool,
    /// Whether it is a mount of a file system of the network.
    is_remote: bool,
    /// Whether it is a mount with `nofail`.
    may_fail: bool,
}

impl Orders {
    fn of(unit: &Unit, units: &Units, sources: &Sources) -> Self {
        let relations = |name: &str| match find(units, name) {
            // Another folder may hold another unit of this name.
            _ if name == unit.name => Some(Relations::of(unit, name, sources)),
            Some(other) => Some(Relations::of(other, name, sources)),
            None => built_in(name).map(Relations::built_in),
        };
        let mut known: BTreeMap<String, Relations> = BTreeMap::new();
        let mut open = VecDeque::from([unit.name.clone()]);
        while let Some(name) = open.pop_front().filter(|_| known.len() < MOST_UNITS) {
            if !known.contains_key(&name)
                && let Some(relations) = relations(&name)
            {
                open.extend(relations.starts.iter().cloned());
                let _ = known.insert(name, relations);
            }
        }
        let asked: Vec<String> =
            known.values().flat_map(|relations| relations.asks.iter().cloned()).collect();
        for name in asked {
            if !known.contains_key(&name)
                && let Some(mut relations) = relations(&name)
            {
                relations.starts.clear();
                let _ = known.insert(name, relations);
            }
        }
        let mut orders = Self::default();
        for (name, relations) in &known {
            for (other, place) in relations.after.iter().filter(|(other, _)| known.contains_key(other)) {
                orders.put(name, other, *place);
            }
            for (other, place) in relations.before.iter().filter(|(other, _)| known.contains_key(other)) {
                orders.put(other, name, *place);
            }
        }
        // A target waits for what it starts, unless one of the two says otherwise.
        for (name, relations) in known.iter().filter(|(_, relations)| relations.waits) {
            for other in relations.starts.iter().chain(&relations.asks) {
                let is_free = known.get(other).is_some_and(|other| other.has_defaults);
                if is_free && !orders.after.get(other).is_some_and(|earlier| earlier.contains_key(name)) {
                    orders.put(name, other, None);
                }
            }
        }
        orders
    }

    /// Notes an order; one that is written says more than one that is not, and nothing waits for itself.
    fn put(&mut self, unit: &str, after: &str, place: Place) {
        if unit != after {
            let known = self.after.entry(unit.to_owned()).or_default().entry(after.to_owned()).or_default();
            *known = known.or(place);
        }
    }
}

impl Relations {
    fn built_in(target: BuiltIn) -> Self {
        let starts = target.starts.iter().map(str::to_owned).collect();
        let after = target.after.iter().map(|name| (name.to_owned(), None)).collect();
        Self {
            starts,
            asks: Vec::new(),
            after,
            before: Vec::new(),
            waits: false,
            has_defaults: true,
            is_remote: false,
            may_fail: false,
        }
    }

    /// What the unit says under this name, which may be an instance's.
    fn of(unit: &Unit, name: &str, sources: &Sources) -> Self {
        let mut relations = Self {
            starts: Vec::new(),
            asks: Vec::new(),
            after: Vec::new(),
            before: Vec::new(),
            waits: false,
            has_defaults: true,
            is_remote: false,
            may_fail: false,
        };
        let mut triggers = None;
        for entry in unit.entries(sources).filter(|entry| unit.reads(entry)) {
            let Some(row) = entry.row else { continue };
            let names = || named(&entry, name);
            let placed = || {
                let place = |span| Some((entry.id.file, span));
                named(&entry, name).into_iter().map(move |named| (named.name, place(named.span)))
            };
            match row.name {
                Name::After => relations.after.extend(placed()),
                Name::Before => relations.before.extend(placed()),
                Name::BindTo
                | Name::BindsTo
                | Name::Requires
                | Name::RequiresOverridable
                | Name::Upholds
                | Name::Wants => relations.starts.extend(names().into_iter().map(|named| named.name)),
                Name::Requisite | Name::RequisiteOverridable => {
                    relations.asks.extend(names().into_iter().map(|named| named.name));
                }
                Name::DefaultDependencies => {
                    let value = entry.value();
                    relations.has_defaults =
                        boolean::parse(value.text().unwrap_or_default()).unwrap_or(relations.has_defaults);
                }
                Name::Type if entry.section == Some(Section::Mount) => {
                    relations.is_remote |= entry.value().text().is_some_and(is_network_type);
                }
                Name::Options => {
                    let value = entry.value();
                    let has = |word| {
                        value.text().unwrap_or_default().split(',').any(|option| option.trim() == word)
                    };
                    relations.is_remote |= has("_netdev");
                    relations.may_fail |= has("nofail") && entry.section == Some(Section::Mount);
                }
                Name::Unit | Name::Service if triggers.is_none() => {
                    triggers = names().into_iter().next().map(|named| named.name);
                }
                _ => {}
            }
        }
        let kind = unit.unit_type();
        if matches!(kind, "socket" | "timer" | "path") {
            let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
            relations.before.push((triggers.unwrap_or_else(|| format!("{stem}.service")), None));
        }
        // The manager of a user has other targets.
        if relations.has_defaults && !unit.is_of_user(sources) {
            relations.add_defaults(kind);
        }
        relations
    }

    /// Adds what systemd orders by itself. A swap has such an order as well, but not in a container: none is assumed.
    fn add_defaults(&mut self, kind: &str) {
        let (after, before): (&[&str], &[&str]) = match kind {
            "service" => (&["sysinit.target", "basic.target"], &[]),
            "socket" => (&["sysinit.target"], &["sockets.target"]),
            "timer" => (&["sysinit.target"], &["timers.target"]),
            "path" => (&["sysinit.target"], &["paths.target"]),
            "automount" => (&["local-fs-pre.target"], &["local-fs.target"]),
            "mount" if self.is_remote => (&["remote-fs-pre.target"], &["remote-fs.target"]),
            "mount" => (&["local-fs-pre.target"], &["local-fs.target"]),
            "target" => {
                self.waits = true;
                return;
            }
            _ => return,
        };
        self.after.extend(after.iter().map(|name| ((*name).to_owned(), None)));
        // The boot does not wait for what may be missing.
        if !self.may_fail {
            self.before.extend(before.iter().map(|name| ((*name).to_owned(), None)));
        }
        if matches!(kind, "service" | "socket" | "timer" | "path") {
            self.starts.push("sysinit.target".to_owned());
        }
    }
}

/// `fstype_is_network()`, `src/basic/mountpoint-util.c`.
fn is_network_type(kind: &str) -> bool {
    const TYPES: [&str; 16] = [
        "afs",
        "ceph",
        "cifs",
        "davfs",
        "gfs",
        "gfs2",
        "glusterfs",
        "lustre",
        "ncp",
        "ncpfs",
        "nfs",
        "nfs4",
        "ocfs2",
        "orangefs",
        "smb3",
        "pvfs2",
    ];
    let kind = kind.strip_prefix("fuse.").unwrap_or(kind);
    TYPES.contains(&kind) || matches!(kind, "smbfs" | "sshfs")
}

/// The unit of a name, or the template that it is an instance of.
fn find<'u>(units: &'u Units, name: &str) -> Option<&'u Unit> {
    let template = || units.find(&UnitName::parse(name).ok()?.template()?);
    units.find(name).or_else(|| if name.contains('@') { template() } else { None })
}

fn built_in(name: &str) -> Option<BuiltIn> {
    BUILT_IN.lines().find_map(|line| {
        let (starts, after) = line.strip_prefix(name)?.strip_prefix('|')?.split_once('|')?;
        Some(BuiltIn { starts: WordList::new(starts), after: WordList::new(after) })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile};

    /// The units on the cycle of the first one.
    fn steps(files: &[(&str, &str)]) -> Option<Vec<String>> {
        let mut sources = Sources::new();
        let mut memory = Memory::new();
        for (name, text) in files {
            memory = memory.with(*name, *text);
        }
        let mut add =
            |name: &str, text: &str| sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap());
        let ids: Vec<FileId> = files.iter().map(|(name, text)| add(name, text)).collect();
        let units = Units::read(&ids, &mut sources, &memory);
        let unit = &units.given()[0];
        let cycle = cycle(unit, &units, &sources);
        assert!(cycle.is_none() || may_be_cyclic(unit, &units, &sources), "seen at a glance");
        cycle.map(|steps| steps.into_iter().map(|step| step.unit).collect())
    }

    #[test]
    fn two_units_cannot_wait_for_each_other() {
        let b = ("b.service", "[Unit]\nAfter=a.service\n[Service]\n");
        let a = |lines: &str| ("a.service", format!("[Unit]\n{lines}\n[Service]\n"));
        let of = |lines: &str| {
            let (name, text) = a(lines);
            steps(&[(name, &text), b])
        };
        assert_eq!(of("Requires=b.service\nAfter=b.service").unwrap(), ["a.service", "b.service"]);
        assert_eq!(of("After=b.service"), None, "not started together");
        assert_eq!(of("Wants=b.service"), None, "one of them waits only");
    }

    #[test]
    fn another_unit_of_the_same_name_has_no_say() {
        let text = |before: &str| format!("[Unit]\nBefore={before}\n[Service]\n");
        let (good, bad) = (text("network.target"), text("sysinit.target"));
        assert_eq!(steps(&[("u/a.service", &good), ("v/a.service", &bad)]), None);
        assert!(steps(&[("v/a.service", &bad), ("u/a.service", &good)]).is_some());
    }

    #[test]
    fn a_long_chain_is_not_followed_to_its_end() {
        let text = |at: usize| {
            let next = (at + 1) % 300;
            format!(
                "[Unit]\nDefaultDependencies=no\nWants=u{next}.service\nAfter=u{next}.service\n[Service]\n"
            )
        };
        let files: Vec<(String, String)> = (0..300).map(|at| (format!("u{at}.service"), text(at))).collect();
        let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (&**name, &**text)).collect();
        assert_eq!(steps(&files), None);
    }

    #[test]
    fn a_service_is_ordered_after_the_early_boot_unless_it_says_otherwise() {
        let of = |lines: &str| {
            let text = format!("[Unit]\n{lines}\n[Service]\n");
            steps(&[("a.service", &text)])
        };
        assert_eq!(of("Before=sysinit.target").unwrap(), ["a.service", "sysinit.target"]);
        assert_eq!(of("Before=swap.target").unwrap(), ["a.service", "sysinit.target", "swap.target"]);
        assert_eq!(of("Before=swap.target\nDefaultDependencies=no"), None);
        assert_eq!(of("Before=basic.target"), None, "run on 252: not a part of the start");
        assert_eq!(of("Before=network.target"), None);
    }

    #[test]
    fn what_is_required_may_bring_the_early_boot_in() {
        let text = "[Unit]\nDefaultDependencies=no\nBefore=sysinit.target\nRequires=b.socket\nAfter=b.socket\n[Service]\n";
        let socket = ("b.socket", "[Socket]\nListenStream=/a\n");
        assert_eq!(
            steps(&[("a@.service", text), socket]).unwrap(),
            ["a@.service", "b.socket", "sysinit.target"]
        );
        assert_eq!(steps(&[("user/a@.service", text), ("user/b.socket", socket.1)]), None);
    }

    #[test]
    fn a_target_waits_for_what_it_starts() {
        let service = ("b.service", "[Service]\n");
        let target = |lines: &str| format!("[Unit]\nBefore=sysinit.target\n{lines}\n");
        assert_eq!(steps(&[("a.target", &target("Requires=b.service")), service]).unwrap().len(), 3);
        assert_eq!(steps(&[("a.target", &target("Requires=sysinit.target"))]), None);
        let asks = steps(&[("a.target", &target("Requisite=b.service")), service]);
        assert_eq!(asks, None, "run on 252: what must run already brings nothing along");
    }

    #[test]
    fn a_mount_of_the_machine_comes_before_what_boots_from_it() {
        let service = ("b.service", "[Service]\n");
        let of = |lines: &str| {
            let text = format!("[Unit]\nRequires=b.service\nAfter=b.service\n[Mount]\nWhat=/x\n{lines}\n");
            steps(&[("a.mount", &text), service])
        };
        assert_eq!(of("").unwrap(), ["a.mount", "b.service", "sysinit.target", "local-fs.target"]);
        assert_eq!((of("Type=nfs"), of("Options=ro,_netdev"), of("Options=nofail")), (None, None, None));
        let automount = ("a.automount", "[Unit]\nWants=b.service\nAfter=b.service\n[Automount]\n");
        assert_eq!(steps(&[automount, service]).unwrap().len(), 4);
    }

    #[test]
    fn a_socket_comes_before_its_service() {
        let socket = ("a.socket", "[Unit]\nAfter=a.service\nWants=a.service\n[Socket]\nListenStream=/a\n");
        assert_eq!(steps(&[socket, ("a.service", "[Service]\n")]).unwrap(), ["a.socket", "a.service"]);
    }
}
