//! The directives that stand for a value of the model, one each: a resource to limit, or a check before a start.

use super::directives::Name;
use crate::ir::{CheckKind, Resource};

/// The directive that limits a resource.
pub(super) const fn limit(resource: Resource) -> Name {
    match resource {
        Resource::AddressSpace => Name::LimitAS,
        Resource::Core => Name::LimitCORE,
        Resource::CpuTime => Name::LimitCPU,
        Resource::Data => Name::LimitDATA,
        Resource::FileSize => Name::LimitFSIZE,
        Resource::FileLocks => Name::LimitLOCKS,
        Resource::LockedMemory => Name::LimitMEMLOCK,
        Resource::MessageQueues => Name::LimitMSGQUEUE,
        Resource::NiceLevel => Name::LimitNICE,
        Resource::OpenFiles => Name::LimitNOFILE,
        Resource::Processes => Name::LimitNPROC,
        Resource::ResidentSet => Name::LimitRSS,
        Resource::RealtimePriority => Name::LimitRTPRIO,
        Resource::RealtimeTime => Name::LimitRTTIME,
        Resource::PendingSignals => Name::LimitSIGPENDING,
        Resource::Stack => Name::LimitSTACK,
    }
}

/// The resource that a directive limits.
pub(super) fn limited(name: Name) -> Option<Resource> {
    Resource::ALL.iter().copied().find(|resource| limit(*resource) == name)
}

/// The directive that makes a check, as a condition or as an assertion.
pub(super) const fn condition(kind: CheckKind, is_assert: bool) -> Name {
    match (kind, is_assert) {
        (CheckKind::Exists, false) => Name::ConditionPathExists,
        (CheckKind::Exists, true) => Name::AssertPathExists,
        (CheckKind::MatchExists, false) => Name::ConditionPathExistsGlob,
        (CheckKind::MatchExists, true) => Name::AssertPathExistsGlob,
        (CheckKind::IsDirectory, false) => Name::ConditionPathIsDirectory,
        (CheckKind::IsDirectory, true) => Name::AssertPathIsDirectory,
        (CheckKind::IsSymbolicLink, false) => Name::ConditionPathIsSymbolicLink,
        (CheckKind::IsSymbolicLink, true) => Name::AssertPathIsSymbolicLink,
        (CheckKind::IsMountPoint, false) => Name::ConditionPathIsMountPoint,
        (CheckKind::IsMountPoint, true) => Name::AssertPathIsMountPoint,
        (CheckKind::IsReadWrite, false) => Name::ConditionPathIsReadWrite,
        (CheckKind::IsReadWrite, true) => Name::AssertPathIsReadWrite,
        (CheckKind::DirectoryNotEmpty, false) => Name::ConditionDirectoryNotEmpty,
        (CheckKind::DirectoryNotEmpty, true) => Name::AssertDirectoryNotEmpty,
        (CheckKind::FileNotEmpty, false) => Name::ConditionFileNotEmpty,
        (CheckKind::FileNotEmpty, true) => Name::AssertFileNotEmpty,
        (CheckKind::KernelCommandLine, false) => Name::ConditionKernelCommandLine,
        (CheckKind::KernelCommandLine, true) => Name::AssertKernelCommandLine,
        (CheckKind::FileIsExecutable, false) => Name::ConditionFileIsExecutable,
        (CheckKind::FileIsExecutable, true) => Name::AssertFileIsExecutable,
    }
}

/// What a condition or an assertion checks, and whether it is an assertion; `None` if a shell cannot check it.
pub(super) fn checked(name: Name) -> Option<(CheckKind, bool)> {
    let text = name.as_str();
    // Nearly every other name ends here.
    if !text.starts_with("Condition") && !text.starts_with("Assert") {
        return None;
    }
    let kinds = CheckKind::ALL.iter().flat_map(|kind| [(*kind, false), (*kind, true)]);
    kinds.into_iter().find(|(kind, is_assert)| condition(*kind, *is_assert) == name)
}
