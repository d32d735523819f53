//! Commands that ask systemd to start the very unit they belong to.
//!
//! On a machine that runs systemd, `service NAME start` asks systemd (service(8) of init-system-helpers), and so does
//! an init script unless systemd itself runs it (`/lib/lsb/init-functions.d/40-systemd`). The unit already counts as
//! started by then, so nothing happens.

use super::unit_writer::UnitWriter;
use crate::ir::{Leaf, Text};
use crate::source::base_name;
use crate::unix::shell::is_shell;

impl UnitWriter<'_, '_, '_> {
    /// Reports such a command.
    pub(super) fn report_self_start(&mut self) {
        let argv = &self.context.service.command.value.argv;
        let Some(own) = self.unit.writer.file.name.strip_suffix(".service") else { return };
        if let Some(words) = self_start_words(argv, own) {
            let reason = format!(
                "On a machine that runs systemd, `{words}` starts {own}.service, which is this unit: it already counts as \
                 started, so nothing is started. Write the program itself, such that it stays in the foreground."
            );
            self.by_hand(Leaf::Command, reason);
        }
    }
}

/// The words by which a command asks to start a service of this name.
fn self_start_words(argv: &[Text<'_>], own: &str) -> Option<String> {
    let program = base_name(argv.first()?.as_str()?);
    let is_script = is_shell(program.as_bytes());
    // Most commands can be skipped here.
    if !is_script && !matches!(program, "service" | "systemctl") {
        return None;
    }
    let words = argv.iter().filter_map(Text::as_str).flat_map(|word| {
        word.split(|c: char| is_script && (c.is_whitespace() || matches!(c, ';' | '&' | '|' | '(' | ')')))
    });
    let words: Vec<&str> = words.filter(|word| !word.is_empty()).collect();
    let is_start = |word: &str| matches!(word, "start" | "restart");
    let is_own = |word: &str| word.strip_suffix(".service").unwrap_or(word) == own;
    let asks = |three: &&[&str]| match (base_name(three[0]), three[1], three[2]) {
        ("service", name, verb) => name == own && is_start(verb),
        ("systemctl", verb, name) => is_own(name) && is_start(verb),
        _ => false,
    };
    let by_script = |two: &&[&str]| {
        is_script && two[0].strip_prefix("/etc/init.d/").is_some_and(|name| name == own) && is_start(two[1])
    };
    let found = words.windows(3).find(asks).or_else(|| words.windows(2).find(by_script));
    found.map(|words| words.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(argv: &[&'static str], own: &str) -> Option<String> {
        let argv: Vec<Text<'_>> = argv.iter().copied().map(Text::fixed).collect();
        self_start_words(&argv, own)
    }

    #[test]
    fn a_command_that_starts_its_own_service_is_found() {
        for (argv, expected) in [
            (&["service", "web", "start"][..], "service web start"),
            (&["/usr/sbin/service", "web", "restart"], "/usr/sbin/service web restart"),
            (&["systemctl", "start", "web"], "systemctl start web"),
            (&["systemctl", "start", "web.service"], "systemctl start web.service"),
            (&["bash", "-c", "service web start && tail -f /x"], "service web start"),
            (&["/bin/sh", "-c", "(/etc/init.d/web start); sleep 9"], "/etc/init.d/web start"),
        ] {
            assert_eq!(words(argv, "web").as_deref(), Some(expected), "{argv:?}");
        }
    }

    #[test]
    fn other_services_other_verbs_and_init_scripts_are_ignored() {
        for argv in [
            &["service", "other", "start"][..],
            &["service", "web", "status"],
            &["systemctl", "stop", "web"],
            // Its parent is systemd, so it does not ask systemd.
            &["/etc/init.d/web", "start"],
            &["/usr/bin/web", "service web start"],
            &["bash", "-c", "exec web service start"],
        ] {
            assert_eq!(words(argv, "web"), None, "{argv:?}");
        }
    }
}
