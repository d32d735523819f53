//! Programs that are known to daemonize, or to start something in the background and exit.

mod table;

pub(crate) use self::table::{Backgrounding, Daemon};

use self::table::{COMPOSE, CONTAINER, INIT_SCRIPT, ROWS, daemons};
use super::command_line::{CommandLine, WrittenWord};
use super::exec_lines::without_prefixes;
use crate::text::byte_set::ByteSet;

/// A program of the table, found in a command.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FoundDaemon {
    pub(crate) daemon: &'static Daemon,
    /// The index of the word that is the program.
    pub(crate) program: usize,
    /// The index of the word that sends it to the background: the program itself or one of its arguments.
    pub(crate) word: usize,
    /// The index of an argument that asks for what the program does anyway.
    pub(crate) redundant: Option<usize>,
}

/// Finds the program of a command that leaves the foreground.
pub(crate) fn find(command: &CommandLine<'_>) -> Option<FoundDaemon> {
    let words = &command.words;
    let program = skip_wrappers(words);
    let arguments = words.get(program + 1..)?;
    if let Some(found) = detached_container(&words[program], arguments) {
        let word = program + 1 + found.1;
        return Some(FoundDaemon { daemon: found.0, program, word, redundant: None });
    }
    rows(&words[program]).find_map(|daemon| {
        if daemon.foreground_options().iter().any(|pattern| keeps_foreground(pattern, arguments))
            || arguments.iter().any(asks_for_help)
        {
            return None;
        }
        let requested =
            daemon.background_options().iter().find_map(|pattern| find_background_option(pattern, arguments));
        let requested = requested.map(|at| program + 1 + at);
        match daemon.backgrounding {
            Backgrounding::Always if may_be_wrapper_script(daemon, words[program].bare()) => None,
            Backgrounding::Always => (!may_contain_options(arguments)).then_some(FoundDaemon {
                daemon,
                program,
                word: program,
                redundant: requested,
            }),
            Backgrounding::IfAsked | Backgrounding::Launcher | Backgrounding::ManagerClient => {
                requested.map(|word| FoundDaemon { daemon, program, word, redundant: None })
            }
        }
    })
}

/// Whether a program is probably a script with the daemon's name, such as images use to start it in the foreground:
/// what section 8 of the manual describes is installed into an `sbin` directory, by packages and from source.
fn may_be_wrapper_script(daemon: &Daemon, program: &str) -> bool {
    let is_administrators = daemon.source().ends_with("(8)") && daemon.foreground_setting().is_none();
    is_administrators && program.starts_with("/usr/local/bin/")
}

/// For each first byte of a name in the table, the lengths of such names and their last bytes, as bits.
static SHAPES: [(u32, u32); 256] = {
    let (mut shapes, mut row) = ([(0, 0); 256], 0);
    // `const` code has no iterators.
    while row < ROWS.len() {
        let names = ROWS[row].names.as_bytes();
        let (mut start, mut at) = (0, 0);
        while at <= names.len() && !names.is_empty() {
            if at == names.len() || names[at] == b'|' {
                let (lengths, ends) = &mut shapes[names[start] as usize];
                *lengths |= length_bit(at - start);
                *ends |= end_bit(names[at - 1]);
                start = at + 1;
            }
            at += 1;
        }
        row += 1;
    }
    shapes
};

const fn end_bit(last: u8) -> u32 {
    1 << (last % 32)
}

const fn length_bit(length: usize) -> u32 {
    1 << if length < 31 { length } else { 31 }
}

/// The first letters of the wrappers and interpreters.
static WRAPPER_FIRST_BYTES: ByteSet = {
    let mut letters = [0; WRAPPERS.len() + INTERPRETERS.len()];
    let mut at = 0;
    while at < letters.len() {
        let name = if at < WRAPPERS.len() { WRAPPERS[at].0 } else { INTERPRETERS[at - WRAPPERS.len()] };
        letters[at] = name.as_bytes()[0];
        at += 1;
    }
    ByteSet::new(&letters)
};

