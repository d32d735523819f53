//! Expands `$NAME` as a word of its own if the variable's value is quoted.

use crate::ir::{Expand, PartRef, Service, Text};
use crate::systemd::kinds::words::{Flags, Words};

/// Replaces a variable with the words of its quoted value.
///
/// The model splits values at whitespace. systemd also removes quotes and backslashes (`replace_env_argv()`,
/// `src/basic/env-util.c`), which other consumers of variables do not.
pub(super) fn split_quoted_variables(service: &mut Service<'_>) {
    // A file may set the variable to another value.
    if !service.files.value.is_empty() {
        return;
    }
    let is_quoted = |value: &str| value.contains(['"', '\'', '\\']);
    let quoted: Vec<(String, String)> = service
        .assignments
        .value
        .iter()
        .filter_map(|one| Some((one.name.as_str()?, one.value.as_str()?)))
        .filter(|(_, value)| is_quoted(value))
        .map(|(name, value)| (name.to_owned(), value.to_owned()))
        .collect();
    if quoted.is_empty() {
        return;
    }
    let prepared = service.prepare.value.iter_mut().map(|one| &mut one.command);
    let stopping = service.stop_commands.value.all_mut().map(|one| &mut one.command);
    for command in std::iter::once(&mut service.command.value).chain(prepared).chain(stopping) {
        let value_of = |word: &Text<'_>| {
            let mut parts = word.parts();
            match (parts.next(), parts.next()) {
                (Some(PartRef::Variable(name, Expand::Split)), None) => {
                    quoted.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
                }
                _ => None,
            }
        };
        if !command.argv.iter().any(|word| value_of(word).is_some()) {
            continue;
        }
        command.argv = std::mem::take(&mut command.argv)
            .into_iter()
            .flat_map(|word| match value_of(&word) {
                None => vec![word],
                Some(value) => words(value).map(|bytes| Text::plain(bytes).with_place_of(&word)).collect(),
            })
            .collect();
    }
}

fn words(value: &str) -> impl Iterator<Item = Vec<u8>> + '_ {
    Words::new(value, Flags::RELAXED).map_while(Result::ok).map(|word| word.bytes.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_and_backslashes_are_removed_from_a_value() {
        let split = |value: &str| {
            words(value).map(|word| String::from_utf8(word).unwrap_or_default()).collect::<Vec<_>>()
        };
        assert_eq!(split(r#"a "b c" d\ e 'it"s'"#), ["a", "b c", "d e", "it\"s"]);
        // An unclosed quote ends with the value.
        assert_eq!(split("x\"y z"), ["xy z"]);
    }
}
