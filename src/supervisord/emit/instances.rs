//! Instances: numbers in a row become `numprocs`, anything else one program each.

use std::sync::Arc;

use crate::ir::{Instance, Instances, Row, Service, Text};

/// How the processes of a service are spelled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// One process.
    One,
    /// So many numbers in a row: `numprocs` and `numprocs_start`.
    Numbered(Row, usize),
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
    Some(Spelling::Numbered(instances.in_a_row()?, list.len()))
}

/// The expansion that prints the number of a process as that of its instance.
pub(super) fn process_num(row: Row) -> String {
    row.width.map_or_else(|| "%(process_num)d".to_owned(), |width| format!("%(process_num){width:02}d"))
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
        let spelled = |list: &[&str]| match texts(list) {
            Some(Spelling::Numbered(row, count)) => Some((row.first, count, process_num(row))),
            _ => None,
        };
        let expected = |first, count, expansion: &str| Some((first, count, expansion.to_owned()));
        assert_eq!(spelled(&["1", "2", "3"]), expected(1, 3, "%(process_num)d"));
        assert_eq!(spelled(&["00", "01"]), expected(0, 2, "%(process_num)02d"));
        assert_eq!(spelled(&["9", "10"]), expected(9, 2, "%(process_num)d"));
        assert_eq!(spelled(&["098", "099", "100"]), expected(98, 3, "%(process_num)03d"));
    }

    #[test]
    fn anything_else_is_a_program_each() {
        for list in [&["1", "3"][..], &["a"], &["1", "02"], &["-1"], &["2", "1"], &["1", "2", "02"]] {
            assert_eq!(texts(list), None, "{list:?}");
        }
    }
}
