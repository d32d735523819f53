//! Comments that hold findings back: `# sysvisor: ignore[rule] reason`.
//!
//! The readers say of each file whether a comment in it is addressed to sysvisor ([`Tree::is_addressed`]); nothing is looked for in
//! the others. The place of a finding decides, whichever rule made it and wherever it comes from: a comment above a setting
//! holds for that with all of its lines, one above a header for its section, `ignore-file` above the first header for the file.
//! Where supervisord cuts a comment off behind a setting or a header, it may stand there as well.

mod comment;
mod file;
mod unused;

use std::collections::BTreeMap;
use std::sync::Arc;

pub(in crate::lint) use comment::Wrong;
use file::FileIgnores;
pub(in crate::lint) use file::Ignore;

use super::Options;
use super::rules::reader::syntax_error::SYNTAX_ERROR;
use super::rules::reader::unused_ignore::UNUSED_IGNORE;
use crate::diagnostic::{Diagnostic, Level};
use crate::language::Language;
use crate::source::{FileId, SourceFile, Sources};
use crate::syntax::Tree;

/// The comments of a run that hold findings back, by the names of their files.
#[derive(Debug, Default)]
pub struct Ignores {
    files: BTreeMap<Box<str>, Known>,
}

/// A file with such comments.
#[derive(Debug)]
struct Known {
    ignores: FileIgnores,
    source: Arc<SourceFile>,
    /// What it was looked at with.
    scope: Scope,
}

/// What a file was looked at with: what is silent there may be found elsewhere.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope {
    /// Whose file it is.
    pub(super) language: Language,
    /// Whether it was never looked at with what it belongs to: a drop-in alone, a file of `conf.d/`.
    pub(super) is_part: bool,
}

/// What holds a finding back: a name in a comment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Held {
    file: Box<str>,
    comment: usize,
    name: usize,
}

/// What the rules have to say of a configuration.
#[derive(Debug, Default)]
pub struct Linted {
    /// The findings.
    pub findings: Vec<Diagnostic>,
    /// Findings that comments hold back.
    pub ignored: Vec<Diagnostic>,
}

impl Linted {
    /// Puts others behind them.
    pub fn append(&mut self, other: Self) {
        let Self { findings, ignored } = other;
        self.findings.extend(findings);
        self.ignored.extend(ignored);
    }
}

impl Ignores {
    /// None so far.
    #[must_use]
    pub const fn new() -> Self {
        Self { files: BTreeMap::new() }
    }

    /// Whether no file has such a comment.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// Takes the comments of a file in, if there are any. Gives what is wrong with them.
    pub(super) fn read(
        &mut self,
        tree: &Tree,
        sources: &Sources,
        id: FileId,
        scope: Scope,
    ) -> Vec<Diagnostic> {
        if !tree.is_addressed {
            return Vec::new();
        }
        let source = sources.get(id);
        let (ignores, wrong) = FileIgnores::read(tree, source, id, scope.language);
        match self.files.get_mut(source.name()) {
            // A drop-in of several units, an include of several configurations.
            Some(known) => known.scope.is_part &= scope.is_part,
            None => {
                let source = sources.kept(id);
                self.files.insert(source.name().into(), Known { ignores, source, scope });
            }
        }
        wrong
    }

    /// What holds a finding back. That its manager cannot read the file nobody can accept: where lines are lost, it is not even
    /// known what a comment stands above.
    #[must_use]
    pub fn find(&self, sources: &Sources, finding: &Diagnostic) -> Option<Held> {
        if self.files.is_empty() || finding.rule == SYNTAX_ERROR.name() && finding.level == Level::Error {
            return None;
        }
        let name = sources.get(finding.file).name();
        let (comment, at) = self.files.get(name)?.ignores.find(finding.rule, finding.span.start)?;
        Some(Held { file: name.into(), comment, name: at })
    }

    /// Takes down that this has held a finding back.
    pub fn hold(&mut self, held: &Held) {
        let known = self.files.get_mut(&held.file);
        let comment = known.and_then(|known| known.ignores.comments.get_mut(held.comment));
        if let Some(name) = comment.and_then(|comment| comment.names.get_mut(held.name)) {
            name.is_used = true;
        }
    }

    /// Lets the comments of a finding's file share the fate of the lines that its fix changes.
    pub(super) fn follow(&self, sources: &Sources, finding: &mut Diagnostic) {
        if let Some(fix) = &mut finding.fix
            && let Some(known) = self.files.get(sources.get(finding.file).name())
        {
            known.ignores.follow(fix);
        }
    }

    /// Parts findings into those that are told and those that are held back.
    pub fn part(&mut self, sources: &Sources, findings: Vec<Diagnostic>) -> Linted {
        let mut linted = Linted::default();
        if self.files.is_empty() {
            linted.findings = findings;
            return linted;
        }
        for mut finding in findings {
            match self.find(sources, &finding) {
                Some(held) => {
                    self.hold(&held);
                    linted.ignored.push(finding);
                }
                None => {
                    self.follow(sources, &mut finding);
                    linted.findings.push(finding);
                }
            }
        }
        linted
    }

    /// Takes what another part of the run has found in.
    pub fn append(&mut self, other: Self) {
        for (name, known) in other.files {
            match self.files.get_mut(&name) {
                Some(own) => {
                    own.scope.is_part &= known.scope.is_part;
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

    /// What is said of comments that held nothing back, of files that are there.
    pub(super) fn remarks(&mut self, sources: &Sources, options: &Options) -> Linted {
        let unused = self.unused(options, |source| sources.find(source.name()));
        self.part(sources, unused)
    }

    /// What is said, at the end of a run, of comments that held nothing back; `open` finds the number of a file.
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
