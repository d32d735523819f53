//! `supervisord-directory-with-nodaemon`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::octal;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags `directory` or `umask` in `[supervisord]` with `nodaemon=true`.
    ///
    /// ## Why
    ///
    /// supervisord changes to the directory, and sets the mask, while it goes to the background. In the foreground it
    /// does neither: it stays in the directory that it was started in, and so do its programs.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [supervisord]
    /// nodaemon=true
    /// directory=/tmp
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [supervisord]
    /// nodaemon=false
    /// directory=/tmp
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `_daemonize`; run.
    pub static SUPERVISORD_DIRECTORY_WITH_NODAEMON = {
        name: "supervisord-directory-with-nodaemon",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::Supervisord], check),
    }
}

/// The mask of the sample file, which nearly every process has anyway.
const USUAL_MASK: i64 = 0o022;

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(nodaemon) = context.entry(Name::Nodaemon) else { return };
    if context.flag(Name::Nodaemon) != Some(true) {
        return;
    }
    for name in [Name::Directory, Name::Umask] {
        // What `[DEFAULT]` sets is meant for programs.
        let Some(entry) = context.entry(name).filter(|entry| context.owns(entry)) else { continue };
        let mask = context.expanded(name).and_then(|text| octal::parse(&text).ok());
        if name == Name::Umask && mask == Some(USUAL_MASK) {
            continue;
        }
        sink.add(
            SUPERVISORD_DIRECTORY_WITH_NODAEMON
                .at(entry.id.file, entry.item.name, format!("{name} has no effect with nodaemon=true"))
                .label("not applied")
                .help(format!("supervisord applies it while it goes to the background. Set {name} in the programs, or where supervisord is started."))
                .related(nodaemon.id.file, nodaemon.item.name, "it stays in the foreground"),
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let found = supervisord(&SUPERVISORD_DIRECTORY_WITH_NODAEMON, &format!("[supervisord]\n{lines}\n"));
        found.into_iter().map(|found| found.text).collect()
    }

    #[test]
    fn directory_and_umask_are_flagged_in_the_foreground() {
        assert_eq!(found("nodaemon=yes\numask=077\ndirectory=/srv"), ["umask", "directory"]);
    }

    #[test]
    fn a_daemonized_supervisord_passes() {
        assert!(found("directory=/srv").is_empty() && found("nodaemon=0\ndirectory=/srv").is_empty());
    }

    #[test]
    fn the_default_umask_passes() {
        assert!(found("nodaemon=true\numask=022").is_empty());
        assert!(found("nodaemon=true\numask=0022").is_empty());
    }

    #[test]
    fn a_directory_in_default_passes() {
        let text = "[DEFAULT]\ndirectory=/srv\n[supervisord]\nnodaemon=true\n";
        assert!(supervisord(&SUPERVISORD_DIRECTORY_WITH_NODAEMON, text).is_empty());
    }
}
