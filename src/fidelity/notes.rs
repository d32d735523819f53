//! Puts the notes of the emitter on one leaf together: a command may be kept in the foreground and be split otherwise.

use std::collections::BTreeMap;

use crate::emission::{Loss, Property, Unspelled};
use crate::ir::Leaf;

/// The greatest number of reasons for one leaf: a unit may have a thousand commands, each with its own.
const MOST: usize = 8;

const _: () = assert!(Leaf::ALL.len() <= u64::BITS as usize, "a bit for each leaf");

/// For each leaf with several notes, one that has all of their reasons. Notes on a single setting stay apart.
pub(super) fn together(notes: &[Unspelled], services: usize) -> Vec<Unspelled> {
    // A bit for each leaf of each service: hardly any has two.
    let mut noted = vec![0_u64; services];
    let mut several: BTreeMap<Property, Vec<&Unspelled>> = BTreeMap::new();
    let of_leaves = || notes.iter().filter(|note| note.setting.is_none());
    for note in of_leaves() {
        if let Property::Leaf(service, leaf) = note.property {
            let bit = 1_u64 << leaf as u64;
            if noted[service] & bit != 0 {
                several.entry(note.property).or_default();
            }
            noted[service] |= bit;
        }
    }
    if several.is_empty() {
        return Vec::new();
    }
    for note in of_leaves() {
        if let Some(own) = several.get_mut(&note.property) {
            own.push(note);
        }
    }
    several.into_values().map(|notes| as_one(&notes)).collect()
}

fn as_one(notes: &[&Unspelled]) -> Unspelled {
    // What somebody has to do comes first, and what is hardly lost last.
    let severity = |note: &&&Unspelled| match note.loss {
        Loss::ByHand => 0,
        Loss::Usual => 1,
        Loss::Slight => 2,
    };
    let mut reasons: Vec<&str> = Vec::new();
    for wanted in 0..3 {
        for note in notes.iter().filter(|note| severity(note) == wanted) {
            if reasons.len() < MOST && !reasons.iter().any(|told| told.contains(&*note.reason)) {
                reasons.push(&note.reason);
            }
        }
    }
    let worst = notes.iter().min_by_key(severity).map_or(Loss::Usual, |note| note.loss);
    Unspelled::new(notes[0].property, worst, reasons.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::SettingId;
    use crate::source::FileId;

    #[test]
    fn the_reasons_of_a_leaf_are_put_together_by_weight() {
        let note = |leaf, loss, reason: &'static str| Unspelled::new(Property::Leaf(0, leaf), loss, reason);
        let of_one = Unspelled {
            setting: Some(SettingId { file: FileId(0), item: 1 }),
            ..note(Leaf::Command, Loss::ByHand, "For one.")
        };
        let notes = [
            note(Leaf::Command, Loss::Slight, "Hardly."),
            note(Leaf::Prepare, Loss::Usual, "Alone."),
            note(Leaf::Command, Loss::Usual, "Lost, and more."),
            of_one,
            note(Leaf::Command, Loss::Usual, "Lost"),
        ];
        let all = together(&notes, 1);
        assert_eq!(all, [note(Leaf::Command, Loss::Usual, "Lost, and more. Hardly.")]);
        let by_hand = [note(Leaf::Stdin, Loss::Usual, "Lost."), note(Leaf::Stdin, Loss::ByHand, "Do it.")];
        assert_eq!(together(&by_hand, 1), [note(Leaf::Stdin, Loss::ByHand, "Do it. Lost.")]);
    }

    #[test]
    fn of_a_thousand_reasons_a_few_are_told() {
        let note =
            |at: usize| Unspelled::new(Property::Leaf(0, Leaf::Command), Loss::Usual, format!("{at}."));
        let notes: Vec<Unspelled> = (10..1_010).map(note).collect();
        assert_eq!(&*together(&notes, 1)[0].reason, "10. 11. 12. 13. 14. 15. 16. 17.");
    }
}
