//! One list of a playbook as CSV, for spreadsheets: UTF-8 with a byte order mark, without which Excel takes it for
//! something else, and lines that end with CRLF.
//!
//! A row is an entry, a column a field. Entries go by the names that they have on a page, which are unique in their list:
//! so whoever reads the file again knows which of two things with one name is meant.

#[cfg(test)]
mod tests;

use super::labels::{AGREEMENT, Labels, NO, YES};
use super::page::{Titles, kinds, layout::Layout};
use crate::model::{Entry, EntryId, Field, FieldSpec, Home, Kind, Outline, Playbook, Shape, Value};
use csv::{Terminator, WriterBuilder};

const BYTE_ORDER_MARK: &str = "\u{feff}";

/// What stands between several values in a cell.
const SEPARATOR: &str = "; ";

/// What a spreadsheet takes a text for a formula for. Excel takes the wide forms for it, too, in some languages; and a
/// tab, or a line end, for the end of the cell, so that what follows it begins the next.
const BEGINS_A_FORMULA: &[char] = &['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'];

/// What tells a spreadsheet that a cell holds a text.
const GUARD: char = '\'';

/// The entries of a kind in a place, below a row with the labels of their fields.
///
/// Parts are listed where they stand, or all those of a section: of all entries in it. What they are parts of is named in
/// the first columns, the outermost first. All cells but those of the first row are [`guarded`].
#[must_use]
pub fn write(playbook: &Playbook, home: Home, kind: Kind, labels: Labels) -> String {
    let outline = playbook.outline();
    let sheet = Sheet { playbook, titles: Titles::of(playbook, &outline, labels), outline, labels };
    let header = header(kind, labels);
    let rows = list(&sheet.outline, home, kind).into_iter().filter_map(|id| playbook.entries.get(&id));
    let rows = rows.map(|entry| sheet.row(entry).iter().map(|cell| guarded(cell)).collect());
    // Rows of one length, written to memory: there is nothing to fail.
    let table = table(&header, rows).unwrap_or_default();
    format!("{BYTE_ORDER_MARK}{table}")
}

/// The labels of the columns.
pub(in crate::format) fn header(kind: Kind, labels: Labels) -> Vec<String> {
    let wholes = wholes(kind).into_iter().map(|whole| capitalised(labels.of(whole.noun())));
    let fields = kind.fields().iter().map(|spec| spec.label);
    let agreement = Layout::of(kind).agreement.then_some(AGREEMENT);
    wholes.chain(fields.chain(agreement).map(|label| labels.of(label).to_owned())).collect()
}

/// The lists with anything in them, in the order of the sections, and at last the people and teams. The parts of what is in
/// a section follow it as lists of their own. Hidden sections are left out, as they are in other documents.
#[must_use]
pub fn lists(playbook: &Playbook) -> Vec<(Home, Kind)> {
    let outline = playbook.outline();
    let sections = playbook.sections.iter().filter(|section| !section.deleted && !section.hidden);
    let homes = sections.map(|section| Home::Section(section.id)).chain([Home::Directory]);
    let all =
        homes.flat_map(|home| kinds(home).iter().flat_map(|kind| with_parts(*kind)).map(move |kind| (home, kind)));
    all.filter(|(home, kind)| !list(&outline, *home, *kind).is_empty()).collect()
}

/// A text as a cell that no spreadsheet takes for a formula: with a `'` before it, if it begins like one, perhaps after
/// blanks and quotes.
#[must_use]
pub fn guarded(text: &str) -> String {
    if needs_a_guard(text) { format!("{GUARD}{text}") } else { text.to_owned() }
}

/// The text in a [`guarded`] cell, exactly as it was. A cell that no guard was put in is left alone.
#[must_use]
pub fn unguarded(cell: &str) -> &str {
    cell.strip_prefix(GUARD).filter(|text| needs_a_guard(text)).unwrap_or(cell)
}

