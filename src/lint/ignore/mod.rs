//! Comments that suppress findings: `# sysvisor: ignore[rule] reason`.
//!
//! The readers record for each file whether a comment in it is addressed to sysvisor ([`Tree::has_pragma`]); other
//! files are not searched. The place of a finding decides, whichever rule made it and wherever it comes from: a comment
//! above a setting covers all lines of that, one above a header covers its section, and `ignore-file` above the first
//! header covers the file. Where supervisord strips a comment after a setting or a header, it may be there as well.

mod comment;
mod file;
mod narrowest;
mod unused;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(in crate::lint) use comment::InvalidIgnore;
use file::FileIgnores;
pub(in crate::lint) use file::Ignore;

use super::Options;
use super::rules::reader::syntax_error::SYNTAX_ERROR;
use super::rules::reader::unused_ignore::UNUSED_IGNORE;
use crate::diagnostic::{Diagnostic, Level};
use crate::language::Language;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::Tree;

/// The comments of a run that suppress findings, by file name.
#[derive(Debug, Default)]
pub struct Ignores {
    files: BTreeMap<Box<str>, ScannedFile>,
}

/// A file with such comments.
#[derive(Debug)]
struct ScannedFile {
    ignores: FileIgnores,
    source: Arc<SourceFile>,
    /// How it was linted.
    scope: Scope,
}

/// How a file was linted: what was not found in it may be found elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// The language of the file.
    pub(super) language: Language,
    /// Whether it was only linted without what it belongs to: a drop-in alone, a file of `conf.d/`.
    pub(super) is_partial: bool,
}

/// What suppresses a finding: a name in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuppressedBy {
    file: Box<str>,
    comment: usize,
    name: usize,
}

/// What the rules found in a configuration.
#[derive(Debug, Default)]
pub struct Linted {
    /// The findings.
    pub findings: Vec<Diagnostic>,
    /// The findings that comments suppress.
    pub ignored: Vec<Diagnostic>,
}

impl Linted {
    /// Appends the findings of `other`.
    pub fn append(&mut self, other: Self) {
        let Self { findings, ignored } = other;
        self.findings.extend(findings);
        self.ignored.extend(ignored);
    }
}

impl Ignores {
    /// Creates an empty set.
    #[must_use]
    pub const fn new() -> Self {
        Self { files: BTreeMap::new() }
    }

    /// Whether no file has a comment that suppresses findings.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Reads the comments of a file, if there are any. Returns the findings about faulty ones.
    pub(super) fn read(
        &mut self,
        tree: &Tree,
        sources: &Sources,
        id: FileId,
        scope: Scope,
    ) -> Vec<Diagnostic> {
        if !tree.has_pragma {
            return Vec::new();
        }
        let source = sources.get(id);
        let (ignores, invalid) = FileIgnores::read(tree, source, id, scope.language);
        match self.files.get_mut(source.name()) {
            // A drop-in of several units, or an include of several configurations.
            Some(known) => known.scope.is_partial &= scope.is_partial,
            None => {
                let source = sources.get_arc(id);
                self.files.insert(source.name().into(), ScannedFile { ignores, source, scope });
            }
        }
        invalid
    }

    /// What suppresses a finding, if anything. That the manager cannot read the file cannot be suppressed: where lines
    /// are lost, it is not even known what a comment is above.
    #[must_use]
    pub fn find(&self, sources: &Sources, finding: &Diagnostic) -> Option<SuppressedBy> {
        if self.files.is_empty() || finding.rule == SYNTAX_ERROR.name() && finding.level == Level::Error {
            return None;
        }
        let name = sources.get(finding.file).name();
        let (comment, at) = self.files.get(name)?.ignores.find(finding.rule, finding.span.start)?;
        Some(SuppressedBy { file: name.into(), comment, name: at })
    }

    /// Records that a finding was suppressed by this.
    pub fn mark_used(&mut self, by: &SuppressedBy) {
        let known = self.files.get_mut(&by.file);
        let comment = known.and_then(|known| known.ignores.comments.get_mut(by.comment));
        if let Some(name) = comment.and_then(|comment| comment.names.get_mut(by.name)) {
            name.is_used = true;
        }
    }

    /// Adapts the fix of a finding so that the comments of the file stay with the lines below them.
    pub(super) fn adjust_fix(&self, sources: &Sources, finding: &mut Diagnostic) {
        if let Some(fix) = &mut finding.fix
            && let Some(known) = self.files.get(sources.get(finding.file).name())
        {
            known.ignores.adjust_fix(fix);
        }
    }

    /// Splits findings into those to report and those that are suppressed.
    pub fn split(&mut self, sources: &Sources, findings: Vec<Diagnostic>) -> Linted {
        let mut linted = Linted::default();
        if self.files.is_empty() {
            linted.findings = findings;
            return linted;
        }
        for mut finding in findings {
            match self.find(sources, &finding) {
                Some(by) => {
                    self.mark_used(&by);
                    linted.ignored.push(finding);
                }
                None => {
                    self.adjust_fix(sources, &mut finding);
                    linted.findings.push(finding);
                }
            }
        }
        linted
    }

    /// Merges in the comments of another part of the run.
    pub fn append(&mut self, other: Self) {
        for (name, known) in other.files {
            match self.files.get_mut(&name) {
                Some(own) => {
                    own.scope.is_partial &= known.scope.is_partial;
                    let names = |ignores: FileIgnores| ignores.comments.into_iter().flat_map(|one| one.names);
                    let own = own.ignores.comments.iter_mut().flat_map(|one| &mut one.names);
                    own.zip(names(known.ignores)).for_each(|(own, other)| own.is_used |= other.is_used);
                }
                None => {
                    self.files.insert(name, known);
                }
            }
        }
    }

    /// The findings about comments that suppressed nothing, in files that are still loaded.
    pub(super) fn report_unused(&mut self, sources: &Sources, options: &Options) -> Linted {
        let unused = self.unused(options, |source| sources.find(source.name()));
        self.split(sources, unused)
    }

    /// The findings about comments that suppressed nothing, for the end of a run; `open` returns the id of a file.
    pub fn unused(
        &self,
        options: &Options,
        mut open: impl FnMut(&Arc<SourceFile>) -> Option<FileId>,
    ) -> Vec<Diagnostic> {
        let mut findings = Vec::new();
        if !options.selection.contains(UNUSED_IGNORE.name()) {
            return findings;
        }
        for known in self.files.values() {
            if let Some(id) = open(&known.source) {
                findings.extend(unused::findings(&known.ignores, &known.source, id, known.scope, options));
            }
        }
        findings
    }
}
