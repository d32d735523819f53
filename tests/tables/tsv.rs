//! Reads the tables in `grammar/`: UTF-8, tab-separated, one header line, no quoting.

use std::path::Path;

/// A table with its header.
pub(super) struct Table {
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

/// A row, whose fields are accessed by column.
#[derive(Clone, Copy)]
pub(super) struct Row<'t> {
    header: &'t [String],
    fields: &'t [String],
}

impl Table {
    /// Reads a table below `grammar/`. Every row must have a field for each column.
    #[expect(clippy::disallowed_methods, reason = "tests read the grammar from the disk")]
    pub(super) fn read(name: &str) -> Self {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("grammar").join(name);
        let text = std::fs::read_to_string(&file).unwrap_or_else(|error| panic!("{name}: {error}"));
        let mut lines = text.lines().map(|line| line.split('\t').map(str::to_owned).collect::<Vec<_>>());
        let header = lines.next().unwrap_or_default();
        let rows: Vec<_> = lines.collect();
        for (at, row) in rows.iter().enumerate() {
            assert_eq!(
                row.len(),
                header.len(),
                "{name}, line {}: expected one field for each column",
                at + 2
            );
        }
        Self { header, rows }
    }

    /// The rows in file order.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_>> {
        self.rows.iter().map(|fields| Row { header: &self.header, fields })
    }
}

impl<'t> Row<'t> {
    /// The field of a column.
    pub(super) fn get(self, column: &str) -> &'t str {
        let at = self.header.iter().position(|name| name == column);
        &self.fields[at.unwrap_or_else(|| panic!("there is no column {column}"))]
    }
}
