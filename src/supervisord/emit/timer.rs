//! What stands in the place of a timer.

use super::program::ProgramWriter;
use crate::emission::What;
use crate::ir::{Duration, Leaf, Trigger};

/// The command that waits: with its path, for a shell may have a word of its own that does not end with it.
const SLEEP: &str = "/bin/sleep";

/// The words of the wait before a run.
pub(super) fn wait(pause: Duration) -> [String; 2] {
    [SLEEP.to_owned(), pause.micros.div_ceil(1_000_000).to_string()]
}

impl ProgramWriter<'_, '_, '_, '_> {
    /// supervisord has no clock. What would start the program is told, ready to be used.
    pub(super) fn timer(&mut self) {
        let triggers = self.service.timer.value.triggers.clone();
        if triggers.is_empty() {
            return;
        }
        if let Some(pause) = self.service.pause_between_runs() {
            return self.waits_by_itself(pause);
        }
        let program = self.section.split_once(':').map_or("", |(_, name)| name);
        let name = match self.service.membership.value.first() {
            Some(group) => format!("{group}:{program}"),
            None => program.to_owned(),
        };
        let mut advice = Vec::new();
        for trigger in &triggers {
            advice.push(match trigger {
                Trigger::Calendar { times: _, crontab: Some(fields) } => {
                    format!("A line of a crontab does the same:\n{fields} supervisorctl start {name}")
                }
                Trigger::Calendar { times, crontab: None } => {
                    format!("At {times} something else has to run supervisorctl start {name}; cron cannot say these times.")
                }
                Trigger::Once(pause) => {
                    format!("{pause} after the boot something has to run supervisorctl start {name}.")
                }
                Trigger::Again(pause) => {
                    format!("{pause} after each run something has to run supervisorctl start {name} again.")
                }
            });
        }
        let reason = format!("supervisord has no timers. {}", advice.join("\n"));
        // What is started at boot as well runs without; what only the timer starts waits for a person.
        let is_off = !self.is_on();
        self.writer.unspelled(What::Leaf(self.index, Leaf::Timer), is_off, reason.replace('\n', " "));
        self.remark(&reason);
    }

    /// The command sleeps before each run, and supervisord starts it again when one has ended (D6).
    fn waits_by_itself(&mut self, pause: Duration) {
        let command = self.written_command();
        self.spells("command", command, &[Leaf::Timer]);
        let reason = format!(
            "supervisord has no timers: the program sleeps {pause} before each run, and is started again when one has ended, \
             however it ended. systemd counts from the start of a run with OnUnitActiveSec=, and does not wait before the first."
        );
        let leaves = [
            Leaf::Timer,
            Leaf::Prepare,
            Leaf::RestartEarly,
            Leaf::RestartLater,
            Leaf::RestartPause,
            Leaf::RestartBackoff,
            Leaf::GivesUp,
            Leaf::Start,
        ];
        for leaf in leaves {
            self.unspelled(leaf, reason.clone());
        }
    }
}
