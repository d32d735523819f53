//! The fidelity report as `sysvisor/fidelity/v1`: mirror types that stay stable when the internal ones change.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::sync::Arc;

use serde::Serialize;

use super::json::RangeV1;
use super::place::Places;
use super::repeats::Repeats;
use super::{Origin, secret};
use crate::fidelity::{Operation, Report, Row, SpelledLine, Subject, Verdict};
use crate::source::lossy;
use crate::text::start::start;

#[derive(Serialize)]
struct FidelityV1<'a> {
    schema: &'static str,
    from: &'static str,
    to: &'static str,
    files: &'a [String],
    settings: Vec<SettingV1<'a>>,
    operate: Vec<OperationV1>,
    summary: SummaryV1<'a>,
}

#[derive(Serialize)]
struct SettingV1<'a> {
    path: &'a str,
    range: Option<RangeV1>,
    section: Cow<'a, str>,
    setting: &'a str,
    value: Option<Cow<'a, str>>,
    verdict: &'static str,
    risk: &'static str,
    reason: Option<Cow<'a, str>>,
    into: Vec<IntoV1<'a>>,
    /// How many lines `into` leaves out.
    #[serde(skip_serializing_if = "Option::is_none")]
    more: Option<NonZero<usize>>,
}

#[derive(Serialize)]
struct IntoV1<'a> {
    file: &'a str,
    section: &'a str,
    setting: &'a str,
    value: Cow<'a, str>,
    /// Whether this is only the start of the value.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    cut: bool,
}

#[derive(Serialize)]
struct OperationV1 {
    task: String,
    from: String,
    to: String,
}

#[derive(Serialize)]
struct SummaryV1<'a> {
    exact: usize,
    approximate: usize,
    dropped: usize,
    manual: usize,
    defaults: DefaultsV1,
    /// What is not started until somebody has done what is left to do.
    waiting: &'a [String],
}

#[derive(Serialize)]
struct DefaultsV1 {
    approximate: usize,
    dropped: usize,
}

/// Writes the report as one JSON object.
///
/// # Errors
/// If `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report<'_>, origin: Origin<'_>) -> io::Result<()> {
    let mut places = Places::new(origin.sources);
    let (from, to) = (report.from.as_str(), report.to.as_str());
    let mut seen = Seen::default();
    let settings = report.rows.iter().map(|row| setting(row, origin, &mut places, &mut seen)).collect();
    let each = report.operate.iter().flat_map(Operation::each);
    let operate = each.map(|[task, from, to]| OperationV1 { task, from, to }).collect();
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

/// The number of bytes of a value from which on it is written in full only once: thousands of settings may have resulted in
/// a line that is as long.
const LONG: usize = 1 << 16;

/// The number of lines of a list from which on it is written in full only once.
const MANY: usize = 1024;

/// What has been written in full.
#[derive(Default)]
struct Seen {
    repeats: Repeats,
    long_values: BTreeSet<*const SpelledLine>,
}

fn setting<'a>(
    row: &'a Row<'_>,
    origin: Origin<'a>,
    places: &mut Places<'_>,
    seen: &mut Seen,
) -> SettingV1<'a> {
    let Seen { repeats, long_values } = seen;
    let into = |line: &'a Arc<SpelledLine>| {
        let redacted = |value| secret::redacted_line_value(row.setting(), line, value);
        let cut = line.value.len() > LONG && !long_values.insert(Arc::as_ptr(line));
        let value = redacted(if cut { start(&line.value, LONG) } else { &line.value });
        IntoV1 { file: &line.file, section: &line.section, setting: &line.setting, value, cut }
    };
    let (file, range, section, setting, value) = match &row.subject {
        Subject::Setting(written) => {
            let (file, span) = (written.id.file, origin.setting(written.id));
            let range = RangeV1::of(places, origin.sources, file, span);
            let value = secret::redacted_value(Some(written), &written.value);
            (file, Some(range), Cow::Borrowed(&*written.section), &*written.name, Some(value))
        }
        Subject::Default(default) => {
            let (file, heading) = origin.service(default.service);
            (file, None, lossy(origin.sources.get(file).slice(heading)), default.setting, None)
        }
    };
    let lines = repeats.lines(&row.into, MANY);
    SettingV1 {
        path: origin.sources.get(file).name(),
        range,
        section,
        setting,
        value,
        verdict: row.verdict.as_str(),
        risk: row.risk.as_str(),
        reason: row.reason.as_deref().map(secret::redacted),
        into: lines.iter().map(into).collect(),
        more: NonZero::new(row.into.len() - lines.len()),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::source::{Memory, SourceFile, Sources};
    use crate::supervisord::emit::Options;
    use crate::systemd::Units;
    use crate::systemd::versions::Release;
    use crate::translate;

    #[test]
    fn a_long_value_is_written_in_full_once() {
        let files: String = (0..5000).map(|at| format!("EnvironmentFile=/etc/app/{at}\n")).collect();
        let text = format!("[Service]\n{files}ExecStart=/bin/app\n");
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.service", text.into_bytes()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let options = Options::of("a.service");
        let translation = translate::to_supervisord(&units, &sources, Release::NEWEST, options);
        let origin = Origin { deployment: &translation.original, items: &units, sources: &sources };
        let mut out = Vec::new();
        write(&mut out, &translation.report, origin).unwrap();
        let report: Value = serde_json::from_slice(&out).unwrap();
        let settings = report["settings"].as_array().unwrap().iter();
        let of_files = settings.filter(|one| one["setting"] == "EnvironmentFile");
        let values: Vec<&str> = of_files.map(|one| one["into"][0]["value"].as_str().unwrap()).collect();
        assert!(values[0].len() > LONG && values[0].contains("/etc/app/4999"), "{}", values[0]);
        for value in &values[1..] {
            assert!(value.len() == LONG && values[0].starts_with(value), "{value}");
        }
    }
}
