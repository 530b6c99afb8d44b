//! A playbook as one Markdown document, for people and for Google Docs.
//!
//! There is no HTML, comment, front matter or hidden id, for Google Docs would strip or show them; JSON is the format that
//! loses nothing. Any text in any field comes out as that text: [`super::escape`] sees to short ones, [`super::long`] to
//! Markdown, so that nothing in a field changes the structure around it.

mod reading;
#[cfg(test)]
mod tests;

pub use super::remark::Remark;
pub use reading::{Reading, pieces, read, sorting};

use super::escape::{Place, address, before_a_semicolon, code, short};
use super::long::LongText;
use super::page::{Block, Cell, Selection, Span, Table, page};
use crate::model::Playbook;
use crate::model::field::clean_line;
use chrono::NaiveDate;

/// What is selected of a playbook; empty when there is nothing of it.
///
/// `today` is the day that the examples of naming conventions use.
#[must_use]
pub fn write(playbook: &Playbook, selection: &Selection, today: NaiveDate) -> String {
    let mut document = Document { out: String::new() };
    // The tables of transitions say what the picture does.
    for block in page(playbook, selection, today).iter().filter(|block| **block != Block::Lifecycle) {
        document.block(block);
    }
    document.out
}

/// A document that is being written. Every block ends with a line end; blank lines stand between them.
struct Document {
    out: String,
}

impl Document {
    fn block(&mut self, block: &Block<'_>) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
        match block {
            Block::Heading { level, text, .. } => {
                self.line(&format!("{} {}", "#".repeat((*level).into()), short(text, Place::HEADING)));
            }
            // As plain text: Google Docs makes no link of `[name](#slug)`, and has an outline of its own beside the page. The
            // label is not a heading, so that the outline holds only what the playbook holds.
            Block::Contents { label, names } => {
                self.line(&format!("**{label}**\n"));
                for (name, _) in names {
                    self.line(&format!("- {}", short(name, Place::LINE_START)));
                }
            }
            Block::Note(text) => self.line(text),
            Block::Mark(words) => self.line(&mark(words)),
            Block::Text { label, markdown, level } => self.text(*label, &LongText::parse(markdown), *level),
            Block::Labelled { label, cell } => self.line(&format!("**{label}:** {}", self::cell(cell, Place::INLINE))),
            Block::Caption { label, text } => {
                self.line(format!("**{label}:** {}", short(text, Place::INLINE)).trim_end());
            }
            Block::Table(table) => self.table(table),
            Block::Lifecycle => {}
        }
    }

    fn line(&mut self, text: &str) {
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A long text, whose first paragraph stands behind its label.
    fn text(&mut self, label: Option<&str>, text: &LongText<'_>, level: u8) {
        let mut place = Place::LINE_START;
        if let Some(label) = label {
            self.out.push_str(&format!("**{label}:**"));
            if text.begins_with_a_paragraph() {
                self.out.push(' ');
                place = Place::INLINE;
            } else {
                self.out.push_str("\n\n");
            }
        }
        text.write_blocks(level, place, &mut self.out);
        self.out.push('\n');
    }

    /// A table in the way of GFM: one line a row, no padding, so that one changed cell changes one line.
    fn table(&mut self, table: &Table<'_>) {
        self.row(table.header.iter().copied());
        self.row(table.header.iter().map(|_| "---"));
        for row in &table.rows {
            let cells: Vec<String> = row.cells.iter().map(|cell| self::cell(cell, Place::CELL)).collect();
            self.row(cells.iter().map(String::as_str));
        }
    }

    fn row<'a>(&mut self, cells: impl Iterator<Item = &'a str>) {
        for cell in cells {
            self.out.push_str("| ");
            self.out.push_str(cell);
            self.out.push(' ');
        }
        self.out.push_str("|\n");
    }
}

/// What stands in a cell or after a label, on one line.
fn cell(cell: &Cell<'_>, place: Place) -> String {
    let write = |span: &Span<'_>| match span {
        Span::Text(text) | Span::Name(text, _) => short(text, place),
        Span::Code(text) => code(&clean_line(text), place),
        Span::Address(text) => address(text, place),
    };
    match cell {
        // As Google Docs gives several people back.
        Cell::Values(spans) => {
            let last = spans.len().saturating_sub(1);
            let written = spans.iter().enumerate().map(|(at, span)| match write(span) {
                written if at < last => before_a_semicolon(written),
                written => written,
            });
            written.collect::<Vec<_>>().join("; ")
        }
        Cell::Long(markdown) => LongText::parse(markdown).to_cell(),
        Cell::Mark(words) => mark(words),
    }
}

fn mark(words: &str) -> String {
    if words.is_empty() { String::new() } else { format!("*{words}*") }
}
