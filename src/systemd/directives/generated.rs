//! Made from grammar/ by tests/tables: do not edit, change the tables and run the tests.

use super::{Also, DeviceValue, DirectiveRow, Enumeration, RlimitUnit, ShortTime, TimeUnit};
use super::{
    EmptyAssignment as E, Family as C, Fatal as F, ListSemantics as L, Replacement as R, Section as S,
    SectionSet, Specifiers as P, Status as T, ValueKind as K,
};
use crate::text::name_table::NameTable;
use crate::text::range::TextRange;
use crate::systemd::kinds::unit_name::UnitType;

/// A setting name of the table. A name that several sections have is listed once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u16)]
pub enum Name {
    /// `Accept=` of `[Socket]`.
    Accept,
    /// `AcceptFileDescriptors=` of `[Socket]`.
    AcceptFileDescriptors,
    /// `AccuracySec=` of `[Timer]`.
    AccuracySec,
    /// `After=` of `[Unit]`.
    After,
    /// `Alias=` of `[Install]`.
    Alias,
    /// `AllowIsolate=` of `[Unit]`.
    AllowIsolate,
    /// `AllowedCPUs=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    AllowedCPUs,
    /// `AllowedMemoryNodes=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    AllowedMemoryNodes,
    /// `Also=` of `[Install]`.
    Also,
    /// `AmbientCapabilities=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    AmbientCapabilities,
    /// `AppArmorProfile=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    AppArmorProfile,
    /// `AssertACPower=` of `[Unit]`.
    AssertACPower,
    /// `AssertArchitecture=` of `[Unit]`.
    AssertArchitecture,
    /// `AssertCPUFeature=` of `[Unit]`.
    AssertCPUFeature,
    /// `AssertCPUPressure=` of `[Unit]`.
    AssertCPUPressure,
    /// `AssertCPUs=` of `[Unit]`.
    AssertCPUs,
    /// `AssertCapability=` of `[Unit]`.
    AssertCapability,
    /// `AssertControlGroupController=` of `[Unit]`.
    AssertControlGroupController,
    /// `AssertCredential=` of `[Unit]`.
    AssertCredential,
    /// `AssertDirectoryNotEmpty=` of `[Unit]`.
    AssertDirectoryNotEmpty,
    /// `AssertEnvironment=` of `[Unit]`.
    AssertEnvironment,
    /// `AssertFileIsExecutable=` of `[Unit]`.
    AssertFileIsExecutable,
    /// `AssertFileNotEmpty=` of `[Unit]`.
    AssertFileNotEmpty,
    /// `AssertFirstBoot=` of `[Unit]`.
    AssertFirstBoot,
    /// `AssertGroup=` of `[Unit]`.
    AssertGroup,
    /// `AssertHost=` of `[Unit]`.
    AssertHost,
    /// `AssertIOPressure=` of `[Unit]`.
    AssertIOPressure,
    /// `AssertKernelCommandLine=` of `[Unit]`.
    AssertKernelCommandLine,
    /// `AssertKernelModuleLoaded=` of `[Unit]`.
    AssertKernelModuleLoaded,
    /// `AssertKernelVersion=` of `[Unit]`.
    AssertKernelVersion,
    /// `AssertMemory=` of `[Unit]`.
    AssertMemory,
    /// `AssertMemoryPressure=` of `[Unit]`.
    AssertMemoryPressure,
    /// `AssertNeedsUpdate=` of `[Unit]`.
    AssertNeedsUpdate,
    /// `AssertOSRelease=` of `[Unit]`.
    AssertOSRelease,
    /// `AssertPathExists=` of `[Unit]`.
    AssertPathExists,
    /// `AssertPathExistsGlob=` of `[Unit]`.
    AssertPathExistsGlob,
    /// `AssertPathIsDirectory=` of `[Unit]`.
    AssertPathIsDirectory,
    /// `AssertPathIsEncrypted=` of `[Unit]`.
    AssertPathIsEncrypted,
    /// `AssertPathIsMountPoint=` of `[Unit]`.
    AssertPathIsMountPoint,
    /// `AssertPathIsReadWrite=` of `[Unit]`.
    AssertPathIsReadWrite,
    /// `AssertPathIsSocket=` of `[Unit]`.
    AssertPathIsSocket,
    /// `AssertPathIsSymbolicLink=` of `[Unit]`.
    AssertPathIsSymbolicLink,
    /// `AssertSecurity=` of `[Unit]`.
    AssertSecurity,
    /// `AssertUser=` of `[Unit]`.
    AssertUser,
    /// `AssertVersion=` of `[Unit]`.
    AssertVersion,
    /// `AssertVirtualization=` of `[Unit]`.
    AssertVirtualization,
    /// `BPFDelegateAttachments=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BPFDelegateAttachments,
    /// `BPFDelegateCommands=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BPFDelegateCommands,
    /// `BPFDelegateMaps=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BPFDelegateMaps,
    /// `BPFDelegatePrograms=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BPFDelegatePrograms,
    /// `BPFProgram=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BPFProgram,
    /// `Backlog=` of `[Socket]`.
    Backlog,
    /// `Before=` of `[Unit]`.
    Before,
    /// `BindIPv6Only=` of `[Socket]`.
    BindIPv6Only,
    /// `BindLogSockets=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BindLogSockets,
    /// `BindNetworkInterface=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BindNetworkInterface,
    /// `BindPaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BindPaths,
    /// `BindReadOnlyPaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    BindReadOnlyPaths,
    /// `BindTo=` of `[Unit]`.
    BindTo,
    /// `BindToDevice=` of `[Socket]`.
    BindToDevice,
    /// `BindsTo=` of `[Unit]`.
    BindsTo,
    /// `BlockIOAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BlockIOAccounting,
    /// `BlockIODeviceWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BlockIODeviceWeight,
    /// `BlockIOReadBandwidth=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BlockIOReadBandwidth,
    /// `BlockIOWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BlockIOWeight,
    /// `BlockIOWriteBandwidth=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    BlockIOWriteBandwidth,
    /// `Broadcast=` of `[Socket]`.
    Broadcast,
    /// `BusName=` of `[Service]`.
    BusName,
    /// `BusPolicy=` of `[Service]`.
    BusPolicy,
    /// `CPUAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CPUAccounting,
    /// `CPUAffinity=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CPUAffinity,
    /// `CPUQuota=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CPUQuota,
    /// `CPUQuotaPeriodSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CPUQuotaPeriodSec,
    /// `CPUSchedulingPolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CPUSchedulingPolicy,
    /// `CPUSchedulingPriority=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CPUSchedulingPriority,
    /// `CPUSchedulingResetOnFork=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CPUSchedulingResetOnFork,
    /// `CPUShares=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CPUShares,
    /// `CPUWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CPUWeight,
    /// `CacheDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CacheDirectory,
    /// `CacheDirectoryAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CacheDirectoryAccounting,
    /// `CacheDirectoryMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CacheDirectoryMode,
    /// `CacheDirectoryQuota=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CacheDirectoryQuota,
    /// `Capabilities=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    Capabilities,
    /// `CapabilityBoundingSet=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CapabilityBoundingSet,
    /// `CollectMode=` of `[Unit]`.
    CollectMode,
    /// `ConcurrencyHardMax=` of `[Slice]`.
    ConcurrencyHardMax,
    /// `ConcurrencySoftMax=` of `[Slice]`.
    ConcurrencySoftMax,
    /// `ConditionACPower=` of `[Unit]`.
    ConditionACPower,
    /// `ConditionArchitecture=` of `[Unit]`.
    ConditionArchitecture,
    /// `ConditionCPUFeature=` of `[Unit]`.
    ConditionCPUFeature,
    /// `ConditionCPUPressure=` of `[Unit]`.
    ConditionCPUPressure,
    /// `ConditionCPUs=` of `[Unit]`.
    ConditionCPUs,
    /// `ConditionCapability=` of `[Unit]`.
    ConditionCapability,
    /// `ConditionControlGroupController=` of `[Unit]`.
    ConditionControlGroupController,
    /// `ConditionCredential=` of `[Unit]`.
    ConditionCredential,
    /// `ConditionDirectoryNotEmpty=` of `[Unit]`.
    ConditionDirectoryNotEmpty,
    /// `ConditionEnvironment=` of `[Unit]`.
    ConditionEnvironment,
    /// `ConditionFileIsExecutable=` of `[Unit]`.
    ConditionFileIsExecutable,
    /// `ConditionFileNotEmpty=` of `[Unit]`.
    ConditionFileNotEmpty,
    /// `ConditionFirmware=` of `[Unit]`.
    ConditionFirmware,
    /// `ConditionFirstBoot=` of `[Unit]`.
    ConditionFirstBoot,
    /// `ConditionGroup=` of `[Unit]`.
    ConditionGroup,
    /// `ConditionHost=` of `[Unit]`.
    ConditionHost,
    /// `ConditionIOPressure=` of `[Unit]`.
    ConditionIOPressure,
    /// `ConditionKernelCommandLine=` of `[Unit]`.
    ConditionKernelCommandLine,
    /// `ConditionKernelModuleLoaded=` of `[Unit]`.
    ConditionKernelModuleLoaded,
    /// `ConditionKernelVersion=` of `[Unit]`.
    ConditionKernelVersion,
    /// `ConditionMemory=` of `[Unit]`.
    ConditionMemory,
    /// `ConditionMemoryPressure=` of `[Unit]`.
    ConditionMemoryPressure,
    /// `ConditionNeedsUpdate=` of `[Unit]`.
    ConditionNeedsUpdate,
    /// `ConditionOSRelease=` of `[Unit]`.
    ConditionOSRelease,
    /// `ConditionPathExists=` of `[Unit]`.
    ConditionPathExists,
    /// `ConditionPathExistsGlob=` of `[Unit]`.
    ConditionPathExistsGlob,
    /// `ConditionPathIsDirectory=` of `[Unit]`.
    ConditionPathIsDirectory,
    /// `ConditionPathIsEncrypted=` of `[Unit]`.
    ConditionPathIsEncrypted,
    /// `ConditionPathIsMountPoint=` of `[Unit]`.
    ConditionPathIsMountPoint,
    /// `ConditionPathIsReadWrite=` of `[Unit]`.
    ConditionPathIsReadWrite,
    /// `ConditionPathIsSocket=` of `[Unit]`.
    ConditionPathIsSocket,
    /// `ConditionPathIsSymbolicLink=` of `[Unit]`.
    ConditionPathIsSymbolicLink,
    /// `ConditionSecurity=` of `[Unit]`.
    ConditionSecurity,
    /// `ConditionUser=` of `[Unit]`.
    ConditionUser,
    /// `ConditionVersion=` of `[Unit]`.
    ConditionVersion,
    /// `ConditionVirtualization=` of `[Unit]`.
    ConditionVirtualization,
    /// `ConfigurationDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ConfigurationDirectory,
    /// `ConfigurationDirectoryMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ConfigurationDirectoryMode,
    /// `Conflicts=` of `[Unit]`.
    Conflicts,
    /// `CoredumpFilter=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    CoredumpFilter,
    /// `CoredumpReceive=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    CoredumpReceive,
    /// `DefaultDependencies=` of `[Unit]`.
    DefaultDependencies,
    /// `DefaultInstance=` of `[Install]`.
    DefaultInstance,
    /// `DefaultMemoryLow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DefaultMemoryLow,
    /// `DefaultMemoryMin=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DefaultMemoryMin,
    /// `DefaultStartupMemoryLow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DefaultStartupMemoryLow,
    /// `DeferAcceptSec=` of `[Socket]`.
    DeferAcceptSec,
    /// `DeferReactivation=` of `[Timer]`.
    DeferReactivation,
    /// `DeferTrigger=` of `[Socket]`.
    DeferTrigger,
    /// `DeferTriggerMaxSec=` of `[Socket]`.
    DeferTriggerMaxSec,
    /// `Delegate=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    Delegate,
    /// `DelegateNamespaces=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    DelegateNamespaces,
    /// `DelegateSubgroup=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DelegateSubgroup,
    /// `Description=` of `[Unit]`.
    Description,
    /// `DeviceAllow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DeviceAllow,
    /// `DevicePolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DevicePolicy,
    /// `DirectoryMode=` of `[Socket]`, `[Mount]`, `[Automount]`, `[Path]`.
    DirectoryMode,
    /// `DirectoryNotEmpty=` of `[Path]`.
    DirectoryNotEmpty,
    /// `DisableControllers=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    DisableControllers,
    /// `Documentation=` of `[Unit]`.
    Documentation,
    /// `DynamicUser=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    DynamicUser,
    /// `Environment=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    Environment,
    /// `EnvironmentFile=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    EnvironmentFile,
    /// `ExecCondition=` of `[Service]`.
    ExecCondition,
    /// `ExecPaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ExecPaths,
    /// `ExecReload=` of `[Service]`.
    ExecReload,
    /// `ExecReloadPost=` of `[Service]`.
    ExecReloadPost,
    /// `ExecSearchPath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ExecSearchPath,
    /// `ExecStart=` of `[Service]`.
    ExecStart,
    /// `ExecStartPost=` of `[Service]`, `[Socket]`.
    ExecStartPost,
    /// `ExecStartPre=` of `[Service]`, `[Socket]`.
    ExecStartPre,
    /// `ExecStop=` of `[Service]`.
    ExecStop,
    /// `ExecStopPost=` of `[Service]`, `[Socket]`.
    ExecStopPost,
    /// `ExecStopPre=` of `[Socket]`.
    ExecStopPre,
    /// `ExitType=` of `[Service]`.
    ExitType,
    /// `ExtensionDirectories=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ExtensionDirectories,
    /// `ExtensionImagePolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ExtensionImagePolicy,
    /// `ExtensionImages=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ExtensionImages,
    /// `ExtraOptions=` of `[Automount]`.
    ExtraOptions,
    /// `FailureAction=` of `[Unit]`, `[Service]`.
    FailureAction,
    /// `FailureActionExitStatus=` of `[Unit]`.
    FailureActionExitStatus,
    /// `FileDescriptorName=` of `[Socket]`.
    FileDescriptorName,
    /// `FileDescriptorStoreMax=` of `[Service]`.
    FileDescriptorStoreMax,
    /// `FileDescriptorStorePreserve=` of `[Service]`.
    FileDescriptorStorePreserve,
    /// `FinalKillSignal=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    FinalKillSignal,
    /// `FixedRandomDelay=` of `[Timer]`.
    FixedRandomDelay,
    /// `FlushPending=` of `[Socket]`.
    FlushPending,
    /// `ForceUnmount=` of `[Mount]`.
    ForceUnmount,
    /// `FreeBind=` of `[Socket]`.
    FreeBind,
    /// `Group=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    Group,
    /// `GuessMainPID=` of `[Service]`.
    GuessMainPID,
    /// `IOAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOAccounting,
    /// `IODeviceLatencyTargetSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IODeviceLatencyTargetSec,
    /// `IODeviceWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IODeviceWeight,
    /// `IOReadBandwidthMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOReadBandwidthMax,
    /// `IOReadIOPSMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOReadIOPSMax,
    /// `IOSchedulingClass=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    IOSchedulingClass,
    /// `IOSchedulingPriority=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    IOSchedulingPriority,
    /// `IOWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOWeight,
    /// `IOWriteBandwidthMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOWriteBandwidthMax,
    /// `IOWriteIOPSMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IOWriteIOPSMax,
    /// `IPAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IPAccounting,
    /// `IPAddressAllow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IPAddressAllow,
    /// `IPAddressDeny=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IPAddressDeny,
    /// `IPCNamespacePath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    IPCNamespacePath,
    /// `IPEgressFilterPath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IPEgressFilterPath,
    /// `IPIngressFilterPath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    IPIngressFilterPath,
    /// `IPTOS=` of `[Socket]`.
    IPTOS,
    /// `IPTTL=` of `[Socket]`.
    IPTTL,
    /// `IgnoreOnIsolate=` of `[Unit]`.
    IgnoreOnIsolate,
    /// `IgnoreOnSnapshot=` of `[Unit]`.
    IgnoreOnSnapshot,
    /// `IgnoreSIGPIPE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    IgnoreSIGPIPE,
    /// `ImportCredential=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ImportCredential,
    /// `InaccessibleDirectories=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    InaccessibleDirectories,
    /// `InaccessiblePaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    InaccessiblePaths,
    /// `JobRunningTimeoutSec=` of `[Unit]`.
    JobRunningTimeoutSec,
    /// `JobTimeoutAction=` of `[Unit]`.
    JobTimeoutAction,
    /// `JobTimeoutRebootArgument=` of `[Unit]`.
    JobTimeoutRebootArgument,
    /// `JobTimeoutSec=` of `[Unit]`.
    JobTimeoutSec,
    /// `JoinsNamespaceOf=` of `[Unit]`.
    JoinsNamespaceOf,
    /// `KeepAlive=` of `[Socket]`.
    KeepAlive,
    /// `KeepAliveIntervalSec=` of `[Socket]`.
    KeepAliveIntervalSec,
    /// `KeepAliveProbes=` of `[Socket]`.
    KeepAliveProbes,
    /// `KeepAliveTimeSec=` of `[Socket]`.
    KeepAliveTimeSec,
    /// `KeyringMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    KeyringMode,
    /// `KillMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    KillMode,
    /// `KillSignal=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    KillSignal,
    /// `LazyUnmount=` of `[Mount]`.
    LazyUnmount,
    /// `LimitAS=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitAS,
    /// `LimitCORE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitCORE,
    /// `LimitCPU=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitCPU,
    /// `LimitDATA=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitDATA,
    /// `LimitFSIZE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitFSIZE,
    /// `LimitLOCKS=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitLOCKS,
    /// `LimitMEMLOCK=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitMEMLOCK,
    /// `LimitMSGQUEUE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitMSGQUEUE,
    /// `LimitNICE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitNICE,
    /// `LimitNOFILE=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitNOFILE,
    /// `LimitNPROC=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitNPROC,
    /// `LimitRSS=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitRSS,
    /// `LimitRTPRIO=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitRTPRIO,
    /// `LimitRTTIME=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitRTTIME,
    /// `LimitSIGPENDING=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitSIGPENDING,
    /// `LimitSTACK=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LimitSTACK,
    /// `ListenDatagram=` of `[Socket]`.
    ListenDatagram,
    /// `ListenFIFO=` of `[Socket]`.
    ListenFIFO,
    /// `ListenMessageQueue=` of `[Socket]`.
    ListenMessageQueue,
    /// `ListenNetlink=` of `[Socket]`.
    ListenNetlink,
    /// `ListenSequentialPacket=` of `[Socket]`.
    ListenSequentialPacket,
    /// `ListenSpecial=` of `[Socket]`.
    ListenSpecial,
    /// `ListenStream=` of `[Socket]`.
    ListenStream,
    /// `ListenUSBFunction=` of `[Socket]`.
    ListenUSBFunction,
    /// `LoadCredential=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LoadCredential,
    /// `LoadCredentialEncrypted=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LoadCredentialEncrypted,
    /// `LockPersonality=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LockPersonality,
    /// `LogExtraFields=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogExtraFields,
    /// `LogFilterPatterns=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogFilterPatterns,
    /// `LogLevelMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogLevelMax,
    /// `LogNamespace=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogNamespace,
    /// `LogRateLimitBurst=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogRateLimitBurst,
    /// `LogRateLimitIntervalSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogRateLimitIntervalSec,
    /// `LogsDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogsDirectory,
    /// `LogsDirectoryAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogsDirectoryAccounting,
    /// `LogsDirectoryMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogsDirectoryMode,
    /// `LogsDirectoryQuota=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    LogsDirectoryQuota,
    /// `MakeDirectory=` of `[Path]`.
    MakeDirectory,
    /// `ManagedOOMMemoryPressure=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    ManagedOOMMemoryPressure,
    /// `ManagedOOMMemoryPressureDurationSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    ManagedOOMMemoryPressureDurationSec,
    /// `ManagedOOMMemoryPressureLimit=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    ManagedOOMMemoryPressureLimit,
    /// `ManagedOOMPreference=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    ManagedOOMPreference,
    /// `ManagedOOMSwap=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    ManagedOOMSwap,
    /// `Mark=` of `[Socket]`.
    Mark,
    /// `MaxConnections=` of `[Socket]`.
    MaxConnections,
    /// `MaxConnectionsPerSource=` of `[Socket]`.
    MaxConnectionsPerSource,
    /// `MemoryAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryAccounting,
    /// `MemoryDenyWriteExecute=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MemoryDenyWriteExecute,
    /// `MemoryHigh=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryHigh,
    /// `MemoryKSM=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MemoryKSM,
    /// `MemoryLimit=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryLimit,
    /// `MemoryLow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryLow,
    /// `MemoryMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryMax,
    /// `MemoryMin=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryMin,
    /// `MemoryPressureThresholdSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryPressureThresholdSec,
    /// `MemoryPressureWatch=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryPressureWatch,
    /// `MemorySwapMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemorySwapMax,
    /// `MemoryTHP=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MemoryTHP,
    /// `MemoryZSwapMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryZSwapMax,
    /// `MemoryZSwapWriteback=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    MemoryZSwapWriteback,
    /// `MessageQueueMaxMessages=` of `[Socket]`.
    MessageQueueMaxMessages,
    /// `MessageQueueMessageSize=` of `[Socket]`.
    MessageQueueMessageSize,
    /// `MountAPIVFS=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MountAPIVFS,
    /// `MountFlags=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MountFlags,
    /// `MountImagePolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MountImagePolicy,
    /// `MountImages=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    MountImages,
    /// `NFTSet=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    NFTSet,
    /// `NUMAMask=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    NUMAMask,
    /// `NUMAPolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    NUMAPolicy,
    /// `NetClass=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    NetClass,
    /// `NetworkNamespacePath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    NetworkNamespacePath,
    /// `Nice=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    Nice,
    /// `NoDelay=` of `[Socket]`.
    NoDelay,
    /// `NoExecPaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    NoExecPaths,
    /// `NoNewPrivileges=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    NoNewPrivileges,
    /// `NonBlocking=` of `[Service]`.
    NonBlocking,
    /// `NotifyAccess=` of `[Service]`.
    NotifyAccess,
    /// `OOMPolicy=` of `[Service]`, `[Scope]`.
    OOMPolicy,
    /// `OOMScoreAdjust=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    OOMScoreAdjust,
    /// `OnActiveSec=` of `[Timer]`.
    OnActiveSec,
    /// `OnBootSec=` of `[Timer]`.
    OnBootSec,
    /// `OnCalendar=` of `[Timer]`.
    OnCalendar,
    /// `OnClockChange=` of `[Timer]`.
    OnClockChange,
    /// `OnFailure=` of `[Unit]`.
    OnFailure,
    /// `OnFailureIsolate=` of `[Unit]`.
    OnFailureIsolate,
    /// `OnFailureJobMode=` of `[Unit]`.
    OnFailureJobMode,
    /// `OnStartupSec=` of `[Timer]`.
    OnStartupSec,
    /// `OnSuccess=` of `[Unit]`.
    OnSuccess,
    /// `OnSuccessJobMode=` of `[Unit]`.
    OnSuccessJobMode,
    /// `OnTimezoneChange=` of `[Timer]`.
    OnTimezoneChange,
    /// `OnUnitActiveSec=` of `[Timer]`.
    OnUnitActiveSec,
    /// `OnUnitInactiveSec=` of `[Timer]`.
    OnUnitInactiveSec,
    /// `OpenFile=` of `[Service]`.
    OpenFile,
    /// `Options=` of `[Mount]`, `[Swap]`.
    Options,
    /// `PAMName=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PAMName,
    /// `PIDFile=` of `[Service]`.
    PIDFile,
    /// `PartOf=` of `[Unit]`.
    PartOf,
    /// `PassCredentials=` of `[Socket]`.
    PassCredentials,
    /// `PassEnvironment=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PassEnvironment,
    /// `PassFileDescriptorsToExec=` of `[Socket]`.
    PassFileDescriptorsToExec,
    /// `PassPIDFD=` of `[Socket]`.
    PassPIDFD,
    /// `PassPacketInfo=` of `[Socket]`.
    PassPacketInfo,
    /// `PassSecurity=` of `[Socket]`.
    PassSecurity,
    /// `PathChanged=` of `[Path]`.
    PathChanged,
    /// `PathExists=` of `[Path]`.
    PathExists,
    /// `PathExistsGlob=` of `[Path]`.
    PathExistsGlob,
    /// `PathModified=` of `[Path]`.
    PathModified,
    /// `PermissionsStartOnly=` of `[Service]`.
    PermissionsStartOnly,
    /// `Persistent=` of `[Timer]`.
    Persistent,
    /// `Personality=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    Personality,
    /// `PipeSize=` of `[Socket]`.
    PipeSize,
    /// `PollLimitBurst=` of `[Socket]`.
    PollLimitBurst,
    /// `PollLimitIntervalSec=` of `[Socket]`.
    PollLimitIntervalSec,
    /// `Priority=` of `[Socket]`, `[Swap]`.
    Priority,
    /// `PrivateBPF=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateBPF,
    /// `PrivateDevices=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateDevices,
    /// `PrivateIPC=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateIPC,
    /// `PrivateMounts=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateMounts,
    /// `PrivateNetwork=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateNetwork,
    /// `PrivatePIDs=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivatePIDs,
    /// `PrivateTmp=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateTmp,
    /// `PrivateUsers=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    PrivateUsers,
    /// `ProcSubset=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProcSubset,
    /// `PropagateReloadFrom=` of `[Unit]`.
    PropagateReloadFrom,
    /// `PropagateReloadTo=` of `[Unit]`.
    PropagateReloadTo,
    /// `PropagatesReloadTo=` of `[Unit]`.
    PropagatesReloadTo,
    /// `PropagatesStopTo=` of `[Unit]`.
    PropagatesStopTo,
    /// `ProtectClock=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectClock,
    /// `ProtectControlGroups=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectControlGroups,
    /// `ProtectHome=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectHome,
    /// `ProtectHostname=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectHostname,
    /// `ProtectKernelLogs=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectKernelLogs,
    /// `ProtectKernelModules=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectKernelModules,
    /// `ProtectKernelTunables=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectKernelTunables,
    /// `ProtectProc=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectProc,
    /// `ProtectSystem=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ProtectSystem,
    /// `RandomizedDelaySec=` of `[Timer]`.
    RandomizedDelaySec,
    /// `RandomizedOffsetSec=` of `[Timer]`.
    RandomizedOffsetSec,
    /// `ReadOnlyDirectories=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ReadOnlyDirectories,
    /// `ReadOnlyPaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ReadOnlyPaths,
    /// `ReadWriteDirectories=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ReadWriteDirectories,
    /// `ReadWriteOnly=` of `[Mount]`.
    ReadWriteOnly,
    /// `ReadWritePaths=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    ReadWritePaths,
    /// `RebootArgument=` of `[Unit]`, `[Service]`.
    RebootArgument,
    /// `ReceiveBuffer=` of `[Socket]`.
    ReceiveBuffer,
    /// `RefreshOnReload=` of `[Service]`.
    RefreshOnReload,
    /// `RefuseManualStart=` of `[Unit]`.
    RefuseManualStart,
    /// `RefuseManualStop=` of `[Unit]`.
    RefuseManualStop,
    /// `ReloadPropagatedFrom=` of `[Unit]`.
    ReloadPropagatedFrom,
    /// `ReloadSignal=` of `[Service]`.
    ReloadSignal,
    /// `RemainAfterElapse=` of `[Timer]`.
    RemainAfterElapse,
    /// `RemainAfterExit=` of `[Service]`.
    RemainAfterExit,
    /// `RemoveIPC=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RemoveIPC,
    /// `RemoveOnStop=` of `[Socket]`.
    RemoveOnStop,
    /// `RequiredBy=` of `[Install]`.
    RequiredBy,
    /// `Requires=` of `[Unit]`.
    Requires,
    /// `RequiresMountsFor=` of `[Unit]`.
    RequiresMountsFor,
    /// `RequiresOverridable=` of `[Unit]`.
    RequiresOverridable,
    /// `Requisite=` of `[Unit]`.
    Requisite,
    /// `RequisiteOverridable=` of `[Unit]`.
    RequisiteOverridable,
    /// `Restart=` of `[Service]`.
    Restart,
    /// `RestartForceExitStatus=` of `[Service]`.
    RestartForceExitStatus,
    /// `RestartKillSignal=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    RestartKillSignal,
    /// `RestartMaxDelaySec=` of `[Service]`.
    RestartMaxDelaySec,
    /// `RestartMode=` of `[Service]`.
    RestartMode,
    /// `RestartPreventExitStatus=` of `[Service]`.
    RestartPreventExitStatus,
    /// `RestartSec=` of `[Service]`.
    RestartSec,
    /// `RestartSteps=` of `[Service]`.
    RestartSteps,
    /// `RestrictAddressFamilies=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RestrictAddressFamilies,
    /// `RestrictFileSystems=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RestrictFileSystems,
    /// `RestrictNamespaces=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RestrictNamespaces,
    /// `RestrictNetworkInterfaces=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    RestrictNetworkInterfaces,
    /// `RestrictRealtime=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RestrictRealtime,
    /// `RestrictSUIDSGID=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RestrictSUIDSGID,
    /// `ReusePort=` of `[Socket]`.
    ReusePort,
    /// `RootDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootDirectory,
    /// `RootDirectoryStartOnly=` of `[Service]`.
    RootDirectoryStartOnly,
    /// `RootEphemeral=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootEphemeral,
    /// `RootHash=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootHash,
    /// `RootHashSignature=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootHashSignature,
    /// `RootImage=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootImage,
    /// `RootImageOptions=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootImageOptions,
    /// `RootImagePolicy=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootImagePolicy,
    /// `RootMStack=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootMStack,
    /// `RootVerity=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RootVerity,
    /// `RuntimeDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RuntimeDirectory,
    /// `RuntimeDirectoryMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RuntimeDirectoryMode,
    /// `RuntimeDirectoryPreserve=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    RuntimeDirectoryPreserve,
    /// `RuntimeMaxSec=` of `[Service]`, `[Scope]`.
    RuntimeMaxSec,
    /// `RuntimeRandomizedExtraSec=` of `[Service]`, `[Scope]`.
    RuntimeRandomizedExtraSec,
    /// `SELinuxContext=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SELinuxContext,
    /// `SELinuxContextFromNet=` of `[Socket]`.
    SELinuxContextFromNet,
    /// `SecureBits=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SecureBits,
    /// `SendBuffer=` of `[Socket]`.
    SendBuffer,
    /// `SendSIGHUP=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    SendSIGHUP,
    /// `SendSIGKILL=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    SendSIGKILL,
    /// `Service=` of `[Socket]`.
    Service,
    /// `SetCredential=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SetCredential,
    /// `SetCredentialEncrypted=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SetCredentialEncrypted,
    /// `SetLoginEnvironment=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SetLoginEnvironment,
    /// `Slice=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    Slice,
    /// `SloppyOptions=` of `[Mount]`.
    SloppyOptions,
    /// `SmackLabel=` of `[Socket]`.
    SmackLabel,
    /// `SmackLabelIPIn=` of `[Socket]`.
    SmackLabelIPIn,
    /// `SmackLabelIPOut=` of `[Socket]`.
    SmackLabelIPOut,
    /// `SmackProcessLabel=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SmackProcessLabel,
    /// `SocketBindAllow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    SocketBindAllow,
    /// `SocketBindDeny=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    SocketBindDeny,
    /// `SocketGroup=` of `[Socket]`.
    SocketGroup,
    /// `SocketMode=` of `[Socket]`.
    SocketMode,
    /// `SocketProtocol=` of `[Socket]`.
    SocketProtocol,
    /// `SocketUser=` of `[Socket]`.
    SocketUser,
    /// `Sockets=` of `[Service]`.
    Sockets,
    /// `SourcePath=` of `[Unit]`.
    SourcePath,
    /// `StandardError=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StandardError,
    /// `StandardInput=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StandardInput,
    /// `StandardInputData=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StandardInputData,
    /// `StandardInputText=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StandardInputText,
    /// `StandardOutput=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StandardOutput,
    /// `StartLimitAction=` of `[Unit]`, `[Service]`.
    StartLimitAction,
    /// `StartLimitBurst=` of `[Unit]`, `[Service]`.
    StartLimitBurst,
    /// `StartLimitInterval=` of `[Unit]`, `[Service]`.
    StartLimitInterval,
    /// `StartLimitIntervalSec=` of `[Unit]`.
    StartLimitIntervalSec,
    /// `StartupAllowedCPUs=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupAllowedCPUs,
    /// `StartupAllowedMemoryNodes=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupAllowedMemoryNodes,
    /// `StartupBlockIOWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupBlockIOWeight,
    /// `StartupCPUShares=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupCPUShares,
    /// `StartupCPUWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupCPUWeight,
    /// `StartupIOWeight=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupIOWeight,
    /// `StartupMemoryHigh=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupMemoryHigh,
    /// `StartupMemoryLow=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupMemoryLow,
    /// `StartupMemoryMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupMemoryMax,
    /// `StartupMemorySwapMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupMemorySwapMax,
    /// `StartupMemoryZSwapMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    StartupMemoryZSwapMax,
    /// `StateDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StateDirectory,
    /// `StateDirectoryAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StateDirectoryAccounting,
    /// `StateDirectoryMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StateDirectoryMode,
    /// `StateDirectoryQuota=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    StateDirectoryQuota,
    /// `StopPropagatedFrom=` of `[Unit]`.
    StopPropagatedFrom,
    /// `StopWhenUnneeded=` of `[Unit]`.
    StopWhenUnneeded,
    /// `SuccessAction=` of `[Unit]`.
    SuccessAction,
    /// `SuccessActionExitStatus=` of `[Unit]`.
    SuccessActionExitStatus,
    /// `SuccessExitStatus=` of `[Service]`.
    SuccessExitStatus,
    /// `SupplementaryGroups=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SupplementaryGroups,
    /// `SurviveFinalKillSignal=` of `[Unit]`.
    SurviveFinalKillSignal,
    /// `Symlinks=` of `[Socket]`.
    Symlinks,
    /// `SysVStartPriority=` of `[Service]`.
    SysVStartPriority,
    /// `SyslogFacility=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SyslogFacility,
    /// `SyslogIdentifier=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SyslogIdentifier,
    /// `SyslogLevel=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SyslogLevel,
    /// `SyslogLevelPrefix=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SyslogLevelPrefix,
    /// `SystemCallArchitectures=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SystemCallArchitectures,
    /// `SystemCallErrorNumber=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SystemCallErrorNumber,
    /// `SystemCallFilter=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SystemCallFilter,
    /// `SystemCallLog=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    SystemCallLog,
    /// `TCPCongestion=` of `[Socket]`.
    TCPCongestion,
    /// `TTYColumns=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYColumns,
    /// `TTYPath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYPath,
    /// `TTYReset=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYReset,
    /// `TTYRows=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYRows,
    /// `TTYVHangup=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYVHangup,
    /// `TTYVTDisallocate=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TTYVTDisallocate,
    /// `TasksAccounting=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    TasksAccounting,
    /// `TasksMax=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Slice]`, `[Scope]`.
    TasksMax,
    /// `TemporaryFileSystem=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TemporaryFileSystem,
    /// `TimeoutAbortSec=` of `[Service]`.
    TimeoutAbortSec,
    /// `TimeoutCleanSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TimeoutCleanSec,
    /// `TimeoutIdleSec=` of `[Automount]`.
    TimeoutIdleSec,
    /// `TimeoutSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TimeoutSec,
    /// `TimeoutStartFailureMode=` of `[Service]`.
    TimeoutStartFailureMode,
    /// `TimeoutStartSec=` of `[Service]`.
    TimeoutStartSec,
    /// `TimeoutStopFailureMode=` of `[Service]`.
    TimeoutStopFailureMode,
    /// `TimeoutStopSec=` of `[Service]`, `[Scope]`.
    TimeoutStopSec,
    /// `TimerSlackNSec=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    TimerSlackNSec,
    /// `Timestamping=` of `[Socket]`.
    Timestamping,
    /// `Transparent=` of `[Socket]`.
    Transparent,
    /// `TriggerLimitBurst=` of `[Socket]`, `[Path]`.
    TriggerLimitBurst,
    /// `TriggerLimitIntervalSec=` of `[Socket]`, `[Path]`.
    TriggerLimitIntervalSec,
    /// `Type=` of `[Service]`, `[Mount]`.
    Type,
    /// `UMask=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    UMask,
    /// `USBFunctionDescriptors=` of `[Service]`.
    USBFunctionDescriptors,
    /// `USBFunctionStrings=` of `[Service]`.
    USBFunctionStrings,
    /// `Unit=` of `[Timer]`, `[Path]`.
    Unit,
    /// `UnsetEnvironment=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    UnsetEnvironment,
    /// `UpheldBy=` of `[Install]`.
    UpheldBy,
    /// `Upholds=` of `[Unit]`.
    Upholds,
    /// `User=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    User,
    /// `UserNamespacePath=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    UserNamespacePath,
    /// `UtmpIdentifier=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    UtmpIdentifier,
    /// `UtmpMode=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    UtmpMode,
    /// `WakeSystem=` of `[Timer]`.
    WakeSystem,
    /// `WantedBy=` of `[Install]`.
    WantedBy,
    /// `Wants=` of `[Unit]`.
    Wants,
    /// `WantsMountsFor=` of `[Unit]`.
    WantsMountsFor,
    /// `WatchdogSec=` of `[Service]`.
    WatchdogSec,
    /// `WatchdogSignal=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`, `[Scope]`.
    WatchdogSignal,
    /// `What=` of `[Mount]`, `[Swap]`.
    What,
    /// `Where=` of `[Mount]`, `[Automount]`.
    Where,
    /// `WorkingDirectory=` of `[Service]`, `[Socket]`, `[Mount]`, `[Swap]`.
    WorkingDirectory,
    /// `Writable=` of `[Socket]`.
    Writable,
}

