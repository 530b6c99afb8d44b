//! What people type, and what they find in the example that everybody meets first.

use super::*;
use crate::format::json;
use crate::insight::Book;
use crate::model::{EntryId, Field, Playbook, Value, arbitrary};
use proptest::prelude::*;

fn example() -> Playbook {
    json::read(include_str!("../../../assets/example-playbook.json")).expect("the example").playbook
}

fn title(book: &Book<'_>, subject: Subject) -> String {
    match subject {
        Subject::Entry(id) => book.entry(id).expect("it is there").title(),
        Subject::Section(id) => book.playbook.section(id).expect("it is there").title().to_owned(),
    }
}

fn found(book: &Book<'_>, query: &str) -> Vec<String> {
    let hits = Index::default().find(book, &mut sought(query), None);
    hits.into_iter().map(|hit| title(book, hit.subject)).collect()
}

#[test]
fn what_is_meant_comes_first() {
    let playbook = example();
    let book = Book::of(&playbook);
    for (query, first) in [
        // By name, by the beginning of it, by abbreviation, by another word for it.
        ("mql", "MQL"),
        ("iMQL", "iMQL"),
        ("churn", "Churn"),
        ("hubs", "HubSpot Marketing Hub"),
        ("marketing hub", "HubSpot Marketing Hub"),
        ("win ra", "Win rate"),
        ("brand guide", "Brand guidelines"),
        ("definitions", "Definitions"),
        // With typing errors, also while one still types.
        ("salesfroce", "Salesforce Sales Cloud"),
        ("salesfro", "Salesforce Sales Cloud"),
        ("hubpsot", "HubSpot Marketing Hub"),
        ("brand guidlines", "Brand guidelines"),
        ("conversoin rate", "Conversion rate"),
        // Without accents, with other ways to write them, in other scripts.
        ("aurelie", "Aurélie Fontenay"),
        ("wrzesniewski", "Michał Wrześniewski"),
        ("michal", "Michał Wrześniewski"),
        ("ines cardoso", "Inês Cardoso"),
        ("gruenwald", "Matthias Grünwald"),
        ("LÖFGREN", "Hannah Löfgren"),
        ("佐藤", "佐藤美咲 (Misaki Sato)"),
        ("展示会", "展示会"),
        ("نادية", "Nadia Haddad (نادية حداد)"),
        ("πετρακη", "Ελένη Πετράκη (Eleni Petraki)"),
        // By what it is, and by whose it is.
        ("consent management", "Cookiebot"),
        ("business cards", "Sansan"),
        ("trial rob castellan", "Clari"),
        ("jerome contact data", "Cognism"),
    ] {
        let found = found(&book, query);
        assert_eq!(found.first().map(String::as_str), Some(first), "{query}: {found:?}");
    }
}

#[test]
fn what_is_nowhere_is_not_found_and_most_words_are_better_than_none() {
    let playbook = example();
    let book = Book::of(&playbook);
    for query in ["", "   ", "?!", "xyzzy", "会展示", "qqqqqqqq"] {
        assert_eq!(found(&book, query), Vec::<String>::new(), "{query}");
    }
    assert_eq!(found(&book, "cookiebot xyzzy")[0], "Cookiebot");
    let mut words = sought("cookiebot xyzzy");
    assert!(!Index::default().find(&book, &mut words, None)[0].is_whole);
}

/// An answer as one would read it.
fn told(book: &Book<'_>, answer: Answer) -> String {
    let name = |id: EntryId| book.entry(id).expect("it is there").title();
    match answer {
        Answer::Field(id, field) => {
            let entry = book.entry(id).expect("it is there");
            let refs: Vec<String> = entry.refs(field).iter().map(|id| name(*id)).collect();
            let text: String = entry.text(field).chars().take(40).collect();
            format!("{}: {}{text}", entry.title(), refs.join(", "))
        }
        Answer::Entry(id) => name(id),
        Answer::Beside(first, second) => format!("{} | {}", name(first), name(second)),
    }
}

#[test]
fn plain_questions_are_answered() {
    let playbook = example();
    let book = Book::of(&playbook);
    for (question, answer) in [
        ("who owns Salesforce", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("Who owns Salesforce?", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("who manages hubspot", "HubSpot Marketing Hub: Michał Wrześniewski"),
        ("whom do I ask about Gong", "Gong: Rob Castellan"),
        ("owner of the price list", "Price list: Hannah Löfgren"),
        ("Wer ist für Salesforce zuständig?", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("who is Ewa", "Ewa Szczepańska: Revenue analyst, Gdańsk"),
        ("who has access to Gong", "Gong: Sales; content can listen"),
        ("difference iMQL MQL", "iMQL | MQL"),
        ("What is the difference between an iMQL and an MQL?", "iMQL | MQL"),
        ("mql vs sql", "MQL | SQL"),
        ("Unterschied zwischen MQL und PQL", "MQL | PQL"),
        ("first touch vs sourced pipeline", "First touch | Sourced pipeline"),
        ("which tool for webinars", "Zoom Webinars"),
        ("Which tool do we use for webinars?", "Zoom Webinars"),
        ("what tool for paid search", "Google Ads"),
        ("welches Tool für Webinare", "Zoom Webinars"),
        ("where is the brand guide", "Brand guidelines: https://brand.example.com/guidelines"),
        ("Where do I find the price list?", "Price list: https://crm.example.com/price-book"),
        ("wo liegt die case study library", "Case study library: https://www.example.com/customers"),
        ("what does ICP mean", "ICP: "),
        ("when does Cognism renew", "Cognism: 2026-12-05"),
        ("how much is Gong", "Gong: $2,400 a month"),
    ] {
        let answers = answers(&mut Index::default(), &book, &sought(question));
        let first = answers.first().map(|answer| told(&book, *answer)).unwrap_or_default();
        assert!(!first.is_empty() && first.starts_with(answer), "{question}: {first:?}");
    }
    for question in [
        "mql",
        "who",
        "where is xyzzy",
        "where is the branch guide",
        "which tool for webinars on xyzzy",
        "which tool for xyzzy",
        "difference mql",
        "",
    ] {
        assert_eq!(answers(&mut Index::default(), &book, &sought(question)), [], "{question}");
    }
}

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

#[test]
fn what_changes_is_found_at_once() {
    let mut playbook = example();
    let mut index = Index::default();
    let names = |index: &mut Index, playbook: &Playbook, query: &str| {
        let book = Book::of(playbook);
        let hits = index.find(&book, &mut sought(query), None);
        hits.into_iter().map(|hit| title(&book, hit.subject)).collect::<Vec<_>>()
    };
    assert_eq!(names(&mut index, &playbook, "cookiebot")[0], "Cookiebot");
    let id = playbook.entries.values().find(|entry| entry.name() == "Cookiebot").expect("it is there").id;
    let entry = playbook.entries.get_mut(&id).expect("it is there");
    entry.set(Field::Name, Value::Line("Usercentrics".into()));
    index.hear(id);
    assert_eq!(names(&mut index, &playbook, "usercentrics")[0], "Usercentrics");
    assert!(!names(&mut index, &playbook, "cookiebot").contains(&"Cookiebot".to_owned()));
    playbook.entries.remove(&id);
    index.hear(id);
    assert_eq!(names(&mut index, &playbook, "usercentrics"), Vec::<String>::new());
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
