//! The words that a playbook gives a meaning, found wherever they occur in its texts.
//!
//! Definitions, stages, tools and channels are looked for by their names, short forms and other names, all at once (Aho and
//! Corasick's automaton). Where several begin at one place the longest counts, and in a text only the first mention of each.

mod folded;
#[cfg(test)]
mod tests;

use super::Book;
use super::acronym::is_acronym;
use crate::model::{Entry, EntryId, Field, Kind};
use aho_corasick::automaton::{Automaton as _, OverlappingState};
use aho_corasick::nfa::noncontiguous::NFA;
use aho_corasick::{Anchored, Input};
use folded::Folded;
use std::collections::HashSet;

/// Kinds whose names are looked for. Of two things with one name, the kind that comes first here is meant.
pub const KINDS: [Kind; 4] = [Kind::Definition, Kind::Stage, Kind::Tool, Kind::Channel];

/// Where a term occurs first in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mention {
    /// In which piece of the text.
    pub piece: usize,
    /// Where it begins and ends in it, in UTF-16 units, as browsers count.
    pub start: usize,
    /// The end.
    pub end: usize,
    /// What is mentioned.
    pub entry: EntryId,
}

/// One way to write a term.
struct Spelling {
    entry: EntryId,
    /// How it must be written, capitals and all; `None` where any case will do.
    exactly: Option<String>,
}

/// All terms of a playbook.
pub struct Glossary {
    /// `None` where there are no terms.
    automaton: Option<NFA>,
    /// In the order of the automaton's patterns, and so in the order of kinds.
    spellings: Vec<Spelling>,
}

impl Glossary {
    /// Gathers the terms of a playbook. Retired definitions are left out: they are kept for old reports, beside the word's
    /// meaning of today.
    #[must_use]
    pub fn of(book: &Book<'_>) -> Self {
        let (mut patterns, mut spellings) = (Vec::new(), Vec::new());
        let entries = KINDS.into_iter().flat_map(|kind| book.all(kind));
        for entry in entries {
            for name in names(entry) {
                for written in with_plurals(&Folded::cased(name).text) {
                    let exactly = is_exact(entry.kind, name).then(|| written.clone());
                    patterns.push(Folded::of(&written).text);
                    spellings.push(Spelling { entry: entry.id, exactly });
                }
            }
        }
        // It can't be built from more than two thousand million states, and a playbook has no room for them.
        let automaton = if patterns.is_empty() { None } else { NFA::new(&patterns).ok() };
        Self { automaton, spellings }
    }

    /// Where terms are mentioned first in a text, given as the pieces that stand between its code and its links. `own` says
    /// what the text is part of: nothing links to itself.
    #[must_use]
    pub fn mentions<'t>(
        &self,
        pieces: impl IntoIterator<Item = &'t str>,
        own: impl Fn(EntryId) -> bool,
    ) -> Vec<Mention> {
        let mut seen = HashSet::new();
        let mut mentions = Vec::new();
        for (piece, text) in pieces.into_iter().enumerate() {
            for (start, end, entry) in self.longest(text, &own) {
                // Also what is its own, or was mentioned before, is one word: nothing within it is mentioned.
                if let Some(entry) = entry.filter(|entry| seen.insert(*entry)) {
                    mentions.push(Mention { piece, start, end, entry });
                }
            }
        }
        mentions
    }

    /// All mentions in a piece, one behind the other; without an entry where it is the text's own.
    fn longest(&self, text: &str, own: impl Fn(EntryId) -> bool) -> Vec<(usize, usize, Option<EntryId>)> {
        let Some(automaton) = &self.automaton else { return Vec::new() };
        let folded = Folded::of(text);
        let mut found: Vec<(usize, usize, usize)> = Vec::new();
        let input = Input::new(&folded.text).anchored(Anchored::No);
        let mut state = OverlappingState::start();
        // It fails for settings that this automaton was not built with, and these are none.
        while let (Ok(()), Some(hit)) = (automaton.try_find_overlapping(&input, &mut state), state.get_match()) {
            let place = hit.pattern().as_usize();
            let Some((start, end)) = folded.chars_of(hit.range()) else { continue };
            let is_meant =
                || self.spellings[place].exactly.as_ref().is_none_or(|written| folded.is_written(start, end, written));
            if folded.is_word(start, end) && !folded.is_in_handle(start, end) && is_meant() {
                found.push((start, end, place));
            }
        }
        found.sort_unstable_by_key(|(start, end, place)| (*start, usize::MAX - end, *place));
        let mut mentions = Vec::new();
        let mut behind = 0;
        for group in found.chunk_by(|a, b| (a.0, a.1) == (b.0, b.1)) {
            let (start, end, place) = group[0];
            if start < behind {
                continue;
            }
            behind = end;
            let is_own = group.iter().any(|(_, _, place)| own(self.spellings[*place].entry));
            let entry = (!is_own).then_some(self.spellings[place].entry);
            mentions.push((folded.units(start), folded.units(end), entry));
        }
        mentions
    }
}

/// Whether two versions of an entry mean the same to a glossary.
#[must_use]
pub fn is_same_term(one: &Entry, other: &Entry) -> bool {
    names(one) == names(other)
        && (one.kind, one.home, one.deleted) == (other.kind, other.home, other.deleted)
        && one.order == other.order
}

/// All that something is called by: “Marketing qualified lead (MQL)” is two names.
fn names(entry: &Entry) -> Vec<&str> {
    if entry.kind == Kind::Definition && entry.text(Field::Status) == "retired" {
        return Vec::new();
    }
    let also = entry.words(Field::AlsoKnownAs).iter().map(String::as_str);
    let mut names: Vec<&str> = Vec::new();
    for name in [entry.name(), entry.text(Field::Abbreviation)].into_iter().chain(also) {
        let (name, short) = match name.trim().strip_suffix(')').and_then(|name| name.split_once(" (")) {
            Some((name, short)) => (name, Some(short)),
            None => (name, None),
        };
        let short = short.filter(|short| is_acronym(short) || is_acronym(name));
        // A letter alone is no word that anybody looks up.
        names.extend([Some(name.trim()), short].into_iter().flatten().filter(|name| name.chars().nth(1).is_some()));
    }
    names
}

/// Whether a name is only meant where it is written with the same capitals: acronyms; and names of stages and tools that are
/// one word, which is often a usual word, too, such as Customer, Slack or Notion. `HubSpot` is none.
fn is_exact(kind: Kind, name: &str) -> bool {
    let is_usual = || !name.contains(char::is_whitespace) && !name.chars().skip(1).any(char::is_uppercase);
    is_acronym(name) || kind != Kind::Definition && is_usual()
}

/// A name, and how several of it are called in English.
fn with_plurals(name: &str) -> Vec<String> {
    let mut written = vec![name.to_owned()];
    if name.ends_with(|c: char| c.is_ascii_alphabetic()) {
        let before_y = name.strip_suffix('y').filter(|rest| !rest.ends_with(['a', 'e', 'i', 'o', 'u']));
        written.push(match before_y {
            Some(rest) => format!("{rest}ies"),
            None if ["s", "x", "z", "ch", "sh"].iter().any(|end| name.ends_with(end)) => format!("{name}es"),
            None => format!("{name}s"),
        });
    }
    written
}
