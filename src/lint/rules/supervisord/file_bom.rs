//! `file-bom`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a byte order mark at the start of a supervisord file.
    ///
    /// ## Why
    ///
    /// Python's decoder passes the mark on as a character, so supervisord does not see the first line as a header: it
    /// refuses the file. The mark cannot be seen in an editor.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// ﻿[supervisord]
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `File contains no section headers.`, for the main file and for included ones.
    pub static FILE_BOM = {
        name: "file-bom",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}
