//! `notify-without-access`

use crate::diagnostic::Level;
use crate::lint::commands::exec_lines::may_contain;
use crate::lint::commands::shell_script::Script;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::enums::ServiceType;
use crate::unix::shell::script_argument;

rule! {
    /// Flags `Type=notify` with `NotifyAccess=none`, and `Type=notify` where a shell runs the program and only the main
    /// process, which is the shell, may notify.
    ///
    /// ## Why
    ///
    /// A service of this type has started when its program says so. systemd reads `none` as `main`, and ignores a
    /// message from a child of the shell: the start times out and the service is killed. `exec` before the program lets
    /// it replace the shell; `NotifyAccess=all` lets every process of the service notify. `systemd-notify` notifies on
    /// behalf of its parent, here the shell, but only root may do so.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// NotifyAccess=none
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=notify
    /// NotifyAccess=main
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `Type=`: "If `NotifyAccess=` is missing or set to `none`, it will be forcibly set to `main`". Run on
    /// 252: with `sh -c 'systemd-notify --ready; sleep 30; true'` the start succeeds, and times out with `User=daemon`.
    pub static NOTIFY_WITHOUT_ACCESS = {
        name: "notify-without-access",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Unit(&[Name::Type], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let Some((ServiceType::Notify | ServiceType::NotifyReload, _)) = context.facts.service_type else {
        return;
    };
    if !context.is_whole() {
        return;
    }
    if let Some(entry) = context.last_in_effect(Section::Service, Name::NotifyAccess) {
        let value = entry.value();
        match value.text() {
            Some("none") => {
                return sink.add(
                    NOTIFY_WITHOUT_ACCESS
                        .at(entry.id.file, value.whole(), "a service that notifies must be allowed to do so")
                        .label("read as main")
                        .help(
                            "systemd silently uses NotifyAccess=main, since Type=notify waits for a message.",
                        ),
                );
            }
            Some("all") => return,
            _ => {}
        }
    }
    // Few services are started by a shell.
    if !context.commands.any_written(|line| may_contain(line, &[b"sh -"])) {
        return;
    }
    let is_lost = |script: Script<'_>| {
        script.waits_for_program(true) && !(script.runs("systemd-notify") && runs_as_root(context))
    };
    let place = context.commands.for_directives(&[Name::ExecStart]).find_map(|one| {
        let words = &one.command.arguments;
        let (_, at) = script_argument(one.command.program_name(), words.iter().map(|word| &*word.bytes))?;
        let script = words.get(at)?;
        script.text().and_then(Script::read).is_some_and(is_lost).then(|| one.place(script))
    });
    let Some((file, span)) = place else { return };
    sink.add(
        NOTIFY_WITHOUT_ACCESS
            .at(file, span, "the program is a child of the shell, and only the main process may notify")
            .label("its message is ignored")
            .help(
                "systemd waits for a message from the shell until the start times out. Write exec before the \
                 program, or set NotifyAccess=all.",
            ),
    );
}

/// Whether nothing gives the service a user of its own.
fn runs_as_root(context: &UnitContext<'_>) -> bool {
    !context.unit.is_user_unit(context.sources) && !context.unit.sets_any(&[Name::User, Name::DynamicUser])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn texts(lines: &str) -> Vec<String> {
        let text = format!("[Service]\nType=notify\n{lines}\n");
        unit(&NOTIFY_WITHOUT_ACCESS, &text).into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn notify_access_none_is_flagged() {
        assert_eq!(texts("ExecStart=/a\nNotifyAccess=none"), ["none"]);
        assert!(texts("ExecStart=/a\nNotifyAccess=none\nNotifyAccess=all").is_empty());
        assert!(texts("ExecStart=/a\nType=exec\nNotifyAccess=none").is_empty());
    }

    #[test]
    fn a_child_of_the_shell_is_not_the_main_process() {
        assert_eq!(texts("ExecStart=/bin/sh -c '/usr/bin/app; echo over'"), ["'/usr/bin/app; echo over'"]);
        assert_eq!(texts("ExecStart=/bin/sh -ec '/usr/bin/app; echo over'").len(), 1);
        assert!(texts("ExecStart=/bin/sh -c 'cd /srv && exec /usr/bin/app'").is_empty());
        assert!(texts("ExecStart=/bin/sh -c '/usr/bin/app; echo over'\nNotifyAccess=all").is_empty());
    }

    #[test]
    fn a_root_child_may_notify_for_its_parent() {
        let command = "ExecStart=/bin/sh -c 'systemd-notify --ready; while :; do sleep 1; done'";
        assert!(texts(command).is_empty());
        assert_eq!(texts(&format!("User=app\n{command}")).len(), 1);
    }
}
