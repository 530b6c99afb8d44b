//! The cells of a row, put into the fields of its entry and of the parts that it speaks of.

use super::{Column, Outcome, Rows, resolve};
use crate::format::csv;
use crate::format::escape::{Place, one_line, short};
use crate::format::labels::AGREEMENT;
use crate::format::link::web_link;
use crate::format::names::{folded, spaced};
use crate::format::page::layout::Layout;
use crate::format::remark::{Remark, appended, keep_as_text};
use crate::format::table::cells::{self, Made, agreement, with_link};
use crate::format::table::mapping::Meaning;
use crate::format::table::plain;
use crate::format::table::sheet::{Sheet, SheetCell};
use crate::language::tr;
use crate::model::{Entry, EntryId, Field, FieldSpec, Home, Kind, Shape, Value};
use guidepost_view::tr;
use std::collections::{BTreeSet, HashMap};

/// Of rows without names, how many of a list are looked at for one that says the same.
const MOST_COMPARED: usize = 2_000;

impl Rows<'_> {
    pub(super) fn fill_all(&mut self, skipped: &BTreeSet<usize>) {
        let mut columns = std::mem::take(&mut self.columns);
        let deepest = self.parts.last().copied().unwrap_or(self.mapping.kind);
        if !has_long_text(deepest) {
            self.leave_out_notes(&mut columns, deepest);
        }
        // What was the last part of each place: what several rows belong to is often said in the first of them only.
        let mut above = HashMap::new();
        for row in (0..self.sheet.rows.len()).filter(|row| !skipped.contains(row)) {
            if let Some(id) = self.entries.get(row).copied().flatten() {
                self.row(row, id, &columns, &mut above);
            }
        }
        self.columns = columns;
    }

    fn leave_out_notes(&mut self, columns: &mut Vec<Column>, kind: Kind) {
        let sheet = self.sheet;
        columns.retain(|column| {
            let says = |row: &Vec<SheetCell>| row.get(column.place).is_some_and(|cell| !cell.is_empty());
            if column.meaning == Meaning::Note && sheet.rows.iter().any(says) {
                let list = tr(kind.list_name()).to_lowercase();
                let text = tr!("“{}” is left out: {} have no long text.", column.label, list);
                self.remarks.push(Remark { text, place: String::new(), left_out: true });
            }
            column.meaning != Meaning::Note
        });
    }

    fn row(&mut self, row: usize, id: EntryId, columns: &[Column], above: &mut HashMap<(Home, Kind), EntryId>) {
        let Some(before) = self.theirs.entries.get(&id).cloned() else { return };
        for column in columns {
            let Some(cell) = cell_of(self.sheet, row, column) else { continue };
            match column.meaning {
                Meaning::Field(field) if field != Field::Name => {
                    if let Some(spec) = before.kind.field(field) {
                        self.fill(row, id, spec, cell, column);
                    }
                }
                Meaning::Agreement if Layout::of(before.kind).agreement => self.agree(row, id, cell),
                _ => {}
            }
        }
        if self.parts.is_empty() {
            self.keep_notes(row, id, columns);
        }
        self.fill_link(row, id);
        let (added, mut labels) = self.fill_parts(row, id, columns, above);
        if let Some(after) = self.theirs.entries.get(&id) {
            labels.splice(0..0, differing(&before, after));
        }
        let Some(report) = self.reports.get_mut(row) else { return };
        report.outcome = match &report.outcome {
            Outcome::Same if added => Outcome::Add,
            Outcome::Same if !labels.is_empty() => Outcome::Update(labels),
            other => other.clone(),
        };
    }

    /// Fills a field, unless it says the same already.
    fn fill(&mut self, row: usize, id: EntryId, spec: &'static FieldSpec, cell: &SheetCell, column: &Column) {
        let Some(old) = self.theirs.entries.get(&id).and_then(|entry| entry.value(spec.field)) else { return };
        // A link says more than its text, of a person as in a text.
        let is_linked = cell.link.is_some() && !matches!(spec.shape, Shape::Link);
        if !is_linked && self.says(spec, old, &cell.text) {
            return;
        }
        match cells::value(spec, cell, column.how, &self.names) {
            Made::Blank => {}
            Made::Value(Value::Text(new)) if !column.how.markdown => {
                let old = match old {
                    Value::Text(old) => old.as_str(),
                    _ => "",
                };
                // What was kept behind it before stays there.
                let (head, kept) = without_kept(old);
                let is_same = head == new || (!is_linked && head == cell.text.trim());
                if !is_same && !new.is_empty() {
                    let new = if kept.is_empty() { new } else { appended(&new, kept) };
                    self.set(id, spec, Value::Text(new).cleaned());
                }
            }
            Made::Value(new) if new.is_empty() => {}
            // Or else the same table would not find it again.
            Made::Value(Value::Line(new)) if spec.field == Field::Abbreviation && self.is_found_by(id, old) => {
                self.note(row, tr!("{label} stays as it is, and does not become “{new}”.", label = tr(spec.label)));
            }
            Made::Value(Value::Words(mut new)) if spec.field == Field::AlsoKnownAs => {
                if let Value::Words(old) = old {
                    let stays = |word: &&String| self.found_by.contains(&(id, folded(word)));
                    new.extend(old.iter().filter(stays).cloned().collect::<Vec<_>>());
                }
                self.set(id, spec, Value::Words(new).cleaned());
            }
            Made::Value(new) => self.set(id, spec, new),
            Made::Names(targets, names) => {
                let one = matches!(spec.shape, Shape::One(_));
                let (ids, unknown) = resolve(self, targets, one, &names, row);
                if !ids.is_empty() {
                    self.set(id, spec, Value::Refs(ids).cleaned());
                }
                if !unknown.is_empty() {
                    let text = unknown.join("; ");
                    // Whoever could be made has been; what is left over had no room.
                    let why = if one && targets.creates() {
                        tr!("There is room for one in {}", tr(spec.label))
                    } else {
                        tr!("“{text}” is not known")
                    };
                    self.keep(row, id, self.labels.of(spec.label), &SheetCell::of(text), Some(why));
                }
            }
            Made::Nothing(why) => self.keep(row, id, self.labels.of(spec.label), cell, Some(why)),
        }
    }

    /// Whether a row calls an entry by this value of it.
    fn is_found_by(&self, id: EntryId, value: &Value) -> bool {
        matches!(value, Value::Line(name) if self.found_by.contains(&(id, folded(name))))
    }

    fn set(&mut self, id: EntryId, spec: &FieldSpec, value: Value) {
        if let Some(entry) = self.theirs.entries.get_mut(&id) {
            entry.set(spec.field, value);
        }
    }

    /// Whether a field would be written as this cell.
    fn says(&self, spec: &FieldSpec, value: &Value, cell: &str) -> bool {
        let said = csv::cell(&self.titles, spec, value, self.labels);
        match spec.shape {
            Shape::Text => said.trim() == cell.trim(),
            _ => spaced(&said) == spaced(cell),
        }
    }

    fn agree(&mut self, row: usize, id: EntryId, cell: &SheetCell) {
        match (agreement(&cell.text), self.theirs.entries.get_mut(&id)) {
            (Some(agreement), Some(entry)) => entry.agreement = agreement,
            _ if cells::is_blank(&cell.text) => {}
            _ => {
                let (text, label) = (one_line(&cell.text), tr(AGREEMENT));
                let why = tr!("“{text}” is none of the values of {label}");
                self.keep(row, id, self.labels.of(AGREEMENT), cell, Some(why));
            }
        }
    }

    /// A name that is a link says where a tool or a document is, if nothing else does.
    fn fill_link(&mut self, row: usize, id: EntryId) {
        let name = self.cell(row, Meaning::Field(Field::Name)).or_else(|| self.cell(row, Meaning::Whole));
        let Some(link) = name.and_then(|cell| cell.link.as_deref()).and_then(web_link) else { return };
        let Some(entry) = self.theirs.entries.get_mut(&id) else { return };
        let field = [Field::Link, Field::Location].into_iter().find(|field| entry.kind.field(*field).is_some());
        let Some(field) = field else { return };
        if entry.text(field).trim().is_empty() && self.mapping.column(Meaning::Field(field)).is_none() {
            entry.set(field, Value::Line(link.to_owned()).cleaned());
        }
    }

    /// Keeps a cell as text, with the label of its column or field. `why` says why it is in no field, if it should be.
    fn keep(&mut self, row: usize, id: EntryId, label: &str, cell: &SheetCell, why: Option<String>) {
        let text = plain::inline(&with_link(cell));
        if text.is_empty() {
            return;
        }
        let label = short(label, Place::INLINE);
        // What has no name of its own can't be told from others like it.
        let has_name = self.theirs.entries.get(&id).is_some_and(|entry| entry.kind.field(Field::Name).is_some());
        let put = if has_name { noted } else { noted_again };
        let remark = keep_as_text(&mut self.theirs, id, &format!("**{label}:** {text}"), put);
        let Some(remark) = remark else { return };
        if let Some(why) = why {
            let text = if remark.left_out { tr!("{why}; left out.") } else { tr!("{why}; kept as text.") };
            self.note(row, text.clone());
            self.remarks.push(Remark { text, ..remark });
        } else if remark.left_out {
            self.note(row, remark.text.clone());
            self.remarks.push(remark);
        }
    }

    /// Fills the parts that a row speaks of. Says whether one is new, and which fields changed in others.
    fn fill_parts(
        &mut self,
        row: usize,
        whole: EntryId,
        columns: &[Column],
        above: &mut HashMap<(Home, Kind), EntryId>,
    ) -> (bool, Vec<&'static str>) {
        let (mut is_new, mut labels) = (false, Vec::new());
        let mut found = HashMap::from([(self.mapping.kind, whole)]);
        let mut name = self.reports.get(row).map_or_else(String::new, |report| report.name.clone());
        let mut deepest = whole;
        for kind in self.parts.clone() {
            let cells = cells_of(self.sheet, row, kind, columns);
            let home = kind.whole().and_then(|of| found.get(&of)).map(|id| Home::Entry(*id));
            let Some(home) = home else {
                if !cells.is_empty() {
                    let (whole, part) = (tr(kind.whole().map_or("", Kind::noun)), tr(kind.noun()));
                    self.note(row, tr!("No column says which {whole} it belongs to; the {part} is left out."));
                }
                continue;
            };
            let part = match cells.iter().find(|(_, spec, _)| spec.field == Field::Name) {
                _ if cells.is_empty() => above.get(&(home, kind)).copied().map(|id| (id, false)),
                Some((_, _, cell)) => {
                    let said = one_line(&cell.text);
                    name = format!("{name}: {said}");
                    match self.list(home, kind).find(&said) {
                        Some(id) => Some((id, false)),
                        None => Some((self.add(home, kind, &said), true)),
                    }
                }
                None if kind.field(Field::Name).is_some() => {
                    self.note(row, tr!("The {} has no name; left out.", tr(kind.noun())));
                    None
                }
                None => {
                    name = format!("{name}: {}", tr(kind.noun()));
                    Some(self.nameless(row, home, kind, columns, &cells))
                }
            };
            let Some((id, added)) = part else { continue };
            is_new |= added;
            if let Some(before) = self.theirs.entries.get(&id).cloned().filter(|_| kind.field(Field::Name).is_some()) {
                for (column, spec, cell) in cells.iter().filter(|(_, spec, _)| spec.field != Field::Name) {
                    self.fill(row, id, spec, cell, column);
                }
                labels.extend(self.theirs.entries.get(&id).map(|after| differing(&before, after)).unwrap_or_default());
            }
            above.insert((home, kind), id);
            found.insert(kind, id);
            if !cells.is_empty() {
                deepest = id;
            }
        }
        if !self.parts.is_empty() {
            self.keep_notes(row, deepest, columns);
        }
        if let Some(report) = self.reports.get_mut(row) {
            report.name = name;
        }
        (is_new, labels)
    }

    fn keep_notes(&mut self, row: usize, id: EntryId, columns: &[Column]) {
        for column in columns.iter().filter(|column| column.meaning == Meaning::Note) {
            if let Some(cell) = cell_of(self.sheet, row, column) {
                self.keep(row, id, &column.label, cell, None);
            }
        }
    }

    /// A part without a name: one that says the same, or else a new one. Says whether it is new.
    fn nameless(
        &mut self,
        row: usize,
        home: Home,
        kind: Kind,
        columns: &[Column],
        cells: &[(&Column, &'static FieldSpec, &SheetCell)],
    ) -> (EntryId, bool) {
        let list = self.list(home, kind);
        let there: Vec<EntryId> = list.here.iter().chain(&list.new).take(MOST_COMPARED).copied().collect();
        let says_all = |id: &&EntryId| {
            columns.iter().all(|column| {
                let Meaning::PartField(of, field) = column.meaning else { return true };
                let said = cell_of(self.sheet, row, column).map_or("", |cell| cell.text.as_str());
                let value = self.theirs.entries.get(*id).and_then(|entry| entry.value(field));
                of != kind || kind.field(field).zip(value).is_none_or(|(spec, value)| self.says(spec, value, said))
            })
        };
        let is_note = |column: &Column| column.meaning == Meaning::Note && cell_of(self.sheet, row, column).is_some();
        if !columns.iter().any(is_note)
            && let Some(id) = there.iter().find(says_all)
        {
            return (*id, false);
        }
        let id = self.add(home, kind, "");
        for (column, spec, cell) in cells {
            self.fill(row, id, spec, cell, column);
        }
        if self.parts.last() == Some(&kind) {
            self.keep_notes(row, id, columns);
        }
        let Some(new) = self.theirs.entries.get(&id) else { return (id, true) };
        let covers = |other: &&EntryId| {
            let Some(other) = self.theirs.entries.get(*other) else { return false };
            new.fields().all(|(spec, value)| covers_value(value, other.value(spec.field)))
        };
        match there.iter().find(covers).copied() {
            Some(same) => {
                self.take_back(id);
                (same, false)
            }
            None => (id, true),
        }
    }
}

/// Whether a value is what a new one says, perhaps with other paragraphs that were kept.
fn covers_value(new: &Value, there: Option<&Value>) -> bool {
    match (new, there) {
        (Value::Text(new), Some(Value::Text(there))) => {
            let there: Vec<&str> = there.split("\n\n").collect();
            new.is_empty() || new.split("\n\n").all(|paragraph| there.contains(&paragraph))
        }
        _ => new.is_empty() || there == Some(new),
    }
}

/// What a row says in a column, if it says anything.
fn cell_of<'a>(sheet: &'a Sheet, row: usize, column: &Column) -> Option<&'a SheetCell> {
    sheet.rows.get(row)?.get(column.place).filter(|cell| !cell.is_empty())
}

