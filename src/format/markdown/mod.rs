//! A playbook as one Markdown document, for people and for Google Docs.
//!
//! Headings are the outline and nothing else: the title, the sections, the entries. Short rows are tables, as
//! [`layout`] says for each kind. There is no HTML, comment, front matter or hidden id, for Google Docs would strip or
//! show them; JSON is the format that loses nothing. Any text in any field comes out as that text: [`escape`] sees to
//! short ones, [`long`] to Markdown, so that nothing in a field changes the structure around it.

mod entries;
mod escape;
mod layout;
mod long;
#[cfg(test)]
mod reading;
mod tables;
#[cfg(test)]
mod tests;

use crate::model::{EntryId, Home, Kind, Outline, Playbook, Section, SectionId};
use chrono::NaiveDate;
use escape::{Place, short};
use long::LongText;

/// The kinds of the directory, in the order they are shown.
const DIRECTORY: [Kind; 2] = [Kind::Person, Kind::Team];
const DIRECTORY_NAME: &str = "People and teams";

/// The whole playbook: title, contents, the visible sections with anything in them, people and teams.
///
/// `today` is the day that the examples of naming conventions use.
#[must_use]
pub fn write(playbook: &Playbook, today: NaiveDate) -> String {
    let mut document = Document::new(playbook, today);
    document.heading(1, playbook.title());
    document.contents();
    for section in &playbook.sections {
        document.section(section);
    }
    document.directory();
    document.out
}

/// One section, as it stands in the whole document; empty when there is nothing in it.
#[must_use]
pub fn section(playbook: &Playbook, id: SectionId, today: NaiveDate) -> String {
    let mut document = Document::new(playbook, today);
    if let Some(section) = playbook.section(id) {
        document.section(section);
    }
    document.out
}

/// One entry with all its fields under its heading, whatever the layout of its list; empty when it was deleted.
#[must_use]
pub fn entry(playbook: &Playbook, id: EntryId, today: NaiveDate) -> String {
    const LEVEL: u8 = 3;
    let mut document = Document::new(playbook, today);
    if let Some(entry) = playbook.entries.get(&id).filter(|entry| !entry.deleted) {
        document.heading(LEVEL, &entry.title());
        document.agreement(entry);
        document.fields(entry, LEVEL, |_| false);
    }
    document.out
}

/// A document that is being written. Every block ends with a line end; blank lines stand between them.
struct Document<'a> {
    playbook: &'a Playbook,
    outline: Outline,
    today: NaiveDate,
    out: String,
}

impl<'a> Document<'a> {
    fn new(playbook: &'a Playbook, today: NaiveDate) -> Self {
        Self { playbook, outline: playbook.outline(), today, out: String::new() }
    }

    /// The names of the sections, as plain text: Google Docs makes no link of `[name](#slug)`, and has an outline of its
    /// own beside the page. The label is not a heading, so that the outline holds only what the playbook holds.
    fn contents(&mut self) {
        let sections = self.playbook.sections.iter().filter(|section| self.has_content(section)).map(Section::title);
        let names: Vec<_> = sections.chain(self.has_directory().then_some(DIRECTORY_NAME)).collect();
        if names.is_empty() {
            return;
        }
        self.paragraph("**Contents**");
        self.out.push('\n');
        for name in names {
            self.out.push_str(&format!("- {}\n", short(name, Place::LINE_START)));
        }
    }

    fn section(&mut self, section: &Section) {
        if !self.has_content(section) {
            return;
        }
        self.heading(2, section.title());
        self.blocks(&LongText::parse(&section.introduction), 2);
        self.kinds(section.id.kinds(), Home::Section(section.id));
    }

    fn directory(&mut self) {
        if self.has_directory() {
            self.heading(2, DIRECTORY_NAME);
            self.kinds(&DIRECTORY, Home::Directory);
        }
    }

    /// The lists of a place; each under a heading of its own when the place can hold several.
    fn kinds(&mut self, kinds: &[Kind], home: Home) {
        for kind in kinds {
            if kinds.len() == 1 {
                self.list(*kind, home, 3);
            } else if !self.outline.list(home, *kind).is_empty() {
                self.heading(3, kind.list_name());
                self.list(*kind, home, 4);
            }
        }
    }

    fn has_content(&self, section: &Section) -> bool {
        let home = Home::Section(section.id);
        !section.hidden
            && (!section.introduction.trim().is_empty()
                || section.id.kinds().iter().any(|kind| !self.outline.list(home, *kind).is_empty()))
    }

    fn has_directory(&self) -> bool {
        DIRECTORY.iter().any(|kind| !self.outline.list(Home::Directory, *kind).is_empty())
    }

    // Blocks

    fn start_block(&mut self) {
        if !self.out.is_empty() {
            self.out.push('\n');
        }
    }

    fn heading(&mut self, level: u8, text: &str) {
        self.start_block();
        self.out.push_str(&format!("{} {}\n", "#".repeat(level.into()), short(text, Place::HEADING)));
    }

    /// A paragraph that is already written as Markdown.
    fn paragraph(&mut self, text: &str) {
        self.start_block();
        self.out.push_str(text);
        self.out.push('\n');
    }

    /// A long text under a heading of level `level`.
    fn blocks(&mut self, text: &LongText<'_>, level: u8) {
        if !text.is_empty() {
            self.start_block();
            text.write_blocks(level, Place::LINE_START, &mut self.out);
            self.out.push('\n');
        }
    }
}
