//! Address families: `af_from_name()` of systemd's `af-list.c`, whose names are those of `<sys/socket.h>`.

use super::words::{Flags, Words};
use crate::systemd::versions::Release;
use crate::text::word_list::WordList;
use crate::value::ValueError;

/// The names, sorted (glibc 2.36).
const NAMES: WordList = WordList::new(
    "AF_ALG AF_APPLETALK AF_ASH AF_ATMPVC AF_ATMSVC AF_AX25 AF_BLUETOOTH AF_BRIDGE AF_CAIF AF_CAN \
     AF_DECnet AF_ECONET AF_FILE AF_IB AF_IEEE802154 AF_INET AF_INET6 AF_IPX AF_IRDA AF_ISDN AF_IUCV \
     AF_KCM AF_KEY AF_LLC AF_LOCAL AF_MCTP AF_MPLS AF_NETBEUI AF_NETLINK AF_NETROM AF_NFC AF_PACKET \
     AF_PHONET AF_PPPOX AF_QIPCRTR AF_RDS AF_ROSE AF_ROUTE AF_RXRPC AF_SECURITY AF_SMC AF_SNA AF_TIPC \
     AF_UNIX AF_VSOCK AF_WANPIPE AF_X25 AF_XDP",
);

/// The first release that accepts `none`.
pub const NONE_SINCE: Release = Release(249);

/// Whether this is the name of an address family, in upper case.
#[must_use]
pub fn is_known(name: &str) -> bool {
    NAMES.contains(name)
}

/// Parses a list such as `~AF_INET AF_UNIX`, and calls `report` for each word that is not an address family; systemd
/// ignores such a word.
pub fn parse(text: &str, release: Release, report: &mut dyn FnMut(ValueError)) {
    if text == "none" && release >= NONE_SINCE {
        return;
    }
    let list = text.strip_prefix('~');
    let start = u32::from(list.is_some());
    let list = list.unwrap_or(text);
    for word in Words::new(list, Flags::PATHS) {
        match word {
            Ok(word) if word.text().is_some_and(is_known) => {}
            Ok(word) => {
                let message = format!("Failed to parse address family, ignoring: {}", word.lossy());
                report(ValueError::at(word.span.shifted(start), message, "address families such as AF_INET"));
            }
            Err(error) => {
                let message = format!("Invalid syntax, ignoring: {list}");
                report(ValueError::at(error.span.shifted(start), message, "balanced quotes"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(text: &str, release: u16) -> Vec<String> {
        let mut found = Vec::new();
        parse(text, Release(release), &mut |error| found.push(error.message));
        found
    }

    #[test]
    fn names_are_the_upper_case_header_constants() {
        assert!(messages("AF_INET AF_INET6 \"AF_UNIX\" AF_DECnet", 252).is_empty());
        assert!(messages("~AF_PACKET", 252).is_empty());
        assert_eq!(
            messages("AF_INET inet af_unix", 252),
            [
                "Failed to parse address family, ignoring: inet",
                "Failed to parse address family, ignoring: af_unix"
            ]
        );
        assert_eq!(messages("AF_INET,AF_UNIX", 252).len(), 1);
    }

    #[test]
    fn none_is_accepted_from_249_on() {
        assert_eq!((messages("none", 248).len(), messages("none", 249).len()), (1, 0));
        assert_eq!(messages("~none", 252).len(), 1, "`none` must be the only word");
    }
}
