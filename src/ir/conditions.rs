//! What is asked before a program is started.

use super::Text;

/// Something that must hold for a start: one of several checks is enough.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The checks. systemd: one, or all those with `|`.
    pub any_of: Vec<Check<'a>>,
    /// What comes of it when none holds.
    pub otherwise: Otherwise,
}

/// One look at the file system.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// What is asked.
    pub asks: Asks,
    /// Whether it must not be so. systemd: `!`.
    pub is_negated: bool,
    /// Of which path.
    pub path: Text<'a>,
}

/// What becomes of a start whose condition does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Otherwise {
    /// There is no start, and nobody calls that a failure. systemd: `Condition…=`.
    Skips,
    /// There is no start, and whoever asked for it is told that it failed. systemd: `Assert…=`.
    Refuses,
    /// The program ends at once with this exit code, and what follows is what follows such an end. supervisord: a shell's
    /// `exit`.
    Exits(u8),
}

macro_rules! asks {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal;)*) => {
        /// What a [`Check`] asks, nearly always of a path.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Asks {
            $($(#[doc = $doc])* $variant,)*
        }

        impl Asks {
            /// All of them.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// What follows `Condition` and `Assert` in systemd's names.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

asks! {
    /// Whether it exists.
    Exists = "PathExists";
    /// Whether something matches it, which is a pattern of paths.
    MatchExists = "PathExistsGlob";
    /// Whether it is a directory.
    IsDirectory = "PathIsDirectory";
    /// Whether it is a symbolic link.
    IsSymbolicLink = "PathIsSymbolicLink";
    /// Whether something is mounted there.
    IsMountPoint = "PathIsMountPoint";
    /// Whether its file system can be written to.
    IsReadWrite = "PathIsReadWrite";
    /// Whether it is a directory with something in it that is not hidden.
    DirectoryNotEmpty = "DirectoryNotEmpty";
    /// Whether it is a file with something in it.
    FileNotEmpty = "FileNotEmpty";
    /// Whether it is no path but a word of the kernel's command line: `quiet`, `root=/dev/sda1`, the name of `root=…`.
    KernelCommandLine = "KernelCommandLine";
    /// Whether it is a file that can be executed.
    FileIsExecutable = "FileIsExecutable";
}
