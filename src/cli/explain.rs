//! `sysvisor explain`: a rule's page; and what to say when there is no such rule.

use std::io::Write as _;

use super::args::ExplainArgs;
use super::{Exit, Failure, Terminal};
use crate::lint::registry;

/// Runs `sysvisor explain`.
///
/// # Errors
/// For a rule that does not exist, and when the output cannot be written.
pub fn run(args: &ExplainArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let name = find_rule(&args.rule, registry::RULES.iter().map(|rule| rule.name()))?;
    let Some(rule) = registry::find(name) else { return Ok(Exit::Failure) };
    let facts = format!("{} · {} · since {}", rule.level.as_str(), rule.fix.words(), rule.since);
    // Doc comments start each line with a blank.
    let lines = rule.page().lines().map(|line| line.strip_prefix(' ').unwrap_or(line));
    let page: Vec<&str> = lines.collect();
    print(&format!("# {}\n\n{facts}\n\n{}", rule.name(), page.join("\n")), terminal)?;
    Ok(Exit::Clean)
}

/// Prints a rule's page, Markdown, with its headings in bold on a terminal.
///
/// # Errors
/// When standard output cannot be written.
pub fn print(page: &str, terminal: &mut Terminal) -> Result<(), Failure> {
    for line in page.lines() {
        if terminal.look.color && line.starts_with('#') {
            writeln!(terminal.out, "\x1b[1m{line}\x1b[0m")?;
        } else {
            writeln!(terminal.out, "{line}")?;
        }
    }
    Ok(())
}

/// The rule of this name.
///
/// # Errors
/// When there is none; the message names the nearest.
pub fn find_rule<'r>(name: &str, known: impl Iterator<Item = &'r str> + Clone) -> Result<&'r str, Failure> {
    if let Some(found) = known.clone().find(|rule| *rule == name) {
        return Ok(found);
    }
    // People write `Unknown_Option`, too.
    let meant = name.trim().to_ascii_lowercase().replace(['_', ' '], "-");
    let nearest = known
        .map(|rule| (strsim::jaro_winkler(&meant, rule), rule))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    let help = match nearest {
        Some((_, rule)) => format!("did you mean `{rule}`? `sysvisor rules` lists them all"),
        None => "`sysvisor rules` lists them all".into(),
    };
    Err(Failure::with_help(format!("there is no rule `{name}`"), help))
}

#[cfg(test)]
mod tests {
    use super::*;

    const RULES: [&str; 3] = ["unknown-option", "unknown-section", "command-daemonizes"];

    fn find(name: &str) -> Result<&'static str, String> {
        find_rule(name, RULES.into_iter()).map_err(|failure| match failure {
            Failure::Message { message, help } => format!("{message}: {}", help.unwrap_or_default()),
            Failure::ClosedPipe => String::new(),
        })
    }

    #[test]
    fn a_mistyped_rule_is_answered_with_the_nearest() {
        assert_eq!(find("unknown-option"), Ok("unknown-option"));
        for typo in ["unknwon-option", "Unknown_Option", "unknown-options"] {
            assert!(find(typo).unwrap_err().contains("did you mean `unknown-option`?"), "{typo}");
        }
        assert_eq!(find("E501").unwrap_err(), "there is no rule `E501`: `sysvisor rules` lists them all");
    }
}
