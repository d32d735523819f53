//! Architectures of system calls: `seccomp_arch_from_string()` of systemd's `seccomp-util.c`.

use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

const NAMES: [&str; 20] = [
    "native",
    "x86",
    "x86-64",
    "x32",
    "arm",
    "arm64",
    "mips",
    "mips64",
    "mips64-n32",
    "mips-le",
    "mips64-le",
    "mips64-le-n32",
    "parisc",
    "parisc64",
    "ppc",
    "ppc64",
    "ppc64-le",
    "riscv64",
    "s390",
    "s390x",
];

/// Names added after 252.
const NEWER: [&str; 1] = ["loongarch64"];

/// Parses a value of `SystemCallArchitectures=`, and calls `report` for each word that is not an architecture; systemd
/// ignores such a word.
pub fn parse(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    let is_known = |name: &str| NAMES.contains(&name) || release > Release(252) && NEWER.contains(&name);
    for word in Words::new(text, Flags::PATHS) {
        match word {
            Ok(word) if word.text().is_some_and(is_known) => {}
            Ok(word) => {
                let message = format!(
                    "Failed to parse system call architecture \"{}\", ignoring: Invalid argument",
                    word.lossy()
                );
                report(ValueError::at(word.span, message, "architectures such as native or x86-64"));
            }
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {text}");
                report(ValueError::at(error.span, message, "balanced quotes"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_written_with_dashes() {
        let messages = |text: &str, release| {
            let mut found = Vec::new();
            parse(text, Release(release), &mut |error| found.push(error.message));
            found
        };
        assert!(messages("native x86-64 \"arm64\"", 252).is_empty());
        assert_eq!(
            messages("native x86_64", 252),
            ["Failed to parse system call architecture \"x86_64\", ignoring: Invalid argument"]
        );
        assert_eq!((messages("loongarch64", 252).len(), messages("loongarch64", 257).len()), (1, 0));
    }
}
