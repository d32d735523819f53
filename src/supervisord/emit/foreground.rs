//! Changes a daemon's command so that it stays in the foreground, where supervisord can watch it.

use super::daemons::Daemon;
use crate::ir::{PartRef, Text};
use crate::source::base_name;

/// A command that stays in the foreground.
#[derive(Debug)]
pub(super) struct Foreground<'a> {
    /// The words of the command.
    pub(super) argv: Vec<Text<'a>>,
    /// A sentence that says what was changed; `None` if nothing was.
    pub(super) change: Option<String>,
}

/// Changes the command of a daemon so that it stays in the foreground. `None` for a program that is not in the table.
pub(super) fn keep_in_foreground<'a>(argv: &[Text<'a>]) -> Option<Foreground<'a>> {
    let (program, arguments) = argv.split_first()?;
    let path = program.as_str().filter(|path| !path.contains("/init.d/"))?;
    let base = base_name(path);
    let name = if is_versioned_fpm(base) { "php-fpm" } else { base };
    let row = Daemon::of(name)?;
    let says = |at: usize, word: &str| arguments.get(at).and_then(Text::as_str) == Some(word);
    let is_given = |at: usize, pattern: &str| {
        pattern.split(' ').enumerate().all(|(further, word)| says(at + further, word))
    };
    if (0..arguments.len()).any(|at| row.foreground_options.iter().any(|pattern| is_given(at, pattern))) {
        return Some(Foreground { argv: argv.to_vec(), change: None });
    }
    let mut kept: Vec<Text<'a>> = Vec::new();
    let mut removed: Vec<&str> = Vec::new();
    let mut at = 0;
    while at < arguments.len() {
        let background = row.background_options.iter().find(|pattern| is_given(at, pattern));
        match background {
            Some(pattern) => {
                // The replacement of a verb goes in the same position.
                if let Some(replacement) = row.start_replacement().filter(|_| removed.is_empty()) {
                    kept.push(Text::fixed(replacement));
                }
                removed.push(pattern);
                at += pattern.split(' ').count();
            }
            None => {
                kept.push(arguments[at].clone());
                at += 1;
            }
        }
    }
    let mut added: Vec<String> = row.added_options().map(str::to_owned).collect();
    match name {
        "nginx" => added = nginx(&mut kept)?,
        "openvpn" => removed = openvpn(&mut kept),
        "emacs" => added = emacs(&mut kept, arguments),
        "screen" => added = screen(&mut kept, arguments),
        _ => {}
    }
    if matches!(name, "redis-server" | "redis-sentinel" | "valkey-server") {
        // After the configuration file, so that it overrides `daemonize yes` in it.
        kept.extend(["--daemonize", "no"].map(Text::fixed));
        added = vec!["--daemonize no".to_owned()];
    } else if row.start_replacement().is_some() {
        if removed.is_empty() {
            return None;
        }
    } else if !matches!(name, "emacs" | "nginx" | "screen") {
        let front: Vec<Text<'a>> = row.added_options().map(Text::fixed).collect();
        kept.splice(0..0, front);
    }
    let mut argv = vec![program.clone()];
    argv.extend(kept);
    let with = (!added.is_empty()).then(|| format!("with `{}`", added.join(" ")));
    let without = (!removed.is_empty()).then(|| format!("without `{}`", removed.join(" ")));
    let how: Vec<String> = with.into_iter().chain(without).collect();
    let change = (!how.is_empty()).then(|| {
        format!(
            "It is kept in the foreground {} ({}): supervisord watches the process that it started.",
            how.join(" and "),
            row.source
        )
    });
    // There is nothing to add or remove: its configuration file, which is not available here, sends it to the
    // background.
    change.is_some().then_some(Foreground { argv, change })
}

