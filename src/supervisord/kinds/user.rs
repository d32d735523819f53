//! `user=`: a user's name or number (`supervisor.datatypes.name_to_uid`).
//!
//! supervisord looks the user up on the host while it loads the file and refuses to start if there is none. The users
//! of a host are not known here; names that cannot exist on any host are refused with the same message.

use std::borrow::Cow;

use super::python::{self, Base};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "a user name or number, without a group";
/// The same for a value that looks like a shell variable.
const EXPECTED_NO_SHELL: &str = "%(ENV_NAME)s, if NAME is a variable: `$` is not expanded";

/// A user as the value identifies it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum User<'a> {
    /// By number.
    Id(u32),
    /// By name.
    Name(&'a str),
}

/// Parses a user. A text that Python's `int()` accepts is a number, even if a user has that name.
///
/// # Errors
///
/// For a number that cannot be a user id (negative, 4294967295 or more) and for a name that no system has: an empty
/// name, one with a colon (`user:group` is looked up as a whole), whitespace or NUL in it, or one with a character that
/// neither system tools nor a directory service allow (`user=web;`, `user=<user>`), including a `$` that is not at the
/// end (nothing expands it).
pub fn parse(text: &str) -> Result<User<'_>, ValueError> {
    match python::int(text, Base::Decimal) {
        // The largest number means "unchanged" to the system calls that set a user.
        Ok(id) => match u32::try_from(id) {
            Ok(id) if id != u32::MAX => Ok(User::Id(id)),
            _ => Err(ValueError::whole(text, format!("Invalid user id {text}"), EXPECTED)),
        },
        Err(_) if is_possible_name(text) => Ok(User::Name(text)),
        Err(_) => {
            let expected = if text.contains('$') { EXPECTED_NO_SHELL } else { EXPECTED };
            Err(ValueError::whole(text, format!("Invalid user name {text}"), expected))
        }
    }
}

/// useradd(8) allows far fewer names; those of a domain (`DOMAIN\user`, `user@example.org`) may contain more, but not
/// these: Active Directory refuses `" / \ [ ] : ; | = , + * ? < >`, of which samba puts `\` and `+` between domain and
/// user. Braces and backquotes occur in templates and in what a shell should have replaced, as does a leading `~`; a
/// leading quote is one of a pair. A name must contain a letter or digit.
fn is_possible_name(name: &str) -> bool {
    const IN_NO_NAME: &[char] =
        &[':', '\0', '"', '/', '[', ']', ';', '|', '=', ',', '*', '?', '<', '>', '{', '}', '`'];
    // The account name of a machine ends with a `$`.
    let before_end = name.strip_suffix('$').unwrap_or(name);
    before_end.contains(char::is_alphanumeric)
        && !before_end.contains('$')
        && !name.starts_with(['~', '\''])
        && !name.contains(|c: char| IN_NO_NAME.contains(&c) || python::is_space(c))
}

/// Writes a user.
///
/// # Errors
///
/// For a name that [`parse`] would refuse, or read as a number.
pub fn write(user: User<'_>) -> Result<Cow<'_, str>, ValueError> {
    match user {
        User::Id(u32::MAX) => Err(ValueError::whole("", format!("Invalid user id {}", u32::MAX), EXPECTED)),
        User::Id(id) => Ok(Cow::Owned(id.to_string())),
        User::Name(name) => match parse(name)? {
            User::Name(name) => Ok(Cow::Borrowed(name)),
            User::Id(_) => {
                Err(ValueError::whole(name, "a user name of digits only is read as a number", EXPECTED))
            }
        },
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn names_and_numbers_are_accepted() {
        for name in
            ["root", "nobody", "www-data", "nosuch", "machine$", "DOMAIN\\user", "j.doe@example.org", "é"]
        {
            assert_eq!(parse(name), Ok(User::Name(name)));
        }
        assert_eq!(parse("0"), Ok(User::Id(0)));
        assert_eq!(parse("65534"), Ok(User::Id(65534)));
        assert_eq!(parse("1_000"), Ok(User::Id(1000)));
    }

    #[test]
    fn impossible_names_are_rejected_with_the_supervisord_message() {
        for name in ["root:root", "", "$", "$USER_NAME", "${USER}", "app-$USER", "www data", " ", "a\0b"] {
            assert_eq!(parse(name).unwrap_err().message, format!("Invalid user name {name}"));
        }
        assert_eq!(parse("$USER").unwrap_err().expected, EXPECTED_NO_SHELL);
    }

    #[test]
    fn names_that_no_tool_creates_are_rejected() {
        for name in [
            "www-data;",
            "<user>",
            "{user}",
            "a,b",
            "=core",
            "a/b",
            "\"",
            "`id`",
            "*",
            "[x]",
            "'",
            "'web'",
            "~",
            "~web",
            "%",
            "\\",
        ] {
            assert_eq!(parse(name).unwrap_err().message, format!("Invalid user name {name}"));
        }
        for name in ["DOMAIN+user", "o'brien", "a.b-c_d", "#x"] {
            assert_eq!(parse(name), Ok(User::Name(name)));
        }
    }

    #[test]
    fn impossible_ids_are_rejected_with_the_supervisord_message() {
        for id in ["-1", "4294967295", "99999999999999999999"] {
            assert_eq!(parse(id).unwrap_err().message, format!("Invalid user id {id}"));
        }
    }

    proptest! {
        #[test]
        fn written_values_parse_back(id: u32, name in "\\PC{0,8}") {
            for user in [User::Id(id), User::Name(&name)] {
                if let Ok(text) = write(user) {
                    prop_assert_eq!(parse(&text), Ok(user));
                }
            }
        }
    }
}
