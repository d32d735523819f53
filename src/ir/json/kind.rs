//! The JSON of leaves whose value is one of several alternatives.

use serde::Serialize;

use super::parts::micros;
use super::text::TextV1;
use crate::ir::{
    Address, Backoff, Directory, GivesUp, Input, Instance, Instances, Lookup, Output, Rotation, ServiceGroup,
    SocketOwner, Started,
};

/// The alternatives of leaves for which at least one alternative has fields. Leaves share an alternative where it means the
/// same.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub(super) enum KindV1<'a> {
    // command.lookup
    Absolute,
    SupervisordsPath,
    SystemdsPath,
    SearchPath { path: TextV1<'a> },
    SupervisordsDirectory,
    ProgramsDirectory,
    // directory, umask
    Managers,
    Path { path: TextV1<'a> },
    OptionalPath { path: TextV1<'a> },
    Home,
    HomeOf { user: TextV1<'a> },
    Mask { mask: String },
    // group
    OfUser,
    Named { name: TextV1<'a> },
    Besides { name: TextV1<'a> },
    OfRootAnd { name: TextV1<'a> },
    // restart.backoff, gives_up
    Never,
    Constant { pause_micros: Option<u64> },
    Linear { step_micros: Option<u64> },
    Geometric { first_micros: Option<u64>, steps: u32, longest_micros: Option<u64> },
    AfterEarlyEndings { starts: u64, within_micros: Option<u64> },
    AfterStarts { starts: u64, interval_micros: Option<u64> },
    // started
    AtFork,
    AtExec,
    AfterAlive { alive_micros: Option<u64> },
    OnNotify,
    OnDaemonized,
    OnEnd,
    // stdin, stdout, stderr
    Pipe,
    Null,
    Terminal,
    File { path: TextV1<'a> },
    Socket,
    Data,
    Automatic,
    Journal { identifier: Option<TextV1<'a>> },
    ManagersSyslog { name: TextV1<'a> },
    FileAndJournal { path: TextV1<'a> },
    Overwrite { path: TextV1<'a>, truncate: bool },
    ManagersStdout,
    ManagersStderr,
    SameAsStdout,
    Other { word: &'static str },
    // listens, listens.owner, listens.backlog
    Unix { path: TextV1<'a> },
    Tcp { host: &'a str, port: u16 },
    Address { address: TextV1<'a> },
    Owner { user: Option<TextV1<'a>>, group: Option<TextV1<'a>> },
    Connections { count: u32 },
    // stdout.rotation, stderr.rotation
    None,
    Size { bytes: i64, backups: i64 },
    NowAndThen { bytes: i64, backups: i64 },
    // instances
    One,
    Each { instances: Vec<InstanceV1<'a>> },
}

#[derive(Debug, Serialize)]
pub(super) struct InstanceV1<'a> {
    text: &'a str,
    shown: &'a str,
}

pub(super) fn lookup<'a>(lookup: &'a Lookup<'_>) -> KindV1<'a> {
    match lookup {
        Lookup::Absolute => KindV1::Absolute,
        Lookup::SupervisordsPath => KindV1::SupervisordsPath,
        Lookup::SystemdsPath => KindV1::SystemdsPath,
        Lookup::Path(text) => KindV1::SearchPath { path: TextV1::of(text) },
        Lookup::SupervisordsDirectory => KindV1::SupervisordsDirectory,
        Lookup::ProgramsDirectory => KindV1::ProgramsDirectory,
    }
}

pub(super) fn directory<'a>(directory: &'a Directory<'_>) -> KindV1<'a> {
    match directory {
        Directory::Managers => KindV1::Managers,
        Directory::Path(text) => KindV1::Path { path: TextV1::of(text) },
        Directory::Optional(text) => KindV1::OptionalPath { path: TextV1::of(text) },
        Directory::Home => KindV1::Home,
        Directory::HomeOf(user) => KindV1::HomeOf { user: TextV1::of(user) },
    }
}

pub(super) fn backoff(backoff: Backoff) -> KindV1<'static> {
    match backoff {
        Backoff::Constant(pause) => KindV1::Constant { pause_micros: micros(pause) },
        Backoff::Linear { step } => KindV1::Linear { step_micros: micros(step) },
        Backoff::Geometric { first, steps, longest } => {
            KindV1::Geometric { first_micros: micros(first), steps, longest_micros: micros(longest) }
        }
        Backoff::Never => KindV1::Never,
    }
}

pub(super) fn gives_up(gives_up: GivesUp) -> KindV1<'static> {
    match gives_up {
        GivesUp::Never => KindV1::Never,
        GivesUp::AfterEarlyEndings { starts, within } => {
            KindV1::AfterEarlyEndings { starts, within_micros: micros(within) }
        }
        GivesUp::AfterStarts { starts, interval } => {
            KindV1::AfterStarts { starts, interval_micros: micros(interval) }
        }
    }
}

pub(super) fn started(started: Started) -> KindV1<'static> {
    match started {
        Started::AtFork => KindV1::AtFork,
        Started::AtExec => KindV1::AtExec,
        Started::AfterAlive(alive) => KindV1::AfterAlive { alive_micros: micros(alive) },
        Started::OnNotify => KindV1::OnNotify,
        Started::OnDaemonized => KindV1::OnDaemonized,
        Started::OnEnd => KindV1::OnEnd,
    }
}

pub(super) fn input<'a>(input: &'a Input<'_>) -> KindV1<'a> {
    match input {
        Input::Pipe => KindV1::Pipe,
        Input::Null => KindV1::Null,
        Input::Terminal => KindV1::Terminal,
        Input::File(text) => KindV1::File { path: TextV1::of(text) },
        Input::Socket => KindV1::Socket,
        Input::Data => KindV1::Data,
    }
}

pub(super) fn address<'a>(address: Option<&'a Address<'_>>) -> KindV1<'a> {
    match address {
        None => KindV1::None,
        Some(Address::Unix(path)) => KindV1::Unix { path: TextV1::of(path) },
        Some(Address::Tcp(host, port)) => KindV1::Tcp { host, port: *port },
        Some(Address::Other(address)) => KindV1::Address { address: TextV1::of(address) },
    }
}

pub(super) fn socket_owner<'a>(owner: Option<&'a SocketOwner<'_>>) -> KindV1<'a> {
    let Some(owner) = owner else { return KindV1::None };
    KindV1::Owner {
        user: owner.user.as_ref().map(TextV1::of),
        group: match &owner.group {
            ServiceGroup::OfUser | ServiceGroup::RootAndGroupsOf(_) => None,
            ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) => Some(TextV1::of(group)),
        },
    }
}

pub(super) fn output<'a>(output: &'a Output<'_>) -> KindV1<'a> {
    match output {
        Output::Automatic => KindV1::Automatic,
        Output::Journal { identifier } => KindV1::Journal { identifier: identifier.as_ref().map(TextV1::of) },
        Output::ManagersSyslog { name } => KindV1::ManagersSyslog { name: TextV1::of(name) },
        Output::Null => KindV1::Null,
        Output::File(text) => KindV1::File { path: TextV1::of(text) },
        Output::FileAndJournal(text) => KindV1::FileAndJournal { path: TextV1::of(text) },
        Output::Overwrite { path: text, truncate } => {
            KindV1::Overwrite { path: TextV1::of(text), truncate: *truncate }
        }
        Output::Managers { error: false } => KindV1::ManagersStdout,
        Output::Managers { error: true } => KindV1::ManagersStderr,
        Output::SameAsStdout => KindV1::SameAsStdout,
        Output::Other(word) => KindV1::Other { word },
    }
}

pub(super) fn rotation(rotation: Rotation) -> KindV1<'static> {
    match rotation {
        Rotation::None => KindV1::None,
        Rotation::Size { bytes, backups } => KindV1::Size { bytes, backups },
        Rotation::CopyTruncate { bytes, backups } => KindV1::NowAndThen { bytes, backups },
    }
}

pub(super) fn instances(instances: &Instances) -> KindV1<'_> {
    match instances {
        Instances::One => KindV1::One,
        Instances::Each(list) => KindV1::Each {
            instances: list.iter().map(|Instance { text, shown }| InstanceV1 { text, shown }).collect(),
        },
    }
}
