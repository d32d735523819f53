//! The socket of an fcgi-program (`parse_fcgi_socket` of `supervisor/options.py`).

use super::json::SocketV1;
use super::program::mode;
use super::reader::Options;
use crate::supervisord::kinds::integer;
use crate::supervisord::kinds::python::{self, Base};
use crate::supervisord::options::Name;
use crate::unix::lexical_path::normpath;

/// The socket that a section describes.
pub(super) fn socket(options: &Options<'_, '_>) -> SocketV1 {
    let written = |text: String| options.reader.placeholders.restore(text);
    let text = options.text(Name::Socket).unwrap_or_default();
    let backlog =
        options.has(Name::SocketBacklog).then(|| options.read(Name::SocketBacklog, 0, integer::parse));
    let Some(path) = text.strip_prefix("unix://") else {
        return SocketV1 { url: written(tcp(&text).unwrap_or(text)), owner: None, mode: None, backlog };
    };
    let owner = match options.text(Name::SocketOwner) {
        Some(text) => {
            let (user, group) = match text.split_once(':') {
                Some((user, group)) => (user, Some(group)),
                None => (text.as_str(), None),
            };
            Some([Some(written(user.to_owned())), group.map(|group| written(group.to_owned()))])
        }
        // The user of the program and that user's group, unless the user is root, as supervisord itself is.
        None => {
            options.text(Name::User).filter(|user| python::int(user, Base::Decimal) != Ok(0)).map(|user| {
                let user = written(user);
                [Some(user.clone()), Some(user)]
            })
        }
    };
    let mode = options.text(Name::SocketMode).map_or_else(|| "700".to_owned(), |text| mode(options, text));
    SocketV1 { url: written(format!("unix://{}", normpath(path))), owner, mode: Some(mode), backlog }
}

/// `tcp://HOST:PORT`, as supervisord writes it: the host in lower case, the port without leading zeros.
fn tcp(text: &str) -> Option<String> {
    let (host, port) = text.strip_prefix("tcp://")?.split_once(':')?;
    let port = python::int(port, Base::Decimal).ok()?;
    Some(format!("tcp://{}:{port}", host.to_lowercase()))
}
