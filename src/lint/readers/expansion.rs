//! Findings in expansions: `%(name)s` and what looks like it.

use std::borrow::Cow;

use super::expanded::Expanded;
use super::supervisord::{Missing, says};
use super::values::is_checked;
use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::context::EntryContext;
use crate::lint::nearest::nearest;
use crate::lint::rules::supervisord as rules;
use crate::lint::sink::Sink;
use crate::lint::{Rule, SupervisorVersion};
use crate::source::{Logical, Span};
use crate::supervisord::expansion::{self, ExpansionError, Malformed, Piece, Spec, Value, render};
use crate::supervisord::integer;
use crate::supervisord::options::{Expansions, Name, OptionKind, OptionRow, SectionKind};
use crate::syntax::Edit;

/// So many characters of a value are quoted in the manager's words: a line may be of any length.
const LONGEST: usize = 200;

/// What is known of an option's expansions.
#[derive(Clone, Copy, Debug)]
pub(super) struct Takes<'n> {
    /// The option's name.
    name: &'n str,
    /// Whether supervisord leaves the section away when it names the option.
    is_bare: bool,
    /// The names that it may hold.
    names: Expansions,
    /// The release that they are for.
    version: SupervisorVersion,
    /// How often it is expanded.
    passes: u8,
    /// Whether a percent sign can be meant as itself: no number and no user holds one.
    has_signs: bool,
}

impl<'n> Takes<'n> {
    pub(super) fn row(row: &'n OptionRow, version: SupervisorVersion) -> Self {
        let is_daemon = row.section == SectionKind::Supervisord;
        // From 4.4 on `[supervisord] environment` is expanded once, as everything was before 3.2.
        let is_once = is_daemon && row.name == Name::Environment && version >= SupervisorVersion(4, 4)
            || version < SupervisorVersion(3, 2);
        let is_bare = row.name == Name::ProcessName || (row.name == Name::Environment && !is_daemon);
        let passes = if is_once { 1 } else { row.passes };
        let has_signs = row.kind == OptionKind::Environment || !is_checked(row.kind);
        let names = names_of(row, version);
        Self { name: row.name.as_str(), is_bare, names, version, passes, has_signs }
    }

    /// What a plugin is handed: supervisord expands it too, with the variables of its environment.
    pub(super) fn plugin(name: &'n str, version: SupervisorVersion) -> Self {
        let names = if version < SupervisorVersion(3, 2) { Expansions::default() } else { Expansions::ENV };
        Self { name, is_bare: false, names, version, passes: 1, has_signs: true }
    }

    /// Whether nothing is expanded.
    pub(super) fn is_literal(&self) -> bool {
        self.names == Expansions::default()
    }
}

/// The names that an option may hold in a release.
///
/// Source: `options.py` of 3.0 and 3.1.3, where every option that is expanded says so; of 3.2.0, where all are; of 4.2.0, which
/// brought `numprocs`.
fn names_of(row: &OptionRow, version: SupervisorVersion) -> Expansions {
    use SectionKind::{
        EventListener, FcgiProgram, Include, Program, Supervisorctl, Supervisord, UnixHttpServer,
    };
    let names = row.expansions;
    if version >= SupervisorVersion(4, 2) {
        return names;
    }
    if version >= SupervisorVersion(3, 2) {
        return names.without(Expansions::NUMPROCS);
    }
    match (row.section, row.name) {
        (
            Program | FcgiProgram | EventListener,
            Name::Command
            | Name::ProcessName
            | Name::Directory
            | Name::Environment
            | Name::StdoutLogfile
            | Name::StderrLogfile,
        ) => names.without(Expansions::NUMPROCS),
        (FcgiProgram, Name::Socket) | (Supervisord, Name::Environment) | (Include, Name::Files) => names,
        (UnixHttpServer, Name::File) | (Supervisorctl, Name::Serverurl) => Expansions::HERE,
        _ => Expansions::default(),
    }
}

