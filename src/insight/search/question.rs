//! Plain questions, and what answers them: who owns a tool, which tool does a job, where a document is, how two terms differ.

use super::asked::{Asked, COST, FILLING, HOLDING, MONTHS, OWNER, QUESTIONS, SOON};
use super::excerpt::count;
use super::fold::words;
use super::index::{Hit, Index, Subject};
use super::sought::Sought;
use crate::insight::Book;
use crate::insight::lifecycle::{Lifecycle, Move};
use crate::language::tr;
use crate::model::{Entry, EntryId, Field, Kind};
use chrono::{Datelike as _, NaiveDate};

/// What answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// What a field of an entry says; perhaps nothing yet.
    Field(EntryId, Field),
    /// An entry itself.
    Entry(EntryId),
    /// Two terms beside each other.
    Beside(EntryId, EntryId),
    /// Somebody, with all that they own.
    Owner(EntryId),
    /// One of several, with what a field of it says.
    Listed(EntryId, Field),
}

/// As many answers are given at most.
const MOST: usize = 3;

/// And as many of what is listed.
const LISTED: usize = 12;

/// So many letters say which month is meant.
const SHORT_MONTH: usize = 3;

/// An answer is given where what it is about fits at least this well beside what fits best.
const NEARLY: f32 = 0.75;

/// A word of questions of so many letters is known by all but one of them, too.
const LONG: usize = 4;

/// The word of a question that somebody mistyped: one letter is missing, wrong or too much, or two are in the other order. `None`
/// where the playbook has words that begin so: then these are meant.
fn mistyped(index: &Index, typed: &str) -> Option<&'static str> {
    let known = || QUESTIONS.iter().flat_map(|(words, _)| words.iter().copied()).chain(filling());
    if typed.len() < LONG || known().any(|word| word == typed) || index.has_beginning(typed) {
        return None;
    }
    known().find(|word| word.len() >= LONG && strsim::osa_distance(word, typed) == 1)
}

fn filling() -> impl Iterator<Item = &'static str> {
    HOLDING.split_whitespace().chain(FILLING.split_whitespace())
}

/// What is asked, and what about: the words that neither ask nor fill. `None` where it is no question.
fn understood(index: &Index, sought: &[Sought]) -> Option<(Asked, Vec<Sought>)> {
    let read: Vec<&str> = sought.iter().map(|word| mistyped(index, &word.text).unwrap_or(&word.text)).collect();
    let (_, asked) = QUESTIONS.iter().find(|(words, _)| words.iter().all(|word| read.contains(word)))?;
    // Whoever asks who the owner is asks in two ways for one thing.
    let asks = |word: &str| QUESTIONS.iter().any(|(words, other)| other == asked && words.contains(&word));
    let is_about = |word: &str| !asks(word) && !filling().any(|filling| filling == word);
    let about: Vec<Sought> =
        sought.iter().zip(read).filter(|(_, read)| is_about(read)).map(|(word, _)| word.clone()).collect();
    let lists = matches!(asked, Asked::Renewing | Asked::Open(_));
    (lists || !about.is_empty()).then_some((*asked, about))
}

/// The words that say what somebody looks for, without those that ask and those that hold a sentence together. All of them where
/// something is called so, or where there are no others.
#[must_use]
pub fn looked_for(index: &mut Index, book: &Book<'_>, sought: &[Sought], is_answered: bool) -> Vec<Sought> {
    let asked = || understood(index, sought).map(|(_, about)| about);
    if let Some(about) = if is_answered { asked() } else { None } {
        return about;
    }
    let holds = |word: &&Sought| HOLDING.split_whitespace().any(|holding| holding == word.text);
    let saying: Vec<Sought> = sought.iter().filter(|word| !holds(word)).cloned().collect();
    if saying.is_empty() || saying.len() == sought.len() {
        return sought.to_vec();
    }
    let mut all = sought.to_vec();
    let first = index.find(book, &mut all, None).into_iter().find(|hit| hit.is_whole);
    let title = first.and_then(|hit| match hit.subject {
        Subject::Entry(id) => book.entry(id).map(Entry::title),
        Subject::Section(id) => book.playbook.section(id).map(|section| section.title().to_owned()),
    });
    if title.is_some_and(|title| count(&title, &all) == all.len()) { all } else { saying }
}

