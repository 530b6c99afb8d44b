//! A playbook as a page: what is written, in which order, before it becomes Markdown or HTML.
//!
//! Headings are the outline and nothing else: the title, the sections, the entries. Short rows are tables, as
//! [`layout`] says for each kind. Names are unique in each list, so that whoever reads the page again knows what is meant.

pub(in crate::format) mod entries;
pub(in crate::format) mod layout;
mod selection;
mod titles;

pub use selection::{Lists, Part, Selection};
pub(in crate::format) use titles::Titles;

use super::labels::{CONTENTS, Labels};
use super::long::LongText;
use crate::model::{EntryId, Home, Kind, Outline, Playbook, Section};
use chrono::NaiveDate;
use std::borrow::Cow;

/// The kinds of the directory, in the order they are shown. What matters to whom, which readers say, is of use in the app alone.
pub(super) const DIRECTORY: [Kind; 2] = [Kind::Person, Kind::Team];

/// A piece of a page. Blocks follow each other; none is inside of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Block<'a> {
    /// A heading, and what it is the name of.
    Heading { level: u8, text: Cow<'a, str>, of: Target },
    /// The names of what follows, under a label.
    Contents { label: &'static str, names: Vec<(Cow<'a, str>, Target)> },
    /// Words of ours.
    Note(&'static str),
    /// What says that an entry is not agreed on.
    Mark(&'static str),
    /// A long text under a heading of level `level`, perhaps after a label.
    Text { label: Option<&'static str>, markdown: &'a str, level: u8 },
    /// Something short after a label.
    Labelled { label: &'static str, cell: Cell<'a> },
    /// A label, and after it in the same paragraph a note of ours or a name: what follows is a table.
    Caption { label: &'static str, text: Cow<'a, str> },
    /// A table.
    Table(Table<'a>),
    /// The lifecycle as a picture, where one can be shown.
    Lifecycle,
}

/// What a heading is the name of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Target {
    /// The playbook.
    Playbook,
    /// A section, or the directory.
    Home(Home),
    /// A list in a section that has several.
    List(Home, Kind),
    /// An entry.
    Entry(EntryId),
}

/// A table with a header and, for each entry, a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Table<'a> {
    /// The labels of the columns.
    pub(super) header: Vec<&'static str>,
    /// One cell a column.
    pub(super) rows: Vec<Row<'a>>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Row<'a> {
    /// What the row is about.
    pub(super) entry: EntryId,
    /// One cell a column.
    pub(super) cells: Vec<Cell<'a>>,
}

/// What stands in a cell, or after a label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Cell<'a> {
    /// Short values, joined by `; `.
    Values(Vec<Span<'a>>),
    /// A long text, on one line.
    Long(&'a str),
    /// What says that an entry is not agreed on; nothing where it is.
    Mark(&'static str),
}

/// A short value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Span<'a> {
    /// Words.
    Text(Cow<'a, str>),
    /// A part of a name, whose every character counts.
    Code(Cow<'a, str>),
    /// An address, or a path.
    Address(&'a str),
    /// The name of an entry.
    Name(Cow<'a, str>, EntryId),
}

impl Cell<'_> {
    /// Whether nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        match self {
            Self::Values(spans) => spans.iter().all(Span::is_empty),
            Self::Long(markdown) => LongText::parse(markdown).to_cell().is_empty(),
            Self::Mark(words) => words.is_empty(),
        }
    }
}

impl Span<'_> {
    fn is_empty(&self) -> bool {
        match self {
            Self::Text(text) | Self::Code(text) | Self::Name(text, _) => text.trim().is_empty(),
            Self::Address(text) => text.trim().is_empty(),
        }
    }
}

/// What is selected of a playbook, as a page; nothing of what was deleted. `today` is the day that the examples of naming
/// conventions use.
pub(super) fn page<'a>(playbook: &'a Playbook, selection: &Selection, today: NaiveDate) -> Vec<Block<'a>> {
    let mut writer = Writer::new(playbook, selection, today);
    match selection.part {
        Part::Whole => writer.whole(),
        Part::Home(home) => writer.home(home),
        Part::Entry(id) => writer.entry(id),
    }
    writer.blocks
}