/// Whether a text begins like a formula.
///
/// A `'` before it changes nothing about that: or else a text that begins with `'=` could not be told from a guarded one.
fn needs_a_guard(text: &str) -> bool {
    let is_skipped = |c: char| {
        matches!(c, GUARD | '"' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{feff}')
            || c.is_whitespace()
            || c.is_control()
    };
    for c in text.chars() {
        if BEGINS_A_FORMULA.contains(&c) {
            return true;
        }
        if !is_skipped(c) {
            return false;
        }
    }
    false
}

fn table(header: &[String], rows: impl Iterator<Item = Vec<String>>) -> Result<String, csv::Error> {
    let mut writer = WriterBuilder::new().terminator(Terminator::CRLF).from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    let bytes = writer.into_inner().map_err(|error| error.into_error())?;
    Ok(String::from_utf8(bytes).unwrap_or_default())
}

/// The entries of a kind in a place; of a kind that stands in others, those of all of them that are there.
fn list(outline: &Outline, home: Home, kind: Kind) -> Vec<EntryId> {
    let here = outline.list(home, kind);
    match kind.whole() {
        Some(whole) if here.is_empty() => {
            let wholes = list(outline, home, whole).into_iter();
            wholes.flat_map(|id| outline.list(Home::Entry(id), kind)).copied().collect()
        }
        _ => here.to_vec(),
    }
}

/// What a kind is a part of, the outermost first.
fn wholes(kind: Kind) -> Vec<Kind> {
    let mut wholes: Vec<_> = std::iter::successors(kind.whole(), |whole| whole.whole()).collect();
    wholes.reverse();
    wholes
}

/// A kind, and then those that are parts of it.
fn with_parts(kind: Kind) -> Vec<Kind> {
    std::iter::once(kind).chain(kind.parts().iter().flat_map(|part| with_parts(*part))).collect()
}

fn capitalised(noun: &str) -> String {
    let mut letters = noun.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// What the rows of a list are written from.
struct Sheet<'a> {
    playbook: &'a Playbook,
    outline: Outline,
    titles: Titles,
    labels: Labels,
}

impl Sheet<'_> {
    fn row(&self, entry: &Entry) -> Vec<String> {
        let mut cells = self.names_of_wholes(entry);
        cells.extend(entry.fields().map(|(spec, value)| match spec.field {
            Field::Name => self.name(entry.id),
            _ => cell(&self.titles, spec, value, self.labels),
        }));
        if Layout::of(entry.kind).agreement {
            cells.push(self.labels.of(entry.agreement.label()).to_owned());
        }
        cells
    }

    /// The names of what an entry is a part of, the outermost first: as many as its kind has columns for.
    fn names_of_wholes(&self, entry: &Entry) -> Vec<String> {
        let mut home = Some(entry.home);
        let mut names: Vec<String> = wholes(entry.kind)
            .iter()
            .map(|_| match home {
                Some(Home::Entry(id)) => {
                    home = self.playbook.entries.get(&id).map(|whole| whole.home);
                    self.name(id)
                }
                _ => String::new(),
            })
            .collect();
        names.reverse();
        names
    }

    /// What an entry is called; nothing when it was deleted.
    fn name(&self, id: EntryId) -> String {
        self.titles.of_entry(id).unwrap_or_default().to_owned()
    }
}

/// What a field is in its cell, before it is [`guarded`].
pub(in crate::format) fn cell(titles: &Titles, spec: &FieldSpec, value: &Value, labels: Labels) -> String {
    match (value, spec.shape) {
        (Value::Line(code), Shape::Choice(choices)) => {
            let choice = choices.iter().find(|choice| choice.code == code);
            choice.map_or(code.as_str(), |choice| labels.of(choice.label)).to_owned()
        }
        (Value::Line(text) | Value::Text(text), _) => text.clone(),
        (Value::Flag(flag), _) => labels.of(if *flag { YES } else { NO }).to_owned(),
        (Value::Words(words), _) => words.join(SEPARATOR),
        (Value::Refs(ids), _) => {
            let names: Vec<&str> = ids.iter().filter_map(|id| titles.of_entry(*id)).collect();
            names.join(SEPARATOR)
        }
    }
}
