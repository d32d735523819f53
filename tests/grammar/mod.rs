//! Compares the formal definitions in `grammar/` with the parsers: its ABNF is parsed here.
//!
//! For each grammar, sentences are generated and mutated; grammar and parser must agree on which of the results are
//! sentences.

mod abnf;
mod files;
mod generate;
mod recognise;
mod rules;
mod supervisord_values;
mod systemd_directives;
mod systemd_values;

pub(crate) use abnf::Grammar;
pub(crate) use generate::{Generator, Random};

/// A rule, and the parser for what it describes.
struct Tie<'t> {
    /// The path relative to `grammar/`.
    file: &'t str,
    /// The rule that describes a whole text.
    rule: &'t str,
    /// The approximate length of the sentences.
    size: usize,
    /// Whether the parser accepts a text.
    accepts: &'t dyn Fn(&[u8]) -> bool,
    /// Whether the grammar covers a text; the parser's own tests cover the rest.
    covers: &'t dyn Fn(&[u8]) -> bool,
}

impl Tie<'_> {
    /// Generates `count` sentences, and four mutations of each; the parser must accept the former, and agree with the
    /// grammar on the latter.
    fn check(&self, count: u64) {
        let grammar = Grammar::read(self.file);
        let rule = grammar.rule(self.rule);
        let generator = Generator::new(&grammar);
        let (mut accepted, mut refused) = (0, 0);
        for seed in 0..count {
            let random = &mut Random::new(seed);
            let sentence = generator.sentence(rule, 1 + random.below(self.size), random);
            if (self.covers)(&sentence) {
                assert!(
                    (self.accepts)(&sentence),
                    "{} {}, seed {seed}: the parser rejects a sentence of the grammar: {}",
                    self.file,
                    self.rule,
                    sentence.escape_ascii()
                );
            }
            for _ in 0..4 {
                let text = generator.mutated(&sentence, random);
                if !(self.covers)(&text) {
                    continue;
                }
                let (by_grammar, by_reader) =
                    (recognise::recognises(&grammar, rule, &text), (self.accepts)(&text));
                assert_eq!(
                    (by_grammar, by_reader),
                    (by_grammar, by_grammar),
                    "{} {}, seed {seed}: grammar (left) and parser disagree on: {}",
                    self.file,
                    self.rule,
                    text.escape_ascii()
                );
                *if by_reader { &mut accepted } else { &mut refused } += 1;
            }
        }
        assert!(
            accepted > 0 && refused > 0,
            "{}: the mutated texts are all accepted or all rejected",
            self.rule
        );
    }
}

/// The grammar covers every text.
fn all(_: &str) -> bool {
    true
}

/// Compares a rule with a parser of text. Invalid UTF-8 never reaches the parser, and a NUL ends a line.
fn tie(file: &str, rule: &str, size: usize, accepts: &dyn Fn(&str) -> bool, covers: &dyn Fn(&str) -> bool) {
    Tie {
        file,
        rule,
        size,
        accepts: &|bytes| std::str::from_utf8(bytes).is_ok_and(accepts),
        covers: &|bytes| !bytes.contains(&0) && std::str::from_utf8(bytes).is_ok_and(covers),
    }
    .check(1500);
}
