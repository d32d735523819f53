//! What belongs to log files: the folders that must be there (`NAME.tmpfiles.conf`), and who keeps the files small
//! (`NAME.logrotate`).

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Target;
use super::path::without_parents;
use crate::emission::{Emission, Loss, MadeFrom, NoComments, Spelled, SpelledLine, Unspelled, What};
use crate::ir::{Deployment, Instances, Leaf, Output, Rotation, Service, Text, Umask};
use crate::source::{Map, base_name};
use crate::systemd::logrotate::{self, Rule};
use crate::systemd::tmpfiles::Line;
use crate::systemd::versions::Release;
use crate::to_do;

/// Folders that are there on every system.
const EVERYWHERE: [&str; 12] = [
    "", "/etc", "/home", "/opt", "/root", "/run", "/srv", "/tmp", "/var", "/var/lib", "/var/log", "/var/tmp",
];

/// Writes what belongs to the log files.
pub(super) fn write(deployment: &Deployment<'_>, target: Target<'_>, emission: &mut Emission) {
    // Older releases know no `append:`, and all goes to the journal.
    if target.release < Release(240) {
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
            if let Some(mode) = service.logs_mode.value.filter(|mode| *mode != mode_of_unit(service)) {
                logs.add_mode(What::Leaf(index, Leaf::LogsMode), &paths, mode, emission);
            }
            paths.iter().for_each(|path| add_folder(path, &users, &mut logs.folders));
            if let Rotation::Size { bytes, backups } = rotation {
                logs.add_rotation(What::Leaf(index, leaf), paths, bytes, backups, emission);
            }
        }
    }
    let LogFiles { tmpfiles, logrotate, folders, modes, rules, ruled: _ } = logs;
    let made = MadeFrom::new(target.source, &NoComments).all();
    if let Some(text) = tmpfiles_text(&made, &name, folders, modes, target.release) {
        emission.add_file(tmpfiles.to_string(), text);
    }
    if let Some(text) = logrotate_text(&made, &name, rules) {
        emission.add_file(logrotate.to_string(), text);
    }
}

/// How large a log may become, how many old ones are kept, and whether it lies in an open folder.
type RuleOf = (i64, i64, bool);

/// What the log files of a deployment need.
struct LogFiles {
    /// What the two files are called.
    tmpfiles: Arc<str>,
    logrotate: Arc<str>,
    /// Whose each is, where it is not root's.
    folders: BTreeMap<String, Option<String>>,
    /// The access modes of files that systemd would make with others.
    modes: BTreeMap<String, u32>,
    rules: BTreeMap<RuleOf, Vec<Arc<str>>>,
    /// The files that have a rule.
    ruled: Map<Arc<str>, ()>,
}

impl LogFiles {
    fn new(name: &str) -> Self {
        Self {
            tmpfiles: format!("{name}.tmpfiles.conf").into(),
            logrotate: format!("{name}.logrotate").into(),
            folders: BTreeMap::new(),
            modes: BTreeMap::new(),
            rules: BTreeMap::new(),
            ruled: Map::new(),
        }
    }

    /// Has files made with an access mode.
    fn add_mode(&mut self, what: What, paths: &[Arc<str>], mode: u32, emission: &mut Emission) {
        for path in paths.iter().filter(|path| !path.contains(char::is_control)) {
            self.modes.entry(path.to_string()).or_insert(mode);
            emission.spelled.push(spelled(what, &self.tmpfiles, path, "mode", format!("{mode:04o}")));
        }
    }

    /// Has files rotated. The first program of a file decides.
    fn add_rotation(
        &mut self,
        what: What,
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
            if self.ruled.insert(Arc::clone(&path), ()).is_none() {
                let is_open = logrotate::is_in_open_folder(&path);
                self.rules.entry((bytes, backups, is_open)).or_default().push(path);
            }
        }
    }
}

fn spelled(what: What, file: &Arc<str>, section: &Arc<str>, setting: &'static str, value: String) -> Spelled {
    let (file, section, setting) = (Arc::clone(file), Arc::clone(section), Cow::Borrowed(setting));
    let line = Arc::new(SpelledLine { file, section, setting, value: value.into() });
    Spelled { what, line, of: None }
}

/// The file for systemd-tmpfiles, if there is something to make.
fn tmpfiles_text(
    made: &str,
    name: &str,
    folders: BTreeMap<String, Option<String>>,
    modes: BTreeMap<String, u32>,
    release: Release,
) -> Option<String> {
    if folders.is_empty() && modes.is_empty() {
        return None;
    }
    // systemd would make them by the mask of the unit; supervisord makes them by its own.
    let of_files = if modes.is_empty() { "" } else { ", with their access modes" };
    let folders = folders.into_iter().map(|(path, owner)| Line { is_folder: true, path, mode: 0o755, owner });
    let files = modes.into_iter().map(|(path, mode)| Line { is_folder: false, path, mode, owner: None });
    let lines: String = folders.chain(files).map(|line| line.write(release)).collect();
    let head = head(
        made,
        &format!(
            "Install as /etc/tmpfiles.d/{name}.conf. systemd opens the logs before anything else of a service runs: their \
             directories must exist by then{of_files}."
        ),
    );
    Some(head + &lines)
}

