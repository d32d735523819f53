//! The JSON of texts: a string if the whole text is known and valid UTF-8, else a list of parts.

use serde::Serialize;

use crate::ir::{Expand, KnownBy, PartRef, Text};

#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(super) enum TextV1<'a> {
    Known(&'a str),
    Parts(Vec<PartV1<'a>>),
}

/// A part: an object with one field, whose name tells the kind of part.
#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum PartV1<'a> {
    /// Text.
    Text(&'a str),
    /// Bytes that are not valid UTF-8, in hexadecimal.
    Bytes(String),
    /// The part that differs between instances: `"as-in-its-name"`.
    Instance(InstanceV1),
    /// One text per instance, in order.
    PerInstance(&'a [String]),
    /// A variable that the manager expands; `split`: into several words.
    Variable { name: &'a str, split: bool },
    /// A value that is not known before the run, and who will know it.
    Unknown { name: &'a str, owner: &'static str },
}

#[derive(Debug, Serialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum InstanceV1 {
    AsInItsName,
}

impl<'a> TextV1<'a> {
    pub(super) fn of(text: &'a Text<'_>) -> Self {
        match text.as_str() {
            Some(known) => Self::Known(known),
            None => Self::Parts(text.parts().map(PartV1::of).collect()),
        }
    }
}

impl<'a> PartV1<'a> {
    fn of(part: PartRef<'a>) -> Self {
        match part {
            PartRef::Bytes(bytes) => match std::str::from_utf8(bytes) {
                Ok(text) => Self::Text(text),
                Err(_) => Self::Bytes(bytes.iter().map(|byte| format!("{byte:02x}")).collect()),
            },
            PartRef::Instance => Self::Instance(InstanceV1::AsInItsName),
            PartRef::PerInstance(texts) => Self::PerInstance(texts),
            PartRef::Variable(name, expand) => Self::Variable { name, split: expand != Expand::Joined },
            PartRef::Unknown(unknown) => Self::Unknown {
                name: &unknown.name,
                owner: match unknown.known_by {
                    KnownBy::Supervisord => "supervisord",
                    KnownBy::Systemd => "systemd",
                    KnownBy::Host => "host",
                },
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::Part;

    #[test]
    fn a_known_text_is_a_string_and_any_other_a_list_of_parts() {
        let json = |text: &Text<'_>| serde_json::to_string(&TextV1::of(text)).unwrap();
        assert_eq!(json(&Text::fixed("a b")), r#""a b""#);
        assert_eq!(json(&Text::plain(b"a\xff".as_slice())), r#"[{"bytes":"61ff"}]"#);
        let variable = Part::Variable { name: "A".to_owned(), expand: Expand::Joined };
        let text = Text::of([Part::Bytes(b"x".as_slice().into()), Part::Instance, variable]);
        let expected =
            r#"[{"text":"x"},{"instance":"as-in-its-name"},{"variable":{"name":"A","split":false}}]"#;
        assert_eq!(json(&text), expected);
    }
}
