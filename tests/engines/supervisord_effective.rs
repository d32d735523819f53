//! Our prediction of what supervisord would run, compared with the result of its own parser for the same files: every field
//! of every process and group, and whether it accepts the files at all.

use std::sync::Mutex;

use serde_json::{Value, json};
use sysvisor::lint::{self, Options, is_refusal};
use sysvisor::source::{Memory, SourceFile, Sources};
use sysvisor::supervisord::Config;
use sysvisor::supervisord::effective::effective;

use super::oracle;
use super::supervisord_configs::{Made, Maker, environment};
use crate::grammar::Grammar;

/// The number of configurations that are generated.
const COUNT: u64 = 20_000;

/// Our result for a configuration: the rules that report a refusal, or programs and groups.
enum Ours {
    Refused(Vec<&'static str>),
    /// supervisord accepts it and inserts its whole environment somewhere: the resulting values are not known.
    Leaking,
    Taken(Value),
}

fn ours(made: &Made, directory: &str) -> Ours {
    let mut sources = Sources::new();
    let mut files = Memory::new();
    for (name, text) in &made.files {
        files = files.with(format!("{directory}/{name}"), text.as_bytes());
    }
    let (name, text) = &made.files[0];
    let main =
        sources.add(SourceFile::new(format!("{directory}/{name}"), text.clone().into_bytes()).unwrap());
    let config = Config::read(main, &mut sources, &files);
    let options = Options { environment: environment(), ..Options::default() };
    let findings = lint::check_supervisord(&config, &sources, &options);
    // Here all variables are known: a missing one is refused.
    let is_refused =
        |one: &&sysvisor::diagnostic::Diagnostic| is_refusal(one) || one.rule == "env-expansion-undefined";
    let refused: Vec<&str> = findings.iter().filter(is_refused).map(|one| one.rule).collect();
    if !refused.is_empty() {
        return Ours::Refused(refused);
    }
    if findings.iter().any(|one| one.rule == "expansion-bare-percent-s") {
        return Ours::Leaking;
    }
    Ours::Taken(serde_json::to_value(effective(&config, &sources, &options.environment)).unwrap())
}

/// Describes the first difference.
fn difference(ours: &Ours, theirs: &Value) -> Option<String> {
    match (ours, theirs["error"].as_str()) {
        (Ours::Refused(_), Some(_)) | (Ours::Leaking, _) => None,
        (Ours::Refused(rules), None) => Some(format!("supervisord takes it: {rules:?}")),
        (Ours::Taken(_), Some(message)) => Some(format!("no rule says: {message}")),
        (Ours::Taken(ours), None) => ["programs", "groups"].iter().find_map(|of| {
            let (ours, theirs) = (ours[of].as_array().unwrap(), theirs[of].as_array().unwrap());
            if ours.len() != theirs.len() {
                return Some(format!("{of}: {} here, {} there", ours.len(), theirs.len()));
            }
            let (ours, theirs) = ours.iter().zip(theirs).find(|(ours, theirs)| ours != theirs)?;
            let fields = theirs.as_object().unwrap().iter();
            let mut differing = fields.filter(|(name, value)| ours[name.as_str()] != **value);
            let (name, value) =
                differing.next().map_or(("other fields", &Value::Null), |(name, value)| (name, value));
            Some(format!("{of}, {}: {name} is {} here, {value} there", theirs["name"], ours[name]))
        }),
    }
}

#[test]
fn effective_settings_of_generated_configurations_agree_with_supervisord() {
    let grammar = Grammar::read("supervisord/values.abnf");
    let workers = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let differing = Mutex::new(Vec::new());
    let counts = Mutex::new([0; 3]);
    std::thread::scope(|scope| {
        for worker in 0..workers {
            let (grammar, differing, counts) = (&grammar, &differing, &counts);
            scope.spawn(move || {
                let directory = tempfile::tempdir().unwrap();
                let directory = directory.path().to_str().unwrap();
                let seeds = || (0..COUNT).skip(worker as usize).step_by(workers as usize);
                let maker = Maker::new(grammar);
                let requests = seeds().map(|seed| {
                    let made = maker.make(seed);
                    let files: serde_json::Map<String, Value> =
                        made.files.iter().map(|(name, text)| (name.clone(), json!(text))).collect();
                    let main = &made.files[0].0;
                    json!({"effective": files, "main": main, "folder": directory, "environment": environment()})
                });
                let again = Maker::new(grammar);
                let mut seeds = seeds();
                let answered = oracle::converse(requests, |theirs| {
                    let seed = seeds.next().unwrap();
                    let made = again.make(seed);
                    let ours = ours(&made, directory);
                    counts.lock().unwrap()[match &ours {
                        Ours::Refused(_) => 0,
                        Ours::Leaking => 1,
                        Ours::Taken(_) => 2,
                    }] += 1;
                    if let Some(difference) = difference(&ours, &theirs) {
                        differing.lock().unwrap().push((seed, difference, made));
                    }
                });
                if answered.is_some() {
                    assert_eq!(seeds.next(), None, "answers are missing");
                }
            });
        }
    });
    let mut differing = differing.into_inner().unwrap();
    differing.sort_by_key(|(seed, _, _)| *seed);
    let [refused, leaking, accepted] = counts.into_inner().unwrap();
    if refused + leaking + accepted == 0 {
        return;
    }
    assert!(
        refused > COUNT / 10 && accepted > COUNT / 3,
        "unbalanced inputs: {refused} refused, {accepted} accepted"
    );
    for (seed, difference, made) in differing.iter().take(20) {
        eprintln!("seed {seed}: {difference}");
        for (name, text) in &made.files {
            eprintln!("--- {name}\n{text}");
        }
    }
    assert!(differing.is_empty(), "{} of {COUNT} differ", differing.len());
}
