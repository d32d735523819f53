//! A case with its translation: what both managers run, and what the report says about it.

use std::collections::{BTreeMap, BTreeSet};

use sysvisor::emission::{Emission, FileKind, Property, Unspelled};
use sysvisor::fidelity::{Report, Verdict};
use sysvisor::ir::{Deployment, Leaf, Start};
use sysvisor::source::{Memory, SourceFile, Sources};
use sysvisor::supervisord::{self, Config};
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{self, Units, logrotate, tmpfiles};
use sysvisor::translate;

use super::case::Case;
use super::compare;
use super::managers::Manager;
use crate::stages;

/// A case, its translation, and the meaning of both.
pub(super) struct Translated<'t> {
    case: &'t Case,
    from: Manager,
    pub(super) original: &'t Deployment<'t>,
    result: &'t Deployment<'t>,
    /// The files of the original and of the translation.
    files: [Vec<(String, String)>; 2],
    pub(super) report: &'t Report<'t>,
    /// The names in the translation of each service.
    names: Vec<Vec<String>>,
    each: Vec<Vec<String>>,
    /// The leaves about which something is reported in addition to the result of the comparison.
    noted: BTreeSet<Leaf>,
}

/// A process of a case, with the names for queries.
#[derive(Clone, Debug)]
pub(super) struct Process {
    pub(super) probe: String,
    pub(super) supervisord: String,
    pub(super) unit: String,
}

/// Whether a text is for supervisord.
fn is_supervisords(text: &str) -> bool {
    !text.starts_with("# file: ")
}

