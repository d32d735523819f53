//! Several supervisord files that should form one deployment. The files of a `conf.d` do; a main file that includes others
//! by their path on the machine needs the root of that machine; anything else is several deployments.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::Failure;
use super::load::Loaded;
use crate::source::{Sources, dir_name};
use crate::supervisord::Config;
use crate::supervisord::kinds::glob;
use crate::supervisord::options::SectionKind;

/// Joins files that an absent main file would include into one configuration: all are in one directory, none is a main
/// file, and no section occurs in two of them. supervisord would run only one process for a section that occurs twice.
pub(super) fn join_parts(loaded: &mut Loaded) {
    let configs = &loaded.configs;
    if configs.len() < 2 || configs.iter().any(is_main) {
        return;
    }
    let directories: BTreeSet<&str> =
        configs.iter().map(|config| dir_name(name_of(config, &loaded.sources))).collect();
    let mut names = BTreeSet::new();
    let mut sections =
        configs.iter().flat_map(|config| config.sections.iter().map(move |section| (config, section)));
    let is_one = directories.len() == 1
        && sections.all(|(config, section)| names.insert(config.name_of(section, &loaded.sources).0));
    if is_one {
        let ids: Vec<_> = configs.iter().map(|config| config.files[0].id).collect();
        loaded.configs = vec![Config::of_files(&ids, &loaded.sources)];
    }
}

/// Explains why several configurations are not one deployment, and what would be.
#[must_use]
pub(super) fn several_configurations(configs: &[Config], sources: &Sources) -> Failure {
    let count = configs.len();
    let mut mains = configs.iter().filter(|config| is_main(config));
    let help = match (mains.next(), mains.next()) {
        (Some(main), None) => elsewhere(main, configs, sources),
        (None, _) => Some(
            "name the main file, whose [include] reads the others; without one, the files of one directory are read together \
             if no section appears in two of them"
                .to_owned(),
        ),
        _ => None,
    };
    Failure::with_help(
        format!("{count} supervisord configurations were given, but a deployment has one"),
        help.unwrap_or_else(|| "name the main file; its [include] reads the others".to_owned()),
    )
}

/// The advice if the main file includes others that were named, by their path on the machine.
fn elsewhere(main: &Config, configs: &[Config], sources: &Sources) -> Option<String> {
    let patterns = main.missing.iter().filter(|pattern| pattern.starts_with('/'));
    let root = patterns
        .flat_map(|pattern| configs.iter().filter_map(|config| root(pattern, name_of(config, sources))))
        .next()?;
    let root = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
    Some(format!(
        "the main file includes others by their absolute paths: name it alone, with the directory that is the machine's root: \
         --root {} {}",
        root.display(),
        name_of(main, sources)
    ))
}

/// The directory below which a file has the path that an absolute pattern asks for.
fn root(pattern: &str, name: &str) -> Option<PathBuf> {
    let wanted: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let parts: Vec<_> = Path::new(name).iter().collect();
    let (above, below) = parts.split_at_checked(parts.len().checked_sub(wanted.len())?)?;
    let is_met = |(pattern, part): (&&str, &&std::ffi::OsStr)| {
        part.to_str().is_some_and(|part| glob::matches(pattern, part))
    };
    wanted.iter().zip(below).all(is_met).then(|| above.iter().collect())
}

/// Whether supervisord is started with this file, as its sections show.
fn is_main(config: &Config) -> bool {
    [SectionKind::Supervisord, SectionKind::Include].iter().any(|kind| config.section(*kind).is_some())
}

fn name_of<'s>(config: &Config, sources: &'s Sources) -> &'s str {
    sources.get(config.files[0].id).name()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_root_is_the_part_above_the_included_path() {
        let found = |pattern: &str, name: &str| root(pattern, name).map(|root| root.display().to_string());
        let pattern = "/etc/supervisor/conf.d/*.conf";
        assert_eq!(found(pattern, "a/rootfs/etc/supervisor/conf.d/x.conf").as_deref(), Some("a/rootfs"));
        assert_eq!(found(pattern, "/srv/etc/supervisor/conf.d/x.conf").as_deref(), Some("/srv"));
        assert_eq!(found(pattern, "etc/supervisor/conf.d/x.conf").as_deref(), Some(""));
        for other in ["supervisor/conf.d/x.conf", "etc/supervisor/conf.d/x.ini", "etc/supervisor/x.conf"] {
            assert_eq!(found(pattern, other), None, "{other}");
        }
    }
}
