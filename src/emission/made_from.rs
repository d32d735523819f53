//! The comment at the top of a file that names its sources.

use std::cell::RefCell;
use std::sync::Arc;

use super::Comments;
use crate::source::FileId;
use crate::text::truncated_list::truncated_list;

/// The start of the comment.
pub(crate) const MADE_FROM: &str = "Made by sysvisor from ";

/// The greatest number of source files that are named.
pub(crate) const MAX_NAMED_SOURCES: usize = 3;

/// Creates the comments for files that are made from the whole source, or from a few of its files.
pub(crate) struct MadeFrom<'m> {
    source: &'m str,
    comments: &'m dyn Comments,
    /// The previous comment: consecutive files are usually made from the same source file.
    last: RefCell<Option<(FileId, Arc<str>)>>,
}

impl<'m> MadeFrom<'m> {
    /// `source` is the name of the whole source.
    pub(crate) fn new(source: &'m str, comments: &'m dyn Comments) -> Self {
        Self { source, comments, last: RefCell::new(None) }
    }

    /// The comment of a file that is made from the whole source.
    pub(crate) fn whole_source(&self) -> Arc<str> {
        comment(self.source)
    }

    /// The comment of a file that is made from this source file.
    pub(crate) fn file(&self, file: FileId) -> Arc<str> {
        let mut last = self.last.borrow_mut();
        if let Some((_, known)) = last.as_ref().filter(|(known, _)| *known == file) {
            return Arc::clone(known);
        }
        let new = comment(self.comments.file_name(file).unwrap_or(self.source));
        *last = Some((file, Arc::clone(&new)));
        new
    }

    /// The comment of a file that is made from these source files.
    pub(crate) fn files(&self, files: impl Iterator<Item = FileId>) -> Arc<str> {
        let mut names: Vec<&str> = Vec::new();
        for file in files {
            let Some(name) = self.comments.file_name(file) else { return self.whole_source() };
            if !names.contains(&name) {
                names.push(name);
            }
        }
        comment(&truncated_list(&names, MAX_NAMED_SOURCES))
    }
}

fn comment(source: &str) -> Arc<str> {
    // A comment is a single line, whatever the name of the file contains.
    let source: String = source.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    format!("{MADE_FROM}{source}; edit it as you like.").into()
}
