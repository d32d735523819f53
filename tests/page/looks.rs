//! The appearance of the page: in both colour schemes, on a narrow screen, in print, and with reduced motion.

use serde_json::{Value, json};

use super::{Report, strings, workers};

impl Report {
    fn pretend(&self, feature: &str, value: &str) {
        let features = json!([{ "name": feature, "value": value }]);
        self.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "", "features": features }));
    }

    fn window(&self, width: u32, height: u32) {
        let size = json!({ "width": width, "height": height, "deviceScaleFactor": 1, "mobile": false });
        self.browser.devtools("Emulation.setDeviceMetricsOverride", size);
    }
}

/// Finds texts with less contrast than WCAG level AA requires (4.5:1), with the ratio: each element's own text against the
/// nearest background that is not transparent.
const LOW_CONTRAST: &str = r#"
    const channels = (color) => color.match(/[\d.]+/g).map(Number);
    const luminance = (color) => channels(color).slice(0, 3).map((c) => c / 255)
        .map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
        .reduce((sum, c, at) => sum + c * [0.2126, 0.7152, 0.0722][at], 0);
    const ground = (element) => {
        for (let at = element; at; at = at.parentElement) {
            const color = getComputedStyle(at).backgroundColor;
            if ((channels(color)[3] ?? 1) > 0) return color;
        }
        return "rgb(255, 255, 255)";
    };
    const ratio = (a, b) => {
        const [dark, light] = [luminance(a), luminance(b)].sort((one, other) => one - other);
        return (light + 0.05) / (dark + 0.05);
    };
    const faint = [];
    let looked = 0;
    const look = (element, pseudo, text) => {
        const style = getComputedStyle(element, pseudo);
        const found = ratio(style.color, ground(element));
        looked += 1;
        if (found < 4.5) faint.push(`${found.toFixed(2)} ${text}`);
    };
    for (const element of document.querySelectorAll("body *")) {
        if (!element.offsetParent || element.matches("option, script, :disabled, :has(> :disabled) *")) continue;
        const text = [...element.childNodes].filter((node) => node.nodeType === 3).map((node) => node.data.trim()).join("");
        if (text) look(element, null, text);
        for (const pseudo of ["::before", "::after"]) {
            const content = getComputedStyle(element, pseudo).content;
            if (/^"|counter/.test(content)) look(element, pseudo, content);
        }
    }
    return [looked > 100, faint];
"#;

#[test]
fn every_text_has_contrast_in_light_and_dark_highlighted_and_filtered() {
    let Some(report) = workers() else { return };
    // Animations are off, so that final colours are compared.
    let features = |scheme: &str| json!([{ "name": "prefers-color-scheme", "value": scheme }, { "name": "prefers-reduced-motion", "value": "reduce" }]);
    let mut pages = Vec::new();
    for scheme in ["light", "dark"] {
        let media = json!({ "media": "", "features": features(scheme) });
        report.browser.devtools("Emulation.setEmulatedMedia", media);
        report.open("");
        assert_eq!(report.eval(LOW_CONTRAST), json!([true, []]), "{scheme}");
        report.browser.click("#source .code > li.approximate a");
        assert_eq!(report.eval(LOW_CONTRAST), json!([true, []]), "{scheme}, pinned");
        report.browser.click("input[value=approximate]");
        assert_eq!(report.eval(LOW_CONTRAST), json!([true, []]), "{scheme}, filtered");
        pages.push(report.eval("return getComputedStyle(document.documentElement).backgroundColor"));
    }
    assert_ne!(pages[0], pages[1]);
}

#[test]
fn verdicts_differ_in_symbol_and_colour() {
    let Some(report) = workers() else { return };
    let body = "return ['exact', 'approximate', 'dropped', 'manual', 'default'].map((verdict) => {
                    const mark = document.querySelector('.legend .' + verdict);
                    const style = getComputedStyle(mark, '::before');
                    return [style.content, style.color];
                })";
    let marks = report.eval(body);
    for column in 0..2 {
        let mut seen: Vec<Value> =
            marks.as_array().unwrap().iter().map(|mark| mark[column].clone()).collect();
        seen.sort_by_key(ToString::to_string);
        seen.dedup();
        assert_eq!(seen.len(), 5, "{marks}");
    }
}

#[test]
fn a_narrow_screen_stacks_the_panes_and_links_jump_to_them() {
    let Some(report) = workers() else { return };
    report.window(320, 600);
    report.open("");
    // 320 pixels are 1280 magnified four times (WCAG 1.4.10): there must be no horizontal scrolling.
    let body = "return [document.documentElement.scrollWidth <= 320,
                        [...document.querySelectorAll('body *')].filter((one) => one.offsetParent && !one.closest('.vh, .skip, svg') && one.getBoundingClientRect().right > 321).length]";
    assert_eq!(report.eval(body), json!([true, 0]));
    // From a finding to its line, and back.
    report.browser.click("#findings .group.approximate + .group.approximate .into a");
    let in_view = |selector: &str| {
        let body = format!(
            "const place = document.querySelector('{selector}').getBoundingClientRect(); return place.top >= 0 && place.bottom <= innerHeight"
        );
        report.eval(&body) == true
    };
    assert!(in_view("#result .pinned"));
    assert!(report.focus().starts_with("user=www-data"), "{}", report.focus());
    report.browser.click("#result .pinned a");
    assert!(in_view("#findings .pinned"));
}

#[test]
fn the_printed_page_shows_everything() {
    let Some(report) = workers() else { return };
    report.browser.devtools("Emulation.setEmulatedMedia", json!({ "media": "print" }));
    let body = "return [...document.querySelectorAll('.pane')].every((pane) => pane.scrollHeight <= pane.clientHeight + 1)
                    && getComputedStyle(document.querySelector('#filter')).display === 'none'";
    assert_eq!(report.eval(body), true);
    let pdf = report.browser.devtools("Page.printToPDF", json!({}));
    assert!(pdf["data"].as_str().unwrap().len() > 10_000);
}

#[test]
fn prefers_reduced_motion_disables_transitions() {
    let Some(report) = workers() else { return };
    let durations = "return [...new Set([...document.querySelectorAll('*')].map((one) => getComputedStyle(one).transitionDuration))]";
    assert!(strings(&report.eval(durations)).len() > 1);
    report.pretend("prefers-reduced-motion", "reduce");
    assert_eq!(strings(&report.eval(durations)), ["0s"]);
}
