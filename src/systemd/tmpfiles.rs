//! The `tmpfiles.d(5)` lines that sysvisor writes for log files: directories, and files whose access mode differs
//! from what the umask of their unit gives (O8).

use super::versions::Release;
use crate::systemd::kinds::specifier;

/// A line that creates a directory or a file if it does not exist.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// Whether it is a directory; otherwise it is an empty file.
    pub is_directory: bool,
    /// The absolute path.
    pub path: String,
    /// Its access mode.
    pub mode: u32,
    /// The owner; `None` for root.
    pub owner: Option<String>,
}

impl Line {
    /// Writes the line. What already exists keeps its owner, and also its mode if the release has a syntax for
    /// that.
    #[must_use]
    pub fn write(&self, release: Release) -> String {
        let path = String::from_utf8_lossy(&specifier::escape(self.path.as_bytes())).into_owned();
        let path = if path.contains(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | '\\')) {
            format!("\"{}\"", path.replace('\\', "\\\\").replace('"', "\\\""))
        } else {
            path
        };
        let kind = if self.is_directory { 'd' } else { 'f' };
        let mode = self.mode;
        match &self.owner {
            None if release >= Release(252) => format!("{kind} {path} :{mode:04o} :root :root -\n"),
            // Only the machine knows the name of the owner's group.
            Some(owner) if release >= Release(252) => format!("{kind} {path} :{mode:04o} :{owner} - -\n"),
            owner => {
                let owner = owner.as_deref().unwrap_or("-");
                let mode = if mode == default_mode(self.is_directory) {
                    "-".to_owned()
                } else {
                    format!("{mode:04o}")
                };
                format!("{kind} {path} {mode} {owner} - -\n")
            }
        }
    }
}

/// The default mode, used if the line gives none. What already exists keeps its own mode then.
const fn default_mode(is_directory: bool) -> u32 {
    if is_directory { 0o755 } else { 0o644 }
}

/// Parses such lines; all other lines are skipped.
#[must_use]
pub fn parse(text: &str) -> Vec<Line> {
    text.lines().filter_map(line).collect()
}

fn line(line: &str) -> Option<Line> {
    let (kind, rest) = line.split_once(' ')?;
    let is_directory = match kind {
        "d" => true,
        "f" => false,
        _ => return None,
    };
    let (path, rest) = match rest.strip_prefix('"') {
        None => {
            let (path, rest) = rest.split_once(' ')?;
            (path.to_owned(), rest)
        }
        Some(quoted) => {
            let mut path = String::new();
            let mut characters = quoted.char_indices();
            let end = loop {
                match characters.next()? {
                    (at, '"') => break at + 1,
                    (_, '\\') => path.push(characters.next()?.1),
                    (_, character) => path.push(character),
                }
            };
            (path, quoted.get(end..)?.strip_prefix(' ')?)
        }
    };
    let mut fields = rest.split(' ').map(|field| field.trim_start_matches(':'));
    let mode = match fields.next()? {
        "-" => default_mode(is_directory),
        mode => u32::from_str_radix(mode, 8).ok()?,
    };
    let owner = fields.next().filter(|owner| !matches!(*owner, "-" | "root")).map(str::to_owned);
    Some(Line { is_directory, path: path.replace("%%", "%"), mode, owner })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn existing_files_keep_their_owner_and_mode() {
        let directory =
            |path: &str| Line { is_directory: true, path: path.to_owned(), mode: 0o755, owner: None };
        assert_eq!(directory("/var/log/shop").write(Release(252)), "d /var/log/shop :0755 :root :root -\n");
        assert_eq!(directory("/a b%\\").write(Release(251)), "d \"/a b%%\\\\\" - - - -\n");
        let of_app = Line { owner: Some("app".to_owned()), ..directory("/home/app/logs") };
        assert_eq!(of_app.write(Release(252)), "d /home/app/logs :0755 :app - -\n");
        assert_eq!(of_app.write(Release(251)), "d /home/app/logs - app - -\n");
        let file = Line { is_directory: false, path: "/var/log/a.log".to_owned(), mode: 0o644, owner: None };
        assert_eq!(file.write(Release(252)), "f /var/log/a.log :0644 :root :root -\n");
        let own = Line { mode: 0o600, ..file };
        assert_eq!(own.write(Release(251)), "f /var/log/a.log 0600 - - -\n");
    }

    proptest! {
        #[test]
        fn written_lines_parse_back(
            is_directory in any::<bool>(),
            path in "/[^\\pC]{0,20}",
            mode in 0_u32..0o1000,
            owner in proptest::option::of("[a-z][a-z0-9_-]{0,8}"),
            release in 240_u16..=257,
        ) {
            let owner = owner.filter(|owner| owner != "root");
            let line = Line { is_directory, path, mode, owner };
            let text = line.write(Release(release));
            prop_assert_eq!(parse(&text), [line]);
        }

        #[test]
        fn parsing_any_text_does_not_panic(text in any::<String>()) {
            let _ = parse(&text);
        }
    }
}
