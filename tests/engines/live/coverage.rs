//! Tests that the cases are sufficient; these need no manager.

use std::collections::{BTreeMap, BTreeSet};

use sysvisor::fidelity::Verdict;
use sysvisor::ir::Leaf;
use sysvisor::systemd::emit::Target;
use sysvisor::systemd::versions::Release;
use sysvisor::translate;

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
        restarts::TO_SUPERVISORD,
        stops::TO_SUPERVISORD,
        streams::TO_SUPERVISORD,
        deployments::TO_SUPERVISORD,
    ];
    let to_supervisord = surroundings::TO_SUPERVISORD.into_iter().chain(to_supervisord);
    [to_systemd.into_iter().flatten().collect(), to_supervisord.flatten().collect()]
}

/// Where the lesson of an experiment is tested.
enum Shown {
    /// In a case with this name, with running managers.
    Case(&'static str),
    /// In a test with this name in this file: what a manager refuses does not run, and what it lacks cannot be observed.
    Test(&'static str, &'static str),
}
use Shown::{Case as InCase, Test};

const LIMITS: &str = include_str!("../../to_supervisord/limits.rs");
const LOGS: &str = include_str!("../../to_systemd/logs.rs");
const REPORT: &str = include_str!("../../to_systemd/report.rs");
const HERE: &str = include_str!("coverage.rs");

/// The experiments that showed a trap, a surprise, something to warn about, or a false similarity.
const LESSONS: &[(&str, Shown)] = &[
    ("Q1", InCase("command")),
    ("Q3", InCase("semicolon")),
    ("Q4", InCase("hash")),
    ("P3", InCase("relative")),
    ("B5", InCase("by_default")),
    ("B9", InCase("reader")),
    ("B14", Test(LIMITS, "cgroup_settings_are_dropped_with_a_reason")),
    ("E2", InCase("command")),
    ("E3", Test(REPORT, "a_configuration_that_supervisord_rejects_is_not_translated")),
    ("E6", Test(REPORT, "a_configuration_that_supervisord_rejects_is_not_translated")),
    ("L2", InCase("nodaemon")),
    ("O6", InCase("opener")),
    ("O9b", Test(LOGS, "a_log_file_gets_append_a_tmpfiles_directory_and_a_logrotate_rule")),
    ("I1", InCase("reader")),
    ("R1-unexp02", InCase("codes_0_2")),
    ("R1-unexp2", InCase("codes_2")),
    ("R1-unexpected", InCase("unexpected")),
    ("R3", InCase("gives_up")),
    ("R4", InCase("early")),
    ("R4b", InCase("early_unexpected")),
    ("R6", InCase("for_ever")),
    ("R8", InCase("u_steps")),
    ("R10", InCase("healthy")),
    ("R12", InCase("healthy")),
    ("R14", InCase("gives_up")),
    ("T7", Test(HERE, "restart_steps_are_never_emitted")),
    ("S6", InCase("stop")),
    ("S10", InCase("stop_session")),
    ("S13", InCase("leaver")),
];

#[test]
fn every_measured_lesson_has_a_case() {
    let cases = cases();
    for (lesson, shown) in LESSONS {
        match shown {
            InCase(name) => {
                let case = cases.iter().flatten().find(|case| case.name == *name);
                let held = case.unwrap_or_else(|| panic!("there is no case {name}")).lessons;
                assert!(
                    held.split(", ").any(|held| held == *lesson),
                    "case {name} does not list {lesson}: {held}"
                );
            }
            Test(file, name) => {
                let line = format!("#[test]\nfn {name}() {{");
                assert!(file.contains(&line), "{lesson}: there is no test {name}");
            }
        }
    }
}

/// T7: the pause of RestartSteps= never shrinks again, so it would be wrong for a program that restarts from time to time.
#[test]
fn restart_steps_are_never_emitted() {
    let target = Target { release: Release(257), comments: false, ..crate::stages::target("a.conf") };
    for case in cases()[0].iter() {
        let (config, sources) = crate::stages::config("a.conf", case.text.as_bytes());
        let files = translate::to_systemd(&config, &sources, &BTreeMap::new(), target).files;
        assert!(files.iter().all(|file| !file.text.contains("RestartSteps")), "{}", case.name);
    }
}

#[test]
fn no_two_cases_share_a_unit() {
    let mut taken = BTreeSet::new();
    for case in cases().iter().flatten() {
        // Nothing is reloaded between cases, and the names of their files begin with the names of the cases.
        translated::with(case, |translated| {
            for name in translated.probes() {
                assert!(name.starts_with(case.name), "unit {name} of case {} lacks its prefix", case.name);
                assert!(taken.insert(name.clone()), "unit {name} is in two cases");
            }
        });
    }
}

/// The settings that the tables call mapped, with the leaves that they decide.
fn mapped(table: &str, sections: usize) -> Vec<(String, String, Vec<Leaf>)> {
    let rows = table.lines().skip(1).map(|line| line.split('\t').collect::<Vec<_>>());
    rows.filter(|row| row[3] == "mapped")
        .map(|row| {
            (row[sections].to_owned(), row[1].to_owned(), row[2].split(',').filter_map(Leaf::parse).collect())
        })
        .collect()
}

/// Settings that are approximate at best:
/// - `minfds` is the minimum for all programs.
/// - A socket of systemd's starts its service, and supervisord's exists only together with a process.
/// - supervisord always passes a pipe, and uses its own name in the system log.
/// - Conditions and directories become part of the command, and a shell reads an environment file in its own way.
/// - Programs are looked up in the environment of supervisord.
/// - supervisord has no timers: a program that waits before each run starts at boot.
/// - The final signal has no effect while it is SIGKILL, and has to be handled by hand otherwise.
/// - `PIDFile=` has no effect if nothing forks.
/// - A box may not raise the real-time priority.
/// - The options of supervisord-dependent-startup need that listener, which the boxes of these tests do not have: `boots`
///   shows what its units do.
const NEVER_EXACT: [&[&str]; 2] = [
    &["minfds", "socket", "dependent_startup", "dependent_startup_wait_for"],
    &[
        "StandardInput",
        "SyslogIdentifier",
        "FinalKillSignal",
        "PIDFile",
        "ConditionPathExists",
        "ConditionPathExistsGlob",
        "ConditionPathIsDirectory",
        "ConditionPathIsSymbolicLink",
        "ConditionPathIsMountPoint",
        "ConditionKernelCommandLine",
        "AssertKernelCommandLine",
        "ConditionPathIsReadWrite",
        "ConditionDirectoryNotEmpty",
        "ConditionFileNotEmpty",
        "ConditionFileIsExecutable",
        "AssertPathExists",
        "AssertPathExistsGlob",
        "AssertPathIsDirectory",
        "AssertPathIsSymbolicLink",
        "AssertPathIsMountPoint",
        "AssertPathIsReadWrite",
        "AssertDirectoryNotEmpty",
        "AssertFileNotEmpty",
        "AssertFileIsExecutable",
        "ExecCondition",
        "ExecStopPost",
        "OOMPolicy",
        "PermissionsStartOnly",
        "RuntimeDirectory",
        "RuntimeDirectoryMode",
        "StateDirectory",
        "StateDirectoryMode",
        "CacheDirectory",
        "CacheDirectoryMode",
        "LogsDirectory",
        "LogsDirectoryMode",
        "EnvironmentFile",
        "ExecSearchPath",
        "OnCalendar",
        "OnActiveSec",
        "OnBootSec",
        "OnStartupSec",
        "OnUnitActiveSec",
        "OnUnitInactiveSec",
        "Unit",
    ],
];

#[test]
fn every_setting_that_can_be_exact_is_exact_in_some_case() {
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
                for setting in exact.filter_map(|row| row.setting()) {
                    let name = setting.table_name.unwrap_or_default();
                    seen.extend(case.same.iter().map(|leaf| (name.to_owned(), *leaf)));
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
