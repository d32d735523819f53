//! `include-no-match`

use crate::diagnostic::{Applicability, Level};
use crate::host::Host;
use crate::lint::{EntryContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::source::Span;
use crate::supervisord::kinds::glob;
use crate::supervisord::kinds::space;
use crate::supervisord::options::{Name, SectionKind};
use crate::syntax::Edit;
use crate::unix::variable_name::variables_for_a_shell;

rule! {
    /// Flags a pattern in `[include] files` that can match no file: with a comma, `~`, `{a,b}`, `**` or a backslash in
    /// it, or a `/` at its end. With `--host` also one that matches nothing on the machine.
    ///
    /// ## Why
    ///
    /// supervisord separates patterns at whitespace and reads them as Python's `glob` does: a comma is part of a name,
    /// no home directory is inserted, and `**` is no more than `*`. What matches nothing is skipped with a line in the
    /// log, and its programs do not exist. Nor do those in a directory: supervisord says that it included the
    /// directory, and reads none of its files.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [include]
    /// files=conf.d/a.conf,conf.d/b.conf
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [include]
    /// files=conf.d/a.conf conf.d/b.conf
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `read_include_config`, run: `No file matches via include "…"`; for a directory
    /// `Included extra file "/etc/supervisor/conf.d/" during parsing`, and no program.
    pub static INCLUDE_NO_MATCH = {
        name: "include-no-match",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        depends_on_context: true,
        looks_at: LooksAt::Setting(&[Name::Files], check),
    }
}

const HELP: &str = "supervisord logs `No file matches via include` and continues: the programs in the files that are meant \
                    do not exist.";

const DIRECTORY_HELP: &str = "supervisord logs `Included extra file` for the directory and continues: the programs in its \
                              files do not exist.";

fn check(context: &EntryContext<'_>, sink: &mut Sink) {
    if !is_read(context) {
        return;
    }
    let value = context.entry.value();
    let Some(text) = value.text() else { return };
    for pattern in space::words(text) {
        let Some((message, label, written)) = suspicious(pattern) else { continue };
        let span = value.span(Span::of(text.as_bytes(), pattern.as_bytes()));
        let finding = INCLUDE_NO_MATCH.at(context.entry.id.file, span, message).label(label);
        sink.add(match written {
            // A trailing comma would leave an extra space.
            Some(written) => finding.help(HELP).fix(
                "separate them with spaces",
                Applicability::Safe,
                vec![Edit::replace(span, written)],
            ),
            None => finding.help(if pattern.ends_with('/') { DIRECTORY_HELP } else { HELP }),
        });
    }
}

/// What is wrong with a pattern, whatever files there are, and how to write it.
fn suspicious(pattern: &str) -> Option<(String, &'static str, Option<String>)> {
    // The brace of `${NAME}` belongs to the rule about variables.
    let has_brace = pattern.match_indices('{').any(|(at, _)| !pattern[..at].ends_with('$'));
    if has_brace || pattern.starts_with('~') {
        let problem =
            if pattern.starts_with('~') { "`~` is not expanded" } else { "braces are not a pattern" };
        return Some((format!("`{pattern}` is read literally: {problem}"), "matches nothing", None));
    }
    if pattern.contains('\\') {
        let message = format!("`{pattern}` is read literally: a backslash does not separate directories");
        return Some((message, "matches nothing", None));
    }
    if pattern.contains(',') {
        let parts: Vec<&str> = pattern.split(',').filter(|part| !part.is_empty()).collect();
        return Some((
            format!("`{pattern}` is one pattern: spaces separate them, not commas"),
            "matches nothing",
            Some(parts.join(" ")),
        ));
    }
    if pattern.ends_with('/') {
        let message = format!(
            "`{pattern}` is a directory, and supervisord reads no files in it: write {pattern}*.conf"
        );
        return Some((message, "matches no file", None));
    }
    if pattern.split('/').any(|part| part == "**") {
        return Some((
            format!("`{pattern}` goes down one directory: `**` is read as `*`"),
            "not recursive",
            None,
        ));
    }
    None
}

/// Reports the patterns of `[include] files` that match nothing on a machine. Directories of the configuration itself
/// are searched as well: they are next to the file.
pub(crate) fn check_on(context: &EntryContext<'_>, host: &Host, sink: &mut Sink) {
    if !is_read(context) {
        return;
    }
    let value = context.entry.value();
    let Some(text) = value.text() else { return };
    let is_plain =
        |pattern: &&str| suspicious(pattern).is_none() && variables_for_a_shell(pattern).next().is_none();
    for pattern in space::words(text).filter(is_plain) {
        let given = |name: &str| context.options.environment.get(name).map(String::as_str);
        let Some(paths) = context.config.include_paths(pattern, context.sources, given) else { continue };
        if paths.iter().any(|path| !glob::glob(host.files(), path).is_empty()) {
            continue;
        }
        let span = value.span(Span::of(text.as_bytes(), pattern.as_bytes()));
        sink.add(
            INCLUDE_NO_MATCH
                .at(context.entry.id.file, span, format!("`{pattern}` matches no file on this machine"))
                .label("matches nothing")
                .help(HELP),
        );
    }
}

/// Whether supervisord reads the entry: it never reads the patterns of an included file.
pub(super) fn is_read(context: &EntryContext<'_>) -> bool {
    let is_main = context.config.files.first().is_some_and(|main| main.id == context.entry.id.file);
    context.section.kind == Some(SectionKind::Include) && is_main
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{on_host, supervisord};

    fn found(files: &str) -> Vec<(String, Option<String>)> {
        let text = format!("[supervisord]\n[include]\nfiles={files}\n");
        let found = supervisord(&INCLUDE_NO_MATCH, &text);
        let files = |text: String| text.rsplit_once("files=").unwrap().1.trim_end().to_owned();
        found.into_iter().map(|found| (found.text, found.fixed.map(files))).collect()
    }

    #[test]
    fn commas_become_spaces() {
        let expected = [("a.conf,b.conf,".to_owned(), Some("a.conf b.conf c.conf".to_owned()))];
        assert_eq!(found("a.conf,b.conf, c.conf"), expected);
    }

    #[test]
    fn shell_only_patterns_are_flagged() {
        for pattern in
            ["~/conf.d/*.conf", "conf.d/{a,b}.conf", "conf.d/**/*.conf", "\\var\\conf.d\\*.conf", "conf.d/"]
        {
            assert_eq!(found(pattern), [(pattern.to_owned(), None)]);
        }
        assert_eq!(found("conf.d/*.conf %(here)s/a.conf /etc/x~.conf ${CONF}/*.conf $CONF/*.conf"), []);
    }

    #[test]
    fn with_a_host_every_pattern_is_looked_up() {
        let text =
            "[include]\nfiles=/etc/passwd /etc/pass* /etc/none/*.conf a,b /opt/%(ENV_X)s.conf $X/*.conf\n";
        let found = on_host(&INCLUDE_NO_MATCH, "supervisord.conf", text);
        let messages: Vec<&str> = found.iter().map(|found| found.message.as_str()).collect();
        assert_eq!(messages, ["`/etc/none/*.conf` matches no file on this machine"]);
    }
}
