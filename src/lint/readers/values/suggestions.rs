//! What was most likely meant by a value that its reader refuses.

use crate::diagnostic::Applicability;
use crate::supervisord::kinds::{byte_size, exit_codes, owner, python, user};
use crate::unix::variable_name::is_variable_name;

/// The name in `$NAME` or `${NAME}`.
pub(super) fn variable(text: &str) -> Option<&str> {
    let name = text.strip_prefix('$')?;
    let name = name.strip_prefix('{').and_then(|name| name.strip_suffix('}')).unwrap_or(name);
    is_variable_name(name.as_bytes()).then_some(name)
}

/// The boolean that was meant by a word of another program.
pub(super) fn truth(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "y" | "t" | "enable" | "enabled" | "always" => Some("true"),
        "n" | "f" | "disable" | "disabled" | "none" | "never" => Some("false"),
        _ => None,
    }
}

/// The same for `autorestart`: the words that other programs use for when to restart.
pub(super) fn restart(text: &str) -> Option<String> {
    let word = match text.to_ascii_lowercase().as_str() {
        "always" | "unless-stopped" => "true",
        "on-failure" => "unexpected",
        "never" => "false",
        other => truth(other)?,
    };
    Some(word.to_owned())
}

/// supervisord's name for a log level.
pub(super) fn level(text: &str) -> Option<&'static str> {
    match text.to_ascii_lowercase().as_str() {
        "warning" => Some("warn"),
        "crit" | "fatal" => Some("critical"),
        "err" => Some("error"),
        "notice" => Some("info"),
        _ => None,
    }
}

/// A list of exit codes separated by commas.
pub(super) fn codes(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', ',', ';']).filter(|word| !word.is_empty()).collect();
    let joined = words.join(",");
    (!joined.is_empty() && exit_codes::parse(&joined).is_ok()).then_some(joined)
}

/// The whole seconds of a number with a unit of time.
pub(super) fn seconds(text: &str) -> Option<String> {
    let (number, unit) = number_and_unit(text)?;
    let factor: i64 = match unit.to_ascii_lowercase().as_str() {
        "s" | "sec" | "secs" | "second" | "seconds" => 1,
        "m" | "min" | "mins" | "minute" | "minutes" => 60,
        "h" | "hour" | "hours" => 3600,
        _ => return None,
    };
    Some(number.parse::<i64>().ok()?.checked_mul(factor)?.to_string())
}

/// What is wrong with a size.
pub(super) enum Size {
    /// A number with a unit or a fraction that supervisord does not accept; holds how to write it.
    Suffix(String),
    /// Not a number.
    NoNumber,
}

/// What is wrong with a size that its reader refuses, and how to write it.
pub(super) fn size(text: &str) -> Size {
    let Some((number, unit)) = number_and_unit(text) else { return Size::NoNumber };
    let power: u32 = match unit.to_ascii_uppercase().as_str() {
        "" | "B" => 0,
        "K" | "KB" | "KIB" => 1,
        "M" | "MB" | "MIB" => 2,
        "G" | "GB" | "GIB" => 3,
        "T" | "TB" | "TIB" => 4,
        _ => return Size::NoNumber,
    };
    // The fraction is computed in integers: `1.5` is 15 tenths.
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    let bytes = || {
        let unit = 1024_i128.checked_pow(power)?;
        let scale = 10_i128.checked_pow(u32::try_from(fraction.len()).ok()?)?;
        let digits: i128 = format!("{whole}{fraction}").parse().ok()?;
        i64::try_from(digits.checked_mul(unit)? / scale).ok()
    };
    match (fraction, unit.to_ascii_uppercase().as_str(), bytes()) {
        // The number stays as written.
        ("", "K" | "KIB", Some(_)) => Size::Suffix(format!("{whole}KB")),
        ("", "M" | "MIB", Some(_)) => Size::Suffix(format!("{whole}MB")),
        ("", "G" | "GIB", Some(_)) => Size::Suffix(format!("{whole}GB")),
        (_, _, Some(bytes)) => Size::Suffix(byte_size::write(bytes)),
        (_, _, None) => Size::NoNumber,
    }
}

/// A number, possibly with a fraction, and what follows it.
fn number_and_unit(text: &str) -> Option<(&str, &str)> {
    let end = text.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(text.len());
    let (number, unit) = text.split_at(end);
    let is_number = number.starts_with(|c: char| c.is_ascii_digit())
        && number.ends_with(|c: char| c.is_ascii_digit())
        && number.matches('.').count() <= 1;
    is_number.then(|| (number, python::strip(unit)))
}

/// A user without the group after it.
pub(super) fn user_alone(text: &str) -> Option<(String, Applicability)> {
    let (name, group) = text.split_once(':')?;
    user::parse(name).ok()?;
    // supervisord uses the user's own group, which mostly has the same name as the user.
    let applicability = if name == group { Applicability::Safe } else { Applicability::Unsafe };
    Some((name.to_owned(), applicability))
}

/// A user and a group separated by whitespace, or a user with a superfluous colon.
pub(super) fn owner(text: &str) -> Option<String> {
    let words: Vec<&str> = text.split([' ', '\t', ':']).filter(|word| !word.is_empty()).collect();
    let starts = words.first().is_some_and(|user| text.starts_with(user));
    let joined = words.join(":");
    (starts && words.len() <= 2 && owner::parse(&joined).is_ok()).then_some(joined)
}

#[cfg(test)]
mod tests {
    use super::owner;

    #[test]
    fn the_separator_of_an_owner_becomes_a_colon() {
        assert_eq!(owner("nobody adm").as_deref(), Some("nobody:adm"));
        assert_eq!(owner("nobody: adm").as_deref(), Some("nobody:adm"));
        assert_eq!(owner("nobody:").as_deref(), Some("nobody"));
        for text in [":adm", "a:b:c", "$USER:adm", ""] {
            assert_eq!(owner(text), None, "{text}");
        }
    }
}
