//! What the rules of logrotate and the lines of tmpfiles.d mean for the logs of the services.

use crate::ir::{Deployment, Instances, Output, Rotation, Service};
use crate::source::Map;
use crate::systemd::logrotate::Rule;
use crate::systemd::tmpfiles::Line;

/// Gives each log file the rotation that a rule has for it: for all instances of a service, or none.
pub fn rotate(deployment: &mut Deployment<'_>, rules: &[Rule]) {
    let rules: Map<&str, Rotation> = by_path(rules);
    for service in &mut deployment.services {
        let of = |output: for<'s> fn(&'s Service<'_>) -> Option<&'s str>, service: &Service<'_>| {
            let Instances::Each(all) = &service.instances.value else {
                return rules.get(output(service)?).copied();
            };
            let paths: Vec<Option<String>> =
                (0..all.len()).map(|at| output(&service.of_instance(at)).map(str::to_owned)).collect();
            let mut found = paths.iter().map(|path| rules.get(path.as_deref()?).copied());
            let first = found.next()??;
            found.all(|other| other == Some(first)).then_some(first)
        };
        let stdout = of(|service| path(&service.stdout.value), service);
        // Joined to standard output it is in the file of that.
        let stderr = match service.stderr.value {
            Output::SameAsStdout => stdout,
            _ => of(|service| path(&service.stderr.value), service),
        };
        service.stdout_rotation.value = stdout.unwrap_or(Rotation::None);
        service.stderr_rotation.value = stderr.unwrap_or(Rotation::None);
    }
}

/// Gives the log files of a service the access mode that lines of tmpfiles.d make them with: all of them, or none.
pub fn make(deployment: &mut Deployment<'_>, lines: &[Line]) {
    let mut by_path = Map::new();
    for line in lines.iter().filter(|line| !line.is_folder) {
        by_path.get_or_insert_with(line.path.as_str(), || line.mode);
    }
    if by_path.is_empty() {
        return;
    }
    let mode = |path: &str| by_path.get(path).copied();
    for service in &mut deployment.services {
        let paths = |service: &Service<'_>| {
            let outputs = [&service.stdout.value, &service.stderr.value].into_iter();
            outputs.filter_map(path).map(str::to_owned).collect::<Vec<_>>()
        };
        let paths: Vec<String> = match &service.instances.value {
            Instances::One => paths(service),
            Instances::Each(all) => (0..all.len()).flat_map(|at| paths(&service.of_instance(at))).collect(),
        };
        let mut modes = paths.iter().map(|path| mode(path));
        if let Some(Some(first)) = modes.next()
            && modes.all(|other| other == Some(first))
        {
            service.logs_mode.value = Some(first);
        }
    }
}

fn path<'o>(output: &'o Output<'_>) -> Option<&'o str> {
    match output {
        Output::File(path) => path.as_str(),
        _ => None,
    }
}

/// What the first rule of each path says.
fn by_path(rules: &[Rule]) -> Map<&str, Rotation> {
    let mut all = Map::new();
    for rule in rules {
        let rotation = Rotation::NowAndThen { bytes: rule.bytes, backups: rule.backups };
        rule.paths.iter().for_each(|path| _ = all.get_or_insert_with(&**path, || rotation));
    }
    all
}
