//! `socket=` of `[fcgi-program:x]` (`supervisor.options.parse_fcgi_socket`).

use super::inet_address;
use super::python::{self, Base};
use crate::value::ValueError;

/// The mode of the socket if `socket_mode` is not set.
pub const DEFAULT_MODE: u32 = 0o700;

/// The valid values, as described in error messages.
const EXPECTED: &str = "unix:///PATH or tcp://HOST:PORT";

/// The address of the socket of a FastCGI program.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum FcgiSocket<'a> {
    /// The absolute path of a socket in the file system.
    Unix(&'a str),
    /// A host and a port, never 0.
    Tcp(&'a str, u16),
}

/// Parses a socket; `is_owned` says whether `socket_owner` or `socket_mode` is set as well.
///
/// # Errors
///
/// For a path that is not absolute, for an owner or mode with anything but a path, and for anything else than
/// `tcp://HOST:PORT`, where the host must not contain a colon. supervisord raises its error with two arguments, so the
/// message is printed as a Python tuple.
pub fn parse(text: &str, is_owned: bool) -> Result<FcgiSocket<'_>, ValueError> {
    let refused = |message| ValueError::whole(text, message, EXPECTED);
    if let Some(path) = text.strip_prefix("unix://") {
        if path.starts_with('/') {
            return Ok(FcgiSocket::Unix(path));
        }
        let path = python::repr(path);
        return Err(refused(format!("('Unix socket path %s is not an absolute path', {path})")));
    }
    if is_owned {
        let message = "socket_owner and socket_mode params should only be used with a Unix domain socket";
        return Err(refused(message.to_owned()));
    }
    let Some((host, digits)) = host_and_digits(text) else {
        return Err(refused(format!("('Bad socket format %s', {})", python::repr(text))));
    };
    inet_address::port(digits).map(|port| FcgiSocket::Tcp(host, port)).map_err(refused)
}

/// Parses the parts of `tcp://([^\s:]+):(\d+)$`.
fn host_and_digits(text: &str) -> Option<(&str, &str)> {
    let (host, digits) = text.strip_prefix("tcp://")?.split_once(':')?;
    let is_host = !host.is_empty() && !host.contains(python::is_space);
    // `\d` is a decimal digit of any script, and `int()` accepts the same digits; a sign or an underscore is not one.
    let is_digit = |c: char| python::int(c.encode_utf8(&mut [0; 4]), Base::Decimal).is_ok();
    let is_number = !digits.is_empty() && digits.chars().all(is_digit);
    (is_host && is_number).then_some((host, digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str, is_owned: bool) -> String {
        parse(text, is_owned).unwrap_err().message
    }

    #[test]
    fn an_absolute_path_and_a_host_with_a_port_are_accepted() {
        assert_eq!(parse("unix:///run/f.sock", true), Ok(FcgiSocket::Unix("/run/f.sock")));
        assert_eq!(parse("tcp://localhost:9002", false), Ok(FcgiSocket::Tcp("localhost", 9002)));
    }

    #[test]
    fn other_values_are_rejected_with_the_supervisord_message() {
        for text in [
            "localhost:9002",
            "tcp://:9002",
            "tcp://[::1]:9002",
            "tcp://a:+1",
            "tcp://a:²",
            "tcp://a:1 ",
            "TCP://a:1",
        ] {
            assert_eq!(message(text, false), format!("('Bad socket format %s', '{text}')"));
        }
        let relative = "('Unix socket path %s is not an absolute path', 'f.sock')";
        assert_eq!(message("unix://f.sock", false), relative);
        assert_eq!(message("tcp://a:99999", false), "99999 is above upper bound (65535)");
        assert_eq!(message("tcp://a:0", false), "0 is below lower bound (1)");
    }

    #[test]
    fn an_owner_of_a_tcp_socket_is_reported_before_the_format() {
        let message = message("localhost:9002", true);
        assert!(message.starts_with("socket_owner and socket_mode params should only be used"), "{message}");
    }
}
