//! A real browser: headless Chromium behind its driver, spoken to as WebDriver has it (<https://www.w3.org/TR/webdriver2/>).

use std::io::{BufRead as _, BufReader};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::Duration;

use serde_json::{Value, json};

/// Keys that are no letters.
pub(super) const TAB: &str = "\u{e004}";
pub(super) const ENTER: &str = "\u{e007}";
pub(super) const ESCAPE: &str = "\u{e00c}";
pub(super) const END: &str = "\u{e010}";
pub(super) const HOME: &str = "\u{e011}";
pub(super) const LEFT: &str = "\u{e012}";
pub(super) const RIGHT: &str = "\u{e014}";
pub(super) const DOWN: &str = "\u{e015}";

/// A session with a window; it ends when this is dropped.
pub(super) struct Browser {
    driver: Child,
    /// The driver goes on writing to it.
    _out: BufReader<ChildStdout>,
    /// The browser's own files.
    _profile: tempfile::TempDir,
    agent: ureq::Agent,
    /// `http://127.0.0.1:PORT/session/ID`
    session: String,
}

impl Browser {
    /// Starts Chromium with a window of 1440 by 900 pixels. None where it, or its driver, is not installed.
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
        // As root Chromium runs only without its sandbox; what it is shown is ours.
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
        // A change of the fragment alone would not load the page again.
        self.post("/url", json!({ "url": "about:blank" }));
        self.post("/url", json!({ "url": format!("file://{}#{fragment}", page.display()) }));
    }

    /// What a function's body returns in the page.
    pub(super) fn eval(&self, body: &str) -> Value {
        self.post("/execute/sync", json!({ "script": body, "args": [] }))
    }

    /// The text of the first element that fits, as a person sees it.
    pub(super) fn text(&self, selector: &str) -> String {
        let element = self.find(selector);
        self.get(&format!("/element/{element}/text")).as_str().unwrap().to_owned()
    }

    /// Clicks with the mouse on the first element that fits.
    pub(super) fn click(&self, selector: &str) {
        let element = self.find(selector);
        self.post(&format!("/element/{element}/click"), json!({}));
    }

    /// Moves the mouse onto the first element that fits.
    pub(super) fn hover(&self, selector: &str) {
        let origin = json!({ ELEMENT: self.find(selector) });
        let steps = [json!({ "type": "pointerMove", "duration": 0, "origin": origin, "x": 0, "y": 0 })];
        let mouse = json!({ "type": "pointer", "id": "mouse", "actions": steps });
        self.post("/actions", json!({ "actions": [mouse] }));
    }

    /// Presses keys, one after the other.
    pub(super) fn press(&self, keys: &[&str]) {
        let steps: Vec<_> = keys
            .iter()
            .flat_map(|key| ["keyDown", "keyUp"].map(|step| json!({ "type": step, "value": key })))
            .collect();
        self.post("/actions", json!({ "actions": [{ "type": "key", "id": "keyboard", "actions": steps }] }));
    }

    /// A command of the DevTools protocol: what the window pretends to be, what a screen reader is told.
    pub(super) fn devtools(&self, command: &str, parameters: Value) -> Value {
        self.post("/goog/cdp/execute", json!({ "cmd": command, "params": parameters }))
    }

    /// What the browser complained about since it was asked last: violations of the policy, errors of the script.
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
        // The session ends the browser; the driver alone would leave it.
        let _ = self.agent.delete(&self.session).call();
        let _ = self.driver.kill();
        let _ = self.driver.wait();
    }
}

/// The name under which WebDriver hands over elements.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

fn value(response: Result<ureq::http::Response<ureq::Body>, ureq::Error>, path: &str) -> Value {
    let text = response.unwrap().body_mut().read_to_string().unwrap();
    let mut json: Value = serde_json::from_str(&text).unwrap();
    assert!(json["value"]["error"].is_null(), "{path}: {}", json["value"]["message"]);
    json["value"].take()
}

/// The port that the driver has chosen; it says so in one of its first lines.
fn port(out: &mut BufReader<ChildStdout>) -> u16 {
    for line in out.lines().map_while(Result::ok) {
        if let Some((_, port)) = line.split_once("on port ") {
            // Before it has started it tells the port that it was asked for.
            if let Some(port) = port.trim_end_matches('.').parse().ok().filter(|port| *port != 0) {
                return port;
            }
        }
    }
    panic!("chromedriver ended before it told its port");
}

/// Where a program is.
fn on_path(name: &str) -> Option<std::path::PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path).map(|folder| folder.join(name)).find(|program| program.is_file())
}
