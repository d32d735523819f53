//! `command-quoted-whole`

use crate::diagnostic::{Applicability, Level};
use crate::lint::{Fixable, LooksAt, SectionContext, Sink, prefilter};
use crate::rule;
use crate::supervisord::kinds::words;
use crate::supervisord::options::Name;
use crate::syntax::Edit;

rule! {
    /// Flags a command that is quoted as a whole, arguments and all.
    ///
    /// ## Why
    ///
    /// Quotes make one word of what they hold, so supervisord looks for a program with spaces in its name. The file
    /// loads, but the program does not start.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command="/bin/sleep 100"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/sleep 100
    /// ```
    ///
    /// ## Source
    ///
    /// Run with 4.3.0: `can't find command '/bin/sleep 100'`.
    pub static COMMAND_QUOTED_WHOLE = {
        name: "command-quoted-whole",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Command(prefilter::starts_with_quote, check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::Command) else { return };
    let value = entry.value();
    let Some(text) = value.text() else { return };
    let mut all = words::words(text);
    let (Some(Ok(word)), None) = (all.next(), all.next()) else { return };
    let mut parts = word.text.split_whitespace();
    let (Some(program), Some(last)) = (parts.next(), parts.next_back()) else { return };
    // `/opt/My Programs/run` is one path with a space in it.
    let is_path = program.contains('/') && last.contains('/') && !last.starts_with(['/', '-', '.', '~', '%']);
    if is_path && !word.text.contains(" -") {
        return;
    }
    let finding = COMMAND_QUOTED_WHOLE
        .at(entry.id.file, value.whole(), format!("the quotes make one word of the command: `{}`", word.text))
        .label("read as the name of a program")
        .help(format!("supervisord says: can't find command '{}'. Remove the quotes around it.", word.text));
    // With quotes or backslashes inside, the words would change.
    let inside = text
        .get(1..text.len() - 1)
        .filter(|inside| *inside == word.text && !inside.contains(['\'', '"', '\\']));
    sink.add(match inside {
        Some(inside) if !value.is_joined() => {
            finding.fix("remove the quotes", Applicability::Safe, vec![Edit::replace(value.whole(), inside)])
        }
        _ => finding,
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(command: &str) -> Vec<Found> {
        supervisord(&COMMAND_QUOTED_WHOLE, &format!("[program:w]\ncommand={command}\n"))
    }

    #[test]
    fn either_quote_character_is_flagged() {
        for command in
            ["'/bin/sleep 100'", "\"php artisan queue:work\"", "'/bin/a --b /c/d'", "'/bin/a -c e/f'"]
        {
            let fixed = format!("[program:w]\ncommand={}\n", &command[1..command.len() - 1]);
            assert_eq!(found(command)[0].fixed.as_deref(), Some(fixed.as_str()), "{command}");
        }
    }

    #[test]
    fn nested_quotes_are_flagged_without_a_fix() {
        let found = found("\"/bin/sh -c 'a b'\"");
        assert_eq!((found.len(), &found[0].fixed), (1, &None));
        assert_eq!(found[0].message, "the quotes make one word of the command: `/bin/sh -c 'a b'`");
    }

    #[test]
    fn a_quoted_program_path_with_spaces_passes() {
        for command in [
            "\"/bin/sleep\" 100",
            "\"/bin/sleep\"",
            "'/opt/My Programs/run'",
            "/bin/a 'b c'",
            "'a' 'b c'",
            "\"",
            "''",
        ] {
            assert!(found(command).is_empty(), "{command}");
        }
    }
}
