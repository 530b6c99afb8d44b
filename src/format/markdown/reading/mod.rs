//! Markdown that comes back: what was exported, what Google Docs made of it, with what people changed in between.
//!
//! The document is compared with what the playbook would be written as now. What says the same is the same, whatever
//! it is written like; only what differs is read, and becomes a change to the playbook. What is in no field of ours stays
//! as text.

mod chunks;
mod gist;
mod overlay;
pub mod pieces;
mod references;
mod renames;
mod rows;
pub mod sorting;
#[cfg(test)]
mod tests;
mod told;
mod values;

use super::write;
use crate::format::labels::{DIRECTORY_NAME, Labels};
use crate::format::names::folded;
use crate::format::page::{Selection, Titles};
use crate::format::remark::Remark;
use crate::model::{Home, Playbook, SectionId, StandardSection};
use chrono::NaiveDate;
use chunks::chunks;
use overlay::Overlay;
use renames::renames;
use std::collections::HashMap;
use told::{said_as_labels, section_level, tell, without_contents};

/// What a document says of a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The playbook, with what the document says otherwise. What has an id in ours has the same here.
    pub theirs: Playbook,
    /// What could not be taken as it stands.
    pub remarks: Vec<Remark>,
}

/// Reads a document as a version of `ours`. Nothing where it names none of the sections of a playbook: then it is a page
/// about something else.
///
/// `today` is the day that examples of names would use now.
#[must_use]
pub fn read(document: &str, ours: &Playbook, today: NaiveDate) -> Option<Reading> {
    let document = document.strip_prefix('\u{feff}').unwrap_or(document);
    let theirs = without_contents(chunks(document));
    // Written in the language that the document is in, only what somebody changed differs.
    let said = said_as_labels(&theirs);
    let labels = Labels::most_of(&said);
    let titles = Titles::of(ours, &ours.outline(), labels);
    let mut names = names_of_homes(ours, &titles, labels, &said);
    section_level(&theirs, &names)?;
    let written = write(ours, &Selection { labels, ..Selection::default() }, today);
    let written = without_contents(chunks(&written));
    let renames = renames(&theirs, &written, &names);
    names.extend(renames.clone());
    let mut overlay = Overlay::new(document, ours, &titles, labels, renames);
    overlay.playbook(&tell(theirs, &names), &tell(written, &names));
    Some(overlay.finish())
}

/// What the sections are called; the standard names, too, where nothing else has them. Their names in another language than that
/// of the document are those of a team's own sections, where the document `said` the standard ones as well.
fn names_of_homes(ours: &Playbook, titles: &Titles, labels: Labels, said: &[String]) -> HashMap<String, Home> {
    let standard = StandardSection::ALL.map(|section| (section.name(), Home::Section(SectionId::Standard(section))));
    let mut names = HashMap::new();
    for (name, home) in standard.into_iter().chain([(DIRECTORY_NAME, Home::Directory)]) {
        let own = folded(labels.of(name));
        if !said.contains(&own) {
            names.extend(Labels::ALL.map(|other| (folded(other.of(name)), home)));
        }
        names.insert(own, home);
    }
    let sections = ours.sections.iter().filter(|section| !section.deleted).map(|section| Home::Section(section.id));
    names.extend(sections.chain([Home::Directory]).map(|home| (folded(titles.of_home(home)), home)));
    names
}
