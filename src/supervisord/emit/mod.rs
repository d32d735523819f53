//! Writes the shared model as a complete supervisord configuration, with sections and options in the order of
//! supervisor's own sample: a single file, or a main file that includes one for each group and each program outside of
//! groups.

mod command;
mod command_notes;
mod daemons;
mod ending;
mod foreground;
mod instances;
mod names;
mod needs;
mod needs_systemd;
mod preparing;
mod prerequisites;
mod program;
mod program_writer;
mod socket;
mod stop_forwarding;
mod streams;
mod surroundings;
mod text;
mod timer;

use crate::emission::{Comments, Emission, MadeFrom, Property, Undecided, Writer};
use crate::ir::{Deployment, Leaf, SettingIds};
use crate::manual_steps;
use crate::supervisord::defaults;
use crate::supervisord::options::Name;
use names::Names;

/// The file that supervisord is started with.
const MAIN_FILE: &str = "supervisord.conf";

/// Options for the configuration to emit.
#[derive(Clone, Copy, Debug)]
pub struct Options<'o> {
    /// The name of the source in the comment at the top of each file.
    pub source: &'o str,
    /// Whether supervisord will be the first process of a container.
    pub container: bool,
    /// Whether each group, and each program that is in no group, gets its own file.
    pub split: bool,
    /// Whether comments are written: those of the source, and notes for readers.
    pub comments: bool,
}

impl<'o> Options<'o> {
    /// The options for a single file on a machine, with comments.
    #[must_use]
    pub const fn of(source: &'o str) -> Self {
        Self { source, container: false, split: false, comments: true }
    }
}

/// Writes a deployment as `supervisord.conf` with the files that it includes. A service that `undecided` leaves to the
/// user is disabled.
#[must_use]
pub fn emit(
    deployment: &Deployment<'_>,
    options: Options<'_>,
    undecided: &[Undecided],
    comments: &dyn Comments,
) -> Emission {
    let names = Names::new(deployment);
    let mut emission = Emission::for_services(deployment.services.len());
    let notes = program::UndecidedNotes::collect(undecided, deployment.services.len());
    let plan = Plan { deployment, names: &names, options, notes: &notes, comments };
    let mut writer = Writer::new(&mut emission, MAIN_FILE);
    plan.head(&mut writer);
    plan.server_sections(&mut writer);
    if options.split {
        writer.plain("include", Name::Files.as_str(), "conf.d/*.conf");
        writer.finish();
        let made_from = MadeFrom::new(options.source, comments);
        for part in plan.parts() {
            let mut writer = Writer::new(&mut emission, format!("conf.d/{}.conf", part.file));
            let groups = part.groups.iter().map(|group| deployment.groups[*group].place.0);
            let services = part.services.iter().map(|service| deployment.services[*service].place.0);
            writer.file.head = vec![made_from.files(groups.chain(services))];
            plan.write(&part, &mut writer);
            writer.finish();
        }
    } else {
        plan.write(&plan.single_part(), &mut writer);
        writer.finish();
    }
    let capabilities = if options.container { prerequisites::capabilities_note(&emission) } else { None };
    let prerequisites =
        prerequisites::missing_note(&emission).into_iter().chain(capabilities).collect::<Vec<_>>();
    if comments.explains()
        && !prerequisites.is_empty()
        && let Some(main) = emission.files.iter_mut().find(|file| file.name == MAIN_FILE)
    {
        main.head.extend(prerequisites.iter().flat_map(|text| manual_steps::wrap(text)).map(Into::into));
    }
    emission.groups = (0..deployment.groups.len()).map(|index| names.group(index).to_owned()).collect();
    for (index, service) in deployment.services.iter().enumerate() {
        let name = names.target_name(index, service);
        emission.names.push(name);
    }
    emission
}

/// The deployment to write, and how.
struct Plan<'p, 'a> {
    deployment: &'p Deployment<'a>,
    names: &'p Names,
    options: Options<'p>,
    /// For each service.
    notes: &'p [program::UndecidedNotes],
    comments: &'p dyn Comments,
}

/// The contents of one file.
struct FilePart {
    /// The file's name without its extension.
    file: String,
    groups: Vec<usize>,
    services: Vec<usize>,
}

impl Plan<'_, '_> {
    fn single_part(&self) -> FilePart {
        let groups = (0..self.deployment.groups.len()).collect();
        FilePart { file: String::new(), groups, services: (0..self.deployment.services.len()).collect() }
    }

