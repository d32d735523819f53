//! Foreground daemons started by a script that waits for them without forwarding signals: changes the command so that a
//! stop reaches the daemon.

use crate::ir::Text;
use crate::source::{base_name, dir_name};

/// A command changed so that a stop reaches its daemon.
#[derive(Debug)]
pub(super) struct ReachableDaemon<'a> {
    /// The words of the command.
    pub(super) argv: Vec<Text<'a>>,
    /// A sentence that says what was changed.
    pub(super) change: String,
    /// Whether the command sets an environment variable for it.
    pub(super) sets_variable: bool,
}

/// Changes the command of such a script so that a stop reaches the daemon; `None` for any other command. `signal` is
/// the stop signal.
pub(super) fn make_reachable<'a>(argv: &[Text<'a>], signal: &str) -> Option<ReachableDaemon<'a>> {
    let (program, arguments) = argv.split_first()?;
    let path = program.as_str()?;
    let says = |words: &[&str]| arguments.iter().filter_map(Text::as_str).any(|word| words.contains(&word));
    match base_name(path) {
        "apache2ctl" | "apachectl" if says(&["-DFOREGROUND", "FOREGROUND"]) => Some(apache(path, argv)),
        "postfix" | "postmulti" if says(&["start-fg"]) => postfix(argv, signal),
        _ => None,
    }
}

/// `apachectl`: Debian's script runs the words of `APACHE_HTTPD` and accepts `exec` as one of them
/// (`HTTPD=${APACHE_HTTPD:-…}` in `/usr/sbin/apache2ctl` of 2.4.62); Apache's own only starts the `httpd` in the same
/// directory (`support/apachectl.in`).
fn apache<'a>(path: &str, argv: &[Text<'a>]) -> ReachableDaemon<'a> {
    let script = base_name(path);
    if matches!(dir_name(path), "" | "/usr/sbin" | "/usr/bin") {
        let variable = ["env", "APACHE_HTTPD=exec /usr/sbin/apache2"].map(Text::fixed);
        let change = format!(
            "{script} waits for apache2 and forwards no signals; with APACHE_HTTPD set as here, Debian's script executes \
             apache2 in its own place."
        );
        return ReachableDaemon {
            argv: variable.into_iter().chain(argv.iter().cloned()).collect(),
            change,
            sets_variable: true,
        };
    }
    let httpd = format!("{}/httpd", dir_name(path));
    let change = format!("{script} would wait for httpd and forward no signals: httpd is started directly.");
    let argv = std::iter::once(Text::plain(httpd.into_bytes())).chain(argv[1..].iter().cloned()).collect();
    ReachableDaemon { argv, change, sets_variable: false }
}

/// `postfix start-fg`: `master` creates its own session unless the script is process 1 (`postfix-script`, and
/// `master.c`: only `-i` creates none), so a stop kills the script and leaves everything else running. A shell next to
/// it runs `postfix stop`, which waits.
fn postfix<'a>(argv: &[Text<'a>], signal: &str) -> Option<ReachableDaemon<'a>> {
    // Any other word would be hard to read, since it is in a script within a script.
    let is_plain =
        |word: &&str| word.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"/._-+,:@".contains(&byte));
    let words: Option<Vec<&str>> = argv.iter().map(|word| word.as_str().filter(is_plain)).collect();
    let start = words?.join(" ");
    let stop = start.replace(" start-fg", " stop");
    let script = format!("trap \"{stop}; exit 0\" {signal}; {start} & wait $!");
    let change = format!(
        "Postfix puts its master in its own session, which a supervisord stop does not reach: a shell waits next to it, and \
         runs `{stop}` on SIG{signal}. If the shell itself is killed, Postfix keeps running."
    );
    let argv =
        ["/bin/sh", "-c"].map(Text::fixed).into_iter().chain([Text::plain(script.into_bytes())]).collect();
    Some(ReachableDaemon { argv, change, sets_variable: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrappers_before_a_daemon_are_removed_or_made_to_forward_the_stop_signal() {
        let written = |command: &str| {
            let argv: Vec<Text<'_>> = command.split('|').map(Text::fixed).collect();
            let argv = make_reachable(&argv, "TERM")?.argv;
            Some(argv.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
        };
        for (command, expected) in [
            (
                "/usr/sbin/apache2ctl|-D|FOREGROUND",
                "env|APACHE_HTTPD=exec /usr/sbin/apache2|/usr/sbin/apache2ctl|-D|FOREGROUND",
            ),
            ("/usr/local/apache2/bin/apachectl|-DFOREGROUND", "/usr/local/apache2/bin/httpd|-DFOREGROUND"),
            ("postfix|start-fg", "/bin/sh|-c|trap \"postfix stop; exit 0\" TERM; postfix start-fg & wait $!"),
        ] {
            assert_eq!(written(command).as_deref(), Some(expected), "{command}");
        }
        for command in [
            "/usr/sbin/apachectl|configtest",
            "/usr/sbin/httpd|-DFOREGROUND",
            "/usr/sbin/postfix|start",
            "/usr/sbin/postfix|-c|/etc/p$(x)|start-fg",
        ] {
            assert_eq!(written(command), None, "{command}");
        }
    }
}
