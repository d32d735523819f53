//! Generates sentences of a grammar, and texts that differ from them slightly. The same seed generates the same texts.

use super::abnf::{Element, Grammar};

/// Random numbers: splitmix64, which needs only a counter as state, and no dependency.
pub(crate) struct Random(u64);

impl Random {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// A number less than `bound`, which must not be 0.
    pub(crate) fn below(&mut self, bound: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % bound as u64) as usize
    }

    pub(crate) fn one<'t, T>(&mut self, of: &'t [T]) -> &'t T {
        let at = self.below(of.len());
        &of[at]
    }
}

/// Generates sentences.
pub(crate) struct Generator<'g> {
    grammar: &'g Grammar,
    /// The length of each rule's shortest sentence.
    shortest: Vec<usize>,
    /// Bytes that occur in the grammar, for use in mutations.
    alphabet: Vec<u8>,
}

/// The length assigned to a rule that has no sentence.
const ENDLESS: usize = 1 << 20;

impl<'g> Generator<'g> {
    pub(crate) fn new(grammar: &'g Grammar) -> Self {
        let mut shortest = vec![ENDLESS; grammar.rules.len()];
        loop {
            let next: Vec<usize> = grammar.rules.iter().map(|rule| length(rule, &shortest)).collect();
            if next == shortest {
                break;
            }
            shortest = next;
        }
        let mut alphabet = Vec::new();
        for rule in &grammar.rules {
            letters(rule, &mut alphabet);
        }
        alphabet.sort_unstable();
        alphabet.dedup();
        Self { grammar, shortest, alphabet }
    }

    /// A sentence of the rule; `size` is its approximate maximum length in bytes.
    pub(crate) fn sentence(&self, rule: usize, size: usize, random: &mut Random) -> Vec<u8> {
        let mut out = Vec::new();
        self.write(&self.grammar.rules[rule], size, random, &mut out);
        out
    }

    /// A text that differs from `sentence` in one to three places.
    pub(crate) fn mutated(&self, sentence: &[u8], random: &mut Random) -> Vec<u8> {
        let mut text = sentence.to_vec();
        for _ in 0..=random.below(3) {
            let at = random.below(text.len() + 1);
            let letter = *random.one(&self.alphabet);
            match random.below(5) {
                0 if at < text.len() => {
                    text.remove(at);
                }
                1 if at < text.len() => text[at] = letter,
                2 if at + 1 < text.len() => text.swap(at, at + 1),
                3 if at < text.len() => {
                    let end = (at + 1 + random.below(6)).min(text.len());
                    let part = text[at..end].to_vec();
                    let to = random.below(text.len() + 1);
                    text.splice(to..to, part);
                }
                _ => text.insert(at, letter),
            }
        }
        text
    }

    fn write(&self, element: &Element, size: usize, random: &mut Random, out: &mut Vec<u8>) {
        match element {
            Element::Range(from, to) => out.push(from + random.below(usize::from(to - from) + 1) as u8),
            Element::Text { bytes, exact } => out.extend(bytes.iter().map(|byte| match random.below(2) {
                0 if !exact && byte.is_ascii_lowercase() => byte.to_ascii_uppercase(),
                1 if !exact && byte.is_ascii_uppercase() => byte.to_ascii_lowercase(),
                _ => *byte,
            })),
            Element::Rule(rule) => self.write(&self.grammar.rules[*rule], size, random, out),
            Element::Choice(of) => {
                let fitting: Vec<&Element> =
                    of.iter().filter(|element| length(element, &self.shortest) <= size).collect();
                match fitting.as_slice() {
                    [] => {
                        let shortest = of.iter().min_by_key(|element| length(element, &self.shortest));
                        self.write(
                            shortest.expect("an alternation has at least one alternative"),
                            size,
                            random,
                            out,
                        );
                    }
                    some => self.write(random.one::<&Element>(some), size, random, out),
                }
            }
            Element::Sequence(of) => {
                let needed: usize = of.iter().map(|element| length(element, &self.shortest)).sum();
                let mut spare = size.saturating_sub(needed);
                for element in of {
                    let share = length(element, &self.shortest) + random.below(spare + 1);
                    let before = out.len();
                    self.write(element, share, random, out);
                    spare = spare
                        .saturating_sub((out.len() - before).saturating_sub(length(element, &self.shortest)));
                }
            }
            Element::Repeat { min, max, of } => {
                let (start, mut count) = (out.len(), 0);
                let each = length(of, &self.shortest);
                loop {
                    let left = size.saturating_sub(out.len() - start);
                    let enough = count >= *min && (left <= each || random.below(6) == 0);
                    if enough || Some(count) == *max {
                        return;
                    }
                    self.write(of, (left / 2).max(each), random, out);
                    count += 1;
                }
            }
        }
    }
}

/// The length of the shortest sentence of an element.
fn length(element: &Element, rules: &[usize]) -> usize {
    match element {
        Element::Range(..) => 1,
        Element::Text { bytes, .. } => bytes.len(),
        Element::Rule(rule) => rules[*rule],
        Element::Choice(of) => of.iter().map(|element| length(element, rules)).min().unwrap_or(ENDLESS),
        Element::Sequence(of) => of.iter().map(|element| length(element, rules)).sum::<usize>().min(ENDLESS),
        Element::Repeat { min, of, .. } => (min * length(of, rules)).min(ENDLESS),
    }
}

/// The bytes that occur in an element, and the ends of its ranges with their neighbours.
fn letters(element: &Element, out: &mut Vec<u8>) {
    match element {
        Element::Range(from, to) => out.extend([*from, *to, from.saturating_sub(1), to.saturating_add(1)]),
        Element::Text { bytes, .. } => out.extend(bytes),
        Element::Rule(_) => {}
        Element::Choice(of) | Element::Sequence(of) => of.iter().for_each(|element| letters(element, out)),
        Element::Repeat { of, .. } => letters(of, out),
    }
}

#[test]
fn a_generated_sentence_is_recognised_and_depends_on_the_seed_alone() {
    let grammar = Grammar::parse("test", "s = \"(\" *s \")\" / 1*%x61-63 [ \",\" s ]\n");
    let generator = Generator::new(&grammar);
    for seed in 0..200 {
        let sentence = generator.sentence(0, 20, &mut Random::new(seed));
        assert!(super::recognise::recognises(&grammar, 0, &sentence), "{}", sentence.escape_ascii());
        assert_eq!(sentence, generator.sentence(0, 20, &mut Random::new(seed)));
    }
}
