//! Lists of exit statuses and signals: `config_parse_set_status()` of systemd's `load-fragment.c` and the names of
//! `exit-status.c` (`systemd-analyze exit-status` of 252; the source of 260).

use super::integer;
use super::signal;
use super::words::{Flags, Words};
use crate::source::Span;
use crate::systemd::versions::Release;
use crate::text::word_list::WordList;
use crate::unix::signals;
use crate::value::ValueError;

/// The first release that accepts names of exit statuses.
const NAMES_SINCE: u16 = 243;

/// The names with their status, in order, and with the release that introduced one if it is later than [`NAMES_SINCE`].
const NAMES: WordList = WordList::new(
    "SUCCESS=0 FAILURE=1 INVALIDARGUMENT=2 NOTIMPLEMENTED=3 NOPERMISSION=4 NOTINSTALLED=5 NOTCONFIGURED=6 \
     NOTRUNNING=7 USAGE=64 DATAERR=65 NOINPUT=66 NOUSER=67 NOHOST=68 UNAVAILABLE=69 SOFTWARE=70 OSERR=71 \
     OSFILE=72 CANTCREAT=73 IOERR=74 TEMPFAIL=75 PROTOCOL=76 NOPERM=77 CONFIG=78 CHDIR=200 NICE=201 \
     FDS=202 EXEC=203 MEMORY=204 LIMITS=205 OOM_ADJUST=206 SIGNAL_MASK=207 STDIN=208 STDOUT=209 \
     CHROOT=210 IOPRIO=211 TIMERSLACK=212 SECUREBITS=213 SETSCHEDULER=214 CPUAFFINITY=215 GROUP=216 \
     USER=217 CAPABILITIES=218 CGROUP=219 SETSID=220 CONFIRM=221 STDERR=222 PAM=224 NETWORK=225 \
     NAMESPACE=226 NO_NEW_PRIVILEGES=227 SECCOMP=228 SELINUX_CONTEXT=229 PERSONALITY=230 APPARMOR=231 \
     ADDRESS_FAMILIES=232 RUNTIME_DIRECTORY=233 CHOWN=235 SMACK_PROCESS_LABEL=236 KEYRING=237 \
     STATE_DIRECTORY=238 CACHE_DIRECTORY=239 LOGS_DIRECTORY=240 CONFIGURATION_DIRECTORY=241 \
     NUMA_POLICY=242 CREDENTIALS=243 BPF=244 KSM=245@254 MEMORY_THP=246@260 EXCEPTION=255",
);

/// The status of a name.
fn status_by_name(name: &str, release: Release) -> Option<u8> {
    let status = NAMES.iter().find_map(|pair| pair.strip_prefix(name)?.strip_prefix('='))?;
    let (status, since) = status.split_once('@').unwrap_or((status, ""));
    let since = since.parse().unwrap_or(NAMES_SINCE);
    status.parse().ok().filter(|_| since <= release.0)
}

/// The way in which a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ending {
    /// It exited with this status.
    Exit(u8),
    /// This signal killed it.
    Signal(u8),
}

/// An entry of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedEnding {
    /// The ending.
    pub ending: Ending,
    /// Its span in the list.
    pub span: Span,
}

/// The endings of a list, and the errors of the other words, each of which is ignored on its own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Endings {
    /// The valid words.
    pub endings: Vec<ListedEnding>,
    /// The errors of the invalid words.
    pub errors: Vec<ValueError>,
}

const EXPECTED: &str = "exit statuses from 0 to 255, their names, or upper-case signal names";

/// Parses a list such as `SuccessExitStatus=` as `release` does. Numbers are exit statuses, never signals.
#[must_use]
pub fn parse(directive: &str, text: &str, release: Release) -> Endings {
    let mut list = Endings::default();
    for word in Words::new(text, Flags::PLAIN) {
        match word {
            Ok(word) => match word.text().and_then(|word| ending(word, release)) {
                Some(ending) => list.endings.push(ListedEnding { ending, span: word.span }),
                None => {
                    let message = format!("Failed to parse value, ignoring: {}", word.lossy());
                    list.errors.push(ValueError::at(word.span, message, EXPECTED));
                }
            },
            Err(error) => {
                let message = format!("Failed to parse {directive}={text}, ignoring: Invalid argument");
                list.errors.push(ValueError::at(error.span, message, EXPECTED));
            }
        }
    }
    list
}

