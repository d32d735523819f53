//! Runs a case under both managers, and compares the observations with the report of the translation.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::thread::sleep;
use std::time::{Duration, Instant};

use sysvisor::fidelity::equivalent;
use sysvisor::ir::{Deployment, Instances, Leaf};

use super::case::Case;
use super::leaves::{self, Fact};
use super::machine::Machine;
use super::managers::{Manager, Managers};
use super::seen::{self, Seen};
use super::translated::{self, Translated};

/// Runs the cases in parallel, and lists all failures.
pub(super) fn run_all<'c>(machine: &Machine, cases: impl IntoIterator<Item = &'c Case>) {
    let everything = runs_slow_cases();
    let chosen: Vec<&Case> = cases.into_iter().filter(|case| everything || !case.slow).collect();
    let next = std::sync::atomic::AtomicUsize::new(0);
    let wrong = std::sync::Mutex::new(Vec::new());
    // They mostly wait: several at a time take no longer than the longest.
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                while let Some(case) = chosen.get(next.fetch_add(1, std::sync::atomic::Ordering::Relaxed)) {
                    if let Err(message) = run(machine, case) {
                        wrong.lock().unwrap().push((*case, message));
                    }
                }
            });
        }
    });
    let mut wrong = wrong.into_inner().unwrap();
    // On a busy machine a manager may be a second late, and a program that has ended then counts as one that had started. A
    // real failure is repeated in a new box, where nothing else runs.
    for _ in 0..2 {
        if wrong.is_empty() {
            break;
        }
        let Some(machine) = super::machine::start(&[]) else { break };
        let mut again = Vec::new();
        for (case, _) in wrong {
            again.extend(run(&machine, case).err().map(|message| (case, message)));
        }
        wrong = again;
    }
    let messages: Vec<String> = wrong.into_iter().map(|(_, message)| message).collect();
    assert!(messages.is_empty(), "{}", messages.join("\n\n"));
}

/// Whether slow cases should run, too.
pub(super) fn runs_slow_cases() -> bool {
    std::env::var_os("SYSVISOR_LIVE").is_some_and(|value| value == "all")
}

