//! The loader's messages: many directives share a value kind, but the messages of their parsers differ (252).

use crate::systemd::directives::{Also, DirectiveRow, Enumeration, Name, Section, Specifiers};
use crate::systemd::kinds::integer;
use crate::systemd::kinds::unit_name::UnitName;
use crate::value::ValueError;

/// The message for an invalid value of an enumeration.
pub(super) fn enumeration(name: Name, values: &Enumeration, text: &str) -> ValueError {
    let what = match name {
        Name::Type => "service type",
        Name::ExitType => "service exit type",
        Name::Restart => "service restart specifier",
        Name::NotifyAccess => "notify access specifier",
        Name::OOMPolicy => "OOM policy",
        Name::KillMode => "kill mode specification",
        Name::TimeoutStartFailureMode | Name::TimeoutStopFailureMode => "timeout failure mode",
        Name::OnSuccessJobMode | Name::OnFailureJobMode => "job mode",
        Name::CollectMode => "garbage collection mode",
        Name::IOSchedulingClass => "IO scheduling class",
        Name::CPUSchedulingPolicy => "CPU scheduling policy",
        Name::SyslogFacility => "log facility",
        Name::SyslogLevel | Name::LogLevelMax => "log level",
        Name::KeyringMode => "keyring mode",
        Name::ProtectProc => "/proc/ protection mode",
        Name::ProcSubset => "/proc/ subset mode",
        Name::ProtectSystem => "protect system value",
        Name::ProtectHome => "protect home value",
        Name::MountFlags => "mount flag",
        Name::Personality => "personality",
        Name::RuntimeDirectoryPreserve => "runtime directory preserve mode",
        Name::UtmpMode => "utmp mode",
        Name::DevicePolicy => "device policy",
        Name::SocketProtocol => "socket protocol",
        Name::BindIPv6Only => "bind IPv6 only value",
        Name::IPTOS => "IP TOS value",
        Name::Timestamping => "timestamping precision",
        // Booleans, until other values were added.
        Name::PrivateTmp | Name::PrivateUsers | Name::ProtectControlGroups | Name::ProtectHostname => {
            "boolean value"
        }
        Name::NUMAPolicy => {
            let message = format!("Invalid NUMA policy type, ignoring: {text}");
            return ValueError::whole(text, message, expected(values));
        }
        Name::ManagedOOMSwap | Name::ManagedOOMMemoryPressure => {
            return ValueError::whole(text, format!("Invalid syntax, ignoring: {text}"), expected(values));
        }
        _ => {
            let message = format!("Failed to parse {name}=, ignoring: {text}");
            return ValueError::whole(text, message, expected(values));
        }
    };
    ValueError::whole(text, format!("Failed to parse {what}, ignoring: {text}"), expected(values))
}

/// The values themselves are listed by the code that shows the message, as they depend on the release.
fn expected(values: &Enumeration) -> &'static str {
    if values.also.contains(&Also::Boolean) {
        "a boolean or one of the directive's values"
    } else {
        "one of the directive's values"
    }
}

/// The message for an invalid number; `number` is what was parsed, if it was a number.
pub(super) fn number(row: &DirectiveRow, text: &str, number: Option<i128>) -> ValueError {
    let fits = number.is_some_and(|number| i32::try_from(number).is_ok());
    let why = if number.is_some() { integer::OUT_OF_RANGE } else { integer::INVALID };
    let message = match row.name {
        Name::Nice if number.is_some() => format!("Nice priority out of range, ignoring: {text}"),
        Name::Nice => format!("Failed to parse nice priority '{text}', ignoring: {why}"),
        Name::OOMScoreAdjust if number.is_some() => {
            format!("OOM score adjust value out of range, ignoring: {text}")
        }
        Name::OOMScoreAdjust => {
            format!("Failed to parse the OOM score adjust value '{text}', ignoring: {why}")
        }
        Name::IOSchedulingPriority => format!("Failed to parse IO priority, ignoring: {text}"),
        Name::CPUSchedulingPriority if fits => {
            format!("CPU scheduling priority is out of range, ignoring: {text}")
        }
        Name::CPUSchedulingPriority => format!("Failed to parse CPU scheduling priority, ignoring: {text}"),
        Name::FailureActionExitStatus | Name::SuccessActionExitStatus => {
            format!("Failed to parse exit status '{text}', ignoring: {why}")
        }
        Name::IOWeight | Name::StartupIOWeight => format!("Invalid weight, ignoring: {text}"),
        Name::CPUWeight | Name::StartupCPUWeight => format!("Invalid CPU weight, ignoring: {text}"),
        Name::CPUShares | Name::StartupCPUShares => format!("Invalid CPU shares, ignoring: {text}"),
        Name::BlockIOWeight | Name::StartupBlockIOWeight => {
            format!("Invalid block IO weight, ignoring: {text}")
        }
        Name::Priority if row.sections.contains(Section::Swap) => {
            format!("Invalid swap priority '{text}', ignoring.")
        }
        Name::MessageQueueMaxMessages | Name::MessageQueueMessageSize => {
            format!("Failed to parse long value, ignoring: {text}")
        }
        Name::Priority | Name::IPTTL | Name::Mark => format!("Failed to parse int value, ignoring: {text}"),
        _ => format!("Failed to parse unsigned value, ignoring: {text}"),
    };
    ValueError::whole(text, message, "a whole number")
}

/// The message for a directive that accepts one unit.
pub(super) fn unit_name(name: Name, text: &str, read: Option<UnitName<'_>>) -> String {
    match (name, read) {
        (Name::Slice, None) => {
            format!("Failed to load slice unit {text}, ignoring: Unit name {text} is not valid.")
        }
        (Name::Slice, Some(read)) if read.is_loadable() => {
            format!("Failed to assign slice {text}, ignoring: Invalid argument")
        }
        (Name::Slice, Some(_)) => format!("Failed to load slice unit {text}, ignoring: Invalid argument"),
        (Name::Service, _) => format!("Unit must be of type service, ignoring: {text}"),
        (_, Some(read)) if !read.is_loadable() => {
            format!("Failed to add trigger on {text}, ignoring: Invalid argument")
        }
        _ => format!("Unit type not valid, ignoring: {text}"),
    }
}

/// The message for a unit in a list. For `[Install]` it is that of `systemctl enable`.
pub(super) fn unit_in_list(row: &DirectiveRow, text: &str) -> String {
    match row.name {
        Name::Sockets => format!("Unit must be of type socket, ignoring: {text}"),
        _ if row.specifiers == Specifiers::Install => format!("\"{text}\" is not a valid unit name."),
        _ => format!("Failed to add dependency on {text}, ignoring: Invalid argument"),
    }
}
