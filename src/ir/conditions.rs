//! Conditions that are checked before a program is started.

use super::Text;

/// A condition of a start: it holds if one of its checks does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition<'a> {
    /// The checks. systemd: a single one, or all that are marked with `|`.
    pub any_of: Vec<Check<'a>>,
    /// What happens if no check succeeds.
    pub if_unmet: IfUnmet,
}

/// A single check, nearly always of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check<'a> {
    /// The property that is checked.
    pub kind: CheckKind,
    /// Whether the result is negated. systemd: `!`.
    pub is_negated: bool,
    /// The path that is checked, or the argument of the check.
    pub path: Text<'a>,
}

/// What happens to a start whose condition does not hold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IfUnmet {
    /// It is skipped, which does not count as a failure. systemd: `Condition…=`.
    Skips,
    /// It is refused, and the requester is informed that it failed. systemd: `Assert…=`.
    Refuses,
    /// The program exits immediately with this status, and the usual consequences of that status follow. supervisord: a
    /// shell's `exit`.
    Exits(u8),
}

macro_rules! check_kinds {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal;)*) => {
        /// The property that a [`Check`] tests, nearly always of a path.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub enum CheckKind {
            $($(#[doc = $doc])* $variant,)*
        }

        impl CheckKind {
            /// All properties.
            pub const ALL: &'static [Self] = &[$(Self::$variant,)*];

            /// Its name in the JSON form of the model: what follows `Condition` and `Assert` in systemd's directives.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }
        }
    };
}

check_kinds! {
    /// Whether it exists.
    Exists = "PathExists";
    /// Whether something matches it as a glob pattern.
    MatchExists = "PathExistsGlob";
    /// Whether it is a directory.
    IsDirectory = "PathIsDirectory";
    /// Whether it is a symbolic link.
    IsSymbolicLink = "PathIsSymbolicLink";
    /// Whether something is mounted there.
    IsMountPoint = "PathIsMountPoint";
    /// Whether its file system is writable.
    IsReadWrite = "PathIsReadWrite";
    /// Whether it is a directory with an entry that is not hidden.
    DirectoryNotEmpty = "DirectoryNotEmpty";
    /// Whether it is a file that is not empty.
    FileNotEmpty = "FileNotEmpty";
    /// Whether it, which is not a path, is on the kernel's command line: `quiet`, `root=/dev/sda1`, or the name of
    /// `root=…`.
    KernelCommandLine = "KernelCommandLine";
    /// Whether it is an executable file.
    FileIsExecutable = "FileIsExecutable";
}
