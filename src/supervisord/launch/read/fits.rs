//! Decides whether systemd would do what was found. A command that a person wrote may do something that no unit can
//! express: it is then kept as is.

use super::found::{DirectoryOwner, Found, has_variable, is_managers_home, resolve_directory};
use crate::ir::{CheckKind, Directory, PartRef, Purpose, Service, SignalScope, Text};

/// The author of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::supervisord) enum Author {
    /// A person, whose command may do what no unit can express.
    Person,
    /// [`Launch`](crate::supervisord::launch::Launch), from a unit.
    Emitter,
}

impl Found {
    pub(super) fn fits(&self, service: &Service<'_>, author: Author) -> bool {
        // A shell that only starts the program does nothing for which a unit would have a setting.
        if author == Author::Person && self.only_starts_program() {
            return false;
        }
        if author == Author::Person && !self.stops_like_a_unit(service) {
            return false;
        }
        // systemd checks conditions first, unless a timer makes it wait.
        if author == Author::Person && self.waits_before_conditions {
            return false;
        }
        // The paths in a unit's settings are absolute without `..`; a command before the program must not have a
        // relative path.
        let paths = self.files.iter().map(|file| &file.path);
        let asked = self.conditions.iter().flat_map(|one| &one.any_of);
        let asked = asked.filter(|check| check.kind != CheckKind::KernelCommandLine).map(|check| &check.path);
        let programs = self.side_commands().filter_map(|one| one.command.command.program());
        paths.chain(asked).all(|path| is_valid_unit_path(path) && !has_variable(path))
            // systemd cannot set one of the two limits and leave the other unchanged.
            && self.resources.limits.iter().all(|limit| limit.hard.is_some())
            && self.has_expressible_directory(service)
            && self.directories.iter().all(|one| is_valid_directory_name(&one.name))
            && programs
                .into_iter()
                .all(|program| program.is_absolute().unwrap_or(true) || is_searched_in_path(program))
            && self.has_expressible_home(service, author)
            && self.has_users_home(service)
            && self.owners.iter().all(|owner| self.has_owner(owner))
            && Purpose::ALL.into_iter().all(|purpose| self.has_one_mode(purpose))
            && !self.lacks_nice_permission(service)
            && !self.needs_root(service.user.value.as_ref())
    }

    /// Whether the directory that the shell changes to can be written in a unit: as an absolute path without variables,
    /// which systemd does not expand there.
    fn has_expressible_directory(&self, service: &Service<'_>) -> bool {
        let Some(directory) = self.directory.clone() else { return true };
        match resolve_directory(Some(service.directory.value.clone()), directory) {
            Some(Directory::Path(path)) => path.is_absolute().unwrap_or(true) && !has_variable(&path),
            Some(_) => true,
            None => false,
        }
    }

    /// Whether a stop ends a shell that has commands to run at its end as it ends a unit: the shell traps the signal,
    /// and the program that it waits for receives it as well.
    fn stops_like_a_unit(&self, service: &Service<'_>) -> bool {
        let signal_reaches_group = service.stop_scope.value == SignalScope::ProcessGroup;
        self.after.is_empty()
            || !self.stays_after.is_empty()
            || self.traps_stop_signal && signal_reaches_group
    }

    /// Whether the home that the shell changes to is that of the service's user, or of the user who runs supervisord. A
    /// unit cannot refer to the home of anybody else: the shell is kept, unless it was made from a unit.
    fn has_expressible_home(&self, service: &Service<'_>, author: Author) -> bool {
        let Some(Directory::HomeOf(home)) = &self.directory else { return true };
        match self.user.as_ref().or(service.user.value.as_ref()) {
            Some(user) => user.as_str() == home.as_str(),
            None => is_managers_home(home) || author == Author::Emitter,
        }
    }

    /// Whether `HOME` is what systemd would set for the service's user.
    fn has_users_home(&self, service: &Service<'_>) -> bool {
        let user = self.user.as_ref().or(service.user.value.as_ref());
        self.home.as_ref().is_none_or(|home| user.and_then(Text::as_str) == Some(home))
    }

    /// Whether a directory belongs to the service's user and group, as in systemd.
    fn has_owner(&self, owner: &DirectoryOwner) -> bool {
        let expected = match (&self.user, &self.group) {
            (None, None) => DirectoryOwner::default(),
            (None, group) => DirectoryOwner { user: Some(Text::fixed("root")), group: Some(group.clone()) },
            (user, group) => DirectoryOwner { user: user.clone(), group: Some(group.clone()) },
        };
        *owner == expected
    }

    /// Whether all directories of a purpose have the same mode, which is one setting in systemd.
    fn has_one_mode(&self, purpose: Purpose) -> bool {
        let mut modes = self.directories.iter().filter(|one| one.purpose == purpose).map(|one| one.mode);
        let first = modes.next();
        modes.all(|mode| Some(mode) == first)
    }

    /// Whether the command raises its own priority without permission, because supervisord has already switched to the
    /// program's user. `nice` prints a warning and continues (`nice(1)`), where systemd sets the level as root.
    fn lacks_nice_permission(&self, service: &Service<'_>) -> bool {
        let is_other = |user: &Text<'_>| !user.is_root();
        self.resources.nice.is_some_and(i32::is_negative)
            && self.user.is_none()
            && service.user.value.as_ref().is_some_and(is_other)
    }
}

/// Whether systemd accepts a path: it must be absolute without `..`.
pub(in crate::supervisord) fn is_valid_unit_path(path: &Text<'_>) -> bool {
    path.is_absolute().unwrap_or(true) && !path.has_parent_dir()
}

/// Whether systemd accepts the name of a directory to make.
pub(in crate::supervisord) fn is_valid_directory_name(name: &Text<'_>) -> bool {
    name.bytes() != Some(b"") && !name.has_parent_dir()
}

/// Whether the program is looked up in `PATH`.
fn is_searched_in_path(program: &Text<'_>) -> bool {
    program.parts().all(|part| !matches!(part, PartRef::Bytes(bytes) if bytes.contains(&b'/')))
}
