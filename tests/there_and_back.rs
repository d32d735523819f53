//! Round trips: what both translations kept exactly is equal in the model afterwards, over the whole corpus.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Mutex;

use sysvisor::emission::Emission;
use sysvisor::fidelity::{Report, Verdict, equivalent};
use sysvisor::ir::describe::describe;
use sysvisor::ir::{Deployment, Identity, Instances, Leaf, Service, SettingId};
use sysvisor::language::{self, Language};
use sysvisor::source::Sources;
use sysvisor::supervisord::Config;
use sysvisor::systemd::Units;
use sysvisor::translate::{self, Translation};
use sysvisor::{supervisord, systemd};

use crate::{corpus, stages};

/// The results for one direction.
#[derive(Debug, Default)]
struct Figures {
    files: usize,
    /// Refused in one of the two directions.
    refused: usize,
    settings: usize,
    /// Settings that were kept exactly on the way there, and those among them whose translation was kept exactly on the way
    /// back.
    exact: usize,
    exact_both_ways: usize,
    /// The leaves of the latter that were compared.
    leaves: usize,
}

impl Figures {
    fn add(&mut self, other: &Self) {
        let Self { files, refused, settings, exact, exact_both_ways, leaves } = other;
        self.files += files;
        self.refused += refused;
        self.settings += settings;
        self.exact += exact;
        self.exact_both_ways += exact_both_ways;
        self.leaves += leaves;
    }
}

fn to_systemd<'a>(config: &'a Config, sources: &'a Sources) -> Translation<'a> {
    translate::to_systemd(config, sources, &BTreeMap::new(), stages::target("supervisord.conf"))
}

fn to_supervisord<'a>(units: &'a Units, sources: &'a Sources) -> Translation<'a> {
    let target = supervisord::emit::Options::of("units");
    translate::to_supervisord(units, sources, stages::RELEASE, target)
}

/// What a translation kept exactly.
struct Kept<'t> {
    verdicts: BTreeMap<SettingId, Verdict>,
    report: &'t Report<'t>,
}

impl<'t> Kept<'t> {
    fn of(report: &'t Report<'t>) -> Self {
        let rows = report.rows.iter();
        let verdicts = rows.filter_map(|row| Some((row.setting()?.id, row.verdict))).collect();
        Self { verdicts, report }
    }

    fn is_exact(&self, setting: SettingId) -> bool {
        self.verdicts.get(&setting) == Some(&Verdict::Exact)
    }

    /// Whether a leaf was kept, whether settings or the default decided it.
    fn leaf(&self, index: usize, leaf: Leaf, service: &Service<'_>) -> bool {
        let from = service.from(leaf);
        if from.is_default() {
            let defaults = self.report.rows.iter().filter_map(|row| row.default());
            return !defaults.into_iter().any(|one| one.service == index && one.leaf == leaf);
        }
        from.iter().all(|setting| self.is_exact(setting))
    }
}

/// The services that stand for one service, with the instance that each of them stands for.
fn counterparts(
    service: &Service<'_>,
    names: &[String],
    result: &Deployment<'_>,
) -> Vec<(Option<usize>, usize)> {
    let place = |name: &String| result.services.iter().position(|other| other.name == *name);
    match names {
        [name] => {
            let Some(at) = place(name) else { return Vec::new() };
            let is_only = matches!(&service.instances.value, Instances::Each(list) if list.len() == 1)
                && result.services[at].instances.value == Instances::One;
            vec![(is_only.then_some(0), at)]
        }
        several => {
            several.iter().enumerate().filter_map(|(at, name)| Some((Some(at), place(name)?))).collect()
        }
    }
}

fn instance<'a>(service: &Service<'a>, at: Option<usize>) -> Service<'a> {
    at.map_or_else(|| service.clone(), |at| service.for_instance(at))
}

/// A service that stands for one that stands for a service of the original, with the instance at each step, if any.
struct Chain {
    one: Option<usize>,
    /// Its index in the intermediate deployment.
    at: usize,
    other: Option<usize>,
    /// Its index in the final deployment.
    end: usize,
}

/// The steps of a start sequence, numbered densely.
fn dense(steps: Vec<Option<usize>>) -> Vec<Option<usize>> {
    let mut distinct: Vec<usize> = steps.iter().flatten().copied().collect();
    distinct.sort_unstable();
    distinct.dedup();
    steps.into_iter().map(|step| step.and_then(|step| distinct.binary_search(&step).ok())).collect()
}

