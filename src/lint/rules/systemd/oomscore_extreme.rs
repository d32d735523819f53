//! `oomscore-extreme`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::Name;

rule! {
    /// Flags a service that the kernel may never kill when memory runs out.
    ///
    /// ## Why
    ///
    /// At -1000 the kernel kills everything else first, even if this service is the one that leaks.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-1000
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// OOMScoreAdjust=-500
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `OOMScoreAdjust=`; proc_pid_oom_score_adj(5).
    pub static OOMSCORE_EXTREME = {
        name: "oomscore-extreme",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::OOMScoreAdjust], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    if value.text() != Some("-1000") || !context.is_in_effect() {
        return;
    }
    let at = |message| OOMSCORE_EXTREME.at(entry.id.file, value.whole(), message);
    // `exec_child()` continues if it lacks the privilege.
    sink.add(if context.unit.is_user_unit(context.sources) {
        at("a user manager cannot set this").label("no effect").help(
            "The kernel lets only privileged processes lower the score. systemd says nothing, and runs the service \
             with the manager's score.",
        )
    } else {
        at("the kernel never kills this service when memory runs out").label("exempt").help(
            "A smaller value, such as -500, protects it nearly as well and lets the machine survive a leak.",
        )
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::file;

    #[test]
    fn a_user_manager_lacks_the_privilege() {
        let label = |name: &str| {
            let text = "[Service]\nExecStart=/a\nOOMScoreAdjust=-1000\n";
            file(&OOMSCORE_EXTREME, name, text).remove(0).message
        };
        assert!(label("system/a.service").contains("never kills"));
        assert!(label("user/a.service").contains("cannot set"));
    }
}
