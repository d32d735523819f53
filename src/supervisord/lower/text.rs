//! Expansion in the model: `%(name)s` becomes bytes where the value is known, and a part of its own where it is not.

use std::borrow::Cow;

use super::env::{Environment, Known};
use crate::ir::{Expand, Owner, Part, PartRef, Text, Unknown};
use crate::source::{FileId, Logical, Span};
use crate::supervisord::kinds::expansion::{self, Piece};
use crate::supervisord::kinds::percent_format::{self, Flags, Spec, Value};
use crate::supervisord::kinds::user::{self, User};

/// The names that an option of one program can use, and what they stand for.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'n> {
    /// The program's name.
    pub(super) program: &'n str,
    /// The name of the group that it is handled in.
    pub(super) group: &'n str,
    /// The folder of the file that holds the option.
    pub(super) here: &'n str,
    /// The numbers of its processes.
    pub(super) numbers: Numbers,
    /// How `process_name` writes the number.
    pub(super) number_spec: Option<Spec>,
    /// `ENV_…` by name: what was given, `[supervisord] environment`, the program's own.
    pub(super) environment: &'n Environment<'n>,
}

impl<'n> Names<'n> {
    /// The same for other processes of the program, or with what another environment knows.
    pub(super) const fn of_processes<'e>(
        &self,
        numbers: Numbers,
        environment: &'e Environment<'e>,
    ) -> Names<'e>
    where
        'n: 'e,
    {
        let Self { program, group, here, numbers: _, number_spec, environment: _ } = *self;
        Names { program, group, here, numbers, number_spec, environment }
    }
}

/// The numbers of a program's processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Numbers {
    pub(super) first: i64,
    pub(super) count: i64,
}

impl Numbers {
    /// The numbers, ascending, at most [`super::MOST_INSTANCES`].
    pub(super) fn iter(self) -> impl Iterator<Item = i64> {
        let count = self.count.clamp(0, super::MOST_INSTANCES);
        (0..count).map(move |at| self.first.saturating_add(at))
    }

    /// What all numbers take at least in this form.
    pub(super) fn length(self, spec: &Spec) -> u64 {
        let count = self.count.clamp(0, super::MOST_INSTANCES) as u64;
        spec.padding().saturating_add(1).saturating_mul(count)
    }
}

/// A text whose unknown parts are replaced by marks, words that nothing else in it contains, so that it can be split like
/// any other.
#[derive(Debug)]
pub(super) struct Expanded<'a> {
    text: Cow<'a, str>,
    value: Logical<'a>,
    /// Each expansion: where it starts in `text`, and where in the value; sorted.
    offsets: Vec<(u32, u32)>,
    mark: String,
    marked: Vec<Part<'static>>,
}

/// Expands a value `passes` times; a piece that supervisord would refuse stays as it is (the file is refused anyway).
pub(super) fn expand<'a>(value: Logical<'a>, names: &Names<'_>, passes: u8) -> Expanded<'a> {
    let text = match value.part_of_text() {
        Some(text) => Cow::Borrowed(text),
        None => match value.slice(Span::new(0, value.bytes().len() as u32)) {
            Cow::Borrowed(bytes) => Cow::Borrowed(std::str::from_utf8(bytes).unwrap_or_default()),
            Cow::Owned(bytes) => Cow::Owned(String::from_utf8(bytes).unwrap_or_default()),
        },
    };
    if !expansion::is_needed(&text) {
        return Expanded { text, value, offsets: Vec::new(), mark: String::new(), marked: Vec::new() };
    }
    let mark = free_mark(&text, names);
    let mut padding = expansion::LONGEST_PADDING;
    let mut out = String::with_capacity(text.len() * 2);
    let mut offsets = Vec::new();
    let mut marked = Vec::new();
    let of = |span: Span| text.get(span.range()).unwrap_or_default();
    for piece in expansion::scan(&text) {
        let (span, put) = match &piece {
            Ok(Piece::Literal(span)) => (*span, Put::Text(Cow::Borrowed(of(*span)))),
            Ok(Piece::Percent(span)) => (*span, Put::Text(Cow::Borrowed("%"))),
            Ok(Piece::Bare { spec: _, span }) => (*span, Put::Text(Cow::Borrowed(of(*span)))),
            Ok(Piece::Name { name, spec, span }) => {
                // `%(process_num)999999999d`, for each of its processes: not followed, as in `expansion::expand`.
                let left = padding.checked_sub(names.length(of(*name), spec));
                padding = left.unwrap_or(padding);
                let put = left.and_then(|_| names.put(of(*name), spec));
                (*span, put.unwrap_or(Put::Text(Cow::Borrowed(of(*span)))))
            }
            Err(malformed) => {
                let rest = Span::new(malformed.span.start, text.len() as u32);
                (rest, Put::Text(Cow::Borrowed(of(rest))))
            }
        };
        offsets.push((out.len() as u32, span.start));
        match put {
            Put::Text(text) => out.push_str(&text),
            Put::Parts(parts) => {
                for part in parts {
                    match part {
                        Part::Bytes(bytes) => out.push_str(&String::from_utf8_lossy(&bytes)),
                        part => {
                            out.push_str(&format!("{mark}{}_", marked.len()));
                            marked.push(part);
                        }
                    }
                }
            }
        }
    }
    // The second pass finds `%%` where `%%%%` was; names are gone by then, but for values that hold some: refused.
    if passes > 1 && out.contains("%%") {
        out = out.replace("%%", "%");
        offsets.clear();
    }
    Expanded { text: Cow::Owned(out), value, offsets, mark, marked }
}

