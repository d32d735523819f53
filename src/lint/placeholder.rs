//! Placeholders of templates that have not been filled in yet.

use memchr::{memchr_iter, memchr3_iter, memmem};

use crate::source::Span;
use crate::syntax::{Item, ItemKind, Tree};
use crate::unix::variable_name::is_name_byte;

/// Whether the `%` at an offset starts or ends what looks like a template placeholder: `%HOME%`, `%{home}`.
pub(crate) fn is_placeholder(text: &str, at: u32) -> bool {
    starts_braced_placeholder(text, at)
        || named_placeholder_at(text, at).is_some()
        || text[..at as usize].rsplit_once('%').is_some_and(|(_, name)| is_constant(name))
}

/// Whether the `%` at an offset starts `%{home}`.
pub(crate) fn starts_braced_placeholder(text: &str, at: u32) -> bool {
    text[at as usize..].strip_prefix("%{").is_some_and(|rest| rest.contains('}'))
}

/// The placeholder that the `%` at an offset starts: `%HOME%`.
pub(crate) fn named_placeholder_at(text: &str, at: u32) -> Option<Span> {
    let (name, _) = text[at as usize..].strip_prefix('%')?.split_once('%')?;
    is_constant(name).then(|| Span::new(at, at + (name.len() + "%%".len()) as u32))
}

/// Whether this is the name in a placeholder. `%Y%m` is a date.
fn is_constant(name: &str) -> bool {
    name.len() > 2
        && name.bytes().all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_')
}

/// Whether a line belongs to the template language: a statement of Jinja (`{% if … %}`) or of ERB (`<% if … %>`), a
/// comment, or a placeholder that becomes whole lines.
pub(crate) fn is_template_line(line: &[u8]) -> bool {
    let line = line.trim_ascii_start();
    DELIMITERS.iter().any(|(open, _)| line.starts_with(open))
}

/// The delimiters of template languages: Jinja, Go templates, mustache; ERB and EPP.
const DELIMITERS: [(&[u8], &[u8]); 4] = [(b"{%", b"%}"), (b"{{", b"}}"), (b"{#", b"#}"), (b"<%", b"%>")];

/// A file that is a template, not yet rendered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Template {
    /// Whether it has lines of the template language, which decide what other lines there are. Without them, only the
    /// lines with placeholders are unknown.
    pub(crate) is_whole: bool,
    /// The first text of the template language.
    pub(crate) marker: Span,
}

impl Template {
    /// Whether a file is a template, and of what kind. Braces inside a command do not make it one:
    /// `docker inspect --format '{{.State}}'` has them, too.
    pub(crate) fn of(tree: &Tree, bytes: &[u8]) -> Option<Self> {
        let is_marker = |at| {
            matches!(bytes[at..], [b'{', b'{' | b'%' | b'#', ..] | [b'<', b'%', ..])
                || build_variable_at(bytes, at).is_some()
        };
        // Hardly any file gets past this.
        let has_script_variable = || script_variable(bytes).is_some();
        if !memchr3_iter(b'{', b'<', b'@', bytes).any(is_marker) && !has_script_variable() {
            return None;
        }
        let items = || tree.items.iter().filter(|item| !matches!(item.kind, ItemKind::Comment));
        let whole = items().find(|item| is_line_of_its_own(item, bytes));
        let (is_whole, marker) = match whole {
            Some(item) => (true, item.name),
            None => (false, items().find_map(|item| sure_placeholder(item, bytes))?),
        };
        Some(Self { is_whole, marker })
    }

    /// Whether a finding at this offset is about the template rather than about what it renders to.
    pub(crate) fn concerns(&self, at: u32, tree: &Tree, bytes: &[u8]) -> bool {
        self.is_whole || {
            let item = tree.items.partition_point(|item| item.end <= at);
            tree.items.get(item).is_some_and(|item| first_marker(item.span().slice(bytes)).is_some())
        }
    }
}

