//! What to report about a setting that decides nothing in the model, or that asks for more than its leaves hold.

use super::table::MappingRow;
use super::undecided::{is_disabled, is_manual, unknown_value};
use super::{Direction, Risk, Verdict, Written};
use crate::ir::{Deployment, Native, NativeReason, Output, PartlyKept, Service};
use crate::reason::Reason;
use crate::supervisord::kinds::expansion;
use crate::text::truncated_list::truncated_list;
use crate::unix::signals;

/// The verdict on a setting that the model does not hold; `None` if the leaves that it decides have the verdict. `table`
/// has the meaning of the setting and what is at stake.
pub(super) fn fate(
    native: &Native,
    setting: &Written<'_>,
    table: Option<&'static MappingRow>,
    direction: Direction,
    deployment: &Deployment<'_>,
) -> Option<(Verdict, Risk, Reason)> {
    let manager = direction.from().as_str();
    let risk = table.map_or(Risk::Behaviour, |row| row.risk);
    let nothing_lost = |reason: Reason| (Verdict::Dropped, Risk::None, reason);
    let told = match native.reason {
        NativeReason::Overridden => nothing_lost(overridden(manager)),
        NativeReason::InvalidValue => nothing_lost(
            format!("{manager} cannot read the value and ignores the line; so does the translation.").into(),
        ),
        NativeReason::NotRead => nothing_lost(
            format!(
                "{manager} gives up reading this file at a line that it refuses, and ignores what follows; so does the \
                 translation."
            )
            .into(),
        ),
        // What is at stake stays: which release the files run on may not have been said.
        NativeReason::TooNew { since } => {
            let reason = format!(
                "{manager} has it only since {since}: the release that these files are read for ignores it. If they run on a \
                 newer one, name that with --systemd-version."
            );
            (Verdict::Dropped, risk, reason.into())
        }
        NativeReason::WithoutEffect => nothing_lost(
            format!("It has no effect under {manager} here, so there is nothing to keep.").into(),
        ),
        NativeReason::UnusedDefault => nothing_lost(Reason::Static(
            "No converted program uses it: each sets its own, or there is none. Nothing is lost.",
        )),
        NativeReason::NoListener => nothing_lost(Reason::Static(
            "It produced events, and no event listener among these files receives them. Nothing is lost.",
        )),
        NativeReason::LogsOutput => {
            let is_null = |service: &Service<'_>| {
                [&service.stdout, &service.stderr].iter().any(|one| one.value == Output::Null)
            };
            let risk = if deployment.services.iter().any(is_null) { Risk::Data } else { Risk::None };
            let reason = "At this level supervisord's own log also held everything that the programs print, even those \
                          without their own log. That output now goes where the units say, or nowhere: remove \
                          StandardOutput=null and StandardError=null to send it to the journal.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::Default => {
            // If nothing is at stake, the table says what the setting is for. A value that asks for nothing has no such
            // purpose.
            let own =
                table.filter(|row| row.risk == Risk::None && !is_disabled(setting)).map(|row| row.reason);
            let reason =
                own.unwrap_or("It sets what is the default anyway, so nothing is lost by omitting it.");
            nothing_lost(Reason::Static(reason))
        }
        NativeReason::UnknownValue => {
            // A manual verdict keeps a service from starting; settings of the general sections belong to no service.
            let verdict = if native.service.is_some() { Verdict::Manual } else { Verdict::Dropped };
            (verdict, risk, unknown_value(setting).into())
        }
        NativeReason::UnknownUnit => {
            let reason = "What it starts is not among the converted files, so there is no program for it. Name that service \
                          as well: its program then says how these times are kept, on its own or with a crontab line.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::NotFound => (Verdict::Dropped, Risk::Behaviour, not_found(deployment.missing).into()),
        NativeReason::ReachedBefore => nothing_lost(Reason::Static(
            "The boot has reached this before supervisord starts, and in a container it holds from the beginning: there is \
             nothing to start or to wait for.",
        )),
        NativeReason::AlreadyProvided => nothing_lost(Reason::Static(
            "With this value it asks for nothing that is missing here, so there is nothing to keep.",
        )),
        NativeReason::NotAtBoot => {
            let reason = "No boot starts it: what starts it is for another occasion, or nothing given starts that. \
                          supervisord starts programs when it starts itself, so this one has autostart=false: have whatever \
                          brings about that occasion call supervisorctl start.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::StartedAnyway => nothing_lost(Reason::Static(
            "supervisord starts what it names as well, once nothing is left to do there by hand. Starting this program by \
             hand starts no other.",
        )),
        NativeReason::StoppedAnyway => nothing_lost(Reason::Static(
            "It stops the unit before the machine shuts down. supervisord is stopped by then, and stops its programs first: \
             there is nothing to keep.",
        )),
        NativeReason::PerConnection => {
            let reason = "systemd accepted connections here and started an instance of the service for each. supervisord cannot: \
                          use inetd, or socat with fork: socat TCP-LISTEN:PORT,fork EXEC:PROGRAM.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::ProgramOpensSocket => {
            let reason = "supervisord passes no socket here; the program opens its own as its configuration says: make sure \
                          that it names this address.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::NotForTheProgram => {
            let reason = "systemd applies it only to the commands around the program, since the program's own line begins \
                          with + or !. Here nothing gets it: put prlimit or setpriv before those commands.";
            (Verdict::Dropped, risk, Reason::Static(reason))
        }
        NativeReason::DescriptionOnly => nothing_lost(Reason::Static(
            "It only describes the unit, and no section is written for the unit: nothing is lost.",
        )),
        NativeReason::OnlySignals(signal) => {
            let name = signals::short_name(signal).unwrap_or_default();
            let reason = format!(
                "supervisord cannot reload a program. The command only sends SIG{name}: supervisorctl signal {name} NAME does the \
                 same."
            );
            (Verdict::Dropped, risk, reason.into())
        }
        NativeReason::UnknownName | NativeReason::UnknownSection | NativeReason::Table => {
            let needs_manual_work = table.is_some_and(|row| is_manual(row, setting, native));
            let verdict = if needs_manual_work { Verdict::Manual } else { Verdict::Dropped };
            (verdict, risk, table.map_or_else(no_reason, |row| Reason::Static(row.reason)))
        }
        NativeReason::PartlyKept(_) => return None,
    };
    Some(told)
}

