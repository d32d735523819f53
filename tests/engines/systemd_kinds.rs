//! Our parsers of the value kinds compared with systemd's own: one unit of each type contains a line for every value, and
//! systemd logs what it rejects in each line.

use sysvisor::systemd::check;
use sysvisor::systemd::directives::{Section, lookup};
use sysvisor::systemd::versions::Release;

use super::{generate, verify};

/// A section, its directives, and patterns for their values.
type Kind = (&'static str, &'static [&'static str], &'static [&'static str]);

/// The number of values for each directive.
const VALUES: usize = 60;

const SERVICE: &[Kind] = &[
    (
        "Service",
        &["CPUAffinity", "AllowedCPUs", "NUMAMask"],
        &["[0-9]{1,2}([ ,-][0-9]{1,2}){0,3}", "(0x1-|numa|all|-|8192|0-\"3\"|3-1|1-2-3| 1,,2|%i|0-3;)"],
    ),
    (
        "Service",
        &["CapabilityBoundingSet", "AmbientCapabilities", "SecureBits"],
        &["~?(CAP_)?(KILL|kill|CHOWN)( |,)[0-9a-z-]{0,3}", "\"?noroot"],
    ),
    (
        "Service",
        &["RestrictAddressFamilies"],
        &["~?(AF_)?(INET|INET6|UNIX|inet|LOCAL|DECnet|MCTP|MAX)( \"?AF_X25\"?|,AF_IB)?", "(none|~none|~)"],
    ),
    (
        "Service",
        &["SystemCallArchitectures"],
        &["(native|x86|x86-64|x86_64|arm64|aarch64|mips-le|riscv64|s390x)( |,)\"?(x32|ppc|i386)\"?"],
    ),
    (
        "Service",
        &["CoredumpFilter"],
        &["(default|all|private-dax|elf-headers|[0-9a-fx]{1,5})( |,)(shared-huge|\"all\"|0X1f|\\+1|-1)"],
    ),
    (
        "Service",
        &["RestrictNamespaces"],
        &["~? ?(user|net|mnt|time|yes|NO|users)( |,)?(uts|ipc)?", "(~yes|~)"],
    ),
    (
        "Service",
        &["Delegate", "DisableControllers"],
        &["\"?(cpu|io|yes|CPU|bpf-devices)\"?( |,)(memory|maybe)?"],
    ),
    (
        "Service",
        &["PassEnvironment", "UnsetEnvironment"],
        &["[A-B1_=-]{1,4} ?[a=b]{0,3}", "(A\\\\q|\"A B\"|\"A|A\\\\|%N|%%|A_%N|%Z|A=%%)"],
    ),
    (
        "Service",
        &["BindPaths"],
        &[
            "-?/?[a.]{1,3}(:/?[a.]{0,2}(:(rbind|norbind|ro|))?)? {0,2}(/b)?",
            "\"?/?[a ]{0,2}[\":\\\\]{1,3}/?[b:]{0,2}\"?( /c)?",
            "(/%N|/%Z|%h:%t)",
        ],
    ),
    (
        "Service",
        &["IPAddressAllow", "IPAddressDeny"],
        &[
            "[0-9]{1,3}(\\.[0-9]{1,3}){3}(/[0-9]{1,2})?",
            "[0-9a-f]{0,4}(:[0-9a-f]{0,5}){2,8}(/[0-9]{1,3})?",
            "(any|localhost|LOCALHOST|a\\.localhost|link-local|multicast|ANY|%N)( |,)::1",
        ],
    ),
    (
        "Service",
        &["DeviceAllow"],
        &[
            "\"?(/dev/|char-|block-|/tmp/|/dev//|)[a.]{0,2}\"?( [rwmx]{0,3} ?[rw]?)?",
            "(/dev/%N|/dev r|/dev/%Z r)",
        ],
    ),
    (
        "Service",
        &["IODeviceWeight", "IODeviceLatencyTargetSec", "IOReadBandwidthMax", "IOWriteIOPSMax"],
        &[
            "(/dev/)?[a.]{1,2} [0-9]{1,5}(K|s|ms|x)?",
            "(/dev/a|500|/a infinity|/a 0|\"/a|/%N 5|/%Z 5|/a 5M 3K)",
        ],
    ),
    (
        "Service",
        &["SystemCallErrorNumber"],
        &["E(PERM|NOENT|FOO|WOULDBLOCK)", "[0-9]{1,4}", "(kill|KILL|0x1|-1)"],
    ),
    (
        "Service",
        &["SetCredential", "LoadCredential", "SetCredentialEncrypted"],
        &[
            "[a./%]{0,3}:[a-zA-Z/.+=]{0,4}",
            "(a|a:\\\\n|a:\\\\x00|a:\\\\q|a:%N|a:/%Z|%N:b|a:/b//c|a:/b/./c|a:aGk=|a:aGl=)",
        ],
    ),
    ("Service", &["StandardInputData"], &["[a-zA-Z+/ ]{0,6}={0,2}[a-z]?"]),
    ("Service", &["StandardInputText"], &["[a %N\\\\nqx04]{1,6}", "(a\\\\x00|\\\\u20AC|%Z)"]),
    ("Service", &["RootHash"], &["(/a|[0-9a-f]{30,34}|[0-9a-g]{32})"]),
    ("Service", &["RootHashSignature"], &["(/a|(base64:)?[a-zA-Z]{3,4}=?)"]),
    ("Service", &["LogExtraFields"], &["\"?[A-B_1a]{1,3}=?[a-b ]{0,3}\"?", "(A=%N|A=%Z|A\\\\q=)"]),
    (
        "Service",
        &["SystemCallFilter", "SystemCallLog"],
        &[
            "~?@?(clock|read|known|nope|open|osf_stat)(:(E(PERM|FOO)|[0-9]{1,4}|kill))?( |,)(write|@aio|:5|:)",
            "[a-z_]{2,5}",
        ],
    ),
    ("Service", &["LogNamespace"], &["[a-b.@:/ *\\\\]{1,3}", "(%N|%Z|%%)"]),
    (
        "Service",
        &["RestrictNetworkInterfaces"],
        &["~?[a-b0.:/%]{1,3} ?(all|default|5|0x5|eth0|\"lo\"|\"lo)?", "[a-z]{14,16}"],
    ),
    ("Service", &["RestrictFileSystems"], &["~?@?(ext4|network|basic-api|known|x)( @temporary|,ext4)?"]),
    (
        "Service",
        &["SocketBindAllow"],
        &[
            "((ipv4|ipv6|ipv5):)?((tcp|udp):)?(any|[0-9]{1,5}(-[0-9]{1,5})?)?",
            "(tcp:ipv4|80:tcp|any:80|ipv4|0)",
        ],
    ),
    (
        "Service",
        &["BPFProgram"],
        &[":?(egress|sysctl|bind4|in\\\\gress|x|)(:|::)-?/?[a.:]{0,3}", "(egress|egress:/%Z|egress:%h/b c)"],
    ),
    (
        "Service",
        &["StateDirectory", "ConfigurationDirectory"],
        &[
            "\"?/?[a.]{1,2}(:{1,2}/?[b.]{0,2}){0,2}[ \\\\\"]?(c|/d|q)?",
            "(private|private/a|privately|%Z|a:%Z|a:[.][.]|%n|a/[.][.]/b|a\\\\:b:/c|a\\\\q:b /d)",
        ],
    ),
    (
        "Service",
        &["ExecSearchPath"],
        &["(/[a.]{1,2}:){0,2}[/a:\"%]{1,3}", "(%Z:b|/a:%h/b|/a\\\\:b:/\\\\\\\\c)"],
    ),
    (
        "Service",
        &["TemporaryFileSystem"],
        &["/?[a.]{0,2}(:ro,x)?[ \\\\:]{0,2}\"?/b", "(/%Z:ro /b|/b:%Z|/a/../b:x|/a\\\\\\\\ b)"],
    ),
    (
        "Service",
        &["MountImages"],
        &[
            "-?/?[a.]{0,2}(:{1,2}/?[b.]{0,2}(:(root|usr-verity|rot|ro|\\\\q|%Z)){0,3})?[ \\\\]?(/c:/d:ro|\"|'/e f:g')?",
            "(/%Z:/b|/a:/%Z|%h/a:%t/b|/a\\\\::/c)",
        ],
    ),
    (
        "Service",
        &["ExtensionImages"],
        &[
            "-?/?[a.]{0,2}(:{1,2}(root|home|rot|ro,x|\\\\q|%Z)){0,3}[ \\\\]?(/c:ro|\"|'/e f')?",
            "(/%Z|-%h/a|: b)",
        ],
    ),
    (
        "Service",
        &["RootImageOptions"],
        &[
            "(root|usr-other|rot|ro|%Z)(:(ro|%Z|)){0,2}[ \\\\:]?((home|x):suid|\")?",
            "(root-other-verity-sig:ro|%%Z)",
        ],
    ),
    ("Unit", &["RebootArgument"], &["[a-b /é]{1,4}", "[a-b]{250,260}", "(%Z|%%é|%)"]),
    ("Service", &["BusName"], &["(:|)[a-b1_-]{0,2}\\.?[a-b1./]{0,3}", "(org\\.a\\.%N|%Z\\.a|a\\.%%)"]),
];

const SOCKET: &[Kind] = &[
    (
        "Socket",
        &["ListenStream", "ListenDatagram", "ListenSequentialPacket"],
        &[
            "[0-9]{1,6}",
            "[0-9]{1,3}\\.0\\.0\\.1:[0-9]{0,5}",
            "\\[[0-9a-f:]{2,6}\\]?:[0-9]{1,5}",
            "(/run/[a-b]|@[a-b]{0,2}|vsock:[0-9]{0,2}:?[0-9]{1,2}|::1|localhost:80|\\*:80|/|a|%t/x|0x50)",
        ],
    ),
    ("Socket", &["ListenNetlink"], &["(route|audit|Route|7|-1|kobject-uevent)( [0-9x]{1,3})?( 1)?"]),
    ("Socket", &["BindToDevice"], &["(\\*|eth0|all|[0-9]{1,3}|a b|a:b|[a-z]{14,17})"]),
    ("Socket", &["FileDescriptorName"], &["[a-b:é ]{1,3}", "(%N|%Z)"]),
];

const TIMER: &[Kind] = &[(
    "Timer",
    &["OnCalendar"],
    &[
        "(Mon|tue|Wednesday|fri|x)((,|\\.\\.|-)(Sat|sun))?,? [0-9]{1,2}:[0-9]{1,2}",
        "([0-9*]{1,4}-)?[0-9*]{1,2}[-~][0-9*]{1,2}( [0-9*]{1,2}:[0-9*]{1,2})?",
        "[*0-9]{1,2}(/[0-9]{1,2})?(,[0-9]{1,2}\\.\\.[0-9]{1,2})?:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{0,7})?)?",
        "(daily|Weekly|YEARLY|annually|hourly|every day|midnight|@[0-9]{1,10})( UTC| utc)?",
        "(%Z|\\*:0/0|12:00 # noon|\\*:\\*:\\*|Mon \\*-02-29|daily Europe/Berlin)",
    ],
)];

#[test]
fn systemd_and_the_value_parsers_reject_the_same_lines() {
    for (name, head, kinds) in [
        ("kinds.service", "[Service]\nExecStart=/bin/true\n", SERVICE),
        ("kinds.socket", "[Socket]\nListenStream=1\nAccept=no\n", SOCKET),
        ("kinds.timer", "[Timer]\nOnBootSec=1\n", TIMER),
    ] {
        let (text, lines) = unit(head, kinds);
        let Some(messages) = verify::systemd_verify(&[(name, &text)]) else { return };
        let messages_at = |at: usize| -> Vec<&str> {
            let mark = format!("{name}:{at}: ");
            messages.iter().filter_map(|line| Some(line.split_once(&mark)?.1)).collect()
        };
        let mut differences = Vec::new();
        let mut refused = 0;
        for (section, directive, value, at) in &lines {
            let row = lookup(Section::of(section.as_bytes()).unwrap(), directive.as_bytes()).unwrap();
            let mut ours = Vec::new();
            check::check(row, value, Release(252), &mut |found| ours.push(found.error.message));
            let mut theirs = messages_at(*at);
            theirs.retain(|message| !is_left_to_a_rule(message));
            refused += usize::from(!theirs.is_empty());
            if ours != theirs {
                differences.push(format!("{directive}={value}\n  ours:    {ours:?}\n  systemd: {theirs:?}"));
            }
        }
        assert!(
            refused * 8 > lines.len(),
            "{name}: unbalanced inputs: {refused} of {} rejected",
            lines.len()
        );
        assert!(differences.is_empty(), "{name}, {}:\n{}", differences.len(), differences.join("\n"));
    }
}

/// The unit's text, and its lines by number.
fn unit(head: &str, kinds: &[Kind]) -> (String, Vec<(&'static str, &'static str, String, usize)>) {
    let mut text = head.to_owned();
    let mut lines = Vec::new();
    for (section, directives, patterns) in kinds {
        text.push_str(&format!("[{section}]\n"));
        for directive in *directives {
            for value in generate::texts(patterns, VALUES) {
                let value = value.trim().to_owned();
                // A trailing backslash would join the lines.
                if value.is_empty() || value.ends_with('\\') {
                    continue;
                }
                lines.push((*section, *directive, value.clone(), text.lines().count() + 1));
                text.push_str(&format!("{directive}={value}\n"));
            }
        }
    }
    (text, lines)
}

/// Messages that separate rules cover.
fn is_left_to_a_rule(message: &str) -> bool {
    message.starts_with("Failed to parse NUMA node mask")
}
