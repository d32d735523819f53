//! Commands that correspond, with those that differ in one word on one line: `systemctl start|stop web.service`. Of a fleet those
//! that differ in the service's name are one line as well, and the names stand below it.

use crate::fidelity::{ALL_AT_BOOT, Operation, Report};
use crate::source::Map;

/// Commands that correspond, as a reader sees them.
pub(super) struct Shown {
    pub(super) from: String,
    pub(super) to: String,
    /// What `NAME` stands for.
    pub(super) names: Option<String>,
}

/// Of so many services each has lines of its own.
const FEW: usize = 5;

/// What stands for the name of a service, and for the file that its output goes to.
const NAME: &str = "NAME";
const FILE: &str = "FILE";

/// The operations of a report.
pub(super) fn shown(report: &Report<'_>) -> Vec<Shown> {
    // One command does it for all services at once.
    let is_for_all = report.operate.iter().any(|one| one.task == ALL_AT_BOOT);
    let is_told = |one: &&Operation| !(is_for_all && one.task.ends_with(" at boot"));
    let operations: Vec<Operation> = report.operate.iter().filter(is_told).cloned().collect();
    let operations = folded(&operations);
    if report.operate.iter().filter(|one| one.task.starts_with("start ")).count() > FEW {
        return by_shape(operations);
    }
    let alone = |one: Operation| Shown { from: one.from, to: one.to, names: None };
    operations.into_iter().map(alone).collect()
}

/// Those that differ in nothing but a name as one.
fn by_shape(operations: Vec<Operation>) -> Vec<Shown> {
    let mut shapes: Vec<(Operation, Option<Shape>, Vec<String>)> = Vec::new();
    let mut known: Map<(String, String), usize> = Map::new();
    for operation in operations {
        let shape = Shape::of(&operation);
        let new = shapes.len();
        let at = match &shape {
            Some(shape) => *known.get_or_insert_with((shape.from.clone(), shape.to.clone()), || new),
            None => new,
        };
        let name = shape.as_ref().map(|shape| shape.name.clone());
        match shapes.get_mut(at) {
            Some((_, _, names)) => names.extend(name),
            None => shapes.push((operation, shape, Vec::from_iter(name))),
        }
    }
    let show = |(operation, shape, names): (Operation, Option<Shape>, Vec<String>)| match shape {
        Some(shape) if names.len() > 1 => {
            let file = if shape.to.ends_with(FILE) { "; FILE: what its unit appends to" } else { "" };
            Shown {
                from: shape.from,
                to: shape.to,
                names: Some(format!("{NAME}: {}{file}", names.join(", "))),
            }
        }
        _ => Shown { from: operation.from, to: operation.to, names: None },
    };
    shapes.into_iter().map(show).collect()
}

/// Commands without the name of the service that they are about.
struct Shape {
    from: String,
    to: String,
    name: String,
}

impl Shape {
    fn of(operation: &Operation) -> Option<Self> {
        let (from, to) = (&operation.from, &operation.to);
        let is_unit = |word: &&str| word.ends_with(".service") || word.ends_with(".target");
        let last = |command: &str| command.rsplit(' ').next().map(str::to_owned);
        // The unit tells it; what is written to a file has none.
        let units: Vec<&str> = from.split(' ').chain(to.split(' ')).filter(is_unit).collect();
        let name = match units.as_slice() {
            [unit] => unit.rsplit_once('.')?.0.to_owned(),
            [] if to.starts_with("tail -f /") => last(from.trim_end_matches(" stderr"))?,
            _ => return None,
        };
        let all = format!("'{name}:*'");
        let blank = |command: &str| {
            let words = command.split(' ').map(|word| match word {
                _ if word.starts_with('/') => FILE.to_owned(),
                _ if word == name => NAME.to_owned(),
                _ if word == all => format!("'{NAME}:*'"),
                _ => match word.strip_prefix(name.as_str()) {
                    Some(ending @ (".service" | ".target")) => format!("{NAME}{ending}"),
                    _ => match word.strip_suffix(name.as_str()) {
                        Some(group) if group.ends_with(':') => format!("{group}{NAME}"),
                        _ => word.to_owned(),
                    },
                },
            });
            words.collect::<Vec<_>>().join(" ")
        };
        let (shape_from, shape_to) = (blank(from), blank(to));
        let is_named = |command: &str| command.contains(NAME);
        // Where both have a name of their own, and not the same, each pair is told.
        let is_plain = |command: &str| !command.contains("ctl ") || is_named(command);
        (is_plain(&shape_from) && is_plain(&shape_to)).then_some(Self {
            from: shape_from,
            to: shape_to,
            name,
        })
    }
}

/// The operations, neighbours that differ in one word only as one.
fn folded(operations: &[Operation]) -> Vec<Operation> {
    let mut folded: Vec<Operation> = Vec::new();
    for operation in operations {
        match folded.last().and_then(|last| joined(last, operation)) {
            Some(one) => folded.splice(folded.len() - 1.., [one]).for_each(drop),
            None => folded.push(operation.clone()),
        }
    }
    folded
}

/// Both as one; none where more than a word differs.
fn joined(several: &Operation, other: &Operation) -> Option<Operation> {
    let (from, to) = (with_word(&several.from, &other.from)?, with_word(&several.to, &other.to)?);
    // What is done begins with the word that differs.
    let verb = other.task.split(' ').next()?;
    let (verbs, rest) = several.task.split_once(' ')?;
    Some(Operation { task: format!("{verbs}|{verb} {rest}"), from, to })
}

/// `several` with the word of `other` added where they differ; none where they differ in more than one word, or in none.
/// That word is the second, the verb behind the program, and behind the option that says whose manager is asked.
fn with_word(several: &str, other: &str) -> Option<String> {
    const TO_A_USERS: &str = "systemctl --user";
    let (program, rest) = match several.strip_prefix(TO_A_USERS) {
        Some(rest) => (TO_A_USERS, rest.strip_prefix(' ')?),
        None => several.split_once(' ')?,
    };
    let (verbs, object) = rest.split_once(' ')?;
    let (verb, _) = other.strip_prefix(program)?.strip_prefix(' ')?.split_once(' ')?;
    (other == format!("{program} {verb} {object}")).then(|| format!("{program} {verbs}|{verb} {object}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn operation([task, from, to]: [&str; 3]) -> Operation {
        Operation { task: task.to_owned(), from: from.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn verbs_of_one_service_share_a_line() {
        let operations = [
            ["start web", "supervisorctl start web", "systemctl start web.service"],
            ["stop web", "supervisorctl stop web", "systemctl stop web.service"],
            ["logs of web", "supervisorctl tail -f web", "journalctl -f -u web.service"],
            ["start db", "supervisorctl start db", "systemctl start db.service"],
            ["status of all of db", "supervisorctl status db", "systemctl list-dependencies db.service"],
            ["start me", "supervisorctl start me", "systemctl --user start me.service"],
            ["stop me", "supervisorctl stop me", "systemctl --user stop me.service"],
        ];
        assert_eq!(
            folded(&operations.map(operation)),
            [
                ["start|stop web", "supervisorctl start|stop web", "systemctl start|stop web.service"],
                ["logs of web", "supervisorctl tail -f web", "journalctl -f -u web.service"],
                [
                    "start|status db",
                    "supervisorctl start|status db",
                    "systemctl start|list-dependencies db.service"
                ],
                ["start|stop me", "supervisorctl start|stop me", "systemctl --user start|stop me.service"],
            ]
            .map(operation)
        );
    }
}
