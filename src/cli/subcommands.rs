//! The subcommands for clap. They are listed by hand, since the derived implementation defines the options of all
//! subcommands before it is known which one is needed, which takes a fifteenth of the start-up time.

use clap::error::ErrorKind;
use clap::{ArgMatches, Args as _, Error, FromArgMatches, Subcommand};

use super::args::{CheckArgs, Command, CompletionsArgs, ConvertArgs, ExplainArgs, InspectArgs, RulesArgs};

/// The name, the description, and the function that adds the arguments.
type Row = (&'static str, &'static str, fn(clap::Command) -> clap::Command);

macro_rules! row {
    ($name:literal, $about:literal, $takes:ty) => {
        // The doc comments of the argument types are for readers of the code, so `about` replaces them.
        ($name, $about, |command| <$takes>::augment_args(command).about($about))
    };
}

const ALL: [Row; 6] = [
    row!("check", "Lint files and directories", CheckArgs),
    row!(
        "convert",
        "Translate into the other language, or write supervisord's in its normal form",
        ConvertArgs
    ),
    row!("inspect", "Show what the configuration amounts to, as JSON", InspectArgs),
    row!("explain", "Show a rule's page", ExplainArgs),
    row!("rules", "List all rules", RulesArgs),
    row!("completions", "Print a completion script for a shell", CompletionsArgs),
];

impl Subcommand for Command {
    fn augment_subcommands(command: clap::Command) -> clap::Command {
        command
            .subcommands(ALL.map(|(name, about, takes)| clap::Command::new(name).about(about).defer(takes)))
    }

    fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
        Self::augment_subcommands(command)
    }

    fn has_subcommand(name: &str) -> bool {
        ALL.iter().any(|(known, _, _)| *known == name)
    }
}

impl FromArgMatches for Command {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        Self::from_arg_matches_mut(&mut matches.clone())
    }

    fn from_arg_matches_mut(matches: &mut ArgMatches) -> Result<Self, Error> {
        let Some((name, mut matches)) = matches.remove_subcommand() else {
            return Err(Error::raw(ErrorKind::MissingSubcommand, "a subcommand is required"));
        };
        let matches = &mut matches;
        Ok(match name.as_str() {
            "check" => Self::Check(CheckArgs::from_arg_matches_mut(matches)?),
            "convert" => Self::Convert(ConvertArgs::from_arg_matches_mut(matches)?),
            "inspect" => Self::Inspect(InspectArgs::from_arg_matches_mut(matches)?),
            "explain" => Self::Explain(ExplainArgs::from_arg_matches_mut(matches)?),
            "rules" => Self::Rules(RulesArgs::from_arg_matches_mut(matches)?),
            "completions" => Self::Completions(CompletionsArgs::from_arg_matches_mut(matches)?),
            _ => {
                return Err(Error::raw(
                    ErrorKind::InvalidSubcommand,
                    format!("no subcommand is named {name}"),
                ));
            }
        })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}