use Name as N;

/// All names, concatenated in the order of [`Name`].
pub(super) static NAMES: NameTable = NameTable::new(concat!(
    "Accept",
    "AcceptFileDescriptors",
    "AccuracySec",
    "After",
    "Alias",
    "AllowIsolate",
    "AllowedCPUs",
    "AllowedMemoryNodes",
    "Also",
    "AmbientCapabilities",
    "AppArmorProfile",
    "AssertACPower",
    "AssertArchitecture",
    "AssertCPUFeature",
    "AssertCPUPressure",
    "AssertCPUs",
    "AssertCapability",
    "AssertControlGroupController",
    "AssertCredential",
    "AssertDirectoryNotEmpty",
    "AssertEnvironment",
    "AssertFileIsExecutable",
    "AssertFileNotEmpty",
    "AssertFirstBoot",
    "AssertGroup",
    "AssertHost",
    "AssertIOPressure",
    "AssertKernelCommandLine",
    "AssertKernelModuleLoaded",
    "AssertKernelVersion",
    "AssertMemory",
    "AssertMemoryPressure",
    "AssertNeedsUpdate",
    "AssertOSRelease",
    "AssertPathExists",
    "AssertPathExistsGlob",
    "AssertPathIsDirectory",
    "AssertPathIsEncrypted",
    "AssertPathIsMountPoint",
    "AssertPathIsReadWrite",
    "AssertPathIsSocket",
    "AssertPathIsSymbolicLink",
    "AssertSecurity",
    "AssertUser",
    "AssertVersion",
    "AssertVirtualization",
    "BPFDelegateAttachments",
    "BPFDelegateCommands",
    "BPFDelegateMaps",
    "BPFDelegatePrograms",
    "BPFProgram",
    "Backlog",
    "Before",
    "BindIPv6Only",
    "BindLogSockets",
    "BindNetworkInterface",
    "BindPaths",
    "BindReadOnlyPaths",
    "BindTo",
    "BindToDevice",
    "BindsTo",
    "BlockIOAccounting",
    "BlockIODeviceWeight",
    "BlockIOReadBandwidth",
    "BlockIOWeight",
    "BlockIOWriteBandwidth",
    "Broadcast",
    "BusName",
    "BusPolicy",
    "CPUAccounting",
    "CPUAffinity",
    "CPUQuota",
    "CPUQuotaPeriodSec",
    "CPUSchedulingPolicy",
    "CPUSchedulingPriority",
    "CPUSchedulingResetOnFork",
    "CPUShares",
    "CPUWeight",
    "CacheDirectory",
    "CacheDirectoryAccounting",
    "CacheDirectoryMode",
    "CacheDirectoryQuota",
    "Capabilities",
    "CapabilityBoundingSet",
    "CollectMode",
    "ConcurrencyHardMax",
    "ConcurrencySoftMax",
    "ConditionACPower",
    "ConditionArchitecture",
    "ConditionCPUFeature",
    "ConditionCPUPressure",
    "ConditionCPUs",
    "ConditionCapability",
    "ConditionControlGroupController",
    "ConditionCredential",
    "ConditionDirectoryNotEmpty",
    "ConditionEnvironment",
    "ConditionFileIsExecutable",
    "ConditionFileNotEmpty",
    "ConditionFirmware",
    "ConditionFirstBoot",
    "ConditionGroup",
    "ConditionHost",
    "ConditionIOPressure",
    "ConditionKernelCommandLine",
    "ConditionKernelModuleLoaded",
    "ConditionKernelVersion",
    "ConditionMemory",
    "ConditionMemoryPressure",
    "ConditionNeedsUpdate",
    "ConditionOSRelease",
    "ConditionPathExists",
    "ConditionPathExistsGlob",
    "ConditionPathIsDirectory",
    "ConditionPathIsEncrypted",
    "ConditionPathIsMountPoint",
    "ConditionPathIsReadWrite",
    "ConditionPathIsSocket",
    "ConditionPathIsSymbolicLink",
    "ConditionSecurity",
    "ConditionUser",
    "ConditionVersion",
    "ConditionVirtualization",
    "ConfigurationDirectory",
    "ConfigurationDirectoryMode",
    "Conflicts",
    "CoredumpFilter",
    "CoredumpReceive",
    "DefaultDependencies",
    "DefaultInstance",
    "DefaultMemoryLow",
    "DefaultMemoryMin",
    "DefaultStartupMemoryLow",
    "DeferAcceptSec",
    "DeferReactivation",
    "DeferTrigger",
    "DeferTriggerMaxSec",
    "Delegate",
    "DelegateNamespaces",
    "DelegateSubgroup",
    "Description",
    "DeviceAllow",
    "DevicePolicy",
    "DirectoryMode",
    "DirectoryNotEmpty",
    "DisableControllers",
    "Documentation",
    "DynamicUser",
    "Environment",
    "EnvironmentFile",
    "ExecCondition",
    "ExecPaths",
    "ExecReload",
    "ExecReloadPost",
    "ExecSearchPath",
    "ExecStart",
    "ExecStartPost",
    "ExecStartPre",
    "ExecStop",
    "ExecStopPost",
    "ExecStopPre",
    "ExitType",
    "ExtensionDirectories",
    "ExtensionImagePolicy",
    "ExtensionImages",
    "ExtraOptions",
    "FailureAction",
    "FailureActionExitStatus",
    "FileDescriptorName",
    "FileDescriptorStoreMax",
    "FileDescriptorStorePreserve",
    "FinalKillSignal",
    "FixedRandomDelay",
    "FlushPending",
    "ForceUnmount",
    "FreeBind",
    "Group",
    "GuessMainPID",
    "IOAccounting",
    "IODeviceLatencyTargetSec",
    "IODeviceWeight",
    "IOReadBandwidthMax",
    "IOReadIOPSMax",
    "IOSchedulingClass",
    "IOSchedulingPriority",
    "IOWeight",
    "IOWriteBandwidthMax",
    "IOWriteIOPSMax",
    "IPAccounting",
    "IPAddressAllow",
    "IPAddressDeny",
    "IPCNamespacePath",
    "IPEgressFilterPath",
    "IPIngressFilterPath",
    "IPTOS",
    "IPTTL",
    "IgnoreOnIsolate",
    "IgnoreOnSnapshot",
    "IgnoreSIGPIPE",
    "ImportCredential",
    "InaccessibleDirectories",
    "InaccessiblePaths",
    "JobRunningTimeoutSec",
    "JobTimeoutAction",
    "JobTimeoutRebootArgument",
    "JobTimeoutSec",
    "JoinsNamespaceOf",
    "KeepAlive",
    "KeepAliveIntervalSec",
    "KeepAliveProbes",
    "KeepAliveTimeSec",
    "KeyringMode",
    "KillMode",
    "KillSignal",
    "LazyUnmount",
    "LimitAS",
    "LimitCORE",
    "LimitCPU",
    "LimitDATA",
    "LimitFSIZE",
    "LimitLOCKS",
    "LimitMEMLOCK",
    "LimitMSGQUEUE",
    "LimitNICE",
    "LimitNOFILE",
    "LimitNPROC",
    "LimitRSS",
    "LimitRTPRIO",
    "LimitRTTIME",
    "LimitSIGPENDING",
    "LimitSTACK",
    "ListenDatagram",
    "ListenFIFO",
    "ListenMessageQueue",
    "ListenNetlink",
    "ListenSequentialPacket",
    "ListenSpecial",
    "ListenStream",
    "ListenUSBFunction",
    "LoadCredential",
    "LoadCredentialEncrypted",
    "LockPersonality",
    "LogExtraFields",
    "LogFilterPatterns",
    "LogLevelMax",
    "LogNamespace",
    "LogRateLimitBurst",
    "LogRateLimitIntervalSec",
    "LogsDirectory",
    "LogsDirectoryAccounting",
    "LogsDirectoryMode",
    "LogsDirectoryQuota",
    "MakeDirectory",
    "ManagedOOMMemoryPressure",
    "ManagedOOMMemoryPressureDurationSec",
    "ManagedOOMMemoryPressureLimit",
    "ManagedOOMPreference",
    "ManagedOOMSwap",
    "Mark",
    "MaxConnections",
    "MaxConnectionsPerSource",
    "MemoryAccounting",
    "MemoryDenyWriteExecute",
    "MemoryHigh",
    "MemoryKSM",
    "MemoryLimit",
    "MemoryLow",
    "MemoryMax",
    "MemoryMin",
    "MemoryPressureThresholdSec",
    "MemoryPressureWatch",
    "MemorySwapMax",
    "MemoryTHP",
    "MemoryZSwapMax",
    "MemoryZSwapWriteback",
    "MessageQueueMaxMessages",
    "MessageQueueMessageSize",
    "MountAPIVFS",
    "MountFlags",
    "MountImagePolicy",
    "MountImages",
    "NFTSet",
    "NUMAMask",
    "NUMAPolicy",
    "NetClass",
    "NetworkNamespacePath",
    "Nice",
    "NoDelay",
    "NoExecPaths",
    "NoNewPrivileges",
    "NonBlocking",
    "NotifyAccess",
    "OOMPolicy",
    "OOMScoreAdjust",
    "OnActiveSec",
    "OnBootSec",
    "OnCalendar",
    "OnClockChange",
    "OnFailure",
    "OnFailureIsolate",
    "OnFailureJobMode",
    "OnStartupSec",
    "OnSuccess",
    "OnSuccessJobMode",
    "OnTimezoneChange",
    "OnUnitActiveSec",
    "OnUnitInactiveSec",
    "OpenFile",
    "Options",
    "PAMName",
    "PIDFile",
    "PartOf",
    "PassCredentials",
    "PassEnvironment",
    "PassFileDescriptorsToExec",
    "PassPIDFD",
    "PassPacketInfo",
    "PassSecurity",
    "PathChanged",
    "PathExists",
    "PathExistsGlob",
    "PathModified",
    "PermissionsStartOnly",
    "Persistent",
    "Personality",
    "PipeSize",
    "PollLimitBurst",
    "PollLimitIntervalSec",
    "Priority",
    "PrivateBPF",
    "PrivateDevices",
    "PrivateIPC",
    "PrivateMounts",
    "PrivateNetwork",
    "PrivatePIDs",
    "PrivateTmp",
    "PrivateUsers",
    "ProcSubset",
    "PropagateReloadFrom",
    "PropagateReloadTo",
    "PropagatesReloadTo",
    "PropagatesStopTo",
    "ProtectClock",
    "ProtectControlGroups",
    "ProtectHome",
    "ProtectHostname",
    "ProtectKernelLogs",
    "ProtectKernelModules",
    "ProtectKernelTunables",
    "ProtectProc",
    "ProtectSystem",
    "RandomizedDelaySec",
    "RandomizedOffsetSec",
    "ReadOnlyDirectories",
    "ReadOnlyPaths",
    "ReadWriteDirectories",
    "ReadWriteOnly",
    "ReadWritePaths",
    "RebootArgument",
    "ReceiveBuffer",
    "RefreshOnReload",
    "RefuseManualStart",
    "RefuseManualStop",
    "ReloadPropagatedFrom",
    "ReloadSignal",
    "RemainAfterElapse",
    "RemainAfterExit",
    "RemoveIPC",
    "RemoveOnStop",
    "RequiredBy",
    "Requires",
    "RequiresMountsFor",
    "RequiresOverridable",
    "Requisite",
    "RequisiteOverridable",
    "Restart",
    "RestartForceExitStatus",
    "RestartKillSignal",
    "RestartMaxDelaySec",
    "RestartMode",
    "RestartPreventExitStatus",
    "RestartSec",
    "RestartSteps",
    "RestrictAddressFamilies",
    "RestrictFileSystems",
    "RestrictNamespaces",
    "RestrictNetworkInterfaces",
    "RestrictRealtime",
    "RestrictSUIDSGID",
    "ReusePort",
    "RootDirectory",
    "RootDirectoryStartOnly",
    "RootEphemeral",
    "RootHash",
    "RootHashSignature",
    "RootImage",
    "RootImageOptions",
    "RootImagePolicy",
    "RootMStack",
    "RootVerity",
    "RuntimeDirectory",
    "RuntimeDirectoryMode",
    "RuntimeDirectoryPreserve",
    "RuntimeMaxSec",
    "RuntimeRandomizedExtraSec",
    "SELinuxContext",
    "SELinuxContextFromNet",
    "SecureBits",
    "SendBuffer",
    "SendSIGHUP",
    "SendSIGKILL",
    "Service",
    "SetCredential",
    "SetCredentialEncrypted",
    "SetLoginEnvironment",
    "Slice",
    "SloppyOptions",
    "SmackLabel",
    "SmackLabelIPIn",
    "SmackLabelIPOut",
    "SmackProcessLabel",
    "SocketBindAllow",
    "SocketBindDeny",
    "SocketGroup",
    "SocketMode",
    "SocketProtocol",
    "SocketUser",
    "Sockets",
    "SourcePath",
    "StandardError",
    "StandardInput",
    "StandardInputData",
    "StandardInputText",
    "StandardOutput",
    "StartLimitAction",
    "StartLimitBurst",
    "StartLimitInterval",
    "StartLimitIntervalSec",
    "StartupAllowedCPUs",
    "StartupAllowedMemoryNodes",
    "StartupBlockIOWeight",
    "StartupCPUShares",
    "StartupCPUWeight",
    "StartupIOWeight",
    "StartupMemoryHigh",
    "StartupMemoryLow",
    "StartupMemoryMax",
    "StartupMemorySwapMax",
    "StartupMemoryZSwapMax",
    "StateDirectory",
    "StateDirectoryAccounting",
    "StateDirectoryMode",
    "StateDirectoryQuota",
    "StopPropagatedFrom",
    "StopWhenUnneeded",
    "SuccessAction",
    "SuccessActionExitStatus",
    "SuccessExitStatus",
    "SupplementaryGroups",
    "SurviveFinalKillSignal",
    "Symlinks",
    "SysVStartPriority",
    "SyslogFacility",
    "SyslogIdentifier",
    "SyslogLevel",
    "SyslogLevelPrefix",
    "SystemCallArchitectures",
    "SystemCallErrorNumber",
    "SystemCallFilter",
    "SystemCallLog",
    "TCPCongestion",
    "TTYColumns",
    "TTYPath",
    "TTYReset",
    "TTYRows",
    "TTYVHangup",
    "TTYVTDisallocate",
    "TasksAccounting",
    "TasksMax",
    "TemporaryFileSystem",
    "TimeoutAbortSec",
    "TimeoutCleanSec",
    "TimeoutIdleSec",
    "TimeoutSec",
    "TimeoutStartFailureMode",
    "TimeoutStartSec",
    "TimeoutStopFailureMode",
    "TimeoutStopSec",
    "TimerSlackNSec",
    "Timestamping",
    "Transparent",
    "TriggerLimitBurst",
    "TriggerLimitIntervalSec",
    "Type",
    "UMask",
    "USBFunctionDescriptors",
    "USBFunctionStrings",
    "Unit",
    "UnsetEnvironment",
    "UpheldBy",
    "Upholds",
    "User",
    "UserNamespacePath",
    "UtmpIdentifier",
    "UtmpMode",
    "WakeSystem",
    "WantedBy",
    "Wants",
    "WantsMountsFor",
    "WatchdogSec",
    "WatchdogSignal",
    "What",
    "Where",
    "WorkingDirectory",
    "Writable",
), &[0, 6, 27, 38, 43, 48, 60, 71, 89, 93, 112, 127, 140, 158, 174, 191, 201, 217, 245, 261, 284, 301, 323, 341, 356, 367, 377, 393, 416, 440, 459, 471, 491, 508, 523, 539, 559, 580, 601, 623, 644, 662, 686, 700, 710, 723, 743, 765, 784, 799, 818, 828, 835, 841, 853, 867, 887, 896, 913, 919, 931, 938, 955, 974, 994, 1007, 1028, 1037, 1044, 1053, 1066, 1077, 1085, 1102, 1121, 1142, 1166, 1175, 1184, 1198, 1222, 1240, 1259, 1271, 1292, 1303, 1321, 1339, 1355, 1376, 1395, 1415, 1428, 1447, 1478, 1497, 1523, 1543, 1568, 1589, 1606, 1624, 1638, 1651, 1670, 1696, 1723, 1745, 1760, 1783, 1803, 1821, 1840, 1863, 1887, 1911, 1936, 1960, 1981, 2008, 2025, 2038, 2054, 2077, 2099, 2125, 2134, 2148, 2163, 2182, 2197, 2213, 2229, 2252, 2266, 2283, 2295, 2313, 2321, 2339, 2355, 2366, 2377, 2389, 2402, 2419, 2437, 2450, 2461, 2472, 2487, 2500, 2509, 2519, 2533, 2547, 2556, 2569, 2581, 2589, 2601, 2612, 2620, 2640, 2660, 2675, 2687, 2700, 2723, 2741, 2763, 2790, 2805, 2821, 2833, 2845, 2853, 2858, 2870, 2882, 2906, 2920, 2938, 2951, 2968, 2988, 2996, 3015, 3029, 3041, 3055, 3068, 3084, 3102, 3121, 3126, 3131, 3146, 3162, 3175, 3191, 3214, 3231, 3251, 3267, 3291, 3304, 3320, 3329, 3349, 3364, 3380, 3391, 3399, 3409, 3420, 3427, 3436, 3444, 3453, 3463, 3473, 3485, 3498, 3507, 3518, 3528, 3536, 3547, 3558, 3573, 3583, 3597, 3607, 3625, 3638, 3660, 3673, 3685, 3702, 3716, 3739, 3754, 3768, 3785, 3796, 3808, 3825, 3848, 3861, 3884, 3901, 3919, 3932, 3956, 3991, 4020, 4040, 4054, 4058, 4072, 4095, 4111, 4133, 4143, 4152, 4163, 4172, 4181, 4190, 4216, 4235, 4248, 4257, 4271, 4291, 4314, 4337, 4348, 4358, 4374, 4385, 4391, 4399, 4409, 4417, 4437, 4441, 4448, 4459, 4474, 4485, 4497, 4506, 4520, 4531, 4540, 4550, 4563, 4572, 4588, 4604, 4616, 4625, 4641, 4657, 4672, 4689, 4697, 4704, 4711, 4718, 4724, 4739, 4754, 4779, 4788, 4802, 4814, 4825, 4835, 4849, 4861, 4881, 4891, 4902, 4910, 4924, 4944, 4952, 4962, 4976, 4986, 4999, 5013, 5024, 5034, 5046, 5056, 5075, 5092, 5110, 5126, 5138, 5158, 5169, 5184, 5201, 5221, 5242, 5253, 5266, 5284, 5303, 5322, 5335, 5355, 5368, 5382, 5396, 5409, 5424, 5441, 5457, 5477, 5489, 5506, 5521, 5530, 5542, 5552, 5560, 5577, 5596, 5605, 5625, 5632, 5654, 5671, 5689, 5700, 5724, 5734, 5746, 5769, 5788, 5806, 5831, 5847, 5863, 5872, 5885, 5907, 5920, 5928, 5945, 5954, 5970, 5985, 5995, 6005, 6021, 6041, 6065, 6078, 6103, 6117, 6138, 6148, 6158, 6168, 6179, 6186, 6199, 6221, 6240, 6245, 6258, 6268, 6282, 6297, 6314, 6329, 6343, 6354, 6364, 6378, 6388, 6395, 6405, 6418, 6431, 6448, 6465, 6479, 6495, 6510, 6528, 6549, 6567, 6592, 6612, 6628, 6644, 6659, 6676, 6692, 6708, 6728, 6749, 6763, 6787, 6805, 6824, 6842, 6858, 6871, 6894, 6911, 6930, 6952, 6960, 6977, 6991, 7007, 7018, 7035, 7058, 7079, 7095, 7108, 7121, 7131, 7138, 7146, 7153, 7163, 7179, 7194, 7202, 7221, 7236, 7251, 7265, 7275, 7298, 7313, 7335, 7349, 7363, 7375, 7386, 7403, 7426, 7430, 7435, 7457, 7475, 7479, 7495, 7503, 7510, 7514, 7531, 7545, 7553, 7563, 7571, 7576, 7590, 7601, 7615, 7619, 7624, 7640, 7648]);

