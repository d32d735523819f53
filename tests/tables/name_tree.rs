//! Generates code that recognizes one of several names: nested matches on the length and on bytes that differ.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

/// Renders the body of `fn(name: &[u8]) -> Option<Name>`, which returns the only name that `name` can be. The caller
/// compares. With `fold`, letters are matched in lower case; the names must be in lower case then.
pub(super) fn render(names: &[(&str, String)], fold: bool) -> String {
    let mut by_length: BTreeMap<usize, Vec<(&[u8], &str)>> = BTreeMap::new();
    for (text, variant) in names {
        by_length.entry(text.len()).or_default().push((text.as_bytes(), variant));
    }
    let mut out = String::from("    Some(match name.len() {\n");
    for (length, group) in by_length {
        let tree = node(&group, fold);
        if group.len() == 1 {
            let _ = writeln!(out, "        {length} => {tree},");
        } else {
            let _ =
                writeln!(out, "        {length} => {{ let n = name.first_chunk::<{length}>()?; {tree} }}");
        }
    }
    out.push_str("        _ => return None,\n    })\n");
    out
}

fn node(group: &[(&[u8], &str)], fold: bool) -> String {
    if let [(_, variant)] = group {
        return format!("N::{variant}");
    }
    let length = group[0].0.len();
    let seen = |byte: u8| if fold { byte | 0x20 } else { byte };
    // The byte whose largest group is smallest; the first of several.
    let at = (0..length)
        .min_by_key(|at| {
            let mut sizes: BTreeMap<u8, usize> = BTreeMap::new();
            for (text, _) in group {
                *sizes.entry(seen(text[*at])).or_default() += 1;
            }
            (sizes.values().copied().max(), usize::MAX - sizes.len())
        })
        .expect("all names have the same length");
    let bytes: BTreeSet<u8> = group.iter().map(|(text, _)| seen(text[at])).collect();
    assert!(bytes.len() > 1, "two names are the same: {group:?}");
    let mut out = if fold { format!("match n[{at}] | 0x20 {{ ") } else { format!("match n[{at}] {{ ") };
    for byte in bytes {
        let part: Vec<_> = group.iter().filter(|(text, _)| seen(text[at]) == byte).copied().collect();
        let _ = write!(out, "b'{}' => {}, ", byte.escape_ascii(), node(&part, fold));
    }
    out.push_str("_ => return None }");
    out
}
