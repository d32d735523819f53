//! The name in `%(name)s`: its value, and findings about a name that the option does not have.

use super::Checker;
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::SupervisorVersion;
use crate::lint::readers::expanded::Expanded;
use crate::lint::readers::missing::MissingVariable;
use crate::lint::rules::supervisord as rules;
use crate::lint::suggestions::nearest::nearest;
use crate::source::Span;
use crate::supervisord::kinds::expansion::{ExpansionError, Spec, Value, render};
use crate::supervisord::lower::Environment;
use crate::supervisord::options::{Expansions, Name, SectionKind};
use crate::syntax::Edit;

/// Padding beyond this is not written out.
const MAX_PADDING: u64 = 1 << 16;

impl<'r> Checker<'r, '_, '_> {
    /// Expands a name; reports one that the option does not have.
    pub(super) fn name(&mut self, name: Span, span: Span, spec: &Spec, expanded: &mut Expanded<'_, '_>) {
        let text = self.text_at(name);
        if !self.knows(name, span) {
            return;
        }
        let own;
        let mut number = None;
        let value = match text {
            // supervisord refuses the first process first.
            "process_num" => {
                number = self.number(Name::NumprocsStart);
                Some(Value::Int(number.unwrap_or_default()))
            }
            "numprocs" => {
                number = self.number(Name::Numprocs);
                Some(Value::Int(number.unwrap_or(1)))
            }
            "program_name" => {
                own = String::from_utf8_lossy(
                    self.context.config.member_name(self.context.section, self.context.sources),
                )
                .into_owned();
                Some(Value::Str(&own))
            }
            "group_name" => match self.group() {
                Some(group) => {
                    own = group;
                    Some(Value::Str(&own))
                }
                None => None,
            },
            "here" => Some(Value::Str(&self.context.config.file(self.context.entry.id.file).here)),
            _ => match text.strip_prefix("ENV_").and_then(|variable| self.variable(variable)) {
                Some(known) => {
                    own = known;
                    Some(Value::Str(&own))
                }
                None => None,
            },
        };
        // A dummy word stands for a value that is not known.
        let is_known = matches!(value, Some(Value::Str(_))) || number.is_some();
        expanded.is_known &= is_known;
        expanded.unknown_is_name &= is_known || matches!(text, "host_node_name" | "group_name");
        let mut out = String::new();
        // Excessive padding is not written out; only the conversion itself is checked.
        let is_too_long = spec.padding() > MAX_PADDING;
        let short = if is_too_long { &Spec { width: None, precision: None, ..*spec } } else { spec };
        match render(&mut out, short, value.unwrap_or(Value::Str("x"))) {
            Ok(()) if is_too_long => self.is_refused = true,
            Ok(()) => {
                expanded.push(&out, span.start, false);
                self.report_swallowed_text(name, span, spec);
            }
            Err(message) => {
                let says = self.message(
                    &ExpansionError::Malformed { message, span },
                    self.text,
                    self.rules.omits_section,
                );
                self.report_conversion_mismatch(name, span, spec, &says);
            }
        }
    }

    /// The group that the program is in, if it can be known: one of its own name unless a group lists it. That group
    /// may be in another file if the program's file is checked alone.
    fn group(&self) -> Option<String> {
        let config = self.context.config;
        let program = config.member_name(self.context.section, self.context.sources);
        match self.context.lowering.groups_of(self.context.section) {
            [] => config
                .section(SectionKind::Supervisord)
                .map(|_| String::from_utf8_lossy(program).into_owned()),
            [group] => Some(group.clone()),
            _ => None,
        }
    }

    /// The value of an integer option of the section, if it can be known.
    fn number(&self, name: Name) -> Option<i64> {
        self.context.section_context()?.number(name)
    }

    /// Whether the option has a name; records variables that were not given.
    pub(super) fn knows(&mut self, name: Span, span: Span) -> bool {
        let text = self.text_at(name);
        let variable = text.strip_prefix("ENV_");
        if self.rules.names.knows(text) && variable != Some("") {
            if let Some(variable) = variable
                && !self.is_set(variable)
                // Whatever starts supervisord gives it a PATH.
                && variable != "PATH"
            {
                let place = (self.context.entry.id.file, self.value.span(span));
                self.missing.push(MissingVariable { name: variable.to_owned(), place });
            }
            return true;
        }
        if self.text_at(span) == "%(here)s" && self.context.config.replaces_here() {
            return true;
        }
        let finding = self.unknown(name, span);
        self.refuse(finding);
        false
    }

    /// The finding about a name that the option does not have.
    fn unknown(&self, name: Span, span: Span) -> Diagnostic {
        let text = self.text_at(name);
        let error = ExpansionError::UnknownName { name: text.to_owned(), span };
        let says = self.message(&error, self.text, self.rules.omits_section);
        let finding = self.at(
            &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
            name,
            format!("`{}` does not know %({text})s", self.rules.name),
        );
        if text == "numprocs" && self.rules.version < SupervisorVersion(4, 2) {
            return finding.label("added in supervisor 4.2.0").help(says);
        }
        let known: Vec<&str> = self.rules.names.names().collect();
        let place = self.value.span(name);
        if self.variable(text).is_some() {
            finding.label("a variable").help(format!("{says} A variable is written %(ENV_{text})s.")).fix(
                format!("write ENV_{text}"),
                Applicability::Safe,
                vec![Edit::insert(place.start, "ENV_")],
            )
        } else if let Some(near) = nearest(text, known.iter().copied()) {
            finding.label(format!("did you mean {near}?")).help(says).fix(
                format!("write {near}"),
                Applicability::Safe,
                vec![Edit::replace(place, near)],
            )
        } else {
            let known = if known.is_empty() {
                "There are no other names.".to_owned()
            } else {
                format!("Other names: {}.", known.join(", "))
            };
            let is_variable =
                text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            let label = if is_variable {
                format!("a variable is written %(ENV_{text})s")
            } else {
                "cannot be expanded; %% is a literal %".to_owned()
            };
            finding.label(label).help(format!(
                "{says} A variable of supervisord's environment is written %(ENV_NAME)s. {known} For the \
                 literal text, double the `%`."
            ))
        }
    }

    /// The value of a variable, if it was given.
    fn variable(&self, name: &str) -> Option<String> {
        match self.own_environment() {
            Some(own) => own.text(name).map(str::to_owned),
            None if self.passes_on_environment() => {
                self.context.lowering.variable(name, self.context.section, None)
            }
            None => self.context.options.environment.get(name).cloned(),
        }
    }

    /// Whether a variable was given; its value may refer to another one that was not.
    fn is_set(&self, name: &str) -> bool {
        self.own_environment().map_or_else(|| self.variable(name).is_some(), |own| own.sets(name))
    }

    /// Whether other options can use what `environment` sets: 4.2.2 was the first release to pass it on.
    fn passes_on_environment(&self) -> bool {
        self.rules.version >= SupervisorVersion(4, 2)
    }

    /// The section's own `environment` on top of supervisord's, if the option can use it.
    fn own_environment(&self) -> Option<&Environment<'r>> {
        let is_known = self.rules.names.contains(Expansions::OWN_ENVIRONMENT) && self.passes_on_environment();
        let settings = self.context.settings.whole().filter(|_| is_known)?;
        settings.get(Name::Environment)?;
        // Computed once for all variables of a value.
        let (lowering, section) = (self.context.lowering, self.context.section);
        Some(self.own_environment.get_or_init(|| lowering.environment_of(section, settings)))
    }
}
