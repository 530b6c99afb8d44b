//! Two terms beside each other, with the words that differ marked.

use super::desk::{Outcome, address};
use super::search::said;
use guidepost::insight::Book;
use guidepost::language::{alphabetical, tr};
use guidepost::model::{Entry, EntryId, Field, Kind, Shape};
use guidepost::review::{Piece, marked};
use guidepost_view::page;
use maud::Markup;
use std::collections::BTreeSet;

/// The terms that are compared.
#[derive(Default)]
pub(crate) struct CompareView {
    terms: [Option<EntryId>; 2],
}

/// The id of what shows the two.
const TABLE: &str = "compare-terms";

/// What controls of the two terms are called.
const NAMES: [&str; 2] = ["first", "second"];

impl CompareView {
    /// A pair was pressed.
    pub(crate) fn press(&mut self, what: &str) -> Outcome {
        let pair = what.strip_prefix("pair:").and_then(|pair| pair.split_once(':'));
        if let Some((first, second)) = pair {
            self.terms = [first.parse().ok(), second.parse().ok()];
        }
        Outcome { focus: TABLE.to_owned(), ..Outcome::default() }
    }

    /// A term was chosen.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        if let Some(place) = NAMES.iter().position(|known| *known == name) {
            self.terms[place] = value.parse().ok();
        }
        Outcome::default()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>) -> Markup {
        let mut terms: Vec<&Entry> = book.all(Kind::Definition).chain(book.all(Kind::Stage)).collect();
        if terms.len() < 2 {
            return page! { p class="hint" { "There is nothing to compare yet: it takes two definitions or stages." } };
        }
        terms.sort_by(|a, b| alphabetical(&a.title(), &b.title()));
        let chosen = self.terms.map(|id| id.and_then(|id| book.entry(id)));
        page! {
            div class="compare" {
                div class="compare-choice" {
                    @for (name, chosen) in NAMES.iter().zip(chosen) {
                        label {
                            span { @if *name == "first" { "This term" } @else { "with this one" } }
                            select name=(name) id={ "compare-" (name) } {
                                option value="" selected[chosen.is_none()] { "Choose" }
                                @for term in &terms {
                                    option value=(term.id) selected[chosen.is_some_and(|chosen| chosen.id == term.id)] {
                                        (term.title()) " (" (tr(term.kind.noun())) ")"
                                    }
                                }
                            }
                        }
                    }
                }
                @let pairs = often_confused(book);
                @if !pairs.is_empty() {
                    p class="hint" { "Not to be confused:" }
                    div class="compare-pairs" {
                        @for (first, second) in pairs {
                            button type="button" class="secondary" data-press={ "pair:" (first.id) ":" (second.id) } {
                                (first.title()) " or " (second.title()) "?"
                            }
                        }
                    }
                }
                div id=(TABLE) tabindex="-1" {
                    @if let [Some(first), Some(second)] = chosen { (table(book, first, second)) }
                }
            }
        }
    }
}

/// What definitions say is taken for each other, each pair once.
fn often_confused<'p>(book: &Book<'p>) -> Vec<(&'p Entry, &'p Entry)> {
    let mut seen = BTreeSet::new();
    let mut pairs = Vec::new();
    for term in book.all(Kind::Definition) {
        for other in term.refs(Field::NotToBeConfusedWith).iter().filter_map(|id| book.entry(*id)) {
            if seen.insert((term.id.min(other.id), term.id.max(other.id))) {
                pairs.push((term, other));
            }
        }
    }
    pairs
}

/// What the name of a view of two terms begins with; their ids follow.
const BESIDE: &str = "beside:";

/// The view of two terms beside each other.
pub(crate) fn beside_view(first: EntryId, second: EntryId) -> String {
    format!("{BESIDE}{first}:{second}")
}

/// The two terms that a view of this name shows.
pub(crate) fn beside_of(view: &str) -> Option<[EntryId; 2]> {
    let (first, second) = view.strip_prefix(BESIDE)?.split_once(':')?;
    Some([first.parse().ok()?, second.parse().ok()?])
}

/// Two terms beside each other, in a dialog.
pub(crate) fn beside(book: &Book<'_>, first: EntryId, second: EntryId) -> Markup {
    let (Some(first), Some(second)) = (book.entry(first), book.entry(second)) else {
        return page! { h2 id="ask-title" { "One of the two is not here any more" } (close()) };
    };
    page! {
        h2 id="ask-title" { bdi { (first.title()) } " and " bdi { (second.title()) } }
        div class="compare" { (table(book, first, second)) }
        (close())
    }
}

/// Closes the dialog.
pub(crate) fn close() -> Markup {
    page! { div class="dialog-actions" { button type="button" class="primary" data-press="close" { "Close" } } }
}

fn table(book: &Book<'_>, first: &Entry, second: &Entry) -> Markup {
    // A definition and a stage have some fields in common; those of the first come first.
    let mut fields: Vec<(Field, &str)> = Vec::new();
    for (spec, _) in first.fields().chain(second.fields()) {
        let is_new = fields.iter().all(|(field, _)| *field != spec.field);
        if is_new && spec.field != Field::Name && spec.field != Field::NotToBeConfusedWith {
            fields.push((spec.field, tr(spec.label)));
        }
    }
    let rows = fields.into_iter().map(|(field, label)| (label, told(book, first, field), told(book, second, field)));
    page! {
        div class="table-scroll" {
            table {
                thead { tr {
                    td {}
                    @for term in [first, second] { th scope="col" { a href=(address(book, term)) dir="auto" { (term.title()) } } }
                } }
                tbody {
                    @for (label, ours, theirs) in rows.filter(|(_, ours, theirs)| !ours.is_empty() || !theirs.is_empty()) {
                        tr {
                            th scope="row" { (label) }
                            @for pieces in marked(&ours, &theirs) { td dir="auto" { (words(&pieces)) } }
                        }
                    }
                }
            }
        }
    }
}

/// What stands in a field, as a text without the marks of Markdown.
fn told(book: &Book<'_>, entry: &Entry, field: Field) -> String {
    let Some((spec, value)) = entry.fields().find(|(spec, _)| spec.field == field) else { return String::new() };
    let text = said(book, value, spec.shape);
    if spec.shape == Shape::Text { text.trim().replace(['*', '`'], "") } else { text.trim().to_owned() }
}

fn words(pieces: &[Piece]) -> Markup {
    page! {
        @for piece in pieces {
            @if piece.differs { mark { (piece.text) } } @else { (piece.text) }
        }
    }
}
