//! `inspect --effective` and the model read supervisord's values separately, the one as supervisord's own values, the other
//! as behaviour with the source of every part. For what both of them hold they agree.

use std::collections::BTreeMap;

use proptest::prelude::*;
use sysvisor::diagnostic::Level;
use sysvisor::ir::{Output, Service, Text};
use sysvisor::lint::{self, Options};
use sysvisor::source::{Memory, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::supervisord::effective::effective;
use sysvisor::supervisord::effective::json::ProgramV1;
use sysvisor::supervisord::lower::Lowering;

use crate::property;

/// Parts of values: expansions of one and of two passes, quotes, comments, what supervisord strips or expands.
const PARTS: [&str; 27] = [
    "a",
    "b c",
    "%(program_name)s",
    "%(process_num)d",
    "%(process_num)02d",
    "%(numprocs)d",
    "%(here)s",
    "%(group_name)s",
    "%(ENV_G)s",
    "%(ENV_A)s",
    "%(program_name)10s",
    "%(program_name).2s",
    "%%",
    "%%%%",
    "%%(program_name)s",
    "%%%%(program_name)s",
    "%%(ENV_G)s",
    "é",
    "~",
    "/x",
    "=",
    " ;c",
    " #c",
    "\n  next",
    "\u{a0}",
    "..",
    "./",
];

fn value(most: usize) -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PARTS[..]), 1..=most).prop_map(|parts| parts.concat())
}

/// A list for `environment=` whose values need no quotes of their own.
fn environment() -> impl Strategy<Value = String> {
    let name = prop::sample::select(&["A", "B", "C_1"][..]);
    prop::collection::vec((name, value(3)), 1..3).prop_map(|list| {
        let words: Vec<String> = list.iter().map(|(name, value)| format!("{name}=\"{value}\"")).collect();
        words.join(",")
    })
}

fn config() -> impl Strategy<Value = String> {
    let number =
        || prop::sample::select(&["0", "1", "-1", " 2 ", "1_0", "+3", "007"][..]).prop_map(str::to_owned);
    let size = prop::sample::select(&["1MB", "1 kb", "0", "5", "1GB"][..]).prop_map(str::to_owned);
    let line = prop_oneof![
        environment().prop_map(|text| format!("environment={text}")),
        value(3).prop_map(|text| format!("stdout_logfile=/tmp/{text}")),
        value(3).prop_map(|text| format!("stderr_logfile={text}")),
        value(3).prop_map(|text| format!("directory={text}")),
        number().prop_map(|text| format!("priority={text}")),
        number().prop_map(|text| format!("stopwaitsecs={text}")),
        number().prop_map(|text| format!("numprocs_start={text}")),
        size.prop_map(|text| format!("stdout_logfile_maxbytes={text}")),
        number().prop_map(|text| format!("stdout_logfile_backups={text}")),
    ];
    let global = prop_oneof![
        Just(String::new()),
        environment().prop_map(|text| format!("environment={text}\n")),
        Just("environment=G=\"%%(here)s\"\n".to_owned()),
    ];
    let name = prop::sample::select(&["web", "a b", "w.1", "é"][..]);
    (global, name, value(4), prop::collection::vec(line, 0..6)).prop_map(|(global, name, command, lines)| {
        format!("[supervisord]\n{global}[program:{name}]\ncommand=/bin/{command}\n{}\n", lines.join("\n"))
    })
}

fn path<'s>(output: &'s Output<'_>) -> Option<&'s str> {
    match output {
        Output::File(path) | Output::FileAndJournal(path) => path.as_str(),
        _ => None,
    }
}

/// Whether a path is the same, given that the model also resolves it against the directory that supervisord runs in.
fn is_same_path(effective: &str, model: &str) -> bool {
    model == effective || model.strip_prefix("/var/x/") == Some(effective)
}

fn compare(text: &str, program: &ProgramV1, service: &Service<'_>) {
    for (name, own, output) in [
        ("stdout_logfile", &program.stdout_logfile, &service.stdout.value),
        ("stderr_logfile", &program.stderr_logfile, &service.stderr.value),
    ] {
        // A home directory is a placeholder in one and an unknown part in the other.
        if let (Some(own), Some(path)) = (own.as_ref().filter(|own| !own.contains("<home")), path(output)) {
            assert!(is_same_path(own, path), "{name}: {own:?} and {path:?} in\n{text}");
        }
    }
    let known = |text: &Text<'_>| text.as_str().map(str::to_owned);
    let assignments: Option<BTreeMap<String, String>> =
        service.assignments.value.iter().map(|one| Some((known(&one.name)?, known(&one.value)?))).collect();
    if let (Some(own), Some(assignments)) = (program.environment.known(), assignments) {
        assert_eq!(own, &assignments, "environment of\n{text}");
    }
    let argv: Option<Vec<String>> = service.command.value.argv.iter().map(known).collect();
    if let Some(argv) = argv.filter(|_| !program.command.contains(['"', '\'', '\\', '~'])) {
        // `shlex.split()` separates at the whitespace of ASCII alone.
        let words = program.command.split([' ', '\t', '\r', '\n']).filter(|word| !word.is_empty());
        assert!(words.eq(argv.iter().map(String::as_str)), "{:?} and {argv:?} in\n{text}", program.command);
    }
    if let Some(priority) = program.priority.known() {
        assert_eq!(*priority, service.order.value, "priority of\n{text}");
    }
    if let Some(seconds) = program.stopwaitsecs.known() {
        let micros = u64::try_from(*seconds).unwrap_or_default() * 1_000_000;
        assert_eq!(micros, service.stop_wait.value.micros, "stopwaitsecs of\n{text}");
    }
}

proptest! {
    #![proptest_config(property::config(400))]

    #[test]
    fn the_effective_values_and_the_model_agree(text in config()) {
        let mut sources = Sources::new();
        let main = sources.add(SourceFile::new("/srv/web.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::read(main, &mut sources, &Memory::new());
        let given = BTreeMap::from([("G".to_owned(), "outer".to_owned())]);
        let options = Options { environment: given.clone(), ..Options::default() };
        let found = lint::check_supervisord(&config, &sources, &options);
        // With a bare `%s` supervisord inserts its whole environment, which neither can know.
        if !found.iter().any(|finding| finding.level == Level::Error) {
            let programs = effective(&config, &sources, &given).programs;
            let lowering = Lowering::new(&config, &sources, &given);
            let deployment = lowering.deployment();
            if let ([program], [service]) = (&programs[..], &deployment.services[..]) {
                compare(&text, program, service);
            }
        }
    }
}
