//! Variables that `UnsetEnvironment=` removes from commands.

use std::collections::BTreeSet;

use super::ReadSettings;
use crate::ir::{Expand, Part, PartRef, Text};

impl ReadSettings<'_> {
    /// Removes variables from the commands, even those that an environment file or systemd itself sets.
    pub(super) fn empty_variables(&mut self, names: &BTreeSet<String>) {
        let is_empty =
            |part: &PartRef<'_>| matches!(part, PartRef::Variable(name, _) if names.contains(*name));
        let lists = [
            &mut self.exec_start,
            &mut self.exec_start_pre,
            &mut self.exec_condition,
            &mut self.exec_stop,
            &mut self.exec_stop_post,
            &mut self.exec_start_post,
            &mut self.exec_reload,
        ];
        for start in lists.into_iter().flat_map(|list| &mut list.values) {
            let argv = &mut start.command.argv;
            // A word that is only `$NAME` disappears.
            argv.retain(|word| {
                let mut parts = word.parts();
                let (first, more) = (parts.next(), parts.next());
                let is_split =
                    matches!(first, Some(PartRef::Variable(_, Expand::Split | Expand::ShellSplit)));
                !(is_split && more.is_none() && first.as_ref().is_some_and(is_empty))
            });
            for word in argv.iter_mut().filter(|word| word.parts().any(|part| is_empty(&part))) {
                let is_kept = |part: &Part<'_>| !matches!(part, Part::Variable { name, expand: _ } if names.contains(name));
                *word = Text::of(word.owned_parts().into_iter().filter(is_kept)).with_place_of(word);
            }
        }
    }
}
