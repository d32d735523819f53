//! Specifiers in the model: those known from the unit's name are expanded to bytes, the instance becomes a part of its
//! own.

use std::borrow::Cow;
use std::sync::Arc;

use crate::ir::{Expand, Instances, KnownBy, Part, Purpose, Service, Text, Unknown};
use crate::source::{FileId, MappedText, Sources, Span};
use crate::systemd::Unit;
use crate::systemd::kinds::escape;
use crate::systemd::kinds::exec::argument::{self as exec_argument, Piece as ArgumentPiece};
use crate::systemd::kinds::specifier::{self, Piece};
use crate::systemd::kinds::unit_name::UnitName;
use crate::systemd::kinds::words::Word;
use crate::systemd::versions::Release;

/// The expansions of a unit's specifiers.
#[derive(Debug)]
pub(super) struct Specifiers<'u> {
    name: &'u str,
    stem: &'u str,
    prefix: &'u str,
    /// The text after the `@`; `None` for a template, since it differs by instance.
    instance: Option<&'u str>,
    is_template: bool,
    /// Whether a user manager runs the unit.
    is_user_unit: bool,
    release: Release,
}

/// The first release whose user managers keep state and logs apart from configuration, under `XDG_STATE_HOME` (NEWS).
const STATE_HOME_SINCE: Release = Release(254);

impl<'u> Specifiers<'u> {
    pub(super) fn of(unit: &'u Unit, sources: &Sources, release: Release) -> Self {
        let stem = unit.stem();
        let (prefix, instance) =
            stem.split_once('@').map_or((stem, Some("")), |(prefix, text)| (prefix, Some(text)));
        let is_template = unit.is_template();
        let is_user_unit = unit.is_user_unit(sources);
        let instance = instance.filter(|_| !is_template);
        Self { name: &unit.name, stem, prefix, instance, is_template, is_user_unit, release }
    }

