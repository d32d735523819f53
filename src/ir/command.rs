//! The main program.

use super::Text;

/// What is executed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Command<'a> {
    /// The words: the program first. supervisord: `command`, split as a POSIX shell would, nothing else of a shell;
    /// systemd: `ExecStart=`. Empty when there is none.
    pub argv: Vec<Text<'a>>,
    /// What the program sees as its own name, where that is not the first word. supervisord: none; systemd: `@`.
    pub own_name: Option<Text<'a>>,
}

impl<'a> Command<'a> {
    /// The program: the first word.
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
    /// In the `PATH` of the manager. supervisord: of whoever started it, else `/bin:/usr/bin:/usr/local/bin`.
    SupervisordsPath,
    /// In the path that systemd was compiled with.
    SystemdsPath,
    /// In a given path. supervisord (3.3.5 and newer): `PATH` in `environment`; systemd (250 and newer):
    /// `ExecSearchPath=`.
    Path(Text<'a>),
    /// Relative to the directory in which supervisord runs, whatever `directory` says.
    SupervisordsDirectory,
    /// Relative to the directory in which the program runs: another program starts it, such as a shell.
    ProgramsDirectory,
}
