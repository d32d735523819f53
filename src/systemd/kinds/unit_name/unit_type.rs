//! Unit types.

use std::fmt;

/// The type of a unit, which is the suffix of its name. The former types `snapshot` (until v228) and `busname` (until
/// v236) are not included.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum UnitType {
    /// A program to run.
    Service,
    /// A socket to listen on.
    Socket,
    /// A group of units and a synchronisation point.
    Target,
    /// A device node.
    Device,
    /// A file system to mount.
    Mount,
    /// A mount point that mounts on demand.
    Automount,
    /// Swap space.
    Swap,
    /// A time at which to start another unit.
    Timer,
    /// A path to watch.
    Path,
    /// A node of the control group tree.
    Slice,
    /// Processes that were not started by systemd.
    Scope,
}

impl UnitType {
    /// Every type.
    pub const ALL: [Self; 11] = [
        Self::Service,
        Self::Socket,
        Self::Target,
        Self::Device,
        Self::Mount,
        Self::Automount,
        Self::Swap,
        Self::Timer,
        Self::Path,
        Self::Slice,
        Self::Scope,
    ];

    /// The suffix after the last dot of a name.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Service => "service",
            Self::Socket => "socket",
            Self::Target => "target",
            Self::Device => "device",
            Self::Mount => "mount",
            Self::Automount => "automount",
            Self::Swap => "swap",
            Self::Timer => "timer",
            Self::Path => "path",
            Self::Slice => "slice",
            Self::Scope => "scope",
        }
    }

    /// The type with this suffix.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::from_bytes(name.as_bytes())
    }

    /// Like [`Self::from_name`], for bytes.
    #[must_use]
    pub const fn from_bytes(name: &[u8]) -> Option<Self> {
        Some(match name {
            b"service" => Self::Service,
            b"socket" => Self::Socket,
            b"target" => Self::Target,
            b"device" => Self::Device,
            b"mount" => Self::Mount,
            b"automount" => Self::Automount,
            b"swap" => Self::Swap,
            b"timer" => Self::Timer,
            b"path" => Self::Path,
            b"slice" => Self::Slice,
            b"scope" => Self::Scope,
            _ => return None,
        })
    }

    /// Whether units of this type may be templates and instances (`unit_type_may_template()`, `src/core/unit.h`).
    #[must_use]
    pub const fn may_be_template(self) -> bool {
        matches!(self, Self::Service | Self::Socket | Self::Target | Self::Timer | Self::Path)
    }

    /// The name of the section that is specific to the type: `Service`. A scope has one too, though it has no file.
    #[must_use]
    pub const fn section(self) -> &'static str {
        match self {
            Self::Service => "Service",
            Self::Socket => "Socket",
            Self::Target => "Target",
            Self::Device => "Device",
            Self::Mount => "Mount",
            Self::Automount => "Automount",
            Self::Swap => "Swap",
            Self::Timer => "Timer",
            Self::Path => "Path",
            Self::Slice => "Slice",
            Self::Scope => "Scope",
        }
    }
}

impl fmt::Display for UnitType {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
