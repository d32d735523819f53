//! The tables in `grammar/mapping/` are complete, have no unused rows, and use the names that the report knows.

use std::collections::{BTreeMap, BTreeSet};

use sysvisor::fidelity::Risk;
use sysvisor::ir::Leaf;
use sysvisor::source::{SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::supervisord::config::Settings;
use sysvisor::supervisord::lower::Lowering;
use sysvisor::supervisord::options::SectionKind;

const TO_SYSTEMD: &str = include_str!("../grammar/mapping/supervisord-to-systemd.tsv");
const TO_SUPERVISORD: &str = include_str!("../grammar/mapping/systemd-to-supervisord.tsv");
const DEFAULTS: &str = include_str!("../grammar/mapping/defaults.tsv");
const OPTIONS: &str = include_str!("../grammar/supervisord/options.tsv");
const DIRECTIVES: &str = include_str!("../grammar/systemd/directives.tsv");

/// The placeholder for names and sections that a manager does not know.
const UNKNOWN: &str = "(unknown)";
/// The placeholder for names and sections that begin with `X-`.
const X_PREFIXED: &str = "(x-prefixed)";
/// The sections that `program*` denotes.
const PROGRAMS: [&str; 2] = ["program", "fcgi-program"];
/// The maximum number of rows that may share a reason: with more, it would not be about the setting.
const MOST_SHARED: usize = 6;

/// A row of one of the two mapping tables.
struct Row {
    section: &'static str,
    name: &'static str,
    leaves: Vec<&'static str>,
    fate: &'static str,
    risk: &'static str,
    reason: &'static str,
    evidence: &'static str,
}

impl Row {
    /// Whether the row is not about a particular setting.
    fn is_special(&self) -> bool {
        [self.section, self.name].iter().any(|field| [UNKNOWN, X_PREFIXED].contains(field))
    }

    /// Whether the row is about this setting in this section.
    fn matches(&self, section: &str, name: &str) -> bool {
        self.name == name
            && self.section.split(',').any(|own| match own {
                "*" => true,
                "program*" => PROGRAMS.contains(&section),
                _ => own == section,
            })
    }
}

/// The fields of a table's lines; the header is checked and left out.
fn lines<const N: usize>(text: &'static str, header: [&str; N]) -> Vec<[&'static str; N]> {
    let mut lines = text.lines().map(|line| {
        let fields: Vec<_> = line.split('\t').collect();
        <[_; N]>::try_from(fields).unwrap_or_else(|_| panic!("{N} fields: {line}"))
    });
    assert_eq!(lines.next(), Some(header));
    lines.collect()
}

fn mapping(text: &'static str, section: &str, name: &str) -> Vec<Row> {
    lines(text, [section, name, "leaves", "fate", "risk", "reason", "evidence"])
        .into_iter()
        .map(|[section, name, leaves, fate, risk, reason, evidence]| {
            let leaves = leaves.split(',').filter(|leaf| !leaf.is_empty()).collect();
            Row { section, name, leaves, fate, risk, reason, evidence }
        })
        .collect()
}

fn to_systemd() -> Vec<Row> {
    mapping(TO_SYSTEMD, "section", "option")
}

fn to_supervisord() -> Vec<Row> {
    mapping(TO_SUPERVISORD, "sections", "directive")
}

/// The first two columns of a table of settings.
fn settings(text: &'static str) -> BTreeSet<(&'static str, &'static str)> {
    let mut lines = text.lines().filter_map(|line| {
        let mut fields = line.split('\t');
        fields.next().zip(fields.next())
    });
    assert_eq!(lines.next().map(|(section, _)| section), Some("section"));
    lines.collect()
}

/// Every setting has exactly one row, and every row (for each section that it lists) has a setting.
fn assert_covers(rows: &[Row], settings: &BTreeSet<(&str, &str)>) {
    for (section, name) in settings {
        let matching = rows.iter().filter(|row| row.matches(section, name)).count();
        assert_eq!(matching, 1, "rows for {name} in {section}");
    }
    for row in rows.iter().filter(|row| !row.is_special()) {
        for listed in row.section.split(',') {
            let one = Row { section: listed, leaves: Vec::new(), ..*row };
            let used = settings.iter().any(|(section, name)| one.matches(section, name));
            assert!(used, "no section of {listed} has {}", row.name);
        }
    }
}

/// Whether the text is a reference: `R1-true`, `systemd.exec(5)`, `supervisor/options.py`, `systemd v258 NEWS`.
fn is_evidence(text: &str) -> bool {
    let experiment = text.starts_with(|first: char| first.is_ascii_uppercase())
        && text[1..].starts_with(|second: char| second.is_ascii_digit());
    let man_page =
        text.strip_suffix(')').and_then(|text| text.rsplit_once('(')).is_some_and(|(page, volume)| {
            !page.is_empty() && volume.len() == 1 && volume.bytes().all(|b| b.is_ascii_digit())
        });
    let upstream = ["supervisor/", "src/", "supervisord-dependent-startup "];
    let upstream = upstream.iter().any(|start| text.starts_with(start));
    experiment || man_page || upstream || (text.starts_with("systemd v") && text.ends_with(" NEWS"))
}

/// Checks that a reason is a plain sentence with a reference.
fn assert_readable(reason: &str, evidence: &str) {
    assert!(reason.len() >= 25 && reason.ends_with('.'), "not a full sentence: {reason}");
    assert!(
        !evidence.is_empty() && evidence.split(", ").all(is_evidence),
        "invalid evidence {evidence}: {reason}"
    );
}

fn assert_no_reason_is_everywhere<'t>(reasons: impl Iterator<Item = &'t str>) {
    let mut counts = BTreeMap::new();
    for reason in reasons {
        let count: &mut usize = counts.entry(reason).or_default();
        *count += 1;
        assert!(*count <= MOST_SHARED, "too many rows share the reason: {reason}");
    }
}

