//! Which rules are selected.

use std::fmt;

use super::{Rule, registry};

/// The rules that are selected.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these rules; if empty, all that are in no group.
    select: Vec<&'static str>,
    /// Without these rules.
    ignore: Vec<&'static str>,
    /// Whether only errors are wanted.
    only_errors: bool,
}

/// The error for a name that no rule and no group has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The names that may have been meant; empty if there are none, or too many.
    pub suggestions: Vec<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is named `{}`", self.name)?;
        let Some((last, others)) = self.suggestions.split_last() else { return Ok(()) };
        f.write_str("; did you mean ")?;
        for (at, other) in others.iter().enumerate() {
            write!(f, "{}`{other}`", if at == 0 { "" } else { ", " })?;
        }
        write!(f, "{}`{last}`?", if others.is_empty() { "" } else { " or " })
    }
}

impl std::error::Error for UnknownRule {}

impl Selection {
    /// All rules that are in no group.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// Selects the rules of `select` (if empty, all that are in no group) except those of `ignore`. The name of a group
    /// stands for its rules.
    ///
    /// # Errors
    /// [`UnknownRule`] for a name that no rule and no group has.
    pub fn new<S: AsRef<str>>(select: &[S], ignore: &[S]) -> Result<Self, UnknownRule> {
        Ok(Self { select: names(select)?, ignore: names(ignore)?, only_errors: false })
    }

    /// The same selection for when only errors are wanted: rules that never report any are not called. Other findings
    /// of the readers are still reported.
    #[must_use]
    pub fn for_errors(self) -> Self {
        Self { only_errors: true, ..self }
    }

    /// Whether a rule should be called. `is_grouped` is its entry in [`registry::IS_GROUPED`].
    pub(super) fn calls(&self, rule: &Rule, is_grouped: bool) -> bool {
        self.selects(|| rule.name(), is_grouped) && (!self.only_errors || registry::may_find_error(rule))
    }

    /// Whether the rule of this name is selected.
    #[must_use]
    pub fn contains(&self, rule: &str) -> bool {
        self.selects(|| rule, registry::is_in_group(rule))
    }

    /// By default no name is needed, and each start asks this about hundreds of rules.
    fn selects<'r>(&self, name: impl Fn() -> &'r str, is_grouped: bool) -> bool {
        let is_selected = if self.select.is_empty() { !is_grouped } else { self.select.contains(&name()) };
        is_selected && (self.ignore.is_empty() || !self.ignore.contains(&name()))
    }
}

/// Resolves names of rules and groups to rules.
fn names<S: AsRef<str>>(given: &[S]) -> Result<Vec<&'static str>, UnknownRule> {
    let mut names = Vec::new();
    for name in given.iter().map(AsRef::as_ref) {
        if let Some(group) = registry::find_group(name) {
            names.extend(group.rules.iter().map(|rule| rule.name()));
        } else if let Some(rule) = registry::find(name) {
            names.push(rule.name());
        } else {
            return Err(UnknownRule { name: name.to_owned(), suggestions: registry::suggestions(name) });
        }
    }
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ignoring_wins_over_selecting() {
        let all = Selection::all();
        assert!(all.contains("unknown-option"));
        let some = Selection::new(&["unknown-option", "syntax-error"], &["syntax-error"]).unwrap();
        assert!(some.contains("unknown-option"));
        assert!(!some.contains("syntax-error"));
        assert!(!some.contains("unknown-section"));
    }

    #[test]
    fn selection_by_rule_and_by_name_agree() {
        let default = registry::RULES.iter().filter(|rule| Selection::all().contains(rule.name()));
        let grouped: usize = registry::GROUPS.iter().map(|group| group.rules.len()).sum();
        assert_eq!(default.count(), registry::RULES.len() - grouped);
        let some = Selection::new(&["hardening", "syntax-error"], &["runs-as-root"]).unwrap();
        for (rule, is_grouped) in registry::RULES.iter().zip(registry::IS_GROUPED) {
            assert_eq!(some.calls(rule, is_grouped), some.contains(rule.name()), "{}", rule.name());
            assert_eq!(Selection::all().contains(rule.name()), !is_grouped, "{}", rule.name());
        }
    }

    #[test]
    fn a_group_is_off_until_it_or_one_of_its_rules_is_selected() {
        let of = |select: &[&str], ignore: &[&str]| {
            Selection::new(select, ignore).unwrap().contains("hardening-baseline")
        };
        assert!(!Selection::all().contains("hardening-baseline"));
        assert!(of(&["hardening"], &[]) && of(&["hardening-baseline"], &[]));
        assert!(!of(&["hardening"], &["hardening-baseline"]) && !of(&["hardening-baseline"], &["hardening"]));
        assert!(!of(&[], &["unknown-option"]));
        assert!(!Selection::new(&["hardening"], &[]).unwrap().contains("unknown-option"));
        assert_eq!(Selection::new(&["hardning"], &[]).unwrap_err().suggestions, ["hardening"]);
    }

    #[test]
    fn a_misspelled_rule_is_an_error_that_names_the_nearest() {
        let error = Selection::new(&["unknwon-option"], &[]).unwrap_err();
        assert_eq!(error.to_string(), "no rule is named `unknwon-option`; did you mean `unknown-option`?");
    }

    #[test]
    fn a_partial_name_suggests_the_names_that_contain_it() {
        let error = |name: &str| Selection::new(&[name], &[]).unwrap_err().to_string();
        assert_eq!(
            error("numprocs"),
            "no rule is named `numprocs`; did you mean `numprocs-without-process-num`?"
        );
        assert_eq!(
            error("killasgroup"),
            "no rule is named `killasgroup`; did you mean `killasgroup-alone` or `killasgroup-conflict`?"
        );
        assert_eq!(error("unit"), "no rule is named `unit`", "too many candidates to suggest");
        assert_eq!(error(""), "no rule is named ``");
    }
}
