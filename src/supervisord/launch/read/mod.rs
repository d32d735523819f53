//! From a command that ends in the program back to what each part of it does.

mod apply;
mod chain;
mod fits;
mod found;
mod marks;
mod script;

use std::borrow::Cow;

use self::apply::apply;
use self::chain::chain;
use self::fits::has_variable;
pub(in crate::supervisord) use self::fits::{is_folder_of_a_unit, is_of_a_unit};
use self::found::Found;
use self::marks::Marks;
pub(super) use self::script::{command, trapped};
use self::script::{steps, wait};
use super::{ShellWord, shell, stays};
use crate::ir::{Service, Text};

/// The programs that start another in their place.
const LEADS_ON: [&str; 9] =
    ["prlimit", "choom", "nice", "ionice", "chrt", "taskset", "setpriv", "env", "bash"];

/// Whether a program may start another in its place.
pub(super) fn leads_on(program: &str) -> bool {
    program == "/bin/sh" || LEADS_ON.contains(&program)
}

/// Who wrote a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::supervisord) enum Author {
    /// A person, who may say in the same words what no unit can.
    Person,
    /// [`super::Launch`], for a unit.
    Emitter,
}

/// Puts what the command of a service does before the program into the service's other leaves. A command that does nothing
/// of the kind stays as it is. Whether the program is started by another than supervisord.
pub(in crate::supervisord) fn see_through(service: &mut Service<'_>, author: Author) -> bool {
    let argv = &service.command.value.argv;
    if !argv.first().and_then(Text::as_str).is_some_and(leads_on) {
        return false;
    }
    // Variables of a shell are the program's environment: what is in it is known where files of them are named.
    if let Some(found) = read(argv)
        && !found.argv.is_empty()
        && (!found.files.is_empty() || !found.texts().any(has_variable))
        && found.fits(service, author)
    {
        apply(found, service);
        return true;
    }
    false
}

fn read(argv: &[Text<'_>]) -> Option<Found> {
    let mut marks = Marks::default();
    let words: Vec<String> = argv.iter().map(|word| marks.mark(word)).collect::<Option<_>>()?;
    if let [around @ .., shell, option, script] = words.as_slice()
        && shell == "/bin/sh"
        && option == "-c"
    {
        let found = of_script(around, script, &marks);
        // Of a script that nobody here writes, what stands around it is known all the same.
        if found.is_some() || around.is_empty() {
            return found;
        }
    }
    let words: Vec<ShellWord> = words.iter().map(|word| ShellWord::of(word)).collect();
    let mut found = Found::default();
    chain(&words, &marks, &mut found)?;
    found.behind = Some(words.len() - found.argv.len());
    Some(found)
}

/// What a script of the shell does, and what stands around the shell.
fn of_script(around: &[String], script: &str, marks: &Marks) -> Option<Found> {
    let (script, stays) = match stays::before_the_wait(script) {
        Some((before, after)) => (before, Some(after)),
        None => (Cow::Borrowed(script), None),
    };
    let mut found = Found::default();
    let commands = shell::commands(&script)?;
    match wait(&commands, marks) {
        Some((wait, behind)) => {
            steps(behind, stays, marks, &mut found)?;
            found.preparations.insert(0, wait);
            found.asks_behind_a_wait = true;
        }
        None => steps(&commands, stays, marks, &mut found)?,
    }
    let around: Vec<ShellWord> = around.iter().map(|word| ShellWord::of(word)).collect();
    found.joined(chain::around(&around, marks)?)
}
