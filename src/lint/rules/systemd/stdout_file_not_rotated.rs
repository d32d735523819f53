//! `stdout-file-not-rotated`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::{SERVICE_EXEC_DIRECTIVES, program_name};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

rule! {
    /// Flags output that systemd writes to a file: systemd does not rotate the file, and does not open a new one on a
    /// reload. A unit that runs `logrotate` or `savelog` passes.
    ///
    /// ## Why
    ///
    /// systemd opens the file when it starts the service, before `User=` applies, and never again. logrotate has to copy
    /// and truncate it, or the service has to be restarted.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=append:/var/log/app.log
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// StandardOutput=journal
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `StandardOutput=`; systemd issues 14385 and 38684.
    pub static STDOUT_FILE_NOT_ROTATED = {
        name: "stdout-file-not-rotated",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::StandardOutput, Name::StandardError], check),
    }
}

/// Programs that rotate logs.
const ROTATORS: [&[u8]; 2] = [b"logrotate", b"savelog"];

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text() else { return };
    if !["append:", "file:", "truncate:"].iter().any(|start| text.starts_with(start)) {
        return;
    }
    if !context.is_in_effect() || is_small(context, text) || is_rotated(context) {
        return;
    }
    sink.add(
        STDOUT_FILE_NOT_ROTATED
            .at(entry.id.file, value.whole(), "systemd does not rotate this file")
            .label("opened once, as root")
            .help("The journal has limits of its own. For a file, logrotate needs `copytruncate`."),
    );
}

/// Whether the file cannot grow: it is a device, or the commands run once and truncate it or write it where nothing
/// outlives a boot.
fn is_small(context: &UnitEntryContext<'_>, text: &str) -> bool {
    let (how, path) = text.split_once(':').unwrap_or_default();
    if path.starts_with("/dev/") {
        return true;
    }
    let is_kept = how == "append" && !["/run/", "/tmp/"].iter().any(|directory| path.starts_with(directory));
    let facts = context.facts();
    !is_kept && facts.effective_type() == ServiceType::Oneshot
}

/// Whether a command of the unit rotates files.
fn is_rotated(context: &UnitEntryContext<'_>) -> bool {
    let commands = context.unit.entries_of(context.sources, SERVICE_EXEC_DIRECTIVES);
    commands.iter().any(|line| ROTATORS.contains(&program_name(line.item.value.slice(line.bytes))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn files_that_cannot_grow_pass() {
        let count = |lines: &str| {
            unit(&STDOUT_FILE_NOT_ROTATED, &format!("[Service]\nExecStart=/a\nStandardOutput={lines}\n"))
                .len()
        };
        for wrong in
            ["append:/var/log/a", "append:/var/log/a\nType=oneshot", "file:/var/log/a", "truncate:/run/a"]
        {
            assert_eq!(count(wrong), 1, "{wrong}");
        }
        for right in
            ["file:/dev/kmsg", "truncate:/var/log/a\nType=oneshot", "append:/run/a\nType=oneshot", "journal"]
        {
            assert_eq!(count(right), 0, "{right}");
        }
    }

    #[test]
    fn a_unit_that_rotates_the_file_passes() {
        let count = |line: &str| {
            let text =
                format!("[Service]\n{line}\nExecStart=/bin/journalctl -b\nStandardOutput=file:/var/log/a\n");
            unit(&STDOUT_FILE_NOT_ROTATED, &text).len()
        };
        assert_eq!(count("ExecStartPre=-/usr/bin/savelog -m640 -q -c 5 /var/log/a"), 0);
        assert_eq!(count("ExecStartPre=/usr/sbin/logrotate /etc/a.conf"), 0);
        assert_eq!(count("ExecStartPost=/bin/chgrp adm /var/log/a"), 1);
    }
}
