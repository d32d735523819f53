//! Values that systemd refuses, and what it does about it.

use std::collections::BTreeSet;

use super::*;
use crate::systemd::directives::{Section, directives_of, lookup};
use crate::systemd::kinds::exec;
use crate::systemd::kinds::unit_name::UnitName;

fn refusals(section: Section, name: &str, text: &str, release: u16) -> Vec<Refusal> {
    let row = lookup(section, name.as_bytes()).unwrap();
    let mut found = Vec::new();
    check(row, text, Release(release), &mut |refused| found.push(refused));
    found
}

/// The messages of 252 for a value.
fn messages(section: Section, name: &str, text: &str) -> Vec<String> {
    refusals(section, name, text, 252).into_iter().map(|refused| refused.error.message).collect()
}

fn service(name: &str, text: &str) -> Vec<String> {
    messages(Section::Service, name, text)
}

#[test]
fn every_value_kind_quotes_its_own_message() {
    for (name, text, words) in [
        ("PrivateDevices", "maybe", "Failed to parse boolean value, ignoring: maybe"),
        ("PrivateTmp", "maybe", "Failed to parse boolean value, ignoring: maybe"),
        ("Type", "daemon", "Failed to parse service type, ignoring: daemon"),
        ("ProtectSystem", "all", "Failed to parse protect system value, ignoring: all"),
        ("NUMAPolicy", "x", "Invalid NUMA policy type, ignoring: x"),
        ("FailureAction", "email", "Failed to parse FailureAction=, ignoring: email"),
        ("Nice", "30", "Nice priority out of range, ignoring: 30"),
        ("Nice", "x", "Failed to parse nice priority 'x', ignoring: Invalid argument"),
        ("OOMScoreAdjust", "2000", "OOM score adjust value out of range, ignoring: 2000"),
        ("CPUWeight", "0", "Invalid CPU weight, ignoring: 0"),
        ("TasksMax", "0", "Maximum tasks value '0' out of range, ignoring."),
        ("TasksMax", "-5", "Invalid maximum tasks value '-5', ignoring: Numerical result out of range"),
        ("MemoryMax", "0", "Memory limit '0' out of range, ignoring."),
        ("MemoryMax", "5X", "Invalid memory limit '5X', ignoring: Invalid argument"),
        ("CPUQuota", "50", "Invalid CPU quota '50', ignoring."),
        (
            "LimitNOFILE",
            "2000:1000",
            "Soft resource limit chosen higher than hard limit, ignoring: 2000:1000",
        ),
        ("LimitNOFILE", "unlimited", "Failed to parse resource value, ignoring: unlimited"),
        ("LimitNICE", "infinity", "Failed to parse resource value, ignoring: infinity"),
        ("UMask", "0999", "Failed to parse mode value, ignoring: 0999"),
        ("KillSignal", "sigterm", "Failed to parse signal name, ignoring: sigterm"),
        ("TimeoutStartSec", "10 parsecs", "Failed to parse TimeoutStartSec= parameter, ignoring: 10 parsecs"),
        ("RestartSec", "", "Failed to parse sec value, ignoring: "),
        ("EnvironmentFile", "a.env", "EnvironmentFile= path is not absolute, ignoring: a.env"),
        ("StandardOutput", "/a", "Failed to parse output specifier, ignoring: /a"),
        ("StateDirectory", "/a", "StateDirectory= path is absolute, ignoring: /a"),
        ("StateDirectory", "a:/b", "StateDirectory= path is absolute, ignoring: /b"),
        (
            "StateDirectory",
            "private/x",
            "StateDirectory= path can't be 'private', ignoring assignment: private/x",
        ),
        ("Slice", "a@b.slice", "Failed to load slice unit a@b.slice, ignoring: Invalid argument"),
        ("Slice", "foo", "Failed to load slice unit foo, ignoring: Unit name foo is not valid."),
        ("Sockets", "a.service", "Unit must be of type socket, ignoring: a.service"),
    ] {
        assert_eq!(service(name, text), [words], "{name}={text}");
    }
}

