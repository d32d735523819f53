//! What log files need: their directories (`NAME.tmpfiles.conf`), and rotation (`NAME.logrotate`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Target;
use crate::emission::{
    Emission, FileKind, Loss, MadeFrom, NoComments, Property, Spelled, SpelledLine, Unspelled,
};
use crate::ir::{Deployment, Instances, Leaf, Output, Rotation, Service, Text, Umask};
use crate::manual_steps;
use crate::source::{Map, base_name};
use crate::systemd::kinds::output::OpenMode;
use crate::systemd::logrotate::{self, Rule};
use crate::systemd::tmpfiles::Line;
use crate::systemd::versions::Release;
use crate::unix::lexical_path::resolve_parent_dirs;

/// Directories that exist on every system.
const STANDARD_DIRECTORIES: [&str; 12] = [
    "", "/etc", "/home", "/opt", "/root", "/run", "/srv", "/tmp", "/var", "/var/lib", "/var/log", "/var/tmp",
];

/// Writes the files for systemd-tmpfiles and logrotate.
pub(super) fn write(deployment: &Deployment<'_>, target: Target<'_>, emission: &mut Emission) {
    // Without `append:` everything goes to the journal.
    if target.release < OpenMode::Append.since() {
        return;
    }
    let name = deployment_name(target.source);
    let mut logs = LogFiles::new(&name);
    let users = deployment.services.iter().filter_map(|service| service.user.value.as_ref()?.as_str());
    let users: BTreeSet<&str> = users.filter(|user| *user != "root" && is_plain_name(user)).collect();
    for (index, service) in deployment.services.iter().enumerate() {
        for (leaf, paths, rotation) in [
            (Leaf::StdoutRotation, paths(service, &service.stdout.value), service.stdout_rotation.value),
            (Leaf::StderrRotation, paths(service, &service.stderr.value), service.stderr_rotation.value),
        ] {
            if let Some(mode) = service.logs_mode.value.filter(|mode| *mode != default_log_mode(service)) {
                logs.add_mode(Property::Leaf(index, Leaf::LogsMode), &paths, mode, emission);
            }
            paths.iter().for_each(|path| add_directory(path, &users, &mut logs.directories));
            if let Rotation::Size { bytes, backups } = rotation {
                logs.add_rotation(Property::Leaf(index, leaf), paths, bytes, backups, emission);
            }
        }
    }
    let LogFiles { tmpfiles, logrotate, directories, modes, rules, rotated: _ } = logs;
    let made = MadeFrom::new(target.source, &NoComments).whole_source();
    if let Some(text) = tmpfiles_text(&made, &name, directories, modes, target.release) {
        emission.add_file(tmpfiles.to_string(), FileKind::Tmpfiles, text);
    }
    if let Some(text) = logrotate_text(&made, &name, rules) {
        emission.add_file(logrotate.to_string(), FileKind::Logrotate, text);
    }
}

/// The size limit in bytes, how many old files are kept, and whether the directory is world-writable.
type RuleKey = (i64, i64, bool);

/// What the log files of a deployment need.
struct LogFiles {
    /// The names of the two files.
    tmpfiles: Arc<str>,
    logrotate: Arc<str>,
    /// The directories to create, each with its owner if that is not root.
    directories: BTreeMap<String, Option<String>>,
    /// The access modes of files that systemd would create with another mode.
    modes: BTreeMap<String, u32>,
    rules: BTreeMap<RuleKey, Vec<Arc<str>>>,
    /// The files that have a rule.
    rotated: Map<Arc<str>, ()>,
}

impl LogFiles {
    fn new(name: &str) -> Self {
        Self {
            tmpfiles: format!("{name}.tmpfiles.conf").into(),
            logrotate: format!("{name}.logrotate").into(),
            directories: BTreeMap::new(),
            modes: BTreeMap::new(),
            rules: BTreeMap::new(),
            rotated: Map::new(),
        }
    }

