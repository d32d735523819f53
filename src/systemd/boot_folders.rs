//! Folders that systemd-tmpfiles makes before a service starts, as its package asks for: `tmpfiles.d(5)`.
//!
//! A unit says nothing of them, and in a container nobody makes them: `/run/php` of php-fpm is one. What belongs to a unit
//! is the file of its name, as packages have it.

use std::path::Path;

use crate::source::Files;
use crate::systemd::kinds::unit_name::UnitName;

/// Where such files lie beside `systemd/system`, the first of a name alone counting.
const FOLDERS: [&str; 4] = ["etc", "run", "usr/local/lib", "usr/lib"];

/// Where units lie besides.
const UNIT_FOLDERS: [&str; 5] = ["etc", "run", "usr/local/lib", "usr/lib", "lib"];

/// A folder that is made at boot.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BootFolder {
    /// The absolute path.
    pub path: String,
    /// Its access mode, in octal digits.
    pub mode: String,
    /// Who owns it.
    pub user: String,
    /// Its group.
    pub group: String,
}

impl BootFolder {
    /// The words of a command that makes it.
    #[must_use]
    pub fn command(&self) -> [&str; 9] {
        let Self { path, mode, user, group } = self;
        ["/usr/bin/install", "-d", "-m", mode, "-o", user, "-g", group, path]
    }
}

/// The folders that are made for a unit, which stands in the file of this name.
pub(super) fn beside(file: &str, files: &dyn Files) -> Vec<BootFolder> {
    let Some((folder, name)) = file.rsplit_once('/') else { return Vec::new() };
    let Ok(name) = UnitName::parse(name) else { return Vec::new() };
    let stem = name.as_str().rsplit_once('.').map_or("", |(stem, _)| stem);
    let stem = stem.split('@').next().unwrap_or_default();
    let Some(folder) = folder.strip_suffix("/systemd/system") else { return Vec::new() };
    let root = UNIT_FOLDERS.iter().find_map(|own| folder.strip_suffix(own));
    let Some(root) = root.filter(|root| root.is_empty() || root.ends_with('/')) else { return Vec::new() };
    let mut texts = FOLDERS
        .iter()
        .filter_map(|own| files.read(Path::new(&format!("{root}{own}/tmpfiles.d/{stem}.conf"))).ok());
    texts.next().map_or_else(Vec::new, |text| parse(&String::from_utf8_lossy(&text)))
}

/// The folders of a file. What needs a specifier, quotes or a default of the file system is none: it is not guessed.
fn parse(text: &str) -> Vec<BootFolder> {
    text.lines().filter_map(line).collect()
}

fn line(line: &str) -> Option<BootFolder> {
    let mut fields = line.split_ascii_whitespace();
    let kind = fields.next()?;
    // `!`: at boot alone; `-`: may fail; `=`: whatever else is there goes.
    if !matches!(kind.trim_end_matches(['!', '-', '=', '+']), "d" | "D") {
        return None;
    }
    let path = fields.next()?;
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "/._-@:+".contains(c);
    if !path.starts_with('/') || !path.chars().all(is_plain) || path.split('/').any(|part| part == "..") {
        return None;
    }
    // `:`: only if it is made; `~`: as far as a mask lets it.
    let mut field = |default: &str| match fields.next().map(|field| field.trim_start_matches([':', '~'])) {
        None | Some("-" | "") => Some(default.to_owned()),
        Some(value) => {
            value.chars().all(|c| c.is_ascii_alphanumeric() || "_-.".contains(c)).then(|| value.to_owned())
        }
    };
    let (mode, user, group) = (field("0755")?, field("root")?, field("root")?);
    let is_mode = mode.len() <= 5 && mode.bytes().all(|byte| (b'0'..=b'7').contains(&byte));
    let is_name = |name: &str| !name.starts_with('-');
    (is_mode && is_name(&user) && is_name(&group)).then(|| BootFolder {
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

    fn commands(folders: &[BootFolder]) -> Vec<String> {
        folders.iter().map(|one| one.command()[1..].join(" ")).collect()
    }

    #[test]
    fn folders_are_made_as_the_file_of_the_units_name_says() {
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
        let of = |file: &str| commands(&beside(file, &files));
        assert_eq!(
            of("r/usr/lib/systemd/system/php8.2-fpm.service"),
            ["-d -m 0755 -o www-data -g www-data /run/php"]
        );
        let of_a = ["-d -m 0755 -o root -g root /run/a", "-d -m 2775 -o root -g adm /run/b"];
        assert_eq!(of("r/etc/systemd/system/a@.service"), of_a);
        assert_eq!(of("/lib/systemd/system/a.service"), ["-d -m 0755 -o root -g root /run/root"]);
        // An empty file of its name takes it away.
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
    fn what_is_no_plain_word_is_not_written_anywhere() {
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
