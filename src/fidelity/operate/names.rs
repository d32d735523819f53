//! The names of processes and units in commands.

use std::borrow::Cow;
use std::ops::Range;

use crate::ir::{Instances, Service};
use crate::text::byte_set::ByteSet;

/// The names of something under both managers, quoted for a shell.
pub(super) struct Names {
    pub(super) supervisord: String,
    pub(super) systemd: String,
    /// The range of the unit's name without its type in `systemd`; `None` if it had to be quoted.
    pub(super) unit: Option<Range<usize>>,
    /// The range of the same name in `supervisord`, if it occurs there.
    pub(super) shared: Option<Range<usize>>,
}

impl Names {
    /// `group:process`, and the unit of the process.
    pub(super) fn of_process(supervisord: &str, unit: &str) -> Self {
        let of_unit = unit_name(unit);
        let place = |name: &str| {
            let group = supervisord.strip_suffix(name)?;
            (group.is_empty() || group.ends_with(':')).then_some(group.len()..supervisord.len())
        };
        Self {
            supervisord: shell_word(supervisord).into_owned(),
            systemd: shell_word(unit).into_owned(),
            shared: of_unit.and_then(place),
            unit: of_unit.map(|name| 0..name.len()),
        }
    }

    /// All processes of a group, and the target that groups them.
    pub(super) fn of_group(group: &str, target: &str) -> Self {
        let of_unit = unit_name(target);
        let processes = format!("{group}:*");
        Self {
            // After the opening quote, which the asterisk requires.
            shared: of_unit.filter(|name| *name == group).map(|name| 1..1 + name.len()),
            supervisord: shell_word(&processes).into_owned(),
            systemd: shell_word(target).into_owned(),
            unit: of_unit.map(|name| 0..name.len()),
        }
    }

    /// Several processes, with the unit of each.
    pub(super) fn of_several(
        supervisord: impl Iterator<Item = String>,
        units: impl Iterator<Item = String>,
    ) -> Self {
        Self { supervisord: shell_words(supervisord), systemd: shell_words(units), unit: None, shared: None }
    }

    /// The range in `systemd` of the name that `supervisord` contains as well.
    pub(super) fn shared_unit(&self) -> Option<Range<usize>> {
        self.shared.as_ref().and(self.unit.clone())
    }

    /// The same, preceded by another unit that must be named too.
    pub(super) fn along_with(&self, unit: &str) -> Self {
        let systemd = format!("{} {}", shell_word(unit), self.systemd);
        Self { supervisord: self.supervisord.clone(), systemd, unit: None, shared: None }
    }
}

/// `web` of `web.service`; `None` if a shell would need quotes.
fn unit_name(unit: &str) -> Option<&str> {
    if is_plain(unit) { unit.rsplit_once('.').map(|(name, _)| name) } else { None }
}

fn is_plain(name: &str) -> bool {
    static PLAIN: ByteSet = ByteSet::new(b"/._-+,:@%=").with_alphanumeric();
    !name.is_empty() && PLAIN.has_all(name.as_bytes())
}

/// Quotes a name for a shell: units have backslashes (`dev-x\x2dy.service`), programs may have nearly any character.
pub(super) fn shell_word(name: &str) -> Cow<'_, str> {
    if is_plain(name) {
        Cow::Borrowed(name)
    } else {
        Cow::Owned(format!("'{}'", name.replace('\'', r"'\''")))
    }
}

fn shell_words(names: impl Iterator<Item = String>) -> String {
    names.map(|name| shell_word(&name).into_owned()).collect::<Vec<_>>().join(" ")
}

/// `group:process`, or a single name if both are the same.
pub(super) fn process_of_supervisord(service: &Service<'_>) -> String {
    let group = service.membership.value.first().unwrap_or(&service.name);
    let shown = match &service.instances.value {
        Instances::One => {
            let shown = &service.shown_name.value;
            shown.as_str().map_or_else(|| shown.to_string(), str::to_owned)
        }
        Instances::Each(list) => list.first().map(|one| one.shown.clone()).unwrap_or_default(),
    };
    if *group == shown { shown } else { format!("{group}:{shown}") }
}

pub(super) fn unit_of_systemd(service: &Service<'_>) -> String {
    match &service.instances.value {
        Instances::One => [&service.name, ".service"].concat(),
        Instances::Each(list) => {
            // A template is not started by itself.
            let text = list.first().map_or("INSTANCE", |one| one.text.as_str());
            format!("{}@{text}.service", service.name)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_quoted_as_one_shell_word() {
        for (name, word) in [
            ("web:web_01", "web:web_01"),
            ("worker@1.service", "worker@1.service"),
            (r"a\x2db.service", r"'a\x2db.service'"),
            ("web:*", "'web:*'"),
            ("we'b", r"'we'\''b'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(name), word);
        }
    }

    #[test]
    fn a_name_is_shared_if_both_sides_have_it() {
        for (process, unit, shared) in [
            ("web", "web.service", Some("web")),
            ("all:web", "web.service", Some("web")),
            ("my-web", "web.service", None),
            ("worker:worker_01", "worker@1.service", None),
            (r"a\x2db", r"a\x2db.service", None),
        ] {
            let names = Names::of_process(process, unit);
            assert_eq!(names.shared.map(|at| &names.supervisord[at]), shared, "{process} {unit}");
        }
        let names = Names::of_group("all", "all.target");
        assert_eq!((&*names.supervisord, names.shared), ("'all:*'", Some(1..4)));
        assert_eq!(Names::of_group("all", "other.target").shared, None);
    }
}
