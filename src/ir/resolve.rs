//! Expands the variables in a command as far as their values are known before the run.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::{Assignment, Expand, KnownBy, Part, PartRef, Purpose, Service, Text, Unknown};
use crate::unix::variable_name::is_variable_name;

/// Variables that systemd sets itself, so that their values are not known here (systemd.exec(5), "Environment Variables Set
/// or Propagated by the Service Manager"; the locale is that of the manager, from locale.conf).
const SET_BY_SYSTEMD: &[&str] = &[
    "PATH",
    "LANG",
    "HOME",
    "USER",
    "LOGNAME",
    "SHELL",
    "INVOCATION_ID",
    "JOURNAL_STREAM",
    "SYSTEMD_EXEC_PID",
    "MAINPID",
    "MANAGERPID",
    "LISTEN_FDS",
    "LISTEN_PID",
    "LISTEN_FDNAMES",
    "NOTIFY_SOCKET",
    "WATCHDOG_PID",
    "WATCHDOG_USEC",
    "RUNTIME_DIRECTORY",
    "STATE_DIRECTORY",
    "CACHE_DIRECTORY",
    "LOGS_DIRECTORY",
    "CONFIGURATION_DIRECTORY",
    "CREDENTIALS_DIRECTORY",
    "TERM",
    "XDG_SESSION_ID",
    "XDG_RUNTIME_DIR",
    "LANGUAGE",
    "SERVICE_RESULT",
    "EXIT_CODE",
    "EXIT_STATUS",
    "MONITOR_SERVICE_RESULT",
    "MONITOR_EXIT_CODE",
    "MONITOR_EXIT_STATUS",
    "MONITOR_INVOCATION_ID",
    "MONITOR_UNIT",
    "TRIGGER_UNIT",
    "TRIGGER_PATH",
    "TRIGGER_TIMER_REALTIME_USEC",
    "TRIGGER_TIMER_MONOTONIC_USEC",
    "MEMORY_PRESSURE_WATCH",
    "MEMORY_PRESSURE_WRITE",
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "LOG_NAMESPACE",
    "FDSTORE",
    "DEBUG_INVOCATION",
];

/// Whether systemd sets a variable itself.
#[must_use]
pub fn is_set_by_systemd(name: &str) -> bool {
    SET_BY_SYSTEMD.contains(&name) || name.starts_with("LC_")
}

/// Of the variables that systemd sets, those that the environment file of a service may well set: `USER` of memcached,
/// `XDG_RUNTIME_DIR` of a compositor, `REMOTE_PORT` of a tunnel, which systemd sets only in a service for a single
/// connection. The others describe the run, and no file knows them.
const SET_IN_FILES: &[&str] = &[
    "HOME",
    "LANG",
    "LANGUAGE",
    "LOGNAME",
    "PATH",
    "PIDFILE",
    "REMOTE_ADDR",
    "REMOTE_PORT",
    "SHELL",
    "TERM",
    "USER",
    "XDG_RUNTIME_DIR",
];

/// The words of a command, and the variables in them that are not known or not set.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Resolved<'a> {
    /// The words; a variable whose value is not known is left unexpanded.
    pub argv: Vec<Text<'a>>,
    /// The names of the variables whose values are not known.
    pub unknown: Vec<String>,
    /// The names of the variables that nothing sets: they are empty.
    pub unset: Vec<String>,
    /// The names of the variables that are left to a script, and that systemd itself sets if no environment file does.
    pub from_files: Vec<String>,
}