pub(super) static ALL: [Name; 515] = [
    N::Accept,
    N::AcceptFileDescriptors,
    N::AccuracySec,
    N::After,
    N::Alias,
    N::AllowIsolate,
    N::AllowedCPUs,
    N::AllowedMemoryNodes,
    N::Also,
    N::AmbientCapabilities,
    N::AppArmorProfile,
    N::AssertACPower,
    N::AssertArchitecture,
    N::AssertCPUFeature,
    N::AssertCPUPressure,
    N::AssertCPUs,
    N::AssertCapability,
    N::AssertControlGroupController,
    N::AssertCredential,
    N::AssertDirectoryNotEmpty,
    N::AssertEnvironment,
    N::AssertFileIsExecutable,
    N::AssertFileNotEmpty,
    N::AssertFirstBoot,
    N::AssertGroup,
    N::AssertHost,
    N::AssertIOPressure,
    N::AssertKernelCommandLine,
    N::AssertKernelModuleLoaded,
    N::AssertKernelVersion,
    N::AssertMemory,
    N::AssertMemoryPressure,
    N::AssertNeedsUpdate,
    N::AssertOSRelease,
    N::AssertPathExists,
    N::AssertPathExistsGlob,
    N::AssertPathIsDirectory,
    N::AssertPathIsEncrypted,
    N::AssertPathIsMountPoint,
    N::AssertPathIsReadWrite,
    N::AssertPathIsSocket,
    N::AssertPathIsSymbolicLink,
    N::AssertSecurity,
    N::AssertUser,
    N::AssertVersion,
    N::AssertVirtualization,
    N::BPFDelegateAttachments,
    N::BPFDelegateCommands,
    N::BPFDelegateMaps,
    N::BPFDelegatePrograms,
    N::BPFProgram,
    N::Backlog,
    N::Before,
    N::BindIPv6Only,
    N::BindLogSockets,
    N::BindNetworkInterface,
    N::BindPaths,
    N::BindReadOnlyPaths,
    N::BindTo,
    N::BindToDevice,
    N::BindsTo,
    N::BlockIOAccounting,
    N::BlockIODeviceWeight,
    N::BlockIOReadBandwidth,
    N::BlockIOWeight,
    N::BlockIOWriteBandwidth,
    N::Broadcast,
    N::BusName,
    N::BusPolicy,
    N::CPUAccounting,
    N::CPUAffinity,
    N::CPUQuota,
    N::CPUQuotaPeriodSec,
    N::CPUSchedulingPolicy,
    N::CPUSchedulingPriority,
    N::CPUSchedulingResetOnFork,
    N::CPUShares,
    N::CPUWeight,
    N::CacheDirectory,
    N::CacheDirectoryAccounting,
    N::CacheDirectoryMode,
    N::CacheDirectoryQuota,
    N::Capabilities,
    N::CapabilityBoundingSet,
    N::CollectMode,
    N::ConcurrencyHardMax,
    N::ConcurrencySoftMax,
    N::ConditionACPower,
    N::ConditionArchitecture,
    N::ConditionCPUFeature,
    N::ConditionCPUPressure,
    N::ConditionCPUs,
    N::ConditionCapability,
    N::ConditionControlGroupController,
    N::ConditionCredential,
    N::ConditionDirectoryNotEmpty,
    N::ConditionEnvironment,
    N::ConditionFileIsExecutable,
    N::ConditionFileNotEmpty,
    N::ConditionFirmware,
    N::ConditionFirstBoot,
    N::ConditionGroup,
    N::ConditionHost,
    N::ConditionIOPressure,
    N::ConditionKernelCommandLine,
    N::ConditionKernelModuleLoaded,
    N::ConditionKernelVersion,
    N::ConditionMemory,
    N::ConditionMemoryPressure,
    N::ConditionNeedsUpdate,
    N::ConditionOSRelease,
    N::ConditionPathExists,
    N::ConditionPathExistsGlob,
    N::ConditionPathIsDirectory,
    N::ConditionPathIsEncrypted,
    N::ConditionPathIsMountPoint,
    N::ConditionPathIsReadWrite,
    N::ConditionPathIsSocket,
    N::ConditionPathIsSymbolicLink,
    N::ConditionSecurity,
    N::ConditionUser,
    N::ConditionVersion,
    N::ConditionVirtualization,
    N::ConfigurationDirectory,
    N::ConfigurationDirectoryMode,
    N::Conflicts,
    N::CoredumpFilter,
    N::CoredumpReceive,
    N::DefaultDependencies,
    N::DefaultInstance,
    N::DefaultMemoryLow,
    N::DefaultMemoryMin,
    N::DefaultStartupMemoryLow,
    N::DeferAcceptSec,
    N::DeferReactivation,
    N::DeferTrigger,
    N::DeferTriggerMaxSec,
    N::Delegate,
    N::DelegateNamespaces,
    N::DelegateSubgroup,
    N::Description,
    N::DeviceAllow,
    N::DevicePolicy,
    N::DirectoryMode,
    N::DirectoryNotEmpty,
    N::DisableControllers,
    N::Documentation,
    N::DynamicUser,
    N::Environment,
    N::EnvironmentFile,
    N::ExecCondition,
    N::ExecPaths,
    N::ExecReload,
    N::ExecReloadPost,
    N::ExecSearchPath,
    N::ExecStart,
    N::ExecStartPost,
    N::ExecStartPre,
    N::ExecStop,
    N::ExecStopPost,
    N::ExecStopPre,
    N::ExitType,
    N::ExtensionDirectories,
    N::ExtensionImagePolicy,
    N::ExtensionImages,
    N::ExtraOptions,
    N::FailureAction,
    N::FailureActionExitStatus,
    N::FileDescriptorName,
    N::FileDescriptorStoreMax,
    N::FileDescriptorStorePreserve,
    N::FinalKillSignal,
    N::FixedRandomDelay,
    N::FlushPending,
    N::ForceUnmount,
    N::FreeBind,
    N::Group,
    N::GuessMainPID,
    N::IOAccounting,
    N::IODeviceLatencyTargetSec,
    N::IODeviceWeight,
    N::IOReadBandwidthMax,
    N::IOReadIOPSMax,
    N::IOSchedulingClass,
    N::IOSchedulingPriority,
    N::IOWeight,
    N::IOWriteBandwidthMax,
    N::IOWriteIOPSMax,
    N::IPAccounting,
    N::IPAddressAllow,
    N::IPAddressDeny,
    N::IPCNamespacePath,
    N::IPEgressFilterPath,
    N::IPIngressFilterPath,
    N::IPTOS,
    N::IPTTL,
    N::IgnoreOnIsolate,
    N::IgnoreOnSnapshot,
    N::IgnoreSIGPIPE,
    N::ImportCredential,
    N::InaccessibleDirectories,
    N::InaccessiblePaths,
    N::JobRunningTimeoutSec,
    N::JobTimeoutAction,
    N::JobTimeoutRebootArgument,
    N::JobTimeoutSec,
    N::JoinsNamespaceOf,
    N::KeepAlive,
    N::KeepAliveIntervalSec,
    N::KeepAliveProbes,
    N::KeepAliveTimeSec,
    N::KeyringMode,
    N::KillMode,
    N::KillSignal,
    N::LazyUnmount,
    N::LimitAS,
    N::LimitCORE,
    N::LimitCPU,
    N::LimitDATA,
    N::LimitFSIZE,
    N::LimitLOCKS,
    N::LimitMEMLOCK,
    N::LimitMSGQUEUE,
    N::LimitNICE,
    N::LimitNOFILE,
    N::LimitNPROC,
    N::LimitRSS,
    N::LimitRTPRIO,
    N::LimitRTTIME,
    N::LimitSIGPENDING,
    N::LimitSTACK,
    N::ListenDatagram,
    N::ListenFIFO,
    N::ListenMessageQueue,
    N::ListenNetlink,
    N::ListenSequentialPacket,
    N::ListenSpecial,
    N::ListenStream,
    N::ListenUSBFunction,
    N::LoadCredential,
    N::LoadCredentialEncrypted,
    N::LockPersonality,
    N::LogExtraFields,
    N::LogFilterPatterns,
    N::LogLevelMax,
    N::LogNamespace,
    N::LogRateLimitBurst,
    N::LogRateLimitIntervalSec,
    N::LogsDirectory,
    N::LogsDirectoryAccounting,
    N::LogsDirectoryMode,
    N::LogsDirectoryQuota,
    N::MakeDirectory,
    N::ManagedOOMMemoryPressure,
    N::ManagedOOMMemoryPressureDurationSec,
    N::ManagedOOMMemoryPressureLimit,
    N::ManagedOOMPreference,
    N::ManagedOOMSwap,
    N::Mark,
    N::MaxConnections,
    N::MaxConnectionsPerSource,
    N::MemoryAccounting,
    N::MemoryDenyWriteExecute,
    N::MemoryHigh,
    N::MemoryKSM,
    N::MemoryLimit,
    N::MemoryLow,
    N::MemoryMax,
    N::MemoryMin,
    N::MemoryPressureThresholdSec,
    N::MemoryPressureWatch,
    N::MemorySwapMax,
    N::MemoryTHP,
    N::MemoryZSwapMax,
    N::MemoryZSwapWriteback,
    N::MessageQueueMaxMessages,
    N::MessageQueueMessageSize,
    N::MountAPIVFS,
    N::MountFlags,
    N::MountImagePolicy,
    N::MountImages,
    N::NFTSet,
    N::NUMAMask,
    N::NUMAPolicy,
    N::NetClass,
    N::NetworkNamespacePath,
    N::Nice,
    N::NoDelay,
    N::NoExecPaths,
    N::NoNewPrivileges,
    N::NonBlocking,
    N::NotifyAccess,
    N::OOMPolicy,
    N::OOMScoreAdjust,
    N::OnActiveSec,
    N::OnBootSec,
    N::OnCalendar,
    N::OnClockChange,
    N::OnFailure,
    N::OnFailureIsolate,
    N::OnFailureJobMode,
    N::OnStartupSec,
    N::OnSuccess,
    N::OnSuccessJobMode,
    N::OnTimezoneChange,
    N::OnUnitActiveSec,
    N::OnUnitInactiveSec,
    N::OpenFile,
    N::Options,
    N::PAMName,
    N::PIDFile,
    N::PartOf,
    N::PassCredentials,
    N::PassEnvironment,
    N::PassFileDescriptorsToExec,
    N::PassPIDFD,
    N::PassPacketInfo,
    N::PassSecurity,
    N::PathChanged,
    N::PathExists,
    N::PathExistsGlob,
    N::PathModified,
    N::PermissionsStartOnly,
    N::Persistent,
    N::Personality,
    N::PipeSize,
    N::PollLimitBurst,
    N::PollLimitIntervalSec,
    N::Priority,
    N::PrivateBPF,
    N::PrivateDevices,
    N::PrivateIPC,
    N::PrivateMounts,
    N::PrivateNetwork,
    N::PrivatePIDs,
    N::PrivateTmp,
    N::PrivateUsers,
    N::ProcSubset,
    N::PropagateReloadFrom,
    N::PropagateReloadTo,
    N::PropagatesReloadTo,
    N::PropagatesStopTo,
    N::ProtectClock,
    N::ProtectControlGroups,
    N::ProtectHome,
    N::ProtectHostname,
    N::ProtectKernelLogs,
    N::ProtectKernelModules,
    N::ProtectKernelTunables,
    N::ProtectProc,
    N::ProtectSystem,
    N::RandomizedDelaySec,
    N::RandomizedOffsetSec,
    N::ReadOnlyDirectories,
    N::ReadOnlyPaths,
    N::ReadWriteDirectories,
    N::ReadWriteOnly,
    N::ReadWritePaths,
    N::RebootArgument,
    N::ReceiveBuffer,
    N::RefreshOnReload,
    N::RefuseManualStart,
    N::RefuseManualStop,
    N::ReloadPropagatedFrom,
    N::ReloadSignal,
    N::RemainAfterElapse,
    N::RemainAfterExit,
    N::RemoveIPC,
    N::RemoveOnStop,
    N::RequiredBy,
    N::Requires,
    N::RequiresMountsFor,
    N::RequiresOverridable,
    N::Requisite,
    N::RequisiteOverridable,
    N::Restart,
    N::RestartForceExitStatus,
    N::RestartKillSignal,
    N::RestartMaxDelaySec,
    N::RestartMode,
    N::RestartPreventExitStatus,
    N::RestartSec,
    N::RestartSteps,
    N::RestrictAddressFamilies,
    N::RestrictFileSystems,
    N::RestrictNamespaces,
    N::RestrictNetworkInterfaces,
    N::RestrictRealtime,
    N::RestrictSUIDSGID,
    N::ReusePort,
    N::RootDirectory,
    N::RootDirectoryStartOnly,
    N::RootEphemeral,
    N::RootHash,
    N::RootHashSignature,
    N::RootImage,
    N::RootImageOptions,
    N::RootImagePolicy,
    N::RootMStack,
    N::RootVerity,
    N::RuntimeDirectory,
    N::RuntimeDirectoryMode,
    N::RuntimeDirectoryPreserve,
    N::RuntimeMaxSec,
    N::RuntimeRandomizedExtraSec,
    N::SELinuxContext,
    N::SELinuxContextFromNet,
    N::SecureBits,
    N::SendBuffer,
    N::SendSIGHUP,
    N::SendSIGKILL,
    N::Service,
    N::SetCredential,
    N::SetCredentialEncrypted,
    N::SetLoginEnvironment,
    N::Slice,
    N::SloppyOptions,
    N::SmackLabel,
    N::SmackLabelIPIn,
    N::SmackLabelIPOut,
    N::SmackProcessLabel,
    N::SocketBindAllow,
    N::SocketBindDeny,
    N::SocketGroup,
    N::SocketMode,
    N::SocketProtocol,
    N::SocketUser,
    N::Sockets,
    N::SourcePath,
    N::StandardError,
    N::StandardInput,
    N::StandardInputData,
    N::StandardInputText,
    N::StandardOutput,
    N::StartLimitAction,
    N::StartLimitBurst,
    N::StartLimitInterval,
    N::StartLimitIntervalSec,
    N::StartupAllowedCPUs,
    N::StartupAllowedMemoryNodes,
    N::StartupBlockIOWeight,
    N::StartupCPUShares,
    N::StartupCPUWeight,
    N::StartupIOWeight,
    N::StartupMemoryHigh,
    N::StartupMemoryLow,
    N::StartupMemoryMax,
    N::StartupMemorySwapMax,
    N::StartupMemoryZSwapMax,
    N::StateDirectory,
    N::StateDirectoryAccounting,
    N::StateDirectoryMode,
    N::StateDirectoryQuota,
    N::StopPropagatedFrom,
    N::StopWhenUnneeded,
    N::SuccessAction,
    N::SuccessActionExitStatus,
    N::SuccessExitStatus,
    N::SupplementaryGroups,
    N::SurviveFinalKillSignal,
    N::Symlinks,
    N::SysVStartPriority,
    N::SyslogFacility,
    N::SyslogIdentifier,
    N::SyslogLevel,
    N::SyslogLevelPrefix,
    N::SystemCallArchitectures,
    N::SystemCallErrorNumber,
    N::SystemCallFilter,
    N::SystemCallLog,
    N::TCPCongestion,
    N::TTYColumns,
    N::TTYPath,
    N::TTYReset,
    N::TTYRows,
    N::TTYVHangup,
    N::TTYVTDisallocate,
    N::TasksAccounting,
    N::TasksMax,
    N::TemporaryFileSystem,
    N::TimeoutAbortSec,
    N::TimeoutCleanSec,
    N::TimeoutIdleSec,
    N::TimeoutSec,
    N::TimeoutStartFailureMode,
    N::TimeoutStartSec,
    N::TimeoutStopFailureMode,
    N::TimeoutStopSec,
    N::TimerSlackNSec,
    N::Timestamping,
    N::Transparent,
    N::TriggerLimitBurst,
    N::TriggerLimitIntervalSec,
    N::Type,
    N::UMask,
    N::USBFunctionDescriptors,
    N::USBFunctionStrings,
    N::Unit,
    N::UnsetEnvironment,
    N::UpheldBy,
    N::Upholds,
    N::User,
    N::UserNamespacePath,
    N::UtmpIdentifier,
    N::UtmpMode,
    N::WakeSystem,
    N::WantedBy,
    N::Wants,
    N::WantsMountsFor,
    N::WatchdogSec,
    N::WatchdogSignal,
    N::What,
    N::Where,
    N::WorkingDirectory,
    N::Writable,
];

