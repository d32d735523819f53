//! Reads a file and detects its language, or reports why that is not possible.

use std::io;
use std::path::Path;

use super::Failure;
use super::args::InputArgs;
use super::discover::{Target, text_of};
use super::exit::Reason;
use super::init_script::{self, is_init_script};
use crate::language::{Language, NameHint, has_supervisord_header, has_unit_header, name_hint};
use crate::source::{Files, Found, SourceFile, base_name};
use crate::systemd::foreign::Foreign;
use crate::systemd::inferred_name::inferred_name;

/// A file in one of the two languages.
#[derive(Debug)]
pub(super) struct Input {
    /// The name and contents.
    pub(super) file: SourceFile,
    /// The language that it is written in.
    pub(super) language: Language,
}

/// How files are read, and how their language is detected.
#[derive(Clone, Copy)]
pub(super) struct Reader<'a> {
    files: &'a dyn Files,
    language: Option<Language>,
    stdin_filename: Option<&'a str>,
}

impl<'a> Reader<'a> {
    /// Creates a reader of `files` that respects `--language` and `--stdin-filename`.
    #[must_use]
    pub(super) fn new(files: &'a dyn Files, args: &'a InputArgs) -> Self {
        Self {
            files,
            language: args.language.map(Language::from),
            stdin_filename: args.stdin_filename.as_deref(),
        }
    }

    /// Reads a file; `None` if it was found by a walk and is in neither language.
    ///
    /// # Errors
    /// If it cannot be read, or was named explicitly and is in neither language.
    pub(super) fn read(&self, target: &Target) -> Result<Option<Input>, Failure> {
        if target.is_stdin() {
            return self.read_stdin(&mut io::stdin().lock()).map(Some);
        }
        let name = text_of(&target.path).into_owned();
        let (bytes, mode) =
            self.files.read_with_mode(&target.path).map_err(|error| unreadable(&name, &error))?;
        let hint = target.hint;
        let language = match (self.language, hint) {
            // The option applies to named files, and to files found by a walk only if their name does not decide.
            (Some(language), NameHint::HeadersDecide) => Some(language),
            (Some(language), _) if target.named => Some(language),
            _ => hint.language(&bytes),
        };
        // Files of several other programs are named like units, so a file found by a walk may not be one.
        let is_foreign = || {
            !target.named
                && language == Some(Language::Systemd)
                && !name.ends_with(".conf")
                && Foreign::of(&bytes).is_some()
        };
        let language = if is_foreign() { None } else { language };
        match language {
            Some(language) => {
                let mut read = input(&name, bytes, language)?;
                if is_of_no_type(hint, &read) {
                    return if target.named { Err(no_type(read.file.name())) } else { Ok(None) };
                }
                // The mode and the type of the file matter only for systemd.
                if language == Language::Systemd {
                    // A file with contents is not a mask, so its type does not matter.
                    let is_device =
                        read.file.bytes().is_empty() && self.files.find(&target.path) == Found::Other;
                    read.file = read.file.with_mode(mode).as_device(is_device);
                }
                Ok(Some(read))
            }
            None if target.named => Err(neither(&name, hint, &bytes)),
            None => Ok(None),
        }
    }

    fn read_stdin(&self, stdin: &mut dyn io::Read) -> Result<Input, Failure> {
        let mut bytes = Vec::new();
        stdin.read_to_end(&mut bytes).map_err(|error| unreadable("standard input", &error))?;
        let (name, language) = match (self.stdin_filename, self.language) {
            (Some(name), language) => (name, language),
            (None, Some(language)) => ("-", Some(language)),
            // Its sections decide. For a unit, neither its type nor its name would be known.
            (None, None) if has_supervisord_header(&bytes) => ("-", Some(Language::Supervisord)),
            (None, None) => {
                return Err(Failure::with_help(
                    "cannot tell which language standard input is in",
                    "name it with --stdin-filename, for example --stdin-filename app.service",
                ));
            }
        };
        let hint = name_hint(name);
        let language =
            language.or_else(|| hint.language(&bytes)).ok_or_else(|| neither(name, hint, &bytes))?;
        let input = input(name, bytes, language)?;
        if is_of_no_type(hint, &input) { Err(no_type(name)) } else { Ok(input) }
    }
}

