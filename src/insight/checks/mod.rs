//! Checks: what is missing, contradictory or stale in a playbook. Each is one small function from the playbook to what it
//! found.
//!
//! A check says one thing once. Where two would speak of the same gap, the one that names its cause does: an owner that was
//! deleted is a broken reference, not a missing owner.

mod acronyms;
mod age;
mod documents;
mod links;
mod naming;
mod people;
#[cfg(test)]
pub(in crate::insight) mod sample;
mod sources;
mod stages;
mod terms;
#[cfg(test)]
mod tests;
mod tools;
mod ways;

use super::Book;
use crate::language::{fill, tr};
use crate::model::{Edit, Entry, EntryId, Field, Home, Section, SectionId, Shape, Value};
use chrono::NaiveDate;
use guidepost_view::tr;

/// Something that a check found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// Which check.
    pub check: &'static Check,
    /// What it is about: the entry itself, or a part of one.
    pub at: Place,
    /// What was found, in a sentence that names what it is about.
    pub what: String,
    /// Other entries that it is about.
    pub also: Vec<EntryId>,
    /// What mends it in one step.
    pub fix: Option<Fix>,
    /// What tells it from other findings of the same check, where that is not the place: an acronym, a category, a day.
    pub group: Option<String>,
}

impl Finding {
    /// Names this finding today and tomorrow, on this machine and on others, as long as it is about the same thing: what was
    /// dismissed is known by it.
    #[must_use]
    pub fn key(&self) -> String {
        match &self.group {
            Some(group) => format!("{}:{group}", self.check.key),
            None => format!("{}:{}", self.check.key, self.at),
        }
    }
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In an entry.
    Entry(EntryId),
    /// In the introduction of a section, or in a section as a whole.
    Section(SectionId),
}

impl std::fmt::Display for Place {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Entry(entry) => entry.fmt(f),
            Self::Section(section) => section.fmt(f),
        }
    }
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// On the button, as "Remove the link".
    pub label: String,
    /// What it does, in one step of undo. An entry that it adds has another id each time that the check runs.
    pub edit: Edit,
}

/// A check.
#[derive(Debug)]
pub struct Check {
    /// Never changes: what was dismissed is known by it.
    pub key: &'static str,
    /// What it looks for, as a heading: "Stages without a definition".
    pub title: &'static str,
    /// Why that matters, in a sentence.
    pub why: &'static str,
    run: fn(&Book<'_>, NaiveDate) -> Vec<Found>,
}

/// Two are the same when their keys are.
impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Check {}

/// The key of the check that finds what points at something that was deleted: more can be done about that than about others.
pub const REFERENCES: &str = "reference-broken";

/// All checks, in the order in which their findings are shown: first what misleads a reader, then what is missing, then what
/// somebody should look at one day.
pub const CHECKS: &[Check] = &[
    links::BROKEN_LINK,
    links::BROKEN_REFERENCE,
    tools::RETIRED_BUT_USED,
    terms::DEFINED_TWICE,
    terms::DEFINED_DIFFERENTLY,
    terms::SHARED_ALIAS,
    acronyms::UNDEFINED,
    stages::UNREACHABLE,
    stages::DEAD_END,
    stages::CIRCLE,
    stages::WITHOUT_DEFINITION,
    stages::WITHOUT_ENTRY_CRITERIA,
    stages::WITHOUT_EXIT_CRITERIA,
    stages::WITHOUT_OWNER,
    sources::NEVER_MATCHES,
    sources::WITHOUT_DEFINITION,
    sources::WITHOUT_RULE,
    naming::WRONG_EXAMPLE,
    naming::HARMLESS_BAD_EXAMPLE,
    tools::RENEWAL,
    tools::WITHOUT_MANAGER,
    tools::WITHOUT_PURPOSE,
    tools::OVERLAP,
    documents::WITHOUT_LOCATION,
    documents::UNCLEAR_LOCATION,
    documents::WITHOUT_OWNER,
    documents::WITHOUT_SHARING_RULE,
    people::WITHOUT_TASK,
    people::IDLE_TEAM,
    age::STALE_SECTION,
];

/// All that is found in a playbook. `today` is the day that dates are compared with.
#[must_use]
pub fn findings(book: &Book<'_>, today: NaiveDate) -> Vec<Finding> {
    let finding = |check, Found { at, what, also, fix, group }| Finding { check, at, what, also, fix, group };
    CHECKS
        .iter()
        .flat_map(|check| (check.run)(book, today).into_iter().map(move |found| finding(check, found)))
        .collect()
}

/// The section in which something was found, for counting; none for people and teams.
#[must_use]
pub fn section_of(book: &Book<'_>, place: Place) -> Option<SectionId> {
    match place {
        Place::Section(section) => Some(section),
        Place::Entry(entry) => match book.entry(entry).map(|entry| book.whole(entry).home) {
            Some(Home::Section(section)) => Some(section),
            _ => None,
        },
    }
}

/// What a check says of one thing; the rest is the same for all that it finds.
struct Found {
    at: Place,
    what: String,
    also: Vec<EntryId>,
    fix: Option<Fix>,
    group: Option<String>,
}

impl Found {
    fn at(place: Place, what: String) -> Self {
        Self { at: place, what, also: Vec::new(), fix: None, group: None }
    }

