//! `randomized-without-runtimemax`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::timespan::TimeSpan;

rule! {
    /// Flags `RuntimeRandomizedExtraSec=` without `RuntimeMaxSec=`.
    ///
    /// ## Why
    ///
    /// It only adds to that limit. Without one the service runs forever, as if the line were not there.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// RuntimeRandomizedExtraSec=10
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// RuntimeMaxSec=60
    /// RuntimeRandomizedExtraSec=10
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), `RuntimeRandomizedExtraSec=`; `service_verify()`, `src/core/service.c`. Run on 252.
    pub static RANDOMIZED_WITHOUT_RUNTIMEMAX = {
        name: "randomized-without-runtimemax",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::RuntimeRandomizedExtraSec], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if !context.is_in_effect() || !context.is_whole() {
        return;
    }
    let read = |text: Option<&str>| TimeSpan::read("RuntimeMaxSec", text.unwrap_or_default()).ok();
    let limit = context.last_in_effect(Section::Service, Name::RuntimeMaxSec);
    let is_limited =
        limit.is_some_and(|entry| !read(entry.value().text()).is_some_and(TimeSpan::is_infinite));
    if is_limited || read(entry.value().text()).is_some_and(|extra| extra.as_micros() == 0) {
        return;
    }
    sink.add(
        RANDOMIZED_WITHOUT_RUNTIMEMAX
            .at(entry.id.file, entry.item.name, "RuntimeRandomizedExtraSec= has no RuntimeMaxSec= to add to")
            .label("no effect")
            .help(
                "systemd says: Service has RuntimeRandomizedExtraSec= setting, but no RuntimeMaxSec=. Ignoring. It runs the \
                 service without a limit.",
            ),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn a_finite_runtime_limit_is_required() {
        let count = |lines: &str| {
            let text = format!("[Service]\nExecStart=/a\n{lines}\n");
            unit(&RANDOMIZED_WITHOUT_RUNTIMEMAX, &text).len()
        };
        assert_eq!(count("RuntimeRandomizedExtraSec=1"), 1);
        assert_eq!(count("RuntimeRandomizedExtraSec=1\nRuntimeMaxSec=infinity"), 1);
        assert_eq!(count("RuntimeRandomizedExtraSec=0"), 0);
        assert_eq!(count("RuntimeRandomizedExtraSec=1\nRuntimeMaxSec=1h"), 0);
    }
}