#[test]
fn every_supervisord_option_has_exactly_one_row() {
    let mut settings = settings(OPTIONS);
    // Options of an event listener that starts programs, which supervisord itself does not know.
    settings.extend(["dependent_startup", "dependent_startup_wait_for"].map(|name| ("program", name)));
    assert_covers(&to_systemd(), &settings);
}

#[test]
fn every_systemd_directive_has_exactly_one_row_in_each_section() {
    let mut settings = settings(DIRECTIVES);
    // Whatever wants paths, mounts and the like does not want a program.
    settings.extend(["RequiredBy", "WantedBy"].map(|name| ("(no program)", name)));
    assert_covers(&to_supervisord(), &settings);
}

#[test]
fn unknown_settings_have_exactly_one_row() {
    let supervisord = to_systemd();
    let kinds = settings(OPTIONS).into_iter().map(|(section, _)| section);
    for section in kinds.chain([UNKNOWN]) {
        let matching = supervisord.iter().filter(|row| row.matches(section, UNKNOWN)).count();
        assert_eq!(matching, 1, "rows for an unknown option in {section}");
    }
    let systemd = to_supervisord();
    for (section, name) in [("*", UNKNOWN), ("*", X_PREFIXED), (UNKNOWN, UNKNOWN), (X_PREFIXED, UNKNOWN)] {
        let matching = systemd.iter().filter(|row| (row.section, row.name) == (section, name)).count();
        assert_eq!(matching, 1, "rows for {name} in {section}");
    }
}

#[test]
fn every_row_uses_known_values() {
    for row in to_systemd().iter().chain(&to_supervisord()) {
        let of = format!("{} in {}", row.name, row.section);
        assert!(["mapped", "dropped", "manual"].contains(&row.fate), "{of}: unknown fate {}", row.fate);
        assert!(Risk::parse(row.risk).is_some(), "{of}: unknown risk {}", row.risk);
        assert!(row.leaves.iter().all(|leaf| Leaf::parse(leaf).is_some()), "{of}: unknown leaf");
        let distinct: BTreeSet<_> = row.leaves.iter().collect();
        assert_eq!(distinct.len(), row.leaves.len(), "{of}: a leaf is listed twice");
        assert!(row.fate != "mapped" || !row.leaves.is_empty(), "{of}: mapped, but without leaves");
        // For what the model holds, the emitter decides whether it is manual, and then disables the program.
        assert!(row.fate != "manual" || row.leaves.is_empty(), "{of}: manual, but with leaves");
        assert_readable(row.reason, row.evidence);
    }
}

#[test]
fn no_reason_is_shared_by_too_many_rows() {
    assert_no_reason_is_everywhere(to_systemd().iter().map(|row| row.reason));
    assert_no_reason_is_everywhere(to_supervisord().iter().map(|row| row.reason));
}

/// Leaves that have no default, or the same one under both managers.
const SAME_BY_DEFAULT: [Leaf; 23] = [
    Leaf::Command,
    Leaf::Conditions,
    Leaf::Prepare,
    Leaf::Directories,
    Leaf::SupplementaryGroups,
    Leaf::Capabilities,
    Leaf::Nice,
    Leaf::Scheduling,
    Leaf::OomScore,
    Leaf::NoNewPrivileges,
    Leaf::EnvironmentAssignments,
    Leaf::EnvironmentFiles,
    Leaf::Group,
    Leaf::OneRun,
    // No timer.
    Leaf::Timer,
    Leaf::StopCommands,
    Leaf::StopSignal,
    Leaf::Membership,
    // Both masks are 022.
    Leaf::LogsMode,
    // No socket.
    Leaf::Listens,
    Leaf::ListensOwner,
    Leaf::ListensMode,
    Leaf::ListensBacklog,
];

