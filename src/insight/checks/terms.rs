//! Checks of terms: the words that definitions and stages give a meaning.
//!
//! Retired definitions are left out: they are kept for old reports, beside the word's meaning of today.

use super::{Check, Found, called, folded, listed};
use crate::insight::{Book, prose};
use crate::model::{Entry, EntryId, Field, Kind};
use guidepost_view::tr;
use std::collections::HashMap;

pub(super) const DEFINED_TWICE: Check = Check {
    key: "term-defined-twice",
    title: "Terms defined twice",
    why: "Of two definitions, colleagues find one, and not all of them the same.",
    run: |book, _| {
        let mut found = twice(definitions(book), own_name);
        found.extend(twice(book.all(Kind::Stage), names_of_stage));
        found
    },
};

pub(super) const DEFINED_DIFFERENTLY: Check = Check {
    key: "term-defined-differently",
    title: "Terms defined differently in two places",
    why: "A stage and a definition of the same name drift apart. Let one of them refer to the other by its name in quotes, \
          and say the rest.",
    run: |book, _| differently(book),
};

pub(super) const SHARED_ALIAS: Check = Check {
    key: "term-alias-shared",
    title: "Words for two things",
    why: "A word that two entries give as another word for themselves says nothing.",
    run: |book, _| shared_aliases(book),
};

fn definitions<'p>(book: &Book<'p>) -> impl Iterator<Item = &'p Entry> {
    book.all(Kind::Definition).filter(|definition| definition.text(Field::Status) != "retired")
}

fn own_name(entry: &Entry) -> Vec<&str> {
    vec![entry.name()]
}

fn names_of_stage(stage: &Entry) -> Vec<&str> {
    vec![stage.name(), stage.text(Field::Abbreviation).trim()]
}

