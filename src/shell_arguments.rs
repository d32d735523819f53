//! The arguments of a shell, as a user of the shell gives them.

/// The index of the script among the arguments of a shell: it follows all options, if one is `-c`, `-lc`, `-ec` ….
pub(crate) fn script_index<'w>(arguments: impl IntoIterator<Item = &'w [u8]>) -> Option<usize> {
    let (mut is_script, mut is_value) = (false, false);
    for (at, word) in arguments.into_iter().enumerate() {
        let letters = word.strip_prefix(b"-").or_else(|| word.strip_prefix(b"+"));
        match letters {
            // `-o pipefail`
            _ if is_value => is_value = false,
            None => return is_script.then_some(at),
            Some([b'-', ..]) => {}
            Some(letters) => {
                is_script |= word[0] == b'-' && letters.contains(&b'c');
                is_value = letters.ends_with(b"o");
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_script_follows_all_shell_options() {
        let at = |arguments: &str| script_index(arguments.split(' ').map(str::as_bytes));
        assert_eq!((at("-c x"), at("-e -lc x y"), at("+x --login -c x")), (Some(1), Some(2), Some(3)));
        assert_eq!((at("-euo pipefail -c x"), at("-co pipefail x")), (Some(3), Some(2)));
        assert_eq!(
            (at("x -c y"), at("-c"), at("--check x"), at("-l x"), at("+c x")),
            (None, None, None, None, None)
        );
    }
}
