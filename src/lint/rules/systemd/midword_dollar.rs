//! `midword-dollar`

use crate::diagnostic::{Applicability, Level};
use crate::lint::commands::exec_lines::EXEC_DIRECTIVES;
use crate::lint::{Fixable, LooksAt, Sink, UnitEntryContext};
use crate::rule;
use crate::source::{Span, base_name_bytes};
use crate::syntax::Edit;
use crate::systemd::kinds::exec::argument::Piece;
use crate::systemd::kinds::exec::{self, Prefix};
use crate::unix::shell::is_shell;
use crate::unix::variable_name::{is_name_byte, is_variable_name, name_at_start};

rule! {
    /// Flags a variable in a command that is not expanded: `$NAME` inside a word is passed on literally, and a word
    /// that only begins with one is dropped.
    ///
    /// ## Why
    ///
    /// systemd is not a shell: it expands `$NAME` only as a whole word, `${NAME}` anywhere. `--port=$PORT` gives the
    /// program these very characters; nothing is left of `$HOME/bin`. A script that a shell gets with `-c` has its own
    /// variables, and is left alone.
    ///
    /// ## Bad
    ///
    /// ```ini app.service
    /// [Service]
    /// Environment=PORT=80
    /// ExecStart=/usr/bin/app --port=$PORT
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.service
    /// [Service]
    /// Environment=PORT=80
    /// ExecStart=/usr/bin/app --port=${PORT}
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.service(5), "Command lines"; `replace_env_argv()`, `src/basic/env-util.c`. Run on 252.
    pub static MIDWORD_DOLLAR = {
        name: "midword-dollar",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Directive(EXEC_DIRECTIVES, check),
    }
}

fn check(context: &UnitEntryContext<'_>, sink: &mut Sink) {
    let entry = &context.entry;
    if memchr::memchr(b'$', entry.item.value.slice(entry.bytes)).is_none() || !context.unit.reads(entry) {
        return;
    }
    let value = entry.value();
    let Some(text) = value.text() else { return };
    for command in exec::parse(text, context.release()).commands {
        // `:` asks for exactly that.
        if command.has(Prefix::NoExpansion) {
            continue;
        }
        let is_script = command.words().any(|word| is_shell(base_name_bytes(&word.bytes)));
        for word in &command.arguments {
            let written = &text[word.span.range()];
            // What a shell or another language reads, and what is in single quotes, is meant literally.
            let is_literal = is_script || written.contains('\'') || word.bytes.contains(&b' ');
            for part in command.parts(word) {
                let length = match part.piece {
                    Piece::Dropped(name) if !name.starts_with(b"(") => None,
                    Piece::Literal([b'$', name @ ..]) if part.end - part.start > 1 && !is_literal => {
                        let length = name.iter().take_while(|byte| is_name_byte(**byte)).count();
                        if !is_variable_name(&name[..length]) {
                            continue;
                        }
                        Some(length)
                    }
                    _ => continue,
                };
                // Only for a finding: the span of a part parses a word with quotes once more, and a script has hundreds
                // of parts.
                let span = part.span(word);
                let shown = span.text(text);
                let (message, label, place) = match length {
                    None => {
                        (format!("`{shown}` is not a variable, and the argument disappears"), "dropped", span)
                    }
                    Some(length) => {
                        let variable = &shown[..(length + 1).min(shown.len())];
                        let place = Span::new(span.start, span.start + variable.len() as u32);
                        let message = format!("`{variable}` is not expanded inside a word");
                        (message, "passed on literally", place)
                    }
                };
                let finding = MIDWORD_DOLLAR.at(entry.id.file, value.span(place), message).label(label).help(
                    "systemd says nothing. It expands $NAME as a whole word and ${NAME} anywhere; write $$ for a \
                     literal dollar sign.",
                );
                sink.add(match braces(shown) {
                    Some(length) => {
                        let name = span.start + 1;
                        let end = value.span(Span::new(name, name + length)).end;
                        let edits = vec![Edit::insert(value.offset(name), "{"), Edit::insert(end, "}")];
                        finding.fix("put the name in braces", Applicability::Unsafe, edits)
                    }
                    None => finding,
                });
            }
        }
    }
}

/// The length of the name after the dollar sign that a text starts with, if braces would make it a variable.
fn braces(text: &str) -> Option<u32> {
    let name = text.strip_prefix('$')?;
    name_at_start(name).map(|(name, _)| name.len() as u32)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::unit;

    fn found(command: &str) -> Vec<(String, Option<String>)> {
        let found = unit(&MIDWORD_DOLLAR, &format!("[Service]\nExecStart={command}\n"));
        let fixed = |text: String| text.trim_start_matches("[Service]\nExecStart=").trim_end().to_owned();
        found.into_iter().map(|found| (found.label, found.fixed.map(fixed))).collect()
    }

    #[test]
    fn a_variable_inside_a_word_gets_braces() {
        let fixed = |text: &str| Some(text.to_owned());
        assert_eq!(found("/a --x=$FOO"), [("passed on literally".to_owned(), fixed("/a --x=${FOO}"))]);
        assert_eq!(found("/a $FOO/bar"), [("dropped".to_owned(), fixed("/a ${FOO}/bar"))]);
        assert_eq!(found("/a $1"), [("dropped".to_owned(), None)]);
        let text = "[Service]\nExecStart=/a --x=/home/$USER_NAME/.x,$B/c\n";
        let places = unit(&MIDWORD_DOLLAR, text).into_iter().map(|found| found.text).collect::<Vec<_>>();
        assert_eq!(places, ["$USER_NAME", "$B"], "only the variables are marked");
    }

    #[test]
    fn variables_expanded_by_systemd_or_a_shell_pass() {
        for right in [
            "/a $FOO ${BAR}x --y=$$FOO",
            "/bin/sh -c 'echo $FOO; x=$BAR'",
            "/usr/bin/awk '{print $NF}'",
            ":/a --x=$FOO",
            "-:/a $FOO",
        ] {
            assert_eq!(found(right), [], "{right}");
        }
    }
}
