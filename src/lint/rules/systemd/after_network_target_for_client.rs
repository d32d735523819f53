//! `after-network-target-for-client`

use memchr::memchr_iter;

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::SERVICE_EXEC_DIRECTIVES;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::source::base_name_bytes;
use crate::systemd::directives::{Name, Section};
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a service that fetches something from another machine (`curl`, `wget`, `git`, …) but is ordered after
    /// `network.target` only.
    ///
    /// ## Why
    ///
    /// `network.target` means that the network managers have been started, not that the machine has an address. At boot
    /// such a command runs too early and fails. The target mostly matters at shutdown: what is ordered after it stops
    /// before the network goes away.
    ///
    /// ## Bad
    ///
    /// ```ini fetch.service
    /// [Unit]
    /// After=network.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/curl -o /var/lib/app/list https://example.org/list
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini fetch.service
    /// [Unit]
    /// Wants=network-online.target
    /// After=network-online.target
    ///
    /// [Service]
    /// Type=oneshot
    /// ExecStart=/usr/bin/curl -o /var/lib/app/list https://example.org/list
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), `network.target`: "does not indicate whether … it is possible to communicate over it"; systemd's
    /// "Running Services After the Network Is Up".
    pub static AFTER_NETWORK_TARGET_FOR_CLIENT = {
        name: "after-network-target-for-client",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::After], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if context.facts.start_commands.is_empty() || !context.is_whole() {
        return;
    }
    let waits = ["network-online.target", "systemd-networkd-wait-online.service"];
    let is_after = |name: &str| context.references.has(&[Name::After], name);
    if !is_after("network.target") || waits.iter().any(|name| is_after(name)) {
        return;
    }
    let is_client = |entry: &UnitEntry<'_>| {
        entry.row.is_some_and(|row| row.name != Name::ExecStop)
            && fetches(entry.item.value.slice(entry.bytes))
    };
    if !context.commands.any_written(fetches) {
        return;
    }
    let Some(command) =
        context.in_effect(Section::Service, SERVICE_EXEC_DIRECTIVES).into_iter().find(is_client)
    else {
        return;
    };
    let value = command.value();
    sink.add(
        AFTER_NETWORK_TARGET_FOR_CLIENT
            .at(
                command.id.file,
                value.whole(),
                "this needs the network, but network.target does not wait for it",
            )
            .label("may run before there is an address")
            .help(
                "systemd starts it as soon as the network manager runs. Use Wants=network-online.target and \
                 After=network-online.target if it must reach another machine when it starts.",
            ),
    );
}

/// Whether a program that fetches something is passed an address on another machine.
fn fetches(command: &[u8]) -> bool {
    let mut colons = memchr_iter(b':', command);
    let Some(at) = colons.find(|at| command[*at..].starts_with(b"://")) else { return false };
    let host = &command[at + 3..];
    let is_near = |near: &&[u8]| host.starts_with(near);
    let near: [&[u8]; 6] = [b"localhost", b"127.", b"[::1]", b"0.0.0.0", b"/", b"$"];
    let is_fetcher = |word: &[u8]| {
        matches!(base_name_bytes(word), b"curl" | b"wget" | b"git" | b"aria2c" | b"rclone")
            && !word.contains(&b':')
    };
    !near.iter().any(is_near) && command.split(|byte| b" \t\n'\";|&(){}`".contains(byte)).any(is_fetcher)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn only_clients_of_other_hosts_are_flagged() {
        let count = |after: &str, command: &str| {
            let text = format!("[Unit]\nAfter={after}\n[Service]\nExecStart={command}\n");
            unit(&AFTER_NETWORK_TARGET_FOR_CLIENT, &text).len()
        };
        let fetch = "/bin/sh -c 'exec curl https://a.org/'";
        assert_eq!((count("network.target", fetch), count("basic.target", fetch)), (1, 0));
        assert_eq!(count("network.target network-online.target", fetch), 0);
        assert_eq!(count("network.target", &format!("{fetch}\nExecStart=\nExecStart=/a")), 0);
        assert_eq!(count("network.target", "/usr/bin/curl http://localhost:80/"), 0);
        assert_eq!(count("network.target", "/usr/bin/app --url https://a.org/curl"), 0);
    }
}
