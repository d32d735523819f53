//! `user-name-not-strict`

use super::trailing_comment;
use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::dependencies::expand;
use crate::systemd::directives::Name;
use crate::systemd::kinds::specifier::Table;
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::user::{self, Account};

rule! {
    /// Flags a user or group name that systemd accepts only with a notice: account tools would not create it.
    ///
    /// ## Why
    ///
    /// A name should start with a letter or `_`, consist of letters, digits, `_` and `-`, and have at most 31 bytes.
    /// `useradd` refuses others, and programs that read a dot or a colon as a separator (`chown a.b`) misread them.
    /// Often it is a version or a path that was pasted in.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=app-1.2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// User=app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.io/USER_NAMES; `valid_user_group_name()`, `src/basic/user-util.c`. Run on 252.
    pub static USER_NAME_NOT_STRICT = {
        name: "user-name-not-strict",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Group, Name::SocketGroup, Name::SocketUser, Name::User], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|text| !text.is_empty()) else { return };
    if user::is_strict_name(text) || !context.unit.reads(entry) {
        return;
    }
    // That rule explains what is wrong.
    let is_comment =
        || entry.row.is_some_and(|row| trailing_comment::find(row, text, context.release()).is_some());
    if sink.wants(&trailing_comment::TRAILING_COMMENT) && is_comment() {
        return;
    }
    let Ok(Account::Name(name)) = user::parse(text, context.release()) else { return };
    // The name in a template is not known before an instance starts.
    let own = UnitName::read(&context.unit.name).filter(|own| !own.is_template());
    let is_odd = |name: &String| matches!(user::parse_expanded(name), Some(Account::Name(name)) if !user::is_strict_name(name));
    let Some(name) = expand(name, own.as_ref(), Table::Full).filter(is_odd) else { return };
    sink.add(
        USER_NAME_NOT_STRICT
            .at(entry.id.file, value.whole(), format!("`{name}` is an odd name for a user or a group"))
            .label("letters, digits, `_` and `-`, up to 31")
            .help(format!(
                "systemd says: Accepting user/group name '{name}', which does not match strict user/group name \
                 rules. It uses the name as is.{}",
                if name.contains('$') { " Variables are only expanded in the arguments of commands." } else { "" }
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file, unit};

    #[test]
    fn the_unit_name_specifier_is_expanded() {
        let count = |name: &str| file(&USER_NAME_NOT_STRICT, name, "[Service]\nUser=%N\n").len();
        assert_eq!((count("a-1.2.service"), count("a.service"), count("a.b@.service")), (1, 0, 0));
        assert_eq!((count("1000.service"), count("65535.service")), (0, 0), "a number, and a rejected name");
    }

    #[test]
    fn strict_invalid_and_unresolved_names_pass() {
        let count = |value: &str| unit(&USER_NAME_NOT_STRICT, &format!("[Service]\nUser={value}\n")).len();
        assert_eq!((count("a.b"), count("1a"), count("a b"), count(&"a".repeat(32))), (1, 1, 1, 1));
        for value in ["_a-B1", "1000", "a:b", "%H.x", "x-%p", ""] {
            assert_eq!(count(value), 0, "{value}");
        }
    }
}
