//! How long one thing in a playbook may be that is read from a file. `docs/LIMITS.md` lists all limits.
//!
//! A browser stores some five million characters, and draws each field that is on the screen. What is longer than this was
//! never meant for a field: a whole file in a cell, a line end that is missing. It could not be kept either, so no export of
//! ours loses anything by it. It is cut, never in silence.

use super::remark::Remark;
use crate::language::tr;
use crate::model::{Playbook, Value};
use guidepost_view::tr;
use std::collections::HashMap;

/// Characters of a long text.
pub(in crate::format) const LONGEST_TEXT: usize = 5_000_000;

/// Characters of what stands on one line: a name, a title, one of several words.
pub(in crate::format) const LONGEST_LINE: usize = 100_000;

/// How many words or references one field holds.
pub(in crate::format) const MOST_ITEMS: usize = 200_000;

/// How much of a name says where something was cut: the name may be what was.
const NAMED: usize = 60;

/// Where a text ends that may have so many characters; nothing where it is no longer.
pub(in crate::format) fn end(text: &str, most: usize) -> Option<usize> {
    if text.len() <= most { None } else { text.char_indices().nth(most).map(|(end, _)| end) }
}

/// Cuts a text, and says whether it was longer.
fn cut(text: &mut String, most: usize) -> bool {
    let end = end(text, most);
    if let Some(end) = end {
        text.truncate(end);
    }
    end.is_some()
}

/// Something that was cut.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::format) struct Cut {
    /// The section or the entry; empty for the playbook itself.
    pub(in crate::format) place: String,
    /// What it was in it.
    pub(in crate::format) label: &'static str,
    /// How much of it is there.
    pub(in crate::format) most: usize,
    /// Of what: "characters".
    pub(in crate::format) things: &'static str,
}

impl Cut {
    /// For readers that tell in sentences.
    pub(in crate::format) fn remark(self) -> Remark {
        let Self { place, label, most, things } = self;
        let (label, things) = (tr(label), tr(things));
        let text = tr!("“{label}” has more than {most} {things}; the rest is left out. The file still has it.");
        Remark { text, place, left_out: true }
    }
}

/// Cuts what is too long in what was read, and says where. What `ours` says the same stays as it is.
pub(in crate::format) fn hold(theirs: &mut Playbook, ours: &Playbook) -> Vec<Cut> {
    let mut cuts = Vec::new();
    let mut tell = |place: &str, label, most, things| {
        let place = place.chars().take(NAMED).collect();
        cuts.push(Cut { place, label, most, things });
    };
    if theirs.title != ours.title && cut(&mut theirs.title, LONGEST_LINE) {
        tell("", "Title", LONGEST_LINE, "characters");
    }
    let known: HashMap<_, _> =
        ours.sections.iter().map(|section| (section.id, (&section.name, &section.introduction))).collect();
    for section in &mut theirs.sections {
        let (name, introduction) = known.get(&section.id).copied().unzip();
        if name != Some(&section.name) && cut(&mut section.name, LONGEST_LINE) {
            tell(section.title(), "Name of the section", LONGEST_LINE, "characters");
        }
        if introduction != Some(&section.introduction) && cut(&mut section.introduction, LONGEST_TEXT) {
            tell(section.title(), "Introduction", LONGEST_TEXT, "characters");
        }
    }
    for (id, entry) in &mut theirs.entries {
        let old = ours.entries.get(id);
        for spec in entry.kind.fields() {
            let value = entry.value(spec.field);
            if old.is_some_and(|old| old.value(spec.field) == value) {
                continue;
            }
            let Some((held, most, things)) = value.and_then(held) else { continue };
            entry.set(spec.field, held);
            tell(&entry.title(), spec.label, most, things);
        }
    }
    cuts
}

