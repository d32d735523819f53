//! How the steps of a script are joined.

use crate::supervisord::launch::ShellWord;
use crate::supervisord::launch::shell::{SimpleCommand, next_command, read_trap};

/// The operator that joins a command to the next, the commands after it, and whether the script exits if the command
/// fails, with `|| exit;`, whatever the next command is. The work before the `trap` of a shell that stays is excepted:
/// its `|| exit;` tests for success.
pub(super) fn read_operator<'c>(
    operator: Option<&'static str>,
    tail: &'c [SimpleCommand],
) -> (Option<&'static str>, &'c [SimpleCommand], bool) {
    let (exit, semicolon, after) = next_command(tail);
    let is_exit = exit == [ShellWord::of("exit")] && semicolon == Some(";");
    match operator {
        Some("||") if is_exit && read_trap(after).is_none() => (Some("&&"), after, true),
        _ => (operator, tail, false),
    }
}

/// Whether an earlier failure is passed on past this command: a group whose own failure is ignored, or a command that
/// makes the script exit if anything failed.
pub(super) fn passes_failure_on(
    words: &[ShellWord],
    operator: Option<&'static str>,
    tail: &[SimpleCommand],
) -> bool {
    let is_group = words.first().and_then(ShellWord::literal) == Some("{");
    operator == Some("||") && (is_group || next_command(tail).0 == [ShellWord::of("exit")])
}

/// Whether the next command is `exit 0;`.
pub(super) fn is_exit_0(commands: &[SimpleCommand]) -> bool {
    let (words, operator, _) = next_command(commands);
    words == ["exit", "0"].map(ShellWord::of) && operator == Some(";")
}
