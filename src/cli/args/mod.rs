//! The command line's shape. These types belong to clap: the library has its own and never sees them.

mod choices;
mod values;

use std::num::NonZeroUsize;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, ValueHint};
use clap_complete::Shell;

use super::Failure;
use crate::lint::SupervisorVersion;
use crate::systemd::versions::Release;

pub(super) use choices::{
    CheckFormat, ColorWhen, InspectFormat, LanguageName, LevelName, Logs, ReportFormat, RulesFormat, Strict,
};
use values::{parse_assignment, parse_jobs, parse_supervisor_release, parse_systemd_release};

/// Lint supervisord and systemd configurations, and translate either into the other
#[derive(Debug, Parser)]
#[command(name = "sysvisor", version, max_term_width = 100, disable_help_subcommand = true)]
pub(super) struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub(super) command: Command,
    /// What every subcommand takes.
    #[command(flatten)]
    pub(super) global: Global,
}

/// Options of every subcommand.
#[derive(Debug, Args)]
pub(super) struct Global {
    // The help texts state the defaults, the code that uses an option fills them in, and an absent flag is `None`. clap
    // would parse default values, including the `false` of a flag, like arguments from the command line, which takes 5 % of
    // the start-up time.
    /// When to use colour [default: auto]
    #[arg(long, global = true, value_name = "WHEN", display_order = 100)]
    pub(super) color: Option<ColorWhen>,
    /// Print errors and results only
    #[arg(short, long, global = true, display_order = 101, num_args = 0, default_missing_value = "true")]
    pub(super) quiet: Option<bool>,
}

/// The subcommands.
#[derive(Debug)]
pub(super) enum Command {
    /// Lint files and directories
    Check(CheckArgs),
    /// Translate into the other language, or write supervisord's in its normal form
    Convert(ConvertArgs),
    /// Show what the configuration amounts to
    Inspect(InspectArgs),
    /// Show a rule's page
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
    /// Print a completion script for a shell
    Completions(CompletionsArgs),
}

/// What is read, and how it is understood.
#[derive(Debug, Args)]
pub(super) struct InputArgs {
    /// Read the files as this language [default: by name and content]
    #[arg(long, help_heading = "Input options", value_name = "LANGUAGE")]
    pub(super) language: Option<LanguageName>,
    /// The name of what `-` reads from standard input; determines its language and the unit type
    #[arg(long, help_heading = "Input options", value_name = "NAME")]
    pub(super) stdin_filename: Option<String>,
    /// Use this directory as the root of the machine: absolute paths and links are resolved below it, and units and their drop-ins
    /// are looked up on the load path below it
    #[arg(long, help_heading = "Input options", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) root: Option<PathBuf>,
    /// A value for supervisord's %(ENV_NAME)s; can be repeated
    #[arg(long, help_heading = "Input options", value_name = "NAME=VALUE", value_parser = parse_assignment)]
    pub(super) env: Vec<(String, String)>,
    /// A file of NAME=VALUE lines for supervisord's %(ENV_NAME)s
    #[arg(long, help_heading = "Input options", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) env_file: Option<PathBuf>,
}

/// `sysvisor check`.
#[derive(Debug, Args)]
pub(super) struct CheckArgs {
    /// Files and directories, or `-` for standard input [default: the current directory]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// What is read.
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// The output format of findings [default: full]
    #[arg(long, value_name = "FORMAT")]
    pub(super) output_format: Option<CheckFormat>,
    /// Check only these rules
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) select: Vec<String>,
    /// Skip these rules; to skip one for a single setting, put the comment `# sysvisor: ignore[RULE]` above it
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub(super) ignore: Vec<String>,
    /// Apply safe fixes
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) fix: Option<bool>,
    /// Also apply fixes that may change what the configuration means, or lose a comment
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) unsafe_fixes: Option<bool>,
    /// Show the fixes as a diff, and change nothing
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) diff: Option<bool>,
    /// Check for this systemd release, or that of a distribution: 252, debian12 [default: the newest known]
    #[arg(long, value_name = "N", value_parser = parse_systemd_release)]
    pub(super) systemd_version: Option<Release>,
    /// Check for this supervisor release [default: the newest known]
    #[arg(long, value_name = "X.Y", value_parser = parse_supervisor_release)]
    pub(super) supervisor_version: Option<SupervisorVersion>,
    /// Also check what depends on this machine: users, directories, programs
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) host: Option<bool>,
    /// The lowest level that makes the exit status 1 [default: warning]
    #[arg(long, value_name = "LEVEL")]
    pub(super) fail_on: Option<LevelName>,
    /// Exit with status 0 even when there are findings
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) exit_zero: Option<bool>,
    /// Print how many findings each rule has instead of the findings
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub(super) statistics: Option<bool>,
    /// Check units in at most this many threads; the output is the same [default: 1]
    #[arg(long, value_name = "N", value_parser = parse_jobs)]
    pub(super) jobs: Option<NonZeroUsize>,
}

