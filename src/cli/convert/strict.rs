//! `--strict`: finds the settings that violate it, and reports them.

use std::path::Path;

use crate::cli::args::Strict;
use crate::fidelity::{Report, Risk, Row, Subject, Verdict};
use crate::report::Origin;

/// The rows that violate `--strict`.
pub(super) fn violations<'r, 's>(strict: Strict, report: &'r Report<'s>) -> Vec<&'r Row<'s>> {
    let violates = |row: &&Row<'_>| {
        let is_asked_for = match strict {
            Strict::Risk => row.setting().is_some(),
            Strict::Dropped => {
                row.setting().is_some() && matches!(row.verdict, Verdict::Dropped | Verdict::Manual)
            }
            Strict::All => true,
        };
        is_asked_for && row.verdict != Verdict::Exact && row.risk != Risk::None
    };
    report.rows.iter().filter(violates).collect()
}

/// The message with the number of settings that violate `--strict`, and the first of them: with `-q` there is no other
/// message. `report` is the report file, which is written nevertheless.
pub(super) fn unkept(violations: &[&Row<'_>], origin: Origin<'_>, report: Option<&Path>) -> (String, String) {
    const MOST: usize = 5;
    let mut names: Vec<String> = violations.iter().take(MOST).map(|row| name(row, origin)).collect();
    if violations.len() > MOST {
        names.push(format!("and {} more", violations.len() - MOST));
    }
    let settings =
        if violations.len() == 1 { "1 setting is" } else { &format!("{} settings are", violations.len()) };
    let but = report.map_or(String::new(), |report| format!(" except the report, {}", report.display()));
    (format!("nothing was written{but}: {settings} not kept as --strict requires"), names.join("; "))
}

/// The place and setting of a row.
fn name(row: &Row<'_>, origin: Origin<'_>) -> String {
    match &row.subject {
        Subject::Setting(setting) => {
            let file = origin.sources.get(setting.id.file);
            let line = file.line(origin.setting(setting.id).start);
            format!("{}:{line} {}", file.name(), setting.name)
        }
        Subject::Default(default) => format!("{} of {}", default.setting, default.name),
    }
}
