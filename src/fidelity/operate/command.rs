//! A task and the commands that do it: with the verbs and names that they are made of, so that nobody has to take them apart.

use std::ops::Range;

/// A task with the command that did it before and the one that does it now; or several, which differ in the verb alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Operation {
    /// What is done.
    pub task: Task,
    /// What it is done with: `my-app`, `one process of workers`.
    pub what: String,
    /// The command of the source's manager.
    pub from: Command,
    /// The command of the target's manager.
    pub to: Command,
}

/// What is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Task {
    /// What a manager is told to do with processes: a task for each verb.
    Verbs(&'static [&'static str]),
    /// Its log is followed.
    Logs,
    /// It is started at boot.
    AtBoot,
    /// Everything that is started at boot is started, now and from now on.
    AllAtBoot,
    /// The manager reads its configuration anew.
    Read,
    /// The same, and what has changed is started again.
    TakeOver,
}

/// A command, or several that differ in the verb alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command {
    /// What is called: `systemctl --user`, `tail -f`. A setting where no command does it: `autostart=true`.
    program: &'static str,
    /// A verb for each of the task's, or the one.
    verbs: &'static [&'static str],
    /// The words behind it.
    object: String,
    /// What in them is another for another service, and where.
    varying: Option<(Varying, Range<usize>)>,
}

/// What is another in the corresponding commands of another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Varying {
    /// The name, which both commands have if both have one.
    Name,
    /// The file that its unit appends to.
    File,
}

/// A command without what is another for another service.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct Shape<'c> {
    program: &'static str,
    verbs: &'static [&'static str],
    before: &'c str,
    varying: Option<Varying>,
    after: &'c str,
}

impl Operation {
    /// Each task with its two commands: `start web`, `supervisorctl start web`, `systemctl start web.service`.
    pub fn each(&self) -> impl Iterator<Item = [String; 3]> {
        let count = match self.task {
            Task::Verbs(verbs) => verbs.len(),
            _ => 1,
        };
        (0..count).map(|at| [self.task.text(at, &self.what), self.from.text(at), self.to.text(at)])
    }

    /// The name that corresponding commands of another service have another one for: that of both commands, where both have one.
    pub(crate) fn name(&self) -> Option<&str> {
        self.from.name().or_else(|| self.to.name())
    }
}

impl Task {
    /// Whether it is to start something.
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

    /// With the name at this place of its words.
    pub(super) fn named(mut self, place: Option<Range<usize>>) -> Self {
        self.varying = place.map(|place| (Varying::Name, place));
        self
    }

    /// With the service's file as its words.
    pub(super) fn of_file(mut self) -> Self {
        self.varying = Some((Varying::File, 0..self.object.len()));
        self
    }

    /// The command with the verb of this number.
    fn text(&self, at: usize) -> String {
        let verb = self.verbs.get(at).or(self.verbs.first()).copied().unwrap_or_default();
        text(&[self.program, verb], &[&self.object])
    }

    /// The command with all its verbs: `systemctl start|stop web.service`.
    pub(crate) fn joined(&self) -> String {
        text(&[self.program, &self.verbs.join("|")], &[&self.object])
    }

    /// What in it is another for another service.
    pub(crate) fn varying(&self) -> Option<Varying> {
        self.varying.as_ref().map(|(varying, _)| *varying)
    }

    fn name(&self) -> Option<&str> {
        let (_, place) = self.varying.as_ref().filter(|(varying, _)| *varying == Varying::Name)?;
        self.object.get(place.clone())
    }

    /// The command without what is another for another service.
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
    /// The command with all its verbs and with a word in the place of what is missing: `systemctl start|stop NAME.service`.
    pub(crate) fn with(&self, blank: impl Fn(Varying) -> &'static str) -> String {
        let blank = self.varying.map(blank).unwrap_or_default();
        text(&[self.program, &self.verbs.join("|")], &[self.before, blank, self.after])
    }
}

/// Words, and one that is made of parts. Some may be empty.
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
    fn each_task_has_a_command_of_its_own() {
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
