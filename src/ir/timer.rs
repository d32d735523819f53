//! What starts a service again and again.

use super::Duration;

/// One reason of a timer to start a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Trigger {
    /// Certain times. systemd: `OnCalendar=`.
    Calendar {
        /// As they are written.
        times: String,
        /// The same as the first fields of a line of crontab(5), where those can say it.
        crontab: Option<String>,
    },
    /// Once, so long after the boot, the manager's start or the timer's. systemd: `OnBootSec=`, `OnStartupSec=`,
    /// `OnActiveSec=`.
    Once(Duration),
    /// So long after the last start or end. systemd: `OnUnitActiveSec=`, `OnUnitInactiveSec=`.
    Again(Duration),
}
