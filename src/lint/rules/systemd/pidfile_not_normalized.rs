//! `pidfile-not-normalized`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::unix::lexical_path::has_parent_dir;

rule! {
    /// Flags a `PIDFile=` with `..` in its path.
    ///
    /// ## Why
    ///
    /// systemd says that it ignores the line, but then does not load the unit: of all the paths that it says this
    /// about, this is the only one that it treats this way.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// ExecStart=/usr/bin/app
    /// PIDFile=/run/app/../app.pid
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// ExecStart=/usr/bin/app
    /// PIDFile=/run/app.pid
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse_pid_file()`, `src/core/load-fragment.c`. Run on 252.
    pub static PIDFILE_NOT_NORMALIZED = {
        name: "pidfile-not-normalized",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::PIDFile], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| has_parent_dir(text.as_bytes())) else { return };
    if !context.unit.reads(entry) {
        return;
    }
    let path = if text.starts_with(['/', '%']) { text.to_owned() } else { format!("/run/{text}") };
    sink.add(
        PIDFILE_NOT_NORMALIZED
            .at(entry.id.file, value.whole(), "the path of a PID file must not go up")
            .label("not normalized")
            .help(format!(
                "systemd says: PIDFile= path is not normalized, ignoring: {path}. In fact it does not load the unit."
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn relative_paths_and_dots_in_names_pass() {
        let count = |path: &str| unit(&PIDFILE_NOT_NORMALIZED, &format!("[Service]\nPIDFile={path}\n")).len();
        assert_eq!((count("/run/../a"), count("a/../b"), count("%t/../b")), (1, 1, 1));
        assert_eq!((count("a//b/"), count("/run/a..pid"), count("")), (0, 0, 0));
    }
}
