//! What is found, what answers a question, and what can be done, for what somebody types. The box itself is the page's
//! (`assets/search.js`).

use super::commands::{Command, Commands};
use super::compare::beside_view;
use super::desk::{Outcome, address};
use super::reading::is_shown;
use super::terms::shortened;
use guidepost::format::link::allowed_link;
use guidepost::insight::Book;
use guidepost::insight::search::{
    Answer, Hit, Index, Piece, Sought, Subject, answers, around, count, looked_for, marked, plain, sought,
};
use guidepost::language::{day, tr};
use guidepost::model::{Entry, EntryId, Field, Home, SectionId, Shape, Value};
use guidepost::route::{Page, Route};
use guidepost::worker::News;
use guidepost_view::{page, tr};
use maud::Markup;

/// So many entries are shown at most. Whoever does not find it among them types another word.
const SHOWN: usize = 20;

/// So many commands, beside entries and alone.
const COMMANDS: usize = 4;
const COMMANDS_FIRST: usize = 8;

/// After so many letters, what answers is cut off.
const LONGEST: usize = 280;

/// What somebody looks for.
#[derive(Default)]
pub(crate) struct SearchView {
    query: String,
    /// The address of what is on the screen beside the box.
    at: String,
    index: Index,
    /// What can be done, at which address.
    commands: Option<(String, Commands)>,
}

impl SearchView {
    /// The box was opened.
    pub(crate) fn begin(&mut self) {
        self.query.clear();
    }

    /// The playbook changed.
    pub(crate) fn hear(&mut self, news: &News) {
        self.commands = None;
        for (id, _) in &news.entries {
            self.index.hear(*id);
        }
        if news.sections.is_some() {
            self.index.hear_sections();
        }
    }

    /// Something was typed, or the box is opened beside something else.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        value.clone_into(if name == "at" { &mut self.at } else { &mut self.query });
        Outcome::default()
    }

    pub(crate) fn drawn(&mut self, book: &Book<'_>) -> Markup {
        // Before the first letter, too, so that it need not wait.
        self.index.make(book);
        let mut words = sought(&self.query);
        let at = Route::parse(&self.at);
        let known = self.commands.take().filter(|(known, _)| *known == self.at);
        let (_, commands) = self.commands.insert(known.unwrap_or_else(|| (self.at.clone(), Commands::of(book, &at))));
        if words.is_empty() {
            let places = commands.places();
            return page! {
                div role="listbox" id="search-results" aria-label="Results" data-for="" { (commands_drawn(&places, &words, places.len())) }
            };
        }
        let mut answers = answers(&mut self.index, book, &words);
        let (commands, is_command) = commands.meant(&words);
        words = looked_for(&mut self.index, book, &words, !answers.is_empty());
        let mut hits = self.index.find(book, &mut words, None);
        if matches!(at, Route::Read(..) | Route::Published(_)) {
            let shown: Vec<SectionId> = book
                .playbook
                .sections
                .iter()
                .filter(|section| is_shown(book, section))
                .map(|section| section.id)
                .collect();
            hits.retain(|hit| is_read(book, &shown, hit.subject));
            let is_entry_read = |id: &EntryId| is_read(book, &shown, Subject::Entry(*id));
            answers.retain(|answer| match answer {
                Answer::Entry(id) | Answer::Field(id, _) | Answer::Owner(id) | Answer::Listed(id, _) => {
                    is_entry_read(id)
                }
                Answer::Beside(one, other) => is_entry_read(one) && is_entry_read(other),
            });
        }
        let count = hits.len();
        if answers.is_empty() && commands.is_empty() && hits.is_empty() {
            return page! {
                p class="search-nothing" data-count=(tr!("Nothing found")) data-for=(self.query.trim()) {
                    "Nothing in this playbook says “" bdi { (self.query.trim()) }
                    "”. Other words may find it; what is in the bin is not looked through."
                }
            };
        }
        let said = match count {
            1 => tr!("1 entry").to_owned(),
            200.. => tr!("200 entries or more").to_owned(),
            count => tr!("{count} entries"),
        };
        page! {
            div role="listbox" id="search-results" aria-label="Results" data-count=(said) data-for=(self.query.trim()) {
                @if !answers.is_empty() {
                    div role="group" aria-label="Answer" {
                        @for answer in answers { (answered(book, answer)) }
                    }
                }
                @if is_command { (commands_drawn(&commands, &words, COMMANDS_FIRST)) }
                @if !hits.is_empty() {
                    div role="group" aria-label="In this playbook" {
                        @for hit in hits.iter().take(SHOWN) { (found(book, *hit, &words)) }
                    }
                }
                @if !is_command { (commands_drawn(&commands, &words, COMMANDS)) }
            }
            @if count > SHOWN {
                p class="search-more" { (tr!("The best {shown} of {said}. One more word narrows them down.", shown = SHOWN)) }
            }
        }
    }
}

