//! A real browser: headless Chromium, controlled through its driver by WebDriver (<https://www.w3.org/TR/webdriver2/>).

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// WebDriver's codes for special keys.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const END: &str = "\u{e010}";
pub(super) const HOME: &str = "\u{e011}";
pub(super) const LEFT: &str = "\u{e012}";
pub(super) const RIGHT: &str = "\u{e014}";
pub(super) const DOWN: &str = "\u{e015}";

/// A session with one window; it ends on drop.
pub(super) struct Browser {
    driver: Child,
    /// Kept open, since the driver keeps writing to it.
    _out: BufReader<ChildStdout>,
    /// The browser's profile.
    _profile: tempfile::TempDir,
    agent: ureq::Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
}

impl Browser {
    /// Starts Chromium with a window of 1440 by 900 pixels. `None` if it or its driver is not installed.
    pub(super) fn start() -> Option<Self> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"].into_iter().find_map(on_path)?;
        let profile = tempfile::tempdir().unwrap();
        let mut driver = Command::new(on_path("chromedriver")?)
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(driver.stdout.take().unwrap());
        let port = port(&mut out);
        let config = ureq::Agent::config_builder().timeout_global(Some(Duration::from_secs(60)));
        let agent: ureq::Agent = config.http_status_as_error(false).build().into();
        let address = format!("http://127.0.0.1:{port}/session");
        let mut browser = Self { driver, _out: out, _profile: profile, agent, session: address };
        // As root, Chromium runs only without its sandbox; the page that it loads is trusted.
        let args = [
            "--headless".to_owned(),
            "--no-sandbox".to_owned(),
            "--disable-gpu".to_owned(),
            "--disable-dev-shm-usage".to_owned(),
            "--disable-background-networking".to_owned(),
            "--no-first-run".to_owned(),
            "--window-size=1440,900".to_owned(),
            format!("--user-data-dir={}", browser._profile.path().display()),
        ];
        let options = json!({ "binary": chromium, "args": args });
        let always = json!({ "goog:chromeOptions": options, "goog:loggingPrefs": { "browser": "ALL" }, "unhandledPromptBehavior": "ignore" });
        let started = browser.post("", json!({ "capabilities": { "alwaysMatch": always } }));
        let id = started["sessionId"].as_str().unwrap();
        browser.session = format!("{}/{id}", browser.session);
        Some(browser)
    }

    /// Opens a file; `fragment` is what follows the `#`.
    pub(super) fn open(&self, page: &Path, fragment: &str) {
        // Changing only the fragment would not reload the page.
        self.post("/url", json!({ "url": "about:blank" }));
        self.post("/url", json!({ "url": format!("file://{}#{fragment}", page.display()) }));
    }

    /// Runs the body of a function in the page and returns its result.
    pub(super) fn eval(&self, body: &str) -> Value {
        self.post("/execute/sync", json!({ "script": body, "args": [] }))
    }

    /// The visible text of the first element that matches.
    pub(super) fn text(&self, selector: &str) -> String {
        let element = self.find(selector);
        self.get(&format!("/element/{element}/text")).as_str().unwrap().to_owned()
    }

    /// Clicks the first element that matches.
    pub(super) fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.post(&format!("/element/{element}/click"), json!({}));
    }

    /// Moves the mouse over the first element that matches.
    pub(super) fn hover(&self, selector: &str) {
        let origin = json!({ ELEMENT: self.find(selector) });
        let steps = [json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": 0, "y": 0 })];
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": steps });
        self.post("/actions", json!({ "actions": [mouse] }));
    }

    /// Presses keys, one after another.
    pub(super) fn press(&self, keys: &[&str]) {
        let steps: Vec<_> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|step| json!({ "type": step, "value": key })))
            .collect();
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] }));
    }

    /// Sends a command of the DevTools protocol, for emulation or the accessibility tree.
    pub(super) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// The console messages since the last call: policy violations and script errors.
    pub(super) fn complaints(&self) -> Vec<String> {
        let log = self.post("/se/log", json!({ "type": "browser" }));
        let entries = log.as_array().unwrap().iter();
        entries.map(|entry| entry["message"].as_str().unwrap().to_owned()).collect()
    }

    fn find(&self, selector: &str) -> String {
        let found = self.post("/element", json!({ "using": "css selector", "value": selector }));
        found[ELEMENT].as_str().unwrap().to_owned()
    }

    fn get(&self, path: &str) -> Value {
        value(self.agent.get(format!("{}{path}", self.session)).call(), path)
    }

    fn post(&self, path: &str, body: Value) -> Value {
        let request = self.agent.post(format!("{}{path}", self.session)).content_type("application/json");
        value(request.send(body.to_string()), path)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Ending the session ends the browser; killing just the driver would leave it running.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The key under which WebDriver returns elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn value(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>, path: &str) -> Value {
    let text = response.unwrap().body_mut().read_to_string().unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    assert!(json["value"]["error"].is_null(), "{path}: {}", json["value"]["message"]);
    json["value"].take()
}

/// The port that the driver has chosen, from one of its first lines.
fn port(out: &mut BufReader<ChildStdout>) -> u16 {
    for line in out.lines().map_while(Result::ok) {
        if let Some((_, port)) = line.split_once("on port ") {
            // Before it has started, it prints the port that was requested.
            if let Some(port) = port.trim_end_matches('.').parse().ok().filter(|port| *port != 0) {
                return port;
            }
        }
    }
    panic!("chromedriver exited before it printed its port");
}

/// The path of a program.
fn on_path(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|directory| directory.join(name)).find(|program| program.is_file())
}
