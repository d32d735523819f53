//! The merged unit as text: a unit file in which comments state the origin of every line.

use std::io::{self, Write};

use super::clean;
use crate::systemd::effective::json::{EffectiveV1, UnitV1};

/// Writes units one after another, each with its name and its files as a heading.
///
/// # Errors
/// Those of `out`.
pub fn write(out: &mut dyn Write, effective: &EffectiveV1) -> io::Result<()> {
    for (at, unit) in effective.units.iter().enumerate() {
        if at > 0 {
            writeln!(out)?;
        }
        write_unit(out, unit)?;
    }
    Ok(())
}

fn write_unit(out: &mut dyn Write, unit: &UnitV1) -> io::Result<()> {
    // Names are escaped: they could contain line ends, and the output may be loaded as a unit again.
    writeln!(out, "# {}", clean(&unit.name))?;
    if !unit.aliases.is_empty() {
        writeln!(out, "# also called {}", clean(&unit.aliases.join(", ")))?;
    }
    if unit.masked {
        writeln!(out, "# masked")?;
    }
    for file in &unit.files {
        writeln!(out, "# from {}", clean(file))?;
    }
    let mut sections: Vec<&str> = Vec::new();
    for setting in &unit.settings {
        if !sections.contains(&setting.section) {
            sections.push(setting.section);
        }
    }
    for section in sections {
        writeln!(out, "\n[{section}]")?;
        for setting in unit.settings.iter().filter(|setting| setting.section == section) {
            match setting.line {
                Some(line) => writeln!(out, "# {}:{line}", clean(&setting.path))?,
                None => writeln!(out, "# {}", clean(&setting.path))?,
            }
            writeln!(out, "{}={}", setting.directive, setting.value)?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{Memory, SourceFile, Sources};
    use crate::systemd::Units;
    use crate::systemd::effective::effective;
    use crate::systemd::versions::Release;

    fn effective_of(text: &str, files: &Memory) -> EffectiveV1 {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("app.service", text.as_bytes().to_vec()).unwrap());
        let units = Units::read(&[id], &mut sources, files);
        effective(&units, &sources, files, Release(252))
    }

    fn written(effective: &EffectiveV1) -> String {
        let mut out = Vec::new();
        write(&mut out, effective).unwrap();
        String::from_utf8(out).unwrap()
    }

    const UNIT: &str = "[Unit]\nAfter=b.service\n[Service]\nUser=a\nExecStart=/bin/a \\\n b\n";

    #[test]
    fn every_line_names_its_source() {
        let files = Memory::new()
            .with("app.service.d/x.conf", "[Service]\nUser=b\n[Unit]\nAfter=c.service\n")
            .with_link("app.service.wants/w.service", "../w.service");
        assert_eq!(
            written(&effective_of(UNIT, &files)),
            "# app.service\n\
             # from app.service\n\
             # from app.service.d/x.conf\n\
             \n\
             [Unit]\n\
             # app.service.wants/w.service\n\
             Wants=w.service\n\
             # app.service:2\n\
             After=b.service\n\
             # app.service.d/x.conf:4\n\
             After=c.service\n\
             \n\
             [Service]\n\
             # app.service:5\n\
             ExecStart=/bin/a   b\n\
             # app.service.d/x.conf:2\n\
             User=b\n"
        );
    }

    #[test]
    fn the_merged_file_has_the_same_settings_as_the_files() {
        let files = Memory::new().with("app.service.d/x.conf", "[Service]\nUser=b\nEnvironment=A=1\n");
        let merged = effective_of(UNIT, &files);
        let again = effective_of(&written(&merged), &Memory::new());
        let settings = |effective: &EffectiveV1| -> Vec<(&str, &str, String)> {
            let settings = effective.units[0].settings.iter();
            settings.map(|one| (one.section, one.directive, one.value.clone())).collect()
        };
        assert_eq!(settings(&merged), settings(&again));
    }

    #[test]
    fn a_file_name_with_a_newline_cannot_add_a_line() {
        let files = Memory::new().with("app.service.d/x\nUser=root\n.conf", "[Service]\nUser=b\n");
        let text = written(&effective_of(UNIT, &files));
        assert!(text.contains("# from app.service.d/x\\nUser=root\\n.conf\n"), "{text}");
        assert!(!text.contains("\nUser=root\n"), "{text}");
    }

    #[test]
    fn a_masked_unit_is_marked() {
        let masked = effective_of("", &Memory::new());
        assert_eq!(written(&masked), "# app.service\n# masked\n# from app.service\n");
    }
}
