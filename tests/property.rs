//! How property tests run: on the same cases every time.
//!
//! `.cargo/config.toml` gives them their seed, so that a commit passes or fails whoever asks. Other cases are looked for on
//! purpose: see CONTRIBUTING.md.

use proptest::test_runner::Config;

/// At least that many cases, more when `PROPTEST_CASES` asks for more, and no file of failures: a failure becomes a test of
/// its own.
pub(crate) fn config(cases: u32) -> Config {
    let mut config = Config::default();
    config.cases = config.cases.max(cases);
    config.failure_persistence = None;
    config
}
