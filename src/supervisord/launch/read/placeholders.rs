//! Converts texts to words of a shell and back; parts of a text that are not bytes become placeholder characters.

use crate::ir::{Expand, Part, Text};
use crate::supervisord::launch::{Piece, ShellWord};

/// The first placeholder, one for each part that is not bytes: the characters are from a private use area.
const FIRST_PLACEHOLDER: u32 = 0xF_0000;

/// Whether a text may contain a placeholder: nearly no other characters begin with a byte this high.
fn may_contain_placeholder(bytes: &[u8]) -> bool {
    const FIRST_BYTE: u8 = 0xF3;
    bytes.iter().any(|byte| *byte >= FIRST_BYTE)
}

/// The parts that the placeholders represent.
#[derive(Default)]
pub(super) struct Placeholders {
    parts: Vec<Part<'static>>,
}

impl Placeholders {
    /// The text with a placeholder for each part that is not bytes; `None` if the bytes are not UTF-8.
    pub(super) fn encode(&mut self, text: &Text<'_>) -> Option<String> {
        // The most common case.
        if let Some(bytes) = text.bytes().filter(|bytes| !may_contain_placeholder(bytes)) {
            return std::str::from_utf8(bytes).ok().map(str::to_owned);
        }
        let mut out = String::new();
        for part in text.clone().into_owned().owned_parts() {
            match part {
                Part::Bytes(bytes) => {
                    for c in std::str::from_utf8(&bytes).ok()?.chars() {
                        // A character that would be read as a placeholder gets a placeholder itself.
                        if u32::from(c) >= FIRST_PLACEHOLDER {
                            let own = c.encode_utf8(&mut [0; 4]).as_bytes().to_vec();
                            out.push(self.placeholder(Part::Bytes(own.into()))?);
                        } else {
                            out.push(c);
                        }
                    }
                }
                part => out.push(self.placeholder(part)?),
            }
        }
        Some(out)
    }

    fn placeholder(&mut self, part: Part<'static>) -> Option<char> {
        let placeholder = char::from_u32(FIRST_PLACEHOLDER + u32::try_from(self.parts.len()).ok()?);
        self.parts.push(part);
        placeholder
    }

    fn parts(&self, text: &str, out: &mut Vec<Part<'static>>) {
        if !text.is_empty() && !may_contain_placeholder(text.as_bytes()) {
            match out.last_mut() {
                Some(Part::Bytes(bytes)) => bytes.to_mut().extend_from_slice(text.as_bytes()),
                _ => out.push(Part::Bytes(text.as_bytes().to_vec().into())),
            }
            return;
        }
        for c in text.chars() {
            let placeholder =
                u32::from(c).checked_sub(FIRST_PLACEHOLDER).and_then(|at| self.parts.get(at as usize));
            match (placeholder, out.last_mut()) {
                (Some(part), _) => out.push(part.clone()),
                (None, Some(Part::Bytes(bytes))) => {
                    bytes.to_mut().extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
                }
                (None, _) => out.push(Part::Bytes(c.encode_utf8(&mut [0; 4]).as_bytes().to_vec().into())),
            }
        }
    }

    pub(super) fn text(&self, text: &str) -> Text<'static> {
        let mut parts = Vec::new();
        self.parts(text, &mut parts);
        Text::of(parts)
    }

    pub(super) fn word(&self, word: &ShellWord) -> Option<Text<'static>> {
        let mut parts = Vec::new();
        for piece in &word.0 {
            match piece {
                Piece::Literal(text) => self.parts(text, &mut parts),
                Piece::Joined(name) => {
                    parts.push(Part::Variable { name: name.clone(), expand: Expand::Joined });
                }
                Piece::Split(name) => {
                    parts.push(Part::Variable { name: name.clone(), expand: Expand::ShellSplit });
                }
                Piece::PrimaryGroupOf(_)
                | Piece::AllGroupsOf(_)
                | Piece::EntriesOf(_)
                | Piece::MatchesOf(_)
                | Piece::HomeOf(_)
                | Piece::ShellPid
                | Piece::CommandOutput(_) => return None,
            }
        }
        Some(Text::of(parts))
    }
}
