//! Tables of entries, found by the labels of their columns.

use super::chunks::{Cell, Chunk, ChunkKind};
use super::told::{Telling, ToldEntry};
use crate::format::labels::{AGREEMENT, NUMBER, means};
use crate::format::names::folded;
use crate::model::{Agreement, Field, Kind};
use pulldown_cmark::Event;

/// What stands in a column.
enum Column {
    Field(Field),
    Agreement,
    Number,
    /// Something else, under this name.
    Other(String),
}

/// The rows of a table of such entries. Any other chunk is given back.
pub(super) fn told_rows<'a>(kind: Kind, chunk: Chunk<'a>) -> Result<Vec<ToldEntry<'a>>, Chunk<'a>> {
    let ChunkKind::Table(rows) = &chunk.kind else { return Err(chunk) };
    let Some((header, rows)) = rows.split_first() else { return Err(chunk) };
    let labels: Vec<String> = header.iter().map(|cell| folded(&cell.text())).collect();
    let columns: Vec<Column> = header.iter().map(|cell| column(kind, &cell.text())).collect();
    let known = columns.iter().filter(|column| !matches!(column, Column::Other(_))).count();
    let is_named =
        kind.field(Field::Name).is_none() || columns.iter().any(|column| matches!(column, Column::Field(Field::Name)));
    if !is_named || known * 2 < columns.len() || !columns.iter().any(|column| matches!(column, Column::Field(_))) {
        return Err(chunk);
    }
    let repeats_header = |row: &&Vec<Cell<'a>>| row.iter().map(|cell| folded(&cell.text())).eq(labels.iter().cloned());
    let is_empty = |row: &&Vec<Cell<'a>>| row.iter().all(Cell::is_empty);
    let rows = rows.iter().filter(|row| !repeats_header(row) && !is_empty(row));
    Ok(rows.map(|row| told_row(&columns, row)).collect())
}

fn column(kind: Kind, label: &str) -> Column {
    let label = label.trim().trim_end_matches(':');
    let folded = folded(label);
    let is = |known: &'static str| means(&folded, known);
    match kind.fields().iter().find(|spec| is(spec.label)) {
        Some(spec) => Column::Field(spec.field),
        None if is(AGREEMENT) => Column::Agreement,
        None if is(NUMBER) => Column::Number,
        None => Column::Other(label.to_owned()),
    }
}

fn told_row<'a>(columns: &[Column], row: &[Cell<'a>]) -> ToldEntry<'a> {
    let mut entry = ToldEntry { agreement: Agreement::Agreed, ..ToldEntry::default() };
    for (column, cell) in columns.iter().zip(row) {
        match column {
            Column::Field(Field::Name) => entry.title = cell.text(),
            Column::Field(field) => entry.fields.push((*field, Telling::Cell(cell.clone()))),
            Column::Agreement => entry.agreement = agreement(&cell.text()).unwrap_or(Agreement::Agreed),
            Column::Number => {}
            Column::Other(label) if !cell.is_empty() => {
                let label = (Event::Text(format!("{label}: ").into()), 0..0);
                let events = std::iter::once(label).chain(cell.events.iter().cloned()).collect();
                entry.loose.push(Cell { events }.paragraph());
            }
            Column::Other(_) => {}
        }
    }
    entry.fields.retain(|(_, telling)| !telling.is_empty());
    entry
}

pub(super) fn agreement(text: &str) -> Option<Agreement> {
    let text = folded(text);
    Agreement::ALL.into_iter().find(|agreement| means(&text, agreement.label()))
}
