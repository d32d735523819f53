//! `condition-never-met`

use crate::diagnostic::Level;
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::systemd::directives::Name;
use crate::systemd::kinds::condition::{self, ArgumentError, Condition};
use crate::systemd::versions::Release;

rule! {
    /// Flags a condition or an assertion that no machine meets: its value is unknown, or is not a number or a boolean
    /// where one is expected.
    ///
    /// ## Why
    ///
    /// systemd accepts any text when it reads the unit, and checks it at each start. A condition that is not met is not
    /// a failure: the unit is skipped, on every machine, and the log says that a condition failed, as it does when all
    /// is well. With `!` an unknown value is always met.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// ConditionArchitecture=x86_64
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// ConditionArchitecture=x86-64
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `condition_test()` and the like, `src/shared/condition.c`; run on 252 with `systemd-analyze condition`. For
    /// releases after 257, whose values are not all known here, only a value that is close to a known one is flagged.
    pub static CONDITION_NEVER_MET = {
        name: "condition-never-met",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[
            Name::AssertACPower,
            Name::AssertArchitecture,
            Name::AssertCPUs,
            Name::AssertCapability,
            Name::AssertFirstBoot,
            Name::AssertMemory,
            Name::AssertSecurity,
            Name::AssertVirtualization,
            Name::ConditionACPower,
            Name::ConditionArchitecture,
            Name::ConditionCPUs,
            Name::ConditionCapability,
            Name::ConditionFirmware,
            Name::ConditionFirstBoot,
            Name::ConditionMemory,
            Name::ConditionSecurity,
            Name::ConditionVirtualization,
        ], check),
    }
}

/// The last release whose values are all known.
const ALL_KNOWN: Release = Release(257);

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let (entry, value) = (&context.entry, context.entry.value());
    let (Some(row), Some(text)) = (entry.row, value.text()) else { return };
    let name = row.name.as_str();
    let Some(kind) = name.strip_prefix("Condition").or_else(|| name.strip_prefix("Assert")) else { return };
    let read = Condition::parse(text);
    // What a specifier expands to is not known.
    if text.is_empty() || text.contains('%') {
        return;
    }
    let Some(argument_error) =
        condition::argument_error(kind, read.argument).filter(|_| context.is_in_effect())
    else {
        return;
    };
    let start = text.len() - read.argument.len();
    let span = value.span(Span::new(start as u32, text.len() as u32));
    let at = |message: String| CONDITION_NEVER_MET.at(entry.id.file, span, message);
    sink.add(match argument_error {
        ArgumentError::Unknown { words } => {
            // Other programs write an underscore, or the kernel does.
            let near = other_name(kind, read.argument)
                .or_else(|| nearest(&read.argument.replace('_', "-"), words.iter().copied()));
            let is_known = context.release() <= ALL_KNOWN;
            if near.is_none() && !is_known {
                return;
            }
            let when = if read.is_negated { "always" } else { "never" };
            let finding = at(format!("{name}= is {when} met: `{}` is not a known value", read.argument));
            let finding = match near {
                Some(near) => finding.label(format!("did you mean `{near}`?")),
                None => finding.label("no machine matches this"),
            };
            finding.help(format!(
                "systemd says nothing when it reads the unit, and checks the value at each start. It knows \
                 {}.",
                words.join(", ")
            ))
        }
        ArgumentError::Unparsable { expected } => {
            at(format!("{name}= cannot be `{}`: it is never met", read.argument)).label(format!("expected {expected}")).help(format!(
                "systemd says nothing when it reads the unit, and at each start: Couldn't determine result for {name}={}, assuming \
                 failed: Invalid argument",
                read.argument
            ))
        }
    });
}

