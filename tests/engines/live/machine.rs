//! A box in which this machine's systemd is PID 1: `box.sh` boots it, and it ends together with its creator.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::OnceLock;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::super::oracle;

/// A running box.
pub(super) struct Machine {
    /// The number of its PID 1 on this machine.
    pid: u32,
    /// The directory that is `/box` inside.
    pub(super) share: PathBuf,
    /// The path inside of the Python that has supervisor.
    pub(super) python: PathBuf,
    /// Ends when its standard input is closed.
    keeper: Child,
}

/// Why there is no box.
enum Unavailable {
    /// Something can be installed.
    Package(String),
    /// The kernel or the user does not allow it.
    Machine(String),
}

/// The box that all cases share; `None`, after printing the reason, if that is not possible.
pub(super) fn shared() -> Option<&'static Machine> {
    static MACHINE: OnceLock<Option<Machine>> = OnceLock::new();
    MACHINE.get_or_init(|| start(&[])).as_ref()
}

/// Boots a box with these units installed, and enabled if possible.
pub(super) fn start(units: &[(String, String)]) -> Option<Machine> {
    let python = oracle::python()?;
    match boot(units, Path::new(python)) {
        Ok(machine) => Some(machine),
        Err(Unavailable::Package(what)) => {
            super::super::skip(&format!("box with a systemd in it: {what}"), "as root on Linux");
            None
        }
        // Nothing that could be installed would help, so it is not required.
        Err(Unavailable::Machine(why)) => {
            eprintln!("skipped: this machine cannot host a box with a systemd in it: {why}");
            None
        }
    }
}

fn boot(units: &[(String, String)], python: &Path) -> Result<Machine, Unavailable> {
    let share = tempfile::Builder::new().prefix("sysvisor-box-").tempdir().unwrap().keep();
    for directory in ["conf", "systemd/logs", "supervisord/logs"] {
        std::fs::create_dir_all(share.join(directory)).unwrap();
    }
    for directory in ["conf", "systemd/logs", "supervisord/logs"] {
        let anybody = std::os::unix::fs::PermissionsExt::from_mode(0o777);
        std::fs::set_permissions(share.join(directory), anybody).unwrap();
    }
    if !units.is_empty() {
        std::fs::create_dir(share.join("boot")).unwrap();
    }
    for (name, text) in units {
        std::fs::write(share.join("boot").join(name), text).unwrap();
    }
    std::fs::copy(probe(), share.join("probe")).unwrap();
    let (inside, mount) = oracle::inside(python);
    let mut command = Command::new("sh");
    command.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/live/box.sh")).arg(&share);
    command.args(mount);
    // Its own process group: an interrupt from the keyboard ends the tests, and they end the box.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    let mut keeper =
        command.stdin(Stdio::piped()).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    let deadline = Instant::now() + Duration::from_secs(60);
    while !share.join("ready").exists() {
        if keeper.try_wait().unwrap().is_some() || Instant::now() > deadline {
            drop(keeper.stdin.take());
            let output = keeper.wait_with_output().unwrap();
            let why = String::from_utf8_lossy(&output.stderr).trim().to_owned();
            return Err(match output.status.code() {
                Some(68) => Unavailable::Package(why),
                Some(69) => Unavailable::Machine(why),
                _ => panic!("the box did not boot: {why}"),
            });
        }
        sleep(Duration::from_millis(5));
    }
    let pid = std::fs::read_to_string(share.join("pid")).unwrap().trim().parse().unwrap();
    Ok(Machine { pid, share, python: inside, keeper })
}

/// The probe. `cargo test` builds it with the other examples, unless only this test binary was requested.
fn probe() -> PathBuf {
    let tests = std::env::current_exe().unwrap();
    let path = tests.parent().unwrap().with_file_name("examples").join("probe");
    let changed = |path: &Path| std::fs::metadata(path).and_then(|metadata| metadata.modified()).ok();
    let source = changed(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/live/probe.rs")));
    if changed(&path).is_none_or(|built| source.is_some_and(|source| source > built)) {
        let mut build = Command::new(env!("CARGO"));
        build.args(["build", "--quiet", "--locked", "--example", "probe"]);
        if path.components().any(|part| part.as_os_str() == "release") {
            build.arg("--release");
        }
        assert!(build.current_dir(env!("CARGO_MANIFEST_DIR")).status().unwrap().success());
    }
    path
}

impl Machine {
    /// A command to run inside, with a small environment.
    pub(super) fn inside(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command
            .args(["--target", &self.pid.to_string()])
            .args(["--mount", "--uts", "--ipc", "--pid", "--cgroup", "--root", "--wd", "--"])
            .arg(program)
            .env_clear()
            .envs([
                ("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"),
                ("HOME", "/root"),
                ("LANG", "C.UTF-8"),
                ("SYSTEMD_PAGER", ""),
                ("SYSTEMD_COLORS", "0"),
            ])
            .stdin(Stdio::null());
        command
    }

    /// Runs a command inside and returns its output; it must succeed.
    pub(super) fn run(&self, words: &[&str]) -> String {
        let output = self.inside(words[0]).args(&words[1..]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {error}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// Sends a signal to processes inside; errors for processes that have ended are ignored.
    pub(super) fn kill(&self, signal: &str, pids: &[String]) {
        if !pids.is_empty() {
            let words = format!("kill -s {signal} {}", pids.join(" "));
            self.inside("sh").args(["-c", &words]).stderr(Stdio::null()).status().unwrap();
        }
    }

    /// The path on this machine of a path inside.
    pub(super) fn path(&self, inside: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{inside}", self.pid))
    }

    /// Whether a process inside exists and is not a zombie.
    pub(super) fn lives(&self, pid: u64) -> bool {
        let stat = std::fs::read_to_string(self.path(&format!("/proc/{pid}/stat"))).unwrap_or_default();
        stat.rsplit_once(") ").is_some_and(|(_, rest)| !rest.starts_with(['Z', 'X']))
    }
}

impl Drop for Machine {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}
