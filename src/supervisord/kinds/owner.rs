//! `chown=` and `socket_owner=`: a user, or a user and a group (`supervisor.datatypes.colon_separated_user_group`).
//!
//! Like `user=`, both names are looked up on the host while the file is loaded. Which ones a host has is not known here.

use super::user::{self, User};
use crate::value::ValueError;

/// What an owner may be.
const EXPECTED: &str = "a user name or number, or user:group";

/// The owner of a socket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Owner<'a> {
    /// The user.
    pub user: User<'a>,
    /// The group, which is named by the same rules; without one the group stays as it is.
    pub group: Option<User<'a>>,
}

/// Reads an owner.
///
/// # Errors
///
/// For a user or a group that no host has, with [`user::parse`] for both. The loader catches this message and makes one of
/// its own.
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
    fn the_first_colon_divides_user_and_group() {
        assert_eq!(parse("nobody"), Ok(Owner { user: User::Name("nobody"), group: None }));
        let both = Owner { user: User::Id(0), group: Some(User::Name("adm")) };
        assert_eq!(parse("0:adm"), Ok(both));
        assert_eq!(parse("-1").unwrap_err().message, "Invalid user:group definition -1");
        for text in ["", ":", "nobody:", ":adm", "a:b:c", "a b", "$USER:adm"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
