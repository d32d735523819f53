//! A container with supervisord as its first process: `container.sh` creates it, and it ends together with its creator.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Mutex};
use std::thread::{JoinHandle, sleep};
use std::time::{Duration, Instant};

use super::super::oracle;

/// How long supervisord and its programs may take for anything.
const TIMEOUT: Duration = Duration::from_secs(30);

/// A running container.
pub(super) struct Container {
    /// The PID of its first process on this machine.
    pid: u32,
    /// The directory with `/etc/supervisord.conf` and other files that are copied over those of the machine.
    pub(super) share: PathBuf,
    /// The path inside of the Python that has supervisor.
    python: PathBuf,
    /// Its output: standard output and error.
    log: Arc<Mutex<Vec<u8>>>,
    listeners: Vec<JoinHandle<()>>,
    /// Ends when its standard input is closed.
    keeper: Child,
}

impl Container {
    /// Starts a container; `None`, after printing the reason, if that is not possible.
    pub(super) fn start(share: &Path) -> Option<Self> {
        let (python, mount) = oracle::inside(Path::new(oracle::python()?));
        let mut command = Command::new("sh");
        command
            .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/distribution/container.sh"))
            .arg(share)
            .arg(&python)
            .args(mount);
        // Its own process group: an interrupt from the keyboard ends the tests, and they end the container.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut keeper =
            command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let log = Arc::new(Mutex::new(Vec::new()));
        let streams: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(keeper.stdout.take().unwrap()), Box::new(keeper.stderr.take().unwrap())];
        let listeners = streams.into_iter().map(|stream| listen(stream, &log)).collect();
        let mut container = Self { pid: 0, share: share.to_owned(), python, log, listeners, keeper };
        let file = share.join("out/pid");
        let deadline = Instant::now() + TIMEOUT;
        while container.pid == 0 {
            container.pid =
                std::fs::read_to_string(&file).ok().and_then(|pid| pid.trim().parse().ok()).unwrap_or(0);
            let Some(status) = container.keeper.try_wait().unwrap() else {
                assert!(Instant::now() < deadline, "the container did not start: {}", container.log());
                sleep(Duration::from_millis(20));
                continue;
            };
            let why = container.log();
            match status.code() {
                Some(68) => super::super::skip(&format!("container: {}", why.trim()), "as root on Linux"),
                // Nothing that could be installed would help, so it is not required.
                Some(69) => eprintln!("skipped: this machine cannot host a container: {}", why.trim()),
                _ => panic!("the container did not start: {why}"),
            }
            return None;
        }
        Some(container)
    }

    /// A command to run inside.
    pub(super) fn inside(&self, program: &str) -> Command {
        let mut command = Command::new("nsenter");
        command
            .args(["--target", &self.pid.to_string()])
            .args(["--mount", "--uts", "--ipc", "--pid", "--net", "--root", "--wd", "--"])
            .arg(program)
            .env_clear()
            .env("PATH", "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin")
            .stdin(Stdio::null());
        command
    }

    /// Runs a command inside and returns its output; it must succeed.
    pub(super) fn run(&self, words: &[&str]) -> String {
        let output = self.inside(words[0]).args(&words[1..]).output().unwrap();
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{words:?}: {error}\n{}", self.log());
        String::from_utf8_lossy(&output.stdout).into_owned()
    }

    /// The output of `supervisorctl`; the configuration has the address of supervisord.
    pub(super) fn supervisorctl(&self, words: &[&str]) -> String {
        let mut command = self.inside(self.python.to_str().unwrap());
        command.args(["-m", "supervisor.supervisorctl", "-c", "/etc/supervisord.conf"]).args(words);
        String::from_utf8(command.output().unwrap().stdout).unwrap()
    }

    /// The PID of a program according to supervisord; `None` unless it is RUNNING.
    fn running(&self, program: &str) -> Option<u32> {
        let status = self.supervisorctl(&["status", program]);
        let words: Vec<&str> = status.split_whitespace().collect();
        match words.as_slice() {
            [_, "RUNNING", "pid", pid, ..] => pid.trim_end_matches(',').parse().ok(),
            _ => None,
        }
    }

    /// Waits until a program runs, and returns its PID.
    pub(super) fn wait_until_it_runs(&self, program: &str) -> u32 {
        self.wait(program, |_| true)
    }

    /// Waits until a program runs with another PID.
    pub(super) fn wait_until_it_is_another(&self, program: &str, before: u32) {
        self.wait(program, |pid| pid != before);
    }

    fn wait(&self, program: &str, is_right: impl Fn(u32) -> bool) -> u32 {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            if let Some(pid) = self.running(program).filter(|pid| is_right(*pid)) {
                return pid;
            }
            assert!(
                Instant::now() < deadline,
                "{program} is not running: {}\n{}",
                self.supervisorctl(&["status"]),
                self.log()
            );
            sleep(Duration::from_millis(100));
        }
    }

    /// The processes inside except supervisord, with their commands.
    pub(super) fn processes(&self) -> Vec<String> {
        // The shell that lists them is one of them.
        let script = "for one in /proc/[0-9]*; do [ ${one#/proc/} = 1 ] || [ ${one#/proc/} = $$ ] || \
                      { tr '\\0' ' ' <$one/cmdline; echo; }; done 2>/dev/null || :";
        self.run(&["sh", "-c", script])
            .lines()
            .filter(|line| !line.trim().is_empty())
            .map(str::to_owned)
            .collect()
    }

    /// The path on this machine of a path inside.
    pub(super) fn path(&self, inside: &str) -> PathBuf {
        PathBuf::from(format!("/proc/{}/root{inside}", self.pid))
    }

    /// The output so far.
    pub(super) fn log(&self) -> String {
        String::from_utf8_lossy(&self.log.lock().unwrap()).into_owned()
    }

    /// Ends the container as a container engine does, by SIGTERM to the first process; returns its exit status and all
    /// output.
    pub(super) fn terminate(mut self) -> (Option<i32>, String) {
        self.run(&["kill", "-TERM", "1"]);
        let deadline = Instant::now() + TIMEOUT;
        let status = loop {
            if let Some(status) = self.keeper.try_wait().unwrap() {
                break status;
            }
            assert!(Instant::now() < deadline, "supervisord did not exit: {}", self.log());
            sleep(Duration::from_millis(20));
        };
        for listener in self.listeners.drain(..) {
            listener.join().unwrap();
        }
        (status.code(), self.log())
    }
}

impl Drop for Container {
    fn drop(&mut self) {
        drop(self.keeper.stdin.take());
        let _ = self.keeper.wait();
    }
}

fn listen(mut stream: Box<dyn std::io::Read + Send>, log: &Arc<Mutex<Vec<u8>>>) -> JoinHandle<()> {
    let log = Arc::clone(log);
    std::thread::spawn(move || {
        let mut bytes = [0; 4096];
        while let Ok(count @ 1..) = stream.read(&mut bytes) {
            log.lock().unwrap().extend_from_slice(&bytes[..count]);
        }
    })
}
