//! `port=` of `[inet_http_server]`: a port, optionally after a host (`supervisor.datatypes.inet_address`).

use super::python::{self, Base};
use crate::value::ValueError;

/// The valid values, as described in error messages.
const EXPECTED: &str = "PORT, HOST:PORT or *:PORT";

/// The address at which a server listens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct InetAddress<'a> {
    /// The host as written; empty for all addresses, also written as `*`.
    pub host: &'a str,
    /// The port, never 0.
    pub port: u16,
}

/// Parses an address. It is split at the last colon, and the host is not checked.
///
/// # Errors
///
/// For a port that Python's `int()` does not accept or that is not from 1 to 65535, and for a host without a port.
pub fn parse(text: &str) -> Result<InetAddress<'_>, ValueError> {
    let refused = |message| ValueError::whole(text, message, EXPECTED);
    let Some((host, port)) = text.rsplit_once(':') else {
        // The trailing space is supervisord's.
        let port =
            port(text).map_err(|_| refused(format!("not a valid port number: {} ", python::repr(text))))?;
        return Ok(InetAddress { host: "", port });
    };
    if port.is_empty() {
        return Err(refused("no port number specified in ''".to_owned()));
    }
    let port = self::port(port).map_err(refused)?;
    Ok(InetAddress { host: if host == "*" { "" } else { host }, port })
}

/// Parses a port number (`port_number`); the error is supervisord's message.
pub(super) fn port(text: &str) -> Result<u16, String> {
    let number = python::int(text, Base::Decimal).map_err(|error| error.message(text, Base::Decimal))?;
    match u16::try_from(number) {
        Ok(0) => Err("0 is below lower bound (1)".to_owned()),
        Ok(port) => Ok(port),
        Err(_) if number < 0 => Err(format!("{} is below lower bound (1)", shown(text, number))),
        Err(_) => Err(format!("{} is above upper bound (65535)", shown(text, number))),
    }
}

/// A number as Python prints it; one beyond `i64` is printed as written.
fn shown(text: &str, number: i64) -> String {
    match number {
        i64::MIN | i64::MAX => python::strip(text).to_owned(),
        number => number.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn message(text: &str) -> String {
        parse(text).unwrap_err().message
    }

    #[test]
    fn the_last_colon_separates_the_port_and_any_host_is_accepted() {
        let at = |host, port| Ok(InetAddress { host, port });
        assert_eq!(parse("9001"), at("", 9001));
        assert_eq!(parse(":9001"), at("", 9001));
        assert_eq!(parse("*:9001"), at("", 9001));
        assert_eq!(parse("localhost: 9_001"), at("localhost", 9001));
        assert_eq!(parse("[::1]:65535"), at("[::1]", 65535));
        assert_eq!(parse("http://127.0.0.1:1"), at("http://127.0.0.1", 1));
    }

    #[test]
    fn invalid_ports_are_rejected_with_the_supervisord_message() {
        assert_eq!(message("127.0.0.1"), "not a valid port number: '127.0.0.1' ");
        assert_eq!(message("0"), "not a valid port number: '0' ");
        assert_eq!(message(""), "not a valid port number: '' ");
        assert_eq!(message("localhost:"), "no port number specified in ''");
        assert_eq!(message("localhost:http"), "invalid literal for int() with base 10: 'http'");
        assert_eq!(message("localhost:0"), "0 is below lower bound (1)");
        assert_eq!(message("localhost:-1"), "-1 is below lower bound (1)");
        assert_eq!(message("localhost:70000"), "70000 is above upper bound (65535)");
        assert_eq!(message("a:99999999999999999999"), "99999999999999999999 is above upper bound (65535)");
    }
}
