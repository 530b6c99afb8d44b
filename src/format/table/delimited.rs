//! Rows of text: CSV, TSV, and what spreadsheets put on the clipboard as plain text.

use super::sheet::{Sheet, SheetCell, SheetFlaw, assemble};
use csv::{ReaderBuilder, StringRecord};
use guidepost_view::tr;

/// What may stand between two cells, the likeliest first where all else is the same.
const SEPARATORS: [u8; 4] = *b"\t;,|";

/// How much of a text, and how many rows, say which separator it has.
const BEGINNING: usize = 64 * 1024;
const FIRST_ROWS: usize = 50;

/// Reads rows of text. The separator is the one that makes the most even rows; quotes are respected.
#[must_use]
pub fn from_delimited(text: &str) -> Sheet {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (separator, text) = match declared(text) {
        Some((separator, rest)) => (separator, rest),
        None => (guessed(text), text),
    };
    let rows: Vec<Vec<SheetCell>> =
        records(text, separator).map(|record| record.iter().map(SheetCell::of).collect()).collect();
    let open = rows.last().and_then(|row| row.last()).is_some_and(|cell| cell.text.contains(['\n', '\r']));
    let is_unclosed = open && text.matches('"').count() % 2 == 1;
    let mut sheet = assemble(rows);
    if is_unclosed {
        let text = tr!("A quote is opened and never closed: what follows it is in one cell.").to_owned();
        sheet.flaws.push(SheetFlaw { row: sheet.rows.len().checked_sub(1), text });
    }
    sheet
}

/// The separator that the first line declares, as Excel writes it, and what follows that line.
fn declared(text: &str) -> Option<(u8, &str)> {
    let end = text.find(['\r', '\n']).unwrap_or(text.len());
    let (line, rest) = text.split_at(end);
    match line.trim_start_matches('"').as_bytes() {
        [b's' | b'S', b'e' | b'E', b'p' | b'P', b'=', separator, more @ ..]
            if separator.is_ascii() && *separator != b'"' && more.iter().all(|byte| b"\",;\t".contains(byte)) =>
        {
            Some((*separator, rest))
        }
        _ => None,
    }
}

fn records(text: &str, separator: u8) -> impl Iterator<Item = StringRecord> {
    let reader =
        ReaderBuilder::new().has_headers(false).flexible(true).delimiter(separator).from_reader(text.as_bytes());
    // A text that is a text can't fail to be read.
    reader.into_records().map_while(Result::ok)
}

/// The separator that fits best; a tab where none does, so that a plain list stays one.
fn guessed(text: &str) -> u8 {
    let beginning = text.get(..text.floor_char_boundary(BEGINNING)).unwrap_or(text);
    let ranked = SEPARATORS.into_iter().rev().map(|separator| (fit(beginning, separator), separator));
    ranked.max().filter(|(fit, _)| *fit > Fit::default()).map_or(b'\t', |(_, separator)| separator)
}

/// How well a separator fits: compared from the top.
#[derive(Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Fit {
    /// Whether the first row has several cells: what stands in one cell above all others may be a title.
    at_top: bool,
    /// How many of a hundred rows are as wide as the headings.
    even: usize,
    /// How many of a hundred separators in the headings stand right before a letter: a comma in a text does not.
    tight: usize,
    columns: usize,
    rank: usize,
}

fn fit(text: &str, separator: u8) -> Fit {
    let rows: Vec<StringRecord> = records(text, separator)
        .filter(|row| row.iter().any(|cell| !cell.trim().is_empty()))
        .take(FIRST_ROWS)
        .collect();
    // A title may stand above the headings; it is no list of names with commas in them, then.
    let headings = rows
        .iter()
        .position(|row| row.len() >= 2)
        .filter(|at| *at == 0 || (*at <= 2 && rows.get(*at).is_some_and(|row| row.len() >= 3)));
    let Some(headings) = headings else { return Fit::default() };
    let rows = rows.get(headings..).unwrap_or_default();
    let Some(first) = rows.first() else { return Fit::default() };
    if rows.iter().filter(|row| row.len() >= 2).count() * 3 < rows.len() {
        return Fit::default();
    }
    let even = rows.iter().filter(|row| row.len() == first.len()).count() * 100 / rows.len().max(1);
    let tight = first.iter().skip(1).filter(|cell| !cell.starts_with(' ')).count() * 100 / (first.len() - 1).max(1);
    let rank = SEPARATORS.iter().rev().position(|other| *other == separator).unwrap_or_default();
    Fit { at_top: headings == 0, even, tight, columns: first.len(), rank }
}
