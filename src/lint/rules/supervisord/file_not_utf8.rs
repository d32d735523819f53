//! `file-not-utf8`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a byte that is not UTF-8, even in a comment.
    ///
    /// ## Why
    ///
    /// supervisord reads the file in the encoding of its locale, nearly always UTF-8, and refuses all of it because of
    /// one stray byte.
    ///
    /// ## Bad
    ///
    /// ```ini latin-1
    /// ; a café
    /// [supervisord]
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
    /// Run with 4.3.0: `'utf-8' codec can't decode byte 0xe9 in position 19: invalid continuation byte`.
    pub static FILE_NOT_UTF8 = {
        name: "file-not-utf8",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
