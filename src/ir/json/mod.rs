//! The model as versioned JSON, for `sysvisor inspect`: `sysvisor/inspect/v1`.
//!
//! The types are a stable copy, not the ones that the readers fill: scripts depend on every name and on the order of the
//! fields, while the internal types must remain free to change. Fields may be added; none may be removed or change its
//! meaning.
//!
//! ```json
//! {
//!   "schema": "sysvisor/inspect/v1",
//!   "language": "supervisord",
//!   "services": [{
//!     "name": "web", "path": "web.conf", "line": 1, "column": 2,
//!     "leaves": [{
//!       "leaf": "stop.wait",
//!       "value": { "micros": 30000000 },
//!       "text": "is killed if it has not stopped after 30 s",
//!       "from": [{ "path": "web.conf", "line": 3, "column": 1, "setting": "stopwaitsecs" }]
//!     }]
//!   }],
//!   "groups": [{
//!     "name": "site", "path": "web.conf", "line": 5, "column": 2,
//!     "members": { "value": ["web"], "from": […] },
//!     "rank": { "value": 999, "from": [] },
//!     "at_boot": { "value": true, "from": [] }
//!   }],
//!   "listeners": [{
//!     "name": "crashmail", "path": "web.conf", "line": 7, "column": 2, "program": "crashmail",
//!     "told": "states", "hands_on_output": false,
//!     "mail": { "about": "crash", "to": "admin@example.com", "subject": null, "sendmail": null },
//!     "starts_programs": false, "from": […], "user": { "value": null, "from": [] }
//!   }],
//!   "waits": [{ "service": "web", "on": [{ "service": "setup", "awaited": "ended" }], "from": […] }],
//!   "natives": [{ "path": "web.conf", "line": 9, "column": 1, "setting": "minfds", "service": null, "reason": "table" }]
//! }
//! ```
//!
//! Services, groups and natives are in the order of the [`Deployment`]; the leaves of a service are all of [`Leaf::ALL`],
//! in that order. `from` is empty for the manager's default; lines and columns count from 1, columns in characters. `text`
//! is for people and may change. The overall structure is in `shape.rs`; the values are in `value.rs`, `kind.rs` and
//! `parts.rs`.

mod kind;
mod parts;
mod shape;
mod text;
mod value;

use self::shape::{
    AwaitedV1, DecidedV1, GroupV1, LeafV1, ListenerV1, MailV1, NativeV1, PlaceV1, ServiceV1, SettingV1,
    ToldV1, WaitV1,
};
use self::value::ValueV1;
use super::describe::describe;
use super::{
    Deployment, Group, Items, Leaf, Listener, Mail, MailEvent, Native, NativeReason, PartlyKept, Service,
    SettingId, SettingIds, Subscription, Wait,
};
use crate::language::Language;
use crate::source::{FileId, Sources, Span};

pub use self::shape::InspectV1;

impl<'a> InspectV1<'a> {
    /// Copies a deployment. `items` has the trees that it was lowered from, `sources` their files.
    #[must_use]
    pub fn new(
        language: Language,
        deployment: &'a Deployment<'_>,
        sources: &'a Sources,
        items: &dyn Items,
    ) -> Self {
        let mirror = Mirror { sources, items };
        // All fields are listed, so that a new field of the model must be considered here. `missing` is the value of a
        // setting that is among the natives.
        let Deployment { services, groups, listeners, waits, natives, missing: _, runs_as: _ } = deployment;
        Self {
            schema: "sysvisor/inspect/v1",
            language: language.as_str(),
            services: services.iter().map(|service| mirror.service(service)).collect(),
            groups: groups.iter().map(|group| mirror.group(group)).collect(),
            listeners: listeners.iter().map(|listener| mirror.listener(listener)).collect(),
            waits: waits.iter().map(|wait| mirror.wait(wait, services)).collect(),
            natives: natives.iter().map(|native| mirror.native(native, services)).collect(),
        }
    }
}

struct Mirror<'a, 'i> {
    sources: &'a Sources,
    items: &'i dyn Items,
}

