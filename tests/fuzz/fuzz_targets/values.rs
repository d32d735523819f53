//! Every value parser on arbitrary text; what a printer makes of the result is parsed as the same value.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sysvisor::systemd::versions::Release;
use sysvisor::{supervisord, systemd};

const RELEASE: Release = Release::NEWEST;

fuzz_target!(|text: &str| {
    supervisord_values(text);
    systemd_values(text);
});

fn supervisord_values(text: &str) {
    use supervisord::kinds::{
        autorestart, boolean, byte_size, environment, events, exit_codes, expansion, glob, ini_text, integer, list,
        log_level, logfile, octal, signal, user, words,
    };
    let _ = boolean::parse(text);
    let _ = log_level::parse(text);
    let _ = events::EventType::from_name(text);
    let _ = ini_text::check(text);
    let _ = list::items(text).count();
    let _ = glob::matches(text, "supervisord.conf");
    let _ = glob::matches("*[a-z]?", text);
    let _ = (logfile::parse(text), logfile::parse_daemon(text));
    if let Ok(value) = autorestart::parse(text) {
        assert_eq!(autorestart::parse(autorestart::write(value)), Ok(value));
    }
    if let Ok(bytes) = byte_size::parse(text) {
        assert_eq!(byte_size::parse(&byte_size::write(bytes)), Ok(bytes));
    }
    if let Ok(codes) = exit_codes::parse(text) {
        assert_eq!(exit_codes::parse(&exit_codes::write(&codes)), Ok(codes));
    }
    if let Ok(number) = integer::parse(text) {
        assert_eq!(integer::parse(&integer::write(number)), Ok(number));
    }
    if let Ok(mode) = octal::parse(text) {
        assert_eq!(octal::parse(&octal::write(mode)), Ok(mode));
    }
    if let Ok(number) = signal::parse(text) {
        assert_eq!(signal::parse(&signal::write(number).unwrap()), Ok(number));
    }
    if let Ok(user) = user::parse(text)
        && let Ok(written) = user::write(user)
    {
        assert_eq!(user::parse(&written), Ok(user));
    }
    for dialect in [environment::Dialect::Legacy, environment::Dialect::Posix] {
        let Ok(pairs) = environment::parse(text, dialect) else { continue };
        let pairs: Vec<(&str, &str)> = pairs.iter().map(|pair| (&*pair.key, &*pair.value)).collect();
        if let Ok(written) = environment::write(pairs.iter().copied()) {
            let again = environment::parse(&written, environment::Dialect::Legacy).unwrap();
            let again: Vec<(&str, &str)> = again.iter().map(|pair| (&*pair.key, &*pair.value)).collect();
            assert_eq!(again, pairs, "{written}");
        }
    }
    if let Ok(split) = words::split(text) {
        let split: Vec<&str> = split.iter().map(|word| &*word.text).collect();
        if let Ok(written) = words::write(split.iter().copied()) {
            let again = words::split(&written).unwrap();
            assert_eq!(again.iter().map(|word| &*word.text).collect::<Vec<_>>(), split, "{written}");
        }
    }
    let lookup = |name: &str| match name {
        "process_num" => Some(expansion::Value::Int(7)),
        "program_name" => Some(expansion::Value::Str("web")),
        _ => None,
    };
    let _ = expansion::expand(text, lookup);
    assert_eq!(expansion::expand(&expansion::escape(text), lookup).as_deref(), Ok(text));
}

fn systemd_values(text: &str) {
    use systemd::kinds::{
        boolean, environment, environment_file, escape, exec, exit_status, integer, mode, output, path,
        signal, size, specifier, timespan, unit_name, user, words, working_directory,
    };
    let _ = boolean::parse(text);
    let _ = integer::unsigned(text, 0..=u64::MAX);
    let _ = integer::signed(text, i64::MIN..=i64::MAX);
    if let Ok(signal) = signal::parse(text) {
        assert_eq!(signal::parse(&signal::write(signal)), Ok(signal));
    }
    let _ = output::parse_output("StandardOutput", text, RELEASE);
    let _ = output::parse_input(text, RELEASE);
    let _ = path::absolute("RootDirectory", text, 0, path::OnError::Ignore);
    let _ = working_directory::parse(text, RELEASE);
    let _ = user::parse(text, RELEASE);
    let _ = environment::parse(text, RELEASE);
    let _ = environment_file::parse_directive(text, RELEASE);
    let _ = environment_file::parse_file(text.as_bytes(), RELEASE);
    let _ = timespan::parse_nanoseconds(text);
    let _ = specifier::Table::Full.check(text, RELEASE);
    if let Ok(bits) = mode::parse(text) {
        assert_eq!(mode::parse(&mode::write(bits)), Ok(bits));
    }
    for base in [size::Base::Binary, size::Base::Decimal] {
        if let Ok(bytes) = size::parse(text, base) {
            assert_eq!(size::parse(&size::write(bytes, base), base), Ok(bytes));
        }
    }
    if let Ok(span) = timespan::parse(text, timespan::DefaultUnit::Seconds) {
        for written in [span.to_string(), span.to_seconds_value()] {
            assert_eq!(timespan::parse(&written, timespan::DefaultUnit::Seconds), Ok(span), "{written}");
        }
    }
    for listed in exit_status::parse("SuccessExitStatus", text, RELEASE).endings {
        let Some(written) = exit_status::write(listed.ending) else { continue };
        let again = exit_status::parse("SuccessExitStatus", &written, RELEASE);
        assert!(matches!(&*again.endings, [only] if only.ending == listed.ending), "{written}");
    }
    if let Ok(name) = unit_name::UnitName::parse(text) {
        let _ = (name.instantiate("1"), name.template(), name.directories("d"));
    }
    assert_eq!(escape::unescape(&escape::escape(text.as_bytes())).as_deref(), Ok(text.as_bytes()));
    let line = exec::parse(text, RELEASE);
    for command in &line.commands {
        for word in command.words() {
            assert!(word.span.end as usize <= text.len());
            let _ = command.parts(word).count();
        }
    }
    for flags in [words::Flags::EXEC, words::Flags::ENVIRONMENT, words::Flags::UNITS, words::Flags::RELAXED] {
        let _ = words::Words::new(text, flags).take_while(Result::is_ok).count();
    }
    if let Ok(quoted) = words::quote(text.as_bytes())
        && !text.is_empty()
    {
        let read: Vec<_> = words::Words::new(&quoted, words::Flags::EXEC).collect();
        assert!(matches!(&*read, [Ok(word)] if *word.bytes == *text.as_bytes()), "{quoted}");
    }
}
