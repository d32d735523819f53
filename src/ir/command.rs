//! The main program.

use super::Text;

/// What is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    /// The words, starting with the program. supervisord: `command`, split as a POSIX shell would, without any other
    /// feature of a shell; systemd: `ExecStart=`. Empty if there is no command.
    pub argv: Vec<Text<'a>>,
    /// The program's `argv[0]`, where it differs from the first word. supervisord: none; systemd: `@`.
    pub argv0: Option<Text<'a>>,
}

impl<'a> Command<'a> {
    /// Returns the program, which is the first word.
    #[must_use]
    pub fn program(&self) -> Option<&Text<'a>> {
        self.argv.first()
    }
}

/// How the program is found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lookup<'a> {
    /// By its absolute path.
    Absolute,
    /// In the `PATH` of the manager. supervisord: that of its own environment, else `/bin:/usr/bin:/usr/local/bin`.
    SupervisordsPath,
    /// In the path that systemd was compiled with.
    SystemdsPath,
    /// In a given search path. supervisord (3.3.5 and newer): `PATH` in `environment`; systemd (250 and newer):
    /// `ExecSearchPath=`.
    Path(Text<'a>),
    /// Relative to the working directory of supervisord, whatever `directory` is.
    SupervisordsDirectory,
    /// Relative to the working directory of the program, where another program such as a shell starts it.
    ProgramsDirectory,
}
