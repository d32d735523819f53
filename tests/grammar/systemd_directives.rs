//! The grammars of values that belong to a directive, compared with the result of `check` for that directive.

use sysvisor::systemd::check;
use sysvisor::systemd::directives::{self, Section};
use sysvisor::systemd::kinds::calendar::{Calendar, Zone};
use sysvisor::systemd::kinds::capability::CapabilitySet;
use sysvisor::systemd::kinds::errno;
use sysvisor::systemd::kinds::secure_bits::SecureBits;
use sysvisor::systemd::kinds::socket_address::SocketAddress;
use sysvisor::systemd::versions::Release;

use super::tie;

/// The release that the grammars describe.
const RELEASE: Release = Release(257);

const CREDENTIALS: &str = "systemd/credentials.abnf";
const IMAGES: &str = "systemd/images.abnf";
const NETWORK: &str = "systemd/network.abnf";
const PATHS: &str = "systemd/paths.abnf";
const SETS: &str = "systemd/sets.abnf";
const SYSCALLS: &str = "systemd/syscalls.abnf";
const VALUES: &str = "systemd/values.abnf";

/// Compares a rule with everything that `check` knows about a directive. Values that are out of range or in the wrong order
/// are excluded, and so is the empty value, whose meaning depends on the directive and not on the kind.
fn tie_directive(file: &str, rule: &str, size: usize, directive: &str, covers: &dyn Fn(&str) -> bool) {
    let refusals = |text: &str| -> Vec<String> {
        let (section, name) = directive.split_once('.').expect("Section.Name");
        let section = Section::of(section.as_bytes()).expect("a section");
        let row = directives::lookup(section, name.as_bytes()).expect("a directive");
        let mut found = Vec::new();
        check::check(row, text, RELEASE, &mut |refused| found.push(refused.error.message));
        found
    };
    let is_in_range = |text: &str| {
        !refusals(text).iter().any(|message| {
            message.contains("out of range") || message.starts_with("Soft resource limit chosen higher")
        })
    };
    tie(file, rule, size, &|text| refusals(text).is_empty(), &|text| {
        !text.is_empty() && covers(text) && is_in_range(text)
    });
}

/// Whether there are no quotes, escapes or specifiers.
fn is_plain(text: &str) -> bool {
    !text.contains(['"', '\'', '\\', '%'])
}

/// Whether all numbers between these separators are short and in plain decimal digits. A word with a letter or a sign in it
/// is not a number.
fn is_decimal(text: &str, signs: &[char]) -> bool {
    text.split(signs).all(|word| {
        let is_number = word.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
        let is_short = word.len() < 10 && word.bytes().all(|byte| byte.is_ascii_digit());
        !is_number || is_short && (word.len() == 1 || !word.starts_with('0'))
    })
}

#[test]
fn amounts_and_limits_and_their_parsers_agree() {
    let short = |text: &str| text.len() < 10;
    tie_directive(VALUES, "memory", 16, "Service.MemoryLow", &|text| {
        !text.ends_with(['%', '‰', '‱']) || is_decimal(text, &['.', '%', '‰', '‱'])
    });
    tie_directive(VALUES, "tasks", 12, "Service.TasksMax", &|text| {
        short(text) && (!text.ends_with(['%', '‰', '‱']) || is_decimal(text, &['.', '%', '‰', '‱']))
    });
    // What does not fit into 64 bits is refused with the same message.
    tie_directive(VALUES, "limit-bytes", 20, "Service.LimitCORE", &|text| !text.contains(['E', 'P', 'T']));
    tie_directive(VALUES, "limit-count", 16, "Service.LimitNOFILE", &short);
    let level = |text: &str| is_decimal(&text.replace(['+', '-'], ""), &[':']);
    tie_directive(VALUES, "limit-nice", 8, "Service.LimitNICE", &level);
}

#[test]
fn accounts_and_names_and_their_parsers_agree() {
    tie_directive(VALUES, "account", 12, "Service.User", &|text| {
        let is_long_number = text.len() > 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        !text.contains([' ', '%']) && !is_long_number && !matches!(text, "" | "." | "..")
    });
    tie_directive(VALUES, "log-fields", 24, "Service.LogExtraFields", &is_plain);
    tie_directive(VALUES, "names", 24, "Service.PassEnvironment", &is_plain);
    tie_directive(VALUES, "uris", 40, "Unit.Documentation", &is_plain);
}