    /// Adds files to be created with an access mode.
    fn add_mode(&mut self, what: Property, paths: &[Arc<str>], mode: u32, emission: &mut Emission) {
        for path in paths.iter().filter(|path| !path.contains(char::is_control)) {
            self.modes.entry(path.to_string()).or_insert(mode);
            emission.spelled.push(spelled(what, &self.tmpfiles, path, "mode", format!("{mode:04o}")));
        }
    }

    /// Adds files to be rotated. If several programs write to a file, the first one decides.
    fn add_rotation(
        &mut self,
        what: Property,
        paths: Vec<Arc<str>>,
        bytes: i64,
        backups: i64,
        emission: &mut Emission,
    ) {
        for path in paths {
            if !logrotate::is_writable(&path) {
                let reason = format!(
                    "logrotate reads {path} as a pattern, so there is no rule for it, and it grows without limit: give the \
                     file a name without *, ?, brackets, quotes and backslashes."
                );
                emission.unspelled.push(Unspelled::new(what, Loss::Usual, reason));
                continue;
            }
            for (setting, value) in [("size", bytes), ("rotate", backups)] {
                emission.spelled.push(spelled(what, &self.logrotate, &path, setting, value.to_string()));
            }
            if self.rotated.insert(Arc::clone(&path), ()).is_none() {
                let is_world_writable = logrotate::is_in_world_writable_directory(&path);
                self.rules.entry((bytes, backups, is_world_writable)).or_default().push(path);
            }
        }
    }
}

fn spelled(
    what: Property,
    file: &Arc<str>,
    section: &Arc<str>,
    setting: &'static str,
    value: String,
) -> Spelled {
    let (file, section, setting) = (Arc::clone(file), Arc::clone(section), Cow::Borrowed(setting));
    let line = Arc::new(SpelledLine { file, section, setting, value: value.into() });
    Spelled { property: what, line, setting: None }
}

/// The file for systemd-tmpfiles, if there is anything to create.
fn tmpfiles_text(
    made: &str,
    name: &str,
    directories: BTreeMap<String, Option<String>>,
    modes: BTreeMap<String, u32>,
    release: Release,
) -> Option<String> {
    if directories.is_empty() && modes.is_empty() {
        return None;
    }
    // systemd would create them with the umask of the unit; supervisord uses its own umask.
    let of_files = if modes.is_empty() { "" } else { ", with their access modes" };
    let directories =
        directories.into_iter().map(|(path, owner)| Line { is_directory: true, path, mode: 0o755, owner });
    let files = modes.into_iter().map(|(path, mode)| Line { is_directory: false, path, mode, owner: None });
    let lines: String = directories.chain(files).map(|line| line.write(release)).collect();
    let head = head(
        made,
        &format!(
            "Install as /etc/tmpfiles.d/{name}.conf. systemd opens the logs before anything else of a service runs: their \
             directories must exist by then{of_files}."
        ),
    );
    Some(head + &lines)
}

/// The file for logrotate, if there is anything to rotate.
fn logrotate_text(made: &str, name: &str, rules: BTreeMap<RuleKey, Vec<Arc<str>>>) -> Option<String> {
    if rules.is_empty() {
        return None;
    }
    // logrotate 3.21 skips such logs, and reports that where it usually goes unnoticed.
    let is_foreign = |path: &Arc<str>| {
        !path.starts_with("/var/log/")
            && log_directory(path).is_some()
            && !logrotate::is_in_world_writable_directory(path)
    };
    let of_directories = if rules.values().flatten().any(is_foreign) {
        "\nIn a directory that everybody, or a group other than root, can write to, logrotate skips logs until the rule has \
         su USER GROUP."
    } else {
        ""
    };
    let rule =
        |((bytes, backups, is_world_writable), paths)| Rule { paths, bytes, backups, is_world_writable };
    let rules: Vec<Rule> = rules.into_iter().map(rule).collect();
    let head = head(
        made,
        &format!(
            "Install as /etc/logrotate.d/{name}. supervisord checked the size on each write, logrotate checks it when it \
             runs.\ncopytruncate: systemd keeps the files open and cannot be told to reopen them.{of_directories}"
        ),
    );
    Some(head + &logrotate::write(&rules))
}