/// The note on a daemon that goes to the background only if it is told to, but not by its command.
pub(super) fn background_source_note(argv: &[Text<'_>]) -> Option<String> {
    let (program, arguments) = argv.split_first()?;
    let row = Daemon::of(base_name(program.as_str()?)).filter(|row| row.added_options().next().is_none())?;
    let background: Vec<String> = row.background_options.iter().map(|word| format!("`{word}`")).collect();
    let mut variables: Vec<String> = Vec::new();
    for part in arguments.iter().flat_map(Text::parts) {
        if let PartRef::Variable(name, _) = part {
            variables.push(format!("${name}"));
        }
    }
    let place = match variables.is_empty() {
        true => "its configuration file".to_owned(),
        false => format!("{} or its configuration file", variables.join(", ")),
    };
    (!background.is_empty()).then(|| {
        format!(
            "The program stays in the foreground unless told otherwise ({}), and Type=forking says that it is: remove that \
             ({}) from {place}.",
            row.source,
            background.join(", ")
        )
    })
}

/// `php-fpm8.2`, as Debian names it.
fn is_versioned_fpm(base: &str) -> bool {
    base.strip_prefix("php-fpm").is_some_and(|version| {
        !version.is_empty() && version.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
    })
}

/// `--daemon` of openvpn accepts a name for its log: the next word, unless it is an option.
fn openvpn(arguments: &mut Vec<Text<'_>>) -> Vec<&'static str> {
    let Some(at) = arguments.iter().position(|word| word.as_str() == Some("--daemon")) else {
        return Vec::new();
    };
    let is_option = |word: &Text<'_>| word.to_string().starts_with("--");
    let end = if arguments.get(at + 1).is_some_and(|word| !is_option(word)) { at + 2 } else { at + 1 };
    arguments.drain(at..end);
    vec!["--daemon"]
}

/// A server that does not fork: replaces `--daemon` by `--fg-daemon`, which takes the same name (`--daemon=mail`).
fn emacs(kept: &mut Vec<Text<'_>>, arguments: &[Text<'_>]) -> Vec<String> {
    let instead = |word: &str| {
        let name = ["--daemon", "--bg-daemon"].iter().find_map(|option| word.strip_prefix(option))?;
        (name.is_empty() || name.starts_with('=')).then(|| format!("--fg-daemon{name}"))
    };
    let mut words = arguments.iter().enumerate();
    let Some((at, stays)) = words.find_map(|(at, word)| Some((at, instead(word.as_str()?)?))) else {
        return Vec::new();
    };
    // One without a name has been removed already.
    let end = if kept.get(at) == Some(&arguments[at]) { at + 1 } else { at };
    kept.splice(at..end, [Text::plain(stays.clone().into_bytes())]);
    vec![stays]
}

/// A detached session in which screen itself does not fork: replaces `-d` by `-D`.
fn screen(kept: &mut Vec<Text<'_>>, arguments: &[Text<'_>]) -> Vec<String> {
    let instead = |word: &str| match word {
        "-dm" => Some("-Dm"),
        "-dmS" => Some("-DmS"),
        _ => None,
    };
    let words = arguments.iter().enumerate();
    let found = words.filter_map(|(at, word)| Some((at, instead(word.as_str()?)?))).next();
    let Some((at, stays)) = found else { return Vec::new() };
    kept.insert(at, Text::fixed(stays));
    vec![stays.to_owned()]
}

