//! `tasksmax-zero`

use crate::diagnostic::Level;
use crate::lint::mistake::{KnownMistake, Mistake};
use crate::lint::{Fixable, LooksAt};
use crate::rule;
use crate::systemd::directives::ValueKind;

rule! {
    /// Flags a limit of 0 tasks.
    ///
    /// ## Why
    ///
    /// A service without a task cannot run, so systemd rejects the value: it ignores the line, and the default limit
    /// applies.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// TasksMax=0
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// TasksMax=64
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.resource-control(5), `TasksMax=`; `config_parse_tasks_max()`. Run on 252: `Maximum tasks value '0' out of
    /// range, ignoring.`
    pub static TASKSMAX_ZERO = {
        name: "tasksmax-zero",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Reader,
    }
}

/// The mistake that this rule reports.
pub(crate) const KNOWN: KnownMistake =
    KnownMistake::new(&TASKSMAX_ZERO, matches, "Write a number from 1 up, or infinity for no limit.");

fn matches(mistake: &Mistake<'_>) -> bool {
    mistake.row.kind == ValueKind::TasksMax && mistake.word().bytes().all(|byte| byte == b'0')
}
