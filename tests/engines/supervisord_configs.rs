//! Generates supervisord configurations from the table of options and the grammars of their values. The same seed generates
//! the same configuration.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sysvisor::supervisord::options::{self, Name, OptionKind, OptionRow, SectionKind};

use crate::grammar::{Generator, Grammar, Random};

/// A configuration: its files below one directory, the main one first.
pub(super) struct Made {
    pub(super) files: Vec<(String, String)>,
}

/// The environment variables of supervisord. Some values are traps: a percent sign in a value that is expanded twice, a
/// quote inside a quoted value.
pub(super) fn environment() -> BTreeMap<String, String> {
    VARIABLES.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect()
}

const VARIABLES: [(&str, &str); 6] =
    [("A", "x"), ("HOME", "/root"), ("N", "2"), ("P", "a%b"), ("Q", "it's"), ("W", "a b")];

/// Headers, repeated according to how often they should occur.
const HEADERS: [&str; 20] = [
    "program:a",
    "program:a",
    "program:b",
    "program:b",
    "program:c",
    "program:c",
    "program: d",
    "Program:z",
    "fcgi-program:f",
    "fcgi-program:a",
    "eventlistener:l",
    "eventlistener: b",
    "group:g",
    "group:g",
    "group:a",
    "group:h ",
    "DEFAULT",
    "rpcinterface:supervisor",
    "unix_http_server",
    "inet_http_server:x",
];

/// The names that a group can list, if there are such sections.
const PROGRAMS: [&str; 5] = ["a", "b", "c", " d", "f"];

/// The generator of configurations.
pub(super) struct Maker<'g> {
    grammar: &'g Grammar,
    values: Generator<'g>,
}

impl<'g> Maker<'g> {
    pub(super) fn new(grammar: &'g Grammar) -> Self {
        Self { grammar, values: Generator::new(grammar) }
    }

    pub(super) fn make(&self, seed: u64) -> Made {
        let random = &mut Random::new(seed);
        // Headers first: a group nearly always lists programs that exist.
        let has_include = random.below(5) == 0;
        let files = if has_include { 3 } else { 1 };
        let mut headers: Vec<Vec<&str>> = Vec::new();
        for _ in 0..files {
            headers.push((0..1 + random.below(3)).map(|_| *random.one(&HEADERS)).collect());
        }
        let programs: Vec<&str> = PROGRAMS
            .into_iter()
            .filter(|name| {
                let is_there =
                    |kind: &str| headers.iter().flatten().any(|header| *header == format!("{kind}:{name}"));
                is_there("program") != is_there("fcgi-program") || random.below(30) == 0
            })
            .collect();
        let mut made = headers.iter().map(|headers| {
            let mut text = String::new();
            for header in headers {
                self.section(header, &programs, random, &mut text);
            }
            text
        });
        let sections = made.next().unwrap_or_default();
        let included: Vec<String> = made.collect();
        let mut main = String::new();
        // Without it, the file is an include, whose own includes are ignored.
        let has_default = headers.iter().flatten().any(|header| *header == "DEFAULT");
        if has_include || has_default || random.below(8) > 0 {
            main.push_str("[supervisord]\n");
            self.options(SectionKind::Supervisord, 3, random, &mut main);
        }
        if has_include {
            let patterns =
                ["conf.d/*.conf", "conf.d/a.conf", "conf.d/b.conf conf.d/*.conf", "%(here)s/conf.d/?.conf"];
            writeln!(main, "[include]\nfiles = {}", random.one(&patterns)).unwrap();
        }
        main.push_str(&sections);
        let names = ["conf.d/a.conf", "conf.d/b.conf"].map(str::to_owned);
        let files =
            std::iter::once(("supervisord.conf".to_owned(), main)).chain(names.into_iter().zip(included));
        Made { files: files.collect() }
    }

    fn section(&self, header: &str, programs: &[&str], random: &mut Random, out: &mut String) {
        writeln!(out, "[{header}]").unwrap();
        let Some((kind, _)) = SectionKind::of(header.as_bytes()) else {
            return self.options(SectionKind::Program, 2, random, out);
        };
        // Without these supervisord refuses the section; a few should lack them.
        for row in options::options_of(kind).iter().filter(|row| is_wanted(row)) {
            match row.name {
                Name::Programs => {
                    let listed: Vec<&str> =
                        programs.iter().copied().filter(|_| random.below(3) > 0).collect();
                    writeln!(out, "programs={}", listed.join(*random.one(&[",", ", "]))).unwrap();
                }
                _ if random.below(40) > 0 => self.option(row, random, out),
                _ => {}
            }
        }
        self.options(kind, 6, random, out);
    }

