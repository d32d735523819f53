//! The command line's shape. These types belong to clap: the library has its own and never sees them.

use std::num::NonZeroUsize;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use clap::{Args, Parser, ValueEnum, ValueHint};

use super::Failure;
use crate::diagnostic::Level;
use crate::language::Language;
use crate::systemd::versions::Release;

/// Lint supervisord and systemd configurations, and translate either into the other
#[derive(Debug, Parser)]
#[command(name = "sysvisor", version, max_term_width = 100, disable_help_subcommand = true)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// What every subcommand takes.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every subcommand.
#[derive(Debug, Args)]
pub struct Global {
    // Defaults are told in words and filled in where they are used, and flags are there or not: clap's own defaults, the
    // `false` of a flag among them, are read as if they had been written, and cost a twentieth of a start.
    /// When to use colour [default: auto]
    #[arg(long, global = true, value_name = "WHEN", display_order = 100)]
    pub color: Option<ColorWhen>,
    /// Print errors and results only
    #[arg(short, long, global = true, display_order = 101, num_args = 0, default_missing_value = "true")]
    pub quiet: Option<bool>,
}

/// The subcommands.
#[derive(Debug)]
pub enum Command {
    /// Lint files and folders
    Check(CheckArgs),
    /// Translate into the other language, or write supervisord's in its normal form
    Convert(ConvertArgs),
    /// Show what the configuration amounts to
    Inspect(InspectArgs),
    /// Show a rule's page
    Explain(ExplainArgs),
    /// List all rules
    Rules(RulesArgs),
}

/// What is read, and how it is understood.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Take the files as written in this language [default: by name and content]
    #[arg(long, help_heading = "Input options", value_name = "LANGUAGE")]
    pub language: Option<LanguageName>,
    /// The name of what `-` reads from standard input; tells its language and the type of a unit
    #[arg(long, help_heading = "Input options", value_name = "NAME")]
    pub stdin_filename: Option<String>,
    /// Take this folder for the root of the machine: absolute paths and links start there, and a unit is looked for, with its
    /// drop-ins, on the load path below it
    #[arg(long, help_heading = "Input options", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub root: Option<PathBuf>,
    /// A value for supervisord's %(ENV_NAME)s; may be repeated
    #[arg(long, help_heading = "Input options", value_name = "NAME=VALUE", value_parser = parse_assignment)]
    pub env: Vec<(String, String)>,
    /// A file of NAME=VALUE lines for supervisord's %(ENV_NAME)s
    #[arg(long, help_heading = "Input options", value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub env_file: Option<PathBuf>,
}

/// `sysvisor check`.
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// Files and folders, or `-` for standard input [default: the current folder]
    #[arg(value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What is read.
    #[command(flatten)]
    pub input: InputArgs,
    /// How to print findings [default: full]
    #[arg(long, value_name = "FORMAT")]
    pub output_format: Option<CheckFormat>,
    /// Check these rules only
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub select: Vec<String>,
    /// Leave these rules out
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    pub ignore: Vec<String>,
    /// Mend what can be mended safely
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub fix: Option<bool>,
    /// Mend also where it may change what the configuration means, or lose a comment
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub unsafe_fixes: Option<bool>,
    /// Show what would be mended as a diff, and change nothing
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub diff: Option<bool>,
    /// Judge for this release of systemd, or of a distribution: 252, debian12 [default: the newest known]
    #[arg(long, value_name = "N", value_parser = parse_systemd_release)]
    pub systemd_version: Option<u16>,
    /// Judge for this release of supervisor [default: the newest known]
    #[arg(long, value_name = "X.Y", value_parser = parse_release)]
    pub supervisor_version: Option<(u16, u16)>,
    /// Also check what depends on this machine: users, folders, programs
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub host: Option<bool>,
    /// The lowest level that makes the exit status 1 [default: warning]
    #[arg(long, value_name = "LEVEL")]
    pub fail_on: Option<LevelName>,
    /// Exit with status 0 even when there are findings
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub exit_zero: Option<bool>,
    /// Print how often each rule spoke instead of the findings
    #[arg(long, num_args = 0, default_missing_value = "true")]
    pub statistics: Option<bool>,
    /// Check units in no more than this many threads; what is printed is the same [default: 1]
    #[arg(long, value_name = "N", value_parser = parse_jobs)]
    pub jobs: Option<NonZeroUsize>,
}