/// Returns the only name that `name` can be, if it is one of the table. The caller must compare them.
pub(super) fn guess(name: &[u8]) -> Option<Name> {
    Some(match name.len() {
        4 => { let n = name.first_chunk::<4>()?; match n[1] { b'a' => N::Mark, b'h' => N::What, b'i' => N::Nice, b'l' => N::Also, b'n' => N::Unit, b's' => N::User, b'y' => N::Type, _ => return None } }
        5 => { let n = name.first_chunk::<5>()?; match n[3] { b'O' => N::IPTOS, b'T' => N::IPTTL, b'a' => N::Alias, b'c' => N::Slice, b'e' => N::After, b'r' => N::Where, b's' => N::UMask, b't' => N::Wants, b'u' => N::Group, _ => return None } }
        6 => { let n = name.first_chunk::<6>()?; match n[1] { b'F' => N::NFTSet, b'a' => N::PartOf, b'c' => N::Accept, b'e' => N::Before, b'i' => N::BindTo, _ => return None } }
        7 => { let n = name.first_chunk::<7>()?; match n[5] { b'A' => N::LimitAS, b'T' => N::BindsTo, b'a' => N::NoDelay, b'c' => N::Service, b'd' => N::Upholds, b'l' => N::PIDFile, b'm' => match n[0] { b'B' => N::BusName, b'P' => N::PAMName, _ => return None }, b'n' => N::Options, b'o' => N::Backlog, b'r' => N::Restart, b't' => match n[0] { b'S' => N::Sockets, b'T' => N::TTYPath, _ => return None }, b'w' => N::TTYRows, _ => return None } }
        8 => { let n = name.first_chunk::<8>()?; match n[0] { b'C' => N::CPUQuota, b'D' => N::Delegate, b'E' => match n[2] { b'e' => N::ExecStop, b'i' => N::ExitType, _ => return None }, b'F' => N::FreeBind, b'I' => N::IOWeight, b'K' => N::KillMode, b'L' => match n[5] { b'C' => N::LimitCPU, b'R' => N::LimitRSS, _ => return None }, b'N' => match n[1] { b'U' => N::NUMAMask, b'e' => N::NetClass, _ => return None }, b'O' => N::OpenFile, b'P' => match n[1] { b'i' => N::PipeSize, b'r' => N::Priority, _ => return None }, b'R' => match n[1] { b'e' => N::Requires, b'o' => N::RootHash, _ => return None }, b'S' => N::Symlinks, b'T' => match n[1] { b'T' => N::TTYReset, b'a' => N::TasksMax, _ => return None }, b'U' => match n[1] { b'p' => N::UpheldBy, b't' => N::UtmpMode, _ => return None }, b'W' => match n[1] { b'a' => N::WantedBy, b'r' => N::Writable, _ => return None }, _ => return None } }
        9 => { let n = name.first_chunk::<9>()?; match n[7] { b'C' => N::LimitNICE, b'F' => N::PassPIDFD, b'H' => N::MemoryTHP, b'P' => N::RemoveIPC, b'R' => N::LimitCORE, b'S' => N::MemoryKSM, b'T' => N::LimitDATA, b'a' => N::MemoryMax, b'c' => match n[0] { b'B' => N::BusPolicy, b'O' => N::OOMPolicy, _ => return None }, b'e' => match n[0] { b'C' => N::CPUShares, b'O' => N::OnBootSec, _ => return None }, b'g' => N::RootImage, b'h' => match n[0] { b'B' => N::BindPaths, b'C' => N::CPUWeight, b'E' => N::ExecPaths, _ => return None }, b'i' => N::MemoryMin, b'o' => N::MemoryLow, b'r' => match n[0] { b'E' => N::ExecStart, b'O' => N::OnFailure, b'R' => N::ReusePort, _ => return None }, b's' => match n[0] { b'B' => N::Broadcast, b'O' => N::OnSuccess, _ => return None }, b't' => match n[0] { b'C' => N::Conflicts, b'R' => N::Requisite, _ => return None }, b'v' => N::KeepAlive, _ => return None } }
        10 => { let n = name.first_chunk::<10>()?; match n[6] { b'B' => N::SecureBits, b'C' => N::AssertCPUs, b'F' => N::ListenFIFO, b'G' => N::SendSIGHUP, b'H' => match n[0] { b'A' => N::AssertHost, b'M' => N::MemoryHigh, _ => return None }, b'M' => N::SocketMode, b'O' => N::LimitLOCKS, b'P' => match n[0] { b'L' => N::LimitNPROC, b'S' => N::SourcePath, _ => return None }, b'S' => N::LimitFSIZE, b'T' => N::LimitSTACK, b'U' => match n[0] { b'A' => N::AssertUser, b'S' => N::SocketUser, _ => return None }, b'a' => N::SmackLabel, b'b' => N::ProcSubset, b'e' => match n[7] { b'B' => N::PrivateBPF, b'I' => N::PrivateIPC, b'T' => N::PrivateTmp, b'd' => N::RequiredBy, _ => return None }, b'f' => N::SendBuffer, b'g' => match n[0] { b'B' => N::BPFProgram, b'K' => N::KillSignal, _ => return None }, b'i' => N::PathExists, b'l' => match n[0] { b'E' => N::ExecReload, b'M' => N::MountFlags, b'N' => N::NUMAPolicy, _ => return None }, b'n' => match n[0] { b'O' => N::OnCalendar, b'T' => N::TTYVHangup, _ => return None }, b'r' => N::RootVerity, b's' => N::WakeSystem, b't' => match n[2] { b'm' => N::TimeoutSec, b'o' => N::RootMStack, b'r' => N::Persistent, b's' => N::RestartSec, _ => return None }, b'u' => N::TTYColumns, _ => return None } }
        11 => { let n = name.first_chunk::<11>()?; match n[7] { b'C' => N::AllowedCPUs, b'F' => N::LimitNOFILE, b'H' => N::ProtectHome, b'I' => N::MountAPIVFS, b'K' => N::SendSIGKILL, b'M' => match n[0] { b'C' => N::CollectMode, b'K' => N::KeyringMode, b'R' => N::RestartMode, _ => return None }, b'P' => match n[2] { b'i' => N::PrivatePIDs, b'm' => N::LimitRTPRIO, b'o' => N::ProtectProc, _ => return None }, b'T' => N::LimitRTTIME, b'U' => N::DynamicUser, b'a' => match n[0] { b'M' => N::MountImages, b'N' => N::NoExecPaths, _ => return None }, b'e' => match n[0] { b'O' => N::OnActiveSec, b'S' => N::SyslogLevel, _ => return None }, b'g' => N::WatchdogSec, b'i' => N::MemoryLimit, b'k' => N::NonBlocking, b'l' => match n[0] { b'D' => N::DeviceAllow, b'L' => N::LogLevelMax, b'P' => N::Personality, _ => return None }, b'm' => N::Environment, b'n' => match n[0] { b'C' => N::CPUAffinity, b'P' => N::PathChanged, _ => return None }, b'o' => N::LazyUnmount, b'p' => N::ExecStopPre, b'r' => match n[0] { b'A' => N::AssertGroup, b'S' => N::SocketGroup, b'T' => N::Transparent, _ => return None }, b't' => N::Description, b'y' => N::AccuracySec, _ => return None } }
        12 => { let n = name.first_chunk::<12>()?; match n[6] { b'A' => N::NotifyAccess, b'D' => N::BindToDevice, b'E' => N::LimitMEMLOCK, b'M' => N::AssertMemory, b'O' => N::RemoveOnStop, b'P' => N::DevicePolicy, b'S' => match n[0] { b'L' => N::ListenStream, b'R' => N::ReloadSignal, _ => return None }, b'a' => match n[0] { b'E' => N::ExecStartPre, b'G' => N::GuessMainPID, b'T' => N::Timestamping, _ => return None }, b'c' => N::PassSecurity, b'd' => N::PathModified, b'e' => match n[0] { b'F' => N::FlushPending, b'L' => N::LogNamespace, b'P' => N::PrivateUsers, _ => return None }, b'l' => N::Capabilities, b'n' => N::ForceUnmount, b'o' => N::ExecStopPost, b'p' => N::ExtraOptions, b'r' => N::DeferTrigger, b's' => N::AllowIsolate, b't' => match n[0] { b'O' => N::OnStartupSec, b'P' => N::ProtectClock, b'R' => N::RestartSteps, _ => return None }, b'u' => match n[1] { b'O' => N::IOAccounting, b'P' => N::IPAccounting, _ => return None }, b'v' => N::BindIPv6Only, _ => return None } }
        13 => { let n = name.first_chunk::<13>()?; match n[8] { b'E' => N::StandardError, b'G' => N::IgnoreSIGPIPE, b'I' => N::StandardInput, b'P' => match n[0] { b'A' => N::AssertACPower, b'I' => N::IOReadIOPSMax, b'R' => N::ReadOnlyPaths, _ => return None }, b'Q' => N::LimitMSGQUEUE, b'a' => match n[0] { b'D' => N::Documentation, b'M' => N::MemorySwapMax, b'R' => N::RuntimeMaxSec, _ => return None }, b'c' => match n[0] { b'F' => N::FailureAction, b'L' => N::LogsDirectory, b'M' => N::MakeDirectory, b'R' => N::RootDirectory, b'S' => N::SuccessAction, _ => return None }, b'e' => match n[0] { b'B' => N::BlockIOWeight, b'L' => N::ListenSpecial, b'R' => N::ReadWriteOnly, _ => return None }, b'h' => N::OnClockChange, b'i' => N::ExecCondition, b'l' => N::SystemCallLog, b'm' => N::RootEphemeral, b'n' => match n[11] { b'U' => N::ConditionCPUs, b'a' => N::SetCredential, b'e' => N::ConditionUser, b'n' => N::CPUAccounting, b's' => N::ConditionHost, _ => return None }, b'o' => N::PrivateMounts, b'r' => N::AssertVersion, b's' => match n[0] { b'I' => N::IPAddressDeny, b'T' => N::TCPCongestion, _ => return None }, b't' => match n[0] { b'E' => N::ExecStartPost, b'L' => N::ListenNetlink, b'S' => N::SloppyOptions, _ => return None }, b'u' => match n[0] { b'J' => N::JobTimeoutSec, b'R' => N::ReceiveBuffer, _ => return None }, b'y' => match n[0] { b'D' => N::DirectoryMode, b'P' => N::ProtectSystem, _ => return None }, _ => return None } }
        14 => { let n = name.first_chunk::<14>()?; match n[4] { b'C' => N::LoadCredential, b'E' => N::PathExistsGlob, b'I' => N::UtmpIdentifier, b'L' => match n[0] { b'B' => N::BindLogSockets, b'P' => N::PollLimitBurst, _ => return None }, b'P' => N::PassPacketInfo, b'R' => N::ExecReloadPost, b'S' => N::ExecSearchPath, b'W' => N::ReadWritePaths, b'a' => match n[7] { b'D' => N::PrivateDevices, b'N' => N::PrivateNetwork, _ => return None }, b'c' => N::OOMScoreAdjust, b'd' => match n[0] { b'C' => N::CoredumpFilter, b'I' => N::IPAddressAllow, b'S' => N::StandardOutput, _ => return None }, b'e' => match n[1] { b'a' => N::CacheDirectory, b'i' => N::ListenDatagram, b'o' => match n[6] { b'B' => N::SocketBindDeny, b'P' => N::SocketProtocol, _ => return None }, b't' => N::StateDirectory, _ => return None }, b'g' => N::ManagedOOMSwap, b'h' => N::WatchdogSignal, b'i' => match n[0] { b'C' => N::ConditionGroup, b'I' => N::IOWriteIOPSMax, _ => return None }, b'k' => N::SmackLabelIPIn, b'n' => N::SELinuxContext, b'o' => match n[7] { b'I' => N::TimeoutIdleSec, b'S' => N::TimeoutStopSec, b'a' => N::SyslogFacility, b'e' => N::MaxConnections, b'r' => N::RebootArgument, _ => return None }, b'r' => match n[0] { b'A' => N::AssertSecurity, b'D' => N::DeferAcceptSec, b'M' => N::MemoryZSwapMax, b'T' => N::TimerSlackNSec, _ => return None }, b's' => N::WantsMountsFor, b'v' => N::IODeviceWeight, b'x' => N::LogExtraFields, _ => return None } }
        15 => { let n = name.first_chunk::<15>()?; match n[7] { b'A' => N::TimeoutAbortSec, b'C' => N::TimeoutCleanSec, b'G' => N::LimitSIGPENDING, b'H' => N::ProtectHostname, b'I' => match n[0] { b'D' => N::DefaultInstance, b'S' => N::StartupIOWeight, _ => return None }, b'O' => N::RefreshOnReload, b'S' => match n[0] { b'A' => N::AssertOSRelease, b'T' => N::TimeoutStartSec, _ => return None }, b'b' => N::SmackLabelIPOut, b'c' => match n[0] { b'O' => N::OnUnitActiveSec, b'T' => N::TasksAccounting, _ => return None }, b'd' => N::PassCredentials, b'f' => N::RemainAfterExit, b'g' => match n[0] { b'B' => N::BPFDelegateMaps, b'R' => N::RootImagePolicy, _ => return None }, b'i' => match n[0] { b'A' => N::AssertFirstBoot, b'N' => N::NoNewPrivileges, b'P' => N::PassEnvironment, b'S' => N::SocketBindAllow, _ => return None }, b'l' => N::FinalKillSignal, b'm' => match n[0] { b'E' => N::EnvironmentFile, b'S' => N::StartLimitBurst, _ => return None }, b'n' => N::IgnoreOnIsolate, b'o' => match n[0] { b'C' => N::ConditionMemory, b'E' => N::ExtensionImages, _ => return None }, b'p' => N::CoredumpReceive, b'r' => N::AppArmorProfile, b's' => N::LockPersonality, b'v' => N::KeepAliveProbes, _ => return None } }
        16 => { let n = name.first_chunk::<16>()?; match n[9] { b'A' => N::ConditionACPower, b'F' => N::AssertCPUFeature, b'I' => N::OnFailureIsolate, b'J' => match n[2] { b'F' => N::OnFailureJobMode, b'S' => N::OnSuccessJobMode, _ => return None }, b'O' => N::RootImageOptions, b'T' => N::KeepAliveTimeSec, b'U' => match n[10] { b'I' => N::RestrictSUIDSGID, b'S' => N::StartupCPUShares, b'W' => N::StartupCPUWeight, _ => return None }, b'V' => N::ConditionVersion, b'a' => match n[0] { b'A' => N::AssertCapability, b'I' => N::IPCNamespacePath, _ => return None }, b'd' => match n[0] { b'A' => N::AssertCredential, b'I' => N::ImportCredential, _ => return None }, b'e' => match n[0] { b'M' => N::MountImagePolicy, b'O' => N::OnTimezoneChange, b'R' => N::RestrictRealtime, _ => return None }, b'h' => N::AssertPathExists, b'l' => match n[0] { b'S' => N::SystemCallFilter, b'T' => N::TTYVTDisallocate, _ => return None }, b'm' => match n[14] { b'a' => N::StartupMemoryMax, b'i' => N::DefaultMemoryMin, b'o' => match n[0] { b'D' => N::DefaultMemoryLow, b'S' => N::StartupMemoryLow, _ => return None }, _ => return None }, b'n' => match n[1] { b'g' => N::IgnoreOnSnapshot, b't' => N::StopWhenUnneeded, b'y' => N::SyslogIdentifier, _ => return None }, b'o' => match n[0] { b'F' => N::FixedRandomDelay, b'M' => N::MemoryAccounting, _ => return None }, b'r' => match n[0] { b'A' => N::AssertIOPressure, b'R' => N::RuntimeDirectory, b'U' => N::UnsetEnvironment, b'W' => N::WorkingDirectory, _ => return None }, b's' => match n[0] { b'J' => N::JoinsNamespaceOf, b'P' => N::PropagatesStopTo, _ => return None }, b't' => match n[0] { b'J' => N::JobTimeoutAction, b'S' => N::StartLimitAction, _ => return None }, b'u' => match n[0] { b'D' => N::DelegateSubgroup, b'R' => N::RefuseManualStop, _ => return None }, _ => return None } }
        17 => { let n = name.first_chunk::<17>()?; match n[8] { b'B' => N::ListenUSBFunction, b'I' => match n[13] { b'D' => N::StandardInputData, b'T' => N::StandardInputText, _ => return None }, b'M' => N::RequiresMountsFor, b'O' => N::BindReadOnlyPaths, b'P' => N::CPUQuotaPeriodSec, b'S' => N::RootHashSignature, b'U' => N::AssertCPUPressure, b'a' => N::OnUnitInactiveSec, b'c' => match n[0] { b'B' => N::BlockIOAccounting, b'D' => N::DeferReactivation, b'L' => N::LogsDirectoryMode, b'S' => N::SmackProcessLabel, _ => return None }, b'e' => match n[3] { b'e' => N::AssertNeedsUpdate, b'p' => N::PropagateReloadTo, b'r' => N::StartupMemoryHigh, b't' => N::ProtectKernelLogs, _ => return None }, b'i' => match n[0] { b'I' => N::InaccessiblePaths, b'L' => N::LogRateLimitBurst, b'R' => N::RestartKillSignal, b'T' => N::TriggerLimitBurst, _ => return None }, b'l' => N::IOSchedulingClass, b'n' => match n[9] { b'F' => N::ConditionFirmware, b'S' => N::ConditionSecurity, b'u' => N::RefuseManualStart, _ => return None }, b'r' => N::LogFilterPatterns, b's' => N::UserNamespacePath, b't' => match n[0] { b'R' => N::RemainAfterElapse, b'S' => N::SysVStartPriority, _ => return None }, b'v' => match n[0] { b'A' => N::AssertEnvironment, b'S' => N::SyslogLevelPrefix, _ => return None }, b'x' => N::SuccessExitStatus, b'y' => N::DirectoryNotEmpty, _ => return None } }
        18 => { let n = name.first_chunk::<18>()?; match n[14] { b'B' => N::ConditionFirstBoot, b'C' => N::StartupAllowedCPUs, b'F' => N::StopPropagatedFrom, b'M' => match n[0] { b'C' => N::CacheDirectoryMode, b'S' => N::StateDirectoryMode, _ => return None }, b'N' => N::FileDescriptorName, b'P' => N::IPEgressFilterPath, b'a' => match n[0] { b'D' => N::DelegateNamespaces, b'P' => N::PropagatesReloadTo, b'R' => N::RestrictNamespaces, _ => return None }, b'c' => N::AssertPathIsSocket, b'd' => N::ConcurrencyHardMax, b'e' => N::ConditionOSRelease, b'h' => N::IOReadBandwidthMax, b'i' => N::USBFunctionStrings, b'l' => N::DisableControllers, b'm' => N::AssertFileNotEmpty, b'o' => N::AllowedMemoryNodes, b'r' => N::StartLimitInterval, b't' => match n[0] { b'A' => N::AssertArchitecture, b'C' => N::ConcurrencySoftMax, _ => return None }, b'u' => match n[1] { b'i' => N::ListenMessageQueue, b'o' => N::LogsDirectoryQuota, _ => return None }, b'x' => N::DeferTriggerMaxSec, b'y' => match n[1] { b'a' => N::RandomizedDelaySec, b'e' => N::RestartMaxDelaySec, _ => return None }, _ => return None } }
        19 => { let n = name.first_chunk::<19>()?; match n[14] { b'Q' => match n[0] { b'C' => N::CacheDirectoryQuota, b'S' => N::StateDirectoryQuota, _ => return None }, b'W' => N::MemoryPressureWatch, b'a' => N::ConditionCPUFeature, b'd' => match n[0] { b'P' => N::PropagateReloadFrom, b'R' => N::RequiresOverridable, _ => return None }, b'e' => match n[0] { b'B' => N::BlockIODeviceWeight, b'R' => N::RandomizedOffsetSec, _ => return None }, b'g' => N::BPFDelegatePrograms, b'i' => match n[0] { b'A' => N::AmbientCapabilities, b'C' => N::ConditionCapability, _ => return None }, b'm' => N::BPFDelegateCommands, b'n' => match n[0] { b'C' => N::ConditionCredential, b'D' => N::DefaultDependencies, b'S' => N::SetLoginEnvironment, _ => return None }, b'o' => match n[0] { b'C' => N::CPUSchedulingPolicy, b'R' => N::ReadOnlyDirectories, _ => return None }, b'r' => match n[0] { b'A' => N::AssertKernelVersion, b'I' => N::IPIngressFilterPath, b'S' => N::SupplementaryGroups, _ => return None }, b's' => match n[0] { b'C' => N::ConditionIOPressure, b'R' => N::RestrictFileSystems, _ => return None }, b't' => N::IOWriteBandwidthMax, b'x' => N::ConditionPathExists, b'y' => N::TemporaryFileSystem, _ => return None } }
        20 => { let n = name.first_chunk::<20>()?; match n[16] { b'F' => N::ReloadPropagatedFrom, b'G' => N::AssertPathExistsGlob, b'M' => N::RuntimeDirectoryMode, b'O' => N::PermissionsStartOnly, b'P' => N::NetworkNamespacePath, b'a' => N::RequisiteOverridable, b'b' => N::MemoryZSwapWriteback, b'd' => N::ConditionNeedsUpdate, b'e' => N::ManagedOOMPreference, b'f' => N::BindNetworkInterface, b'i' => match n[0] { b'B' => N::BlockIOReadBandwidth, b'S' => N::StartupBlockIOWeight, _ => return None }, b'l' => match n[0] { b'E' => N::ExtensionImagePolicy, b'K' => N::KeepAliveIntervalSec, b'P' => N::PollLimitIntervalSec, _ => return None }, b'm' => N::ConditionEnvironment, b'o' => N::ProtectControlGroups, b'p' => N::StartupMemorySwapMax, b'r' => match n[0] { b'E' => N::ExtensionDirectories, b'I' => N::IOSchedulingPriority, b'R' => N::ReadWriteDirectories, _ => return None }, b's' => match n[0] { b'A' => N::AssertMemoryPressure, b'C' => N::ConditionCPUPressure, _ => return None }, b't' => match n[0] { b'A' => N::AssertVirtualization, b'J' => N::JobRunningTimeoutSec, _ => return None }, b'u' => N::ProtectKernelModules, _ => return None } }
        21 => { let n = name.first_chunk::<21>()?; match n[12] { b'B' => N::BlockIOWriteBandwidth, b'D' => N::AssertPathIsDirectory, b'E' => N::AssertPathIsEncrypted, b'R' => N::AssertPathIsReadWrite, b'e' => N::ConditionFileNotEmpty, b'g' => N::CPUSchedulingPriority, b'h' => match n[9] { b'A' => N::ConditionArchitecture, b'P' => N::ConditionPathIsSocket, _ => return None }, b'l' => N::ProtectKernelTunables, b'r' => N::SystemCallErrorNumber, b's' => N::AcceptFileDescriptors, b't' => N::StartLimitIntervalSec, b'u' => N::CapabilityBoundingSet, b'x' => N::SELinuxContextFromNet, b'y' => N::StartupMemoryZSwapMax, _ => return None } }
        22 => { let n = name.first_chunk::<22>()?; match n[6] { b'D' => N::MemoryDenyWriteExecute, b'F' => N::AssertFileIsExecutable, b'P' => N::AssertPathIsMountPoint, b'S' => N::ListenSequentialPacket, b'c' => N::USBFunctionDescriptors, b'd' => N::SetCredentialEncrypted, b'e' => match n[0] { b'B' => N::BPFDelegateAttachments, b'S' => N::SurviveFinalKillSignal, _ => return None }, b'i' => N::ConditionKernelVersion, b'r' => N::RootDirectoryStartOnly, b's' => N::FileDescriptorStoreMax, b't' => match n[0] { b'R' => N::RestartForceExitStatus, b'T' => N::TimeoutStopFailureMode, _ => return None }, b'u' => N::ConfigurationDirectory, _ => return None } }
        23 => { let n = name.first_chunk::<23>()?; match n[12] { b'C' => N::AssertKernelCommandLine, b'D' => N::InaccessibleDirectories, b'F' => N::TimeoutStartFailureMode, b'I' => match n[0] { b'L' => N::LogRateLimitIntervalSec, b'T' => N::TriggerLimitIntervalSec, _ => return None }, b'M' => match n[13] { b'a' => N::MessageQueueMaxMessages, b'e' => N::MessageQueueMessageSize, _ => return None }, b'a' => N::LoadCredentialEncrypted, b'c' => N::SystemCallArchitectures, b'e' => N::RestrictAddressFamilies, b'h' => N::ConditionPathExistsGlob, b'n' => match n[0] { b'F' => N::FailureActionExitStatus, b'M' => N::MaxConnectionsPerSource, b'S' => N::SuccessActionExitStatus, _ => return None }, b'o' => match n[0] { b'A' => N::AssertDirectoryNotEmpty, b'C' => N::ConditionMemoryPressure, _ => return None }, b't' => N::ConditionVirtualization, b'u' => N::DefaultStartupMemoryLow, b'y' => N::LogsDirectoryAccounting, _ => return None } }
        24 => { let n = name.first_chunk::<24>()?; match n[15] { b'D' => N::ConditionPathIsDirectory, b'E' => N::ConditionPathIsEncrypted, b'R' => N::ConditionPathIsReadWrite, b'T' => N::IODeviceLatencyTargetSec, b'b' => N::AssertPathIsSymbolicLink, b'c' => match n[0] { b'C' => N::CacheDirectoryAccounting, b'S' => N::StateDirectoryAccounting, _ => return None }, b's' => N::CPUSchedulingResetOnFork, b't' => N::JobTimeoutRebootArgument, b'u' => N::AssertKernelModuleLoaded, b'x' => N::RestartPreventExitStatus, b'y' => match n[0] { b'M' => N::ManagedOOMMemoryPressure, b'R' => N::RuntimeDirectoryPreserve, _ => return None }, _ => return None } }
        25 => { let n = name.first_chunk::<25>()?; match n[10] { b'a' => N::ConditionPathIsMountPoint, b'd' => N::RuntimeRandomizedExtraSec, b'i' => N::ConditionFileIsExecutable, b'o' => N::StartupAllowedMemoryNodes, b's' => N::PassFileDescriptorsToExec, b't' => N::RestrictNetworkInterfaces, _ => return None } }
        26 => { let n = name.first_chunk::<26>()?; match n[9] { b'D' => N::ConditionDirectoryNotEmpty, b'K' => N::ConditionKernelCommandLine, b's' => N::MemoryPressureThresholdSec, b't' => N::ConfigurationDirectoryMode, _ => return None } }
        27 => { let n = name.first_chunk::<27>()?; match n[9] { b'K' => N::ConditionKernelModuleLoaded, b'P' => N::ConditionPathIsSymbolicLink, b'i' => N::FileDescriptorStorePreserve, _ => return None } }
        28 => N::AssertControlGroupController,
        29 => N::ManagedOOMMemoryPressureLimit,
        31 => N::ConditionControlGroupController,
        35 => N::ManagedOOMMemoryPressureDurationSec,
        _ => return None,
    })
}