#[test]
fn valid_values_are_not_reported() {
    for (name, text) in [
        ("PrivateDevices", "TRUE"),
        ("ProtectSystem", "1"),
        ("RuntimeDirectoryPreserve", "yes"),
        ("Nice", "-20"),
        ("CPUSchedulingPriority", "0"),
        ("CPUWeight", "idle"),
        ("TasksMax", "0%"),
        ("MemoryMax", "33.33%"),
        ("MemorySwapMax", "0"),
        ("CPUQuota", "150%"),
        ("LimitNOFILE", "1000:infinity"),
        ("LimitNICE", "+5"),
        ("LimitCPU", "1min:infinity"),
        ("KillMode", ""),
        ("UMask", "22"),
        ("SuccessExitStatus", "1 TEMPFAIL SIGKILL"),
        ("EnvironmentFile", "-/etc/%p"),
        ("WorkingDirectory", "-~"),
        ("PIDFile", "app.pid"),
        ("StandardOutput", "append:/a b"),
        ("ReadWritePaths", "-/a +/b \"/c d\""),
        ("StateDirectory", "a:b %p"),
        ("Slice", "a-%i.slice"),
        ("ExecStart", "/bin/a -x"),
        ("ExecStart", "-@a b c"),
        ("Environment", "A=b \"C=d e\" F=%n"),
    ] {
        assert_eq!(service(name, text), Vec::<String>::new(), "{name}={text}");
    }
}

#[test]
fn a_fatal_directive_refuses_the_unit_with_a_different_message() {
    for (name, text, words) in [
        ("DynamicUser", "maybe", "Failed to parse boolean value: maybe"),
        ("WorkingDirectory", "a", "WorkingDirectory= path is not absolute: a"),
        ("RootDirectory", "a", "RootDirectory= path is not absolute: a"),
        ("User", "a:b", "Invalid user/group name or numeric ID: a:b"),
        ("SupplementaryGroups", "a b:c", "Invalid user/group name or numeric ID: b:c"),
    ] {
        let found = refusals(Section::Service, name, text, 252);
        assert_eq!(found[0].error.message, words);
        assert_eq!(found[0].effect, Effect::UnitRefused, "{name}");
    }
    let dash = refusals(Section::Service, "WorkingDirectory", "-a", 252);
    assert_eq!(dash[0].effect, Effect::LineIgnored);
}

#[test]
fn unit_lists_are_checked_name_by_name_allowing_for_specifiers() {
    let unit = |name: &str, text: &str| messages(Section::Unit, name, text);
    let words = "Failed to add dependency on network, ignoring: Invalid argument";
    assert_eq!(unit("After", "a.target network b@c.service"), [words]);
    assert_eq!(unit("Wants", "a.target,b.target").len(), 1);
    assert!(unit("Wants", "%i.service a@%i.service x-%n %N.socket dev-a\\x2db.device").is_empty());
    assert_eq!(unit("Wants", "dev-%{i}.device").len(), 1, "neither a specifier nor a valid name");
    let words = ["After", "Wants"].map(|name| unit(name, "a@b.mount x@.device t@a.target b@%i.swap").len());
    assert_eq!(words, [3, 3], "of these types only a target may be an instance");
    assert!(
        messages(Section::Install, "WantedBy", "a@b.mount").is_empty(),
        "systemctl creates the symlink anyway"
    );
    let slot = refusals(Section::Unit, "After", "a.target foo-%I.service", 252);
    assert_eq!((slot[0].cause, slot[0].error.span), (Cause::Specifier, Span::new(13, 15)));
    assert_eq!(
        messages(Section::Install, "WantedBy", "multi-user"),
        ["\"multi-user\" is not a valid unit name."]
    );
}

#[test]
fn messages_of_other_unit_section_directives() {
    let unit = |name: &str, text: &str| messages(Section::Unit, name, text);
    assert_eq!(unit("Documentation", "see http://x man:a(1)"), ["Invalid URL, ignoring: see"]);
    assert_eq!(unit("Documentation", "%% %i man:%N(1)"), ["Invalid URL, ignoring: %"]);
    assert_eq!(
        unit("ConditionPathExists", "|!etc/a"),
        ["ConditionPathExists= path is not absolute, ignoring: etc/a"]
    );
    assert_eq!(unit("ConditionPathExists", "|! /etc/a").len(), 1, "the space is part of the path");
    for open in ["%i", "%imin", "1%i", "5 %i", "%i 1h"] {
        assert!(messages(Section::Timer, "OnBootSec", open).is_empty(), "{open}");
    }
    for wrong in ["15min %s", "1h %i x", "%%"] {
        let message = format!("Failed to parse timer value, ignoring: {wrong}");
        assert_eq!(messages(Section::Timer, "OnBootSec", wrong), [message]);
    }
    for (nodes, count) in [("%i", 0), ("0-%i", 0), ("1,%i", 0), ("a %i", 1), ("%t", 1)] {
        assert_eq!(messages(Section::Service, "AllowedMemoryNodes", nodes).len(), count, "{nodes}");
    }
    assert_eq!(messages(Section::Timer, "OnBootSec", "1 fortnight").len(), 1);
}

