//! Lowers the settings of one program to leaves.

mod instances;
mod restart;
mod service;
mod streams;
mod surroundings;

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::names::{Names, ProcessNumbers};
use super::text::{Expanded, expand};
use super::{Environment, Lowering};
use crate::ir::{Decided, Listener, Service, SettingId, SettingIds, Text};
use crate::supervisord::config::{Section, Settings};
use crate::supervisord::kinds::environment::Pair;
use crate::supervisord::kinds::expansion::{self, Spec};
use crate::supervisord::kinds::{boolean, environment, integer};
use crate::supervisord::options::{self, Expansions, Name, SectionKind};

/// Reads the settings of one program.
pub(super) struct Reader<'r, 'a> {
    pub(super) lowering: &'r Lowering<'a>,
    settings: &'r Settings,
    pub(super) kind: SectionKind,
    names: Names<'r>,
    /// The settings whose value depends on supervisord's environment, so that the default was used.
    unknown: RefCell<Vec<SettingId>>,
}

impl<'a> Lowering<'a> {
    /// The service that a section defines. `settings` must hold the settings in effect in it.
    #[must_use]
    pub fn program(&self, section: &Section, settings: &Settings) -> Service<'a> {
        self.with_reader(section, settings, |reader, groups| reader.service(section, groups))
    }

    /// Adds that service; returns its settings whose value depends on supervisord's environment, for which the default
    /// was used.
    pub(super) fn add_program(
        &self,
        section: &Section,
        settings: &Settings,
        services: &mut Vec<Service<'a>>,
    ) -> Vec<SettingId> {
        self.with_reader(section, settings, |reader, groups| {
            services.push(reader.service(section, groups));
            reader.unknown.take()
        })
    }

    /// The listener that a section defines.
    pub(super) fn listener(&self, section: &Section, settings: &Settings) -> Listener<'a> {
        let (_, file, span) = self.config.name_of(section, self.sources);
        let name = String::from_utf8_lossy(self.config.member_name(section, self.sources));
        self.with_reader(section, settings, |reader, _| reader.listener(&name, (file, span), reader.user()))
    }

    /// Calls `read` with a reader for the settings of a section that runs processes.
    fn with_reader<T>(
        &self,
        section: &Section,
        settings: &Settings,
        read: impl FnOnce(&Reader<'_, 'a>, &[String]) -> T,
    ) -> T {
        let kind = section.kind.unwrap_or(SectionKind::Program);
        let name = self.config.member_name(section, self.sources);
        let name_text = String::from_utf8_lossy(name);
        let groups = self.groups_of(section);
        // A program that no group lists is in a group of its own name.
        let group = groups.first().map_or(&*name_text, String::as_str);
        let (shared, own) = (self.shared_environment(), OnceCell::new());
        let (_, file, _) = self.config.name_of(section, self.sources);
        let names = Names {
            program: &name_text,
            group,
            here: self.here(file),
            numbers: ProcessNumbers { first: 0, count: 1 },
            number_spec: None,
            environment: &shared,
        };
        let unknown = RefCell::default();
        let mut reader = Reader { lowering: self, settings, kind, names, unknown };
        let numbers = ProcessNumbers {
            first: reader.integer(Name::NumprocsStart, 0).value,
            count: reader.integer(Name::Numprocs, 1).value,
        };
        reader.names.numbers = numbers;
        // A conversion whose padding would take too much memory for this many numbers is not followed.
        let fits = |spec: &Spec| numbers.min_length(spec) <= expansion::MAX_PADDING;
        reader.names.number_spec = reader.number_spec().filter(fits);
        if reader.needs_own_environment() {
            reader.names.environment =
                own.get_or_init(|| shared.clone().with(reader.own_environment(numbers)));
        }
        read(&reader, groups)
    }

    /// The values of `%(ENV_NAME)s` in options that also see the section's own `environment`, as in its first process.
    pub(crate) fn environment_of(&self, section: &Section, settings: &Settings) -> Environment<'_> {
        let own = self.with_reader(section, settings, |reader, _| {
            reader.own_environment(ProcessNumbers { first: reader.names.numbers.first, count: 1 })
        });
        self.shared_environment().with(own)
    }
}

