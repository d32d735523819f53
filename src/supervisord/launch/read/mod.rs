//! Parses a command that ends in the program back into what each part of it does.
//!
//! Each file uses only those before it: [`placeholders`] (texts as words), [`found`] (what was found), [`chain`] (programs
//! that execute each other), [`operators`], [`side_commands`] and [`directories`] (steps of a script), [`script`] (all
//! steps), [`fits`] (whether a unit can express what was found), [`mod@apply`] (the leaves of the service).

mod apply;
mod chain;
mod directories;
mod fits;
mod found;
mod operators;
mod placeholders;
mod script;
mod side_commands;

use std::borrow::Cow;

use self::apply::apply;
use self::chain::{read_chain, read_shell_wrappers};
pub(in crate::supervisord) use self::fits::{Author, is_valid_directory_name, is_valid_unit_path};
use self::found::{Found, has_variable};
use self::placeholders::Placeholders;
use self::script::{read_steps, read_wait};
use super::{ShellWord, shell, staying_shell};
use crate::ir::{Service, Text};

/// The programs that may execute another in their place, except the shell.
const WRAPPERS: [&str; 9] =
    ["prlimit", "choom", "nice", "ionice", "chrt", "taskset", "setpriv", "env", "bash"];

/// Whether a program may execute another in its place.
pub(super) fn is_wrapper(program: &str) -> bool {
    program == "/bin/sh" || WRAPPERS.contains(&program)
}

/// Moves what the command of a service does before the program into the other leaves of the service. Returns whether
/// there was anything to move; otherwise the command is unchanged.
pub(in crate::supervisord) fn unwrap_command(service: &mut Service<'_>, author: Author) -> bool {
    let argv = &service.command.value.argv;
    if !argv.first().and_then(Text::as_str).is_some_and(is_wrapper) {
        return false;
    }
    // A variable in the script may come from the program's environment; its value is known only if the environment
    // files are.
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
    let mut placeholders = Placeholders::default();
    let words: Vec<String> = argv.iter().map(|word| placeholders.encode(word)).collect::<Option<_>>()?;
    if let [wrappers @ .., shell, option, script] = words.as_slice()
        && shell == "/bin/sh"
        && option == "-c"
    {
        let found = read_script(wrappers, script, &placeholders);
        // Even if the script is unknown, the wrappers around the shell may be known.
        if found.is_some() || wrappers.is_empty() {
            return found;
        }
    }
    let words: Vec<ShellWord> = words.iter().map(|word| ShellWord::of(word)).collect();
    let mut found = Found::default();
    read_chain(&words, &placeholders, &mut found)?;
    found.program_index = Some(words.len() - found.argv.len());
    Some(found)
}

/// Parses a shell script and the wrappers around the shell.
fn read_script(wrappers: &[String], script: &str, placeholders: &Placeholders) -> Option<Found> {
    let (script, stays_after) = match staying_shell::strip_wait(script) {
        Some((before, after)) => (before, Some(after)),
        None => (Cow::Borrowed(script), None),
    };
    let mut found = Found::default();
    let commands = shell::commands(&script)?;
    match read_wait(&commands, placeholders) {
        Some((wait, tail)) => {
            read_steps(tail, stays_after, placeholders, &mut found)?;
            found.preparations.insert(0, wait);
            found.waits_before_conditions = true;
        }
        None => read_steps(&commands, stays_after, placeholders, &mut found)?,
    }
    let wrappers: Vec<ShellWord> = wrappers.iter().map(|word| ShellWord::of(word)).collect();
    found.merge_wrappers(read_shell_wrappers(&wrappers, placeholders)?)
}