fn run(machine: &Machine, case: &Case) -> Result<(), String> {
    let (sides, translation) = translated::with(case, |translated| {
        let sides = std::thread::scope(|scope| {
            [true, false]
                .map(|original| scope.spawn(move || one_side(machine, case, translated, original)))
                .map(|side| side.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
        });
        (judge(case, translated, &sides), translated.show())
    });
    if sides.is_empty() {
        return Ok(());
    }
    Err(format!("{} ({}):\n{sides}\n{}\n{translation}", case.name, case.lessons, case.text))
}

/// Runs one side from start to end.
fn one_side(machine: &Machine, case: &Case, translated: &Translated<'_>, original: bool) -> Seen {
    let manager = translated.manager(original);
    let directory = machine.share.join(match manager {
        Manager::Supervisord => "supervisord",
        Manager::Systemd => "systemd",
    });
    for (name, text) in case.old {
        std::fs::write(directory.join("logs").join(name), text).unwrap();
    }
    let mut managers = Managers::start(machine, case, translated, manager);
    let names = translated.probes();
    let lives = |pid| machine.lives(pid);
    // Waits for every probe that both managers start automatically, as long as a manager may need.
    let deadline = Instant::now() + Duration::from_secs(5);
    let expected = translated.started();
    while Instant::now() < deadline {
        let runs = seen::runs(&directory, &names, lives);
        if expected.iter().all(|name| runs.contains_key(name)) {
            break;
        }
        sleep(Duration::from_millis(20));
    }
    // Until it has printed its output.
    sleep(Duration::from_millis(200));
    let mut steps = vec![managers.step(None)];
    for act in case.acts {
        managers.act(*act, &directory);
        steps.push(managers.step(Some(*act)));
    }
    let seen = Seen {
        runs: seen::runs(&directory, &names, lives),
        steps,
        ends: managers.ends(),
        files: seen::files(&directory.join("logs"), case.name),
        journal: managers.journal(),
        sockets: seen::sockets(&directory, case.name),
        queues: managers.queues(case.same.contains(&Leaf::ListensBacklog)),
        names: managers.names(),
    };
    managers.end(&directory);
    seen
}

/// What is wrong, one line each; empty if everything is as reported.
fn judge(case: &Case, translated: &Translated<'_>, sides: &[Seen; 2]) -> String {
    let [a, b] = sides;
    let mut wrong = String::new();
    // A drawn case may become something that waits for manual work, which shows nothing.
    if !case.together.is_empty() && !translated.reports_kept(Leaf::Start) {
        return wrong;
    }
    let names = [a, b].map(|seen| seen.runs.keys().collect::<Vec<_>>());
    let both_ran = names[0] == names[1];
    if !both_ran && !case.differs.contains(&Leaf::CommandLookup) {
        writeln!(wrong, "different programs ran: {:?} and {:?}", names[0], names[1]).unwrap();
    }
    let facts = [a, b].map(|seen| leaves::never_differing(seen, case.shell_leads));
    if both_ran && !Fact::alike(&facts[0], &facts[1]) {
        writeln!(
            wrong,
            "facts that no setting decides differ: {}\n{}",
            Fact::show(&facts[0]),
            Fact::show(&facts[1])
        )
        .unwrap();
    }
    for leaf in Leaf::ALL.iter().copied() {
        let expects_kept = case.same.contains(&leaf);
        let expects_difference = case.differs.contains(&leaf);
        let expects_alike = case.alike.contains(&leaf);
        let is_expected = expects_kept || expects_difference || expects_alike;
        let is_visible = both_ran && leaves::is_always_seen(leaf);
        if !(is_expected || is_visible) {
            continue;
        }
        let facts = [a, b].map(|seen| leaves::observe(leaf, translated, seen));
        let seen_same = Fact::alike(&facts[0], &facts[1]);
        let reported_kept = translated.reports_kept(leaf);
        let observed =
            format!("  original:    {}\n  translation: {}", Fact::show(&facts[0]), Fact::show(&facts[1]));
        let mut note = |what: &str| writeln!(wrong, "{}: {what}\n{observed}", leaf.name()).unwrap();
        match (reported_kept, seen_same) {
            (true, false) => note("reported as kept, but it differs"),
            (false, true) if expects_difference => note("reported as different, but no difference was seen"),
            (true, true) if expects_difference => note("the case expects a difference"),
            (false, false) if expects_alike => note("the case expects equal observations"),
            (true, _) if expects_alike => note("the case expects the report to state a difference"),
            (false, _) if expects_kept => note("the case expects it to be kept, but the report does not"),
            (true, true) | (false, _) => {}
        }
        if is_expected && facts.iter().all(Vec::is_empty) {
            note("nothing was observed");
        }
    }
    for leaves in
        case.together.iter().filter(|leaves| leaves.iter().all(|leaf| translated.reports_kept(*leaf)))
    {
        for leaf in *leaves {
            let facts = [a, b].map(|seen| leaves::observe(*leaf, translated, seen));
            if !Fact::alike(&facts[0], &facts[1]) {
                let name = leaf.name();
                let [original, translation] = facts.map(|facts| Fact::show(&facts));
                writeln!(wrong, "{name}: reported as kept, but it differs\n  original:    {original}\n  translation: {translation}").unwrap();
            }
        }
    }
    wrong
}

/// Whether a leaf is the same in all services, according to the comparison of the translation.
pub(super) fn same(
    leaf: Leaf,
    original: &Deployment<'_>,
    result: &Deployment<'_>,
    names: &[Vec<String>],
) -> bool {
    let by_name: BTreeMap<&str, usize> =
        result.services.iter().enumerate().map(|(at, service)| (service.name.as_str(), at)).collect();
    original.services.iter().zip(names).all(|(service, names)| {
        names.iter().enumerate().all(|(at, name)| {
            let Some(other) = by_name.get(name.as_str()).map(|at| &result.services[*at]) else {
                return false;
            };
            if names.len() > 1 && leaf == Leaf::Instances {
                return true;
            }
            // One of several instances, or the only one, which corresponds to a service without instances.
            let is_one = other.instances.value == Instances::One;
            let one = is_one.then(|| service.for_instance(at));
            equivalent::same(leaf, one.as_ref().unwrap_or(service), other)
        })
    })
}
