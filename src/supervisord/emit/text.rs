//! Writes texts of the model in supervisord's syntax.

use std::collections::BTreeSet;

use crate::ir::{Expand, KnownBy, Part, PartRef, Text};
use crate::supervisord::kinds::expansion;
use crate::supervisord::launch::user_specifiers::{UserSpecifier, user_specifier};
use crate::supervisord::launch::{Piece, ShellWord};
use crate::unix::variable_name::is_variable_name;

/// Why a text cannot be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unwritable {
    /// A byte that is not UTF-8, which the file must be, or NUL, which would end an argument.
    NotText,
    /// A variable whose value is not known.
    Variable(String),
    /// A specifier whose value only systemd knows.
    Specifier(String),
    /// A text that differs for each instance.
    PerInstance,
}

/// How the text of the instance is written.
#[derive(Clone, Debug)]
pub(super) enum InstanceText<'i> {
    /// As an expansion: `%(process_num)02d`.
    Expansion(String),
    /// Literally: the program is written for this instance only.
    Text {
        /// The instance's text.
        text: &'i str,
        /// The index of the instance.
        at: usize,
    },
}

/// Writes a text so that supervisord reads back the same; `passes` is how often it expands the option.
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
            PartRef::Unknown(unknown) => match unknown.known_by {
                KnownBy::Supervisord | KnownBy::Host => out.push_str(&format!("%({})s", unknown.name)),
                KnownBy::Systemd => match user_specifier(&unknown.name) {
                    Some(UserSpecifier { variable, suffix, overridden_by: _ }) => {
                        out.push_str(&format!("%(ENV_{variable})s{suffix}"));
                    }
                    None => return Err(Unwritable::Specifier(unknown.name.clone())),
                },
            },
        }
    }
    Ok(out)
}

/// Writes a word of a shell command; with `shell_expands`, the shell expands variables from environment files.
pub(super) fn shell_word(
    text: &Text<'_>,
    instance: &InstanceText<'_>,
    shell_expands: bool,
) -> Result<ShellWord, Unwritable> {
    if text.bytes().is_some() {
        return Ok(ShellWord(vec![Piece::Literal(write(text, 1, instance)?)]));
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for part in text.owned_parts() {
        let (name, expand) = match part {
            Part::Variable { name, expand } if shell_expands && is_variable_name(name.as_bytes()) => {
                (name, expand)
            }
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
            Expand::Split | Expand::ShellSplit => Piece::Split(name),
        });
    }
    Ok(ShellWord(pieces))
}

/// How texts depend on the user whose manager runs the unit.
#[derive(Debug, Default)]
pub(super) struct UserDependence {
    /// The variables of supervisord's environment that are written instead.
    variables: BTreeSet<&'static str>,
    /// The variables that override a directory below the user's home.
    overridden_by: BTreeSet<&'static str>,
}

impl UserDependence {
    pub(super) fn add(&mut self, text: &Text<'_>) {
        let of_systemd = text.unknowns().filter(|unknown| unknown.known_by == KnownBy::Systemd);
        for one in of_systemd.filter_map(|unknown| user_specifier(&unknown.name)) {
            self.variables.insert(one.variable);
            self.overridden_by.extend(one.overridden_by);
        }
    }

    /// The note on them; `None` if they do not.
    pub(super) fn note(&self) -> Option<String> {
        let names: Vec<String> =
            self.variables.iter().map(|variable| format!("%(ENV_{variable})s")).collect();
        let (tell, that) = match names.len() {
            0 => return None,
            1 => ("refers", "that variable"),
            _ => ("refer", "these variables"),
        };
        let mut reason = format!(
            "This is a user unit: what it says about its user applies to the user whose manager runs it. {} {tell} to the \
             user who runs supervisord, and supervisord needs {that} to start.",
            names.join(" and ")
        );
        if !self.overridden_by.is_empty() {
            let names: Vec<&str> = self.overridden_by.iter().copied().collect();
            reason.push_str(&format!(
                " The usual directories below it are assumed: if {} names another, write that.",
                names.join(" or ")
            ));
        }
        Some(reason)
    }
}

fn escape(text: &str, passes: u8) -> String {
    let once = expansion::escape(text);
    if passes > 1 { expansion::escape(&once).into_owned() } else { once.into_owned() }
}
