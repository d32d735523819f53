//! Nothing in the source can become a setting, section or file of the result that the model did not contain: for any model,
//! with any bytes in every string, what is emitted reads back as intended, or is reported.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path};

use proptest::prelude::*;
use sysvisor::emission::{Emission, NoComments, Property};
use sysvisor::fidelity::equivalent;
use sysvisor::ir::{
    Address, Assignment, Check, CheckKind, Command, Condition, ControlCommand, Decided, Deployment,
    Directory, EndingSet, EnvironmentFile, Group, IfUnmet, Input, Instance, Instances, Leaf, Limit, Lookup,
    Output, Purpose, Resource, Rights, Service, ServiceDirectory, ServiceGroup, SettingId,
    SettingIds as From, Text,
};
use sysvisor::source::{FileId, Memory, SourceFile, Sources, Span};
use sysvisor::supervisord::{self, Config};
use sysvisor::syntax::{ItemKind, Tree};
use sysvisor::systemd::emit::Logs;
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{self, Units};

const RELEASE: Release = Release(252);

/// Arbitrary bytes, and bytes that are special to one of the parsers involved.
fn bytes() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop_oneof![
        prop::collection::vec(any::<u8>(), 0..4),
        "\\PC{0,4}".prop_map(String::into_bytes),
        "[a-z/]{1,6}".prop_map(String::into_bytes),
        prop::sample::select(vec![
            "\n[program:x]\ncommand=x",
            "\n[Service]\nExecStart=x",
            "\r",
            "\0",
            "\n",
            " ",
            "; x",
            " #x",
            "%(here)s",
            "%i",
            "%",
            "%%",
            "${A}",
            "$A",
            "$",
            "\\",
            "\\\n",
            "\"",
            "'",
            "`x`",
            "$(x)",
            "]",
            ":",
            ",",
            "../",
            "/",
            "~",
            "-",
            "=",
            "\u{2028}",
            "\u{a0}",
            "\u{f0000}",
            "AUTO",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
    ];
    prop::collection::vec(piece, 0..4).prop_map(|pieces| pieces.concat())
}

fn text() -> impl Strategy<Value = Text<'static>> {
    bytes().prop_map(Text::plain)
}

fn path() -> impl Strategy<Value = Text<'static>> {
    bytes().prop_map(|bytes| Text::plain([b"/", &bytes[..]].concat()))
}

