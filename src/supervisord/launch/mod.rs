//! What supervisord has no option for is done by others that end in the program: `prlimit`, `nice`, `setpriv` and the like
//! each start the next in their place, and so does a shell with `exec`. The pid stays, and with it everything that
//! supervisord does with the process (D5).
//!
//! `emit` writes such a command, [`see_through`] reads it back: one place for the shape of each.

mod at_the_end;
mod conditions;
mod nearest;
pub(super) mod of_user;
mod options;
mod privileges;
mod read;
mod schedule;
pub(super) mod shell;
mod stays;

use crate::ir::{Capabilities, Condition, Limit, Rights, Scheduling};
pub(super) use at_the_end::AtTheEnd;
use nearest::Nearest;
pub(super) use privileges::RunAs;
pub(in crate::supervisord) use read::{Author, is_folder_of_a_unit, is_of_a_unit, see_through};
pub(super) use shell::{Piece, ShellWord, is_pattern};
pub(super) use stays::Stays;

/// Starts its second argument under the name that is its first: what `-a` of `exec` is for, and only some shells have.
pub(super) const UNDER_ANOTHER_NAME: &str = r#"exec -a "$0" "$@""#;

/// So many steps a script on one line has at most.
const FEW_STEPS: usize = 3;
/// And so many characters.
const SHORT_LINE: usize = 100;

/// Everything that stands between supervisord and the program, with words as the option's value holds them.
#[derive(Clone, Debug, Default)]
pub(super) struct Launch {
    /// The user whose home is to be `HOME`: a shell knows where that is.
    pub(super) home: Option<String>,
    /// The wait for the time of a run, in front of what is asked then.
    pub(super) wait: Option<[String; 2]>,
    /// What is asked before anything is done; each path as the option's value holds it.
    pub(super) conditions: Vec<Condition<'static>>,
    /// Files of variables.
    pub(super) files: Vec<VariablesFile>,
    /// Directories that are made.
    pub(super) directories: Vec<MadeDirectory>,
    /// Where the program runs, if that is one of the directories, for which supervisord would look too early, or its user's
    /// home.
    pub(super) directory: Option<ShellWord>,
    /// Commands that come before it.
    pub(super) preparations: Vec<Before>,
    /// Limits.
    pub(super) limits: Vec<Limit>,
    /// Its turn at disks and processors.
    pub(super) scheduling: Scheduling,
    /// The adjustment of the out-of-memory score.
    pub(super) oom_score: Option<i32>,
    /// The nice level.
    pub(super) nice: Option<i32>,
    /// Who the program runs as, where root has something to do first.
    pub(super) identity: Option<RunAs>,
    /// The only group, where the user stays the one that supervisord runs as.
    pub(super) group: Option<ShellWord>,
    /// Groups besides those of the user.
    pub(super) groups: Vec<ShellWord>,
    /// The capabilities that it can have.
    pub(super) capabilities: Option<Capabilities>,
    /// Whether it can gain no privileges.
    pub(super) no_new_privileges: bool,
    /// Variables that `environment=` cannot say, as `NAME=VALUE`.
    pub(super) variables: Vec<String>,
    /// The name that the program sees as its own.
    pub(super) own_name: Option<ShellWord>,
    /// The program and its arguments.
    pub(super) argv: Vec<ShellWord>,
    /// What the shell does once the program has done its work, where it stays behind.
    pub(super) stays: Option<Stays>,
    /// What it does when all that has ended.
    pub(super) at_the_end: Option<AtTheEnd>,
}

/// A file of variables that the shell reads.
#[derive(Clone, Debug)]
pub(super) struct VariablesFile {
    pub(super) path: String,
    /// Whether it may be missing.
    pub(super) optional: bool,
}

/// A directory that is made.
#[derive(Clone, Debug)]
pub(super) struct MadeDirectory {
    pub(super) path: ShellWord,
    pub(super) mode: u32,
    /// Whether one that is there already stays as it is.
    pub(super) is_kept: bool,
}

/// A command that comes before the program.
#[derive(Clone, Debug)]
pub(super) struct Before {
    /// The name that the program of the command sees as its own.
    pub(super) own_name: Option<ShellWord>,
    pub(super) argv: Vec<ShellWord>,
    pub(super) may_fail: bool,
    pub(super) rights: Rights,
    /// Whether the shell ends, and well, if it fails.
    pub(super) decides: bool,
}

impl Before {
    /// Whether a path stands among its words, or in the text of one.
    fn names(&self, path: &str) -> bool {
        let mut pieces = self.argv.iter().flat_map(|word| &word.0);
        pieces.any(|piece| matches!(piece, Piece::Literal(text) if text.contains(path)))
    }
}

