//! A table, laid over a playbook.

mod fill;
mod lists;
#[cfg(test)]
mod tests;

use super::cells::Reading;
use super::dates::Order;
use super::mapping::{Mapping, Meaning};
use super::sheet::{Sheet, SheetCell};
use crate::format::csv;
use crate::format::escape::one_line;
use crate::format::ids::Ids;
use crate::format::labels::Labels;
use crate::format::limits::{Cut, hold};
use crate::format::names::{Names, folded, other_names, spaced};
use crate::format::page::Titles;
use crate::format::remark::Remark;
use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, Outline, Playbook, Shape, Targets};
use guidepost_view::tr;
use lists::List;
use std::collections::{BTreeSet, HashMap, HashSet};

/// What a table says of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableReading {
    /// The playbook, with the rows laid over it.
    pub theirs: Playbook,
    /// What becomes of each row, in the order of the table.
    pub rows: Vec<RowReport>,
    /// What could not be taken as it stands.
    pub remarks: Vec<Remark>,
}

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowReport {
    /// Which row of the table.
    pub row: usize,
    /// What it is about.
    pub name: String,
    /// What it does.
    pub outcome: Outcome,
    /// What somebody should know about it, in sentences.
    pub notes: Vec<String>,
}

/// What a row does to a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// A new entry.
    Add,
    /// Other values in the fields of these labels.
    Update(Vec<&'static str>),
    /// The playbook says all of it already.
    Same,
    /// Nothing, and why.
    Skip(String),
}

/// Lays the rows of a table over a playbook. An empty cell changes nothing, and neither does a column that is not mapped.
///
/// New entries have ids that are made from `seed`: the same each time for the same file.
#[must_use]
pub fn read(
    sheet: &Sheet,
    mapping: &Mapping,
    skipped: &BTreeSet<usize>,
    playbook: &Playbook,
    seed: &str,
) -> TableReading {
    let mut rows = Rows::new(sheet, mapping, playbook, seed);
    if rows.has_home() {
        rows.find_all(skipped);
        rows.fill_all(skipped);
    } else {
        rows.skip_all(tr!("There is no place for such entries."));
    }
    rows.finish()
}

/// A column of a table.
struct Column {
    place: usize,
    meaning: Meaning,
    label: String,
    how: Reading,
}

/// The rows, on their way into a playbook.
struct Rows<'a> {
    sheet: &'a Sheet,
    mapping: &'a Mapping,
    /// Those with long texts come first, for what fits nowhere is put behind them.
    columns: Vec<Column>,
    /// The parts that rows speak of.
    parts: Vec<Kind>,
    ours: &'a Playbook,
    outline: Outline,
    titles: Titles,
    /// The language of what was written, as the headings tell it.
    labels: Labels,
    names: Names,
    ids: Ids,
    lists: HashMap<(Home, Kind), List>,
    theirs: Playbook,
    /// By which other names entries were found: those stay theirs.
    found_by: HashSet<(EntryId, String)>,
    /// The entry of each row.
    entries: Vec<Option<EntryId>>,
    reports: Vec<RowReport>,
    remarks: Vec<Remark>,
}

impl<'a> Rows<'a> {
    fn new(sheet: &'a Sheet, mapping: &'a Mapping, ours: &'a Playbook, seed: &str) -> Self {
        let outline = ours.outline();
        let labels = Labels::most_of(&sheet.header.iter().map(|heading| folded(heading)).collect::<Vec<_>>());
        let report = |row| RowReport { row, name: String::new(), outcome: Outcome::Same, notes: Vec::new() };
        let mut rows = Self {
            sheet,
            mapping,
            columns: columns(sheet, mapping),
            parts: mapping.parts(),
            ours,
            titles: Titles::of(ours, &outline, labels),
            labels,
            outline,
            names: Names::with_others(ours, labels),
            ids: Ids::of(seed),
            lists: HashMap::new(),
            theirs: ours.clone(),
            found_by: HashSet::new(),
            entries: vec![None; sheet.rows.len()],
            reports: (0..sheet.rows.len()).map(report).collect(),
            remarks: Vec::new(),
        };
        for flaw in &sheet.flaws {
            if let Some(row) = flaw.row {
                rows.note(row, flaw.text.clone());
            }
        }
        rows
    }

    fn has_home(&self) -> bool {
        let is_there = match self.mapping.home {
            Home::Section(id) => self.ours.section(id).is_some_and(|section| !section.deleted),
            Home::Directory => true,
            Home::Entry(_) => false,
        };
        is_there && self.mapping.home.holds(self.mapping.kind)
    }

