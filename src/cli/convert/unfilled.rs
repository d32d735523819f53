//! Warns about a template that is translated as is.

use crate::cli::load::Loaded;
use crate::cli::terminal::Terminal;
use crate::lint::placeholder::Template;

/// Warns about each file that is an unfilled template: its manager accepts it, and the result contains the placeholders of
/// the template in place of real values.
pub(super) fn warn(loaded: &Loaded, terminal: &mut Terminal) {
    let of_configs = loaded.configs.iter().flat_map(|config| &config.files).map(|file| (file.id, &file.tree));
    let of_units = loaded.units.given().iter().flat_map(|unit| &unit.files).map(|file| (file.id, &file.tree));
    for (id, tree) in of_configs.chain(of_units) {
        let file = loaded.sources.get(id);
        let Some(template) = Template::of(tree, file.bytes()) else { continue };
        let marker = String::from_utf8_lossy(template.marker.slice(file.bytes()));
        terminal.warning(&format!(
            "{}:{}: `{marker}` is an unfilled template placeholder and is translated as is",
            file.name(),
            file.line(template.marker.start)
        ));
    }
}
