//! `init-script-wrapper`

use memchr::memchr_iter;

use crate::diagnostic::Level;
use crate::lint::commands::daemons::is_init_script;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

rule! {
    /// Flags a service that runs an init script (`/etc/init.d/app start`).
    ///
    /// ## Why
    ///
    /// The script starts the daemon in its own way: systemd does not see which program it is, why it failed, or what it
    /// was given, and none of the settings that depend on the main process works well. What the script does usually
    /// takes a handful of lines in a unit.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=forking
    /// ExecStart=/etc/init.d/app start
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/sbin/app --foreground
    /// ```
    ///
    /// ## Source
    ///
    /// lintian's systemd-service-file-wraps-init-script; systemd-sysv-generator(8), which does the same automatically.
    pub static INIT_SCRIPT_WRAPPER = {
        name: "init-script-wrapper",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    // The bytes of nearly every command rule it out.
    if context.facts.start_commands.is_empty()
        || !context.commands.any_written(names_script)
        || !context.is_whole()
    {
        return;
    }
    let place = context.commands.for_directives(&[Name::ExecStart]).find_map(|one| {
        one.command.words().find(|word| is_init_script(&word.bytes)).map(|word| one.place(word))
    });
    let Some((file, span)) = place else { return };
    let (message, label, help) = match context.facts.effective_type() {
        // A job, not a daemon: modules are loaded, rules are set.
        ServiceType::Oneshot => (
            "an init script does the work",
            "a single step to systemd",
            "systemd sees the script, not its steps. With Type=oneshot each step can have its own ExecStart=, and \
             systemd reports the one that fails.",
        ),
        _ => (
            "an init script starts the program",
            "hides the program from systemd",
            "systemd watches the script, not the program. Run the program itself, in the foreground.",
        ),
    };
    sink.add(INIT_SCRIPT_WRAPPER.at(file, span, message).label(label).help(help));
}

/// Whether `init.d/` occurs in a command: hardly any has such a dot.
fn names_script(command: &[u8]) -> bool {
    let mut dots = memchr_iter(b'.', command);
    dots.any(|dot| command[dot..].starts_with(b".d/") && command[..dot].ends_with(b"init"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn the_script_may_follow_a_shell() {
        let texts = |line: &str| -> Vec<String> {
            let found = unit(&INIT_SCRIPT_WRAPPER, &format!("[Service]\n{line}\n"));
            found.into_iter().map(|found| found.text).collect()
        };
        assert_eq!(texts("ExecStart=-/etc/init.d/a start"), ["/etc/init.d/a"]);
        assert_eq!(texts("ExecStart=/bin/sh /etc/rc.d/init.d/a start"), ["/etc/rc.d/init.d/a"]);
        let job = unit(&INIT_SCRIPT_WRAPPER, "[Service]\nType=oneshot\nExecStart=/etc/init.d/a start\n");
        assert_eq!(job[0].message, "an init script does the work");
        assert!(texts("ExecStart=/usr/bin/a --out=/etc/init.d/b").is_empty());
        assert!(texts("ExecStart=/usr/bin/a\nExecStop=/etc/init.d/a stop").is_empty());
    }
}