    fn finish(mut self) -> TableReading {
        for list in std::mem::take(&mut self.lists).into_values() {
            list.put_in_order(&mut self.theirs);
        }
        self.remarks.extend(hold(&mut self.theirs, self.ours).into_iter().map(Cut::remark));
        TableReading { theirs: self.theirs, rows: self.reports, remarks: self.remarks }
    }

    fn note(&mut self, row: usize, note: String) {
        if let Some(report) = self.reports.get_mut(row) {
            report.notes.push(note);
        }
    }

    fn skip(&mut self, row: usize, why: &str) {
        if let Some(report) = self.reports.get_mut(row) {
            report.outcome = Outcome::Skip(why.to_owned());
        }
    }

    fn skip_all(&mut self, why: &str) {
        (0..self.sheet.rows.len()).for_each(|row| self.skip(row, why));
    }

    fn cell(&self, row: usize, meaning: Meaning) -> Option<&'a SheetCell> {
        let column = self.mapping.column(meaning)?;
        self.sheet.rows.get(row)?.get(column).filter(|cell| !cell.is_empty())
    }

    /// What a row calls an entry.
    fn name(&self, row: usize, meaning: Meaning) -> String {
        self.cell(row, meaning).map_or_else(String::new, |cell| one_line(&cell.text))
    }

    /// Finds the entry of each row, and adds those that are new: rows may speak of others that stand below them.
    fn find_all(&mut self, skipped: &BTreeSet<usize>) {
        let mut above = String::new();
        let mut first_rows: HashMap<EntryId, usize> = HashMap::new();
        for row in 0..self.sheet.rows.len() {
            let said = match self.name(row, Meaning::Field(Field::Name)) {
                said if self.parts.is_empty() => said,
                _ if self.mapping.column(Meaning::Whole).is_some() => self.name(row, Meaning::Whole),
                said => said,
            };
            let name = match spaced(&said).is_empty() {
                // What several rows belong to is often said in the first of them only.
                true if !self.parts.is_empty() && !above.is_empty() => above.clone(),
                true if !self.parts.is_empty() && !self.names_wholes() => self.usual_whole(),
                _ => said,
            };
            if !self.parts.is_empty() {
                above.clone_from(&name);
            }
            if let Some(report) = self.reports.get_mut(row) {
                report.name.clone_from(&name);
            }
            if skipped.contains(&row) {
                self.skip(row, tr!("Left out."));
                continue;
            }
            if spaced(&name).is_empty() {
                let cells = self.sheet.rows.get(row).into_iter().flatten().map(|cell| one_line(&cell.text));
                let said: Vec<String> = cells.filter(|text| !text.is_empty()).collect();
                self.skip(row, tr!("It has no name."));
                self.note(row, tr!("It says: {}", super::sheet::excerpt(&said.join(" | "))));
                continue;
            }
            let id = self.find_or_add(row, &name);
            // A table that speaks of its own rows means those.
            self.names.prefer(self.mapping.kind, &name, id);
            if self.parts.is_empty() {
                let first = *first_rows.entry(id).or_insert(row);
                if first != row {
                    self.note(row, tr!("Row {} is about the same; this one is laid over it.", first + 1));
                }
            }
            if let Some(entry) = self.entries.get_mut(row) {
                *entry = Some(id);
            }
            self.learn_names(row, id);
        }
    }

    fn names_wholes(&self) -> bool {
        self.mapping.column(Meaning::Whole).or_else(|| self.mapping.column(Meaning::Field(Field::Name))).is_some()
    }

    /// What parts belong to where no row says it.
    fn usual_whole(&self) -> String {
        match (one_line(&self.mapping.whole), self.parts.first()) {
            (whole, _) if !whole.is_empty() => whole,
            (_, Some(Kind::MemberStatus)) => "Imported statuses".to_owned(),
            (_, part) => {
                format!("Imported {}", part.map_or("entries".to_owned(), |part| part.list_name().to_lowercase()))
            }
        }
    }

    fn find_or_add(&mut self, row: usize, name: &str) -> EntryId {
        let (home, kind) = (self.mapping.home, self.mapping.kind);
        let own = if kind == Kind::Person { Field::Contact } else { Field::SystemValue };
        let value = self.name(row, Meaning::Field(own));
        let list = self.list(home, kind);
        if let Some(id) = list.find(name).or_else(|| list.find_by_value(&value)) {
            let title = self.titles.of_entry(id).map(str::to_owned);
            if let Some(title) = title.filter(|title| title != name) {
                let same = folded(&title) == folded(name);
                if same {
                    self.note(row, tr!("“{name}” is written “{title}” in the playbook; that stays."));
                } else {
                    self.note(row, tr!("“{name}” is called “{title}” in the playbook; that stays."));
                    self.found_by.insert((id, folded(name)));
                }
            }
            return id;
        }
        if let Some(report) = self.reports.get_mut(row) {
            report.outcome = Outcome::Add;
        }
        self.add(home, kind, name)
    }

    /// Learns what else an entry will be called, so that rows above it may call it so, too.
    fn learn_names(&mut self, row: usize, id: EntryId) {
        let fields = [Field::Abbreviation, Field::AlsoKnownAs, Field::Contact];
        let kind = self.mapping.kind;
        for field in fields {
            let (Some(spec), Some(cell)) = (kind.field(field), self.cell(row, Meaning::Field(field))) else { continue };
            let mut said = Entry::new(id, kind, self.mapping.home, OrderKey::default());
            if let super::cells::Made::Value(value) = super::cells::value(spec, cell, self.how(), &self.names) {
                said.set(field, value);
            }
            for name in other_names(&said) {
                self.names.add_other(kind, &name, id);
            }
        }
    }

    fn how(&self) -> Reading {
        self.columns.first().map_or_else(Reading::default, |column| column.how)
    }
}