impl<'a> Service<'a> {
    /// Expands the variables that the service itself sets in words of a command: `${NAME}` to its value, `$NAME` as a whole
    /// word to the words of its value. A variable that nothing sets is empty, or no word at all. Where the service has
    /// environment files, which override its own variables, they are all left to the script that reads these.
    #[must_use]
    pub fn resolved(&self, words: &[Text<'a>]) -> Resolved<'a> {
        let mut resolved = Resolved { argv: Vec::with_capacity(words.len()), ..Resolved::default() };
        for word in words {
            let has_variable = word.parts().any(|part| matches!(part, PartRef::Variable(..)));
            if has_variable {
                self.resolve(word, &mut resolved);
            } else {
                resolved.argv.push(word.clone());
            }
        }
        // A script may use the same variable a thousand times.
        let mut seen = BTreeSet::new();
        resolved.unset.retain(|name| seen.insert(name.clone()));
        resolved
    }

    /// The paths of the directories that a variable such as `RUNTIME_DIRECTORY` lists.
    fn directories_in(&self, variable: &str) -> Option<Vec<Part<'a>>> {
        self.directories_of(Purpose::ALL.into_iter().find(|purpose| purpose.variable() == variable)?)
    }

    /// The variables that list the program's directories, with their values; a variable that the unit itself sets is left
    /// out, since it takes precedence.
    pub(crate) fn directory_variables(&self) -> impl Iterator<Item = (&'static str, Text<'a>)> {
        let value = |purpose: Purpose| Some((purpose.variable(), Text::of(self.directories_of(purpose)?)));
        let is_own = |name: &str| Assignment::find(&self.assignments.value, name).is_some();
        Purpose::ALL.into_iter().filter_map(value).filter(move |(name, _)| !is_own(name))
    }

    fn directories_of(&self, purpose: Purpose) -> Option<Vec<Part<'a>>> {
        let mut parts = Vec::new();
        for directory in self.directories.value.iter().filter(|one| one.purpose == purpose) {
            if !parts.is_empty() {
                parts.push(Part::Bytes(Cow::Borrowed(b":")));
            }
            parts.extend(directory.path().owned_parts());
        }
        (!parts.is_empty()).then_some(parts)
    }

    /// The specifier with the value of a variable in the environment of a user manager: `$HOME` is `%h`
    /// (`specifier_user_home()`, `src/shared/specifier.c`, asks for that variable first).
    fn of_user(&self, variable: &str) -> Option<Unknown> {
        if !self.is_user_service {
            return None;
        }
        let letter = match variable {
            "HOME" => "h",
            "USER" => "u",
            "XDG_RUNTIME_DIR" => "t",
            _ => return None,
        };
        Some(Unknown { known_by: KnownBy::Systemd, name: letter.to_owned(), expand: Expand::Joined })
    }

    fn resolve(&self, word: &Text<'a>, resolved: &mut Resolved<'a>) {
        let mut parts: Vec<Part<'a>> = Vec::new();
        for part in word.owned_parts() {
            let Part::Variable { name, expand } = &part else {
                parts.push(part);
                continue;
            };
            // The unit's own assignments override systemd's (`strv_env_merge()` in `exec_child()`, `src/core/execute.c`).
            let value = Assignment::find(&self.assignments.value, name);
            if value.is_none()
                && let Some(paths) = self.directories_in(name)
            {
                parts.extend(paths);
                continue;
            }
            if !self.files.value.is_empty() && !name.is_empty() {
                if value.is_none() && is_set_by_systemd(name) {
                    let is_usual = SET_IN_FILES.contains(&name.as_str()) || name.starts_with("LC_");
                    let list = if is_usual { &mut resolved.from_files } else { &mut resolved.unknown };
                    list.push(name.clone());
                }
                parts.push(part);
                continue;
            }
            match (value, expand) {
                (Some(value), Expand::Joined) => parts.extend(value.value.owned_parts()),
                (Some(value), Expand::Split | Expand::ShellSplit) => match value.value.as_str() {
                    Some(text) => {
                        resolved.argv.extend(
                            text.split_ascii_whitespace()
                                .map(|word| Text::plain(Cow::Owned(word.as_bytes().to_vec()))),
                        );
                        return;
                    }
                    // It is a single word: neither an instance nor a value that is known only at run time contains
                    // whitespace.
                    None if is_one_word(&value.value) => parts.extend(value.value.owned_parts()),
                    None => {
                        resolved.unknown.push(name.clone());
                        parts.push(part);
                    }
                },
                (None, expand) => {
                    if let Some(specifier) = self.of_user(name) {
                        parts.push(Part::Unknown(specifier));
                        continue;
                    }
                    if is_set_by_systemd(name) {
                        resolved.unknown.push(name.clone());
                        parts.push(part);
                        continue;
                    }
                    // Other names are not valid for variables and never have a value.
                    if is_variable_name(name.as_bytes()) {
                        resolved.unset.push(name.clone());
                    }
                    if *expand != Expand::Joined {
                        return;
                    }
                }
            }
        }
        resolved.argv.push(Text::of(parts).with_place_of(word));
    }
}

/// Whether a value that is only partly known is a single word.
fn is_one_word(value: &Text<'_>) -> bool {
    value.parts().all(|part| match part {
        PartRef::Bytes(bytes) => !bytes.iter().any(u8::is_ascii_whitespace),
        PartRef::Instance | PartRef::Unknown(_) => true,
        PartRef::PerInstance(_) | PartRef::Variable(..) => false,
    })
}
