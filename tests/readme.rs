//! The README shows the actual output of the program.
#![expect(clippy::disallowed_methods, reason = "tests read files and panic on failure")]

use crate::program::{root, run};

/// The mark for omitted output in the README.
const ELLIPSIS: &str = "[…]\n";

#[test]
fn transcripts_in_the_readme_match_the_output() {
    let readme = std::fs::read_to_string(root().join("README.md")).unwrap();
    let blocks = readme.split("```console\n").skip(1).map(|rest| rest.split("```").next().unwrap());
    let mut runs = 0;
    for transcript in blocks.flat_map(|block| block.split("$ sysvisor ").skip(1)) {
        let (command, expected) = transcript.split_once('\n').unwrap();
        let args: Vec<&str> = command.split(' ').collect();
        let run = run(&root(), &args);
        let printed = run.out + &run.err;
        match expected.split_once(ELLIPSIS) {
            None => assert_eq!(printed, expected, "sysvisor {command}"),
            Some((start, end)) => {
                assert_eq!(printed.get(..start.len()), Some(start), "sysvisor {command}");
                assert!(printed.ends_with(end), "sysvisor {command}: {end}");
            }
        }
        runs += 1;
    }
    assert!(runs > 0, "the README has no transcript");
}
