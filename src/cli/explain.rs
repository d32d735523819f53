//! `sysvisor explain`: the documentation of a rule, or the rules of a group.

use std::io::Write as _;

use super::args::ExplainArgs;
use super::{Exit, Failure, Terminal};
use crate::lint::UnknownRule;
use crate::lint::registry::{self, Group};

/// Runs `sysvisor explain`.
///
/// # Errors
/// If no rule or group has the name, or the output cannot be written.
pub(super) fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    // `Unknown_Option` is accepted, too.
    let name = args.rule.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    let page = if let Some(rule) = registry::find(&name) {
        rule.markdown()
    } else if let Some(group) = registry::find_group(&name) {
        group_page(group)
    } else {
        return Err(UnknownRule { name: args.rule.clone(), suggestions: registry::suggestions(&name) }.into());
    };
    print(&page, terminal)?;
    Ok(Exit::Clean)
}

/// The description of a group. Only its rules have pages of their own.
fn group_page(group: &Group) -> String {
    let Group { name, about, rules } = group;
    let asked = format!("`--select {name}` enables these rules ({about}), which are off by default:");
    let rules = rules
        .iter()
        .map(|rule| format!("- `{}` ({}): {}", rule.name(), rule.level.as_str(), rule.summary_line()));
    format!("# {name}\n\ngroup\n\n{asked}\n\n{}", rules.collect::<Vec<_>>().join("\n"))
}

/// Prints the Markdown page of a rule, with bold headings on a terminal.
///
/// # Errors
/// If standard output cannot be written.
pub(super) fn print(page: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    for line in page.lines() {
        if terminal.look.color && line.starts_with('#') {
            writeln!(terminal.out, "\x1b[1m{line}\x1b[0m")?;
        } else {
            writeln!(terminal.out, "{line}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::super::terminal::tests::memory;
    use super::*;

    fn explained(rule: &str) -> Result<String, String> {
        let (mut terminal, out, _) = memory();
        match run(&ExplainArgs { rule: rule.to_owned() }, &mut terminal) {
            Ok(_) => Ok(out.text()),
            Err(Failure::Message { message, help }) => {
                Err(format!("{message}: {}", help.unwrap_or_default()))
            }
            Err(Failure::ClosedPipe) => Err(String::new()),
        }
    }

    #[test]
    fn a_mistyped_rule_suggests_the_nearest() {
        for typo in ["unknwon-option", "unknown-options", "Unknwon_Option"] {
            let error = explained(typo).unwrap_err();
            assert!(
                error.starts_with(&format!("no rule is named `{typo}`; did you mean `unknown-option`?")),
                "{error}"
            );
        }
        assert_eq!(explained("E501"), Err("no rule is named `E501`: `sysvisor rules` lists them all".into()));
        assert!(explained("Unknown_Option").unwrap().starts_with("# unknown-option\n"));
    }

    #[test]
    fn every_group_is_explained_by_its_rules() {
        for group in registry::GROUPS {
            let page = explained(group.name).unwrap();
            assert!(page.starts_with(&format!("# {}\n\ngroup\n", group.name)), "{page}");
            for rule in group.rules {
                assert!(page.contains(&format!("- `{}` (", rule.name())), "{page}");
            }
        }
        assert!(explained("hardning").unwrap_err().contains("did you mean `hardening`?"));
    }
}
