//! `file-encoding`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags bytes that a unit cannot contain: text that is not UTF-8, a line of 1 MiB or more, a byte order mark
    /// before a comment.
    ///
    /// ## Why
    ///
    /// systemd refuses the whole unit for a line that is not UTF-8, though its message says that it ignores the
    /// assignment, and for a line that is too long. Unicode's noncharacters, such as U+FFFE, are not UTF-8 to it. A
    /// byte order mark is skipped before a section header, but hides the `#` of a comment: that line then counts as an
    /// assignment outside of a section, and is ignored.
    ///
    /// ## Bad
    ///
    /// ```ini latin-1 app.service
    /// [Service]
    /// ExecStart=/usr/bin/café
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/café
    /// ```
    ///
    /// ## Source
    ///
    /// `config_parse()` and `parse_line()`, `src/shared/conf-parser.c`: `String is not UTF-8 clean, ignoring
    /// assignment`; `LONG_LINE_MAX`, `src/basic/def.h`. Run on 252.
    pub static FILE_ENCODING = {
        name: "file-encoding",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}