/// Whether it stands in what is read: in one of the sections that are shown, or beside them.
fn is_read(book: &Book<'_>, shown: &[SectionId], subject: Subject) -> bool {
    let section = match subject {
        Subject::Section(id) => Some(id),
        Subject::Entry(id) => book.entry(id).and_then(|entry| match book.whole(entry).home {
            Home::Section(id) => Some(id),
            _ => None,
        }),
    };
    section.is_none_or(|section| shown.contains(&section))
}

fn pieces(pieces: &[Piece]) -> Markup {
    page! { @for piece in pieces { @if piece.is_meant { mark { (piece.text) } } @else { (piece.text) } } }
}

fn found(book: &Book<'_>, hit: Hit, words: &[Sought]) -> Markup {
    match hit.subject {
        Subject::Section(id) => {
            let Some(section) = book.playbook.section(id) else { return Markup::default() };
            let href = Route::Playbook(book.playbook.id, Page::Section(id, None)).to_string();
            let text = around(&section.introduction, words);
            option(&href, &marked(section.title(), words), tr!("section"), text.as_deref())
        }
        Subject::Entry(id) => {
            let Some(entry) = book.entry(id) else { return Markup::default() };
            let whole = book.whole(entry);
            let title = match whole.id == id {
                true => entry.title(),
                false => format!("{} › {}", whole.title(), name_of_part(book, entry)),
            };
            let text = text_of(book, entry, words);
            option(&address(book, whole), &marked(&title, words), &where_it_is(book, whole), text.as_deref())
        }
    }
}

/// A part may have no name of its own: a way from one stage to another, a rule.
fn name_of_part(book: &Book<'_>, part: &Entry) -> String {
    match (part.name(), book.target(part, Field::ToStage)) {
        ("", Some(stage)) => tr!("to {}", stage.title()),
        ("", None) => tr(part.kind.noun()).to_owned(),
        (name, _) => name.to_owned(),
    }
}

/// What it is, and where it stands.
fn where_it_is(book: &Book<'_>, entry: &Entry) -> String {
    let noun = tr(entry.kind.noun());
    match entry.home {
        Home::Section(id) => match book.playbook.section(id) {
            // A section of definitions need not be named for a definition.
            Some(section) if entry.kind != guidepost::model::Kind::Definition => {
                format!("{noun} · {}", section.title())
            }
            _ => noun.to_owned(),
        },
        Home::Directory | Home::Entry(_) => noun.to_owned(),
    }
}

/// The field in which the words stand that its name does not say, or else what it is.
fn text_of(book: &Book<'_>, entry: &Entry, words: &[Sought]) -> Option<Vec<Piece>> {
    const ABOUT: [Field; 6] =
        [Field::Definition, Field::Purpose, Field::UseFor, Field::Description, Field::Role, Field::Body];
    let whole = |text: String| vec![Piece { text, is_meant: false }];
    let lead = ABOUT.into_iter().map(|field| entry.text(field).trim()).find(|text| !text.is_empty());
    let lead = || lead.map(|text| around(text, words).unwrap_or_else(|| whole(shortly(text))));
    if count(&entry.title(), words) == words.len() {
        return lead();
    }
    let mut best: Option<((usize, bool), Vec<Piece>)> = None;
    for (spec, value) in entry.fields().filter(|(spec, _)| spec.field != Field::Name) {
        let text = said(book, value, spec.shape);
        let Some(around) = around(&text, words) else { continue };
        // An address says less than a text.
        let worth = (count(&text, words), spec.shape != Shape::Link && spec.field != Field::Links);
        if best.as_ref().is_none_or(|(most, _)| worth > *most) {
            let mut shown = if spec.shape == Shape::Text { Vec::new() } else { whole(format!("{}: ", tr(spec.label))) };
            shown.extend(around);
            best = Some((worth, shown));
        }
    }
    best.map(|(_, shown)| shown).or_else(lead)
}

