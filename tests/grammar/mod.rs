//! `grammar/` is what the languages are: its ABNF is read here, and held against the readers.
//!
//! For each grammar, sentences are made from it and changed a little; grammar and reader must agree on which of
//! them are sentences.

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

/// A rule and the reader that reads what it describes.
struct Tie<'t> {
    /// Below `grammar/`.
    file: &'t str,
    /// The rule that describes a whole text.
    rule: &'t str,
    /// About how long the sentences are.
    size: usize,
    /// Whether the reader takes a text.
    accepts: &'t dyn Fn(&[u8]) -> bool,
    /// Whether the grammar speaks about a text at all; the readers' own tests hold the rest.
    covers: &'t dyn Fn(&[u8]) -> bool,
}

impl Tie<'_> {
    /// Makes `count` sentences, and four texts from each that differ a little; the reader must take the first and
    /// say of the others what the grammar says.
    fn check(&self, count: u64) {
        let grammar = Grammar::read(self.file);
        let rule = grammar.rule(self.rule);
        let generator = Generator::new(&grammar);
        let (mut taken, mut refused) = (0, 0);
        for seed in 0..count {
            let random = &mut Random::new(seed);
            let sentence = generator.sentence(rule, 1 + random.below(self.size), random);
            if (self.covers)(&sentence) {
                assert!(
                    (self.accepts)(&sentence),
                    "{} {}, seed {seed}: the reader refuses a sentence of the grammar: {}",
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
                    "{} {}, seed {seed}: grammar (left) and reader disagree on: {}",
                    self.file,
                    self.rule,
                    text.escape_ascii()
                );
                *if by_reader { &mut taken } else { &mut refused } += 1;
            }
        }
        assert!(taken > 0 && refused > 0, "{}: the changed texts say nothing", self.rule);
    }
}

/// The grammar speaks about every text.
fn all(_: &str) -> bool {
    true
}

/// Holds a rule against a reader of text; what is not UTF-8 never gets to it, and a NUL ends a line.
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
