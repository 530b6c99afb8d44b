//! The desk, as the page talks to it.

use super::Desk;
use guidepost::format::json;
use guidepost::model::{Edit, Entry, EntryId, Field, Kind, Playbook, Value};
use guidepost::worker::{Insight, News, Question, Shown};

const EXAMPLE: &str = include_str!("../../../../assets/example-playbook.json");

struct Page {
    desk: Desk,
    playbook: Playbook,
    shown: String,
    edits: Vec<Edit>,
    saved: Vec<String>,
    /// The names of texts, each with where terms begin in it.
    terms: Vec<(String, Vec<usize>)>,
}

impl Page {
    fn open(view: &str) -> Self {
        let playbook = json::read(EXAMPLE).expect("a playbook").playbook;
        let mut page = Self {
            desk: Desk::default(),
            playbook,
            shown: String::new(),
            edits: Vec::new(),
            saved: Vec::new(),
            terms: Vec::new(),
        };
        let news = News {
            playbook: page.playbook.id,
            today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
            title: page.playbook.title.clone(),
            sections: Some(page.playbook.sections.clone()),
            dismissed: Some(Vec::new()),
            person: "Mara".to_owned(),
            entries: page.playbook.entries.values().map(|entry| (entry.id, Some(entry.clone()))).collect(),
        };
        page.say(Question::News(news));
        page.say(Question::Show(view.to_owned()));
        page
    }

    fn say(&mut self, question: Question) {
        let mut answers = Vec::new();
        self.desk.take(question, &mut |answer| answers.push(answer));
        for answer in answers {
            match answer {
                Insight::Draw { html, .. } => self.shown = html,
                Insight::Apply(edit, _) => self.edits.push(edit),
                Insight::Save { text, .. } => self.saved.push(text),
                Insight::Terms { text, mentions } => {
                    self.terms.push((text, mentions.iter().map(|mention| mention.start).collect()));
                }
                Insight::Meaning(_, html) => self.shown = html,
                Insight::Broken => panic!("it broke"),
            }
        }
    }

    fn press(&mut self, what: &str) {
        assert!(self.shown.contains(&format!("data-press=\"{what}\"")), "no {what} in {}", self.shown);
        self.say(Question::Press("lifecycle".to_owned(), what.to_owned()));
    }

    fn change(&mut self, view: &str, name: &str, value: &str) {
        assert!(self.shown.contains(&format!("name=\"{name}\"")), "no {name} in {}", self.shown);
        self.say(Question::Change(view.to_owned(), name.to_owned(), value.to_owned()));
    }

    /// Somebody sets a field of an entry.
    fn set(&mut self, mut entry: Entry, field: Field, value: Value) {
        assert!(entry.set(field, value));
        let (playbook, title) = (self.playbook.id, self.playbook.title.clone());
        let (today, person) = (self.desk.today, self.desk.person.clone());
        let entries = vec![(entry.id, Some(entry))];
        self.say(Question::News(News { playbook, today, title, sections: None, dismissed: None, person, entries }));
    }

    fn entry(&self, kind: Kind, name: &str) -> Entry {
        let mut entries = self.playbook.entries.values();
        entries.find(|entry| entry.kind == kind && entry.name() == name).expect("an entry").clone()
    }

    fn stage(&self, name: &str) -> String {
        self.entry(Kind::Stage, name).id.to_string()
    }

    /// What people read in each section of what is shown, the heading first.
    fn sections(&self) -> Vec<String> {
        let words = |html: &str| {
            let texts = html.split('<').skip(1).filter_map(|tag| tag.split_once('>')).map(|(_, text)| text.trim());
            texts.filter(|text| !text.is_empty()).collect::<Vec<_>>().join(" ")
        };
        self.shown
            .split("</section>")
            .filter_map(|part| part.split_once("<section"))
            .map(|(_, html)| words(&format!("<{html}")))
            .collect()
    }
}

#[test]
fn transitions_are_drawn_from_stage_to_stage() {
    let mut page = Page::open("lifecycle");
    let (lead, customer) = (page.stage("Lead"), page.stage("Customer"));
    page.press(&format!("stage:{customer}"));
    page.press("draw");
    page.press(&format!("end:{lead}"));
    let Some(Edit::Add(new)) = page.edits.first() else { panic!("{:?}", page.edits) };
    assert_eq!(new.kind, Kind::Transition);
    let kind = new.values.iter().find(|(field, _)| *field == Field::TransitionKind);
    assert_eq!(kind.map(|(_, value)| format!("{value:?}")), Some("Line(\"recycle\")".to_owned()));
    // Nothing is drawn any more.
    assert!(!page.shown.contains("data-press=\"end:"));
}

