//! `unit-missing`

use memchr::memmem;

use crate::diagnostic::Level;
use crate::host::Host;
use crate::lint::{Fixable, HostCheck, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::{Found, Sources};
use crate::systemd::dependencies::listed_units;
use crate::systemd::directives::Name;
use crate::systemd::kinds::unit_name::{UnitName, UnitType};
use crate::systemd::search::load_path;

rule! {
    /// Flags a unit that is needed or triggered, but is neither given nor on the load path of the machine. Only checked
    /// with `--host`.
    ///
    /// ## Why
    ///
    /// A unit that requires another one cannot be started without it. What `OnFailure=` names is not triggered, and a
    /// unit enabled for a target that does not exist is never started: systemd says nothing about either until it is
    /// too late. `Wants=`, `After=` and the like may name units that do not exist, and pass; so do units that are made
    /// from something other than a file.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=postgres.service
    /// After=postgres.service
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// Requires=sysinit.target
    /// After=sysinit.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.unit(5), "Unit file load path". Run on 252: `Unit postgres.service not found.`
    pub static UNIT_MISSING = {
        name: "unit-missing",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Host(HostCheck {
            options: &[],
            option: |_, _, _| {},
            directives: &[
                Name::BindsTo,
                Name::OnFailure,
                Name::OnSuccess,
                Name::RequiredBy,
                Name::Requires,
                Name::Requisite,
                Name::Sockets,
                Name::Unit,
                Name::WantedBy,
            ],
            directive: check,
        }),
    }
}

fn check(context: &UnitEntryContext<'_>, host: &Host, sink: &mut Sink) {
    let (entry, unit) = (&context.entry, context.unit);
    if unit.is_user_unit(context.sources) || !has_units(host) {
        return;
    }
    let Some(row) = entry.row else { return };
    for named in listed_units(entry, &unit.name) {
        let Ok(name) = UnitName::parse(&named.name) else { continue };
        // Mounts come from fstab as well, devices from the kernel; slices and scopes need no file.
        let is_of_file = matches!(
            name.unit_type(),
            UnitType::Path | UnitType::Service | UnitType::Socket | UnitType::Target | UnitType::Timer
        );
        if !is_of_file || is_given(&name, context.sources) || is_on_host(host, &name) {
            continue;
        }
        let help = match row.name {
            Name::OnFailure | Name::OnSuccess => {
                "When the time comes, systemd logs that it cannot trigger the unit."
            }
            Name::WantedBy | Name::RequiredBy => {
                "systemctl enable makes a link in that unit's directory, and systemd never follows it."
            }
            _ => "systemd says, when the unit is started: Unit not found. It does not start this one.",
        };
        sink.add(
            UNIT_MISSING
                .at(entry.id.file, named.span, format!("this machine has no {}", named.name))
                .label("neither given nor on the load path")
                .help(format!("{help} Install what provides it, or pass its file as well.")),
        );
    }
}

/// Whether the machine has systemd units at all: a container may not.
fn has_units(host: &Host) -> bool {
    ["/usr/lib/systemd/system", "/lib/systemd/system"]
        .iter()
        .any(|directory| host.find(directory) == Found::Directory)
}

/// The files that may define a unit: its own, and its template's.
fn files_of(name: &UnitName<'_>) -> impl Iterator<Item = String> {
    [Some(name.as_str().to_owned()), name.template()].into_iter().flatten()
}

/// Whether one of the given files defines the unit, or is enabled under its name.
fn is_given(name: &UnitName<'_>, sources: &Sources) -> bool {
    files_of(name).any(|file| sources.iter().any(|(_, source)| source.base_name() == file))
        || sources.iter().any(|(_, source)| {
            let holds = |text: &[u8]| memmem::find(source.bytes(), text).is_some();
            holds(b"Alias") && holds(name.as_str().as_bytes())
        })
}

/// Whether a file of the machine defines the unit, or an init script does (systemd-sysv-generator(8)). If that cannot
/// be known, it is assumed.
fn is_on_host(host: &Host, name: &UnitName<'_>) -> bool {
    let is_there = |path: String| host.find(&path) != Found::Nothing;
    let mut directories = load_path::SYSTEM.iter();
    directories.any(|directory| files_of(name).any(|file| is_there(format!("/{directory}/{file}"))))
        || is_there(format!("/etc/init.d/{}", name.without_type()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::{Options, check_units_host};
    use crate::source::{Memory, SourceFile};
    use crate::systemd::Units;

    fn messages(files: &[(&str, &str)], machine: &[&str]) -> Vec<String> {
        let mut sources = Sources::new();
        let ids: Vec<_> = files
            .iter()
            .map(|(name, text)| sources.add(SourceFile::new(*name, text.as_bytes().to_vec()).unwrap()))
            .collect();
        let units = Units::read(&ids, &mut sources, &Memory::new());
        let memory =
            machine.iter().fold(Memory::new(), |memory, path| memory.with(*path, b"[Unit]\n".to_vec()));
        let host = Host::new(Box::new(memory), "/bin");
        let found = check_units_host(&units, &sources, &Options::default(), &host);
        found.into_iter().filter(|one| one.rule == "unit-missing").map(|one| one.message).collect()
    }

    #[test]
    fn units_on_the_load_path_or_given_are_not_missing() {
        let text = "[Unit]\nRequires=a.service b@1.service c.target\nBindsTo=d.service dev-sda.device\nWants=e.service\n\
                    OnFailure=f@%n.service\n[Service]\nExecStart=/x\n[Install]\nWantedBy=g.target\n";
        let system = "/usr/lib/systemd/system";
        let nothing = [&*format!("{system}/x.service")];
        let missing =
            ["a.service", "b@1.service", "c.target", "d.service", "f@app.service.service", "g.target"];
        let all: Vec<String> = missing.iter().map(|name| format!("this machine has no {name}")).collect();
        assert_eq!(messages(&[("app.service", text)], &nothing), all);
        let units = ["a.service", "b@.service", "c.target"].map(|name| format!("{system}/{name}"));
        let others = ["/etc/init.d/d", "/etc/systemd/system/f@.service"];
        let machine: Vec<&str> = units.iter().map(String::as_str).chain(others).collect();
        let given = [("app.service", text), ("g.target", "[Unit]\n")];
        assert_eq!(messages(&given, &machine), [""; 0]);
        assert_eq!(messages(&[("app.service", text)], &["/etc/passwd"]), [""; 0], "the host has no systemd");
        assert_eq!(messages(&[("user/app.service", text)], &nothing), [""; 0], "another load path");
        let emptied = ("app.service", "[Unit]\nRequires=a.service\nRequires=\n[Service]\nExecStart=/x\n");
        assert_eq!(messages(&[emptied], &nothing), all[..1], "an empty assignment does not reset Requires=");
    }
}