    /// The expansion of a specifier.
    fn parts(&self, letter: u8) -> Vec<Part<'static>> {
        match letter {
            // Before, users had no directories of their own for either of them (`paths_user` in manager.c).
            b'S' if self.is_user_unit && self.release < STATE_HOME_SINCE => vec![self.part(b'E')],
            b'L' if self.is_user_unit => {
                let mut parts = self.parts(b'S');
                parts.push(Part::Bytes(Cow::Borrowed(b"/log")));
                parts
            }
            // The name of an instance is that of the template with the instance text inserted.
            b'n' | b'N' if self.is_template => {
                let (prefix, rest) = self.name.split_at(self.prefix.len() + 1);
                let rest = if letter == b'n' { rest } else { "" };
                vec![
                    Part::Bytes(Cow::Owned(prefix.into())),
                    Part::Instance,
                    Part::Bytes(Cow::Owned(rest.into())),
                ]
            }
            _ => vec![self.part(letter)],
        }
    }

    /// The parent directory of the directories of a purpose.
    pub(super) fn parent_directory(&self, purpose: Purpose) -> Text<'static> {
        Text::of(self.parts(match purpose {
            Purpose::Runtime => b't',
            Purpose::State => b'S',
            Purpose::Cache => b'C',
            Purpose::Logs => b'L',
            Purpose::Configuration => b'E',
        }))
    }

    /// The expansion of a specifier that consists of one part. For a unit of a user, neither the user nor the
    /// environment of the user manager is known.
    fn part(&self, letter: u8) -> Part<'static> {
        let bytes = |text: &str| Part::Bytes(Cow::Owned(text.as_bytes().to_vec()));
        let unknown = |known_by, name: &str| {
            Part::Unknown(Unknown { known_by, name: name.to_owned(), expand: Expand::Joined })
        };
        match letter {
            b'i' if self.is_template => Part::Instance,
            // The instances are not known yet: `unescape_instances` replaces this.
            b'I' if self.is_template => unknown(KnownBy::Systemd, UNESCAPED_INSTANCE),
            b'f' if self.is_template => unknown(KnownBy::Systemd, INSTANCE_AS_PATH),
            b'i' => bytes(self.instance.unwrap_or_default()),
            b'I' => Part::Bytes(Cow::Owned(unescaped(self.instance.unwrap_or_default()))),
            b'p' => bytes(self.prefix),
            b'P' => Part::Bytes(Cow::Owned(unescaped(self.prefix))),
            b'j' => bytes(last_component(self.prefix)),
            b'J' => Part::Bytes(Cow::Owned(unescaped(last_component(self.prefix)))),
            // A path, from the instance or else the prefix (`specifier_filename()`).
            b'f' => {
                let of = self.instance.filter(|instance| !instance.is_empty()).unwrap_or(self.prefix);
                Part::Bytes(Cow::Owned(unescaped_path(of)))
            }
            b'n' => bytes(self.name),
            b'N' => bytes(self.stem),
            b't' | b'S' | b'C' | b'E' | b'h' | b'u' | b'g' | b'U' | b'G' if self.is_user_unit => {
                unknown(KnownBy::Systemd, &char::from(letter).to_string())
            }
            b't' => bytes("/run"),
            b'S' => bytes("/var/lib"),
            b'C' => bytes("/var/cache"),
            b'L' => bytes("/var/log"),
            b'E' => bytes("/etc"),
            b'T' => bytes("/tmp"),
            b'V' => bytes("/var/tmp"),
            // The manager's own user, whatever `User=` is (since 228).
            b'h' => bytes("/root"),
            b'u' | b'g' => bytes("root"),
            b'U' | b'G' => bytes("0"),
            b'H' => unknown(KnownBy::Host, "host_node_name"),
            _ => unknown(KnownBy::Systemd, &char::from(letter).to_string()),
        }
    }

    /// The unit's name.
    pub(super) fn unit_name(&self) -> Option<UnitName<'u>> {
        UnitName::read(self.name)
    }

    /// The home directory of the user whose manager runs the unit; `None` for a system unit.
    pub(super) fn home_of_user(&self) -> Option<Text<'static>> {
        self.is_user_unit.then(|| Text::of([self.part(b'h')]))
    }

    /// The meaning of a value in which only specifiers are special.
    pub(super) fn text<'a>(&self, value: &MappedText<'a>, span: Span, file: FileId) -> Text<'a> {
        let bytes = value.slice(span);
        let text =
            if memchr::memchr(b'%', &bytes).is_none() { Text::plain(bytes) } else { self.expand(&bytes) };
        text.at(file, value.span(span))
    }

    /// The meaning of a part of a value in which only specifiers are special. Borrows from the file if there are
    /// neither specifiers nor escapes.
    pub(super) fn text_of_part<'a>(
        &self,
        bytes: &[u8],
        value: &MappedText<'a>,
        span: Span,
        file: FileId,
    ) -> Text<'a> {
        let text = match value.slice(span) {
            written if *written == *bytes && memchr::memchr(b'%', bytes).is_none() => Text::plain(written),
            _ => self.expand(bytes),
        };
        text.at(file, value.span(span))
    }

    /// The meaning of bytes in which only specifiers are special, without a position.
    pub(super) fn expand(&self, bytes: &[u8]) -> Text<'static> {
        if memchr::memchr(b'%', bytes).is_none() {
            return Text::plain(bytes.to_vec());
        }
        Text::of(specifier::pieces(bytes).flat_map(|(piece, _)| match piece {
            Piece::Literal(bytes) => vec![Part::Bytes(Cow::Owned(bytes.to_vec()))],
            Piece::Percent => vec![Part::Bytes(Cow::Borrowed(b"%"))],
            Piece::Specifier(letter) => self.parts(letter),
        }))
    }

    /// A word of an exec line. Borrows from the file if there is nothing special in it and there are no escapes.
    pub(super) fn word<'a>(
        &self,
        word: &Word<'_>,
        variables: bool,
        value: &MappedText<'a>,
        file: FileId,
    ) -> Text<'a> {
        self.argument(&word.bytes, variables, value, word.span, file)
    }

    /// Like [`Self::word`], for a word that is unquoted to `bytes` and located at `span`.
    pub(super) fn argument<'a>(
        &self,
        bytes: &[u8],
        variables: bool,
        value: &MappedText<'a>,
        span: Span,
        file: FileId,
    ) -> Text<'a> {
        let special = memchr::memchr2(b'%', b'$', bytes).is_some();
        let text = if !special {
            match value.slice(span) {
                written if *written == *bytes => Text::plain(written),
                _ => Text::plain(bytes.to_vec()),
            }
        } else {
            Text::of(exec_argument::parts(bytes, variables).flat_map(|part| match part.piece {
                ArgumentPiece::Literal(bytes) => vec![Part::Bytes(Cow::Owned(bytes.to_vec()))],
                ArgumentPiece::Specifier(letter) => self.parts(letter),
                ArgumentPiece::Joined(name) => vec![variable(name, Expand::Joined)],
                ArgumentPiece::Split(name) => vec![variable(name, Expand::Split)],
                // No variable can have such a name: it expands to nothing, not even an empty argument.
                ArgumentPiece::Dropped(_) => vec![variable(b"", Expand::Split)],
            }))
        };
        text.at(file, value.span(span))
    }
}

