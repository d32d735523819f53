//! Values for both our parsers and those of a manager: the same ones on every run.

use proptest::strategy::{Strategy as _, ValueTree as _};
use proptest::test_runner::TestRunner;

/// `count` texts that match the patterns in turn (regular expressions used as generators).
pub(super) fn texts(patterns: &[&str], count: usize) -> Vec<String> {
    let mut runner = TestRunner::deterministic();
    let mut text = |pattern: &str| {
        let strategy = proptest::string::string_regex(pattern).unwrap();
        strategy.new_tree(&mut runner).unwrap().current()
    };
    (0..count).map(|at| text(patterns[at % patterns.len()])).collect()
}
