//! What can be said about a user without asking the machine: whether it is root, and whether two names denote different
//! users.

/// Whether a user is root, given by name or by number.
pub(crate) fn is_root(user: &str) -> bool {
    user == "root" || user.parse() == Ok(0_u32)
}

/// Whether two users are certainly different. Only the machine knows which number belongs to a name, except for root.
pub(crate) fn certainly_differ(one: &str, other: &str) -> bool {
    if is_root(one) || is_root(other) {
        return is_root(one) != is_root(other);
    }
    match (one.parse::<u32>(), other.parse::<u32>()) {
        (Ok(one), Ok(other)) => one != other,
        (Err(_), Err(_)) => one != other,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_and_an_id_may_be_the_same_user_unless_one_is_root() {
        for (one, other) in
            [("app", "www"), ("app", "root"), ("app", "0"), ("1000", "1001"), ("1000", "root")]
        {
            assert!(certainly_differ(one, other) && certainly_differ(other, one), "{one} {other}");
        }
        for (one, other) in [("app", "app"), ("1000", "01000"), ("app", "1000"), ("root", "0"), ("0", "00")] {
            assert!(!certainly_differ(one, other) && !certainly_differ(other, one), "{one} {other}");
        }
    }
}