/// The file for logrotate, if there is something to rotate.
fn logrotate_text(made: &str, name: &str, rules: BTreeMap<RuleOf, Vec<Arc<str>>>) -> Option<String> {
    if rules.is_empty() {
        return None;
    }
    // 3.21 skips them, and says so where nobody looks.
    let is_foreign = |path: &Arc<str>| {
        !path.starts_with("/var/log/") && folder(path).is_some() && !logrotate::is_in_open_folder(path)
    };
    let of_folders = if rules.values().flatten().any(is_foreign) {
        "\nIn a directory that everybody, or a group other than root, can write to, logrotate skips logs until the rule has \
         su USER GROUP."
    } else {
        ""
    };
    let rule = |((bytes, backups, is_open), paths)| Rule { paths, bytes, backups, is_open };
    let rules: Vec<Rule> = rules.into_iter().map(rule).collect();
    let head = head(
        made,
        &format!(
            "Install as /etc/logrotate.d/{name}. supervisord checked the size on each write, logrotate checks it when it \
             runs.\ncopytruncate: systemd keeps the files open and cannot be told to reopen them.{of_folders}"
        ),
    );
    Some(head + &logrotate::write(&rules))
}

/// What stands above: where the file is from, and what it is for.
fn head(made: &str, text: &str) -> String {
    let lines = to_do::wrapped(text);
    let lines = std::iter::once(made).chain(lines.iter().map(String::as_str));
    lines.map(|line| format!("# {line}\n")).collect()
}

/// The access mode of a log file that systemd makes for the unit of a service.
fn mode_of_unit(service: &Service<'_>) -> u32 {
    match service.umask.value {
        Umask::Mask(mask) => 0o666 & !mask,
        Umask::Managers => 0o644,
    }
}

/// The paths of a stream that is appended to a file, one for each instance; none where they are not known or not absolute.
fn paths<'a>(service: &Service<'a>, output: &Output<'a>) -> Vec<Arc<str>> {
    let (Output::File(whole) | Output::FileAndJournal(whole)) = output else { return Vec::new() };
    let path = |text: &Text<'_>| {
        // What has a line end in its name is not written.
        let path = text.as_str().filter(|path| path.starts_with('/') && !path.contains(['\n', '\r']))?;
        Some(Arc::from(&*without_parents(path)))
    };
    match &service.instances.value {
        Instances::One => path(whole).into_iter().collect(),
        Instances::Each(all) => {
            (0..all.len()).filter_map(|at| path(&service.text_of_instance(whole, at))).collect()
        }
    }
}

/// Adds the folder of a log, if it may have to be made and is new.
///
/// In the home of a user each step is a folder of that user: systemd-tmpfiles makes none below one of root's that lies in one of
/// somebody else (`unsafe_transition()` in `chase.c`, 238), and the program may want to write there itself.
fn add_folder(path: &str, users: &BTreeSet<&str>, folders: &mut BTreeMap<String, Option<String>>) {
    let Some(folder) = folder(path) else { return };
    if folders.contains_key(folder) {
        return;
    }
    let below_home = folder.strip_prefix("/home/").and_then(|rest| rest.split_once('/'));
    let Some((user, below)) = below_home.filter(|(user, _)| users.contains(user)) else {
        folders.insert(folder.to_owned(), None);
        return;
    };
    let mut step = format!("/home/{user}");
    for name in below.split('/').filter(|name| !name.is_empty()) {
        step.push('/');
        step.push_str(name);
        folders.insert(step.clone(), Some(user.to_owned()));
    }
}

/// Whether a name can stand in a line as it is.
fn is_plain_name(name: &str) -> bool {
    name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
}

/// The folder of a log that may have to be made.
fn folder(path: &str) -> Option<&str> {
    let (folder, _) = path.rsplit_once('/')?;
    let folder = folder.trim_end_matches('/');
    let is_kernels =
        |root: &&str| folder.strip_prefix(*root).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let is_left_out = EVERYWHERE.contains(&folder)
        || ["/dev", "/proc", "/sys"].iter().any(is_kernels)
        || folder.contains(char::is_control);
    (!is_left_out).then_some(folder)
}

/// What the files of the whole deployment are called: as the source, without folder and type.
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
    fn a_folder_that_every_system_has_is_not_made() {
        assert_eq!(folder("/var/log/a.log"), None);
        assert_eq!(folder("/dev/fd/9"), None);
        assert_eq!(folder("/a.log"), None);
        assert_eq!(folder("/var/log/shop/a.log"), Some("/var/log/shop"));
        assert_eq!(folder("/device/a.log"), Some("/device"));
    }

    #[test]
    fn the_files_of_a_deployment_are_called_after_its_source() {
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
