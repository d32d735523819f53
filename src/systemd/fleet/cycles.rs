//! Finds the units that can be part of an ordering cycle at all, in a single pass over all units.
//!
//! It assumes that all units are started, and merges the instances of a template with it. This graph has every edge
//! that could exist in a start, so a unit outside its strongly connected components is in no cycle.

use std::borrow::Cow;

use memchr::memrchr;

use super::{Fleet, FleetUnit};
use crate::source::{Map, Symbol};
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::own_units::boot_targets;
use crate::systemd::transaction::{default_orderings, requires_active, starts, triggers_others};

/// The units that can be part of a cycle.
#[derive(Debug)]
pub struct CyclicUnits {
    /// By node: whether it is in a cycle of the graph.
    cyclic: Vec<bool>,
    /// By unit: its node.
    nodes: Vec<u32>,
}

impl CyclicUnits {
    /// Analyses all units.
    #[must_use]
    pub fn of(fleet: &Fleet) -> Self {
        let mut graph = Graph::new(fleet);
        for unit in fleet.all() {
            graph.add_unit(unit);
        }
        for (name, target) in boot_targets() {
            for other in target.after.iter().chain(target.starts.iter()) {
                graph.add_edge(name, other);
            }
        }
        Self { cyclic: cyclic_nodes(&graph.edges()), nodes: graph.nodes }
    }

    /// Whether a unit can be part of a cycle.
    #[must_use]
    pub fn may_contain(&self, unit: FleetUnit<'_>) -> bool {
        self.nodes.get(unit.at).and_then(|node| self.cyclic.get(*node as usize)).copied().unwrap_or(true)
    }
}

/// The ordering graph.
struct Graph<'f> {
    fleet: &'f Fleet,
    /// By unit: its node.
    nodes: Vec<u32>,
    /// By symbol of the fleet: one more than the node of that name, with its instance removed; 0 if there is none.
    by_symbol: Vec<u32>,
    /// The nodes of names that are not symbols: templates of which only an instance occurs, and boot targets.
    by_name: Map<String, u32>,
    count: u32,
    /// The edges: the later node, and the one that it is ordered after.
    edge_list: Vec<(u32, u32)>,
    /// For words that become a name only in an instance: an intermediate node that stands for all units of a type.
    hubs: Map<(&'f str, bool), u32>,
    /// The nodes of [`default_orderings`], by the arguments of that function.
    defaults: Vec<Defaults>,
}

/// The nodes that units of a type are ordered after and before by default.
struct Defaults {
    /// The type, whether it is remote, and whether it may fail.
    key: (UnitType, bool, bool),
    after: Vec<u32>,
    before: Vec<u32>,
}

impl<'f> Graph<'f> {
    fn new(fleet: &'f Fleet) -> Self {
        let mut graph = Self {
            fleet,
            nodes: Vec::with_capacity(fleet.members.len()),
            by_symbol: vec![0; fleet.names.len()],
            by_name: Map::new(),
            count: 0,
            edge_list: Vec::new(),
            hubs: Map::new(),
            defaults: Vec::new(),
        };
        for unit in fleet.all() {
            // Units of the same name, instances of the same template, and the aliases of each share a node.
            let names = || fleet.members[unit.at].names(&fleet.aliases);
            let known = names().find_map(|name| graph.node_of_symbol(name));
            let node = known.unwrap_or_else(|| graph.add_node());
            for name in names() {
                // If two nodes have a name in common, edges in both directions merge them.
                match graph.node_of_symbol(name) {
                    None => graph.set_node(fleet.names.text(name), node),
                    Some(other) if other != node => graph.edge_list.extend([(node, other), (other, node)]),
                    Some(_) => {}
                }
            }
            graph.nodes.push(node);
        }
        for (name, _) in boot_targets() {
            if graph.node_of(name).is_none() {
                let node = graph.add_node();
                graph.set_node(name, node);
            }
        }
        graph
    }

    /// The node of a name.
    fn node_of(&self, name: &str) -> Option<u32> {
        let name = without_instance(name);
        let symbol = self.fleet.names.get(&name);
        match symbol.and_then(|symbol| self.by_symbol.get(symbol.0 as usize)) {
            Some(node) => node.checked_sub(1),
            None => self.by_name.get(name.as_ref()).copied(),
        }
    }

    fn set_node(&mut self, name: &str, node: u32) {
        let name = without_instance(name);
        let symbol = self.fleet.names.get(&name);
        match symbol.and_then(|symbol| self.by_symbol.get_mut(symbol.0 as usize)) {
            Some(slot) => *slot = node + 1,
            None => _ = self.by_name.insert(name.into_owned(), node),
        }
    }

    const fn add_node(&mut self) -> u32 {
        self.count += 1;
        self.count - 1
    }

