//! What the worker knows and shows.

#[cfg(test)]
mod tests;

use super::checks::ChecksView;
use super::compare::{CompareView, beside, beside_of};
use super::deletion::DeletionView;
use super::lifecycle::LifecycleView;
use super::owners::OwnersView;
use super::published;
use super::reading::{ReadingView, matters, reader_of, refused, ticked};
use super::search::SearchView;
use super::suggested::SuggestedView;
use super::terms::{Texts, meaning};
use super::tries::Tries;
use chrono::NaiveDate;
use guidepost::insight::Book;
use guidepost::insight::book::Known;
use guidepost::model::{Edit, Entry, Home, Playbook};
use guidepost::route::{Page, Route};
use guidepost::worker::{Insight, News, Question};
use maud::Markup;
use std::collections::BTreeMap;

/// Hears what the worker says.
pub(crate) type Say<'s> = &'s mut dyn FnMut(Insight);

/// What comes of something that was pressed or changed.
#[derive(Default)]
pub(crate) struct Outcome {
    /// What is to be edited, and what is said about it.
    pub(crate) edit: Option<(Edit, String)>,
    /// A file that leaves.
    pub(crate) save: Option<Insight>,
    /// The id of what gets the focus.
    pub(crate) focus: String,
}

/// The lifecycle as a diagram.
const LIFECYCLE: &str = "lifecycle";
/// What checks found.
const CHECKS: &str = "checks";
/// Who owns what.
const OWNERS: &str = "owners";
/// Two terms beside each other.
const COMPARE: &str = "compare";
/// All of it, to be read.
const READ: &str = "read";
/// What was changed in a copy of what is published.
const SUGGESTED: &str = "suggested";
/// What is found.
const SEARCH: &str = "search";
/// Which source wins, which rule fits, whether names are right.
const TRY_SOURCES: &str = "try-sources";
const TRY_OPPORTUNITIES: &str = "try-opportunities";
const TRY_NAMES: &str = "try-names";

/// Where an entry is shown.
pub(crate) fn address(book: &Book<'_>, entry: &Entry) -> String {
    let page = match entry.home {
        Home::Section(section) => Page::Section(section, Some(entry.id)),
        Home::Directory => Page::Directory(Some(entry.id)),
        Home::Entry(_) => Page::Overview,
    };
    Route::Playbook(book.playbook.id, page).to_string()
}

/// All that the worker keeps.
#[derive(Default)]
pub(crate) struct Desk {
    playbook: Option<Playbook>,
    /// Of the playbook as it is now, once it was looked through.
    known: Option<Known>,
    today: NaiveDate,
    /// The name of who sits here; perhaps empty.
    person: String,
    /// The views on the screen, each with what it shows.
    shown: BTreeMap<String, String>,
    lifecycle: LifecycleView,
    checks: ChecksView,
    owners: OwnersView,
    compare: CompareView,
    tries: Tries,
    search: SearchView,
    reading: ReadingView,
    suggested: SuggestedView,
    texts: Texts,
    /// Of what is to be deleted.
    deletion: DeletionView,
}

impl Desk {
    /// Does what the page asks for.
    pub(crate) fn take(&mut self, question: Question, say: Say<'_>) {
        match question {
            Question::News(news) => {
                self.hear(news);
                self.tell(say);
                self.draw(say);
            }
            Question::Show(view) => {
                if DeletionView::entry_of(&view).is_some() {
                    self.deletion = DeletionView::default();
                }
                if view == SEARCH {
                    self.search.begin();
                }
                self.shown.insert(view.clone(), String::new());
                self.draw_one(&view, "", say);
            }
            Question::Read(texts) => {
                texts.into_iter().for_each(|text| self.texts.read(text));
                self.tell(say);
            }
            Question::Forget(text) => self.texts.forget(&text),
            Question::Explain(entry) => {
                let meant = |book: &Book<'_>| book.entry(entry).map(|entry| meaning(book, entry).into_string());
                if let Some(html) = self.with_book(|_, book| meant(book)).flatten() {
                    say(Insight::Meaning(entry, html));
                }
            }
            Question::Publish { text, before, today } => match published::read(&text, before.as_deref()) {
                Ok((playbook, changes)) => {
                    // Whoever reads goes on as whom they said they are.
                    let (shown, reading) = (std::mem::take(&mut self.shown), std::mem::take(&mut self.reading));
                    *self = Self { playbook: Some(playbook), today, shown, reading, ..Self::default() };
                    self.reading.publish(changes);
                    self.draw(say);
                }
                Err(why) => say(Insight::Draw { view: READ.to_owned(), html: refused(&why), focus: String::new() }),
            },
            Question::Hide(view) => drop(self.shown.remove(&view)),
            Question::Press(view, what) => {
                let outcome = self.with_book(|desk, book| match view.as_str() {
                    LIFECYCLE => desk.lifecycle.press(&what, book),
                    CHECKS => desk.checks.press(&what, book, desk.today, &desk.person),
                    OWNERS => desk.owners.press(&what, book),
                    COMPARE => desk.compare.press(&what),
                    _ => match DeletionView::entry_of(&view) {
                        Some(id) => desk.deletion.press(&what, book, id),
                        None => Outcome::default(),
                    },
                });
                self.conclude(&view, outcome.unwrap_or_default(), say);
            }
            // Said before the search is opened: there is nothing to draw yet.
            Question::Change(view, name, value) if view == SEARCH && name == "at" => {
                self.search.change(&name, &value);
            }
            Question::Change(view, name, value) => {
                let outcome = self.with_book(|desk, book| match view.as_str() {
                    LIFECYCLE => desk.lifecycle.change(&name, &value, book),
                    CHECKS => desk.checks.change(&name, &value),
                    OWNERS => desk.owners.change(&name, &value),
                    COMPARE => desk.compare.change(&name, &value),
                    SEARCH => desk.search.change(&name, &value),
                    READ => desk.reading.change(&name, &value),
                    SUGGESTED => desk.suggested.change(&name, &value),
                    TRY_SOURCES | TRY_OPPORTUNITIES | TRY_NAMES => desk.tries.change(&name, &value),
                    _ => match reader_of(&view) {
                        Some(reader) => ticked(book, reader, &name),
                        None => desk.deletion.change(&name, &value),
                    },
                });
                self.conclude(&view, outcome.unwrap_or_default(), say);
            }
        }
    }

