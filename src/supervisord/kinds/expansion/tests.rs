//! Expansions as supervisord 4.3.0 performs them.

use proptest::prelude::*;

use super::*;

/// Roughly the names that a program's command can use.
fn lookup(name: &str) -> Option<Value<'static>> {
    match name {
        "process_num" | "n" => Some(Value::Int(5)),
        "numprocs" => Some(Value::Int(2)),
        "program_name" | "group_name" => Some(Value::Str("w")),
        "host_node_name" => Some(Value::Str("vm")),
        "here" => Some(Value::Str("/tmp/pb")),
        "ENV_P" => Some(Value::Str("a%b")),
        "s" => Some(Value::Str("str")),
        _ => None,
    }
}

fn message(error: ExpansionError) -> String {
    match error {
        ExpansionError::Malformed { message, span: _ } => message.into_owned(),
        other => other.to_string(),
    }
}

#[track_caller]
fn expands(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        assert_eq!(expand(text, lookup).as_deref(), Ok(*expected), "{text}");
    }
}

#[test]
fn a_text_without_a_percent_sign_is_not_copied() {
    assert!(matches!(expand("/bin/cat $HOME `x` ${HOME} *", lookup), Ok(Cow::Borrowed(_))));
    assert!(!is_needed("/bin/cat"));
}

#[test]
fn names_are_formatted_by_their_conversion() {
    expands(&[
        ("%(program_name)s_%(process_num)02d", "w_05"),
        ("%(program_name)s_%(process_num)s", "w_5"),
        ("%(program_name)s_%(process_num)2d", "w_ 5"),
        ("%(process_num)02x", "05"),
        ("%(process_num)r%(process_num)i%(process_num)u", "555"),
        ("%(process_num)f", "5.000000"),
        ("%(process_num)c", "\u{5}"),
        ("%(numprocs)d%(process_num)d", "25"),
        ("%(program_name)s_%(numprocs)s_%(group_name)s_%(host_node_name)s_%(process_num)s", "w_2_w_vm_5"),
        ("/bin/echo %(here)r %(here)10.3s|", "/bin/echo '/tmp/pb'        /tm|"),
    ]);
}

#[test]
fn a_dot_after_the_parenthesis_consumes_two_characters() {
    expands(&[("%(process_num).log", "5g")]);
}

#[test]
fn a_doubled_percent_sign_is_one_percent_sign() {
    expands(&[
        ("100%%", "100%"),
        ("date +%%s", "date +%s"),
        ("%%(process_num)s", "%(process_num)s"),
        ("%%%(process_num)s%%", "%5%"),
        ("a%%%%b", "a%%b"),
    ]);
}

#[test]
fn expanded_values_are_not_expanded_again() {
    expands(&[("/bin/cat %(ENV_P)s", "/bin/cat a%b")]);
}

#[test]
fn an_option_that_is_expanded_twice_needs_four_percent_signs() {
    let twice = |text: &str| {
        let once = expand(text, lookup).map(Cow::into_owned)?;
        expand(&once, lookup).map(Cow::into_owned)
    };
    assert_eq!(twice("/tmp/a%%%%b.log").as_deref(), Ok("/tmp/a%b.log"));
    for text in ["/tmp/a%%b.log", "/tmp/%(ENV_P)s.log"] {
        let expected = "unsupported format character 'b' (0x62) at index 7";
        assert_eq!(twice(text).map_err(message), Err(expected.to_owned()));
    }
    let leak = ExpansionError::WholeEnvironment { span: Span::new(3, 5) };
    assert_eq!(twice("/x/%%a"), Err(leak));
    assert_eq!(twice(&escape(&escape("100%"))).as_deref(), Ok("100%"));
}

