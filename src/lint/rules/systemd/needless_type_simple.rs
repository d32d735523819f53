//! `needless-type-simple`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::{Name, Section};
use crate::systemd::versions::Release;

rule! {
    /// Flags `Type=simple` where the release knows `Type=exec` (240 and later).
    ///
    /// ## Why
    ///
    /// With `simple` the service counts as started before the program is executed: `systemctl start` reports success
    /// even when the program or the user does not exist, and whatever comes after the service is started. `exec` waits
    /// until the program is executed, and costs nothing.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=simple
    /// ExecStart=/usr/bin/app
    /// User=app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Type=exec
    /// ExecStart=/usr/bin/app
    /// User=app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `Type=`: newer releases recommend `exec` for long-running services, 252 still recommends
    /// `simple`; systemd's pull request 9620.
    pub static NEEDLESS_TYPE_SIMPLE = {
        name: "needless-type-simple",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Directive(&[Name::Type], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let is_service = entry.section == Some(Section::Service);
    if value.text() != Some("simple")
        || !is_service
        || context.release() < Release(240)
        || !context.unit.reads(entry)
    {
        return;
    }
    sink.add(
        NEEDLESS_TYPE_SIMPLE
            .at(entry.id.file, value.whole(), "a start that fails is reported as a success")
            .label("counts as started too early")
            .help(
                "systemd does not wait until the program is executed. With Type=exec a missing program or user makes the start \
                 fail.",
            )
            .fix("write exec", Applicability::Unsafe, vec![Edit::replace(value.whole(), "exec")]),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{file_for, unit};

    #[test]
    fn a_release_without_type_exec_passes() {
        let text = "[Service]\nExecStart=/a\nType=simple\n";
        let fixed = unit(&NEEDLESS_TYPE_SIMPLE, text)[0].fixed.clone();
        assert_eq!(fixed.as_deref(), Some("[Service]\nExecStart=/a\nType=exec\n"));
        assert!(file_for(&NEEDLESS_TYPE_SIMPLE, 239, "a.service", text).is_empty());
        assert!(unit(&NEEDLESS_TYPE_SIMPLE, "[Service]\nType=idle\n").is_empty());
    }
}
