//! The work of a oneshot. `ExecStartPost=` follows its `ExecStart=` like one of its commands follows another, and so
//! does `ExecStop=` if the service does not remain after exit (`service_enter_start_post()`, `service_enter_running()`,
//! `src/core/service.c`): each command waits for the end of the previous one, and none runs once one has failed.

use std::mem::take;

use super::read::{ExecEntry, List, ReadSettings};
use super::service::{has_permissions_start_only, service_type};
use super::stop_command;
use crate::ir::{Command, PartRef, Rights, Text};
use crate::systemd::directives::Name;
use crate::systemd::kinds::enums::ServiceType;

/// Makes the commands that follow those of a oneshot part of its work.
pub(super) fn merge_commands(read: &mut ReadSettings<'_>) {
    let is_job = service_type(read) == ServiceType::Oneshot && !read.exec_start.values.is_empty();
    // These run whatever happened to all others (`service_enter_stop_post()`).
    read.exec_stop_post.values.retain(|start| !stop_command::does_nothing(&start.command.argv));
    // Those of a daemon are for the mapping table to explain: nothing else could run them.
    read.models_exec_stop_post = is_job && !read.exec_stop_post.values.iter().any(uses_exit_variables);
    if read.models_exec_stop_post {
        read.mark_modelled(Name::ExecStopPost);
    } else if is_job {
        read.exec_stop_post = List::default();
    }
    if !is_job {
        return;
    }
    // These lists apply to `ExecStart=` only, and in the model to the last command.
    let lists = [&read.success_exit_status, &read.restart_prevent, &read.restart_force];
    let is_judged_alone = lists.iter().any(|list| !list.values.is_empty());
    if !is_judged_alone && !has_permissions_start_only(read) {
        let mut after = take(&mut read.exec_start_post.values);
        read.mark_modelled(Name::ExecStartPost);
        if read.remain_after_exit.value != Some(true) {
            after.append(&mut read.exec_stop.values);
        }
        after.retain(|start| !stop_command::does_nothing(&start.command.argv));
        after.iter().for_each(|start| read.exec_start.from.add(start.from));
        read.exec_start.values.append(&mut after);
    }
    append_plain_command(read);
}

/// Whether a command uses the variables that tell how the service ended, which only systemd sets (systemd.exec(5)).
fn uses_exit_variables(start: &ExecEntry<'_>) -> bool {
    let is_exit_variable =
        |part| matches!(part, PartRef::Variable("SERVICE_RESULT" | "EXIT_CODE" | "EXIT_STATUS", _));
    start.command.argv.iter().any(|word| word.parts().any(is_exit_variable))
}

/// Appends a command that never fails if the last command may fail and an earlier one may not: then the earlier one
/// decides whether the service succeeds. Likewise if the last command keeps the rights of the manager and an earlier
/// one does not, as the rights of the last are those of the service.
fn append_plain_command(read: &mut ReadSettings<'_>) {
    let Some((last, earlier)) = read.exec_start.values.split_last() else { return };
    let before = || read.exec_condition.values.iter().chain(&read.exec_start_pre.values).chain(earlier);
    let is_forgiven = last.ignores_failure && !before().all(|start| start.ignores_failure);
    let is_managers =
        last.rights.runs_as_manager_user() && before().any(|start| start.rights == Rights::Programs);
    if !is_forgiven && !is_managers {
        return;
    }
    let command = Command { argv: vec![Text::fixed("/bin/true")], argv0: None };
    let from = last.from;
    read.exec_start.values.push(ExecEntry {
        command,
        ignores_failure: false,
        rights: Rights::Programs,
        from,
    });
}