    /// Some options of a kind of section, at most `most`; occasionally one of another kind.
    fn options(&self, kind: SectionKind, most: usize, random: &mut Random, out: &mut String) {
        for _ in 0..random.below(most + 1) {
            let kind = if random.below(30) == 0 { *random.one(&SectionKind::ALL) } else { kind };
            // These are generated above, or have no effect without each other.
            let alone = |row: &&OptionRow| {
                !matches!(row.name, Name::Files | Name::Programs | Name::Username | Name::Password)
            };
            let rows: Vec<_> = options::options_of(kind).iter().filter(alone).collect();
            let Some(row) = rows.get(random.below(rows.len().max(1))) else { continue };
            self.option(row, random, out);
            if row.name == Name::Numprocs && random.below(10) > 0 {
                out.push_str("process_name=%(program_name)s_%(process_num)02d\n");
            }
        }
    }

    fn option(&self, row: &OptionRow, random: &mut Random, out: &mut String) {
        let mut value = self.value(row, random);
        match random.below(60) {
            0 if is_known_here(row) => value = self.mutated(&value, random),
            1..=3 if is_known_here(row) => value = self.with_expansion(&value, row, random),
            5 => value.push_str(" ; a comment"),
            6 => value = value.replacen(' ', "\n  ", 1),
            _ => {}
        }
        let name = row.name.as_str();
        let delimiter = random.one(&["=", " = ", ":"]);
        match random.below(40) {
            0 => writeln!(out, "{}{delimiter}{value}", name.to_uppercase()).unwrap(),
            _ => writeln!(out, "{name}{delimiter}{value}").unwrap(),
        }
    }

    /// A value, nearly always a valid one.
    fn value(&self, row: &OptionRow, random: &mut Random) -> String {
        let one = |of: &[&str], random: &mut Random| (*random.one(of)).to_owned();
        match row.kind {
            OptionKind::Boolean => self.sentence("boolean", 5, random),
            OptionKind::Integer { min: _, max: _ }
                if matches!(row.name, Name::Numprocs | Name::NumprocsStart) =>
            {
                one(&["1", "1", "2", "3", "0", "-1", "+2", "1_0", "%(ENV_N)s"], random)
            }
            OptionKind::Integer { min, max: _ } if min > 0 => one(&["1", "10", "65535", "0"], random),
            OptionKind::Integer { min: _, max: _ } | OptionKind::Seconds => {
                self.sentence("integer", 9, random)
            }
            OptionKind::Octal => self.sentence("octal", 6, random),
            OptionKind::ByteSize => self.sentence("byte-size", 7, random),
            OptionKind::Autorestart => self.sentence("autorestart", 8, random),
            OptionKind::ExitCodes => self.sentence("exit-codes", 12, random),
            OptionKind::Signal => self.sentence("signal", 8, random),
            OptionKind::LogLevel => self.sentence("log-level", 8, random),
            OptionKind::Environment => match random.below(4) {
                0 => self.sentence("environment", 24, random),
                _ => one(
                    &[
                        "A=\"1\"",
                        "A=1,B='two words',A=3",
                        "B=\"%(ENV_A)s\"",
                        "C_%(process_num)d=\"%(program_name)s\"",
                        "Z=\"%%%%\",Y=%(group_name)s",
                        "HOME=/x/%(ENV_HOME)s",
                        "",
                    ],
                    random,
                ),
            },
            OptionKind::Command => match random.below(4) {
                0 => self.sentence("command", 24, random),
                _ => one(
                    &[
                        "/bin/cat",
                        "/bin/x %(program_name)s --n=%(process_num)02d",
                        "/x %(ENV_A)s",
                        "%(here)s/run",
                    ],
                    random,
                ),
            },
            OptionKind::ProcessName => one(
                &[
                    "%(program_name)s_%(process_num)02d",
                    "%(program_name)s_%(process_num)s",
                    "x%(process_num)d",
                    "%(group_name)s",
                    "same",
                    "%(numprocs)s_%%(process_num)s",
                    "w%(process_num)x%(host_node_name)s",
                ],
                random,
            ),
            OptionKind::Logfile => one(
                &[
                    "AUTO",
                    "auto",
                    "NONE",
                    "off",
                    "syslog",
                    "~/x.log",
                    "~www/x.log",
                    "/var/log/%(program_name)s-%(process_num)s.log",
                    "/dev/stdout",
                    "%(here)s/a%%%%b",
                    "%(ENV_HOME)s/x",
                    "",
                ],
                random,
            ),
            OptionKind::MainLogfile
            | OptionKind::Path
            | OptionKind::PathInExistingDirectory
            | OptionKind::ExistingDirectory
            | OptionKind::Directory => {
                one(&["/tmp", "/srv/%(ENV_A)s", "%(here)s", "~", "~/x", "relative", "/a/../b"], random)
            }
            OptionKind::User => one(&["www", "0", "33", "root", "www-data", "%(ENV_A)s"], random),
            OptionKind::UserGroup => one(&["www", "www:data", "0:0", "33"], random),
            OptionKind::Password | OptionKind::String => one(&["x", "two words", "100%%", ""], random),
            OptionKind::InetAddress => one(&["9001", "*:9001", "127.0.0.1:9001"], random),
            OptionKind::ServerUrl | OptionKind::ServerUrlOrAuto => {
                one(&["AUTO", " auto ", "http://localhost:9001", "unix:///run/s.sock", ""], random)
            }
            OptionKind::FcgiSocket => one(
                &["unix:///run/%(program_name)s.sock", "unix:////a/.././b//c", "tcp://LocalHost:09000"],
                random,
            ),
            OptionKind::EventList => one(
                &["PROCESS_STATE", "tick_5, TICK_60", "EVENT", "TICK_5,tick_5", "PROCESS_STATE_EXITED"],
                random,
            ),
            OptionKind::ProgramList => one(&["a", "a,b,a"], random),
            OptionKind::GlobList => "conf.d/*.conf".to_owned(),
            OptionKind::ImportSpec => match row.name {
                Name::ResultHandler => "supervisor.dispatchers:default_handler".to_owned(),
                _ => "supervisor.rpcinterface:make_main_rpcinterface".to_owned(),
            },
        }
    }

