//! What is said of a template is one finding: what would be said of it as it stands helps nobody.

use super::Ignores;
use super::Linted;
use super::Options;
use super::placeholder::Template;
use super::rules::reader::unfilled_template::{self, UNFILLED_TEMPLATE};
use super::sink::{Mark, Sink};
use crate::diagnostic::Diagnostic;
use crate::language::Language;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::systemd::Unit;

/// Puts one finding in the place of those that were made in a unit since the mark, for each of its files that is a template.
pub(super) fn of_unit(unit: &Unit, sources: &Sources, since: Mark, sink: &mut Sink) {
    if !sink.wants(&UNFILLED_TEMPLATE) {
        return;
    }
    for (at, file) in unit.files.iter().enumerate() {
        let bytes = sources.get(file.id).bytes();
        let Some(template) = Template::of(&file.tree, bytes) else { continue };
        let finding = unfilled_template::finding(template, file.id);
        if sink.is_held(&finding, sources) {
            continue;
        }
        let is_out = |other: &Diagnostic, is_sure: bool| {
            other.file == file.id
                && template.concerns(other.span.start, &file.tree, bytes)
                && (template.is_whole || is_sure)
        };
        let others = sink.leave_out(since, at == 0 && template.is_whole, is_out);
        if template.is_whole || !others.is_empty() {
            sink.add(unfilled_template::instead_of(finding, &others, Language::Systemd));
        }
    }
}

/// The same of a configuration of supervisord.
pub(super) fn of_config(
    config: &Config,
    sources: &Sources,
    options: &Options,
    ignores: &mut Ignores,
    linted: &mut Linted,
) {
    if !options.selection.contains(UNFILLED_TEMPLATE.name()) {
        return;
    }
    for file in &config.files {
        let bytes = sources.get(file.id).bytes();
        let Some(template) = Template::of(&file.tree, bytes) else { continue };
        let finding = unfilled_template::finding(template, file.id);
        if let Some(held) = ignores.find(sources, &finding) {
            ignores.hold(&held);
            linted.ignored.push(finding);
            continue;
        }
        let is_out = |other: &mut Diagnostic| {
            other.file == file.id && template.concerns(other.span.start, &file.tree, bytes)
        };
        let others: Vec<Diagnostic> = linted.findings.extract_if(.., is_out).collect();
        if template.is_whole || !others.is_empty() {
            linted.findings.push(unfilled_template::instead_of(finding, &others, Language::Supervisord));
        }
    }
}
