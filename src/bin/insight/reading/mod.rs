//! The playbook to be read: set like a handbook, with nothing in it that changes anything. `assets/read.js` shows it.

mod entry;
mod matters;

pub(crate) use matters::{matters, reader_of, ticked};

use super::desk::Outcome;
use super::published::Changes;
use entry::entry_drawn;
use guidepost::insight::Book;
use guidepost::insight::lifecycle::svg::{Direction, Use, svg};
use guidepost::insight::lifecycle::{Lifecycle, Move};
use guidepost::language::{alphabetical, tr};
use guidepost::model::{Entry, EntryId, Field, Home, Kind, Section};
use guidepost::route::{Page, Route};
use guidepost_view::{page, tr};
use maud::Markup;

/// With so many entries, those far away are laid out when they come near.
const LARGE: usize = 1_000;

/// So many entries of a list stand by themselves; of more, each group does.
const UNGROUPED: usize = 150;
const GROUP: usize = 50;

/// What is read.
#[derive(Default)]
pub(crate) struct ReadingView {
    /// For whom. Nobody: all of it.
    reader: Option<EntryId>,
    /// What changed, where it is what the site publishes.
    published: Option<Changes>,
}

impl ReadingView {
    /// It is what the site publishes.
    pub(crate) fn publish(&mut self, changes: Changes) {
        self.published = Some(changes);
    }

    /// Somebody said who they are.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        if name == "reader" {
            self.reader = value.parse().ok();
        }
        Outcome::default()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>) -> Markup {
        let reader = self.reader.and_then(|id| book.entry(id)).filter(|entry| entry.kind == Kind::Reader);
        let what = Selection::of(book, reader);
        let sections: Vec<&Section> =
            book.playbook.sections.iter().filter(|section| what.has_section(section)).collect();
        let readers: Vec<&Entry> = book.all(Kind::Reader).collect();
        let parties = reader.is_none();
        page! {
            header class="read-bar" {
                @if self.published.is_some() {
                    a class="read-back" href=(Route::Start) data-keep { "Your playbooks" }
                } @else {
                    a class="read-back" href=(Route::Playbook(book.playbook.id, Page::Overview)) data-keep {
                        span aria-hidden="true" { "‹ " }
                        "Edit"
                    }
                }
                button type="button" class="read-open" popovertarget="read-contents" { "Contents" }
                @if !readers.is_empty() {
                    label class="read-for" {
                        span { "For" }
                        select name="reader" id="read-reader" {
                            option value="" selected[reader.is_none()] { "everyone" }
                            @for other in &readers {
                                option value=(other.id) selected[reader.is_some_and(|reader| reader.id == other.id)] { (other.title()) }
                            }
                        }
                    }
                }
                @if self.published.is_some() { button type="button" data-suggest { "Suggest a change" } }
                button type="button" class="read-print" data-print { "Print" }
                button type="button" class="read-search" data-search { "Search" }
            }
            nav class="read-contents" id="read-contents" popover="auto" aria-label="Contents" {
                ol {
                    @for section in &sections {
                        li {
                            a href=(address(book, Page::Section(section.id, None))) data-to=(section.id) dir="auto" { (section.title()) }
                            @let entries: Vec<&Entry> = what.entries(section).collect();
                            (contents(book, &entries))
                        }
                    }
                    @if parties && has_parties(book) {
                        li { a href=(address(book, Page::Directory(None))) data-to="people" { "People and teams" } }
                    }
                }
            }
            div class="read-page" id="read-page" tabindex="-1" data-large=(book.playbook.entries.len() > LARGE) {
                header class="read-head" data-part="head" {
                    h1 id="page-title" tabindex="-1" dir="auto" { (book.playbook.title()) }
                    @if let Some(reader) = reader {
                        p class="read-lead" { "What matters to " bdi { (reader.title()) } ". " a href="#" data-everything { "Show all of it" } }
                        (prose(reader.text(Field::Purpose)))
                    }
                    @if let Some(changes) = &self.published {
                        (changes.drawn(book, |entry| address(book, page_of(book.whole(entry))), |id| address(book, Page::Section(id, None))))
                    }
                    @if sections.is_empty() { p class="empty" { "There is nothing to read in this playbook yet." } }
                }
                @for section in &sections { (section_drawn(&what, section)) }
                @if parties && has_parties(book) { (directory(&what)) }
            }
        }
    }
}

