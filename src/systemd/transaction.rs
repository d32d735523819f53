//! The start of a unit as far as the known units say it: which others come with it, and in which order. `transaction.c`, and
//! the default dependencies of each type (systemd.service(5) and the like, "Default Dependencies").

use std::collections::{BTreeMap, VecDeque};

use super::boolean;
use super::dependencies::named;
use super::directives::Name;
use super::unit::{Unit, Units};
use super::unit_name::UnitName;
use crate::source::{FileId, Sources, Span};

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

/// A unit of systemd's own: its name, what it starts, what it comes after.
type BuiltIn = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The targets of the system manager that tie the boot together, as 252 has them. What a build may leave out is not here.
const BUILT_IN: &[BuiltIn] = &[
    (
        "basic.target",
        &["sysinit.target", "sockets.target", "timers.target", "paths.target", "slices.target"],
        &["sysinit.target", "sockets.target", "paths.target", "slices.target"],
    ),
    ("cryptsetup.target", &[], &["cryptsetup-pre.target"]),
    ("cryptsetup-pre.target", &[], &[]),
    ("graphical.target", &["multi-user.target"], &["multi-user.target"]),
    ("local-fs-pre.target", &[], &[]),
    ("local-fs.target", &[], &["local-fs-pre.target"]),
    ("multi-user.target", &["basic.target"], &["basic.target"]),
    ("network-online.target", &[], &["network.target"]),
    ("network-pre.target", &[], &[]),
    ("network.target", &[], &["network-pre.target"]),
    ("paths.target", &[], &[]),
    ("remote-fs-pre.target", &[], &[]),
    ("remote-fs.target", &[], &["remote-fs-pre.target"]),
    ("rescue.target", &["sysinit.target"], &["sysinit.target"]),
    ("slices.target", &[], &[]),
    ("sockets.target", &[], &[]),
    ("swap.target", &[], &[]),
    ("sysinit.target", &["local-fs.target", "swap.target"], &["local-fs.target", "swap.target"]),
    ("time-set.target", &[], &[]),
    ("time-sync.target", &["time-set.target"], &["time-set.target"]),
    ("timers.target", &[], &[]),
];

/// Whether a unit may be on a cycle at all: its own lists name a unit that is known, or, in `Before=`, a target of the boot.
#[must_use]
pub fn may_be_cyclic(unit: &Unit, units: &Units, sources: &Sources) -> bool {
    unit.entries(sources).any(|entry| {
        let Some(name @ (Name::After | Name::Before)) = entry.row.map(|row| row.name) else { return false };
        named(&entry, &unit.name).iter().any(|other| {
            find(units, &other.name).is_some() || name == Name::Before && built_in(&other.name).is_some()
        })
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
    after: Vec<(String, Place)>,
    before: Vec<(String, Place)>,
    /// Whether it is a target that waits for what it starts.
    waits: bool,
    /// Whether it has default dependencies.
    has_defaults: bool,
}

impl Orders {
    fn of(unit: &Unit, units: &Units, sources: &Sources) -> Self {
        let mut known: BTreeMap<String, Relations> = BTreeMap::new();
        let mut open = vec![unit.name.clone()];
        while let Some(name) = open.pop() {
            if known.contains_key(&name) {
                continue;
            }
            let relations = match find(units, &name) {
                Some(unit) => Relations::of(unit, &name, sources),
                None => match built_in(&name) {
                    Some(built_in) => Relations::built_in(built_in),
                    None => continue,
                },
            };
            open.extend(relations.starts.iter().cloned());
            let _ = known.insert(name, relations);
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
            for other in &relations.starts {
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
    fn built_in((_, starts, after): &BuiltIn) -> Self {
        let starts = starts.iter().map(|name| (*name).to_owned()).collect();
        let after = after.iter().map(|name| ((*name).to_owned(), None)).collect();
        Self { starts, after, before: Vec::new(), waits: false, has_defaults: true }
    }

    /// What the unit says under this name, which may be an instance's.
    fn of(unit: &Unit, name: &str, sources: &Sources) -> Self {
        let mut relations = Self {
            starts: Vec::new(),
            after: Vec::new(),
            before: Vec::new(),
            waits: false,
            has_defaults: true,
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
                | Name::Requisite
                | Name::RequisiteOverridable
                | Name::Upholds
                | Name::Wants => relations.starts.extend(names().into_iter().map(|named| named.name)),
                Name::DefaultDependencies => {
                    let value = entry.value();
                    relations.has_defaults =
                        boolean::parse(value.text().unwrap_or_default()).unwrap_or(relations.has_defaults);
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
        let is_of_user = sources.get(unit.main().id).name().split('/').any(|part| part == "user");
        if relations.has_defaults && !is_of_user {
            relations.add_defaults(kind);
        }
        relations
    }

    fn add_defaults(&mut self, kind: &str) {
        let mut place = |after: &[&str], before: &[&str]| {
            self.after.extend(after.iter().map(|name| ((*name).to_owned(), None)));
            self.before.extend(before.iter().map(|name| ((*name).to_owned(), None)));
            self.starts.push("sysinit.target".to_owned());
        };
        match kind {
            "service" => place(&["sysinit.target", "basic.target"], &[]),
            "socket" => place(&["sysinit.target"], &["sockets.target"]),
            "timer" => place(&["sysinit.target"], &["timers.target"]),
            "path" => place(&["sysinit.target"], &["paths.target"]),
            "target" => self.waits = true,
            _ => {}
        }
    }
}

/// The unit of a name, or the template that it is an instance of.
fn find<'u>(units: &'u Units, name: &str) -> Option<&'u Unit> {
    units.find(name).or_else(|| units.find(&UnitName::parse(name).ok()?.template()?))
}

fn built_in(name: &str) -> Option<&'static BuiltIn> {
    BUILT_IN.iter().find(|(known, _, _)| *known == name)
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
    }

    #[test]
    fn a_socket_comes_before_its_service() {
        let socket = ("a.socket", "[Unit]\nAfter=a.service\nWants=a.service\n[Socket]\nListenStream=/a\n");
        assert_eq!(steps(&[socket, ("a.service", "[Service]\n")]).unwrap(), ["a.socket", "a.service"]);
    }
}
