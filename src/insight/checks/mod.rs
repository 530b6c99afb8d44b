//! Checks: what is missing, contradictory or stale in a playbook. Each is one small function from the playbook to what it
//! found.

use super::Book;
use crate::model::{Edit, EntryId, SectionId};
use chrono::NaiveDate;

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
}

/// Where something was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Place {
    /// In an entry.
    Entry(EntryId),
    /// In the introduction of a section, or in a section as a whole.
    Section(SectionId),
}

/// What mends a finding.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix {
    /// On the button, as "Remove the link".
    pub label: String,
    /// What it does, in one step of undo.
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
    run: fn(&Book<'_>, NaiveDate, &mut Vec<Found>),
}

/// Two are the same when their keys are.
impl PartialEq for Check {
    fn eq(&self, other: &Self) -> bool {
        self.key == other.key
    }
}

impl Eq for Check {}

/// What a check says of one thing; the rest is the same for all that it finds.
struct Found {
    at: Place,
    what: String,
    also: Vec<EntryId>,
    fix: Option<Fix>,
}

/// All checks, in the order in which their findings are shown.
pub const CHECKS: &[Check] = &[];

/// All that is found in a playbook. `today` is the day that dates are compared with.
#[must_use]
pub fn findings(book: &Book<'_>, today: NaiveDate) -> Vec<Finding> {
    let mut all = Vec::new();
    for check in CHECKS {
        let mut found = Vec::new();
        (check.run)(book, today, &mut found);
        all.extend(found.into_iter().map(|Found { at, what, also, fix }| Finding { check, at, what, also, fix }));
    }
    all
}
