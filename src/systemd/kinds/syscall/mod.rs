//! System calls and their groups: `seccomp_parse_syscall_filter()` and `parse_syscall_and_errno()` of systemd's
//! `seccomp-util.c`.

mod groups;
mod names;

pub use groups::{GROUPS, Group};

use super::errno::Errno;
use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::value::ValueError;

const EXPECTED: &str = "system calls and groups such as @system-service";

/// Whether there is a system call group of this name, which includes the `@`.
#[must_use]
pub fn is_group(name: &str, release: Release) -> bool {
    let is_known = |group: &Group| group.name == name && group.since <= release;
    GROUPS.iter().any(is_known) || release > Release(252) && groups::NEWER.contains(&name)
}

/// The release that introduced a system call group; `None` if that is not recorded.
#[must_use]
pub fn group_since(name: &str) -> Option<u16> {
    let known = GROUPS.iter().find(|group| group.name == name).map(|group| group.since.0);
    known.or_else(|| groups::NEWER.contains(&name).then_some(groups::NEWER_SINCE)).filter(|since| *since > 0)
}

/// Whether there is such a system call on any architecture.
///
/// This is up to the system's libseccomp, not to systemd: a release stands for the library of its time.
#[must_use]
pub fn is_call(name: &str, release: Release) -> bool {
    names::NAMES.contains(name) || release > Release(252) && names::NEWER.contains(name)
}

/// Parses a value of `SystemCallFilter=` (`with_errno`) or `SystemCallLog=`, which `~` inverts, and calls `report` for
/// each refused word; systemd ignores such a word.
pub fn parse(text: &str, with_errno: bool, release: Release, report: &mut dyn FnMut(ValueError)) {
    let list = text.strip_prefix('~');
    let (start, is_inverted) = (u32::from(list.is_some()), list.is_some());
    let list = list.unwrap_or(text);
    for word in Words::new(list, Flags::PLAIN) {
        match word {
            Ok(word) => {
                let read = match word.text() {
                    Some(name) if with_errno => call_and_errno(name, is_inverted, release),
                    Some(name) => call(name, release),
                    None => Err("Failed to parse system call"),
                };
                if let Err(what) = read {
                    // If a call has an error number, most messages only show the call.
                    let shown = word.lossy();
                    let is_call = with_errno && !what.contains("errno") && !what.contains("error number");
                    let named = shown.split_once(':').map_or(&*shown, |(call, _)| call);
                    let message = format!("{what}, ignoring: {}", if is_call { named } else { &*shown });
                    report(ValueError::at(word.span.shifted(start), message, EXPECTED));
                }
            }
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {list}");
                report(ValueError::at(error.span.shifted(start), message, "no backslash at the end"));
            }
        }
    }
}

/// Parses `NAME` or `NAME:ERRNO`. Error numbers for single calls are only accepted in deny lists.
fn call_and_errno(text: &str, is_inverted: bool, release: Release) -> Result<(), &'static str> {
    let (name, errno) = match text.split_once(':') {
        Some((name, errno)) => (name, Some(errno)),
        None => (text, None),
    };
    let is_errno = |errno: &str| errno == "kill" || Errno::parse(errno).is_some();
    if name.is_empty() || errno.is_some_and(|errno| !is_errno(errno)) {
        return Err("Failed to parse syscall:errno");
    }
    if errno.is_some() && !is_inverted {
        return Err("Allow-listed system calls cannot take error number");
    }
    call(name, release)
}

fn call(name: &str, release: Release) -> Result<(), &'static str> {
    match name.starts_with('@') {
        true if is_group(name, release) => Ok(()),
        true => Err("Unknown system call group"),
        false if is_call(name, release) => Ok(()),
        false => Err("Failed to parse system call"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str) -> Vec<String> {
        let mut found = Vec::new();
        parse(text, true, Release(252), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn calls_and_groups_are_known_by_name() {
        assert_eq!(messages("@system-service read ~").len(), 1);
        assert_eq!(messages("~@clock:EPERM open:kill write:5 @known"), [""; 0]);
        assert_eq!(
            messages("@nope reed read,write"),
            [
                "Unknown system call group, ignoring: @nope",
                "Failed to parse system call, ignoring: reed",
                "Failed to parse system call, ignoring: read,write"
            ]
        );
    }

    #[test]
    fn only_denied_calls_take_an_error_number() {
        assert_eq!(
            messages("open:EPERM"),
            ["Allow-listed system calls cannot take error number, ignoring: open:EPERM"]
        );
        assert_eq!(
            messages("~open:EFOO :5 nope:5"),
            [
                "Failed to parse syscall:errno, ignoring: open:EFOO",
                "Failed to parse syscall:errno, ignoring: :5",
                "Failed to parse system call, ignoring: nope"
            ]
        );
        let mut found = Vec::new();
        parse("~open:EPERM", false, Release(252), &mut |error| found.push(error.message));
        assert_eq!(
            found,
            ["Failed to parse system call, ignoring: open:EPERM"],
            "SystemCallLog= takes no error number"
        );
    }

    #[test]
    fn names_and_groups_depend_on_the_release() {
        assert!(!is_call("uretprobe", Release(252)) && is_call("uretprobe", Release(257)));
        assert!(!is_group("@system-service", Release(238)) && is_group("@system-service", Release(239)));
        assert!(!is_group("@sandbox", Release(252)));
        assert_eq!(
            (group_since("@sandbox"), group_since("@aio"), group_since("@no")),
            (Some(253), Some(235), None)
        );
    }

    #[test]
    fn every_group_member_is_known() {
        for group in &GROUPS {
            for member in group.members.iter() {
                let is_known = if member.starts_with('@') { is_group } else { is_call };
                assert!(is_known(member, Release(257)), "{member} of {}", group.name);
            }
        }
    }
}
