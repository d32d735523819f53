//! Generates `src/systemd/directives/generated.rs` from `grammar/systemd/directives.tsv` and `enums.tsv`.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sysvisor::systemd::kinds::unit_name::UnitType;

use super::render::{HEAD, Texts, literal, names, option};
use super::tsv::{Row, Table};

/// The sections, in the order of the enum.
const SECTIONS: [&str; 11] =
    ["Unit", "Install", "Service", "Socket", "Timer", "Path", "Mount", "Automount", "Swap", "Slice", "Scope"];

pub(super) fn render() -> String {
    let table = Table::read("systemd/directives.tsv");
    let enums = Table::read("systemd/enums.tsv");
    let mut sections: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for row in table.rows() {
        let of = sections.entry(row.get("directive")).or_default();
        assert!(
            !of.contains(&row.get("section")),
            "{}.{} has two rows",
            row.get("section"),
            row.get("directive")
        );
        of.push(row.get("section"));
    }
    let all: Vec<(&str, String, String)> = sections
        .iter()
        .map(|(name, of)| (*name, (*name).to_owned(), format!("`{name}=` of `[{}]`.", of.join("]`, `["))))
        .collect();

    let mut out = HEAD.to_owned();
    out.push_str(
        "use super::{Also, DeviceValue, DirectiveRow, Enumeration, RlimitUnit, ShortTime, TimeUnit};\n",
    );
    out.push_str("use super::{\n    EmptyAssignment as E, Family as C, Fatal as F, ListSemantics as L, Replacement as R, Section as S,\n");
    out.push_str("    SectionSet, Specifiers as P, Status as T, ValueKind as K,\n};\nuse crate::text::name_table::NameTable;\nuse crate::text::range::TextRange;\nuse crate::systemd::kinds::unit_name::UnitType;\n\n");
    out.push_str(&names(&all, false));
    rows(&mut out, &table, &sections);
    enumerations(&mut out, &enums, &sections);
    out
}

/// One row for all sections in which a name has the same facts.
fn rows(out: &mut String, table: &Table, sections: &BTreeMap<&str, Vec<&str>>) {
    let mut merged: BTreeMap<&str, Vec<(String, Vec<usize>)>> = BTreeMap::new();
    let mut texts = Texts::default();
    for row in table.rows() {
        let section = SECTIONS.iter().position(|name| *name == row.get("section"));
        let section = section.unwrap_or_else(|| panic!("unknown section {}", row.get("section")));
        let facts = facts(row, sections, &mut texts);
        let of = merged.entry(row.get("directive")).or_default();
        match of.iter_mut().find(|(same, _)| *same == facts) {
            Some((_, sections)) => sections.push(section),
            None => of.push((facts, vec![section])),
        }
    }
    let count: usize = merged.values().map(Vec::len).sum();
    let _ = writeln!(out, "pub(super) static ROWS: [DirectiveRow; {count}] = [");
    let (mut first, mut at) = (Vec::new(), 0);
    for (name, of) in &merged {
        first.push(at);
        for (facts, sections) in of {
            let mut sections = sections.clone();
            sections.sort_unstable();
            let sections: Vec<String> = sections.iter().map(|at| format!("S::{}", SECTIONS[*at])).collect();
            let _ = writeln!(
                out,
                "    DirectiveRow {{ name: N::{name}, sections: SectionSet::of(&[{}]), {facts} }},",
                sections.join(", ")
            );
            at += 1;
        }
    }
    first.push(at);
    let _ = writeln!(out, "];\n\n/// Where the rows of each name start.");
    let _ = writeln!(out, "pub(super) static FIRST_ROW: [u16; {}] = {first:?};\n", first.len());
    out.push_str(&texts.render());
}

