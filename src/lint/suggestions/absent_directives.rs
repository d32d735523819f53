//! Directives that systemd does not have, but that people write: names of other managers, of older releases, and wishes.

use crate::systemd::directives::Section;
use crate::systemd::versions::Release;

/// What a release has in place of a directive that this section lacks; the name may be written in any case and with
/// underscores.
pub(crate) fn advice(section: Section, name: &str, release: Release) -> Option<&'static str> {
    let name: String = name.chars().filter(|c| *c != '_').flat_map(char::to_lowercase).collect();
    match section {
        Section::Unit => in_unit(&name),
        Section::Service => in_service(&name, release),
        Section::Timer => in_timer(&name),
        Section::Mount => in_mount(&name),
        Section::Socket => match name.as_str() {
            "listen" | "port" | "listenport" => {
                Some("A TCP port or a socket's path is ListenStream=, a UDP port ListenDatagram=.")
            }
            _ => None,
        },
        Section::Path => match name.as_str() {
            "path" | "watch" => {
                Some("The path to watch is PathChanged=, PathModified=, PathExists= or DirectoryNotEmpty=.")
            }
            _ => None,
        },
        Section::Install => match name.as_str() {
            "enable" | "enabled" | "autostart" => {
                Some("`systemctl enable` enables a unit; WantedBy= says for which target.")
            }
            _ => None,
        },
        _ => None,
    }
}

fn in_unit(name: &str) -> Option<&'static str> {
    match name {
        "name" | "names" | "title" => {
            Some("The name of the file is the name of the unit; Description= says what it is.")
        }
        "depend" | "depends" | "dependson" => {
            Some("A dependency is Wants= or Requires=, and its order After=.")
        }
        "conditionfileexists" | "conditionexists" => Some("It is ConditionPathExists=."),
        "conditionpathisregularfile" | "conditionpathisfile" => Some(
            "ConditionPathExists= is met by anything, ConditionFileNotEmpty= by a regular file that is not empty.",
        ),
        _ => None,
    }
}

fn in_service(name: &str, release: Release) -> Option<&'static str> {
    match name {
        "exec" | "execute" | "command" | "cmd" | "run" => Some("The command is ExecStart=."),
        "execrestart" => Some(
            "`systemctl restart` runs ExecStop= and then ExecStart=; what `systemctl reload` runs is ExecReload=.",
        ),
        "execstoppre" => Some("A service has no such step: its ExecStop= commands run one after the other."),
        "directory" | "cwd" | "chdir" | "dir" | "workdir" => {
            Some("The working directory is WorkingDirectory=.")
        }
        "env" | "envvars" => Some("Variables are set in Environment=."),
        "envfile" => Some("A file of variables is EnvironmentFile=."),
        "uid" => Some("It is User=, which accepts a number as well."),
        "gid" => Some("It is Group=, which accepts a number as well."),
        "niceness" | "priority" => Some("The scheduling priority is Nice=."),
        "memory" | "mem" | "maxmemory" | "memorymaximum" if release >= Release(231) => {
            Some("The memory limit is MemoryMax=.")
        }
        "cpu" | "cpus" | "cpulimit" | "cpumax" => Some("The CPU limit is CPUQuota=, in percent of one CPU."),
        "timeout" => Some(
            "It is TimeoutStartSec= for the start and TimeoutStopSec= for the stop; TimeoutSec= sets both.",
        ),
        "stoptimeout" | "killtimeout" | "stopwaitsecs" => {
            Some("The time that a stop may take is TimeoutStopSec=.")
        }
        "stopsignal" => Some("The signal that a stop sends is KillSignal=."),
        "autorestart" | "respawn" | "keepalive" => {
            Some("Restart= says after which exits the service is restarted.")
        }
        "restartdelay" | "restartinterval" | "restartwait" => {
            Some("The pause before a restart is RestartSec=.")
        }
        "maxrestarts" | "restartlimit" | "maxretries" | "retries" | "startretries" | "restartretries"
            if release >= Release(230) =>
        {
            Some("StartLimitBurst= starts within StartLimitIntervalSec= are allowed; both belong in [Unit].")
        }
        "autostart" | "enabled" | "enable" => {
            Some("A service starts at boot if `systemctl enable` finds WantedBy= in its [Install].")
        }
        "stdout" | "stdoutlogfile" | "log" | "logfile" | "output" if release >= Release(240) => {
            Some("Standard output goes to the journal, or to a file with StandardOutput=append:PATH.")
        }
        "stderr" | "stderrlogfile" | "errorlog" | "erroroutput" if release >= Release(240) => Some(
            "Standard error goes where standard output goes, or to a file with StandardError=append:PATH.",
        ),
        "depends" | "dependson" => {
            Some("A dependency is Wants= or Requires= in [Unit], and its order After=.")
        }
        "numprocs" | "instances" | "replicas" => {
            Some("Several processes are the instances of a template: NAME@1.service of NAME@.service.")
        }
        "schedule" | "cron" => Some("A schedule is OnCalendar= in the [Timer] of a timer unit."),
        "protectdevices" => Some("It is PrivateDevices=, or DevicePolicy= with DeviceAllow=."),
        _ => None,
    }
}

fn in_timer(name: &str) -> Option<&'static str> {
    match name {
        "timezone" | "tz" => {
            Some("The time zone is the last word of a calendar expression: OnCalendar=daily Europe/Berlin.")
        }
        "schedule" | "cron" | "oncron" | "calendar" | "at" | "ontime" => Some("A time is OnCalendar=."),
        "interval" | "every" | "period" => Some(
            "A time after the last start is OnUnitActiveSec=; the first start needs OnBootSec= or OnActiveSec=.",
        ),
        "randomdelay" | "randomdelaysec" | "jitter" => Some("It is RandomizedDelaySec=."),
        "service" => Some("What a timer starts is Unit=."),
        "execstart" | "command" => {
            Some("A timer runs nothing itself: it starts the service of its name, or Unit=.")
        }
        _ => None,
    }
}

fn in_mount(name: &str) -> Option<&'static str> {
    match name {
        // Commit 64e70e4, "fstab-generator: Generate explicit dependencies on systemd-fsck@.service instead".
        "fsckpassno" => Some(
            "It was removed in 209: Requires= and After= on systemd-fsck@….service have the file system checked.",
        ),
        "device" | "source" => Some("What is mounted is What=."),
        "mountpoint" | "path" | "target" => Some("Where it is mounted is Where=."),
        "fstype" | "filesystem" => Some("The type of the file system is Type=."),
        _ => None,
    }
}
