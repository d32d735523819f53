//! `infinite-start-timeout`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::systemd::kinds::exec;
use crate::systemd::kinds::timespan::TimeSpan;
use crate::systemd::unit::UnitEntry;
use crate::systemd::versions::Release;

rule! {
    /// Flags a service that may take forever to start, because its start waits for the program to say or do something.
    /// Reported as `info` for `TimeoutSec=`, which limits the stop as well, and for databases, container engines and the
    /// like whose own units set no limit: they are known to take long to recover.
    ///
    /// ## Why
    ///
    /// Until a service of `Type=notify`, `dbus` or `forking` has started, everything ordered after it waits, even the
    /// end of the boot. Without a limit, a program that hangs is never detected: no failure, no restart. Both `0` and
    /// `infinity` mean no limit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// TimeoutStartSec=infinity
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// ExecStart=/usr/bin/app
    /// TimeoutStartSec=5min
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `TimeoutStartSec=`; `config_parse_service_timeout()`, `src/core/load-fragment.c`. Run on 252: `0` is
    /// shown as `infinity`.
    pub static INFINITE_START_TIMEOUT = {
        name: "infinite-start-timeout",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::TimeoutStartSec, Name::TimeoutSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !matches!(entry.item.value.slice(entry.bytes).first(), Some(b'0' | b'i')) {
        return;
    }
    let value = entry.value();
    let limit = TimeSpan::read(Name::TimeoutStartSec.as_str(), value.text().unwrap_or_default());
    let is_none = limit.is_ok_and(|limit| limit.is_infinite() || limit == TimeSpan::ZERO);
    if !is_none || entry.section != Some(Section::Service) || !context.is_whole() {
        return;
    }
    // Of the two names, the last one counts.
    let in_effect = context.in_effect(Section::Service, &[Name::TimeoutStartSec, Name::TimeoutSec]);
    if in_effect.last().is_none_or(|last| last.id != entry.id) {
        return;
    }
    let facts = context.facts();
    let kind = facts.effective_type();
    let waits = matches!(
        kind,
        ServiceType::Notify | ServiceType::NotifyReload | ServiceType::Dbus | ServiceType::Forking
    );
    if waits {
        let is_meant = entry.name() == b"TimeoutSec"
            || context
                .in_effect(Section::Service, &[Name::ExecStart])
                .iter()
                .any(|start| needs_no_limit(start, context.release()));
        sink.add(
            INFINITE_START_TIMEOUT
                .at(entry.id.file, value.whole(), "nothing ends a start that hangs")
                .label("no limit")
                .level(if is_meant { Level::Info } else { Level::Warning })
                .help(format!(
                    "With Type={} the start waits for the program. systemd says nothing and waits forever; set the \
                     longest time that a start can take. A program that needs more can ask for it with \
                     EXTEND_TIMEOUT_USEC=.",
                    kind.as_str()
                )),
        );
    }
}

/// Whether a command starts a program whose upstream sets no limit in its own unit, or advises against one: what it
/// stores may need a recovery first, and killing it meanwhile makes that start again.
fn needs_no_limit(start: &UnitEntry<'_>, release: Release) -> bool {
    let value = start.value();
    let line = exec::parse(value.text().unwrap_or_default(), release);
    line.commands.iter().any(|command| {
        matches!(
            command.program_name(),
            b"bitcoind"
                | b"containerd"
                | b"crio"
                | b"dockerd"
                | b"elementsd"
                | b"k3s"
                | b"keydb-server"
                | b"mariadbd"
                | b"mongod"
                | b"mysqld"
                | b"mysqld_safe"
                | b"neutron-server"
                | b"nova-api"
                | b"nova-api-metadata"
                | b"nova-api-os-compute"
                | b"nova-compute"
                | b"nova-conductor"
                | b"nova-scheduler"
                | b"pbs_init.d"
                | b"pg_ctl"
                | b"pg_ctlcluster"
                | b"podman"
                | b"postgres"
                | b"redis-server"
                | b"rke2"
                | b"valkey-server"
        )
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_the_limit_in_effect_is_flagged() {
        let count = |lines: &str| {
            unit(&INFINITE_START_TIMEOUT, &format!("[Service]\nType=forking\nExecStart=/a\n{lines}\n")).len()
        };
        assert_eq!(
            (count("TimeoutSec=0"), count("TimeoutStartSec=infinity"), count("TimeoutSec=0s")),
            (1, 1, 1)
        );
        assert_eq!((count("TimeoutSec=0\nTimeoutStartSec=60"), count("TimeoutSec=1min")), (0, 0));
    }

    #[test]
    fn a_start_that_does_not_wait_passes() {
        let count = |kind: &str| {
            unit(&INFINITE_START_TIMEOUT, &format!("[Service]\nType={kind}\nExecStart=/a\nTimeoutSec=0\n"))
                .len()
        };
        assert_eq!((count("simple"), count("exec"), count("oneshot")), (0, 0, 0));
        assert_eq!((count("notify"), count("dbus")), (1, 1));
    }

    #[test]
    fn services_that_may_take_long_to_recover_are_an_info() {
        let level = |lines: &str| {
            unit(&INFINITE_START_TIMEOUT, &format!("[Service]\nType=notify\n{lines}\n"))[0].level
        };
        assert_eq!(level("ExecStart=/a\nTimeoutStartSec=infinity"), Level::Warning);
        assert_eq!(level("ExecStart=/a\nTimeoutSec=infinity"), Level::Info);
        for own in [
            "/usr/bin/dockerd -H fd://",
            "/usr/local/bin/crio $OPTIONS",
            "/usr/local/bin/k3s server",
            "/usr/bin/nova-api",
            "/usr/local/bin/valkey-server --supervised systemd",
        ] {
            assert_eq!(level(&format!("ExecStart={own}\nTimeoutStartSec=0")), Level::Info, "{own}");
        }
    }
}