/// Whether a word is one that only a shell can fill in.
fn asks_shell(words: &[ShellWord]) -> bool {
    words.iter().any(|word| word.literal().is_none())
}

impl Launch {
    /// The command as words for `command=`.
    pub(super) fn words(&self) -> Vec<String> {
        let literal = |word: &ShellWord| word.literal().unwrap_or_default().to_owned();
        let chain = self.chain();
        if !self.needs_shell() && !asks_shell(&chain) {
            return chain.iter().map(literal).collect();
        }
        let around = if self.runs_several() { self.around() } else { Vec::new() };
        let shell = ["/bin/sh".to_owned(), "-c".to_owned(), self.script(&chain)];
        around.iter().map(literal).chain(shell).collect()
    }

    /// Whether other commands are the service's as well: they have its limits and its turn too.
    fn runs_several(&self) -> bool {
        !self.preparations.is_empty() || self.stays.is_some() || self.at_the_end.is_some()
    }

    /// Whether the command is the program's own and looks like one of these all the same: it would be read for what it is not.
    pub(super) fn is_mistaken(&self) -> bool {
        let first = self.argv.first().and_then(ShellWord::literal);
        first.is_some_and(read::leads_on) && !self.is_script() && self.chain().len() == self.argv.len()
    }

    /// Whether the command is a script of a shell.
    pub(super) fn is_script(&self) -> bool {
        self.needs_shell() || asks_shell(&self.chain())
    }

    fn needs_shell(&self) -> bool {
        self.wait.is_some()
            || !self.conditions.is_empty()
            || self.nearest().next().is_some()
            || self.home.is_some()
            || !self.files.is_empty()
            || !self.directories.is_empty()
            || self.directory.is_some()
            || !self.preparations.is_empty()
            || self.stays.is_some()
            || self.at_the_end.is_some()
    }

    /// The script: on one line where that can be read at a glance, else a step a line.
    fn script(&self, chain: &[ShellWord]) -> String {
        let (mut steps, is_open) = self.steps();
        match &self.stays {
            // It is there at the end.
            None if self.at_the_end.is_some() => steps.push(shell::line(chain)),
            None => steps.push(format!("exec {}", shell::line(chain))),
            Some(stays) => {
                if is_open && !stays.ends_where_it_fails() {
                    close(&mut steps);
                }
                steps.extend(stays.steps(&shell::line(chain), &self.spelled(&stays.commands)));
            }
        }
        let line = steps.join(" ");
        if steps.len() <= FEW_STEPS && line.chars().count() <= SHORT_LINE {
            return line;
        }
        // The end of a line ends a command as well.
        let lines: Vec<&str> = steps.iter().map(|step| step.strip_suffix(';').unwrap_or(step)).collect();
        format!("\n{}", lines.join("\n"))
    }

    /// The commands before the `exec`, each with what ends it; and whether one of those joined to what comes next may fail.
    fn steps(&self) -> (Vec<String>, bool) {
        let mut steps: Vec<String> = Vec::new();
        steps.extend(self.wait.as_ref().map(|wait| format!("{} || exit;", wait.join(" "))));
        steps.extend(self.conditions.iter().map(conditions::spell));
        if let Some(one) = &self.at_the_end {
            steps.extend(one.steps(&self.spelled(&one.commands)));
        }
        // First, as in systemd: they hold for the commands before the program as well.
        steps.extend(self.nearest().map(Nearest::step));
        if let Some(user) = &self.home {
            steps.push(format!("export HOME=~{user};"));
        }
        if !self.files.is_empty() {
            // Variables are exported; where one becomes arguments, patterns in it are none.
            let stops = self.stays.iter().flat_map(|stays| &stays.commands);
            let last = self.at_the_end.iter().flat_map(|one| &one.commands);
            let around = self.preparations.iter().chain(stops).chain(last).flat_map(|one| &one.argv);
            let splits = self.argv.iter().chain(around).any(|word| matches!(*word.0, [Piece::Split(_)]));
            steps.push(if splits { "set -af;" } else { "set -a;" }.to_owned());
        }
        steps.extend(self.sourcing());
        steps.extend(self.directories.iter().map(|one| self.making(one)));
        if let Some(directory) = &self.directory {
            steps.push(format!("cd {} &&", directory.spell()));
        }
        let mut is_open = !self.directories.is_empty() || self.directory.is_some();
        for (one, line) in self.preparations.iter().zip(self.spelled(&self.preparations)) {
            if one.decides {
                if is_open {
                    close(&mut steps);
                }
                steps.push(format!("{line} || exit 0;"));
                is_open = false;
            } else {
                steps.push(format!("{line} &&"));
                is_open |= !one.may_fail;
            }
            // systemd reads them anew for each command, and this one may have written to them.
            if self.files.iter().any(|file| one.names(&file.path)) {
                if is_open {
                    close(&mut steps);
                }
                steps.extend(self.sourcing());
                is_open = false;
            }
        }
        (steps, is_open)
    }