/// The specifier for the unescaped instance text.
const UNESCAPED_INSTANCE: &str = "I";

/// The specifier for the instance text unescaped as a path.
const INSTANCE_AS_PATH: &str = "f";

/// Replaces `%I` and `%f` with the unescaped texts of the instances.
pub(super) fn unescape_instances(service: &mut Service<'_>) {
    let Instances::Each(list) = &service.instances.value else { return };
    let texts = |unescaped: fn(&str) -> Vec<u8>| -> Arc<[String]> {
        list.iter().map(|one| String::from_utf8_lossy(&unescaped(&one.text)).into_owned()).collect()
    };
    let (names, paths) = (texts(unescaped), texts(unescaped_path));
    let is_same = list.iter().zip(&*names).all(|(instance, text)| instance.text == *text);
    let is_same_path =
        list.iter().zip(&*paths).all(|(instance, path)| path.strip_prefix('/') == Some(&instance.text));
    let is_placeholder = |name: &str| matches!(name, UNESCAPED_INSTANCE | INSTANCE_AS_PATH);
    service.map_texts(|whole| {
        let parts = whole.owned_parts();
        let is_one = |part: &Part<'_>| matches!(part, Part::Unknown(it) if it.known_by == KnownBy::Systemd && is_placeholder(&it.name));
        if !parts.iter().any(is_one) {
            return whole.clone();
        }
        let mut parts_expanded = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            match &part {
                Part::Unknown(it) if is_one(&part) => match it.name == UNESCAPED_INSTANCE {
                    true if is_same => parts_expanded.push(Part::Instance),
                    true => parts_expanded.push(Part::PerInstance(Arc::clone(&names))),
                    false if is_same_path => parts_expanded.extend([Part::Bytes(Cow::Borrowed(b"/")), Part::Instance]),
                    false => parts_expanded.push(Part::PerInstance(Arc::clone(&paths))),
                },
                _ => parts_expanded.push(part),
            }
        }
        Text::of(parts_expanded).with_place_of(whole)
    });
}

/// Unescapes a part of a unit name; a part with invalid escapes is returned as is.
fn unescaped(text: &str) -> Vec<u8> {
    escape::unescape(text).unwrap_or_else(|_| text.as_bytes().to_vec())
}

/// Unescapes a part of a unit name as a path.
fn unescaped_path(text: &str) -> Vec<u8> {
    escape::unescape_path(text).unwrap_or_else(|_| text.as_bytes().to_vec())
}

/// The part of a prefix after its last dash.
fn last_component(prefix: &str) -> &str {
    prefix.rsplit('-').next().unwrap_or_default()
}

fn variable(name: &[u8], expand: Expand) -> Part<'static> {
    Part::Variable { name: String::from_utf8_lossy(name).into_owned(), expand }
}
