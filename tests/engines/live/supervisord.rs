//! A real supervisord inside the box, with queries over its socket.

use std::io::{Read as _, Write as _};
use std::os::unix::net::UnixStream;
use std::path::PathBuf;
use std::process::Child;
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::case::Case;
use super::machine::Machine;

/// A supervisord that runs in `/srv` and sees another directory at `/out`.
pub(super) struct Supervisord {
    socket: PathBuf,
    process: Child,
}

impl Supervisord {
    /// Starts one with a configuration, to which an interface for queries is added.
    pub(super) fn start(machine: &Machine, case: &Case, text: &str) -> Self {
        let (name, umask) = (case.name, case.umask);
        let form = if case.daemon { "" } else { "--nodaemon" };
        let conf = machine.share.join("conf");
        let mut whole = text.to_owned();
        // Without this section it does not start.
        if !text.lines().any(|line| line == "[supervisord]") {
            whole.push_str("\n[supervisord]\n");
        }
        whole.push_str(&format!(
            "\n[unix_http_server]\nfile=/box/conf/{name}.sock\n\n[rpcinterface:supervisor]\n\
             supervisor.rpcinterface_factory=supervisor.rpcinterface:make_main_rpcinterface\n"
        ));
        std::fs::write(conf.join(format!("{name}.conf")), whole).unwrap();
        let python = machine.python.to_str().unwrap();
        // It must not see what systemd has created, except for the directories of logs in a home, which have to exist
        // before it starts. It has no more capabilities than the box's systemd.
        let logs =
            text.lines().filter_map(|line| line.split_once("_logfile=")?.1.strip_prefix("/home/boxer/"));
        let directories = logs.filter_map(|log| Some(log.rsplit_once('/')?.0));
        let directories: String = directories.map(|directory| format!(" /home/boxer/{directory}")).collect();
        let words = format!(
            "mount --bind /box/supervisord /out && \
             for folder in lib cache log; do mount -t tmpfs -o mode=755 tmpfs /var/$folder; done && \
             mount -t tmpfs -o mode=755,uid=4242,gid=4242 tmpfs /home/boxer && mkdir -p /home/boxer{directories} && cd /srv && umask {umask} && exec setpriv --bounding-set=-sys_resource,-sys_nice {python} -m supervisor.supervisord \
             {form} --configuration /box/conf/{name}.conf --logfile /box/conf/{name}.log --pidfile /box/conf/{name}.pid \
             --childlogdir /tmp"
        );
        let process = machine
            .inside("unshare")
            .args(["--mount", "--propagation", "private", "sh", "-c", &words])
            .env("OF_THE_MANAGER", "supervisord")
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::piped())
            .spawn()
            .unwrap();
        let mut started = Self { socket: conf.join(format!("{name}.sock")), process };
        let deadline = Instant::now() + Duration::from_secs(30);
        while UnixStream::connect(&started.socket).is_err() {
            let ended = started.process.try_wait().unwrap();
            if ended.is_some_and(|status| !status.success()) || Instant::now() > deadline {
                let mut error = String::new();
                started.process.stderr.take().unwrap().read_to_string(&mut error).unwrap();
                panic!("{name}: supervisord did not start: {error}\n{text}");
            }
            sleep(Duration::from_millis(10));
        }
        started
    }

    /// Calls a method of the XML-RPC interface; returns the response as text.
    pub(super) fn call(&self, method: &str, parameters: &[&str]) -> String {
        let value = |one: &&str| match *one {
            "true" => "<boolean>1</boolean>".to_owned(),
            "false" => "<boolean>0</boolean>".to_owned(),
            text => format!("<string>{text}</string>"),
        };
        let parameters: String =
            parameters.iter().map(|one| format!("<param><value>{}</value></param>", value(one))).collect();
        let body = format!(
            "<?xml version=\"1.0\"?><methodCall><methodName>supervisor.{method}</methodName><params>{parameters}</params></methodCall>"
        );
        let mut stream = UnixStream::connect(&self.socket).unwrap();
        write!(
            stream,
            "POST /RPC2 HTTP/1.0\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
        .unwrap();
        let mut answer = String::new();
        stream.read_to_string(&mut answer).unwrap();
        answer
    }

    /// The processes, as `group:name`, with their states and errors.
    pub(super) fn states(&self) -> Vec<(String, [String; 2])> {
        let answer = self.call("getAllProcessInfo", &[]);
        let member = |of: &str, name: &str| {
            let rest = of.split_once(&format!("<name>{name}</name>")).unwrap().1;
            rest.split_once("<string>").unwrap().1.split_once("</string>").unwrap().0.to_owned()
        };
        let processes = answer.split("<struct>").skip(1);
        processes
            .map(|one| {
                let name = format!("{}:{}", member(one, "group"), member(one, "name"));
                (name, [member(one, "statename"), member(one, "spawnerr")])
            })
            .collect()
    }

    /// Kills it; its programs keep running.
    pub(super) fn kill(mut self, machine: &Machine, case: &Case) {
        let pid = machine.share.join("conf").join(format!("{}.pid", case.name));
        // After a shutdown there is none.
        if let Ok(pid) = std::fs::read_to_string(pid) {
            machine.kill("KILL", &[pid.trim().to_owned()]);
        }
        self.process.wait().unwrap();
    }
}