    fn add_edge(&mut self, later: &str, after: &str) {
        if let (Some(later), Some(after)) = (self.node_of(later), self.node_of(after)) {
            self.edge_list.push((later, after));
        }
    }

    fn add_unit(&mut self, unit: FleetUnit<'f>) {
        let own = self.nodes[unit.at];
        let kind = unit.unit_type();
        let waits = unit.is(UnitType::Target) && unit.has_default_dependencies() && !unit.is_user_unit();
        for mention in self.fleet.mentions_of(unit.at).iter().filter(|mention| mention.is_read) {
            let directive = mention.directive;
            let is_after =
                directive == Name::After || waits && (starts(directive) || requires_active(directive));
            let is_before = directive == Name::Before
                || matches!(directive, Name::Unit | Name::Service) && kind.is_some_and(triggers_others);
            if is_after || is_before {
                self.add_word(own, mention.word, is_after);
            }
        }
        let Some(kind) = kind else { return };
        if triggers_others(kind) {
            for name in unit.names() {
                let stem = memrchr(b'.', name.as_bytes()).map_or(name, |dot| &name[..dot]);
                let service = format!("{stem}.service");
                if let Some(other) = self.node_of(&service) {
                    self.edge_list.push((other, own));
                }
            }
        }
        if unit.has_default_dependencies() && !unit.is_user_unit() {
            let key = (kind, unit.is_remote(), unit.may_fail());
            let known = self.defaults.iter().position(|known| known.key == key);
            let at = known.unwrap_or_else(|| {
                let (after, before) = default_orderings(kind, key.1, key.2);
                let nodes = |names: &[&str]| names.iter().filter_map(|name| self.node_of(name)).collect();
                let (after, before) = (nodes(after), nodes(before));
                self.defaults.push(Defaults { key, after, before });
                self.defaults.len() - 1
            });
            let Defaults { key: _, after, before } = &self.defaults[at];
            self.edge_list.extend(after.iter().map(|other| (own, *other)));
            self.edge_list.extend(before.iter().map(|other| (*other, own)));
        }
    }

    fn add_word(&mut self, own: u32, word: Symbol, is_after: bool) {
        let text = self.fleet.names.text(word);
        let other = if text.contains('%') {
            self.hub(text, is_after)
        } else {
            match self.node_of_symbol(word) {
                Some(other) => other,
                None => return,
            }
        };
        self.edge_list.push(if is_after { (own, other) } else { (other, own) });
    }

    /// The node of a word, which usually is a name without instance.
    fn node_of_symbol(&self, symbol: Symbol) -> Option<u32> {
        let own = self.by_symbol.get(symbol.0 as usize)?.checked_sub(1);
        let text = || Some(self.fleet.names.text(symbol)).filter(|text| text.contains('@'));
        own.or_else(|| text().and_then(|text| self.node_of(text)))
    }

    /// The node that stands for all units that a word with a specifier may name: those of its type.
    fn hub(&mut self, word: &'f str, is_after: bool) -> u32 {
        let kind = word.rsplit('.').next().filter(|kind| !kind.contains('%')).unwrap_or_default();
        if let Some(known) = self.hubs.get(&(kind, is_after)) {
            return *known;
        }
        let of_type = UnitType::from_name(kind);
        let hub = self.add_node();
        self.hubs.insert((kind, is_after), hub);
        for unit in
            self.fleet.all().filter(|unit| kind.is_empty() || of_type.is_some_and(|of_type| unit.is(of_type)))
        {
            let other = self.nodes[unit.at];
            self.edge_list.push(if is_after { (hub, other) } else { (other, hub) });
        }
        for (name, _) in boot_targets().filter(|(name, _)| kind.is_empty() || name.ends_with(kind)) {
            if let Some(other) = self.node_of(name) {
                self.edge_list.push(if is_after { (hub, other) } else { (other, hub) });
            }
        }
        hub
    }

    /// Groups the edges by their later node.
    fn edges(&self) -> Edges {
        let mut starts: Vec<u32> = vec![0; self.count as usize + 2];
        for (later, _) in &self.edge_list {
            starts[*later as usize + 2] += 1;
        }
        for at in 2..starts.len() {
            starts[at] += starts[at - 1];
        }
        // This moves the start of each node to its end, which is the start of the next one.
        let mut ends = vec![0; self.edge_list.len()];
        for (later, after) in &self.edge_list {
            let slot = &mut starts[*later as usize + 1];
            ends[*slot as usize] = *after;
            *slot += 1;
        }
        starts.pop();
        Edges { starts, ends }
    }
}

/// The name, with an instance replaced by its template.
fn without_instance(name: &str) -> Cow<'_, str> {
    let template = || UnitName::read(name)?.template();
    if name.contains('@') { template().map_or(Cow::Borrowed(name), Cow::Owned) } else { Cow::Borrowed(name) }
}

