//! Comments that no longer suppress anything.

use super::Scope;
use super::file::{FileIgnores, ListedRule};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::lint::rules::reader::unused_ignore;
use crate::lint::{LooksAt, Options, SupervisorVersion, registry};
use crate::source::{FileId, SourceFile, Span};
use crate::systemd::versions::Release;

/// How the expansion of a variable begins.
const VARIABLE: &[u8] = b"%(ENV_";

/// The findings about the comments of a file.
pub(super) fn findings(
    ignores: &FileIgnores,
    source: &SourceFile,
    id: FileId,
    scope: Scope,
    options: &Options,
) -> Vec<Diagnostic> {
    // An older release knows less, and ignores or refuses more lines.
    if !is_for_newest(scope.language, options) {
        return Vec::new();
    }
    let bytes = source.bytes();
    let text = |named: &ListedRule| std::str::from_utf8(named.span.slice(bytes)).unwrap_or_default();
    let variables: Vec<Span> = memchr::memmem::find_iter(bytes, VARIABLE)
        .map(|at| Span::new(at as u32, (at + VARIABLE.len()) as u32))
        .collect();
    let has_variable = |range: Span| {
        let first = variables.get(variables.partition_point(|variable| variable.start < range.start));
        first.is_some_and(|variable| variable.end <= range.end)
    };
    let mut findings = Vec::new();
    for ignore in &ignores.comments {
        // Another run may give other values for the expansions.
        if has_variable(ignore.covered) {
            continue;
        }
        let is_unused = |named: &&ListedRule| {
            !named.is_used && named.rule.is_some_and(|rule| is_conclusive(rule, scope.is_partial, options))
        };
        let (unused, kept): (Vec<&ListedRule>, Vec<&ListedRule>) = ignore.names.iter().partition(is_unused);
        let places = unused.iter().map(|named| named.span).reduce(Span::cover);
        let kept: Vec<&str> = kept.into_iter().map(text).collect();
        if let Some(place) = places {
            let place = if kept.is_empty() { ignore.shown } else { place };
            let unused: Vec<&str> = unused.into_iter().map(text).collect();
            findings.push(unused_ignore::finding(ignore, &unused, &kept, (id, place)));
        }
    }
    findings
}

/// Whether what is silent for the target release is silent for the newest one.
fn is_for_newest(language: Language, options: &Options) -> bool {
    match language {
        Language::Supervisord => options.supervisor_version >= SupervisorVersion::default(),
        Language::Systemd => options.systemd_version >= Release::NEWEST,
    }
}

/// Whether a rule that found nothing in this run finds nothing in any.
fn is_conclusive(rule: &str, is_partial: bool, options: &Options) -> bool {
    let Some(rule) = registry::find(rule) else { return false };
    options.selection.contains(rule.name())
        && !rule.depends_on_context
        && match rule.looks_at {
            LooksAt::Reader
            | LooksAt::Entry(..)
            | LooksAt::Setting(..)
            | LooksAt::UnitEntry(..)
            | LooksAt::Directive(..) => true,
            // The other files may matter.
            LooksAt::Section(..)
            | LooksAt::Program(..)
            | LooksAt::Command(..)
            | LooksAt::Unit(..)
            | LooksAt::Service(..) => !is_partial,
            LooksAt::Config(_) | LooksAt::Units(_) | LooksAt::Host(_) => false,
        }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::source::{Disk, Files as _};

    #[test]
    fn rules_that_ask_other_files_are_marked_as_depending_on_context() {
        let calls =
            [".add_if(", ".add_first_if(", ".add_first_of_unit_if(", ".add_deferred(", ".files_with_mode("];
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/lint/rules");
        let mut count = 0;
        for directory in ["both", "reader", "service", "supervisord", "systemd"] {
            for name in Disk.list(&root.join(directory)).unwrap() {
                let text = String::from_utf8(Disk.read(&root.join(directory).join(&name)).unwrap()).unwrap();
                let rule = name.trim_end_matches(".rs").replace('_', "-");
                if calls.iter().any(|call| text.contains(call)) {
                    assert!(registry::find(&rule).is_some_and(|rule| rule.depends_on_context), "{rule}");
                    count += 1;
                }
            }
        }
        assert!(count > 10);
    }
}
