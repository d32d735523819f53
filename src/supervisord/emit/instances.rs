//! Instances: consecutive numbers become `numprocs`, anything else becomes one program each.

use std::sync::Arc;

use crate::ir::{Instance, Instances, NumberRange, Service, Text};

/// How the processes of a service are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    /// One process.
    One,
    /// Consecutive numbers: `numprocs` and `numprocs_start`.
    Numbered(NumberRange, usize),
    /// One program for each instance.
    Each(Arc<[Instance]>),
    /// A template whose instances are not known: one process that is not started automatically.
    Unnamed,
}

pub(super) fn spell(service: &Service<'_>) -> Spelling {
    let Instances::Each(list) = &service.instances.value else { return Spelling::One };
    if list.is_empty() {
        return Spelling::Unnamed;
    }
    // `process_num` is not available in `user`: there the instance can only be written literally.
    let user_differs = service.user.value.as_ref().is_some_and(Text::has_instance);
    match service.instances.value.as_number_range().filter(|_| !user_differs) {
        Some(row) => Spelling::Numbered(row, list.len()),
        None => Spelling::Each(Arc::clone(list)),
    }
}

/// The expansion that prints the number of a process in the format of its instance.
pub(super) fn process_num(row: NumberRange) -> String {
    row.width.map_or_else(|| "%(process_num)d".to_owned(), |width| format!("%(process_num){width:02}d"))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the row of numbers that instances with these texts form.
    fn row(texts: &[&str]) -> Option<NumberRange> {
        let one = |text: &&str| Instance { text: (*text).to_owned(), shown: String::new() };
        Instances::Each(texts.iter().map(one).collect()).as_number_range()
    }

    #[test]
    fn consecutive_numbers_of_one_width_become_numprocs() {
        let spelled = |texts: &[&str]| row(texts).map(|row| (row.first, process_num(row)));
        let expected = |first, expansion: &str| Some((first, expansion.to_owned()));
        assert_eq!(spelled(&["1", "2", "3"]), expected(1, "%(process_num)d"));
        assert_eq!(spelled(&["00", "01"]), expected(0, "%(process_num)02d"));
        assert_eq!(spelled(&["9", "10"]), expected(9, "%(process_num)d"));
        assert_eq!(spelled(&["098", "099", "100"]), expected(98, "%(process_num)03d"));
    }

    #[test]
    fn other_instances_become_separate_programs() {
        for list in [
            &["1", "3"][..],
            &["a"],
            &["1", "02"],
            &["-1"],
            &["2", "1"],
            &["1", "2", "02"],
            &["9223372036854775807", "9223372036854775808"],
        ] {
            assert_eq!(row(list), None, "{list:?}");
        }
    }
}