/// Edges grouped by node: those of `node` are `ends[starts[node]..starts[node + 1]]`.
struct Edges {
    starts: Vec<u32>,
    ends: Vec<u32>,
}

impl Edges {
    fn of(&self, node: u32) -> &[u32] {
        &self.ends[self.starts[node as usize] as usize..self.starts[node as usize + 1] as usize]
    }
}

/// Which nodes are in a cycle: Tarjan's strongly connected components algorithm, without recursion. An edge from a node
/// to itself counts, as it may connect two instances of a template.
fn cyclic_nodes(edges: &Edges) -> Vec<bool> {
    const NEW: u32 = 0;
    const DONE: u32 = u32::MAX;
    let count = edges.starts.len() - 1;
    let mut cyclic = vec![false; count];
    let (mut number, mut lowest, mut last) = (vec![NEW; count], vec![NEW; count], NEW);
    let (mut stack, mut visiting): (Vec<u32>, Vec<(u32, u32)>) = (Vec::new(), Vec::new());
    for root in 0..count as u32 {
        if number[root as usize] == NEW {
            visiting.push((root, 0));
        }
        while let Some((node, edge)) = visiting.pop() {
            let at = node as usize;
            if edge == 0 {
                last += 1;
                (number[at], lowest[at]) = (last, last);
                stack.push(node);
            }
            if let Some(next) = edges.of(node).get(edge as usize).copied() {
                visiting.push((node, edge + 1));
                cyclic[at] |= next == node;
                match number[next as usize] {
                    NEW => visiting.push((next, 0)),
                    DONE => {}
                    met => lowest[at] = lowest[at].min(met),
                }
                continue;
            }
            if let Some((parent, _)) = visiting.last() {
                let parent = *parent as usize;
                lowest[parent] = lowest[parent].min(lowest[at]);
            }
            if lowest[at] == number[at] {
                let first = stack.iter().rposition(|other| *other == node).unwrap_or_default();
                let is_several = stack.len() - first > 1;
                for member in stack.drain(first..) {
                    cyclic[member as usize] |= is_several;
                    number[member as usize] = DONE;
                }
            }
        }
    }
    cyclic
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile, Sources};
    use crate::systemd::Units;

    /// The units that may be in a cycle.
    fn cyclic(files: &[(&str, &str)]) -> Vec<String> {
        let mut sources = Sources::new();
        let ids: Vec<_> = files
            .iter()
            .map(|(name, text)| {
                sources.add(SourceFile::new(*name, format!("[Unit]\n{text}\n").into_bytes()).unwrap())
            })
            .collect();
        let units = Units::read(&ids, &mut sources, &Memory::new());
        let loops = CyclicUnits::of(units.fleet());
        let given = units.fleet().given();
        given.filter(|unit| loops.may_contain(*unit)).map(|unit| unit.name().to_owned()).collect()
    }

    #[test]
    fn only_units_on_a_closed_path_may_be_on_a_cycle() {
        let files = [
            ("a.service", "After=b.service"),
            ("b.service", "After=c.service"),
            ("c.service", "Before=a.service\nAfter=a.service d.service"),
            ("d.service", ""),
        ];
        assert_eq!(cyclic(&files), ["a.service", "b.service", "c.service"]);
        assert!(cyclic(&files[..2]).is_empty());
    }

    #[test]
    fn default_dependencies_sockets_and_targets_add_orderings() {
        assert_eq!(cyclic(&[("a.service", "Before=sysinit.target")]), ["a.service"]);
        assert_eq!(cyclic(&[("a.service", "Before=sysinit.target\nDefaultDependencies=no")]), [""; 0]);
        let socket = ("a.socket", "DefaultDependencies=no\nAfter=a.service");
        assert_eq!(cyclic(&[socket, ("a.service", "")]).len(), 2);
        let target = ("a.target", "Before=sysinit.target\nRequires=b.service");
        assert_eq!(cyclic(&[target, ("b.service", "")]).len(), 2);
    }

    #[test]
    fn instances_share_their_template_and_a_specifier_may_name_any_unit() {
        let instance = ("b.service", "After=t@x.service\nBefore=t@y.service");
        assert_eq!(cyclic(&[("t@.service", ""), instance]).len(), 2);
        assert_eq!(cyclic(&[("t@.service", "After=t@other.service")]).len(), 1);
        assert_eq!(
            cyclic(&[("t@.service", "After=%i.service"), ("b.service", "After=t@b.service")]).len(),
            2
        );
        assert_eq!(cyclic(&[("t@.service", "After=%i.device"), ("b.service", "After=t@b.service")]), [""; 0]);
    }
}