/// What a row says of a part.
fn cells_of<'a, 'c>(
    sheet: &'a Sheet,
    row: usize,
    kind: Kind,
    columns: &'c [Column],
) -> Vec<(&'c Column, &'static FieldSpec, &'a SheetCell)> {
    let of_part = |column: &'c Column| match column.meaning {
        Meaning::PartField(of, field) if of == kind => Some((column, kind.field(field)?, cell_of(sheet, row, column)?)),
        _ => None,
    };
    columns.iter().filter_map(of_part).collect()
}

/// Whether an entry of a kind, or what it is a part of, has a place for other texts.
fn has_long_text(kind: Kind) -> bool {
    kind.fields().iter().any(|spec| spec.shape == Shape::Text) || kind.whole().is_some_and(has_long_text)
}

/// The labels of what is not the same in two versions of an entry.
fn differing(before: &Entry, after: &Entry) -> Vec<&'static str> {
    let fields = after.fields().filter(|(spec, value)| before.value(spec.field) != Some(*value));
    let agreement = (before.agreement != after.agreement).then_some(AGREEMENT);
    fields.map(|(spec, _)| spec.label).chain(agreement).collect()
}

/// The label that a paragraph begins with, if it is one that was kept.
fn label_of(paragraph: &str) -> Option<&str> {
    let end = paragraph.find(":** ")?;
    let is_label = paragraph.get(..end).is_some_and(|label| label.contains("**")) && !paragraph.contains('\n');
    paragraph.get(..end + ":** ".len()).filter(|_| is_label)
}