fn name() -> impl Strategy<Value = String> {
    bytes().prop_map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// What is changed in a service that otherwise has defaults.
#[derive(Clone)]
struct Strings {
    name: String,
    argv: Vec<Text<'static>>,
    own_name: Option<Text<'static>>,
    directory: Option<Text<'static>>,
    user: Option<Text<'static>>,
    group: Option<Text<'static>>,
    assignments: Vec<(Text<'static>, Text<'static>)>,
    files: Vec<(Text<'static>, bool)>,
    prepare: Vec<(Vec<Text<'static>>, bool, bool)>,
    directories: Vec<Text<'static>>,
    conditions: Vec<(Text<'static>, bool)>,
    groups: Vec<Text<'static>>,
    outputs: (Option<Text<'static>>, Option<Text<'static>>),
    socket: Option<Text<'static>>,
    instances: Option<Vec<String>>,
    is_member: bool,
    limited: bool,
}

/// Short enough to read if a case fails.
impl std::fmt::Debug for Strings {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let shown = |text: &Text<'_>| text.bytes().unwrap_or_default().escape_ascii().to_string();
        let all = |texts: &[Text<'_>]| texts.iter().map(shown).collect::<Vec<_>>();
        let pairs: Vec<_> =
            self.assignments.iter().map(|(name, value)| (shown(name), shown(value))).collect();
        let conditions: Vec<_> = self.conditions.iter().map(|(path, not)| (shown(path), *not)).collect();
        let files: Vec<_> = self.files.iter().map(|(path, optional)| (shown(path), *optional)).collect();
        let prepare: Vec<_> =
            self.prepare.iter().map(|(argv, fail, root)| (all(argv), *fail, *root)).collect();
        write!(
            out,
            "{conditions:?} {:?} {:?} {:?} own {:?} in {:?} as {:?}:{:?} with {pairs:?} {files:?} after {prepare:?} {:?} to {:?} {:?} at {:?} {:?} {} {}",
            all(&self.groups),
            self.name,
            all(&self.argv),
            self.own_name.as_ref().map(shown),
            self.directory.as_ref().map(shown),
            self.user.as_ref().map(shown),
            self.group.as_ref().map(shown),
            all(&self.directories),
            self.outputs.0.as_ref().map(shown),
            self.outputs.1.as_ref().map(shown),
            self.socket.as_ref().map(shown),
            self.instances,
            self.is_member,
            self.limited
        )
    }
}

fn strings() -> impl Strategy<Value = Strings> {
    let argv = || {
        (path(), prop::collection::vec(text(), 0..3))
            .prop_map(|(program, more)| std::iter::once(program).chain(more).collect::<Vec<_>>())
    };
    let one = (
        name(),
        argv(),
        prop::option::weighted(0.2, text()),
        prop::option::of(path()),
        prop::option::of(text()),
        prop::option::weighted(0.3, text()),
    );
    let two = (
        prop::collection::vec((text(), text()), 0..3),
        prop::collection::vec((path(), any::<bool>()), 0..2),
        prop::collection::vec((argv(), any::<bool>(), any::<bool>()), 0..2),
        prop::collection::vec(text(), 0..2),
        (prop::option::of(path()), prop::option::of(path())),
        (prop::collection::vec((path(), any::<bool>()), 0..2), prop::collection::vec(text(), 0..2)),
    );
    let three = (
        prop::option::weighted(0.2, path()),
        prop::option::weighted(0.3, prop::collection::vec(name(), 1..3)),
        any::<bool>(),
        any::<bool>(),
    );
    (one, two, three).prop_map(|(one, two, three)| {
        let (name, argv, own_name, directory, user, group) = one;
        let (assignments, files, prepare, directories, outputs, (conditions, groups)) = two;
        let (socket, instances, is_member, limited) = three;
        Strings {
            name,
            argv,
            own_name,
            directory,
            user,
            group,
            assignments,
            files,
            prepare,
            directories,
            conditions,
            groups,
            outputs,
            socket,
            instances,
            is_member,
            limited,
        }
    })
}

/// A setting that everything comes from: what comes from no setting may be left out.
fn somewhere(file: FileId) -> SettingId {
    SettingId { file, item: 0 }
}

fn service(base: &Service<'static>, strings: &Strings, group: &str) -> Service<'static> {
    let id = somewhere(base.place.0);
    let from = || From::one(id);
    let mut service = base.clone();
    service.name.clone_from(&strings.name);
    let command = Command { argv: strings.argv.clone(), argv0: strings.own_name.clone() };
    service.command = Decided::by(command, from());
    service.lookup = Decided::by(Lookup::Absolute, from());
    if let Some(directory) = &strings.directory {
        service.directory = Decided::by(Directory::Path(directory.clone()), from());
    }
    service.user = Decided::by(strings.user.clone(), from());
    if let Some(group) = &strings.group {
        service.group = Decided::by(ServiceGroup::Named(group.clone()), from());
    }
    let mut seen = BTreeSet::new();
    let assignments = strings.assignments.iter().filter(|(name, _)| seen.insert(name.to_string()));
    let assignments =
        assignments.map(|(name, value)| Assignment { name: name.clone(), value: value.clone(), source: id });
    service.assignments = Decided::by(assignments.collect(), from());
    let files = strings.files.iter();
    let files = files.map(|(path, optional)| EnvironmentFile {
        path: path.clone(),
        optional: *optional,
        by_shell: false,
    });
    service.files = Decided::by(files.collect(), from());
    let conditions = strings.conditions.iter().map(|(path, is_negated)| Condition {
        any_of: vec![Check {
            kind: CheckKind::DirectoryNotEmpty,
            is_negated: *is_negated,
            path: path.clone(),
        }],
        if_unmet: IfUnmet::Skips,
    });
    service.conditions = Decided::by(conditions.collect(), from());
    service.supplementary_groups = Decided::by(strings.groups.clone(), from());
    let prepare = strings.prepare.iter().map(|(argv, may_fail, keeps_root)| ControlCommand {
        if_unmet: None,
        command: Command { argv: argv.clone(), argv0: None },
        may_fail: *may_fail,
        succeeds: EndingSet::ZERO,
        restarts: EndingSet::NONE,
        rights: if *keeps_root { Rights::Managers } else { Rights::Programs },
        user: None,
    });
    service.prepare = Decided::by(prepare.collect(), from());
    let directories = strings.directories.iter().enumerate();
    let directories = directories.map(|(at, name)| ServiceDirectory {
        purpose: Purpose::ALL[at],
        parent: Text::fixed(Purpose::ALL[at].parent()),
        name: name.clone(),
        mode: 0o750,
    });
    service.directories = Decided::by(directories.collect(), from());
    if let Some(path) = &strings.outputs.0 {
        service.stdout = Decided::by(Output::File(path.clone()), from());
    }
    if let Some(path) = &strings.outputs.1 {
        service.stderr = Decided::by(Output::File(path.clone()), from());
    }
    if let Some(path) = &strings.socket {
        service.stdin = Decided::by(Input::Socket, from());
        service.listens = Decided::by(Some(Address::Unix(path.clone())), from());
    }
    if let Some(texts) = &strings.instances {
        let mut seen = BTreeSet::new();
        let list = texts.iter().filter(|text| seen.insert((*text).clone()));
        let list = list.map(|text| Instance { text: text.clone(), shown: text.clone() });
        service.instances = Decided::by(Instances::Each(list.collect()), from());
    }
    if strings.is_member {
        service.membership = Decided::by(vec![group.to_owned()], from());
    }
    if strings.limited {
        let limit = Limit { resource: Resource::Core, soft: 0, hard: Some(Limit::NONE) };
        service.limits = Decided::by(vec![limit], from());
    }
    service
}

/// A service of supervisord and one of systemd, with all defaults.
fn bases() -> [Service<'static>; 2] {
    let mut sources = Sources::new();
    let file = SourceFile::new("a.conf", b"[program:a]\ncommand=/bin/a\n".to_vec()).expect("small");
    let config = Config::of_file(sources.add(file), &sources);
    let (config, sources): (&'static Config, &'static Sources) =
        (Box::leak(Box::new(config)), Box::leak(Box::new(sources)));
    let program = supervisord::lower::Lowering::new(config, sources, &BTreeMap::new()).deployment();
    let mut sources = Sources::new();
    let file = SourceFile::new("a.service", b"[Service]\nExecStart=/bin/a\n".to_vec()).expect("small");
    let id = sources.add(file);
    let units = Units::read(&[id], &mut sources, &Memory::new());
    let (units, sources): (&'static Units, &'static Sources) =
        (Box::leak(Box::new(units)), Box::leak(Box::new(sources)));
    let unit = systemd::lower::Lowering::new(units, sources, RELEASE).deployment();
    [program.services[0].clone(), unit.services[0].clone()]
}

fn deployment(base: &Service<'static>, all: &[Strings], group: &str) -> Deployment<'static> {
    let services: Vec<_> = all.iter().map(|strings| service(base, strings, group)).collect();
    let members: Vec<String> = services
        .iter()
        .filter(|service| !service.membership.value.is_empty())
        .map(|service| service.name.clone())
        .collect();
    let groups = if members.is_empty() {
        Vec::new()
    } else {
        vec![Group {
            name: group.to_owned(),
            place: (base.place.0, Span::at(0)),
            members,
            members_from: From::one(somewhere(base.place.0)),
            rank: None,
            rank_from: From::NONE,
            at_boot: true,
            at_boot_from: From::NONE,
            // The emitters decide this.
            stops_concurrently: false,
        }]
    };
    Deployment {
        services,
        groups,
        listeners: Vec::new(),
        waits: Vec::new(),
        natives: Vec::new(),
        missing: &[],
        runs_as: None,
    }
}

/// The sections and settings of a file, by name.
fn shape(tree: &Tree, bytes: &[u8]) -> Vec<String> {
    let items = tree.items.iter().filter(|item| matches!(item.kind, ItemKind::Header | ItemKind::Entry));
    let name = |item: &sysvisor::syntax::Item| String::from_utf8_lossy(item.name.slice(bytes)).into_owned();
    items
        .map(|item| if item.kind == ItemKind::Header { format!("[{}]", name(item)) } else { name(item) })
        .collect()
}

/// Every file contains the intended sections and settings and no others, and is inside the directory; returns their texts.
fn assert_meant(
    emission: &Emission,
    sign: &str,
    indent: &str,
    parse: impl Fn(&[u8]) -> Tree,
) -> Vec<(String, String)> {
    let mut names = BTreeSet::new();
    let mut texts = Vec::new();
    for file in &emission.files {
        assert!(names.insert(&file.name), "two files are named {:?}", file.name);
        let path = Path::new(&file.name);
        assert!(path.components().all(|part| matches!(part, Component::Normal(_))), "{:?}", file.name);
        let directories = file.name.matches('/').count();
        assert_eq!(directories, usize::from(file.name.starts_with("conf.d/")), "{:?}", file.name);
        let text = file.print(sign, indent);
        if file.verbatim.is_none() {
            let tree = parse(text.as_bytes());
            assert_eq!(tree.errors().count(), 0, "{text}");
            let mut meant = Vec::new();
            for section in file.sections() {
                if section.lines.is_empty() && *section.name != *"supervisord" {
                    continue;
                }
                meant.push(format!("[{}]", section.name));
                meant.extend(section.lines.iter().map(|line| line.name().to_owned()));
            }
            assert_eq!(shape(&tree, text.as_bytes()), meant, "{text}");
        }
        texts.push((file.name.clone(), text));
    }
    texts
}

/// Leaves whose notation does not depend on another leaf.
const COMPARED: [Leaf; 12] = [
    Leaf::Command,
    Leaf::Conditions,
    Leaf::SupplementaryGroups,
    Leaf::Prepare,
    Leaf::Directories,
    Leaf::Directory,
    Leaf::User,
    Leaf::Group,
    Leaf::Limits,
    Leaf::EnvironmentAssignments,
    Leaf::EnvironmentFiles,
    Leaf::Stdout,
];

/// What is expressed without a note means the same when it is read back.
fn assert_same(original: &Deployment<'_>, result: &Deployment<'_>, emission: &Emission) {
    for (index, service) in original.services.iter().enumerate() {
        let names = &emission.names[index].services;
        for name in names {
            assert!(result.services.iter().any(|other| other.name == *name), "service {name:?} is missing");
        }
        let ([name], Instances::One) = (names.as_slice(), &service.instances.value) else { continue };
        let other = result.services.iter().find(|other| other.name == *name).expect("checked above");
        for leaf in COMPARED {
            let what = Property::Leaf(index, leaf);
            let is_spelled = emission.spelled.iter().any(|one| one.property == what);
            // A note on every condition describes the consequences for a program whose condition does not hold.
            let is_noted = emission
                .unspelled
                .iter()
                .any(|one| one.property == what && (one.is_by_hand() || leaf != Leaf::Conditions));
            // Output to a file stays in that file; other outputs depend on the manager.
            let is_own = leaf == Leaf::Stdout && !matches!(service.stdout.value, Output::File(_));
            if is_spelled && !is_noted && !is_own {
                // Under supervisord a shell reads environment files; that is reported, and does not matter for injection.
                let files = |service: &Service<'_>| {
                    let files = service.files.value.iter();
                    files.map(|file| (file.path.to_string(), file.optional)).collect::<Vec<_>>()
                };
                let is_same = match leaf {
                    Leaf::EnvironmentFiles => files(service) == files(other),
                    Leaf::Conditions => {
                        let checks = |service: &Service<'_>| {
                            let checks = service.conditions.value.iter().flat_map(|one| one.any_of.clone());
                            checks
                                .map(|check| (check.kind, check.is_negated, check.path.to_string()))
                                .collect::<Vec<_>>()
                        };
                        checks(service) == checks(other)
                    }
                    // Whether the failure of a preparation restarts the service depends on Restart=.
                    Leaf::Prepare => {
                        let runs = [service, other].map(|service| {
                            let runs = service.prepare.value.iter();
                            runs.map(|one| (&one.command, one.may_fail, one.rights)).collect::<Vec<_>>()
                        });
                        runs[0] == runs[1]
                    }
                    _ => equivalent::same(leaf, service, other),
                };
                assert!(
                    is_same,
                    "{leaf:?}: {}\nread back as: {}",
                    sysvisor::ir::describe::describe(leaf, service),
                    sysvisor::ir::describe::describe(leaf, other)
                );
            }
        }
    }
    let expected: usize = emission.names.iter().map(|names| names.services.len()).sum();
    assert_eq!(result.services.len(), expected, "unexpected number of services");
}

fn through_supervisord(original: &Deployment<'_>, container: bool, split: bool) {
    let options = supervisord::emit::Options { source: "x\ny", container, split, comments: false };
    let emission = supervisord::emit::emit(original, options, &[], &NoComments);
    if !emission.refused.is_empty() {
        return;
    }
    let texts = assert_meant(&emission, ";", "    ", supervisord::parse);
    let mut sources = Sources::new();
    let files =
        texts.into_iter().map(|(name, text)| SourceFile::new(name, text.into_bytes()).expect("small"));
    let ids: Vec<_> = files.map(|file| sources.add(file)).collect();
    let config = Config::of_files(&ids, &sources);
    let lowering =
        supervisord::lower::Lowering::new(&config, &sources, &BTreeMap::new()).emitted_by(&emission);
    assert_same(original, &lowering.deployment(), &emission);
}

fn through_systemd(original: &Deployment<'_>, logs: Logs) {
    let target = systemd::emit::Target { release: RELEASE, source: "x\ny", logs, comments: false };
    let emission = systemd::emit::emit(original, target, &[], &NoComments);
    if !emission.refused.is_empty() {
        return;
    }
    let texts = assert_meant(&emission, "#", "", systemd::parse);
    let mut sources = Sources::new();
    let is_unit = |name: &str| [".service", ".socket", ".target"].iter().any(|kind| name.ends_with(kind));
    let files = texts.into_iter().filter(|(name, _)| is_unit(name));
    let files = files.map(|(name, text)| SourceFile::new(name, text.into_bytes()).expect("small"));
    let ids: Vec<_> = files.map(|file| sources.add(file)).collect();
    let units = Units::read(&ids, &mut sources, &Memory::new());
    let result = systemd::lower::Lowering::new(&units, &sources, RELEASE).deployment();
    assert_same(original, &result, &emission);
}

#[test]
fn any_model_reads_back_unchanged_or_reports_what_is_lost() {
    let bases = bases();
    let models = (prop::collection::vec(strings(), 1..4), name(), any::<[bool; 3]>());
    proptest!(crate::property::config(512), |((all, group, flags) in models)| {
        for base in &bases {
            let original = deployment(base, &all, &group);
            through_supervisord(&original, flags[0], flags[1]);
            through_systemd(&original, if flags[2] { Logs::Files } else { Logs::Auto });
        }
    });
}
