//! The user of the program and its environment variables.

use super::program_writer::ProgramWriter;
use super::text::{self, InstanceText};
use crate::ir::{Assignment, Identity, Leaf, Limit, Resource, ServiceGroup, Text};
use crate::supervisord::kinds::environment;
use crate::supervisord::kinds::user::{self, User};
use crate::supervisord::launch::{Launch, shell};
use crate::supervisord::options::Name;

/// The variables of a service that `environment=` can express, and those that it cannot.
#[derive(Default)]
pub(super) struct Variables {
    pairs: Vec<(String, String)>,
    /// `NAME=VALUE`
    pub(super) env_arguments: Vec<String>,
}

impl ProgramWriter<'_, '_, '_, '_> {
    pub(super) fn user(&mut self) {
        let service = self.service;
        let is_group = |user: &Text<'_>| matches!(&service.group.value, ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) if group == user);
        if let Some(user) = &service.user.value {
            let from = &service.user.from;
            let unnamed = matches!(self.instance, InstanceText::Expansion(_)) && user.has_instance();
            if unnamed {
                let reason = "The user differs from instance to instance, and no instance is named: write a program for each.";
                self.by_hand(Leaf::User, reason);
            }
            if super::needs::switches_user(service) {
                // The command switches the user, after root has done its part.
                return;
            }
            if unnamed {
                // There is no user to write.
            } else if let Some(value) = self.value(user, 1, Leaf::User) {
                if let Ok(User::Id(id)) = user::parse(&value)
                    && id.to_string() != value
                {
                    let reason = format!(
                        "supervisord reads `{value}` as the user id {id}: give the user another name."
                    );
                    self.by_hand(Leaf::User, reason);
                    return;
                }
                self.line(Name::User, value.clone(), &[Leaf::User, Leaf::EnvironmentIdentity], from);
                if is_group(user) {
                    self.spells(Name::User, value.clone(), &[Leaf::Group]);
                    // Root's own group is root on every system.
                    if user.is_root() {
                        return;
                    }
                    // Worded the same for every program, so that it is reported once.
                    let reason = "supervisord gives a program the groups of its user: the group with the user's name is \
                                  assumed to be the user's own, as it is if the user was created with a group of the same \
                                  name.";
                    self.slight_loss(Leaf::Group, reason);
                    return;
                }
            }
        }
        if let ServiceGroup::Named(group) | ServiceGroup::NamedAndPrimary(group) = &service.group.value
            && service.user.value.is_some()
        {
            let reason = format!(
                "supervisord gives a program the groups of its user and no others. Start the command with `setpriv \
                 --regid={group} --init-groups`, as root."
            );
            // The program still runs, only its files belong to another group: it need not be disabled.
            self.unspelled(Leaf::Group, reason.clone());
            self.remark(&reason);
        }
    }

    /// The variables of the service; one that cannot be written in the file becomes a note.
    pub(super) fn variables(&mut self) -> Variables {
        let mut variables = Variables::default();
        for assignment in &self.service.assignments.value {
            let name = assignment.name.to_string();
            let Ok(value) = text::write(&assignment.value, 1, &self.instance) else {
                let reason = format!("Only systemd knows the value of {name}: write it out in environment=.");
                self.by_hand_of(Leaf::EnvironmentAssignments, assignment.source, reason);
                continue;
            };
            self.note_user(&assignment.value, Leaf::EnvironmentAssignments);
            let is_text = assignment.name.as_str().is_some();
            if is_text && environment::write([(name.as_str(), value.as_str())]).is_ok() {
                variables.pairs.push((name, value));
            } else if is_text && self.can_be_env_argument(&name) {
                // Quotes in a command can express what `environment=` cannot (E3).
                variables.env_arguments.push(format!("{}={value}", name.replace('%', "%%")));
            } else {
                self.by_hand_of(Leaf::EnvironmentAssignments, assignment.source, unsettable_note(&name));
            }
        }
        variables
    }

    /// Whether `env NAME=VALUE` before the command would set this variable and read the program as a command.
    fn can_be_env_argument(&self, name: &str) -> bool {
        let program = self.service.command.value.program();
        let is_taken = program.is_some_and(|program| !program.to_string().contains('='));
        is_taken && !name.is_empty() && !name.starts_with('-') && !name.contains(['=', '\0'])
    }