#[test]
fn every_leaf_with_a_different_default_has_one_row_for_each_direction() {
    let mut rows = BTreeSet::new();
    for [direction, leaf, setting, risk, reason, evidence] in
        lines(DEFAULTS, ["direction", "leaf", "setting", "risk", "reason", "evidence"])
    {
        let leaf = Leaf::parse(leaf).unwrap_or_else(|| panic!("unknown leaf {leaf}"));
        assert!(rows.insert((direction, leaf)), "{direction} {leaf:?} has two rows");
        assert!(!setting.is_empty() && Risk::parse(risk).is_some(), "{direction} {leaf:?}");
        assert_readable(reason, evidence);
    }
    let mut expected = BTreeSet::new();
    for leaf in Leaf::ALL.iter().filter(|leaf| !SAME_BY_DEFAULT.contains(leaf)) {
        expected.insert(("systemd-to-supervisord", *leaf));
        // A single process, the default, is a plain service.
        if *leaf != Leaf::Instances {
            expected.insert(("supervisord-to-systemd", *leaf));
        }
    }
    assert_eq!(rows, expected);
}

/// Lowers a configuration of one program or FastCGI program; returns the leaves that each written setting decides.
fn decided(text: &str) -> Vec<(&'static str, String, Vec<&'static str>)> {
    let mut sources = Sources::new();
    let file = sources.add(SourceFile::new("/etc/x.conf", text.as_bytes().to_vec()).expect("a small file"));
    let config = Config::of_file(file, &sources);
    let lowering = Lowering::new(&config, &sources, &BTreeMap::new());
    let program = config.section(SectionKind::Program).or(config.section(SectionKind::FcgiProgram));
    let program = program.expect("a program");
    let mut settings = Settings::new();
    config.fill(program, &sources, &mut settings, |_| {});
    let service = lowering.program(program, &settings);
    let mut all = Vec::new();
    for section in &config.sections {
        let kind = section.kind.expect("a known section").prefix().trim_end_matches(':');
        for entry in config.entries(section, &sources) {
            let leaves = Leaf::ALL.iter().filter(|leaf| service.from(**leaf).contains(entry.id));
            let name = entry.row.expect("a known option").name.as_str().to_owned();
            all.push((kind, name, leaves.map(|leaf| leaf.name()).collect()));
        }
    }
    all
}

#[test]
fn the_leaves_of_an_option_are_those_it_decides_when_lowered() {
    let program = "[program:a]\ncommand=x\nprocess_name=a%(process_num)d\nnumprocs=2\nnumprocs_start=1\n\
        priority=1\nautostart=false\nautorestart=unexpected\nstartsecs=2\nstartretries=2\nexitcodes=2\n\
        stopsignal=INT\nstopwaitsecs=2\nstopasgroup=true\nkillasgroup=true\nuser=daemon\n\
        redirect_stderr=true\ndirectory=/\numask=077\nenvironment=PATH=\"/p\",HOME=\"/h\",USER=\"u\",LOGNAME=\"u\",SHELL=\"/s\"\n\
        serverurl=AUTO\nstdout_logfile=/o\nstdout_logfile_maxbytes=1\nstdout_logfile_backups=1\n\
        stdout_capture_maxbytes=1\nstdout_events_enabled=true\nstdout_syslog=true\nstderr_logfile=/e\n\
        stderr_logfile_maxbytes=1\nstderr_logfile_backups=1\nstderr_capture_maxbytes=1\n\
        stderr_events_enabled=true\nstderr_syslog=true\n";
    let global = "[supervisord]\nlogfile=/l\nnodaemon=false\nminfds=1\nuser=daemon\ndirectory=/\numask=077\n\
        environment=PATH=\"/p\",HOME=\"/h\",USER=\"u\",LOGNAME=\"u\",SHELL=\"/s\"\n[program:a]\ncommand=x\nstdout_logfile=/o\n";
    let fastcgi = "[fcgi-program:a]\ncommand=x\nsocket=unix:///f\nsocket_owner=u\nsocket_mode=0600\n\
        socket_backlog=9\n";
    let written = decided(program);
    let options = settings(OPTIONS).iter().filter(|(section, _)| *section == "program").count();
    assert_eq!(written.len(), options, "the configuration must set every program option");
    let rows = to_systemd();
    for (section, name, leaves) in written.into_iter().chain(decided(global)).chain(decided(fastcgi)) {
        let row = rows.iter().find(|row| row.matches(section, &name)).unwrap();
        let listed: BTreeSet<_> = row.leaves.iter().copied().collect();
        assert_eq!(listed, leaves.into_iter().collect(), "{name} in {section}");
    }
}
