//! The number of findings, and the sentence that states it.

use std::fmt;

use crate::diagnostic::{Applicability, Level};

/// The counts of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Summary {
    /// The number of files that were checked.
    pub files: usize,
    /// The number of errors.
    pub errors: usize,
    /// The number of warnings.
    pub warnings: usize,
    /// The number of findings at the lowest level.
    pub infos: usize,
    /// The number of findings that `--fix` resolves.
    pub safe_fixes: usize,
    /// The number of findings that only `--unsafe-fixes` resolves.
    pub unsafe_fixes: usize,
    /// The number of findings that comments suppress; the other counts do not include them.
    pub ignored: usize,
}

impl Summary {
    /// Counts one more finding, with this level and this kind of fix.
    pub const fn add(&mut self, level: Level, fix: Option<Applicability>) {
        match level {
            Level::Error => self.errors += 1,
            Level::Warning => self.warnings += 1,
            Level::Info => self.infos += 1,
        }
        match fix {
            Some(Applicability::Safe) => self.safe_fixes += 1,
            Some(Applicability::Unsafe) => self.unsafe_fixes += 1,
            Some(Applicability::Display) | None => {}
        }
    }

    fn ignored(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.ignored {
            0 => Ok(()),
            ignored => write!(f, ", {ignored} ignored by comments"),
        }
    }

    /// The number of findings, without suppressed ones.
    #[must_use]
    pub const fn findings(&self) -> usize {
        self.errors + self.warnings + self.infos
    }
}

/// One line, or two if some findings can be fixed; no line end after the last.
impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let files = Count(self.files, "file");
        if self.findings() == 0 {
            write!(f, "{files} checked, nothing to report")?;
            return self.ignored(f);
        }
        let parts = [Count(self.errors, "error"), Count(self.warnings, "warning"), Count(self.infos, "info")];
        let mut parts = parts.iter().filter(|count| count.0 > 0).peekable();
        f.write_str("Found ")?;
        let mut first = true;
        while let Some(part) = parts.next() {
            if !first {
                f.write_str(if parts.peek().is_some() { ", " } else { " and " })?;
            }
            first = false;
            write!(f, "{part}")?;
        }
        write!(f, " in {files}")?;
        self.ignored(f)?;
        match (self.safe_fixes, self.unsafe_fixes) {
            (0, 0) => Ok(()),
            (0, fixes) => write!(f, "\n{fixes} fixable with --unsafe-fixes"),
            (fixes, 0) => write!(f, "\n{fixes} fixable with --fix"),
            (safe, unsafe_) => write!(f, "\n{safe} fixable with --fix, {unsafe_} more with --unsafe-fixes"),
        }
    }
}

struct Count(usize, &'static str);

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}{}", self.0, self.1, if self.0 == 1 { "" } else { "s" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_names_only_counts_above_zero() {
        let mut summary = Summary { files: 1, ..Summary::default() };
        assert_eq!(summary.to_string(), "1 file checked, nothing to report");
        summary.warnings = 1;
        assert_eq!(summary.to_string(), "Found 1 warning in 1 file");
        summary.errors = 2;
        summary.files = 3;
        assert_eq!(summary.to_string(), "Found 2 errors and 1 warning in 3 files");
        summary.ignored = 1;
        assert_eq!(summary.to_string(), "Found 2 errors and 1 warning in 3 files, 1 ignored by comments");
        let clean = Summary { files: 2, ignored: 3, ..Summary::default() };
        assert_eq!(clean.to_string(), "2 files checked, nothing to report, 3 ignored by comments");
        summary.ignored = 0;
        summary.infos = 4;
        summary.safe_fixes = 2;
        summary.unsafe_fixes = 1;
        assert_eq!(
            summary.to_string(),
            "Found 2 errors, 1 warning and 4 infos in 3 files\n2 fixable with --fix, 1 more with --unsafe-fixes"
        );
    }
}
