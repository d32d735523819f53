//! `exitcodes-without-unexpected`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::autorestart::{self, AutoRestart};
use crate::supervisord::options::Name;

rule! {
    /// Flags `exitcodes` beside an `autorestart` of `true` or `false`.
    ///
    /// ## Why
    ///
    /// The codes say which exits are not followed by a restart, and only `autorestart=unexpected` asks for that. Beside
    /// `true` every exit is followed by one, beside `false` none is. What is left is a word in supervisord's log, and what event
    /// listeners such as crashmail are told: whether the exit was expected.
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
        looks_at: LooksAt::Program(&[Name::Autorestart, Name::Exitcodes], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(codes) = context.entry(Name::Exitcodes) else { return };
    let Some(restart) = context.entry(Name::Autorestart) else { return };
    // What `[DEFAULT]` sets is there for programs that ask for it.
    if !context.is_own(&codes) {
        return;
    }
    let (word, what) = match context.known(Name::Autorestart).and_then(|text| autorestart::parse(&text).ok())
    {
        Some(AutoRestart::Always) => {
            ("true", "supervisord starts the program again after every exit, whatever its code")
        }
        Some(AutoRestart::Never) => {
            ("false", "supervisord does not start the program again after an exit, whatever its code")
        }
        _ => return,
    };
    sink.add(
        EXITCODES_WITHOUT_UNEXPECTED
            .at(
                codes.id.file,
                codes.item.name,
                format!("exitcodes has no effect on restarts beside autorestart={word}"),
            )
            .label("only the log and event listeners ask for the code")
            .help(format!("{what}. To have the codes decide, write autorestart=unexpected."))
            .related(restart.id.file, restart.item.name, "this decides alone"),
    );
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
    fn true_and_false_do_not_look_at_the_code() {
        for (restart, word) in [("true", "true"), ("1", "true"), ("Off", "false")] {
            let expected = format!("exitcodes has no effect on restarts beside autorestart={word}");
            assert_eq!(found(&format!("exitcodes=0\nautorestart={restart}")), [expected], "{restart}");
        }
    }

    #[test]
    fn where_the_code_counts_or_may_count_it_is_left_alone() {
        for lines in ["exitcodes=0", "exitcodes=0\nautorestart=%(ENV_RESTART)s", "autorestart=true"] {
            assert_eq!(found(lines), [] as [&str; 0], "{lines}");
        }
        let text = "[DEFAULT]\nexitcodes=0\n[program:a]\ncommand=/a\nautorestart=true\n";
        assert!(supervisord(&EXITCODES_WITHOUT_UNEXPECTED, text).is_empty());
    }
}
