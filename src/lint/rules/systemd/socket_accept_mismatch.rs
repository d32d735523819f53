//! `socket-accept-mismatch`

use crate::diagnostic::{Diagnostic, Level};
use crate::lint::facts::listening::{self, LISTEN};
use crate::lint::{Fixable, LooksAt, Sink, UnitContext};
use crate::rule;
use crate::systemd::directives::{Name, Section};
use crate::systemd::kinds::unit_name::UnitType;
use crate::systemd::unit::UnitEntry;

rule! {
    /// Flags a socket whose `Accept=` does not fit its service or its addresses.
    ///
    /// ## Why
    ///
    /// With `Accept=yes` systemd accepts each connection itself and starts an instance of `NAME@.service` for it;
    /// without it, systemd passes the socket to `NAME.service`. The other file is never started. `Accept=yes` needs
    /// sockets that have connections, allows no `Service=`, and must permit at least one connection
    /// (`MaxConnections=`). Reported as `warning` where the service was not given and is only in the same directory as
    /// the socket.
    ///
    /// ## Bad
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app.sock
    /// Accept=yes
    /// ```
    ///
    /// ```ini app.service
    /// [Service]
    /// ExecStart=/usr/bin/app
    /// ```
    ///
    /// ```ini other.socket
    /// [Socket]
    /// ListenDatagram=514
    /// Accept=yes
    /// ```
    ///
    /// ## Good
    ///
    /// ```ini app.socket
    /// [Socket]
    /// ListenStream=/run/app.sock
    /// Accept=yes
    /// ```
    ///
    /// ```ini app@.service
    /// [Service]
    /// ExecStart=-/usr/bin/app
    /// StandardInput=socket
    /// ```
    ///
    /// ## Source
    ///
    /// systemd.socket(5), `Accept=`; `socket_verify()`, `src/core/socket.c`; `verify_socket()`,
    /// `src/analyze/analyze-verify-util.c`. Run on 252.
    pub static SOCKET_ACCEPT_MISMATCH = {
        name: "socket-accept-mismatch",
        level: Level::Error,
        since: "0.1.0",
        fix: Fixable::Never,
        depends_on_context: true,
        looks_at: LooksAt::Unit(&[], check),
    }
}

fn check(context: &UnitContext<'_>, sink: &mut Sink) {
    if !context.unit.is(UnitType::Socket) || !context.is_whole() {
        return;
    }
    let last = |name| context.last_in_effect(Section::Socket, name);
    let accept = last(Name::Accept);
    match accept.filter(|entry| entry.flag() == Some(true)) {
        Some(accept) => check_accepting(context, &accept, sink),
        None if last(Name::Service).is_none() => {
            let (service, template) = names(context);
            report_counterpart(context, &service, &template, &service, sink);
        }
        None => {}
    }
}

/// The service of the socket, with and without an instance.
fn names(context: &UnitContext<'_>) -> (String, String) {
    let stem = context.unit.stem();
    (format!("{stem}.service"), format!("{stem}@.service"))
}

fn check_accepting(context: &UnitContext<'_>, accept: &UnitEntry<'_>, sink: &mut Sink) {
    let at = |entry: &UnitEntry<'_>, message: &str, label: &str, says: &str| -> Diagnostic {
        SOCKET_ACCEPT_MISMATCH
            .at(entry.id.file, entry.value().whole(), message)
            .label(label)
            .related(accept.id.file, accept.item.name, "accepts connections one by one")
            .help(format!("systemd says: {says} It does not load the unit."))
    };
    let addresses = context.in_effect(Section::Socket, &LISTEN);
    if let Some(address) = addresses.iter().find(|entry| !listening::can_accept(entry)) {
        let says = "Unit configured for accepting sockets, but sockets are non-accepting. Refusing.";
        sink.add(at(address, "no connection can be accepted here", "has no connections", says));
    }
    let limit = context.last_in_effect(Section::Socket, Name::MaxConnections);
    if let Some(limit) = limit.filter(|entry| entry.value().text().is_some_and(|text| text.parse() == Ok(0)))
    {
        let says = "MaxConnection= setting too small. Refusing.";
        sink.add(at(&limit, "not a single connection may be accepted", "none", says));
    }
    if let Some(service) = context.last_in_effect(Section::Socket, Name::Service) {
        let says = "Explicit service configuration for accepting socket units not supported. Refusing.";
        sink.add(at(
            &service,
            "Accept=yes starts instances, not a service of your choice",
            "not with Accept=yes",
            says,
        ));
    } else if !context.unit.is_template_or_instance() {
        let (service, template) = names(context);
        report_counterpart(context, &template, &service, &template, sink);
    }
}

