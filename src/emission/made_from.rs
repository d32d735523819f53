//! The comment at the top of a file that says what it was made from.

use std::cell::RefCell;
use std::sync::Arc;

use super::Comments;
use crate::some_of::some_of;
use crate::source::FileId;

/// How the comment begins.
pub(crate) const MADE_FROM: &str = "Made by sysvisor from ";

/// So many files are named.
pub(crate) const MOST_SOURCES: usize = 3;

/// The comment for files that are made from all of the source, or from a file or two of it.
pub(crate) struct MadeFrom<'m> {
    source: &'m str,
    comments: &'m dyn Comments,
    /// As a rule a file is made from the one that the file before was made from.
    last: RefCell<Option<(FileId, Arc<str>)>>,
}

impl<'m> MadeFrom<'m> {
    /// `source`: how all of it is called.
    pub(crate) fn new(source: &'m str, comments: &'m dyn Comments) -> Self {
        Self { source, comments, last: RefCell::new(None) }
    }

    /// For a file that is made from all.
    pub(crate) fn all(&self) -> Arc<str> {
        comment(self.source)
    }

    /// For a file that is made from this one.
    pub(crate) fn one(&self, file: FileId) -> Arc<str> {
        let mut last = self.last.borrow_mut();
        if let Some((_, known)) = last.as_ref().filter(|(known, _)| *known == file) {
            return Arc::clone(known);
        }
        let new = comment(self.comments.file_name(file).unwrap_or(self.source));
        *last = Some((file, Arc::clone(&new)));
        new
    }

    /// For a file that is made from these.
    pub(crate) fn these(&self, files: impl Iterator<Item = FileId>) -> Arc<str> {
        let mut names: Vec<&str> = Vec::new();
        for file in files {
            let Some(name) = self.comments.file_name(file) else { return self.all() };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        comment(&some_of(&names, MOST_SOURCES))
    }
}

fn comment(source: &str) -> Arc<str> {
    // A comment is one line, whatever a file is called.
    let source: String = source.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{MADE_FROM}{source}; edit it as you like.").into()
}
