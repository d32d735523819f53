//! `environment-duplicate-key`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags a variable that is set twice in one `environment`.
    ///
    /// ## Why
    ///
    /// supervisord uses the last one without a message: whoever changes the first one wonders why nothing changes.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=1,A=2
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A=2
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor 4.3.0, `datatypes.py`, `dict_of_key_value_pairs`; run.
    pub static ENVIRONMENT_DUPLICATE_KEY = {
        name: "environment-duplicate-key",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, supervisord};

    fn found(environment: &str) -> Vec<Found> {
        supervisord(&ENVIRONMENT_DUPLICATE_KEY, &format!("[program:a]\nenvironment={environment}\n"))
    }

    fn fixed(environment: &str) -> Vec<Option<String>> {
        let pairs =
            |text: String| text.strip_prefix("[program:a]\nenvironment=").unwrap().trim_end().to_owned();
        found(environment).into_iter().map(|found| found.fixed.map(pairs)).collect()
    }

    #[test]
    fn the_overridden_assignment_is_removed() {
        assert_eq!(fixed("A=1,B=2,A=\"3\""), [Some("B=2,A=\"3\"".to_owned())]);
        assert_eq!(fixed("A=1,\n  B=2,\n  B=3"), [Some("A=1,\n  B=3".to_owned())]);
        assert_eq!(fixed("A=%(ENV_X)s,A=%(ENV_Y)s"), [Some("A=%(ENV_Y)s".to_owned())]);
    }

    #[test]
    fn two_of_three_assignments_are_flagged() {
        let found = found("A=1,A=2,A=3");
        assert_eq!(
            found.iter().map(|found| found.message.as_str()).collect::<Vec<_>>(),
            ["A is set twice"; 2]
        );
    }

    #[test]
    fn a_comment_between_them_prevents_the_fix() {
        assert_eq!(fixed("A=1, ; the old one\n  A=2"), [None]);
    }

    #[test]
    fn other_names_are_other_variables() {
        for environment in ["A=1,a=2", "AB=1,AC=2,BB=3", "A=\"A=1,A=2\"", "HOME=/a,USER=b,PORT=c"] {
            assert!(found(environment).is_empty(), "{environment}");
        }
    }

    #[test]
    fn twenty_names_are_distinguished() {
        let mut pairs: Vec<String> = (0..20).map(|number| format!("NAME_{number}=1")).collect();
        assert!(found(&pairs.join(",")).is_empty());
        pairs.push("NAME_7=2".to_owned());
        assert_eq!(found(&pairs.join(",")).len(), 1);
    }
}
