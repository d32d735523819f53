//! The defaults that reading and writing must agree on: a setting that equals its default is not written.

/// `priority`, of programs and of groups.
pub(super) const PRIORITY: i64 = 999;
/// `startsecs`
pub(super) const STARTSECS: i64 = 1;
/// `startretries`
pub(super) const STARTRETRIES: i64 = 3;
/// `stopwaitsecs`
pub(super) const STOPWAITSECS: i64 = 10;
/// `stdout_logfile_maxbytes`, and that of every other log: 50MB.
pub(super) const LOG_MAXBYTES: i64 = 50 * 1024 * 1024;
/// `stdout_logfile_backups`, and that of every other log.
pub(super) const LOG_BACKUPS: i64 = 10;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::kinds::{byte_size, integer};
    use crate::supervisord::options::{self, SectionKind};

    #[test]
    fn the_table_has_the_same_defaults() {
        let default = |option: &str| {
            let row = options::lookup(SectionKind::Program, option.as_bytes()).expect("an option");
            row.default()
        };
        for (option, value) in [
            ("priority", PRIORITY),
            ("startsecs", STARTSECS),
            ("startretries", STARTRETRIES),
            ("stopwaitsecs", STOPWAITSECS),
            ("stdout_logfile_backups", LOG_BACKUPS),
            ("stderr_logfile_backups", LOG_BACKUPS),
        ] {
            assert_eq!(integer::parse(default(option)), Ok(value), "{option}");
        }
        for option in ["stdout_logfile_maxbytes", "stderr_logfile_maxbytes"] {
            assert_eq!(byte_size::parse(default(option)), Ok(LOG_MAXBYTES), "{option}");
        }
    }
}
