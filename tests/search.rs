//! What people type, and what they find in the example that everybody meets first.
#![cfg(not(target_arch = "wasm32"))]

use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::insight::search::{Answer, Index, Subject, answers, looked_for, sought};
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
fn words_that_only_hold_a_sentence_together_hide_nothing() {
    let playbook = example();
    let book = Book::of(&playbook);
    for (query, expected) in [
        ("how do I import a list", "Import a list"),
        ("how to import a list", "Import a list"),
        ("import a list", "Import a list"),
        ("pipeline meeting when", "Pipeline meeting"),
        ("can I use Cognism in Germany", "Cognism"),
        ("can I send the price list to a customer", "Price list"),
        ("how do I launch a campaign", "Launch a campaign"),
        ("when is a lead an MQL", "MQL"),
    ] {
        let mut index = Index::default();
        let words = sought(query);
        let is_answered = !answers(&mut index, &book, &words).is_empty();
        let mut words = looked_for(&mut index, &book, &words, is_answered);
        let hits = index.find(&book, &mut words, None);
        let found: Vec<_> = hits.into_iter().take(5).map(|hit| title(&book, hit.subject)).collect();
        assert!(found.iter().any(|found| found == expected), "{query}: {found:?}");
    }
    // Where something is called so, all words count.
    let words = sought("import a list");
    assert_eq!(looked_for(&mut Index::default(), &book, &words, false), words);
    let words = sought("how to");
    assert_eq!(looked_for(&mut Index::default(), &book, &words, false), words);
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
        Answer::Field(id, field) | Answer::Listed(id, field) => {
            let entry = book.entry(id).expect("it is there");
            let refs: Vec<String> = entry.refs(field).iter().map(|id| name(*id)).collect();
            let text: String = entry.text(field).chars().take(40).collect();
            format!("{}: {}{text}", entry.title(), refs.join(", "))
        }
        Answer::Entry(id) => name(id),
        Answer::Owner(id) => format!("{} owns", name(id)),
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
        // Words that only ask are not what is asked about.
        ("renewal date HubSpot", "HubSpot Marketing Hub: 2027-03-31"),
        ("renewal date of HubSpot", "HubSpot Marketing Hub: 2027-03-31"),
        ("What is the difference between ICP and persona?", "ICP | Persona"),
        ("What is the difference between sourced and influenced pipeline?", "Sourced pipeline | Influenced pipeline"),
        ("What is the difference between MQL and iMQL?", "MQL | iMQL"),
        ("what's the diff between ACV and ARR", "ACV | ARR"),
        ("MQL or SQL", "MQL | SQL"),
        ("who is the manager of Michał", "Michał Wrześniewski: CRM administrator"),
        ("how much does HubSpot cost", "HubSpot Marketing Hub: "),
        ("what is the price of Salesforce", "Salesforce Sales Cloud: "),
        ("email of Rob Castellan", "Rob Castellan: rob.castellan@example.com"),
        ("phone number of Rob Castellan", "Rob Castellan: rob.castellan@example.com"),
        ("how long does sales have to answer an MQL", "Marketing qualified lead: iMQL within 1 working hour"),
        ("how do I get access to salesforce", "Salesforce Sales Cloud: "),
        ("owner of lead stage", "Lead: Demand generation"),
        // What comes of the lifecycle, and of who owns what.
        ("what comes after MQL", "Sales accepted lead"),
        ("what is the next stage after MQL", "Sales accepted lead"),
        ("which stage comes before SQL?", "Sales accepted lead"),
        ("what does Luis Ortega own", "Luis Ortega owns"),
        ("what is Luis Ortega responsible for", "Luis Ortega owns"),
        ("who decides about the logo", "Brand council: Decides about name"),
        ("when does the HubSpot contract end", "HubSpot Marketing Hub: 2027-03-31"),
        ("when does the contract with Hotjar expire", "Hotjar: 2026-12-31"),
        ("how do I request access to Salesforce", "Salesforce Sales Cloud: "),
        ("how do I name a campaign", "Campaigns in Salesforce"),
        ("how does a lead become an MQL", "Marketing qualified lead: "),
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
        "who approves discounts",
        // A tool that serves it is not the lifecycle.
        "who owns the lifecycle",
        "",
    ] {
        assert_eq!(answers(&mut Index::default(), &book, &sought(question)), [], "{question}");
    }
}

#[test]
fn what_renews_in_a_month_is_listed_the_soonest_first() {
    let playbook = example();
    let book = Book::of(&playbook);
    let december = ["Cognism: 2026-12-05", "Zoom Webinars: 2026-12-20", "Hotjar: 2026-12-31"];
    for (question, expected) in [
        ("which tools renew in December?", december.as_slice()),
        ("what renews in dec 2026", &december),
        ("Welche Tools verlängern sich im Dezember?", &december),
        ("renewals december 2030", &[]),
        ("what renews in 2026?", &december),
        ("which tools renew in winter", &[]),
    ] {
        let answers = answers(&mut Index::default(), &book, &sought(question)).into_iter();
        assert_eq!(answers.map(|answer| told(&book, answer)).collect::<Vec<_>>(), expected, "{question}");
    }
}

#[test]
fn what_is_open_and_what_renews_next_is_listed() {
    let playbook = example();
    let book = Book::of(&playbook);
    let told = |question: &str| -> Vec<String> {
        let answers = answers(&mut Index::default(), &book, &sought(question)).into_iter();
        answers.map(|answer| told(&book, answer)).collect()
    };
    for question in ["what renews next", "which contracts renew this year", "Welche Verträge laufen bald aus?"] {
        let told = told(question);
        assert!(told.len() > 5 && told[0] == "Cognism: 2026-12-05", "{question}: {told:?}");
    }
    for question in ["what is still in discussion?", "in discussion", "Was ist noch in Diskussion?"] {
        let told = told(question);
        assert!(told.contains(&"Cognism".to_owned()), "{question}: {told:?}");
    }
    assert!(!told("drafts").is_empty() && told("drafts about xyzzy").is_empty());
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
        ("Was ist der Unterschied zwischen MQL und SQL?", "MQL | SQL"),
        ("Was ist der Unterschied zwischen MQL und iMQL?", "MQL | iMQL"),
        ("Was ist der Unterschied zwischen Opt-in und Double-Opt-in", "Opt-in | Double-Opt-in"),
        ("MQL oder SQL", "MQL | SQL"),
        ("ICP oder Persona", "ICP | Persona"),
        ("was kommt nach MQL", "Sales Accepted Lead"),
        ("Phase nach SQL", "Opportunity"),
        ("E-Mail von Hannah Löfgren", "Hannah Löfgren: "),
        ("wie schnell muss ein MQL beantwortet werden", "Marketing Qualified Lead: "),
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
