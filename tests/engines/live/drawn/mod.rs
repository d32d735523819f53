//! Settings in random combinations: whatever is reported to be the same is observed to be the same.
//!
//! A hand-written case shows what its author thought of. Here the settings of one topic (restarts, stops, the environment
//! of a start) are drawn at random, the same ones on every run (`PROPTEST_RNG_SEED` draws others, `PROPTEST_CASES` more of
//! them), and both managers run them.

mod boots;
mod commands;
mod conditions;
mod daemons;
mod directories;
mod early;
mod expansions;
mod groups;
mod jobs;
mod layers;
mod restarts;
mod scripts;
mod sockets;
mod stops;
mod streams;
mod surroundings;
mod variables;

use proptest::sample::select;
use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::{Config, TestRunner};
use sysvisor::ir::Leaf;

use super::case::Case;
use super::{compare, machine};

/// The number of cases of each kind, unless more are requested.
const COUNT: u32 = 24;

/// Leaves that are observed together, if all of them are reported to be kept: see [`Case::together`].
type Together = &'static [&'static [Leaf]];

/// The attributes of a process in the kernel.
const ATTRIBUTES: Together = &[
    &[Leaf::Limits],
    &[Leaf::Nice],
    &[Leaf::OomScore],
    &[Leaf::NoNewPrivileges],
    &[Leaf::SupplementaryGroups, Leaf::Group, Leaf::User],
    &[Leaf::Capabilities],
    &[Leaf::Scheduling],
];

/// What is prepared before a program.
const BEFORE: Together = &[&[Leaf::Prepare, Leaf::User], &[Leaf::Directories], &[Leaf::Conditions]];

/// The source of random choices.
struct Draw(TestRunner);

impl Draw {
    fn new() -> Self {
        Self(TestRunner::new(Config::default()))
    }

    fn one(&mut self, of: &[&'static str]) -> &'static str {
        select(of.to_vec()).new_tree(&mut self.0).unwrap().current()
    }

    /// `KEY=VALUE` and a line end, or nothing for an empty value.
    fn line(&mut self, key: &str, of: &[&'static str]) -> String {
        let value = self.one(of);
        if value.is_empty() { String::new() } else { format!("{key}={value}\n") }
    }
}

fn together(of: &[Together]) -> Together {
    Box::leak(of.concat().into_boxed_slice())
}

fn leak(text: String) -> &'static str {
    Box::leak(text.into_boxed_str())
}

/// The number of cases of each kind.
fn count() -> u32 {
    std::env::var("PROPTEST_CASES").map_or(COUNT, |count| count.parse().unwrap())
}

/// Runs the full number of cases.
fn run_all_cases(kind: &str, make: impl Fn(&mut Draw, &str) -> Case) {
    run_count(count(), kind, make);
}

/// Runs a third of that: for cases that take long, contain several programs, or have few values to choose from.
fn run_fewer_cases(kind: &str, make: impl Fn(&mut Draw, &str) -> Case) {
    run_count(count().div_ceil(3), kind, make);
}

fn run_count(count: u32, kind: &str, make: impl Fn(&mut Draw, &str) -> Case) {
    if !compare::runs_slow_cases() {
        return eprintln!("skipped: SYSVISOR_LIVE=all runs the generated cases");
    }
    let Some(machine) = machine::shared() else { return };
    let mut draw = Draw::new();
    let cases: Vec<Case> = (0..count).map(|at| make(&mut draw, &format!("{kind}_{at}"))).collect();
    compare::run_all(machine, &cases);
}
