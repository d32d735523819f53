//! Where a server of supervisord listens, and where supervisorctl connects to.

use crate::supervisord::kinds::integer;
use crate::unix::lexical_path::simplify;

/// The address that a server listens on, or a client connects to.
pub(crate) enum ServerAddress {
    /// The path of a Unix socket.
    Socket(String),
    /// Host and port.
    Tcp(String, i64),
}

impl ServerAddress {
    /// Parses a `serverurl`; `None` if supervisorctl does not know its protocol.
    pub(crate) fn of_url(url: &str) -> Option<Self> {
        if let Some(path) = url.strip_prefix("unix://") {
            return Some(Self::of_socket(path));
        }
        let rest = url.strip_prefix("http://")?;
        let rest = rest.split('/').next().unwrap_or_default();
        let rest = rest.rsplit_once('@').map_or(rest, |(_, host)| host);
        let (host, port) = rest.rsplit_once(':').unwrap_or((rest, "80"));
        Some(Self::Tcp(host.to_lowercase(), integer::parse(port).unwrap_or(-1)))
    }

    /// The address of the Unix socket with this path.
    pub(crate) fn of_socket(path: &str) -> Self {
        Self::Socket(normalize(path))
    }

    /// Whether it is an address of this machine, whatever the machine is called and wherever supervisorctl runs.
    pub(crate) fn is_of_this_machine(&self) -> bool {
        match self {
            Self::Socket(path) => path.starts_with('/'),
            Self::Tcp(host, port) => *port > 0 && (is_loopback(host) || host == "0.0.0.0"),
        }
    }

    /// Whether a client that connects to this address may reach the server.
    pub(crate) fn may_reach(&self, server: &Self) -> bool {
        match (self, server) {
            (Self::Socket(client), Self::Socket(server)) => client == server || !server.starts_with('/'),
            (Self::Tcp(_, client), Self::Tcp(host, server)) => {
                // Any name may be one of this machine; another address is not the loopback one.
                let is_other = host.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.')
                    && !matches!(host.as_str(), "" | "0.0.0.0")
                    && !is_loopback(host);
                client == server && !is_other
            }
            _ => false,
        }
    }
}

/// Whether a host is this machine, under an address that no other machine reaches.
pub(crate) fn is_loopback(host: &str) -> bool {
    host == "localhost" || host.starts_with("127.")
}

/// Normalises a path, so that two spellings of it are equal. `/var/run` is a symlink to `/run` everywhere.
fn normalize(path: &str) -> String {
    let path = simplify(path);
    match path.strip_prefix("/var/run/") {
        Some(rest) => format!("/run/{rest}"),
        None => path.into_owned(),
    }
}