/// `sysvisor convert`.
#[derive(Debug, Args)]
pub(super) struct ConvertArgs {
    /// Files and directories; together they are one deployment
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// The language to translate into; supervisord files translated to supervisord get their normal form
    #[arg(long, value_name = "LANGUAGE")]
    pub(super) to: LanguageName,
    /// What is read.
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Write the files into this directory; `-` prints them [default: print them]
    #[arg(short, long = "output", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(super) output: Option<PathBuf>,
    /// The format of the report on what was kept, approximated or lost
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) report: ReportFormat,
    /// Where to write the report, even when `--strict` fails; `-` is standard output [default: standard error]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) report_file: Option<PathBuf>,
    /// Write nothing and exit with status 1 if a setting was not kept and that carries a risk [without a value: risk]
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "risk")]
    pub(super) strict: Option<Strict>,
    /// Write for this systemd release, or that of a distribution: 252, debian12
    #[arg(long, value_name = "N", default_value = "252", value_parser = parse_systemd_release)]
    pub(super) systemd_version: Release,
    /// Show changes to the output directory as a diff, and write nothing; the exit status is 1 if there are any
    #[arg(long)]
    pub(super) diff: bool,
    /// Overwrite files that differ
    #[arg(long)]
    pub(super) force: bool,
    /// To supervisord: write for supervisord as the first process of a container
    #[arg(long)]
    pub(super) container: bool,
    /// To supervisord: write a file in conf.d/ for each group, and for each program without one
    #[arg(long)]
    pub(super) split: bool,
    /// To systemd: where program output goes [default: auto]
    #[arg(long, value_name = "WHERE")]
    pub(super) logs: Option<Logs>,
    /// Omit comments, both the original ones and explanations
    #[arg(long)]
    pub(super) no_comments: bool,
}

impl ConvertArgs {
    /// The folder that the files are written into; none: they are printed.
    #[must_use]
    pub(super) fn directory(&self) -> Option<&Path> {
        self.output.as_deref().filter(|directory| !is_standard(directory))
    }

    /// The file that the report is written to; none: it goes to a stream.
    #[must_use]
    pub(super) fn report_path(&self) -> Option<&Path> {
        self.report_file.as_deref().filter(|file| !is_standard(file))
    }

    /// Whether the report has standard output for itself.
    #[must_use]
    pub(super) fn prints_report(&self) -> bool {
        self.report_file.as_deref().is_some_and(is_standard)
    }
}

impl InputArgs {
    /// Refuses a name for standard input where `paths` have no `-`: whoever gives one expects it to count.
    ///
    /// # Errors
    /// When there is such a name.
    pub(super) fn refuse_idle_name(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        if self.stdin_filename.is_none() || paths.iter().any(|path| is_standard(path)) {
            return Ok(());
        }
        Err(Failure::with_help(
            "`--stdin-filename` names what `-` reads, but there is no `-`",
            "add `-` to read standard input, or remove `--stdin-filename`",
        ))
    }
}

