//! Corresponding commands, each with all its verbs: `systemctl start|stop web.service`. In a large deployment, commands
//! that differ only in the name of the service are merged, with the names listed below.

use crate::fidelity::{Operation, Report, Shape, Task, Varying};
use crate::source::Map;

/// Corresponding commands, as shown.
pub(super) struct Shown {
    pub(super) from: String,
    pub(super) to: String,
    /// The values of `NAME`.
    pub(super) names: Option<String>,
}

/// Up to this many services have lines of their own.
const FEW: usize = 5;

/// The placeholder for the name of a service.
const NAME: &str = "NAME";

/// The operations of a report.
pub(super) fn shown(report: &Report<'_>) -> Vec<Shown> {
    // A single command does it for all services.
    let is_for_all = report.operate.iter().any(|one| one.task == Task::AllAtBoot);
    let told = report.operate.iter().filter(|one| !(is_for_all && one.task == Task::AtBoot));
    let are_many = report.operate.iter().filter(|one| one.task.is_start()).count() > FEW;
    by_shape(told, |one| are_many || is_alike_on_one_side(one))
}

/// Whether the command of one side is the same for all services, such as the log of a container.
fn is_alike_on_one_side(operation: &Operation) -> bool {
    [&operation.from, &operation.to].iter().any(|command| command.varying().is_none())
}

fn alone(operation: &Operation) -> Shown {
    Shown { from: operation.from.joined(), to: operation.to.joined(), names: None }
}

/// Merges operations that differ only in a name, if `are_together` allows it.
fn by_shape<'o>(
    operations: impl Iterator<Item = &'o Operation>,
    are_together: impl Fn(&Operation) -> bool,
) -> Vec<Shown> {
    let mut lines: Vec<(&Operation, Vec<&str>)> = Vec::new();
    let mut known: Map<[Shape<'_>; 2], usize> = Map::new();
    for operation in operations {
        let new = lines.len();
        let name = operation.name().filter(|_| are_together(operation));
        let at = match name {
            Some(_) => *known.get_or_insert_with([operation.from.shape(), operation.to.shape()], || new),
            None => new,
        };
        match lines.get_mut(at) {
            Some((_, names)) => names.extend(name),
            None => lines.push((operation, Vec::from_iter(name))),
        }
    }
    let line = |(operation, names): (&Operation, Vec<&str>)| match names.as_slice() {
        [] | [_] => alone(operation),
        names => of_several(operation, names),
    };
    lines.into_iter().map(line).collect()
}

fn of_several(operation: &Operation, names: &[&str]) -> Shown {
    let blank = |varying| match varying {
        Varying::Name => NAME,
        Varying::File => "FILE",
    };
    let commands = [&operation.from, &operation.to];
    let [from, to] = commands.map(|command| command.shape().with(blank));
    let has_file = commands.iter().any(|command| command.varying() == Some(Varying::File));
    let file = if has_file { "; FILE: what its unit appends to" } else { "" };
    Shown { from, to, names: Some(format!("{NAME}: {}{file}", names.join(", "))) }
}
