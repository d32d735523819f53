//! Files that are named like units but belong to other programs, such as D-Bus service files
//! (`org.example.App.service`) and avahi services (`ssh.service`). systemd itself goes by the name alone, and fails
//! to load them.

use super::directives::{Section, SectionSet, lookup};
use crate::systemd::kinds::unit_name::UnitType;

/// The kind of a file that is not a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Foreign {
    /// A D-Bus service file, which tells the message bus how to start a name (`dbus-daemon(1)`, "SERVICE FILES").
    MessageBus,
    /// XML, such as the services that avahi announces (`avahi.service(5)`) and those for which firewalld opens
    /// ports.
    Xml,
    /// A script, often a SysV init script.
    Script,
    /// Not text: it contains NUL bytes.
    Binary,
    /// Any other text without a line that would mean something in a unit.
    Text,
}

impl Foreign {
    /// Returns the kind of the file, or `None` if it is a unit or was meant as one: a misspelt header, entries without
    /// a header, the target of a symlink stored as text, an empty file.
    #[must_use]
    pub(crate) fn of(bytes: &[u8]) -> Option<Self> {
        // Nearly every file is a unit, and most of them begin with a header.
        if has_section(bytes) {
            return None;
        }
        if memchr::memchr(0, bytes).is_some() {
            return Some(Self::Binary);
        }
        let (mut words, mut has_header, mut is_of_bus) = (0_usize, false, false);
        let mut has_setting = false;
        for line in bytes.split(|byte| *byte == b'\n') {
            let line = line.trim_ascii();
            let Some(first) = line.first() else { continue };
            if matches!(first, b'#' | b';') {
                continue;
            }
            words += line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
            if let Some(header) = line.strip_prefix(b"[") {
                let end = header.iter().position(|byte| *byte == b']').unwrap_or(header.len());
                let name = header[..end].trim_ascii();
                if is_section(name) {
                    return None;
                }
                has_header = true;
                is_of_bus |= name == b"D-BUS Service";
            } else if line.starts_with(b".include ") {
                return None;
            } else if let Some(equals) = memchr::memchr(b'=', line) {
                has_setting |= is_setting(line[..equals].trim_ascii_end());
            }
        }
        let text = bytes.trim_ascii_start();
        if is_of_bus {
            Some(Self::MessageBus)
        } else if text.starts_with(b"<") {
            Some(Self::Xml)
        } else if text.starts_with(b"#!") && words > 0 {
            Some(Self::Script)
        } else {
            // A single word is the target of a symlink that was stored as a regular file.
            let is_text = words > 1 && !has_header && !has_setting;
            is_text.then_some(Self::Text)
        }
    }

    /// The name of the kind, for use in a sentence.
    #[must_use]
    pub(crate) const fn description(self) -> &'static str {
        match self {
            Self::MessageBus => "a service file of the message bus",
            Self::Xml => "an XML file",
            Self::Script => "a script",
            Self::Binary => "a binary file",
            Self::Text => "a text file",
        }
    }
}

/// Whether a line is the header of a unit section: a quick check that does not look at the other lines.
fn has_section(bytes: &[u8]) -> bool {
    let starts_line = |at: usize| at == 0 || bytes[at - 1] == b'\n';
    memchr::memchr_iter(b'[', bytes).filter(|at| starts_line(*at)).any(|at| {
        let header = &bytes[at + 1..];
        memchr::memchr(b']', header).is_some_and(|end| Section::of(&header[..end]).is_some())
    })
}

/// Whether some unit type has a section of this name, ignoring case.
fn is_section(name: &[u8]) -> bool {
    Section::of(name).is_some()
        || all_sections().any(|section| section.as_str().as_bytes().eq_ignore_ascii_case(name))
}

/// Whether some section of a unit has a directive of this name.
fn is_setting(name: &[u8]) -> bool {
    all_sections().any(|section| lookup(section, name).is_some())
}

fn all_sections() -> impl Iterator<Item = Section> {
    UnitType::ALL
        .into_iter()
        .map(SectionSet::of_unit_type)
        .fold(SectionSet::of(&[]), SectionSet::union)
        .iter()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_of_other_programs_are_recognized() {
        let of = |text: &str| Foreign::of(text.as_bytes());
        assert_eq!(of("# GPL\n\n[D-BUS Service]\nName=a.b\nExec=/a\nUser=root\n"), Some(Foreign::MessageBus));
        assert_eq!(of("<?xml version='1.0'?>\n<service-group>\n"), Some(Foreign::Xml));
        assert_eq!(of("#!/bin/sh\nUser=a\n"), Some(Foreign::Script));
        assert_eq!(of("mount/umount for Linux\nAuthors:\n"), Some(Foreign::Text));
        assert_eq!(of("regexp=a b\ncolours=cyan\n"), Some(Foreign::Text));
    }

    #[test]
    fn files_intended_as_units_are_not_foreign() {
        let of = |text: &str| Foreign::of(text.as_bytes());
        for text in [
            "",
            "# nothing\n",
            "[Unit]\nDescription=a b\n",
            "[service]\nExecStart=/a b\n",
            "[ Service ]\nExecStart=/a b\n",
            "ExecStart=/a b\n",
            ".include /lib/a.service\n",
            "[Servce]\na=b\n",
            "../a.service",
            "/dev/null\n",
            "#!/usr/bin/systemd\n[Service]\n",
            "[D-BUS Service]\n[Service]\n",
        ] {
            assert_eq!(of(text), None, "{text}");
        }
    }
}