/// What stands for standard input or output. A file of that name is `./-`.
pub(super) fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// `sysvisor inspect`.
#[derive(Debug, Args)]
pub(super) struct InspectArgs {
    /// Files and directories; together they are one deployment
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub(super) paths: Vec<PathBuf>,
    /// What is read.
    #[command(flatten)]
    pub(super) input: InputArgs,
    /// Show how the files' own manager reads them: for supervisord each process, with includes, expansions and defaults applied;
    /// for a unit the effective values, with its drop-ins applied, and where each comes from
    #[arg(long)]
    pub(super) effective: bool,
    /// Read units as this systemd release does, or that of a distribution: 252, debian12 [default: the newest known]
    #[arg(long, value_name = "N", value_parser = parse_systemd_release)]
    pub(super) systemd_version: Option<Release>,
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub(super) output_format: InspectFormat,
}

/// `sysvisor explain`.
#[derive(Debug, Args)]
pub(super) struct ExplainArgs {
    /// The name of a rule or a rule group
    #[arg(value_name = "RULE")]
    pub(super) rule: String,
}

/// `sysvisor rules`.
#[derive(Debug, Args)]
pub(super) struct RulesArgs {
    /// The output format
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(super) output_format: RulesFormat,
}

/// `sysvisor completions`.
#[derive(Debug, Args)]
pub(super) struct CompletionsArgs {
    /// The shell that will read the script
    #[arg(value_name = "SHELL")]
    pub(super) shell: Shell,
}

#[cfg(test)]
mod tests {
    use clap::CommandFactory as _;

    use super::*;

    fn parse(line: &str) -> Result<Cli, clap::Error> {
        Cli::try_parse_from(line.split(' '))
    }

    fn check(line: &str) -> CheckArgs {
        match parse(line).unwrap().command {
            Command::Check(args) => args,
            other => panic!("{other:?}"),
        }
    }

    fn convert(line: &str) -> ConvertArgs {
        match parse(line).unwrap().command {
            Command::Convert(args) => args,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn the_command_definition_is_consistent() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_accepts_its_documented_options() {
        let args = check(
            "sysvisor check a b - --stdin-filename x.service --output-format concise --select a,b --select c \
             --ignore d --fix --unsafe-fixes --diff --systemd-version 252 --supervisor-version 4.2 --root /r --host \
             --fail-on error --exit-zero --statistics --jobs 2 --env A=1 --env B=x=y --env-file e --language systemd",
        );
        assert_eq!(args.paths.len(), 3);
        assert_eq!(args.select, ["a", "b", "c"]);
        assert_eq!(
            (args.systemd_version, args.supervisor_version),
            (Some(Release(252)), Some(SupervisorVersion(4, 2)))
        );
        assert_eq!(args.input.env[1], ("B".into(), "x=y".into()));
        assert_eq!(args.fail_on, Some(LevelName::Error));
        assert_eq!(check("sysvisor check").fail_on, None);
    }

    #[test]
    fn strict_has_three_levels_and_never_consumes_a_path() {
        assert_eq!(convert("sysvisor convert --to systemd --strict a.conf").strict, Some(Strict::Risk));
        assert_eq!(convert("sysvisor convert --to systemd --strict=all a.conf").strict, Some(Strict::All));
        assert_eq!(convert("sysvisor convert --to systemd --strict=dropped a").strict, Some(Strict::Dropped));
        assert_eq!(convert("sysvisor convert --to systemd a.conf").strict, None);
        assert_eq!(convert("sysvisor convert --to systemd a.conf").systemd_version, Release(252));
    }

    #[test]
    fn quiet_and_colour_may_follow_the_subcommand() {
        let cli = parse("sysvisor check a -q --color never").unwrap();
        assert!(cli.global.quiet.is_some());
        assert_eq!(cli.global.color, Some(ColorWhen::Never));
    }

    #[test]
    fn invalid_values_are_rejected() {
        for line in [
            "sysvisor check --env A",
            "sysvisor check --env =A",
            "sysvisor check --supervisor-version 4",
            "sysvisor check --supervisor-version 4.x",
            "sysvisor check --supervisor-version 4.2.5.1",
            "sysvisor check --jobs 0",
            "sysvisor check --systemd-version windows11",
            "sysvisor check --systemd-version 1000",
            "sysvisor convert a",
            "sysvisor convert --to systemd",
            "sysvisor inspect",
            "sysvisor explain",
            "sysvisor",
        ] {
            let error = parse(line).unwrap_err();
            assert!(error.use_stderr() || line == "sysvisor", "{line}");
        }
    }
}