pub(super) static ROWS: [DirectiveRow; 530] = [
    DirectiveRow { name: N::Accept, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AcceptFileDescriptors, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(2, 5), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AccuracySec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(1097, 1101), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::After, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Alias, sections: SectionSet::of(&[S::Install]), kind: K::UnitList(None), list: L::Appends, empty: E::Reset, specifiers: P::Install, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AllowIsolate, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AllowedCPUs, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::CpuSet, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(244), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::AllowedMemoryNodes, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::CpuSet, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(244), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Also, sections: SectionSet::of(&[S::Install]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::Install, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AmbientCapabilities, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Capabilities, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::AppArmorProfile, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(210), status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Exec },
    DirectiveRow { name: N::AssertACPower, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertArchitecture, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertCPUFeature, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertCPUPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertCPUs, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(242), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertCapability, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertControlGroupController, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(237), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertCredential, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(252), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertDirectoryNotEmpty, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertEnvironment, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertFileIsExecutable, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertFileNotEmpty, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertFirstBoot, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertGroup, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(234), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertHost, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertIOPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertKernelCommandLine, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertKernelModuleLoaded, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertKernelVersion, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(237), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertMemory, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(242), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertMemoryPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertNeedsUpdate, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertOSRelease, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathExists, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathExistsGlob, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsDirectory, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsEncrypted, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsMountPoint, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsReadWrite, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsSocket, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(260), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertPathIsSymbolicLink, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertSecurity, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertUser, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(234), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertVersion, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::AssertVirtualization, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BPFDelegateAttachments, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Unread, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BPFDelegateCommands, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Unread, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BPFDelegateMaps, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Unread, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BPFDelegatePrograms, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Unread, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BPFProgram, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::BpfProgram, list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("path"), added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Backlog, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(1058, 1068), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Before, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BindIPv6Only, sections: SectionSet::of(&[S::Socket]), kind: K::Enum(&BIND_I_PV6_ONLY), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BindLogSockets, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(257), status: T::Current, default: t(475, 487), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BindNetworkInterface, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::BoundInterface, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(260), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::BindPaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::BindPaths, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(233), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BindReadOnlyPaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::BindPaths, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(233), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::BindTo, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::AliasOf { section: None, name: N::BindsTo, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BindToDevice, sections: SectionSet::of(&[S::Socket]), kind: K::Interface, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BindsTo, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BlockIOAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::IOAccounting)), default: t(0, 2), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::BlockIODeviceWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Weight(10, 1000)), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: None, status: T::Deprecated(R::Directive(N::IODeviceWeight)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::BlockIOReadBandwidth, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Bytes), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: None, status: T::Deprecated(R::Directive(N::IOReadBandwidthMax)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::BlockIOWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 10, max: 1000 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::IOWeight)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::BlockIOWriteBandwidth, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Bytes), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: None, status: T::Deprecated(R::Directive(N::IOWriteBandwidthMax)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Broadcast, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BusName, sections: SectionSet::of(&[S::Service]), kind: K::BusName, list: L::LastWins, empty: E::Error, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::BusPolicy, sections: SectionSet::of(&[S::Service]), kind: K::Ignored, list: L::LastWins, empty: E::Nothing, specifiers: P::None, added_in: None, status: T::RemovedIn(0), default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::CPUAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(208), status: T::Current, default: t(824, 875), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::CPUAffinity, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::CpuSet, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CPUQuota, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Percent, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(213), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::CPUQuotaPeriodSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Infinity, specifiers: P::None, added_in: Some(242), status: T::Current, default: t(893, 907), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::CPUSchedulingPolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&CPU_SCHEDULING_POLICY), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(525, 530), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CPUSchedulingPriority, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Int { min: 0, max: 99 }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CPUSchedulingResetOnFork, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CPUShares, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 2, max: 262144 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::CPUWeight)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::CPUWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::WeightOrIdle, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(875, 893), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::CacheDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DirectoryList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CacheDirectoryAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CacheDirectoryMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(769, 773), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CacheDirectoryQuota, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DiskQuota, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(1135, 1138), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::Capabilities, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Ignored, list: L::LastWins, empty: E::Nothing, specifiers: P::None, added_in: None, status: T::RemovedIn(0), default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CapabilityBoundingSet, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Capabilities, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CollectMode, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&COLLECT_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(236), status: T::Current, default: t(92, 100), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConcurrencyHardMax, sections: SectionSet::of(&[S::Slice]), kind: K::UintOrInfinity, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConcurrencySoftMax, sections: SectionSet::of(&[S::Slice]), kind: K::UintOrInfinity, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionACPower, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(197), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionArchitecture, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionCPUFeature, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionCPUPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionCPUs, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(242), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionCapability, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionControlGroupController, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(237), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionCredential, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(252), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionDirectoryNotEmpty, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionEnvironment, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionFileIsExecutable, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionFileNotEmpty, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(190), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionFirmware, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionFirstBoot, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(216), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionGroup, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionHost, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(189), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionIOPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionKernelCommandLine, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionKernelModuleLoaded, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionKernelVersion, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(237), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionMemory, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(242), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionMemoryPressure, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionNeedsUpdate, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(215), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionOSRelease, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathExists, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathExistsGlob, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsDirectory, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsEncrypted, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsMountPoint, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(190), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsReadWrite, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(183), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsSocket, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(260), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionPathIsSymbolicLink, sections: SectionSet::of(&[S::Unit]), kind: K::ConditionPath, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionSecurity, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionUser, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionVersion, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConditionVirtualization, sections: SectionSet::of(&[S::Unit]), kind: K::Condition, list: L::Appends, empty: E::ResetConditions, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ConfigurationDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DirectoryList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ConfigurationDirectoryMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(769, 773), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::Conflicts, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::CoredumpFilter, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::CoredumpFilter, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::CoredumpReceive, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(255), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DefaultDependencies, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(2, 5), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DefaultInstance, sections: SectionSet::of(&[S::Install]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Install, added_in: Some(215), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DefaultMemoryLow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(240), status: T::RemovedIn(260), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DefaultMemoryMin, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(240), status: T::RemovedIn(260), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DefaultStartupMemoryLow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::RemovedIn(260), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DeferAcceptSec, sections: SectionSet::of(&[S::Socket]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(216), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DeferReactivation, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(257), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DeferTrigger, sections: SectionSet::of(&[S::Socket]), kind: K::Enum(&DEFER_TRIGGER), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DeferTriggerMaxSec, sections: SectionSet::of(&[S::Socket]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Delegate, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::BoolOrControllers, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(218), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DelegateNamespaces, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::BoolOrNamespaces, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::DelegateSubgroup, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::ControlGroupName, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Description, sections: SectionSet::of(&[S::Unit]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DeviceAllow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Rights), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(208), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DevicePolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Enum(&DEVICE_POLICY), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(208), status: T::Current, default: t(937, 941), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::DirectoryMode, sections: SectionSet::of(&[S::Socket, S::Path, S::Mount, S::Automount]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(769, 773), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DirectoryNotEmpty, sections: SectionSet::of(&[S::Path]), kind: K::Path, list: L::Appends, empty: E::ResetPaths, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DisableControllers, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Controllers, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Documentation, sections: SectionSet::of(&[S::Unit]), kind: K::Uris, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(183), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::DynamicUser, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::Environment, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Environment, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::EnvironmentFile, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::EnvironmentFile, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ExecCondition, sections: SectionSet::of(&[S::Service]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(243), status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecPaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ExecReload, sections: SectionSet::of(&[S::Service]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecReloadPost, sections: SectionSet::of(&[S::Service]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(259), status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecSearchPath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::SearchPath, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ExecStart, sections: SectionSet::of(&[S::Service]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecStartPost, sections: SectionSet::of(&[S::Service, S::Socket]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecStartPre, sections: SectionSet::of(&[S::Service, S::Socket]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecStop, sections: SectionSet::of(&[S::Service]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecStopPost, sections: SectionSet::of(&[S::Service, S::Socket]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExecStopPre, sections: SectionSet::of(&[S::Socket]), kind: K::Exec, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Own },
    DirectiveRow { name: N::ExitType, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&EXIT_TYPE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(264, 268), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ExtensionDirectories, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(251), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ExtensionImagePolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ImagePolicy, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::ExtensionImages, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ExtensionImages, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ExtraOptions, sections: SectionSet::of(&[S::Automount]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FailureAction, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&FAILURE_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(84, 88), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FailureAction, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&FAILURE_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::AliasOf { section: Some(S::Unit), name: N::FailureAction, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FailureActionExitStatus, sections: SectionSet::of(&[S::Unit]), kind: K::Uint { min: 0, max: 255 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FileDescriptorName, sections: SectionSet::of(&[S::Socket]), kind: K::FdName, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(227), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FileDescriptorStoreMax, sections: SectionSet::of(&[S::Service]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(219), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FileDescriptorStorePreserve, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&FILE_DESCRIPTOR_STORE_PRESERVE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(274, 281), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FinalKillSignal, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Signal, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(1044, 1051), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::FixedRandomDelay, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FlushPending, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ForceUnmount, sections: SectionSet::of(&[S::Mount]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::FreeBind, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Group, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::UserOrGroup, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(455, 475), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::GuessMainPID, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(2, 5), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::IOAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IODeviceLatencyTargetSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Timespan), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(240), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IODeviceWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::Weight(1, 10000)), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IOReadBandwidthMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::BytesPerSecond), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IOReadIOPSMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::OperationsPerSecond), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IOSchedulingClass, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&IO_SCHEDULING_CLASS), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::IOSchedulingPriority, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Int { min: 0, max: 7 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(524, 525), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::IOWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 1, max: 10000 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(875, 893), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IOWriteBandwidthMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::BytesPerSecond), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IOWriteIOPSMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Device(DeviceValue::OperationsPerSecond), list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("device"), added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPAddressAllow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::IpPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPAddressDeny, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::IpPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPCNamespacePath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::IPEgressFilterPath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Path, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(243), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPIngressFilterPath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Path, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(243), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::IPTOS, sections: SectionSet::of(&[S::Socket]), kind: K::Enum(&IPTOS), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::IPTTL, sections: SectionSet::of(&[S::Socket]), kind: K::Int { min: i32::MIN as i64, max: i32::MAX as i64 }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::IgnoreOnIsolate, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(16, 76), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::IgnoreOnSnapshot, sections: SectionSet::of(&[S::Unit]), kind: K::Ignored, list: L::LastWins, empty: E::Nothing, specifiers: P::None, added_in: None, status: T::RemovedIn(0), default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::IgnoreSIGPIPE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(2, 5), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ImportCredential, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ImportCredential, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::InaccessibleDirectories, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::AliasOf { section: None, name: N::InaccessiblePaths, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::InaccessiblePaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(231), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::JobRunningTimeoutSec, sections: SectionSet::of(&[S::Unit]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::JobTimeoutAction, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&JOB_TIMEOUT_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(217), status: T::Current, default: t(84, 88), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::JobTimeoutRebootArgument, sections: SectionSet::of(&[S::Unit]), kind: K::RebootParameter, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(217), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::JobTimeoutSec, sections: SectionSet::of(&[S::Unit]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::JoinsNamespaceOf, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(209), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::KeepAlive, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::KeepAliveIntervalSec, sections: SectionSet::of(&[S::Socket]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(216), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::KeepAliveProbes, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(216), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::KeepAliveTimeSec, sections: SectionSet::of(&[S::Socket]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(216), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::KeyringMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&KEYRING_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(678, 710), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::KillMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Enum(&KILL_MODE), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(187), status: T::Current, default: t(1013, 1026), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::KillSignal, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Signal, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(187), status: T::Current, default: t(1026, 1033), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::LazyUnmount, sections: SectionSet::of(&[S::Mount]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::LimitAS, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitCORE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitCPU, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Seconds), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitDATA, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitFSIZE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitLOCKS, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Count), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitMEMLOCK, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(731, 733), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitMSGQUEUE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitNICE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Nice), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitNOFILE, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Count), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(720, 731), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitNPROC, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Count), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitRSS, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitRTPRIO, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Count), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitRTTIME, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Microseconds), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitSIGPENDING, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Count), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LimitSTACK, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Rlimit(RlimitUnit::Bytes), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ListenDatagram, sections: SectionSet::of(&[S::Socket]), kind: K::SocketAddress, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenFIFO, sections: SectionSet::of(&[S::Socket]), kind: K::Path, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenMessageQueue, sections: SectionSet::of(&[S::Socket]), kind: K::SocketAddress, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenNetlink, sections: SectionSet::of(&[S::Socket]), kind: K::Netlink, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenSequentialPacket, sections: SectionSet::of(&[S::Socket]), kind: K::SocketAddress, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenSpecial, sections: SectionSet::of(&[S::Socket]), kind: K::Path, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenStream, sections: SectionSet::of(&[S::Socket]), kind: K::SocketAddress, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ListenUSBFunction, sections: SectionSet::of(&[S::Socket]), kind: K::SocketAddress, list: L::Appends, empty: E::ResetPorts, specifiers: P::Unit, added_in: Some(227), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::LoadCredential, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::LoadCredential, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LoadCredentialEncrypted, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::LoadCredential, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LockPersonality, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogExtraFields, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::LogFields, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(236), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogFilterPatterns, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::LogFilter, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(253), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogLevelMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&LOG_LEVEL_MAX), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(236), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogNamespace, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::LogNamespace, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(245), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogRateLimitBurst, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(654, 678), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogRateLimitIntervalSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(632, 654), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogsDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DirectoryList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogsDirectoryAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogsDirectoryMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(769, 773), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::LogsDirectoryQuota, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DiskQuota, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(1135, 1138), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MakeDirectory, sections: SectionSet::of(&[S::Path]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ManagedOOMMemoryPressure, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Enum(&MANAGED_OOM_MEMORY_PRESSURE), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(937, 941), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::ManagedOOMMemoryPressureDurationSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::AtLeastOneSecond }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(257), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::ManagedOOMMemoryPressureLimit, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Permyriad, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::ManagedOOMPreference, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Enum(&MANAGED_OOM_PREFERENCE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(248), status: T::Current, default: t(84, 88), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::ManagedOOMSwap, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Enum(&MANAGED_OOM_SWAP), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(937, 941), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::Mark, sections: SectionSet::of(&[S::Socket]), kind: K::Int { min: i32::MIN as i64, max: i32::MAX as i64 }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::MaxConnections, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(1072, 1074), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::MaxConnectionsPerSource, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::MemoryAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(208), status: T::Current, default: t(907, 937), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryDenyWriteExecute, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(231), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MemoryHigh, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(231), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryKSM, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(475, 487), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MemoryLimit, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::MemoryMax)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryLow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(231), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(231), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryMin, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryPressureThresholdSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(1008, 1013), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryPressureWatch, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Enum(&MEMORY_PRESSURE_WATCH), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(937, 941), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemorySwapMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryTHP, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&MEMORY_THP), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(260), status: T::Current, default: t(777, 784), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MemoryZSwapMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(253), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MemoryZSwapWriteback, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(256), status: T::Current, default: t(2, 5), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::MessageQueueMaxMessages, sections: SectionSet::of(&[S::Socket]), kind: K::Int { min: i64::MIN, max: i64::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::MessageQueueMessageSize, sections: SectionSet::of(&[S::Socket]), kind: K::Int { min: i64::MIN, max: i64::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::MountAPIVFS, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(233), status: T::Current, default: t(475, 487), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MountFlags, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&MOUNT_FLAGS), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(733, 769), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::MountImagePolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ImagePolicy, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::MountImages, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::MountImages, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NFTSet, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::NftSets, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(255), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::NUMAMask, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::CpuSet, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(243), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NUMAPolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&NUMA_POLICY), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(243), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NetClass, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Ignored, list: L::LastWins, empty: E::Nothing, specifiers: P::None, added_in: None, status: T::RemovedIn(0), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::NetworkNamespacePath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(242), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::Nice, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Int { min: -20, max: 19 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(487, 500), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NoDelay, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(216), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::NoExecPaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(248), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NoNewPrivileges, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(187), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::NonBlocking, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::NotifyAccess, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&NOTIFY_ACCESS), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(281, 363), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OOMPolicy, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&OOM_POLICY), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(243), status: T::Current, default: t(363, 394), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OOMPolicy, sections: SectionSet::of(&[S::Scope]), kind: K::Enum(&OOM_POLICY), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(243), status: T::Current, default: t(1122, 1135), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OOMScoreAdjust, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Int { min: -1000, max: 1000 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(500, 524), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::OnActiveSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnBootSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnCalendar, sections: SectionSet::of(&[S::Timer]), kind: K::Calendar, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: Some(197), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnClockChange, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(242), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnFailure, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnFailureIsolate, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::AliasOf { section: None, name: N::OnFailureJobMode, value: Some("isolate"), deprecated: false }, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnFailureJobMode, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&ON_FAILURE_JOB_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(9, 16), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnStartupSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnSuccess, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnSuccessJobMode, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&ON_SUCCESS_JOB_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(5, 9), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnTimezoneChange, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(242), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnUnitActiveSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OnUnitInactiveSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::Appends, empty: E::ResetTimers, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::OpenFile, sections: SectionSet::of(&[S::Service]), kind: K::OpenFile, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(253), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Options, sections: SectionSet::of(&[S::Mount]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Options, sections: SectionSet::of(&[S::Swap]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(217), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PAMName, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PIDFile, sections: SectionSet::of(&[S::Service]), kind: K::PidFile, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PartOf, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(188), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PassCredentials, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PassEnvironment, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::EnvironmentNames, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(228), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PassFileDescriptorsToExec, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(256), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PassPIDFD, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PassPacketInfo, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PassSecurity, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PathChanged, sections: SectionSet::of(&[S::Path]), kind: K::Path, list: L::Appends, empty: E::ResetPaths, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PathExists, sections: SectionSet::of(&[S::Path]), kind: K::Path, list: L::Appends, empty: E::ResetPaths, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PathExistsGlob, sections: SectionSet::of(&[S::Path]), kind: K::Path, list: L::Appends, empty: E::ResetPaths, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PathModified, sections: SectionSet::of(&[S::Path]), kind: K::Path, list: L::Appends, empty: E::ResetPaths, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PermissionsStartOnly, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Deprecated(R::Words("\"+\" prefix on the Exec line")), default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Persistent, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(212), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Personality, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PERSONALITY), list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PipeSize, sections: SectionSet::of(&[S::Socket]), kind: K::Bytes, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PollLimitBurst, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(255), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PollLimitIntervalSec, sections: SectionSet::of(&[S::Socket]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(255), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Priority, sections: SectionSet::of(&[S::Socket]), kind: K::Int { min: i32::MIN as i64, max: i32::MAX as i64 }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Priority, sections: SectionSet::of(&[S::Swap]), kind: K::Int { min: -1, max: 32767 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PrivateBPF, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateDevices, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateIPC, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(248), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateMounts, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(239), status: T::Current, default: t(475, 487), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateNetwork, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivatePIDs, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PRIVATE_PI_DS), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(257), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateTmp, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PRIVATE_TMP), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PrivateUsers, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PRIVATE_USERS), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProcSubset, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROC_SUBSET), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(717, 720), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::PropagateReloadFrom, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::AliasOf { section: None, name: N::ReloadPropagatedFrom, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PropagateReloadTo, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::AliasOf { section: None, name: N::PropagatesReloadTo, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PropagatesReloadTo, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::PropagatesStopTo, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ProtectClock, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(245), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectControlGroups, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROTECT_CONTROL_GROUPS), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectHome, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROTECT_HOME), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(214), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectHostname, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROTECT_HOSTNAME), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(242), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectKernelLogs, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(244), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectKernelModules, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectKernelTunables, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectProc, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROTECT_PROC), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(710, 717), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ProtectSystem, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&PROTECT_SYSTEM), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(214), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RandomizedDelaySec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RandomizedOffsetSec, sections: SectionSet::of(&[S::Timer]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ReadOnlyDirectories, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::AliasOf { section: None, name: N::ReadOnlyPaths, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ReadOnlyPaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(231), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ReadWriteDirectories, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::AliasOf { section: None, name: N::ReadWritePaths, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ReadWriteOnly, sections: SectionSet::of(&[S::Mount]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ReadWritePaths, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::PathListWithPrefixes, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(231), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RebootArgument, sections: SectionSet::of(&[S::Unit]), kind: K::RebootParameter, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(229), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RebootArgument, sections: SectionSet::of(&[S::Service]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::AliasOf { section: Some(S::Unit), name: N::RebootArgument, value: None, deprecated: false }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ReceiveBuffer, sections: SectionSet::of(&[S::Socket]), kind: K::Bytes, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RefreshOnReload, sections: SectionSet::of(&[S::Service]), kind: K::RefreshOnReload, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(260), status: T::Current, default: t(400, 410), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RefuseManualStart, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RefuseManualStop, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ReloadPropagatedFrom, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::ReloadSignal, sections: SectionSet::of(&[S::Service]), kind: K::Signal, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(253), status: T::Current, default: t(394, 400), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RemainAfterElapse, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(228), status: T::Current, default: t(2, 5), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RemainAfterExit, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RemoveIPC, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RemoveIPC, sections: SectionSet::of(&[S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(212), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RemoveOnStop, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(214), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RequiredBy, sections: SectionSet::of(&[S::Install]), kind: K::UnitList(None), list: L::Appends, empty: E::Reset, specifiers: P::Install, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Requires, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RequiresMountsFor, sections: SectionSet::of(&[S::Unit]), kind: K::PathList, list: L::AppendsForGood, empty: E::Nothing, specifiers: P::Unit, added_in: Some(183), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RequiresOverridable, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::AliasOf { section: None, name: N::Requires, value: None, deprecated: true }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Requisite, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RequisiteOverridable, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::AliasOf { section: None, name: N::Requisite, value: None, deprecated: true }, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Restart, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&RESTART), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartForceExitStatus, sections: SectionSet::of(&[S::Service]), kind: K::ExitStatusList, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(215), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartKillSignal, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Signal, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(244), status: T::Current, default: t(1033, 1044), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::RestartMaxDelaySec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartMode, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&RESTART_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(268, 274), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartPreventExitStatus, sections: SectionSet::of(&[S::Service]), kind: K::ExitStatusList, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(189), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(100, 105), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestartSteps, sections: SectionSet::of(&[S::Service]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RestrictAddressFamilies, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::AddressFamilies, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(211), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RestrictFileSystems, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::FileSystems, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RestrictNamespaces, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::BoolOrNamespaces, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(233), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RestrictNetworkInterfaces, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Interfaces, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::RestrictRealtime, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(231), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RestrictSUIDSGID, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(242), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::ReusePort, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(206), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RootDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::RootDirectoryStartOnly, sections: SectionSet::of(&[S::Service]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RootEphemeral, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RootHash, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::RootHash, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RootHashSignature, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::RootHashSignature, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RootImage, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(233), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::RootImageOptions, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ImageOptions, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RootImagePolicy, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ImagePolicy, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::RootMStack, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(260), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::RootVerity, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(246), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::RuntimeDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DirectoryList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(211), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RuntimeDirectoryMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(211), status: T::Current, default: t(769, 773), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RuntimeDirectoryPreserve, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&RUNTIME_DIRECTORY_PRESERVE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::RuntimeMaxSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RuntimeMaxSec, sections: SectionSet::of(&[S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RuntimeRandomizedExtraSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(105, 106), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::RuntimeRandomizedExtraSec, sections: SectionSet::of(&[S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SELinuxContext, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Label, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(209), status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Exec },
    DirectiveRow { name: N::SELinuxContextFromNet, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(217), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SecureBits, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::SecureBits, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SendBuffer, sections: SectionSet::of(&[S::Socket]), kind: K::Bytes, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SendSIGHUP, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(207), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::SendSIGKILL, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(187), status: T::Current, default: t(2, 5), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::Service, sections: SectionSet::of(&[S::Socket]), kind: K::UnitName(Some(UnitType::Service)), list: L::LastWins, empty: E::Error, specifiers: P::UnitName, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SetCredential, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::SetCredential { encrypted: false }, list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("id"), added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SetCredentialEncrypted, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::SetCredential { encrypted: true }, list: L::Appends, empty: E::Reset, specifiers: P::UnitIn("id"), added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SetLoginEnvironment, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(255), status: T::Current, default: t(475, 487), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::Slice, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::UnitName(Some(UnitType::Slice)), list: L::LastWins, empty: E::Error, specifiers: P::UnitName, added_in: Some(208), status: T::Current, default: t(784, 824), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::SloppyOptions, sections: SectionSet::of(&[S::Mount]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(215), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SmackLabel, sections: SectionSet::of(&[S::Socket]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(196), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SmackLabelIPIn, sections: SectionSet::of(&[S::Socket]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(196), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SmackLabelIPOut, sections: SectionSet::of(&[S::Socket]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(196), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SmackProcessLabel, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Label, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(218), status: T::Current, default: t(0, 0), fatal: F::UnlessDash, family: C::Exec },
    DirectiveRow { name: N::SocketBindAllow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::SocketBind, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::SocketBindDeny, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::SocketBind, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::SocketGroup, sections: SectionSet::of(&[S::Socket]), kind: K::UserOrGroup, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(214), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Own },
    DirectiveRow { name: N::SocketMode, sections: SectionSet::of(&[S::Socket]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(1068, 1072), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SocketProtocol, sections: SectionSet::of(&[S::Socket]), kind: K::Enum(&SOCKET_PROTOCOL), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SocketUser, sections: SectionSet::of(&[S::Socket]), kind: K::UserOrGroup, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(214), status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Own },
    DirectiveRow { name: N::Sockets, sections: SectionSet::of(&[S::Service]), kind: K::UnitList(Some(UnitType::Socket)), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SourcePath, sections: SectionSet::of(&[S::Unit]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StandardError, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&STANDARD_ERROR), list: L::LastWins, empty: E::Error, specifiers: P::UnitIn("path/fd"), added_in: None, status: T::Current, default: t(579, 610), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StandardInput, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&STANDARD_INPUT), list: L::LastWins, empty: E::Error, specifiers: P::UnitIn("path/fd"), added_in: None, status: T::Current, default: t(543, 547), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StandardInputData, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Base64, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(236), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StandardInputText, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Text, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(236), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StandardOutput, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&STANDARD_OUTPUT), list: L::LastWins, empty: E::Error, specifiers: P::UnitIn("path/fd"), added_in: None, status: T::Current, default: t(547, 579), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StartLimitAction, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&START_LIMIT_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(84, 88), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitAction, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&START_LIMIT_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::AliasOf { section: Some(S::Unit), name: N::StartLimitAction, value: None, deprecated: false }, default: t(84, 88), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitBurst, sections: SectionSet::of(&[S::Unit]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::Current, default: t(91, 92), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitBurst, sections: SectionSet::of(&[S::Service]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::AliasOf { section: Some(S::Unit), name: N::StartLimitBurst, value: None, deprecated: false }, default: t(91, 92), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitInterval, sections: SectionSet::of(&[S::Unit]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(229), status: T::AliasOf { section: None, name: N::StartLimitIntervalSec, value: None, deprecated: false }, default: t(88, 91), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitInterval, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::AliasOf { section: Some(S::Unit), name: N::StartLimitIntervalSec, value: None, deprecated: false }, default: t(88, 91), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartLimitIntervalSec, sections: SectionSet::of(&[S::Unit]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(88, 91), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StartupAllowedCPUs, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::CpuSet, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(252), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupAllowedMemoryNodes, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::CpuSet, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(252), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupBlockIOWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 10, max: 1000 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::StartupIOWeight)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupCPUShares, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 2, max: 262144 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Deprecated(R::Directive(N::StartupCPUWeight)), default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupCPUWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::WeightOrIdle, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(232), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupIOWeight, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Uint { min: 1, max: 10000 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupMemoryHigh, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupMemoryLow, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupMemoryMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupMemorySwapMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StartupMemoryZSwapMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::MemoryLimit, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::StateDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DirectoryList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StateDirectoryAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StateDirectoryMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(235), status: T::Current, default: t(769, 773), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StateDirectoryQuota, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::DiskQuota, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(258), status: T::Current, default: t(1135, 1138), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::StopPropagatedFrom, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::StopWhenUnneeded, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(201), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SuccessAction, sections: SectionSet::of(&[S::Unit]), kind: K::Enum(&SUCCESS_ACTION), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(236), status: T::Current, default: t(84, 88), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SuccessActionExitStatus, sections: SectionSet::of(&[S::Unit]), kind: K::Uint { min: 0, max: 255 }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SuccessExitStatus, sections: SectionSet::of(&[S::Service]), kind: K::ExitStatusList, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(189), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SupplementaryGroups, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::UserOrGroupList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::SurviveFinalKillSignal, sections: SectionSet::of(&[S::Unit]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(255), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Symlinks, sections: SectionSet::of(&[S::Socket]), kind: K::PathList, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(214), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SysVStartPriority, sections: SectionSet::of(&[S::Service]), kind: K::Ignored, list: L::LastWins, empty: E::Nothing, specifiers: P::None, added_in: None, status: T::RemovedIn(0), default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::SyslogFacility, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&SYSLOG_FACILITY), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(622, 628), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SyslogIdentifier, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SyslogLevel, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&SYSLOG_LEVEL), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(628, 632), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SyslogLevelPrefix, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(2, 5), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SystemCallArchitectures, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Architectures, list: L::Appends, empty: E::Reset, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SystemCallErrorNumber, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::ErrnoOrKill, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(209), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SystemCallFilter, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Syscalls { errno: true }, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(187), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::SystemCallLog, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Syscalls { errno: false }, list: L::MergesSet, empty: E::Reset, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TCPCongestion, sections: SectionSet::of(&[S::Socket]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TTYColumns, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TTYPath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(610, 622), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TTYReset, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TTYRows, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(250), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TTYVHangup, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TTYVTDisallocate, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TasksAccounting, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(227), status: T::Current, default: t(941, 970), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::TasksMax, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Slice, S::Scope]), kind: K::TasksMax, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(227), status: T::Current, default: t(970, 1008), fatal: F::No, family: C::Cgroup },
    DirectiveRow { name: N::TemporaryFileSystem, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::TemporaryFileSystems, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(238), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TimeoutAbortSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Default, specifiers: P::None, added_in: Some(243), status: T::Current, default: t(145, 160), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutCleanSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(244), status: T::Current, default: t(76, 84), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::TimeoutIdleSec, sections: SectionSet::of(&[S::Automount]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(220), status: T::Current, default: t(169, 176), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(106, 111), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutSec, sections: SectionSet::of(&[S::Socket, S::Mount, S::Swap]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutStartFailureMode, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&TIMEOUT_START_FAILURE_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(160, 169), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutStartSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(188), status: T::Current, default: t(111, 142), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutStopFailureMode, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&TIMEOUT_STOP_FAILURE_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(246), status: T::Current, default: t(160, 169), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutStopSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::ZeroIsInfinity }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(188), status: T::Current, default: t(142, 145), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimeoutStopSec, sections: SectionSet::of(&[S::Scope]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(188), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TimerSlackNSec, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Timespan { unit: TimeUnit::Nanoseconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::Timestamping, sections: SectionSet::of(&[S::Socket]), kind: K::Enum(&TIMESTAMPING), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(247), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Transparent, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TriggerLimitBurst, sections: SectionSet::of(&[S::Socket]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(1076, 1097), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TriggerLimitBurst, sections: SectionSet::of(&[S::Path]), kind: K::Uint { min: 0, max: u32::MAX }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(1119, 1122), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::TriggerLimitIntervalSec, sections: SectionSet::of(&[S::Socket, S::Path]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(230), status: T::Current, default: t(1074, 1076), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Type, sections: SectionSet::of(&[S::Service]), kind: K::Enum(&TYPE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(176, 264), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Type, sections: SectionSet::of(&[S::Mount]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::UMask, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Mode, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(530, 543), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::USBFunctionDescriptors, sections: SectionSet::of(&[S::Service]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(227), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::USBFunctionStrings, sections: SectionSet::of(&[S::Service]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(227), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Unit, sections: SectionSet::of(&[S::Timer, S::Path]), kind: K::UnitName(None), list: L::FirstWins, empty: E::Error, specifiers: P::UnitName, added_in: None, status: T::Current, default: t(1101, 1119), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::UnsetEnvironment, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::EnvironmentNamesOrAssignments, list: L::Appends, empty: E::Reset, specifiers: P::Unit, added_in: Some(235), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::UpheldBy, sections: SectionSet::of(&[S::Install]), kind: K::UnitList(None), list: L::Appends, empty: E::Reset, specifiers: P::Install, added_in: Some(254), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Upholds, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(249), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::User, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::UserOrGroup, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(434, 455), fatal: F::Yes, family: C::Exec },
    DirectiveRow { name: N::UserNamespacePath, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: Some(259), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::UtmpIdentifier, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::String, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::UtmpMode, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::Enum(&UTMP_MODE), list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(225), status: T::Current, default: t(773, 777), fatal: F::No, family: C::Exec },
    DirectiveRow { name: N::WakeSystem, sections: SectionSet::of(&[S::Timer]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(212), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::WantedBy, sections: SectionSet::of(&[S::Install]), kind: K::UnitList(None), list: L::Appends, empty: E::Reset, specifiers: P::Install, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Wants, sections: SectionSet::of(&[S::Unit]), kind: K::UnitList(None), list: L::AppendsForGood, empty: E::Nothing, specifiers: P::UnitName, added_in: Some(201), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::WantsMountsFor, sections: SectionSet::of(&[S::Unit]), kind: K::PathList, list: L::AppendsForGood, empty: E::Nothing, specifiers: P::Unit, added_in: Some(256), status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::WatchdogSec, sections: SectionSet::of(&[S::Service]), kind: K::Timespan { unit: TimeUnit::Seconds, short: ShortTime::Plain }, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: None, status: T::Current, default: t(169, 176), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::WatchdogSignal, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap, S::Scope]), kind: K::Signal, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(240), status: T::Current, default: t(1051, 1058), fatal: F::No, family: C::Kill },
    DirectiveRow { name: N::What, sections: SectionSet::of(&[S::Mount, S::Swap]), kind: K::Unread, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::Where, sections: SectionSet::of(&[S::Mount, S::Automount]), kind: K::Path, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(0, 0), fatal: F::No, family: C::Own },
    DirectiveRow { name: N::WorkingDirectory, sections: SectionSet::of(&[S::Service, S::Socket, S::Mount, S::Swap]), kind: K::WorkingDirectory, list: L::LastWins, empty: E::Default, specifiers: P::Unit, added_in: None, status: T::Current, default: t(410, 434), fatal: F::UnlessDash, family: C::Exec },
    DirectiveRow { name: N::Writable, sections: SectionSet::of(&[S::Socket]), kind: K::Bool, list: L::LastWins, empty: E::Error, specifiers: P::None, added_in: Some(227), status: T::Current, default: t(0, 2), fatal: F::No, family: C::Own },
];

/// Where the rows of each name start.
pub(super) static FIRST_ROW: [u16; 516] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39, 40, 41, 42, 43, 44, 45, 46, 47, 48, 49, 50, 51, 52, 53, 54, 55, 56, 57, 58, 59, 60, 61, 62, 63, 64, 65, 66, 67, 68, 69, 70, 71, 72, 73, 74, 75, 76, 77, 78, 79, 80, 81, 82, 83, 84, 85, 86, 87, 88, 89, 90, 91, 92, 93, 94, 95, 96, 97, 98, 99, 100, 101, 102, 103, 104, 105, 106, 107, 108, 109, 110, 111, 112, 113, 114, 115, 116, 117, 118, 119, 120, 121, 122, 123, 124, 125, 126, 127, 128, 129, 130, 131, 132, 133, 134, 135, 136, 137, 138, 139, 140, 141, 142, 143, 144, 145, 146, 147, 148, 149, 150, 151, 152, 153, 154, 155, 156, 157, 158, 159, 160, 161, 162, 163, 164, 165, 166, 168, 169, 170, 171, 172, 173, 174, 175, 176, 177, 178, 179, 180, 181, 182, 183, 184, 185, 186, 187, 188, 189, 190, 191, 192, 193, 194, 195, 196, 197, 198, 199, 200, 201, 202, 203, 204, 205, 206, 207, 208, 209, 210, 211, 212, 213, 214, 215, 216, 217, 218, 219, 220, 221, 222, 223, 224, 225, 226, 227, 228, 229, 230, 231, 232, 233, 234, 235, 236, 237, 238, 239, 240, 241, 242, 243, 244, 245, 246, 247, 248, 249, 250, 251, 252, 253, 254, 255, 256, 257, 258, 259, 260, 261, 262, 263, 264, 265, 266, 267, 268, 269, 270, 271, 272, 273, 274, 275, 276, 277, 278, 279, 280, 281, 282, 283, 284, 285, 286, 287, 288, 289, 290, 291, 292, 293, 295, 296, 297, 298, 299, 300, 301, 302, 303, 304, 305, 306, 307, 308, 309, 310, 312, 313, 314, 315, 316, 317, 318, 319, 320, 321, 322, 323, 324, 325, 326, 327, 328, 329, 330, 331, 333, 334, 335, 336, 337, 338, 339, 340, 341, 342, 343, 344, 345, 346, 347, 348, 349, 350, 351, 352, 353, 354, 355, 356, 357, 358, 359, 360, 361, 362, 364, 365, 366, 367, 368, 369, 370, 371, 372, 374, 375, 376, 377, 378, 379, 380, 381, 382, 383, 384, 385, 386, 387, 388, 389, 390, 391, 392, 393, 394, 395, 396, 397, 398, 399, 400, 401, 402, 403, 404, 405, 406, 407, 408, 409, 411, 413, 414, 415, 416, 417, 418, 419, 420, 421, 422, 423, 424, 425, 426, 427, 428, 429, 430, 431, 432, 433, 434, 435, 436, 437, 438, 439, 440, 441, 442, 444, 446, 448, 449, 450, 451, 452, 453, 454, 455, 456, 457, 458, 459, 460, 461, 462, 463, 464, 465, 466, 467, 468, 469, 470, 471, 472, 473, 474, 475, 476, 477, 478, 479, 480, 481, 482, 483, 484, 485, 486, 487, 488, 489, 490, 491, 492, 493, 494, 496, 497, 498, 499, 501, 502, 503, 504, 506, 507, 509, 510, 511, 512, 513, 514, 515, 516, 517, 518, 519, 520, 521, 522, 523, 524, 525, 526, 527, 528, 529, 530];

/// The texts of the table.
pub(super) static TEXT: &str = concat!(
    "no",
    "yes",
    "fail",
    "replace",
    "no for service/target/socket/timer/path; yes for other types",
    "infinity",
    "none",
    "10s",
    "5",
    "inactive",
    "100ms",
    "0",
    "unset",
    "90s (infinity for Type=oneshot)",
    "90s",
    "=TimeoutStopSec",
    "terminate",
    "0 (off)",
    "simple (dbus if BusName=, exec if credentials are used [v257], oneshot if no ExecStart=)",
    "main",
    "normal",
    "restart",
    "none (main for Type=notify/notify-reload, WatchdogSec= or FileDescriptorStoreMax=)",
    "stop (continue if Delegate=yes)",
    "SIGHUP",
    "extensions",
    "/ (system), $HOME (user)",
    "root (system manager)",
    "user's primary group",
    "unset (auto)",
    "0 (inherited)",
    "manager value (0 system)",
    "4",
    "other",
    "0022 (system)",
    "null",
    "journal (DefaultStandardOutput=)",
    "inherit (DefaultStandardError=)",
    "/dev/console",
    "daemon",
    "info",
    "journald default (30s)",
    "journald default (10000)",
    "private (system), inherit (user)",
    "default",
    "all",
    "1024:524288",
    "8M",
    "slave/shared depending on sandboxing",
    "0755",
    "init",
    "inherit",
    "system.slice (app.slice in user manager)",
    "manager default; deprecated no-op on recent kernels",
    "unset (kernel 100)",
    "100ms (kernel)",
    "yes (DefaultMemoryAccounting=)",
    "auto",
    "yes (DefaultTasksAccounting=)",
    "15% of kernel limit (DefaultTasksMax=)",
    "200ms",
    "control-group",
    "SIGTERM",
    "=KillSignal",
    "SIGKILL",
    "SIGABRT",
    "4294967295",
    "0666",
    "64",
    "2s",
    "200 (Accept=yes) / 20",
    "1min",
    "same-name .service",
    "200",
    "stop/continue",
    "off",
);

const fn t(start: u16, end: u16) -> TextRange {
    TextRange::new(start, end)
}

static BIND_I_PV6_ONLY: Enumeration = Enumeration::new(concat!(
    "default\t\t\n",
    "both\t\t\n",
    "ipv6-only\t\t\n",
), &[Also::Boolean]);

static CPU_SCHEDULING_POLICY: Enumeration = Enumeration::new(concat!(
    "other\t\t\n",
    "batch\t\t\n",
    "idle\t\t\n",
    "fifo\t\t\n",
    "rr\t\t\n",
    "ext\t\t260\n",
), &[Also::Number(0, 2147483647)]);

static COLLECT_MODE: Enumeration = Enumeration::new(concat!(
    "inactive\t\t236\n",
    "inactive-or-failed\t\t236\n",
), &[]);

static DEFER_TRIGGER: Enumeration = Enumeration::new(concat!(
    "no\t\t258\n",
    "yes\t\t258\n",
    "patient\t\t258\n",
), &[Also::Boolean]);

static DEVICE_POLICY: Enumeration = Enumeration::new(concat!(
    "auto\t\t208\n",
    "closed\t\t208\n",
    "strict\t\t208\n",
), &[]);

static EXIT_TYPE: Enumeration = Enumeration::new(concat!(
    "main\t\t250\n",
    "cgroup\t\t250\n",
), &[]);

static FAILURE_ACTION: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "reboot\t\t\n",
    "reboot-force\t\t\n",
    "reboot-immediate\t\t\n",
    "poweroff\t\t240\n",
    "poweroff-force\t\t240\n",
    "poweroff-immediate\t\t240\n",
    "exit\t\t240\n",
    "exit-force\t\t240\n",
    "kexec\t\t254\n",
    "kexec-force\t\t254\n",
    "halt\t\t254\n",
    "halt-force\t\t254\n",
    "halt-immediate\t\t254\n",
    "soft-reboot\t\t254\n",
    "soft-reboot-force\t\t254\n",
), &[]);

static FILE_DESCRIPTOR_STORE_PRESERVE: Enumeration = Enumeration::new(concat!(
    "no\t\t254\n",
    "yes\t\t254\n",
    "restart\t\t254\n",
), &[Also::Boolean]);

static IO_SCHEDULING_CLASS: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "realtime\t\t\n",
    "best-effort\t\t\n",
    "idle\t\t\n",
    "0\t\t\n",
    "1\t\t\n",
    "2\t\t\n",
    "3\t\t\n",
), &[Also::Number(0, 8)]);

static IPTOS: Enumeration = Enumeration::new(concat!(
    "low-delay\t\t\n",
    "throughput\t\t\n",
    "reliability\t\t\n",
    "low-cost\t\t\n",
), &[Also::Number(0, 255)]);

static JOB_TIMEOUT_ACTION: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "reboot\t\t\n",
    "reboot-force\t\t\n",
    "reboot-immediate\t\t\n",
    "poweroff\t\t240\n",
    "poweroff-force\t\t240\n",
    "poweroff-immediate\t\t240\n",
    "exit\t\t240\n",
    "exit-force\t\t240\n",
    "kexec\t\t254\n",
    "kexec-force\t\t254\n",
    "halt\t\t254\n",
    "halt-force\t\t254\n",
    "halt-immediate\t\t254\n",
    "soft-reboot\t\t254\n",
    "soft-reboot-force\t\t254\n",
), &[]);

static KEYRING_MODE: Enumeration = Enumeration::new(concat!(
    "inherit\t\t235\n",
    "private\t\t235\n",
    "shared\t\t235\n",
), &[]);

static KILL_MODE: Enumeration = Enumeration::new(concat!(
    "control-group\t\t\n",
    "mixed\t\t209\n",
    "process\t\t\n",
    "none\t\t\n",
), &[]);

static LOG_LEVEL_MAX: Enumeration = Enumeration::new(concat!(
    "emerg\t\t\n",
    "alert\t\t\n",
    "crit\t\t\n",
    "err\t\t\n",
    "warning\t\t\n",
    "notice\t\t\n",
    "info\t\t\n",
    "debug\t\t\n",
), &[Also::Number(0, 7)]);

static MANAGED_OOM_MEMORY_PRESSURE: Enumeration = Enumeration::new(concat!(
    "auto\t\t247\n",
    "kill\t\t247\n",
), &[]);

static MANAGED_OOM_PREFERENCE: Enumeration = Enumeration::new(concat!(
    "none\t\t248\n",
    "avoid\t\t248\n",
    "omit\t\t248\n",
), &[]);

static MANAGED_OOM_SWAP: Enumeration = Enumeration::new(concat!(
    "auto\t\t247\n",
    "kill\t\t247\n",
), &[]);

static MEMORY_PRESSURE_WATCH: Enumeration = Enumeration::new(concat!(
    "auto\t\t254\n",
    "on\t\t254\n",
    "off\t\t254\n",
    "skip\t\t254\n",
    "yes\t\t254\n",
    "no\t\t254\n",
), &[Also::Boolean]);

static MEMORY_THP: Enumeration = Enumeration::new(concat!(
    "inherit\t\t260\n",
    "disable\t\t260\n",
    "madvise\t\t260\n",
    "system\t\t260\n",
), &[]);

static MOUNT_FLAGS: Enumeration = Enumeration::new(concat!(
    "shared\t\t\n",
    "slave\t\t\n",
    "private\t\t\n",
), &[]);

static NUMA_POLICY: Enumeration = Enumeration::new(concat!(
    "default\t\t243\n",
    "preferred\t\t243\n",
    "bind\t\t243\n",
    "interleave\t\t243\n",
    "local\t\t243\n",
), &[]);

static NOTIFY_ACCESS: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "main\t\t\n",
    "exec\t\t233\n",
    "all\t\t\n",
), &[]);

static OOM_POLICY: Enumeration = Enumeration::new(concat!(
    "continue\t\t243\n",
    "stop\t\t243\n",
    "kill\t\t243\n",
), &[]);

static ON_FAILURE_JOB_MODE: Enumeration = Enumeration::new(concat!(
    "fail\t\t\n",
    "replace\t\t\n",
    "replace-irreversibly\t\t\n",
    "isolate\t\t\n",
    "flush\t\t\n",
    "ignore-dependencies\t\t\n",
    "ignore-requirements\t\t\n",
    "triggering\t\t250\n",
    "restart-dependencies\t\t254\n",
    "lenient\t\t258\n",
), &[]);

static ON_SUCCESS_JOB_MODE: Enumeration = Enumeration::new(concat!(
    "fail\t\t\n",
    "replace\t\t\n",
    "replace-irreversibly\t\t\n",
    "isolate\t\t\n",
    "flush\t\t\n",
    "ignore-dependencies\t\t\n",
    "ignore-requirements\t\t\n",
    "triggering\t\t250\n",
    "restart-dependencies\t\t254\n",
    "lenient\t\t258\n",
), &[]);

static PERSONALITY: Enumeration = Enumeration::new(concat!(
    "x86\t\t209\n",
    "x86-64\t\t209\n",
    "ppc\t\t\n",
    "ppc-le\t\t\n",
    "ppc64\t\t\n",
    "ppc64-le\t\t\n",
    "s390\t\t\n",
    "s390x\t\t\n",
    "arm64\t\t\n",
    "arm64-be\t\t\n",
    "arm\t\t\n",
    "arm-be\t\t\n",
), &[]);

static PRIVATE_PI_DS: Enumeration = Enumeration::new(concat!(
    "no\t\t257\n",
    "yes\t\t257\n",
), &[Also::Boolean]);

static PRIVATE_TMP: Enumeration = Enumeration::new(concat!(
    "no\t\t\n",
    "yes\t\t\n",
    "connected\t\t257\n",
    "disconnected\t\t257\n",
), &[Also::Boolean]);

static PRIVATE_USERS: Enumeration = Enumeration::new(concat!(
    "no\t\t232\n",
    "yes\t\t232\n",
    "self\t\t257\n",
    "identity\t\t257\n",
    "full\t\t258\n",
    "managed\t\t260\n",
), &[Also::Boolean]);

static PROC_SUBSET: Enumeration = Enumeration::new(concat!(
    "all\t\t247\n",
    "pid\t\t247\n",
), &[]);

static PROTECT_CONTROL_GROUPS: Enumeration = Enumeration::new(concat!(
    "no\t\t232\n",
    "yes\t\t232\n",
    "private\t\t257\n",
    "strict\t\t257\n",
), &[Also::Boolean]);

static PROTECT_HOME: Enumeration = Enumeration::new(concat!(
    "no\t\t214\n",
    "yes\t\t214\n",
    "read-only\t\t214\n",
    "tmpfs\t\t238\n",
), &[Also::Boolean]);

static PROTECT_HOSTNAME: Enumeration = Enumeration::new(concat!(
    "no\t\t242\n",
    "yes\t\t242\n",
    "private\t\t258\n",
    "private:\tHOSTNAME\t258\n",
    "yes:\tHOSTNAME\t258\n",
), &[Also::Boolean]);

static PROTECT_PROC: Enumeration = Enumeration::new(concat!(
    "default\t\t247\n",
    "noaccess\t\t247\n",
    "invisible\t\t247\n",
    "ptraceable\t\t247\n",
), &[]);

static PROTECT_SYSTEM: Enumeration = Enumeration::new(concat!(
    "no\t\t214\n",
    "yes\t\t214\n",
    "full\t\t214\n",
    "strict\t\t232\n",
), &[Also::Boolean]);

static RESTART: Enumeration = Enumeration::new(concat!(
    "no\t\t\n",
    "on-success\t\t\n",
    "on-failure\t\t\n",
    "on-abnormal\t\t214\n",
    "on-watchdog\t\t207\n",
    "on-abort\t\t\n",
    "always\t\t\n",
), &[]);

static RESTART_MODE: Enumeration = Enumeration::new(concat!(
    "normal\t\t254\n",
    "direct\t\t254\n",
    "debug\t\t257\n",
), &[]);

static RUNTIME_DIRECTORY_PRESERVE: Enumeration = Enumeration::new(concat!(
    "no\t\t235\n",
    "yes\t\t235\n",
    "restart\t\t235\n",
), &[Also::Boolean]);

static SOCKET_PROTOCOL: Enumeration = Enumeration::new(concat!(
    "udplite\t\t229\n",
    "sctp\t\t229\n",
    "mptcp\t\t257\n",
), &[]);

static STANDARD_ERROR: Enumeration = Enumeration::new(concat!(
    "inherit\t\t\n",
    "null\t\t\n",
    "tty\t\t\n",
    "journal\t\t\n",
    "kmsg\t\t\n",
    "journal+console\t\t\n",
    "kmsg+console\t\t\n",
    "file:\tPATH\t236\n",
    "append:\tPATH\t240\n",
    "truncate:\tPATH\t248\n",
    "socket\t\t\n",
    "fd\t\t232\n",
    "fd:\tNAME\t232\n",
    "syslog\t\t\n",
    "syslog+console\t\t\n",
), &[]);

static STANDARD_INPUT: Enumeration = Enumeration::new(concat!(
    "null\t\t\n",
    "tty\t\t\n",
    "tty-force\t\t\n",
    "tty-fail\t\t\n",
    "data\t\t236\n",
    "file:\tPATH\t236\n",
    "socket\t\t\n",
    "fd\t\t232\n",
    "fd:\tNAME\t232\n",
), &[]);

static STANDARD_OUTPUT: Enumeration = Enumeration::new(concat!(
    "inherit\t\t\n",
    "null\t\t\n",
    "tty\t\t\n",
    "journal\t\t\n",
    "kmsg\t\t\n",
    "journal+console\t\t\n",
    "kmsg+console\t\t\n",
    "file:\tPATH\t236\n",
    "append:\tPATH\t240\n",
    "truncate:\tPATH\t248\n",
    "socket\t\t\n",
    "fd\t\t232\n",
    "fd:\tNAME\t232\n",
    "syslog\t\t\n",
    "syslog+console\t\t\n",
), &[]);

static START_LIMIT_ACTION: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "reboot\t\t\n",
    "reboot-force\t\t\n",
    "reboot-immediate\t\t\n",
    "poweroff\t\t240\n",
    "poweroff-force\t\t240\n",
    "poweroff-immediate\t\t240\n",
    "exit\t\t240\n",
    "exit-force\t\t240\n",
    "kexec\t\t254\n",
    "kexec-force\t\t254\n",
    "halt\t\t254\n",
    "halt-force\t\t254\n",
    "halt-immediate\t\t254\n",
    "soft-reboot\t\t254\n",
    "soft-reboot-force\t\t254\n",
), &[]);

static SUCCESS_ACTION: Enumeration = Enumeration::new(concat!(
    "none\t\t\n",
    "reboot\t\t\n",
    "reboot-force\t\t\n",
    "reboot-immediate\t\t\n",
    "poweroff\t\t240\n",
    "poweroff-force\t\t240\n",
    "poweroff-immediate\t\t240\n",
    "exit\t\t240\n",
    "exit-force\t\t240\n",
    "kexec\t\t254\n",
    "kexec-force\t\t254\n",
    "halt\t\t254\n",
    "halt-force\t\t254\n",
    "halt-immediate\t\t254\n",
    "soft-reboot\t\t254\n",
    "soft-reboot-force\t\t254\n",
), &[]);

static SYSLOG_FACILITY: Enumeration = Enumeration::new(concat!(
    "kern\t\t\n",
    "user\t\t\n",
    "mail\t\t\n",
    "daemon\t\t\n",
    "auth\t\t\n",
    "syslog\t\t\n",
    "lpr\t\t\n",
    "news\t\t\n",
    "uucp\t\t\n",
    "cron\t\t\n",
    "authpriv\t\t\n",
    "ftp\t\t\n",
    "local0\t\t\n",
    "local1\t\t\n",
    "local2\t\t\n",
    "local3\t\t\n",
    "local4\t\t\n",
    "local5\t\t\n",
    "local6\t\t\n",
    "local7\t\t\n",
), &[Also::Number(0, 127)]);

static SYSLOG_LEVEL: Enumeration = Enumeration::new(concat!(
    "emerg\t\t\n",
    "alert\t\t\n",
    "crit\t\t\n",
    "err\t\t\n",
    "warning\t\t\n",
    "notice\t\t\n",
    "info\t\t\n",
    "debug\t\t\n",
), &[Also::Number(0, 7)]);

static TIMEOUT_START_FAILURE_MODE: Enumeration = Enumeration::new(concat!(
    "terminate\t\t246\n",
    "abort\t\t246\n",
    "kill\t\t246\n",
), &[]);

static TIMEOUT_STOP_FAILURE_MODE: Enumeration = Enumeration::new(concat!(
    "terminate\t\t246\n",
    "abort\t\t246\n",
    "kill\t\t246\n",
), &[]);

static TIMESTAMPING: Enumeration = Enumeration::new(concat!(
    "off\t\t247\n",
    "us\t\t247\n",
    "usec\t\t247\n",
    "µs\t\t247\n",
    "ns\t\t247\n",
    "nsec\t\t247\n",
    "μs\t\t247\n",
), &[Also::Boolean]);

static TYPE: Enumeration = Enumeration::new(concat!(
    "simple\t\t\n",
    "exec\t\t240\n",
    "forking\t\t\n",
    "oneshot\t\t\n",
    "dbus\t\t\n",
    "notify\t\t\n",
    "notify-reload\t\t253\n",
    "idle\t\t183\n",
), &[]);

static UTMP_MODE: Enumeration = Enumeration::new(concat!(
    "init\t\t225\n",
    "login\t\t225\n",
    "user\t\t225\n",
), &[]);