/// A page that is being written.
struct Writer<'a, 's> {
    playbook: &'a Playbook,
    outline: Outline,
    titles: Titles,
    selection: &'s Selection,
    labels: Labels,
    today: NaiveDate,
    blocks: Vec<Block<'a>>,
}

impl<'a, 's> Writer<'a, 's> {
    fn new(playbook: &'a Playbook, selection: &'s Selection, today: NaiveDate) -> Self {
        let outline = playbook.outline();
        let labels = selection.labels;
        let titles = Titles::of(playbook, &outline, labels);
        Self { playbook, titles, outline, selection, labels, today, blocks: Vec::new() }
    }

    fn whole(&mut self) {
        let title = self.labels.playbook(&self.playbook.title);
        self.blocks.push(Block::Heading { level: 1, text: title.into(), of: Target::Playbook });
        let homes = self.homes();
        if self.selection.contents && !homes.is_empty() {
            let names = homes.iter().map(|home| (self.titles.of_home(*home).to_owned().into(), Target::Home(*home)));
            let names = names.collect();
            self.blocks.push(Block::Contents { label: self.labels.of(CONTENTS), names });
        }
        for home in homes {
            self.home(home);
        }
    }

    /// The sections with anything in them, and the directory.
    fn homes(&self) -> Vec<Home> {
        let sections = self.playbook.sections.iter().filter(|section| !section.deleted && !section.hidden);
        let homes = sections.map(|section| Home::Section(section.id)).chain([Home::Directory]);
        homes.filter(|home| !self.selection.left_out.contains(home) && self.has_content(*home)).collect()
    }

    /// A section, or the directory; nothing when nothing stands there.
    fn home(&mut self, home: Home) {
        if !self.has_content(home) {
            return;
        }
        let text = self.titles.of_home(home).to_owned();
        self.blocks.push(Block::Heading { level: 2, text: text.into(), of: Target::Home(home) });
        if let Some(section) = self.section_of(home) {
            // Its headings are deeper than those of entries, so that who reads the page again can tell them apart.
            self.text(None, &section.introduction, 3);
        }
        let kinds = kinds(home);
        for kind in kinds {
            if *kind == Kind::Stage && !self.entries(home, *kind).is_empty() {
                self.blocks.push(Block::Lifecycle);
            }
            if kinds.len() == 1 {
                self.list(*kind, home, 3);
            } else if !self.entries(home, *kind).is_empty() {
                let of = Target::List(home, *kind);
                self.blocks.push(Block::Heading { level: 3, text: self.labels.of(kind.list_name()).into(), of });
                self.list(*kind, home, 4);
            }
        }
    }

    fn section_of(&self, home: Home) -> Option<&'a Section> {
        match home {
            Home::Section(id) => self.playbook.section(id).filter(|section| !section.deleted),
            _ => None,
        }
    }

    fn has_content(&self, home: Home) -> bool {
        self.section_of(home).is_some_and(|section| !section.introduction.trim().is_empty())
            || kinds(home).iter().any(|kind| !self.entries(home, *kind).is_empty())
    }

    /// A long text, if it says anything.
    fn text(&mut self, label: Option<&'static str>, markdown: &'a str, level: u8) {
        if !LongText::parse(markdown).is_empty() {
            self.blocks.push(Block::Text { label, markdown, level });
        }
    }
}

/// What can stand in a section or in the directory.
pub(super) fn kinds(home: Home) -> &'static [Kind] {
    match home {
        Home::Section(section) => section.kinds(),
        Home::Directory => &DIRECTORY,
        Home::Entry(_) => &[],
    }
}
