//! `workdir-bad`

use crate::diagnostic::Level;
use crate::lint::readers::{RefusedValue, sentence};
use crate::lint::{Fixable, LooksAt, Sink};
use crate::rule;

rule! {
    /// Flags a `WorkingDirectory=` that is not a normalized absolute path.
    ///
    /// ## Why
    ///
    /// systemd starts programs in a directory that it must be able to name: a path that starts with `/` and has no
    /// `..`, or `~` for the home directory of the user. With any other value it does not load the unit; with `-` before
    /// it, it ignores the line.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// WorkingDirectory=srv/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// WorkingDirectory=/srv/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `WorkingDirectory=`; `config_parse_working_directory()`, `src/core/load-fragment.c`. Run on 252.
    pub static WORKDIR_BAD = {
        name: "workdir-bad",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// Reports a path that makes the loader refuse the unit.
pub(crate) fn report(refused: &RefusedValue<'_>, sink: &mut Sink) {
    let text = refused.mistake.text;
    let label = if text.starts_with("~/") {
        "`~` must stand alone"
    } else if text.starts_with('$') {
        "variables are not expanded here"
    } else if text.starts_with('/') {
        "not normalized"
    } else {
        "not absolute"
    };
    let (level, effect) = refused.context.refusal();
    sink.add(
        WORKDIR_BAD
            .at(refused.file(), refused.place(), format!("no program can be started in `{text}`"))
            .level(level)
            .label(label)
            .help(format!("systemd says: {} {effect}", sentence(&refused.error().message))),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn ignored_values_are_left_to_another_rule() {
        let found = |value: &str| unit(&WORKDIR_BAD, &format!("[Service]\nWorkingDirectory={value}\n"));
        assert_eq!(found("~/app")[0].label, "`~` must stand alone");
        assert_eq!(found("$HOME")[0].label, "variables are not expanded here");
        assert_eq!(found("/a/../b")[0].label, "not normalized");
        for value in ["/srv", "~", "-srv", "", "%S/app"] {
            assert!(found(value).is_empty(), "{value}");
        }
    }

    #[test]
    fn in_a_drop_in_it_is_a_warning() {
        let found = file(&WORKDIR_BAD, "a.service.d/b.conf", "[Service]\nWorkingDirectory=x\n");
        assert_eq!(found[0].level, Level::Warning);
        assert!(found[0].help.ends_with("It reads no further in this drop-in."), "{}", found[0].help);
    }
}