#[test]
fn calendar_expressions_and_their_parser_agree() {
    /// Two-digit years, ranges and repetitions require counting.
    fn is_counted(text: &str) -> bool {
        text.split([' ', ',', '-', '~', ':']).all(|part| {
            let number = |text: &str| text.parse::<u32>().ok().filter(|number| *number < 60);
            let (range, count) =
                part.split_once('/').map_or((part, None), |(range, count)| (range, Some(count)));
            match (range.split_once(".."), count) {
                (None, None) => true,
                (None, Some(count)) => {
                    number(range).is_some_and(|start| (2..12).contains(&start)) && count == "1"
                }
                (Some((first, last)), count) => {
                    let is_number = |text: &str| text.bytes().any(|byte| byte.is_ascii_digit());
                    let has_numbers = is_number(first) || is_number(last) || count.is_some();
                    let ends = number(first).zip(number(last));
                    !has_numbers || ends.is_some_and(|(a, b)| a < b) && count.is_none_or(|count| count == "1")
                }
            }
        })
    }
    let covers = |text: &str| {
        let last = text.rsplit_once(' ').map_or("", |(_, last)| last);
        // A single word may be a time zone of the system.
        let is_system_zone = !last.contains('/')
            && last.len() > 1
            && matches!(Calendar::parse(&format!("daily {last}")), Ok(calendar) if matches!(calendar.zone(), Zone::Named(_)));
        let rounds = text.split('.').skip(1).any(|fraction| fraction.starts_with("99999"));
        let is_late =
            text.contains('@') && text.split(|c: char| !c.is_ascii_digit()).any(|digits| digits.len() > 9);
        is_counted(text) && !is_system_zone && !rounds && !is_late && !text.contains('%')
    };
    tie("systemd/calendar.abnf", "calendar", 30, &|text| Calendar::parse(text).is_ok(), &covers);
}

#[test]
fn network_addresses_and_names_and_their_parsers_agree() {
    let decimal = |text: &str| is_plain(text) && is_decimal(text, &['/', ' ', '\t', '\n', '\r', '.', ':']);
    tie_directive(NETWORK, "ip-prefixes", 40, "Service.IPAddressAllow", &|text| {
        // Groups in IPv6 addresses are hexadecimal; the length follows the slash.
        is_plain(text)
            && text.split('/').skip(1).all(|rest| {
                let length = rest.split([' ', '\t', '\n', '\r']).next().unwrap_or_default();
                decimal(length) && !length.contains([':', '.'])
            })
    });
    let ports = |text: &str| {
        let is_up = |(first, last): (&str, &str)| {
            first.parse::<u32>().ok().zip(last.parse::<u32>().ok()).is_none_or(|(first, last)| first <= last)
        };
        let part = text.rsplit(':').next().unwrap_or_default();
        is_decimal(text, &[':', '-']) && part.split_once('-').is_none_or(is_up)
    };
    tie_directive(NETWORK, "socket-bind", 20, "Service.SocketBindAllow", &ports);
    let is_name = |name: &str| {
        let is_number = name.bytes().all(|byte| byte.is_ascii_digit()) || !is_decimal(name, &[]);
        !matches!(name, "." | ".." | "all" | "default") && !is_number
    };
    // The parser receives the text after the expansion of specifiers.
    tie(NETWORK, "socket-address", 30, &|text| SocketAddress::parse(text).is_ok(), &|text| {
        let (address, interface) = text.split_once('%').unwrap_or((text, "x"));
        let port = address.rsplit(':').next().unwrap_or_default();
        let numbers = text.strip_prefix("vsock:").unwrap_or(port);
        text.is_ascii()
            && !text.contains(['\\', '\n'])
            && is_name(interface)
            && if text.starts_with(['/', '@']) { !text.contains('%') } else { is_decimal(numbers, &[':']) }
    });
    tie_directive(NETWORK, "interface", 12, "Socket.BindToDevice", &is_name);
    tie_directive(NETWORK, "interfaces", 24, "Service.RestrictNetworkInterfaces", &|text| {
        is_plain(text)
            && text
                .trim_start_matches('~')
                .split([' ', '\t', '\n', '\r'])
                .filter(|word| !word.is_empty())
                .all(is_name)
    });
    tie_directive(NETWORK, "families", 40, "Service.RestrictAddressFamilies", &is_plain);
    tie_directive(NETWORK, "bus-name", 24, "Service.BusName", &is_plain);
}