/// Whether an offset is in the header of a section with placeholders: what the section lacks may be what they stand
/// for.
pub(crate) fn is_header_of_placeholders(at: u32, tree: &Tree, bytes: &[u8]) -> bool {
    let item = tree.items.partition_point(|item| item.end <= at);
    let Some((header, rest)) = tree.items.get(item..).and_then(<[Item]>::split_first) else { return false };
    let is_header = |item: &Item| matches!(item.kind, ItemKind::Header);
    let is_placeholder =
        |item: &Item| matches!(item.kind, ItemKind::Entry) && first_marker(item.value.slice(bytes)).is_some();
    is_header(header) && rest.iter().take_while(|item| !is_header(item)).any(is_placeholder)
}

/// Whether a whole line belongs to the template language.
fn is_line_of_its_own(item: &Item, bytes: &[u8]) -> bool {
    let name = item.name.slice(bytes);
    // The whole line: to supervisord ` #}` starts a comment.
    let is_statement = || is_template_line(name) && delimited(item.span().slice(bytes)).is_some();
    let is_variable = || variable(name).is_some_and(|found| found == Span::new(0, name.len() as u32));
    match item.kind {
        ItemKind::Error => is_statement() || is_variable(),
        // Its name ends before the first `=`, which may be in a condition. A whole placeholder is a name.
        ItemKind::Entry => is_statement() && !(name.starts_with(b"{{") && delimited(name).is_some()),
        ItemKind::Header | ItemKind::Bom | ItemKind::Blank | ItemKind::Comment => false,
    }
}

/// The text in a header, a name or a value that can only be a template's.
fn sure_placeholder(item: &Item, bytes: &[u8]) -> Option<Span> {
    let at = |span: Span, found: Span| Span::new(span.start + found.start, span.start + found.end);
    let in_name = first_marker(item.name.slice(bytes)).map(|found| at(item.name, found));
    in_name.or_else(|| {
        let value = item.value.slice(bytes);
        let found = first_marker(value)?;
        let is_first = found.start == 0;
        let text = found.slice(value);
        let is_sure = matches!(text, [b'{', b'%', ..] | [b'<', b'%', b'=', ..] | [b'@' | b'_', ..])
            || is_variable(text);
        (is_first || is_sure).then(|| at(item.value, found))
    })
}

/// Whether the text between `{{` and `}}` names a variable as Jinja does, with or without filters: `{{ port }}`,
/// `{{ app.port | default(80) }}`. Names in Go templates start with a dot, and so do those in the format options of
/// programs: `{{.State}}`, `{{json .}}`.
fn is_variable(text: &[u8]) -> bool {
    let inside = text.strip_prefix(b"{{").and_then(|text| text.strip_suffix(b"}}"));
    let Some(inside) = inside.map(|inside| inside.strip_prefix(b"-").unwrap_or(inside).trim_ascii()) else {
        return false;
    };
    let is_named = inside.first().is_some_and(|first| is_name_byte(*first) && !first.is_ascii_digit());
    let has_field = |at: usize| {
        let before = inside[..at].last();
        before.is_some_and(|byte| is_name_byte(*byte) || matches!(byte, b')' | b']'))
    };
    let is_of_expression =
        |byte: &u8| is_name_byte(*byte) || b" .-|()[]'\",:~+/*=".contains(byte) || !byte.is_ascii();
    is_named && inside.iter().all(is_of_expression) && memchr_iter(b'.', inside).all(has_field)
}

/// Whether a path starts with a placeholder that a script, a build or a person replaces with a directory:
/// `__INSTALL_DIR__/bin/app`, `@bindir@/app`, `#APP_DIR#/app`, `<directory>/app`, `{directory}/app`.
pub(crate) fn starts_with_placeholder(path: &str) -> bool {
    let first = path.split('/').next().unwrap_or_default();
    let between =
        |open: &str, close: &str| first.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
    let is_name = |name: &str| !name.is_empty() && name.bytes().all(is_name_byte);
    let is_capital = |name: &str| !name.bytes().any(|byte| byte.is_ascii_lowercase());
    let is_constant = |name: &str| is_name(name) && is_capital(name);
    between("__", "__").is_some_and(is_constant)
        || between("#", "#").is_some_and(is_constant)
        || between("@", "@").is_some_and(is_name)
        || between("<", ">").is_some()
        || between("{", "}").is_some_and(|name| !name.starts_with('{'))
}