/// Of several `-g` nginx uses the last: the other directives in it are kept.
fn nginx(arguments: &mut Vec<Text<'_>>) -> Option<Vec<String>> {
    let at = arguments.iter().rposition(|word| word.as_str().is_some_and(|word| word.starts_with("-g")));
    let Some(at) = at else {
        arguments.splice(0..0, ["-g", "daemon off;"].map(Text::fixed));
        return Some(vec!["-g \"daemon off;\"".to_owned()]);
    };
    // The directives may be attached: `-gdaemon on;` (`ngx_get_options()`, `src/core/nginx.c`).
    if let Some(attached) = arguments[at].as_str()?.strip_prefix("-g").filter(|rest| !rest.is_empty()) {
        let directives = Text::plain(attached.as_bytes().to_vec());
        arguments.splice(at..=at, [Text::fixed("-g"), directives]);
    }
    let said = arguments.get(at + 1)?.as_str()?;
    let others: Vec<&str> = said
        .split(';')
        .map(str::trim)
        .filter(|one| !one.is_empty() && one.split_whitespace().next() != Some("daemon"))
        .collect();
    let all: Vec<String> =
        std::iter::once("daemon off").chain(others).map(|directive| format!("{directive};")).collect();
    arguments[at + 1] = Text::plain(all.join(" ").into_bytes());
    Some(vec!["-g \"daemon off;\"".to_owned()])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_foreground(command: &str) -> Option<String> {
        let argv: Vec<Text<'_>> = command.split('|').map(Text::fixed).collect();
        let foreground = keep_in_foreground(&argv)?;
        Some(foreground.argv.iter().map(ToString::to_string).collect::<Vec<_>>().join("|"))
    }

    #[test]
    fn daemons_get_their_foreground_option() {
        for (command, expected) in [
            ("/usr/sbin/cron", "/usr/sbin/cron|-f"),
            ("/usr/sbin/sshd|-p|22", "/usr/sbin/sshd|-D|-p|22"),
            ("/usr/sbin/sshd|-D", "/usr/sbin/sshd|-D"),
            ("nginx", "nginx|-g|daemon off;"),
            ("nginx|-g|daemon on; master_process on;", "nginx|-g|daemon off; master_process on;"),
            ("nginx|-gdaemon on;", "nginx|-g|daemon off;"),
            ("nginx|-g|user x;|-g|daemon on;", "nginx|-g|user x;|-g|daemon off;"),
            ("/usr/sbin/apachectl|start", "/usr/sbin/apachectl|-DFOREGROUND"),
            ("/usr/sbin/httpd|-k|start", "/usr/sbin/httpd|-DFOREGROUND|-k|start"),
            ("redis-server|/etc/r.conf|--daemonize|yes", "redis-server|/etc/r.conf|--daemonize|no"),
            ("redis-server|/etc/r.conf|--daemonize|no", "redis-server|/etc/r.conf|--daemonize|no"),
            ("redis-server|/etc/r.conf", "redis-server|/etc/r.conf|--daemonize|no"),
            ("/usr/bin/memcached|-d|-p|1", "/usr/bin/memcached|-p|1"),
            ("haproxy|-D|-f|/etc/h.cfg", "haproxy|-db|-f|/etc/h.cfg"),
            ("/usr/sbin/postfix|-c|/etc/p|start", "/usr/sbin/postfix|-c|/etc/p|start-fg"),
            ("php-fpm8.2|--daemonize", "php-fpm8.2|--nodaemonize"),
            ("/usr/sbin/haproxy|-Ws|-f|/etc/h.cfg", "/usr/sbin/haproxy|-Ws|-f|/etc/h.cfg"),
            ("/usr/sbin/openvpn|--daemon|--config|a.conf", "/usr/sbin/openvpn|--config|a.conf"),
            ("openvpn|--cd|/etc|--daemon|ovpn-a|--config|a", "openvpn|--cd|/etc|--config|a"),
            ("/usr/bin/screen|-dmS|mc|java|-jar|s.jar", "/usr/bin/screen|-DmS|mc|java|-jar|s.jar"),
            ("/usr/bin/emacs|--daemon", "/usr/bin/emacs|--fg-daemon"),
            ("emacs|-q|--bg-daemon=mail|-l|a.el", "emacs|-q|--fg-daemon=mail|-l|a.el"),
            ("emacs|--fg-daemon", "emacs|--fg-daemon"),
            ("/bin/dbus-daemon|--system|--fork", "/bin/dbus-daemon|--nofork|--system"),
            ("/opt/tomcat/bin/catalina.sh|start", "/opt/tomcat/bin/catalina.sh|run"),
            ("/usr/bin/mono-service|-d:/srv|A.exe", "/usr/bin/mono-service|--no-daemon|-d:/srv|A.exe"),
            ("/usr/bin/pg_ctlcluster|15-main|start", "/usr/bin/pg_ctlcluster|--foreground|15-main|start"),
        ] {
            assert_eq!(in_foreground(command).as_deref(), Some(expected), "{command}");
        }
    }

    #[test]
    fn an_unknown_program_is_not_changed() {
        assert_eq!(in_foreground("/usr/sbin/never-heard-of"), None);
        // Its configuration file sends it to the background: no option overrides that.
        assert_eq!(in_foreground("/usr/bin/memcached|-p|1"), None);
        assert_eq!(in_foreground("/usr/sbin/openvpn|--config|a.conf"), None);
        assert_eq!(in_foreground("/usr/bin/emacs|-f|server-start"), None);
        // Previously an init script, whatever its name.
        assert_eq!(in_foreground("/etc/init.d/cron|start"), None);
    }
}
