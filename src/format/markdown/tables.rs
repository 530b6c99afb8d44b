//! Tables in the way of GFM: one line a row, no padding, so that one changed cell changes one line.

/// A table whose cells are already written as Markdown on one line.
#[derive(Debug, Default)]
pub(super) struct Table {
    header: Vec<&'static str>,
    rows: Vec<Vec<String>>,
}

impl Table {
    /// A table with these columns and no rows.
    pub(super) fn new(header: Vec<&'static str>) -> Self {
        Self { header, rows: Vec::new() }
    }

    /// Adds a row, one cell a column.
    pub(super) fn push(&mut self, row: Vec<String>) {
        self.rows.push(row);
    }

    /// Writes the columns in which anything stands. Nothing is written when there is none.
    pub(super) fn write(&self, out: &mut String) {
        let used: Vec<usize> = (0..self.header.len())
            .filter(|column| self.rows.iter().any(|row| row.get(*column).is_some_and(|cell| !cell.is_empty())))
            .collect();
        if used.is_empty() {
            return;
        }
        let header: Vec<&str> = used.iter().map(|column| self.header[*column]).collect();
        write_row(header.iter().copied(), out);
        write_row(header.iter().map(|_| "---"), out);
        for row in &self.rows {
            write_row(used.iter().map(|column| row.get(*column).map_or("", String::as_str)), out);
        }
    }
}

fn write_row<'a>(cells: impl Iterator<Item = &'a str>, out: &mut String) {
    for cell in cells {
        out.push_str("| ");
        out.push_str(cell);
        out.push(' ');
    }
    out.push_str("|\n");
}
