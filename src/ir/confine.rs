//! What the kernel gives to a program, and what it keeps from it.

use std::ops::RangeInclusive;

/// The capabilities that a program can have: a bit each, by the kernel's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// Those that it can have at most. supervisord: all; systemd: `CapabilityBoundingSet=`.
    pub bounding: u64,
    /// Those that it has without being root. supervisord: none; systemd: `AmbientCapabilities=`.
    pub ambient: u64,
}

impl Capabilities {
    /// All that the manager has itself.
    pub const MANAGERS: Self = Self { bounding: u64::MAX, ambient: 0 };
}

/// How the kernel shares out disks and processors; what is none is the manager's.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheduling {
    /// Its class and, within that, its priority for the disk: 0 comes first, 7 last. systemd: `IOSchedulingClass=`,
    /// `IOSchedulingPriority=`.
    pub io: Option<(IoClass, u8)>,
    /// Its turn at a processor. systemd: `CPUSchedulingPolicy=` and the like.
    pub cpu: Option<CpuTurn>,
    /// The processors that it may run on: sorted, and apart from each other. systemd: `CPUAffinity=`.
    pub processors: Option<Vec<RangeInclusive<u32>>>,
}

/// Who comes first at a disk.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IoClass {
    /// Before all others.
    Realtime,
    /// By its priority.
    BestEffort,
    /// When nobody else wants the disk; it has no priority.
    Idle,
}

/// Who comes first at a processor.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CpuTurn {
    /// By which rule.
    pub policy: CpuPolicy,
    /// The priority, for the rules of real time; 0 for others.
    pub priority: u8,
    /// Whether its children are scheduled as usual again.
    pub resets_on_fork: bool,
}

/// The rules by which the kernel shares out processors.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CpuPolicy {
    /// The usual one.
    Other,
    /// In long turns, for what computes.
    Batch,
    /// When nobody else wants a processor.
    Idle,
    /// In real time, until it waits.
    Fifo,
    /// In real time, in turns.
    RoundRobin,
}

impl CpuPolicy {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Other, Self::Batch, Self::Idle, Self::Fifo, Self::RoundRobin];

    /// The name that systemd and `chrt` have for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Other => "other",
            Self::Batch => "batch",
            Self::Idle => "idle",
            Self::Fifo => "fifo",
            Self::RoundRobin => "rr",
        }
    }

    /// Whether it is one of real time, which needs root and a priority.
    #[must_use]
    pub const fn is_realtime(self) -> bool {
        matches!(self, Self::Fifo | Self::RoundRobin)
    }
}

impl IoClass {
    /// All of them, in the order of the kernel's numbers, which begin at 1.
    pub const ALL: [Self; 3] = [Self::Realtime, Self::BestEffort, Self::Idle];

    /// The name that systemd and `ionice` have for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Realtime => "realtime",
            Self::BestEffort => "best-effort",
            Self::Idle => "idle",
        }
    }
}
