//! Settings that the model does not hold and that a person has to decide about.
//!
//! Whatever is reported as manual is emitted disabled, with a comment that states the decision to make. To guarantee that,
//! the emitter and the verdicts use the same function.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::index::{Numbers, natives};
use super::table::{Fate, KnownRows, MappingRow};
use super::{Direction, Written};
use crate::emission::Undecided;
use crate::ir::{Decided, Deployment, Native, NativeReason};
use crate::secret;
use crate::supervisord::kinds::expansion;
use crate::text::truncated_list::truncated_list;

/// The maximum number of settings named as implying another one.
const MOST_NAMED: usize = 3;

/// The maximum length of a value quoted in a comment.
const LONGEST: usize = 120;

/// The decisions to make about each service before it may run, in file order; settings with the same reason are combined.
#[must_use]
pub fn undecided(
    direction: Direction,
    written: &[Written<'_>],
    deployment: &Deployment<'_>,
) -> Vec<Undecided> {
    let mut all = match direction {
        Direction::ToSupervisord => implied_no_new_privileges(written, deployment),
        Direction::ToSystemd => Vec::new(),
    };
    // There are usually none, and looking up every setting would be expensive.
    let asks = |native: &Native| match native.reason {
        NativeReason::UnknownValue => true,
        NativeReason::Table => direction == Direction::ToSupervisord,
        _ => false,
    };
    if !deployment.natives.iter().any(|native| native.service.is_some() && asks(native)) {
        return all;
    }
    let numbers = Numbers::of(written);
    let natives = natives(deployment, written, &numbers);
    let mut rows = KnownRows::default();
    let mut settings: Vec<(usize, Cow<'static, str>, Quoted)> = Vec::new();
    for setting in written {
        let Some(native) = numbers.get(setting.id).and_then(|number| natives[number]) else { continue };
        let reason = match native.reason {
            NativeReason::UnknownValue => Some(unknown_value(setting).into()),
            _ => rows
                .of(direction, setting)
                .filter(|row| is_manual(row, setting, native))
                .map(|row| row.reason.into()),
        };
        let (Some(service), Some(asked)) = (native.service, reason) else { continue };
        let own = quoted(setting);
        // The settings of one service are adjacent.
        let mut of_service = settings.iter_mut().rev().take_while(|(of, _, _)| *of == service);
        match of_service.find(|(_, reason, _)| *reason == asked) {
            Some((_, _, settings)) => settings.add(own),
            None => {
                let mut first = Quoted::default();
                first.add(own);
                settings.push((service, asked, first));
            }
        }
    }
    let decide = |(service, reason, settings): (usize, Cow<'_, str>, Quoted)| Undecided {
        service,
        note: format!("{}: {reason}", settings.all),
        blocks_start: true,
    };
    let lost = lost_commands(written, &numbers, &natives);
    all.extend(settings.into_iter().map(decide).chain(lost));
    all
}

/// Settings as they are quoted in a comment, each once: a timer or another unit of the service may repeat one.
#[derive(Default)]
struct Quoted {
    all: String,
    known: BTreeSet<String>,
}

impl Quoted {
    fn add(&mut self, one: String) {
        if !self.known.contains(&one) {
            if !self.all.is_empty() {
                self.all.push_str(", ");
            }
            self.all.push_str(&one);
            self.known.insert(one);
        }
    }
}

/// Something that is easily missed in the command: the program can gain no privileges because other settings imply that.
fn implied_no_new_privileges(written: &[Written<'_>], deployment: &Deployment<'_>) -> Vec<Undecided> {
    let mut found = Vec::new();
    let mut numbers = None;
    for (service, one) in deployment.services.iter().enumerate() {
        let Decided { value: true, from } = &one.no_new_privileges else { continue };
        let numbers = numbers.get_or_insert_with(|| Numbers::of(written));
        let mut by: Vec<usize> = from.iter().filter_map(|id| numbers.get(id)).collect();
        by.sort_unstable();
        let by = by.into_iter().map(|number| &written[number]);
        let (explicit, implying): (Vec<_>, Vec<_>) =
            by.partition(|setting| setting.table_name == Some("NoNewPrivileges"));
        if explicit.iter().any(|setting| !is_disabled(setting)) {
            continue;
        }
        let mut names: Vec<String> = Vec::new();
        for setting in implying {
            let name = format!("{}=", setting.name);
            if !names.contains(&name) {
                names.push(name);
            }
        }
        let names = truncated_list(&names, MOST_NAMED);
        let what = format!(
            "--no-new-privs: systemd sets NoNewPrivileges= for {names} if the program does not run as root."
        );
        found.push(Undecided { service, note: what, blocks_start: false });
    }
    found
}

/// Commands before or after the program that are no longer run: the program runs without them, and a comment says so.
fn lost_commands(written: &[Written<'_>], numbers: &Numbers, natives: &[Option<&Native>]) -> Vec<Undecided> {
    let mut lost: Vec<(usize, &'static str, String)> = Vec::new();
    for setting in written {
        let when = match (setting.table_section, setting.table_name) {
            (Some("Service"), Some("ExecStartPost")) => "once the program has started",
            (Some("Service"), Some("ExecStopPost")) => "after the program has ended",
            _ => continue,
        };
        let Some(native) = numbers.get(setting.id).and_then(|number| natives[number]) else { continue };
        let Some(service) = native.service.filter(|_| native.reason == NativeReason::Table) else { continue };
        let command = shortened(setting).trim_start_matches(['-', '+', '!', ':', '@', '|']).to_owned();
        match lost.iter_mut().find(|(of, same, _)| *of == service && *same == when) {
            Some((_, _, commands)) => {
                commands.push_str("; ");
                commands.push_str(&command);
            }
            None => lost.push((service, when, command)),
        }
    }
    let tell = |(service, when, commands)| Undecided {
        service,
        note: format!("Not kept: {when} systemd runs {commands}"),
        blocks_start: false,
    };
    lost.into_iter().map(tell).collect()
}

/// The reason for a setting whose value depends on the manager's environment and cannot be written as a text.
pub(super) fn unknown_value(setting: &Written<'_>) -> String {
    let mut known = BTreeSet::new();
    let asked = expansion::variables(&setting.value).filter(|name| known.insert(*name));
    let given: Vec<String> = asked.map(|name| format!("--env {name}=VALUE")).collect();
    format!(
        "Its value is known only in supervisord's environment: pass {}. Until then supervisord's default is used instead.",
        given.join(" ")
    )
}

/// The setting as written, since nothing else that is emitted contains its value. The secret of a credential is left out.
fn quoted(setting: &Written<'_>) -> String {
    if setting.table_name.is_some_and(secret::name::is_credential_directive) {
        let name = setting.value.trim().split(':').next().unwrap_or_default();
        return format!("{}={name}:…", setting.name);
    }
    format!("{}={}", setting.name, shortened(setting))
}

fn shortened(setting: &Written<'_>) -> String {
    let value = setting.value.replace('\n', " ");
    let value = value.trim();
    let mut quoted: String = value.chars().take(LONGEST).collect();
    if quoted.len() < value.len() {
        quoted.push('…');
    }
    quoted
}

/// Whether a setting without a leaf has to be handled by hand: the table says so, it asks for something, and there is a
/// service that waits for the decision.
pub(super) fn is_manual(row: &MappingRow, setting: &Written<'_>, native: &Native) -> bool {
    row.fate == Fate::Manual
        && native.reason == NativeReason::Table
        && !is_disabled(setting)
        && (native.service.is_some() || setting.table_section == Some("eventlistener"))
}

/// Whether the value asks for nothing. For a condition, such a value does ask for something: not to run on a virtual
/// machine, or to run as user 0.
pub(super) fn is_disabled(setting: &Written<'_>) -> bool {
    let value = setting.value.trim();
    let is_condition = || {
        let name = setting.table_name.unwrap_or_default();
        name.starts_with("Condition") || name.starts_with("Assert")
    };
    value.is_empty() || matches!(value, "no" | "n" | "false" | "f" | "off" | "0") && !is_condition()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::SettingId;
    use crate::source::FileId;

    #[test]
    fn an_escaped_reference_asks_for_no_variable() {
        let setting = Written {
            id: SettingId { file: FileId(0), item: 0 },
            section: "program:a".into(),
            table_section: Some("program"),
            name: "startsecs".into(),
            table_name: Some("startsecs"),
            value: "%%(ENV_A)s %(ENV_B)s %(ENV_B)d".into(),
            shared: false,
        };
        assert!(unknown_value(&setting).contains(": pass --env B=VALUE. "), "{}", unknown_value(&setting));
    }
}