    fn of(entry: &Entry, what: String) -> Self {
        Self::at(Place::Entry(entry.id), what)
    }

    /// With other entries that it is about.
    fn with(mut self, also: impl IntoIterator<Item = EntryId>) -> Self {
        self.also.extend(also);
        self
    }

    fn mended(mut self, label: impl Into<String>, edit: Edit) -> Self {
        self.fix = Some(Fix { label: label.into(), edit });
        self
    }

    fn known_by(mut self, group: impl Into<String>) -> Self {
        self.group = Some(group.into());
        self
    }
}

/// One finding for each entry whose field is empty: "The {} has no owner.", of which the entry comes into the braces.
fn lacking<'p>(entries: impl Iterator<Item = &'p Entry>, field: Field, what: &'static str) -> Vec<Found> {
    let is_empty = |entry: &&Entry| entry.value(field).is_some_and(Value::is_empty);
    let found = |entry: &Entry| Found::of(entry, fill(what, &[&noun_and_title(entry)]));
    entries.filter(is_empty).map(found).collect()
}

/// The entry in the middle of a sentence: "stage “Lead”".
fn noun_and_title(entry: &Entry) -> String {
    tr!("{} “{}”", tr(entry.kind.noun()), entry.title())
}

/// The entry in the middle of a sentence, by what it is a part of where it is one: "“Lead”", "a transition of “Lead”".
fn called(book: &Book<'_>, entry: &Entry) -> String {
    let whole = book.whole(entry);
    if whole.id == entry.id {
        tr!("“{}”", entry.title())
    } else {
        tr!("a {} of “{}”", tr(entry.kind.noun()), whole.title())
    }
}

/// "“A”", "“A” and “B”", "“A”, “B” and “C”".
fn listed<'e>(entries: impl IntoIterator<Item = &'e Entry>) -> String {
    let names: Vec<_> = entries.into_iter().map(|entry| tr!("“{}”", entry.title())).collect();
    match names.split_last() {
        Some((last, [])) => last.clone(),
        Some((last, others)) => tr!("{} and {}", others.join(", "), last),
        None => String::new(),
    }
}

/// A text of several lines.
#[derive(Clone, Copy)]
struct LongText<'p> {
    origin: Origin<'p>,
    text: &'p str,
}

/// Where a long text stands.
#[derive(Clone, Copy)]
enum Origin<'p> {
    Introduction(&'p Section),
    Field(&'p Entry, Field),
}

impl LongText<'_> {
    fn at(&self) -> Place {
        match self.origin {
            Origin::Introduction(section) => Place::Section(section.id),
            Origin::Field(entry, _) => Place::Entry(entry.id),
        }
    }

    /// In the middle of a sentence: "“Lead”", "the introduction of “Sales Tools”".
    fn called(&self, book: &Book<'_>) -> String {
        match self.origin {
            Origin::Introduction(section) => tr!("the introduction of “{}”", section.title()),
            Origin::Field(entry, _) => called(book, entry),
        }
    }
}

/// All long texts with something in them, in the order in which one would read them.
fn long_texts<'p>(book: &Book<'p>) -> Vec<LongText<'p>> {
    let mut all = Vec::new();
    for section in book.playbook.sections.iter().filter(|section| !section.deleted) {
        all.push(LongText { origin: Origin::Introduction(section), text: &section.introduction });
        all.extend(book.entries_of(section.id).into_iter().flat_map(long_fields));
    }
    all.retain(|text| !text.text.trim().is_empty());
    all
}

fn long_fields(entry: &Entry) -> impl Iterator<Item = LongText<'_>> {
    entry.fields().filter_map(move |(spec, value)| match (spec.shape, value) {
        (Shape::Text, Value::Text(text)) => Some(LongText { origin: Origin::Field(entry, spec.field), text }),
        _ => None,
    })
}

/// The same word for people who write it with other spaces, hyphens or capitals.
fn folded(word: &str) -> String {
    let is_kept = |c: &char| !c.is_whitespace() && !matches!(c, '-' | '‐' | '‑');
    word.chars().filter(is_kept).flat_map(char::to_lowercase).collect()
}
