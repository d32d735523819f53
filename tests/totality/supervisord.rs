//! Arbitrary bytes as a configuration.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use sysvisor::lint::{Options, check_supervisord};
use sysvisor::source::Sources;
use sysvisor::supervisord::Config;
use sysvisor::supervisord::config::Settings;
use sysvisor::supervisord::effective::effective;
use sysvisor::supervisord::lower::Lowering;
use sysvisor::supervisord::options::Name;

use super::{add, assert_accounted, entries, generate};

const HEADERS: &[&str] = &[
    "[program:w]",
    "[program:w]",
    "[program:db]",
    "[program: ]",
    "[supervisord]",
    "[group:all]",
    "[group:w]",
    "[eventlistener:e]",
    "[fcgi-program:f]",
    "[include]",
    "[inet_http_server]",
    "[rpcinterface:supervisor]",
    "[ctlplugin:x]",
    "[DEFAULT]",
    "[unknown]",
];

fn lower(bytes: Vec<u8>) {
    let mut sources = Sources::new();
    let file = add(&mut sources, "/etc/supervisor/a.conf", bytes);
    let config = Config::of_file(file, &sources);
    let given = BTreeMap::from([("A".to_owned(), "a b".to_owned())]);
    let lowering = Lowering::new(&config, &sources, &given);
    let deployment = lowering.deployment();
    let _ = effective(&config, &sources, &given);
    let _ = check_supervisord(&config, &sources, &Options::default());
    let mut settings = Settings::new();
    for section in &config.sections {
        config.fill(section, &sources, &mut settings, |_| {});
        let service = lowering.program(section, &settings);
        let _ = service.resolved(&service.command.value.argv);
        let _ = service.for_instance(0);
    }
    let in_sections = config.sections.iter().flat_map(|section| config.entries(section, &sources));
    let written: BTreeSet<_> =
        in_sections.chain(config.default_entries(&sources)).map(|entry| entry.id).collect();
    let all: BTreeSet<_> = entries(file, &config.files[0].tree).collect();
    assert!(written.is_subset(&all));
    assert_accounted(&deployment, &written, &sources, &config);
}

#[test]
fn a_huge_format_width_is_not_expanded() {
    lower(b"[program:w]\nnumprocs=10000\nprocess_name=%(process_num)09999999d\ncommand=/w %(process_num)9999999s\n".to_vec());
    lower(b"[program:w]\ncommand=/w %(program_name)9999999999s\n".to_vec());
}

#[test]
fn global_settings_without_effect_get_a_verdict() {
    lower(b"[supervisord]\numask=022\nuser=x\nenvironment=A=1\n".to_vec());
    lower(b"[supervisord]\numask=022\n[program:w]\ncommand=/w\numask=077\n".to_vec());
    lower(b"[DEFAULT]\npriority=5\n[group:g]\nprograms=w\n".to_vec());
}

proptest! {
    #![proptest_config(crate::property::config(384))]

    #[test]
    fn a_configuration_of_known_options_gets_a_verdict_for_each_setting(bytes in generate::file(HEADERS, Name::all().map(Name::as_str).collect())) {
        lower(bytes);
    }

    #[test]
    fn any_bytes_get_a_verdict_for_each_setting(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        lower([b"[program:w]\n", bytes.as_slice()].concat());
        lower(bytes);
    }

    #[test]
    fn a_program_with_any_command_gets_a_verdict_for_each_setting(command in generate::value(), name in generate::value(), count in -1_i64..40) {
        let head = format!("[program:w]\nnumprocs={count}\nprocess_name=");
        lower([head.as_bytes(), &name, b"\ncommand=", &command, b"\n"].concat());
    }
}