#[test]
fn an_enum_value_added_later_is_invalid() {
    let count = |release| refusals(Section::Service, "Type", "notify-reload", release).len();
    assert_eq!((count(252), count(253)), (1, 0));
    assert!(
        refusals(Section::Service, "RestartSteps", "x", 252).is_empty(),
        "252 does not know the directive"
    );
    assert_eq!(refusals(Section::Service, "RestartSteps", "x", 254).len(), 1);
}

#[test]
fn an_empty_value_is_invalid_before_it_meant_unset() {
    let count = |release| refusals(Section::Service, "PrivateMounts", "", release).len();
    assert_eq!((count(252), count(257)), (1, 0));
}

#[test]
fn specifiers_are_checked_where_nothing_else_is_read() {
    assert_eq!(service("SyslogIdentifier", "a %Z").len(), 1);
    assert!(service("CPUAffinity", "0-3").is_empty());
    assert!(service("SyslogIdentifier", "100% %- %%Z").is_empty());
}

#[test]
fn unknown_escapes_and_rejected_commands_are_distinguished() {
    let found = refusals(Section::Service, "ExecStart", "/bin/a b\\qc", 252);
    assert_eq!((found[0].cause, found[0].effect), (Cause::Escape, Effect::Kept));
    assert_eq!(found[0].error.span, Span::new(8, 10));
    let found = refusals(Section::Service, "ExecStart", "-bin/a", 252);
    assert_eq!(found[0].effect, Effect::LineIgnored);
}

proptest::proptest! {
    /// The quick check agrees with the parser: the parser accepts what it lets pass.
    #[test]
    fn a_plain_command_is_one_command(text in "-?/[a-zA-Z/. \t\"'%;\\\\$]{0,20}") {
        if exec::is_plain(&text) {
            let line = exec::parse(&text, Release(252));
            proptest::prop_assert!(line.refusal.is_none());
            proptest::prop_assert_eq!(line.commands.len(), 1);
        }
    }

    #[test]
    fn a_plain_unit_name_is_loadable(name in "[a-z@.\\\\:_-]{0,6}\\.(service|target|scope|x)") {
        proptest::prop_assert_eq!(quick_check::is_loadable_unit(&name, None), UnitName::read(&name).is_some_and(|name| name.is_loadable()));
    }

    /// The quick check agrees with the parsers: they do not refuse what it lets pass.
    #[test]
    fn values_accepted_by_the_quick_check_are_valid(
        text in "[0-9]{1,10}|(yes|on|a|1|man:|https://|private|/)?[a-z0-9_./@ -]{0,12}(\\.service)?"
    ) {
        for section in Section::ALL {
            for row in directives_of(section) {
                if quick_check::is_certainly_valid(row.kind, &text) && !text.is_empty() {
                    let mut count = 0;
                    let found = &mut |_: Refusal| count += 1;
                    Checker { row, text: &text, release: Release(252), report: found }.check();
                    assert_eq!(count, 0, "{}={text}", row.name);
                }
            }
        }
    }

    #[test]
    fn checking_any_value_does_not_panic(text in "[a-zA-Z0-9%:,/\"' .+@\\\\-]{0,12}|\\PC{0,12}") {
        for section in Section::ALL {
            for row in directives_of(section) {
                check(row, &text, Release(257), &mut |refused| {
                    assert!(refused.error.span.end as usize <= text.len());
                    assert!(text.get(refused.error.span.range()).is_some(), "{} {text:?}", row.name);
                });
            }
        }
    }
}

