//! Notification of failures: a template that is started by `OnFailure=` of every service.

use super::directive_writer::DirectiveWriter;
use super::{Common, Context, text};
use crate::emission::{Emission, Property, Writer};
use crate::ir::{Deployment, Listener, Mail, MailEvent, Subscription, Text};
use crate::systemd::directives::Name;
use crate::systemd::kinds::exec;
use crate::systemd::kinds::unit_name::UnitType;

/// The default command to send mail (`sendmail(8)`, which every mail server provides).
const SENDMAIL: &str = "/usr/sbin/sendmail -t -i";

/// The hooks started when a service fails: `crashmail@%n.service`.
pub(super) fn on_failure(context: &Context<'_, '_>) -> Vec<(String, usize)> {
    let listeners = context.deployment.listeners.iter().enumerate();
    let mails = listeners.filter(|(_, listener)| listener.mail.is_some());
    mails.map(|(index, _)| (format!("{}@%n.service", context.names.listener(index)), index)).collect()
}

/// Writes the hook of a listener, or reports why there is none.
pub(super) fn write(index: usize, deployment: &Deployment<'_>, common: &Common<'_>, emission: &mut Emission) {
    let listener = &deployment.listeners[index];
    let comments = common.comments;
    let file = format!("{}@.service", common.names.listener(index));
    let mut unit = DirectiveWriter::new(emission, file, UnitType::Service, common.release);
    let (what, user) = (Property::Listener(index), Property::ListenerUser(index));
    let Some(mail) = &listener.mail else { return report_lost(index, deployment, &mut unit.writer) };
    let (place, header) = listener.place;
    unit.head(common.head.file(place), comments.of_header(place, header));
    unit.plain(Name::Description, format!("Mail of {} about %i", text::title(&listener.name)));
    unit.plain(Name::Type, "oneshot");
    match exec::write(&[], mail_command(mail)) {
        Ok(line) => unit.line(Name::ExecStart, line, [what], &listener.from, comments),
        Err(_) => unit.writer.refuse(
            &listener.from,
            "`ExecStart=` contains a byte that a unit cannot contain",
            "A unit is UTF-8 text without NUL.",
        ),
    }
    if let Some(Ok(name)) =
        listener.user.value.as_ref().map(|user| text::write(user, text::Syntax::Value, None))
    {
        let name = String::from_utf8_lossy(&name).into_owned();
        unit.line(Name::User, name, [user], &listener.user.from, comments);
    }
    let reason = match mail.event {
        MailEvent::Crash => {
            "The listener sent mail after every unexpected exit; OnFailure= acts once the unit has failed: with Restart= when \
             the start limit is reached, and also after a stop on which the program exits with a code other than 0 (list \
             those that are fine in SuccessExitStatus=). The mail shows systemctl status, and all units are watched, as the \
             listener watched all programs whatever -p said."
        }
        MailEvent::GivenUp => {
            "The mails of a minute came as one, through an SMTP server; the hook sends one for each unit, with sendmail. It \
             acts once the unit has failed, as the listener did on FATAL, and also after a stop on which the program exits \
             with a code other than 0 (list those that are fine in SuccessExitStatus=)."
        }
    };
    unit.writer.unspelled(what, reason);
    unit.writer.finish();
}

/// Reports that a listener is not replaced, and by what it can be.
fn report_lost(index: usize, deployment: &Deployment<'_>, writer: &mut Writer<'_>) {
    let listener = &deployment.listeners[index];
    let (what, user) = (Property::Listener(index), Property::ListenerUser(index));
    match listener.program.as_deref() {
        Some(program) if listener.forwards_output => {
            let reason = format!(
                "{program} forwarded what the programs print, which systemd does on its own: journalctl -f -u UNIT shows it."
            );
            return writer.unspelled(what, reason);
        }
        Some(program) if listener.starts_programs => {
            let reason = format!(
                "{program} started the programs with dependent_startup=true. Their units are started at boot, each after \
                 those that it waited for (After=)."
            );
            return writer.unspelled(what, reason);
        }
        _ => writer.by_hand(what, advice(listener)),
    }
    // A listener without a user runs as root; a user that programs also inherit from `[supervisord]` is kept with
    // them.
    let is_programs = listener
        .user
        .from
        .iter()
        .any(|setting| deployment.services.iter().any(|service| service.user.from.contains(setting)));
    if !listener.user.value.as_ref().is_some_and(Text::is_root) && !is_programs {
        let reason = "The event listener that ran as this user is not written; set User= in the service that replaces it.";
        writer.unspelled(user, reason);
    }
}

/// The mail command; addresses and names are passed as arguments, so that no shell parses them.
fn mail_command(mail: &Mail) -> Vec<Vec<u8>> {
    let sendmail = mail.sendmail.as_deref().unwrap_or(SENDMAIL);
    let script = format!(
        "{{ printf 'To: %s\\nSubject: %s%s has failed\\n\\n' \"$1\" \"$2\" \"$3\"; systemctl status --full --no-pager \
         \"$3\"; }} | {sendmail}"
    );
    let subject = mail.subject.as_ref().map(|subject| format!("{subject}: ")).unwrap_or_default();
    let fixed = |word: &str| {
        let word = Text::fixed(word);
        text::write(&word, text::Syntax::Argument, None).unwrap_or_default().into_owned()
    };
    let mut words: Vec<Vec<u8>> = vec![b"/bin/sh".to_vec()];
    words.extend(["-c", &script, "sh", &mail.to, &subject].map(fixed));
    words.push(b"%i".to_vec());
    words
}

/// What can replace a listener that does more than send mail.
fn advice(listener: &Listener<'_>) -> String {
    let program = listener.program.as_deref().unwrap_or("The listener");
    let ends_everything = ["stop", "kill", "exit", "shutdown"].iter().any(|word| program.contains(word));
    let instead = match program.trim_end_matches(".py") {
        "memmon" => "MemoryMax= in a unit ends it when it uses too much, and Restart= starts it again.",
        "httpok" => "Let a timer query the address with curl, and call systemctl restart if that fails.",
        _ if ends_everything => {
            "If it ends everything when a program is given up: in a container FailureAction=exit in the units does that. On a \
             machine that powers off; there let OnFailure= start a service that stops the other units."
        }
        _ => match listener.subscription {
            Subscription::Time(seconds) => {
                return format!(
                    "{program} acts every {seconds} s, on supervisord's events. A timer with OnUnitActiveSec={seconds}s can \
                     start a program that does the same once, and asks systemctl instead of supervisord."
                );
            }
            Subscription::Output => {
                "What the programs print is in the journal: journalctl -f -o json -u UNIT forwards it."
            }
            Subscription::States => {
                "OnFailure= and OnSuccess= of the watched units can start a service when one ends (MONITOR_* variables, systemd \
                 251); other events have no counterpart."
            }
        },
    };
    format!("{program} answers supervisord's events, which systemd does not send. {instead}")
}
