//! `ionice`, `chrt` and `taskset`: I/O scheduling, CPU scheduling and CPU affinity.

use std::ops::RangeInclusive;

use super::{ShellWord, options};
use crate::ir::{CpuPolicy, CpuScheduling, IoClass, Scheduling};

/// The default priority within an I/O class (`ionice(1)`).
const DEFAULT_IO_PRIORITY: u8 = 4;

/// The highest CPU number: no kernel supports more (`NR_CPUS`), and systemd ignores a list with a higher one. `taskset`
/// accepts any number and ignores those that the machine does not have.
const MAX_CPU: u32 = 8191;

/// The wrappers, with options, that execute the next program with this scheduling.
pub(super) fn words(scheduling: &Scheduling) -> Vec<ShellWord> {
    let Scheduling { io, cpu, processors } = scheduling;
    let mut words: Vec<String> = Vec::new();
    let mut push = |all: &[&str]| words.extend(all.iter().map(|word| (*word).to_owned()));
    match io {
        Some((IoClass::Idle, _)) => push(&["ionice", "-c", IoClass::Idle.name()]),
        Some((class, priority)) => push(&["ionice", "-c", class.name(), "-n", &priority.to_string()]),
        None => {}
    }
    if let Some(CpuScheduling { policy, priority, resets_on_fork }) = cpu {
        push(&["chrt"]);
        if *resets_on_fork {
            push(&["--reset-on-fork"]);
        }
        push(&[&format!("--{}", policy.name()), &priority.to_string()]);
    }
    if let Some(processors) = processors {
        let range = |range: &RangeInclusive<u32>| match (range.start(), range.end()) {
            (first, last) if first == last => first.to_string(),
            (first, last) => format!("{first}-{last}"),
        };
        let list: Vec<String> = processors.iter().map(range).collect();
        push(&["taskset", "-c", &list.join(",")]);
    }
    words.iter().map(|word| ShellWord::of(word)).collect()
}

/// Parses one of these programs with its options at the start of `words`; returns the words after it. `None` if it does
/// anything else.
pub(super) fn read<'w>(words: &'w [ShellWord], found: &mut Scheduling) -> Option<&'w [ShellWord]> {
    let (program, rest) = words.split_first()?;
    match program.literal()? {
        "ionice" if found.io.is_none() => ionice(rest, found),
        "chrt" if found.cpu.is_none() => chrt(rest, found),
        "taskset" if found.processors.is_none() => taskset(rest, found),
        _ => None,
    }
}

fn ionice<'w>(mut rest: &'w [ShellWord], found: &mut Scheduling) -> Option<&'w [ShellWord]> {
    let (mut class, mut priority) = (IoClass::BestEffort, DEFAULT_IO_PRIORITY);
    let before = rest.len();
    loop {
        if let Some((value, tail)) = options::value(rest, "-c", "--class") {
            let numbered = IoClass::ALL.into_iter().zip(["1", "2", "3"]);
            class = numbered.into_iter().find(|(class, number)| class.name() == value || *number == value)?.0;
            rest = tail;
        } else if let Some((value, tail)) = options::value(rest, "-n", "--classdata") {
            priority = value.parse().ok().filter(|priority| *priority < 8)?;
            rest = tail;
        } else {
            break;
        }
    }
    let program = options::program(rest).filter(|_| rest.len() < before)?;
    found.io = Some((class, if class == IoClass::Idle { 0 } else { priority }));
    Some(program)
}

fn chrt<'w>(mut rest: &'w [ShellWord], found: &mut Scheduling) -> Option<&'w [ShellWord]> {
    let (mut policy, mut resets_on_fork) = (CpuPolicy::RoundRobin, false);
    while let Some((first, tail)) = rest.split_first() {
        let word = first.literal()?;
        let named = |policy: &CpuPolicy| word.strip_prefix("--") == Some(policy.name());
        match word {
            "-R" | "--reset-on-fork" => resets_on_fork = true,
            "-o" => policy = CpuPolicy::Other,
            "-b" => policy = CpuPolicy::Batch,
            "-i" => policy = CpuPolicy::Idle,
            "-f" => policy = CpuPolicy::Fifo,
            "-r" => policy = CpuPolicy::RoundRobin,
            _ => match CpuPolicy::ALL.into_iter().find(named) {
                Some(named) => policy = named,
                None => break,
            },
        }
        rest = tail;
    }
    let (priority, rest) = rest.split_first()?;
    let priority = priority.literal()?.parse().ok()?;
    // The options end before the priority: a `--` after it would be the program.
    if !options::is_program(rest) {
        return None;
    }
    found.cpu = Some(CpuScheduling { policy, priority, resets_on_fork }).filter(CpuScheduling::is_possible);
    found.cpu.is_some().then_some(rest)
}

