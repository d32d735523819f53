//! Texts of the model in supervisord's spelling.

use crate::ir::{Expand, Owner, Part, PartRef, Text};
use crate::supervisord::kinds::expansion;
use crate::supervisord::launch::{Piece, ShellWord};

/// Why a text cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwritable {
    /// A byte that is not UTF-8, for the file is text, or NUL, which ends every argument.
    NotText,
    /// A variable whose value is not known.
    Variable(String),
    /// A specifier whose value only systemd knows.
    Specifier(String),
    /// A text for each instance.
    PerInstance,
}

/// How the instance's own text is written.
#[derive(Clone, Debug)]
pub(super) enum InstanceText<'i> {
    /// By an expansion: `%(process_num)02d`.
    Expansion(String),
    /// As it is: the program is written for this instance alone.
    Text {
        /// The instance's text.
        text: &'i str,
        /// Which one it is.
        at: usize,
    },
}

/// Writes a text so that supervisord reads it as it is meant; `passes` is how often the option is expanded.
pub(super) fn write(text: &Text<'_>, passes: u8, instance: &InstanceText<'_>) -> Result<String, Unwritable> {
    let mut out = String::new();
    for part in text.parts() {
        match part {
            PartRef::Bytes(bytes) => {
                let text = std::str::from_utf8(bytes).ok().filter(|text| !text.contains('\0'));
                let text = text.ok_or(Unwritable::NotText)?;
                out.push_str(&escape(text, passes));
            }
            PartRef::Instance => match instance {
                InstanceText::Expansion(expansion) => out.push_str(expansion),
                InstanceText::Text { text, at: _ } => out.push_str(&escape(text, passes)),
            },
            PartRef::PerInstance(texts) => match instance {
                InstanceText::Text { text: _, at } if *at < texts.len() => {
                    out.push_str(&escape(&texts[*at], passes));
                }
                _ => return Err(Unwritable::PerInstance),
            },
            PartRef::Variable(name, _) => return Err(Unwritable::Variable(name.to_owned())),
            PartRef::Unknown(unknown) => match unknown.owner {
                Owner::Supervisord | Owner::Host => out.push_str(&format!("%({})s", unknown.name)),
                Owner::Systemd => match of_user(&unknown.name) {
                    Some(variable) => out.push_str(&format!("%(ENV_{variable})s")),
                    None => return Err(Unwritable::Specifier(unknown.name.clone())),
                },
            },
        }
    }
    Ok(out)
}

/// The same for a word of a shell, which puts the variables of files in place: `at_run`.
pub(super) fn shell_word(
    text: &Text<'_>,
    instance: &InstanceText<'_>,
    at_run: bool,
) -> Result<ShellWord, Unwritable> {
    let mut pieces: Vec<Piece> = Vec::new();
    for part in text.owned_parts() {
        let (name, expand) = match part {
            Part::Variable { name, expand } if at_run && is_name(&name) => (name, expand),
            part => {
                let more = write(&Text::of([part]), 1, instance)?;
                match pieces.last_mut() {
                    Some(Piece::Literal(text)) => text.push_str(&more),
                    _ => pieces.push(Piece::Literal(more)),
                }
                continue;
            }
        };
        pieces.push(match expand {
            Expand::Joined => Piece::Joined(name),
            Expand::Split | Expand::AtBlanks => Piece::Split(name),
        });
    }
    Ok(ShellWord(pieces))
}

/// The variable that has what a specifier stands for in a unit of a user, where supervisord is that user's as well. In a unit of
/// the system none of these specifiers is unknown.
fn of_user(letter: &str) -> Option<&'static str> {
    match letter {
        "h" => Some("HOME"),
        "u" => Some("USER"),
        "t" => Some("XDG_RUNTIME_DIR"),
        _ => None,
    }
}

/// Whether a text has something in it of the user whose manager runs the unit.
pub(super) fn is_of_user(text: &Text<'_>) -> bool {
    text.unknowns().any(|unknown| unknown.owner == Owner::Systemd && of_user(&unknown.name).is_some())
}

/// Whether a shell takes a name as a variable's.
fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_ascii_alphabetic() || c == '_';
    name.starts_with(is_letter) && name.chars().all(|c| is_letter(c) || c.is_ascii_digit())
}

fn escape(text: &str, passes: u8) -> String {
    let once = expansion::escape(text);
    if passes > 1 { expansion::escape(&once).into_owned() } else { once.into_owned() }
}
