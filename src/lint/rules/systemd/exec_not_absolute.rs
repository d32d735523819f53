//! `exec-not-absolute`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a command whose program is neither an absolute path nor a plain file name.
    ///
    /// ## Why
    ///
    /// There is no current directory to start from: systemd refuses the unit. A plain name (`sleep`) is looked up in a
    /// fixed search path since 239; before that, it had to be a full path.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/srv/app/bin/app
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines"; `config_parse_exec()`: `Neither a valid executable name nor an absolute
    /// path`. Run on 252.
    pub static EXEC_NOT_ABSOLUTE = {
        name: "exec-not-absolute",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}
