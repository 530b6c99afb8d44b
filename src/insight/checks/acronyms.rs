//! Acronyms that nobody explains: `MQL`, `iMQL`, `SLAs`, `B2B` in a long text.

use super::{Check, Found, LongText, Place, long_texts};
use crate::insight::acronym::{self, Acronym};
use crate::insight::{Book, prose};
use crate::model::{Edit, Entry, EntryId, Field, Home, Kind, NewEntry, SectionId, StandardSection, Value};
use guidepost_view::tr;
use std::collections::{HashMap, HashSet};

pub(super) const UNDEFINED: Check = Check {
    key: "acronym-undefined",
    title: "Acronyms that are not defined",
    why: "A new colleague can't guess what the letters stand for, and old ones may guess differently.",
    run: |book, _| undefined(book),
};

/// Where an acronym is used: the first place, and other entries.
struct Use<'p> {
    acronym: String,
    first: LongText<'p>,
    also: Vec<EntryId>,
}

fn undefined(book: &Book<'_>) -> Vec<Found> {
    let known = known(book);
    let mut explained: HashSet<String> = HashSet::new();
    let mut uses: Vec<Use<'_>> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for first in long_texts(book).into_iter().filter(|text| acronym::may_be_in(text.text)) {
        for Acronym { text, is_explained } in acronym::in_prose(&prose::plain(first.text)) {
            let key = text.to_lowercase();
            if is_explained {
                explained.insert(key);
            } else if !known.contains(&key) {
                let place = *places.entry(key).or_insert_with(|| {
                    uses.push(Use { acronym: text.to_owned(), first, also: Vec::new() });
                    uses.len() - 1
                });
                note(&mut uses[place], first.at());
            }
        }
    }
    uses.retain(|used| !explained.contains(&used.acronym.to_lowercase()));
    let owners = if uses.is_empty() { HashMap::new() } else { by_initials(book) };
    uses.into_iter().map(|used| found(book, used, &owners)).collect()
}

fn note(used: &mut Use<'_>, at: Place) {
    if let Place::Entry(entry) = at
        && at != used.first.at()
        && used.also.last() != Some(&entry)
    {
        used.also.push(entry);
    }
}

fn found(book: &Book<'_>, used: Use<'_>, owners: &HashMap<String, &Entry>) -> Found {
    let Use { acronym, first, also } = used;
    let place = first.called(book);
    let more = match also.len() {
        0 => String::new(),
        1 => tr!(" and one more entry").to_owned(),
        count => tr!(" and {count} more entries"),
    };
    let what = tr!("“{acronym}” is used in {place}{more}, and nothing says what it stands for.");
    let (label, edit) = fix(&acronym, owners.get(&acronym.to_lowercase()).copied());
    Found::at(first.at(), what).with(also).mended(label, edit).known_by(acronym)
}

/// Notes the acronym where its words are a name already, and otherwise adds a definition of it, to be written.
fn fix(acronym: &str, owner: Option<&Entry>) -> (String, Edit) {
    let Some(owner) = owner else {
        let definitions = Home::Section(SectionId::Standard(StandardSection::Definitions));
        let values = vec![(Field::Name, Value::Line(acronym.to_owned()))];
        let entry = NewEntry { values, ..NewEntry::last(Kind::Definition, definitions) };
        return (tr!("Add a definition of “{acronym}”"), Edit::Add(entry));
    };
    let label = tr!("Note “{}” as short for “{}”", acronym, owner.title());
    let edit = match owner.kind {
        Kind::Stage => Edit::Set(owner.id, Field::Abbreviation, Value::Line(acronym.to_owned())),
        _ => {
            let words = owner.words(Field::AlsoKnownAs).iter().cloned().chain([acronym.to_owned()]).collect();
            Edit::Set(owner.id, Field::AlsoKnownAs, Value::Words(words))
        }
    };
    (label, edit)
}

/// Stages and definitions by the first letters of their names, where the short form can be noted.
fn by_initials<'p>(book: &Book<'p>) -> HashMap<String, &'p Entry> {
    let stages = book.all(Kind::Stage).filter(|stage| stage.text(Field::Abbreviation).trim().is_empty());
    let mut owners = HashMap::new();
    for entry in stages.chain(book.all(Kind::Definition)) {
        owners.entry(acronym::initials(entry.name())).or_insert(entry);
    }
    owners
}

/// Everything that an entry says the meaning of, in small letters: names, short forms, other words, codes.
///
/// Of tools and channels, each word of the name counts, and so do its first letters: a tool has no field for other words.
fn known(book: &Book<'_>) -> HashSet<String> {
    let mut known: HashSet<String> = HashSet::new();
    for entry in book.entries() {
        let fields = [Field::Name, Field::Abbreviation, Field::Code, Field::SystemValue, Field::NamingPrefix];
        fields.iter().for_each(|field| add(&mut known, entry.text(*field)));
        entry.words(Field::AlsoKnownAs).iter().for_each(|word| add(&mut known, word));
        if matches!(entry.kind, Kind::Tool | Kind::Channel) {
            known.extend(words(entry.name()));
            known.insert(acronym::initials(entry.name()));
        }
    }
    known.extend(words(&book.playbook.title));
    known
}

/// A name of one word, and what a name is made of where it explains itself: “SLA (service level agreement)”.
fn add(known: &mut HashSet<String>, name: &str) {
    // Most names are several plain words, and no acronym.
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b' ') {
        add_word(known, name.trim());
        return;
    }
    for part in name.split(['(', ')', '/', ':', ',', '|', '–', '—', '=']) {
        add_word(known, part.trim().trim_end_matches(['-', '_']));
    }
    add_word(known, name.trim());
}

