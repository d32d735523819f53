//! `result-handler-invalid`

use crate::diagnostic::Level;
use crate::lint::context::value_or_name;
use crate::lint::{Fixable, LooksAt, SectionContext, Sink};
use crate::rule;
use crate::supervisord::kinds::import_spec;
use crate::supervisord::options::{Name, SectionKind};

rule! {
    /// Flags an event listener's `result_handler` that cannot be imported.
    ///
    /// ## Why
    ///
    /// supervisord refuses the whole file. For modules of other packages only the form of the name is checked;
    /// supervisor's own are all known.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5
    /// result_handler=supervisor.dispatchers:handler
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [eventlistener:e]
    /// command=/bin/cat
    /// events=TICK_5
    /// result_handler=supervisor.dispatchers:default_handler
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `options.py`, `process_groups_from_parser`, and `compat.py`, `import_spec`.
    pub static RESULT_HANDLER_INVALID = {
        name: "result-handler-invalid",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        looks_at: LooksAt::Section(&[SectionKind::EventListener], check),
    }
}

fn check(context: &SectionContext<'_>, sink: &mut Sink) {
    let Some(entry) = context.entry(Name::ResultHandler) else { return };
    let Some(text) = context.expanded(Name::ResultHandler) else { return };
    let Err(error) = import_spec::parse(&text) else { return };
    let section = context.header_text();
    sink.add(
        RESULT_HANDLER_INVALID
            .at(entry.id.file, value_or_name(&entry), format!("`{text}` cannot be imported"))
            .label(format!("expected {}", error.expected))
            .help(format!(
                "supervisord says: {} within [{section}]. It refuses the whole file. Without the line, \
                 supervisor.dispatchers:default_handler is used.",
                error.message
            )),
    );
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(handler: &str) -> Vec<Found> {
        supervisord(&RESULT_HANDLER_INVALID, &format!("[eventlistener:e]\nresult_handler={handler}\n"))
    }

    #[test]
    fn the_help_quotes_supervisord() {
        let found = found("my handler");
        let says = "supervisord says: my handler cannot be resolved within [eventlistener:e]. It refuses the whole file.";
        assert!(found[0].help.starts_with(says), "{}", found[0].help);
    }

    #[test]
    fn an_empty_value_is_flagged_at_the_option_name() {
        assert_eq!(found("")[0].text, "result_handler");
    }

    #[test]
    fn a_handler_from_another_package_passes() {
        assert!(found("my_plugin:handler").is_empty() && found("%(ENV_HANDLER)s").is_empty());
    }
}