#[test]
fn malformed_formats_are_rejected_with_the_python_message() {
    for (text, expected) in [
        ("%(n)", "incomplete format"),
        ("%(n)02", "incomplete format"),
        ("w%(n)", "incomplete format"),
        ("100%", "incomplete format"),
        ("%", "incomplete format"),
        ("%%%", "incomplete format"),
        ("%(n)l", "incomplete format"),
        ("%(n).", "incomplete format"),
        ("%(n).5", "incomplete format"),
        ("%(n)5.", "incomplete format"),
        ("%(n) ", "incomplete format"),
        ("%(n)-0", "incomplete format"),
        ("%(n", "incomplete format key"),
        ("%(a(b)s", "incomplete format key"),
        ("%(n)_w", "unsupported format character '_' (0x5f) at index 4"),
        ("%(n)-w", "unsupported format character 'w' (0x77) at index 5"),
        ("%(n)~", "unsupported format character '~' (0x7e) at index 4"),
        ("%(n)é", "unsupported format character '?' (0xe9) at index 4"),
        ("%(n))s", "unsupported format character ')' (0x29) at index 4"),
        ("%(n).-5d", "unsupported format character '-' (0x2d) at index 5"),
        ("%(n)lld", "unsupported format character 'l' (0x6c) at index 5"),
        ("%(n)hld", "unsupported format character 'l' (0x6c) at index 5"),
        ("%(n)1$d", "unsupported format character '$' (0x24) at index 5"),
        ("%(n)n", "unsupported format character 'n' (0x6e) at index 4"),
        ("%(n)b", "unsupported format character 'b' (0x62) at index 4"),
        ("%(n)%", "unsupported format character '%' (0x25) at index 4"),
        ("%(n)5%", "unsupported format character '%' (0x25) at index 5"),
        ("%5%", "unsupported format character '%' (0x25) at index 2"),
        ("% %", "unsupported format character '%' (0x25) at index 2"),
        ("% (n)d", "unsupported format character '(' (0x28) at index 2"),
        ("%5(n)d", "unsupported format character '(' (0x28) at index 2"),
        ("+%Y", "unsupported format character 'Y' (0x59) at index 2"),
        ("%~", "unsupported format character '~' (0x7e) at index 1"),
        ("%é", "unsupported format character '?' (0xe9) at index 1"),
        ("%€", "unsupported format character '?' (0x20ac) at index 1"),
        ("%\u{1f}", "unsupported format character '\u{1f}' (0x1f) at index 1"),
        ("%\u{1e}", "unsupported format character '?' (0x1e) at index 1"),
        ("%\u{7f}", "unsupported format character '?' (0x7f) at index 1"),
        ("é%Y", "unsupported format character 'Y' (0x59) at index 2"),
        ("date +%Y-%m", "unsupported format character 'Y' (0x59) at index 7"),
        ("celery@%h", "incomplete format"),
        ("100% done", "%d format: a real number is required, not dict"),
        ("%d", "%d format: a real number is required, not dict"),
        ("%i", "%i format: a real number is required, not dict"),
        ("%u", "%u format: a real number is required, not dict"),
        ("%x", "%x format: an integer is required, not dict"),
        ("%o", "%o format: an integer is required, not dict"),
        ("%X", "%X format: an integer is required, not dict"),
        ("%f", "must be real number, not dict"),
        ("%e", "must be real number, not dict"),
        ("%G", "must be real number, not dict"),
        ("%c", "%c requires int or char"),
        ("%s%s", "not enough arguments for format string"),
        ("%s %d", "not enough arguments for format string"),
        ("%(n)s %s", "not enough arguments for format string"),
        ("%(n)s %Y", "not enough arguments for format string"),
        ("%s%%%s", "not enough arguments for format string"),
        ("%r %(n)s %r", "not enough arguments for format string"),
        ("%*d", "* wants int"),
        ("%*", "* wants int"),
        ("%.*s", "* wants int"),
        ("%s%*d", "not enough arguments for format string"),
        ("%(s)*d", "* wants int"),
        ("%(n)*d", "not enough arguments for format string"),
        ("%(s)*", "* wants int"),
        ("%(n)*", "incomplete format"),
        ("%(n)*Y", "not enough arguments for format string"),
        ("%(n)*%", "not enough arguments for format string"),
        ("%(n).*d", "not enough arguments for format string"),
        ("%(s).*d", "* wants int"),
        ("%(n)*.", "incomplete format"),
        ("%(n)*.*d", "not enough arguments for format string"),
        ("%(n)*.*", "not enough arguments for format string"),
        ("%(n)*5d", "not enough arguments for format string"),
        ("%(n)*l", "incomplete format"),
        ("%(n)*.99999999999d", "precision too big"),
        ("%(n)99999999999999999999d", "width too big"),
        ("%(n)9223372036854775808", "width too big"),
        ("%(n)9223372036854775807", "incomplete format"),
        ("%(n).2147483648d", "precision too big"),
        ("%(n)9999999999999999999999.*d", "width too big"),
    ] {
        assert_eq!(expand(text, lookup).map_err(message), Err(expected.to_owned()), "{text:?}");
    }
}