/// The first text of a template language.
fn first_marker(text: &[u8]) -> Option<Span> {
    delimited(text).into_iter().chain(variable(text)).min_by_key(|span| span.start)
}

/// The first variable that a build or a script replaces.
fn variable(text: &[u8]) -> Option<Span> {
    build_variable(text).into_iter().chain(script_variable(text)).min_by_key(|span| span.start)
}

/// What PHP, Perl, Ruby and C write between `__` and `__`.
const OF_LANGUAGES: [&[u8]; 14] = [
    b"CLASS",
    b"DATA",
    b"DATE",
    b"DIR",
    b"END",
    b"FILE",
    b"FUNCTION",
    b"LINE",
    b"METHOD",
    b"NAMESPACE",
    b"PACKAGE",
    b"SUB",
    b"TIME",
    b"TRAIT",
];

/// The first variable that an installation script replaces: `__INSTALL_DIR__`, as in the packages of YunoHost.
fn script_variable(text: &[u8]) -> Option<Span> {
    // A run of such characters is looked at once.
    let starts = |at: &usize| !text[..*at].last().is_some_and(|byte| is_name_byte(*byte));
    memmem::find_iter(text, "__").filter(starts).find_map(|at| {
        let length = text[at..].iter().take_while(|byte| is_name_byte(**byte)).count();
        let name = text[at..at + length].strip_prefix(b"__").and_then(|name| name.strip_suffix(b"__"))?;
        let is_name = name.first().is_some_and(u8::is_ascii_uppercase)
            && !name.iter().any(u8::is_ascii_lowercase)
            && !OF_LANGUAGES.contains(&name);
        is_name.then(|| Span::new(at as u32, (at + length) as u32))
    })
}

/// The first build variable: autoconf, meson and CMake replace `@bindir@`.
fn build_variable(text: &[u8]) -> Option<Span> {
    memchr_iter(b'@', text).find_map(|at| build_variable_at(text, at))
}

/// The build variable that starts at an offset, between one sign or two: `@bindir@`, `@@NAME@@` of Jenkins. After a letter
/// the sign is a separator, as in `user@host`.
fn build_variable_at(text: &[u8], at: usize) -> Option<Span> {
    let sign: &[u8] = if text[at..].starts_with(b"@@") { b"@@" } else { b"@" };
    let inside = text[at..].strip_prefix(sign)?;
    let length = inside.iter().take_while(|byte| is_name_byte(**byte)).count();
    let is_first = !text[..at].last().is_some_and(|byte| is_name_byte(*byte) || matches!(byte, b'@' | b'.'));
    let is_name = length > 1 && !inside[0].is_ascii_digit() && inside[length..].starts_with(sign);
    (is_first && is_name).then(|| Span::new(at as u32, (at + length + 2 * sign.len()) as u32))
}

