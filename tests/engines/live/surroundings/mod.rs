//! What a program starts with: arguments, variables, directory, IDs, umask, standard input.

mod confined;
mod plain;
mod prepared;
mod programs;

use super::case::Case;
use super::{compare, machine};

pub(super) use programs::CASES as TO_SYSTEMD;

pub(super) const TO_SUPERVISORD: [&[Case]; 3] = [confined::CASES, prepared::CASES, plain::CASES];

#[test]
fn programs_start_in_the_same_execution_environment_under_systemd() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SYSTEMD);
}

#[test]
fn units_start_in_the_same_execution_environment_under_supervisord() {
    let Some(machine) = machine::shared() else { return };
    compare::run_all(machine, TO_SUPERVISORD.into_iter().flatten());
}
