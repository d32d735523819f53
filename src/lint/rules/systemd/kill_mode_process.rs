//! `kill-mode-process`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::{boolean, exec};

rule! {
    /// Flags `KillMode=process`: what the main process has started is left behind when the service stops. Programs
    /// whose children should outlive them (`sshd`, `containerd`, `cron`) pass, and so do shells on a terminal.
    ///
    /// ## Why
    ///
    /// Processes that survive a stop keep ports, files and memory, and are still there when the service starts again:
    /// systemd logs a "left-over process" for each.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillMode=process
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// KillMode=mixed
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.kill(5), `KillMode=`: "this is not recommended".
    pub static KILL_MODE_PROCESS = {
        name: "kill-mode-process",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::KillMode], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    if value.text() != Some("process") || !context.is_in_effect() || is_meant(context) {
        return;
    }
    sink.add(
        KILL_MODE_PROCESS
            .at(entry.id.file, value.whole(), "children are left behind when the service stops")
            .label("only the main process is stopped")
            .help("KillMode=mixed asks the main process first and kills the others after it."),
    );
}

/// Whether the children are meant to live on: user sessions, containers, jobs. A unit that delegates a part of the
/// control group tree to its program says so itself, and a shell on a terminal gets a hangup instead (as in systemd's
/// own `emergency.service`).
fn is_meant(context: &UnitEntryContext<'_>) -> bool {
    let starts = context.in_effect(Section::Service, &[Name::ExecStart]);
    context.value_matches(Section::Service, Name::Delegate, |text| boolean::parse(text) != Ok(false))
        || context.value_matches(Section::Service, Name::StandardInput, |text| text.starts_with("tty"))
        || starts.iter().any(|entry| {
            let value = entry.value();
            let line = exec::parse(value.text().unwrap_or_default(), context.release());
            line.commands.iter().any(|command| has_lasting_children(command.program_name()))
        })
}

/// Programs whose upstream unit has `KillMode=process`, or whose children are somebody's sessions, jobs or containers.
fn has_lasting_children(program: &[u8]) -> bool {
    // The agents of OpenStack networking keep `dnsmasq` and `keepalived` running while they are updated.
    program.starts_with(b"neutron-")
        || matches!(
            program,
            b"agetty"
                | b"amazon-ssm-agent"
                | b"atd"
                | b"conmon"
                | b"containerd"
                | b"cri-o"
                | b"crio"
                | b"cron"
                | b"crond"
                | b"docker"
                | b"dockerd"
                | b"dropbear"
                | b"getty"
                | b"host-ctr"
                | b"k3s"
                | b"keepalived"
                | b"kubelet"
                | b"libvirtd"
                | b"lxcfs"
                | b"lxd"
                | b"monit"
                | b"mosh-server"
                | b"nomad"
                | b"podman"
                | b"screen"
                | b"slurmd"
                | b"slurmstepd"
                | b"sshd"
                | b"tmux"
                | b"ttyd"
                | b"virtlogd"
                | b"virtqemud"
        )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn services_whose_children_should_survive_pass() {
        let count =
            |lines: &str| unit(&KILL_MODE_PROCESS, &format!("[Service]\nKillMode=process\n{lines}\n")).len();
        for lines in ["ExecStart=/a", "ExecStart=/a\nDelegate=no", "ExecStart=/a\nStandardInput=socket", ""] {
            assert_eq!(count(lines), 1, "{lines}");
        }
        for lines in [
            "ExecStart=/usr/sbin/sshd -D",
            "ExecStart=/a\nDelegate=yes",
            "ExecStart=/a\nDelegate=cpu memory",
            "ExecStart=/bin/sh\nStandardInput=tty-force",
        ] {
            assert_eq!(count(lines), 0, "{lines}");
        }
    }
}
