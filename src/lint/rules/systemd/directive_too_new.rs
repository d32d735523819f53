//! `directive-too-new`

use crate::diagnostic::Level;
use crate::lint::{EntryKind, Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Status;

rule! {
    /// Flags a directive that was added in a later release of systemd than the one that must understand the unit
    /// (`--systemd-version`).
    ///
    /// ## Why
    ///
    /// An older systemd logs an unknown key and continues without the setting: `RestartSteps=` on Debian 12 changes
    /// nothing, and a sandbox that consists of new directives only is no sandbox.
    ///
    /// ## Bad
    ///
    /// ```ini app.service, systemd 252
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSteps=5
    /// RestartMaxDelaySec=60
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service, systemd 254
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Restart=always
    /// RestartSteps=5
    /// RestartMaxDelaySec=60
    /// ```
    ///
    /// ## Source
    ///
    /// The version marks in the manual pages of 257, NEWS of 258 to 260; names compared with the list that 252 prints.
    pub static DIRECTIVE_TOO_NEW = {
        name: "directive-too-new",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::UnitEntry(EntryKind::TooNew, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let release = context.release();
    let Some(row) = entry.row.filter(|row| !row.is_known_to(release)) else { return };
    let (Some(added), Some(section)) = (row.added_in, entry.section) else { return };
    if !context.unit.reads(entry) {
        return;
    }
    // For an old location that was read before the new one, the table has the release of the new one.
    if matches!(row.status, Status::AliasOf { .. }) {
        return;
    }
    let name = row.name;
    sink.add(
        DIRECTIVE_TOO_NEW
            .at(entry.id.file, entry.display_span(), format!("{name}= was added in {added}"))
            .label(format!("unknown to {release}"))
            .help(format!(
                "systemd {release} says: Unknown key '{name}' in section [{}], ignoring. It continues \
                 without the setting; {added} is the first release that reads it.",
                section.as_str()
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file_for;

    #[test]
    fn the_target_release_decides() {
        let count = |release, line: &str| {
            file_for(&DIRECTIVE_TOO_NEW, release, "a.service", &format!("[Service]\n{line}\n")).len()
        };
        assert_eq!((count(252, "ImportCredential=a"), count(254, "ImportCredential=a")), (1, 0));
        assert_eq!((count(257, "ExecReloadPost=/a"), count(259, "ExecReloadPost=/a")), (1, 0));
        assert_eq!(count(219, "ExecStart=/a"), 0);
        assert_eq!(count(219, "FailureAction=none"), 0, "also read in its old section");
    }

    #[test]
    fn the_message_names_the_release_that_added_it() {
        let found = file_for(&DIRECTIVE_TOO_NEW, 252, "a.service", "[Service]\nRestartSteps=5\n");
        assert_eq!(
            (found[0].message.as_str(), found[0].label.as_str()),
            ("RestartSteps= was added in 254", "unknown to 252")
        );
    }
}
