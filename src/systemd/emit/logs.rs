//! Where logs go, and what belongs to log files: the folders that must be there, and who keeps the files small.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::Target;
use super::names::Names;
use super::path::without_parents;
use crate::emission::{Emission, Spelled, SpelledLine, Unspelled, What, made_from};
use crate::ir::{Deployment, Instances, Leaf, Output, Part, Rotation, Service, Text, Umask};
use crate::source::Map;
use crate::systemd::logrotate::{self, Rule};
use crate::systemd::tmpfiles::Line;
use crate::systemd::versions::Release;
use crate::to_do;

/// Where the output of programs goes (`convert --logs`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logs {
    /// To the journal, whatever files are named.
    Journal,
    /// To the files that are named, and to files below `/var/log` where supervisord makes up a name.
    Files,
    /// To the files that are named, else to the journal.
    Auto,
}

/// Folders that are there on every system.
const EVERYWHERE: [&str; 12] = [
    "", "/etc", "/home", "/opt", "/root", "/run", "/srv", "/tmp", "/var", "/var/lib", "/var/log", "/var/tmp",
];

/// What supervisord does with a file of its own (`stdout_logfile_maxbytes`, `_backups`).
const DEFAULT_ROTATION: Rotation = Rotation::Size { bytes: 50 * 1024 * 1024, backups: 10 };

/// The deployment with its logs where they are asked for.
pub(super) fn placed<'d, 'a>(
    deployment: &'d Deployment<'a>,
    names: &Names,
    logs: Logs,
) -> Cow<'d, Deployment<'a>> {
    if logs == Logs::Auto {
        return Cow::Borrowed(deployment);
    }
    let mut placed = deployment.clone();
    for (index, service) in placed.services.iter_mut().enumerate() {
        let prefix = names.prefix(index).to_owned();
        let is_one = service.instances.value == Instances::One;
        let streams = [
            ("stdout", &mut service.stdout.value, &mut service.stdout_rotation.value),
            ("stderr", &mut service.stderr.value, &mut service.stderr_rotation.value),
        ];
        for (word, output, rotation) in streams {
            match (logs, &*output) {
                (Logs::Journal, Output::File(_) | Output::FileAndJournal(_) | Output::Automatic) => {
                    *output = Output::Journal { identifier: None };
                }
                (Logs::Files, Output::Automatic) => {
                    *output = Output::File(made_up(&prefix, word, is_one));
                    if *rotation == Rotation::None {
                        *rotation = DEFAULT_ROTATION;
                    }
                }
                _ => {}
            }
        }
    }
    Cow::Owned(placed)
}

/// The file in the place of one whose name supervisord makes up.
fn made_up(prefix: &str, word: &str, is_one: bool) -> Text<'static> {
    let bytes = |text: String| Part::Bytes(Cow::Owned(text.into_bytes()));
    let folder = format!("/var/log/{}/", prefix.replace('\\', "_"));
    if is_one {
        return Text::of([bytes(format!("{folder}{word}.log"))]);
    }
    Text::of([bytes(format!("{folder}{word}-")), Part::Instance, bytes(".log".to_owned())])
}

