//! Arbitrary bytes as units.

use std::collections::BTreeSet;

use proptest::prelude::*;
use sysvisor::lint::{Options, check_units};
use sysvisor::source::{Memory, Sources};
use sysvisor::systemd::Units;
use sysvisor::systemd::directives::{self, Section};
use sysvisor::systemd::lower::Lowering;
use sysvisor::systemd::versions::Release;

use super::{add, assert_accounted, entries, generate};

const HEADERS: &[&str] =
    &["[Unit]", "[Service]", "[Service]", "[Install]", "[Socket]", "[Timer]", "[X-Own]", "[service]", "[]"];

/// The directives of a service unit; those of `[Service]` that the model holds occur more often.
fn names() -> Vec<&'static str> {
    let mut names: Vec<_> = [Section::Unit, Section::Service, Section::Install]
        .into_iter()
        .flat_map(directives::directives_of)
        .map(|row| row.name.as_str())
        .collect();
    let held = [
        "ExecStart",
        "Type",
        "Restart",
        "RestartSec",
        "RestartSteps",
        "RestartMaxDelaySec",
        "StartLimitBurst",
        "StartLimitIntervalSec",
        "StartLimitInterval",
        "SuccessExitStatus",
        "RestartPreventExitStatus",
        "Environment",
        "EnvironmentFile",
        "User",
        "Group",
        "WorkingDirectory",
        "UMask",
        "KillMode",
        "KillSignal",
        "TimeoutStopSec",
        "StandardInput",
        "StandardOutput",
        "StandardError",
        "WantedBy",
        "DefaultInstance",
        "After",
        "Before",
        "PartOf",
        "Wants",
        "Requires",
        "BusName",
        "SyslogIdentifier",
        "ExecSearchPath",
        "DynamicUser",
        "RemainAfterExit",
        "SendSIGKILL",
        "TimeoutSec",
        "RequiredBy",
        "BindsTo",
        "X-Own",
        "Unknown",
    ];
    for _ in 0..12 {
        names.extend(held);
    }
    names
}

fn lower(files: &[(&str, &[u8])], release: u16) {
    let mut sources = Sources::new();
    let ids: Vec<_> = files.iter().map(|(name, bytes)| add(&mut sources, name, bytes.to_vec())).collect();
    let units = Units::read(&ids, &mut sources, &Memory::new());
    let lowering = Lowering::new(&units, &sources, Release(release));
    let deployment = lowering.deployment();
    let _ = check_units(&units, &sources, &Options::default());
    for unit in units.given() {
        let service = lowering.service(unit);
        let _ = service.resolved(&service.command.value.argv);
        let _ = service.for_instance(0);
    }
    let trees = units.given().iter().flat_map(|unit| &unit.files);
    let written: BTreeSet<_> = trees.flat_map(|file| entries(file.id, &file.tree)).collect();
    assert_accounted(&deployment, &written, &sources, &units);
}

#[test]
fn values_reset_by_an_empty_assignment_get_a_verdict() {
    lower(&[("w.service", b"[Service]\nEnvironment=A=1\nEnvironment=\nEnvironment=B=2 \"\n[Install]\nWantedBy=a.target\nWantedBy=\n")], 257);
}

#[test]
fn settings_that_depend_on_another_get_a_verdict() {
    let service = b"[Service]\nExecStart=/w\nExecSearchPath=/x\nStandardOutput=null\nSyslogIdentifier=w\nDynamicUser=no\n";
    let install = b"[Install]\nDefaultInstance=1\nWantedBy=w.target\n";
    let target =
        b"[Unit]\nWants=w@1.service x.service y.service\nWants=w@1.service\n[Install]\nWantedBy=b.target\n";
    let both = [service.as_slice(), install].concat();
    lower(&[("w.service", &both), ("w.target", target)], 257);
    lower(&[("w@.service", &both), ("w.target", target)], 257);
}

#[test]
fn a_template_that_resets_its_aliases_gets_a_verdict() {
    lower(&[("w@.service", b"[Service]\nExecStart=/w\n[Install]\nAlias=\n")], 257);
    lower(&[("w@.service", b"[Unit]\n[Install]\nAlias=\n")], 257);
}

#[test]
fn a_reset_of_io_class_and_priority_gets_one_verdict() {
    for lines in [
        "IOSchedulingClass=\nIOSchedulingClass=\n",
        "IOSchedulingClass=\nIOSchedulingPriority=\nIOSchedulingClass=idle\n",
        "IOSchedulingClass=idle\nIOSchedulingPriority=3\nIOSchedulingPriority=\n",
    ] {
        lower(&[("w.service", format!("[Service]\nExecStart=/w\n{lines}").as_bytes())], 257);
    }
}

#[test]
fn dynamic_user_gets_a_verdict_from_leaf_and_table() {
    lower(&[("w.service", b"[Service]\nExecStart=/w\nDynamicUser=yes\n")], 257);
}

proptest! {
    #![proptest_config(crate::property::config(384))]

    #[test]
    fn units_of_known_directives_get_a_verdict_for_each_setting(
        service in generate::file(HEADERS, names()),
        other in generate::file(HEADERS, names()),
        target in generate::file(HEADERS, names()),
        release in prop::sample::select(&[219_u16, 239, 252, 257, 258][..]),
    ) {
        lower(&[("w.service", &service)], release);
        lower(&[("app@.service", &service), ("db.service", &other), ("all.target", &target), ("app.target", &target)], release);
        lower(&[("w.service.d/a.conf", &service), ("w.timer", &other)], release);
    }

    #[test]
    fn any_bytes_get_a_verdict_for_each_setting(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        lower(&[("w.service", &[b"[Service]\n", bytes.as_slice()].concat())], 257);
        lower(&[("w.service", &bytes)], 257);
    }

    #[test]
    fn a_unit_with_any_command_gets_a_verdict_for_each_setting(command in generate::value(), template in any::<bool>()) {
        let name = if template { "w@.service" } else { "w@a-b.service" };
        lower(&[(name, &[b"[Service]\nExecStart=/bin/w ", command.as_slice(), b"\n"].concat())], 257);
    }
}