/// Whether a file that is said to be systemd's is a unit of unknown type: systemd would then read none of its sections.
fn is_of_no_type(hint: NameHint, input: &Input) -> bool {
    input.language == Language::Systemd
        && hint != NameHint::Language(Language::Systemd)
        && inferred_name(&input.file).is_none()
}

fn no_type(name: &str) -> Failure {
    let (what, help) = match name {
        "-" => ("standard input", "name it with --stdin-filename, for example --stdin-filename app.service"),
        _ => (
            name,
            "give it a name such as app.service, or pass it on standard input with --stdin-filename app.service",
        ),
    };
    Failure::with_help(
        format!("{what} is not a unit of a known type: neither its name nor its sections say which"),
        help,
    )
}

fn input(name: &str, bytes: Vec<u8>, language: Language) -> Result<Input, Failure> {
    match SourceFile::new(name, bytes) {
        Ok(file) => Ok(Input { file, language }),
        Err(error) => Err(Failure::new(format!("cannot read {name}: {error}"))),
    }
}

fn unreadable(name: &str, error: &io::Error) -> Failure {
    Failure::new(format!("cannot read {name}: {}", Reason(error)))
}

/// The error for a file in neither language, with what its contents suggest.
fn neither(name: &str, hint: NameHint, bytes: &[u8]) -> Failure {
    let extension = Path::new(name).extension().and_then(|it| it.to_str()).unwrap_or_default();
    let is_init_script = is_init_script(bytes);
    let why = if bytes.contains(&0) {
        "it is not a text file"
    } else if is_init_script {
        "it is an init script"
    } else if hint == NameHint::HeadersDecide {
        "it has no section header that supervisord knows, such as [program:x] or [supervisord], and is not in a systemd \
         drop-in directory such as app.service.d"
    } else {
        "systemd units are named *.service, *.socket, *.timer …, supervisord files *.conf or *.ini"
    };
    let help = if is_init_script {
        init_script::way_out(base_name(name))
    } else if has_supervisord_header(bytes) {
        "it looks like supervisord's: pass --language supervisord to read it as such".to_owned()
    } else if has_unit_header(bytes) {
        "it looks like systemd's: pass --language systemd to read it as such".to_owned()
    } else if extension == "j2" || extension == "tmpl" || extension == "erb" {
        "a template must be filled in first".to_owned()
    } else {
        "pass --language supervisord or --language systemd to say which it is".to_owned()
    };
    Failure::with_help(format!("{name} is in neither language: {why}"), help)
}

#[cfg(test)]
mod tests {
    use super::super::args::LanguageName;
    use super::*;
    use crate::source::Memory;

    fn args(language: Option<LanguageName>, stdin_filename: Option<&str>) -> InputArgs {
        InputArgs {
            language,
            stdin_filename: stdin_filename.map(str::to_owned),
            root: None,
            env: Vec::new(),
            env_file: None,
        }
    }

    fn files() -> Memory {
        Memory::new()
            .with("d/web.conf", "[program:web]\n")
            .with("d/nginx.conf", "server {}\n")
            .with("d/override.conf", "[Service]\n")
            .with("d/app.service", "")
            .with("d/org.a.service", "[D-BUS Service]\nName=a\n")
            .with("d/a.service.d/x.conf", "two words\n")
            .with("d/app.service.j2", "[Unit]\n")
            .with("d/worker.cfg", "[program:x]\n")
            .with("d/logo.ini", &b"\0\x01"[..])
    }

    fn read(name: &str, named: bool, args: &InputArgs) -> Result<Option<Language>, String> {
        let target = Target { named, ..Target::named(name.into()) };
        match Reader::new(&files(), args).read(&target) {
            Ok(input) => Ok(input.map(|input| input.language)),
            Err(Failure::Message { message, help }) => {
                Err(format!("{message}\n{}", help.unwrap_or_default()))
            }
            Err(Failure::ClosedPipe) => Err("closed".into()),
        }
    }