/// Whether a program may run another one in its place.
pub(crate) fn may_be_wrapper(program: &[u8]) -> bool {
    let program = without_prefixes(program);
    program.first().is_some_and(|first| WRAPPER_FIRST_BYTES.has(*first))
        && (WRAPPERS.iter().any(|(name, _)| name.as_bytes() == program)
            || INTERPRETERS.iter().any(|name| program.starts_with(name.as_bytes())))
}

/// Whether a program is a SysV init script.
pub(crate) fn is_init_script(program: &[u8]) -> bool {
    // Nearly every other path differs in its second byte.
    let directories: [&[u8]; 2] = [b"/etc/init.d/", b"/etc/rc.d/init.d/"];
    let program = without_prefixes(program);
    directories.iter().any(|directory| program.starts_with(directory))
}

/// Whether a word of a command, as written, may be a program of the table: one there has the same first letter, length
/// and last letter.
pub(crate) fn may_be_daemon(word: &[u8]) -> bool {
    let word = without_prefixes(word);
    let [first, .., last] = word else { return false };
    let (lengths, ends) = SHAPES[usize::from(*first)];
    let is_known = lengths & length_bit(word.len()) != 0 && ends & end_bit(*last) != 0;
    is_known || *first == b'p' && word.starts_with(b"php-fpm")
}