/// Reports that the service to start is missing, but the one that is never started is there.
fn report_counterpart(context: &UnitContext<'_>, wanted: &str, other: &str, shown: &str, sink: &mut Sink) {
    let in_effect = context.last_in_effect(Section::Socket, Name::Accept);
    let (file, span) = in_effect
        .map_or_else(|| context.header(Section::Socket), |entry| (entry.id.file, entry.value().whole()));
    // The service that is there is an alternative to the socket, as sshd.service is to sshd.socket.
    if context.references.has(&[Name::Conflicts], other) {
        return;
    }
    let finding = SOCKET_ACCEPT_MISMATCH
        .at(file, span, format!("this socket starts {wanted}, but only {other} exists"))
        .label(format!("needs {shown}"))
        .help(format!(
            "systemd says: service {} not loaded, socket cannot be started. Accept=yes belongs to a template, Accept=no (the \
             default) to a plain service.",
            wanted.replace("@.", "@internal.")
        ));
    // systemd loads the socket, and refuses to start it. A file that is only in the same directory may be installed
    // under another name.
    for (level, is_given) in [(Level::Error, true), (Level::Warning, false)] {
        let (missing, there) = (wanted.to_owned(), other.to_owned());
        sink.add_if(finding.clone().level(level), move |fleet, _| {
            let is_missing =
                !fleet.will_contain(&missing) && !fleet.will_contain(&source_name_of_template(&missing));
            is_missing && fleet.contains(&there) && fleet.is_given(&there) == is_given
        });
    }
}

/// The name of a template in package sources that avoid an `@` in file names.
fn source_name_of_template(template: &str) -> String {
    template.replace("@.", "_at.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::lint::testing::{Found, file, units, with_siblings};

    fn found(lines: &str) -> Vec<Found> {
        file(&SOCKET_ACCEPT_MISMATCH, "a.socket", &format!("[Socket]\n{lines}\n"))
    }

    #[test]
    fn sockets_that_cannot_accept_are_flagged() {
        assert_eq!(found("ListenDatagram=1\nListenFIFO=/a\nAccept=yes")[0].text, "1");
        assert_eq!(found("ListenStream=1\nAccept=yes\nMaxConnections=0")[0].text, "0");
        assert_eq!(found("ListenStream=1\nAccept=yes\nService=b.service")[0].text, "b.service");
        assert!(found("ListenSequentialPacket=/a\nAccept=yes").is_empty());
        assert!(found("ListenDatagram=1\nMaxConnections=0\nService=b.service").is_empty());
    }

    #[test]
    fn the_existing_service_must_match_accept() {
        let socket = |accept| format!("[Socket]\nListenStream=/a\nAccept={accept}\n");
        let count = |accept, service| {
            let text = "[Service]\nExecStart=/a\n";
            units(&SOCKET_ACCEPT_MISMATCH, &[("a.socket", &socket(accept)), (service, text)]).len()
        };
        assert_eq!((count("yes", "a.service"), count("yes", "a@.service")), (1, 0));
        assert_eq!((count("no", "a@.service"), count("no", "a.service")), (1, 0));
        assert_eq!(count("yes", "b.service"), 0, "the service may be elsewhere");
        let rival = format!("[Unit]\nConflicts=a.service\n{}", socket("yes"));
        let service = ("a.service", "[Service]\nExecStart=/a\n");
        assert!(units(&SOCKET_ACCEPT_MISMATCH, &[("a.socket", &rival), service]).is_empty());
    }

    #[test]
    fn a_template_generated_by_a_build_counts() {
        let socket = ("a.socket", "[Socket]\nListenStream=/a\nAccept=yes\n");
        let count = |others: &[&str]| with_siblings(&SOCKET_ACCEPT_MISMATCH, socket, others).len();
        assert_eq!((count(&["a.service"]), count(&["a.service", "a@.service.in"])), (1, 0));
    }

    #[test]
    fn a_template_under_its_packaging_name_counts() {
        let text = "[Service]\nExecStart=/a\n";
        let socket = ("a.socket", "[Socket]\nListenStream=/a\nAccept=yes\n");
        let all = [socket, ("a.service", text), ("a_at.service", text)];
        assert!(units(&SOCKET_ACCEPT_MISMATCH, &all).is_empty());
    }
}