    #[test]
    fn foreign_files_found_by_walking_are_skipped() {
        let args = args(None, None);
        assert_eq!(read("d/web.conf", false, &args), Ok(Some(Language::Supervisord)));
        assert_eq!(read("d/app.service", false, &args), Ok(Some(Language::Systemd)));
        assert_eq!(read("d/nginx.conf", false, &args), Ok(None));
        assert_eq!(read("d/logo.ini", false, &args), Ok(None));
        assert_eq!(read("d/org.a.service", false, &args), Ok(None));
        assert_eq!(read("d/org.a.service", true, &args), Ok(Some(Language::Systemd)));
        assert_eq!(
            read("d/a.service.d/x.conf", false, &args),
            Ok(Some(Language::Systemd)),
            "a broken drop-in"
        );
    }

    #[test]
    fn a_named_foreign_file_is_an_error_with_the_reason() {
        let args = args(None, None);
        for (name, why, help) in [
            ("d/nginx.conf", "no section header that supervisord knows", "--language supervisord or"),
            ("d/override.conf", "drop-in directory", "looks like systemd's"),
            ("d/app.service.j2", "*.service", "looks like systemd's"),
            ("d/worker.cfg", "*.conf or *.ini", "looks like supervisord's"),
            ("d/logo.ini", "not a text file", "--language"),
            ("d/gone.conf", "cannot read d/gone.conf: no such file or directory", ""),
        ] {
            let error = read(name, true, &args).unwrap_err();
            assert!(error.contains(why) && error.contains(help), "{error}");
        }
    }

    #[test]
    fn the_language_option_decides_for_named_files_and_ambiguous_names() {
        let args = args(Some(LanguageName::Supervisord), None);
        assert_eq!(read("d/worker.cfg", true, &args), Ok(Some(Language::Supervisord)));
        assert_eq!(read("d/nginx.conf", false, &args), Ok(Some(Language::Supervisord)));
        assert_eq!(read("d/worker.cfg", false, &args), Ok(None));
    }

    #[test]
    fn a_unit_of_unknown_type_is_an_error_if_named_and_skipped_on_a_walk() {
        let args = args(Some(LanguageName::Systemd), None);
        assert_eq!(read("d/override.conf", true, &args), Ok(Some(Language::Systemd)));
        let error = read("d/nginx.conf", true, &args).unwrap_err();
        assert!(
            error.contains("not a unit of a known type") && error.contains("--stdin-filename"),
            "{error}"
        );
        assert_eq!(read("d/nginx.conf", false, &args), Ok(None));
        assert_eq!(read("d/app.service", true, &args), Ok(Some(Language::Systemd)), "the name decides");
        let files = files();
        let error = Reader::new(&files, &args).read_stdin(&mut &b"a=b\n"[..]).unwrap_err();
        let Failure::Message { message, help } = error else { panic!("{error:?}") };
        assert!(message.contains("standard input is not a unit"), "{message}");
        assert!(help.is_some_and(|help| help.contains("--stdin-filename app.service")));
    }

    #[test]
    fn stdin_is_classified_by_its_given_name() {
        let files = Memory::new();
        let named = args(None, Some("etc/app.service"));
        let input = Reader::new(&files, &named).read_stdin(&mut &b"[Unit]\n"[..]).unwrap();
        assert_eq!((input.language, input.file.name()), (Language::Systemd, "etc/app.service"));

        let nameless = args(None, None);
        assert!(Reader::new(&files, &nameless).read_stdin(&mut &b""[..]).is_err());
        let program = &mut &b"[program:a]\ncommand=/a\n"[..];
        let own = Reader::new(&files, &nameless).read_stdin(program).unwrap();
        assert_eq!((own.language, own.file.name()), (Language::Supervisord, "-"), "the sections decide");
        let unit = Reader::new(&files, &nameless).read_stdin(&mut &b"[Service]\nExecStart=/a\n"[..]);
        assert!(unit.is_err(), "neither a name nor sections to decide");

        let given = args(Some(LanguageName::Supervisord), None);
        let input = Reader::new(&files, &given).read_stdin(&mut &b""[..]).unwrap();
        assert_eq!((input.language, input.file.name()), (Language::Supervisord, "-"));
    }
}
