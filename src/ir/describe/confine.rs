//! What must hold for a start, and what the kernel gives and keeps, in words.

use crate::capabilities::{name, numbers};
use crate::ir::{Asks, Capabilities, Check, Condition, IoClass, Otherwise, Scheduling};

pub(super) fn conditions(all: &[Condition<'_>]) -> String {
    if all.is_empty() {
        return "starts without a condition".to_owned();
    }
    let check = |check: &Check<'_>| {
        let is = match (check.asks, check.is_negated) {
            (Asks::Exists, false) => "exists",
            (Asks::Exists, true) => "does not exist",
            (Asks::IsDirectory, false) => "is a directory",
            (Asks::IsDirectory, true) => "is no directory",
            (Asks::IsSymbolicLink, false) => "is a symbolic link",
            (Asks::IsSymbolicLink, true) => "is no symbolic link",
            (Asks::IsMountPoint, false) => "is a mount point",
            (Asks::IsMountPoint, true) => "is no mount point",
            (Asks::IsReadWrite, false) => "can be written to",
            (Asks::IsReadWrite, true) => "cannot be written to",
            (Asks::DirectoryNotEmpty, false) => "is a directory with something in it",
            (Asks::DirectoryNotEmpty, true) => "is no directory with something in it",
            (Asks::FileNotEmpty, false) => "is a file with something in it",
            (Asks::FileNotEmpty, true) => "is no file with something in it",
            (Asks::KernelCommandLine, false) => "is on the kernel's command line",
            (Asks::KernelCommandLine, true) => "is not on the kernel's command line",
            (Asks::FileIsExecutable, false) => "can be executed",
            (Asks::FileIsExecutable, true) => "cannot be executed",
        };
        format!("{} {is}", check.path)
    };
    let condition = |one: &Condition<'_>| {
        let checks: Vec<String> = one.any_of.iter().map(check).collect();
        let otherwise = match one.otherwise {
            Otherwise::Skips => "else the start is skipped".to_owned(),
            Otherwise::Refuses => "else the start fails".to_owned(),
            Otherwise::Exits(code) => {
                format!("else it ends with exit code {code}, and is started again as after such an end")
            }
        };
        format!("starts if {}, {otherwise}", checks.join(" or "))
    };
    all.iter().map(condition).collect::<Vec<_>>().join("; ")
}

pub(super) fn capabilities(capabilities: Capabilities) -> String {
    let names = |mask: u64| numbers(mask).map(name).collect::<Vec<_>>().join(", ");
    let most = match capabilities.bounding {
        u64::MAX => "can have every capability".to_owned(),
        0 => "can have no capability".to_owned(),
        mask if mask.count_ones() > 32 => format!("can have every capability but {}", names(!mask)),
        mask => format!("can have the capabilities {}", names(mask)),
    };
    match capabilities.ambient {
        0 => most,
        mask => format!("{most}, has {} without being root", names(mask)),
    }
}

pub(super) fn scheduling(scheduling: &Scheduling) -> String {
    let mut all = Vec::new();
    match scheduling.io {
        Some((IoClass::Idle, _)) => all.push("uses a disk when nobody else does".to_owned()),
        Some((class, priority)) => {
            all.push(format!("has the I/O class {} and priority {priority}", class.name()));
        }
        None => {}
    }
    if let Some(turn) = scheduling.cpu {
        let priority = if turn.policy.is_realtime() { format!(" {}", turn.priority) } else { String::new() };
        let children = if turn.resets_on_fork { ", which its children do not have" } else { "" };
        all.push(format!("has the CPU policy {}{priority}{children}", turn.policy.name()));
    }
    if let Some(processors) = &scheduling.processors {
        let ranges = processors.iter().map(|range| format!("{}-{}", range.start(), range.end()));
        all.push(format!("runs on the processors {}", ranges.collect::<Vec<_>>().join(", ")));
    }
    if all.is_empty() { "is scheduled as the manager is".to_owned() } else { all.join(", ") }
}
