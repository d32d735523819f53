//! A command with its variables put in place, as far as that can be known before the run.

use std::borrow::Cow;

use super::{Expand, Part, PartRef, Service, Text};

/// Variables that systemd sets itself: their values are not known here.
const SET_BY_SYSTEMD: &[&str] = &[
    "PATH", "LANG", "HOME", "USER", "LOGNAME", "SHELL", "INVOCATION_ID", "JOURNAL_STREAM", "SYSTEMD_EXEC_PID", "MAINPID",
    "MANAGERPID", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "NOTIFY_SOCKET", "WATCHDOG_PID", "WATCHDOG_USEC",
    "RUNTIME_DIRECTORY", "STATE_DIRECTORY", "CACHE_DIRECTORY", "LOGS_DIRECTORY", "CONFIGURATION_DIRECTORY",
    "CREDENTIALS_DIRECTORY", "TERM", "XDG_SESSION_ID", "XDG_RUNTIME_DIR",
];

/// A command's words, and the variables in them whose values are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved<'a> {
    /// The words; a variable that is not known stays in its word.
    pub argv: Vec<Text<'a>>,
    /// The names of those variables.
    pub open: Vec<String>,
}

impl<'a> Service<'a> {
    /// The command with the variables that the service itself sets put in place: `${NAME}` by its value, `$NAME` as a whole
    /// word by the value's words. One that nobody sets is empty, or no word at all.
    #[must_use]
    pub fn resolved_command(&self) -> Resolved<'a> {
        let mut resolved = Resolved::default();
        for word in &self.command.value.argv {
            let has_variable = word.parts().any(|part| matches!(part, PartRef::Variable(..)));
            if has_variable {
                self.resolve(word, &mut resolved);
            } else {
                resolved.argv.push(word.clone());
            }
        }
        resolved
    }

    fn resolve(&self, word: &Text<'a>, resolved: &mut Resolved<'a>) {
        let mut parts: Vec<Part<'a>> = Vec::new();
        for part in word.owned_parts() {
            let Part::Variable { name, expand } = &part else {
                parts.push(part);
                continue;
            };
            let value = self.assignments.value.iter().find(|one| one.name.bytes() == Some(name.as_bytes()));
            match (value, expand) {
                (Some(value), Expand::Joined) => parts.extend(value.value.owned_parts()),
                (Some(value), Expand::Split) => match value.value.as_str() {
                    Some(text) => {
                        resolved.argv.extend(text.split_ascii_whitespace().map(|word| {
                            Text::plain(Cow::Owned(word.as_bytes().to_vec()))
                        }));
                        return;
                    }
                    None => {
                        resolved.open.push(name.clone());
                        parts.push(part);
                    }
                },
                (None, expand) => {
                    let unknown = !self.files.value.is_empty() || SET_BY_SYSTEMD.contains(&name.as_str());
                    if unknown && !name.is_empty() {
                        resolved.open.push(name.clone());
                        parts.push(part);
                    } else if *expand == Expand::Split {
                        return;
                    }
                }
            }
        }
        let text = Text::of(parts);
        resolved.argv.push(match word.place() {
            Some((file, span)) => text.at(file, span),
            None => text,
        });
    }
}
