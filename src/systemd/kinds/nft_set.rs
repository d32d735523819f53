//! nftables sets that systemd fills: `config_parse_nft_set()` of systemd's `firewall-util-nft.c`.

use super::fields::{Fields, SplitOptions};
use super::words::{Flags, Words};
use crate::value::ValueError;

/// The sources in units; those for network addresses belong to other files.
const SOURCES: [&str; 3] = ["cgroup", "user", "group"];
const FAMILIES: [&str; 6] = ["arp", "bridge", "inet", "ip", "ip6", "netdev"];
/// The maximum length of an nftables name in bytes.
const MAX: usize = 31;

/// Parses a value of `NFTSet=`: `SOURCE:FAMILY:TABLE:SET` words.
///
/// # Errors
/// A word is invalid: systemd ignores the rest of the line.
pub fn parse(text: &str) -> Result<(), ValueError> {
    const EXPECTED: &str = "SOURCE:FAMILY:TABLE:SET, such as cgroup:inet:filter:my_service";
    for word in Words::new(text, Flags::INSTALL) {
        let word = word.map_err(|error| {
            ValueError::at(error.span, format!("Invalid syntax, ignoring: {text}"), "balanced quotes")
        })?;
        let tuple = word.lossy();
        error_message(&tuple)
            .map_or(Ok(()), |what| Err(ValueError::at(word.span, format!("{what}, ignoring"), EXPECTED)))?;
    }
    Ok(())
}

/// systemd's message for a word that it does not accept.
fn error_message(tuple: &str) -> Option<String> {
    let mut fields = Fields::new(tuple);
    let mut parts = Vec::new();
    while let Ok(Some(field)) = fields.next(&SplitOptions::COLONS) {
        parts.push(field.text);
    }
    let [source, family, table, set] = parts.as_slice() else {
        return Some(format!("Failed to parse NFT set {tuple}"));
    };
    if !SOURCES.contains(&source.as_str()) {
        Some(format!("Unknown NFT source {source}"))
    } else if !FAMILIES.contains(&family.as_str()) {
        Some(format!("Unknown NFT protocol family {family}"))
    } else if !is_identifier(table) {
        Some(format!("Invalid table name {table}"))
    } else if !is_identifier(set) {
        Some(format!("Invalid set name {set}"))
    } else {
        None
    }
}

/// `nft_identifier_valid()`
fn is_identifier(name: &str) -> bool {
    name.len() <= MAX
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'/' | b'\\' | b'_' | b'.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_nft_set_has_four_valid_parts() {
        for text in ["cgroup:inet:filter:a", "user:ip6:f:b.c \"group:netdev:a/b:c\"", ""] {
            assert_eq!(parse(text), Ok(()), "{text}");
        }
        for (text, message) in [
            ("cgroup:inet:filter", "Failed to parse NFT set cgroup:inet:filter, ignoring"),
            ("cgroup:inet:a:b:c", "Failed to parse NFT set cgroup:inet:a:b:c, ignoring"),
            ("address:inet:a:b", "Unknown NFT source address, ignoring"),
            ("user:ipv4:a:b", "Unknown NFT protocol family ipv4, ignoring"),
            ("user:ip:1a:b", "Invalid table name 1a, ignoring"),
            ("user:ip:a:b-c", "Invalid set name b-c, ignoring"),
        ] {
            assert_eq!(parse(text).unwrap_err().message, message);
        }
    }
}
