//! The contents of the page.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::{strings, workers};
use crate::program::{root, run, snapshots};

/// The hash in `script-src 'sha256-…'`.
fn allowed(frame: &str, what: &str) -> String {
    let (_, rest) = frame.split_once(&format!("{what} 'sha256-")).unwrap();
    rest.split_once('\'').unwrap().0.to_owned()
}

#[test]
fn the_content_security_policy_allows_only_the_embedded_script_and_style() {
    let frame = include_str!("../../src/report/html/page.html");
    assert!(frame.contains("content=\"default-src 'none'; script-src 'sha256-"));
    for (what, text) in [
        ("script-src", include_str!("../../src/report/html/script.js")),
        ("style-src", include_str!("../../src/report/html/style.css")),
    ] {
        let hash = BASE64_STANDARD.encode(Sha256::digest(text));
        assert_eq!(allowed(frame, what), hash, "put this hash into page.html");
        // Neither can end its own element, or open a comment in it.
        assert!(!text.contains("</") && !text.contains("<!--") && !text.contains('\r'));
    }
}

#[test]
fn the_page_is_reproducible() {
    let fixtures = root().join("tests/fixtures");
    let page = || run(&fixtures, &["convert", "--to", "supervisord", "workers", "--report", "html"]);
    let (first, second) = (page(), page());
    assert_eq!((first.status, &first.err), (0, &second.err));
    // It is the only output on standard error.
    assert!(first.err.starts_with("<!DOCTYPE html>") && first.err.ends_with("</html>\n"));
    let mut frame = first.err;
    for element in ["style", "script"] {
        let (before, rest) = frame.split_once(&format!("<{element}>")).unwrap();
        let (_, after) = rest.split_once(&format!("</{element}>")).unwrap();
        frame = format!("{before}<{element}>…</{element}>{after}");
    }
    for what in ["script-src", "style-src"] {
        frame = frame.replace(&allowed(&frame, what), "…");
    }
    snapshots("convert").bind(|| insta::assert_snapshot!("workers.html", frame));
}

#[test]
fn the_page_loads_no_other_resources() {
    let Some(report) = workers() else { return };
    assert_eq!(report.browser.complaints(), Vec::<String>::new());
    assert_eq!(report.eval("return performance.getEntriesByType('resource').length"), 0);
    assert_eq!(report.eval("return document.styleSheets[0].cssRules.length > 50"), true);
    // What the policy does not list neither runs nor sends requests.
    let body = "window.came = []; document.body.insertAdjacentHTML('beforeend', '<img src=\"http://127.0.0.1:9/\" onerror=\"came.push(1)\">');
                const script = document.createElement('script'); script.textContent = 'came.push(2)'; document.body.append(script);
                return came.length";
    assert_eq!(report.eval(body), 0);
    assert!(
        report.browser.complaints().iter().any(|complaint| complaint.contains("Content Security Policy"))
    );
}

