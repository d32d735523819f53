//! `exitcodes-without-unexpected`

use crate::diagnostic::Level;
use crate::lint::facts::programs::{MAX_SHOWN, Program, in_others_suffix};
use crate::lint::{ConfigContext, Fixable, LooksAt, Sink};
use crate::rule;
use crate::supervisord::config::Entry;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::options::{Name, NameSet};

rule! {
    /// Flags `exitcodes` with an `autorestart` of `true` or `false`, once per configuration.
    ///
    /// ## Why
    ///
    /// The codes say which exits are not followed by a restart, and only `autorestart=unexpected` uses them. With
    /// `true` every exit is followed by a restart, with `false` none is. What is left is a word in supervisord's log,
    /// and what event listeners such as crashmail are told: whether the exit was expected.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=true
    /// exitcodes=0,2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// autorestart=unexpected
    /// exitcodes=0,2
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `process.py`, `transition`.
    pub static EXITCODES_WITHOUT_UNEXPECTED = {
        name: "exitcodes-without-unexpected",
        level: Level::Info,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Config(check),
    }
}

fn check(context: &ConfigContext<'_>, sink: &mut Sink) {
    let found: Vec<Found<'_>> =
        context.programs.iter().filter_map(|program| unused_codes(context, &program)).collect();
    // A file that sets them needlessly for one program does so for all.
    let Some((Found { codes, restart, word, effect }, others)) = found.split_first() else { return };
    let many = in_others_suffix(others.len());
    let mut finding = EXITCODES_WITHOUT_UNEXPECTED
        .at(
            codes.id.file,
            codes.item.name,
            format!("exitcodes has no effect on restarts with autorestart={word}{many}"),
        )
        .label("only the log and event listeners use the code")
        .help(format!("{effect}. To let the codes decide, write autorestart=unexpected."))
        .related(restart.id.file, restart.item.name, "this alone decides");
    for other in others.iter().take(MAX_SHOWN) {
        finding = finding.related(other.codes.id.file, other.codes.item.name, "and here");
    }
    sink.add(finding);
}

/// Exit codes without effect, and what makes them so.
struct Found<'c> {
    codes: Entry<'c>,
    restart: Entry<'c>,
    word: &'static str,
    effect: &'static str,
}

fn unused_codes<'c>(context: &ConfigContext<'c>, program: &Program<'_>) -> Option<Found<'c>> {
    if !program.names.has_all(NameSet::of(&[Name::Exitcodes, Name::Autorestart])) {
        return None;
    }
    let (codes, restart) =
        (context.entry(program, Name::Exitcodes)?, context.entry(program, Name::Autorestart)?);
    // What `[DEFAULT]` sets is for programs that use it.
    if context.config.is_default(codes.id) {
        return None;
    }
    let (word, effect) = match restart.value().text().map(autorestart::parse)?.ok()? {
        AutoRestart::Always => {
            ("true", "supervisord restarts the program after every exit, whatever its code")
        }
        AutoRestart::Never => {
            ("false", "supervisord does not restart the program after an exit, whatever its code")
        }
        AutoRestart::Unexpected => return None,
    };
    Some(Found { codes, restart, word, effect })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(lines: &str) -> Vec<String> {
        let text = format!("[program:a]\ncommand=/a\n{lines}\n");
        supervisord(&EXITCODES_WITHOUT_UNEXPECTED, &text).into_iter().map(|found| found.message).collect()
    }

    #[test]
    fn autorestart_true_and_false_ignore_exitcodes() {
        for (restart, word) in [("true", "true"), ("1", "true"), ("Off", "false")] {
            let expected = format!("exitcodes has no effect on restarts with autorestart={word}");
            assert_eq!(found(&format!("exitcodes=0\nautorestart={restart}")), [expected], "{restart}");
        }
    }

    #[test]
    fn one_finding_counts_all_programs() {
        let program =
            |name: &str| format!("[program:{name}]\ncommand=/bin/cat\nautorestart=false\nexitcodes=0\n");
        let text: String = ["a", "b", "c"].map(program).concat();
        let found = supervisord(&EXITCODES_WITHOUT_UNEXPECTED, &text);
        assert_eq!(found.len(), 1);
        assert!(found[0].message.ends_with(", here and in 2 other programs"), "{}", found[0].message);
    }

    #[test]
    fn exitcodes_that_may_have_an_effect_are_left_alone() {
        for lines in ["exitcodes=0", "exitcodes=0\nautorestart=%(ENV_RESTART)s", "autorestart=true"] {
            assert_eq!(found(lines), [] as [&str; 0], "{lines}");
        }
        let text = "[DEFAULT]\nexitcodes=0\n[program:a]\ncommand=/a\nautorestart=true\n";
        assert!(supervisord(&EXITCODES_WITHOUT_UNEXPECTED, text).is_empty());
    }
}
