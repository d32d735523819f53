//! The machine that a configuration is for: its paths, users and groups.
//!
//! It is queried only if a [`Host`] is passed to the linter (`check --host`): without one, results never depend on
//! where the library runs. All access goes through [`Files`], so that a directory can stand in for the machine
//! (`--root`), and memory in tests. Nothing is guessed: where the answer is not known, nothing is reported.

use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;

use crate::source::{Files, Found};

/// The file system, accounts and search path of a machine.
pub struct Host {
    files: Box<dyn Files>,
    users: Accounts,
    groups: Accounts,
    search_path: String,
}

/// The users or the groups of a machine.
#[derive(Debug, Default)]
struct Accounts {
    names: BTreeSet<String>,
    ids: BTreeSet<u32>,
    /// Whether the lists are complete: a directory service may know further accounts.
    is_complete: bool,
}

/// The search path for programs unless something else sets one: systemd's own `PATH`, and what supervisord is usually
/// started with.
pub const DEFAULT_PATH: &str = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

impl Host {
    /// Reads the users and groups of a machine from its `/etc/passwd` and `/etc/group`. `search_path` is the `PATH` that its
    /// daemons are started with.
    #[must_use]
    pub fn new(files: Box<dyn Files>, search_path: impl Into<String>) -> Self {
        let users = Accounts::read(&*files, "passwd", &["root", "nobody"]);
        let groups = Accounts::read(&*files, "group", &["root", "nobody", "nogroup"]);
        Self { files, users, groups, search_path: search_path.into() }
    }

    /// What exists at an absolute path; symbolic links are followed. A relative path depends on where a daemon is
    /// started, so it is unknown.
    #[must_use]
    pub fn find(&self, path: &str) -> Found {
        if path.starts_with('/') { self.files.find(Path::new(path)) } else { Found::Unknown }
    }

    /// The file system of the machine.
    #[must_use]
    pub fn files(&self) -> &dyn Files {
        &*self.files
    }

    /// Whether a user of this name exists; `None` if that is not known.
    #[must_use]
    pub fn has_user(&self, name: &str) -> Option<bool> {
        self.users.answer(self.users.names.contains(name))
    }

    /// Whether a user with this number exists; `None` if that is not known.
    #[must_use]
    pub fn has_user_id(&self, id: u32) -> Option<bool> {
        self.users.answer(self.users.ids.contains(&id))
    }

    /// Whether a group of this name exists; `None` if that is not known.
    #[must_use]
    pub fn has_group(&self, name: &str) -> Option<bool> {
        self.groups.answer(self.groups.names.contains(name))
    }

    /// Whether a group with this number exists; `None` if that is not known.
    #[must_use]
    pub fn has_group_id(&self, id: u32) -> Option<bool> {
        self.groups.answer(self.groups.ids.contains(&id))
    }

    /// The `PATH` that daemons are started with.
    #[must_use]
    pub fn search_path(&self) -> &str {
        &self.search_path
    }

    /// Looks a program up in the directories of a `PATH`; the first entry that exists counts, whatever its type. The
    /// result is unknown where a directory on the way cannot be read or has an empty name, which means the working
    /// directory of the daemon.
    #[must_use]
    pub fn search(&self, program: &str, path: &str) -> Found {
        let in_directory = |directory: &str| match directory {
            "" => Found::Unknown,
            _ => self.find(&format!("{directory}/{program}")),
        };
        path.split(':').map(in_directory).find(|found| *found != Found::Nothing).unwrap_or(Found::Nothing)
    }
}

impl fmt::Debug for Host {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { files: _, users, groups, search_path } = self;
        let mut shown = f.debug_struct("Host");
        shown.field("users", users).field("groups", groups).field("search_path", search_path).finish()
    }
}

