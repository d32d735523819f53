//! Exec lines, each as `systemd-analyze verify` 252 reads it.

use proptest::prelude::*;

use super::argument::Piece;
use super::*;

const NOW: Release = Release(252);

/// The argv of each command, program first.
fn commands(text: &str) -> Vec<Vec<String>> {
    let line = parse(text, NOW);
    assert_eq!(line.refusal, None, "{text}");
    line.commands
        .iter()
        .map(|command| command.words().map(|word| word.lossy().into_owned()).collect())
        .collect()
}

fn refusal(text: &str) -> ExecError {
    parse(text, NOW).refusal.expect(text)
}

#[test]
fn words_are_program_and_arguments() {
    assert_eq!(commands("/bin/echo a b"), [["/bin/echo", "a", "b"]]);
    assert_eq!(commands("true x"), [["true", "x"]]);
    assert_eq!(commands(r#""/bin/echo" x"#), [["/bin/echo", "x"]]);
    assert_eq!(commands(r"/bin/echo\x20x"), [["/bin/echo x"]]);
    assert_eq!(commands("/bin/echo # c"), [["/bin/echo", "#", "c"]]);
    assert_eq!(
        commands("/bin/echo *.txt ~/x {a,b} > f && |"),
        [["/bin/echo", "*.txt", "~/x", "{a,b}", ">", "f", "&&", "|"]]
    );
    assert_eq!(commands(r#"/bin/echo """#), [["/bin/echo", ""]]);
}

#[test]
fn an_empty_line_has_no_command() {
    assert_eq!(parse("", NOW), ExecLine::default());
}

#[test]
fn only_a_lone_semicolon_separates_commands() {
    assert_eq!(commands("/bin/echo a ; /bin/true"), [vec!["/bin/echo", "a"], vec!["/bin/true"]]);
    assert_eq!(commands("/bin/echo ; /bin/true"), [["/bin/echo"], ["/bin/true"]]);
    assert_eq!(commands("/bin/echo a; b"), [["/bin/echo", "a;", "b"]]);
    assert_eq!(commands("/bin/echo a ;b"), [["/bin/echo", "a", ";b"]]);
    assert_eq!(commands("/bin/echo;/bin/true"), [["/bin/echo;/bin/true"]]);
    assert_eq!(parse("a ; b", NOW).separators, [Span::new(2, 3)]);
}

#[test]
fn a_semicolon_at_either_end_is_skipped() {
    assert_eq!(commands("; /bin/true"), [["/bin/true"]]);
    assert_eq!(commands(r#"";" /bin/true"#), [["/bin/true"]]);
    assert_eq!(commands("/bin/true ;"), [["/bin/true"]]);
}

#[test]
fn an_escaped_or_quoted_semicolon_is_an_argument() {
    assert_eq!(commands(r"/bin/echo \; x"), [["/bin/echo", ";", "x"]]);
    assert_eq!(commands(r#"/bin/echo ";" x"#), [["/bin/echo", ";", "x"]]);
    assert_eq!(commands(r"@/bin/true \;"), [["/bin/true", ";"]]);
    let line = parse(r"/bin/echo x\;", NOW);
    assert_eq!(line.commands[0].arguments[0].lossy(), r"x\;");
    assert_eq!(line.commands[0].arguments[0].unknown_escapes, [Span::new(11, 13)]);
    let line = parse(r"/bin/echo \;", NOW);
    assert_eq!(line.commands[0].arguments[0].span, Span::new(10, 12));
    assert_eq!(line.commands[0].arguments[0].span_of(0, 1), Span::new(11, 12));
}

#[test]
fn prefixes_may_be_in_any_order_and_inside_quotes() {
    let prefixes = |text| -> Vec<Prefix> {
        parse(text, NOW).commands[0].prefixes.iter().map(|(prefix, _)| *prefix).collect()
    };
    assert_eq!(prefixes("-/bin/false"), [Prefix::IgnoreFailure]);
    assert_eq!(
        prefixes("-@:+/bin/true z"),
        [Prefix::IgnoreFailure, Prefix::Argv0, Prefix::NoExpansion, Prefix::FullPrivileges]
    );
    assert_eq!(prefixes("!/bin/true"), [Prefix::NoSetuid]);
    assert_eq!(prefixes("!!/bin/true"), [Prefix::AmbientMagic]);
    assert_eq!(prefixes("!-!/bin/true"), [Prefix::AmbientMagic, Prefix::IgnoreFailure]);
    assert_eq!(prefixes("\"-/bin/echo\" x"), [Prefix::IgnoreFailure]);
    let line = parse("\"-/bin/echo\" x", NOW);
    assert_eq!(line.commands[0].prefixes[0].1, Span::new(1, 2));
    assert_eq!(line.commands[0].program.span, Span::new(2, 11));
    assert_eq!(line.commands[0].span, Span::new(0, 14));
}

#[test]
fn an_extra_prefix_belongs_to_the_program() {
    for text in ["+!/bin/true", "!!!/bin/true", "|/bin/true"] {
        let refusal = refusal(text);
        assert_eq!((refusal.kind, refusal.fatal), (ExecErrorKind::NotAProgram, true), "{text}");
    }
    assert_eq!(
        refusal("+!/bin/true").error.message,
        "Neither a valid executable name nor an absolute path: !/bin/true"
    );
    let refusal = refusal("--/bin/true");
    assert!(!refusal.fatal);
    assert_eq!(
        refusal.error.message,
        "Neither a valid executable name nor an absolute path, ignoring: -/bin/true"
    );
}

#[test]
fn a_release_knows_only_its_own_prefixes() {
    assert!(parse("|echo hi", Release(258)).commands[0].has(Prefix::Shell));
    assert_eq!(parse("|echo hi", NOW).commands[0].program.lossy(), "|echo");
    assert_eq!(parse(":/bin/true", Release(243)).refusal.unwrap().kind, ExecErrorKind::NotAProgram);
    assert!(parse("@|echo hi", Release(258)).commands[0].argv0.is_none());
}

#[test]
fn at_takes_the_next_word_as_argv0() {
    let line = parse("@/bin/true zero one", NOW);
    assert_eq!(line.commands[0].argv0.as_ref().unwrap().lossy(), "zero");
    assert_eq!(line.commands[0].arguments.len(), 1);
    for text in ["@/bin/true", "@/bin/true ; x"] {
        let refusal = refusal(text);
        assert_eq!(refusal.kind, ExecErrorKind::NoArgv0);
        assert_eq!(refusal.error.message, format!("Empty executable name or zeroeth argument: {text}"));
    }
}

#[test]
fn the_program_is_absolute_or_a_plain_name() {
    for (text, kind, message) in [
        ("./foo", ExecErrorKind::NotAProgram, "Neither a valid executable name nor an absolute path: ./foo"),
        (
            "bin/foo",
            ExecErrorKind::NotAProgram,
            "Neither a valid executable name nor an absolute path: bin/foo",
        ),
        (".", ExecErrorKind::NotAProgram, "Neither a valid executable name nor an absolute path: ."),
        ("..", ExecErrorKind::NotAProgram, "Neither a valid executable name nor an absolute path: .."),
        ("/usr/bin/", ExecErrorKind::Directory, "Executable path specifies a directory: /usr/bin/"),
        ("/", ExecErrorKind::Directory, "Executable path specifies a directory: /"),
        (
            "\"/bin/a'b\"",
            ExecErrorKind::SpecialCharacter,
            "Executable name contains special characters: /bin/a'b",
        ),
        ("@", ExecErrorKind::EmptyProgram, "Empty path in command line: '@'"),
        ("\"\" x", ExecErrorKind::EmptyProgram, "Empty path in command line: '\"\" x'"),
    ] {
        let refusal = refusal(text);
        assert_eq!(
            (refusal.kind, refusal.error.message.as_str(), refusal.fatal),
            (kind, message, true),
            "{text}"
        );
    }
    for text in ["/bin//echo/../echo x", "$BIN x", "%h/x", "%I/x", "%p", r"/bin/\xff", "a b"] {
        assert_eq!(parse(text, NOW).refusal, None, "{text}");
    }
    assert_eq!(refusal(&format!("/{}", "x".repeat(256))).kind, ExecErrorKind::NotAProgram);
    assert_eq!(refusal("%p/x").kind, ExecErrorKind::NotAProgram);
}

#[test]
fn before_239_the_program_must_be_absolute() {
    let refusal = parse("true", Release(238)).refusal.unwrap();
    assert_eq!(
        (refusal.kind, refusal.error.message.as_str()),
        (ExecErrorKind::PlainName, "Executable path is not absolute: true")
    );
}

#[test]
fn a_dash_makes_an_error_harmless() {
    let refusal = refusal("- /bin/true");
    assert!(!refusal.fatal);
    assert_eq!(refusal.error.message, "Empty path in command line, ignoring: '- /bin/true'");
    let line = parse("/bin/true ; -", NOW);
    assert_eq!(line.commands.len(), 1);
    assert_eq!(line.refusal.unwrap().error.message, "Empty path in command line, ignoring: '-'");
}

#[test]
fn an_unclosed_quote_is_fatal_except_in_the_first_word() {
    let late = refusal("/bin/echo it's");
    assert!(late.fatal);
    assert_eq!(late.error.message, "Unbalanced quoting, ignoring: \"/bin/echo it's\"");
    assert_eq!(late.error.span, Span::new(12, 13));
    assert!(!refusal("-/bin/echo \"x").fatal);
    assert!(!refusal("/bin/ec\"h o").fatal);
    assert!(!refusal("/bin/a'b").fatal);
}

#[test]
fn an_unknown_specifier_is_an_invalid_slot() {
    let argument = refusal("/bin/date \"+%Z-%x\"");
    assert_eq!(argument.error.message, "Failed to resolve unit specifiers in +%Z-%x: Invalid slot");
    assert_eq!(argument.error.span, Span::new(12, 14));
    let program = refusal("/bin/%Q");
    assert_eq!(program.error.message, "Failed to resolve unit specifiers in '/bin/%Q': Invalid slot");
    assert!(!refusal("-/bin/date %Q").fatal);
    assert_eq!(
        refusal("./100%%").error.message,
        "Neither a valid executable name nor an absolute path: ./100%"
    );
    assert_eq!(commands("/bin/date +%Y%m%d 100% %-"), [["/bin/date", "+%Y%m%d", "100%", "%-"]]);
}

#[test]
fn a_colon_prefix_disables_variable_expansion() {
    let expands = |text| {
        let line = parse(text, NOW);
        let command = &line.commands[0];
        command.parts(&command.arguments[0]).any(|part| matches!(part.piece, Piece::Split(_)))
    };
    assert!(expands("/bin/echo $A"));
    assert!(expands("/bin/echo '$A'"));
    assert!(!expands(":/bin/echo $A"));
}

/// Formats a command whose words reach the program byte for byte. Variables are never expanded in the program.
fn write_literal<W: AsRef<[u8]>>(
    prefixes: &[Prefix],
    program: &[u8],
    arguments: &[W],
) -> Result<String, NulByte> {
    let expands = !prefixes.contains(&Prefix::NoExpansion);
    let arguments = arguments.iter().map(|argument| {
        if expands { argument::escape(argument.as_ref()) } else { specifier::escape(argument.as_ref()) }
    });
    write(prefixes, std::iter::once(specifier::escape(program)).chain(arguments))
}

#[test]
fn a_literal_command_is_written_in_double_quotes() {
    let arguments =
        ["two words", "$HOME ${X}", "100%", "q\"q", "x\\ny", "", ";", "a;b", "~", "*.py", "it's", "l\nl"];
    let line = write_literal(&[Prefix::IgnoreFailure], b"/bin/echo", &arguments).unwrap();
    assert_eq!(
        line,
        r#"-/bin/echo "two words" "$$HOME $${X}" 100%% "q\"q" "x\\ny" "" ";" a;b ~ *.py "it's" "l\nl""#
    );
    assert_eq!(write_literal(&[Prefix::NoExpansion], b"/bin/a b", &["$x"]).unwrap(), r#":"/bin/a b" $x"#);
    assert_eq!(write_literal(&[], b"a", &["\0"]), Err(NulByte));
}

fn prefixes() -> impl Strategy<Value = Vec<Prefix>> {
    let one = |prefix| prop::option::of(Just(prefix));
    let privileges = prop::option::of(prop::sample::select(vec![
        Prefix::FullPrivileges,
        Prefix::NoSetuid,
        Prefix::AmbientMagic,
    ]));
    (one(Prefix::IgnoreFailure), privileges, one(Prefix::NoExpansion))
        .prop_map(|(a, b, c)| [a, b, c].into_iter().flatten().collect())
}

proptest! {
    #[test]
    fn written_commands_parse_back(
        prefixes in prefixes(),
        program in "/[a-z %$é.-]{0,12}[a-z%$]",
        arguments in prop::collection::vec(prop::collection::vec(1_u8.., 0..10), 0..5),
    ) {
        let text = write_literal(&prefixes, program.as_bytes(), &arguments).unwrap();
        let line = parse(&text, NOW);
        prop_assert_eq!(&line.refusal, &None);
        prop_assert_eq!(line.commands.len(), 1);
        let command = &line.commands[0];
        prop_assert_eq!(command.prefixes.iter().map(|(prefix, _)| *prefix).collect::<Vec<_>>(), prefixes);
        let literal = |parts: argument::Parts<'_>| {
            let mut bytes = Vec::new();
            for part in parts {
                let Piece::Literal(part) = part.piece else { panic!("{part:?}") };
                bytes.extend_from_slice(part);
            }
            bytes
        };
        prop_assert_eq!(literal(argument::parts(&command.program.bytes, false)), program.as_bytes());
        let read: Vec<_> = command.arguments.iter().map(|word| literal(command.parts(word))).collect();
        prop_assert_eq!(read, arguments);
    }

    #[test]
    fn parsing_any_line_gives_valid_spans(text in r#"[-@:+!|/a; "'\\$%{}x0]{0,24}|\PC{0,12}"#, release in 200_u16..260) {
        let line = parse(&text, Release(release));
        for command in &line.commands {
            prop_assert!(text.get(command.span.range()).is_some());
            for word in command.words() {
                prop_assert!(text.get(word.span.range()).is_some());
                for part in command.parts(word) {
                    prop_assert!(part.span(word).end as usize <= text.len());
                }
            }
        }
        if let Some(refusal) = line.refusal {
            prop_assert!(refusal.error.span.end as usize <= text.len());
        }
    }
}

#[test]
fn a_form_feed_does_not_end_a_word_and_is_invalid_in_a_program() {
    assert!(is_plain("/bin/echo a") && !is_plain("/bin/echo\x0ca"));
    assert_eq!(refusal("/bin/echo\x0ca").kind, ExecErrorKind::SpecialCharacter);
}
