//! Parses bytes into the lossless tree, as supervisord 4.3.0 reads its configuration.
//!
//! Follows CPython's `configparser.RawConfigParser._read` line by line: each line is cut off first, then parsed.
//! Parsing never fails; a line that the loader refuses becomes an [`ItemKind::Error`] item whose `detail` is a
//! [`SyntaxError`].

use memchr::{memchr2_iter, memrchr};
use nom::IResult;
use nom::Parser as _;
use nom::bytes::complete::{take, take_till};

use super::line::{self, LineSplitter};
use crate::source::{SourceFile, Span};
use crate::supervisord::kinds::space;
use crate::syntax::{Item, ItemKind, Tree, comments};
use crate::text::byte_set::ByteSet;

/// Why the loader refuses a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum SyntaxError {
    /// Neither a header nor `name=value` nor `name: value`.
    NoDelimiter = 1,
    /// `=value`: nothing before the delimiter.
    EmptyName,
    /// Text before the first section.
    BeforeFirstSection,
    /// A byte order mark: Python's UTF-8 decoder passes it on as a character, so the first line is not a header.
    ByteOrderMark,
    /// A byte that is not UTF-8: even in a comment, it makes the loader refuse the whole file.
    NotUtf8,
}

impl SyntaxError {
    /// Returns the error of an [`ItemKind::Error`] item that [`parse`] made.
    #[must_use]
    pub fn of(item: &Item) -> Option<Self> {
        let all = [
            Self::NoDelimiter,
            Self::EmptyName,
            Self::BeforeFirstSection,
            Self::ByteOrderMark,
            Self::NotUtf8,
        ];
        all.into_iter().find(|error| item.kind == ItemKind::Error && *error as u8 == item.detail)
    }
}

/// The bytes that end a name.
static DELIMITERS: ByteSet = ByteSet::new(b"=:");

const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Parses a file. Never fails, loses no byte.
#[must_use]
pub fn parse(bytes: &[u8]) -> Tree {
    read(bytes, std::str::from_utf8(bytes).is_ok())
}

/// Parses a file whose [`SourceFile`] already knows whether it is valid UTF-8.
pub(super) fn parse_source(source: &SourceFile) -> Tree {
    read(source.bytes(), source.text().is_some())
}

fn read(bytes: &[u8], all_utf8: bool) -> Tree {
    let mut reader = Reader {
        bytes,
        // A good estimate: real files have 25 to 40 bytes per line.
        items: Vec::with_capacity(bytes.len() / 24 + 1),
        in_section: false,
        open: Open::Nothing,
        indent: 0,
        all_utf8,
        comment_signs: memchr2_iter(b';', b'#', bytes),
        next_sign: None,
        has_pragma: false,
    };
    reader.next_sign = reader.comment_signs.next();
    let mut rest = bytes;
    if rest.starts_with(BYTE_ORDER_MARK) {
        let mark = Span::new(0, BYTE_ORDER_MARK.len() as u32);
        reader.push(ItemKind::Error, mark, mark, Span::at(mark.end), SyntaxError::ByteOrderMark as u8);
        rest = &rest[BYTE_ORDER_MARK.len()..];
    }
    let splitter = LineSplitter::new(bytes);
    while !rest.is_empty() {
        let (text, after) = splitter.split_first(rest);
        let whole =
            Span { start: (bytes.len() - rest.len()) as u32, end: (bytes.len() - after.len()) as u32 };
        reader.line(text, whole);
        rest = after;
    }
    Tree { items: reader.items, has_pragma: reader.has_pragma }
}

struct Reader<'a> {
    bytes: &'a [u8],
    items: Vec<Item>,
    in_section: bool,
    open: Open,
    /// Indentation of the line that holds the name of the open entry.
    indent: u32,
    all_utf8: bool,
    /// Positions of `;` and `#` in the whole file: most lines have neither and are not searched for a comment.
    comment_signs: memchr::Memchr2<'a>,
    next_sign: Option<usize>,
    has_pragma: bool,
}

/// What a line with deeper indentation would continue.
#[derive(Clone, Copy)]
enum Open {
    Nothing,
    /// The entry or error with this index.
    Item(usize),
}

impl<'a> Reader<'a> {
    fn line(&mut self, text: &'a [u8], whole: Span) {
        if !self.all_utf8 && std::str::from_utf8(text).is_err() {
            self.error(SyntaxError::NotUtf8, text, whole);
            return;
        }
        let (content, has_comment) = if self.has_comment_sign(whole) {
            let line = line::read(text);
            self.has_pragma |= comments::pragma(line.comment).is_some();
            (line.content, line.has_comment())
        } else {
            (space::strip(text), false)
        };
        if content.is_empty() {
            let kind = if has_comment { ItemKind::Comment } else { ItemKind::Blank };
            let at = Span::of(self.bytes, text);
            self.push(kind, whole, at, Span::at(at.end), 0);
            return;
        }
        let indent = match text.first() {
            Some(first) if first.is_ascii_graphic() => 0,
            _ => line::indentation(text),
        };
        if let Open::Item(index) = self.open
            && indent > self.indent
        {
            self.continue_item(index, content, whole);
            return;
        }
        self.indent = indent;
        if let Some(name) = header(content) {
            let name = Span::of(self.bytes, name);
            self.push(ItemKind::Header, whole, name, Span::at(name.end), 0);
            self.in_section = true;
            // A section cannot start with a continuation: the first line after it is a name at any indentation.
            self.open = Open::Nothing;
        } else if !self.in_section {
            self.error(SyntaxError::BeforeFirstSection, content, whole);
            self.open = Open::Nothing;
        } else {
            match entry(content) {
                Ok((_, [])) => self.error(SyntaxError::EmptyName, content, whole),
                Ok((value, name)) => {
                    let (name, value) = (Span::of(self.bytes, name), Span::of(self.bytes, value));
                    self.open = Open::Item(self.items.len());
                    self.push(ItemKind::Entry, whole, name, value, 0);
                }
                Err(_) => self.error(SyntaxError::NoDelimiter, content, whole),
            }
        }
    }

