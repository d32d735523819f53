//! Replacements for timers, which supervisord does not have.

use super::program_writer::ProgramWriter;
use super::text::InstanceText;
use crate::emission::Property;
use crate::ir::{Duration, Leaf, Start, Trigger};
use crate::supervisord::options::Name;

/// The command that waits: with its path, because a shell may have a built-in `sleep` that a signal does not end.
const SLEEP: &str = "/bin/sleep";

/// The words of the command that waits before a run.
pub(super) fn wait(pause: Duration) -> [String; 2] {
    [SLEEP.to_owned(), pause.micros.div_ceil(1_000_000).to_string()]
}

impl ProgramWriter<'_, '_, '_, '_> {
    /// Notes what would start the program instead of the timer, ready to be copied.
    pub(super) fn timer(&mut self) {
        let triggers = self.service.timer.value.triggers.clone();
        if triggers.is_empty() {
            return;
        }
        if let Some(pause) = self.service.pause_between_runs() {
            return self.note_sleep_before_runs(pause);
        }
        if let Some(pause) = self.service.only_start() {
            return self.note_start_without_timer(pause);
        }
        let typed = self.names.target_name(self.index, self.service);
        // If each instance is a program of its own, so is its note.
        let name = match self.instance {
            InstanceText::Text { text: _, at } if typed.each.len() > 1 => &typed.each[at],
            _ => &typed.all,
        };
        // In the file a crontab line is on a line of its own, to be copied.
        let advice = |in_file: bool| {
            let advice = triggers.iter().map(|trigger| match trigger {
                Trigger::Calendar { times: _, crontab: Some(fields) } if in_file => {
                    format!("A crontab line does the same:\n{fields} supervisorctl start {name}")
                }
                Trigger::Calendar { times: _, crontab: Some(fields) } => {
                    format!("A crontab line does the same: `{fields} supervisorctl start {name}`.")
                }
                Trigger::Calendar { times, crontab: None } => {
                    format!("At {times} something else has to run supervisorctl start {name}; cron cannot express these times.")
                }
                Trigger::Once(Duration::ZERO) => "Set autostart=true to start it at boot as well.".to_owned(),
                Trigger::Once(pause) => {
                    format!("{pause} after boot something has to run supervisorctl start {name}.")
                }
                Trigger::Again(pause) => {
                    format!("{pause} after each run something has to run supervisorctl start {name} again.")
                }
            });
            let between = if in_file { "\n" } else { " " };
            format!("supervisord has no timers. {}", advice.collect::<Vec<_>>().join(between))
        };
        let (reason, shown) = (advice(false), advice(true));
        // A program that is also started at boot runs without the timer; one that only the timer starts is left to the
        // user.
        if self.starts_automatically() {
            self.unspelled(Leaf::Timer, reason);
        } else {
            self.writer.by_hand(Property::Leaf(self.index, Leaf::Timer), reason);
        }
        self.remark(&shown);
    }

    /// supervisord starts the program when it starts itself, and the program's script sleeps if the timer has a delay
    /// (D6).
    fn note_start_without_timer(&mut self, pause: Duration) {
        let mut reason = "supervisord has no timers: it starts the program when it starts itself".to_owned();
        let mut leaves = vec![Leaf::Timer, Leaf::Start];
        if pause != Duration::ZERO {
            reason.push_str(&format!(", and the program sleeps {pause} before its run, whatever starts it"));
            leaves.push(Leaf::Prepare);
        }
        reason.push('.');
        if self.is_complete() {
            self.spells(Name::Autostart, "true", &[Leaf::Timer]);
        }
        for leaf in leaves {
            self.unspelled(leaf, reason.clone());
        }
    }

    /// The command sleeps before each run, and supervisord restarts it when a run has ended (D6).
    fn note_sleep_before_runs(&mut self, pause: Duration) {
        let command = self.written_command();
        self.spells(Name::Command, command, &[Leaf::Timer]);
        let first = match self.service.timer.value.first_start() {
            // The boot starts it as well, and before that.
            _ if self.service.start.value == Start::AtBoot => "and does not wait before the first".to_owned(),
            Some(Duration::ZERO) => "and does not wait before the first".to_owned(),
            Some(first) => format!("and makes the first {first} after boot"),
            None if self.starts_automatically() => "and does not wait before the first".to_owned(),
            None => "and never makes the first: something has to start it".to_owned(),
        };
        let reason = format!(
            "supervisord has no timers: the program sleeps {pause} before each run, and is restarted when a run has ended, \
             however it ended. systemd counts from the start of a run with OnUnitActiveSec=, {first}."
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
