//! Directories that systemd-tmpfiles creates before a service starts, because its package asks for them:
//! `tmpfiles.d(5)`.
//!
//! The unit does not mention them, and in a container nothing creates them: php-fpm's `/run/php` is one. By the
//! convention of packages, the tmpfiles.d file with the name of the unit belongs to it.

use std::path::Path;

use crate::source::Files;
use crate::systemd::kinds::unit_name::UnitName;
use crate::unix::lexical_path::has_parent_dir;

/// Where `tmpfiles.d` directories are, relative to the root; the first file of a name wins.
const TMPFILES_PREFIXES: [&str; 4] = ["etc", "run", "usr/local/lib", "usr/lib"];

/// Where `systemd/system` directories are, relative to the root.
const UNIT_PREFIXES: [&str; 5] = ["etc", "run", "usr/local/lib", "usr/lib", "lib"];

/// A directory that is created at boot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootDirectory {
    /// The absolute path.
    pub path: String,
    /// Its access mode in octal digits.
    pub mode: String,
    /// The owner.
    pub user: String,
    /// The group.
    pub group: String,
}

impl BootDirectory {
    /// The argument vector of a command that creates it.
    #[must_use]
    pub fn command(&self) -> [&str; 9] {
        let Self { path, mode, user, group } = self;
        ["/usr/bin/install", "-d", "-m", mode, "-o", user, "-g", group, path]
    }
}

/// The directories created for the unit in `file`.
pub(super) fn of_unit_file(file: &str, files: &dyn Files) -> Vec<BootDirectory> {
    let Some((directory, name)) = file.rsplit_once('/') else { return Vec::new() };
    let Ok(name) = UnitName::parse(name) else { return Vec::new() };
    let stem = name.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
    let stem = stem.split('@').next().unwrap_or_default();
    let Some(directory) = directory.strip_suffix("/systemd/system") else { return Vec::new() };
    let root = UNIT_PREFIXES.iter().find_map(|prefix| directory.strip_suffix(prefix));
    let Some(root) = root.filter(|root| root.is_empty() || root.ends_with('/')) else { return Vec::new() };
    let mut texts = TMPFILES_PREFIXES
        .iter()
        .filter_map(|prefix| files.read(Path::new(&format!("{root}{prefix}/tmpfiles.d/{stem}.conf"))).ok());
    texts.next().map_or_else(Vec::new, |text| parse(&String::from_utf8_lossy(&text)))
}

/// The directories in a tmpfiles.d file. Lines with specifiers, quotes or other syntax that is not plain are left
/// out: nothing is guessed.
fn parse(text: &str) -> Vec<BootDirectory> {
    text.lines().filter_map(parse_line).collect()
}

fn parse_line(line: &str) -> Option<BootDirectory> {
    let mut fields = line.split_ascii_whitespace();
    let kind = fields.next()?;
    // `!`: only at boot; `-`: may fail; `=`: removes whatever else is there.
    if !matches!(kind.trim_end_matches(['!', '-', '=', '+']), "d" | "D") {
        return None;
    }
    let path = fields.next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-@:+".contains(c);
    if !path.starts_with('/') || !path.chars().all(is_plain) || has_parent_dir(path.as_bytes()) {
        return None;
    }
    // `:`: only on creation; `~`: masked by the existing access mode.
    let mut field = |default: &str| match fields.next().map(|field| field.trim_start_matches([':', '~'])) {
        None | Some("-" | "") => Some(default.to_owned()),
        Some(value) => {
            value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)).then(|| value.to_owned())
        }
    };
    let (mode, user, group) = (field("0755")?, field("root")?, field("root")?);
    let is_mode = mode.len() <= 5 && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    let is_name = |name: &str| !name.starts_with('-');
    (is_mode && is_name(&user) && is_name(&group)).then(|| BootDirectory {
        path: path.to_owned(),
        mode,
        user,
        group,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    fn commands(directories: &[BootDirectory]) -> Vec<String> {
        directories.iter().map(|one| one.command()[1..].join(" ")).collect()
    }

    #[test]
    fn directories_are_created_as_the_tmpfiles_entry_of_the_unit_says() {
        let files = Memory::new()
            .with(
                "r/usr/lib/tmpfiles.d/php8.2-fpm.conf",
                "#Type Path\n    d /run/php  0755 www-data www-data -   -\n",
            )
            .with(
                "r/usr/lib/tmpfiles.d/a.conf",
                "D! /run/a\nd /run/b :2775 - adm\nf /run/c\nd /run/%u\nd /run/../x\nd a\n",
            )
            .with("/usr/lib/tmpfiles.d/a.conf", "d /run/root\n")
            .with("/etc/tmpfiles.d/gone.conf", "")
            .with("/usr/lib/tmpfiles.d/gone.conf", "d /run/gone\n");
        let of = |file: &str| commands(&of_unit_file(file, &files));
        assert_eq!(
            of("r/usr/lib/systemd/system/php8.2-fpm.service"),
            ["-d -m 0755 -o www-data -g www-data /run/php"]
        );
        let of_a = ["-d -m 0755 -o root -g root /run/a", "-d -m 2775 -o root -g adm /run/b"];
        assert_eq!(of("r/etc/systemd/system/a@.service"), of_a);
        assert_eq!(of("/lib/systemd/system/a.service"), ["-d -m 0755 -o root -g root /run/root"]);
        // An empty file of the same name overrides it.
        assert!(of("/lib/systemd/system/gone.service").is_empty());
        for file in [
            "a.service",
            "units/a.service",
            "/srv/units/systemd/system/a.service",
            "r/usr/lib/systemd/user/a.service",
        ] {
            assert!(of(file).is_empty(), "{file}");
        }
    }

    #[test]
    fn entries_with_special_characters_are_ignored() {
        for text in [
            "d /run/a$(id)",
            "d \"/run/a b\"",
            "d /run/a;b",
            "d /run/a 0755 a;b",
            "d /run/a 9",
            "d /run/a 755 -o x",
        ] {
            assert!(parse(text).is_empty(), "{text}");
        }
    }
}