#[test]
fn a_record_is_walked() {
    let mut page = Page::open("lifecycle");
    page.press("walk");
    assert!(page.shown.contains("The record is in: Subscriber"));
    let go =
        page.shown.split("data-press=\"go:").nth(1).and_then(|rest| rest.split('"').next()).expect("a way").to_owned();
    page.press(&format!("go:{go}"));
    assert!(page.shown.contains("The record is in: Lead"), "{}", page.shown);
    page.press("back");
    assert!(page.shown.contains("The record is in: Subscriber"));
}

#[test]
fn the_diagram_leaves_as_files() {
    let mut page = Page::open("lifecycle");
    page.press("svg");
    page.press("mermaid");
    assert!(page.saved[0].starts_with("<svg xmlns=") && !page.saved[0].contains("data-press"));
    assert!(page.saved[1].starts_with("flowchart LR\n"));
}

#[test]
fn who_owns_what_is_shown_by_section() {
    let mut page = Page::open("owners");
    assert!(page.sections()[0].starts_with("Without an owner 1 Typeform"));
    page.change("owners", "show", "section");
    let headings = [
        "Demand Generation Tools 14 ",
        "Sales Tools 10 ",
        "Internal Communication Tools 10 ",
        "Lifecycle Management 10 ",
        "Internal Document Management 9 ",
    ];
    let sections = page.sections();
    // Nothing in the others wants an owner.
    assert_eq!(sections.len(), headings.len(), "{sections:#?}");
    for (section, heading) in sections.iter().zip(headings) {
        assert!(section.starts_with(heading), "{section}");
    }
    assert!(sections[0].contains(" Luis Ortega 4 Google Ads LinkedIn Campaign Manager VWO Hotjar "), "{}", sections[0]);
    // What is retired keeps its manager.
    assert!(sections[0].contains(" Michał Wrześniewski 2 HubSpot Marketing Hub Marketo Engage "), "{}", sections[0]);
    assert!(sections[0].ends_with(" Without an owner 1 Typeform"), "{}", sections[0]);
    // Teams come before persons.
    let [team, person] =
        ["Marketing operations 1 Other", "Priya Nambiar 1 Subscriber"].map(|owner| sections[3].find(owner));
    assert!(team.is_some() && team < person, "{}", sections[3]);
    assert!(sections[3].contains(" Everything that wants an owner has one. "), "{}", sections[3]);
    for address in ["/sales-tools\"", &format!("/lifecycle-management/{}\"", page.stage("Lead"))] {
        assert!(page.shown.contains(address), "no {address} in {}", page.shown);
    }
    page.change("owners", "show", "party");
    assert!(page.sections()[0].starts_with("Without an owner 1 Typeform"));
    assert!(page.shown.contains("Hand over…"));
}

#[test]
fn what_is_retired_wants_no_owner_in_its_section_either() {
    let mut page = Page::open("owners");
    page.change("owners", "show", "section");
    page.set(page.entry(Kind::Tool, "Typeform"), Field::Status, Value::Line("retired".to_owned()));
    let sections = page.sections();
    assert!(
        sections[0].starts_with("Demand Generation Tools 13 Everything that wants an owner has one."),
        "{}",
        sections[0]
    );
    page.set(page.entry(Kind::Tool, "Gong"), Field::Manager, Value::Refs(Vec::new()));
    assert!(page.sections()[1].ends_with("Without an owner 1 Gong"));
}

#[test]
fn terms_are_told_once_and_when_they_change() {
    let mut page = Page::open("none");
    let playbook = page.playbook.clone();
    let definition = |name: &str| {
        let found = playbook.entries.values().find(|entry| entry.kind == Kind::Definition && entry.name() == name);
        found.expect("a definition").clone()
    };
    let told = |page: &mut Page, question| {
        page.terms.clear();
        page.say(question);
        page.terms.clone()
    };
    let news = |page: &Page, entry: &Entry| {
        Question::News(News {
            playbook: page.playbook.id,
            today: chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day"),
            title: String::new(),
            sections: None,
            dismissed: None,
            person: String::new(),
            entries: vec![(entry.id, Some(entry.clone()))],
        })
    };
    let text = |name: &str, of: Option<EntryId>| Shown { name: name.into(), of, pieces: vec!["An MQL and ICP".into()] };
    let mut mql = definition("MQL");
    let read = Question::Read(vec![text("1", None), text("2", Some(mql.id))]);
    assert_eq!(told(&mut page, read), [("1".to_owned(), vec![3, 11]), ("2".to_owned(), vec![11])]);
    // What it means is told to who asks.
    mql.set(Field::Definition, Value::Text("Something else".into()));
    let question = news(&page, &mql);
    assert_eq!(told(&mut page, question), []);
    page.say(Question::Explain(mql.id));
    assert!(page.shown.contains("MQL") && page.shown.contains("Something else"), "{}", page.shown);
    let mut icp = definition("ICP");
    icp.set(Field::Name, Value::Line("ICP list".into()));
    icp.set(Field::AlsoKnownAs, Value::Words(Vec::new()));
    let question = news(&page, &icp);
    assert_eq!(told(&mut page, question), [("1".to_owned(), vec![3]), ("2".to_owned(), vec![])]);
    page.say(Question::Forget("1".to_owned()));
    mql.set(Field::Name, Value::Line("And".into()));
    let question = news(&page, &mql);
    // What is left is the stage of that abbreviation; its own name is no link.
    assert_eq!(told(&mut page, question), [("2".to_owned(), vec![3])]);
}