/// The columns in the order in which they are read.
fn columns(sheet: &Sheet, mapping: &Mapping) -> Vec<Column> {
    let kinds = std::iter::once(mapping.kind).chain(mapping.parts());
    // A table that we wrote holds Markdown.
    let markdown =
        kinds.into_iter().any(|kind| Labels::ALL.iter().any(|labels| csv::header(kind, *labels) == sheet.header));
    let long = |meaning: &Meaning| match meaning {
        Meaning::Field(field) => mapping.kind.field(*field).is_some_and(|spec| spec.shape == Shape::Text),
        Meaning::PartField(kind, field) => kind.field(*field).is_some_and(|spec| spec.shape == Shape::Text),
        _ => false,
    };
    let labels = sheet.labels();
    let columns = mapping.columns.iter().zip(labels).enumerate().map(|(place, (meaning, label))| {
        let cells = sheet.rows.iter().filter_map(|row| row.get(place)).map(|cell| cell.text.as_str());
        let is_date = match meaning {
            Meaning::Field(field) | Meaning::PartField(_, field) => *field == Field::RenewalDate,
            _ => false,
        };
        let dates = if is_date { Order::of(cells) } else { Order::Unknown };
        Column { place, meaning: *meaning, label, how: Reading { markdown, dates } }
    });
    let mut columns: Vec<Column> = columns.collect();
    columns.sort_by_key(|column| !long(&column.meaning));
    columns
}

/// Puts everybody who is named into a field of people.
fn resolve(
    rows: &mut Rows<'_>,
    targets: Targets,
    one: bool,
    names: &[(String, String)],
    row: usize,
) -> (Vec<EntryId>, Vec<String>) {
    let (mut ids, mut unknown) = (Vec::new(), Vec::new());
    let mut rest = names;
    while let Some((name, contact)) = rest.first() {
        // An address is surer than a name, of people.
        let contact = if targets.creates() { contact.as_str() } else { "" };
        let by_address = rows.names.find(targets, contact).filter(|_| !contact.is_empty());
        let (by_name, taken) = if by_address.is_some() { (None, 1) } else { rows.names.longest(targets, rest) };
        if let Some((id, kind)) = by_name.and_then(|id| Some((id, rows.theirs.entries.get(&id)?.kind))) {
            rows.names.add_other(kind, contact, id);
        }
        let found = by_address.or(by_name);
        let has_room = !one || ids.is_empty();
        let found = found.or_else(|| {
            let named = (name.as_str(), contact);
            let known = rows.remarks.len();
            let made = has_room
                .then(|| rows.names.create(targets, named, &mut rows.ids, &mut rows.theirs, &mut rows.remarks))?;
            let said = rows.remarks.get(known).map(|remark| remark.text.clone());
            if let Some(said) = said {
                rows.note(row, said);
            }
            made
        });
        match found {
            Some(id) if has_room => ids.push(id),
            Some(id) if ids.contains(&id) => {}
            _ => unknown.extend(rest.get(..taken).unwrap_or_default().iter().map(|(name, _)| name.clone())),
        }
        rest = rest.get(taken..).unwrap_or_default();
    }
    (ids, unknown)
}