#[test]
fn every_setting_is_shown_with_its_verdict_on_both_sides() {
    let Some(report) = workers() else { return };
    let json = &report.json;
    let settings = json["settings"].as_array().unwrap();
    // Each row occurs once, with the verdict and the risk as text in its group.
    let body = "return [...document.querySelectorAll('.rows > li')].map((row) => row.id)";
    let mut ids = strings(&report.eval(body));
    ids.sort_by_key(|id| id[1..].parse::<usize>().unwrap());
    let expected: Vec<_> = (0..settings.len()).map(|index| format!("r{index}")).collect();
    assert_eq!(ids, expected);
    for (index, setting) in settings.iter().enumerate() {
        let text = |field: &str| setting[field].as_str().unwrap_or_default().to_owned();
        let group = report.browser.text(&format!(".group:has(#r{index})"));
        let verdict = if text("verdict") == "manual" { "by hand".to_owned() } else { text("verdict") };
        if text("verdict") != "exact" {
            assert!(group.contains(&text("reason").replace('`', "")), "{group}");
            let word = if setting["value"].is_null() { "default differs" } else { &verdict };
            assert!(group.contains(word), "{group}");
            let risk = format!("{} at risk", text("risk"));
            assert_eq!(group.contains(&risk), text("risk") != "none", "{group}");
        }
        let Some(line) = setting["range"]["start"]["line"].as_u64() else { continue };
        // The source line shows the same, also to screen readers.
        let body = format!(
            "const line = document.querySelector('#source .code > [data-r~=\"{index}\"]');
             return [line.querySelector('a').textContent, getComputedStyle(line, '::after').content, line.id]"
        );
        let shown = strings(&report.eval(&body));
        assert!(shown[0].contains(&text("value")) && shown[0].contains(&format!("({verdict}")), "{shown:?}");
        let sign = BTreeMap::from([("exact", "="), ("approximate", "≈"), ("dropped", "×"), ("by hand", "!")])
            [&*verdict];
        assert!(shown[1].starts_with(&format!("\"{sign}\"")), "{shown:?}");
        assert!(shown[2].ends_with(&format!("-{line}")), "{shown:?}");
        // So does each line that it resulted in; for a line that was not written, the finding says why.
        let body = format!(
            "return [...document.querySelectorAll('#result .code > [data-r~=\"{index}\"]')].map((line) => line.innerText)"
        );
        let lines = strings(&report.eval(&body));
        for into in setting["into"].as_array().unwrap() {
            let line = format!("{}={}", into["setting"].as_str().unwrap(), into["value"].as_str().unwrap());
            let unwritten = format!("{line} (supervisord's default, so no line)");
            assert!(
                lines.iter().any(|shown| shown.starts_with(&line)) || group.contains(&unwritten),
                "{line}: {group}"
            );
        }
    }
    let counts = report.texts(".tile .count").join(" ");
    let summary = &json["summary"];
    let written =
        ["manual", "dropped", "approximate", "exact"].map(|verdict| summary[verdict].to_string()).join(" ");
    assert!(counts.starts_with(&written), "{counts}");
    assert!(report.browser.text("#verdict").starts_with("systemd → supervisord: 12 settings (6 exact"));
}

#[test]
fn the_accessibility_tree_names_landmarks_and_headings() {
    let Some(report) = workers() else { return };
    let tree = report.browser.devtools("Accessibility.getFullAXTree", serde_json::json!({}));
    let nodes: Vec<_> =
        tree["nodes"].as_array().unwrap().iter().filter(|node| node["ignored"] == false).collect();
    let named = |role: &str| -> Vec<String> {
        let of_role = nodes.iter().filter(|node| node["role"]["value"] == role);
        of_role.map(|node| node["name"]["value"].as_str().unwrap_or_default().to_owned()).collect()
    };
    for landmark in ["banner", "main", "contentinfo"] {
        assert_eq!(named(landmark).len(), 1, "{landmark}");
    }
    let regions = named("region");
    for region in ["Findings", "Source systemd", "Result supervisord", "Equivalent commands"] {
        assert!(regions.iter().any(|name| name == region), "{regions:?}");
    }
    assert_eq!(named("navigation"), ["Files of the source"]);
    assert_eq!(named("form"), ["Filter"]);
    assert_eq!(named("checkbox"), ["1 by hand", "2 dropped", "3 approximate", "6 exact", "9 defaults"]);
    assert_eq!(named("combobox"), ["Risk"]);
    let links = named("link");
    // Marks are hidden from screen readers: the text says the same.
    assert!(
        links.iter().any(|name| name == "RootDirectory=/srv/shop (by hand, security at risk)"),
        "{links:?}"
    );
    assert!(links.iter().all(|name| !name.is_empty()));
    // No heading level is skipped.
    let body = "return [...document.querySelectorAll('h1, h2, h3, h4')].map((one) => one.tagName).join(' ')";
    let levels = report.eval(body);
    let levels = levels.as_str().unwrap();
    assert!(
        levels.starts_with("H1 H2 H3")
            && levels.matches("H1").count() == 1
            && levels.matches("H2").count() == 3
    );
    // Ids are unique, and every reference has a target.
    let body = "const ids = [...document.querySelectorAll('[id]')].map((one) => one.id);
                const lost = [...document.querySelectorAll('a')].filter((one) => !document.getElementById(one.hash.slice(1)));
                return [ids.length - new Set(ids).size, lost.length]";
    assert_eq!(report.eval(body), serde_json::json!([0, 0]));
}
