//! Commands that correspond, with those that differ in one word on one line: `systemctl start|stop web.service`.

use crate::fidelity::Operation;

/// The operations, neighbours that differ in one word only as one.
pub(super) fn folded(operations: &[Operation]) -> Vec<Operation> {
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
