//! Rows that somebody brings: which list they belong to, what each column means, and what becomes of each row.

mod drawing;

use super::super::drawing::{part, whole};
use super::Say;
use guidepost::format::table::{Mapping, Meaning, Outcome, Sheet, SheetFlaw, TableReading, guess, read};
use guidepost::language::tr;
use guidepost::model::{Home, Kind, Playbook, SectionId};
use guidepost::worker::{Answer, Change, Drawing};
use guidepost_view::tr;
use std::collections::BTreeSet;

/// Tables, one of which is looked at.
#[derive(Clone)]
pub(super) struct Tabling {
    pub(super) file: String,
    sheets: Vec<Sheet>,
    which: usize,
    mapping: Mapping,
    /// Rows that are left out.
    skipped: BTreeSet<usize>,
    /// The playbook as it was when the table came; the rows say what they do to it.
    playbook: Playbook,
    /// The title of the playbook that it is for; nothing where it becomes one of its own.
    into: Option<String>,
}

impl Tabling {
    /// Of tables with anything in them; nothing where there is none.
    pub(super) fn new(file: &str, sheets: Vec<Sheet>, playbook: Playbook, into: Option<&str>) -> Option<Self> {
        let sheets: Vec<Sheet> = sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).collect();
        let mapping = guess(sheets.first()?, &playbook, None);
        let (file, into) = (file.to_owned(), into.map(str::to_owned));
        Some(Self { file, sheets, which: 0, mapping, skipped: BTreeSet::new(), playbook, into })
    }

    /// With something to be said about how the file was read.
    pub(super) fn with(mut self, note: &str) -> Self {
        if let Some(sheet) = self.sheets.first_mut().filter(|_| !note.is_empty()) {
            sheet.flaws.insert(0, SheetFlaw { row: None, text: note.to_owned() });
        }
        self
    }

    pub(super) fn draw(&self, say: Say<'_>) {
        say(Answer::Draw(whole(self.drawn(), drawing::SUMMARY)));
    }

    /// What the rows make of a playbook.
    pub(super) fn reading(&self, playbook: &Playbook) -> TableReading {
        let seed = format!("{} {}", self.file, self.sheets.len());
        read(self.sheet(), &self.mapping, &self.skipped, playbook, &seed)
    }

    /// How many rows change anything.
    pub(super) fn changing(reading: &TableReading) -> usize {
        reading.rows.iter().filter(|row| matches!(row.outcome, Outcome::Add | Outcome::Update(_))).count()
    }

    /// What the file is called, without its ending.
    pub(super) fn title(&self) -> &str {
        self.file.rsplit_once('.').map_or(&self.file, |(stem, _)| stem)
    }

    fn sheet(&self) -> &Sheet {
        const NONE: &Sheet = &Sheet { header: Vec::new(), rows: Vec::new(), flaws: Vec::new() };
        self.sheets.get(self.which).unwrap_or(NONE)
    }

    /// The lists of the playbook, to choose from.
    fn lists(&self) -> Vec<(Home, Kind)> {
        let sections = self.playbook.sections.iter().filter(|section| !section.deleted);
        let homes = sections.map(|section| (Home::Section(section.id), section.id.kinds()));
        let directory = (Home::Directory, [Kind::Person, Kind::Team].as_slice());
        homes.chain([directory]).flat_map(|(home, kinds)| kinds.iter().map(move |kind| (home, *kind))).collect()
    }

    /// What a list is called, with its section where that does not say it.
    fn list_name(&self, home: Home, kind: Kind) -> String {
        let section = |id: SectionId| self.playbook.section(id).map_or("", |section| section.title());
        match (home, kind) {
            (Home::Section(id), Kind::Tool | Kind::Entry) => tr!("{} in {}", tr(kind.list_name()), section(id)),
            _ => tr(kind.list_name()).to_owned(),
        }
    }

    /// Something was chosen or ticked.
    pub(super) fn change(&mut self, change: &Change, say: Say<'_>) {
        let number = |text: &str| text.parse::<usize>().ok();
        let mut focus = String::new();
        match change.name.split_once(':').unwrap_or((&change.name, "")) {
            ("table", _) => {
                let Some(which) = number(&change.value).filter(|which| *which < self.sheets.len()) else { return };
                self.which = which;
                self.skipped.clear();
                self.mapping = guess(self.sheet(), &self.playbook, None);
                return self.draw_with_focus(drawing::TABLE, say);
            }
            ("list", _) => {
                let Some((home, kind)) = number(&change.value).and_then(|place| self.lists().get(place).copied())
                else {
                    return;
                };
                let guessed = guess(self.sheet(), &self.playbook, Some(home));
                self.mapping = if guessed.kind == kind {
                    guessed
                } else {
                    // Only what is called like one of its fields is known in a list that nobody would have guessed.
                    let columns = self.mapping.columns.iter().map(|meaning| match meaning {
                        Meaning::Field(field) if kind.field(*field).is_some() => *meaning,
                        Meaning::Ignore => Meaning::Ignore,
                        Meaning::Agreement => Meaning::Agreement,
                        _ => Meaning::Note,
                    });
                    Mapping { home, kind, columns: columns.collect(), whole: String::new() }
                };
                return self.draw_with_focus(drawing::LIST, say);
            }
            ("column", column) => {
                let meaning =
                    number(&change.value).and_then(|place| Meaning::all(self.mapping.kind).get(place).copied());
                let slot = number(column).and_then(|column| self.mapping.columns.get_mut(column));
                if let (Some(meaning), Some(slot)) = (meaning, slot) {
                    *slot = meaning;
                }
            }
            ("row", row) => {
                let Some(row) = number(row) else { return };
                if change.ticked {
                    self.skipped.remove(&row);
                } else {
                    self.skipped.insert(row);
                }
                focus = drawing::row_id(row);
            }
            _ => return,
        }
        let reading = self.reading(&self.playbook);
        say(Answer::Draw(part(drawing::OUTCOME, drawing::outcome(&reading))));
        say(Answer::Draw(Drawing { focus, ..part(drawing::ROWS, self.drawn_rows(&reading)) }));
        say(Answer::Draw(part(drawing::ACTIONS, self.drawn_actions(&reading))));
    }

    fn draw_with_focus(&self, focus: &str, say: Say<'_>) {
        say(Answer::Draw(whole(self.drawn(), focus)));
    }
}
