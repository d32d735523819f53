//! That the cases are enough: no manager is needed to say so.

use std::collections::BTreeSet;

use sysvisor::fidelity::Verdict;
use sysvisor::ir::Leaf;

use super::case::Case;
use super::{deployments, restarts, stops, streams, surroundings, translated, whole};

/// All cases that translate to systemd, and all that translate to supervisord.
fn cases() -> [Vec<&'static Case>; 2] {
    let to_systemd = [
        surroundings::TO_SYSTEMD,
        restarts::TO_SYSTEMD,
        stops::TO_SYSTEMD,
        streams::TO_SYSTEMD,
        deployments::TO_SYSTEMD,
        whole::TO_SYSTEMD,
    ];
    let to_supervisord = [
        surroundings::TO_SUPERVISORD,
        restarts::TO_SUPERVISORD,
        stops::TO_SUPERVISORD,
        streams::TO_SUPERVISORD,
        deployments::TO_SUPERVISORD,
    ];
    [to_systemd.into_iter().flatten().collect(), to_supervisord.into_iter().flatten().collect()]
}

/// The experiments that showed a trap, a surprise, or that what looks alike is not.
const LESSONS: &[&str] = &[
    "Q1",
    "Q3",
    "Q4",
    "P3",
    "B5",
    "B9",
    "E2",
    "L2",
    "O6",
    "I1",
    "R1-unexp02",
    "R1-unexp2",
    "R1-unexpected",
    "R3",
    "R4",
    "R6",
    "R8",
    "R10",
    "R12",
    "R14",
    "S6",
    "S10",
    "S13",
];

#[test]
fn every_lesson_of_the_experiments_has_a_case() {
    let held: BTreeSet<&str> = cases().iter().flatten().flat_map(|case| case.lessons.split(", ")).collect();
    let missing: Vec<&&str> = LESSONS.iter().filter(|lesson| !held.contains(**lesson)).collect();
    assert!(missing.is_empty(), "{missing:?}");
}

/// T7: the pause of RestartSteps= never shrinks again, so that it is wrong for a program which restarts now and then.
#[test]
fn no_growing_pause_is_written_for_a_release_that_knows_them() {
    let mut options = crate::stages::options();
    options.systemd_version = 257;
    for case in cases()[0].iter() {
        let (config, sources) = crate::stages::config("a.conf", case.text.as_bytes());
        let logs = sysvisor::systemd::emit::Logs::Auto;
        let files = sysvisor::translate::to_systemd(&config, &sources, "a.conf", &options, logs, false).files;
        assert!(files.iter().all(|(_, text)| !text.contains("RestartSteps")), "{}", case.name);
    }
}

#[test]
fn no_two_cases_have_a_unit_in_common() {
    let mut taken = BTreeSet::new();
    for case in cases().iter().flatten() {
        // Nothing is reloaded between cases, and their names begin the names of their files.
        translated::with(case, |translated| {
            for name in translated.probes() {
                assert!(name.starts_with(case.name), "{name} of {}", case.name);
                assert!(taken.insert(name.clone()), "{name} twice");
            }
        });
    }
}

/// A setting that the tables call mapped, and the leaves that it decides.
fn mapped(table: &str, sections: usize) -> Vec<(String, String, Vec<Leaf>)> {
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[3] == "mapped")
        .map(|row| {
            (row[sections].to_owned(), row[1].to_owned(), row[2].split(',').filter_map(Leaf::parse).collect())
        })
        .collect()
}

/// Settings that are approximate at best: `minfds` is the least that all programs have; supervisord has no group but the user's,
/// always hands over a pipe, and names itself in the system log; what is asked, what runs before a program and
/// makes its folders is a part of its command. The signal of a kill decides nothing as long as it is SIGKILL, and is by hand otherwise; `PIDFile=` decides
/// nothing where nothing forks. A box may not raise the real-time priority.
const NEVER_EXACT: [&[&str]; 2] = [
    &["minfds"],
    &[
        "Group",
        "StandardInput",
        "SyslogIdentifier",
        "FinalKillSignal",
        "PIDFile",
        "ExecStop",
        "ConditionPathExists",
        "ConditionPathIsDirectory",
        "ConditionPathIsSymbolicLink",
        "ConditionPathIsMountPoint",
        "ConditionPathIsReadWrite",
        "ConditionDirectoryNotEmpty",
        "ConditionFileNotEmpty",
        "ConditionFileIsExecutable",
        "AssertPathExists",
        "AssertPathIsDirectory",
        "AssertPathIsSymbolicLink",
        "AssertPathIsMountPoint",
        "AssertPathIsReadWrite",
        "AssertDirectoryNotEmpty",
        "AssertFileNotEmpty",
        "AssertFileIsExecutable",
        "ExecStartPre",
        "RuntimeDirectory",
        "RuntimeDirectoryMode",
        "StateDirectory",
        "StateDirectoryMode",
        "CacheDirectory",
        "CacheDirectoryMode",
        "LogsDirectory",
        "LogsDirectoryMode",
        "ConfigurationDirectory",
        "ConfigurationDirectoryMode",
        "LimitNOFILE",
        "LimitRTPRIO",
    ],
];

#[test]
fn every_setting_that_can_be_kept_exactly_is_seen_to_be() {
    let tables = [
        include_str!("../../../grammar/mapping/supervisord-to-systemd.tsv"),
        include_str!("../../../grammar/mapping/systemd-to-supervisord.tsv"),
    ];
    let mut missing = Vec::new();
    for ((table, cases), never) in tables.iter().zip(cases()).zip(NEVER_EXACT) {
        let mut seen: BTreeSet<(String, Leaf)> = BTreeSet::new();
        for case in cases {
            translated::with(case, |translated| {
                let exact = translated.report.rows.iter().filter(|row| row.verdict == Verdict::Exact);
                for setting in exact.filter_map(|row| row.setting.as_ref()) {
                    let name = setting.table_name.clone().unwrap_or_default();
                    seen.extend(case.same.iter().map(|leaf| (name.clone(), *leaf)));
                }
            });
        }
        for (section, name, leaves) in mapped(table, 0) {
            let is_seen = leaves.iter().any(|leaf| seen.contains(&(name.clone(), *leaf)));
            if is_seen == never.contains(&name.as_str()) {
                missing.push(format!("{section} {name}"));
            }
        }
    }
    assert!(missing.is_empty(), "{missing:#?}");
}