/// The columns other than name and section, as fields of a `DirectiveRow`.
fn facts(row: Row<'_>, names: &BTreeMap<&str, Vec<&str>>, texts: &mut Texts) -> String {
    format!(
        "kind: {}, list: L::{}, empty: E::{}, specifiers: {}, added_in: {}, status: {}, default: {}, fatal: F::{}, family: C::{}",
        kind(row.get("value_kind"), row.get("directive")),
        word(
            row,
            "list_semantics",
            &[
                ("scalar-last-wins", "LastWins"),
                ("scalar-last-wins(first-wins!)", "FirstWins"),
                ("appends-empty-resets", "Appends"),
                ("appends-empty-noop", "AppendsForGood"),
                ("merge-set-empty-resets", "MergesSet"),
            ]
        ),
        word(
            row,
            "empty_assignment",
            &[
                ("error-ignored", "Error"),
                ("reset-to-default", "Default"),
                ("reset", "Reset"),
                ("noop", "Nothing"),
                ("n/a", "Nothing"),
                ("reset-to-infinity", "Infinity"),
                ("reset-all-conditions-or-asserts", "ResetConditions"),
                ("reset-all-timers", "ResetTimers"),
                ("reset-all-ports", "ResetPorts"),
                ("reset-all-specs", "ResetPaths"),
            ]
        ),
        specifiers(row.get("specifiers")),
        option(row.get("added_in_version")),
        status(row.get("status"), names),
        texts.put(row.get("default")),
        word(row, "fatal_if_invalid", &[("no", "No"), ("yes", "Yes"), ("unless \"-\" prefix", "UnlessDash")]),
        word(row, "context", &[("own", "Own"), ("exec", "Exec"), ("cgroup", "Cgroup"), ("kill", "Kill")]),
    )
}