    /// One file for each group with its members, and one for each other service.
    fn parts(&self) -> Vec<FilePart> {
        let files = self.names.files(self.deployment);
        let groups = files.groups.into_iter().enumerate();
        let mut parts: Vec<FilePart> = groups
            .map(|(index, file)| FilePart { file, groups: vec![index], services: Vec::new() })
            .collect();
        for (index, file) in files.services.into_iter().enumerate() {
            match self.names.group_of(index) {
                Some(group) => parts[group].services.push(index),
                None => parts.push(FilePart { file, groups: Vec::new(), services: vec![index] }),
            }
        }
        parts.retain(|part| {
            !part.services.is_empty()
                || part.groups.iter().any(|group| !self.names.members(*group).is_empty())
        });
        parts
    }

    fn write(&self, part: &FilePart, writer: &mut Writer<'_>) {
        for index in &part.groups {
            self.group(*index, writer);
        }
        for index in &part.services {
            program::write(self, *index, writer);
        }
    }

    fn head(&self, writer: &mut Writer<'_>) {
        writer.file.head = vec![MadeFrom::new(self.options.source, self.comments).whole_source()];
        if self.options.container && self.comments.explains() {
            writer.file.head.push(
                "As the first process of a container: CMD [\"supervisord\", \"-c\", \"/etc/supervisord.conf\"]"
                    .into(),
            );
        }
    }

    /// Writes the sections that every configuration needs so that `supervisorctl` can talk to supervisord.
    fn server_sections(&self, writer: &mut Writer<'_>) {
        // An unprivileged user cannot create files in the system's directory.
        let is_users = self.deployment.has_only_user_services();
        let folder = if is_users && !self.options.container { "%(ENV_XDG_RUNTIME_DIR)s" } else { "/run" };
        writer.plain("unix_http_server", Name::File.as_str(), format!("{folder}/supervisor.sock"));
        writer.file.print_if_empty("supervisord");
        if self.options.container {
            // In the foreground supervisord also writes its log to standard output: a file would be a second copy.
            writer.plain("supervisord", Name::Logfile.as_str(), "/dev/null");
            writer.plain("supervisord", Name::LogfileMaxbytes.as_str(), "0");
            writer.plain("supervisord", Name::Pidfile.as_str(), "/run/supervisord.pid");
            writer.plain("supervisord", Name::Nodaemon.as_str(), "true");
            // systemd runs programs as root by default; without this line supervisord warns about that.
            writer.plain("supervisord", Name::User.as_str(), "root");
        }
        let factory = "supervisor.rpcinterface:make_main_rpcinterface";
        writer.plain("rpcinterface:supervisor", Name::SupervisorRpcinterfaceFactory.as_str(), factory);
        writer.plain("supervisorctl", Name::Serverurl.as_str(), format!("unix://{folder}/supervisor.sock"));
    }

    fn group(&self, index: usize, writer: &mut Writer<'_>) {
        let group = &self.deployment.groups[index];
        let section = format!("group:{}", self.names.group(index));
        let mut properties = vec![Property::Members(index), Property::AtBoot(index)];
        let members = self.names.members(index);
        // The group would start and stop nothing: a target that wants units which are not part of it.
        if members.is_empty() {
            return;
        }
        let mut programs = Vec::new();
        let mut from = SettingIds::NONE;
        for at in members {
            programs.extend_from_slice(self.names.programs(*at));
            properties.push(Property::Leaf(*at, Leaf::Membership));
            from.extend(&self.deployment.services[*at].membership.from);
        }
        from.extend(&group.members_from);
        writer.comment_header(&section, self.comments.of_header(group.place.0, group.place.1));
        writer.line(&section, Name::Programs.as_str(), programs.join(","), properties, &from, self.comments);
        // supervisord orders a group as a whole: if its members have their own priorities, the lowest becomes that of
        // the group.
        let ranks = members.iter().map(|at| self.deployment.services[*at].order.value);
        let rank = group.rank.or_else(|| ranks.min());
        if let Some(rank) = rank.filter(|rank| *rank != defaults::PRIORITY) {
            let properties = [Property::Rank(index)];
            writer.line(
                &section,
                Name::Priority.as_str(),
                rank.to_string(),
                properties,
                &group.rank_from,
                self.comments,
            );
        }
    }
}
