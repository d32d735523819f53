//! Rules on the shared model: each serves both managers where it applies.

pub mod command_daemonizes;
pub mod command_shell_syntax;
pub mod restart_hits_start_limit;
pub mod start_limit_unset;

#[cfg(test)]
mod tests {
    use crate::lint::testing::assert_examples;
    use crate::lint::{LooksAt, registry};

    #[test]
    fn every_example_is_what_its_heading_says() {
        for rule in registry::RULES.iter().filter(|rule| matches!(rule.looks_at, LooksAt::Service(_))) {
            assert_examples(rule);
        }
    }
}