/// Translates a case and passes it on.
pub(super) fn with<R>(case: &Case, then: impl FnOnce(&Translated<'_>) -> R) -> R {
    if is_supervisords(case.text) { from_supervisord(case, then) } else { from_systemd(case, then) }
}

fn from_supervisord<R>(case: &Case, then: impl FnOnce(&Translated<'_>) -> R) -> R {
    let source = format!("{}.conf", case.name);
    let (config, sources) = stages::config(&source, case.text.as_bytes());
    let target = systemd::emit::Target { comments: false, ..stages::target(&source) };
    let translation = translate::to_systemd(&config, &sources, &BTreeMap::new(), target);
    assert!(translation.emission.refused.is_empty(), "{}: {:?}", case.name, translation.emission.refused);
    let (mut written, mut ids) = (Sources::new(), Vec::new());
    for file in translation.files.iter().filter(|file| file.kind == FileKind::Settings) {
        ids.push(written.add(SourceFile::new(file.name.clone(), file.text.clone().into_bytes()).unwrap()));
    }
    let units = Units::read(&ids, &mut written, &Memory::new());
    let mut result = systemd::lower::Lowering::new(&units, &written, Release(252)).deployment();
    let of_kind = |kind| translation.files.iter().find(|file| file.kind == kind).map(|file| &*file.text);
    let rules = of_kind(FileKind::Logrotate).map(logrotate::parse).unwrap_or_default();
    systemd::lower::apply_rotation(&mut result, &rules);
    let made = of_kind(FileKind::Tmpfiles).map(tmpfiles::parse).unwrap_or_default();
    systemd::lower::apply_file_modes(&mut result, &made);
    then(&Translated {
        case,
        from: Manager::Supervisord,
        original: &translation.original,
        result: &result,
        files: [vec![(source, case.text.to_owned())], stages::pairs(&translation.files)],
        report: &translation.report,
        names: translation.emission.names.iter().map(|name| name.services.clone()).collect(),
        each: translation.emission.names.iter().map(|name| name.each.clone()).collect(),
        noted: noted(&translation.emission),
    })
}

fn from_systemd<R>(case: &Case, then: impl FnOnce(&Translated<'_>) -> R) -> R {
    let files: Vec<(String, String)> = case
        .text
        .split("# file: ")
        .skip(1)
        .map(|file| file.split_once('\n').unwrap())
        .map(|(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    let (mut sources, mut memory, mut ids) = (Sources::new(), Memory::new(), Vec::new());
    for (name, text) in &files {
        memory = memory.with(name, text.as_bytes());
        // A drop-in is found in the directory of its unit.
        if !name.ends_with(".env") && !name.contains(".d/") {
            ids.push(sources.add(SourceFile::new(name.clone(), text.clone().into_bytes()).unwrap()));
        }
    }
    let units = Units::read(&ids, &mut sources, &memory);
    let translation = translate::to_supervisord(
        &units,
        &sources,
        stages::RELEASE,
        supervisord::emit::Options { comments: false, ..supervisord::emit::Options::of(case.name) },
    );
    assert!(translation.emission.refused.is_empty(), "{}: {:?}", case.name, translation.emission.refused);
    let text = &translation.files[0].text;
    let mut written = Sources::new();
    let id = written.add(SourceFile::new("supervisord.conf", text.clone().into_bytes()).unwrap());
    let config = Config::of_file(id, &written);
    let result = supervisord::lower::Lowering::new(&config, &written, &BTreeMap::new())
        .emitted_by(&translation.emission)
        .deployment();
    then(&Translated {
        case,
        from: Manager::Systemd,
        original: &translation.original,
        result: &result,
        files: [files, stages::pairs(&translation.files)],
        report: &translation.report,
        names: translation.emission.names.iter().map(|name| name.services.clone()).collect(),
        each: translation.emission.names.iter().map(|name| name.each.clone()).collect(),
        // Notes on commands around a program do not concern the effect of the commands; notes on the program itself do.
        noted: noted(&translation.emission).into_iter().filter(|leaf| *leaf == Leaf::Command).collect(),
    })
}

/// The leaves with a note from the emitter.
fn noted(emission: &Emission) -> BTreeSet<Leaf> {
    let leaf = |one: &Unspelled| match one.property {
        Property::Leaf(_, leaf) => Some(leaf),
        _ => None,
    };
    emission.unspelled.iter().filter_map(leaf).collect()
}

impl Translated<'_> {
    /// The manager that runs the original or the translation.
    pub(super) fn manager(&self, original: bool) -> Manager {
        match (self.from, original) {
            (manager, true) => manager,
            (Manager::Supervisord, false) => Manager::Systemd,
            (Manager::Systemd, false) => Manager::Supervisord,
        }
    }

    /// The files that a manager reads.
    pub(super) fn files(&self, manager: Manager) -> &[(String, String)] {
        &self.files[usize::from(manager != self.from)]
    }

    pub(super) fn processes(&self) -> Vec<Process> {
        if !self.case.processes.is_empty() {
            // The name of a process in the translation, if the case does not specify it.
            let mut each = self.each.iter().flatten();
            let mut or_each = |name: &str| {
                let own = each.next().cloned().unwrap_or_default();
                if name.is_empty() { own } else { name.to_owned() }
            };
            let process = |(probe, supervisord, unit): &(&str, &str, &str)| {
                let (supervisord, unit) = match self.from {
                    Manager::Supervisord => ((*supervisord).to_owned(), or_each(unit)),
                    Manager::Systemd => (or_each(supervisord), (*unit).to_owned()),
                };
                Process { probe: (*probe).to_owned(), supervisord, unit }
            };
            return self.case.processes.iter().map(process).collect();
        }
        let services = self.original.services.iter().zip(&self.each);
        let process = |(service, each): (&sysvisor::ir::Service<'_>, &Vec<String>)| {
            let (name, other) = (service.name.clone(), each.first().cloned().unwrap_or_default());
            let (supervisord, unit) = match self.from {
                Manager::Supervisord => (name.clone(), other),
                Manager::Systemd => (other, format!("{name}.service")),
            };
            Process { probe: name, supervisord, unit }
        };
        services.map(process).collect()
    }

    /// The names of the probes.
    pub(super) fn probes(&self) -> Vec<String> {
        self.processes().into_iter().map(|process| process.probe).collect()
    }

    /// The probes that start with the manager, and the children that they are told to start.
    pub(super) fn started(&self) -> Vec<String> {
        let mut names = Vec::new();
        for name in self.probes() {
            let service = self.original.services.iter().find(|service| service.name == name);
            if service.is_some_and(|service| service.start.value == Start::ByHand) {
                continue;
            }
            for word in service.iter().flat_map(|service| &service.command.value.argv) {
                if let Some(kind) = word.to_string().strip_prefix("child=") {
                    names.push(format!("{name}.child-{kind}"));
                }
            }
            names.push(name);
        }
        names
    }

    /// Whether the translation reports that a leaf is kept in all services.
    pub(super) fn reports_kept(&self, leaf: Leaf) -> bool {
        let settings: &[&str] = match leaf {
            Leaf::Order => &["priority", "After", "Before"],
            Leaf::Membership => &["programs", "PartOf", "Wants", "WantedBy"],
            // Only deployment and report know these two; all others are in the services.
            _ => {
                return !self.noted.contains(&leaf)
                    && compare::same(leaf, self.original, self.result, &self.names);
            }
        };
        self.report.rows.iter().all(|row| {
            let is_default = row.default().is_some_and(|default| default.leaf == leaf);
            let is_setting = row.setting().is_some_and(|setting| settings.contains(&&*setting.name));
            !is_default && !is_setting || row.verdict == Verdict::Exact
        })
    }

    /// The emitted files.
    pub(super) fn show(&self) -> String {
        self.files[1].iter().map(|(name, text)| format!("---- {name}\n{text}")).collect()
    }
}