impl<'r, 'a> Reader<'r, 'a> {
    pub(super) fn expanded(&self, name: Name) -> Option<(SettingId, Expanded<'a>)> {
        let entry = self.lowering.setting(self.settings, name)?;
        let passes = options::row(self.kind, name).map_or(1, |row| row.passes);
        if name == Name::Environment {
            // The option's own variables are not visible in its value: `PATH="/opt/bin:%(ENV_PATH)s"` extends the
            // previous value.
            let environment = self.lowering.shared_environment();
            let names = self.names.of_processes(self.names.numbers, &environment);
            return Some((entry.id, expand(entry.value(), &names, passes)));
        }
        Some((entry.id, expand(entry.value(), &self.names, passes)))
    }

    /// Whether an option that sees the program's own environment has an expansion.
    fn needs_own_environment(&self) -> bool {
        let knows_own = |name| {
            let row = options::row(self.kind, name);
            row.is_some_and(|row| row.expansions.contains(Expansions::OWN_ENVIRONMENT))
        };
        let needs_expansion = |id| {
            let value = self.lowering.config.entry(id, self.lowering.sources).value();
            value.text().is_some_and(expansion::is_needed)
        };
        self.settings.get(Name::Environment).is_some()
            && self.settings.iter().any(|(name, id)| knows_own(name) && needs_expansion(id))
    }