#[test]
fn value_sets_and_their_parsers_agree() {
    let decimal = |text: &str| is_plain(text) && is_decimal(text, &[' ', '\t', '\n', '\r', ',', '-']);
    tie_directive(SETS, "cpu-set", 24, "Service.CPUAffinity", &|text| {
        let is_up = |(first, last): (&str, &str)| {
            first.parse::<u32>().ok().zip(last.parse::<u32>().ok()).is_none_or(|(first, last)| first <= last)
        };
        decimal(text)
            && text.split([' ', '\t', '\n', '\r', ',']).all(|word| word.split_once('-').is_none_or(is_up))
    });
    let accepts_all = |read: &dyn Fn(&mut dyn FnMut())| {
        let mut all = true;
        read(&mut || all = false);
        all
    };
    let capabilities = |text: &str| {
        accepts_all(&|unknown| {
            let _ = CapabilitySet::parse(text, &mut |_| unknown());
        })
    };
    tie(SETS, "capabilities", 40, &capabilities, &|text| {
        is_plain(text) && is_decimal(text.trim_start_matches('~'), &[' ', '\t', '\n', '\r'])
    });
    let secure_bits = |text: &str| {
        accepts_all(&|unknown| {
            let _ = SecureBits::parse(text, &mut |_| unknown());
        })
    };
    tie(SETS, "secure-bits", 30, &secure_bits, &is_plain);
    tie_directive(SETS, "namespaces", 24, "Service.RestrictNamespaces", &is_plain);
    tie_directive(SETS, "coredump-filter", 30, "Service.CoredumpFilter", &is_plain);
    tie_directive(SETS, "file-systems", 40, "Service.RestrictFileSystems", &is_plain);
    tie_directive(SETS, "errno", 8, "Service.SystemCallErrorNumber", &|text| is_decimal(text, &[]));
}

#[test]
fn paths_and_path_lists_and_their_parsers_agree() {
    tie_directive(PATHS, "path", 20, "Service.RootDirectory", &is_plain);
    tie_directive(PATHS, "condition-path", 20, "Unit.ConditionPathExists", &is_plain);
    tie_directive(PATHS, "paths", 30, "Service.ReadWritePaths", &is_plain);
    tie_directive(PATHS, "environment-file", 20, "Service.EnvironmentFile", &is_plain);
    tie_directive(PATHS, "output", 24, "Service.StandardOutput", &|text| {
        is_plain(text) && !matches!(text, "file" | "append" | "truncate")
    });
    tie_directive(PATHS, "input", 24, "Service.StandardInput", &|text| is_plain(text) && text != "file");
    tie_directive(PATHS, "fd-name", 16, "Socket.FileDescriptorName", &is_plain);
    tie_directive(PATHS, "device-rights", 24, "Service.DeviceAllow", &is_plain);
}

#[test]
fn directories_and_bind_paths_and_their_parsers_agree() {
    let covers = |text: &str| is_plain(text) && !text.contains("private");
    tie_directive(PATHS, "directories", 30, "Service.StateDirectory", &covers);
    tie_directive(PATHS, "configurations", 30, "Service.ConfigurationDirectory", &covers);
    tie_directive(PATHS, "bind-paths", 40, "Service.BindPaths", &is_plain);
}

#[test]
fn credentials_and_their_parsers_agree() {
    let covers = |text: &str| !text.contains(['\\', '%']);
    tie_directive(CREDENTIALS, "load-credential", 24, "Service.LoadCredential", &covers);
    tie_directive(CREDENTIALS, "set-credential", 24, "Service.SetCredential", &covers);
    tie_directive(CREDENTIALS, "import-credential", 24, "Service.ImportCredential", &covers);
}

#[test]
fn images_and_policies_and_their_parsers_agree() {
    tie_directive(IMAGES, "mount-images", 50, "Service.MountImages", &is_plain);
    tie_directive(IMAGES, "extension-images", 40, "Service.ExtensionImages", &is_plain);
    tie_directive(IMAGES, "root-options", 30, "Service.RootImageOptions", &is_plain);
    tie_directive(IMAGES, "image-policy", 50, "Service.RootImagePolicy", &|text| {
        let mut partitions: Vec<&str> = text
            .split(':')
            .filter_map(|rule| rule.split_once('='))
            .map(|(partition, _)| partition.trim())
            .collect();
        let count = partitions.len();
        partitions.sort_unstable();
        partitions.dedup();
        is_plain(text) && partitions.len() == count
    });
}

#[test]
fn system_calls_and_their_parsers_agree() {
    // `errno` in sets.abnf defines which words are errors.
    let is_error = |word: &str| {
        let error = word.split_once(':').map_or("0", |(_, error)| error);
        !error.starts_with('E') && is_decimal(error, &[]) || errno::Errno::parse(error).is_some()
    };
    tie_directive(SYSCALLS, "syscall-filter", 50, "Service.SystemCallFilter", &|text| {
        is_plain(text) && text.trim_start_matches('~').split([' ', '\t', '\n', '\r']).all(is_error)
    });
    tie_directive(SYSCALLS, "syscall-log", 40, "Service.SystemCallLog", &is_plain);
}