#[test]
fn value_kinds_newer_than_252_are_checked() {
    let refusals_of = |name: &str, text: &str| -> Vec<(Effect, String)> {
        let found = refusals(Section::Service, name, text, 257);
        found.into_iter().map(|one| (one.effect, one.error.message)).collect()
    };
    for (name, text) in [
        ("DelegateSubgroup", "supervisor"),
        ("ImportCredential", "tty.virtual.%I.agetty.*:agetty."),
        ("ImportCredential", "*"),
        ("ImportCredential", "network.wireguard.*"),
        ("LogFilterPatterns", "~debug.*"),
        ("NFTSet", "cgroup:inet:filter:a user:inet:filter:b"),
        ("OpenFile", "/etc/a:b:graceful"),
        ("RootImagePolicy", "root=verity+signed:=absent"),
        ("RootImagePolicy", ""),
    ] {
        assert_eq!(refusals_of(name, text), [], "{name}={text}");
    }
    for (name, text, message) in [
        ("DelegateSubgroup", "a/b", "Invalid control group name, ignoring: a/b"),
        ("DelegateSubgroup", "_a", "Invalid control group name, ignoring: _a"),
        ("DelegateSubgroup", "cgroup.procs", "Invalid control group name, ignoring: cgroup.procs"),
        ("DelegateSubgroup", "memory.max", "Invalid control group name, ignoring: memory.max"),
        ("ImportCredential", "a?", "Credential name or glob \"a?\" not valid, ignoring."),
        ("ImportCredential", "a*b", "Credential name or glob \"a*b\" not valid, ignoring."),
        ("ImportCredential", "a*:b/c", "Credential name \"b/c\" not valid, ignoring."),
        ("LogFilterPatterns", "~", "Regex pattern invalid, ignoring: LogFilterPatterns=~"),
        ("NFTSet", "cgroup:inet:filter", "Failed to parse NFT set cgroup:inet:filter, ignoring"),
        ("OpenFile", "a", "Failed to parse OpenFile= setting, ignoring: a"),
    ] {
        assert_eq!(refusals_of(name, text), [(Effect::LineIgnored, message.to_owned())], "{name}={text}");
    }
    assert_eq!(refusals(Section::Service, "OpenFile", "a", 252), [], "252 does not know the directive");
}

#[test]
fn an_invalid_image_policy_refuses_the_unit_in_every_section() {
    for section in [Section::Service, Section::Socket, Section::Mount, Section::Swap] {
        for name in ["RootImagePolicy", "MountImagePolicy", "ExtensionImagePolicy"] {
            let found: Vec<_> = refusals(section, name, "root", 257)
                .into_iter()
                .map(|one| (one.effect, one.error.message))
                .collect();
            let message = "Failed to parse image policy, refusing: root".to_owned();
            assert_eq!(found, [(Effect::UnitRefused, message)], "{name}");
        }
    }
}

/// Read from the source only: of the directives added after 252, the image policies are the only ones with a parser
/// that gives up.
#[test]
fn only_image_policies_roots_and_commands_newer_than_252_can_refuse_the_unit() {
    let can = |row: &&DirectiveRow| row.added_in.is_some_and(|added| added > 252) && row.fatal != Fatal::No;
    let names: BTreeSet<&str> = Section::ALL
        .iter()
        .flat_map(|section| directives_of(*section))
        .filter(can)
        .map(|row| row.name.as_str())
        .collect();
    let names: Vec<&str> = names.into_iter().collect();
    let expected =
        ["ExecReloadPost", "ExtensionImagePolicy", "MountImagePolicy", "RootImagePolicy", "RootMStack"];
    assert_eq!(names, expected);
}

#[test]
fn directives_added_in_258_and_259_follow_the_source() {
    let refusals_of = |section, name: &str, text: &str| -> Vec<(Effect, String)> {
        let found = refusals(section, name, text, 259);
        found.into_iter().map(|one| (one.effect, one.error.message)).collect()
    };
    for (section, name, text) in [
        (Section::Service, "BPFDelegateCommands", "BPFMapCreate,BPFProgLoad"),
        (Section::Service, "BPFDelegateMaps", ""),
        (Section::Service, "DelegateNamespaces", "~user"),
        (Section::Service, "ExecReloadPost", "-bin/relative"),
        (Section::Service, "PrivateBPF", "yes"),
        (Section::Service, "StateDirectoryQuota", "10%"),
        (Section::Service, "StateDirectoryQuota", "off"),
        (Section::Service, "StateDirectoryQuota", "0"),
        (Section::Service, "StateDirectoryQuota", ""),
        (Section::Slice, "ConcurrencyHardMax", ""),
        (Section::Slice, "ConcurrencySoftMax", "infinity"),
        (Section::Socket, "DeferTrigger", "patient"),
        (Section::Socket, "DeferTriggerMaxSec", "0"),
    ] {
        assert_eq!(
            refusals_of(section, name, text).iter().find(|one| one.0 == Effect::UnitRefused),
            None,
            "{name}={text}"
        );
        if !text.starts_with("-bin") {
            assert_eq!(refusals_of(section, name, text), [], "{name}={text}");
        }
    }
    for (section, name, text) in [
        (Section::Service, "DelegateNamespaces", "net user"),
        (Section::Service, "PrivateBPF", ""),
        (Section::Service, "StateDirectoryAccounting", "maybe"),
        (Section::Service, "StateDirectoryQuota", "much"),
        (Section::Service, "UserNamespacePath", "run/ns"),
        (Section::Slice, "ConcurrencyHardMax", "many"),
        (Section::Socket, "DeferTrigger", "impatient"),
        (Section::Socket, "PassPIDFD", "maybe"),
        (Section::Timer, "RandomizedOffsetSec", "soon"),
    ] {
        let found = refusals_of(section, name, text);
        assert_eq!(
            found.iter().map(|one| one.0).collect::<Vec<_>>(),
            [Effect::LineIgnored],
            "{name}={text}: {found:?}"
        );
    }
    assert_eq!(refusals_of(Section::Service, "ExecReloadPost", "bin/relative")[0].0, Effect::UnitRefused);
}

