//! `personality-of-one-machine`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::systemd::directives::{Name, ValueKind};

rule! {
    /// Flags a `Personality=` that machines of one kind accept and all others ignore; `x86` and `x86-64` pass.
    ///
    /// ## Why
    ///
    /// systemd accepts the machine's own architecture and, where there is one, its 32-bit variant. Every other value is
    /// rejected there, although the manual lists it, and the line is ignored.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// Personality=s390
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// `personality_from_string()`, `src/shared/process-util.c`. Run on 252, on x86-64.
    pub static PERSONALITY_OF_ONE_MACHINE = {
        name: "personality-of-one-machine",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Directive(&[Name::Personality], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let (Some(text), Some(ValueKind::Enum(words))) = (value.text(), entry.row.map(|row| row.kind)) else {
        return;
    };
    // A value that no machine accepts is reported as such.
    let is_of_one = words.find(text).is_some() && !matches!(text, "x86" | "x86-64");
    if !is_of_one || !context.unit.reads(entry) {
        return;
    }
    sink.add(
        PERSONALITY_OF_ONE_MACHINE
            .at(entry.id.file, value.whole(), format!("Personality={text} is for {text} machines only"))
            .label("ignored on all others")
            .help(format!("systemd says on another machine: Failed to parse personality, ignoring: {text}. It ignores the line there.")),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn common_and_unknown_personalities_pass() {
        let count = |word: &str| {
            unit(&PERSONALITY_OF_ONE_MACHINE, &format!("[Service]\nExecStart=/a\nPersonality={word}\n")).len()
        };
        assert_eq!((count("s390x"), count("ppc64")), (1, 1));
        assert_eq!((count("x86"), count("x86-64"), count("pdp11"), count("")), (0, 0, 0, 0));
    }
}