/// Checks the expansions of a value; gives the expanded text, if everything in it is right.
pub(super) fn check<'v, 'a>(
    context: &EntryContext<'_>,
    takes: Takes<'_>,
    text: &'v str,
    value: &'v Logical<'a>,
    missing: &mut Vec<Missing>,
    sink: &mut Sink,
) -> Option<Expanded<'v, 'a>> {
    let mut pass = Pass { context, takes, text, value, missing, sink, is_refused: false };
    pass.folders_behind_signs();
    let expanded = pass.first()?;
    if takes.passes < 2 || !expansion::is_needed(&expanded.text) {
        return Some(expanded);
    }
    pass.second(&expanded)
}

struct Pass<'r, 'v, 'a> {
    context: &'r EntryContext<'r>,
    takes: Takes<'r>,
    text: &'v str,
    value: &'v Logical<'a>,
    missing: &'r mut Vec<Missing>,
    sink: &'r mut Sink,
    /// Whether something was found that supervisord refuses, or that makes the text unknown.
    is_refused: bool,
}

impl<'v, 'a> Pass<'_, 'v, 'a> {
    fn first(&mut self) -> Option<Expanded<'v, 'a>> {
        let mut expanded = Expanded::empty(self.value);
        let mut bare = Vec::new();
        let mut base = 0;
        // The loader stops at the first error; we go on behind it, so that one run mends all.
        while base < self.text.len() {
            let rest = self.text.get(base..).unwrap_or_default();
            let at = base as u32;
            base = self.text.len();
            for piece in expansion::scan(rest) {
                match piece {
                    Ok(Piece::Literal(span)) => {
                        let span = span.shifted(at);
                        expanded.push(self.of(span), span.start, true);
                    }
                    Ok(Piece::Percent(span)) => expanded.push("%", span.start + at, false),
                    Ok(Piece::Bare { spec: _, span }) => bare.push(span.shifted(at)),
                    Ok(Piece::Name { name, spec, span }) => {
                        let (name, span) = (name.shifted(at), span.shifted(at));
                        self.name(name, span, &spec, &mut expanded);
                    }
                    Err(malformed) => base = self.malformed(&malformed, at) as usize,
                }
            }
        }
        for span in bare {
            if self.is_refused {
                self.unescaped(
                    span,
                    "Without the error beside it, this would put supervisord's whole environment here, secrets included.",
                );
            } else {
                self.bare(span);
            }
        }
        expanded.finish();
        (!self.is_refused).then_some(expanded)
    }

    /// Reports `%%(here)s` where supervisord puts the folder in first: what is left of it is a `%` with a slash behind it.
    fn folders_behind_signs(&mut self) {
        if !self.text.contains("%%(here)s") || !self.context.config.replaces_here() {
            return;
        }
        let here = &self.context.config.file(self.context.entry.id.file).here;
        let replaced = self.text.replace("%(here)s", here);
        for (at, _) in self.text.match_indices("%%(here)s") {
            // Three signs are a doubled one and the folder.
            let signs = self.text.as_bytes()[..at].iter().rev().take_while(|byte| **byte == b'%').count();
            if signs % 2 == 1 {
                continue;
            }
            let span = Span::new(at as u32, at as u32 + "%%(here)s".len() as u32);
            let index = self.text[..=at].replace("%(here)s", here).chars().count();
            let message = format!("unsupported format character '/' (0x2f) at index {index}").into();
            let says = self.says(&ExpansionError::Malformed { message, span }, &replaced, self.takes.is_bare);
            let rule = &rules::expansion_malformed::EXPANSION_MALFORMED;
            let finding = self.at(rule, span, "%(here)s is replaced before the doubled `%` is read");
            self.refuse(finding.label("becomes `%/…`").help(says));
        }
    }

    fn of(&self, span: Span) -> &'v str {
        self.text.get(span.range()).unwrap_or_default()
    }

    /// A finding at a range of the value.
    fn at(&self, rule: &'static Rule, span: Span, message: impl Into<String>) -> Diagnostic {
        let mut finding = rule.at(self.context.entry.id.file, self.value.span(span), message);
        // supervisord does not read what is its client's.
        if matches!(self.context.section.kind, Some(SectionKind::Supervisorctl | SectionKind::CtlPlugin)) {
            finding.level = Level::Warning;
        }
        finding
    }

    fn refuse(&mut self, finding: Diagnostic) {
        self.is_refused = true;
        self.sink.add(finding);
    }

    /// The manager's words about an error in `text`, which is the value or what the first pass made of it.
    fn says(&self, error: &ExpansionError, text: &str, is_bare: bool) -> String {
        let (section, _, _) = self.context.config.name_of(self.context.section, self.context.sources);
        let option = if is_bare {
            self.takes.name.to_owned()
        } else {
            format!("{}.{}", String::from_utf8_lossy(section), self.takes.name)
        };
        // Which variables of the environment there are is not known here.
        let text = match text.char_indices().nth(LONGEST) {
            Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
            None => Cow::Borrowed(text),
        };
        let message = error.message(&text, &option, &["…"]).unwrap_or_default();
        says(self.context, &message)
    }

    /// Takes a name; reports one that the option does not have.
    fn name(&mut self, name: Span, span: Span, spec: &Spec, expanded: &mut Expanded<'_, '_>) {
        let text = self.of(name);
        if !self.knows(name, span) {
            return;
        }
        let own;
        let mut number = None;
        let value = match text {
            // The first process is the first to be refused.
            "process_num" => {
                number = self.number(Name::NumprocsStart, 0);
                Some(Value::Int(number.unwrap_or_default()))
            }
            "numprocs" => {
                number = self.number(Name::Numprocs, 1);
                Some(Value::Int(number.unwrap_or(1)))
            }
            "program_name" => {
                own = String::from_utf8_lossy(
                    self.context.config.member_name(self.context.section, self.context.sources),
                )
                .into_owned();
                Some(Value::Str(&own))
            }
            "here" => Some(Value::Str(&self.context.config.file(self.context.entry.id.file).here)),
            _ => match text.strip_prefix("ENV_").and_then(|variable| self.variable(variable)) {
                Some(known) => {
                    own = known;
                    Some(Value::Str(&own))
                }
                None => None,
            },
        };
        // A word stands for what is not known.
        let is_known = matches!(value, Some(Value::Str(_))) || number.is_some();
        expanded.is_known &= is_known;
        expanded.is_name &= is_known || text == "host_node_name";
        let mut out = String::new();
        // Padding that nobody can want is not written out, only looked at for the conversion in front of it.
        let is_endless = spec.padding() > LONGEST_PADDING;
        let short = if is_endless { &Spec { width: None, precision: None, ..*spec } } else { spec };
        match render(&mut out, short, value.unwrap_or(Value::Str("x"))) {
            Ok(()) if is_endless => self.is_refused = true,
            Ok(()) => {
                expanded.push(&out, span.start, false);
                self.swallowed(name, span, spec);
            }
            Err(message) => {
                let says =
                    self.says(&ExpansionError::Malformed { message, span }, self.text, self.takes.is_bare);
                self.does_not_fit(name, span, spec, &says);
            }
        }
    }

    /// Reports a conversion that Python finds in what was meant as text: behind a dot without digits, flags that fill up to no
    /// width, or a letter that means nothing.
    fn swallowed(&mut self, name: Span, span: Span, spec: &Spec) {
        let close = name.end + 1;
        let taken = self.of(Span::new(close, span.end));
        // Nearly all are `s` or `02d`.
        if taken.bytes().all(|byte| byte.is_ascii_alphanumeric()) && spec.length.is_none() {
            return;
        }
        let is_number = !matches!(spec.conversion, 's' | 'r' | 'a' | 'c');
        let flags = &spec.flags;
        let has_idle_flags = spec.width.is_none()
            && (flags.left || flags.blank || (!is_number && (flags.sign || flags.alternate)));
        let has_idle_dot = taken
            .split_once('.')
            .is_some_and(|(_, behind)| !behind.starts_with(|next: char| next.is_ascii_digit()));
        if !(has_idle_flags || has_idle_dot || spec.length.is_some()) {
            return;
        }
        // Without text that goes on behind it, the minus of `%(name)-s` may have been meant as the flag.
        let follows = self.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
        let is_text = has_idle_dot || follows.is_some_and(char::is_alphanumeric);
        let applicability = if is_text { Applicability::Safe } else { Applicability::Unsafe };
        let text = self.of(name);
        let edit = Edit::insert(self.value.offset(close - 1) + 1, "s");
        let finding = self
            .at(
                &rules::expansion_swallows_text::EXPANSION_SWALLOWS_TEXT,
                span,
                format!("`{taken}` is lost: Python takes it for the conversion of %({text})"),
            )
            .label(format!("write %({text})s{taken}"))
            .help("supervisord takes it: Python goes on to the next letter that can be a conversion. An `s` behind the parenthesis ends it there.")
            .fix(format!("write %({text})s{taken}"), applicability, vec![edit]);
        self.sink.add(finding);
    }

    /// Reports a conversion for numbers behind the name of a text.
    fn does_not_fit(&mut self, name: Span, span: Span, spec: &Spec, says: &str) {
        let text = self.of(name);
        let letter = Span::new(span.end - spec.conversion.len_utf8() as u32, span.end);
        let between = self.of(Span::new(name.end + 1, letter.start));
        let follows = self.text.get(span.end as usize..).and_then(|rest| rest.chars().next());
        // `%(program_name)d` asks for a number. In `%(program_name).log` and `%(here)etc` nobody asked for anything: Python
        // took the text behind for a conversion, and a change to it would change what is meant.
        let is_meant = matches!(spec.conversion, 'd' | 'i' | 'u')
            && between.bytes().all(|byte| byte.is_ascii_digit())
            && !follows.is_some_and(char::is_alphanumeric);
        if !is_meant {
            return self.lacks_conversion(name, span.start, says);
        }
        let finding = self
            .at(
                &rules::expansion_malformed::EXPANSION_MALFORMED,
                span,
                format!("`{}` wants a number, and {text} is text", self.of(span)),
            )
            .label("does not fit")
            .help(says)
            .fix("write `s`", Applicability::Safe, vec![Edit::replace(self.value.span(letter), "s")]);
        self.refuse(finding);
    }

    /// The number that an option of the section sets, if it can be known.
    fn number(&self, name: Name, default: i64) -> Option<i64> {
        let Some(id) = self.context.settings?.get(name) else { return Some(default) };
        let value = self.context.config.entry(id, self.context.sources).value();
        integer::parse(value.text()?).ok()
    }

    /// Whether the option has a name; asks for variables that nobody gave.
    fn knows(&mut self, name: Span, span: Span) -> bool {
        let text = self.of(name);
        let variable = text.strip_prefix("ENV_");
        if self.takes.names.knows(text) && variable != Some("") {
            if let Some(variable) = variable
                && self.variable(variable).is_none()
                // What starts a program hands it a PATH.
                && variable != "PATH"
            {
                let place = (self.context.entry.id.file, self.value.span(span));
                self.missing.push(Missing { name: variable.to_owned(), place });
            }
            return true;
        }
        if self.of(span) == "%(here)s" && self.context.config.replaces_here() {
            return true;
        }
        let error = ExpansionError::UnknownName { name: text.to_owned(), span };
        let is_later = text == "numprocs" && self.takes.version < SupervisorVersion(4, 2);
        let says = self.says(&error, self.text, self.takes.is_bare);
        let finding = self.at(
            &rules::expansion_unknown_name::EXPANSION_UNKNOWN_NAME,
            name,
            format!("`{}` knows no %({text})s", self.takes.name),
        );
        if is_later {
            let label = "came with supervisor 4.2.0";
            self.refuse(finding.label(label).help(says));
            return false;
        }
        let known: Vec<&str> = self.takes.names.names().collect();
        let place = self.value.span(name);
        let finding = if self.variable(text).is_some() {
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
                "There is nothing else.".to_owned()
            } else {
                format!("Besides there are: {}.", known.join(", "))
            };
            let is_variable =
                text.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            let label = if is_variable {
                format!("a variable is written %(ENV_{text})s")
            } else {
                "cannot be expanded; %% is a sign that is meant as itself".to_owned()
            };
            finding.label(label).help(format!(
                "{says} A variable of supervisord's environment is written %(ENV_NAME)s. {known} To mean the text itself, double \
                 the `%`."
            ))
        };
        self.refuse(finding);
        false
    }

    /// The value of a variable, if somebody gave it.
    fn variable(&self, name: &str) -> Option<String> {
        // 4.2.2 was the first to hand on what `environment` sets.
        if self.takes.version < SupervisorVersion(4, 2) {
            return self.context.options.environment.get(name).cloned();
        }
        let own = self.takes.names.contains(Expansions::OWN_ENVIRONMENT);
        let settings =
            self.context.settings.filter(|settings| own && settings.get(Name::Environment).is_some());
        self.context.lowering.variable(name, self.context.section, settings)
    }

    fn bare(&mut self, span: Span) {
        let more = if self.takes.passes > 1 { "%%%" } else { "%" };
        let edit = Edit::insert(self.value.offset(span.start), more);
        let finding = self
            .at(
                &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
                span,
                format!("`{}` puts supervisord's whole environment here", self.of(span)),
            )
            .label("all names and values, secrets included")
            .help(
                "supervisord takes it: Python puts the whole dictionary of names in its place. Double the `%` to mean it.",
            )
            .fix("double the %", Applicability::Safe, vec![edit]);
        self.refuse(finding);
    }

    /// Reports a malformed piece of the text behind `base`; gives the offset to go on from.
    fn malformed(&mut self, malformed: &Malformed, base: u32) -> u32 {
        let span = malformed.span.shifted(base);
        let error = ExpansionError::Malformed { message: malformed.message.clone(), span };
        let says = self.says(&error, self.text, self.takes.is_bare);
        let Some(name) = malformed.name.map(|name| name.shifted(base)) else {
            if malformed.message != "incomplete format key" {
                self.unescaped(span, &says);
                return span.start + 1;
            }
            let finding =
                self.at(&rules::expansion_malformed::EXPANSION_MALFORMED, span, "this `%(` is never closed");
            self.refuse(finding.label("no `)` follows").help(says));
            return self.text.len() as u32;
        };
        let close = name.end + 1;
        // Python asks for the name first.
        if !self.knows(name, span) {
            return close;
        }
        let written = self.text.get(close as usize..).unwrap_or_default();
        if written.starts_with('*') {
            let finding = self.at(
                &rules::expansion_malformed::EXPANSION_MALFORMED,
                span,
                format!("`{}` asks for a width that nobody gives", self.of(span)),
            );
            self.refuse(finding.label("no `*` here").help(says));
            return close + 1;
        }
        let digits = written.bytes().take_while(u8::is_ascii_digit).count() as u32;
        self.lacks_conversion(name, span.start, &says);
        close + digits
    }

    /// Reports a name, in parentheses that start at `start`, without a conversion behind it.
    fn lacks_conversion(&mut self, name: Span, start: u32, says: &str) {
        let close = name.end + 1;
        let written = self.text.get(close as usize..).unwrap_or_default();
        let digits = written.bytes().take_while(u8::is_ascii_digit).count();
        let text = self.of(name);
        let conversion = match text {
            "process_num" if digits == 0 && self.takes.name == Name::ProcessName.as_str() => "02d",
            "process_num" | "numprocs" => "d",
            _ => "s",
        };
        let written = format!("%({text}){}{conversion}", &written[..digits]);
        let edit = Edit::insert(self.value.offset(close - 1) + 1 + digits as u32, conversion);
        let finding = self
            .at(
                &rules::expansion_missing_conversion::EXPANSION_MISSING_CONVERSION,
                Span::new(start, close + digits as u32),
                format!("`%({text})` has no conversion behind it"),
            )
            .label(format!("write {written}"))
            .help(says)
            .fix(format!("write {written}"), Applicability::Safe, vec![edit]);
        self.refuse(finding);
    }

    /// A `%` that is meant as itself.
    fn unescaped(&mut self, span: Span, says: &str) {
        let sign = Span::new(span.start, span.start + 1);
        let (more, whole) = if self.takes.passes > 1 { ("%%%", "%%%%") } else { ("%", "%%") };
        let finding = self.at(
            &rules::expansion_unescaped_percent::EXPANSION_UNESCAPED_PERCENT,
            sign,
            "a `%` that is meant as itself must be doubled",
        );
        let finding = if self.takes.has_signs {
            let edit = Edit::insert(self.value.offset(sign.start), more);
            // A template's `%HOME%` or `%{home}` would be filled in and keep a sign too many.
            let (says, applicability) = if is_placeholder(self.text, sign.start) {
                (
                    format!("{says} A placeholder has to be filled in before the file is read."),
                    Applicability::Unsafe,
                )
            } else {
                (says.to_owned(), Applicability::Safe)
            };
            finding.label(format!("write {whole}")).help(says).fix(
                format!("write {whole}"),
                applicability,
                vec![edit],
            )
        } else {
            finding.label("does not belong here").help(format!(
                "{says} Doubled it would be no better: `{}` takes no percent sign.",
                self.takes.name
            ))
        };
        self.refuse(finding);
    }
}