/// The rows for a program.
fn rows(program: &WrittenWord<'_>) -> impl Iterator<Item = &'static Daemon> {
    let base = program.base_name();
    let is_versioned = base.strip_prefix("php-fpm").is_some_and(|version| {
        !version.is_empty() && version.bytes().all(|b| b.is_ascii_digit() || b == b'.')
    });
    let name = if is_versioned { "php-fpm#" } else { base };
    let is_script = is_init_script(program.bare().as_bytes());
    let script = is_script.then_some(INIT_SCRIPT);
    let known = daemons().iter().filter(move |daemon| !is_script && daemon.names().contains(name));
    script.into_iter().chain(known.collect::<Vec<_>>())
}

/// Programs that run another one in their place, with those of their options that take a value.
const WRAPPERS: [(&str, &[&str]); 9] = [
    ("bundle", &[]),
    ("env", &["-u", "-C", "-S"]),
    ("exec", &["-a"]),
    ("ionice", &["-c", "-n", "-p"]),
    ("nice", &["-n"]),
    ("nohup", &[]),
    ("pipenv", &[]),
    ("stdbuf", &["-i", "-o", "-e"]),
    ("sudo", &["-u", "-g", "-h", "-p", "-C", "-r", "-t"]),
];

/// Interpreters, which run the program or module that is their first argument.
const INTERPRETERS: [&str; 3] = ["node", "python", "ruby"];

/// The index of the program that a command finally runs.
fn skip_wrappers(words: &[WrittenWord<'_>]) -> usize {
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let base = word.base_name();
        let interpreter = base.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.');
        let values = match WRAPPERS.iter().find(|(name, _)| *name == base) {
            Some((_, values)) => *values,
            None if INTERPRETERS.contains(&interpreter) => &[],
            None => return at,
        };
        let Some(next) = skip_options(words, at + 1, values) else { return at };
        at = next;
    }
    at.min(words.len().saturating_sub(1))
}

/// The first word from `at` on that is not an option, the value of one, an assignment or a subcommand of the wrapper.
fn skip_options(words: &[WrittenWord<'_>], at: usize, values: &[&str]) -> Option<usize> {
    let mut at = at;
    loop {
        let word = words.get(at)?.bare();
        if values.contains(&word) {
            at += 2;
        } else if word.starts_with('-') || word.contains('=') || matches!(word, "exec" | "run") {
            at += 1;
        } else {
            return Some(at);
        }
    }
}

/// Whether a variable may contain options.
fn may_contain_options(arguments: &[WrittenWord<'_>]) -> bool {
    arguments.iter().any(|word| word.text.contains(['$', '`']) || word.text.contains("%(ENV_"))
}

fn asks_for_help(word: &WrittenWord<'_>) -> bool {
    matches!(word.bare(), "--help" | "--version")
}

/// Whether the arguments contain what keeps a program in the foreground.
fn keeps_foreground(pattern: &str, arguments: &[WrittenWord<'_>]) -> bool {
    if pattern.contains("daemon off") {
        // However it is quoted, and whatever is next to it.
        return arguments.iter().any(|word| word.text.contains("daemon off"))
            || arguments
                .windows(2)
                .any(|pair| pair[0].bare() == "daemon" && pair[1].bare().starts_with("off"));
    }
    let letter = pattern.strip_prefix('-').filter(|letter| letter.len() == 1);
    arguments.iter().any(|word| {
        let word = word.bare();
        let among_letters = letter.is_some_and(|letter| {
            word.strip_prefix('-')
                .is_some_and(|letters| !letters.starts_with('-') && letters.contains(letter))
        });
        among_letters || is_option(word, pattern)
    })
}

/// The index of the word that asks for the background.
fn find_background_option(pattern: &str, arguments: &[WrittenWord<'_>]) -> Option<usize> {
    let is = |word: &WrittenWord<'_>, part: &str| {
        let word = word.bare();
        is_option(word, part) && !["=no", "=false", "=0", "=off"].iter().any(|end| word.ends_with(end))
    };
    if let Some((first, second)) = pattern.split_once("..") {
        let start = arguments.iter().position(|word| is(word, first))? + 1;
        return arguments[start..].iter().position(|word| is(word, second)).map(|at| start + at);
    }
    if let Some((first, second)) = pattern.split_once(' ') {
        return arguments
            .windows(2)
            .position(|pair| is(&pair[0], first) && is(&pair[1], second))
            .map(|at| at + 1);
    }
    arguments.iter().position(|word| is(word, pattern))
}

/// Whether a word is this option, or this long option with a value.
fn is_option(word: &str, option: &str) -> bool {
    let after = word.strip_prefix(option);
    after.is_some_and(|after| after.is_empty() || option.starts_with("--") && after.starts_with('='))
}

/// Options of `docker run` without a value; any other one that is not `--name=value` takes the next word.
const FLAGS_WITHOUT_VALUE: [&str; 16] = [
    "--rm",
    "--init",
    "--privileged",
    "--read-only",
    "--tty",
    "--interactive",
    "--publish-all",
    "--replace",
    "--tls-verify",
    "-i",
    "-t",
    "-it",
    "-ti",
    "-P",
    "-q",
    "--quiet",
];

/// A container that is started in the background. What follows the image belongs to the container.
fn detached_container(
    program: &WrittenWord<'_>,
    arguments: &[WrittenWord<'_>],
) -> Option<(&'static Daemon, usize)> {
    let base = program.base_name();
    let is_engine = CONTAINER.names().contains(base);
    let verb = arguments.first()?.bare();
    if COMPOSE.names().contains(base) || is_engine && verb == "compose" {
        return COMPOSE
            .background_options()
            .iter()
            .find_map(|pattern| find_background_option(pattern, arguments))
            .map(|at| (COMPOSE, at));
    }
    if !is_engine || verb != "run" {
        return None;
    }
    let mut at = 1;
    loop {
        let word = arguments.get(at)?.bare();
        let letters = word.strip_prefix('-')?;
        let is_detached = letters.contains('d') && letters.bytes().all(|byte| b"ditPq".contains(&byte));
        if is_detached || word == "--detach" || word == "--detach=true" {
            return Some((CONTAINER, at));
        }
        at += if word.contains('=') || FLAGS_WITHOUT_VALUE.contains(&word) { 1 } else { 2 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use crate::lint::commands::daemons::table::Backgrounding;
    use crate::lint::prefilter::{self, CommandFeatures};
    use crate::lint::rules::service::command_daemonizes::COMMAND_DAEMONIZES;
    use crate::lint::testing;
    use crate::source::{Memory, SourceFile, Sources};
    use crate::supervisord;
    use crate::systemd::Units;
    use crate::systemd::versions::Release;
    use crate::translate::to_supervisord;

    fn may_have_one(command: &str) -> bool {
        prefilter::may_daemonize(&CommandFeatures::new(Language::Supervisord, &[command.as_bytes()], false))
    }

    #[test]
    fn the_prefilter_matches_every_program_of_the_table() {
        let names = daemons().iter().chain([CONTAINER, COMPOSE]).flat_map(|daemon| daemon.names().iter());
        for name in names.chain(["php-fpm7.4"]) {
            for command in [name.to_owned(), format!("-/usr/bin/{name} -d"), format!("sudo\t'{name}'\\\n x")]
            {
                assert!(may_have_one(&command), "{command}");
            }
        }
        assert!(may_have_one("/etc/init.d/x") && may_have_one("-/etc/rc.d/init.d/x"));
        assert!(!may_have_one("/usr/bin/zzzz --quiet") && !may_have_one("/usr/bin/zzzz nginx"));
    }

    #[test]
    fn a_script_named_like_a_daemon_passes() {
        let count = |command: &str| {
            testing::supervisord(&COMMAND_DAEMONIZES, &format!("[program:a]\ncommand={command}\n")).len()
        };
        for script in ["/usr/local/bin/cron", "/usr/local/bin/sshd -p 22", "env A=1 /usr/local/bin/crond"] {
            assert_eq!(count(script), 0, "{script}");
        }
        for daemon in ["/usr/sbin/cron", "/usr/local/sbin/sshd -p 22", "/usr/local/bin/nginx", "cron"] {
            assert_eq!(count(daemon), 1, "{daemon}");
        }
        // A program that is asked to leave the foreground does so, whatever it is.
        assert_eq!(count("/usr/local/bin/redis-server --daemonize yes"), 1);
    }

    #[test]
    fn the_table_is_sorted_and_names_each_program_once_per_kind_of_backgrounding() {
        for backgrounding in [
            Backgrounding::Always,
            Backgrounding::IfAsked,
            Backgrounding::Launcher,
            Backgrounding::ManagerClient,
        ] {
            let rows: Vec<_> =
                daemons().iter().filter(|daemon| daemon.backgrounding == backgrounding).collect();
            let firsts: Vec<_> = rows
                .iter()
                .map(|daemon| daemon.names().iter().next().unwrap_or_default().to_lowercase())
                .collect();
            assert!(firsts.is_sorted(), "{firsts:?}");
            let mut names: Vec<_> = rows.iter().flat_map(|daemon| daemon.names().iter()).collect();
            names.sort_unstable();
            let count = names.len();
            names.dedup();
            assert_eq!(names.len(), count);
            assert!(rows.iter().all(|daemon| daemon.background_options().iter().next().is_some()
                || backgrounding == Backgrounding::Always));
        }
    }

    /// What a daemon's unit is translated to: its program, if it is started.
    fn translated(name: &str) -> Option<String> {
        let text = format!(
            "[Service]\nType=forking\nExecStart=/usr/sbin/{name}\n[Install]\nWantedBy=multi-user.target\n"
        );
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new(format!("{name}.service"), text.into_bytes()).unwrap());
        let units = Units::read(&[id], &mut sources, &Memory::new());
        let target =
            supervisord::emit::Options { source: "x", container: false, split: false, comments: false };
        let translation = to_supervisord(&units, &sources, Release::NEWEST, target);
        let text = translation.files.into_iter().next()?.text;
        (!text.contains("autostart=false")).then_some(text)
    }

    #[test]
    fn a_daemon_that_a_translation_keeps_in_the_foreground_is_not_flagged() {
        let by_themselves = daemons().iter().filter(|daemon| daemon.backgrounding == Backgrounding::Always);
        let names: Vec<&str> = by_themselves
            .flat_map(|daemon| daemon.names().iter())
            .filter(|name| !name.contains('#'))
            .collect();
        let kept: Vec<(&str, String)> =
            names.iter().filter_map(|name| Some((*name, translated(name)?))).collect();
        assert!(kept.len() * 3 > names.len() * 2, "{} of {}", kept.len(), names.len());
        for (name, text) in kept {
            assert_eq!(testing::supervisord(&COMMAND_DAEMONIZES, &text), [], "{name}");
        }
    }
}