/// `%(name)s`
const AS_IT_IS: Spec = Spec {
    flags: Flags { left: false, sign: false, blank: false, alternate: false, zero: false },
    width: None,
    precision: None,
    length: None,
    conversion: 's',
};

/// What stands for a piece.
enum Put<'t> {
    Text(Cow<'t, str>),
    Parts(Vec<Part<'static>>),
}

impl Names<'_> {
    fn put(&self, name: &str, spec: &Spec) -> Option<Put<'static>> {
        let value = match name {
            "program_name" => Value::Str(self.program),
            "group_name" => Value::Str(self.group),
            "here" => Value::Str(self.here),
            "numprocs" => Value::Int(self.numbers.count),
            "process_num" if self.numbers.count == 1 => Value::Int(self.numbers.first),
            "process_num" => return Some(Put::Parts(vec![self.instance(spec)])),
            "host_node_name" => return Some(Put::Parts(vec![unknown(Owner::Host, name)])),
            _ => {
                let variable = name.strip_prefix("ENV_")?;
                match self.environment.get(variable) {
                    Some(Known::Text(text)) => Value::Str(text),
                    Some(Known::Parts(text)) if *spec == AS_IT_IS && !needs_environment(text) => {
                        return Some(Put::Parts(text.owned_parts()));
                    }
                    // The program's environment has it all the same; what width and precision make of it only supervisord knows.
                    Some(Known::Parts(_)) | None => {
                        return Some(Put::Parts(vec![unknown(Owner::Supervisord, name)]));
                    }
                }
            }
        };
        let mut out = String::new();
        percent_format::render(&mut out, spec, value).ok()?;
        Some(Put::Text(Cow::Owned(out)))
    }

    /// What a piece adds at least to the memory that a value takes: its padding, for a text of each instance its number.
    fn length(&self, name: &str, spec: &Spec) -> u64 {
        if name == "process_num" && self.numbers.count != 1 && self.number_spec.as_ref() != Some(spec) {
            return self.numbers.length(spec);
        }
        match name.strip_prefix("ENV_").and_then(|variable| self.environment.get(variable)) {
            Some(Known::Parts(text)) => {
                let texts = text.parts().filter(|part| matches!(part, PartRef::PerInstance(_))).count();
                self.numbers.length(spec).saturating_mul(texts as u64)
            }
            _ => spec.padding(),
        }
    }

    /// The number of the instance, which is the instance's own text if it is written like it for every process.
    fn instance(&self, spec: &Spec) -> Part<'static> {
        let own = self.number_spec.as_ref();
        if own == Some(spec) {
            return Part::Instance;
        }
        let texts: Vec<String> = self.numbers.iter().filter_map(|number| render(spec, number)).collect();
        let names = self.numbers.iter().filter_map(|number| own.and_then(|own| render(own, number)));
        if names.eq(texts.iter().cloned()) { Part::Instance } else { Part::PerInstance(texts) }
    }
}

/// Whether a text holds a variable that nobody gives.
fn needs_environment(text: &Text<'_>) -> bool {
    text.unknowns().any(|unknown| unknown.owner == Owner::Supervisord)
}

/// A number as a conversion prints it.
pub(super) fn render(spec: &Spec, number: i64) -> Option<String> {
    let mut out = String::new();
    percent_format::render(&mut out, spec, Value::Int(number)).ok()?;
    Some(out)
}