    /// Whether the line contains a `;` or `#`; must be called for the lines in file order.
    fn has_comment_sign(&mut self, line: Span) -> bool {
        while self.next_sign.is_some_and(|at| at < line.start as usize) {
            self.next_sign = self.comment_signs.next();
        }
        self.next_sign.is_some_and(|at| at < line.end as usize)
    }

    /// Extends the item with this index to the end of this line, over the comments and blank lines between.
    fn continue_item(&mut self, index: usize, content: &[u8], whole: Span) {
        self.items.truncate(index + 1);
        if let Some(item) = self.items.last_mut() {
            item.end = whole.end;
            if item.kind == ItemKind::Entry {
                item.value.end = Span::of(self.bytes, content).end;
                item.detail = 1;
            }
        }
    }

    fn error(&mut self, error: SyntaxError, place: &[u8], whole: Span) {
        let place = Span::of(self.bytes, place);
        // `configparser` would append deeper lines to an earlier option; since the file is refused anyway, they are
        // made part of the invalid line.
        self.open = Open::Item(self.items.len());
        self.push(ItemKind::Error, whole, place, Span::at(place.end), error as u8);
    }

    fn push(&mut self, kind: ItemKind, whole: Span, name: Span, value: Span, detail: u8) {
        self.items.push(Item { start: whole.start, end: whole.end, name, value, kind, detail });
    }
}

/// The name in a header: from the first bracket to the **last** `]` of the line (the regular expression is greedy);
/// what follows is ignored. `[]` is not a header.
fn header(content: &[u8]) -> Option<&[u8]> {
    let inside = content.strip_prefix(b"[")?;
    let close = memrchr(b']', inside)?;
    (close > 0).then(|| &inside[..close])
}

