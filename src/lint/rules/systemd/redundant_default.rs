//! `redundant-default`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::boolean;

rule! {
    /// Flags a setting that only repeats the default.
    ///
    /// ## Why
    ///
    /// A line that changes nothing is read, copied and wondered about like any other. Only defaults that neither
    /// another setting nor the manager's own configuration can change are checked, and only in the unit's own file: in
    /// a drop-in the line may undo something.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillSignal=SIGTERM
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), systemd.kill(5), systemd.unit(5), systemd.socket(5), systemd.timer(5): the defaults.
    pub static REDUNDANT_DEFAULT = {
        name: "redundant-default",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(
            &[
                Name::KillMode,
                Name::KillSignal,
                Name::FinalKillSignal,
                Name::SendSIGKILL,
                Name::SendSIGHUP,
                Name::Restart,
                Name::RemainAfterExit,
                Name::GuessMainPID,
                Name::RootDirectoryStartOnly,
                Name::NonBlocking,
                Name::Accept,
                Name::Persistent,
                Name::WakeSystem,
                Name::RemainAfterElapse,
                Name::DefaultDependencies,
                Name::StopWhenUnneeded,
                Name::AllowIsolate,
                Name::RefuseManualStart,
                Name::RefuseManualStop,
            ],
            check,
        ),
    }
}

/// What applies without the directive.
enum Unset {
    Word(&'static str),
    Flag(bool),
}

const fn default_of(name: Name) -> Unset {
    match name {
        Name::KillMode => Unset::Word("control-group"),
        Name::KillSignal => Unset::Word("SIGTERM"),
        Name::FinalKillSignal => Unset::Word("SIGKILL"),
        Name::Restart => Unset::Word("no"),
        Name::SendSIGKILL | Name::GuessMainPID | Name::RemainAfterElapse | Name::DefaultDependencies => {
            Unset::Flag(true)
        }
        _ => Unset::Flag(false),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let (Some(row), value) = (entry.row, entry.value()) else { return };
    let Some(text) = value.text() else { return };
    let is_default = match default_of(row.name) {
        Unset::Word(word) => text == word,
        Unset::Flag(flag) => boolean::parse(text) == Ok(flag),
    };
    if !is_default || !context.unit.reads(entry) || context.unit.file_of(entry).is_drop_in {
        return;
    }
    // A line next to another one of the same directive may have an effect.
    let mut written = context.unit.entries_backwards(context.sources, row.name);
    if written.any(|other| other.id != entry.id && other.section == entry.section) {
        return;
    }
    sink.add(
        REDUNDANT_DEFAULT
            .at(entry.id.file, value.whole(), format!("{}={text} is the default", row.name))
            .label("changes nothing")
            .help("systemd does the same without the line, on every machine: it can be removed.")
            .fix("remove the line", Applicability::Safe, vec![Edit::delete(entry.item.span())]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn only_lines_without_effect_are_flagged() {
        let count = |lines: &str| unit(&REDUNDANT_DEFAULT, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("Restart=no\nSendSIGKILL=on\nRemainAfterExit=0"), 3);
        assert_eq!(count("Restart=always\nRestart=no"), 0);
        assert_eq!(count("KillMode=mixed\nKillSignal=SIGINT\nSendSIGHUP=yes"), 0);
    }

    #[test]
    fn a_drop_in_may_reset_to_the_default() {
        assert!(file(&REDUNDANT_DEFAULT, "a.service.d/b.conf", "[Service]\nRestart=no\n").is_empty());
    }
}