fn ending(word: &str, release: Release) -> Option<Ending> {
    let number = || integer::number(word).and_then(|number| u8::try_from(number).ok());
    let signal = || signal::from_text(word).map(Ending::Signal);
    // Names of statuses start with letters, and none is a signal name. Most words are numbers and signals, so those are
    // tried first.
    let named = || status_by_name(word, release).map(Ending::Exit);
    match number() {
        Some(status) => Some(Ending::Exit(status)),
        None if word.starts_with("SIG") => signal().or_else(named),
        None => named().or_else(signal),
    }
}

/// Formats an entry of a list. `None` for a signal without a name, whose number would be read as an exit status.
#[must_use]
pub fn write(ending: Ending) -> Option<String> {
    match ending {
        Ending::Exit(status) => Some(status.to_string()),
        Ending::Signal(number) => signals::has_name(number).then(|| signal::write(number)),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn read(text: &str) -> Vec<Ending> {
        let list = parse("SuccessExitStatus", text, Release::NEWEST);
        assert_eq!(list.errors, [], "{text}");
        list.endings.iter().map(|listed| listed.ending).collect()
    }

    fn messages(text: &str) -> Vec<String> {
        parse("SuccessExitStatus", text, Release::NEWEST)
            .errors
            .into_iter()
            .map(|error| error.message)
            .collect()
    }

    #[test]
    fn numbers_are_exit_statuses_and_not_signals() {
        assert_eq!(read("143"), [Ending::Exit(143)]);
        assert_eq!(read("9"), [Ending::Exit(9)]);
        assert_eq!(read("1 2 3 255"), [1, 2, 3, 255].map(Ending::Exit));
        assert_eq!(read("010 0x1F 0o7 0b11 +4 -0"), [8, 31, 7, 3, 4, 0].map(Ending::Exit));
        assert_eq!(read(""), []);
    }

    #[test]
    fn names_are_looked_up_as_exit_statuses_before_signals() {
        assert_eq!(read("DATAERR SUCCESS EXCEPTION CHDIR BPF"), [65, 0, 255, 200, 244].map(Ending::Exit));
        assert_eq!(read("SIGTERM TERM RTMIN+3"), [15, 15, 37].map(Ending::Signal));
    }

    #[test]
    fn a_name_is_known_from_its_release_on() {
        for (name, last, status) in [("DATAERR", 242, 65), ("KSM", 253, 245), ("MEMORY_THP", 259, 246)] {
            let parse = |release| parse("SuccessExitStatus", name, Release(release));
            assert_eq!(parse(last).errors.len(), 1, "{name}");
            assert_eq!(parse(last + 1).endings[0].ending, Ending::Exit(status), "{name}");
        }
        // A part of a `NAME=STATUS` pair is not a name.
        assert_eq!(messages("BP DATAERR=65").len(), 2);
    }

    #[test]
    fn unknown_words_are_skipped_one_by_one() {
        let list = parse("RestartPreventExitStatus", "SIGFOO 3 config 256 -1 1,2", Release::NEWEST);
        assert_eq!(list.endings.len(), 1);
        assert_eq!(list.endings[0].span, Span::new(7, 8));
        assert_eq!(
            messages("SIGFOO 3 config 256 -1 1,2"),
            ["SIGFOO", "config", "256", "-1", "1,2"]
                .map(|word| format!("Failed to parse value, ignoring: {word}"))
        );
        assert_eq!(list.errors[1].span, Span::new(9, 15));
    }

    #[test]
    fn a_backslash_at_the_end_ends_the_list() {
        assert_eq!(
            messages("1 2\\"),
            ["Failed to parse SuccessExitStatus=1 2\\, ignoring: Invalid argument"]
        );
        assert_eq!(read("1 TE\\RM"), [Ending::Exit(1), Ending::Signal(signals::TERM)]);
    }

    #[test]
    fn every_name_has_its_own_status() {
        let statuses: Vec<u8> = NAMES
            .iter()
            .map(|pair| status_by_name(pair.split('=').next().unwrap(), Release::NEWEST).unwrap())
            .collect();
        assert!(statuses.is_sorted_by(|a, b| a < b));
    }

    #[test]
    fn a_signal_without_a_name_cannot_be_written() {
        assert_eq!(
            [31, 32, 33, 34].map(|signal| write(Ending::Signal(signal)).is_some()),
            [true, false, false, true]
        );
    }

    proptest! {
        #[test]
        fn written_values_parse_back(exit in any::<bool>(), number in any::<u8>()) {
            let ending = if exit { Ending::Exit(number) } else { Ending::Signal(number % 65) };
            if let Some(written) = write(ending) {
                prop_assert_eq!(read(&written), [ending]);
            }
        }
    }
}
