//! The overall structure of a deployment in JSON, down to the leaves.

use serde::Serialize;

use super::value::ValueV1;

/// A deployment as `sysvisor/inspect/v1`, for serialization.
#[derive(Debug, Serialize)]
pub struct InspectV1<'a> {
    pub(super) schema: &'static str,
    pub(super) language: &'static str,
    pub(super) services: Vec<ServiceV1<'a>>,
    pub(super) groups: Vec<GroupV1<'a>>,
    pub(super) listeners: Vec<ListenerV1<'a>>,
    pub(super) waits: Vec<WaitV1<'a>>,
    pub(super) natives: Vec<NativeV1<'a>>,
}

/// A service that is started once others have reached some state.
#[derive(Debug, Serialize)]
pub(super) struct WaitV1<'a> {
    pub(super) service: &'a str,
    pub(super) on: Vec<AwaitedV1<'a>>,
    pub(super) from: Vec<SettingV1<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct AwaitedV1<'a> {
    pub(super) service: &'a str,
    pub(super) awaited: &'static str,
}

#[derive(Debug, Serialize)]
pub(super) struct ServiceV1<'a> {
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) place: PlaceV1<'a>,
    pub(super) leaves: Vec<LeafV1<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct LeafV1<'a> {
    pub(super) leaf: &'static str,
    pub(super) value: ValueV1<'a>,
    pub(super) text: String,
    pub(super) from: Vec<SettingV1<'a>>,
}

#[derive(Debug, Serialize)]
pub(super) struct GroupV1<'a> {
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) place: PlaceV1<'a>,
    pub(super) members: DecidedV1<'a, &'a [String]>,
    pub(super) rank: DecidedV1<'a, Option<i64>>,
    pub(super) at_boot: DecidedV1<'a, bool>,
}

#[derive(Debug, Serialize)]
pub(super) struct DecidedV1<'a, T> {
    pub(super) value: T,
    pub(super) from: Vec<SettingV1<'a>>,
}

/// A listener for what happens to the services. `mail` is null if it does anything other than send a mail.
#[derive(Debug, Serialize)]
pub(super) struct ListenerV1<'a> {
    pub(super) name: &'a str,
    #[serde(flatten)]
    pub(super) place: PlaceV1<'a>,
    pub(super) program: Option<&'a str>,
    pub(super) told: ToldV1,
    pub(super) hands_on_output: bool,
    pub(super) mail: Option<MailV1<'a>>,
    pub(super) starts_programs: bool,
    pub(super) from: Vec<SettingV1<'a>>,
    pub(super) user: DecidedV1<'a, Option<String>>,
}

/// `"states"`, `"output"`, `{ "time": SECONDS }`.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ToldV1 {
    States,
    Output,
    Time(u32),
}

#[derive(Debug, Serialize)]
pub(super) struct MailV1<'a> {
    pub(super) about: &'static str,
    pub(super) to: &'a str,
    pub(super) subject: Option<&'a str>,
    pub(super) sendmail: Option<&'a str>,
}

/// A setting whose meaning the model does not hold. `service` is the name of the service that it belongs to, if any.
#[derive(Debug, Serialize)]
pub(super) struct NativeV1<'a> {
    #[serde(flatten)]
    pub(super) setting: SettingV1<'a>,
    pub(super) service: Option<&'a str>,
    pub(super) reason: &'static str,
}

/// The name of a setting as written, and its place.
#[derive(Debug, Serialize)]
pub(super) struct SettingV1<'a> {
    #[serde(flatten)]
    pub(super) place: PlaceV1<'a>,
    pub(super) setting: String,
}

#[derive(Debug, Serialize)]
pub(super) struct PlaceV1<'a> {
    pub(super) path: &'a str,
    pub(super) line: u32,
    pub(super) column: u32,
}