#[test]
fn an_unknown_name_is_reported_before_later_errors_only() {
    for text in ["%(nope)s", "%(nope)", "%(nope)Y", "%(nope)*d", "%(nope)s %", "%s %(nope)s"] {
        let error = expand(text, lookup).unwrap_err();
        assert!(
            matches!(error, ExpansionError::UnknownName { ref name, span: _ } if name == "nope"),
            "{text}"
        );
    }
    for (text, name) in [
        ("%()s", ""),
        ("%((n))s", "(n)"),
        ("%( n )s", " n "),
        ("%(a(b)c)s", "a(b)c"),
        ("%(env_home)s", "env_home"),
    ] {
        let span = Span::new(2, 2 + name.len() as u32);
        assert_eq!(expand(text, lookup), Err(ExpansionError::UnknownName { name: name.to_owned(), span }));
    }
    let error = expand("%(n) %(nope)s", lookup).unwrap_err();
    assert_eq!(message(error), "unsupported format character '%' (0x25) at index 5");
}

#[test]
fn one_bare_conversion_is_the_whole_environment() {
    for (text, span) in
        [("date +%s", Span::new(6, 8)), ("%r", Span::new(0, 2)), ("%%%-5a %(n)", Span::new(2, 6))]
    {
        let piece = scan(text).find_map(|piece| match piece {
            Ok(Piece::Bare { spec: _, span }) => Some(span),
            _ => None,
        });
        assert_eq!(piece, Some(span), "{text}");
    }
    assert_eq!(expand("date +%s", lookup), Err(ExpansionError::WholeEnvironment { span: Span::new(6, 8) }));
    assert_eq!(expand("%s %(n)s", lookup), Err(ExpansionError::WholeEnvironment { span: Span::new(0, 2) }));
}

#[test]
fn huge_padding_is_not_built() {
    for text in ["%(n)1048577d", "%(s)9223372036854775807s", "%(n).2147483647d", "%(n)1048576d%(n)2d"] {
        assert!(matches!(expand(text, lookup), Err(ExpansionError::TooLong { span: _ })), "{text}");
    }
    expands(&[("%(s).2147483647s", "str")]);
    assert_eq!(expand("%(n)1048576d", lookup).map(|text| text.len()), Ok(1 << 20));
}

#[test]
fn messages_quote_supervisord() {
    let text = "my-app-worker-%(process_num)";
    assert_eq!(
        expand(text, lookup).unwrap_err().message(text, "process_name", &[]).unwrap(),
        "Format string 'my-app-worker-%(process_num)' for 'process_name' is badly formatted: incomplete format"
    );
    let text = "/bin/cat %(nope)s";
    assert_eq!(
        expand(text, lookup).unwrap_err().message(text, "program:w.command", &["ENV_HOME", "here"]).unwrap(),
        "Format string '/bin/cat %(nope)s' for 'program:w.command' contains names ('nope') which cannot be \
         expanded. Available names: ENV_HOME, here"
    );
    assert_eq!(expand("%s", lookup).unwrap_err().message("%s", "x", &[]), None);
}

#[test]
fn an_error_span_reaches_from_the_percent_sign_to_where_python_stopped() {
    for (text, span) in [
        ("date +%Y-%m", Span::new(6, 8)),
        ("w-%(n)", Span::new(2, 6)),
        ("w-%(n)_w", Span::new(2, 7)),
        ("a %(n", Span::new(2, 5)),
        ("100%", Span::new(3, 4)),
    ] {
        assert_eq!(expand(text, lookup).unwrap_err().span(), span, "{text}");
    }
}

proptest! {
    #[test]
    fn escaped_text_expands_to_the_original(text: String) {
        let escaped = escape(&text);
        let expanded = expand(&escaped, lookup);
        prop_assert_eq!(expanded.as_deref(), Ok(text.as_str()));
    }

    #[test]
    fn expanding_any_text_does_not_panic(text in "[%()n .*05sdl-]{0,12}|\\PC*") {
        let _ = expand(&text, lookup);
    }
}