fn taskset<'w>(rest: &'w [ShellWord], found: &mut Scheduling) -> Option<&'w [ShellWord]> {
    let (list, rest) = options::value(rest, "-c", "--cpu-list")?;
    if !options::is_program(rest) {
        return None;
    }
    let mut ranges = Vec::new();
    for part in list.split(',') {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        // Unlike the other programs, `taskset` accepts no sign.
        let is_number = |text: &&str| text.bytes().all(|byte| byte.is_ascii_digit());
        let number = |text: &str| Some(text).filter(is_number)?.parse().ok().filter(|at| *at <= MAX_CPU);
        let (first, last) = (number(first)?, number(last)?);
        ranges.push(first..=last);
    }
    let is_sorted = ranges.windows(2).all(|pair| pair[0].end() + 1 < *pair[1].start());
    if !is_sorted || ranges.iter().any(RangeInclusive::is_empty) {
        return None;
    }
    found.processors = Some(ranges);
    Some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(line: &str) -> Option<(Scheduling, String)> {
        let words: Vec<ShellWord> = line.split(' ').map(ShellWord::of).collect();
        let mut found = Scheduling::default();
        let mut rest = words.as_slice();
        while let Some(tail) = read(rest, &mut found) {
            rest = tail;
        }
        let rest: Vec<&str> = rest.iter().filter_map(ShellWord::literal).collect();
        (found != Scheduling::default()).then(|| (found, rest.join(" ")))
    }

    #[test]
    fn written_commands_parse_back() {
        for line in [
            "ionice -c idle p",
            "ionice -c best-effort -n 7 chrt --batch 0 p -c x",
            "chrt --reset-on-fork --rr 9 taskset -c 0-3,6 p",
            "ionice -c realtime -n 0 chrt --fifo 50 taskset -c 1 p",
        ] {
            let (found, rest) = read_all(line).expect(line);
            let written: Vec<String> =
                words(&found).iter().filter_map(|word| Some(word.literal()?.to_owned())).collect();
            assert_eq!(format!("{} {rest}", written.join(" ")), line);
        }
    }

    #[test]
    fn other_spellings_are_accepted() {
        let io = |line| read_all(line).and_then(|(found, _)| found.io);
        assert_eq!(io("ionice -c3 p"), Some((IoClass::Idle, 0)));
        assert_eq!(io("ionice -c 2 -n7 p"), Some((IoClass::BestEffort, 7)));
        assert_eq!(io("ionice -n 1 p"), Some((IoClass::BestEffort, 1)));
        assert_eq!(io("ionice --class=idle p"), Some((IoClass::Idle, 0)));
        assert_eq!(io("ionice -c 3 -- p"), Some((IoClass::Idle, 0)));
        let turn = read_all("chrt -i 0 p").and_then(|(found, _)| found.cpu);
        assert_eq!(turn.map(|turn| turn.policy), Some(CpuPolicy::Idle));
    }

    #[test]
    fn other_commands_are_left_alone() {
        for line in [
            "chrt --fifo 5 -- p",
            "taskset -c 0 -- p",
            "ionice -p 1",
            "ionice p",
            "ionice -c 4 p",
            "chrt -p 1",
            "chrt --other 5 p",
            "taskset 3 p",
            "taskset -c 0-8:2 p",
            "taskset -c 3,1 p",
            "taskset -c +0 p",
            "taskset -c 0-9999999 p",
            "taskset -c 8192 p",
        ] {
            assert_eq!(read_all(line), None, "{line}");
        }
    }
}
