//! `after-syslog-target`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::facts::unit_references::UnitReference;
use crate::lint::{Fixable, LooksAt, Rule, Sink, UnitContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a unit that names `syslog.target`, which systemd no longer has. Reported as `info`, and as `warning` for
    /// `Requires=`.
    ///
    /// ## Why
    ///
    /// The socket that receives syslog messages exists before any service starts. Ordering a unit after one that does
    /// not exist does nothing; a unit that requires it cannot be started at all.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=syslog.target network.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Unit]
    /// After=network.target
    ///
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.special(7), `syslog.socket`; "Writing syslog Daemons Which Cooperate Nicely With systemd": not
    /// recommended since 35. 252 has no such unit and does not start a unit that requires it.
    pub static AFTER_SYSLOG_TARGET = {
        name: "after-syslog-target",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Unit(&LISTS, check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    let instead = "Messages can be logged before any service starts: no replacement is needed.";
    report(&AFTER_SYSLOG_TARGET, "syslog.target", instead, context, sink);
}

/// Flags a unit that names a target which no longer exists.
pub(super) fn report(
    rule: &'static Rule,
    target: &str,
    instead: &str,
    context: &UnitContext<'_>,
    sink: &mut Sink,
) {
    for reference in context.references.in_lists(&LISTS).filter(|reference| reference.name == target) {
        if let Some(entry) = context.references.entry(reference) {
            sink.add(finding(rule, reference, &entry, instead));
        }
    }
}

/// The lists in which such a target may be named.
pub(super) const LISTS: [Name; 3] = [Name::After, Name::Wants, Name::Requires];

fn finding(
    rule: &'static Rule,
    reference: &UnitReference<'_>,
    entry: &UnitEntry<'_>,
    instead: &str,
) -> Diagnostic {
    let (target, span) = (&reference.name, reference.span);
    let is_required = reference.directive == Name::Requires;
    let (level, label, effect) = match is_required {
        true => {
            (Level::Warning, "the unit cannot be started", format!("systemd says: Unit {target} not found."))
        }
        false => (rule.level, "no effect", "systemd says nothing.".to_owned()),
    };
    // Without the requirement the unit can be started.
    let applicability = if is_required { Applicability::Unsafe } else { Applicability::Safe };
    rule.at(entry.id.file, span, format!("there is no {target}"))
        .level(level)
        .label(label)
        .help(format!("{effect} {instead}"))
        .fix("remove it", applicability, vec![Edit::delete(deletion_of(entry, span))])
}

/// The range to delete to remove a word from a list: the whole entry if it is the only word.
pub(super) fn deletion_of(entry: &UnitEntry<'_>, word: Span) -> Span {
    if entry.item.value == word { entry.item.span() } else { with_adjacent_space(entry.bytes, word) }
}

/// A word and the whitespace after it, or else before it.
fn with_adjacent_space(bytes: &[u8], word: Span) -> Span {
    let is_blank = |byte: &&u8| matches!(byte, b' ' | b'\t');
    let (before, after) = (&bytes[..word.start as usize], &bytes[word.end as usize..]);
    let after = after.iter().take_while(is_blank).count() as u32;
    let before = if after == 0 { before.iter().rev().take_while(is_blank).count() as u32 } else { 0 };
    Span::new(word.start - before, word.end + after)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn fixed(unit_section: &str) -> String {
        let found = unit(&AFTER_SYSLOG_TARGET, &format!("[Unit]\n{unit_section}"));
        found[0].fixed.clone().unwrap().replacen("[Unit]\n", "", 1)
    }

    #[test]
    fn the_fix_removes_the_name_or_the_whole_line() {
        assert_eq!(fixed("After=syslog.target\nWants=a.target\n"), "Wants=a.target\n");
        assert_eq!(fixed("After=syslog.target a.target\n"), "After=a.target\n");
        assert_eq!(fixed("After=a.target syslog.target\n"), "After=a.target\n");
        assert_eq!(fixed("After=a.target \\\n  syslog.target b.target\n"), "After=a.target \\\n  b.target\n");
    }

    #[test]
    fn names_that_only_contain_it_pass() {
        assert!(unit(&AFTER_SYSLOG_TARGET, "[Unit]\nAfter=my-syslog.target syslog.service\n").is_empty());
        let levels = |line: &str| unit(&AFTER_SYSLOG_TARGET, &format!("[Unit]\n{line}\n"))[0].level;
        assert_eq!(
            (levels("Wants=syslog.target"), levels("Requires=syslog.target")),
            (Level::Info, Level::Warning)
        );
    }
}
