//! How options are expanded.

use crate::lint::SupervisorVersion;
use crate::lint::readers::values::is_checked;
use crate::supervisord::options::{Expansions, Name, OptionKind, OptionRow, SectionKind};

/// How an option is expanded.
#[derive(Clone, Copy, Debug)]
pub(in crate::lint::readers) struct ExpansionRules<'n> {
    /// The option's name.
    pub(super) name: &'n str,
    /// Whether supervisord leaves out the section when it names the option.
    pub(super) omits_section: bool,
    /// The names that the value may use.
    pub(super) names: Expansions,
    /// The release that they are for.
    pub(super) version: SupervisorVersion,
    /// The number of times it is expanded.
    pub(super) passes: u8,
    /// Whether a percent sign can be literal: no number and no user contains one.
    pub(super) allows_percent: bool,
}

impl<'n> ExpansionRules<'n> {
    pub(in crate::lint::readers) fn for_option(row: &'n OptionRow, version: SupervisorVersion) -> Self {
        let is_daemon = row.section == SectionKind::Supervisord;
        // From 4.4 on `[supervisord] environment` is expanded once, as everything was before 3.2.
        let is_once = is_daemon && row.name == Name::Environment && version >= SupervisorVersion(4, 4)
            || version < SupervisorVersion(3, 2);
        let omits_section = row.name == Name::ProcessName || (row.name == Name::Environment && !is_daemon);
        let passes = if is_once { 1 } else { row.passes };
        let allows_percent = row.kind == OptionKind::Environment || !is_checked(row.kind);
        let names = names_of(row, version);
        Self { name: row.name.as_str(), omits_section, names, version, passes, allows_percent }
    }

    /// An option of a plugin: supervisord expands it too, with the variables of its environment.
    pub(in crate::lint::readers) fn for_plugin(name: &'n str, version: SupervisorVersion) -> Self {
        let names = if version < SupervisorVersion(3, 2) { Expansions::default() } else { Expansions::ENV };
        Self { name, omits_section: false, names, version, passes: 1, allows_percent: true }
    }

    /// Whether nothing is expanded.
    pub(in crate::lint::readers) fn is_literal(&self) -> bool {
        self.names == Expansions::default()
    }
}

/// The names that an option may use in a release.
///
/// Source: `options.py` of 3.0 and 3.1.3, where each option that is expanded says so; of 3.2.0, where all are; of
/// 4.2.0, which introduced `numprocs`.
fn names_of(row: &OptionRow, version: SupervisorVersion) -> Expansions {
    use SectionKind::{
        EventListener, FcgiProgram, Include, Program, Supervisorctl, Supervisord, UnixHttpServer,
    };
    let names = row.expansions;
    if version >= SupervisorVersion(4, 2) {
        return names;
    }
    if version >= SupervisorVersion(3, 2) {
        return names.without(Expansions::NUMPROCS);
    }
    match (row.section, row.name) {
        (
            Program | FcgiProgram | EventListener,
            Name::Command
            | Name::ProcessName
            | Name::Directory
            | Name::Environment
            | Name::StdoutLogfile
            | Name::StderrLogfile,
        ) => names.without(Expansions::NUMPROCS),
        (FcgiProgram, Name::Socket) | (Supervisord, Name::Environment) | (Include, Name::Files) => names,
        (UnixHttpServer, Name::File) | (Supervisorctl, Name::Serverurl) => Expansions::HERE,
        _ => Expansions::default(),
    }
}
