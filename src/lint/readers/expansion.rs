//! Findings in expansions: `%(name)s` and what looks like it.

use std::borrow::Cow;

use super::supervisord::{Missing, shorten, suffix};
use crate::diagnostic::{Applicability, Diagnostic};
use crate::lint::Rule;
use crate::lint::context::EntryContext;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::source::{Logical, Span};
use crate::supervisord::expansion::Value;
use crate::supervisord::expansion::{self, ExpansionError, Malformed, Piece};
use crate::supervisord::options::{Expansions, Name, OptionRow};
use crate::syntax::Edit;

/// Checks the expansions of a value; gives the expanded value, if everything in it is right and known.
pub(super) fn check(
    context: &EntryContext<'_>,
    row: &OptionRow,
    text: &str,
    value: &Logical<'_>,
    missing: &mut Vec<Missing>,
    sink: &mut Sink,
) -> Option<String> {
    let before = sink.findings().len();
    let reader = Reader { context, row, text, value };
    let mut known = true;
    let mut base = 0;
    // The loader stops at the first error; we go on behind it, so that one run mends all.
    while base < text.len() {
        let rest = &text[base..];
        let mut next = text.len();
        for piece in expansion::scan(rest) {
            match piece {
                Ok(Piece::Name { name, spec: _, span }) => {
                    let name = name.shifted(base as u32);
                    known &= reader.name(name, span.shifted(base as u32), missing, sink);
                }
                Ok(Piece::Bare { spec: _, span }) => {
                    known = false;
                    reader.bare(span.shifted(base as u32), sink);
                }
                Ok(Piece::Literal(_) | Piece::Percent(_)) => {}
                Err(malformed) => {
                    known = false;
                    next = base + malformed.span.start as usize + 1;
                    let end = reader.malformed(&malformed, base as u32, sink);
                    next = next.max(end as usize);
                }
            }
        }
        base = next;
    }
    if !known || sink.findings().len() > before {
        return None;
    }
    reader.expand(sink)
}

struct Reader<'r, 'a> {
    context: &'r EntryContext<'a>,
    row: &'r OptionRow,
    text: &'r str,
    value: &'r Logical<'a>,
}

impl Reader<'_, '_> {
    fn at(&self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        rule.at(self.context.entry.id.file, self.value.span(span), message)
    }

    fn of(&self, span: Span) -> &str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// What supervisord calls the option in its message: some are named bare.
    fn option(&self) -> String {
        let bare = matches!(
            self.row.name,
            Name::ProcessName | Name::Environment | Name::StdoutLogfile | Name::StderrLogfile
        );
        if bare {
            return self.row.name.as_str().to_owned();
        }
        let (section, _, _) = self.context.config.name_of(self.context.section, self.context.sources);
        format!("{}.{}", String::from_utf8_lossy(section), self.row.name)
    }

    fn says(&self, error: &ExpansionError) -> String {
        let available: Vec<&str> = self.row.expansions.names().collect();
        let message = error.message(self.text, &self.option(), &available).unwrap_or_default();
        format!("supervisord says: {message}{}. It refuses the whole file.", suffix(self.context))
    }

    /// Whether the value of a name is known; reports a name that the option does not have.
    fn name(&self, name: Span, span: Span, missing: &mut Vec<Missing>, sink: &mut Sink) -> bool {
        let text = self.of(name);
        if !self.row.expansions.knows(text) {
            let names: Vec<&str> = self.row.expansions.names().collect();
            let hint = match text {
                "process_num" | "numprocs" | "program_name" | "group_name" => {
                    format!(" `{}` has no {text}.", self.row.name)
                }
                _ => format!(
                    " A variable of the environment is written %(ENV_{text})s; besides there are: {}.",
                    names.join(", ")
                ),
            };
            let error = ExpansionError::UnknownName { name: text.to_owned(), span };
            sink.add(
                self.at(
                    &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
                    name,
                    format!("`{}` knows no %({text})s", self.row.name),
                )
                .label("cannot be expanded here")
                .help(format!("{}{hint}", self.says(&error))),
            );
            return false;
        }
        let Some(variable) = text.strip_prefix("ENV_") else { return true };
        if self.variable(variable).is_some() {
            return true;
        }
        missing.push(Missing {
            name: variable.to_owned(),
            place: (self.context.entry.id.file, self.value.span(span)),
        });
        false
    }

    /// The value of a variable, if somebody gave it.
    fn variable(&self, name: &str) -> Option<String> {
        let own = self.row.expansions.contains(Expansions::OWN_ENVIRONMENT);
        let lowering = self.context.lowering;
        let settings = self.context.settings.filter(|_| own);
        lowering.variable(name, self.context.section, settings)
    }