/// What of a playbook is read.
struct Selection<'s, 'p> {
    book: &'s Book<'p>,
    /// By whom; nobody: all of it.
    reader: Option<&'s Entry>,
    lifecycle: Lifecycle<'p>,
    /// From A to Z.
    definitions: Vec<&'p Entry>,
}

impl<'s, 'p> Selection<'s, 'p> {
    fn of(book: &'s Book<'p>, reader: Option<&'s Entry>) -> Self {
        let mut definitions: Vec<&Entry> = book.all(Kind::Definition).collect();
        definitions.sort_by(|a, b| alphabetical(&a.title(), &b.title()));
        Self { book, reader, lifecycle: Lifecycle::of(book), definitions }
    }

    /// Whether all of a section is read.
    fn has_all(&self, section: &Section) -> bool {
        self.reader.is_none_or(|reader| reads_all(reader, section))
    }

    /// A section that somebody has written something in. A reader has all of a section, or some of its entries.
    fn has_section(&self, section: &Section) -> bool {
        is_shown(self.book, section) && (self.has_all(section) || self.entries(section).next().is_some())
    }

    /// The entries of a section in the order in which they are read. Definitions stand in one section alone.
    fn all(&self, section: &Section) -> impl Iterator<Item = &'p Entry> {
        let home = Home::Section(section.id);
        section.id.kinds().iter().flat_map(move |kind| match kind {
            Kind::Definition => self.definitions.clone(),
            kind => self.book.list(home, *kind).collect(),
        })
    }

    /// Those entries of a section that are read.
    fn entries(&self, section: &Section) -> impl Iterator<Item = &'p Entry> {
        let has_all = self.has_all(section);
        let is_read = |entry: &Entry| self.reader.is_some_and(|reader| reader.refs(Field::Reads).contains(&entry.id));
        self.all(section).filter(move |entry| has_all || is_read(entry))
    }
}

/// Whether a section is read by anybody: one that is not hidden, and that somebody has written something in.
pub(crate) fn is_shown(book: &Book<'_>, section: &Section) -> bool {
    let home = Home::Section(section.id);
    let is_written = !section.introduction.trim().is_empty()
        || section.id.kinds().iter().any(|kind| book.list(home, *kind).next().is_some());
    !section.hidden && !section.deleted && is_written
}

fn reads_all(reader: &Entry, section: &Section) -> bool {
    let id = section.id.to_string();
    reader.words(Field::ReadsSections).contains(&id)
}

fn address(book: &Book<'_>, page: Page) -> String {
    Route::Read(book.playbook.id, page).to_string()
}

fn page_of(entry: &Entry) -> Page {
    match entry.home {
        Home::Section(section) => Page::Section(section, Some(entry.id)),
        Home::Directory | Home::Entry(_) => Page::Directory(Some(entry.id)),
    }
}

pub(crate) fn has_parties(book: &Book<'_>) -> bool {
    [Kind::Person, Kind::Team].into_iter().any(|kind| book.all(kind).next().is_some())
}

/// A link to where something is read, to be copied.
fn anchor(href: &str, of: &str) -> Markup {
    page! { a class="read-anchor" href=(href) aria-label=(tr!("Link to {of}")) data-anchor { "#" } }
}

fn prose(text: &str) -> Markup {
    page! { @if !text.trim().is_empty() { div class="read-prose prose" data-prose-later dir="auto" { (text.trim()) } } }
}

fn section_drawn(what: &Selection<'_, '_>, section: &Section) -> Markup {
    let here = address(what.book, Page::Section(section.id, None));
    let heading = format!("read-{}-title", section.id);
    let kinds = section.id.kinds();
    let is_lifecycle = kinds.contains(&Kind::Stage);
    let entries: Vec<&Entry> = what.entries(section).collect();
    page! {
        section class="read-section" id={ "read-" (section.id) } aria-labelledby=(heading) {
            header data-part={ "head-" (section.id) } {
                div class="read-heading" dir="auto" {
                    h2 id=(heading) tabindex="-1" { span { (section.title()) } }
                    (anchor(&here, section.title()))
                }
                @if what.has_all(section) { (prose(&section.introduction)) }
                @if is_lifecycle { (diagram(what.book, &what.lifecycle)) }
            }
            @for kind in kinds {
                @let of_kind = || entries.iter().filter(|entry| entry.kind == *kind);
                @if kinds.len() > 1 && of_kind().next().is_some() { h3 class="read-list" { (tr(kind.list_name())) } }
                (entries_drawn(what, &of_kind().copied().collect::<Vec<_>>(), kinds.len() > 1))
            }
        }
    }
}

