//! `unknown-secure-bit`

use crate::diagnostic::{Applicability, Level};
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::secure_bits::{NAMES, SecureBits};

rule! {
    /// Flags a word in `SecureBits=` that is not a secure bit.
    ///
    /// ## Why
    ///
    /// systemd silently skips such a word, even when it loads the unit: the service runs without the protection that
    /// the line asks for.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// SecureBits=no-root noroot-locked
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// SecureBits=noroot noroot-locked
    /// ```
    ///
    /// ## Source
    ///
    /// `secure_bits_from_string()`, `src/shared/securebits-util.c`; systemd.exec(5). Run on 252: `systemd-analyze verify` is silent.
    pub static UNKNOWN_SECURE_BIT = {
        name: "unknown-secure-bit",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(&[Name::SecureBits], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|_| context.unit.reads(entry)) else { return };
    let mut unknown = Vec::new();
    _ = SecureBits::parse(text, &mut |span| unknown.push(span));
    for span in unknown {
        let word = span.text(text);
        let place = value.span(span);
        let mut finding = UNKNOWN_SECURE_BIT
            .at(entry.id.file, place, format!("`{word}` is not a secure bit"))
            .label("ignored")
            .help(format!("systemd silently skips it. It knows {}.", NAMES.join(", ")));
        if let Some(near_name) = nearest(word, NAMES) {
            let edit = Edit::replace(place, near_name);
            finding = finding.fix(format!("write {near_name}"), Applicability::Unsafe, vec![edit]);
        }
        sink.add(finding);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn each_unknown_bit_is_flagged() {
        let found = |value: &str| {
            let text = format!("[Service]\nExecStart=/a\nSecureBits={value}\n");
            let found = unit(&UNKNOWN_SECURE_BIT, &text);
            found.into_iter().map(|found| found.text).collect::<Vec<_>>()
        };
        assert_eq!(found("noroot keep_caps \\\n  x no-setuid-fixup-locked"), ["keep_caps", "x"]);
        assert_eq!(found("keep-caps keep-caps-locked"), [""; 0]);
        assert_eq!(found(""), [""; 0]);
    }
}
