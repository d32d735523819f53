//! Conditions and assertions: `config_parse_unit_condition_string()` and `config_parse_unit_condition_path()` of
//! systemd's `load-fragment.c`.
//!
//! The argument is evaluated when the unit is started; the loader accepts anything.

use std::fmt;

use super::boolean;
use super::capability::Capability;
use super::integer;
use super::size::{self, Base};
use super::whitespace;

/// A condition: its prefixes and its argument.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// `|`: one condition of those with this prefix is enough.
    pub is_trigger: bool,
    /// `!`: the condition must not hold.
    pub is_negated: bool,
    /// The argument, specifiers unexpanded.
    pub argument: &'a str,
}

impl<'a> Condition<'a> {
    /// Parses a condition on anything but a path: `|!ARGUMENT`, with optional whitespace after each prefix.
    #[must_use]
    pub fn parse(text: &'a str) -> Self {
        Self::read(text, whitespace::trim_start)
    }

    /// Parses a condition on a path. Whitespace after a prefix is part of the path, which then is not absolute.
    #[must_use]
    pub fn parse_path(text: &'a str) -> Self {
        Self::read(text, |rest| rest)
    }

    fn read(text: &'a str, blanks: fn(&str) -> &str) -> Self {
        let trigger = text.strip_prefix('|').map(blanks);
        let text = trigger.unwrap_or(text);
        let negated = text.strip_prefix('!').map(blanks);
        Self {
            is_trigger: trigger.is_some(),
            is_negated: negated.is_some(),
            argument: negated.unwrap_or(text),
        }
    }
}

/// Why a condition can never be met as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgumentError {
    /// The argument matches no machine: the condition is never met, or always with `!`.
    Unknown {
        /// The values that exist.
        words: &'static [&'static str],
    },
    /// The argument cannot be parsed: the condition counts as not met, even with `!`.
    Unparsable {
        /// What the argument should be.
        expected: &'static str,
    },
}

const BOOLEAN: &str = "yes or no";
/// `condition_test_virtualization()` (257), which also accepts booleans. On bare metal no value matches, not even
/// `none`.
const VIRTUALIZATIONS: [&str; 33] = [
    "vm",
    "container",
    "private-users",
    "kvm",
    "amazon",
    "qemu",
    "bochs",
    "xen",
    "uml",
    "vmware",
    "oracle",
    "microsoft",
    "zvm",
    "parallels",
    "bhyve",
    "qnx",
    "acrn",
    "powervm",
    "apple",
    "sre",
    "google",
    "vm-other",
    "systemd-nspawn",
    "lxc-libvirt",
    "lxc",
    "openvz",
    "docker",
    "podman",
    "rkt",
    "wsl",
    "proot",
    "pouch",
    "container-other",
];
/// `architecture_from_string()` (257)
const ARCHITECTURES: [&str; 34] = [
    "native",
    "arm64",
    "arm64-be",
    "arm",
    "arm-be",
    "alpha",
    "arc",
    "arc-be",
    "cris",
    "x86-64",
    "x86",
    "ia64",
    "loongarch64",
    "m68k",
    "mips64-le",
    "mips64",
    "mips-le",
    "mips",
    "nios2",
    "parisc64",
    "parisc",
    "ppc64-le",
    "ppc64",
    "ppc",
    "ppc-le",
    "riscv32",
    "riscv64",
    "s390x",
    "s390",
    "sh64",
    "sh",
    "sparc64",
    "sparc",
    "tilegx",
];
/// `condition_test_security()` (257)
const SECURITIES: [&str; 10] = [
    "selinux",
    "smack",
    "apparmor",
    "audit",
    "ima",
    "tomoyo",
    "uefi-secureboot",
    "tpm2",
    "cvm",
    "measured-uki",
];
const FIRMWARES: [&str; 4] = ["uefi", "device-tree", "device-tree-compatible(…)", "smbios-field(…)"];

/// Why a condition is never met, given its name without `Condition` or `Assert`; `None` if it may be. The loader does
/// not check this; it only becomes apparent at each start (`condition.c`; run on 252 with `systemd-analyze condition`).
#[must_use]
pub fn argument_error(kind: &str, argument: &str) -> Option<ArgumentError> {
    let among = |words: &'static [&'static str]| {
        (!words.contains(&argument)).then_some(ArgumentError::Unknown { words })
    };
    let readable = |is: bool, expected| (!is).then_some(ArgumentError::Unparsable { expected });
    let is_boolean = || boolean::parse(argument).is_ok();
    match kind {
        "Virtualization" if is_boolean() => None,
        "Virtualization" => among(&VIRTUALIZATIONS),
        "Architecture" => among(&ARCHITECTURES),
        "Security" => among(&SECURITIES),
        "Firmware" => {
            let is_function = ["device-tree-compatible(", "smbios-field("]
                .iter()
                .any(|function| argument.starts_with(function) && argument.ends_with(')'));
            if is_function { None } else { among(&FIRMWARES) }
        }
        "ACPower" | "FirstBoot" => readable(is_boolean(), BOOLEAN),
        "Capability" => readable(Capability::parse(argument).is_some(), "a capability such as CAP_SYS_TIME"),
        "CPUs" => {
            let number = integer::unsigned(compared(argument), 0..=u64::from(u32::MAX));
            readable(number.is_ok(), "a number, optionally after <, <=, =, !=, >= or >")
        }
        "Memory" => {
            let size = size::parse(compared(argument), Base::Binary);
            readable(size.is_ok(), "a size, optionally after <, <=, =, !=, >= or >")
        }
        _ => None,
    }
}

/// What follows the comparison operator, if there is one.
fn compared(argument: &str) -> &str {
    argument.trim_start().trim_start_matches(['<', '=', '>', '!']).trim_start()
}

/// Formats it as `|!ARGUMENT`.
impl fmt::Display for Condition<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let trigger = if self.is_trigger { "|" } else { "" };
        let negated = if self.is_negated { "!" } else { "" };
        write!(f, "{trigger}{negated}{}", self.argument)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_trigger_comes_before_the_negation() {
        let read = Condition::parse("| ! kvm");
        assert_eq!((read.is_trigger, read.is_negated, read.argument), (true, true, "kvm"));
        let read = Condition::parse("!|kvm");
        assert_eq!((read.is_trigger, read.is_negated, read.argument), (false, true, "|kvm"));
    }

    #[test]
    fn a_space_after_a_prefix_is_part_of_a_path() {
        assert_eq!(Condition::parse_path("|! /a").argument, " /a");
        assert_eq!(Condition::parse("|! /a").argument, "/a");
    }

    proptest::proptest! {
        #[test]
        fn written_values_parse_back(text in "[|! a/]{0,8}") {
            let read = Condition::parse_path(&text);
            if !read.argument.starts_with(['|', '!']) {
                let written = read.to_string();
                proptest::prop_assert_eq!(Condition::parse_path(&written), read);
                proptest::prop_assert_eq!(Condition::parse(&written).is_trigger, read.is_trigger);
            }
        }
    }
}
