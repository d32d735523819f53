//! The question that each program is asked, to see that it works and not merely runs.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::Path;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::container::Container;

/// How long a program may take to answer.
const TIMEOUT: Duration = Duration::from_secs(20);

#[derive(Clone, Copy, Debug)]
pub(super) enum Question {
    /// A job that cron runs when it is first started.
    Cron,
    Memcached,
    Nginx,
    /// A script, over FastCGI.
    Php,
    Redis,
    Ssh,
}

/// Creates what is asked for: a job for cron, and a script.
pub(super) fn prepare(share: &Path) {
    let jobs = share.join("etc/cron.d");
    std::fs::create_dir_all(&jobs).unwrap();
    // cron ignores a job that others could write to.
    std::fs::write(jobs.join("answer"), "@reboot root /bin/echo ran >>/out/cron\n").unwrap();
    let only_root = std::os::unix::fs::PermissionsExt::from_mode(0o644);
    std::fs::set_permissions(jobs.join("answer"), only_root).unwrap();
    let out = share.join("out");
    std::fs::create_dir_all(&out).unwrap();
    let anybody = std::os::unix::fs::PermissionsExt::from_mode(0o755);
    std::fs::set_permissions(&out, anybody).unwrap();
    std::fs::write(out.join("answer.php"), "<?php echo 'php ', get_current_user() ? 6 * 7 : 0;").unwrap();
}

impl Question {
    /// Asks until the answer is right.
    pub(super) fn ask(self, container: &Container) {
        let deadline = Instant::now() + TIMEOUT;
        loop {
            let answer = self.answer(container);
            if answer.contains(self.expected()) {
                return;
            }
            assert!(Instant::now() < deadline, "{self:?} answered {answer:?}\n{}", container.log());
            sleep(Duration::from_millis(100));
        }
    }

    /// Removes what would look like an answer from a new run.
    pub(super) fn remove_traces(self, container: &Container) {
        if matches!(self, Self::Cron) {
            // With this file cron assumes that it was started before.
            container.run(&["rm", "-f", "/run/crond.reboot", "/out/cron"]);
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Cron => "ran\n",
            Self::Memcached => "VERSION ",
            Self::Nginx => "HTTP/1.1 200 OK",
            Self::Php => "php 42",
            Self::Redis => "+PONG",
            Self::Ssh => "SSH-2.0-OpenSSH",
        }
    }

    fn answer(self, container: &Container) -> String {
        match self {
            Self::Cron => std::fs::read_to_string(container.share.join("out/cron")).unwrap_or_default(),
            Self::Memcached => over_tcp(container, 11_211, r"version\r\n"),
            Self::Nginx => over_tcp(container, 80, r"GET / HTTP/1.0\r\n\r\n"),
            Self::Php => fastcgi(&container.path("/run/php/php8.2-fpm.sock"), "/out/answer.php"),
            Self::Redis => over_tcp(container, 6379, r"PING\r\n"),
            Self::Ssh => over_tcp(container, 22, ""),
        }
    }
}

/// The first line of the response at a port of the container, which has its own network.
fn over_tcp(container: &Container, port: u16, request: &str) -> String {
    let script = format!("exec 3<>/dev/tcp/127.0.0.1/{port}; printf '{request}' >&3; head --lines=1 <&3");
    let output = container.inside("timeout").args(["5", "bash", "-c", &script]).output().unwrap();
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The output of a script, from the records of one request; see the FastCGI specification 1.0.
fn fastcgi(socket: &Path, script: &str) -> String {
    const BEGIN: u8 = 1;
    const PARAMETERS: u8 = 4;
    const INPUT: u8 = 5;
    let record = |kind: u8, content: &[u8]| {
        let length = u16::try_from(content.len()).unwrap().to_be_bytes();
        let header = [1, kind, 0, 1, length[0], length[1], 0, 0];
        [&header, content].concat()
    };
    let pair = |name: &str, value: &str| {
        let lengths = [name, value].map(|text| u8::try_from(text.len()).unwrap());
        [&lengths, name.as_bytes(), value.as_bytes()].concat()
    };
    let parameters =
        [pair("SCRIPT_FILENAME", script), pair("REQUEST_METHOD", "GET"), pair("QUERY_STRING", "")].concat();
    // The role of a responder, without keeping the connection.
    let request = [
        record(BEGIN, &[0, 1, 0, 0, 0, 0, 0, 0]),
        record(PARAMETERS, &parameters),
        record(PARAMETERS, &[]),
        record(INPUT, &[]),
    ]
    .concat();
    let mut answer = Vec::new();
    let connected = UnixStream::connect(socket).and_then(|mut stream| {
        stream.set_read_timeout(Some(Duration::from_secs(5)))?;
        stream.write_all(&request)?;
        stream.read_to_end(&mut answer)
    });
    connected.map_or_else(|error| error.to_string(), |_| String::from_utf8_lossy(&answer).into_owned())
}
