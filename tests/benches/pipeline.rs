//! Benchmarks of the stages parse, check and convert, and of how their time grows with the size of a line, a list or a
//! program.
//!
//! The inputs are generated: a configuration of 1,000 programs and a unit of 4,000 lines, both without findings, as most
//! real ones are, so that reporting is not measured.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use sysvisor::lint::{self, Options, Selection, SupervisorVersion};
use sysvisor::source::{FileId, Memory, SourceFile, Sources};
use sysvisor::supervisord::emit::Options as Target;
use sysvisor::supervisord::{self, Config};
use sysvisor::systemd::emit::Logs;
use sysvisor::systemd::versions::Release;
use sysvisor::systemd::{self, Units};
use sysvisor::translate;

fn main() {
    divan::main();
}

/// 1,000 programs of ten options each.
fn configuration() -> String {
    let mut text = "[supervisord]\nlogfile=/var/log/supervisor/supervisord.log\n".to_owned();
    for number in 0..1000 {
        let _ = write!(
            text,
            "\n; Takes jobs from queue {number}\n\
             [program:worker-{number}]\n\
             command=/srv/shop/bin/worker --queue \"jobs {number}\" --format json\n\
             directory=/srv/shop\n\
             user=shop\n\
             environment=HOME=\"/srv/shop\",USER=\"shop\",QUEUE=\"{number}\",LANG=\"C.UTF-8\"\n\
             autorestart=true   ; it ends after 100 jobs\n\
             startsecs=5\n\
             stopwaitsecs=60\n\
             stopasgroup=true\n\
             killasgroup=true\n\
             stdout_logfile=/var/log/shop/worker-{number}.log\n\
             stderr_logfile=/var/log/shop/worker-{number}.err\n"
        );
    }
    text
}

/// One service with enough dependencies and variables for 4,000 lines.
fn unit() -> String {
    let mut text = "[Unit]\nDescription=Every job of the shop\nStartLimitIntervalSec=1min\n".to_owned();
    for number in 0..2000 {
        let _ = writeln!(text, "After=worker-{number}.service");
    }
    text.push_str(
        "\n[Service]\nExecStart=/srv/shop/bin/worker --queue \"${QUEUE}\" --format json\nUser=shop\n",
    );
    for number in 0..2000 {
        let _ = writeln!(text, "Environment=\"QUEUE_{number}=jobs {number}\" LANG_{number}=C.UTF-8");
    }
    text.push_str("Restart=on-failure\nRestartSec=5s\n\n[Install]\nWantedBy=multi-user.target\n");
    text
}

fn options() -> Options {
    Options {
        selection: Selection::all(),
        systemd_version: Release(252),
        supervisor_version: SupervisorVersion::default(),
        environment: BTreeMap::new(),
    }
}

fn source(name: &str, text: &str) -> (Sources, FileId) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, text.into()).expect("the input is small"));
    (sources, id)
}

/// The benchmarks for supervisord.
mod of_supervisord {
    use super::*;

    #[divan::bench]
    fn parse(bencher: Bencher<'_, '_>) {
        let text = configuration();
        bencher.counter(BytesCount::of_str(&text)).bench(|| supervisord::parse(black_box(text.as_bytes())));
    }

    #[divan::bench]
    fn check(bencher: Bencher<'_, '_>) {
        let text = configuration();
        let (sources, id) = source("supervisord.conf", &text);
        let options = options();
        bencher.counter(BytesCount::of_str(&text)).bench(|| {
            let config = Config::of_file(id, black_box(&sources));
            lint::check_supervisord(&config, &sources, &options)
        });
    }

    #[divan::bench]
    fn convert(bencher: Bencher<'_, '_>) {
        let text = configuration();
        let (sources, id) = source("supervisord.conf", &text);
        let config = Config::of_file(id, &sources);
        let options = options();
        let release = options.systemd_version;
        let target =
            systemd::emit::Target { release, source: "supervisord.conf", logs: Logs::Auto, comments: true };
        bencher.counter(BytesCount::of_str(&text)).bench(|| {
            translate::to_systemd(black_box(&config), &sources, &options.environment, target).files.len()
        });
    }
}

/// The benchmarks for systemd.
mod of_systemd {
    use super::*;

    #[divan::bench]
    fn parse(bencher: Bencher<'_, '_>) {
        let text = unit();
        bencher.counter(BytesCount::of_str(&text)).bench(|| systemd::parse(black_box(text.as_bytes())));
    }

    #[divan::bench]
    fn check(bencher: Bencher<'_, '_>) {
        let text = unit();
        let options = options();
        bencher.counter(BytesCount::of_str(&text)).with_inputs(|| source("app.service", &text)).bench_values(
            |(mut sources, id)| {
                let units = Units::read(&[id], &mut sources, &Memory::new());
                lint::check_units(&units, &sources, &options)
            },
        );
    }

    #[divan::bench]
    fn convert(bencher: Bencher<'_, '_>) {
        let text = unit();
        let (mut sources, id) = source("app.service", &text);
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let release = options().systemd_version;
        bencher.counter(BytesCount::of_str(&text)).bench(|| {
            translate::to_supervisord(black_box(&units), &sources, release, Target::of("app.service"))
                .files
                .len()
        });
    }
}

/// Four times the input should take four times the time: the throughput is about the same in each row.
mod growth {
    use divan::counter::ItemsCount;

    use super::*;

    const SIZES: [usize; 3] = [1000, 4000, 16000];

    /// `count` pieces of text, generated from their numbers.
    fn pieces(count: usize, piece: impl Fn(usize) -> String) -> String {
        (0..count).map(piece).collect()
    }

    fn check_unit(bencher: Bencher<'_, '_>, count: usize, text: &str) {
        let (mut sources, id) = source("app.service", text);
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let options = options();
        bencher
            .counter(ItemsCount::new(count))
            .bench(|| lint::check_units(black_box(&units), &sources, &options));
    }

    #[divan::bench(args = SIZES)]
    fn check_script(bencher: Bencher<'_, '_>, count: usize) {
        let script = pieces(count, |at| format!("work $A{at} && rest; "));
        check_unit(bencher, count, &format!("[Service]\nExecStart=/bin/sh -c '{script}'\n"));
    }

    #[divan::bench(args = SIZES)]
    fn check_variables(bencher: Bencher<'_, '_>, count: usize) {
        let words = pieces(count, |at| format!(" ${{A{at}}}"));
        check_unit(bencher, count, &format!("[Service]\nExecStart=/srv/app{words}\n"));
    }

    #[divan::bench(args = SIZES)]
    fn check_commands(bencher: Bencher<'_, '_>, count: usize) {
        let more = " ; /srv/next".repeat(count);
        check_unit(bencher, count, &format!("[Service]\nType=oneshot\nExecStart=/srv/app{more}\n"));
    }

    #[divan::bench(args = SIZES)]
    fn convert_processes(bencher: Bencher<'_, '_>, count: usize) {
        let text = format!(
            "[program:a]\nnumprocs={count}\nprocess_name=a-%(process_num)02d\ncommand=/srv/a %(process_num)d\n"
        );
        let (sources, id) = source("supervisord.conf", &text);
        let config = Config::of_file(id, &sources);
        let options = options();
        let release = options.systemd_version;
        let target =
            systemd::emit::Target { release, source: "supervisord.conf", logs: Logs::Auto, comments: true };
        bencher.counter(ItemsCount::new(count)).bench(|| {
            translate::to_systemd(black_box(&config), &sources, &options.environment, target).files.len()
        });
    }
}
