//! `missing-description`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a unit without `Description=`.
    ///
    /// ## Why
    ///
    /// What `systemctl` and the log show is then the name of the file. A few words say what the service is for.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Documentation=https://example.org/app
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
    /// systemd.unit(5), `Description=`.
    pub static MISSING_DESCRIPTION = {
        name: "missing-description",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.unit.writes(Name::Description) || !context.is_whole() {
        return;
    }
    let (file, span) = context.header("Unit");
    sink.add(
        MISSING_DESCRIPTION
            .at(file, span, "this unit does not say what it is")
            .label("no Description=")
            .help("systemd shows the name of the file in its place. Add Description= with a few words."),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_part_of_a_unit_needs_none() {
        let count = |name: &str, text: &str| file(&MISSING_DESCRIPTION, name, text).len();
        assert_eq!((count("a.service", "[Service]\n"), count("a.target", "[Unit]\n")), (1, 1));
        assert_eq!(count("a.service", "[Unit]\nDescription=A\n"), 0);
        assert_eq!(count("a.service.d/b.conf", "[Service]\n"), 0);
        assert_eq!(count("a.service", ""), 0, "a mask");
    }
}
