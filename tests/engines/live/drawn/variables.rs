//! Variables and words of units: environment files, quotes, specifiers, instances, drop-ins.

use sysvisor::ir::Leaf;

use super::{Draw, leak, run_all_cases};
use crate::engines::live::case::{CASE, Case};

const WORDS: &[&str] = &[
    "plain",
    "$A",
    "${A}",
    "x${A}y",
    "$B",
    "${B}",
    "$C",
    "${C}",
    "$FILED_A",
    "${FILED_A}",
    "x${FILED_B}y",
    "$GONE",
    "x$A",
    "$$A",
    "\"$A\"",
    "\"${A} ${B}\"",
    "'$B'",
    "%i",
    "%I",
    "%n",
    "%N",
    "%p",
    "%j",
    "%P-%i",
    "%%i",
    "%t/x",
    "%S",
    "\"%i x\"",
    "a\\tb",
    "\"a\\nb\"",
    "\\x41",
    "'\\101'",
    "\"\\u00e9\"",
    "a\\;b",
    "\\;",
    "*",
    "~",
    "\"it's\"",
    "'q\"q'",
    "${A}${B}",
    "%h",
    "%u",
    "%U",
    "\"\"",
    "a=$A",
];

const VALUES: &[&str] = &[
    "A=1",
    "A=1 B=2",
    "\"A=b c\" B=d",
    "'A=\"b c\" d' B=e",
    "A=\"b c\"",
    "A=it\\'s",
    "\"A=x\\\\y\" B=",
    "A=a\\x20b",
    "A=%i B=%n",
    "\"A=%I x\" B=%p",
    "A=100%% B=$A",
    "A=\\$x B=${A}",
    "\"A=tab\\there\"",
    "A=é B=ü",
    "A=* B=~",
    "A= B=",
    "\"A=a;b\" B=#c",
];

fn assignments(draw: &mut Draw) -> String {
    let mut text = draw.line("Environment", VALUES);
    text += &draw.line("Environment", &["", "", "C=3", "A=last", "\"C=%p %i\"", "B=1 C=2", ""]);
    if draw.one(&["", "", "", "yes"]) == "yes" {
        text += "Environment=\n";
        text += &draw.line("Environment", VALUES);
    }
    text
}

#[test]
fn units_start_with_their_variables() {
    run_all_cases("u_var", |draw, name| {
        let instance = draw.one(&["", "", "", "1", "a-b", "x.y", "a\\x20b", "0", "A_b:c"]);
        let words = [draw.one(WORDS), draw.one(WORDS), draw.one(WORDS)].join(" ");
        let unit = if instance.is_empty() { format!("{name}.service") } else { format!("{name}@.service") };
        let mut text = format!("# file: {unit}\n[Service]\n{}", assignments(draw));
        let colon = draw.one(&["", "", "", ":"]);
        text += &format!("ExecStart={colon}/box/probe {name} -- {words}\n");
        let is_filed = draw.one(&["", "", "yes"]) == "yes";
        if is_filed {
            text += draw
                .one(&[
                    "EnvironmentFile=/etc/NAME.env\n",
                    "EnvironmentFile=-/etc/NAME.env\nEnvironmentFile=-/nowhere/at-all\n",
                ])
                .replace("NAME", name)
                .as_str();
        }
        text += &[
            draw.line("UnsetEnvironment", &["", "", "", "A", "B=2 C"]),
            draw.line("PassEnvironment", &["", "", "", "OF_THE_MANAGER NOBODYS"]),
            draw.line("WorkingDirectory", &["", "/tmp", "-/tmp", "~", "//usr//./share/"]),
            draw.line("UMask", &["", "077", "0002", "7777"]),
            draw.line("User", &["", "", "root", "boxer"]),
        ]
        .concat();
        text += "[Install]\nWantedBy=multi-user.target\n";
        if !instance.is_empty() {
            text += &format!("DefaultInstance={instance}\n");
        }
        let drop = draw.one(&["", "", "ExecStart", "Environment", "more", "WorkingDirectory"]);
        let reset = match drop {
            "ExecStart" => {
                format!("ExecStart=\nExecStart=/box/probe {name} -- dropped {}\n", draw.one(WORDS))
            }
            "Environment" => "Environment=\nEnvironment=B=own\n".to_owned(),
            "more" => "Environment=A=dropped\nUMask=\n".to_owned(),
            "WorkingDirectory" => "WorkingDirectory=\nUnsetEnvironment=\n".to_owned(),
            _ => String::new(),
        };
        if !reset.is_empty() {
            text += &format!("# file: {unit}.d/10-own.conf\n[Service]\n{reset}");
        }
        if is_filed {
            let line = draw.one(&[
                "FILED_A=one",
                "FILED_A='one  two'",
                "FILED_A=\"three\"",
                "FILED_A=a-b/c:d",
                "# c\n\nFILED_A=x\nFILED_B='y;z'",
                "FILED_A=\nFILED_B=1",
                "FILED_A='$HOME'",
                "FILED_A='back\\\\slash'",
                "FILED_B=2\nFILED_A=1",
            ]);
            text += &format!("# file: {name}.env\n{line}\n");
        }
        let name = leak(name.to_owned());
        let processes: &[(&str, &str, &str)] = if instance.is_empty() {
            &[]
        } else {
            Box::leak(Box::new([(name, "", leak(format!("{name}@{instance}.service")))]))
        };
        Case {
            name,
            text: leak(text),
            together: &[&[Leaf::Nice]],
            alike: if is_filed { &[Leaf::EnvironmentFiles] } else { &[] },
            processes,
            ..CASE
        }
    });
}
