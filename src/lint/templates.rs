//! Findings in a template are replaced by a single one: those about its unrendered text help nobody.
//!
//! A file without findings is not searched: the lines of a template language are syntax errors, or settings that do not
//! exist.

use super::Ignores;
use super::Linted;
use super::Options;
use super::Rule;
use super::placeholder::{Template, is_header_of_placeholders};
use super::rules::reader::syntax_error::SYNTAX_ERROR;
use super::rules::reader::unfilled_template::{self, UNFILLED_TEMPLATE};
use super::rules::supervisord::unknown_option::UNKNOWN_OPTION;
use super::rules::systemd::unknown_directive::UNKNOWN_DIRECTIVE;
use super::sink::{Mark, Sink};
use crate::diagnostic::{Diagnostic, Level, Related};
use crate::language::Language;
use crate::source::Sources;
use crate::supervisord::Config;
use crate::systemd::Unit;

/// Replaces the findings that were made in a unit since the mark by a single one for each of its files that is a
/// template.
pub(super) fn of_unit(unit: &Unit, sources: &Sources, since: Mark, sink: &mut Sink) {
    let reports_template_lines = || sink.wants(&SYNTAX_ERROR) && sink.wants(&UNKNOWN_DIRECTIVE);
    if !sink.wants(&UNFILLED_TEMPLATE) || sink.mark() == since && reports_template_lines() {
        return;
    }
    for (at, file) in unit.files.iter().enumerate() {
        let bytes = sources.get(file.id).bytes();
        let Some(template) = Template::of(&file.tree, bytes) else { continue };
        let finding = unfilled_template::finding(template, file.id);
        if sink.add_if_suppressed(&finding, sources) {
            continue;
        }
        let is_removed = |other: &Diagnostic, is_sure: bool| {
            let at = other.span.start;
            // A placeholder that is not accepted as a time, say, does not mean that no time is set.
            let is_of_what_is_missing =
                || other.level == Level::Error && is_header_of_placeholders(at, &file.tree, bytes);
            // Nor does a name that is not accepted mean that there is none.
            let is_because_of_it = || {
                let concerns = |place: &Related| {
                    place.file == file.id && template.concerns(place.span.start, &file.tree, bytes)
                };
                other.level == Level::Error && other.related.iter().any(concerns)
            };
            other.file == file.id
                && (template.concerns(at, &file.tree, bytes) || is_of_what_is_missing() || is_because_of_it())
                && (template.is_whole || is_sure)
        };
        let others = sink.remove_since(since, at == 0 && template.is_whole, is_removed);
        if template.is_whole || !others.is_empty() {
            sink.add(unfilled_template::instead_of(finding, &others, Language::Systemd));
        }
    }
}

/// The same for a supervisord configuration.
pub(super) fn of_config(
    config: &Config,
    sources: &Sources,
    options: &Options,
    ignores: &mut Ignores,
    linted: &mut Linted,
) {
    let wants = |rule: &Rule| options.selection.contains(rule.name());
    let reports_template_lines = || wants(&SYNTAX_ERROR) && wants(&UNKNOWN_OPTION);
    let has_no_findings = linted.findings.is_empty() && linted.ignored.is_empty();
    if !wants(&UNFILLED_TEMPLATE) || has_no_findings && reports_template_lines() {
        return;
    }
    for file in &config.files {
        let bytes = sources.get(file.id).bytes();
        let Some(template) = Template::of(&file.tree, bytes) else { continue };
        let finding = unfilled_template::finding(template, file.id);
        if let Some(by) = ignores.find(sources, &finding) {
            ignores.mark_used(&by);
            linted.ignored.push(finding);
            continue;
        }
        let is_removed = |other: &mut Diagnostic| {
            other.file == file.id && template.concerns(other.span.start, &file.tree, bytes)
        };
        let others: Vec<Diagnostic> = linted.findings.extract_if(.., is_removed).collect();
        if template.is_whole || !others.is_empty() {
            linted.findings.push(unfilled_template::instead_of(finding, &others, Language::Supervisord));
        }
    }
}
