//! Input that tries to be markup.

use super::{Report, report, strings};

/// Written to every place of the input that can contain text.
const MARKUP: &str =
    "</code></li></script><script>window.broke=1</script><img src=x onerror=window.broke=1>\"'>&lt;`";

#[test]
fn markup_in_units_is_escaped() {
    let directory = tempfile::tempdir().unwrap();
    // The name of a directory is input as well.
    let source = "in<img src=x onerror=window.broke=1>\"'&amp;";
    let units = directory.path().join(source);
    std::fs::create_dir(&units).unwrap();
    let without_quotes = MARKUP.replace(['"', '\''], "");
    let mut unit = b"# \xff\xfe\x1b[31m ".to_vec();
    unit.extend(MARKUP.as_bytes());
    unit.extend(b"\n[Unit]\n");
    for name in ["Description=", "X-<b onclick=window.broke=1>\"'=", "NoSuch<i>="] {
        unit.extend(format!("{name}{MARKUP}\n").as_bytes());
    }
    unit.extend(b"[X-<i>&]\nName=x\n[Service]\n");
    for name in ["ExecStart=/bin/echo ", "EnvironmentFile=/etc/x", "Environment=A=", "ExecStop=/bin/echo "] {
        unit.extend(format!("{name}{without_quotes}\n").as_bytes());
    }
    unit.extend(b"Documentation=man:\xe2\x80\xae\xef\xbb\xbf\t\x01\x7f\x1b[31m(1)\n");
    std::fs::write(units.join("a.service"), &unit).unwrap();
    std::fs::write(units.join("other.service"), "[Service]\nExecStart=/bin/true\n").unwrap();
    let Some(report) = report(directory.path(), source, "supervisord") else { return };
    report.is_whole();
    // It is shown verbatim; invalid UTF-8 and invisible characters are shown as escapes.
    let lines = report.source();
    assert_eq!(lines[0], format!("# \\xff\\xfe\\x1b[31m {MARKUP}"));
    assert_eq!(lines[2], format!("Description={MARKUP}"));
    assert_eq!(lines[3], format!("X-<b onclick=window.broke=1>\"'={MARKUP}"));
    assert_eq!(lines[5], "[X-<i>&]");
    assert_eq!(lines[8], format!("ExecStart=/bin/echo {without_quotes}"));
    assert_eq!(lines[12], "Documentation=man:\\u{202e}\\u{feff}\t\\x01\\x7f\\x1b[31m(1)");
    let files = report.texts("#source .file");
    assert_eq!(files, [format!("{source}/a.service"), format!("{source}/other.service")]);
}

#[test]
fn markup_in_a_configuration_is_escaped() {
    let directory = tempfile::tempdir().unwrap();
    let name = "<u>\"'&amp;<img src=x onerror=window.broke=1>.conf";
    let text = format!(
        "; {MARKUP}\n[program:a<svg&\"'>]\ncommand=/bin/echo {MARKUP}'\nstdout_logfile=logs/{MARKUP}\n<b onclick=x>=1\n\
         environment=A=\"</style><img src=x onerror=window.broke=1>\"\n[group:<g>]\nprograms=x<y>\n[program:x<y>]\ncommand=x/</code></li></script><script>\n"
    );
    std::fs::write(directory.path().join(name), &text).unwrap();
    let Some(report) = report(directory.path(), name, "systemd") else { return };
    report.is_whole();
    assert_eq!(report.source(), text.lines().collect::<Vec<_>>());
    assert_eq!(report.texts("#source .file"), [name]);
    let title = report.eval("return document.title");
    assert_eq!(title, format!("{name}: supervisord → systemd"));
    // A reason that quotes the input, and a command that contains a name from it.
    assert!(report.texts(".reason").iter().any(|reason| reason.contains("x/</code></li></script><script>")));
    assert!(report.texts("td code").iter().any(|command| command.contains("a<svg&\"'\\''>")));
}

impl Report {
    /// Asserts that the page contains only the elements of the frame.
    fn is_whole(&self) {
        assert_eq!(self.browser.complaints(), Vec::<String>::new());
        assert_eq!(self.eval("return window.broke === undefined && document.scripts.length === 1"), true);
        let body = "return [...document.querySelectorAll('*')].flatMap((one) => one.getAttributeNames()).filter((name) => name.startsWith('on'))";
        assert_eq!(self.eval(body), serde_json::json!([]));
        let body = "return [...new Set([...document.querySelectorAll('*')].map((one) => one.tagName))]";
        let known = "html head meta title style body a header div h1 p svg rect span button form fieldset legend label input \
                     select option main section h2 small h3 ul li ol nav code b br table thead tbody tr th td footer kbd script";
        for tag in strings(&self.eval(body)) {
            assert!(known.split_whitespace().any(|name| name.eq_ignore_ascii_case(&tag)), "{tag}");
        }
        // If an element of a list were closed early, others would end up outside of it.
        let body = "return document.querySelectorAll('body > :not(a, header, main, footer, script), .code > :not(li), .rows > :not(li)').length";
        assert_eq!(self.eval(body), 0);
    }

    /// The lines of the source as shown on the page.
    fn source(&self) -> Vec<String> {
        let body = "return [...document.querySelectorAll('#source .code > li')].map((line) => {
                        const copy = line.cloneNode(true);
                        for (const own of copy.querySelectorAll('.vh, .note')) own.remove();
                        return copy.textContent;
                    })";
        // A space precedes a note.
        strings(&self.eval(body)).into_iter().map(|line| line.trim_end().to_owned()).collect()
    }
}