/// Parses `name = value` or `name: value`, whichever delimiter comes first; returns the value and then the name.
fn entry(content: &[u8]) -> IResult<&[u8], &[u8], ()> {
    let (value, (name, _)) = (take_till(|byte| DELIMITERS.has(byte)), take(1_usize)).parse(content)?;
    Ok((space::strip_start(value), space::strip_end(name)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::supervisord::value;

    /// The tree as text, one line per item.
    fn outline(text: &str) -> Vec<String> {
        let bytes = text.as_bytes();
        let tree = parse(bytes);
        assert_eq!(tree.print(bytes), bytes);
        let show = |span: Span| String::from_utf8_lossy(span.slice(bytes)).into_owned();
        let outline = tree.items.iter().map(|item| match item.kind {
            ItemKind::Entry => {
                let value = value(bytes, item);
                format!("{} = {:?}", show(item.name), value.text().unwrap())
            }
            ItemKind::Header => format!("[{}]", show(item.name)),
            ItemKind::Error => format!("{:?} {:?}", SyntaxError::of(item).unwrap(), show(item.name)),
            kind => format!("{kind:?}"),
        });
        outline.collect()
    }

    /// The value of `command` in `[program:a]`.
    fn command(lines: &str) -> String {
        let text = format!("[program:a]\n{lines}");
        outline(&text)[1].strip_prefix("command = ").unwrap().to_owned()
    }

    #[test]
    fn either_delimiter_ends_a_name() {
        assert_eq!(command("command: /bin/cat"), r#""/bin/cat""#);
        assert_eq!(command("command:/bin/cat a=b"), r#""/bin/cat a=b""#);
        assert_eq!(command("command==/bin/cat"), r#""=/bin/cat""#);
        assert_eq!(command("command  =  /bin/cat  "), r#""/bin/cat""#);
        assert_eq!(command("command="), r#""""#);
        assert_eq!(command("command= ; only a comment"), r#""""#);
    }

    #[test]
    fn a_deeper_indented_line_continues_the_value() {
        assert_eq!(command("command=/bin/cat\n  -n\n\t-v\n"), r#""/bin/cat\n-n\n-v""#);
        assert_eq!(command("command=\n   /bin/cat\n   -n"), r#""\n/bin/cat\n-n""#);
        assert_eq!(command("command=/bin/cat\n\u{a0}autostart=false"), r#""/bin/cat\nautostart=false""#);
        assert_eq!(command("command=/bin/true\n  [program:b]"), r#""/bin/true\n[program:b]""#);
    }

    #[test]
    fn comments_vanish_from_a_continued_value_and_blank_lines_stay() {
        assert_eq!(command("command=a\n# note\n  ; note\n  b"), r#""a\nb""#);
        assert_eq!(command("command=a\n\n  b\n\n\n"), r#""a\n\nb""#);
        assert_eq!(command("command=a ; one\n  b # two"), r#""a\nb""#);
        assert_eq!(command("command=a\n  ;\n\n  b"), r#""a\n\nb""#);
        assert_eq!(command("command=;a\n  b"), r#"";a\nb""#);
        assert_eq!(command("command= ; c\n  b"), r#""\nb""#);
    }

    #[test]
    fn a_backslash_does_not_continue_a_line() {
        assert_eq!(command("command=/bin/echo a \\\n  b"), r#""/bin/echo a \\\nb""#);
        assert_eq!(outline("[s]\ncommand=/bin/cat \\\n-n")[2], r#"NoDelimiter "-n""#);
    }

    #[test]
    fn blank_lines_after_a_value_are_not_part_of_it() {
        assert_eq!(outline("[a]\nx=1\n\n# c\ny=2"), ["[a]", "x = \"1\"", "Blank", "Comment", "y = \"2\""]);
    }

    #[test]
    fn indentation_is_compared_with_the_line_of_the_name() {
        assert_eq!(outline("[a]\n  x=1\n  y=2\n z=3"), ["[a]", "x = \"1\"", "y = \"2\"", "z = \"3\""]);
        assert_eq!(outline("[a]\n    x=1\n[b]\n  y=2"), ["[a]", "x = \"1\"", "[b]", "y = \"2\""]);
    }

    #[test]
    fn a_header_reaches_to_the_last_bracket_and_ignores_what_follows() {
        assert_eq!(outline("[program:a[1]] junk"), ["[program:a[1]]"]);
        assert_eq!(outline("[program:a] ; c"), ["[program:a]"]);
        assert_eq!(outline("[ program:a ]"), ["[ program:a ]"]);
    }

    #[test]
    fn an_unclosed_header_is_an_option_of_the_section_before() {
        assert_eq!(outline("[x]\n[program:a\ncommand=b"), ["[x]", "[program = \"a\"", "command = \"b\""]);
        assert_eq!(outline("[x]\n[]"), ["[x]", "NoDelimiter \"[]\""]);
        assert_eq!(outline("[program:a"), ["BeforeFirstSection \"[program:a\""]);
    }

    #[test]
    fn lines_without_a_meaning_are_errors() {
        assert_eq!(
            outline("[a]\nautostart\n=foo\n")[1..],
            ["NoDelimiter \"autostart\"", "EmptyName \"=foo\""]
        );
        assert_eq!(outline("foo=bar\n[a]"), ["BeforeFirstSection \"foo=bar\"", "[a]"]);
        assert_eq!(outline("# c\n\n[a]"), ["Comment", "Blank", "[a]"]);
        assert_eq!(outline("\u{feff}[a]"), ["ByteOrderMark \"\\u{feff}\"", "[a]"]);
    }

    #[test]
    fn a_byte_that_is_not_utf8_is_an_error_even_in_a_comment() {
        let bytes = b"[a]\n# caf\xe9\nx=1";
        let tree = parse(bytes);
        assert_eq!(tree.print(bytes), bytes);
        assert_eq!(SyntaxError::of(&tree.items[1]), Some(SyntaxError::NotUtf8));
        assert_eq!(tree.items[2].kind, ItemKind::Entry);
    }

    #[test]
    fn every_line_ending_and_nul_is_accepted() {
        assert_eq!(outline("[a]\r\nx=1\ry=2\n"), ["[a]", "x = \"1\"", "y = \"2\""]);
        assert_eq!(outline("[a]\nx=\0"), ["[a]", "x = \"\\0\""]);
    }

    #[test]
    fn a_label_lands_on_the_line_of_a_continued_value() {
        let text = "[a]\ncommand=/bin/cat\n  # note\n  -n --verbose ; c\n";
        let tree = parse(text.as_bytes());
        let value = value(text.as_bytes(), &tree.items[1]);
        let word = value.text().unwrap().find("--verbose").unwrap() as u32;
        let span = value.span(Span::new(word, word + 9));
        assert_eq!(&text[span.range()], "--verbose");
        assert_eq!(&text[value.whole().range()], "/bin/cat\n  # note\n  -n --verbose");
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_round_trip(bytes: Vec<u8>) {
            let tree = parse(&bytes);
            proptest::prop_assert_eq!(tree.print(&bytes), bytes);
        }

        #[test]
        fn lines_of_any_kind_round_trip(lines in "(\\[[a:\\]]{0,3}|[ \u{a0}]{0,2}[a=:;#\\\\é]{0,4}|\r|\n){0,30}") {
            let tree = parse(lines.as_bytes());
            proptest::prop_assert_eq!(tree.print(lines.as_bytes()), lines.as_bytes());
            for item in &tree.items {
                let _ = value(lines.as_bytes(), item);
            }
        }
    }
}
