//! supervisord's own parsers of files and values, through `oracle.py`.

use std::collections::BTreeMap;
use std::ffi::OsString;
use std::io::{BufRead as _, BufReader, BufWriter, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use serde_json::{Value, json};

/// supervisord's result for a configuration.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Verdict {
    /// The error, if it refuses it.
    pub(super) error: Option<String>,
    /// The processes that it would run.
    pub(super) programs: Vec<Process>,
}

/// A process that supervisord would run; the fields are those of its `ProcessConfig`.
#[derive(Debug, serde::Deserialize)]
pub(super) struct Process {
    /// `group:process`.
    pub(super) name: String,
    pub(super) argv: Vec<String>,
    pub(super) environment: BTreeMap<String, String>,
    /// The other fields, in order.
    #[serde(flatten)]
    pub(super) settings: serde_json::Map<String, Value>,
}

/// The result of supervisord's parser of a value: the value, or its message.
pub(super) type Answer = Result<Value, String>;

/// The path inside a container of the Python that has supervisor, and what has to be mounted for it: a directory below /tmp
/// would not be visible inside, and one of root's not to other users.
pub(super) fn inside(python: &Path) -> (PathBuf, Option<String>) {
    let output = Command::new(python).args(["-c", "import sys; print(sys.prefix)"]).output().unwrap();
    let prefix = String::from_utf8(output.stdout).unwrap().trim().to_owned();
    match prefix.as_str() {
        "/usr" => (python.to_owned(), None),
        _ => (PathBuf::from("/supervisor/bin/python"), Some(format!("{prefix}:/supervisor"))),
    }
}

/// The results for these configurations, in order; `None` without supervisord.
pub(super) fn load(texts: &[&str]) -> Option<Vec<Verdict>> {
    let requests = texts.iter().map(|text| json!({ "load": text }));
    let answers = ask(requests)?;
    Some(answers.into_iter().map(|answer| serde_json::from_value(answer).unwrap()).collect())
}

/// Everything that supervisord knows about these configurations, or its message, in order; `None` without supervisord.
pub(super) fn everything(texts: &[String]) -> Option<Vec<Value>> {
    ask(texts.iter().map(|text| json!({ "all": text })))
}

/// The results of the parser of this kind for these texts, in order; `None` without supervisord.
pub(super) fn read(kind: &str, texts: &[String]) -> Option<Vec<Answer>> {
    let answers = ask(texts.iter().map(|text| json!({ "kind": kind, "text": text })))?;
    let answer = |mut answer: Value| match answer.get("error") {
        Some(message) => Err(message.as_str().unwrap().to_owned()),
        None => Ok(answer["value"].take()),
    };
    Some(answers.into_iter().map(answer).collect())
}

/// The answers to all requests.
fn ask(requests: impl Iterator<Item = Value> + Send) -> Option<Vec<Value>> {
    let mut answers = Vec::new();
    converse(requests, |answer| answers.push(answer))?;
    Some(answers)
}

/// Lets a single process answer all requests, and passes on each answer as it comes; `None` without supervisord.
pub(super) fn converse(
    requests: impl Iterator<Item = Value> + Send,
    mut take: impl FnMut(Value),
) -> Option<()> {
    let python = python()?;
    let mut child = Command::new(python)
        .arg(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/engines/oracle.py"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = BufWriter::new(child.stdin.take().unwrap());
    let answers = BufReader::new(child.stdout.take().unwrap());
    std::thread::scope(|scope| {
        // It answers while it is being asked, so both ends must be served.
        scope.spawn(move || requests.for_each(|request| writeln!(stdin, "{request}").unwrap()));
        for line in answers.lines() {
            take(serde_json::from_str(&line.unwrap()).unwrap());
        }
    });
    assert!(child.wait().unwrap().success());
    Some(())
}

/// A Python that has supervisor; looked up once.
pub(super) fn python() -> Option<&'static OsString> {
    static PYTHON: OnceLock<Option<OsString>> = OnceLock::new();
    let found = PYTHON.get_or_init(|| {
        let named = std::env::var_os("SYSVISOR_SUPERVISOR_PYTHON");
        let python = named.unwrap_or_else(|| "python3".into());
        let mut import = Command::new(&python);
        import.args(["-c", "import supervisor.options"]).stdout(Stdio::null()).stderr(Stdio::null());
        import.status().is_ok_and(|status| status.success()).then_some(python)
    });
    if found.is_none() {
        super::skip("supervisord", "set SYSVISOR_SUPERVISOR_PYTHON");
    }
    found.as_ref()
}