fn unknown(owner: Owner, name: &str) -> Part<'static> {
    Part::Unknown(Unknown { owner, name: name.to_owned(), expand: Expand::Joined })
}

/// A word of letters, digits and underscores (which every reader takes as a part of a word) that stands nowhere else.
fn free_mark(text: &str, names: &Names<'_>) -> String {
    let mut mark = "_mark_".to_owned();
    let taken = |mark: &str| text.contains(mark) || names.environment.contains(mark);
    while taken(&mark) {
        mark.insert(0, '_');
    }
    mark
}

impl<'a> Expanded<'a> {
    /// The text with marks.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// The text, if nothing in it is unknown.
    pub(super) fn known(&self) -> Option<&str> {
        self.marked.is_empty().then_some(&*self.text)
    }

    /// The place in the file of a range of the text.
    pub(super) fn span(&self, span: Span) -> Span {
        if self.offsets.is_empty() {
            return if self.mark.is_empty() { self.value.span(span) } else { self.value.whole() };
        }
        // An expansion is seen whole: from its start to where the next piece starts.
        let start = self.offsets.partition_point(|(at, _)| *at <= span.start).saturating_sub(1);
        let next = self.offsets.partition_point(|(at, _)| *at < span.end);
        let (text_at, value_at) = self.offsets[start];
        let is_literal = |at: usize| {
            let (text, value) = self.offsets[at];
            let (next_text, next_value) = self
                .offsets
                .get(at + 1)
                .copied()
                .unwrap_or((self.text.len() as u32, self.value.bytes().len() as u32));
            next_text - text == next_value - value
        };
        let from = if is_literal(start) { value_at + (span.start - text_at) } else { value_at };
        let last = next.saturating_sub(1).max(start);
        let to = if is_literal(last) {
            let (text_at, value_at) = self.offsets[last];
            value_at + span.end.saturating_sub(text_at)
        } else {
            self.offsets.get(last + 1).map_or(self.value.bytes().len() as u32, |(_, value)| *value)
        };
        self.value.span(Span::new(from, to))
    }

    /// A range of the text in the model.
    pub(super) fn part(&self, span: Span, file: FileId) -> Text<'a> {
        if self.mark.is_empty() {
            return Text::plain(self.value.slice(span)).at(file, self.value.span(span));
        }
        self.unmark(self.text.get(span.range()).unwrap_or_default()).at(file, self.span(span))
    }

    /// The whole text in the model.
    pub(super) fn whole(&self, file: FileId) -> Text<'a> {
        self.part(Span::new(0, self.text.len() as u32), file)
    }

    /// The text as a user in the model. A number is written as all write it: supervisord takes `0100` and `1_000`, as Python
    /// does, and systemd takes neither for one.
    pub(super) fn user(&self, file: FileId) -> Text<'a> {
        let place = Span::new(0, self.text.len() as u32);
        match self.known().map(user::parse) {
            Some(Ok(User::Id(id))) if id.to_string() != *self.text => {
                self.cut(Cow::Owned(id.to_string()), place, file)
            }
            _ => self.part(place, file),
        }
    }

    /// A text that was cut out of this one and may hold marks; `place` is where it stands in this one.
    pub(super) fn cut(&self, text: Cow<'_, str>, place: Span, file: FileId) -> Text<'a> {
        if self.mark.is_empty() {
            // A slice of the value, or of what is in its quotes: nothing was expanded.
            let own = Span::of(self.text.as_bytes(), text.as_bytes());
            let same = self.text.get(own.range()) == Some(&*text);
            let bytes = if same { self.value.slice(own) } else { Cow::Owned(text.into_owned().into_bytes()) };
            return Text::plain(bytes).at(file, self.value.span(place));
        }
        self.unmark(&text).at(file, self.span(place))
    }

    fn unmark(&self, text: &str) -> Text<'a> {
        let mut parts = Vec::new();
        let mut rest = text;
        while let Some(at) = rest.find(&self.mark) {
            let (before, after) = rest.split_at(at);
            parts.push(Part::Bytes(Cow::Owned(before.as_bytes().to_vec())));
            let after = &after[self.mark.len()..];
            let (number, behind) = after.split_once('_').unwrap_or((after, ""));
            if let Some(part) = number.parse::<usize>().ok().and_then(|number| self.marked.get(number)) {
                parts.push(part.clone());
            }
            rest = behind;
        }
        parts.push(Part::Bytes(Cow::Owned(rest.as_bytes().to_vec())));
        Text::of(parts)
    }
}
