//! A task and the commands for it, kept as verbs and names so that callers need not parse them.

use std::ops::Range;

/// A task with the command for it before and after the translation; or several that differ in the verb only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// The kind of task.
    pub task: Task,
    /// The object of the task: `my-app`, `one process of workers`.
    pub what: String,
    /// The command of the source's manager.
    pub from: Command,
    /// The command of the target's manager.
    pub to: Command,
}

/// A kind of task.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// Actions on processes: one task per verb.
    Verbs(&'static [&'static str]),
    /// Following the log.
    Logs,
    /// Starting at boot.
    AtBoot,
    /// Starting everything that is started at boot, now and on later boots.
    AllAtBoot,
    /// Rereading the configuration.
    Read,
    /// The same, and restarting what has changed.
    TakeOver,
}

/// A command, or several that differ in the verb only.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// The program: `systemctl --user`, `tail -f`. A setting if no command does it: `autostart=true`.
    program: &'static str,
    /// One verb for each of the task's, or a single one for all.
    verbs: &'static [&'static str],
    /// The words after the verb.
    object: String,
    /// The part of the object that differs for another service, and its range.
    varying: Option<(Varying, Range<usize>)>,
}

/// What differs in the corresponding command for another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Varying {
    /// The name; it is the same in both commands if both contain one.
    Name,
    /// The file that the service's unit appends to.
    File,
}

/// A command without the part that differs for another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape<'c> {
    program: &'static str,
    verbs: &'static [&'static str],
    before: &'c str,
    varying: Option<Varying>,
    after: &'c str,
}

impl Operation {
    /// Iterates over the tasks, each with its two commands: `start web`, `supervisorctl start web`, `systemctl start
    /// web.service`.
    pub fn each(&self) -> impl Iterator<Item = [String; 3]> {
        let count = match self.task {
            Task::Verbs(verbs) => verbs.len(),
            _ => 1,
        };
        (0..count).map(|at| [self.task.text(at, &self.what), self.from.text(at), self.to.text(at)])
    }

    /// The name that differs in the corresponding commands for another service; if both commands contain one, it is the
    /// same.
    pub(crate) fn name(&self) -> Option<&str> {
        self.from.name().or_else(|| self.to.name())
    }
}

impl Task {
    /// Whether the task starts something.
    pub(crate) fn is_start(self) -> bool {
        matches!(self, Self::Verbs(["start", ..]))
    }

    fn text(self, at: usize, what: &str) -> String {
        match self {
            Self::Verbs(verbs) => format!("{} {what}", verbs.get(at).copied().unwrap_or_default()),
            Self::Logs => format!("logs of {what}"),
            Self::AtBoot => format!("{what} at boot"),
            Self::AllAtBoot => "all at boot, and now".to_owned(),
            Self::Read => "read a changed configuration".to_owned(),
            Self::TakeOver => "take over a changed configuration".to_owned(),
        }
    }
}

impl Command {
    pub(super) const fn new(program: &'static str, verbs: &'static [&'static str], object: String) -> Self {
        Self { program, verbs, object, varying: None }
    }

    /// Marks the range of the name in the object.
    pub(super) fn named(mut self, place: Option<Range<usize>>) -> Self {
        self.varying = place.map(|place| (Varying::Name, place));
        self
    }

    /// Marks the whole object as the service's file.
    pub(super) fn of_file(mut self) -> Self {
        self.varying = Some((Varying::File, 0..self.object.len()));
        self
    }

    /// The command with the verb at this index.
    fn text(&self, at: usize) -> String {
        let verb = self.verbs.get(at).or(self.verbs.first()).copied().unwrap_or_default();
        text(&[self.program, verb], &[&self.object])
    }

    /// The command with all its verbs: `systemctl start|stop web.service`.
    pub(crate) fn joined(&self) -> String {
        text(&[self.program, &self.verbs.join("|")], &[&self.object])
    }

    /// What differs for another service.
    pub(crate) fn varying(&self) -> Option<Varying> {
        self.varying.as_ref().map(|(varying, _)| *varying)
    }

    fn name(&self) -> Option<&str> {
        let (_, place) = self.varying.as_ref().filter(|(varying, _)| *varying == Varying::Name)?;
        self.object.get(place.clone())
    }

    /// The command without the part that differs for another service.
    pub(crate) fn shape(&self) -> Shape<'_> {
        let (varying, place) = match &self.varying {
            Some((varying, place)) => (Some(*varying), place.clone()),
            None => (None, self.object.len()..self.object.len()),
        };
        let around = |range| self.object.get(range).unwrap_or_default();
        let (before, after) = (around(0..place.start), around(place.end..self.object.len()));
        Shape { program: self.program, verbs: self.verbs, before, varying, after }
    }
}

impl Shape<'_> {
    /// The command with all its verbs and a placeholder for what is left out: `systemctl start|stop NAME.service`.
    pub(crate) fn with(&self, blank: impl Fn(Varying) -> &'static str) -> String {
        let blank = self.varying.map(blank).unwrap_or_default();
        text(&[self.program, &self.verbs.join("|")], &[self.before, blank, self.after])
    }
}

/// Joins words with spaces, and the parts of the last word without. Words may be empty.
fn text(words: &[&str], last: &[&str]) -> String {
    let mut text = String::with_capacity(80);
    for word in words.iter().filter(|word| !word.is_empty()) {
        text.extend([if text.is_empty() { "" } else { " " }, word]);
    }
    if last.iter().any(|part| !part.is_empty()) {
        text.push(' ');
        text.extend(last.iter().copied());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_task_has_its_own_command() {
        let systemctl = Command::new("systemctl", &["start", "list-dependencies"], "a.target".to_owned());
        let operation = Operation {
            task: Task::Verbs(&["start", "status"]),
            what: "all of a".to_owned(),
            from: Command::new("supervisorctl", &["start", "status"], "'a:*'".to_owned()),
            to: systemctl.named(Some(0..1)),
        };
        let each: Vec<_> = operation.each().collect();
        assert_eq!(
            each,
            [
                ["start all of a", "supervisorctl start 'a:*'", "systemctl start a.target"],
                ["status all of a", "supervisorctl status 'a:*'", "systemctl list-dependencies a.target"],
            ]
        );
        assert_eq!(operation.name(), Some("a"));
        assert_eq!(operation.to.joined(), "systemctl start|list-dependencies a.target");
        assert_eq!(operation.to.shape().with(|_| "NAME"), "systemctl start|list-dependencies NAME.target");
        assert_eq!(operation.from.shape().with(|_| "NAME"), "supervisorctl start|status 'a:*'");
        let reload = Command::new("systemctl", &["daemon-reload"], String::new());
        assert_eq!(reload.text(0), "systemctl daemon-reload");
    }
}