impl Accounts {
    /// Reads `/etc/passwd` or `/etc/group`. `synthesized` are the names that `nss-systemd` synthesizes where no file has them.
    fn read(files: &dyn Files, database: &str, synthesized: &[&str]) -> Self {
        let read = |name: &str| files.read(Path::new(name)).ok();
        let Some(bytes) = read(&format!("/etc/{database}")) else { return Self::default() };
        let mut accounts = Self { names: BTreeSet::new(), ids: BTreeSet::new(), is_complete: true };
        // NAME:PASSWORD:NUMBER:…, see passwd(5) and group(5).
        for line in String::from_utf8_lossy(&bytes).lines() {
            let mut fields = line.split(':');
            accounts.names.extend(fields.next().map(str::to_owned));
            accounts.ids.extend(fields.nth(1).and_then(|id| id.parse::<u32>().ok()));
        }
        let services = read("/etc/nsswitch.conf").unwrap_or_default();
        for service in services_of(&String::from_utf8_lossy(&services), database) {
            match service {
                "files" | "compat" => {}
                "systemd" => {
                    accounts.names.extend(synthesized.iter().map(|name| (*name).to_owned()));
                    accounts.ids.extend([0, 65534]);
                }
                _ => accounts.is_complete = false,
            }
        }
        accounts
    }

    fn answer(&self, is_listed: bool) -> Option<bool> {
        (is_listed || self.is_complete).then_some(is_listed)
    }
}

/// The services that nsswitch.conf(5) lists for a database: `passwd: files [NOTFOUND=return] sss`. A database without a
/// line is looked up in files only.
fn services_of<'a>(text: &'a str, database: &str) -> impl Iterator<Item = &'a str> {
    let lines = text.lines().filter_map(|line| line.split('#').next()?.split_once(':'));
    let own = lines.filter(move |(name, _)| name.trim() == database).map(|(_, services)| services);
    own.flat_map(str::split_whitespace).filter(|word| !word.starts_with('['))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Memory;

    fn host(nsswitch: &str) -> Host {
        let files = Memory::new()
            .with("/etc/passwd", "root:x:0:0:root:/root:/bin/sh\nweb:x:1000:1000::/srv:/bin/sh\n")
            .with("/etc/group", "root:x:0:\nadm:x:4:syslog\n")
            .with("/etc/nsswitch.conf", nsswitch)
            .with("/usr/bin/app", "#!/bin/sh\n")
            .with("/opt/app/readme", "");
        Host::new(Box::new(files), DEFAULT_PATH)
    }

    #[test]
    fn users_and_groups_have_names_and_numbers() {
        let host = host("passwd: files\n");
        assert_eq!([host.has_user("web"), host.has_user("db")], [Some(true), Some(false)]);
        assert_eq!([host.has_user_id(1000), host.has_user_id(1001)], [Some(true), Some(false)]);
        assert_eq!([host.has_group("adm"), host.has_group("web")], [Some(true), Some(false)]);
        assert_eq!([host.has_group_id(4), host.has_group_id(5)], [Some(true), Some(false)]);
    }

    #[test]
    fn a_directory_service_may_know_more_users() {
        let host = host("passwd: files [NOTFOUND=continue] sss # more\ngroup: files\n");
        assert_eq!([host.has_user("web"), host.has_user("db")], [Some(true), None]);
        assert_eq!(host.has_group("db"), Some(false));
    }

    #[test]
    fn nss_systemd_provides_nobody() {
        assert_eq!(host("passwd: files systemd\n").has_user("nobody"), Some(true));
        assert_eq!(host("passwd: compat\n").has_user("nobody"), Some(false));
    }

    #[test]
    fn without_etc_passwd_nothing_is_known() {
        let host = Host::new(Box::new(Memory::new()), DEFAULT_PATH);
        assert_eq!([host.has_user("web"), host.has_user_id(0)], [None, None]);
    }

    #[test]
    fn the_first_match_in_the_search_path_wins() {
        let host = host("");
        assert_eq!(host.search("app", DEFAULT_PATH), Found::File { executable: true });
        assert_eq!(host.search("app", "/opt:/usr/bin"), Found::Directory);
        assert_eq!(host.search("app", "/bin"), Found::Nothing);
        assert_eq!(host.search("app", "bin:/usr/bin"), Found::Unknown);
        // The working directory, not the root directory.
        assert_eq!(host.search("etc/passwd", ":/usr/bin"), Found::Unknown);
    }
}
