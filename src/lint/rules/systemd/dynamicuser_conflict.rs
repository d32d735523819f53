//! `dynamicuser-conflict`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags `WorkingDirectory=~` in a service with `DynamicUser=yes`: such a user has no home.
    ///
    /// ## Why
    ///
    /// The user is created when the service starts, with `/` as its home: the program finds itself in the root
    /// directory, where it cannot write. 257 does not load such a unit. `StateDirectory=` creates a directory that
    /// belongs to the user.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// DynamicUser=yes
    /// WorkingDirectory=~
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// DynamicUser=yes
    /// StateDirectory=app
    /// WorkingDirectory=%S/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `DynamicUser=`; `unit_verify_contexts()`, `src/core/unit.c` of 257. Run on 252, which silently
    /// accepts it.
    pub static DYNAMICUSER_CONFLICT = {
        name: "dynamicuser-conflict",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::DynamicUser], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if entry.flag() != Some(true) || !context.is_in_effect() {
        return;
    }
    let Some(directory) = context.last_in_effect(Section::Service, Name::WorkingDirectory) else { return };
    let value = directory.value();
    if value.text().map(|text| text.trim_start_matches('-')) != Some("~") {
        return;
    }
    sink.add(
        DYNAMICUSER_CONFLICT
            .at(directory.id.file, value.whole(), "a dynamic user has no home")
            .label("this is `/`")
            .related(entry.id.file, entry.item.name, "creates the user")
            .help(
                "systemd says nothing before 257, which refuses such a unit. StateDirectory=app with \
                 WorkingDirectory=%S/app gives the service its own directory.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_user_with_a_home_passes() {
        let count = |lines: &str| unit(&DYNAMICUSER_CONFLICT, &format!("[Service]\n{lines}\n")).len();
        assert_eq!(count("DynamicUser=1\nWorkingDirectory=-~"), 1);
        assert_eq!(count("DynamicUser=no\nWorkingDirectory=~"), 0);
        assert_eq!(count("DynamicUser=yes\nWorkingDirectory=~\nWorkingDirectory=/srv"), 0);
    }
}
