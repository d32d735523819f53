//! Describes conditions, capabilities, scheduling and limits.

use super::joined;
use crate::ir::{Capabilities, Check, CheckKind, Condition, IfUnmet, IoClass, Limit, Scheduling};
use crate::unix::capabilities::{name, numbers};

pub(super) fn conditions(all: &[Condition<'_>]) -> String {
    let check = |check: &Check<'_>| {
        let is = match (check.kind, check.is_negated) {
            (CheckKind::Exists, false) => "exists",
            (CheckKind::Exists, true) => "does not exist",
            (CheckKind::MatchExists, false) => "matches something",
            (CheckKind::MatchExists, true) => "matches nothing",
            (CheckKind::IsDirectory, false) => "is a directory",
            (CheckKind::IsDirectory, true) => "is not a directory",
            (CheckKind::IsSymbolicLink, false) => "is a symbolic link",
            (CheckKind::IsSymbolicLink, true) => "is not a symbolic link",
            (CheckKind::IsMountPoint, false) => "is a mount point",
            (CheckKind::IsMountPoint, true) => "is not a mount point",
            (CheckKind::IsReadWrite, false) => "is writable",
            (CheckKind::IsReadWrite, true) => "is not writable",
            (CheckKind::DirectoryNotEmpty, false) => "is a non-empty directory",
            (CheckKind::DirectoryNotEmpty, true) => "is not a non-empty directory",
            (CheckKind::FileNotEmpty, false) => "is a non-empty file",
            (CheckKind::FileNotEmpty, true) => "is not a non-empty file",
            (CheckKind::KernelCommandLine, false) => "is on the kernel's command line",
            (CheckKind::KernelCommandLine, true) => "is not on the kernel's command line",
            (CheckKind::FileIsExecutable, false) => "is executable",
            (CheckKind::FileIsExecutable, true) => "is not executable",
        };
        format!("{} {is}", check.path)
    };
    let condition = |one: &Condition<'_>| {
        let checks: Vec<String> = one.any_of.iter().map(check).collect();
        let if_unmet = match one.if_unmet {
            IfUnmet::Skips => "else the start is skipped".to_owned(),
            IfUnmet::Refuses => "else the start fails".to_owned(),
            IfUnmet::Exits(code) => {
                format!("else it ends with exit code {code}, and is restarted as after such an exit")
            }
        };
        format!("starts if {}, {if_unmet}", checks.join(" or "))
    };
    joined(all, condition, "; ").unwrap_or_else(|| "starts without a condition".to_owned())
}

pub(super) fn capabilities(capabilities: Capabilities) -> String {
    let names = |mask: u64| numbers(mask).map(name).collect::<Vec<_>>().join(", ");
    let most = match capabilities.bounding {
        u64::MAX => "can have every capability".to_owned(),
        0 => "can have no capability".to_owned(),
        mask if mask.count_ones() > 32 => format!("can have every capability except {}", names(!mask)),
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
        Some((IoClass::Idle, _)) => all.push("uses the disk only when nobody else does".to_owned()),
        Some((class, priority)) => {
            all.push(format!("has the I/O class {} and priority {priority}", class.name()));
        }
        None => {}
    }
    if let Some(turn) = scheduling.cpu {
        let priority = if turn.priority > 0 { format!(" {}", turn.priority) } else { String::new() };
        let children = if turn.resets_on_fork { ", which its children do not have" } else { "" };
        all.push(format!("has the CPU policy {}{priority}{children}", turn.policy.name()));
    }
    if let Some(processors) = &scheduling.processors {
        let ranges = processors.iter().map(|range| format!("{}-{}", range.start(), range.end()));
        all.push(format!("runs on the processors {}", ranges.collect::<Vec<_>>().join(", ")));
    }
    if all.is_empty() { "is scheduled like the manager".to_owned() } else { all.join(", ") }
}

pub(super) fn limits(limits: &[Limit]) -> String {
    match joined(limits, limit, ", ") {
        None => "has the manager's limits".to_owned(),
        Some(limits) => format!("has the limits {limits}"),
    }
}

fn limit(limit: &Limit) -> String {
    let number = |value: u64| match value {
        Limit::NONE => "infinity".to_owned(),
        value => value.to_string(),
    };
    let name = limit.resource.option();
    match limit.hard {
        Some(hard) if hard == limit.soft => format!("{name}={}", number(hard)),
        Some(hard) => format!("{name}={}:{}", number(limit.soft), number(hard)),
        None => format!("{name} of at least {}", number(limit.soft)),
    }
}

pub(super) fn nice(level: Option<i32>) -> String {
    match level {
        Some(level) => format!("has the nice level {level}"),
        None => "has the manager's nice level".to_owned(),
    }
}

pub(super) fn oom_score(score: Option<i32>) -> String {
    match score {
        Some(score) => format!("has the out-of-memory adjustment {score}"),
        None => "has the manager's out-of-memory adjustment".to_owned(),
    }
}

pub(super) fn no_new_privileges(is_set: bool) -> String {
    if is_set { "can gain no privileges" } else { "can gain privileges through set-user-ID programs" }
        .to_owned()
}
