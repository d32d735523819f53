//! `user-nobody`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};

rule! {
    /// Flags a program that runs as the user `nobody`, and, reported as `info`, with the group `nobody` or `nogroup`.
    ///
    /// ## Why
    ///
    /// That user owns what belongs to nobody: files on NFS servers whose owner is not known, and the processes of every
    /// other program that runs as it. Each of them can read, trace and kill the others. `DynamicUser=yes` gives a
    /// service a user of its own without any setup.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=nobody
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// DynamicUser=yes
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `User=`; `config_parse_user_group_compat()`, `src/core/load-fragment.c`. Run on 252: `Group=` and
    /// numbers pass.
    pub static USER_NOBODY = {
        name: "user-nobody",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Group, Name::SocketGroup, Name::SocketUser, Name::User], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let is_group = entry.row.is_some_and(|row| matches!(row.name, Name::Group | Name::SocketGroup));
    let is_nobody = value.text() == Some("nobody") || is_group && value.text() == Some("nogroup");
    if !is_nobody || !context.is_in_effect() {
        return;
    }
    if is_group {
        // With User=nobody, the finding about that is enough.
        if context.value_matches(Section::Service, Name::User, |user| user == "nobody") {
            return;
        }
        return sink.add(
            USER_NOBODY
                .at(entry.id.file, value.whole(), "this group is shared by unrelated programs")
                .level(Level::Info)
                .label("not a group of its own")
                .help("systemd says nothing. Whatever the group may read or write, all of them may."),
        );
    }
    sink.add(
        USER_NOBODY
            .at(entry.id.file, value.whole(), "the user nobody is shared by unrelated programs")
            .label("not a user of its own")
            .help(
                "systemd says: Special user nobody configured, this is not safe! It runs the program anyway. \
                 DynamicUser=yes creates a user for this service alone.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn only_users_and_groups_of_this_name_are_flagged() {
        let count = |line: &str| unit(&USER_NOBODY, &format!("[Service]\n{line}\n")).len();
        assert_eq!((count("User=nobody"), count("User=nobodys"), count("Group=nobody")), (1, 0, 1));
        assert_eq!(
            (count("Group=nogroup"), count("User=nobody\nGroup=nogroup"), count("User=nogroup")),
            (1, 1, 0)
        );
        assert_eq!(file(&USER_NOBODY, "a.socket", "[Socket]\nSocketUser=nobody\n").len(), 1);
        assert!(
            file(&USER_NOBODY, "a.socket", "[Service]\nUser=nobody\n").is_empty(),
            "[Service] is not read in a socket"
        );
    }
}
