//! Rows and columns, whatever they were written in.

#[cfg(test)]
mod tests;

use crate::format::csv::unguarded;
use crate::format::escape::one_line;
use crate::format::names::folded;
use crate::model::field::clean_text;
use guidepost_view::tr;

/// How many rows of a table are read.
pub(super) const MOST_ROWS: usize = 200_000;
/// How many columns.
pub(super) const MOST_COLUMNS: usize = 1_000;
/// How many cells, empty ones included: each takes some fifty bytes, and a short row costs as much as a full one.
pub(super) const MOST_CELLS: usize = 5_000_000;
/// How many characters of a cell.
pub(super) const LONGEST_CELL: usize = 1_000_000;

/// A table: a row of headings, and rows that are as long.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sheet {
    /// What stands above each column; perhaps nothing.
    pub header: Vec<String>,
    /// The rows below it, without empty ones.
    pub rows: Vec<Vec<SheetCell>>,
    /// What was not as it should be.
    pub flaws: Vec<SheetFlaw>,
}

/// A cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct SheetCell {
    /// What it says, perhaps in several lines. Links of which there are several, or which are only a part of the text, are
    /// written as in Markdown.
    pub text: String,
    /// Where all of the text leads to.
    pub link: Option<String>,
}

/// Something in a table that was not as it should be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SheetFlaw {
    /// The row of the [`Sheet`], where it is about one.
    pub row: Option<usize>,
    /// In a sentence.
    pub text: String,
}

impl SheetCell {
    /// A cell with nothing but a text.
    #[must_use]
    pub fn of(text: impl Into<String>) -> Self {
        Self { text: text.into(), link: None }
    }

    /// Whether it says nothing.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.link.is_none()
    }
}

impl Sheet {
    /// What a column is called: its heading, or where it has none, its place. No two are called the same.
    #[must_use]
    pub fn labels(&self) -> Vec<String> {
        let mut taken = std::collections::HashSet::new();
        let labels = self.header.iter().enumerate().map(|(column, heading)| {
            let heading = match heading.trim().trim_end_matches(':').trim_end() {
                "" => format!("Column {}", column + 1),
                heading => heading.to_owned(),
            };
            let mut label = heading.clone();
            let mut number = 2;
            while !taken.insert(folded(&label)) {
                label = format!("{heading} ({number})");
                number += 1;
            }
            label
        });
        labels.collect()
    }

    fn flaw(&mut self, row: Option<usize>, text: String) {
        self.flaws.push(SheetFlaw { row, text });
    }
}

/// Makes a table of rows of cells: the first that says anything holds the headings.
pub(super) fn assemble(mut rows: Vec<Vec<SheetCell>>) -> Sheet {
    let mut sheet = Sheet::default();
    for cell in rows.iter_mut().flatten() {
        cell.text = clean_text(unguarded(&cell.text).to_owned());
    }
    let mut rows = rows.into_iter().enumerate().filter(|(_, row)| row.iter().any(|cell| !cell.is_empty())).peekable();
    while let Some((_, title)) = rows.next_if(|_| true) {
        let next = rows.peek().map_or(0, |(_, row)| filled(row));
        if filled(&title) == 1 && next >= 3 {
            let said = title.iter().map(|cell| cell.text.trim()).collect::<String>();
            sheet.flaw(None, tr!("“{}” stands above the headings; left out.", excerpt(&said)));
            continue;
        }
        let mut title = title;
        if title.len() > MOST_COLUMNS {
            sheet.flaw(
                None,
                tr!("There are {columns} columns; the first {MOST_COLUMNS} are read.", columns = title.len()),
            );
            title.truncate(MOST_COLUMNS);
        }
        sheet.header = title.into_iter().map(|cell| one_line(&cell.text)).collect();
        break;
    }
    let width = sheet.header.len();
    let labels: Vec<String> = sheet.header.iter().map(|heading| folded(heading)).collect();
    let most_rows = most_rows(width);
    let mut left_out = 0_usize;
    for (place, mut row) in rows {
        let number = place + 1;
        if row.iter().map(|cell| folded(&cell.text)).eq(labels.iter().cloned()) {
            sheet.flaw(None, tr!("Row {number} repeats the headings; left out."));
            continue;
        }
        if sheet.rows.len() == most_rows {
            left_out += 1;
            continue;
        }
        let here = Some(sheet.rows.len());
        if row.len() < width {
            let cells = row.len();
            sheet.flaw(here, tr!("Row {number} has {cells} cells, and there are {width} headings."));
        }
        let more: Vec<String> =
            row.drain(width.min(row.len())..).filter(|cell| !cell.is_empty()).map(|cell| cell.text).collect();
        if !more.is_empty() {
            let said = match more.len() {
                0..=MOST_COLUMNS => one_line(&more.join(" | ")),
                _ => excerpt(&more.get(..MOST_COLUMNS).unwrap_or_default().join(" | ")),
            };
            let count = more.len();
            sheet.flaw(here, tr!("Row {number} has {count} more cells than there are headings: {said}"));
        }
        row.resize(width, SheetCell::default());
        for cell in &mut row {
            if cut(cell) {
                sheet.flaw(here, tr!("Row {number} has a cell of more than {LONGEST_CELL} characters; cut off."));
            }
        }
        sheet.rows.push(row);
    }
    if left_out > 0 {
        sheet.flaw(None, tr!("The first {most_rows} rows are read; {left_out} more are left out."));
    }
    drop_empty_columns(&mut sheet);
    sheet
}

/// How many rows of so many cells are read.
pub(super) fn most_rows(width: usize) -> usize {
    MOST_ROWS.min(MOST_CELLS / width.max(1)).max(1)
}

fn filled(row: &[SheetCell]) -> usize {
    row.iter().filter(|cell| !cell.is_empty()).count()
}

/// The beginning of a text that may be very long.
pub(super) fn excerpt(text: &str) -> String {
    const LONGEST: usize = 200;
    let text = one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

/// Cuts off a cell that is too long, and says whether it was.
fn cut(cell: &mut SheetCell) -> bool {
    let Some((end, _)) = cell.text.char_indices().nth(LONGEST_CELL) else { return false };
    cell.text.truncate(end);
    true
}

fn drop_empty_columns(sheet: &mut Sheet) {
    let mut used: Vec<bool> = sheet.header.iter().map(|heading| !heading.is_empty()).collect();
    for row in &sheet.rows {
        for (used, cell) in used.iter_mut().zip(row) {
            *used |= !cell.is_empty();
        }
    }
    if used.iter().all(|used| *used) {
        return;
    }
    let mut columns = used.iter();
    sheet.header.retain(|_| columns.next().copied().unwrap_or_default());
    for row in &mut sheet.rows {
        let mut columns = used.iter();
        row.retain(|_| columns.next().copied().unwrap_or_default());
    }
}
