//! What the names in an expansion stand for.

use std::borrow::Cow;

use super::env::{Environment, Known};
use crate::ir::{Expand, Owner, Part, PartRef, Text, Unknown};
use crate::supervisord::kinds::expansion::{self, Flags, Spec, Value};

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

/// `%(name)s`
const AS_IT_IS: Spec = Spec {
    flags: Flags { left: false, sign: false, blank: false, alternate: false, zero: false },
    width: None,
    precision: None,
    length: None,
    conversion: 's',
};

/// What stands for a piece.
pub(super) enum Put<'t> {
    Text(Cow<'t, str>),
    Parts(Vec<Part<'static>>),
}

impl Names<'_> {
    pub(super) fn put(&self, name: &str, spec: &Spec) -> Option<Put<'static>> {
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
        expansion::render(&mut out, spec, value).ok()?;
        Some(Put::Text(Cow::Owned(out)))
    }

    /// What a piece adds at least to the memory that a value takes: its padding, for a text of each instance its number.
    pub(super) fn length(&self, name: &str, spec: &Spec) -> u64 {
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
        if names.eq(texts.iter().cloned()) { Part::Instance } else { Part::PerInstance(texts.into()) }
    }
}

/// Whether a text holds a variable that nobody gives.
fn needs_environment(text: &Text<'_>) -> bool {
    text.unknowns().any(|unknown| unknown.owner == Owner::Supervisord)
}

/// A number as a conversion prints it.
pub(super) fn render(spec: &Spec, number: i64) -> Option<String> {
    let mut out = String::new();
    expansion::render(&mut out, spec, Value::Int(number)).ok()?;
    Some(out)
}

fn unknown(owner: Owner, name: &str) -> Part<'static> {
    Part::Unknown(Unknown { owner, name: name.to_owned(), expand: Expand::Joined })
}
