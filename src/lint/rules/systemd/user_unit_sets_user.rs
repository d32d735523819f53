//! `user-unit-sets-user`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::unit::has_component;

rule! {
    /// Flags `User=` and `DynamicUser=yes` in a user unit.
    ///
    /// ## Why
    ///
    /// A user manager is not root: it may not become another user, and may not even set the groups of its own user. The
    /// service fails with 216/GROUP or 217/USER, whatever the name is. Only root's own manager can do it.
    ///
    /// ## Bad
    ///
    /// ```ini user/app.service
    /// [Service]
    /// User=app
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini user/app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5): "only available for system services". Run on 252 in a user manager: `Failed to determine
    /// supplementary groups: Operation not permitted`, with the name of that user as well.
    pub static USER_UNIT_SETS_USER = {
        name: "user-unit-sets-user",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(&[Name::DynamicUser, Name::User], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let path = context.sources.get(context.unit.main().id).name();
    if !has_component(path, "user") || has_component(path, "system") || !context.is_in_effect() {
        return;
    }
    let Some(name) = entry.row.map(|row| row.name) else { return };
    let value = entry.value();
    let (is_set, says) = match name {
        Name::DynamicUser => (entry.flag() == Some(true), "217/USER"),
        _ => (value.text().is_some_and(|text| !text.is_empty()), "216/GROUP"),
    };
    if !is_set {
        return;
    }
    sink.add(
        USER_UNIT_SETS_USER
            .at(entry.id.file, value.whole(), "a user manager cannot become another user")
            .label("not for user units")
            .help(format!(
                "systemd loads the unit, and the service fails with {says}: Operation not permitted. Without {name}= \
                 it runs as the user whose manager starts it; for another user make it a system unit."
            ))
            .fix("remove the line", Applicability::Unsafe, vec![Edit::delete(entry.item.span())]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn the_directory_identifies_a_user_unit() {
        let count = |path: &str, line: &str| {
            file(&USER_UNIT_SETS_USER, path, &format!("[Service]\nExecStart=/a\n{line}\n")).len()
        };
        assert_eq!(count("etc/systemd/user/a.service", "User=app"), 1);
        assert_eq!(count(".config/systemd/user/a.service.d/b.conf", "User=%u"), 1);
        assert_eq!(count("user/a.service", "DynamicUser=yes"), 1);
        for (path, line) in [
            ("user/a.service", "DynamicUser=no"),
            ("user/a.service", "User="),
            ("user/a.service", "User=app\nUser="),
            ("user/a.service", "Group=app"),
            ("etc/systemd/system/a.service", "User=app"),
            ("a.service", "User=app"),
            ("home/user/system/a.service", "User=app"),
        ] {
            assert_eq!(count(path, line), 0, "{path} {line}");
        }
    }
}
