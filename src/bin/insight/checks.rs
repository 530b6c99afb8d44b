//! What the checks found: why it matters, where it is, and what mends it.

use super::deleted;
use super::desk::{Outcome, address};
use chrono::NaiveDate;
use guidepost::insight::Book;
use guidepost::insight::checks::{Check, Finding, Place, REFERENCES, findings, section_of};
use guidepost::insight::references::{dangling, replaced};
use guidepost::language::tr;
use guidepost::model::{Edit, Entry, EntryId, SectionId};
use guidepost_view::{page, tr};
use maud::Markup;
use std::collections::BTreeMap;

/// What is chosen among the findings.
#[derive(Default)]
pub(crate) struct ChecksView {
    /// The section whose findings alone are shown.
    section: Option<SectionId>,
    /// What is to be put in the place of what was deleted.
    instead: BTreeMap<EntryId, EntryId>,
    /// The key of what is about to be dismissed.
    dismissing: Option<String>,
    /// Why.
    reason: String,
    /// Whether a reason was asked for and not given.
    lacks_reason: bool,
}

/// The id of what says how many there are.
const COUNT: &str = "checks-count";

/// Of more findings of one kind than this, only the first are shown at first.
const MANY: usize = 8;
const FIRST: usize = 5;

/// The box for the reason why something is dismissed.
const REASON: &str = "dismiss-reason";

impl ChecksView {
    /// Something that mends was pressed.
    pub(crate) fn press(&mut self, what: &str, book: &Book<'_>, today: NaiveDate, person: &str) -> Outcome {
        let (word, rest) = what.split_once(':').unwrap_or((what, ""));
        match word {
            "dismiss" => return self.begin(rest),
            "keep" => return self.keep(),
            "done" => return self.dismiss(today, person),
            "again" => {
                let edit = Edit::Dismiss(rest.to_owned(), String::new());
                let edit = Some((edit, tr!("It is looked for again.").to_owned()));
                return Outcome { edit, focus: COUNT.to_owned(), ..Outcome::default() };
            }
            "restore-section" => {
                let gone = deleted::sections(book).find(|section| section.id.to_string() == rest);
                let edit = gone.and_then(|section| match section.id {
                    SectionId::Custom(id) => Some((Edit::RestoreSection(id), tr!("“{}” is back.", section.title()))),
                    SectionId::Standard(_) => None,
                });
                return Outcome { edit, focus: after_restoring(book), ..Outcome::default() };
            }
            _ => {}
        }
        let focus = if word == "restore" { after_restoring(book) } else { COUNT.to_owned() };
        let edit = match (word, rest.parse::<EntryId>().ok()) {
            ("instead", Some(gone)) => self.instead.get(&gone).and_then(|by| put_instead(book, gone, Some(*by))),
            ("clear", Some(gone)) => put_instead(book, gone, None),
            ("restore", Some(gone)) => {
                let entry = book.playbook.entries.get(&gone);
                entry.map(|entry| (Edit::Restore(gone), tr!("“{}” is back.", entry.title())))
            }
            _ => {
                let finding = findings(book, today).into_iter().find(|finding| finding.key() == rest);
                finding.and_then(|finding| finding.fix).map(|fix| (fix.edit, tr!("{}: done.", fix.label)))
            }
        };
        Outcome { edit, focus, ..Outcome::default() }
    }

    fn begin(&mut self, key: &str) -> Outcome {
        (self.dismissing, self.lacks_reason) = (Some(key.to_owned()), false);
        self.reason.clear();
        Outcome { focus: REASON.to_owned(), ..Outcome::default() }
    }

    fn keep(&mut self) -> Outcome {
        let focus = self.dismissing.take().map(|key| format!("dismiss-{key}")).unwrap_or_default();
        Outcome { focus, ..Outcome::default() }
    }

    /// With the reason, who gave it, and when.
    fn dismiss(&mut self, today: NaiveDate, person: &str) -> Outcome {
        let reason = self.reason.trim();
        self.lacks_reason = reason.is_empty();
        if self.lacks_reason {
            return Outcome { focus: REASON.to_owned(), ..Outcome::default() };
        }
        let Some(key) = self.dismissing.take() else { return Outcome::default() };
        // It becomes a part of the playbook, whose readers may speak another language.
        let date = today.format("%Y-%m-%d");
        let who = if person.trim().is_empty() { date.to_string() } else { format!("{}, {date}", person.trim()) };
        let edit = Some((Edit::Dismiss(key, format!("{reason} ({who})")), tr!("Dismissed.").to_owned()));
        Outcome { edit, focus: COUNT.to_owned(), ..Outcome::default() }
    }

