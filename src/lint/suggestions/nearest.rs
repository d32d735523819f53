//! Suggests the nearest of a set of names: "did you mean …".

/// The candidate nearest to `name`, if it is so near that a typo is likely: one edit for short names, two for longer
/// ones. `None` if two are equally near, since either would be a guess.
pub(crate) fn nearest<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let name = name.to_lowercase();
    let longest = match name.chars().count() {
        0..=2 => return None,
        3..=5 => 1,
        _ => 2,
    };
    let own = letters(&name);
    let mut best: Option<(usize, &str)> = None;
    let mut tied = false;
    for candidate in candidates {
        // Counting edits is expensive; one edit changes the length by at most one and the set of letters by at most
        // two.
        let is_far = name.len().abs_diff(candidate.len()) > longest
            || (own ^ letters(candidate)).count_ones() as usize > 2 * longest;
        if is_far && name.is_ascii() && candidate.is_ascii() {
            continue;
        }
        let edits = strsim::damerau_levenshtein(&name, &candidate.to_lowercase());
        match best {
            Some((fewest, _)) if edits > fewest => {}
            Some((fewest, known)) if edits == fewest => tied |= known != candidate,
            _ => {
                best = Some((edits, candidate));
                tied = false;
            }
        }
    }
    best.filter(|(edits, _)| *edits <= longest && !tied).map(|(_, candidate)| candidate)
}

/// The one candidate that `name` begins, as an abbreviation does: `WorkingDir`. A candidate that only adds the unit of a
/// time comes first: `TimeoutStart` is `TimeoutStartSec`, whatever else begins like that. `None` for short names, and if
/// there are several.
pub(crate) fn completed<'c>(name: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    if name.len() < 5 {
        return None;
    }
    let rest = |candidate: &'c str| {
        let start = candidate.get(..name.len())?;
        start.eq_ignore_ascii_case(name).then(|| &candidate[name.len()..])
    };
    let mut found = None;
    let mut tied = false;
    for candidate in candidates {
        match rest(candidate) {
            Some("Sec") => return Some(candidate),
            Some(_) => tied |= found.replace(candidate).is_some_and(|known| known != candidate),
            None => {}
        }
    }
    found.filter(|_| !tied)
}

/// The set of letters in a name, ignoring case: a bit for each.
fn letters(name: &str) -> u32 {
    name.bytes().fold(0, |letters, byte| letters | 1 << (byte & 0x1f))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_typo_is_matched_but_an_ambiguous_name_is_not() {
        let names = ["autorestart", "autostart", "user", "umask"];
        assert_eq!(nearest("auto_restart", names), Some("autorestart"));
        assert_eq!(nearest("autoresart", names), Some("autorestart"));
        assert_eq!(nearest("AutoStart", names), Some("autostart"));
        assert_eq!(nearest("usr", names), Some("user"));
        assert_eq!(nearest("group", names), None);
        assert_eq!(nearest("ab", ["aa", "bb"]), None);
        assert_eq!(nearest("stderr_log", ["stderr_loq", "stderr_lop"]), None);
    }

    #[test]
    fn an_abbreviation_is_completed_if_it_is_unambiguous() {
        let names =
            ["WorkingDirectory", "TimeoutStartFailureMode", "TimeoutStartSec", "ExecStart", "ExecStartPre"];
        assert_eq!(completed("WorkingDir", names), Some("WorkingDirectory"));
        assert_eq!(completed("workingdir", names), Some("WorkingDirectory"));
        assert_eq!(completed("timeoutstart", names), Some("TimeoutStartSec"));
        assert_eq!(completed("ExecS", names), None);
        assert_eq!(completed("Work", names), None);
        assert_eq!(completed("WorkingDirectory2", names), None);
    }

    proptest::proptest! {
        #[test]
        fn the_prefilter_skips_only_names_beyond_the_edit_distance(name in "[a-cA_]{3,9}", candidate in "[a-c_]{1,9}") {
            let longest = if name.len() < 6 { 1 } else { 2 };
            let is_near = strsim::damerau_levenshtein(&name.to_lowercase(), &candidate) <= longest;
            proptest::prop_assert_eq!(nearest(&name, [candidate.as_str()]).is_some(), is_near);
        }
    }
}