/// A text without the paragraphs at its end that were kept, and those.
fn without_kept(text: &str) -> (&str, &str) {
    let mut end = text.trim_end().len();
    let mut head = text.get(..end).unwrap_or_default();
    while !head.is_empty() {
        let start = head.rfind("\n\n").map_or(0, |at| at + 2);
        if label_of(head.get(start..).unwrap_or_default()).is_none() {
            break;
        }
        end = start;
        head = head.get(..start).unwrap_or_default().trim_end();
    }
    (head, text.get(end..).unwrap_or_default().trim())
}

/// A text with a paragraph that is kept, if it is not there.
fn noted_again(old: &str, text: &str) -> String {
    match old.split("\n\n").any(|paragraph| paragraph.trim_end() == text) {
        true => old.to_owned(),
        false => appended(old, text),
    }
}

/// A text with a paragraph that is kept: in the place of one with the same label, or at the end.
fn noted(old: &str, text: &str) -> String {
    let Some(label) = label_of(text) else { return appended(old, text) };
    let mut paragraphs: Vec<&str> = old.trim_end().split("\n\n").collect();
    let same = paragraphs.iter_mut().rev().find(|paragraph| label_of(paragraph) == Some(label));
    match same {
        Some(paragraph) => {
            *paragraph = text;
            paragraphs.join("\n\n")
        }
        None => appended(old, text),
    }
}
