//! The fidelity report as a web page: its contents, highlighting and keyboard control, and that no input becomes markup.
//! The tests use headless Chromium; without it they print a message and pass, unless `SYSVISOR_REQUIRE_ENGINES=1` makes
//! that a failure.
#![expect(
    clippy::unwrap_used,
    clippy::disallowed_methods,
    reason = "tests create directories, read variables, and panic on failure"
)]

mod browser;
mod content;
mod hostile;
mod keys;
mod looks;

use std::path::{Path, PathBuf};

use serde_json::Value;

use browser::Browser;

use crate::program::{root, run};

/// A page in its own browser window, together with the same report as JSON.
struct Report {
    browser: Browser,
    page: PathBuf,
    json: Value,
    _folder: tempfile::TempDir,
}

/// Converts `source`, which is in `directory`, and opens the page.
fn report(directory: &Path, source: &str, to: &str) -> Option<Report> {
    let Some(browser) = Browser::start() else {
        crate::engines::skip("chromium with chromedriver", "apt-get install chromium chromium-driver");
        return None;
    };
    let out = tempfile::tempdir().unwrap();
    let write = |format: &str| {
        let path = out.path().join(format);
        let file = path.to_str().unwrap();
        let run =
            run(directory, &["convert", "-q", "--to", to, "--report", format, "--report-file", file, source]);
        assert_eq!(run.status, 0, "{}", run.err);
        path
    };
    let json = serde_json::from_slice(&std::fs::read(write("json")).unwrap()).unwrap();
    let page = out.path().join("report.html");
    std::fs::rename(write("html"), &page).unwrap();
    let report = Report { browser, page, json, _folder: out };
    report.open("");
    Some(report)
}

/// The report on a fixture with everything: a template, a target, each verdict, defaults.
fn workers() -> Option<Report> {
    let directory = tempfile::tempdir().unwrap();
    let workers = directory.path().join("workers");
    std::fs::create_dir(&workers).unwrap();
    for entry in std::fs::read_dir(root().join("tests/fixtures/workers")).unwrap().map(Result::unwrap) {
        let text = std::fs::read_to_string(entry.path()).unwrap();
        // Something that has to be done by hand.
        let text = text.replace("Group=www-data", "RootDirectory=/srv/shop");
        std::fs::write(workers.join(entry.file_name()), text).unwrap();
    }
    report(directory.path(), "workers", "supervisord")
}

impl Report {
    fn open(&self, fragment: &str) {
        self.browser.open(&self.page, fragment);
    }

    /// Runs the body of a function in the page and returns its result.
    fn eval(&self, body: &str) -> Value {
        self.browser.eval(body)
    }

    /// The texts of all visible elements that match, trimmed.
    fn texts(&self, selector: &str) -> Vec<String> {
        let body = format!(
            "return [...document.querySelectorAll({selector:?})].filter((one) => one.offsetParent).map((one) => one.innerText.trim())"
        );
        strings(&self.eval(&body))
    }

    /// The text of the focused link.
    fn focus(&self) -> String {
        self.eval("return document.activeElement.innerText").as_str().unwrap().to_owned()
    }
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().unwrap().iter().map(|one| one.as_str().unwrap().to_owned()).collect()
}
