//! Sets of file systems: `lsm_bpf_parse_filesystem()` of systemd's `bpf-lsm.c`.

use super::words::{Flags, Words};
use crate::value::ValueError;

/// The groups of 252. Names of file systems are up to the kernel.
const GROUPS: [&str; 11] = [
    "@basic-api",
    "@anonymous",
    "@application",
    "@auxiliary-api",
    "@common-block",
    "@historical-block",
    "@network",
    "@privileged-api",
    "@security",
    "@temporary",
    "@known",
];

/// Parses a value of `RestrictFileSystems=`, which `~` inverts, and calls `report` for each unknown group; systemd
/// ignores such a word.
pub fn parse(text: &str, report: &mut dyn FnMut(ValueError)) {
    let list = text.strip_prefix('~');
    let start = u32::from(list.is_some());
    let list = list.unwrap_or(text);
    for word in Words::new(list, Flags::PATHS) {
        match word {
            Ok(word) if !word.bytes.starts_with(b"@") => {}
            Ok(word) if word.text().is_some_and(|name| GROUPS.contains(&name)) => {}
            Ok(word) => {
                let message = format!("bpf-lsm: Unknown filesystem group, ignoring: {}", word.lossy());
                report(ValueError::at(word.span.shifted(start), message, "a group such as @basic-api"));
            }
            Err(error) => {
                let message = format!("Trailing garbage in RestrictFileSystems, ignoring: {list}");
                report(ValueError::at(error.span.shifted(start), message, "balanced quotes"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_group_names_are_checked() {
        let mut found = Vec::new();
        parse("~ext4 anything @network @nothing", &mut |error| found.push(error.message));
        assert_eq!(found, ["bpf-lsm: Unknown filesystem group, ignoring: @nothing"]);
    }
}
