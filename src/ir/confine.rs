//! Capabilities and scheduling: what the kernel grants to a program.

use std::ops::RangeInclusive;

/// The capabilities that a program can have, one bit per capability, numbered as in the kernel.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Capabilities {
    /// The bounding set. supervisord: all; systemd: `CapabilityBoundingSet=`.
    pub bounding: u64,
    /// Those that it has without being root. supervisord: none; systemd: `AmbientCapabilities=`.
    pub ambient: u64,
}

impl Capabilities {
    /// The manager's own capabilities.
    pub const MANAGERS: Self = Self { bounding: u64::MAX, ambient: 0 };
}

/// I/O and CPU scheduling; `None` means as the manager.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scheduling {
    /// The I/O scheduling class and the priority within it: 0 is the highest, 7 the lowest. systemd: `IOSchedulingClass=`,
    /// `IOSchedulingPriority=`.
    pub io: Option<(IoClass, u8)>,
    /// The CPU scheduling. systemd: `CPUSchedulingPolicy=` and related directives.
    pub cpu: Option<CpuScheduling>,
    /// The CPUs that it may run on: sorted ranges that neither overlap nor touch. systemd: `CPUAffinity=`.
    pub processors: Option<Vec<RangeInclusive<u32>>>,
}

/// An I/O scheduling class, see `ioprio_set(2)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum IoClass {
    /// Served before all other classes.
    Realtime,
    /// Served by priority.
    BestEffort,
    /// Served when no other process needs the disk; has no priority.
    Idle,
}

/// The CPU scheduling of a program, see `sched(7)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CpuScheduling {
    /// The scheduling policy.
    pub policy: CpuPolicy,
    /// The real-time priority; 0 for the other policies, unless it [is impossible](Self::is_possible).
    pub priority: u8,
    /// Whether child processes revert to the normal policy.
    pub resets_on_fork: bool,
}

impl CpuScheduling {
    /// Whether the kernel accepts the priority with the policy. systemd checks each of them on its own, and does not start a
    /// program if the kernel refuses the two.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.policy.priorities().contains(&self.priority)
    }
}

/// A CPU scheduling policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum CpuPolicy {
    /// The normal policy.
    Other,
    /// For CPU-intensive programs, with longer time slices.
    Batch,
    /// Only when no other process needs a CPU.
    Idle,
    /// Real-time, until it blocks.
    Fifo,
    /// Real-time, with time slices.
    RoundRobin,
}

impl CpuPolicy {
    /// All policies.
    pub const ALL: [Self; 5] = [Self::Other, Self::Batch, Self::Idle, Self::Fifo, Self::RoundRobin];

    /// The name that systemd and `chrt` use.
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

    /// Whether it is a real-time policy, which requires root and a priority.
    #[must_use]
    pub const fn is_realtime(self) -> bool {
        matches!(self, Self::Fifo | Self::RoundRobin)
    }

    /// The priorities that the kernel accepts with it.
    #[must_use]
    pub const fn priorities(self) -> RangeInclusive<u8> {
        if self.is_realtime() { 1..=99 } else { 0..=0 }
    }
}

impl IoClass {
    /// All classes, in the order of the kernel's numbers, which start at 1.
    pub const ALL: [Self; 3] = [Self::Realtime, Self::BestEffort, Self::Idle];

    /// The name that systemd and `ionice` use.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Realtime => "realtime",
            Self::BestEffort => "best-effort",
            Self::Idle => "idle",
        }
    }
}
