//! The configuration of property tests: the same cases on every run.
//!
//! `.cargo/config.toml` sets the seed, so that a commit passes or fails for everybody. For other cases see CONTRIBUTING.md.

use proptest::test_runner::Config;

/// At least this many cases, more if `PROPTEST_CASES` says so, and no regression file: a failure becomes a test of its own.
pub(crate) fn config(cases: u32) -> Config {
    let mut config = Config::default();
    config.cases = config.cases.max(cases);
    config.failure_persistence = None;
    config
}