impl<'a> Mirror<'a, '_> {
    fn service(&self, service: &'a Service<'_>) -> ServiceV1<'a> {
        let leaf = |leaf: Leaf| LeafV1 {
            leaf: leaf.name(),
            value: ValueV1::of(leaf, service),
            text: describe(leaf, service),
            from: self.from(service.from(leaf)),
        };
        ServiceV1 {
            name: &service.name,
            place: self.place(service.place.0, service.place.1),
            leaves: Leaf::ALL.iter().copied().map(leaf).collect(),
        }
    }

    fn group(&self, group: &'a Group) -> GroupV1<'a> {
        // How members are stopped depends on the manager, not on the group.
        let Group {
            name,
            place,
            members,
            members_from,
            rank,
            rank_from,
            at_boot,
            at_boot_from,
            stops_concurrently: _,
        } = group;
        GroupV1 {
            name,
            place: self.place(place.0, place.1),
            members: DecidedV1 { value: members, from: self.from(members_from) },
            rank: DecidedV1 { value: *rank, from: self.from(rank_from) },
            at_boot: DecidedV1 { value: *at_boot, from: self.from(at_boot_from) },
        }
    }

    fn listener(&self, listener: &'a Listener<'_>) -> ListenerV1<'a> {
        let Listener {
            name,
            place,
            program,
            subscription,
            forwards_output,
            mail,
            from,
            user,
            starts_programs,
        } = listener;
        let mail = mail.as_ref().map(|Mail { event, to, subject, sendmail }| MailV1 {
            about: match event {
                MailEvent::Crash => "crash",
                MailEvent::GivenUp => "given-up",
            },
            to,
            subject: subject.as_deref(),
            sendmail: sendmail.as_deref(),
        });
        ListenerV1 {
            name,
            place: self.place(place.0, place.1),
            program: program.as_deref(),
            told: match subscription {
                Subscription::States => ToldV1::States,
                Subscription::Output => ToldV1::Output,
                Subscription::Time(seconds) => ToldV1::Time(*seconds),
            },
            hands_on_output: *forwards_output,
            mail,
            starts_programs: *starts_programs,
            from: self.from(from),
            user: DecidedV1 {
                value: user.value.as_ref().map(ToString::to_string),
                from: self.from(&user.from),
            },
        }
    }

    fn wait(&self, wait: &Wait, services: &'a [Service<'_>]) -> WaitV1<'a> {
        let Wait { service, on, from } = wait;
        let name = |index: usize| services.get(index).map_or("", |service| service.name.as_str());
        WaitV1 {
            service: name(*service),
            on: on
                .iter()
                .map(|(other, awaited)| AwaitedV1 { service: name(*other), awaited: awaited.as_str() })
                .collect(),
            from: self.from(from),
        }
    }

    fn native(&self, native: &Native, services: &'a [Service<'_>]) -> NativeV1<'a> {
        let Native { setting, service, reason } = native;
        NativeV1 {
            setting: self.setting(*setting),
            service: service.and_then(|index| services.get(index)).map(|service| service.name.as_str()),
            reason: match reason {
                NativeReason::Table => "table",
                NativeReason::UnknownName => "unknown-name",
                NativeReason::TooNew { since: _ } => "too-new",
                NativeReason::UnknownSection => "unknown-section",
                NativeReason::Overridden => "overridden",
                NativeReason::InvalidValue => "invalid-value",
                NativeReason::NotRead => "not-read",
                NativeReason::WithoutEffect => "without-effect",
                NativeReason::Default => "default",
                NativeReason::UnusedDefault => "untaken",
                NativeReason::NoListener => "unheard",
                NativeReason::LogsOutput => "logs-output",
                NativeReason::UnknownValue => "unknown-value",
                NativeReason::ReachedBefore => "reached-before",
                NativeReason::AlreadyProvided => "asks-nothing",
                NativeReason::NotAtBoot => "not-at-boot",
                NativeReason::StartedAnyway => "started-too",
                NativeReason::StoppedAnyway => "stopped-too",
                NativeReason::UnknownUnit => "starts-nothing",
                NativeReason::NotFound => "not-found",
                NativeReason::PartlyKept(PartlyKept::SomeUnitsUnknown) => "partly-given",
                NativeReason::PartlyKept(PartlyKept::PresumedReached) => "presumed-reached",
                NativeReason::PartlyKept(PartlyKept::StartedWith) => "started-with",
                NativeReason::PartlyKept(PartlyKept::RunsWith) => "runs-with",
                NativeReason::PartlyKept(PartlyKept::StartsOthers) => "starts-others",
                NativeReason::PartlyKept(PartlyKept::StopsOthers) => "stops-others",
                NativeReason::PartlyKept(PartlyKept::StartsAgain) => "starts-again",
                NativeReason::PartlyKept(PartlyKept::SocketClosesWithProcess) => "goes-with-process",
                NativeReason::PartlyKept(PartlyKept::NotAwaited) => "not-awaited",
                NativeReason::PartlyKept(PartlyKept::NoStartTimeout) => "start-untimed",
                NativeReason::NotForTheProgram => "not-for-the-program",
                NativeReason::PartlyKept(PartlyKept::NotIdle) => "not-idle",
                NativeReason::PartlyKept(PartlyKept::WorldReadableSecret) => "published",
                NativeReason::PartlyKept(PartlyKept::CapabilitiesKept) => "capabilities-kept",
                NativeReason::PartlyKept(PartlyKept::DirectoryAsRead) => "folder-as-read",
                NativeReason::PerConnection => "each-connection",
                NativeReason::ProgramOpensSocket => "opens-its-own",
                NativeReason::DescriptionOnly => "of-no-program",
                NativeReason::OnlySignals(_) => "only-signals",
            },
        }
    }

    fn from(&self, from: &SettingIds) -> Vec<SettingV1<'a>> {
        from.iter().map(|id| self.setting(id)).collect()
    }

    fn setting(&self, id: SettingId) -> SettingV1<'a> {
        let (name, _) = self.items.setting(id);
        let setting = String::from_utf8_lossy(self.sources.get(id.file).slice(name)).into_owned();
        SettingV1 { place: self.place(id.file, name), setting }
    }

    fn place(&self, file: FileId, span: Span) -> PlaceV1<'a> {
        let file = self.sources.get(file);
        let position = file.position(span.start);
        PlaceV1 { path: file.name(), line: position.line, column: position.column }
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::*;
    use crate::source::{Memory, SourceFile};
    use crate::supervisord::{self, Config};
    use crate::systemd::versions::Release;
    use crate::systemd::{self, Units};

    /// Compares with `snapshots/inspect/<name>.snap`.
    fn snapshot(name: &str, inspected: &InspectV1<'_>) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(concat!(env!("CARGO_MANIFEST_DIR"), "/snapshots/inspect"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        let text = serde_json::to_string_pretty(inspected).unwrap();
        settings.bind(|| insta::assert_snapshot!(name, text));
    }

    fn add(sources: &mut Sources, name: &str, text: &str) -> FileId {
        sources.add(SourceFile::new(name, text.as_bytes().to_vec()).unwrap())
    }

    #[test]
    fn a_configuration_shows_the_settings_that_decided_each_leaf() {
        let mut sources = Sources::new();
        let text = "[supervisord]\nminfds=2048\nenvironment=LANG=\"C\"\n\n\
                    [program:web]\ncommand=/srv/web --name=w%(process_num)d --home=%(ENV_HOME)s\nnumprocs=2\n\
                    process_name=web-%(process_num)d\nstopwaitsecs=30\nautorestart=unexpected\nexitcodes=0,2\n\
                    auto_start=true\nuser=www\n\n\
                    [group:site]\nprograms=web\npriority=5\n";
        let file = add(&mut sources, "conf.d/web.conf", text);
        let config = Config::of_file(file, &sources);
        let lowering = supervisord::lower::Lowering::new(&config, &sources, &BTreeMap::new());
        let deployment = lowering.deployment();
        snapshot("supervisord", &InspectV1::new(Language::Supervisord, &deployment, &sources, &config));
    }

    #[test]
    fn a_unit_shows_the_settings_that_decided_each_leaf() {
        let mut sources = Sources::new();
        let unit = "[Unit]\nDescription=App\nAfter=db.service\n\n\
                    [Service]\nType=exec\nExecStart=/usr/bin/app --port ${PORT} %i\nEnvironment=PORT=80\n\
                    EnvironmentFile=-/etc/default/app\nRestart=on-failure\nRestartSec=100ms\nTimeoutStopSec=infinity\n\
                    PrivateTmp=yes\nUser=app\n\n[Install]\nWantedBy=multi-user.target\n";
        let file = add(&mut sources, "app@.service", unit);
        let units = Units::read(&[file], &mut sources, &Memory::new());
        let deployment = systemd::lower::Lowering::new(&units, &sources, Release(257)).deployment();
        snapshot("systemd", &InspectV1::new(Language::Systemd, &deployment, &sources, &units));
    }
}
