//! supervisord's expansions in the values of a program, and its treatment of quotes.

use sysvisor::ir::Leaf;

use super::{leak, run_all_cases};
use crate::engines::live::case::{CASE, Case};

/// Arguments that supervisord expands.
const ARGUMENTS: &[&str] = &[
    "plain",
    "%(program_name)s",
    "%(group_name)s",
    "%(process_num)d",
    "%(process_num)03d",
    "%(process_num)s",
    "%(numprocs)d",
    "%(host_node_name)s",
    "x%(ENV_A)sy",
    "%(ENV_G)s",
    "\"%(ENV_G)s\"",
    "'%(ENV_A)s'",
    "%(program_name)12s",
    "%(process_num)x",
    "100%%",
    "%%(program_name)s",
    "\"a\\\\b\"",
    "'a\\\\b'",
    "\"q\\\"q\"",
    "'$A'",
    "a'b c'd",
    "%%i",
    "\"\"",
    "é%(process_num)+d",
];

const VALUES: &[&str] = &[
    "A=1",
    "A=\"b c\"",
    "A='b  \"c\" d'",
    "A=\"%(program_name)s\"",
    "A=\"%(process_num)02d\"",
    "A=\"100%%\"",
    "A=\"a,b\",B=\"c=d\"",
    "A=\"it's\",",
    "A=a/b:c.d-e_f,B=2",
    "A=\"$HOME\"",
    "A=\"x\\y\"",
    "A=\"é\"",
    "A=\"\",B=''",
    "A=\"%%n %%(x)s\"",
    "A=\"%(ENV_G)s-own\"",
    "PATH=\"/box:/usr/bin\",A=1",
    "HOME=\"/tmp\",A=\"%(host_node_name)s\"",
];

#[test]
fn programs_start_with_their_expansions_filled_in() {
    run_all_cases("filled", |draw, name| {
        let global = draw.one(&[
            "G=1",
            "G=\"two words\"",
            "G=\"q'q\",A=\"global\"",
            "G=\"%%%%\"",
            "G=\"a\\b\"",
            "G=\"%(ENV_LANG)s\",PATH=\"/usr/bin:/bin\"",
        ]);
        let count: usize = draw.one(&["", "", "", "1", "2", "3"]).parse().unwrap_or(0);
        let first: usize = draw.one(&["0", "0", "1", "9"]).parse().unwrap();
        let form = draw.one(&[
            "%(program_name)s_%(process_num)02d",
            "%(process_num)d",
            "w%(process_num)d",
            "%(group_name)s-%(process_num)03d",
        ]);
        let probe = if count == 0 { name.to_owned() } else { format!("{name}_%(process_num)02d") };
        let arguments = [draw.one(ARGUMENTS), draw.one(ARGUMENTS), draw.one(ARGUMENTS)].join(" ");
        let program = draw.one(&["/box/probe", "/box/probe", "probe", "\"/box/probe\"", "%(ENV_P)s"]);
        let mut values = draw.one(VALUES).to_owned();
        // It is found by name only if `PATH` contains its directory.
        let program = if program == "probe" && !values.starts_with("PATH") { "/box/probe" } else { program };
        let mut text = String::new();
        let is_global = program.contains("ENV_P") || draw.one(&["", "yes"]) == "yes";
        let global =
            if program.contains("ENV_P") { format!("P=\"/box/probe\",{global}") } else { global.to_owned() };
        if is_global || arguments.contains("ENV_G") || values.contains("ENV_G") {
            text += &format!("[supervisord]\nenvironment={global}\n");
        }
        if arguments.contains("ENV_A") && !values.contains("A=") {
            values = "A=1".to_owned();
        }
        text +=
            &format!("[program:{name}]\ncommand={program} {probe} -- {arguments}\nenvironment={values}\n");
        text += &[
            draw.line("directory", &["", "/tmp", "//usr/./share", "/usr/"]),
            draw.line("umask", &["", "027", "7", "0777"]),
            draw.line("user", &["", "boxer", "4242", "0", "root"]),
            draw.line("priority", &["", "5"]),
            draw.line("startsecs", &["", "0"]),
        ]
        .concat();
        let name = leak(name.to_owned());
        // Its group, which is its own unless another one lists it.
        let group = if draw.one(&["", "", "yes"]) == "yes" { leak(format!("{name}_all")) } else { name };
        let mut processes = Vec::new();
        if count > 0 {
            text += &format!("numprocs={count}\nprocess_name={form}\n");
            if first != 0 {
                text += &format!("numprocs_start={first}\n");
            }
            for at in first..first + count {
                let shown = form.replace("%(program_name)s", name).replace("%(group_name)s", group);
                let shown = shown
                    .replace("%(process_num)02d", &format!("{at:02}"))
                    .replace("%(process_num)03d", &format!("{at:03}"));
                let shown = shown.replace("%(process_num)d", &at.to_string());
                processes.push((leak(format!("{name}_{at:02}")), leak(format!("{group}:{shown}")), ""));
            }
        }
        if group != name {
            text += &format!("[group:{group}]\nprograms={name}\n");
        }
        Case {
            name,
            text: leak(text),
            together: &[&[Leaf::Instances, Leaf::Command], &[Leaf::Nice]],
            processes: Box::leak(processes.into_boxed_slice()),
            ..CASE
        }
    });
}