#[test]
fn what_is_looked_for_is_drawn_and_leads_there() {
    let mut page = Page::open("search");
    assert!(page.shown.contains("Go to <") || page.shown.contains("Go to "), "{}", page.shown);
    let mut look = |text: &str| {
        page.say(Question::Change("search".into(), "query".into(), text.into()));
        page.shown.clone()
    };
    let first = |shown: &str| shown.split("role=\"option\"").nth(1).unwrap_or_default().to_owned();
    assert!(first(&look("who owns Salesforce")).contains("Hannah Löfgren"));
    assert!(first(&look("difference iMQL MQL")).contains("data-ask=\"beside:"));
    assert!(first(&look("which tool for webinars")).contains("Zoom Webinars"));
    assert!(first(&look("where is the brand guide")).contains("href=\"https://brand.example.com/guidelines\""));
    assert!(first(&look("add stage")).contains("add-stage-section:lifecycle-management"));
    assert!(first(&look("export for Google Docs")).contains("export-copyforgoogledocs"));
    assert!(first(&look("go to definitions")).contains("/definitions\""));
    assert!(look("<xyzzy>").contains("&lt;xyzzy&gt;"));
    // Parts are shown with what they are parts of.
    assert!(look("webinar attended").contains("›") || look("attended").contains("›"), "{}", look("attended"));
}

#[test]
fn a_playbook_is_read_for_whom_it_matters() {
    let mut page = Page::open("read");
    assert_eq!(page.shown.matches("class=\"read-section\"").count(), 11);
    for control in ["<input", "<textarea", "contenteditable"] {
        assert!(!page.shown.contains(control), "{control}");
    }
    let id = EntryId::from_bits(4242);
    let mut reader =
        Entry::new(id, Kind::Reader, guidepost::model::Home::Directory, guidepost::model::OrderKey::default());
    reader.set(Field::ReadsSections, Value::Words(vec!["definitions".into()]));
    page.set(reader, Field::Name, Value::Line("New in sales".into()));
    page.say(Question::Show(format!("matters:{id}")));
    page.say(Question::Change("read".into(), "reader".into(), id.to_string()));
    let reading = |page: &mut Page| {
        page.say(Question::Hide(format!("matters:{id}")));
        page.say(Question::Hide("read".into()));
        page.say(Question::Show("read".into()));
        page.shown.matches("class=\"read-section\"").count()
    };
    assert_eq!(reading(&mut page), 1);
    let gong = page.entry(Kind::Tool, "Gong").id;
    page.say(Question::Show(format!("matters:{id}")));
    page.say(Question::Change(format!("matters:{id}"), gong.to_string(), "on".into()));
    assert_eq!(page.edits.last(), Some(&Edit::Set(id, Field::Reads, Value::Refs(vec![gong]))));
    page.say(Question::Change(format!("matters:{id}"), "definitions".into(), "on".into()));
    assert_eq!(page.edits.last(), Some(&Edit::Set(id, Field::ReadsSections, Value::Words(vec![]))));
}

/// In whatever order they were written.
#[test]
fn definitions_are_read_from_a_to_z() {
    let mut page = Page::open("read");
    page.set(page.entry(Kind::Definition, "Win rate"), Field::Name, Value::Line("Account tier".into()));
    let places = ["Account tier", "ACV", "ICP", "iMQL", "MQL"]
        .map(|name| page.shown.rfind(&format!("aria-label=\"Link to {name}\"")).expect(name));
    assert!(places.is_sorted(), "{places:?}");
}

#[test]
fn what_is_published_is_read_from_its_file() {
    let mut page = Page::open("read");
    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).expect("a day");
    let publish = |text: &str, before: Option<&str>| Question::Publish {
        text: text.into(),
        before: before.map(Into::into),
        today,
    };
    let changed = EXAMPLE.replace("Three years for $90,000", "Two years for $60,000");
    page.say(publish(&changed, Some(EXAMPLE)));
    assert!(
        page.shown.contains("1 change</strong>") && page.shown.contains("Suggest a change"),
        "{}",
        &page.shown[..800]
    );
    page.say(publish("{", None));
    assert!(page.shown.contains("There is no playbook to read"));
}