fn option(href: &str, title: &[Piece], place: &str, text: Option<&[Piece]>) -> Markup {
    page! {
        a role="option" class="search-option" tabindex="-1" href=(href) {
            span class="search-title" { bdi { (pieces(title)) } }
            span class="search-place" { (place) }
            @if let Some(text) = text { span class="search-text" dir="auto" { (pieces(text)) } }
        }
    }
}

/// What a field says, for people.
pub(crate) fn said(book: &Book<'_>, value: &Value, shape: Shape) -> String {
    match (value, shape) {
        (Value::Line(code), Shape::Choice(choices)) => {
            tr(choices.iter().find(|choice| choice.code == code).map_or("", |choice| choice.label)).to_owned()
        }
        (Value::Line(text), Shape::Date) => day(text),
        (Value::Line(text) | Value::Text(text), _) => text.clone(),
        (Value::Words(words), _) => words.join(", "),
        (Value::Refs(ids), _) => names(book, ids),
        (Value::Flag(_), _) => String::new(),
    }
}

fn names(book: &Book<'_>, ids: &[EntryId]) -> String {
    ids.iter().filter_map(|id| book.entry(*id)).map(Entry::title).collect::<Vec<_>>().join(", ")
}

fn answered(book: &Book<'_>, answer: Answer) -> Markup {
    match answer {
        Answer::Entry(id) => {
            let Some(entry) = book.entry(id) else { return Markup::default() };
            let purpose = [Field::Purpose, Field::UseFor, Field::Definition]
                .into_iter()
                .map(|field| entry.text(field))
                .find(|text| !text.is_empty());
            let manager = names(book, entry.refs(Field::Manager));
            answer_option(
                &address(book, entry),
                "",
                &entry.title(),
                page! {
                    @if let Some(purpose) = purpose { span data-prose { (shortened(purpose, LONGEST)) } " " }
                    @if !manager.is_empty() { "Ask " bdi { (manager) } "." }
                },
            )
        }
        Answer::Beside(first, second) => {
            let (Some(one), Some(other)) = (book.entry(first), book.entry(second)) else { return Markup::default() };
            page! {
                button type="button" role="option" class="search-option search-answer" tabindex="-1" data-ask=(beside_view(first, second)) {
                    span class="search-title" { bdi { (one.title()) } " and " bdi { (other.title()) } " beside each other" }
                    @for term in [one, other] {
                        span class="search-text" {
                            b { bdi { (term.title()) } } ": "
                            bdi { (shortly(term.text(Field::Definition))) }
                        }
                    }
                }
            }
        }
        Answer::Field(id, field) => field_answered(book, id, field),
        Answer::Owner(id) => owner_answered(book, id),
        Answer::Listed(id, field) => listed_answered(book, id, field),
    }
}

/// Somebody, with what they own.
fn owner_answered(book: &Book<'_>, id: EntryId) -> Markup {
    let Some(entry) = book.entry(id) else { return Markup::default() };
    let owned = book.referrers(id).iter().filter(|(_, field)| matches!(field, Field::Owner | Field::Manager));
    let owned: Vec<String> = owned.filter_map(|(id, _)| book.entry(*id)).map(Entry::title).collect();
    answer_option(
        &address(book, entry),
        tr!("Owns"),
        &entry.title(),
        page! {
            @if owned.is_empty() { "Nothing in this playbook." } @else { bdi { (shortly(&owned.join(", "))) } }
        },
    )
}

/// One of several: what it is called stands first.
fn listed_answered(book: &Book<'_>, id: EntryId, field: Field) -> Markup {
    let Some(entry) = book.entry(id) else { return Markup::default() };
    let Some(spec) = entry.kind.field(field) else { return Markup::default() };
    let value = entry.value(field).map(|value| said(book, value, spec.shape)).unwrap_or_default();
    let manager = names(book, entry.refs(Field::Manager));
    answer_option(
        &address(book, entry),
        tr(spec.label),
        &entry.title(),
        page! { bdi { (value) } @if !manager.is_empty() { ". Ask " bdi { (manager) } "." } },
    )
}