/// Writes what belongs to the log files: `NAME.tmpfiles.conf` and `NAME.logrotate`.
pub(super) fn write(deployment: &Deployment<'_>, target: Target<'_>, emission: &mut Emission) {
    // Older releases know no `append:`, and all goes to the journal.
    if target.release < Release(240) {
        return;
    }
    let name = deployment_name(target.source);
    let (tmpfiles, logrotate): (Arc<str>, Arc<str>) =
        (format!("{name}.tmpfiles.conf").into(), format!("{name}.logrotate").into());
    let spelled = |what, file: &Arc<str>, section: &Arc<str>, setting: &'static str, value: String| {
        let (file, section, setting) = (Arc::clone(file), Arc::clone(section), Cow::Borrowed(setting));
        Spelled { what, line: Arc::new(SpelledLine { file, section, setting, value: value.into() }) }
    };
    let mut folders = BTreeSet::new();
    let mut files = BTreeMap::new();
    let mut taken = Map::new();
    let mut rules: BTreeMap<(i64, i64, bool), Vec<Arc<str>>> = BTreeMap::new();
    for (index, service) in deployment.services.iter().enumerate() {
        for (leaf, paths, rotation) in [
            (
                Leaf::StdoutRotation,
                paths(service, |service| &service.stdout.value),
                service.stdout_rotation.value,
            ),
            (
                Leaf::StderrRotation,
                paths(service, |service| &service.stderr.value),
                service.stderr_rotation.value,
            ),
        ] {
            if let Some(mode) = service.logs_mode.value.filter(|mode| *mode != mode_of_unit(service)) {
                for path in paths.iter().filter(|path| !path.contains(char::is_control)) {
                    files.entry(path.to_string()).or_insert(mode);
                    let what = What::Leaf(index, Leaf::LogsMode);
                    emission.spelled.push(spelled(what, &tmpfiles, path, "mode", format!("{mode:04o}")));
                }
            }
            let Rotation::Size { bytes, backups } = rotation else {
                paths.iter().for_each(|path| add_folder(path, &mut folders));
                continue;
            };
            for path in paths {
                add_folder(&path, &mut folders);
                let what = What::Leaf(index, leaf);
                if !logrotate::is_writable(&path) {
                    let reason = format!(
                        "logrotate takes {path} for a pattern, so there is no rule for it, and it grows without end: give the file a \
                         name without *, ?, brackets, quotes and backslashes."
                    );
                    emission.unspelled.push(Unspelled {
                        what,
                        manual: false,
                        of: None,
                        slight: false,
                        reason: reason.into(),
                    });
                    continue;
                }
                for (setting, value) in [("size", bytes), ("rotate", backups)] {
                    emission.spelled.push(spelled(what, &logrotate, &path, setting, value.to_string()));
                }
                if taken.insert(Arc::clone(&path), ()).is_none() {
                    let is_open = logrotate::is_in_open_folder(&path);
                    rules.entry((bytes, backups, is_open)).or_default().push(path);
                }
            }
        }
    }
    let made = made_from(&plain(target.source));
    let head = |text: &str| -> String {
        let lines = to_do::wrapped(text);
        let lines = std::iter::once(made.as_ref()).chain(lines.iter().map(String::as_str));
        lines.map(|line| format!("# {line}\n")).collect()
    };
    let folders = folders.into_iter().map(|path| Line { is_folder: true, path, mode: 0o755 });
    let files = files.into_iter().map(|(path, mode)| Line { is_folder: false, path, mode });
    let lines: Vec<Line> = folders.chain(files).collect();
    if !lines.is_empty() {
        let text: String = lines.iter().map(|line| line.write(target.release)).collect();
        // systemd would make them by the mask of the unit; supervisord makes them by its own.
        let of_files =
            if lines.iter().any(|line| !line.is_folder) { ", with their access modes" } else { "" };
        let head = head(&format!(
            "Install as /etc/tmpfiles.d/{name}.conf. systemd opens the logs before anything else of a service runs: their folders \
             must be there by then{of_files}."
        ));
        let text = head + &text;
        emission.add_file(format!("{name}.tmpfiles.conf"), text);
    }
    let rule = |((bytes, backups, is_open), paths)| Rule { paths, bytes, backups, is_open };
    let rules: Vec<Rule> = rules.into_iter().map(rule).collect();
    if !rules.is_empty() {
        // 3.21 skips them, and says so where nobody looks.
        let is_foreign = |path: &Arc<str>| {
            !path.starts_with("/var/log/") && folder(path).is_some() && !logrotate::is_in_open_folder(path)
        };
        let of_folders = if rules.iter().any(|rule| rule.paths.iter().any(is_foreign)) {
            "\nIn a folder that others than root can write to, logrotate leaves logs alone until the rule has a su USER GROUP."
        } else {
            ""
        };
        let head = head(&format!(
            "Install as /etc/logrotate.d/{name}. supervisord looked at the size with each write, logrotate looks when it runs.\n\
             copytruncate: systemd keeps the files open and cannot be told to open them again.{of_folders}"
        ));
        let text = head + &logrotate::write(&rules);
        emission.add_file(format!("{name}.logrotate"), text);
    }
}

/// The access mode of a log file that systemd makes for the unit of a service.
fn mode_of_unit(service: &Service<'_>) -> u32 {
    match service.umask.value {
        Umask::Mask(mask) => 0o666 & !mask,
        Umask::Managers => 0o644,
    }
}

/// The paths of a stream that is appended to a file, one for each instance; none where they are not known or not absolute.
fn paths<'a>(service: &Service<'a>, output: for<'s> fn(&'s Service<'a>) -> &'s Output<'a>) -> Vec<Arc<str>> {
    let path = |service: &Service<'a>| match output(service) {
        Output::File(path) | Output::FileAndJournal(path) => {
            let path = path.as_str().filter(|path| path.starts_with('/'))?;
            Some(Arc::from(&*without_parents(path)))
        }
        _ => None,
    };
    match &service.instances.value {
        Instances::One => path(service).into_iter().collect(),
        Instances::Each(all) => (0..all.len()).filter_map(|at| path(&service.of_instance(at))).collect(),
    }
}

/// Adds the folder of a log, if it may have to be made and is new.
fn add_folder(path: &str, folders: &mut BTreeSet<String>) {
    if let Some(folder) = folder(path)
        && !folders.contains(folder)
    {
        folders.insert(folder.to_owned());
    }
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
    let file = first.rsplit('/').next().unwrap_or(first);
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let name: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || matches!(c, '-' | '_') { c } else { '_' })
        .collect();
    if name.trim_matches(['-', '_']).is_empty() { "supervisord".to_owned() } else { name }
}

/// A text for a comment: on its line, whatever it holds.
fn plain(text: &str) -> String {
    text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
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