/// systemd's value for what others call by another name, which systemd will never accept.
fn other_name(kind: &str, word: &str) -> Option<&'static str> {
    Some(match (kind, word) {
        ("Architecture", "amd64" | "x64") => "x86-64",
        ("Architecture", "i386" | "i486" | "i586" | "i686") => "x86",
        ("Architecture", "aarch64" | "armv8l") => "arm64",
        ("Architecture", "armel" | "armhf" | "armv6l" | "armv7l") => "arm",
        ("Architecture", "ppc64el" | "ppc64le" | "powerpc64le") => "ppc64-le",
        ("Virtualization", "none") => "!yes",
        ("Virtualization", "hyperv" | "hyper-v") => "microsoft",
        ("Virtualization", "virtualbox" | "vbox") => "oracle",
        ("Virtualization", "lxd") => "lxc",
        ("Virtualization", "nspawn") => "systemd-nspawn",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file_for;

    fn messages(release: u16, line: &str) -> Vec<String> {
        let text = format!("[Unit]\n{line}\n[Service]\nExecStart=/a\n");
        file_for(&CONDITION_NEVER_MET, release, "a.service", &text)
            .into_iter()
            .map(|found| found.message)
            .collect()
    }

    #[test]
    fn conditions_that_a_machine_may_meet_pass() {
        for line in [
            "ConditionVirtualization=!container",
            "ConditionVirtualization=|kvm",
            "ConditionVirtualization=yes",
            "ConditionArchitecture=native",
            "ConditionSecurity=|!selinux",
            "ConditionCapability=CAP_SYS_TIME",
            "ConditionACPower=",
            "ConditionFirstBoot=no",
            "ConditionCPUs=>= 4",
            "ConditionMemory=!= 4G",
            "ConditionFirmware=smbios-field(board_name = \"x\")",
            "ConditionVirtualization=%i",
            "ConditionKernelVersion=foo",
            "ConditionArchitecture=amd64\nConditionArchitecture=",
        ] {
            assert_eq!(messages(252, line), [""; 0], "{line}");
        }
    }

    #[test]
    fn foreign_names_are_flagged_for_every_release() {
        for line in [
            "ConditionArchitecture=amd64",
            "ConditionArchitecture=!aarch64",
            "ConditionArchitecture=|i386",
            "AssertVirtualization=hyperv",
            "ConditionVirtualization=none",
        ] {
            assert_eq!(messages(260, line).len(), 1, "{line}");
        }
        assert_eq!(messages(260, "ConditionArchitecture=e2k"), [""; 0], "a later release may know it");
    }

    #[test]
    fn unknown_values_are_never_or_always_met() {
        for (line, message) in [
            (
                "ConditionVirtualization=none",
                "ConditionVirtualization= is never met: `none` is not a known value",
            ),
            (
                "AssertVirtualization=! hyperv",
                "AssertVirtualization= is always met: `hyperv` is not a known value",
            ),
            (
                "ConditionArchitecture=x86_64",
                "ConditionArchitecture= is never met: `x86_64` is not a known value",
            ),
            ("ConditionFirmware=bios", "ConditionFirmware= is never met: `bios` is not a known value"),
            ("ConditionACPower=maybe", "ConditionACPower= cannot be `maybe`: it is never met"),
            ("ConditionCapability=!SYS_TIME", "ConditionCapability= cannot be `SYS_TIME`: it is never met"),
            ("ConditionCPUs=many", "ConditionCPUs= cannot be `many`: it is never met"),
            ("ConditionMemory=>4 GB", "ConditionMemory= cannot be `>4 GB`: it is never met"),
        ] {
            assert_eq!(messages(252, line), [message]);
        }
    }

    #[test]
    fn for_a_release_newer_than_the_table_only_typos_are_flagged() {
        assert_eq!(messages(259, "ConditionSecurity=apparmour").len(), 1);
        assert_eq!(messages(259, "ConditionSecurity=landlock").len(), 0);
        assert_eq!(messages(257, "ConditionSecurity=landlock").len(), 1);
        assert_eq!(messages(259, "ConditionCPUs=many").len(), 1);
    }
}
