//! `not-a-unit`

use super::file_encoding::FILE_ENCODING;
use crate::diagnostic::{Diagnostic, Level};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::source::{FileId, Sources, Span};
use crate::syntax::{Item, ItemKind};
use crate::systemd::Unit;
use crate::systemd::directives::Section;
use crate::systemd::foreign::Foreign;

rule! {
    /// Flags a file that is named like a unit but belongs to another program: a service file of the message bus, of
    /// avahi or of firewalld, a script. Nothing else in it is checked. A walk over a directory skips such files.
    ///
    /// ## Why
    ///
    /// Several programs have files called `NAME.service`. In its own program's directory such a file is fine; systemd
    /// would load none of them.
    ///
    /// ## Bad
    ///
    /// ```ini org.example.App.service
    /// [D-BUS Service]
    /// Name=org.example.App
    /// Exec=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=dbus
    /// BusName=org.example.App
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// dbus-daemon(1), avahi.service(5), firewalld.service(5). Run on 252: `Unknown section 'D-BUS Service'. Ignoring.`,
    /// `Service has no ExecStart=, ExecStop=, or SuccessAction=. Refusing.`
    pub static NOT_A_UNIT = {
        name: "not-a-unit",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// What a unit's file is, if it belongs to another program; text of no particular kind is a unit that systemd refuses.
pub(crate) fn foreign(unit: &Unit, sources: &Sources) -> Option<Foreign> {
    let file = unit.main();
    let bytes = sources.get(file.id).bytes();
    // The first header decides for nearly every file.
    let has_section = file.headers().any(|header| Section::of(header.name.slice(bytes)).is_some());
    if file.is_drop_in || has_section {
        return None;
    }
    Foreign::of(bytes).filter(|foreign| *foreign != Foreign::Text)
}

/// The only finding in such a file.
pub(crate) fn finding(unit: &Unit, foreign: Foreign, sources: &Sources) -> Diagnostic {
    let file = unit.main();
    if foreign == Foreign::Binary {
        return nul_bytes_finding(sources.get(file.id).bytes(), file.id);
    }
    // Covers all of its lines: to systemd each would be one to ignore.
    let has_content =
        |item: &&Item| !matches!(item.kind, ItemKind::Blank | ItemKind::Comment | ItemKind::Bom);
    let mut lines = file.tree.items.iter().filter(has_content);
    let span = lines.next().map_or(Span::at(0), |first| {
        let last = lines.next_back().unwrap_or(first);
        Span::new(first.name.start, last.value.end.max(last.name.end))
    });
    let reader = match foreign {
        Foreign::MessageBus => " The bus reads it from dbus-1/services or dbus-1/system-services.",
        Foreign::Xml => {
            " avahi reads such files from /etc/avahi/services, firewalld from /etc/firewalld/services."
        }
        Foreign::Script | Foreign::Binary | Foreign::Text => "",
    };
    NOT_A_UNIT
        .at(file.id, span, format!("this file is {}, not a unit", foreign.description()))
        .label("not systemd's")
        .help(format!(
            "systemd would not load it: it has no section of a unit.{reader} Nothing else is checked in it."
        ))
}

/// The only finding in a file with NUL bytes; systemd ends a line at each of them.
fn nul_bytes_finding(bytes: &[u8], file: FileId) -> Diagnostic {
    let is_utf16 =
        bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) || bytes.get(1) == Some(&0);
    let advice =
        if is_utf16 { "It looks like UTF-16: save it as UTF-8." } else { "Nothing else is checked in it." };
    FILE_ENCODING
        .at(file, Span::at(0), "this file is not text")
        .label("it contains NUL bytes")
        .help(format!("systemd finds no section of a unit in it, and does not load it. {advice}"))
        .level(Level::Error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::rules::systemd::no_exec::NO_EXEC;
    use crate::lint::testing::{file, unit};

    #[test]
    fn a_file_of_another_program_has_only_this_finding() {
        let bus = "# GPL\n[D-BUS Service]\nName=a.b\nExec=/a\n";
        let found = unit(&NOT_A_UNIT, bus);
        assert_eq!(
            (found[0].level, found[0].text.as_str()),
            (Level::Info, "D-BUS Service]\nName=a.b\nExec=/a")
        );
        assert!(unit(&NO_EXEC, bus).is_empty());
        assert!(unit(&NOT_A_UNIT, "<service-group>\n")[0].help.contains("avahi"));
        assert!(unit(&NOT_A_UNIT, "#!/bin/sh\nexec app\n")[0].message.contains("a script"));
    }

    #[test]
    fn a_binary_file_is_reported_once() {
        for (text, advice) in [("[\0U\0n\0i\0t\0]\0\n\0", "UTF-16"), ("ELF\0\0\n=\0\n", "Nothing else")] {
            let found = unit(&FILE_ENCODING, text);
            assert_eq!((found.len(), found[0].level), (1, Level::Error), "{found:?}");
            assert!(found[0].help.contains(advice));
        }
    }

    #[test]
    fn broken_units_and_drop_ins_pass() {
        assert!(unit(&NOT_A_UNIT, "[service]\nExecStart=/a\n").is_empty());
        assert!(unit(&NOT_A_UNIT, "some words\n").is_empty());
        assert!(file(&NOT_A_UNIT, "a.service.d/b.conf", "[D-BUS Service]\nName=a\n").is_empty());
    }
}
