//! The names in an expansion and their values.

use std::borrow::Cow;

use super::env::{Environment, VariableValue};
use crate::ir::{Expand, KnownBy, Part, PartRef, Text, Unknown};
use crate::supervisord::kinds::expansion::{self, Flags, Spec, Value};

/// The names that an option of one program can use, and their values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Names<'n> {
    /// The program's name.
    pub(super) program: &'n str,
    /// The name of the group that the program belongs to.
    pub(super) group: &'n str,
    /// The directory of the file that contains the option.
    pub(super) here: &'n str,
    /// The numbers of the program's processes.
    pub(super) numbers: ProcessNumbers,
    /// The conversion with which `process_name` prints the number.
    pub(super) number_spec: Option<Spec>,
    /// `ENV_…` by name: given variables, `[supervisord] environment`, the program's own.
    pub(super) environment: &'n Environment<'n>,
}

impl<'n> Names<'n> {
    /// The same names for other processes of the program, with another environment.
    pub(super) const fn of_processes<'e>(
        &self,
        numbers: ProcessNumbers,
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
pub(super) struct ProcessNumbers {
    pub(super) first: i64,
    pub(super) count: i64,
}

impl ProcessNumbers {
    /// The numbers, ascending, at most [`super::MAX_INSTANCES`].
    pub(super) fn iter(self) -> impl Iterator<Item = i64> {
        let count = self.count.clamp(0, super::MAX_INSTANCES);
        (0..count).map(move |at| self.first.saturating_add(at))
    }

    /// The least number of characters that all numbers take with this conversion.
    pub(super) fn min_length(self, spec: &Spec) -> u64 {
        let count = self.count.clamp(0, super::MAX_INSTANCES) as u64;
        spec.padding().saturating_add(1).saturating_mul(count)
    }
}

/// `%(name)s`
const PLAIN_SPEC: Spec = Spec {
    flags: Flags { left: false, sign: false, blank: false, alternate: false, zero: false },
    width: None,
    precision: None,
    length: None,
    conversion: 's',
};

/// The replacement for an expansion.
pub(super) enum Replacement<'t> {
    Text(Cow<'t, str>),
    Parts(Vec<Part<'static>>),
}

impl Names<'_> {
    pub(super) fn replacement(&self, name: &str, spec: &Spec) -> Option<Replacement<'static>> {
        let value = match name {
            "program_name" => Value::Str(self.program),
            "group_name" => Value::Str(self.group),
            "here" => Value::Str(self.here),
            "numprocs" => Value::Int(self.numbers.count),
            "process_num" if self.numbers.count == 1 => Value::Int(self.numbers.first),
            "process_num" => return Some(Replacement::Parts(vec![self.instance_part(spec)])),
            "host_node_name" => return Some(Replacement::Parts(vec![unknown(KnownBy::Host, name)])),
            _ => {
                let variable = name.strip_prefix("ENV_")?;
                match self.environment.get(variable) {
                    Some(VariableValue::Text(text)) => Value::Str(text),
                    Some(VariableValue::Parts(text)) if *spec == PLAIN_SPEC && !needs_environment(text) => {
                        return Some(Replacement::Parts(text.owned_parts()));
                    }
                    // The program's environment still contains the variable; only supervisord knows what width and
                    // precision make of it.
                    Some(VariableValue::Parts(_)) | None => {
                        return Some(Replacement::Parts(vec![unknown(KnownBy::Supervisord, name)]));
                    }
                }
            }
        };
        let mut out = String::new();
        expansion::render(&mut out, spec, value).ok()?;
        Some(Replacement::Text(Cow::Owned(out)))
    }

    /// The least memory that the replacement takes: its padding, and for a text that differs between instances one
    /// padding for each.
    pub(super) fn min_length(&self, name: &str, spec: &Spec) -> u64 {
        if name == "process_num" && self.numbers.count != 1 && self.number_spec.as_ref() != Some(spec) {
            return self.numbers.min_length(spec);
        }
        match name.strip_prefix("ENV_").and_then(|variable| self.environment.get(variable)) {
            Some(VariableValue::Parts(text)) => {
                let texts = text.parts().filter(|part| matches!(part, PartRef::PerInstance(_))).count();
                self.numbers.min_length(spec).saturating_mul(texts as u64)
            }
            _ => spec.padding(),
        }
    }

    /// The number of the instance; it is the instance's own text if both are printed the same for every process.
    fn instance_part(&self, spec: &Spec) -> Part<'static> {
        let own = self.number_spec.as_ref();
        if own == Some(spec) {
            return Part::Instance;
        }
        let texts: Vec<String> = self.numbers.iter().filter_map(|number| render(spec, number)).collect();
        let names = self.numbers.iter().filter_map(|number| own.and_then(|own| render(own, number)));
        if names.eq(texts.iter().cloned()) { Part::Instance } else { Part::PerInstance(texts.into()) }
    }
}

/// Whether a text contains an unknown variable.
fn needs_environment(text: &Text<'_>) -> bool {
    text.unknowns().any(|unknown| unknown.known_by == KnownBy::Supervisord)
}

/// Prints a number with a conversion.
pub(super) fn render(spec: &Spec, number: i64) -> Option<String> {
    let mut out = String::new();
    expansion::render(&mut out, spec, Value::Int(number)).ok()?;
    Some(out)
}

fn unknown(known_by: KnownBy, name: &str) -> Part<'static> {
    Part::Unknown(Unknown { known_by, name: name.to_owned(), expand: Expand::Joined })
}
