//! Names of systemd's own units (systemd.special(7)): a file of that name in `/etc/systemd/system` replaces the unit.
//!
//! Names of units from packages are not included: a program that supervisord ran as `nginx` is the same nginx. There
//! are two exceptions: logrotate, whose timer starts the service of that name, which rotates the logs of the emitted
//! units; and services by which a machine is maintained, if the program is a different one.

use crate::ir::Command;
use crate::source::base_name;
use crate::systemd::own_units::is_of_system;

/// A packaged service that a machine depends on for its maintenance.
struct EssentialService {
    /// Its names in distributions.
    names: [&'static str; 2],
    programs: &'static [&'static str],
}

/// Without cron nothing runs the jobs of packages, without sshd nobody can log in any more.
const ESSENTIAL_SERVICES: [EssentialService; 2] = [
    EssentialService { names: ["cron", "crond"], programs: &["cron", "crond"] },
    EssentialService { names: ["ssh", "sshd"], programs: &["sshd"] },
];

/// Whether systemd has a service of this name, given without `@` and type.
pub(super) fn is_service(name: &str) -> bool {
    name.starts_with("systemd-")
        || name.starts_with("initrd-")
        || is_of_system(name, ".service")
        || is_of_system(name, "@.service")
}

/// Whether a service of this name would replace one that the machine depends on, and is a different program.
pub(super) fn replaces_essential_service(name: &str, command: &Command<'_>) -> bool {
    let is_named = |essential: &&EssentialService| essential.names.contains(&name);
    ESSENTIAL_SERVICES.iter().find(is_named).is_some_and(|essential| {
        !command.argv.iter().any(|word| names_one_of(&word.to_string(), essential.programs))
    })
}

/// Whether a word, or a word of a script in it, names one of these programs or a script named after one.
fn names_one_of(text: &str, programs: &[&str]) -> bool {
    let words = text.split_whitespace().map(base_name);
    words.flat_map(|name| name.split(|c: char| !c.is_alphanumeric())).any(|part| programs.contains(&part))
}

/// Whether systemd has a target of this name, given without type.
pub(super) fn is_target(name: &str) -> bool {
    is_of_system(name, ".target")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Text;

    #[test]
    fn only_a_different_program_collides_with_a_system_service() {
        for (name, command, is_another) in [
            ("cron", "/usr/sbin/cron -f", false),
            ("cron", "busybox crond", false),
            ("crond", "/opt/start_crond.sh", false),
            ("cron", "service cron start", false),
            ("cron", "supercronic /etc/cron.d/app", true),
            ("cron", "php artisan schedule:work", true),
            ("jobs", "php artisan schedule:work", false),
            ("sshd", "/usr/sbin/sshd -D", false),
            ("ssh", "/usr/bin/ssh -N -L 80:db:80 db", true),
        ] {
            let argv = command.split(' ').map(|word| Text::plain(word.as_bytes().to_vec())).collect();
            let command = Command { argv, argv0: None };
            assert_eq!(replaces_essential_service(name, &command), is_another, "{name} {command:?}");
        }
    }

    #[test]
    fn templates_and_targets_of_the_system_are_reserved() {
        assert!(is_service("dbus") && is_service("getty") && is_service("systemd-x") && !is_service("app"));
        assert!(is_target("sockets") && !is_target("graphical-session") && !is_target("app"));
    }
}