    /// A section was chosen, or a reason written.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        if name == REASON {
            value.clone_into(&mut self.reason);
        }
        if name == "section" {
            self.section = value.parse().ok();
        }
        let gone = name.strip_prefix("instead:").and_then(|gone| gone.parse().ok());
        match (gone, value.parse().ok()) {
            (Some(gone), Some(by)) => drop(self.instead.insert(gone, by)),
            (Some(gone), None) => drop(self.instead.remove(&gone)),
            (None, _) => {}
        }
        Outcome::default()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>, today: NaiveDate) -> Markup {
        let is_dismissed = |finding: &Finding| book.playbook.reason_against(&finding.key()).is_some();
        let (dismissed, all): (Vec<_>, Vec<_>) = findings(book, today).into_iter().partition(is_dismissed);
        let mut counts: BTreeMap<Option<SectionId>, usize> = BTreeMap::new();
        for finding in &all {
            *counts.entry(section_of(book, finding.at)).or_default() += 1;
        }
        let is_chosen = |finding: &&Finding| self.section.is_none() || section_of(book, finding.at) == self.section;
        let shown: Vec<&Finding> = all.iter().filter(is_chosen).collect();
        let sections = book.playbook.sections.iter().filter(|section| counts.contains_key(&Some(section.id)));
        page! {
            div class="checks-bar" {
                p id=(COUNT) tabindex="-1" role="status" {
                    @if all.is_empty() && !dismissed.is_empty() { "Nothing else was found." }
                    @else if book.entries().is_empty() { "There is nothing to check yet: this playbook is empty." }
                    @else if all.is_empty() { "Nothing was found. The playbook is complete and in itself consistent." }
                    @else { (count(all.len())) }
                }
                @if !all.is_empty() {
                    label {
                        span { "Section" }
                        select name="section" id="checks-section" {
                            option value="" selected[self.section.is_none()] { (tr!("All sections ({})", all.len())) }
                            @for section in sections {
                                option value=(section.id) selected[self.section == Some(section.id)] {
                                    (section.title()) " (" (counts.get(&Some(section.id)).copied().unwrap_or_default()) ")"
                                }
                            }
                        }
                    }
                }
            }
            @for group in shown.chunk_by(|one, other| one.check == other.check) {
                @if let Some(first) = group.first() {
                    @let mending = if first.check.key == REFERENCES { self.mending(book) } else { page! {} };
                    (self.of_check(book, first.check, group, &mending))
                }
            }
            (of_dismissed(book, &dismissed))
            (deleted::drawn(book))
        }
    }
}

impl ChecksView {
    /// What can be done about all that points at something that was deleted: replace, clear, or bring it back.
    fn mending(&self, book: &Book<'_>) -> Markup {
        let gone = dangling(book);
        let gone = gone.iter().filter_map(|(id, places)| Some((book.playbook.entries.get(id)?, *places)));
        page! {
            @for (entry, places) in gone {
                @let name = format!("instead:{}", entry.id);
                @let title = entry.title();
                div class="finding-actions" role="group" aria-label=(tr!("In place of {title}")) {
                    label {
                        span {
                            @if places == 1 { (tr!("In place of “{title}”, in 1 place: ")) }
                            @else { (tr!("In place of “{title}”, in {places} places: ")) }
                        }
                        select name=(name) id=(name) {
                            option value="" { "Choose" }
                            @for other in book.all(entry.kind) {
                                option value=(other.id) selected[self.instead.get(&entry.id) == Some(&other.id)] { (other.title()) }
                            }
                        }
                    }
                    button type="button" class="secondary" data-press=(name) disabled[!self.instead.contains_key(&entry.id)] { "Replace" }
                    button type="button" class="secondary" data-press={ "clear:" (entry.id) } { "Clear" }
                    button type="button" class="secondary" data-press={ "restore:" (entry.id) } { "Bring it back" }
                }
            }
        }
    }

    fn of_check(&self, book: &Book<'_>, check: &Check, group: &[&Finding], mending: &Markup) -> Markup {
        let heading = format!("check-{}", check.key);
        page! {
            section class="check" aria-labelledby=(heading) {
                h2 id=(heading) { (tr(check.title)) " " span class="check-count" { (group.len()) } }
                p class="hint" { (tr(check.why)) }
                (mending)
                @let (first, others) = group.split_at(if group.len() > MANY { FIRST } else { group.len() });
                (self.listed(book, first))
                @if !others.is_empty() {
                    details class="dismissed" id={ "more-" (check.key) } {
                        summary { (tr!("{} more", others.len())) }
                        (self.listed(book, others))
                    }
                }
            }
        }
    }