/// Entries one below the other; many in groups, each of which the browser leaves out until somebody comes near.
fn entries_drawn(what: &Selection<'_, '_>, entries: &[&Entry], is_deep: bool) -> Markup {
    let drawn = |entries: &[&Entry]| page! { @for entry in entries { (entry_drawn(what, entry, is_deep)) } };
    page! {
        @if entries.len() <= UNGROUPED { (drawn(entries)) }
        @else { @for group in entries.chunks(GROUP) { div class="read-group" { (drawn(group)) } } }
    }
}

/// Links to entries; to many of them in groups, of which one is open.
fn contents(book: &Book<'_>, entries: &[&Entry]) -> Markup {
    let link = |entry: &Entry| address(book, page_of(entry));
    let links = |entries: &[&Entry]| {
        page! {
            ol {
                @for entry in entries {
                    li { a href=(link(entry)) data-to=(entry.id) dir="auto" { (entry.title()) } }
                }
            }
        }
    };
    page! {
        @if entries.len() > UNGROUPED {
            ol {
                @for group in entries.chunks(GROUP) {
                    @if let [first, .., last] = group {
                        li {
                            a href=(link(first)) { bdi { (first.title()) } " – " bdi { (last.title()) } }
                            (links(group))
                        }
                    } @else { @for entry in group { li { a href=(link(entry)) data-to=(entry.id) dir="auto" { (entry.title()) } } } }
                }
            }
        } @else if !entries.is_empty() { (links(entries)) }
    }
}

fn directory(what: &Selection<'_, '_>) -> Markup {
    let here = address(what.book, Page::Directory(None));
    page! {
        section class="read-section" id="read-people" aria-labelledby="read-people-title" {
            header data-part="head-people" {
                div class="read-heading" dir="auto" {
                    h2 id="read-people-title" tabindex="-1" { "People and teams" }
                    (anchor(&here, tr!("People and teams")))
                }
            }
            @for kind in [Kind::Team, Kind::Person] {
                @let parties: Vec<&Entry> = what.book.all(kind).collect();
                @if !parties.is_empty() { h3 class="read-list" { (tr(kind.list_name())) } }
                (entries_drawn(what, &parties, true))
            }
        }
    }
}

/// A long one goes from top to bottom, as the page does.
fn diagram(book: &Book<'_>, lifecycle: &Lifecycle<'_>) -> Markup {
    const LONG: usize = 6;
    /// Nobody finds their way in a larger one, and to lay it out takes long.
    const LARGEST: usize = 80;
    let live = Use::Live { selected: None, draws: false };
    let is_long = lifecycle.stages.len() > LONG;
    let kinds: Vec<Move> =
        Move::ALL.into_iter().filter(|kind| lifecycle.transitions.iter().any(|way| way.kind == *kind)).collect();
    page! {
        @if (1..=LARGEST).contains(&lifecycle.stages.len()) {
            figure class="read-figure" data-long=(is_long) {
                @for (direction, width) in [(Direction::Right, "wide"), (Direction::Down, "narrow")] {
                    div class={ "lifecycle-scroll lifecycle-" (width) } data-fits="true" id={ "read-" (width) } tabindex="0" role="group" aria-label="Diagram of the lifecycle" {
                        (svg(book, lifecycle, direction, live, tr))
                    }
                }
                @if !kinds.is_empty() {
                    figcaption class="lifecycle-bar" {
                        @for kind in kinds { span class={ "legend legend-" (kind.code()) } { (tr(kind.label())) } }
                    }
                }
            }
        } @else if lifecycle.stages.len() > LARGEST {
            p { "The lifecycle has too many stages to be drawn here. Below, each says what comes after it." }
        }
    }
}

/// Shown in place of a file that is no playbook.
pub(crate) fn refused(why: &str) -> String {
    let html = page! {
        div class="read-page" {
            h1 id="page-title" tabindex="-1" { "There is no playbook to read" }
            p { "The file that this site publishes can't be read: " (why) "." }
            p { "Tell whoever runs this site. Your own playbooks are not affected." }
            p { a href=(Route::Start) data-keep { "Your playbooks" } }
        }
    };
    html.into_string()
}
