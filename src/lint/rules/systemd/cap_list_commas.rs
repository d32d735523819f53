//! `cap-list-commas`

use memchr::{memchr, memchr_iter};

use crate::diagnostic::{Applicability, Level};
use crate::lint::suggestions::nearest::nearest;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;
use crate::systemd::directives::Name;
use crate::systemd::kinds::capability::{Capability, CapabilitySet};
use crate::unix::capabilities::NAMES;

rule! {
    /// Flags commas in a list of capabilities, which is separated by whitespace, and words that are not capabilities.
    ///
    /// ## Why
    ///
    /// systemd reads `CAP_CHOWN,CAP_KILL` as one name that it does not know, and silently drops it. What is left is the
    /// empty set: the service has none of the capabilities that it was meant to keep. A name without its `CAP_`, or a
    /// misspelt one, is dropped in the same way.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CapabilityBoundingSet=CAP_CHOWN,CAP_KILL
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// CapabilityBoundingSet=CAP_CHOWN CAP_KILL
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.exec(5), `CapabilityBoundingSet=`; `capability_set_from_string()`, `src/shared/cap-list.c`. Run on 252;
    /// systemd issue 16489.
    pub static CAP_LIST_COMMAS = {
        name: "cap-list-commas",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(&[Name::CapabilityBoundingSet, Name::AmbientCapabilities], check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    // A comment between the lines of a list may contain commas.
    if memchr(b',', value.bytes()).is_none() {
        unknown_words(context, sink);
        return;
    }
    if !context.unit.reads(entry) {
        return;
    }
    let edits = memchr_iter(b',', value.bytes()).map(|at| {
        let comma = Span::new(at as u32, at as u32 + 1);
        Edit::replace(value.span(comma), " ")
    });
    let name = entry.row.map_or("the directive", |row| row.name.as_str());
    sink.add(
        CAP_LIST_COMMAS
            .at(
                entry.id.file,
                entry.item.value,
                format!("the capabilities in {name}= are separated by commas"),
            )
            .label("must be separated by spaces")
            .help("systemd reads it as one unknown name and silently drops it: no capability is left.")
            .fix("replace the commas with spaces", Applicability::Safe, edits.collect()),
    );
}

/// Reports words that systemd drops.
fn unknown_words(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    let value = entry.value();
    let Some(text) = value.text().filter(|_| context.unit.reads(entry)) else { return };
    let mut words = Vec::new();
    let _ = CapabilitySet::parse(text, &mut |span| words.push(span));
    for word in words {
        let (shown, span) = (&text[word.range()], value.span(word));
        let finding = CAP_LIST_COMMAS
            .at(entry.id.file, span, format!("`{shown}` is not a capability"))
            .label("dropped")
            .help(
                "systemd silently drops a name that it does not know. capabilities(7) lists the names that \
                 exist.",
            );
        let capital = shown.to_ascii_uppercase();
        let whole = format!("CAP_{capital}");
        let (name, applicability) = match Capability::parse(&whole) {
            Some(_) => (whole, Applicability::Safe),
            None => match nearest_capability(&capital) {
                Some(name) => (name.to_owned(), Applicability::Unsafe),
                None => {
                    sink.add(finding);
                    continue;
                }
            },
        };
        sink.add(finding.fix(format!("write `{name}`"), applicability, vec![Edit::replace(span, name)]));
    }
}

/// The only capability that a name is a typo or a part of: `CAP_SYS_RAWIO` for `CAP_RAWIO`, `CAP_NET_BIND_SERVICE` for
/// `CAP_NET_BIND`.
fn nearest_capability(name: &str) -> Option<&'static str> {
    let rest = name.strip_prefix("CAP_").unwrap_or(name);
    let is_partial = |known: &&str| {
        let own = known.strip_prefix("CAP_").unwrap_or(known);
        let is_suffix = own.strip_suffix(rest).is_some_and(|before| before.ends_with('_'));
        is_suffix || own.strip_prefix(rest).is_some_and(|after| after.starts_with('_'))
    };
    nearest(name, NAMES.iter()).or_else(|| {
        let mut parts = NAMES.iter().filter(is_partial);
        parts.next().filter(|_| parts.next().is_none() && !rest.is_empty())
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    #[test]
    fn commas_become_spaces() {
        let found = unit(&CAP_LIST_COMMAS, "[Service]\nAmbientCapabilities=~CAP_KILL, CAP_CHOWN\n");
        assert_eq!(found[0].fixed.as_deref(), Some("[Service]\nAmbientCapabilities=~CAP_KILL  CAP_CHOWN\n"));
        assert!(unit(&CAP_LIST_COMMAS, "[Service]\nAmbientCapabilities=CAP_KILL CAP_CHOWN\n").is_empty());
    }

    #[test]
    fn a_comment_between_the_lines_may_have_commas() {
        let found = |list: &str| unit(&CAP_LIST_COMMAS, &format!("[Service]\nAmbientCapabilities={list}\n"));
        assert!(found("CAP_KILL \\\n# kill, and more\nCAP_CHOWN").is_empty());
        let fixed = found("CAP_KILL, \\\n# kill, and more\nCAP_CHOWN")[0].fixed.clone().unwrap();
        assert!(fixed.ends_with("CAP_KILL  \\\n# kill, and more\nCAP_CHOWN\n"), "{fixed}");
    }

    #[test]
    fn unknown_capabilities_are_flagged() {
        let found =
            |value: &str| unit(&CAP_LIST_COMMAS, &format!("[Service]\nCapabilityBoundingSet={value}\n"));
        let fixed = found("CAP_KILL net_raw")[0].fixed.clone().unwrap();
        assert_eq!(fixed, "[Service]\nCapabilityBoundingSet=CAP_KILL CAP_NET_RAW\n");
        assert_eq!(
            (found("~CAP_FOO")[0].text.as_str(), found("~CAP_FOO")[0].fixed.clone()),
            ("CAP_FOO", None)
        );
        for (value, name) in [
            ("CAP_RAWIO", "CAP_SYS_RAWIO"),
            ("CAP_NET_BIND", "CAP_NET_BIND_SERVICE"),
            ("CAP_SYS_PTRAC", "CAP_SYS_PTRACE"),
        ] {
            let one = &found(value)[0];
            assert_eq!(one.fixed, Some(format!("[Service]\nCapabilityBoundingSet={name}\n")));
            assert!(!one.is_safe, "another capability may be meant");
        }
        // It may be either of two.
        assert_eq!(found("CAP_ADMIN")[0].fixed, None);
        assert!(found("").is_empty() && found("~").is_empty() && found("cap_kill 12").is_empty());
    }
}
