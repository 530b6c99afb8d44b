//! What holds of any playbook. What is found in the example: `tests/search.rs`.

use super::*;
use crate::insight::Book;
use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, SectionId, StandardSection};
use crate::model::{Value, arbitrary};
use proptest::prelude::*;

fn shown(pieces: &[Piece]) -> String {
    pieces.iter().map(|piece| if piece.is_meant { format!("<{}>", piece.text) } else { piece.text.clone() }).collect()
}

#[test]
fn the_words_that_were_meant_are_marked() {
    for (text, query, expected) in [
        ("Salesforce Sales Cloud", "sales", "<Salesforce> <Sales> Cloud"),
        ("Aurélie Fontenay", "aurelie", "<Aurélie> Fontenay"),
        ("the webinar", "webinars", "the <webinar>"),
        ("展示会チェックリスト", "展示会", "<展示会>チェックリスト"),
        ("nothing", "else", "nothing"),
        ("", "else", ""),
    ] {
        assert_eq!(shown(&marked(text, &sought(query))), expected);
    }
    let long = format!("{} **the needle** {}", "before ".repeat(40), "after ".repeat(40));
    let excerpt = shown(&around(&long, &sought("needle")).expect("it is in it"));
    assert!(excerpt.starts_with("…before before") && excerpt.contains("the <needle> after"), "{excerpt}");
    assert!(excerpt.ends_with("after…") && excerpt.len() < 200, "{excerpt}");
    assert_eq!(around(&long, &sought("elsewhere")), None);
}

/// Nobody says of a part that it went into the bin with what it is a part of.
#[test]
fn parts_go_and_come_with_their_whole() {
    let campaigns = Home::Section(SectionId::Standard(StandardSection::CampaignManagement));
    let [whole, part] = [1, 2].map(EntryId::from_bits);
    let named = |id, kind, home, name: &str| {
        let mut entry = Entry::new(id, kind, home, OrderKey::default());
        entry.set(Field::Name, Value::Line(name.to_owned()));
        entry
    };
    let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
    for entry in [
        named(whole, Kind::CampaignType, campaigns, "Webinar"),
        named(part, Kind::MemberStatus, Home::Entry(whole), "Attended"),
    ] {
        playbook.entries.insert(entry.id, entry);
    }
    for begins_in_bin in [false, true] {
        let mut index = Index::default();
        for is_in_bin in [begins_in_bin, !begins_in_bin, begins_in_bin] {
            if let Some(whole) = playbook.entries.get_mut(&whole) {
                whole.deleted = is_in_bin;
            }
            index.hear(whole);
            let hits = index.find(&Book::of(&playbook), &mut sought("attended"), None);
            assert_eq!(hits.is_empty(), is_in_bin, "began in the bin: {begins_in_bin}");
        }
    }
}

proptest! {
    /// Whatever stands in a playbook, and whatever is typed.
    #[test]
    fn any_text_is_looked_for(playbook in arbitrary::playbook(), query in arbitrary::text()) {
        let book = Book::of(&playbook);
        let mut index = Index::default();
        let mut words = sought(&query);
        for hit in index.find(&book, &mut words, None) {
            if let Subject::Entry(id) = hit.subject {
                let entry = book.entry(id).expect("what is found is there");
                for (_, value) in entry.fields() {
                    if let Value::Text(text) | Value::Line(text) = value {
                        let whole: String = marked(text, &words).into_iter().map(|piece| piece.text).collect();
                        prop_assert_eq!(&whole, text);
                        drop(around(text, &words));
                    }
                }
            }
        }
        answers(&mut index, &book, &words);
    }

    /// Every entry is found by its own name.
    #[test]
    fn everything_is_found_by_its_name(playbook in arbitrary::playbook()) {
        let book = Book::of(&playbook);
        let mut index = Index::default();
        for entry in book.entries() {
            let mut words = sought(entry.name());
            if words.is_empty() || words.len() > 12 {
                continue;
            }
            let hits = index.find(&book, &mut words, None);
            prop_assert!(hits.first().is_some_and(|hit| hit.is_whole), "{}", entry.name());
        }
    }
}