fn add_word(known: &mut HashSet<String>, word: &str) {
    if (1..=acronym::LONGEST).contains(&word.len()) && !word.bytes().any(|byte| byte == b' ') {
        let word = word.to_lowercase();
        if let Some(singular) = word.strip_suffix('s') {
            known.insert(singular.to_owned());
        }
        known.insert(word);
    }
}

fn words(name: &str) -> impl Iterator<Item = String> {
    name.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Row, found, labels, named, playbook, row, says};
    use super::*;
    use crate::model::Field as F;

    fn text(text: &str) -> Row {
        row(Kind::Procedure, &[(F::Name, "Launch"), (F::Body, text)])
    }

    #[test]
    fn acronyms_that_nobody_explains_are_found() {
        let undefined = ["“ABM” is used in “Launch”, and nothing says what it stands for."];
        for (rows, expected) in [
            (vec![text("Plan the ABM list.")], &undefined[..]),
            (vec![text("ABMs, and ABM again")], &undefined),
            (vec![text("Plan the `ABM` list, see [there](https://example.com/ABM).")], &[]),
            (vec![text("```\nABM\n```")], &[]),
            (vec![text("Account based marketing (ABM) is new. ABM rules.")], &[]),
            (vec![text("ABM it is."), text("What is ABM (account based marketing)?")], &[]),
            (vec![text("ABM"), named(Kind::Definition, "ABM")], &[]),
            (vec![text("ABM"), named(Kind::Definition, "ABMs")], &[]),
            (vec![text("ABM"), named(Kind::Definition, "Account based marketing (ABM)")], &[]),
            (vec![text("ABM"), named(Kind::Definition, "ABM list")], &undefined),
            (vec![text("ABM"), named(Kind::Definition, "ABM").binned()], &undefined),
            (vec![text("ABM"), row(Kind::Definition, &[(F::Name, "x"), (F::AlsoKnownAs, "abm + y")])], &[]),
            (vec![text("ABM"), row(Kind::Stage, &[(F::Name, "x"), (F::Abbreviation, "ABM")])], &[]),
            (vec![text("ABM"), row(Kind::Stage, &[(F::Name, "x"), (F::SystemValue, "ABM")])], &[]),
            (vec![text("ABM"), named(Kind::LeadSource, "ABM")], &[]),
            (vec![text("ABM"), named(Kind::CampaignType, "ABM")], &[]),
            (vec![text("ABM"), named(Kind::Team, "ABM")], &[]),
            (vec![text("ABM"), named(Kind::Person, "ABM")], &[]),
            (vec![text("ABM"), named(Kind::Tool, "ABM Cloud")], &[]),
            (vec![text("ABM"), named(Kind::Tool, "Anna Builds Machines")], &[]),
            (vec![text("ABM"), row(Kind::Channel, &[(F::Name, "x"), (F::NamingPrefix, "mktg-, abm-")])], &[]),
            (
                vec![
                    text("ABM"),
                    named(Kind::NamingConvention, "x"),
                    named(Kind::Token, "y"),
                    row(Kind::AllowedValue, &[(F::Name, "Account based"), (F::Code, "ABM")]),
                ],
                &[],
            ),
            (vec![row(Kind::Document, &[(F::Name, "ABM plan"), (F::System, "ABM")])], &[]),
        ] {
            assert_eq!(says(&UNDEFINED, &rows), expected, "{:?}", playbook(&rows).entries);
        }
    }

    #[test]
    fn there_is_one_finding_for_each() {
        let second = row(Kind::Stage, &[(F::Name, "Lead"), (F::Definition, "ABM, TAM"), (F::EntryCriteria, "ABM")]);
        let rows = [text("ABM and ABM"), second, row(Kind::Transition, &[(F::Note, "An ABM")])];
        let mut playbook = playbook(&rows);
        let found = found(&UNDEFINED, &playbook);
        let whats: Vec<_> = found.iter().map(|found| found.what.as_str()).collect();
        // Lifecycle comes before procedures.
        let expected = [
            "“ABM” is used in “Lead” and 2 more entries, and nothing says what it stands for.",
            "“TAM” is used in “Lead”, and nothing says what it stands for.",
        ];
        assert_eq!(whats, expected);
        assert_eq!(found[0].also, [EntryId::from_bits(3), EntryId::from_bits(1)]);
        playbook.title = "TAM of ABM".to_owned();
        assert!(super::super::sample::found(&UNDEFINED, &playbook).is_empty(), "the name of the company");
    }

    #[test]
    fn introductions_are_read() {
        let mut playbook = playbook(&[]);
        playbook.sections[1].introduction = "Ask the ABM team.".to_owned();
        let found = found(&UNDEFINED, &playbook);
        assert_eq!(
            found[0].what,
            "“ABM” is used in the introduction of “Sales Tools”, and nothing says what it stands for."
        );
    }

    #[test]
    fn short_forms_are_noted_where_they_belong() {
        let stage = named(Kind::Stage, "Marketing qualified lead");
        let term = row(Kind::Definition, &[(F::Name, "Account-based marketing"), (F::AlsoKnownAs, "Named accounts")]);
        for (rows, expected) in [
            (vec![text("ABM")], "Add a definition of “ABM”"),
            (vec![text("MQLs"), stage], "Note “MQL” as short for “Marketing qualified lead”"),
            (vec![text("ABM"), term], "Note “ABM” as short for “Account-based marketing”"),
        ] {
            assert_eq!(labels(&UNDEFINED, &rows), [expected]);
        }
    }
}
