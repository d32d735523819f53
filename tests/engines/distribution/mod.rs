//! The units that Debian ships, in a container: converted unmodified with `--container`, under a real supervisord as the
//! first process, each program answers, is restarted after it is killed, and stops cleanly.
//!
//! `.ci/run` installs the packages. If one is missing, the test prints a message and passes, unless engines are required.
//! If the kernel grants no namespaces, nothing that could be installed would help, and it passes in any case (as in
//! `live`).

mod answers;
mod container;

use std::path::{Path, PathBuf};

use answers::Question;
use container::Container;

/// The unit of a package, and the question to ask it.
struct Shipped {
    /// The name of the unit, without `.service`.
    unit: &'static str,
    question: Question,
    /// How it ends when it is stopped, in supervisord's words.
    end: &'static str,
}

const SHIPPED: [Shipped; 6] = [
    // Debian's cron does not handle SIGTERM and dies from it, which is clean for systemd as well.
    Shipped { unit: "cron", question: Question::Cron, end: "terminated by SIGTERM" },
    Shipped { unit: "memcached", question: Question::Memcached, end: "exit status 0" },
    Shipped { unit: "nginx", question: Question::Nginx, end: "exit status 0" },
    Shipped { unit: "php8.2-fpm", question: Question::Php, end: "exit status 0" },
    Shipped { unit: "redis-server", question: Question::Redis, end: "exit status 0" },
    Shipped { unit: "ssh", question: Question::Ssh, end: "exit status 0" },
];

/// Units that are not restarted when they are killed, by systemd neither: a drop-in adds that here.
const WITHOUT_RESTART: [&str; 2] = ["nginx", "php8.2-fpm"];

const UNITS: &str = "/lib/systemd/system";

#[test]
fn converted_distribution_units_run_in_a_container() {
    let missing: Vec<&str> =
        SHIPPED.iter().map(|one| one.unit).filter(|unit| !shipped(unit).exists()).collect();
    if !missing.is_empty() {
        let what = format!("unit of {} in {UNITS}", missing.join(", "));
        let packages = "apt-get install redis-server nginx memcached cron openssh-server php8.2-fpm";
        return super::skip(&what, packages);
    }
    let directory = tempfile::tempdir().unwrap();
    let image = directory.path().join("image");
    for one in &SHIPPED {
        take(one.unit, &image);
    }
    for unit in WITHOUT_RESTART {
        let own = image.join(format!("etc/systemd/system/{unit}.service.d"));
        std::fs::create_dir_all(&own).unwrap();
        std::fs::write(own.join("restart.conf"), "[Service]\nRestart=always\n").unwrap();
    }
    let names = SHIPPED.map(|one| format!("{}.service", one.unit));
    let mut words =
        vec!["convert", "--to", "supervisord", "--container", "--root", "image", "--output", "share/etc"];
    words.extend(names.iter().map(String::as_str));
    let run = crate::program::run(directory.path(), &words);
    assert_eq!(run.status, 0, "{}", run.err);
    let share = directory.path().join("share");
    answers::prepare(&share);
    let Some(container) = Container::start(&share) else { return };

    for one in &SHIPPED {
        container.wait_until_it_runs(one.unit);
        one.question.ask(&container);
    }
    // The whole process group: workers that outlive the main process keep its socket, so that a new one could not bind it.
    // systemd ends them, supervisord does not, as the report says for KillMode=.
    for one in &SHIPPED {
        let before = container.wait_until_it_runs(one.unit);
        one.question.remove_traces(&container);
        container.run(&["kill", "-KILL", "--", &format!("-{before}")]);
        container.wait_until_it_is_another(one.unit, before);
    }
    for one in &SHIPPED {
        container.wait_until_it_runs(one.unit);
        one.question.ask(&container);
    }

    container.supervisorctl(&["stop", "all"]);
    assert_eq!(container.processes(), Vec::<String>::new(), "processes survived the stop");
    assert_stopped(&container.log(), "by supervisorctl");
    let so_far = container.log().len();
    container.supervisorctl(&["start", "all"]);
    for one in &SHIPPED {
        container.wait_until_it_runs(one.unit);
        one.question.ask(&container);
    }
    let (status, log) = container.terminate();
    assert_eq!(status, Some(0), "{log}");
    assert_stopped(&log[so_far..], "by SIGTERM to supervisord");
}

/// Asserts that every program ended as expected.
fn assert_stopped(log: &str, how: &str) {
    for one in &SHIPPED {
        let expected = format!("stopped: {} ({})", one.unit, one.end);
        assert!(log.contains(&expected), "{} stopped {how}: no `{expected}` in\n{log}", one.unit);
    }
}

fn shipped(unit: &str) -> PathBuf {
    Path::new(UNITS).join(format!("{unit}.service"))
}

/// Copies a unit of the machine with its drop-ins, and what its package creates at boot.
fn take(unit: &str, image: &Path) {
    let name = format!("{unit}.service");
    let copy = |from: &Path, into: &str| {
        let Ok(files) = std::fs::read_dir(from) else { return };
        std::fs::create_dir_all(image.join(into)).unwrap();
        for file in files {
            let path = file.unwrap().path();
            std::fs::copy(&path, image.join(into).join(path.file_name().unwrap())).unwrap();
        }
    };
    let own = image.join("usr/lib/systemd/system");
    std::fs::create_dir_all(&own).unwrap();
    std::fs::copy(shipped(unit), own.join(&name)).unwrap();
    for directory in ["etc/systemd/system", "usr/lib/systemd/system"] {
        copy(&Path::new("/").join(directory).join(format!("{name}.d")), &format!("{directory}/{name}.d"));
    }
    copy(Path::new("/usr/lib/tmpfiles.d"), "usr/lib/tmpfiles.d");
}
