//! `sysvisor completions`: a script that lets a shell complete subcommands, options and the names of rules.

use clap::builder::PossibleValuesParser;
use clap::{Arg, Command, CommandFactory as _};

use super::args::{Cli, CompletionsArgs};
use super::{Exit, Failure, Terminal};
use crate::lint::registry::{GROUPS, RULES};

/// Runs `sysvisor completions`.
///
/// # Errors
/// If the script cannot be written.
pub(super) fn run(args: &CompletionsArgs, terminal: &mut Terminal) -> Result<Exit, Failure> {
    let mut command = Cli::command();
    // The options of a subcommand are defined when it is asked for; here all of them are.
    command.build();
    let mut command = with_rule_names(command);
    // `clap_complete::generate` panics if its writer fails, and a pipe may be closed.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, "sysvisor", &mut script);
    terminal.out.write_all(&script)?;
    Ok(Exit::Clean)
}

/// Lists the names of rules and groups where a rule is asked for. When arguments are parsed they are plain strings, so that
/// a mistyped name is answered with the nearest one instead of with some two hundred.
fn with_rule_names(command: Command) -> Command {
    let listed = |arg: Arg| {
        // Without what they flag: clap_complete's script for fish does not escape the `$` and `(` of a value's help.
        let names = RULES.iter().map(|rule| rule.name()).chain(GROUPS.iter().map(|group| group.name));
        arg.value_parser(PossibleValuesParser::new(names))
    };
    command
        .mut_subcommand("check", |check| check.mut_arg("select", listed).mut_arg("ignore", listed))
        .mut_subcommand("explain", |explain| explain.mut_arg("rule", listed))
}

#[cfg(test)]
mod tests {
    use clap::ValueEnum as _;
    use clap_complete::Shell;

    use super::super::terminal::tests::memory;
    use super::*;

    fn script(shell: Shell) -> String {
        let (mut terminal, out, _) = memory();
        run(&CompletionsArgs { shell }, &mut terminal).unwrap();
        out.text()
    }

    #[test]
    fn every_shell_completes_subcommands_options_and_choices() {
        for shell in Shell::value_variants() {
            let script = script(*shell);
            for word in ["convert", "systemd-version", "exit-zero", "completions"] {
                assert!(script.contains(word), "{shell}: {word}");
            }
        }
    }

    #[test]
    fn rules_and_groups_are_completed_where_one_is_expected() {
        // `check --select`, `check --ignore`, `explain`; the script for fish completes no positional arguments.
        for (shell, places) in [(Shell::Bash, 3), (Shell::Zsh, 3), (Shell::Fish, 2)] {
            let script = script(shell);
            for name in ["unknown-option", "hardening"] {
                assert!(script.matches(name).count() >= places, "{shell}: {name}");
            }
        }
    }
}
