//! Who owns what, by person and by team or by section; what has no owner; and handing all of it over.

use super::desk::{Outcome, address};
use guidepost::insight::Book;
use guidepost::insight::references::replaced;
use guidepost::language::{alphabetical, tr};
use guidepost::model::{Edit, Entry, EntryId, Field, Kind, Section};
use guidepost::route::{Page, Route};
use guidepost_view::{page, tr};
use maud::Markup;

/// Fields that name who answers for something, the firmest first. Members of teams are no responsibility.
const NAMING: [Field; 4] = [Field::Owner, Field::Manager, Field::DoneBy, Field::Stakeholders];

/// What can be chosen to be shown.
const BY_PARTY: &str = "party";
const BY_SECTION: &str = "section";

/// What is chosen.
#[derive(Default)]
pub(crate) struct OwnersView {
    /// Whether it is shown by section rather than by person and team.
    by_section: bool,
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
                if outcome.edit.is_none() {
                    return outcome;
                }
                // The button that was pressed goes away.
                let focus = self.from.take().map(|id| format!("owner-link-{id}")).unwrap_or_default();
                Outcome { focus, ..outcome }
            }
            _ => Outcome::default(),
        }
    }

    /// Somebody was chosen, or what is shown.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        match name {
            "to" => self.to = value.parse().ok(),
            "show" => self.by_section = value == BY_SECTION,
            _ => {}
        }
        Outcome::default()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>) -> Markup {
        page! {
            div class="checks-bar" {
                label {
                    span { "Show" }
                    select name="show" id="owners-show" {
                        option value=(BY_PARTY) selected[!self.by_section] { "By person and team" }
                        option value=(BY_SECTION) selected[self.by_section] { "By section" }
                    }
                }
            }
            @if self.by_section { (by_section(book)) } @else { (self.by_party(book)) }
        }
    }

    fn by_party(&self, book: &Book<'_>) -> Markup {
        let parties: Vec<&Entry> = book.all(Kind::Team).chain(book.all(Kind::Person)).collect();
        let unowned = unowned(book);
        page! {
            @if parties.is_empty() {
                p class="empty" {
                    "Nobody is named in this playbook yet. Pick an owner in a stage or a manager in a tool, and they appear here."
                }
            }
            section class="owners" aria-labelledby="owners-none" {
                h2 id="owners-none" { "Without an owner " span class="check-count" { (unowned.len()) } }
                @if unowned.is_empty() { p class="hint" { (all_owned(book)) } }
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
        page! {
            section class="owners" aria-labelledby=(heading) {
                h2 id=(heading) {
                    a id={ "owner-link-" (party.id) } href=(address(book, party)) dir="auto" { (party.title()) } " "
                    span class="check-count" { (tr(party.kind.noun())) }
                }
                @if named.is_empty() { p class="hint" { "Owns nothing." } }
                dl {
                    @for (field, entries) in &named {
                        div { dt { (tr(label(*field))) } dd { (links(book, entries)) } }
                    }
                }
                @if self.from == Some(party.id) { (self.handing(book, party)) }
                @else if !named.is_empty() {
                    button type="button" class="secondary" id={ "hand-" (party.id) } data-press={ "hand:" (party.id) }
                        aria-label=(tr!("Hand over what {} has", party.title())) { "Hand over…" }
                }
            }
        }
    }

    fn handing(&self, book: &Book<'_>, party: &Entry) -> Markup {
        let others = book.all(Kind::Team).chain(book.all(Kind::Person)).filter(|other| other.id != party.id);
        page! {
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
    found.sort_by(|a, b| alphabetical(&a.title(), &b.title()));
    found
}

/// The field that says who answers for entries of a kind; none where nobody has to.
fn answering(kind: Kind) -> Option<Field> {
    [Field::Owner, Field::Manager].into_iter().find(|field| kind.field(*field).is_some())
}

/// Whether an entry wants an owner or a manager and has none. What is retired needs none any more.
fn is_unowned(book: &Book<'_>, entry: &Entry) -> bool {
    entry.text(Field::Status) != "retired"
        && answering(entry.kind).is_some_and(|field| book.target(entry, field).is_none())
}

/// What is said where nothing is without an owner: perhaps nothing is there at all.
fn all_owned(book: &Book<'_>) -> &'static str {
    if book.entries().iter().any(|entry| answering(entry.kind).is_some()) {
        tr!("Everything that wants an owner has one.")
    } else {
        tr!("There is nothing yet that wants an owner.")
    }
}

/// Entries that have no owner and should.
fn unowned<'p>(book: &Book<'p>) -> Vec<&'p Entry> {
    let all = Kind::ALL.into_iter().filter(|kind| kind.whole().is_none()).flat_map(|kind| book.all(kind));
    all.filter(|entry| is_unowned(book, entry)).collect()
}

/// What of a section is owned, by whom, and what is not: in the order of the section, owners in that of the directory.
struct Answers<'p> {
    owned: Vec<(&'p Entry, Vec<&'p Entry>)>,
    unowned: Vec<&'p Entry>,
}

impl<'p> Answers<'p> {
    fn of(book: &Book<'p>, section: &Section) -> Self {
        let mut answers = Self { owned: Vec::new(), unowned: Vec::new() };
        for entry in book.entries_of(section.id) {
            match answering(entry.kind).and_then(|field| book.target(entry, field)) {
                Some(owner) => match answers.owned.iter_mut().find(|(other, _)| other.id == owner.id) {
                    Some((_, entries)) => entries.push(entry),
                    None => answers.owned.push((owner, vec![entry])),
                },
                None if is_unowned(book, entry) => answers.unowned.push(entry),
                None => {}
            }
        }
        let place = |owner: &'p Entry| (owner.kind != Kind::Team, &owner.order, owner.id);
        answers.owned.sort_by(|(one, _), (other, _)| place(one).cmp(&place(other)));
        answers
    }

    fn count(&self) -> usize {
        self.unowned.len() + self.owned.iter().map(|(_, entries)| entries.len()).sum::<usize>()
    }
}

/// Each section in which something has an owner or wants one.
fn by_section(book: &Book<'_>) -> Markup {
    let sections = book.playbook.sections.iter().filter(|section| !section.deleted);
    let all: Vec<_> = sections.map(|section| (section, Answers::of(book, section))).collect();
    let shown: Vec<_> = all.iter().filter(|(_, answers)| answers.count() > 0).collect();
    page! {
        @if shown.is_empty() {
            p class="empty" { "Nothing in this playbook wants an owner yet. Stages, tools, channels and documents do." }
        }
        @for (section, answers) in shown { (of_section(book, section, answers)) }
    }
}

fn of_section(book: &Book<'_>, section: &Section, answers: &Answers<'_>) -> Markup {
    let heading = format!("owners-in-{}", section.id);
    let page = Route::Playbook(book.playbook.id, Page::Section(section.id, None));
    page! {
        section class="owners" aria-labelledby=(heading) {
            h2 id=(heading) {
                a href=(page) dir="auto" { (section.title()) } " "
                span class="check-count" { (answers.count()) }
            }
            @if answers.unowned.is_empty() { p class="hint" { (all_owned(book)) } }
            dl {
                @for (owner, entries) in &answers.owned {
                    div {
                        dt {
                            a href=(address(book, owner)) dir="auto" { (owner.title()) } " "
                            span class="check-count" { (entries.len()) }
                        }
                        dd { (links(book, entries)) }
                    }
                }
                @if !answers.unowned.is_empty() {
                    div {
                        dt { "Without an owner " span class="check-count" { (answers.unowned.len()) } }
                        dd { (links(book, &answers.unowned)) }
                    }
                }
            }
        }
    }
}

fn links(book: &Book<'_>, entries: &[&Entry]) -> Markup {
    page! {
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
    let said = tr!("{} takes over from {} in {places} places.", taker.title(), giver.title());
    let edit = (places > 0).then(|| (Edit::All(tr!("hand over").to_owned(), edits), said));
    Outcome { edit, focus: format!("owner-{from}"), ..Outcome::default() }
}
