//! Runs the program on files in a temporary directory.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests create directories and panic on failure"
)]

use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// The exit status of a panic; if a panic aborts, there is none.
const PANIC_STATUS: i32 = 101;

/// The result of a run.
#[derive(Debug)]
pub(crate) struct Run {
    pub(crate) status: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

/// `sysvisor` with `args` in `directory`, with empty standard input.
pub(crate) fn command(directory: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sysvisor"));
    command.current_dir(directory).args(args).env("LC_ALL", "C.UTF-8").stdin(Stdio::null());
    command
}

/// Runs `sysvisor` with `args` in `directory`.
pub(crate) fn run(directory: &Path, args: &[&str]) -> Run {
    Run::of(command(directory, args).output().unwrap())
}

impl Run {
    /// The result of a run. A panic must not be mistaken for a refusal.
    pub(crate) fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        let (out, err) = (text(output.stdout), text(output.stderr));
        let status = output.status.code().filter(|code| *code != PANIC_STATUS);
        let status = status.unwrap_or_else(|| panic!("{}: {err}", output.status));
        Self { status, out, err }
    }

    /// The findings of `check --output-format json`: rule, level, line.
    pub(crate) fn findings(&self) -> Vec<(String, String, u64)> {
        let json: serde_json::Value = serde_json::from_str(&self.out).unwrap();
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let findings = json["diagnostics"].as_array().unwrap().iter();
        findings
            .map(|one| {
                let line = one["range"]["start"]["line"].as_u64().unwrap();
                (text(&one["rule"]), text(&one["level"]), line)
            })
            .collect()
    }

    /// The rows of the report that `convert --report json` writes to standard error, in the order of the files.
    pub(crate) fn rows(&self) -> Vec<serde_json::Value> {
        let json: serde_json::Value =
            serde_json::from_str(&self.err).unwrap_or_else(|error| panic!("{error}: {}", self.err));
        json["settings"].as_array().unwrap().clone()
    }

    /// The rows of a setting, without defaults.
    pub(crate) fn rows_of(&self, setting: &str) -> Vec<serde_json::Value> {
        let mut rows = self.rows();
        rows.retain(|row| row["setting"] == setting && !row["value"].is_null());
        rows
    }

    /// The text of one of the files that `convert` printed.
    pub(crate) fn file(&self, name: &str) -> &str {
        let start = format!("# file: {name}\n");
        let (_, rest) = self.out.split_once(&start).unwrap_or_else(|| panic!("no {name} in {}", self.out));
        rest.split("\n# file: ").next().unwrap_or(rest)
    }

    /// Everything as one text, for a snapshot.
    pub(crate) fn transcript(&self) -> String {
        format!("exit {}\n--- standard output\n{}--- standard error\n{}", self.status, self.out, self.err)
    }
}

/// A directory with these files.
pub(crate) fn directory(files: &[(&str, &str)]) -> tempfile::TempDir {
    directory_of_bytes(files.iter().map(|(name, text)| (*name, text.as_bytes())))
}

/// A directory with these files, which need not be valid UTF-8.
pub(crate) fn directory_of_bytes<'f>(
    files: impl IntoIterator<Item = (&'f str, &'f [u8])>,
) -> tempfile::TempDir {
    let root = tempfile::tempdir().unwrap();
    for (name, bytes) in files {
        let path = root.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }
    root
}

/// The root of the project, which contains `snapshots/` and `tests/`.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// insta's settings for a stage: the snapshots are in `snapshots/<stage>/`.
pub(crate) fn snapshots(stage: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(root().join("snapshots").join(stage));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}
