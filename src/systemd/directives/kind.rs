//! What the value of a directive is: the column `value_kind` of the table.

use super::Enumeration;
use crate::systemd::kinds::unit_name::UnitType;

/// What the value of a directive is, and so which reader reads it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum ValueKind {
    /// A boolean. Whether an empty value is an error or "unset" is [`super::DirectiveRow::empty`]'s to say.
    Bool,
    /// A boolean, or a list of cgroup controllers (`Delegate=`).
    BoolOrControllers,
    /// A boolean, or a list of namespace types, which `~` inverts.
    BoolOrNamespaces,
    /// One of a fixed set of words, or what else the enumeration takes.
    Enum(&'static Enumeration),
    /// An unsigned number, both ends included.
    Uint {
        /// The smallest.
        min: u32,
        /// The largest.
        max: u32,
    },
    /// A signed number, both ends included.
    Int {
        /// The smallest.
        min: i64,
        /// The largest.
        max: i64,
    },
    /// An unsigned number or `infinity`.
    UintOrInfinity,
    /// A weight of 1 to 10000, or `idle`.
    WeightOrIdle,
    /// A number of tasks: an unsigned number, a percentage, or `infinity`.
    TasksMax,
    /// Bytes with suffixes to the base 1024.
    Bytes,
    /// A limit of memory: bytes to the base 1024, a percentage, or `infinity`.
    MemoryLimit,
    /// A part of a file system: bytes to the base 1024, a percentage, or `off`.
    DiskQuota,
    /// A percentage that may exceed 100 (`CPUQuota=`).
    Percent,
    /// A percentage of 0 to 100 with two decimals.
    Permyriad,
    /// A length of time.
    Timespan {
        /// The unit of a bare number.
        unit: TimeUnit,
        /// What a very short time means.
        short: ShortTime,
    },
    /// A calendar expression.
    Calendar,
    /// A soft and a hard limit.
    Rlimit(RlimitUnit),
    /// An octal mode of at most 07777.
    Mode,
    /// A signal.
    Signal,
    /// Exit statuses and signals.
    ExitStatusList,
    /// The rest of the line as it stands.
    String,
    /// The rest of the line, C escapes decoded (`StandardInputText=`).
    Text,
    /// A label after an optional `-`.
    Label,
    /// A command line.
    Exec,
    /// `NAME=VALUE` words.
    Environment,
    /// Names of variables.
    EnvironmentNames,
    /// Names of variables, or `NAME=VALUE` words.
    EnvironmentNamesOrAssignments,
    /// An absolute path after an optional `-`; may hold globs.
    EnvironmentFile,
    /// An absolute path.
    Path,
    /// A path; a relative one stands for one below `/run`.
    PidFile,
    /// A path or `~`, after an optional `-`.
    WorkingDirectory,
    /// Absolute paths.
    PathList,
    /// Absolute paths, each after an optional `-` and `+`.
    PathListWithPrefixes,
    /// Relative paths, `SOURCE[:DESTINATION[:FLAGS]]` (`StateDirectory=`).
    DirectoryList,
    /// `[-]SOURCE[:DESTINATION[:OPTIONS]]` words.
    BindPaths,
    /// One unit name, of the named type if there is one.
    UnitName(Option<UnitType>),
    /// Unit names, of the named type if there is one.
    UnitList(Option<UnitType>),
    /// A user or a group: a name or a number.
    UserOrGroup,
    /// Users or groups.
    UserOrGroupList,
    /// The argument of a `Condition…=` or `Assert…=` that is a path, after optional `|` and `!`.
    ConditionPath,
    /// The argument of any other condition or assertion, after optional `|` and `!`.
    Condition,
    /// Addresses of the documentation.
    Uris,
    /// CPUs: numbers and ranges.
    CpuSet,
    /// Capabilities, `~` inverts.
    Capabilities,
    /// System calls and `@groups`, `~` inverts; with `:ERRNO` where `errno` says so.
    Syscalls {
        /// Whether a call may carry `:ERRNO`.
        errno: bool,
    },
    /// Address families, `~` inverts.
    AddressFamilies,
    /// Architectures.
    Architectures,
    /// Flags of `SecureBits=`.
    SecureBits,
    /// Flags of `CoredumpFilter=`.
    CoredumpFilter,
    /// cgroup controllers.
    Controllers,
    /// Prefixes of IP addresses.
    IpPrefixes,
    /// Where a socket listens.
    SocketAddress,
    /// A D-Bus name.
    BusName,
    /// A device node (or pattern) and what is set for it.
    Device(DeviceValue),
    /// Read and dropped by this systemd.
    Ignored,
    /// Data in Base64.
    Base64,
    /// The name of a credential and its data, encrypted and in Base64 if so.
    SetCredential {
        /// Whether the data is encrypted.
        encrypted: bool,
    },
    /// The name of a credential and where it is from.
    LoadCredential,
    /// An error's name or number, or `kill`.
    ErrnoOrKill,
    /// The name of a file descriptor.
    FdName,
    /// File systems and `@groups`, `~` inverts.
    FileSystems,
    /// The name of a network interface, or `*`.
    Interface,
    /// Names of network interfaces, `~` inverts.
    Interfaces,
    /// `NAME=VALUE` words for the journal.
    LogFields,
    /// A namespace of the journal.
    LogNamespace,
    /// A family and a group of netlink.
    Netlink,
    /// A path, or hexadecimal digits.
    RootHash,
    /// A path, or `base64:` and data.
    RootHashSignature,
    /// Which ports of which sockets.
    SocketBind,
    /// What a BPF program is attached to, a colon and its path.
    BpfProgram,
    /// Absolute paths with colons between them.
    SearchPath,
    /// `PATH[:OPTIONS]` words.
    TemporaryFileSystems,
    /// Disk images, where they are mounted, and options.
    MountImages,
    /// Disk images and options.
    ExtensionImages,
    /// Options of the partitions of one image.
    ImageOptions,
    /// What is told to the firmware or the kernel at a reboot.
    RebootParameter,
    /// A boolean, or what a reload does anew (`RefreshOnReload=`).
    RefreshOnReload,
    /// The name of a control group below the unit's.
    ControlGroupName,
    /// A credential's name or the start of one, and a new name.
    ImportCredential,
    /// The name of a network interface, or a further name of one.
    BoundInterface,
    /// What may be used of a disk image.
    ImagePolicy,
    /// Sets of nftables.
    NftSets,
    /// A file that is opened for the service: `PATH[:NAME[:OPTIONS]]`.
    OpenFile,
    /// A regular expression, which `~` inverts.
    LogFilter,
    /// Words that something else reads, such as the kernel.
    Unread,
}

/// The unit of a bare number.
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
    /// What it says.
    Plain,
    /// 0 is `infinity`.
    ZeroIsInfinity,
    /// Less than a second is refused.
    AtLeastOneSecond,
}

/// What a resource limit counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RlimitUnit {
    /// Bytes, suffixes to the base 1024.
    Bytes,
    /// Things.
    Count,
    /// A timespan; a bare number is seconds, and the value is rounded up to whole ones.
    Seconds,
    /// A timespan; a bare number is microseconds.
    Microseconds,
    /// A nice level with a sign, or the raw number of 0 to 40.
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
    /// A timespan.
    Timespan,
    /// Some of `rwm`.
    Rights,
    /// A number, both ends included.
    Weight(u16, u16),
}
