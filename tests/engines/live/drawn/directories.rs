//! Directories that are created for a program: their path, owner and mode, and what the program is told about them.

use sysvisor::ir::Leaf;

use super::{leak, run_all_cases};
use crate::engines::live::case::{CASE, Case};

/// The group and the umask apply to the directories as well.
const TOGETHER: &[&[Leaf]] = &[
    &[Leaf::Directories, Leaf::User, Leaf::Group],
    &[Leaf::Directories, Leaf::User, Leaf::Group, Leaf::Directory],
    &[Leaf::Directories, Leaf::User, Leaf::Group, Leaf::Prepare],
];

/// One or several names, some of them nested.
const NAMES: &[&str] =
    &["", "", "NAME", "NAME", "NAME/deep", "NAME NAME/deep", "NAME/a/b NAME/c", "%p", "NAME/../x"];

const MODES: &[&str] = &["", "", "0700", "750", "2770", "1777"];

#[test]
fn unit_directories_are_created_as_reported() {
    run_all_cases("u_made", |draw, name| {
        let mut text = format!("# file: {name}.service\n[Service]\n");
        text += &[
            draw.line("User", &["", "", "boxer", "boxer", "root", "daemon", "4242"]),
            draw.line("Group", &["", "", "", "ringside", "boxer"]),
            draw.line("SupplementaryGroups", &["", "", "", "ringside"]),
            draw.line("UMask", &["", "077", "0", "027"]),
        ]
        .concat();
        for kind in ["State", "Cache", "Logs"] {
            text += &draw.line(&format!("{kind}Directory"), NAMES).replace("NAME", name);
            text += &draw.line(&format!("{kind}DirectoryMode"), MODES);
        }
        text += &draw
            .line(
                "WorkingDirectory",
                &[
                    "",
                    "",
                    "/var/lib/NAME",
                    "%S/NAME",
                    "/var/cache/NAME",
                    "/var/log/NAME/deep",
                    "/var/cache/NAME/a",
                    "~",
                ],
            )
            .replace("NAME", name);
        text += &draw.line("Environment", &["", "", "", "STATE_DIRECTORY=/own"]);
        let before = draw.one(&["", "", "-", "+", "!"]);
        if draw.one(&["", "yes"]) == "yes" {
            text += &format!(
                "ExecStartPre={before}/bin/sh -c '{{ id -u; echo \"$$STATE_DIRECTORY|$$CACHE_DIRECTORY|$$LOGS_DIRECTORY\"; }} \
                 >/out/logs/{name}.before'\n"
            );
        }
        let start = draw.one(&["", "", "", "", "", "+"]);
        let words = draw.one(&["", "", "$STATE_DIRECTORY", "${LOGS_DIRECTORY}", "x${CACHE_DIRECTORY}y"]);
        text += &format!(
            "ExecStart={start}/bin/sh -c '{{ find /var/lib/{name} /var/cache/{name} /var/log/{name} -printf \"%%p %%m %%u %%g\\n\" \
             2>/dev/null | sort; echo \"$$STATE_DIRECTORY|$$CACHE_DIRECTORY|$$LOGS_DIRECTORY|$$*\"; }} >/out/logs/{name}.folders; \
             exec /box/probe {name}' zero {words}\n[Install]\nWantedBy=multi-user.target\n"
        );
        Case { name: leak(name.to_owned()), text: leak(text), together: TOGETHER, ..CASE }
    });
}
