//! Combines several notes of the emitter on one leaf: a command may be kept in the foreground and also be split differently.

use std::collections::BTreeMap;

use crate::emission::{Loss, Property, Unspelled};
use crate::ir::Leaf;

/// The greatest number of reasons for one leaf: a unit may have a thousand commands, each with its own.
const MAX_REASONS: usize = 8;

const _: () = assert!(Leaf::ALL.len() <= u64::BITS as usize, "a bit for each leaf");

/// Returns one note with all reasons for each leaf that has several notes. Notes on a single setting stay separate.
pub(super) fn combined(notes: &[Unspelled], services: usize) -> Vec<Unspelled> {
    // A bit for each leaf of each service; few leaves have two notes.
    let mut noted = vec![0_u64; services];
    let mut several: BTreeMap<Property, Vec<&Unspelled>> = BTreeMap::new();
    let on_leaves = || notes.iter().filter(|note| note.setting.is_none());
    for note in on_leaves() {
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
    for note in on_leaves() {
        if let Some(own) = several.get_mut(&note.property) {
            own.push(note);
        }
    }
    several.into_values().map(|notes| combine(&notes)).collect()
}

fn combine(notes: &[&Unspelled]) -> Unspelled {
    let mut notes = notes.to_vec();
    // Manual steps come first, slight losses last.
    notes.sort_by_key(|note| match note.loss {
        Loss::ByHand => 0,
        Loss::Usual => 1,
        Loss::Slight => 2,
    });
    let mut reasons: Vec<&str> = Vec::new();
    for note in &notes {
        if reasons.len() < MAX_REASONS && !reasons.iter().any(|reason| reason.contains(&*note.reason)) {
            reasons.push(&note.reason);
        }
    }
    Unspelled::new(notes[0].property, notes[0].loss, reasons.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ir::SettingId;
    use crate::source::FileId;

    #[test]
    fn the_reasons_of_a_leaf_are_combined_by_severity() {
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
        let all = combined(&notes, 1);
        assert_eq!(all, [note(Leaf::Command, Loss::Usual, "Lost, and more. Hardly.")]);
        let by_hand = [note(Leaf::Stdin, Loss::Usual, "Lost."), note(Leaf::Stdin, Loss::ByHand, "Do it.")];
        assert_eq!(combined(&by_hand, 1), [note(Leaf::Stdin, Loss::ByHand, "Do it. Lost.")]);
    }

    #[test]
    fn only_a_few_of_a_thousand_reasons_are_reported() {
        let note =
            |at: usize| Unspelled::new(Property::Leaf(0, Leaf::Command), Loss::Usual, format!("{at}."));
        let notes: Vec<Unspelled> = (10..1_010).map(note).collect();
        assert_eq!(&*combined(&notes, 1)[0].reason, "10. 11. 12. 13. 14. 15. 16. 17.");
    }
}
