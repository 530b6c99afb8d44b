//! Who owns what, by person and by team; what has no owner; and handing all of it over.

use super::desk::{Outcome, address};
use guidepost::insight::Book;
use guidepost::insight::references::replaced;
use guidepost::model::{Edit, Entry, EntryId, Field, Kind};
use maud::{Markup, html};

/// Fields that name who answers for something, the firmest first. Members of teams are no responsibility.
const NAMING: [Field; 4] = [Field::Owner, Field::Manager, Field::DoneBy, Field::Stakeholders];

/// What is chosen.
#[derive(Default)]
pub(crate) struct OwnersView {
    /// Whose things are to be handed over, and to whom.
    from: Option<EntryId>,
    to: Option<EntryId>,
}

impl OwnersView {
    /// Something was pressed.
    pub(crate) fn press(&mut self, what: &str, book: &Book<'_>) -> Outcome {
        let (word, rest) = what.split_once(':').unwrap_or((what, ""));
        match (word, rest.parse().ok()) {
            ("hand", Some(id)) => {
                (self.from, self.to) = (Some(id), None);
                Outcome { focus: format!("hand-to-{id}"), ..Outcome::default() }
            }
            ("keep", _) => {
                let focus = self.from.take().map(|id| format!("hand-{id}")).unwrap_or_default();
                Outcome { focus, ..Outcome::default() }
            }
            ("give", _) => {
                let outcome = self.from.zip(self.to).map(|(from, to)| handed_over(book, from, to)).unwrap_or_default();
                if outcome.edit.is_some() {
                    self.from = None;
                }
                outcome
            }
            _ => Outcome::default(),
        }
    }

    /// Somebody was chosen.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        if name == "to" {
            self.to = value.parse().ok();
        }
        Outcome::default()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>) -> Markup {
        let parties: Vec<&Entry> = book.all(Kind::Team).chain(book.all(Kind::Person)).collect();
        let unowned = unowned(book);
        html! {
            @if parties.is_empty() {
                p class="empty" {
                    "Nobody is named in this playbook yet. Pick an owner in a stage or a manager in a tool, and they appear here."
                }
            }
            section class="owners" aria-labelledby="owners-none" {
                h2 id="owners-none" { "Without an owner " span class="check-count" { (unowned.len()) } }
                @if unowned.is_empty() { p class="hint" { "Everything that wants an owner has one." } }
                (links(book, &unowned))
            }
            @for party in parties { (self.party(book, party)) }
        }
    }

    fn party(&self, book: &Book<'_>, party: &Entry) -> Markup {
        let named: Vec<(Field, Vec<&Entry>)> = NAMING
            .iter()
            .map(|field| (*field, named_in(book, party.id, *field)))
            .filter(|(_, all)| !all.is_empty())
            .collect();
        let heading = format!("owner-{}", party.id);
        html! {
            section class="owners" aria-labelledby=(heading) {
                h2 id=(heading) {
                    a href=(address(book, party)) dir="auto" { (party.title()) } " "
                    span class="check-count" { (party.kind.noun()) }
                }
                @if named.is_empty() { p class="hint" { "Owns nothing and is named nowhere." } }
                dl {
                    @for (field, entries) in &named {
                        div { dt { (label(*field)) } dd { (links(book, entries)) } }
                    }
                }
                @if self.from == Some(party.id) { (self.handing(book, party)) }
                @else if !named.is_empty() {
                    button type="button" class="secondary" id={ "hand-" (party.id) } data-press={ "hand:" (party.id) }
                        aria-label={ "Hand over what " (party.title()) " has" } { "Hand over…" }
                }
            }
        }
    }

    fn handing(&self, book: &Book<'_>, party: &Entry) -> Markup {
        let others = book.all(Kind::Team).chain(book.all(Kind::Person)).filter(|other| other.id != party.id);
        html! {
            div class="hand-over" role="group" aria-label="Hand over" {
                label {
                    span { "Hand all of it to" }
                    select name="to" id={ "hand-to-" (party.id) } {
                        option value="" selected[self.to.is_none()] { "Choose" }
                        @for other in others { option value=(other.id) selected[self.to == Some(other.id)] { (other.title()) } }
                    }
                }
                button type="button" class="primary" data-press="give" disabled[self.to.is_none()] { "Hand over" }
                button type="button" class="secondary" data-press="keep" { "Cancel" }
            }
        }
    }
}

const fn label(field: Field) -> &'static str {
    match field {
        Field::Owner => "Owns",
        Field::Manager => "Manages",
        Field::DoneBy => "Does",
        _ => "Has a say in",
    }
}

/// Entries that name somebody in a field, each once, parts as what they are part of.
fn named_in<'p>(book: &Book<'p>, party: EntryId, field: Field) -> Vec<&'p Entry> {
    let mut found: Vec<&Entry> = Vec::new();
    for (from, of) in book.referrers(party) {
        let whole = book.entry(*from).map(|entry| book.whole(entry)).filter(|_| *of == field);
        if let Some(whole) = whole.filter(|whole| !found.iter().any(|other| other.id == whole.id)) {
            found.push(whole);
        }
    }
    found.sort_by_key(|entry| entry.title().to_lowercase());
    found
}

/// Entries whose kind has an owner or a manager, and that have none. What is retired needs none any more.
fn unowned<'p>(book: &Book<'p>) -> Vec<&'p Entry> {
    let field = |kind: Kind| [Field::Owner, Field::Manager].into_iter().find(|field| kind.field(*field).is_some());
    let all = Kind::ALL.into_iter().filter(|kind| kind.whole().is_none()).flat_map(|kind| book.all(kind));
    all.filter(|entry| entry.text(Field::Status) != "retired")
        .filter(|entry| field(entry.kind).is_some_and(|field| book.target(entry, field).is_none()))
        .collect()
}

fn links(book: &Book<'_>, entries: &[&Entry]) -> Markup {
    html! {
        @if !entries.is_empty() {
            ul class="owned-list" {
                @for entry in entries { li { a href=(address(book, entry)) dir="auto" { (entry.title()) } } }
            }
        }
    }
}

/// Puts somebody in the place of somebody else, wherever they answer for something.
fn handed_over(book: &Book<'_>, from: EntryId, to: EntryId) -> Outcome {
    let (Some(giver), Some(taker)) = (book.entry(from), book.entry(to)) else { return Outcome::default() };
    let edits = replaced(book, from, Some(to), |field| NAMING.contains(&field));
    let places = edits.len();
    let said = format!("{} takes over from {} in {places} places.", taker.title(), giver.title());
    let edit = (places > 0).then(|| (Edit::All("hand over".to_owned(), edits), said));
    Outcome { edit, focus: format!("owner-{from}"), ..Outcome::default() }
}