/// A value with what fits of it, how much that is and of what; nothing where all of it fits.
fn held(value: &Value) -> Option<(Value, usize, &'static str)> {
    let with = |text: &String, most| end(text, most).map(|end| text.get(..end).unwrap_or_default().to_owned());
    match value {
        Value::Text(text) => with(text, LONGEST_TEXT).map(|text| (Value::Text(text), LONGEST_TEXT, "characters")),
        Value::Line(text) => with(text, LONGEST_LINE).map(|text| (Value::Line(text), LONGEST_LINE, "characters")),
        Value::Words(words) if words.len() > MOST_ITEMS => {
            Some((Value::Words(words.iter().take(MOST_ITEMS).cloned().collect()), MOST_ITEMS, "values"))
        }
        Value::Words(words) if words.iter().any(|word| end(word, LONGEST_LINE).is_some()) => {
            let short = |word: &String| with(word, LONGEST_LINE).unwrap_or_else(|| word.clone());
            Some((Value::Words(words.iter().map(short).collect()), LONGEST_LINE, "characters in one of its values"))
        }
        Value::Refs(ids) if ids.len() > MOST_ITEMS => {
            Some((Value::Refs(ids.iter().take(MOST_ITEMS).copied().collect()), MOST_ITEMS, "names"))
        }
        Value::Words(_) | Value::Refs(_) | Value::Flag(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, PlaybookId, SectionId, StandardSection};

    fn with(name: &str, definition: &str, words: Vec<String>) -> Playbook {
        let mut playbook = Playbook::new(PlaybookId::from_bits(1), "Playbook");
        let home = Home::Section(SectionId::Standard(StandardSection::Definitions));
        let mut entry = Entry::new(EntryId::from_bits(1), Kind::Definition, home, OrderKey::default());
        entry.set(Field::Name, Value::Line(name.to_owned()));
        entry.set(Field::Definition, Value::Text(definition.to_owned()));
        entry.set(Field::AlsoKnownAs, Value::Words(words));
        playbook.entries.insert(entry.id, entry);
        playbook
    }

    #[test]
    fn what_fits_stays_and_what_is_longer_is_cut_and_told() {
        let blank = Playbook::new(PlaybookId::from_bits(1), "Playbook");
        let (name, text) = ("é".repeat(LONGEST_LINE), "é".repeat(LONGEST_TEXT));
        let words: Vec<String> = (0..MOST_ITEMS).map(|number| number.to_string()).collect();
        let fits = with(&name, &text, words.clone());
        let mut theirs = fits.clone();
        assert_eq!((hold(&mut theirs, &blank), &theirs), (Vec::new(), &fits));

        let more = words.iter().cloned().chain(["one more".to_owned()]).collect();
        let longer = with(&format!("{name}x"), &format!("{text}x"), more);
        let mut theirs = longer.clone();
        let told: Vec<String> = hold(&mut theirs, &blank).into_iter().map(|cut| cut.remark().text).collect();
        assert_eq!(theirs, fits);
        assert_eq!(
            told,
            [
                "“Term” has more than 100000 characters; the rest is left out. The file still has it.",
                "“Also known as” has more than 200000 values; the rest is left out. The file still has it.",
                "“Definition” has more than 5000000 characters; the rest is left out. The file still has it.",
            ]
        );
        // What is in the playbook already was never in question.
        let mut theirs = longer.clone();
        assert_eq!((hold(&mut theirs, &longer), theirs), (Vec::new(), longer));
    }

    #[test]
    fn one_long_word_keeps_the_others() {
        let blank = Playbook::new(PlaybookId::from_bits(1), "Playbook");
        let mut theirs = with("MQL", "", vec!["x".repeat(LONGEST_LINE + 1), "b".to_owned()]);
        theirs.title = "t".repeat(LONGEST_LINE + 1);
        theirs.sections[0].introduction = "i".repeat(LONGEST_TEXT + 1);
        let told = hold(&mut theirs, &blank);
        assert_eq!(theirs.title.len(), LONGEST_LINE);
        assert_eq!(theirs.sections[0].introduction.len(), LONGEST_TEXT);
        let words = theirs.entries.values().next().and_then(|entry| entry.value(Field::AlsoKnownAs));
        assert_eq!(words, Some(&Value::Words(vec!["x".repeat(LONGEST_LINE), "b".to_owned()])));
        assert_eq!(told.len(), 3);
    }
}
