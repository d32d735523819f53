//! The row of an option, and what its columns may say.

use super::{Name, SectionKind, generated};
use crate::passage::Passage;

/// What is known of an option of one kind of section. Source: `options.py` of 4.3.0, run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OptionRow {
    /// The kind of section.
    pub section: SectionKind,
    /// The name.
    pub name: Name,
    /// What its value is.
    pub kind: OptionKind,
    /// The value that holds when it is not written; in words where it is not a value, empty for none.
    pub(super) default: Passage,
    /// Whether supervisord refuses the section without it.
    pub required: bool,
    /// Which `%(name)s` its value may hold.
    pub expansions: Expansions,
    /// How often the value is expanded: `%%` stands for `%` once, `%%%%` twice.
    pub passes: u8,
    /// The release that brought it: `3.0a11`.
    pub(super) since: Passage,
}

impl OptionRow {
    /// The value that holds when it is not written; in words where it is not a value, empty for none.
    #[must_use]
    pub fn default(&self) -> &'static str {
        self.default.of(generated::TEXT)
    }

    /// The release that brought it: `3.0a11`.
    #[must_use]
    pub fn since(&self) -> &'static str {
        self.since.of(generated::TEXT)
    }

    /// The row's number: the rows are numbered without a gap from 0.
    #[must_use]
    pub fn id(&self) -> OptionId {
        let id = generated::INDEX[self.section as usize][self.name as usize];
        OptionId(u16::from(id).saturating_sub(1))
    }
}

/// The number of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OptionId(pub u16);

/// What the value of an option is, and so which reader reads it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum OptionKind {
    /// `true`, `yes`, `on`, `1` and their opposites, any case.
    Boolean,
    /// A number as Python's `int()` takes it, both ends included.
    Integer {
        /// The smallest that is not refused.
        min: i64,
        /// The largest that is not refused.
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
    /// A command line, split like a POSIX shell would, without being run by one.
    Command,
    /// The template of a process's name.
    ProcessName,
    /// `KEY="value"` pairs, separated by commas.
    Environment,
    /// A log file, or one of the words `AUTO`, `NONE`, `OFF`, `syslog`.
    Logfile,
    /// supervisord's own log file; of the words only `syslog` is one.
    MainLogfile,
    /// A level of supervisord's own log.
    LogLevel,
    /// The name or number of a user of this machine.
    User,
    /// A user, or `user:group`.
    UserGroup,
    /// A password, in clear or as `{SHA}` with 40 hexadecimal digits.
    Password,
    /// Any text.
    String,
    /// A path.
    Path,
    /// A path whose folder must exist.
    PathInExistingDirectory,
    /// A folder that must exist.
    ExistingDirectory,
    /// A folder that is not looked at before a process starts in it.
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
    /// Patterns of paths, separated by blanks.
    GlobList,
    /// `module:callable`.
    ImportSpec,
}

/// Which `%(name)s` a value may hold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Expansions(u8);

impl Expansions {
    /// `ENV_NAME` of supervisord's environment, and in what makes processes of `[supervisord] environment`.
    pub const ENV: Self = Self(1);
    /// `here`: the folder of the file.
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
    /// `ENV_NAME` of the section's own `environment`.
    pub const OWN_ENVIRONMENT: Self = Self(1 << 7);

    const NAMES: [(Self, &'static str); 6] = [
        (Self::GROUP_NAME, "group_name"),
        (Self::HERE, "here"),
        (Self::HOST_NODE_NAME, "host_node_name"),
        (Self::NUMPROCS, "numprocs"),
        (Self::PROCESS_NUM, "process_num"),
        (Self::PROGRAM_NAME, "program_name"),
    ];

    /// All of these.
    #[must_use]
    pub const fn of(several: &[Self]) -> Self {
        let (mut all, mut at) = (0, 0);
        while at < several.len() {
            all |= several[at].0;
            at += 1;
        }
        Self(all)
    }

    /// These, but not those of `other`.
    #[must_use]
    pub const fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Whether it holds all of `other`.
    #[must_use]
    pub const fn contains(self, other: Self) -> bool {
        self.0 & other.0 == other.0
    }

    /// Whether `%(name)s` can be expanded, if every variable of the environment is set.
    #[must_use]
    pub fn knows(self, name: &str) -> bool {
        if name.starts_with("ENV_") {
            return self.contains(Self::ENV) || self.contains(Self::OWN_ENVIRONMENT);
        }
        self.names().any(|known| known == name)
    }

    /// The names without `ENV_…`, sorted as supervisord lists them.
    pub fn names(self) -> impl Iterator<Item = &'static str> {
        Self::NAMES.into_iter().filter(move |(bit, _)| self.contains(*bit)).map(|(_, name)| name)
    }
}

/// An option or a section that a third-party plugin reads and supervisord does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PluginOption {
    /// The header, or its part up to the colon, `program:`.
    pub section: &'static str,
    /// The option's name; empty for a whole section.
    pub name: &'static str,
    /// The plugin's package.
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
