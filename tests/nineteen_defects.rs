//! One unit with nineteen different defects: each is reported on its own line, all but two without access to a machine. The
//! best of the other tools reports thirteen; systemd's own stops checking once it has refused the unit.

use sysvisor::host::{DEFAULT_PATH, Host};
use sysvisor::lint::{Options, check_units, check_units_host};
use sysvisor::source::{Memory, SourceFile, Sources};
use sysvisor::systemd::Units;

const UNIT: &str = "\
[Unit]
Descripton=A demonstration
After=network
Requires=worker@1.service

[Service]
Type=simpel
ExecStart=/opt/none/demo
ExecStart=/opt/none/demo --twice
Restart=alway
RestartSec=5 parsecs
User=nosuch
Environment=\"COLOUR=blue
MemoryLimit=1G
KillMode=none
PIDFile=/var/run/demo.pid
StandardOutput=syslog
LimitNOFILE=lots
TimeoutStopSec=

[Instal]
Alias=example.service

[Install]
WantedBy=multi-user
";

/// The defects that the unit itself shows: line and rule.
const IN_THE_UNIT: [(u32, &str); 17] = [
    (1, "missing-description"),
    (2, "unknown-directive"),
    (3, "bad-dependency-name"),
    (4, "instance-without-template"),
    (7, "invalid-enum-falls-back"),
    (9, "multiple-execstart"),
    (10, "invalid-enum-falls-back"),
    (11, "timespan-unit-trap"),
    (13, "env-quoting"),
    (14, "deprecated-directive"),
    (15, "kill-mode-none"),
    (16, "pidfile-without-forking"),
    (17, "syslog-target-output"),
    (18, "invalid-value"),
    (19, "empty-assignment-no-effect"),
    (21, "unknown-section"),
    (25, "wantedby-garbage"),
];

/// The defects that only the machine shows.
const ON_THE_MACHINE: [(u32, &str); 2] = [(8, "program-missing"), (12, "user-missing")];

#[test]
fn all_nineteen_defects_are_reported_each_on_its_line() {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new("demo.service", UNIT.as_bytes().to_vec()).unwrap());
    let units = Units::read(&[id], &mut sources, &Memory::new());
    let options = Options::default();
    let machine = Memory::new().with("/etc/passwd", "root:x:0:0::/root:/bin/sh\n").with("/opt/readme", "");
    let host = Host::new(Box::new(machine), DEFAULT_PATH);
    let findings = check_units(&units, &sources, &options);
    let findings_with_host = check_units_host(&units, &sources, &options, &host);
    let missing = |findings: &[sysvisor::diagnostic::Diagnostic], expected: &[(u32, &'static str)]| {
        let line = |offset| sources.get(id).position(offset).line;
        let met: Vec<_> = findings.iter().map(|one| (line(one.span.start), one.rule)).collect();
        expected.iter().filter(|one| !met.contains(one)).copied().collect::<Vec<_>>()
    };
    assert_eq!(missing(&findings, &IN_THE_UNIT), []);
    assert_eq!(missing(&findings_with_host, &ON_THE_MACHINE), []);
}
