//! Settings that the program may not be permitted to have: limits, and its out-of-memory score adjustment.
//!
//! A container may not raise a limit, or lower that score. systemd then sets the nearest permitted limit
//! (`setrlimit_closest()`), or leaves the score as it is and logs only a debug message (`exec_child()`), and the program
//! starts; `prlimit` and `choom` before the program would exit instead. So each is a step of a shell script, with a fallback
//! after `||`.

use super::shell::{self, SimpleCommand};
use crate::ir::{Limit, Resource};

/// The file in which a process sets its own score: what a shell writes applies to the program that replaces it.
const OOM_SCORE_FILE: &str = "/proc/self/oom_score_adj";

/// A setting made by a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BestEffortSetting {
    Limit(Limit),
    OomScore(i32),
}

/// Whether any process may set a limit: 0 is never more than the present limit.
pub(super) fn is_always_permitted(limit: &Limit) -> bool {
    limit.soft == 0 && limit.hard.is_none_or(|hard| hard == 0)
}

/// `--nofile=SOFT:HARD`, as `prlimit` reads it.
pub(super) fn limit_option(limit: &Limit) -> String {
    let hard = limit.hard.map_or_else(String::new, write_number);
    format!("--{}={}:{hard}", limit.resource.option(), write_number(limit.soft))
}

/// Parses an option of `prlimit`.
pub(super) fn parse_limit_option(option: &str) -> Option<Limit> {
    let (name, value) = option.strip_prefix("--")?.split_once('=')?;
    let resource = Resource::ALL.iter().copied().find(|resource| resource.option() == name)?;
    let (soft, hard) = value.split_once(':').unwrap_or((value, value));
    let hard = if hard.is_empty() { None } else { Some(parse_number(hard)?) };
    let soft = parse_number(soft)?;
    // `prlimit` refuses a soft limit above the hard one, and starts nothing.
    let can_be =
        resource.can_express(soft) && hard.is_none_or(|hard| soft <= hard && resource.can_express(hard));
    can_be.then_some(Limit { resource, soft, hard })
}

impl BestEffortSetting {
    /// The step with its terminator.
    pub(super) fn step(self) -> String {
        match self {
            // The first redirection also silences a failure to open the file of the second.
            Self::OomScore(score) => format!("echo {score} 2>/dev/null >{OOM_SCORE_FILE} || :;"),
            Self::Limit(limit) => match ulimit_arguments(&limit) {
                // Sets both limits to the value, or both to the hard limit if that cannot be raised.
                Some((letter, value)) => {
                    format!("ulimit -{letter} {value} || ulimit -{letter} \"$(ulimit -H{letter})\";")
                }
                None => prlimit_step(&limit),
            },
        }
    }

    /// Parses this step at the start of a script; returns it and the commands after it.
    pub(super) fn read(commands: &[SimpleCommand]) -> Option<(Self, &[SimpleCommand])> {
        let words = &commands.first()?.words;
        let word = |at: usize| words.get(at)?.literal();
        let found = match word(0)? {
            "echo" => Self::OomScore(word(1)?.parse().ok()?),
            "ulimit" => Self::Limit(parse_ulimit(word(1)?, word(2)?)?),
            "prlimit" => Self::Limit(parse_limit_option(word(3)?)?),
            _ => return None,
        };
        // Any other use of these words is not this step.
        let after = |step: &str| commands.strip_prefix(shell::commands(step)?.as_slice());
        let with_message = || match found {
            Self::OomScore(score) => after(&format!("echo {score} >{OOM_SCORE_FILE} || :;")),
            Self::Limit(_) => None,
        };
        Some((found, after(&found.step()).or_else(with_message)?))
    }
}

/// The letter of `ulimit` and the value in its units; `None` if `ulimit`, which sets both limits to the same value,
/// cannot express the limit, or if shells disagree on the unit.
fn ulimit_arguments(limit: &Limit) -> Option<(char, String)> {
    if limit.hard != Some(limit.soft) {
        return None;
    }
    let (letter, unit) = ulimit_letter(limit.resource)?;
    let value = match (limit.soft, unit) {
        (Limit::NONE, _) => "unlimited".to_owned(),
        (soft, Some(unit)) if soft % unit == 0 => (soft / unit).to_string(),
        _ => return None,
    };
    Some((letter, value))
}

/// The letter of a resource and the unit of `ulimit` in bytes; `None` as the unit if shells disagree on it.
fn ulimit_letter(resource: Resource) -> Option<(char, Option<u64>)> {
    Some(match resource {
        Resource::CpuTime => ('t', Some(1)),
        Resource::OpenFiles => ('n', Some(1)),
        Resource::RealtimePriority => ('r', Some(1)),
        Resource::AddressSpace => ('v', Some(1024)),
        Resource::Data => ('d', Some(1024)),
        Resource::LockedMemory => ('l', Some(1024)),
        Resource::Stack => ('s', Some(1024)),
        Resource::Core => ('c', None),
        Resource::FileSize => ('f', None),
        Resource::FileLocks
        | Resource::MessageQueues
        | Resource::NiceLevel
        | Resource::PendingSignals
        | Resource::Processes
        | Resource::RealtimeTime
        | Resource::ResidentSet => return None,
    })
}