    fn bare(&self, span: Span, sink: &mut Sink) {
        let more = if self.row.passes > 1 { "%%%" } else { "%" };
        let edit = Edit::insert(self.value.offset(span.start), more);
        sink.add(
            self.at(
                &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
                span,
                format!("`{}` puts supervisord's whole environment here", self.of(span)),
            )
            .label("all names and values, secrets included")
            .help("supervisord takes it: Python puts the whole dictionary of names in its place. Double the `%` to mean it.")
            .fix("double the %", Applicability::Safe, vec![edit]),
        );
    }

    /// Reports a malformed piece; gives the offset to go on from.
    fn malformed(&self, malformed: &Malformed, base: u32, sink: &mut Sink) -> u32 {
        let span = malformed.span.shifted(base);
        let says = self.says(&ExpansionError::Malformed { message: malformed.message.clone(), span });
        let Some(name) = malformed.name.map(|name| name.shifted(base)) else {
            let rule = if malformed.message.starts_with("incomplete format key") {
                let finding = self.at(
                    &rules::expansion_malformed::EXPANSION_MALFORMED,
                    span,
                    "this `%(` is never closed",
                );
                sink.add(finding.label("no `)` follows").help(says));
                return self.text.len() as u32;
            } else {
                &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT
            };
            let sign = Span::new(span.start, span.start + 1);
            let more = if self.row.passes > 1 { "%%%" } else { "%" };
            let doubled = if self.row.passes > 1 { "%%%%" } else { "%%" };
            sink.add(
                self.at(rule, sign, "a `%` that is meant as itself must be doubled")
                    .label(format!("write {doubled}"))
                    .help(says)
                    .fix(
                        format!("write {doubled}"),
                        Applicability::Safe,
                        vec![Edit::insert(self.value.offset(sign.start), more)],
                    ),
            );
            return span.start + 1;
        };
        let close = name.end + 1;
        let digits = self.text[close as usize..].bytes().take_while(u8::is_ascii_digit).count() as u32;
        let text = self.of(name);
        let conversion = match text {
            _ if digits > 0 => "d",
            "process_num" if self.row.name == Name::ProcessName => "02d",
            "process_num" | "numprocs" => "d",
            _ => "s",
        };
        let written =
            format!("%({text}){}{conversion}", &self.text[close as usize..(close + digits) as usize]);
        let shown = Span::new(span.start, close);
        let edit = Edit::insert(self.value.offset(close - 1) + 1 + digits, conversion);
        sink.add(
            self.at(
                &rules::expansion_missing_conversion::EXPANSION_MISSING_CONVERSION,
                shown,
                format!("`%({text})` has no conversion behind it"),
            )
            .label(format!("write {written}"))
            .help(says)
            .fix(format!("write {written}"), Applicability::Safe, vec![edit]),
        );
        close
    }

    /// The expanded value; reports what only shows when values take their places.
    fn expand(&self, sink: &mut Sink) -> Option<String> {
        let once = self.pass(self.text);
        let text = match once {
            Ok(text) if self.row.passes > 1 => match self.pass(&text) {
                Ok(twice) => Ok(twice.into_owned()),
                Err(error) => Err((error, true)),
            },
            Ok(text) => Ok(text.into_owned()),
            Err(error) => Err((error, false)),
        };
        match text {
            Ok(text) => Some(text),
            Err((error, second)) => {
                let span = if second { Span::new(0, self.text.len() as u32) } else { error.span() };
                let message = if second {
                    format!("`{}` is expanded twice: a literal `%` is written %%%%", self.row.name)
                } else {
                    format!("`{}` cannot be expanded", shorten(self.of(span)))
                };
                let finding = self.at(&rules::expansion_malformed::EXPANSION_MALFORMED, span, message);
                sink.add(finding.label("does not fit").help(self.says(&error)));
                None
            }
        }
    }

    fn pass<'t>(&self, text: &'t str) -> Result<Cow<'t, str>, ExpansionError> {
        let member = String::from_utf8_lossy(
            self.context.config.member_name(self.context.section, self.context.sources),
        );
        let here = &self.context.config.file(self.context.entry.id.file).here;
        let variables: Vec<(String, String)> =
            variables_of(text).filter_map(|name| Some((name.to_owned(), self.variable(name)?))).collect();
        expansion::expand(text, |name| match name {
            "program_name" | "group_name" => Some(Value::Str(&member)),
            "here" => Some(Value::Str(here)),
            "host_node_name" => Some(Value::Str("host")),
            "process_num" => Some(Value::Int(0)),
            "numprocs" => Some(Value::Int(1)),
            _ => {
                let variable = name.strip_prefix("ENV_")?;
                let found = variables.iter().find(|(name, _)| name == variable)?;
                Some(Value::Str(&found.1))
            }
        })
    }
}

/// The names of the variables that a text asks for.
fn variables_of(text: &str) -> impl Iterator<Item = &str> {
    expansion::scan(text).filter_map(move |piece| match piece {
        Ok(Piece::Name { name, spec: _, span: _ }) => text.get(name.range())?.strip_prefix("ENV_"),
        _ => None,
    })
}
