//! What was deleted in a playbook, to be brought back: undo does so only until the page is loaded again.

use guidepost::insight::Book;
use guidepost::language::tr;
use guidepost::model::{Entry, Field, Home, Section};
use guidepost_view::{page, tr};
use maud::Markup;

/// So many entries are listed, those first that were changed last.
const LISTED: usize = 100;

/// The id of what opens the list.
pub(super) const SUMMARY: &str = "deleted-summary";

/// Entries that are in the bin by themselves, and not with what they stand in.
pub(super) fn entries<'p>(book: &Book<'p>) -> Vec<&'p Entry> {
    let is_at_home = |entry: &&Entry| match entry.home {
        Home::Section(id) => book.playbook.section(id).is_some_and(|section| !section.deleted),
        Home::Entry(id) => book.entry(id).is_some(),
        Home::Directory => true,
    };
    let deleted = book.playbook.entries.values().filter(|entry| entry.deleted);
    let mut deleted: Vec<&Entry> = deleted.filter(is_at_home).collect();
    deleted.sort_by_key(|entry| (std::cmp::Reverse(entry.changed), entry.id));
    deleted
}

/// Sections that are in the bin.
pub(super) fn sections<'p>(book: &Book<'p>) -> impl Iterator<Item = &'p Section> {
    book.playbook.sections.iter().filter(|section| section.deleted)
}

/// How many of both there are.
pub(super) fn count(book: &Book<'_>) -> usize {
    entries(book).len() + sections(book).count()
}

pub(super) fn drawn(book: &Book<'_>) -> Markup {
    let (entries, sections) = (entries(book), sections(book).collect::<Vec<_>>());
    let all = entries.len() + sections.len();
    let back = |press: &str, title: &str| {
        page! {
            div class="finding-actions" {
                button type="button" class="secondary" data-press=(press) aria-label=(tr!("Bring it back: {title}")) {
                    "Bring it back"
                }
            }
        }
    };
    page! {
        @if all > 0 {
            details class="dismissed" id="deleted" {
                summary id=(SUMMARY) { (tr!("Deleted ({all})")) }
                ul class="findings" {
                    @for section in sections {
                        li {
                            p dir="auto" { (section.title()) }
                            p class="hint" { (tr("section")) }
                            (back(&format!("restore-section:{}", section.id), section.title()))
                        }
                    }
                    @for entry in entries.iter().take(LISTED) {
                        li {
                            p dir="auto" { (name(book, entry)) }
                            p class="hint" dir="auto" { (place(book, entry)) }
                            (back(&format!("restore:{}", entry.id), &name(book, entry)))
                        }
                    }
                }
                @if entries.len() > LISTED { p class="hint" { (tr!("{} more", entries.len() - LISTED)) } }
            }
        }
    }
}

/// What it is called; a way from one stage to another by where it leads.
fn name(book: &Book<'_>, entry: &Entry) -> String {
    match book.target(entry, Field::ToStage) {
        Some(stage) if entry.name().is_empty() => tr!("to {}", stage.title()),
        _ => entry.title(),
    }
}

/// What it is, and where it stood.
fn place(book: &Book<'_>, entry: &Entry) -> String {
    let place = match entry.home {
        Home::Section(id) => book.playbook.section(id).map(|section| section.title().to_owned()),
        Home::Entry(id) => book.entry(id).map(Entry::title),
        Home::Directory => None,
    };
    let noun = tr(entry.kind.noun());
    [Some(noun.to_owned()), place].into_iter().flatten().collect::<Vec<_>>().join(" · ")
}