fn parse_ulimit(letter: &str, value: &str) -> Option<Limit> {
    let letter = letter.strip_prefix('-')?;
    let mut all =
        Resource::ALL.iter().copied().filter_map(|resource| Some((resource, ulimit_letter(resource)?)));
    let (resource, (_, unit)) = all.find(|(_, (own, _))| letter.chars().eq([*own]))?;
    let value = match parse_number(value)? {
        Limit::NONE => Limit::NONE,
        value => value.checked_mul(unit?)?,
    };
    Some(Limit { resource, soft: value, hard: Some(value) })
}

fn prlimit_step(limit: &Limit) -> String {
    let option = limit.resource.option();
    let soft = write_number(limit.soft);
    let set = format!("prlimit --pid $$ --{option}");
    // The highest permitted value, for both limits.
    let highest = format!("{set}=\"$({set} --noheadings --output HARD)\"");
    match limit.hard {
        Some(hard) if hard == limit.soft => format!("{set}={soft} || {highest};"),
        Some(hard) => format!("{set}={soft}:{} || {set}={soft}: || {highest};", write_number(hard)),
        None => format!("{set}={soft}: || {highest};"),
    }
}

fn write_number(value: u64) -> String {
    match value {
        Limit::NONE => "unlimited".to_owned(),
        value => value.to_string(),
    }
}

fn parse_number(text: &str) -> Option<u64> {
    if text == "unlimited" { Some(Limit::NONE) } else { text.parse().ok() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_step_is_idiomatic_shell_and_parses_back() {
        let limit = |resource, soft, hard| BestEffortSetting::Limit(Limit { resource, soft, hard });
        for (step, expected) in [
            (
                limit(Resource::OpenFiles, 65_535, Some(65_535)),
                r#"ulimit -n 65535 || ulimit -n "$(ulimit -Hn)";"#,
            ),
            (
                limit(Resource::LockedMemory, Limit::NONE, Some(Limit::NONE)),
                r#"ulimit -l unlimited || ulimit -l "$(ulimit -Hl)";"#,
            ),
            (
                limit(Resource::Stack, 4 << 20, Some(4 << 20)),
                r#"ulimit -s 4096 || ulimit -s "$(ulimit -Hs)";"#,
            ),
            // Shells disagree on the block size: 512 or 1024 bytes.
            (
                limit(Resource::FileSize, 1024, Some(1024)),
                r#"prlimit --pid $$ --fsize=1024 || prlimit --pid $$ --fsize="$(prlimit --pid $$ --fsize --noheadings --output HARD)";"#,
            ),
            (
                limit(Resource::OpenFiles, 1024, Some(4096)),
                r#"prlimit --pid $$ --nofile=1024:4096 || prlimit --pid $$ --nofile=1024: || prlimit --pid $$ --nofile="$(prlimit --pid $$ --nofile --noheadings --output HARD)";"#,
            ),
            (
                limit(Resource::OpenFiles, 2048, None),
                r#"prlimit --pid $$ --nofile=2048: || prlimit --pid $$ --nofile="$(prlimit --pid $$ --nofile --noheadings --output HARD)";"#,
            ),
            (BestEffortSetting::OomScore(-500), "echo -500 2>/dev/null >/proc/self/oom_score_adj || :;"),
        ] {
            assert_eq!(step.step(), expected);
            let commands = shell::commands(expected).unwrap();
            assert_eq!(BestEffortSetting::read(&commands), Some((step, &[][..])));
        }
    }

    #[test]
    fn an_oom_score_step_without_redirection_is_recognized() {
        let commands = shell::commands("echo -500 >/proc/self/oom_score_adj || :;").unwrap();
        assert_eq!(BestEffortSetting::read(&commands), Some((BestEffortSetting::OomScore(-500), &[][..])));
    }

    #[test]
    fn a_step_with_a_different_fallback_is_not_recognized() {
        for script in [
            "ulimit -n 65535 || exit 1;",
            "ulimit -Sn 65535 || ulimit -n \"$(ulimit -Hn)\";",
            "echo -500 >/proc/1/oom_score_adj || :;",
            "echo -500 2>/dev/null >/proc/1/oom_score_adj || :;",
            "echo -500 2 >/proc/self/oom_score_adj || :;",
            "prlimit --pid 1 --nproc=5 || :;",
        ] {
            assert_eq!(
                shell::commands(script).as_deref().and_then(BestEffortSetting::read),
                None,
                "{script}"
            );
        }
    }
}
