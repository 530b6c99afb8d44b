//! The texts that the page shows, and the terms that are mentioned in them.

use super::desk::{Say, address};
use guidepost::insight::Book;
use guidepost::insight::glossary::{Glossary, KINDS, Mention, is_same_term};
use guidepost::language::tr;
use guidepost::model::{Entry, EntryId, Field, Playbook, Section, Shape};
use guidepost::worker::{Insight, Mentioned, News, Shown};
use guidepost_view::page;
use maud::Markup;
use std::collections::BTreeMap;

/// After so many letters, what a term means is cut off at the end of a word: the rest is where the link leads.
const LONGEST: usize = 400;

/// All texts that are shown.
#[derive(Default)]
pub(crate) struct Texts {
    /// By the names that the page has given them.
    texts: BTreeMap<String, Text>,
    /// `None` when terms have changed since it was made.
    glossary: Option<Glossary>,
}

struct Text {
    shown: Shown,
    /// What is mentioned in it, as the page knows it.
    told: Option<Vec<Mentioned>>,
}

impl Texts {
    pub(crate) fn read(&mut self, shown: Shown) {
        self.texts.insert(shown.name.clone(), Text { shown, told: None });
    }

    pub(crate) fn forget(&mut self, text: &str) {
        self.texts.remove(text);
    }

    /// Hears what changes, before it does.
    ///
    /// While somebody writes a definition it changes all the time, and what it is called does not: nothing is looked for anew
    /// then.
    pub(crate) fn hear(&mut self, news: &News, playbook: &Playbook) {
        let is_term = |entry: &Entry| KINDS.contains(&entry.kind);
        for (id, now) in &news.entries {
            let before = playbook.entries.get(id);
            let is_same = match (before, now) {
                (Some(before), Some(now)) => !is_term(now) || is_same_term(before, now),
                (before, now) => !before.or(now.as_ref()).is_some_and(is_term),
            };
            if !is_same {
                self.glossary = None;
            }
        }
        let deleted =
            |sections: &[Section]| -> Vec<_> { sections.iter().map(|section| (section.id, section.deleted)).collect() };
        if news.sections.as_ref().is_some_and(|sections| deleted(sections) != deleted(&playbook.sections)) {
            self.glossary = None;
        }
    }

    /// Whether there is something to tell.
    pub(crate) fn has_news(&self) -> bool {
        !self.texts.is_empty() && (self.glossary.is_none() || self.texts.values().any(|text| text.told.is_none()))
    }

    /// Says what is mentioned where the page does not know it yet.
    pub(crate) fn tell(&mut self, book: &Book<'_>, say: Say<'_>) {
        let is_new = self.glossary.is_none();
        let glossary = self.glossary.get_or_insert_with(|| Glossary::of(book));
        for (name, text) in self.texts.iter_mut().filter(|(_, text)| is_new || text.told.is_none()) {
            let mentions = mentioned(book, glossary, &text.shown);
            // A text without terms looks as it did.
            if text.told.as_ref().map_or(!mentions.is_empty(), |told| *told != mentions) {
                say(Insight::Terms { text: name.clone(), mentions: mentions.clone() });
            }
            text.told = Some(mentions);
        }
    }
}

fn mentioned(book: &Book<'_>, glossary: &Glossary, text: &Shown) -> Vec<Mentioned> {
    let own = text.of.and_then(|id| book.entry(id));
    let whole = own.map(|entry| book.whole(entry).id);
    let is_own = |id: EntryId| text.of == Some(id) || whole == Some(id);
    let mentions = glossary.mentions(text.pieces.iter().map(String::as_str), is_own).into_iter();
    let told = mentions.filter_map(|Mention { piece, start, end, entry }| {
        Some(Mentioned { piece, start, end, address: address(book, book.entry(entry)?), entry })
    });
    told.collect()
}

/// What a term means, in a few lines.
pub(crate) fn meaning(book: &Book<'_>, entry: &Entry) -> Markup {
    let text = [Field::Definition, Field::Purpose].map(|field| entry.text(field).trim()).concat();
    let owner = [Field::Owner, Field::Manager].into_iter().find_map(|field| {
        let label = entry.kind.field(field)?.label;
        book.target(entry, field).map(|owner| (label, owner))
    });
    page! {
        p class="term-kind" { (tr(entry.kind.noun())) @if let Some(status) = status(entry) { " · " (tr(status)) } }
        p class="term-name" dir="auto" { (entry.title()) }
        @if text.is_empty() { p class="hint" { "Nobody has written yet what this means." } }
        @else { div data-prose dir="auto" { (shortened(&text, LONGEST)) } }
        @if let Some((label, owner)) = owner { p class="hint" { (tr(label)) ": " (owner.title()) } }
    }
}

/// Where something is not in use as usual.
fn status(entry: &Entry) -> Option<&'static str> {
    let code = entry.text(Field::Status);
    match entry.kind.field(Field::Status)?.shape {
        Shape::Choice(choices) => {
            let usual = choices.first().map(|choice| choice.code);
            choices.iter().find(|choice| choice.code == code && usual != Some(code)).map(|choice| choice.label)
        }
        _ => None,
    }
}

/// Not longer than this, cut off at the end of a word.
pub(crate) fn shortened(text: &str, longest: usize) -> String {
    match text.char_indices().nth(longest) {
        Some((at, _)) => {
            let whole = text[..at].rfind(char::is_whitespace).unwrap_or(at);
            format!("{}…", text[..whole].trim_end())
        }
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_meanings_are_cut_between_words() {
        assert_eq!(shortened("short", LONGEST), "short");
        assert_eq!(shortened(&"word ".repeat(100), LONGEST), format!("{}…", "word ".repeat(80).trim_end()));
        assert_eq!(shortened(&"年".repeat(500), LONGEST), format!("{}…", "年".repeat(400)));
    }
}
