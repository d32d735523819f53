//! The fidelity report as `sysvisor/fidelity/v1`: mirror types that do not change when the inside does.

use std::borrow::Cow;
use std::io::{self, Write};

use serde::Serialize;

use super::json::RangeV1;
use super::place::Places;
use super::secret;
use crate::fidelity::{Report, Row, Verdict};
use crate::ir::{Deployment, Items, SettingId};
use crate::source::{FileId, Sources, Span};

#[derive(Serialize)]
struct FidelityV1<'a> {
    schema: &'static str,
    from: &'static str,
    to: &'static str,
    files: &'a [String],
    settings: Vec<SettingV1<'a>>,
    operate: Vec<OperationV1<'a>>,
    summary: SummaryV1<'a>,
}

#[derive(Serialize)]
struct SettingV1<'a> {
    path: &'a str,
    range: Option<RangeV1>,
    section: &'a str,
    setting: &'a str,
    value: Option<Cow<'a, str>>,
    verdict: &'static str,
    risk: &'static str,
    reason: Option<Cow<'a, str>>,
    into: Vec<IntoV1<'a>>,
}

#[derive(Serialize)]
struct IntoV1<'a> {
    file: &'a str,
    section: &'a str,
    setting: &'a str,
    value: Cow<'a, str>,
}

#[derive(Serialize)]
struct OperationV1<'a> {
    task: &'a str,
    from: &'a str,
    to: &'a str,
}

#[derive(Serialize)]
struct SummaryV1<'a> {
    exact: usize,
    approximate: usize,
    dropped: usize,
    manual: usize,
    defaults: DefaultsV1,
    /// Who waits for a person to do what is left to do.
    waiting: &'a [String],
}

#[derive(Serialize)]
struct DefaultsV1 {
    approximate: usize,
    dropped: usize,
}

/// Where the parts of a report stand in the source's files.
#[derive(Clone, Copy, Debug)]
pub struct Origin<'o> {
    /// The source's deployment.
    pub deployment: &'o Deployment<'o>,
    /// Where settings stand.
    pub items: &'o dyn Items,
    /// The files.
    pub sources: &'o Sources,
}

impl Origin<'_> {
    /// The name and the value of a setting, in its file.
    #[must_use]
    pub fn setting(&self, id: SettingId) -> Span {
        let (name, value) = self.items.setting(id);
        name.cover(value)
    }

    /// The file and the heading of a service, for its defaults.
    #[must_use]
    pub fn service(&self, index: usize) -> (FileId, String) {
        let (file, span) = self.deployment.services[index].place;
        (file, String::from_utf8_lossy(self.sources.get(file).slice(span)).into_owned())
    }
}

/// Writes the report as one JSON object.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report<'_>, origin: Origin<'_>) -> io::Result<()> {
    let mut places = Places::new(origin.sources);
    let (from, to) = (report.from.as_str(), report.to.as_str());
    let headings: Vec<(FileId, String)> = report
        .rows
        .iter()
        .map(|row| match &row.default {
            Some(default) => origin.service(default.service),
            None => (FileId::default(), String::new()),
        })
        .collect();
    let settings = report
        .rows
        .iter()
        .zip(&headings)
        .filter_map(|(row, (file, heading))| setting(row, origin, &mut places, *file, heading))
        .collect();
    let operate = report
        .operate
        .iter()
        .map(|operation| OperationV1 { task: &operation.task, from: &operation.from, to: &operation.to })
        .collect();
    let summary = SummaryV1 {
        exact: report.count(Verdict::Exact),
        approximate: report.count(Verdict::Approximate),
        dropped: report.count(Verdict::Dropped),
        manual: report.count(Verdict::Manual),
        defaults: DefaultsV1 {
            approximate: report.defaults(Verdict::Approximate),
            dropped: report.defaults(Verdict::Dropped),
        },
        waiting: &report.waiting,
    };
    let schema = "sysvisor/fidelity/v1";
    let object = FidelityV1 { schema, from, to, files: &report.files, settings, operate, summary };
    serde_json::to_writer_pretty(&mut *out, &object)?;
    out.write_all(b"\n")
}

fn setting<'a>(
    row: &'a Row<'_>,
    origin: Origin<'a>,
    places: &mut Places<'_>,
    file: FileId,
    heading: &'a str,
) -> Option<SettingV1<'a>> {
    let into = row
        .into
        .iter()
        .map(|line| IntoV1 {
            file: &line.file,
            section: &line.section,
            setting: &line.setting,
            value: secret::shown_line(row.setting.as_ref(), line),
        })
        .collect();
    let (verdict, risk, reason) =
        (row.verdict.as_str(), row.risk.as_str(), row.reason.as_deref().map(secret::told));
    if let Some(written) = &row.setting {
        let (file, span) = (written.id.file, origin.setting(written.id));
        return Some(SettingV1 {
            path: origin.sources.get(file).name(),
            range: Some(RangeV1::of(places, origin.sources, file, span)),
            section: &written.section,
            setting: &written.name,
            value: Some(secret::shown(Some(written), &written.value)),
            verdict,
            risk,
            reason,
            into,
        });
    }
    let default = row.default.as_ref()?;
    Some(SettingV1 {
        path: origin.sources.get(file).name(),
        range: None,
        section: heading,
        setting: default.setting,
        value: None,
        verdict,
        risk,
        reason,
        into,
    })
}
