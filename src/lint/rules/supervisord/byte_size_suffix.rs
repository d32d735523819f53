//! `byte-size-suffix`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a size with a suffix other than `KB`, `MB` and `GB`.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file, and a `reread` changes nothing. Other programs accept `50M`, and
    /// configurations travel.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile_maxbytes=50M
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// stdout_logfile_maxbytes=50MB
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `byte_size`.
    pub static BYTE_SIZE_SUFFIX = {
        name: "byte-size-suffix",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Always,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn a_size_is_checked_with_the_number_of_the_first_process() {
        let size = |start: &str| {
            let text = format!("[program:a]\n{start}\nstdout_logfile_maxbytes=%(process_num)dM\n");
            supervisord(&BYTE_SIZE_SUFFIX, &text)
        };
        let [found] = &size("numprocs_start=5")[..] else { panic!("expected one finding") };
        assert!(found.help.contains("invalid literal for int() with base 10: '5m'"), "{}", found.help);
        assert!(found.fixed.as_ref().unwrap().ends_with("=%(process_num)dMB\n"));
        assert!(size("")[0].help.contains("'0m'"));
        assert_eq!(size("numprocs_start=%(ENV_START)s"), []);
    }
}
