//! What the rules of logrotate mean for the logs of the services.

use crate::ir::{Deployment, Instances, Output, Rotation, Service};
use crate::systemd::logrotate::Rule;

/// Gives each log file the rotation that a rule has for it: for all instances of a service, or none.
pub fn rotate(deployment: &mut Deployment<'_>, rules: &[Rule]) {
    for service in &mut deployment.services {
        let of = |output: fn(&Service<'_>) -> Option<String>, service: &Service<'_>| {
            let paths: Vec<Option<String>> = match &service.instances.value {
                Instances::One => vec![output(service)],
                Instances::Each(all) => (0..all.len()).map(|at| output(&service.of_instance(at))).collect(),
            };
            let mut found = paths.iter().map(|path| rotation(path.as_deref()?, rules));
            let first = found.next()??;
            found.all(|other| other == Some(first)).then_some(first)
        };
        let stdout = of(|service| path(&service.stdout.value), service);
        let stderr = of(|service| path(&service.stderr.value), service);
        service.stdout_rotation.value = stdout.unwrap_or(Rotation::None);
        service.stderr_rotation.value = stderr.unwrap_or(Rotation::None);
    }
}

fn path(output: &Output<'_>) -> Option<String> {
    match output {
        Output::File(path) => path.as_str().map(str::to_owned),
        _ => None,
    }
}

fn rotation(path: &str, rules: &[Rule]) -> Option<Rotation> {
    let rule = rules.iter().find(|rule| rule.paths.iter().any(|own| own == path))?;
    Some(Rotation::NowAndThen { bytes: rule.bytes, backups: rule.backups })
}
