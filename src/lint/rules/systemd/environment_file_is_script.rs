//! `environment-file-is-script`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags `EnvironmentFile=` with a file that is meant for a shell: `/etc/profile`, `.bashrc`. Reported as `info`
    /// for one that is named `*.sh`.
    ///
    /// ## Why
    ///
    /// systemd reads `NAME=value` lines and runs nothing: about `export NAME=value` it says "Ignoring invalid
    /// environment assignment", conditions and loops are lost, and `$PATH` in a value stays these five characters.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// EnvironmentFile=/etc/profile
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// EnvironmentFile=/etc/default/app
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `EnvironmentFile=`; `load_env_file_push()`, `src/basic/env-file.c`.
    pub static ENVIRONMENT_FILE_IS_SCRIPT = {
        name: "environment-file-is-script",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::EnvironmentFile], check),
    }
}

/// The files that shells read at start-up. Sorted.
const STARTUP: [&str; 11] = [
    ".bash_login",
    ".bash_profile",
    ".bashrc",
    ".profile",
    ".zprofile",
    ".zshenv",
    ".zshrc",
    "bash.bashrc",
    "bashrc",
    "profile",
    "zshrc",
];

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let path = text.strip_prefix('-').unwrap_or(text);
    let Some((directory, name)) = path.rsplit_once('/') else { return };
    // A `profile` is one that a shell reads only in /etc and in a home directory.
    let is_startup = STARTUP.binary_search(&name).is_ok() && (name.starts_with('.') || directory == "/etc");
    let is_script = directory == "/etc/profile.d" || name.ends_with(".sh");
    if !(is_startup || is_script) || !context.is_in_effect() {
        return;
    }
    let level = if is_startup { Level::Warning } else { Level::Info };
    sink.add(
        ENVIRONMENT_FILE_IS_SCRIPT
            .at(entry.id.file, value.whole(), format!("{path} is meant for a shell"))
            .level(level)
            .label("only NAME=value lines count")
            .help(
                "systemd runs nothing in it, and says about a line with `export`: Ignoring invalid \
                 environment assignment. Name a file of assignments, or start the program from a shell: \
                 /bin/sh -c '. FILE; exec PROGRAM'.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_file_name_decides_the_level() {
        let level = |file: &str| {
            let text = format!("[Service]\nExecStart=/a\nEnvironmentFile={file}\n");
            unit(&ENVIRONMENT_FILE_IS_SCRIPT, &text).first().map(|found| found.level)
        };
        assert_eq!(level("-/etc/profile"), Some(Level::Warning));
        assert_eq!(level("/home/a/.bashrc"), Some(Level::Warning));
        assert_eq!(
            (level("/opt/a/env.sh"), level("/etc/profile.d/a")),
            (Some(Level::Info), Some(Level::Info))
        );
        assert_eq!((level("/etc/default/a"), level("/etc/app/profile"), level("")), (None, None, None));
        assert!(STARTUP.is_sorted());
    }
}
