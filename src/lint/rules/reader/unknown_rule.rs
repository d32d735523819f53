//! `unknown-rule`

use crate::diagnostic::{Applicability, Diagnostic, Level};
use crate::lint::{Fixable, LooksAt, registry};
use crate::rule;
use crate::source::{FileId, Span};
use crate::syntax::Edit;

rule! {
    /// Flags a comment that asks to ignore a rule that does not exist.
    ///
    /// ## Why
    ///
    /// What it was written for is still reported. A group of rules is not a rule: a later release may add to it, and
    /// the comment would hide what nobody has seen.
    ///
    /// ## Bad
    ///
    /// ```ini
    /// [program:web]
    /// ; sysvisor: ignore[comand-not-absolute] found through PATH on purpose
    /// command=web --port 80
    /// ```
    ///
    /// ```ini app.service
    /// # sysvisor: ignore-file[hardening]
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini
    /// [program:web]
    /// ; sysvisor: ignore[command-not-absolute] found through PATH on purpose
    /// command=web --port 80
    /// ```
    ///
    /// ## Source
    ///
    /// sysvisor's own: `sysvisor rules` lists the names.
    pub static UNKNOWN_RULE = {
        name: "unknown-rule",
        level: Level::Warning,
        since: "0.1.0",
        fix: Fixable::Sometimes,
        depends_on_context: true,
        looks_at: LooksAt::Reader,
    }
}

/// The finding about a name in a comment that no rule has.
pub(in crate::lint) fn finding(name: &str, file: FileId, span: Span) -> Diagnostic {
    if let Some(group) = registry::find_group(name) {
        let rules: Vec<String> = group.rules.iter().map(|rule| format!("`{}`", rule.name())).collect();
        return UNKNOWN_RULE
            .at(file, span, format!("`{name}` is a group of rules, not a rule"))
            .label("ignores nothing")
            .help(format!(
                "A comment names each rule that it ignores. The rules in the group: {}.",
                rules.join(", ")
            ));
    }
    let finding = UNKNOWN_RULE.at(file, span, format!("no rule is named `{name}`"));
    let is_rule = |name: &&'static str| registry::find(name).is_some();
    let suggestions: Vec<&str> = registry::suggestions(name).into_iter().filter(is_rule).collect();
    match suggestions[..] {
        [] => finding.label("ignores nothing").help("`sysvisor rules` lists the rules."),
        [rule] => finding
            .label(format!("did you mean `{rule}`?"))
            .help("Nothing is ignored for this name. `sysvisor rules` lists the rules.")
            .fix(format!("write `{rule}`"), Applicability::Safe, vec![Edit::replace(span, rule)]),
        [..] => {
            let suggestions: Vec<String> = suggestions.iter().map(|rule| format!("`{rule}`")).collect();
            finding.label("ignores nothing").help(format!(
                "Did you mean one of {}? `sysvisor rules` lists the rules.",
                suggestions.join(", ")
            ))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::supervisord;

    #[test]
    fn a_typo_is_fixed_but_an_ambiguous_name_is_not() {
        let found = |name: &str| {
            let text = format!("# sysvisor: ignore-file[{name}]\n[program:a]\ncommand=/bin/a\n");
            supervisord(&UNKNOWN_RULE, &text).swap_remove(0)
        };
        let typo = found("unknwon-option");
        assert!(typo.is_safe && typo.fixed.unwrap().starts_with("# sysvisor: ignore-file[unknown-option]\n"));
        assert_eq!((found("killasgroup").fixed, found("E501").fixed), (None, None));
        assert!(found("killasgroup").help.starts_with("Did you mean one of `killasgroup-alone`, "));
        assert!(found("pedantic").message.contains("is a group"));
    }
}
