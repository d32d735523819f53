//! Splits an environment file into assignments, as systemd does.

use super::{COMMENT_ENDS_WITH_ITS_LINE_SINCE, Problem, ProblemKind};
use crate::source::Span;
use crate::systemd::kinds::whitespace::is_whitespace;
use crate::systemd::versions::Release;

/// An assignment as written: the name may be invalid, and the value not UTF-8.
pub(super) struct RawEntry {
    pub(super) name: Span,
    pub(super) value: Vec<u8>,
    pub(super) value_span: Span,
}

/// A parser at some position in the file.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    release: Release,
}

const fn is_line_end(byte: u8) -> bool {
    matches!(byte, b'\n' | b'\r')
}

impl<'a> Reader<'a> {
    pub(super) const fn new(bytes: &'a [u8], release: Release) -> Self {
        Self { bytes, at: 0, release }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// The next assignment; lines that are not one are added to the problems.
    pub(super) fn next(&mut self, problems: &mut Vec<Problem>) -> Option<RawEntry> {
        loop {
            match self.peek()? {
                byte if is_whitespace(byte) => self.at += 1,
                b'#' | b';' => self.comment(),
                _ => match self.name() {
                    Ok(name) => return Some(self.value(name, problems)),
                    Err(span) => problems.push(Problem { kind: ProblemKind::NoAssignment, span }),
                },
            }
        }
    }

    fn comment(&mut self) {
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'\\' => {
                    let ends = self.release >= COMMENT_ENDS_WITH_ITS_LINE_SINCE
                        && self.peek().is_some_and(is_line_end);
                    self.at += usize::from(self.peek().is_some());
                    if ends {
                        return;
                    }
                }
                _ if is_line_end(byte) => return,
                _ => {}
            }
        }
    }

    /// Parses the name up to the `=`; a `=` at the very start is part of the name. Fails with the span of a line
    /// without one.
    fn name(&mut self) -> Result<Span, Span> {
        let start = self.at;
        self.at += 1;
        while self.peek().is_some_and(|byte| byte != b'=' && !is_line_end(byte)) {
            self.at += 1;
        }
        let length = trim_end(&self.bytes[start..self.at]).len();
        let name = Span::new(start as u32, (start + length) as u32);
        if self.peek() != Some(b'=') {
            return Err(name);
        }
        self.at += 1;
        Ok(name)
    }

    /// Parses the value up to the end of its line, across newlines that are quoted or escaped.
    fn value(&mut self, name: Span, problems: &mut Vec<Problem>) -> RawEntry {
        let mut value = Vec::new();
        let mut written: Option<Span> = None;
        let mut wrote = |from: usize, to: usize| {
            let span = Span::new(from as u32, to as u32);
            written = Some(written.map_or(span, |written| written.cover(span)));
        };
        // At the start of a value, and again after a closing quote, whitespace is skipped and quotes count.
        while let Some(byte) = self.peek() {
            let from = self.at;
            match byte {
                _ if is_line_end(byte) => break,
                _ if is_whitespace(byte) => self.at += 1,
                b'\'' | b'"' => {
                    if !self.quoted(byte, &mut value) {
                        problems.push(Problem {
                            kind: ProblemKind::OpenQuote,
                            span: Span::new(from as u32, from as u32 + 1),
                        });
                    }
                    wrote(from, self.at);
                }
                _ => {
                    let end = self.unquoted(&mut value);
                    wrote(from, end);
                    break;
                }
            }
        }
        RawEntry { name, value, value_span: written.unwrap_or(Span::at(self.at as u32)) }
    }

    /// Parses from a quote to the closing quote; returns whether there is one.
    fn quoted(&mut self, quote: u8, value: &mut Vec<u8>) -> bool {
        self.at += 1;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                _ if byte == quote => return true,
                b'\\' if quote == b'"' => match self.peek() {
                    Some(escaped @ (b'"' | b'\\' | b'`' | b'$')) => {
                        value.push(escaped);
                        self.at += 1;
                    }
                    Some(b'\n') => self.at += 1,
                    Some(other) => {
                        value.extend([b'\\', other]);
                        self.at += 1;
                    }
                    None => {}
                },
                _ => value.push(byte),
            }
        }
        false
    }

    /// Parses to the end of the line, and returns the end of the last byte that counts.
    fn unquoted(&mut self, value: &mut Vec<u8>) -> usize {
        // Trailing whitespace is dropped, unless it is escaped by a backslash.
        let (mut kept, mut end) = (value.len(), self.at);
        while let Some(byte) = self.peek() {
            match byte {
                _ if is_line_end(byte) => break,
                b'\\' => {
                    self.at += 1;
                    if let Some(escaped) = self.peek() {
                        self.at += 1;
                        if !is_line_end(escaped) {
                            value.push(escaped);
                        }
                    }
                    (kept, end) = (value.len(), self.at);
                }
                _ => {
                    self.at += 1;
                    value.push(byte);
                    if !is_whitespace(byte) {
                        (kept, end) = (value.len(), self.at);
                    }
                }
            }
        }
        value.truncate(kept);
        end
    }
}

fn trim_end(bytes: &[u8]) -> &[u8] {
    let blanks = bytes.iter().rev().take_while(|byte| is_whitespace(**byte)).count();
    &bytes[..bytes.len() - blanks]
}