    /// The variables that the section's `environment` sets for processes with these numbers.
    fn own_environment(&self, numbers: ProcessNumbers) -> BTreeMap<String, Text<'static>> {
        let Some(entry) = self.lowering.setting(self.settings, Name::Environment) else {
            return BTreeMap::new();
        };
        let environment = &self.lowering.shared_environment();
        let value = expand(entry.value(), &self.names.of_processes(numbers, environment), 1);
        let pairs = environment::parse(value.text(), environment::Dialect::Legacy).unwrap_or_default();
        let text = |pair: Pair<'_>| {
            let text = value.cut_text(pair.value, pair.value_span, entry.id.file).into_owned();
            (pair.key.into_owned(), text)
        };
        pairs.into_iter().map(text).collect()
    }

    /// The whole value of an option as a text.
    fn text(&self, name: Name) -> Option<(SettingId, Text<'a>)> {
        self.expanded(name).map(|(id, value)| (id, value.whole(id.file)))
    }

    /// The parsed value of an option, or the default. If it is set but cannot be parsed, it is still decided by the
    /// setting.
    pub(super) fn read<T, E>(
        &self,
        name: Name,
        default: T,
        parse: impl FnOnce(&str) -> Result<T, E>,
    ) -> Decided<T> {
        let Some((id, value)) = self.expanded(name) else { return Decided::default_of(default) };
        let Some(known) = value.known() else {
            self.unknown.borrow_mut().push(id);
            return Decided::default_of(default);
        };
        Decided::by(parse(known).unwrap_or(default), SettingIds::one(id))
    }

    fn boolean(&self, name: Name, default: bool) -> Decided<bool> {
        self.read(name, default, boolean::parse)
    }

    pub(super) fn integer(&self, name: Name, default: i64) -> Decided<i64> {
        self.read(name, default, integer::parse)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::{
        Backoff, Directory, Duration, EndingSet, GivesUp, Identity, Instance, Instances, Output, PartRef,
        Rotation, Survivors,
    };
    use crate::source::{SourceFile, Span};
    use crate::supervisord::Config;

    fn lowered(text: &str, check: impl FnOnce(&Service<'_>)) {
        let mut sources = crate::source::Sources::new();
        let id = sources.add(SourceFile::new("/etc/x.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::of_file(id, &sources);
        let lowering = Lowering::new(&config, &sources, &BTreeMap::new());
        let section =
            config.sections.iter().find(|section| section.kind == Some(SectionKind::Program)).unwrap();
        check(&lowering.program(section, &config.settings(section, &sources)));
    }

    #[test]
    fn every_default_is_filled_in() {
        lowered("[program:a]\ncommand=/bin/cat -n\n", |service| {
            assert_eq!(service.command.value.argv, [Text::fixed("/bin/cat"), Text::fixed("-n")]);
            assert_eq!(service.restart_early.value, EndingSet::ALL);
            assert!(!service.restart_later.value.has_code(0) && service.restart_later.value.has_code(2));
            let within = Duration::seconds(1);
            assert_eq!(service.gives_up.value, GivesUp::AfterEarlyEndings { starts: 4, within });
            assert_eq!(service.stop_wait.value, Duration::seconds(10));
            assert_eq!(service.survivors.value, Survivors::Children);
            assert_eq!(service.stdout.value, Output::Automatic);
            assert_eq!(service.stdout_rotation.value, Rotation::None);
            assert_eq!(service.directory.value, Directory::Managers);
            assert!(service.stop_wait.from.is_default());
        });
    }

    #[test]
    fn startsecs_zero_never_gives_up_and_has_no_early_exits() {
        lowered("[program:a]\ncommand=/bin/cat\nstartsecs=0\nautorestart=false\n", |service| {
            assert_eq!(service.gives_up.value, GivesUp::Never);
            assert_eq!(service.restart_early.value, EndingSet::NONE);
            assert_eq!(service.restart_backoff.value, Backoff::Never);
        });
    }

    #[test]
    fn process_num_formatted_as_in_the_name_is_the_instance() {
        let text = "[program:a]\nprocess_name=a-%(process_num)02d\nnumprocs=2\nnumprocs_start=9\n\
                    command=/bin/x %(process_num)02d %(process_num)d %(program_name)s\n";
        lowered(text, |service| {
            let [_, same, other, name] = service.command.value.argv.as_slice() else { panic!() };
            assert!(same.parts().eq([PartRef::Instance]));
            assert!(other.parts().eq([PartRef::PerInstance(&["9".to_owned(), "10".to_owned()])]));
            assert_eq!(name.bytes(), Some(b"a".as_slice()));
            let Instances::Each(instances) = &service.instances.value else { panic!() };
            assert_eq!(instances[0], Instance { text: "09".into(), shown: "a-09".into() });
            assert_eq!(instances[1].text, "10");
        });
    }

    #[test]
    fn a_program_variable_has_the_number_of_each_process() {
        let text = "[program:a]\nprocess_name=a-%(process_num)02d\nnumprocs=2\nnumprocs_start=9\n\
                    environment=PORT=\"80%(process_num)02d\",N=\"%(process_num)d\"\n\
                    command=/bin/x %(ENV_PORT)s %(ENV_N)s\n";
        lowered(text, |service| {
            let [_, port, number] = service.command.value.argv.as_slice() else { panic!() };
            assert!(port.parts().eq([PartRef::Bytes(b"80"), PartRef::Instance]));
            assert!(number.parts().eq([PartRef::PerInstance(&["9".to_owned(), "10".to_owned()])]));
            assert_eq!(number.place().map(|(_, span)| &text[span.range()]), Some("%(ENV_N)s"));
        });
        let one =
            "[program:a]\nnumprocs_start=9\nenvironment=N=\"%(process_num)d\"\ncommand=/bin/x %(ENV_N)s\n";
        lowered(one, |service| assert_eq!(service.command.value.argv[1].as_str(), Some("9")));
    }

    #[test]
    fn a_program_variable_may_use_group_name() {
        let text = "[group:site]\nprograms=a\n[program:a]\nenvironment=APP=\"%(group_name)s\"\ncommand=/bin/%(ENV_APP)s\n";
        lowered(text, |service| assert_eq!(service.command.value.argv[0].as_str(), Some("/bin/site")));
        let other = "[program: a]\ncommand=/bin/%(group_name)s\n[program:a]\n[group:site]\nprograms=a\n";
        lowered(other, |service| assert_eq!(service.command.value.argv[0].as_str(), Some("/bin/a")));
    }

    #[test]
    fn a_program_variable_with_an_unknown_part_is_unknown_despite_supervisord() {
        let text = "[supervisord]\nenvironment=A=\"g\"\n[program:a]\nenvironment=A=\"%(ENV_HOME)s/x\"\ncommand=/bin/x %(ENV_A)s\n";
        lowered(text, |service| {
            let unknown: Vec<_> =
                service.command.value.argv[1].unknowns().map(|one| one.name.as_str()).collect();
            assert_eq!(unknown, ["ENV_A"]);
        });
    }

    #[test]
    fn long_per_process_values_are_bounded_in_memory() {
        let text = format!(
            "[program:a]\nprocess_name=a-%(process_num)d\nnumprocs=10000\nenvironment=N=\"%(process_num)02d\"\ncommand=/bin/x{}\n",
            " %(ENV_N)s".repeat(1000)
        );
        lowered(&text, |service| {
            let each = |word: &Text<'_>| word.parts().any(|part| matches!(part, PartRef::PerInstance(_)));
            assert!(service.command.value.argv.iter().filter(|word| each(word)).count() < 200);
        });
    }

    #[test]
    fn a_word_has_its_span_in_the_file() {
        let text = "[program:a]\ncommand=/bin/x %(program_name)s.log && %(ENV_HOME)s\n";
        lowered(text, |service| {
            let place = |at: usize| {
                let (_, span) = service.command.value.argv[at].place().unwrap();
                &text[span.range()]
            };
            assert_eq!((place(0), place(1), place(2)), ("/bin/x", "%(program_name)s.log", "&&"));
            assert_eq!(place(3), "%(ENV_HOME)s");
            let unknown: Vec<_> = service.command.value.argv[3].unknowns().collect();
            assert_eq!(unknown[0].name, "ENV_HOME");
        });
    }

    #[test]
    fn the_supervisord_environment_applies_to_every_program() {
        let text = "[supervisord]\nenvironment=A=\"1\",B=\"2\"\nuser=daemon\n\
                    [program:a]\ncommand=/bin/%(ENV_A)s\nenvironment=B=\"3\",HOME=\"/h\",USER=\"u\",LOGNAME=\"u\",SHELL=\"/s\"\n";
        lowered(text, |service| {
            assert_eq!(service.command.value.argv, [Text::fixed("/bin/1")]);
            let pairs: Vec<_> = service
                .assignments
                .value
                .iter()
                .map(|one| (one.name.to_string(), one.value.to_string()))
                .collect();
            assert_eq!(pairs[..2], [("A".into(), "1".into()), ("B".into(), "3".into())]);
            assert_eq!(service.identity.value, Identity::OfUser);
            assert_eq!(service.user.value.as_ref().unwrap().to_string(), "daemon");
        });
    }

    #[test]
    fn outputs_distinguish_files_devices_and_syslog() {
        let text = "[program:a]\ncommand=/x\nstdout_logfile=/dev/stdout\nstdout_logfile_maxbytes=0\n\
                    stderr_logfile=/var/log/%(program_name)s.log\n";
        lowered(text, |service| {
            assert_eq!(service.stdout.value, Output::Managers { error: false });
            assert_eq!(service.stdout_rotation.value, Rotation::None);
            assert_eq!(service.stderr.value, Output::File(Text::fixed("/var/log/a.log")));
            assert_eq!(service.stderr_rotation.value, Rotation::Size { bytes: 52_428_800, backups: 10 });
        });
    }

    #[test]
    fn a_span_of_the_whole_value_survives_a_second_expansion() {
        let text = "[program:a]\ncommand=/x\nstdout_logfile=/var/%%%%a.log\n";
        lowered(text, |service| {
            assert_eq!(service.stdout.value, Output::File(Text::fixed("/var/%a.log")));
            let Output::File(path) = &service.stdout.value else { panic!() };
            let (_, span): (_, Span) = path.place().unwrap();
            assert_eq!(&text[span.range()], "/var/%%%%a.log");
        });
    }
}
