use super::*;
use crate::systemd::directives::{Section, lookup};

/// What is refused of a value, as 252 reads it.
fn refused(section: Section, name: &str, text: &str) -> Vec<Refused> {
    let row = lookup(section, name.as_bytes()).unwrap();
    let mut found = Vec::new();
    check(row, text, Release(252), &mut |refused| found.push(refused));
    found
}
