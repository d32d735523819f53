//! Applies logrotate rules and tmpfiles.d lines to the logs of services.

use crate::ir::{Deployment, Instances, Output, Rotation, Service, Text};
use crate::source::Map;
use crate::systemd::logrotate::Rule;
use crate::systemd::tmpfiles::Line;

/// Sets the rotation of each log file from its rule, if it is the same for all instances of a service.
pub fn apply_rotation(deployment: &mut Deployment<'_>, rules: &[Rule]) {
    let rules: Map<&str, Rotation> = by_path(rules);
    for service in &mut deployment.services {
        let of = |output: &Output<'_>| {
            if let (Output::File(path), Instances::One) = (output, &service.instances.value) {
                return rules.get(path.as_str()?).copied();
            }
            let mut found = paths(service, output).into_iter().map(|path| rules.get(path?.as_str()).copied());
            let first = found.next()??;
            found.all(|other| other == Some(first)).then_some(first)
        };
        let stdout = of(&service.stdout.value);
        // Output joined to standard output goes to the same file.
        let stderr = match &service.stderr.value {
            Output::SameAsStdout => stdout,
            other => of(other),
        };
        service.stdout_rotation.value = stdout.unwrap_or(Rotation::None);
        service.stderr_rotation.value = stderr.unwrap_or(Rotation::None);
    }
}

/// Sets the access mode of a service's log files from the tmpfiles.d lines that create them, if it is the same for all
/// of them.
pub fn apply_file_modes(deployment: &mut Deployment<'_>, lines: &[Line]) {
    let mut by_path = Map::new();
    for line in lines.iter().filter(|line| !line.is_directory) {
        by_path.get_or_insert_with(line.path.as_str(), || line.mode);
    }
    if by_path.is_empty() {
        return;
    }
    let mode = |path: &str| by_path.get(path).copied();
    for service in &mut deployment.services {
        let outputs = [&service.stdout.value, &service.stderr.value].into_iter();
        let paths: Vec<String> = outputs.flat_map(|output| paths(service, output)).flatten().collect();
        let mut modes = paths.iter().map(|path| mode(path));
        if let Some(Some(first)) = modes.next()
            && modes.all(|other| other == Some(first))
        {
            service.logs_mode.value = Some(first);
        }
    }
}

/// The files of an output, one per process; `None` for a path that is not known, empty if the output is not a file.
fn paths<'a>(service: &Service<'a>, output: &Output<'a>) -> Vec<Option<String>> {
    let Output::File(whole) = output else { return Vec::new() };
    let path = |text: &Text<'_>| text.as_str().map(str::to_owned);
    match &service.instances.value {
        Instances::One => vec![path(whole)],
        Instances::Each(all) => {
            (0..all.len()).map(|at| path(&service.text_for_instance(whole, at))).collect()
        }
    }
}

/// The rotation of the first rule of each path.
fn by_path(rules: &[Rule]) -> Map<&str, Rotation> {
    let mut all = Map::new();
    for rule in rules {
        let rotation = Rotation::CopyTruncate { bytes: rule.bytes, backups: rule.backups };
        rule.paths.iter().for_each(|path| _ = all.get_or_insert_with(&**path, || rotation));
    }
    all
}