/// What to do about included files that were not found.
fn not_found(missing: &[String]) -> String {
    /// The maximum number of files to name.
    const MOST: usize = 5;
    let has_variable = |name: &String| expansion::variables(name).next().is_some();
    let asked = missing.iter().any(has_variable);
    let names: Vec<String> = missing.iter().map(|name| format!("`{name}`")).collect();
    let names = truncated_list(&names, MOST);
    let asked = if asked { " Pass the variables with --env NAME=VALUE." } else { "" };
    format!(
        "There is no file here for {names}: the programs in such files are not converted.{asked} Convert where the files are; \
         with --root DIR, absolute names are looked up below that directory."
    )
}

/// What a setting asks for in addition to its leaves, and what is at stake.
pub(super) const fn not_kept(part: PartlyKept) -> (&'static str, Risk) {
    match part {
        PartlyKept::SomeUnitsUnknown => (
            "Some of the units that it names are not among those converted: convert them as well, or make sure that they run \
             before supervisord starts.",
            Risk::Behaviour,
        ),
        PartlyKept::StartedWith => (
            "Under systemd, starting what it names also starts this one, at any time; supervisorctl start starts no other program.",
            Risk::Behaviour,
        ),
        PartlyKept::RunsWith => (
            "Under systemd, starting what it names also starts this one, at any time; what it names is stopped and restarted \
             with this one, and is not started if this one fails. supervisord ties no program to another.",
            Risk::Behaviour,
        ),
        PartlyKept::StartsOthers => (
            "Under systemd, starting the target starts these units at any time. A unit without PartOf= for the target is not \
             a member of the group: supervisorctl starts it by its own name.",
            Risk::Behaviour,
        ),
        PartlyKept::StopsOthers => (
            "Under systemd, stopping what it names stops the target and everything that is part of it (PartOf=), and so does \
             a restart, even after a crash; with BindsTo= any exit does. Under supervisord the other members keep running \
             until the whole group is stopped.",
            Risk::Behaviour,
        ),
        PartlyKept::StartsAgain => (
            "When the program is not running, after an exit or a stop, systemd starts it at the next connection. supervisord \
             then refuses connections until somebody starts it.",
            Risk::Behaviour,
        ),
        PartlyKept::SocketClosesWithProcess => (
            "supervisord listens while a process has the socket, and refuses connections when none is running. systemd keeps \
             listening, and a connection starts the program again after an exit or a stop: to keep it down, stop the .socket \
             unit as well.",
            Risk::Behaviour,
        ),
        PartlyKept::PresumedReached => (
            "The boot is assumed to reach what it names, which is not among the converted units: convert that as well, or set \
             autostart=false if nothing starts it.",
            Risk::Behaviour,
        ),
        PartlyKept::NotAwaited => (
            "supervisord starts it in this order, one right after the other. systemd waits until the first is up: a job has \
             succeeded, a daemon says that it is ready, a command before or after the program has finished. Let the later one \
             itself wait for what it needs.",
            Risk::Behaviour,
        ),
        PartlyKept::NoStartTimeout => (
            "The part for the stop is kept. systemd also aborts a start that takes longer, and counts it as failed; \
             supervisord sets no limit on a start: put timeout SECONDS before a command to limit it.",
            Risk::Behaviour,
        ),
        PartlyKept::NotIdle => (
            "systemd waits until no other start is in progress, 5 s at most, so that lines on the console do not mix. \
             supervisord starts the program in its turn.",
            Risk::None,
        ),
        PartlyKept::WorldReadableSecret => (
            "Anybody can read it in a unit: systemctl show shows it to every user of the machine, whatever the mode of the \
             file. Move it to a file of mode 0600 that EnvironmentFile= names, or pass it with LoadCredential=.",
            Risk::Security,
        ),
        PartlyKept::CapabilitiesKept => (
            "The capabilities that it removes are removed here as well. systemd also hides devices and files from the \
             processes, or denies them system calls: for that, run the program in a container or with bwrap.",
            Risk::Security,
        ),
        PartlyKept::DirectoryAsRead => (
            "`%(here)s` is written out as the directory that the file was read from. If it is elsewhere on the machine, \
             convert it there by its absolute path, or below --root DIR in a tree of the machine.",
            Risk::Behaviour,
        ),
    }
}

/// Why an overridden setting is not kept.
pub(super) fn overridden(manager: &str) -> Reason {
    format!("{manager} ignores it: a later line sets it again.").into()
}

pub(super) const fn no_reason() -> Reason {
    Reason::Static("sysvisor could not tell what became of it: compare it by hand, and report it as a bug.")
}
