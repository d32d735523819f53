//! Recognizes the sentences of a grammar by following every alternative, with memoization by rule and position.

use std::collections::BTreeMap;

use super::abnf::{Element, Grammar};

/// Whether the whole of `text` is a sentence of the rule.
pub(super) fn recognises(grammar: &Grammar, rule: usize, text: &[u8]) -> bool {
    let mut matcher = Matcher { grammar, text, known: BTreeMap::new() };
    matcher.rule(rule, 0).contains(&text.len())
}

struct Matcher<'g> {
    grammar: &'g Grammar,
    text: &'g [u8],
    /// Where a rule that starts at a position can end; `None` while that is being computed.
    known: BTreeMap<(usize, usize), Option<Vec<usize>>>,
}

impl Matcher<'_> {
    /// The positions where the rule can end if it starts at `at`, sorted.
    fn rule(&mut self, rule: usize, at: usize) -> Vec<usize> {
        match self.known.get(&(rule, at)) {
            Some(Some(ends)) => return ends.clone(),
            Some(None) => panic!("{}: {} is left-recursive", self.grammar.file, self.grammar.names[rule]),
            None => {}
        }
        self.known.insert((rule, at), None);
        let grammar = self.grammar;
        let ends = self.element(&grammar.rules[rule], at);
        self.known.insert((rule, at), Some(ends.clone()));
        ends
    }

    fn element(&mut self, element: &Element, at: usize) -> Vec<usize> {
        match element {
            Element::Range(from, to) => match self.text.get(at) {
                Some(byte) if (from..=to).contains(&byte) => vec![at + 1],
                _ => Vec::new(),
            },
            Element::Text { bytes, exact } => {
                let end = at + bytes.len();
                let found = self.text.get(at..end);
                let same = found
                    .is_some_and(|found| found == bytes || (!exact && found.eq_ignore_ascii_case(bytes)));
                if same { vec![end] } else { Vec::new() }
            }
            Element::Rule(rule) => self.rule(*rule, at),
            Element::Choice(of) => {
                let mut ends: Vec<usize> = of.iter().flat_map(|element| self.element(element, at)).collect();
                sort(&mut ends);
                ends
            }
            Element::Sequence(of) => {
                let mut ends = vec![at];
                for element in of {
                    ends = self.step(element, &ends);
                }
                ends
            }
            Element::Repeat { min, max, of } => {
                let mut ends = vec![at];
                for _ in 0..*min {
                    ends = self.step(of, &ends);
                }
                let (mut all, mut new) = (ends.clone(), ends);
                let mut left = max.map(|max| max - min);
                while !new.is_empty() && left != Some(0) {
                    new = self.step(of, &new);
                    new.retain(|end| all.binary_search(end).is_err());
                    all.extend(&new);
                    sort(&mut all);
                    left = left.map(|left| left - 1);
                }
                all
            }
        }
    }

    fn step(&mut self, element: &Element, starts: &[usize]) -> Vec<usize> {
        let mut ends: Vec<usize> = starts.iter().flat_map(|start| self.element(element, *start)).collect();
        sort(&mut ends);
        ends
    }
}

fn sort(ends: &mut Vec<usize>) {
    ends.sort_unstable();
    ends.dedup();
}

#[test]
fn every_alternative_and_repetition_is_tried() {
    let grammar = Grammar::parse("test", "s = *a 2*3\"b\" / a b \"c\"\na = \"a\" / \"aa\"\nb = *\"b\"\n");
    let takes = |text: &str| recognises(&grammar, 0, text.as_bytes());
    for sentence in ["bb", "bbb", "aaaBB", "ac", "aabbbbc"] {
        assert!(takes(sentence), "{sentence}");
    }
    for other in ["", "b", "bbbb", "aaac", "bbc", "bb "] {
        assert!(!takes(other), "{other}");
    }
}
