//! Plain questions, and what answers them: who owns a tool, which tool does a job, where a document is, how two terms differ.

use super::excerpt::count;
use super::index::{Hit, Index, Subject};
use super::sought::Sought;
use crate::insight::Book;
use crate::model::{Entry, EntryId, Field, Kind};

/// What answers a question.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// What a field of an entry says; perhaps nothing yet.
    Field(EntryId, Field),
    /// An entry itself.
    Entry(EntryId),
    /// Two terms beside each other.
    Beside(EntryId, EntryId),
}

/// What is asked about something.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Asked {
    /// One of these fields: the first that the entry has, and that says something.
    Fields(&'static [Field]),
    /// Which tool.
    Tool,
    /// What is different.
    Difference,
}

const OWNER: Asked = Asked::Fields(&[Field::Owner, Field::Manager, Field::Role]);
const ACCESS: Asked = Asked::Fields(&[Field::Access, Field::Audience]);
const CONTACT: Asked = Asked::Fields(&[Field::Contact]);
const MEMBERS: Asked = Asked::Fields(&[Field::Members]);
const PLACE: Asked = Asked::Fields(&[Field::Location, Field::Link, Field::GuideLink]);
const SLA: Asked = Asked::Fields(&[Field::Sla]);
const RENEWAL: Asked = Asked::Fields(&[Field::RenewalDate]);
const COST: Asked = Asked::Fields(&[Field::Cost]);
const MEANING: Asked =
    Asked::Fields(&[Field::Definition, Field::Purpose, Field::Description, Field::UseFor, Field::Body, Field::Role]);

/// How questions are put, the more special first: all of the words of a row stand in the question, folded as they are compared.
const QUESTIONS: &[(&[&str], Asked)] = &[
    (&["what", "mean"], MEANING),
    (&["what", "means"], MEANING),
    (&["what", "meaning"], MEANING),
    (&["was", "bedeutet"], MEANING),
    (&["was", "heisst"], MEANING),
    (&["bedeutung"], MEANING),
    (&["difference"], Asked::Difference),
    (&["vs"], Asked::Difference),
    (&["versus"], Asked::Difference),
    (&["compare"], Asked::Difference),
    (&["unterschied"], Asked::Difference),
    (&["vergleiche"], Asked::Difference),
    (&["who", "access"], ACCESS),
    (&["who", "see"], ACCESS),
    (&["wer", "zugriff"], ACCESS),
    (&["wer", "zugang"], ACCESS),
    (&["who", "in", "team"], MEMBERS),
    (&["members"], MEMBERS),
    (&["wer", "gehort", "team"], MEMBERS),
    (&["mitglieder"], MEMBERS),
    (&["how", "reach"], CONTACT),
    (&["wie", "erreiche"], CONTACT),
    (&["who"], OWNER),
    (&["whom"], OWNER),
    (&["owner"], OWNER),
    (&["owns"], OWNER),
    (&["manager"], OWNER),
    (&["responsible"], OWNER),
    (&["wer"], OWNER),
    (&["wem"], OWNER),
    (&["wen"], OWNER),
    (&["zustandig"], OWNER),
    (&["verantwortlich"], OWNER),
    (&["ansprechpartner"], OWNER),
    (&["which", "tool"], Asked::Tool),
    (&["what", "tool"], Asked::Tool),
    (&["which", "tools"], Asked::Tool),
    (&["what", "tools"], Asked::Tool),
    (&["tool", "for"], Asked::Tool),
    (&["tools", "for"], Asked::Tool),
    (&["which", "system"], Asked::Tool),
    (&["which", "software"], Asked::Tool),
    (&["welches", "tool"], Asked::Tool),
    (&["welche", "tools"], Asked::Tool),
    (&["welches", "werkzeug"], Asked::Tool),
    (&["tool", "fur"], Asked::Tool),
    (&["where"], PLACE),
    (&["wo"], PLACE),
    (&["how", "fast"], SLA),
    (&["how", "quickly"], SLA),
    (&["how", "soon"], SLA),
    (&["wie", "schnell"], SLA),
    (&["sla"], SLA),
    (&["when", "renew"], RENEWAL),
    (&["when", "renewal"], RENEWAL),
    (&["renewal"], RENEWAL),
    (&["wann", "verlangert"], RENEWAL),
    (&["how", "much"], COST),
    (&["cost"], COST),
    (&["wie", "viel", "kostet"], COST),
    (&["was", "kostet"], COST),
    (&["kostet"], COST),
    (&["kosten"], COST),
    (&["what"], MEANING),
    (&["meaning"], MEANING),
    (&["define"], MEANING),
    (&["was"], MEANING),
    (&["bedeutet"], MEANING),
];