    pub(super) fn environment(&mut self) {
        let mut from = self.service.assignments.from.clone();
        let mut pairs = self.user_variables();
        let mut leaves = Vec::new();
        if !pairs.is_empty() {
            from.extend(&self.service.user.from);
            leaves.push(Leaf::EnvironmentIdentity);
        }
        // The variables with the paths of its directories (`exec_directory_env_name_to_string()`).
        for (name, paths) in self.service.directory_variables() {
            let Ok(paths) = text::write(&paths, 1, &self.instance) else { continue };
            // A value that cannot be quoted would make the whole option unwritable.
            if environment::write([(name, paths.as_str())]).is_err() {
                self.by_hand(Leaf::Directories, unsettable_note(name));
                continue;
            }
            pairs.push((name.to_owned(), paths));
            from.extend(&self.service.directories.from);
            leaves.push(Leaf::Directories);
        }
        let own = self.variables().pairs;
        if !own.is_empty() {
            leaves.push(Leaf::EnvironmentAssignments);
        }
        pairs.extend(own);
        if !pairs.is_empty() {
            let texts = pairs.iter().map(|(name, value)| (name.as_str(), value.as_str()));
            if let Ok(value) = environment::write(texts) {
                self.line(Name::Environment, value, &leaves, &from);
            }
        }
        let Some(user) = self.known_user() else {
            // `ExecStart=+…` and `!…` run as root, but systemd sets the variables for User=.
            if self.service.user.value.is_none() && self.service.identity.value == Identity::OfUser {
                let reason = "The program runs as root, and systemd sets HOME, USER and LOGNAME for this user. If it uses \
                              them, set them in environment=.";
                self.unspelled(Leaf::EnvironmentIdentity, reason);
                // The user and group ids stay root's, but the supplementary groups are those of User=.
                let reason = "systemd leaves the program the supplementary groups of User=, though it runs as root; here it \
                              has those of supervisord.";
                self.slight_loss(Leaf::Group, reason);
            }
            return;
        };
        let knows_home = self.knows_home(&user);
        let reason = if !knows_home {
            format!(
                "USER and LOGNAME are set as systemd sets them. HOME is not, and stays that of whoever started supervisord, \
                 usually /root: only the machine knows the home directory of {user}. Add HOME=\"…\" to environment=."
            )
        } else if self.sets_variable("SHELL") {
            return;
        } else {
            "HOME, USER and LOGNAME are set as systemd sets them. SHELL is not: only the machine knows the user's shell."
                .to_owned()
        };
        self.unspelled(Leaf::EnvironmentIdentity, reason);
    }

    /// Notes how limits differ although their values are the same.
    pub(super) fn note_limits(&mut self, launch: &Launch) {
        let has = |resource: Resource| {
            launch.limits.iter().any(|limit| limit.resource == resource && limit.soft != Limit::NONE)
        };
        let mut reasons = Vec::new();
        if launch.identity.is_none()
            && self.service.user.value.is_some()
            && launch.limits.iter().any(|limit| limit.resource == Resource::OpenFiles)
        {
            reasons.push(
                "The limit is set as the program's user, who can have no more open files than supervisord itself (ulimit \
                 -Hn); systemd raises the limit as root.",
            );
        }
        // Python ignores SIGXFSZ, and supervisord does not reset it for programs (`Py_InitializeFromConfig()`;
        // `_spawn_as_child()` in process.py).
        if has(Resource::FileSize) {
            reasons.push(
                "supervisord starts its programs with SIGXFSZ ignored: beyond LimitFSIZE= a write fails, while under systemd \
                 the program dies. Start it with env --default-signal=XFSZ PROGRAM (coreutils 8.31) if it should.",
            );
        }
        if !reasons.is_empty() {
            self.unspelled(Leaf::Limits, reasons.join(" "));
        }
    }

    fn knows_home(&self, user: &str) -> bool {
        self.has_home || user == "root" || self.sets_variable("HOME")
    }

    /// Whether this variable for `User=` is set for the program as systemd would set it.
    pub(super) fn knows_user_variable(&self, name: &str) -> bool {
        self.known_user().is_some_and(|user| name != "HOME" || self.knows_home(&user))
    }

    /// The variables that systemd sets for `User=`, if they are known and the unit does not set them itself (B5).
    fn user_variables(&self) -> Vec<(String, String)> {
        let Some(user) = self.known_user() else { return Vec::new() };
        let home = (user == "root").then(|| "/root".to_owned());
        [("HOME", home), ("USER", Some(user.clone())), ("LOGNAME", Some(user))]
            .into_iter()
            .filter(|(name, _)| !self.sets_variable(name))
            .filter_map(|(name, value)| Some((name.to_owned(), value?)))
            .collect()
    }

    /// The user whose home the shell must look up for `HOME`. systemd sets none for `nobody`, whatever its home.
    pub(super) fn home(&self) -> Option<String> {
        self.known_user().filter(|user| !self.sets_variable("HOME") && user != "root" && user != "nobody")
    }

    /// The program's user, if its name is known, which it is not for a number.
    fn known_user(&self) -> Option<String> {
        let user = self.service.user.value.as_ref()?;
        let name = text::write(user, 1, &self.instance).ok()?;
        let is_name = shell::is_user_name(&name);
        (is_name && self.service.identity.value == Identity::OfUser).then_some(name)
    }

    fn sets_variable(&self, name: &str) -> bool {
        Assignment::find(&self.service.assignments.value, name).is_some()
    }
}

/// What the user must do about a variable that neither `environment=` nor the command can set.
fn unsettable_note(name: &str) -> String {
    format!(
        "The variable `{}` cannot be set in supervisord's file: set it in a script and start that.",
        name.escape_debug()
    )
}
