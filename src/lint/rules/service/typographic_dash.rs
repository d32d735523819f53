//! `typographic-dash`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::command_line::CommandLine;
use crate::lint::{Fixable, LooksAt, ServiceContext, Sink, prefilter};
use crate::rule;
use crate::source::Span;
use crate::syntax::Edit;

rule! {
    /// Flags an option in a command that begins with a typographic dash (`–`, `—`, `−`) instead of a hyphen.
    ///
    /// ## Why
    ///
    /// A word processor or a web page put it where `-` or `--` was. To the program, the word is an ordinary argument: a
    /// file name, or one argument too many.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app –f /etc/app.conf
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app -f /etc/app.conf
    /// ```
    ///
    /// ## Source
    ///
    /// getopt(3): an option begins with `-`. Run with supervisord 4.3.0 and systemd 252: both pass the word as is.
    pub static TYPOGRAPHIC_DASH = {
        name: "typographic-dash",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Service(prefilter::may_be_typographic, check),
    }
}

/// The dashes, what they are called, and whether word processors also make one of two hyphens.
const DASHES: [(char, &str, bool); 7] = [
    ('‐', "typographic hyphen", false),
    ('‑', "non-breaking hyphen", false),
    ('‒', "figure dash", false),
    ('–', "en dash", true),
    ('—', "em dash", true),
    ('―', "horizontal bar", true),
    ('−', "minus sign", false),
];

fn check(context: &ServiceContext<'_>, sink: &mut Sink) {
    for command in CommandLine::all(context) {
        // Between straight quotes it is meant literally.
        for word in command.words.iter().skip(1).filter(|word| !word.is_quoted()) {
            let text = word.text.as_ref();
            let dash = text.chars().next().and_then(|first| DASHES.iter().find(|(dash, ..)| *dash == first));
            let Some((dash, name, may_be_two)) = dash else { continue };
            let rest = text.trim_start_matches([*dash, '-']);
            let dashes = &text[..text.len() - rest.len()];
            let count = dashes.chars().count();
            let letters = rest.bytes().take_while(|byte| byte.is_ascii_alphabetic() || *byte == b'-').count();
            if letters == 0 || count > 2 {
                continue;
            }
            let (hyphens, applicability) = match (count, letters) {
                (2, _) => ("--", Applicability::Safe),
                (_, 1) => ("-", Applicability::Safe),
                _ if *may_be_two => ("--", Applicability::Unsafe),
                _ => ("-", Applicability::Unsafe),
            };
            let (file, span) = word.place;
            let finding = TYPOGRAPHIC_DASH
                .at(file, span, format!("`{text}` begins with {} {name}, not with a hyphen", article(name)))
                .label("not an option")
                .help(format!(
                    "{} passes the word as is, and the program reads it as an ordinary argument. Write `{hyphens}{rest}`.",
                    context.manager
                ));
            let dashes = Span::new(span.start, span.start + dashes.len() as u32);
            let is_on_one_line = (span.end - span.start) as usize == text.len();
            sink.add(match is_on_one_line {
                true => {
                    let edit = Edit::replace(dashes, hyphens);
                    finding.fix(format!("write `{hyphens}`"), applicability, vec![edit])
                }
                false => finding,
            });
        }
    }
}

fn article(name: &str) -> &'static str {
    if name.starts_with('e') { "an" } else { "a" }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord, unit};

    fn found(command: &str) -> Vec<Found> {
        unit(&TYPOGRAPHIC_DASH, &format!("[Service]\nExecStart={command}\n"))
    }

    #[test]
    fn an_option_gets_its_hyphens() {
        for (written, meant) in [
            ("/a –f x", "/a -f x"),
            ("/a −p8080", "/a -p8080"),
            ("/a ––config=x y", "/a --config=x y"),
            ("/a –-config x", "/a --config x"),
        ] {
            let fixed = format!("[Service]\nExecStart={meant}\n");
            assert_eq!(found(written)[0].fixed.as_deref(), Some(&*fixed), "{written}");
        }
        let text = "[program:w]\ncommand=sabnzbdplus -b 0 −f /data\n";
        let found = supervisord(&TYPOGRAPHIC_DASH, text);
        assert_eq!(found[0].message, "`−f` begins with a minus sign, not with a hyphen");
        assert_eq!(found[0].text, "−f");
        assert!(found[0].help.starts_with("supervisord passes"), "{}", found[0].help);
    }

    #[test]
    fn one_typographic_dash_before_a_long_option_is_fixed_unsafely() {
        for (written, meant) in [("/a –config x", "--config x"), ("/a −config x", "-config x")] {
            let found = found(written);
            assert!(!found[0].is_safe, "{written}");
            assert!(found[0].help.ends_with(&format!("Write `{}`.", meant.trim_end_matches(" x"))));
        }
    }

    #[test]
    fn an_intended_dash_passes() {
        for command in [
            "/a x – y",
            "/a '–f'",
            "/a “–f”",
            "/a x–f",
            "/a –",
            "/a –5",
            "/bin/sh -c 'a –f'",
            "/–a",
            "/a ———x",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }
}