/// Groups by word, in the order in which the words come first. Each entry stands in a group once.
fn by_word<'p>(
    entries: impl Iterator<Item = &'p Entry>,
    words: impl Fn(&'p Entry) -> Vec<&'p str>,
) -> Vec<(String, &'p str, Vec<&'p Entry>)> {
    let mut groups: Vec<(String, &str, Vec<&Entry>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    for entry in entries {
        for word in words(entry) {
            let key = folded(word);
            if key.is_empty() {
                continue;
            }
            let place = *places.entry(key.clone()).or_insert_with(|| {
                groups.push((key, word, Vec::new()));
                groups.len() - 1
            });
            let group = &mut groups[place].2;
            if group.last().is_none_or(|last| last.id != entry.id) {
                group.push(entry);
            }
        }
    }
    groups
}

fn twice<'p>(entries: impl Iterator<Item = &'p Entry>, words: impl Fn(&'p Entry) -> Vec<&'p str>) -> Vec<Found> {
    let groups = by_word(entries, words).into_iter().filter(|(_, _, group)| group.len() > 1);
    let found = groups.filter_map(|(key, word, group)| {
        let (first, others) = group.split_first()?;
        let times = group.len();
        let what = match first.kind {
            Kind::Stage if times == 2 => tr!("“{word}” is the name of two stages."),
            Kind::Stage => tr!("“{word}” is the name of several stages."),
            _ if times == 2 => tr!("“{word}” is defined twice."),
            _ => tr!("“{word}” is defined {times} times."),
        };
        let also = others.iter().map(|entry| entry.id);
        Some(Found::of(first, what).with(also).known_by(format!("{}:{key}", first.kind.key())))
    });
    found.collect()
}

fn aliases(definition: &Entry) -> Vec<&str> {
    definition.words(Field::AlsoKnownAs).iter().map(String::as_str).collect()
}

fn differently(book: &Book<'_>) -> Vec<Found> {
    let stages = by_word(book.all(Kind::Stage), names_of_stage);
    let stages: HashMap<&str, &Vec<&Entry>> = stages.iter().map(|(key, _, group)| (key.as_str(), group)).collect();
    let mut found = Vec::new();
    for definition in definitions(book) {
        let words = [own_name(definition), aliases(definition)].concat();
        let mut seen: Vec<EntryId> = Vec::new();
        for (word, stage) in words.iter().flat_map(|word| {
            stages
                .get(folded(word).as_str())
                .into_iter()
                .flat_map(move |group| group.iter().map(move |stage| (word, *stage)))
        }) {
            if !seen.contains(&stage.id) && contradict(definition, stage) {
                let (term, other) = (called(book, definition), called(book, stage));
                let what =
                    tr!("“{word}” means one thing in the definition {term} and, in other words, another as the stage \
                     {other}.");
                let group = format!("{}:{}", definition.id, stage.id);
                found.push(Found::of(definition, what).with([stage.id]).known_by(group));
            }
            seen.push(stage.id);
        }
    }
    found
}

/// Whether both say what the word means, not in the same words, and neither refers to the other.
fn contradict(definition: &Entry, stage: &Entry) -> bool {
    let (ours, theirs) = (definition.text(Field::Definition), stage.text(Field::Definition));
    let (words, others) = (folded(ours), folded(theirs));
    !words.is_empty()
        && !others.is_empty()
        && words != others
        && !refers(ours, stage, &names_of_stage(stage))
        && !refers(theirs, definition, &own_name(definition))
}

/// Whether a text refers to an entry: by a link, or by its name in emphasis or quotes, but not as its first words, which say
/// what is being defined: “**MQL**: a lead that …”.
fn refers(text: &str, entry: &Entry, names: &[&str]) -> bool {
    let is_mark = |c: char| matches!(c, '*' | '_' | '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '[' | ']');
    let plain = prose::plain(text);
    let lower = plain.to_lowercase();
    text.contains(&entry.id.to_string())
        || names.iter().filter(|name| !name.is_empty()).any(|name| {
            lower.match_indices(&name.to_lowercase()).any(|(at, name)| {
                let (before, after) = (&lower[..at], &lower[at + name.len()..]);
                before.ends_with(is_mark) && after.starts_with(is_mark) && before.contains(char::is_alphanumeric)
            })
        })
}

fn shared_aliases(book: &Book<'_>) -> Vec<Found> {
    let named = by_word(definitions(book), own_name);
    let owners: HashMap<&str, &Entry> =
        named.iter().filter_map(|(key, _, group)| Some((key.as_str(), *group.first()?))).collect();
    let mut found = Vec::new();
    for (key, alias, users) in by_word(definitions(book), aliases) {
        let owner = owners.get(key.as_str()).filter(|owner| users.iter().all(|user| user.id != owner.id));
        let names = listed(users.iter().copied());
        let what = match (owner, users.as_slice()) {
            (Some(_), _) => tr!("“{alias}” is a term of its own, and another word for {names}."),
            (None, [_]) => continue,
            (None, _) => tr!("“{alias}” is another word for {names}."),
        };
        let Some((first, others)) = users.split_first() else { continue };
        let also = others.iter().chain(owner).map(|entry| entry.id);
        found.push(Found::of(first, what).with(also).known_by(key));
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Row, named, row, says};
    use super::*;
    use crate::model::Field as F;

    fn term(name: &str, also: &str, definition: &str) -> Row {
        row(Kind::Definition, &[(F::Name, name), (F::AlsoKnownAs, also), (F::Definition, definition)])
    }

    fn retired(name: &str, definition: &str) -> Row {
        row(Kind::Definition, &[(F::Name, name), (F::Definition, definition), (F::Status, "retired")])
    }

    fn stage(name: &str, short: &str, definition: &str) -> Row {
        row(Kind::Stage, &[(F::Name, name), (F::Abbreviation, short), (F::Definition, definition)])
    }

    #[test]
    fn terms_defined_twice_are_found() {
        for (rows, expected) in [
            (vec![term("MQL", "", "a"), term("mql", "", "b")], &["“MQL” is defined twice."][..]),
            (
                vec![term("Opt-in", "", ""), term("opt in", "", ""), term("Optin", "", "")],
                &["“Opt-in” is defined 3 times."],
            ),
            (vec![term("MQL", "", "a"), term("SQL", "", "a"), term("", "", ""), term("", "", "")], &[]),
            (vec![term("MQL", "", "a"), retired("MQL", "b")], &[]),
            (vec![term("MQL", "", "a"), term("MQL", "", "b").binned()], &[]),
            (vec![term("MQL", "", "a"), named(Kind::Tool, "MQL")], &[]),
            (vec![stage("Lead", "", ""), stage("lead", "", "")], &["“Lead” is the name of two stages."]),
            (
                vec![stage("Sales lead", "SQL", ""), stage("Qualified lead", "SQL", "")],
                &["“SQL” is the name of two stages."],
            ),
            (vec![stage("MQL", "MQL", "")], &[]),
        ] {
            assert_eq!(says(&DEFINED_TWICE, &rows), expected);
        }
    }

    #[test]
    fn two_meanings_of_a_term_are_found() {
        let mql = "“MQL” means one thing in the definition “MQL” and, in other words, another as the stage “Marketing \
                   qualified lead”.";
        let stage = |definition| stage("Marketing qualified lead", "MQL", definition);
        for (rows, expected) in [
            (vec![stage("A lead with 50 points."), term("MQL", "", "A lead with 60 points.")], &[mql][..]),
            (vec![stage("A lead with 50 points."), term("MQL", "", "a lead  with 50 points.")], &[]),
            (vec![stage(""), term("MQL", "", "A lead with 60 points.")], &[]),
            (vec![stage("A lead with 50 points."), term("MQL", "", "")], &[]),
            (vec![stage("Has 50 points."), term("MQL", "", "Short for the stage *Marketing qualified lead*.")], &[]),
            (vec![stage("Has 50 points."), term("MQL", "", "**Marketing qualified lead**: has 60 points.")], &[mql]),
            (vec![stage("Has 50 points."), term("MQL", "", "See [there](#/playbook/x/AAAAAAAAAAAAAAAAAAAAAQ).")], &[]),
            (vec![stage("What “MQL” means."), term("MQL", "", "Has 60 points.")], &[]),
            (vec![stage("Has 50 points."), retired("MQL", "Has 60 points.")], &[]),
            (vec![stage("Has 50 points."), term("iMQL", "", "Has 60 points.")], &[]),
            (
                vec![stage("Has 50 points."), term("Hot lead", "mql", "Has 60 points.")],
                &[
                    "“mql” means one thing in the definition “Hot lead” and, in other words, another as the stage “Marketing \
                   qualified lead”.",
                ],
            ),
            (vec![stage("Has 50 points."), term("MQL", "marketing-qualified lead", "Has 60 points.")], &[mql]),
        ] {
            assert_eq!(says(&DEFINED_DIFFERENTLY, &rows), expected);
        }
    }

    #[test]
    fn words_for_two_things_are_found() {
        for (rows, expected) in [
            (
                vec![term("iMQL", "Hot lead", ""), term("MQL", "hot  lead", "")],
                &["“Hot lead” is another word for “iMQL” and “MQL”."][..],
            ),
            (
                vec![term("iMQL", "MQL", ""), term("MQL", "", "")],
                &["“MQL” is a term of its own, and another word for “iMQL”."],
            ),
            (vec![term("MQL", "MQL + mql", "")], &[]),
            (vec![term("iMQL", "Hot lead", ""), retired("Hot lead", "")], &[]),
            (vec![term("iMQL", "Hot lead", ""), stage("Hot lead", "", "")], &[]),
            (vec![term("iMQL", "A", ""), term("MQL", "B", "")], &[]),
        ] {
            assert_eq!(says(&SHARED_ALIAS, &rows), expected);
        }
    }
}
