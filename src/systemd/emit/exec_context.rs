//! The user, directory and environment variables of the program.

use std::borrow::Cow;

use super::text::Unwritable;
use super::unit_writer::UnitWriter;
use super::variables::needs_environment_file;
use crate::ir::{Assignment, Directory, Identity, Leaf, ServiceGroup, SettingIds, Text, Umask};
use crate::source::lossy;
use crate::systemd::directives::Name;
use crate::systemd::kinds::{environment, mode};
use crate::unix::account::certainly_differ;
use crate::unix::variable_name::is_variable_name;

impl UnitWriter<'_, '_, '_> {
    pub(super) fn identity(&mut self) {
        let service = self.context.service;
        if let Some(user) = &service.user.value
            && let Some(value) = self.value(user, Name::User, &service.user.from)
        {
            let mut leaves = vec![Leaf::User, Leaf::EnvironmentIdentity];
            let mut from = service.user.from.clone();
            let all = &service.assignments.value;
            let implied = || all.iter().filter(|one| self.is_implied_by_user(one));
            if implied().next().is_some() {
                leaves.push(Leaf::EnvironmentAssignments);
            }
            // If `environment=` gets no line of its own, its comment goes here.
            if implied().count() == all.len() {
                implied().for_each(|one| from.add(one.source));
            }
            self.line(Name::User, value.into_owned(), &leaves, &from);
            if service.identity.value == Identity::OfUserInPart {
                self.unspelled(Leaf::EnvironmentIdentity, self.partial_identity_reason());
            }
            // `set_uid()` in process.py: `Can't drop privilege as nonroot user`.
            if let Some(manager) = self.context.manager().filter(|manager| {
                manager
                    .as_str()
                    .zip(user.as_str())
                    .is_some_and(|(manager, user)| certainly_differ(manager, user))
            }) {
                let reason = format!(
                    "supervisord has switched to {manager} by then, and only root can switch to another user: it never starts \
                     the program. systemd does."
                );
                self.unspelled(Leaf::User, reason);
            }
        }
        if let ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) = &service.group.value
            && let Some(value) = self.value(group, Name::Group, &service.group.from)
        {
            self.line(Name::Group, value.into_owned(), &[Leaf::Group], &service.group.from);
        }
    }

    /// Whether `User=` implicitly sets a variable to the same value (B5). For a numeric user, systemd sets the name.
    fn is_implied_by_user(&self, assignment: &Assignment<'_>) -> bool {
        let user = || self.context.service.user.value.as_ref().and_then(Text::bytes);
        let is = |value: &[u8]| assignment.value.bytes() == Some(value);
        match assignment.name.bytes() {
            Some(b"USER" | b"LOGNAME") => {
                user().is_some_and(|user| is(user) && !user.iter().all(u8::is_ascii_digit))
            }
            Some(b"HOME") => is(b"/root") && user() == Some(b"root"),
            _ => false,
        }
    }

    /// What happens to `LOGNAME` and `SHELL` if `environment=` sets no more than `HOME` and `USER` (B5).
    fn partial_identity_reason(&self) -> &'static str {
        match ["LOGNAME", "SHELL"]
            .map(|name| Assignment::find(&self.context.service.assignments.value, name).is_some())
        {
            [true, _] => {
                "HOME, USER and LOGNAME are set as before. systemd sets SHELL for User= as well; supervisord left it as it was when it \
                 was started."
            }
            [false, true] => {
                "HOME, USER and SHELL are set as before. systemd sets LOGNAME for User= as well; supervisord left it as it was when it \
                 was started."
            }
            [false, false] => {
                "HOME and USER are set as before. systemd sets LOGNAME and SHELL for User= as well; supervisord left them as they \
                 were when it was started."
            }
        }
    }

    /// The supplementary groups.
    pub(super) fn supplementary_groups(&mut self) {
        let service = self.context.service;
        let from = &service.supplementary_groups.from;
        let mut groups = Vec::new();
        for group in &service.supplementary_groups.value {
            let Some(name) = self.value(group, Name::SupplementaryGroups, from) else { continue };
            // There are no quotes in this list (`config_parse_user_group_strv_compat()`).
            let is_word = |c: char| !c.is_whitespace() && !c.is_control() && !"\\\"'".contains(c);
            if name.is_empty() || !name.chars().all(is_word) {
                self.refuse_text(&Unwritable::Refused(name.into_owned()), Name::SupplementaryGroups, from);
            } else {
                groups.push(name.into_owned());
            }
        }
        if !groups.is_empty() {
            let leaves = [Leaf::SupplementaryGroups];
            self.line(Name::SupplementaryGroups, groups.join(" "), &leaves, from);
        }
    }

    pub(super) fn directory(&mut self) {
        let service = self.context.service;
        let from = &service.directory.from;
        let value = match &service.directory.value {
            Directory::Managers => None,
            Directory::Home => Some("~".to_owned()),
            Directory::HomeOf(user) => {
                let reason = format!(
                    "systemd finds only the home directory of User=: write that of {user} as a path, in WorkingDirectory=."
                );
                self.by_hand(Leaf::Directory, reason);
                None
            }
            Directory::Path(path) if path.bytes() == Some(b"/") => None,
            Directory::Path(path) => self
                .value(path, Name::WorkingDirectory, from)
                .map(|path| self.normalized_path(path, Leaf::Directory).into_owned()),
            Directory::Optional(path) => {
                self.value(path, Name::WorkingDirectory, from).map(|path| format!("-{path}"))
            }
        };
        if let Some(value) = value {
            // `~` means the home directory only if the model says so; supervisord reads it as a name.
            let is_home = service.directory.value == Directory::Home;
            if is_home || value.trim_start_matches('-').starts_with(['/', '%']) {
                self.line(Name::WorkingDirectory, value, &[Leaf::Directory], from);
            } else {
                let reason = format!(
                    "The directory {value} is relative to where supervisord was started or to a home directory, which is not \
                     known here: write WorkingDirectory= with the absolute path."
                );
                self.by_hand(Leaf::Directory, reason);
            }
        }
        if let Umask::Mask(mask) = service.umask.value
            && mask != 0o022
        {
            self.line(Name::UMask, mode::write(mask), &[Leaf::Umask], &service.umask.from);
        }
    }

    pub(super) fn environment(&mut self) {
        let service = self.context.service;
        for (at, assignment) in service.assignments.value.iter().enumerate() {
            let from = SettingIds::one(assignment.source);
            let name = match assignment.name.bytes() {
                Some(bytes) => lossy(bytes),
                None => Cow::Owned(assignment.name.to_string()),
            };
            if !is_variable_name(name.as_bytes()) {
                let reason = format!(
                    "systemd accepts no variable named `{name}`: a name has only letters, digits and underscores. Set it in a \
                     shell, or with /usr/bin/env before the command."
                );
                self.unspelled(Leaf::EnvironmentAssignments, reason);
                continue;
            }
            if needs_environment_file(assignment) || self.is_implied_by_user(assignment) {
                continue;
            }
            let Some(value) = self.value(&assignment.value, Name::Environment, &from) else { continue };
            match environment::write(&name, &value) {
                Ok(word) => {
                    self.line(Name::Environment, word, &[Leaf::EnvironmentAssignments], &from);
                    self.remark_default_path_on_variable(at);
                }
                Err(_) => self.refuse_text(&Unwritable::Byte, Name::Environment, &from),
            }
        }
        self.variables_file();
        for file in &service.files.value {
            let from = &service.files.from;
            if let Some(path) = self.value(&file.path, Name::EnvironmentFile, from) {
                let value = if file.optional { format!("-{path}") } else { path.into_owned() };
                self.line(Name::EnvironmentFile, value, &[Leaf::EnvironmentFiles], from);
            }
        }
    }
}