/// On one line, without what only sets it.
fn shortly(text: &str) -> String {
    match text.trim() {
        "" => tr!("nobody has written yet what this means.").to_owned(),
        text => shortened(&plain(text), LONGEST),
    }
}

fn field_answered(book: &Book<'_>, id: EntryId, field: Field) -> Markup {
    let Some(entry) = book.entry(id) else { return Markup::default() };
    let Some(spec) = entry.kind.field(field) else { return Markup::default() };
    let here = address(book, entry);
    let about = format!("{} · {}", entry.title(), tr(spec.label));
    let value = entry.value(field).map(|value| said(book, value, spec.shape)).unwrap_or_default();
    if value.trim().is_empty() {
        return answer_option(&here, &about, tr!("Nobody has written that down yet."), Markup::default());
    }
    match spec.shape {
        // To whom it leads, one after the other.
        Shape::One(_) | Shape::Many(_) => page! {
            @for target in entry.refs(field).iter().filter_map(|id| book.entry(*id)) {
                (answer_option(&address(book, target), &about, &target.title(), page! {
                    @let known = [Field::Role, Field::Contact].map(|field| target.text(field)).into_iter().filter(|text| !text.is_empty());
                    (known.collect::<Vec<_>>().join(" · "))
                }))
            }
        },
        Shape::Link => {
            let is_web = allowed_link(&value).is_some_and(|link| link.contains("://"));
            page! {
                @if is_web { (outside(&value, &about)) } @else { (answer_option(&here, &about, &value, Markup::default())) }
                @if is_web { (answer_option(&here, "", &entry.title(), page! { "What is said about it here" })) }
            }
        }
        // Whoever asks who somebody is, or who does a job, asks for them.
        _ if field == Field::Role => {
            let known = [Field::Role, Field::Contact]
                .map(|field| entry.text(field))
                .into_iter()
                .filter(|text| !text.is_empty());
            answer_option(
                &here,
                tr(entry.kind.noun()),
                &entry.title(),
                page! { bdi { (known.collect::<Vec<_>>().join(" · ")) } },
            )
        }
        Shape::Text => answer_option(&here, &about, &entry.title(), page! { bdi { (shortly(&value)) } }),
        _ => answer_option(&here, &about, &value, Markup::default()),
    }
}

fn answer_option(href: &str, about: &str, title: &str, text: Markup) -> Markup {
    page! {
        a role="option" class="search-option search-answer" tabindex="-1" href=(href) {
            span class="search-title" { bdi { (title) } }
            span class="search-place" { bdi { (about) } }
            @if !text.0.is_empty() { span class="search-text" { (text) } }
        }
    }
}

/// An address as people say it.
pub(crate) fn without_scheme(link: &str) -> &str {
    let link = link.trim();
    link.strip_prefix("https://").or_else(|| link.strip_prefix("http://")).unwrap_or(link).trim_end_matches('/')
}

/// Leads out of the app, in a tab of its own.
fn outside(link: &str, about: &str) -> Markup {
    page! {
        a role="option" class="search-option search-answer" tabindex="-1" href=(link) target="_blank" rel="noopener noreferrer" {
            span class="search-title" { bdi { (without_scheme(link)) } }
            span class="search-place" { bdi { (about) } }
            span class="search-text" { "Opens in a new tab" }
        }
    }
}

fn commands_drawn(commands: &[&Command], words: &[Sought], most: usize) -> Markup {
    page! {
        @if !commands.is_empty() {
            div role="group" aria-label="Commands" {
                @for command in commands.iter().take(most) {
                    @let name = marked(&command.name, words);
                    @if command.press.is_empty() {
                        a role="option" class="search-option" tabindex="-1" href=(command.page) {
                            span class="search-title" { bdi { (pieces(&name)) } }
                        }
                    } @else {
                        button type="button" role="option" class="search-option" tabindex="-1" data-page=(command.page) data-do=(command.press) {
                            span class="search-title" { bdi { (pieces(&name)) } }
                        }
                    }
                }
            }
        }
    }
}
