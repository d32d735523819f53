//! The kinds of values: the column `value_kind` of the table.

use super::Enumeration;
use crate::systemd::kinds::unit_name::UnitType;

/// The kind of a directive's value, which selects its parser.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueKind {
    /// A boolean. [`super::DirectiveRow::empty`] tells whether an empty value is an error or means "unset".
    Bool,
    /// A boolean, or a list of cgroup controllers (`Delegate=`).
    BoolOrControllers,
    /// A boolean, or a list of namespace types, which `~` inverts.
    BoolOrNamespaces,
    /// One of a fixed set of values, or whatever else the enumeration accepts.
    Enum(&'static Enumeration),
    /// An unsigned number in an inclusive range.
    Uint {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// A signed number in an inclusive range.
    Int {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// An unsigned number or `infinity`.
    UintOrInfinity,
    /// A weight from 1 to 10000, or `idle`.
    WeightOrIdle,
    /// A number of tasks: an unsigned number, a percentage, or `infinity`.
    TasksMax,
    /// A size in bytes, with suffixes to the base 1024.
    Bytes,
    /// A memory limit: bytes to the base 1024, a percentage, or `infinity`.
    MemoryLimit,
    /// A share of a file system: bytes to the base 1024, a percentage, or `off`.
    DiskQuota,
    /// A percentage that may exceed 100 (`CPUQuota=`).
    Percent,
    /// A percentage from 0 to 100 with two decimals.
    Permyriad,
    /// A time span.
    Timespan {
        /// The unit of a number without one.
        unit: TimeUnit,
        /// What a very short time means.
        short: ShortTime,
    },
    /// A calendar expression.
    Calendar,
    /// A soft and a hard limit.
    Rlimit(RlimitUnit),
    /// An octal file mode up to 07777.
    Mode,
    /// A signal.
    Signal,
    /// Exit statuses and signals.
    ExitStatusList,
    /// The rest of the line, verbatim.
    String,
    /// The rest of the line with C escapes decoded (`StandardInputText=`).
    Text,
    /// A label after an optional `-`.
    Label,
    /// A command line.
    Exec,
    /// `NAME=VALUE` assignments.
    Environment,
    /// Names of environment variables.
    EnvironmentNames,
    /// Names of environment variables, or `NAME=VALUE` assignments.
    EnvironmentNamesOrAssignments,
    /// An absolute path after an optional `-`; may contain globs.
    EnvironmentFile,
    /// An absolute path.
    Path,
    /// A path; a relative one is relative to `/run`.
    PidFile,
    /// A path or `~`, after an optional `-`.
    WorkingDirectory,
    /// Absolute paths.
    PathList,
    /// Absolute paths, each after an optional `-` and `+`.
    PathListWithPrefixes,
    /// Relative paths: `SOURCE[:DESTINATION[:FLAGS]]` (`StateDirectory=`).
    DirectoryList,
    /// `[-]SOURCE[:DESTINATION[:OPTIONS]]` words.
    BindPaths,
    /// One unit name, of the given type if there is one.
    UnitName(Option<UnitType>),
    /// Unit names, of the given type if there is one.
    UnitList(Option<UnitType>),
    /// A user or a group: a name or a number.
    UserOrGroup,
    /// Users or groups.
    UserOrGroupList,
    /// The argument of a `Condition…=` or `Assert…=` that is a path, after optional `|` and `!`.
    ConditionPath,
    /// The argument of any other condition or assertion, after optional `|` and `!`.
    Condition,
    /// URIs of documentation.
    Uris,
    /// CPUs: numbers and ranges.
    CpuSet,
    /// Capabilities, which `~` inverts.
    Capabilities,
    /// System calls and `@groups`, which `~` inverts; with `:ERRNO` if `errno` allows it.
    Syscalls {
        /// Whether a call may carry `:ERRNO`.
        errno: bool,
    },
    /// Address families, which `~` inverts.
    AddressFamilies,
    /// Architectures.
    Architectures,
    /// Flags of `SecureBits=`.
    SecureBits,
    /// Flags of `CoredumpFilter=`.
    CoredumpFilter,
    /// cgroup controllers.
    Controllers,
    /// IP address prefixes.
    IpPrefixes,
    /// The address of a listening socket.
    SocketAddress,
    /// A D-Bus name.
    BusName,
    /// A device node (or a pattern) and what is set for it.
    Device(DeviceValue),
    /// Parsed and ignored by this systemd.
    Ignored,
    /// Base64 data.
    Base64,
    /// The name of a credential and its data; encrypted data is in Base64.
    SetCredential {
        /// Whether the data is encrypted.
        encrypted: bool,
    },
    /// The name of a credential and where to load it from.
    LoadCredential,
    /// The name or number of an errno, or `kill`.
    ErrnoOrKill,
    /// The name of a file descriptor.
    FdName,
    /// File systems and `@groups`, which `~` inverts.
    FileSystems,
    /// The name of a network interface, or `*`.
    Interface,
    /// Names of network interfaces, which `~` inverts.
    Interfaces,
    /// `NAME=VALUE` fields for the journal.
    LogFields,
    /// A journal namespace.
    LogNamespace,
    /// A netlink family and multicast group.
    Netlink,
    /// A path, or hexadecimal digits.
    RootHash,
    /// A path, or `base64:` and data.
    RootHashSignature,
    /// Which ports of which sockets may be bound.
    SocketBind,
    /// The attach type of a BPF program, a colon, and the path of the program.
    BpfProgram,
    /// Absolute paths separated by colons.
    SearchPath,
    /// `PATH[:OPTIONS]` words.
    TemporaryFileSystems,
    /// Disk images, their mount points, and options.
    MountImages,
    /// Disk images and options.
    ExtensionImages,
    /// Mount options for the partitions of one image.
    ImageOptions,
    /// The argument passed to the firmware or the kernel on reboot.
    RebootParameter,
    /// A boolean, or what a reload refreshes (`RefreshOnReload=`).
    RefreshOnReload,
    /// The name of a control group below the unit's own.
    ControlGroupName,
    /// A credential's name or a prefix of one, and a new name.
    ImportCredential,
    /// The name or an alternative name of a network interface.
    BoundInterface,
    /// A policy for the partitions of a disk image.
    ImagePolicy,
    /// nftables sets.
    NftSets,
    /// A file that is opened for the service: `PATH[:NAME[:OPTIONS]]`.
    OpenFile,
    /// A regular expression, which `~` inverts.
    LogFilter,
    /// Words that are parsed by something else, such as the kernel.
    Unread,
}

/// The unit of a number without one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TimeUnit {
    /// Seconds: every `…Sec=`.
    Seconds,
    /// Nanoseconds: `TimerSlackNSec=`.
    Nanoseconds,
}

/// What a very short time means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShortTime {
    /// Nothing special.
    Plain,
    /// 0 is `infinity`.
    ZeroIsInfinity,
    /// Less than a second is refused.
    AtLeastOneSecond,
}

/// What a resource limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RlimitUnit {
    /// Bytes, with suffixes to the base 1024.
    Bytes,
    /// A plain number.
    Count,
    /// A time span; a bare number is in seconds, and the value is rounded up to whole seconds.
    Seconds,
    /// A time span; a bare number is in microseconds.
    Microseconds,
    /// A nice level with a sign, or the raw number from 0 to 40.
    Nice,
}

/// What is set for a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DeviceValue {
    /// Bytes to the base 1024.
    Bytes,
    /// Bytes per second to the base 1000, or `infinity`.
    BytesPerSecond,
    /// Operations per second to the base 1000, or `infinity`.
    OperationsPerSecond,
    /// A time span.
    Timespan,
    /// Some of the letters `rwm`.
    Rights,
    /// A number in an inclusive range.
    Weight(u16, u16),
}
