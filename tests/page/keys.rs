//! How the page reacts to the mouse and the keyboard.

use serde_json::json;

use super::browser::{DOWN, END, ENTER, ESCAPE, HOME, LEFT, RIGHT, TAB};
use super::{Report, strings, workers};

impl Report {
    /// The settings in a pane that have this class, in order.
    fn with(&self, pane: &str, class: &str) -> Vec<String> {
        let body = format!(
            "return [...document.querySelectorAll('#{pane} .{class}')]
                 .map((one) => (one.querySelector('b') ?? one.querySelector('a'))?.firstChild.data ?? '')"
        );
        strings(&self.eval(&body))
    }
}

#[test]
fn hovering_highlights_related_lines() {
    let Some(report) = workers() else { return };
    report.browser.hover("#source .code > li.approximate a");
    assert_eq!(report.with("source", "lit"), ["RestartSec=60"]);
    assert_eq!(report.with("result", "lit"), ["autorestart=true", "startsecs=0"]);
    assert_eq!(report.with("findings", "lit"), ["RestartSec"]);
    // The other direction: everything that a line resulted from, and what else those settings resulted in.
    report.browser.hover("#result .code > [data-r] a");
    assert_eq!(
        report.with("result", "lit")[..2],
        ["programs=mail-queue", "process_name=%(program_name)s_%(process_num)d"]
    );
    let wants = "Wants=mail-queue@1.service mail-queue@2.service mail-queue@3.service";
    assert_eq!(report.with("source", "lit"), ["PartOf=shop.target", wants, "WantedBy=multi-user.target"]);
    report.browser.hover("h1");
    assert!(report.with("source", "lit").is_empty());
}

#[test]
fn a_click_pins_the_highlight_and_scrolls_it_into_view() {
    let Some(report) = workers() else { return };
    report.browser.click("#source .code > li.approximate a");
    assert_eq!(report.with("source", "pinned"), ["RestartSec=60"]);
    assert_eq!(report.with("result", "pinned"), ["autorestart=true", "startsecs=0"]);
    assert_eq!(report.eval("return document.querySelectorAll('[aria-current=\"true\"]').length"), 4);
    let status = report.browser.text("#status");
    assert_eq!(status, "Highlighted: 1 line of the source, 2 lines of the result");
    // The link can be shared: the page opens at the same place.
    let fragment = report.eval("return location.hash.slice(1)");
    report.open("");
    assert!(report.with("source", "pinned").is_empty());
    report.open(fragment.as_str().unwrap());
    assert_eq!(report.with("source", "pinned"), ["RestartSec=60"]);
    let is_seen = "return ['findings', 'source', 'result'].map((id) => {
                       const frame = document.getElementById(id).getBoundingClientRect();
                       const place = document.querySelector(`#${id} .pinned`).getBoundingClientRect();
                       return place.top >= frame.top && place.bottom <= frame.bottom;
                   })";
    assert_eq!(report.eval(is_seen), json!([true, true, true]));
    // The defaults of a service are at its header, which may be scrolled below the name of the file.
    report.eval("document.querySelector('#source .note').scrollIntoView({ block: 'center' })");
    report.browser.click("#source .note");
    assert_eq!(report.eval("return document.querySelectorAll('#findings .pinned').length"), 9);
    // Elsewhere, Escape clears the selection.
    report.browser.press(&[ESCAPE]);
    assert!(report.with("source", "pinned").is_empty());
    assert_eq!(report.eval("return location.hash"), "");
}

#[test]
fn everything_can_be_reached_by_keyboard_alone() {
    let Some(report) = workers() else { return };
    let focus_after = |keys: &[&str]| {
        report.browser.press(keys);
        report.focus()
    };
    assert_eq!(focus_after(&[TAB]), "Skip to the findings");
    // Each focused element is visible.
    let has_outline = "const style = getComputedStyle(document.activeElement);
                       return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2";
    assert_eq!(report.eval(has_outline), true);
    report.browser.press(&[ENTER]);
    assert_eq!(report.eval("return document.activeElement.id"), "findings");
    // Then the first finding, its files, and those of the result: one tab stop per pane.
    assert!(focus_after(&[TAB]).contains("RootDirectory=/srv/shop"));
    assert_eq!(report.eval(has_outline), true);
    assert_eq!(report.with("source", "lit"), ["RootDirectory=/srv/shop"]);
    assert_eq!(focus_after(&[TAB]), "mail-queue@.service");
    assert_eq!(focus_after(&[TAB]), "shop.target");
    assert!(focus_after(&[TAB]).starts_with("Description=Mail queue worker %i"));
    // The arrow keys move within a pane, and to related lines in the panes on either side.
    assert!(focus_after(&[DOWN, DOWN]).starts_with("PartOf=shop.target"));
    assert!(focus_after(&[RIGHT]).starts_with("programs=mail-queue"));
    assert_eq!(report.eval(has_outline), true);
    assert!(focus_after(&[LEFT, LEFT]).contains("PartOf"));
    assert_eq!(report.with("source", "lit"), ["PartOf=shop.target"]);
    assert!(focus_after(&[HOME]).contains("RootDirectory=/srv/shop"));
    let last = focus_after(&[END]);
    assert_ne!(last, "");
    assert_eq!(focus_after(&[DOWN]), last);
    // Enter pins the selection, Escape clears it.
    report.browser.press(&[HOME, ENTER]);
    assert_eq!(report.with("source", "pinned"), ["RootDirectory=/srv/shop"]);
    assert!(report.focus().contains("RootDirectory=/srv/shop"));
    report.browser.press(&[ESCAPE]);
    assert!(report.with("source", "pinned").is_empty());
}

#[test]
fn the_filter_shows_only_selected_verdicts() {
    let Some(report) = workers() else { return };
    let shown = || report.texts(".chapter > h3");
    let all = shown();
    assert_eq!(all.len(), 7, "{all:?}");
    // By keyboard: the skip link, the button, the first checkbox.
    report.browser.press(&[TAB, TAB, TAB, " "]);
    assert_eq!(report.eval("return document.activeElement.value"), "manual");
    assert!(!shown().iter().any(|heading| heading.contains("by hand")));
    assert_eq!(report.with("source", "out"), ["RootDirectory=/srv/shop"]);
    assert_eq!(report.browser.text("#status"), "20 of 21 findings shown");
    // By mouse.
    for verdict in ["dropped", "approximate", "default"] {
        report.browser.click(&format!("input[value={verdict}]"));
    }
    assert_eq!(shown(), ["6 settings exact", "Equivalent commands"]);
    report.browser.click("input[value=exact]");
    assert_eq!(report.texts("#none"), ["No findings match this filter."]);
    for verdict in ["manual", "dropped", "approximate", "default"] {
        report.browser.click(&format!("input[value={verdict}]"));
    }
    report.browser.click("option[value=security]");
    assert_eq!(report.texts(".risk"), ["security at risk"; 2]);
    assert_eq!(report.browser.text("#status"), "2 of 21 findings shown");
    // The arrow keys skip what is hidden.
    report.browser.click("#findings .rows a");
    report.browser.press(&[END]);
    assert!(report.focus().contains("mail-queue"), "{}", report.focus());
    report.browser.click("option[value='']");
    report.browser.click("input[value=exact]");
    assert_eq!(shown(), all);
}