/// Compares the result of a round trip with the original.
fn compare(there: &Translation<'_>, back: &Translation<'_>, result: &Deployment<'_>) -> Figures {
    let (first, second) = (Kept::of(&there.report), Kept::of(&back.report));
    let (original, middle) = (&there.original, &back.original);
    let chains: Vec<Vec<Chain>> = original
        .services
        .iter()
        .zip(&there.emission.names)
        .map(|(service, names)| {
            let there = counterparts(service, &names.services, middle);
            there
                .into_iter()
                .flat_map(|(one, at)| {
                    let names = &back.emission.names[at].services;
                    let back = counterparts(&middle.services[at], names, result);
                    back.into_iter().map(move |(other, end)| Chain { one, at, other, end })
                })
                .collect()
        })
        .collect();
    let before = dense(original.steps().into_iter().map(Some).collect());
    let steps = result.steps();
    let after = dense(chains.iter().map(|chain| chain.first().map(|chain| steps[chain.end])).collect());
    let mut kept_back: BTreeMap<SettingId, bool> = BTreeMap::new();
    let mut leaves = 0;
    for (index, service) in original.services.iter().enumerate() {
        for leaf in Leaf::ALL.iter().copied() {
            let from = service.from(leaf);
            if from.is_default() || !first.leaf(index, leaf, service) {
                continue;
            }
            let is_kept = !chains[index].is_empty()
                && chains[index].iter().all(|Chain { at, .. }| second.leaf(*at, leaf, &middle.services[*at]));
            for setting in from.iter() {
                *kept_back.entry(setting).or_insert(true) &= is_kept;
            }
            if !is_kept {
                continue;
            }
            leaves += 1;
            for Chain { one, at, other, end } in &chains[index] {
                let (mut sent, came) = (instance(&instance(service, *one), *other), &result.services[*end]);
                let on_the_way = middle.services[*at].identity.value;
                if leaf == Leaf::EnvironmentAssignments && on_the_way == Identity::OfUser {
                    // Variables that only state the user belong to another leaf, which was not kept.
                    sent.identity.value = on_the_way;
                }
                let is_same = match leaf {
                    Leaf::Order => before[index] == after[index],
                    Leaf::Membership => {
                        let groups = |all: &[String], deployment: &Deployment<'_>, emission: &Emission| {
                            let place =
                                |name: &String| deployment.groups.iter().position(|one| one.name == *name);
                            all.iter()
                                .filter_map(|name| Some(emission.groups[place(name)?].clone()))
                                .collect::<Vec<_>>()
                        };
                        let expected = groups(&service.membership.value, original, &there.emission);
                        let mut expected = groups(&expected, middle, &back.emission);
                        let mut have = came.membership.value.clone();
                        expected.sort_unstable();
                        have.sort_unstable();
                        expected == have
                    }
                    // One service per instance: the same processes.
                    Leaf::Instances if chains[index].len() > 1 => true,
                    _ => equivalent::same(leaf, &sent, came),
                };
                let text = || {
                    let files = there.files.iter().chain(&back.files);
                    files
                        .map(|file| format!("# file: {}\n{}", file.name, file.text))
                        .collect::<Vec<_>>()
                        .join("\n")
                };
                assert!(
                    is_same,
                    "{leaf:?} of {}: {}\nwas read back as {}: {}\n{}",
                    service.name,
                    describe(leaf, &sent),
                    came.name,
                    describe(leaf, came),
                    text()
                );
            }
        }
    }
    let rows = || there.report.rows.iter().filter(|row| row.setting().is_some());
    Figures {
        files: 1,
        refused: 0,
        settings: rows().count(),
        exact: rows().filter(|row| row.verdict == Verdict::Exact).count(),
        exact_both_ways: kept_back.iter().filter(|(id, kept)| **kept && first.is_exact(**id)).count(),
        leaves,
    }
}

const REFUSED: Figures =
    Figures { files: 1, refused: 1, settings: 0, exact: 0, exact_both_ways: 0, leaves: 0 };

fn from_supervisord(name: &str, bytes: &[u8]) -> Figures {
    let (config, sources) = stages::config(name, bytes);
    let there = to_systemd(&config, &sources);
    if !there.emission.refused.is_empty() {
        return REFUSED;
    }
    let mut written = Sources::new();
    let units = stages::written_units(&there.files, &mut written);
    let back = to_supervisord(&units, &written);
    let mut returned = Sources::new();
    let config = stages::written_config(&back.files, &mut returned);
    let environment = BTreeMap::new();
    let result = supervisord::lower::Lowering::new(&config, &returned, &environment).deployment();
    compare(&there, &back, &result)
}

fn from_systemd(name: &str, bytes: &[u8]) -> Figures {
    let (units, sources) = stages::units(name, bytes);
    let there = to_supervisord(&units, &sources);
    let mut written = Sources::new();
    let config = stages::written_config(&there.files, &mut written);
    let back = to_systemd(&config, &written);
    if !back.emission.refused.is_empty() {
        return REFUSED;
    }
    let mut returned = Sources::new();
    let units = stages::written_units(&back.files, &mut returned);
    let release = stages::options().systemd_version;
    let result = systemd::lower::Lowering::new(&units, &returned, release).deployment();
    compare(&there, &back, &result)
}

#[test]
fn settings_exact_in_both_directions_survive_a_round_trip() {
    let all = Mutex::new([Figures::default(), Figures::default()]);
    let failed = corpus::for_every_file(|name, bytes| {
        let (at, figures) = match language::detect(name, bytes) {
            Some(Language::Supervisord) => (0, from_supervisord(name, bytes)),
            Some(Language::Systemd) => (1, from_systemd(name, bytes)),
            None => return,
        };
        all.lock().expect("no thread panics while holding the lock")[at].add(&figures);
    });
    let Some(failed) = failed else { return };
    let all = all.into_inner().expect("no thread panics while holding the lock");
    for (figures, way) in
        all.iter().zip(["supervisord → systemd → supervisord", "systemd → supervisord → systemd"])
    {
        println!("{way}: {figures:?}");
    }
    assert_eq!(failed, [] as [PathBuf; 0], "see the panics above");
    assert!(all.iter().all(|figures| figures.exact_both_ways > 0), "{all:?}");
}
