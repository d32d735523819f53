//! `missing-documentation`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a unit without `Documentation=`. Part of the group `documentation`: off unless selected with `--select
    /// documentation`.
    ///
    /// ## Why
    ///
    /// Whoever finds that the service has failed wants to know where to read about it: `systemctl status` shows the
    /// line.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Description=Answers requests
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Description=Answers requests
    /// Documentation=https://example.org/app
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), `Documentation=`; lintian's systemd-service-file-missing-documentation-key.
    pub static MISSING_DOCUMENTATION = {
        name: "missing-documentation",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.unit.sets(Name::Documentation) || !context.is_whole() {
        return;
    }
    let (file, span) = context.header(Section::Unit);
    sink.add(
        MISSING_DOCUMENTATION
            .at(file, span, "this unit does not say where to read about it")
            .label("no Documentation=")
            .help(
                "systemd shows it in the status of the unit. Add Documentation= with a manual page or a URL.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_partial_unit_needs_no_documentation() {
        let count = |name: &str, text: &str| file(&MISSING_DOCUMENTATION, name, text).len();
        assert_eq!((count("a.service", "[Service]\n"), count("a.target", "[Unit]\n")), (1, 1));
        assert_eq!(count("a.service", "[Unit]\nDocumentation=man:a(1)\n"), 0);
        assert_eq!(count("a.service.d/b.conf", "[Service]\n"), 0);
        assert_eq!(count("a.service", ""), 0, "a mask");
    }
}
