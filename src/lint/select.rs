//! Which rules are wanted.

use std::fmt;

use super::registry;

/// The rules that are wanted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selection {
    /// Only these; all when there is none.
    select: Vec<&'static str>,
    /// Not these.
    ignore: Vec<&'static str>,
}

/// A name that no rule has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownRule {
    /// The name.
    pub name: String,
    /// The rule's name that it is nearest to, if one is near.
    pub near: Option<&'static str>,
}

impl fmt::Display for UnknownRule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "no rule is named `{}`", self.name)?;
        match self.near {
            Some(near) => write!(f, "; did you mean `{near}`?"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for UnknownRule {}

impl Selection {
    /// All rules.
    #[must_use]
    pub fn all() -> Self {
        Self::default()
    }

    /// Those of `select` (all when it is empty) but not those of `ignore`.
    ///
    /// # Errors
    /// [`UnknownRule`] for a name that no rule has.
    pub fn new<S: AsRef<str>>(select: &[S], ignore: &[S]) -> Result<Self, UnknownRule> {
        let names =
            |given: &[S]| given.iter().map(|name| known(name.as_ref())).collect::<Result<Vec<_>, _>>();
        Ok(Self { select: names(select)?, ignore: names(ignore)? })
    }

    /// Whether the rule of this name is wanted.
    #[must_use]
    pub fn contains(&self, rule: &str) -> bool {
        (self.select.is_empty() || self.select.contains(&rule)) && !self.ignore.contains(&rule)
    }
}

fn known(name: &str) -> Result<&'static str, UnknownRule> {
    registry::find(name)
        .map(|rule| rule.name)
        .ok_or_else(|| UnknownRule { name: name.to_owned(), near: registry::nearest(name) })
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
    fn a_misspelt_rule_is_an_error_that_names_the_nearest() {
        let error = Selection::new(&["unknwon-option"], &[]).unwrap_err();
        assert_eq!(error.to_string(), "no rule is named `unknwon-option`; did you mean `unknown-option`?");
    }
}
