//! `value-too-new`

use super::invalid_value::effect;
use crate::diagnostic::Level;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;
use crate::systemd::directives::{DirectiveRow, EnumValue, Name, ValueKind};
use crate::systemd::kinds::syscall;
use crate::systemd::versions::Release;

rule! {
    /// Flags a value that a directive has accepted only since a later release of systemd than the one that must
    /// understand the unit (`--systemd-version`).
    ///
    /// ## Why
    ///
    /// An older systemd ignores the line, and the default applies: `Type=notify-reload` is `simple` on Debian 12, and
    /// with `StandardOutput=append:` the output goes to the journal on anything before 240.
    ///
    /// ## Bad
    ///
    /// ```ini app.service, systemd 252
    /// [Service]
    /// Type=notify-reload
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service, systemd 253
    /// [Service]
    /// Type=notify-reload
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// The version marks of the manual pages of 257, NEWS of 258 to 260. Run on 252.
    pub static VALUE_TOO_NEW = {
        name: "value-too-new",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Reader,
    }
}

/// The word that is too new for a release, if that is what is wrong with a value, and the release that introduced it.
pub(crate) fn find<'t>(
    row: &DirectiveRow,
    text: &'t str,
    word: &'t str,
    release: Release,
) -> Option<(&'t str, u16)> {
    if matches!(row.name, Name::SystemCallFilter | Name::SystemCallLog) {
        let group = word.split(':').next().unwrap_or(word);
        return syscall::group_since(group).filter(|since| *since > release.0).map(|since| (group, since));
    }
    let ValueKind::Enum(values) = row.kind else { return None };
    let is_match = |known: &EnumValue| match known.argument {
        Some(_) => text.starts_with(known.word),
        None => text == known.word,
    };
    let known = values.values().find(is_match)?;
    if known.is_known_to(release) { None } else { Some((known.word, known.added_in?)) }
}

/// Reports a word that is too new.
pub(crate) fn report(refused: &RefusedValue<'_>, (word, added): (&str, u16), sink: &mut Sink) {
    let release = refused.context.release();
    let name = refused.mistake.row.name;
    sink.add(
        VALUE_TOO_NEW
            .at(refused.file(), refused.place(), format!("{name}={word} was added in {added}"))
            .label(format!("unknown to {release}"))
            .help(format!(
                "systemd {release} says: {} {} {added} is the first release that accepts it.",
                sentence(&refused.error().message),
                effect(refused)
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file_for;

    #[test]
    fn the_target_release_decides() {
        let found = |release, line: &str| {
            let text = format!("[Service]\n{line}\n");
            file_for(&VALUE_TOO_NEW, release, "a.service", &text).into_iter().map(|one| one.message).next()
        };
        let message = "Type=notify-reload was added in 253".to_owned();
        assert_eq!(
            (found(252, "Type=notify-reload"), found(253, "Type=notify-reload")),
            (Some(message), None)
        );
        let message = "StandardOutput=append: was added in 240".to_owned();
        assert_eq!(found(239, "StandardOutput=append:/a"), Some(message));
        assert_eq!(found(239, "StandardOutput=journal"), None);
        assert_eq!(found(239, "Type=notify-reloads"), None, "no release accepts it");
        let message = "SystemCallFilter=@sandbox was added in 253".to_owned();
        assert_eq!(found(252, "SystemCallFilter=@clock @sandbox"), Some(message));
        assert_eq!(
            (found(253, "SystemCallFilter=@sandbox"), found(252, "SystemCallFilter=@sandbx")),
            (None, None)
        );
    }
}
