//! The work of a oneshot. `ExecStartPost=` follows its `ExecStart=` like one of its commands follows another, and so
//! does `ExecStop=` if the service does not remain after exit (`service_enter_start_post()`, `service_enter_running()`,
//! `src/core/service.c`): each command waits for the end of the previous one, and none runs once one has failed.

use std::mem::take;

use super::read::{List, Read, Start};
use super::service::{is_only_start_the_users, service_type};
use super::stop_command;
use crate::ir::{Command, PartRef, Rights, Text};
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

/// Makes the commands that follow those of a oneshot part of its work.
pub(super) fn join(read: &mut Read<'_>) {
    let is_job = service_type(read) == ServiceType::Oneshot && !read.starts.values.is_empty();
    // These run whatever happened to all others (`service_enter_stop_post()`).
    read.cleanups.values.retain(|start| !stop_command::does_nothing(&start.command.argv));
    // Those of a daemon are for the mapping table to explain: nothing else could run them.
    read.holds_cleanups = is_job && !read.cleanups.values.iter().any(asks_how_it_ended);
    if read.holds_cleanups {
        read.hold(Name::ExecStopPost);
    } else if is_job {
        read.cleanups = List::default();
    }
    if !is_job {
        return;
    }
    // These lists apply to `ExecStart=` only, and in the model to the last command.
    let lists = [&read.success, &read.prevent, &read.force];
    let is_judged_alone = lists.iter().any(|list| !list.values.is_empty());
    if !is_judged_alone && !is_only_start_the_users(read) {
        let mut after = take(&mut read.follow.values);
        read.hold(Name::ExecStartPost);
        if read.remain.value != Some(true) {
            after.append(&mut read.stops.values);
        }
        after.retain(|start| !stop_command::does_nothing(&start.command.argv));
        after.iter().for_each(|start| read.starts.from.add(start.from));
        read.starts.values.append(&mut after);
    }
    end_plainly(read);
}

/// Whether a command uses the variables that tell how the service ended, which only systemd sets (systemd.exec(5)).
fn asks_how_it_ended(start: &Start<'_>) -> bool {
    let is_told = |part| matches!(part, PartRef::Variable("SERVICE_RESULT" | "EXIT_CODE" | "EXIT_STATUS", _));
    start.command.argv.iter().any(|word| word.parts().any(is_told))
}

/// Appends a command that never fails if the last command may fail and an earlier one may not: then the earlier one
/// decides whether the service succeeds. Likewise if the last command keeps the rights of the manager and an earlier
/// one does not, as the rights of the last are those of the service.
fn end_plainly(read: &mut Read<'_>) {
    let Some((last, earlier)) = read.starts.values.split_last() else { return };
    let before = || read.deciding.values.iter().chain(&read.preparations.values).chain(earlier);
    let is_forgiven = last.ignores_failure && !before().all(|start| start.ignores_failure);
    let is_managers = last.rights.is_managers() && before().any(|start| start.rights == Rights::Programs);
    if !is_forgiven && !is_managers {
        return;
    }
    let command = Command { argv: vec![Text::fixed("/bin/true")], own_name: None };
    let from = last.from;
    read.starts.values.push(Start { command, ignores_failure: false, rights: Rights::Programs, from });
}
