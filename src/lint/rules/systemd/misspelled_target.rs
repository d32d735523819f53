//! `misspelled-target`

use memchr::memchr3_iter;

use crate::diagnostic::{Applicability, Level};
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::own_units::{is_known_target, known_targets};

rule! {
    /// Flags a target that is neither given nor one of systemd's, and whose name is a letter or two away from one of
    /// systemd's.
    ///
    /// ## Why
    ///
    /// `systemctl enable` silently makes a link in `mutli-user.target.wants/`, where no boot looks: the service is
    /// enabled, but never started. `After=` and `Wants=` silently do nothing for a target that does not exist;
    /// `Requires=` makes the start fail.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=mutli-user.target
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    ///
    /// [Install]
    /// WantedBy=multi-user.target
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7); `install_info_symlink_wants()`, `src/shared/install.c`, creates the directory that is named.
    /// Run on 252.
    pub static MISSPELLED_TARGET = {
        name: "misspelled-target",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        depends_on_context: true,
        looks_at: LooksAt::Directive(
            &[
                Name::After,
                Name::Before,
                Name::BindsTo,
                Name::Conflicts,
                Name::PartOf,
                Name::RequiredBy,
                Name::Requires,
                Name::Requisite,
                Name::Upholds,
                Name::UpheldBy,
                Name::WantedBy,
                Name::Wants,
            ],
            check,
        ),
    }
}

/// Shorter names are too near to others: `salt.target` is not a typo of `halt.target`.
const LONG_ENOUGH: usize = 7;

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.item.value;
    let bytes = value.slice(entry.bytes);
    let mut start = 0;
    for end in memchr3_iter(b' ', b'\t', b'\n', bytes).chain([bytes.len()]) {
        let word = &bytes[start..end];
        let span = Span::new(value.start + start as u32, value.start + end as u32);
        start = end + 1;
        if word.strip_suffix(b".target").is_none_or(is_common) {
            continue;
        }
        let Ok(name) = std::str::from_utf8(word) else { continue };
        let Some(stem) = name.strip_suffix(".target") else { continue };
        // An instance belongs to a template, which has another name.
        let is_one = stem.len() >= LONG_ENOUGH && !stem.contains(['@', '%']) && !is_known_target(name);
        if is_one && context.unit.reads(entry) {
            check_name(context, stem, span, sink);
        }
    }
}

/// Whether it is one of the targets that nearly all units name, which need no lookup.
fn is_common(stem: &[u8]) -> bool {
    matches!(
        stem,
        b"multi-user"
            | b"network"
            | b"network-online"
            | b"graphical"
            | b"local-fs"
            | b"sysinit"
            | b"shutdown"
    )
}

#[cold]
fn check_name(context: &UnitEntryContext<'_>, stem: &str, span: Span, sink: &mut Sink) {
    let candidates = known_targets().filter(|known| known.len() >= LONG_ENOUGH);
    let Some(near_name) = nearest(stem, candidates) else { return };
    let (name, near_name) = (format!("{stem}.target"), format!("{near_name}.target"));
    // A text that is not a unit name belongs to another rule.
    if UnitName::read(&name).is_none() {
        return;
    }
    let finding = MISSPELLED_TARGET
        .at(context.entry.id.file, span, format!("{name} exists neither in systemd nor among these files"))
        .label(format!("did you mean {near_name}?"))
        .help(match context.entry.row.map(|row| row.name) {
            Some(Name::WantedBy | Name::RequiredBy | Name::UpheldBy) => {
                "systemctl enable silently makes the link, but no boot starts what is linked there."
            }
            Some(Name::Requires | Name::Requisite | Name::BindsTo) => {
                "systemd cannot start the unit: it finds no target with this name."
            }
            _ => "systemd says nothing about a target that does not exist, and the line does nothing.",
        })
        .fix(format!("write {near_name}"), Applicability::Unsafe, vec![Edit::replace(span, near_name)]);
    sink.add_if(finding, move |fleet, _| !fleet.will_contain(&name));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{unit, with_siblings};

    fn texts(lines: &str) -> Vec<String> {
        let found = unit(&MISSPELLED_TARGET, &format!("{lines}\n[Service]\nExecStart=/a\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn each_name_of_a_list_is_checked() {
        let found = texts("[Unit]\nAfter=network.target netwrok-online.target a.service  remote_fs.target");
        assert_eq!(found, ["netwrok-online.target", "remote_fs.target"]);
    }

    #[test]
    fn custom_target_names_pass() {
        let own =
            "salt.target my-network.target docker.target print.target networking.target multi-user@a.target";
        assert!(texts(&format!("[Unit]\nAfter={own}\nWants=getty.target runlevel3.target")).is_empty());
        // An entry in a section without such a directive is not read.
        assert!(texts("[Install]\nAfter=netwrok.target").is_empty());
        assert!(texts("[Unit]\nAfter==network.target").is_empty(), "not a unit name");
    }

    #[test]
    fn an_existing_target_passes() {
        let text = "[Unit]\nWants=networks.target\n[Service]\nExecStart=/a\n";
        let count = |other: &str| with_siblings(&MISSPELLED_TARGET, ("a.service", text), &[other]).len();
        assert_eq!((count("networks.target"), count("networks.target.in"), count("other.target")), (0, 0, 1));
    }
}