/// `sysvisor convert`.
#[derive(Debug, Args)]
pub struct ConvertArgs {
    /// Files and folders; together they are one deployment
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// The language to translate into; supervisord's own files get their normal form
    #[arg(long, value_name = "LANGUAGE")]
    pub to: LanguageName,
    /// What is read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Write the files into this folder; `-`: print them [default: print them]
    #[arg(short, long = "output", value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub output: Option<PathBuf>,
    /// How to say what was kept, approximated or lost
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub report: ReportFormat,
    /// Where the report goes, also when `--strict` fails; `-`: standard output [default: standard error]
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub report_file: Option<PathBuf>,
    /// Fail when a setting was not kept: without a word, one that carries a risk; `dropped`: one that has no
    /// counterpart; `all`: defaults that differ as well
    #[arg(long, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "risk")]
    pub strict: Option<Strict>,
    /// Write for this release of systemd, or of a distribution: 252, debian12
    #[arg(long, value_name = "N", default_value = "252", value_parser = parse_systemd_release)]
    pub systemd_version: u16,
    /// Show what would change in the output folder as a diff, and write nothing
    #[arg(long)]
    pub diff: bool,
    /// Overwrite files that differ
    #[arg(long)]
    pub force: bool,
    /// To supervisord: for the first process of a container
    #[arg(long)]
    pub container: bool,
    /// To supervisord: a file in conf.d/ for each group, and for each program of none
    #[arg(long)]
    pub split: bool,
    /// To systemd: where the output of programs goes [default: auto]
    #[arg(long, value_name = "WHERE")]
    pub logs: Option<Logs>,
    /// Leave out comments, the original's and those that explain
    #[arg(long)]
    pub no_comments: bool,
}

impl ConvertArgs {
    /// The folder that the files are written into; none: they are printed.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.output.as_deref().filter(|folder| !is_standard(folder))
    }

    /// The file that the report is written to; none: it goes to a stream.
    #[must_use]
    pub fn report_path(&self) -> Option<&Path> {
        self.report_file.as_deref().filter(|file| !is_standard(file))
    }

    /// Whether the report has standard output for itself.
    #[must_use]
    pub fn prints_report(&self) -> bool {
        self.report_file.as_deref().is_some_and(is_standard)
    }
}

impl InputArgs {
    /// Refuses a name for standard input where `paths` have no `-`: whoever gives one expects it to count.
    ///
    /// # Errors
    /// When there is such a name.
    pub fn refuse_idle_name(&self, paths: &[PathBuf]) -> Result<(), Failure> {
        if self.stdin_filename.is_none() || paths.iter().any(|path| is_standard(path)) {
            return Ok(());
        }
        Err(Failure::with_help(
            "`--stdin-filename` is the name of what `-` reads, and there is no `-`",
            "add `-` to read standard input, or leave the name out",
        ))
    }
}

/// What stands for standard input or output. A file of that name is `./-`.
fn is_standard(path: &Path) -> bool {
    path.as_os_str() == "-"
}

/// `sysvisor inspect`.
#[derive(Debug, Args)]
pub struct InspectArgs {
    /// Files and folders; together they are one deployment
    #[arg(value_name = "PATH", required = true, value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// What is read.
    #[command(flatten)]
    pub input: InputArgs,
    /// Show what the files' own manager makes of them: of supervisord each process, with includes, expansions and defaults
    /// applied; of a unit the values that count, with its drop-ins, and where each comes from
    #[arg(long)]
    pub effective: bool,
    /// How to print it
    #[arg(long, value_name = "FORMAT", default_value = "json")]
    pub output_format: InspectFormat,
}

/// `sysvisor explain`.
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// The name of a rule, or of a group of rules
    #[arg(value_name = "RULE")]
    pub rule: String,
}

/// `sysvisor rules`.
#[derive(Debug, Args)]
pub struct RulesArgs {
    /// How to print them
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub output_format: RulesFormat,
}

/// `--color`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ColorWhen {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// `--language`, `--to`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LanguageName {
    /// supervisord's INI
    Supervisord,
    /// systemd's units
    Systemd,
}

impl From<LanguageName> for Language {
    fn from(name: LanguageName) -> Self {
        match name {
            LanguageName::Supervisord => Self::Supervisord,
            LanguageName::Systemd => Self::Systemd,
        }
    }
}

/// `check --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// With source and help
    Full,
    /// One line for each finding
    Concise,
    /// One JSON object
    Json,
    /// Workflow commands of GitHub Actions
    Github,
}

/// `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum LevelName {
    /// What the manager refuses
    Error,
    /// What it ignores or misreads, too
    Warning,
    /// Everything
    Info,
}

impl From<LevelName> for Level {
    fn from(name: LevelName) -> Self {
        match name {
            LevelName::Error => Self::Error,
            LevelName::Warning => Self::Warning,
            LevelName::Info => Self::Info,
        }
    }
}

/// `convert --report`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ReportFormat {
    /// For reading
    Text,
    /// One JSON object
    Json,
    /// A page that needs no network: the source beside the result, each setting with its verdict
    Html,
}

/// `convert --strict`: which settings may not be anything but `exact`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Strict {
    /// Written settings whose difference carries a risk
    Risk,
    /// Settings that are dropped or left to do by hand
    Dropped,
    /// All of them, and defaults
    All,
}

/// `convert --logs`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Logs {
    /// To the journal
    Journal,
    /// To the files that supervisord writes
    Files,
    /// To the files that are named, to the journal otherwise
    Auto,
}

/// `inspect --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum InspectFormat {
    /// One JSON object
    Json,
    /// The merged unit, with the file and line of each value (units with --effective)
    Text,
}

/// `rules --output-format`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RulesFormat {
    /// A table for reading
    Text,
    /// One JSON object
    Json,
    /// A table in Markdown
    Markdown,
}

