//! `multiple-execstart`

use crate::diagnostic::{Applicability, Level};
use crate::lint::fix::unit_lines::line_above;
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

rule! {
    /// Flags a service with more than one command in `ExecStart=` that is not of `Type=oneshot`.
    ///
    /// ## Why
    ///
    /// Only a oneshot can run several programs, one after the other; any other service has one main program, and
    /// systemd does not load a unit that names two. A lone `;` separates commands, too. In a drop-in, the command of
    /// the unit must first be reset with an empty `ExecStart=`.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app-setup
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStartPre=/usr/bin/app-setup
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `ExecStart=`; `service_verify()`, `src/core/service.c`. Run on 252.
    pub static MULTIPLE_EXECSTART = {
        name: "multiple-execstart",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Unit(&[Name::ExecStart], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let facts = context.facts;
    let [first, second, ..] = facts.start_commands[..] else { return };
    if facts.effective_type() == ServiceType::Oneshot || !context.is_whole() {
        return;
    }
    let finding = MULTIPLE_EXECSTART
        .at(second.0, second.1, "a second command in ExecStart=")
        .label("one too many")
        .related(first.0, first.1, "the first one")
        .help(
            "systemd says: Service has more than one ExecStart= setting, which is only allowed for Type=oneshot \
             services. Refusing. Move what comes before to ExecStartPre=, what comes after to ExecStartPost=, or set \
             Type=oneshot; a drop-in that replaces the command needs an empty ExecStart= first.",
        );
    if first.0 == second.0 {
        sink.add(finding);
        return;
    }
    // A drop-in for a service that can have only one program is meant to replace it.
    let mut entries = context.unit.entries(context.sources);
    let line = entries.find(|entry| entry.id.file == second.0 && entry.item.span().overlaps(second.1));
    sink.add(match line {
        Some(entry) => {
            let edit = line_above(entry.item, entry.bytes, "ExecStart=");
            finding.fix("reset the unit's command first", Applicability::Unsafe, vec![edit])
        }
        None => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_lone_semicolon_counts_and_a_reset_starts_over() {
        let found = |text: &str| unit(&MULTIPLE_EXECSTART, &format!("[Service]\n{text}\n"));
        assert_eq!(found("ExecStart=/bin/a ; /bin/b x")[0].text, "/bin/b x");
        assert_eq!(found("ExecStart=/bin/a\nExecStart=/bin/b")[0].text, "/bin/b");
        assert!(found("ExecStart=/bin/a\nExecStart=\nExecStart=/bin/b").is_empty());
        assert!(found("Type=oneshot\nExecStart=/bin/a\nExecStart=/bin/b").is_empty());
        assert_eq!(
            found("Type=oneshop\nExecStart=/bin/a\nExecStart=/bin/b").len(),
            1,
            "the invalid type is ignored"
        );
    }
}