#[test]
fn directives_added_in_260_follow_the_source() {
    let count = |section, name: &str, text: &str, release| refusals(section, name, text, release).len();
    for (section, name, good, bad) in [
        (Section::Service, "BindNetworkInterface", "vrf-%i", "all"),
        (Section::Service, "CPUSchedulingPolicy", "ext", "extra"),
        (Section::Service, "MemoryTHP", "madvise", ""),
        (Section::Service, "PrivateUsers", "managed", "manage"),
        (Section::Service, "RefreshOnReload", "~credentials", "credentials,extensions"),
        (Section::Service, "RootMStack", "/srv/a.mstack", "srv/a.mstack"),
        (Section::Unit, "ConditionPathIsSocket", "|!/run/a.sock", "run/a.sock"),
    ] {
        assert_eq!((count(section, name, good, 260), count(section, name, bad, 260)), (0, 1), "{name}");
    }
    for (name, word) in [("CPUSchedulingPolicy", "ext"), ("PrivateUsers", "managed")] {
        assert_eq!(count(Section::Service, name, word, 259), 1, "{name}={word}");
    }
    // 259 does not parse what it does not know, and 260 ignores what it parses for compatibility only.
    assert_eq!(count(Section::Service, "MemoryTHP", "much", 259), 0);
    assert_eq!(
        [259, 260].map(|release| count(Section::Service, "DefaultMemoryLow", "much", release)),
        [1, 0]
    );
}

#[test]
fn documentation_urls_are_ascii_and_have_text_after_the_scheme() {
    let messages = |text: &str| messages(Section::Unit, "Documentation", text);
    assert_eq!(messages("man:a(1) info:a https://a file:///a http://a"), [""; 0]);
    for text in ["file:/", "file:a", "man:", "man:\u{e4}", "info:\u{e4}", "https://\u{e4}", "http://", "a"] {
        assert_eq!(messages(text), [format!("Invalid URL, ignoring: {text}")]);
    }
}

#[test]
fn a_form_feed_does_not_separate_words() {
    assert_eq!(messages(Section::Unit, "Documentation", "man:a\x0cman:b"), [""; 0], "read as one URL");
    assert_eq!(messages(Section::Unit, "After", "a.service\x0cb.service").len(), 1);
    assert_eq!(messages(Section::Unit, "Documentation", "\x0c").len(), 1);
}

#[test]
fn partition_names_of_other_architectures_were_valid_up_to_252() {
    let count = |text: &str, release| refusals(Section::Service, "MountImages", text, release).len();
    for text in ["/a:/b:root-secondary:ro", "/a:/b:usr-other-verity-sig:ro"] {
        assert_eq!((count(text, 252), count(text, 253)), (0, 1), "{text}");
    }
    for text in ["/a:/b:home-verity:ro", "/a:/b:home-other:ro", "/a:/b:rooot:ro"] {
        assert_eq!((count(text, 252), count(text, 253)), (1, 1), "{text}");
    }
}

#[test]
fn zero_is_a_valid_memory_limit_for_some_directives_only() {
    let count = |name: &str, release| refusals(Section::Service, name, "0", release).len();
    assert_eq!(
        (count("MemoryLow", 257), count("DefaultMemoryLow", 257), count("MemoryHigh", 257)),
        (0, 0, 1)
    );
    assert_eq!(
        count("DefaultStartupMemoryLow", 257),
        1,
        "systemd's parser misspells the name as DefaultstartupMemoryLow"
    );
}
