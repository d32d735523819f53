//! Hand-made findings for the snapshots of all formats.

use super::rendered::{Form, Ordered, Rendered};
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::source::{FileId, SourceFile, Sources, Span};
use crate::syntax::Edit;

/// Files with findings in them.
pub(super) struct Sample {
    pub(super) name: &'static str,
    pub(super) sources: Sources,
    pub(super) findings: Vec<Diagnostic>,
}

/// Compares with `snapshots/<name>.snap`; `name` may contain directories.
pub(super) fn snapshot(name: &str, output: &[u8]) {
    let (directory, name) = name.rsplit_once('/').unwrap();
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(format!("{}/snapshots/{directory}", env!("CARGO_MANIFEST_DIR")));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, std::str::from_utf8(output).unwrap()));
}

/// The output of a format for some samples.
pub(super) fn written(form: Form, samples: &[Sample]) -> String {
    let part = |sample: &Sample| {
        let mut part = Rendered::new(form);
        part.add(&sample.sources, &sample.findings).unwrap();
        part
    };
    let parts: Vec<Rendered> = samples.iter().map(part).collect();
    let files = samples.iter().map(|sample| sample.sources.iter().count()).sum();
    let mut out = Vec::new();
    Ordered::new(form, &parts, files).write(&mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// The output of a format for each sample on its own.
pub(super) fn each(form: Form) -> String {
    all().iter().map(|sample| written(form, std::slice::from_ref(sample))).collect()
}

/// The span of the `nth` occurrence (from 0) of `part` in a file.
fn find(sources: &Sources, file: FileId, part: &str, nth: usize) -> Span {
    let bytes = sources.get(file).bytes();
    let (at, _) = bytes
        .windows(part.len())
        .enumerate()
        .filter(|(_, window)| *window == part.as_bytes())
        .nth(nth)
        .unwrap();
    Span::new(at as u32, (at + part.len()) as u32)
}

fn one_file(name: &str, bytes: impl Into<Vec<u8>>) -> (Sources, FileId) {
    let mut sources = Sources::new();
    let id = sources.add(SourceFile::new(name, bytes.into()).unwrap());
    (sources, id)
}

pub(super) fn all() -> Vec<Sample> {
    vec![
        typo(),
        fix_by_kind(),
        near_and_far(),
        many_places(),
        end_of_file(),
        bytes(),
        tabs_and_crlf(),
        wide(),
        long_line(),
        many_lines(),
        empty(),
    ]
}

fn typo() -> Sample {
    let text = "[program:web]\ncommand=/usr/bin/gunicorn app:app\nauto_restart=true\nstopsignal=QUIT\n";
    let (sources, file) = one_file("supervisord.conf", text);
    let name = find(&sources, file, "auto_restart", 0);
    let finding = Diagnostic::new(
        "unknown-option",
        Level::Warning,
        file,
        name,
        "`auto_restart` is no option of a [program:x] section",
    )
    .label("did you mean `autorestart`?")
    .help(
        "supervisord takes no notice of a name it does not know and says nothing: the default, autorestart=unexpected, \
         applies. The known options are listed at http://supervisord.org/configuration.html#program-x-section-settings.",
    )
    .fix("write `autorestart`", Applicability::Safe, vec![Edit::replace(name, "autorestart")]);
    Sample { name: "typo", sources, findings: vec![finding] }
}

fn fix_by_kind() -> Sample {
    let text = "[program:worker]\ncommand=/srv/worker --name w%(process_num)\nnumprocs=4\nuser=root\n";
    let (sources, file) = one_file("conf.d/worker.conf", text);
    let place = find(&sources, file, "%(process_num)", 0);
    let root = find(&sources, file, "root", 0);
    let findings = vec![
        Diagnostic::new(
            "expansion-missing-conversion",
            Level::Error,
            file,
            place,
            "`%(process_num)` is not followed by a conversion",
        )
        .label("nothing says how the number is written")
        .help("supervisord refuses the file:\n    Format string '/srv/worker --name w%(process_num)' is badly formatted")
        .fix("write %(process_num)02d", Applicability::Safe, vec![Edit::insert(place.end, "02d")]),
        Diagnostic::new("user-root", Level::Info, file, root, "the program runs as root").fix(
            "delete the option",
            Applicability::Unsafe,
            vec![Edit::delete(find(&sources, file, "user=root\n", 0))],
        ),
        Diagnostic::new("no-log", Level::Info, file, find(&sources, file, "[program:worker]", 0), "output is lost")
            .fix("name a log file", Applicability::Display, Vec::new()),
    ];
    Sample { name: "fix-by-kind", sources, findings }
}

fn near_and_far() -> Sample {
    let (mut sources, first) = one_file(
        "conf.d/a.conf",
        "[program:web]\ncommand=/bin/a\nenvironment=A=\"1\",\n    B=\"2\"\ncommand=/bin/b\n",
    );
    let second = sources.add(
        SourceFile::new("conf.d/b.conf", b"; moved\n\n[program:web]\ncommand=/bin/c\n".to_vec()).unwrap(),
    );
    let findings = vec![
        Diagnostic::new(
            "duplicate-option",
            Level::Error,
            first,
            find(&sources, first, "command", 1),
            "`command` is given twice in [program:web]",
        )
        .label("and again here")
        .related(first, find(&sources, first, "command", 0), "first given here")
        .help("Python's configparser refuses the file."),
        Diagnostic::new(
            "duplicate-program",
            Level::Error,
            second,
            find(&sources, second, "[program:web]", 0),
            "the program `web` is defined twice",
        )
        .label("replaces the other one")
        .related(first, find(&sources, first, "[program:web]", 0), "the other one")
        .help("Files of [include] are read into one: a section that is there already is replaced option by option."),
    ];
    Sample { name: "near-and-far", sources, findings }
}

fn many_places() -> Sample {
    let text = "[Service]\n".to_owned() + &"\n\n\n\n\n\nEnvironment=A=1\n".repeat(7);
    let (sources, file) = one_file("app.service", text);
    let mut finding = Diagnostic::new(
        "environment-repeated",
        Level::Info,
        file,
        find(&sources, file, "Environment", 0),
        "`A` is set seven times",
    );
    for nth in 1..7 {
        finding = finding.related(file, find(&sources, file, "Environment", nth), "set again");
    }
    Sample { name: "many-places", sources, findings: vec![finding] }
}

fn end_of_file() -> Sample {
    let (mut sources, ended) = one_file("app.service", "[Unit]\nDescription=App\n");
    let open =
        sources.add(SourceFile::new("open.service", b"[Service]\nExecStart=/bin/app \\".to_vec()).unwrap());
    let at_end = |file| Span::at(sources.get(file).bytes().len() as u32);
    let findings = vec![
        Diagnostic::new("no-exec", Level::Error, ended, at_end(ended), "the service has no ExecStart=")
            .label("expected before the end of the file"),
        Diagnostic::new(
            "open-line",
            Level::Warning,
            open,
            at_end(open),
            "the last line goes on with nothing",
        )
        .label("nothing follows"),
    ];
    Sample { name: "end-of-file", sources, findings }
}

fn bytes() -> Sample {
    let text = b"[Service]\nDescription=caf\xe9 \x1b[31mred\x1b[0m\nExecStart=/bin/\xffapp\0 x\n";
    let (sources, file) = one_file("odd\x1b[2Jname.service", &text[..]);
    let findings = vec![
        Diagnostic::new("not-utf-8", Level::Error, file, Span::new(25, 26), "byte 0xe9 is not UTF-8")
            .label("a Latin-1 \u{e9}, perhaps"),
        Diagnostic::new("control-character", Level::Warning, file, Span::new(41, 45), "\x1b[0m in a value")
            .label("\x1b[0m"),
        Diagnostic::new("nul", Level::Warning, file, find(&sources, file, "app\0", 0), "a NUL ends the line"),
    ];
    Sample { name: "bytes", sources, findings }
}

fn tabs_and_crlf() -> Sample {
    let (sources, file) = one_file("win.ini", "[program:x]\r\ncommand\t=\t/bin/x\t; why\r\nuser=me\r\n");
    let whole_line = find(&sources, file, "command\t=\t/bin/x\t; why\r\n", 0);
    let findings = vec![
        Diagnostic::new(
            "comment",
            Level::Info,
            file,
            find(&sources, file, "; why", 0),
            "a comment after a value",
        )
        .label("cut here"),
        Diagnostic::new("line", Level::Info, file, whole_line, "the line end is not underlined"),
    ];
    Sample { name: "tabs-and-crlf", sources, findings }
}

fn wide() -> Sample {
    let (sources, file) = one_file("ワーカー.service", "[Unit]\nDescription=日本語の説明 and more\n");
    let finding = Diagnostic::new(
        "example",
        Level::Warning,
        file,
        find(&sources, file, "and more", 0),
        "the caret stands below `and`",
    )
    .label("ここ");
    Sample { name: "wide", sources, findings: vec![finding] }
}

fn long_line() -> Sample {
    let value = "--option=value ".repeat(20_000);
    let text = format!("[Service]\nExecStart=/bin/app {value}--bad {value}\nRestart=always\n");
    let (sources, file) = one_file("long.service", text);
    let findings = vec![
        Diagnostic::new("start", Level::Warning, file, find(&sources, file, "/bin/app", 0), "at the start")
            .label("here"),
        Diagnostic::new("middle", Level::Warning, file, find(&sources, file, "--bad", 0), "far to the right")
            .label("here"),
    ];
    Sample { name: "long-line", sources, findings }
}

fn many_lines() -> Sample {
    let text =
        format!("[Service]\nExecStart=/bin/app \\\n{}  --last\nRestart=always\n", "  --more \\\n".repeat(50));
    let (sources, file) = one_file("app.service", text);
    let start = find(&sources, file, "/bin/app", 0).start;
    let findings = vec![
        Diagnostic::new(
            "whole",
            Level::Info,
            file,
            Span::new(start, find(&sources, file, "--last", 0).end),
            "fifty lines",
        )
        .label("this command"),
        Diagnostic::new(
            "two",
            Level::Info,
            file,
            Span::new(start, find(&sources, file, "--more", 0).end),
            "two lines",
        )
        .label("this part"),
    ];
    Sample { name: "many-lines", sources, findings }
}

fn empty() -> Sample {
    let (sources, file) = one_file("supervisord.conf", "");
    let finding = Diagnostic::new(
        "no-supervisord",
        Level::Error,
        file,
        Span::new(0, 0),
        "the file has no [supervisord]",
    );
    Sample { name: "empty", sources, findings: vec![finding] }
}