/// What says nothing about what is asked for.
const FILLING: &str = "a about an and are ask at between by can contact costs did do does find for from get has have i in is it keep \
    kept know live looks mean means my now of on or our person please responsible runs s should someone stand stored \
    stands talk that the to us use used uses using we with you manages owned owner owns after manage own run stay \
    need am auf bei betreut das dem den der die ein eine einen finde fur gehort heisst ich ist liegt man mit nehmen \
    nutzen sich sind steht und unser unsere unterschied verantwortlich von wir zu zum zur zwischen zustandig oder im \
    kummert um wird verantwortet pflegt leitet hat vergleiche mich frage wende benutzen verwenden";

/// As many answers are given at most.
const MOST: usize = 3;

/// An answer is given where what it is about fits at least this well beside what fits best.
const NEARLY: f32 = 0.75;

/// A word of questions of so many letters is known by all but one of them, too.
const LONG: usize = 4;

/// The word of a question that somebody mistyped: one letter is missing, wrong or too much, or two are in the other order. `None`
/// where the playbook has words that begin so: then these are meant.
fn mistyped(index: &Index, typed: &str) -> Option<&'static str> {
    let known = || QUESTIONS.iter().flat_map(|(words, _)| words.iter().copied()).chain(FILLING.split(' '));
    if typed.len() < LONG || known().any(|word| word == typed) || index.has_beginning(typed) {
        return None;
    }
    known().find(|word| word.len() >= LONG && strsim::osa_distance(word, typed) == 1)
}

/// What is asked, and what about: the words that are neither a part of the question nor fill it. `None` where it is no question.
fn understood(index: &Index, sought: &[Sought]) -> Option<(Asked, Vec<Sought>)> {
    let read: Vec<&str> = sought.iter().map(|word| mistyped(index, &word.text).unwrap_or(&word.text)).collect();
    let (words, asked) = QUESTIONS.iter().find(|(words, _)| words.iter().all(|word| read.contains(word)))?;
    let is_about = |word: &str| !words.contains(&word) && !FILLING.split(' ').any(|filling| filling == word);
    let about: Vec<Sought> =
        sought.iter().zip(read).filter(|(_, read)| is_about(read)).map(|(word, _)| word.clone()).collect();
    (!about.is_empty()).then_some((*asked, about))
}

/// The words of a question that say what it is about. `None` where it is no question.
#[must_use]
pub fn about(index: &Index, sought: &[Sought]) -> Option<Vec<Sought>> {
    understood(index, sought).map(|(_, about)| about)
}

/// What answers a question, the best answer first; nothing where it is none, or where nothing is known about it.
pub fn answers(index: &mut Index, book: &Book<'_>, sought: &[Sought]) -> Vec<Answer> {
    index.make(book);
    let Some((asked, about)) = understood(index, sought) else { return Vec::new() };
    match asked {
        Asked::Difference => difference(index, book, &about),
        Asked::Tool => {
            let found = best(index, book, &about, &|entry| matches!(entry.kind, Kind::Tool | Kind::Channel));
            found.into_iter().map(Answer::Entry).collect()
        }
        Asked::Fields(fields) => {
            let has_one = |entry: &Entry| fields.iter().any(|field| entry.kind.field(*field).is_some());
            let found = best(index, book, &about, &has_one).into_iter();
            found.filter_map(|id| Some(Answer::Field(id, field_of(book.entry(id)?, fields)?))).collect()
        }
    }
}

fn field_of(entry: &Entry, fields: &[Field]) -> Option<Field> {
    let known = || fields.iter().copied().filter(|field| entry.kind.field(*field).is_some());
    let is_told = |field: &Field| entry.value(*field).is_some_and(|value| !value.is_empty());
    known().find(is_told).or_else(|| known().next())
}

/// What fits best, and what fits nearly as well. Retired ones only where no other fits.
fn best(index: &mut Index, book: &Book<'_>, about: &[Sought], keep: &dyn Fn(&Entry) -> bool) -> Vec<EntryId> {
    let mut about = about.to_vec();
    let hits = index.find(book, &mut about, Some(keep));
    let top = hits.first().map_or(0.0, |hit| hit.score);
    let hits = hits.into_iter().filter(|hit| hit.is_whole && hit.score >= top * NEARLY);
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
    let mut term =
        |words: &[Sought]| index.find(book, &mut words.to_vec(), Some(&is_term)).into_iter().find(|hit| hit.is_whole);
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
