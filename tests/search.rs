//! What people type, and what they find in the example that everybody meets first.
#![cfg(not(target_arch = "wasm32"))]

use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::insight::search::{Answer, Index, Subject, answers, sought};
use guidepost::model::{EntryId, Field, Playbook, Value};

fn example() -> Playbook {
    json::read(include_str!("../assets/example-playbook.json")).expect("the example").playbook
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
        // In the first letter, and in words of three.
        ("dalesforce", "Salesforce Sales Cloud"),
        ("aslesforce", "Salesforce Sales Cloud"),
        ("alesforce", "Salesforce Sales Cloud"),
        ("xsalesforce", "Salesforce Sales Cloud"),
        ("alesfo", "Salesforce Sales Cloud"),
        ("mlq", "MQL"),
        ("qml", "MQL"),
        ("lsa", "SLA"),
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
        ("what is the meaning of ICP", "ICP: "),
        ("what does SLA mean", "SLA: "),
        ("when does Cognism renew", "Cognism: 2026-12-05"),
        ("how much is Gong", "Gong: $2,400 a month"),
        // Words of the question itself are mistyped as often as others.
        ("who ownes Salesforce", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("who onws Salesforce", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("who manges hubspot", "HubSpot Marketing Hub: Michał Wrześniewski"),
        ("diffrence iMQL MQL", "iMQL | MQL"),
        ("waht is ICP", "ICP: "),
        ("wich tool for webinars", "Zoom Webinars"),
        ("was bedutet ICP", "ICP: "),
        ("what does ICP stand for", "ICP: "),
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
        "What is cost per lead?",
        "",
    ] {
        assert_eq!(answers(&mut Index::default(), &book, &sought(question)), [], "{question}");
    }
}

#[test]
fn questions_are_answered_in_german() {
    let playbook = json::read(include_str!("../assets/example-playbook-de.json")).expect("the example").playbook;
    let book = Book::of(&playbook);
    for (question, answer) in [
        ("wem gehört Salesforce", "Salesforce Sales Cloud: Hannah Löfgren"),
        ("Wer kümmert sich um HubSpot?", "HubSpot Marketing Hub: Michał Wrześniewski"),
        ("wer verantwortet die Preisliste", "Preisliste: Hannah Löfgren"),
        ("wer ist Ewa", "Ewa Szczepańska: Revenue"),
        ("Wer hat Zugriff auf Gong?", "Gong: Vertrieb"),
        ("Unterschied zwischen iMQL und MQL", "iMQL | MQL"),
        ("Welches Tool nutzen wir für Webinare?", "Zoom Webinars"),
        ("welches Tool für Verträge", "DocuSign"),
        ("wo finde ich die Markenrichtlinien", "Markenrichtlinien: https://brand.example.com/guidelines"),
        ("wo liegt die Preisliste", "Preisliste: https://crm.example.com/price-book"),
        ("was bedeutet ICP", "ICP: "),
        ("was heißt MQL", "MQL: "),
        ("Was ist eine Conversion-Rate?", "Conversion-Rate: "),
        ("was kostet Gong", "Gong: 2.400"),
        ("wie viel kostet Gong", "Gong: 2.400"),
        ("wie erreiche ich Ewa", "Ewa Szczepańska: ewa.szczepanska@example.com"),
        ("wer gehört zum Team Field Marketing", "Field Marketing: Aurélie Fontenay"),
        ("Mitglieder von Field Marketing", "Field Marketing: Aurélie Fontenay"),
        ("Bedeutung von ICP", "ICP: "),
        ("was bedeutet SLA", "SLA: "),
        ("wann verlängert sich Cognism", "Cognism: 2026-12-05"),
    ] {
        let answers = answers(&mut Index::default(), &book, &sought(question));
        let first = answers.first().map(|answer| told(&book, *answer)).unwrap_or_default();
        assert!(!first.is_empty() && first.starts_with(answer), "{question}: {first:?}");
    }
    for question in ["Was sind die Kosten pro Lead?", "wo ist xyzzy", "wer"] {
        assert_eq!(answers(&mut Index::default(), &book, &sought(question)), [], "{question}");
    }
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