    fn hear(&mut self, news: News) {
        let is_other = self.playbook.as_ref().is_none_or(|playbook| playbook.id != news.playbook);
        if is_other {
            self.playbook = Some(Playbook::new(news.playbook, ""));
            (self.lifecycle, self.checks, self.owners, self.compare, self.tries) = Default::default();
            (self.search, self.reading, self.suggested) = Default::default();
        }
        self.known = None;
        self.search.hear(&news);
        let Some(playbook) = &mut self.playbook else { return };
        self.texts.hear(&news, playbook);
        (self.today, self.person) = (news.today, news.person);
        playbook.title = news.title;
        if let Some(sections) = news.sections {
            playbook.sections = sections;
        }
        if let Some(dismissed) = news.dismissed {
            playbook.dismissed = dismissed;
        }
        for (id, entry) in news.entries {
            match entry {
                Some(entry) => drop(playbook.entries.insert(id, entry)),
                None => drop(playbook.entries.remove(&id)),
            }
        }
    }

    /// Says what is mentioned in texts.
    fn tell(&mut self, say: Say<'_>) {
        if self.texts.has_news() {
            self.with_book(|desk, book| desk.texts.tell(book, say));
        }
    }

    fn with_book<T>(&mut self, run: impl FnOnce(&mut Self, &Book<'_>) -> T) -> Option<T> {
        let playbook = self.playbook.take()?;
        let book = match self.known.take() {
            Some(known) => Book::again(&playbook, known),
            None => Book::of(&playbook),
        };
        let done = run(self, &book);
        self.known = Some(book.known());
        self.playbook = Some(playbook);
        Some(done)
    }

    /// What is pressed or changed in a view shows in that view alone, until what is edited comes back as news.
    fn conclude(&mut self, view: &str, outcome: Outcome, say: Say<'_>) {
        if let Some((edit, said)) = outcome.edit {
            say(Insight::Apply(edit, said));
        }
        if let Some(save) = outcome.save {
            say(save);
        }
        self.draw_one(view, &outcome.focus, say);
    }

    /// Draws what is on the screen and has changed.
    fn draw(&mut self, say: Say<'_>) {
        let views: Vec<String> = self.shown.keys().cloned().collect();
        for view in views {
            self.draw_one(&view, "", say);
        }
    }

    /// Draws one view, if it is on the screen and has changed or is to get the focus.
    fn draw_one(&mut self, view: &str, focus: &str, say: Say<'_>) {
        if !self.shown.contains_key(view) {
            return;
        }
        let drawn = self.with_book(|desk, book| match view {
            LIFECYCLE => desk.lifecycle.drawn(book),
            CHECKS => desk.checks.drawn(book, desk.today),
            OWNERS => desk.owners.drawn(book),
            COMPARE => desk.compare.drawn(book),
            SEARCH => desk.search.drawn(book),
            READ => desk.reading.drawn(book),
            SUGGESTED => desk.suggested.drawn(book),
            TRY_SOURCES => desk.tries.sources(book),
            TRY_OPPORTUNITIES => desk.tries.opportunities(book),
            TRY_NAMES => desk.tries.names(book, desk.today),
            view => {
                if let Some([first, second]) = beside_of(view) {
                    beside(book, first, second)
                } else if let Some(reader) = reader_of(view) {
                    matters(book, reader)
                } else {
                    DeletionView::entry_of(view).map(|id| desk.deletion.drawn(book, id)).unwrap_or_default()
                }
            }
        });
        let Some(html) = drawn.map(Markup::into_string) else { return };
        let is_new = self.shown.get(view).is_some_and(|before| *before != html);
        if is_new || !focus.is_empty() {
            say(Insight::Draw { view: view.to_owned(), html: html.clone(), focus: focus.to_owned() });
        }
        self.shown.insert(view.to_owned(), html);
    }
}