/// What answers a question, the best answer first; nothing where it is none, or where nothing is known about it.
pub fn answers(index: &mut Index, book: &Book<'_>, sought: &[Sought]) -> Vec<Answer> {
    index.make(book);
    let Some((asked, about)) = understood(index, sought) else { return Vec::new() };
    match asked {
        Asked::Difference => difference(index, book, &about),
        Asked::Stage { is_next } => {
            let found = best(index, book, &about, &|entry| entry.kind == Kind::Stage, &|_| true);
            found.into_iter().take(1).flat_map(|id| neighbours(book, id, is_next)).collect()
        }
        Asked::Owned => {
            let found = best(index, book, &about, &|entry| matches!(entry.kind, Kind::Person | Kind::Team), &|_| true);
            found.into_iter().take(1).map(Answer::Owner).collect()
        }
        Asked::Renewing => renewing(book, &about),
        // Whoever names something besides looks for that.
        Asked::Open(agreement) if about.is_empty() => {
            let open = |entry: &&Entry| entry.agreement == agreement && !entry.deleted;
            let entries = Kind::ALL.into_iter().flat_map(|kind| book.all(kind)).filter(open);
            entries.take(LISTED).map(|entry| Answer::Entry(entry.id)).collect()
        }
        Asked::Open(_) => Vec::new(),
        Asked::Naming => {
            let found = best(index, book, &about, &|entry| entry.kind == Kind::NamingConvention, &|_| true);
            found.into_iter().map(Answer::Entry).collect()
        }
        Asked::Tool => {
            let found = best(index, book, &about, &|entry| matches!(entry.kind, Kind::Tool | Kind::Channel), &|_| true);
            found.into_iter().map(Answer::Entry).collect()
        }
        Asked::Fields(fields) => {
            let has_one = |entry: &Entry| fields.iter().any(|field| entry.kind.field(*field).is_some());
            // What only serves something that a section is about is not that.
            let mut sections = book.playbook.sections.iter().filter(|section| !section.deleted);
            let is_section = sections.any(|section| count(section.title(), &about) == about.len());
            // Whoever asks for the owner of the lead stage does not mean a tool.
            let found = of_kind(&about).map(|(kind, about)| {
                let is_of_kind = |entry: &Entry| entry.kind == kind && has_one(entry);
                best(index, book, &about, &is_of_kind, &|entry| is_named(entry, &about, asked, is_section))
            });
            let found = found.filter(|found| !found.is_empty()).unwrap_or_else(|| {
                best(index, book, &about, &has_one, &|entry| is_named(entry, &about, asked, is_section))
            });
            let found = found.into_iter();
            found.filter_map(|id| Some(Answer::Field(id, field_of(book.entry(id)?, fields)?))).collect()
        }
    }
}

/// Whether the words are what an entry is called: whose text only mentions something answers no question about it. Whoever
/// looks for an owner may also say what something or somebody is there for, unless that `is_section`'s name.
fn is_named(entry: &Entry, about: &[Sought], asked: Asked, is_section: bool) -> bool {
    let also: &[Field] = match entry.kind {
        _ if asked != OWNER => &[],
        Kind::Person | Kind::Team => &[Field::Role],
        Kind::Tool | Kind::Channel if !is_section => &[Field::Purpose, Field::UseFor],
        _ => &[],
    };
    let texts =
        [Field::Abbreviation, Field::SystemValue, Field::Code].iter().chain(also).map(|field| entry.text(*field));
    let others = entry.words(Field::AlsoKnownAs).iter().map(String::as_str);
    let named = texts.chain(others).map(|text| count(text, about)).fold(count(&entry.title(), about), usize::max);
    // Whoever asks what a lead costs does not mean a channel for leads.
    if asked == COST { named * 2 > about.len() } else { named > 0 }
}

/// The kind that somebody names beside what they ask about, and the other words.
fn of_kind(about: &[Sought]) -> Option<(Kind, Vec<Sought>)> {
    let is = |word: &Sought, noun: &str| matches!(words(noun).as_slice(), [one] if one.text == word.text);
    Kind::ALL.into_iter().find_map(|kind| {
        let names = |word: &&Sought| is(word, kind.noun()) || is(word, tr(kind.noun()));
        let others: Vec<Sought> = about.iter().filter(|word| !names(word)).cloned().collect();
        (!others.is_empty() && others.len() < about.len()).then_some((kind, others))
    })
}

/// The stages that records go to from one, or come from to it, where they advance.
fn neighbours(book: &Book<'_>, stage: EntryId, is_next: bool) -> Vec<Answer> {
    let lifecycle = Lifecycle::of(book);
    let Some(place) = lifecycle.place(stage) else { return Vec::new() };
    let mut places: Vec<usize> = lifecycle
        .transitions
        .iter()
        .filter(|transition| transition.kind == Move::Advance)
        .filter_map(|transition| match is_next {
            true => (transition.from == place).then_some(transition.to),
            false => (transition.to == place).then_some(transition.from),
        })
        .collect();
    places.sort_unstable();
    places.dedup();
    places.into_iter().take(MOST).map(|place| Answer::Entry(lifecycle.stages[place].id)).collect()
}

