//! `chown=` and `socket_owner=`: a user, or a user and a group (`supervisor.datatypes.colon_separated_user_group`).
//!
//! Like `user=`, both names are looked up on the host while the file is loaded. The names that exist on a host are not
//! known here.

use super::user::{self, User};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "a user name or number, or user:group";

/// The owner of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner<'a> {
    /// The user.
    pub user: User<'a>,
    /// The group, which has the same syntax as a user; without one the group is unchanged.
    pub group: Option<User<'a>>,
}

/// Parses an owner.
///
/// # Errors
///
/// For a user or group that cannot exist on any host, according to [`user::parse`] for both. The loader catches this
/// message and raises its own.
pub fn parse(text: &str) -> Result<Owner<'_>, ValueError> {
    let refused = |_| ValueError::whole(text, format!("Invalid user:group definition {text}"), EXPECTED);
    let (user, group) = match text.split_once(':') {
        Some((user, group)) => (user, Some(group)),
        None => (text, None),
    };
    let user = user::parse(user).map_err(refused)?;
    let group = group.map(user::parse).transpose().map_err(refused)?;
    Ok(Owner { user, group })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_colon_separates_user_and_group() {
        assert_eq!(parse("nobody"), Ok(Owner { user: User::Name("nobody"), group: None }));
        let both = Owner { user: User::Id(0), group: Some(User::Name("adm")) };
        assert_eq!(parse("0:adm"), Ok(both));
        assert_eq!(parse("-1").unwrap_err().message, "Invalid user:group definition -1");
        for text in ["", ":", "nobody:", ":adm", "a:b:c", "a b", "$USER:adm"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