/// The comment at the top: where the file is from, and what it is for.
fn head(made: &str, text: &str) -> String {
    let lines = manual_steps::wrap(text);
    let lines = std::iter::once(made).chain(lines.iter().map(String::as_str));
    lines.map(|line| format!("# {line}\n")).collect()
}

/// The access mode of a log file that systemd creates for the unit of a service.
fn default_log_mode(service: &Service<'_>) -> u32 {
    match service.umask.value {
        Umask::Mask(mask) => 0o666 & !mask,
        Umask::Managers => 0o644,
    }
}

/// The paths of a stream that is appended to a file, one per instance; those that are not known or not absolute are
/// left out.
fn paths<'a>(service: &Service<'a>, output: &Output<'a>) -> Vec<Arc<str>> {
    let (Output::File(whole) | Output::FileAndJournal(whole)) = output else { return Vec::new() };
    let path = |text: &Text<'_>| {
        // A name with a newline cannot be written.
        let path = text.as_str().filter(|path| path.starts_with('/') && !path.contains(['\n', '\r']))?;
        Some(Arc::from(&*resolve_parent_dirs(path)))
    };
    match &service.instances.value {
        Instances::One => path(whole).into_iter().collect(),
        Instances::Each(all) => {
            (0..all.len()).filter_map(|at| path(&service.text_for_instance(whole, at))).collect()
        }
    }
}

/// Adds the directory of a log, unless it is known or exists anyway.
///
/// In a user's home directory, each directory on the way belongs to that user: systemd-tmpfiles creates nothing under a
/// directory of root inside one of another user (`unsafe_transition()` in `chase.c`, 238), and the program may want to
/// write there itself.
fn add_directory(path: &str, users: &BTreeSet<&str>, directories: &mut BTreeMap<String, Option<String>>) {
    let Some(directory) = log_directory(path) else { return };
    if directories.contains_key(directory) {
        return;
    }
    let below_home = directory.strip_prefix("/home/").and_then(|rest| rest.split_once('/'));
    let Some((user, below)) = below_home.filter(|(user, _)| users.contains(user)) else {
        directories.insert(directory.to_owned(), None);
        return;
    };
    let mut step = format!("/home/{user}");
    for name in below.split('/').filter(|name| !name.is_empty()) {
        step.push('/');
        step.push_str(name);
        directories.insert(step.clone(), Some(user.to_owned()));
    }
}

/// Whether a name can be written in a line without quoting.
fn is_plain_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The directory of a log, if it may have to be created.
fn log_directory(path: &str) -> Option<&str> {
    let (directory, _) = path.rsplit_once('/')?;
    let directory = directory.trim_end_matches('/');
    let is_kernels = |root: &&str| {
        directory.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let is_left_out = STANDARD_DIRECTORIES.contains(&directory)
        || ["/dev", "/proc", "/sys"].iter().any(is_kernels)
        || directory.contains(char::is_control);
    (!is_left_out).then_some(directory)
}

/// The base name of the files for the whole deployment: that of the source, without directory and extension.
fn deployment_name(source: &str) -> String {
    let first = source.split(", ").next().unwrap_or(source).trim_end_matches('/');
    let file = base_name(first);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' })
        .collect();
    if name.trim_matches(['-', '_']).is_empty() { "supervisord".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_directory_that_every_system_has_is_not_created() {
        assert_eq!(log_directory("/var/log/a.log"), None);
        assert_eq!(log_directory("/dev/fd/9"), None);
        assert_eq!(log_directory("/a.log"), None);
        assert_eq!(log_directory("/var/log/shop/a.log"), Some("/var/log/shop"));
        assert_eq!(log_directory("/device/a.log"), Some("/device"));
    }

    #[test]
    fn the_files_of_a_deployment_are_named_after_its_source() {
        for (source, name) in [
            ("/etc/supervisor/shop.conf", "shop"),
            ("conf.d", "conf"),
            ("-", "supervisord"),
            ("..", "supervisord"),
            ("a b.conf, c.conf", "a_b"),
        ] {
            assert_eq!(deployment_name(source), name, "{source}");
        }
    }
}