/// Whether the `%` at a place begins or ends what looks like a placeholder of a template: `%HOME%`, `%{home}`.
fn is_placeholder(text: &str, at: u32) -> bool {
    let (before, behind) = text.split_at(at as usize);
    let behind = behind.get(1..).unwrap_or_default();
    let is_of_name = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit() || c == '_';
    // `%Y%m` is a date.
    let is_name = |name: &str| name.len() > 2 && name.chars().all(is_of_name);
    behind.strip_prefix('{').is_some_and(|rest| rest.contains('}'))
        || behind.split_once('%').is_some_and(|(name, _)| is_name(name))
        || before.rsplit_once('%').is_some_and(|(_, name)| is_name(name))
}

/// Padding beyond this is not written out.
const LONGEST_PADDING: u64 = 1 << 16;

impl<'v, 'a> Pass<'_, 'v, 'a> {
    /// Expands what the first pass made once more: `%%` has become `%`.
    fn second(&mut self, first: &Expanded<'v, 'a>) -> Option<Expanded<'v, 'a>> {
        let text = first.text.as_ref();
        let of = |span: Span| text.get(span.range()).unwrap_or_default();
        let mut expanded = Expanded::empty(self.value);
        (expanded.is_known, expanded.is_name) = (first.is_known, first.is_name);
        for piece in expansion::scan(text) {
            match piece {
                Ok(Piece::Literal(span)) => {
                    let place = first.in_value(span);
                    // Behind an expansion inside the stretch the offsets no longer agree.
                    let is_literal = place.len() == span.len() && first.is_literal(span.start);
                    expanded.push(of(span), place.start, is_literal);
                }
                Ok(Piece::Percent(span)) => expanded.push("%", first.in_value(span).start, false),
                Ok(Piece::Name { name, spec: _, span }) if self.takes.names.knows(of(name)) => {
                    (expanded.is_known, expanded.is_name) = (false, false);
                    expanded.push("x", first.in_value(span).start, false);
                }
                Ok(Piece::Bare { spec: _, span }) => self.twice(first, span, None),
                Ok(Piece::Name { name, spec: _, span }) => {
                    let error = ExpansionError::UnknownName { name: of(name).to_owned(), span };
                    self.twice(first, span, Some(&error));
                }
                Err(malformed) => {
                    let (message, span) = (malformed.message, malformed.span);
                    self.twice(first, span, Some(&ExpansionError::Malformed { message, span }));
                }
            }
        }
        expanded.finish();
        (!self.is_refused).then_some(expanded)
    }

    /// A sign that is left after the first pass; without an error it is a bare `%s`.
    fn twice(&mut self, first: &Expanded<'_, '_>, span: Span, error: Option<&ExpansionError>) {
        let sign = first.in_value(Span::new(span.start, span.start + 1));
        let (rule, help) = match error {
            Some(error) => {
                (&rules::logfile_double_expansion::LOGFILE_DOUBLE_EXPANSION, self.says(error, &first.text, true))
            }
            None => (
                &rules::expansion_bare_percent_s::EXPANSION_BARE_PERCENT_S,
                "supervisord takes it: Python puts the whole dictionary of names, its environment included, in its place."
                    .to_owned(),
            ),
        };
        let finding =
            self.at(rule, sign, format!("`{}` is expanded twice, so a `%` is written %%%%", self.takes.name));
        let finding = finding.label("a single % after the first time").help(help);
        let is_doubled = self.of(sign) == "%%";
        let edit = Edit::insert(self.value.offset(sign.start), "%%");
        self.refuse(if is_doubled {
            finding.fix("write %%%%", Applicability::Safe, vec![edit])
        } else {
            finding
        });
    }
}
