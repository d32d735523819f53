//! The verdicts on a normal form: the file is read back, and every setting is looked up in the result.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::natives::{no_reason, overridden};
use super::{Lines, Risk, Row, SpelledLine, Subject, Verdict, Written};
use crate::supervisord::normal::{option_name, set_same_variables};

/// Judges the settings of a file by those of its normal form, which the report calls `file`.
///
/// A setting is exact if the parser reads the same value for the same option; for an environment, if the variables are the
/// same. Of several settings with one name the parser keeps the last, so the others are dropped.
#[must_use]
pub fn compare<'w>(file: &str, before: Vec<Written<'w>>, after: &[Written<'_>]) -> Vec<Row<'w>> {
    let file: Arc<str> = Arc::from(file);
    let key = |setting: &Written<'_>| (setting.section.to_string(), option_name(&setting.name));
    let last: BTreeMap<_, _> = before.iter().map(|setting| (key(setting), setting.id)).collect();
    let found: BTreeMap<_, _> = after.iter().map(|setting| (key(setting), setting)).collect();
    let judge = |setting: Written<'w>| {
        let key = key(&setting);
        let row = |setting, verdict, reason, into| {
            let risk = if verdict == Verdict::Manual { Risk::Behaviour } else { Risk::None };
            Row { subject: Subject::Setting(setting), verdict, risk, reason, into }
        };
        if last.get(&key) != Some(&setting.id) {
            return row(setting, Verdict::Dropped, Some(overridden("supervisord")), Lines::default());
        }
        match found.get(&key) {
            Some(same) if is_kept(&setting, same) => {
                let into = SpelledLine {
                    file: Arc::clone(&file),
                    section: Arc::from(&*same.section),
                    setting: same.name.to_string().into(),
                    value: same.value.to_string().into(),
                };
                row(setting, Verdict::Exact, None, into.into())
            }
            // The printer loses nothing; if it ever does, that must be reported.
            _ => row(setting, Verdict::Manual, Some(no_reason()), Lines::default()),
        }
    };
    before.into_iter().map(judge).collect()
}

fn is_kept(before: &Written<'_>, after: &Written<'_>) -> bool {
    let is_environment = before.table_name == Some("environment");
    before.value == after.value || (is_environment && set_same_variables(&before.value, &after.value))
}
