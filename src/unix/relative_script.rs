//! The script of an interpreter, given without a path: `python3 app.py`.

use crate::unix::shell::is_shell;

/// The suffixes of scripts and archives.
const ENDINGS: [&str; 9] = [".cjs", ".jar", ".js", ".mjs", ".php", ".pl", ".py", ".rb", ".sh"];

/// Options of interpreters that take no value, and the option before an archive.
const OPTIONS: [&str; 8] = ["-B", "-E", "-O", "-e", "-jar", "-s", "-u", "-x"];

/// Finds the script among the arguments of an interpreter, with its index, if its path is plainly relative.
pub(crate) fn relative_script<T: AsRef<str>>(
    program: &[u8],
    arguments: impl IntoIterator<Item = T>,
) -> Option<(usize, T)> {
    if !is_interpreter(program) {
        return None;
    }
    let mut words = arguments.into_iter().enumerate();
    let (at, word) = words.find(|(_, word)| !OPTIONS.contains(&word.as_ref()))?;
    let script = word.as_ref();
    let is_relative = !script.starts_with(['-', '/', '$', '%', '~', '.']);
    (is_relative && ENDINGS.iter().any(|end| script.ends_with(end))).then_some((at, word))
}

/// Whether a program of this name runs a script that is passed to it.
pub(crate) fn is_interpreter(name: &[u8]) -> bool {
    let bare = name.trim_ascii_end();
    let versionless =
        bare.iter().rposition(|byte| !byte.is_ascii_digit() && *byte != b'.').map_or(0, |at| at + 1);
    matches!(&bare[..versionless], b"java" | b"node" | b"nodejs" | b"perl" | b"php" | b"python" | b"ruby")
        || is_shell(bare)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_word_that_is_not_an_option_is_the_script() {
        let found = |command: &str| {
            let (program, arguments) = command.split_once(' ').unwrap();
            relative_script(program.as_bytes(), arguments.split(' ')).map(|(at, _)| at)
        };
        assert_eq!((found("python3.11 -u app.py a.py"), found("java -jar a.jar")), (Some(1), Some(1)));
        for other in ["python3 -m app.py", "python3 /srv/app.py", "app x.py", "node server", "sh ./a.sh"] {
            assert_eq!(found(other), None, "{other}");
        }
    }
}