fn word<'w>(row: Row<'_>, column: &str, words: &[(&str, &'w str)]) -> &'w str {
    let text = row.get(column);
    let found = words.iter().find(|(known, _)| *known == text);
    found.unwrap_or_else(|| panic!("{}: unknown {column} {text:?}", row.get("directive"))).1
}

fn specifiers(text: &str) -> String {
    match text {
        "none" => "P::None".to_owned(),
        "unit" | "unit(args),unit(path)" => "P::Unit".to_owned(),
        "unit-name" => "P::UnitName".to_owned(),
        "install(i j n N p + system + creds)" => "P::Install".to_owned(),
        _ => {
            let part = text.strip_prefix("unit(").and_then(|rest| rest.strip_suffix(')'));
            format!("P::UnitIn({})", literal(part.unwrap_or_else(|| panic!("unknown specifiers {text:?}"))))
        }
    }
}

fn status(text: &str, names: &BTreeMap<&str, Vec<&str>>) -> String {
    match text {
        "current" => return "T::Current".to_owned(),
        "removed-ignored" => return "T::RemovedIn(0)".to_owned(),
        _ => {}
    }
    if let Some(release) = text.strip_prefix("removed-in:") {
        return format!("T::RemovedIn({release})");
    }
    let (deprecated, rest) = text.strip_prefix("deprecated;").map_or((false, text), |rest| (true, rest));
    if let Some(instead) = rest.strip_prefix("use:") {
        if names.contains_key(instead) {
            return format!("T::Deprecated(R::Directive(N::{instead}))");
        }
        return format!("T::Deprecated(R::Words({}))", literal(instead));
    }
    let of = rest.strip_prefix("legacy-alias-of:").unwrap_or_else(|| panic!("unknown status {text:?}"));
    let (section, of) = match of.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((section, name)) => (format!("Some(S::{section})"), name),
        None => ("None".to_owned(), of),
    };
    let (name, value) = match of.split_once('=') {
        Some((name, value)) => (name, format!("Some({})", literal(value))),
        None => (of, "None".to_owned()),
    };
    assert!(names.contains_key(name), "an alias of an unknown directive: {text}");
    format!("T::AliasOf {{ section: {section}, name: N::{name}, value: {value}, deprecated: {deprecated} }}")
}

fn enumerations(out: &mut String, enums: &Table, names: &BTreeMap<&str, Vec<&str>>) {
    let mut by_name: BTreeMap<&str, Vec<Row<'_>>> = BTreeMap::new();
    for row in enums.rows() {
        let directive = row.get("directive");
        assert!(names.contains_key(directive), "{directive} has enum values, but is not a directive");
        by_name.entry(directive).or_default().push(row);
    }
    for (name, rows) in &by_name {
        // The words of a set have their own parser.
        if !out.contains(&format!("K::Enum(&{})", shout(name))) {
            continue;
        }
        let (mut values, mut also) = (Vec::new(), Vec::new());
        for row in rows {
            match value(*row) {
                Ok(value) => values.push(literal(&value)),
                Err(other) => also.push(other),
            }
        }
        let text = match values.as_slice() {
            [] => literal(""),
            [one] => one.clone(),
            several => format!("concat!(\n    {},\n)", several.join(",\n    ")),
        };
        let also = also.join(", ");
        let _ = writeln!(out, "static {}: Enumeration = Enumeration::new({text}, &[{also}]);\n", shout(name));
    }
    // An empty line separates them; none follows the last.
    out.pop();
}

/// A value of an enumeration, or, as the error, what it accepts in addition.
fn value(row: Row<'_>) -> Result<String, String> {
    let text = row.get("value");
    if text == "<boolean>" {
        return Err("Also::Boolean".to_owned());
    }
    if let Some((min, max)) = text.split_once("..") {
        return Err(format!("Also::Number({min}, {max})"));
    }
    // `file:PATH`, `device-tree-compatible(VALUE)`, `AF_*`: a word with an argument.
    let argument = match text.rsplit_once([':', '(']) {
        Some((word, argument)) => Some((word.len() + 1, argument.trim_end_matches(')'))),
        None => text.strip_suffix('*').map(|word| (word.len(), "NAME")),
    };
    let (word, argument) = match argument {
        Some((end, argument)) => (&text[..end], argument),
        None => (text, ""),
    };
    let added_in = row.get("added_in_version");
    assert!(added_in.is_empty() || added_in.parse::<u16>().is_ok(), "not a release: {added_in}");
    Ok(format!("{word}\t{argument}\t{added_in}\n"))
}

/// Converts `KillMode` to `KILL_MODE`, and `CPUWeight` to `CPU_WEIGHT`.
fn shout(name: &str) -> String {
    let bytes = name.as_bytes();
    let mut out = String::new();
    for (at, byte) in bytes.iter().enumerate() {
        let after_lower = at > 0 && bytes[at - 1].is_ascii_lowercase();
        let before_lower = at > 0 && bytes.get(at + 1).is_some_and(u8::is_ascii_lowercase);
        if byte.is_ascii_uppercase() && (after_lower || before_lower) {
            out.push('_');
        }
        out.push(byte.to_ascii_uppercase() as char);
    }
    out
}

/// The `ValueKind` for a `value_kind`.
fn kind(text: &str, directive: &str) -> String {
    let plain = |short: &str| format!("K::Timespan {{ unit: TimeUnit::Seconds, short: ShortTime::{short} }}");
    let fixed = match text {
        "bool" => "Bool",
        "bool|cgroup-controller-list" => "BoolOrControllers",
        "bool|namespace-set" => "BoolOrNamespaces",
        "enum" => return format!("K::Enum(&{})", shout(directive)),
        "uint" => "Uint { min: 0, max: u32::MAX }",
        "int" => "Int { min: i32::MIN as i64, max: i32::MAX as i64 }",
        "long" => "Int { min: i64::MIN, max: i64::MAX }",
        "uint|infinity" => "UintOrInfinity",
        "uint(1..10000)|idle" => "WeightOrIdle",
        "uint|percent|infinity" => "TasksMax",
        "bytes(1024)" => "Bytes",
        "percent-or-bytes(1024)|infinity" => "MemoryLimit",
        "percent-or-bytes|off" => "DiskQuota",
        "percent" => "Percent",
        "permyriad-percent" => "Permyriad",
        "timespan" | "timespan(empty=TimeoutStopSec)" => return plain("Plain"),
        "timespan(0=infinity)" => return plain("ZeroIsInfinity"),
        "timespan(>=1s)" => return plain("AtLeastOneSecond"),
        "timespan(ns default unit)" => "Timespan { unit: TimeUnit::Nanoseconds, short: ShortTime::Plain }",
        "calendar" => "Calendar",
        "rlimit(bytes,1024)" => "Rlimit(RlimitUnit::Bytes)",
        "rlimit(uint)" => "Rlimit(RlimitUnit::Count)",
        "rlimit(timespan,s)" => "Rlimit(RlimitUnit::Seconds)",
        "rlimit(timespan,us)" => "Rlimit(RlimitUnit::Microseconds)",
        "rlimit(nice)" => "Rlimit(RlimitUnit::Nice)",
        "mode(octal,<=07777)" => "Mode",
        "signal" => "Signal",
        "exit-status-or-signal-list" => "ExitStatusList",
        "string" => "String",
        "text(c-unescaped)" => "Text",
        "string(-prefix=ignore)" => "Label",
        "exec-command" => "Exec",
        "environment" => "Environment",
        "env-name-list" => "EnvironmentNames",
        "env-name-or-assignment-list" => "EnvironmentNamesOrAssignments",
        "env-file(-prefix=optional)" => "EnvironmentFile",
        "path" => "Path",
        "path(relative to /run)" => "PidFile",
        "path|~(-prefix=optional)" => "WorkingDirectory",
        "path-list" => "PathList",
        "path-list(prefixes - and +)" => "PathListWithPrefixes",
        "relative-path-list(src[:dst[:flags]])" => "DirectoryList",
        "bind-path-list" => "BindPaths",
        "unit-name" => "UnitName(None)",
        "unit-list" => "UnitList(None)",
        "user-or-group" => "UserOrGroup",
        "user-or-group-list" => "UserOrGroupList",
        "condition(path)" => "ConditionPath",
        "condition(string)" => "Condition",
        "uri-list" => "Uris",
        "cpu-set" | "cpu-set(numa nodes)" | "cpu-set|all" | "cpu-set|numa" => "CpuSet",
        "capability-set" => "Capabilities",
        "syscall-filter(~invert,@groups)" => "Syscalls { errno: false }",
        "syscall-filter(~deny,@groups,:errno)" => "Syscalls { errno: true }",
        "address-family-set" => "AddressFamilies",
        "arch-list" => "Architectures",
        "securebits-set" => "SecureBits",
        "coredump-filter-set" => "CoredumpFilter",
        "cgroup-controller-list" => "Controllers",
        "ip-prefix-list|any|localhost|link-local|multicast" => "IpPrefixes",
        "socket-address" => "SocketAddress",
        "dbus-name" => "BusName",
        "device+bytes" => "Device(DeviceValue::Bytes)",
        "device+bytes(1000)|infinity" => "Device(DeviceValue::BytesPerSecond)",
        "device+count(1000)|infinity" => "Device(DeviceValue::OperationsPerSecond)",
        "device+timespan" => "Device(DeviceValue::Timespan)",
        "device+rights(rwm)" => "Device(DeviceValue::Rights)",
        "ignored" => "Ignored",
        "base64" => "Base64",
        "credential-id:data" => {
            return format!("K::SetCredential {{ encrypted: {} }}", directive == "SetCredentialEncrypted");
        }
        "credential-id[:path]" => "LoadCredential",
        "errno-name-or-number|kill" => "ErrnoOrKill",
        "fd-name" => "FdName",
        "filesystem-set" => "FileSystems",
        "ifname|*" => "Interface",
        "ifname-set" => "Interfaces",
        "journal-fields" => "LogFields",
        "log-namespace" => "LogNamespace",
        "netlink-family [group]" => "Netlink",
        "hex|path" => "RootHash",
        "base64:...|path" => "RootHashSignature",
        "socket-bind-rule" => "SocketBind",
        "bpf-attach-type:path" => "BpfProgram",
        "colon-path-list" => "SearchPath",
        "path[:mount-options] list" => "TemporaryFileSystems",
        "src:dst[:part:opts] list" => "MountImages",
        "image-path-list" => "ExtensionImages",
        "partition:mount-options list" => "ImageOptions",
        "reboot-parameter" => "RebootParameter",
        "bool|refresh-set" => "RefreshOnReload",
        "cgroup-name" => "ControlGroupName",
        "credential-glob[:rename]" => "ImportCredential",
        "ifname" => "BoundInterface",
        "image-policy" => "ImagePolicy",
        "nft-set-list" => "NftSets",
        "path[:fdname[:options]]" => "OpenFile",
        "regex(~prefix=deny)" => "LogFilter",
        "comma-set|any" | "device-or-path-or-string" => "Unread",
        _ => return kind_with_argument(text),
    };
    format!("K::{fixed}")
}

/// The kinds with a range or a unit type.
fn kind_with_argument(text: &str) -> String {
    let argument = |of: &str| text.strip_prefix(of).and_then(|rest| rest.strip_suffix(')'));
    let range = |text: &str| text.split_once("..").map(|(min, max)| format!("min: {min}, max: {max}"));
    if let Some(range) = argument("uint(").and_then(range) {
        return format!("K::Uint {{ {range} }}");
    }
    if let Some(range) = argument("int(").and_then(range) {
        return format!("K::Int {{ {range} }}");
    }
    if let Some((min, max)) = argument("device+uint(").and_then(|range| range.split_once("..")) {
        return format!("K::Device(DeviceValue::Weight({min}, {max}))");
    }
    if let Some(unit_type) = argument("unit-name(.") {
        return format!("K::UnitName(Some({}))", unit_type_of(unit_type));
    }
    if let Some(unit_type) = argument("unit-list(.") {
        return format!("K::UnitList(Some({}))", unit_type_of(unit_type));
    }
    panic!("no variant of ValueKind for the kind {text} of the table");
}

fn unit_type_of(name: &str) -> String {
    let unit_type = UnitType::from_name(name).unwrap_or_else(|| panic!("not a unit type: {name}"));
    format!("UnitType::{unit_type:?}")
}
