//! Instances: numbers in a row become `numprocs`, anything else one program each.

use std::sync::Arc;

use crate::ir::{Instance, Instances, Row, Service, Text};

/// How the processes of a service are spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// One process.
    One,
    /// `numprocs` and `numprocs_start`; the conversion prints each number as the instance's text.
    Numbered {
        /// The first number.
        first: i64,
        /// How many there are.
        count: usize,
        /// What follows `%(process_num)`: `d`, `02d`.
        conversion: String,
    },
    /// One program for each.
    Each(Arc<[Instance]>),
    /// A template whose instances nobody names: one process, not started by itself.
    Unnamed,
}

pub(super) fn spell(service: &Service<'_>) -> Spelling {
    let Instances::Each(list) = &service.instances.value else { return Spelling::One };
    if list.is_empty() {
        return Spelling::Unnamed;
    }
    // `process_num` does not exist in `user`: there the instance can only be written out.
    let user_differs = service.user.value.as_ref().is_some_and(Text::has_instance);
    if user_differs { None } else { numbered(&service.instances.value) }
        .unwrap_or_else(|| Spelling::Each(Arc::clone(list)))
}

/// Consecutive numbers, all printed by one conversion.
fn numbered(instances: &Instances) -> Option<Spelling> {
    let Instances::Each(list) = instances else { return None };
    let Row { first, width } = instances.in_a_row()?;
    let conversion = width.map_or_else(|| "d".to_owned(), |width| format!("{width:02}d"));
    Some(Spelling::Numbered { first, count: list.len(), conversion })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(texts: &[&str]) -> Option<Spelling> {
        let list: Vec<Instance> =
            texts.iter().map(|text| Instance { text: (*text).to_owned(), shown: String::new() }).collect();
        numbered(&Instances::Each(list.into()))
    }

    #[test]
    fn numbers_in_a_row_of_one_width_are_numprocs() {
        let spelled = |first, count, conversion: &str| {
            Some(Spelling::Numbered { first, count, conversion: conversion.to_owned() })
        };
        assert_eq!(texts(&["1", "2", "3"]), spelled(1, 3, "d"));
        assert_eq!(texts(&["00", "01"]), spelled(0, 2, "02d"));
        assert_eq!(texts(&["9", "10"]), spelled(9, 2, "d"));
        assert_eq!(texts(&["098", "099", "100"]), spelled(98, 3, "03d"));
    }

    #[test]
    fn anything_else_is_a_program_each() {
        for list in [&["1", "3"][..], &["a"], &["1", "02"], &["-1"], &["2", "1"], &["1", "2", "02"]] {
            assert_eq!(texts(list), None, "{list:?}");
        }
    }
}