    fn listed(&self, book: &Book<'_>, findings: &[&Finding]) -> Markup {
        page! {
            ul class="findings" {
                @for finding in findings { li { (self.of_finding(book, finding)) } }
            }
        }
    }

    fn of_finding(&self, book: &Book<'_>, finding: &Finding) -> Markup {
        let key = finding.key();
        page! {
            p dir="auto" { (finding.what) }
            div class="finding-actions" {
                (places(book, finding))
                @if let Some(fix) = &finding.fix {
                    button type="button" class="secondary" data-press={ "fix:" (key) } { (fix.label) }
                }
                @if self.dismissing.as_ref() != Some(&key) {
                    button type="button" class="quiet" id={ "dismiss-" (key) } data-press={ "dismiss:" (key) }
                        aria-label=(tr!("Dismiss: {}", finding.what)) { "Dismiss…" }
                }
            }
            @if self.dismissing == Some(key) {
                div class="hand-over" role="group" aria-label="Dismiss" {
                    label {
                        span { "Why that is fine as it is" }
                        input name=(REASON) id=(REASON) value=(self.reason) autocomplete="off" data-enter="done"
                            aria-invalid=[self.lacks_reason.then_some("true")]
                            aria-describedby=[self.lacks_reason.then_some("dismiss-problem")];
                    }
                    button type="button" class="primary" data-press="done" { "Dismiss" }
                    button type="button" class="secondary" data-press="keep" { "Cancel" }
                    @if self.lacks_reason {
                        p id="dismiss-problem" class="hint" { "Write why: at the next review somebody will ask." }
                    }
                }
            }
        }
    }
}

/// What gets the focus when one of what was deleted is back: the others, as long as there are some.
fn after_restoring(book: &Book<'_>) -> String {
    let is_last = deleted::count(book) == 1;
    if is_last { COUNT } else { deleted::SUMMARY }.to_owned()
}

/// Puts something in the place of what was deleted, or nothing, wherever it is named.
fn put_instead(book: &Book<'_>, gone: EntryId, by: Option<EntryId>) -> Option<(Edit, String)> {
    let edits = replaced(book, gone, by, |_| true);
    let title = book.playbook.entries.get(&gone).map(Entry::title).unwrap_or_default();
    let said = match by.and_then(|by| book.entry(by)) {
        Some(by) => tr!("“{by}” stands in place of “{title}” now.", by = by.title()),
        None => tr!("“{title}” is named nowhere any more."),
    };
    (!edits.is_empty()).then(|| (Edit::All(tr!("replace").to_owned(), edits), said))
}

fn count(findings: usize) -> String {
    if findings == 1 { tr!("1 thing to look at.").to_owned() } else { tr!("{findings} things to look at.") }
}

/// Links to what a finding is about.
fn places(book: &Book<'_>, finding: &Finding) -> Markup {
    let place = match finding.at {
        Place::Entry(id) => {
            book.entry(id).map(|entry| book.whole(entry)).map(|entry| (address(book, entry), entry.title()))
        }
        Place::Section(id) => book.playbook.section(id).map(|section| {
            let page = guidepost::route::Page::Section(id, None);
            (guidepost::route::Route::Playbook(book.playbook.id, page).to_string(), section.title().to_owned())
        }),
    };
    page! {
        @if let Some((address, title)) = place { a href=(address) dir="auto" { (title) } }
        @for other in finding.also.iter().filter_map(|id| book.entry(*id)).map(|entry| book.whole(entry)).take(5) {
            a href=(address(book, other)) dir="auto" { (other.title()) }
        }
    }
}

/// What would be found, and why nobody is bothered with it.
fn of_dismissed(book: &Book<'_>, dismissed: &[Finding]) -> Markup {
    page! {
        @if !dismissed.is_empty() {
            details class="dismissed" id="dismissed" {
                summary { (tr!("Dismissed ({})", dismissed.len())) }
                ul class="findings" {
                    @for finding in dismissed {
                        @let key = finding.key();
                        li {
                            p dir="auto" { (finding.what) }
                            p class="hint" dir="auto" { (book.playbook.reason_against(&key).unwrap_or_default()) }
                            div class="finding-actions" {
                                (places(book, finding))
                                button type="button" class="secondary" data-press={ "again:" (key) }
                                    aria-label=(tr!("Look for it again: {}", finding.what)) { "Look for it again" }
                            }
                        }
                    }
                }
            }
        }
    }
}
