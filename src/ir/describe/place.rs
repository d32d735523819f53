//! Describes what starts a service, and its relation to other services.

use super::joined;
use crate::ir::{Instances, Start, Trigger};

pub(super) fn start(start: Start) -> String {
    match start {
        Start::AtBoot => "started with the manager",
        Start::BySocket => "started on the first connection to its socket",
        Start::ByHand => "started by hand",
    }
    .to_owned()
}

pub(super) fn timer(triggers: &[Trigger]) -> String {
    let trigger = |one: &Trigger| match one {
        Trigger::Calendar { times, crontab: _ } => format!("at {times}"),
        Trigger::Once(pause) => format!("{pause} after boot"),
        Trigger::Again(pause) => format!("{pause} after its last run"),
    };
    match joined(triggers, trigger, ", ") {
        None => "no timer starts it".to_owned(),
        Some(triggers) => format!("a timer starts it {triggers}"),
    }
}

pub(super) fn instances(instances: &Instances) -> String {
    match instances {
        Instances::One => "one process".to_owned(),
        Instances::Each(list) => match joined(list, |one| one.text.clone(), ", ") {
            None => "no instance".to_owned(),
            Some(texts) => format!("one process for each of {texts}"),
        },
    }
}

/// `groups`: the names of the groups that it is a member of.
pub(super) fn membership(groups: &[String]) -> String {
    if groups.is_empty() { "in no group".to_owned() } else { format!("in {}", groups.join(", ")) }
}
