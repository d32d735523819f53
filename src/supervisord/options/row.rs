//! The row of an option, and the possible values of its columns.

use super::{Name, SectionKind, generated};
use crate::text::range::TextRange;

/// The row of an option in one kind of section. Source: `options.py` of 4.3.0, executed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionRow {
    /// The kind of section.
    pub section: SectionKind,
    /// The name of the option.
    pub name: Name,
    /// The kind of its value.
    pub kind: OptionKind,
    /// The value that is used if the option is not set; a description if it is not a value, empty for none.
    pub(super) default: TextRange,
    /// Whether supervisord refuses the section if the option is missing.
    pub required: bool,
    /// The `%(name)s` that the value may contain.
    pub expansions: Expansions,
    /// How many times the value is expanded: `%` is written as `%%` if once, as `%%%%` if twice.
    pub passes: u8,
    /// The release that introduced the option: `3.0a11`.
    pub(super) since: TextRange,
}

impl OptionRow {
    /// The value that is used if the option is not set; a description if it is not a value, empty for none.
    #[must_use]
    pub fn default(&self) -> &'static str {
        self.default.slice(generated::TEXT)
    }

    /// The release that introduced the option: `3.0a11`.
    #[must_use]
    pub fn since(&self) -> &'static str {
        self.since.slice(generated::TEXT)
    }

    /// The number of the row; the rows are numbered consecutively from 0.
    #[must_use]
    pub fn id(&self) -> OptionId {
        let id = generated::INDEX[self.section as usize][self.name as usize];
        OptionId(u16::from(id).saturating_sub(1))
    }
}

/// The number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionId(pub u16);

/// The kind of an option's value, which determines its parser.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true`, `yes`, `on`, `1` and their opposites, in any case.
    Boolean,
    /// A number that Python's `int()` accepts, within an inclusive range.
    Integer {
        /// The smallest accepted number.
        min: i64,
        /// The largest accepted number.
        max: i64,
    },
    /// Whole seconds.
    Seconds,
    /// A number in octal digits.
    Octal,
    /// A number, optionally with `KB`, `MB` or `GB` (times 1024).
    ByteSize,
    /// A boolean or `unexpected`.
    Autorestart,
    /// Exit codes, separated by commas.
    ExitCodes,
    /// A signal's name or number.
    Signal,
    /// A command line, split like in a POSIX shell but without running one.
    Command,
    /// The template of a process's name.
    ProcessName,
    /// `KEY="value"` pairs, separated by commas.
    Environment,
    /// A log file, or one of the values `AUTO`, `NONE`, `OFF`, `syslog`.
    Logfile,
    /// supervisord's own log file; of those special values it accepts only `syslog`.
    MainLogfile,
    /// A level of supervisord's own log.
    LogLevel,
    /// The name or number of a user of this machine.
    User,
    /// A user, or `user:group`.
    UserGroup,
    /// A password, in plain text or as `{SHA}` with 40 hexadecimal digits.
    Password,
    /// Any text.
    String,
    /// A path.
    Path,
    /// A path whose directory must exist.
    PathInExistingDirectory,
    /// A directory that must exist.
    ExistingDirectory,
    /// A directory that is not checked before a process is started in it.
    Directory,
    /// `[HOST]:PORT`, `*:PORT` or `PORT`.
    InetAddress,
    /// `http://HOST:PORT` or `unix:///PATH`.
    ServerUrl,
    /// The same, or `AUTO`.
    ServerUrlOrAuto,
    /// `unix:///PATH` or `tcp://HOST:PORT`.
    FcgiSocket,
    /// Names of event types, separated by commas.
    EventList,
    /// Names of programs, separated by commas.
    ProgramList,
    /// Path patterns, separated by whitespace.
    GlobList,
    /// `module:callable`.
    ImportSpec,
}

/// The `%(name)s` that a value may contain.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expansions(u8);

impl Expansions {
    /// `ENV_NAME` from supervisord's environment and, in sections that run processes, from `[supervisord] environment`.
    pub const ENV: Self = Self(1);
    /// `here`: the directory of the file.
    pub const HERE: Self = Self(1 << 1);
    /// `program_name`
    pub const PROGRAM_NAME: Self = Self(1 << 2);
    /// `group_name`
    pub const GROUP_NAME: Self = Self(1 << 3);
    /// `host_node_name`
    pub const HOST_NODE_NAME: Self = Self(1 << 4);
    /// `process_num`
    pub const PROCESS_NUM: Self = Self(1 << 5);
    /// `numprocs`
    pub const NUMPROCS: Self = Self(1 << 6);
    /// `ENV_NAME` from the section's own `environment`.
    pub const OWN_ENVIRONMENT: Self = Self(1 << 7);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::GROUP_NAME, "group_name"),
        (Self::HERE, "here"),
        (Self::HOST_NODE_NAME, "host_node_name"),
        (Self::NUMPROCS, "numprocs"),
        (Self::PROCESS_NUM, "process_num"),
        (Self::PROGRAM_NAME, "program_name"),
    ];

    /// The union of several.
    #[must_use]
    pub const fn of(several: &[Self]) -> Self {
        let (mut all, mut at) = (0, 0);
        while at < several.len() {
            all |= several[at].0;
            at += 1;
        }
        Self(all)
    }

    /// Those that are not in `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether all of `other` are included.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether `%(name)s` can be expanded, assuming that every environment variable is set.
    #[must_use]
    pub fn knows(self, name: &str) -> bool {
        if name.starts_with("ENV_") {
            return self.contains(Self::ENV) || self.contains(Self::OWN_ENVIRONMENT);
        }
        self.names().any(|known| known == name)
    }

    /// The names except `ENV_…`, in the order in which supervisord lists them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(bit, _)| self.contains(*bit)).map(|(_, name)| name)
    }
}

/// An option or a section that a third-party plugin reads and supervisord does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PluginOption {
    /// The header, or its part up to and including the colon, `program:`.
    pub section: &'static str,
    /// The name of the option; empty for a whole section.
    pub name: &'static str,
    /// The package of the plugin.
    pub plugin: &'static str,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_listed_in_the_order_of_supervisords_messages() {
        let all = Expansions::of(&[Expansions::PROGRAM_NAME, Expansions::HERE, Expansions::ENV]);
        assert!(all.names().eq(["here", "program_name"]));
        assert!(all.knows("ENV_HOME") && all.knows("here") && !all.knows("process_num"));
    }
}