/// The first text between a pair of template delimiters, with these.
fn delimited(text: &[u8]) -> Option<Span> {
    let of = |(open, close): &(&[u8], &[u8])| {
        let start = memmem::find(text, open)?;
        let inside = start + open.len();
        let end = inside + memmem::find(&text[inside..], close)? + close.len();
        Some(Span::new(start as u32, end as u32))
    };
    DELIMITERS.iter().filter_map(of).min_by_key(|span| span.start)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{SourceFile, Sources};
    use crate::supervisord::Config;

    /// Whether the file is a template, and if so whether all of it is.
    fn of(text: &str) -> Option<(bool, &str)> {
        let mut sources = Sources::new();
        let id = sources.add(SourceFile::new("a.conf", text.as_bytes().to_vec()).unwrap());
        let config = Config::of_file(id, &sources);
        let template = Template::of(&config.files[0].tree, text.as_bytes())?;
        Some((template.is_whole, &text[template.marker.range()]))
    }

    #[test]
    fn a_template_tag_on_its_own_line_makes_the_whole_file_a_template() {
        for line in [
            "{% if a %}",
            "{%- if a == \"b\" %}",
            "<% if @a -%>",
            "{# said #}",
            "{{ lines }}",
            "{{- if eq .a \"b=c\" }}",
            "@more_lines@",
            "<% @a.each do |b| -%>",
        ] {
            let text = format!("[program:a]\n{line}\ncommand=/a\n");
            assert_eq!(of(&text).map(|(is_whole, _)| is_whole), Some(true), "{line}");
        }
    }

    #[test]
    fn a_placeholder_inside_a_line_does_not_make_the_file_a_template() {
        for (line, marker) in [
            ("user={{ user }}", "{{ user }}"),
            ("command={{ home }}/bin/a -x", "{{ home }}"),
            ("command=/a <%= @b %>", "<%= @b %>"),
            ("command=/a {% if b %}-b{% endif %}", "{% if b %}"),
            ("[program:{{ name }}]", "{{ name }}"),
            ("{{ name }}={{ value }}", "{{ name }}"),
            ("port=127.0.0.1:{{ port }}", "{{ port }}"),
            ("user=www-{{- user.name -}}", "{{- user.name -}}"),
            ("command=/opt/{{name}}/a -p {{ port | default(80) }}", "{{name}}"),
            ("command=/a {{ hosts['a'].port }}", "{{ hosts['a'].port }}"),
            ("command=@bindir@/a", "@bindir@"),
            ("command=/a -c @sysconfdir@/a.conf", "@sysconfdir@"),
            ("user=@APP_USER@", "@APP_USER@"),
            ("user=@@ARTIFACTNAME@@", "@@ARTIFACTNAME@@"),
            ("user=__APP__", "__APP__"),
            ("command=/a -d __INSTALL_DIR__/b -p __PORT_2__", "__INSTALL_DIR__"),
            ("[program:__APP__]", "__APP__"),
            ("EnvironmentFile=-@sysconfdir@/a", "@sysconfdir@"),
        ] {
            assert_eq!(of(&format!("[program:a]\n{line}\n")), Some((false, marker)), "{line}");
        }
    }

    #[test]
    fn a_placeholder_directory_is_not_a_real_path() {
        for path in [
            "__INSTALL_DIR__/bin/app",
            "@bindir@/app",
            "@APP_2@/x",
            "<your folder>/x",
            "{home}/app",
            "#APP_DIR#/app",
        ] {
            assert!(starts_with_placeholder(path), "{path}");
        }
        for path in [
            "bin/app",
            "./app",
            "__pycache__/a",
            "@/a",
            "@app/a",
            "a@b@/c",
            "__a/b",
            "{{ a }}/b",
            "#a#/b",
            "",
        ] {
            assert!(!starts_with_placeholder(path), "{path}");
        }
    }

    #[test]
    fn braces_of_other_languages_are_not_template_tags() {
        for line in [
            "command=docker inspect --format '{{.State}}' a",
            "command=docker inspect --format '{{range .A}}{{.B}}{{end}}' a",
            "command=docker ps --format 'table {{ .ID }} {{json .}}'",
            "command=awk '{{print $1}}' a",
            "command=sh -c 'a() {{ b; }}'",
            "command=sh -c 'a() { { b; }; }; a <%x'",
            "environment=A=\"{{}}\"",
            "command=python -c '__name__; __A_b__; x__A__; __A'",
            "command=php -r 'require __DIR__ . \"/a.php\";'",
            "environment=__A=1,B__=2,____=3,__=4",
            "; {% if a %}",
            "{{",
            "command={a}",
            "command=curl -w '{%{http_code}' a",
            "command=ssh user@host@proxy",
            "command=a @ b@ @1@ @b",
            "command=mail -s @@x@ me@host.org",
        ] {
            assert_eq!(of(&format!("[program:a]\n{line}\n")), None, "{line}");
        }
    }
}