    /// The making of a directory, which is the program's user's.
    fn making(&self, MadeDirectory { path, mode, is_kept }: &MadeDirectory) -> String {
        let owner = match (&self.identity, &self.group) {
            (Some(one), _) => format!("-o {} -g {} ", one.user.spell(), one.group().spell()),
            (None, Some(group)) => format!("-g {} ", group.spell()),
            (None, None) => String::new(),
        };
        let path = path.spell();
        let make = format!("install -d -m {mode:04o} {owner}{path}");
        if *is_kept { format!("{{ [ -d {path} ] || {make}; }} &&") } else { format!("{make} &&") }
    }

    /// The reading of the files of variables. All of them: a later one has the last word.
    fn sourcing(&self) -> impl Iterator<Item = String> {
        self.files.iter().map(|VariablesFile { path, optional }| {
            let path = shell::quote(path);
            let test = if *optional { format!("[ ! -e {path} ] || ") } else { String::new() };
            format!("{test}. {path};")
        })
    }

    /// Commands around the program, each as who runs it.
    fn spelled(&self, commands: &[Before]) -> Vec<String> {
        let spell = |one: &Before| {
            let mut words = match one.rights {
                Rights::Programs => self.identity_words(),
                Rights::ProgramsAsManager => self.confining_words(),
                Rights::ManagersWithinLimits | Rights::Managers => Vec::new(),
            };
            let own = one.argv.first().and_then(ShellWord::literal).filter(|word| shell::is_own_word(word));
            match &one.own_name {
                Some(name) => words.extend(under_another_name(name)),
                None => words.extend(own.map(|_| ShellWord::of("env"))),
            }
            words.extend(one.argv.iter().cloned());
            let line = shell::line(&words);
            if one.may_fail { format!("{{ {line} || :; }}") } else { line }
        };
        commands.iter().map(spell).collect()
    }

    /// What the program may perhaps not have.
    fn nearest(&self) -> impl Iterator<Item = Nearest> {
        let limits = self.limits.iter().filter(|limit| !nearest::is_sure(limit));
        limits.map(|limit| Nearest::Limit(*limit)).chain(self.oom_score.map(Nearest::OomScore))
    }

    /// The program behind all that starts the next in its place.
    fn chain(&self) -> Vec<ShellWord> {
        let is_alone = !self.runs_several();
        let mut words = if is_alone { self.turn() } else { Vec::new() };
        words.extend(self.identity_words());
        if is_alone {
            words.extend(self.variable_words());
        }
        if let Some(name) = &self.own_name {
            words.extend(under_another_name(name));
        }
        words.extend(self.argv.iter().cloned());
        words
    }

    /// What stands around the shell for all commands in it.
    fn around(&self) -> Vec<ShellWord> {
        let mut words = self.turn();
        words.extend(self.variable_words());
        words
    }

    fn variable_words(&self) -> Vec<ShellWord> {
        let env = (!self.variables.is_empty()).then_some("env");
        env.into_iter().chain(self.variables.iter().map(String::as_str)).map(ShellWord::of).collect()
    }

    /// What limits what is behind it, and says whose turn it is.
    fn turn(&self) -> Vec<ShellWord> {
        let mut words = Vec::new();
        let sure: Vec<&Limit> = self.limits.iter().filter(|limit| nearest::is_sure(limit)).collect();
        if !sure.is_empty() {
            words.push(ShellWord::of("prlimit"));
            words.extend(sure.into_iter().map(|limit| ShellWord::of(&nearest::limit_option(limit))));
        }
        // Where `nice` may not, it says so and goes on.
        if let Some(level) = self.nice {
            words.extend(["nice", "-n", &level.to_string()].map(ShellWord::of));
        }
        words.extend(schedule::words(&self.scheduling));
        words
    }
}

/// Ends the script where a command fails, before a step that would be taken all the same.
fn close(steps: &mut [String]) {
    if let Some(last) = steps.last_mut()
        && let Some(command) = last.strip_suffix("&&")
    {
        *last = format!("{command}|| exit;");
    }
}

/// The words that start what comes behind them under another name.
fn under_another_name(name: &ShellWord) -> impl Iterator<Item = ShellWord> {
    ["bash", "-c", UNDER_ANOTHER_NAME].map(ShellWord::of).into_iter().chain([name.clone()])
}
