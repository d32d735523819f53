//! Recognises event listeners that only send mail: crashmail, crashmailbatch and fatalmailbatch of superlance 2.0.0.

use crate::ir::{Mail, MailEvent};
use crate::source::base_name;
use crate::supervisord::kinds::events::EventType;
use crate::unix::relative_script::is_interpreter;

/// The mail that a listener with this command sends; `None` if it is another program or sends no mail.
///
/// crashmail accepts `-p` and `-a` to select programs, but ignores both.
pub(super) fn mail(argv: &[&str], events: &[&str]) -> Option<Mail> {
    let (event, options, event_type) = match program(argv)?.trim_end_matches(".py") {
        "crashmail" => (MailEvent::Crash, &CRASHMAIL, EventType::ProcessStateExited),
        "crashmailbatch" => (MailEvent::Crash, &BATCH, EventType::ProcessStateExited),
        "fatalmailbatch" => (MailEvent::GivenUp, &BATCH, EventType::ProcessStateFatal),
        _ => return None,
    };
    let is_told = |name: &&str| [event_type.name(), "PROCESS_STATE", "EVENT"].contains(name);
    if !events.iter().any(is_told) {
        return None;
    }
    let to = value(argv, options.to)?;
    Some(Mail {
        event,
        to: to.to_owned(),
        subject: value(argv, options.subject).map(str::to_owned),
        sendmail: options.sendmail.and_then(|names| value(argv, names)).map(str::to_owned),
    })
}

/// The file name of the program, skipping an interpreter before it. With `-m` it is the module.
pub(super) fn program<'t>(argv: &[&'t str]) -> Option<&'t str> {
    let first = base_name(argv.first()?);
    let is_interpreter = first == "env" || is_interpreter(first.as_bytes());
    match argv.get(1) {
        Some(&"-m") if first.starts_with("python") => argv.get(2).copied().or(Some(first)),
        Some(second) if is_interpreter && !second.starts_with('-') => Some(base_name(second)),
        _ => Some(first),
    }
}

/// The short and the long name of an option.
type Names = [&'static str; 2];

/// The options of a listener that are translated.
struct Options {
    to: Names,
    subject: Names,
    sendmail: Option<Names>,
}

const CRASHMAIL: Options = Options {
    to: ["-m", "--email"],
    subject: ["-o", "--optionalheader"],
    sendmail: Some(["-s", "--sendmail_program"]),
};

const BATCH: Options = Options { to: ["-t", "--toEmail"], subject: ["-s", "--subject"], sendmail: None };

/// The value of an option: `-m VALUE`, `-mVALUE`, `--email VALUE`, `--email=VALUE`; the last one wins.
fn value<'t>(argv: &[&'t str], [short, long]: Names) -> Option<&'t str> {
    let mut found = None;
    for (at, word) in argv.iter().enumerate() {
        let value = match word.strip_prefix(long) {
            Some("") => argv.get(at + 1).copied(),
            Some(rest) => rest.strip_prefix('='),
            None => match word.strip_prefix(short) {
                Some("") => argv.get(at + 1).copied(),
                rest => rest,
            },
        };
        found = value.or(found);
    }
    found.filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_interpreter_is_not_the_program() {
        assert_eq!(program(&["python3", "-m", "my_listener", "-x"]), Some("my_listener"));
        assert_eq!(program(&["/usr/bin/python", "/opt/kill.py"]), Some("kill.py"));
        assert_eq!(program(&["node", "/opt/notify.js"]), Some("notify.js"));
        assert_eq!(program(&["memmon", "-m", "a@b"]), Some("memmon"));
    }

    #[test]
    fn crashmail_mails_after_every_unexpected_exit_regardless_of_p() {
        let argv = ["python3", "/usr/bin/crashmail", "-p", "web", "-o", "web1", "-m", "a@example.com"];
        let listener = mail(&argv, &["PROCESS_STATE_EXITED"]).unwrap();
        assert_eq!((listener.event, listener.to.as_str()), (MailEvent::Crash, "a@example.com"));
        assert_eq!((listener.subject.as_deref(), listener.sendmail), (Some("web1"), None));
    }

    #[test]
    fn fatalmailbatch_mails_when_supervisord_gives_up() {
        let argv = ["fatalmailbatch", "--toEmail=a@example.com", "--fromEmail", "b@example.com"];
        let listener = mail(&argv, &["PROCESS_STATE", "TICK_60"]).unwrap();
        assert_eq!((listener.event, listener.to.as_str()), (MailEvent::GivenUp, "a@example.com"));
    }

    #[test]
    fn a_listener_without_mail_is_not_a_mail_listener() {
        assert_eq!(mail(&["crashmail", "-a"], &["PROCESS_STATE_EXITED"]), None);
        assert_eq!(mail(&["crashmail", "-m", "a@example.com"], &["TICK_60"]), None);
        assert_eq!(mail(&["memmon", "-m", "a@example.com"], &["TICK_60"]), None);
    }
}
