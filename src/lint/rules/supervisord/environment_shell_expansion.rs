//! `environment-shell-expansion`

use crate::diagnostic::Level;
use crate::lint::{Fixable, LooksAt};
use crate::rule;

rule! {
    /// Flags `$NAME` or `${NAME}` in a double-quoted value in `environment`.
    ///
    /// ## Why
    ///
    /// No shell reads the value: the program gets `$NAME` literally. To use a variable of the environment that
    /// supervisord was started with, write `%(ENV_NAME)s`.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="$HOME/x"
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:w]
    /// command=/bin/cat
    /// environment=A="%(ENV_HOME)s/x"
    /// ```
    ///
    /// ## Source
    ///
    /// supervisor issue 681; run with 4.3.0.
    pub static ENVIRONMENT_SHELL_EXPANSION = {
        name: "environment-shell-expansion",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        looks_at: LooksAt::Reader,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    fn found(environment: &str) -> Vec<(String, Option<String>)> {
        let text = format!("[program:a]\nenvironment={environment}\n");
        let found = supervisord(&ENVIRONMENT_SHELL_EXPANSION, &text);
        let pairs = |text: String| text.lines().nth(1).unwrap().replace("environment=", "");
        found.into_iter().map(|found| (found.text, found.fixed.map(pairs))).collect()
    }

    #[test]
    fn a_shell_variable_becomes_an_env_expansion() {
        let expected = ("$PATH".to_owned(), Some("B=1,PATH=\"/opt/bin:%(ENV_PATH)s\"".to_owned()));
        assert_eq!(found("B=1,PATH=\"/opt/bin:$PATH\""), [expected]);
        let expected = ("${APP_HOME}".to_owned(), Some("A=\"%(ENV_APP_HOME)s/x\"".to_owned()));
        assert_eq!(found("A=\"${APP_HOME}/x\""), [expected]);
    }

    #[test]
    fn a_shell_only_expansion_has_no_fix() {
        assert_eq!(found("A=\"${HOME:-/root}/x\""), [("${HOME".to_owned(), None)]);
    }

    #[test]
    fn each_variable_is_flagged() {
        let texts: Vec<String> =
            found("A=\"$HOME:$PATH\",B=\"$USER\"").into_iter().map(|(text, _)| text).collect();
        assert_eq!(texts, ["$HOME", "$PATH", "$USER"]);
    }

    #[test]
    fn a_dollar_that_no_shell_would_expand_is_left_alone() {
        for environment in [
            "A='$HOME'",
            "A=\"5$\"",
            "A=\"^x$\"",
            "A=\"$2b$12$abc\"",
            "A=\"\\$HOME\"",
            "A=\"$$HOME\"",
            "A=\"$remote_addr\"",
            "A=\"pa$$word\"",
        ] {
            assert_eq!(found(environment), [], "{environment}");
        }
    }
}