/// What renews in the month that is named, and in the year where one is; all that renews where neither is. The soonest first.
fn renewing(book: &Book<'_>, about: &[Sought]) -> Vec<Answer> {
    // The month is one of the words, or begins with one: "dec", "Dez".
    let month_of = |word: &Sought| {
        let named = |(_, name): &&(u8, &str)| word.text.len() >= SHORT_MONTH && name.starts_with(&word.text);
        MONTHS.iter().find(named).map(|(month, _)| *month)
    };
    let month = about.iter().find_map(month_of);
    let is_year = |word: &str| word.len() == 4 && word.parse::<u16>().is_ok();
    let year = about.iter().map(|word| word.text.as_str()).find(|word| is_year(word));
    let is_time = |word: &Sought| SOON.contains(&word.text.as_str()) || is_year(&word.text);
    if month.is_none() && !about.iter().all(is_time) {
        return Vec::new();
    }
    let renewal = |entry: &Entry| {
        let date = entry.text(Field::RenewalDate).parse::<NaiveDate>().ok()?;
        let is_meant = month.is_none_or(|month| date.month() == u32::from(month))
            && year.is_none_or(|year| date.year().to_string() == year);
        (is_meant && entry.text(Field::Status) != "retired").then_some((date, entry.id))
    };
    let mut found: Vec<_> = book.all(Kind::Tool).filter_map(renewal).collect();
    found.sort_unstable();
    found.into_iter().take(LISTED).map(|(_, id)| Answer::Listed(id, Field::RenewalDate)).collect()
}

fn field_of(entry: &Entry, fields: &[Field]) -> Option<Field> {
    let known = || fields.iter().copied().filter(|field| entry.kind.field(*field).is_some());
    let is_told = |field: &Field| entry.value(*field).is_some_and(|value| !value.is_empty());
    known().find(is_told).or_else(|| known().next())
}

/// What fits best of all that is kept and may answer, and what fits nearly as well. Retired ones only where no other fits. `keep` is
/// asked of all that is found, `answers` of the best of it.
fn best(
    index: &mut Index,
    book: &Book<'_>,
    about: &[Sought],
    keep: &dyn Fn(&Entry) -> bool,
    answers: &dyn Fn(&Entry) -> bool,
) -> Vec<EntryId> {
    let mut about = about.to_vec();
    let mut hits = index.find(book, &mut about, Some(keep));
    hits.retain(|hit| hit.is_whole && entry_of(book, hit.subject).is_some_and(answers));
    let top = hits.first().map_or(0.0, |hit| hit.score);
    let hits = hits.into_iter().filter(|hit| hit.score >= top * NEARLY);
    // Whoever mistypes a name means it. A word of a text is not taken for another one.
    let mistyped: Vec<Sought> = about.into_iter().filter(|word| word.is_mistyped).collect();
    let is_meant = |entry: &&Entry| count(&entry.title(), &mistyped) == mistyped.len();
    let entries: Vec<&Entry> =
        hits.filter_map(|Hit { subject, .. }| entry_of(book, subject)).filter(is_meant).collect();
    let is_used = |entry: &&Entry| entry.text(Field::Status) != "retired";
    let used: Vec<&Entry> = entries.iter().copied().filter(is_used).collect();
    let shown = if used.is_empty() { entries } else { used };
    shown.into_iter().take(MOST).map(|entry| entry.id).collect()
}

fn entry_of<'p>(book: &Book<'p>, subject: Subject) -> Option<&'p Entry> {
    match subject {
        Subject::Entry(id) => book.entry(id),
        Subject::Section(_) => None,
    }
}

/// The words are those of two terms, one after the other: wherever the second begins, so that both fit best.
fn difference(index: &mut Index, book: &Book<'_>, about: &[Sought]) -> Vec<Answer> {
    let is_term = |entry: &Entry| matches!(entry.kind, Kind::Definition | Kind::Stage);
    let mut term = |words: &[Sought]| {
        let is_called = |hit: &Hit| {
            entry_of(book, hit.subject).is_some_and(|entry| is_named(entry, words, Asked::Difference, false))
        };
        let hits = index.find(book, &mut words.to_vec(), Some(&is_term)).into_iter();
        hits.filter(|hit| hit.is_whole).find(is_called)
    };
    let mut pairs = Vec::new();
    for cut in 1..about.len() {
        let (first, second) = about.split_at(cut);
        if let (Some(first), Some(second)) = (term(first), term(second)) {
            pairs.push((first.score + second.score, first.subject, second.subject));
        }
    }
    let best = pairs.into_iter().max_by(|(a, ..), (b, ..)| a.total_cmp(b));
    match best {
        Some((_, Subject::Entry(first), Subject::Entry(second))) if first != second => {
            vec![Answer::Beside(first, second)]
        }
        _ => Vec::new(),
    }
}
