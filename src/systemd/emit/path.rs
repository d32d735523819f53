//! Paths as systemd accepts them: if a path contains `..`, systemd refuses a directory and ignores a file
//! (`path_is_normalized()`, `src/basic/path-util.c`); supervisord passes both to the kernel verbatim.

use std::borrow::Cow;

use super::unit_writer::UnitWriter;
use crate::ir::Leaf;
use crate::unix::lexical_path::resolve_parent_dirs;

impl UnitWriter<'_, '_, '_> {
    /// Removes `..` from a path, and reports that it may be another path if a directory on the way is a symlink.
    pub(super) fn normalized_path<'v>(&mut self, path: Cow<'v, str>, leaf: Leaf) -> Cow<'v, str> {
        let short = match resolve_parent_dirs(&path) {
            Cow::Borrowed(_) => return path,
            Cow::Owned(short) => short,
        };
        let reason = "systemd accepts no .. in a path, so it was resolved. That is the same place unless a directory before a \
                      .. is a symbolic link.";
        self.unspelled(leaf, reason);
        Cow::Owned(short)
    }
}