/// `NAME=VALUE`; the value may hold further `=`.
fn parse_assignment(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((name, value)) if !name.is_empty() => Ok((name.to_owned(), value.to_owned())),
        Some(_) => Err("there is no name in front of the `=`".into()),
        None => Err(format!("write {text}=VALUE")),
    }
}

/// `252`, or a distribution's release such as `debian12`; a point release (`252.38`) has the directives of its release.
fn parse_systemd_release(text: &str) -> Result<u16, String> {
    let (number, point) = text.split_once('.').unwrap_or((text, ""));
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let release = if is_number(number) && is_number(point) { number } else { text };
    Release::parse(release)
        .map(|release| release.0)
        .map_err(|error| format!("{}; write {}", error.message, error.expected))
}

/// A number from 1 on.
fn parse_jobs(text: &str) -> Result<NonZeroUsize, String> {
    text.parse().map_err(|_| "write a number from 1 on".into())
}

/// The releases of supervisor that the tables know; of 4.4, which is not released, what it will read differently.
const SUPERVISOR: RangeInclusive<(u16, u16)> = (3, 0)..=(4, 4);

/// `4.2`, and `4.2.5` for the same.
fn parse_release(text: &str) -> Result<(u16, u16), String> {
    let mut numbers = text.splitn(3, '.').map(str::parse::<u16>);
    match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(Ok(major)), Some(Ok(minor)), None | Some(Ok(_))) if SUPERVISOR.contains(&(major, minor)) => {
            Ok((major, minor))
        }
        (Some(Ok(_)), Some(Ok(_)), None | Some(Ok(_))) => {
            let ((oldest, of_oldest), (newest, of_newest)) = (SUPERVISOR.start(), SUPERVISOR.end());
            Err(format!("the known releases of supervisor are {oldest}.{of_oldest} to {newest}.{of_newest}"))
        }
        _ => Err("write a release such as 4.2".into()),
    }
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
    fn the_definition_holds_together() {
        Cli::command().debug_assert();
    }

    #[test]
    fn check_takes_what_the_contract_says() {
        let args = check(
            "sysvisor check a b - --stdin-filename x.service --output-format concise --select a,b --select c \
             --ignore d --fix --unsafe-fixes --diff --systemd-version 252 --supervisor-version 4.2 --root /r --host \
             --fail-on error --exit-zero --statistics --jobs 2 --env A=1 --env B=x=y --env-file e --language systemd",
        );
        assert_eq!(args.paths.len(), 3);
        assert_eq!(args.select, ["a", "b", "c"]);
        assert_eq!(args.supervisor_version, Some((4, 2)));
        assert_eq!(args.input.env[1], ("B".into(), "x=y".into()));
        assert_eq!(args.fail_on, Some(LevelName::Error));
        assert_eq!(check("sysvisor check").fail_on, None);
        let release = |text: &str| check(&format!("sysvisor check --systemd-version {text}")).systemd_version;
        assert_eq!((release("252.38"), release("v252")), (Some(252), Some(252)));
        assert_eq!((release("debian12"), release("rhel9")), (Some(252), Some(252)));
        assert_eq!((release("ubuntu22.04"), release("al2023")), (Some(249), Some(252)));
    }

    #[test]
    fn strict_has_three_strengths_and_never_swallows_a_path() {
        assert_eq!(convert("sysvisor convert --to systemd --strict a.conf").strict, Some(Strict::Risk));
        assert_eq!(convert("sysvisor convert --to systemd --strict=all a.conf").strict, Some(Strict::All));
        assert_eq!(convert("sysvisor convert --to systemd --strict=dropped a").strict, Some(Strict::Dropped));
        assert_eq!(convert("sysvisor convert --to systemd a.conf").strict, None);
        assert_eq!(convert("sysvisor convert --to systemd a.conf").systemd_version, 252);
    }

    #[test]
    fn a_release_that_is_not_known_is_refused_with_those_that_are() {
        let refused = |option: &str| parse(&format!("sysvisor check {option}")).unwrap_err().to_string();
        for (option, why) in [
            ("--systemd-version 12", "the oldest known release of systemd is 219; write"),
            ("--systemd-version 218.5", "a release number from 219 to 260"),
            ("--systemd-version 999", "the newest known release of systemd is 260; write"),
            ("--systemd-version windows11", "unknown release windows11; write"),
            ("--supervisor-version 2.0", "the known releases of supervisor are 3.0 to 4.4"),
            ("--supervisor-version 4.5", "the known releases of supervisor are 3.0 to 4.4"),
        ] {
            assert!(refused(option).contains(why), "{option}: {}", refused(option));
        }
        let release = |text: &str| check(&format!("sysvisor check --supervisor-version {text}"));
        assert_eq!(release("3.0").supervisor_version, Some((3, 0)));
        assert_eq!(release("4.4.0").supervisor_version, Some((4, 4)));
    }

    #[test]
    fn quiet_and_colour_may_follow_the_subcommand() {
        let cli = parse("sysvisor check a -q --color never").unwrap();
        assert!(cli.global.quiet.is_some());
        assert_eq!(cli.global.color, Some(ColorWhen::Never));
    }

    #[test]
    fn wrong_values_are_refused() {
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