    fn sentence(&self, rule: &str, size: usize, random: &mut Random) -> String {
        let sentence = self.values.sentence(self.grammar.rule(rule), 1 + random.below(size), random);
        on_one_line(&sentence)
    }

    fn mutated(&self, value: &str, random: &mut Random) -> String {
        on_one_line(&self.values.mutated(value.as_bytes(), random))
    }

    /// A value with an expansion in it, mostly of a name that the option knows.
    fn with_expansion(&self, value: &str, row: &OptionRow, random: &mut Random) -> String {
        // The names of the host and of the group are not known when a single value is checked.
        let is_fixed = |name: &&str| !is_checked(row) || !matches!(*name, "host_node_name" | "group_name");
        let names: Vec<&str> = row.expansions.names().filter(is_fixed).collect();
        let known = match names.as_slice() {
            [] => None,
            some => Some((*random.one(some)).to_owned()),
        };
        let name = match (random.below(12), known) {
            (0, _) => (*random.one(&["nope", "process_num", "here", "program_name"])).to_owned(),
            (1..=6, Some(known)) => known,
            _ => format!("ENV_{}", random.one(&VARIABLES).0),
        };
        let conversion = match random.below(4) {
            0 => *random.one(&["d", "02d", "r", "5s", ".2s", "x", "", "f"]),
            _ => "s",
        };
        let at = random.below(value.chars().count() + 1);
        let (before, after): (String, String) =
            (value.chars().take(at).collect(), value.chars().skip(at).collect());
        match random.below(20) {
            0 => format!("{before}%{after}"),
            1 => format!("{before}%%{after}"),
            _ => format!("{before}%({name}){conversion}{after}"),
        }
    }
}

/// What most sections of a kind have, and some must have.
fn is_wanted(row: &OptionRow) -> bool {
    matches!(
        row.name,
        Name::Command | Name::Socket | Name::Events | Name::Programs | Name::SupervisorRpcinterfaceFactory
    ) || (row.required && row.name != Name::Files)
}

/// Whether only some values are valid.
fn is_checked(row: &OptionRow) -> bool {
    !matches!(
        row.kind,
        OptionKind::Command
            | OptionKind::ProcessName
            | OptionKind::Logfile
            | OptionKind::Directory
            | OptionKind::String
    )
}

/// Whether a value may be arbitrary: not if only the machine knows which are valid, or if a change affects other sections.
fn is_known_here(row: &OptionRow) -> bool {
    !matches!(
        row.kind,
        OptionKind::User
            | OptionKind::UserGroup
            | OptionKind::InetAddress
            | OptionKind::ImportSpec
            | OptionKind::EventList
            | OptionKind::ProgramList
    )
}

/// A value on one line, as text; other values are tested elsewhere.
fn on_one_line(value: &[u8]) -> String {
    String::from_utf8_lossy(value)
        .chars()
        .map(|one| if one.is_control() { ' ' } else { one })
        .filter(|one| *one != char::REPLACEMENT_CHARACTER)
        .collect()
}
