//! Lists the first of several names when there may be too many to print.

/// Joins the names; after `most` of them, only the number of the others follows.
pub(crate) fn truncated_list<T: AsRef<str>>(names: &[T], most: usize) -> String {
    let (first, more) = names.split_at(names.len().min(most));
    let mut text = first.iter().map(AsRef::as_ref).collect::<Vec<_>>().join(", ");
    if !more.is_empty() {
        text.push_str(&format!(" and {} more", more.len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn omitted_items_are_counted() {
        assert_eq!(truncated_list(&["a", "b"], 2), "a, b");
        assert_eq!(truncated_list(&["a", "b", "c", "d"], 2), "a, b and 2 more");
    }
}
