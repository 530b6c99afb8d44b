mod suggested;

use super::super::work::Desk;
use chrono::NaiveDate;
use guidepost::doc::{Author, Replica};
use guidepost::format::{Part, Selection, json, markdown, packed};
use guidepost::model::{
    Edit, Field, Home, Kind, NewEntry, Playbook, PlaybookId, SectionId, Shape, StandardSection, Timestamp, Value,
    standard,
};
use guidepost::worker::{Answer, Request};
use guidepost::worker::{Arrival, Change, Import, LINK, Ours, ReadFile};

const EXAMPLE: &str = include_str!("../../../../assets/example-playbook.json");

/// A page of the app, with the playbooks that are in it.
struct Page {
    desk: Desk,
    here: Vec<Replica>,
    open: Option<PlaybookId>,
    /// What the dialog shows.
    shown: String,
    kept: Option<ReadFile>,
    arrived: Option<Arrival>,
    refused: String,
    /// The playbook that is to be shown.
    showed: Option<PlaybookId>,
    /// Whether what is imported is what the site publishes, and which version that is.
    published: bool,
    version: Vec<u8>,
}

impl Page {
    fn with(here: Vec<Replica>) -> Self {
        let open = here.first().and_then(Replica::playbook_id);
        let (shown, refused) = (String::new(), String::new());
        Self {
            desk: Desk::default(),
            here,
            open,
            shown,
            kept: None,
            arrived: None,
            refused,
            showed: None,
            published: false,
            version: Vec::new(),
        }
    }

    fn import(&mut self, file: &str, text: &str) -> &mut Self {
        let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        let bytes = text.as_bytes().to_vec();
        let (file, html, author) = (file.into(), String::new(), "Ana".into());
        self.say(Request::Import(Import {
            file,
            bytes,
            html,
            open: self.open,
            published: self.published,
            author,
            today,
        }))
    }

    fn press(&mut self, what: &str) -> &mut Self {
        assert!(self.shown.contains(&format!("data-press=\"{what}\"")), "no {what} in {}", self.shown);
        self.say(Request::Press(what.into()))
    }

    fn tick(&mut self, name: &str, ticked: bool) -> &mut Self {
        assert!(self.shown.contains(&format!("name=\"{name}\"")), "no {name} in {}", self.shown);
        self.say(Request::Change(Change { name: name.into(), value: "on".into(), ticked }))
    }

    fn say(&mut self, request: Request) -> &mut Self {
        let mut requests = vec![request];
        while let Some(request) = requests.pop() {
            let mut answers = Vec::new();
            self.desk.take(request, &mut |answer| answers.push(answer)).expect("a request that is understood");
            for answer in answers {
                match answer {
                    // Parts are drawn over what is there; here it is enough that they can be found.
                    Answer::Draw(drawing) if drawing.part.is_empty() => self.shown = drawing.html,
                    Answer::Draw(drawing) => self.shown.push_str(&drawing.html),
                    Answer::Ask(id) => requests.push(Request::Ours(self.ours(id))),
                    Answer::Keep(file) => self.kept = Some(file),
                    Answer::Merge(arrival) => self.arrived = Some(arrival),
                    Answer::Refused(refusal) => self.refused = refusal.why,
                    Answer::Show(id) => self.showed = Some(id),
                    Answer::Published(version) => self.version = version,
                    Answer::Done => assert!(requests.is_empty(), "it waits for what it asked for"),
                    other => panic!("{other:?}"),
                }
            }
        }
        self
    }

    fn ours(&self, id: PlaybookId) -> Ours {
        let here = self.here.iter().find(|replica| replica.playbook_id() == Some(id));
        let title = here.map_or_else(String::new, Replica::title);
        Ours {
            update: here.map(|replica| Ok(replica.encode())),
            title,
            in_bin: false,
            now: Timestamp::from_seconds(60),
        }
    }

    /// Takes in what has arrived.
    fn take_in(&mut self) -> Playbook {
        let arrival = self.arrived.take().expect("something that arrived");
        let replica =
            self.here.iter_mut().find(|replica| replica.playbook_id() == Some(arrival.into)).expect("it is here");
        replica.merge(&arrival.merge, &arrival.label).expect("what was made for it");
        replica.playbook().expect("a playbook")
    }
}

fn definitions() -> Home {
    Home::Section(SectionId::Standard(StandardSection::Definitions))
}

/// Adds a definition.
fn define(replica: &mut Replica, term: &str, by: &str) {
    let author = Author { name: by.to_owned(), ..Author::default() };
    let new = NewEntry::last(Kind::Definition, definitions());
    let name = Edit::Set(new.id, Field::Name, Value::Line(term.to_owned()));
    replica.apply(&Edit::Add(new), &author).expect("a possible edit");
    replica.apply(&name, &author).expect("a possible edit");
}

fn terms(playbook: &Playbook) -> Vec<String> {
    let shown = playbook.entries.values().filter(|entry| !entry.deleted);
    let mut terms: Vec<_> = shown.map(|entry| entry.name().to_owned()).collect();
    terms.sort();
    terms
}

fn blank() -> Replica {
    Replica::of(&Playbook::new(PlaybookId::random(), "Playbook"), || 0)
}

fn exported(replica: &Replica) -> String {
    json::write_with(&replica.playbook().expect("a playbook"), &replica.encode())
}

fn as_markdown(replica: &Replica) -> String {
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    markdown::write(&replica.playbook().expect("a playbook"), &Selection::default(), today)
}

#[test]
fn a_playbook_that_is_not_here_is_kept() {
    let imported = json::read(EXAMPLE).expect("a playbook").playbook;
    // With ids, which the example has none of.
    let text = json::write(&imported);
    let mut page = Page::with(Vec::new());
    let file = page.import("a.json", &text).kept.take().expect("a playbook");
    assert_eq!((&file.id, &file.title), (&imported.id, &imported.title));
    assert_eq!(file.entries, imported.overview().whole().entries);
    assert_eq!(Replica::decoded(&file.update), Some(imported));
}

#[test]
fn what_can_not_be_taken_as_written_is_said_first() {
    let stages = r#"[{ "name": "<b>Lead", "colour": "red", "definition": 17 }]"#;
    let sections = format!(r#"[{{ "id": "lifecycle-management", "stages": {stages} }}]"#);
    let text =
        format!(r#"{{ "format": "guidepost-playbook", "version": 1, "title": "<i>P", "sections": {sections} }}"#);
    let mut page = Page::with(Vec::new());
    page.import("a.json", &text);
    assert!(page.kept.is_none());
    for words in ["“&lt;i&gt;P”", "2 things", "all kept", "&lt;b&gt;Lead", "sections[0].stages[0].colour"] {
        assert!(page.shown.contains(words), "no {words} in {}", page.shown);
    }
    assert_eq!(page.press("keep").kept.as_ref().map(|file| file.title.as_str()), Some("<i>P"));
}

#[test]
fn versions_of_one_document_come_together_as_a_whole() {
    let mut ours = blank();
    let mut theirs = Replica::empty(|| 0);
    theirs.admit_whole(&ours.encode()).expect("a document");
    define(&mut ours, "MQL", "Ana");
    define(&mut theirs, "SQL", "Ben");
    let mut page = Page::with(vec![ours]);
    page.import("from-ben.json", &exported(&theirs));
    assert!(page.shown.contains("edited apart. Merging brings in 1 change, from Ben."), "{}", page.shown);
    page.press("merge");
    let report = page.arrived.as_ref().map(|arrival| arrival.report.clone());
    assert_eq!(report.as_deref(), Some("Merged “from-ben.json”: 1 change, from Ben."));
    assert_eq!(terms(&page.take_in()), ["MQL", "SQL"]);
    page.import("from-ben.json", &exported(&theirs));
    assert!(page.shown.contains("Nothing in “from-ben.json” is new"), "{}", page.shown);
}

#[test]
fn files_that_were_changed_by_hand_are_put_together() {
    let mut here = blank();
    define(&mut here, "A lead.", "Ana");
    let file = exported(&here);
    let by_hand = file.replace("A lead.", "A good lead.");
    assert_ne!(by_hand, file);
    let mut page = Page::with(vec![here]);
    page.import("by-hand.json", &by_hand).press("merge");
    assert_eq!(terms(&page.take_in()), ["A good lead."]);
}

#[test]
fn of_another_document_what_was_accepted_comes_in() {
    let playbook = Playbook::new(PlaybookId::random(), "Playbook");
    let [mut ours, mut theirs] = [(); 2].map(|()| Replica::of(&playbook, || 0));
    define(&mut ours, "MQL", "Ana");
    define(&mut theirs, "SQL", "Ben");
    define(&mut theirs, "SLA", "Ben");
    let file = json::write(&theirs.playbook().expect("a playbook"));
    let mut page = Page::with(vec![ours]);
    page.import("a.json", &file);
    assert!(page.shown.contains("Take over 2 changes"), "what is missing there stays here: {}", page.shown);
    page.press("all").press("merge");
    assert_eq!(terms(&page.take_in()), ["SLA", "SQL"]);
}

#[test]
fn a_file_whose_state_is_damaged_is_read_without() {
    let playbook = standard::playbook();
    let file = exported(&Replica::of(&playbook, || 0));
    let state = "\"state\": \"";
    let at = file.find(state).expect("a state") + state.len();
    for damaged in [
        format!("{}?{}", &file[..at], &file[at..]),
        format!("{}AAAA{}", &file[..at], &file[at..]),
        file.replace(&playbook.id.to_string(), &PlaybookId::random().to_string()),
    ] {
        let mut page = Page::with(Vec::new());
        page.import("a.json", &damaged);
        assert!(page.shown.contains("needed to merge this file") && page.kept.is_none(), "{}", page.shown);
        let kept = page.press("keep").kept.take().expect("a playbook");
        assert_eq!(Replica::decoded(&kept.update).map(|kept| kept.title), Some(playbook.title.clone()));
    }
}

#[test]
fn markdown_is_reviewed_against_the_playbook_that_is_open() {
    let mut here = blank();
    for term in ["MQL", "SQL"] {
        define(&mut here, term, "Ana");
    }
    let text = as_markdown(&here);
    let mut page = Page::with(vec![here]);
    page.import("a.md", &text);
    assert!(page.shown.contains("Nothing in “a.md” is new"), "{}", page.shown);
    page.import("a.md", &text.replace("| MQL |", "| SLA | *Draft* |\n| MQL |").replace("| SQL |", "| <b>SQL |"));
    assert!(page.shown.contains("2 changes") && page.shown.contains("&lt;b&gt;"), "{}", page.shown);
    page.press("merge");
    // Of two names with nothing else, nobody knows that one is the other; and nothing goes unasked.
    assert_eq!(terms(&page.take_in()), ["<b>SQL", "MQL", "SLA", "SQL"]);
    // As a playbook of its own.
    let kept = page.import("a.md", &text.replace("MQL", "PQL")).press("copy").kept.take().expect("a playbook");
    assert_eq!(terms(&Replica::decoded(&kept.update).expect("a playbook")), ["PQL", "SQL"]);
}

#[test]
fn what_was_edited_meanwhile_is_shown_before_anything_is_taken_over() {
    let mut here = blank();
    define(&mut here, "MQL", "Ana");
    let text = as_markdown(&here).replace("MQL", "PQL");
    let mut page = Page::with(vec![here]);
    page.import("a.md", &text);
    define(&mut page.here[0], "SLA", "Ben");
    page.press("merge");
    assert!(page.arrived.is_none() && page.shown.contains("The playbook has changed meanwhile."), "{}", page.shown);
    page.press("merge");
    assert_eq!(terms(&page.take_in()), ["MQL", "PQL", "SLA"]);
}

#[test]
fn pages_of_others_are_sorted_first() {
    let text = "# Glossary\n\n- **MQL** - a lead\n- **SQL** - a better one\n\n## How\n\nText.";
    let mut page = Page::with(vec![blank()]);
    page.import("page.md", text);
    assert!(page.shown.contains("falls into 2 pieces") && page.shown.contains("2 names: MQL, SQL"), "{}", page.shown);
    page.press("sorted");
    assert!(page.shown.contains("Take over 3 changes"), "{}", page.shown);
    page.press("merge");
    let playbook = page.take_in();
    assert_eq!(terms(&playbook), ["MQL", "SQL"]);
    assert_eq!(playbook.sections.last().map(|section| section.introduction.as_str()), Some("Text."));
    // Without a playbook, it becomes one.
    let mut page = Page::with(Vec::new());
    let kept = page.import("page.md", text).press("sorted").kept.take().expect("a playbook");
    assert_eq!((kept.title.as_str(), kept.entries), ("Glossary", 2));
    // Nothing of it is left in the review when all is left out.
    let mut page = Page::with(vec![blank()]);
    page.import("page.md", text).press("nothing");
    assert!(page.shown.contains("data-press=\"sorted\" disabled"), "{}", page.shown);
}

#[test]
fn a_section_is_taken_or_left_as_a_whole() {
    let here = blank();
    let text = "## Sales Tools\n\n| Name |\n|---|\n| A |\n| B |\n\n## Definitions\n\n| Term |\n|---|\n| C |";
    let mut page = Page::with(vec![here]);
    page.import("a.md", text).tick("section:0", false);
    assert!(page.shown.ends_with("Take over 1 change</button>"), "{}", page.shown);
    page.press("merge");
    assert_eq!(terms(&page.take_in()), ["C"]);
}

#[test]
fn what_is_no_text_is_refused_by_name() {
    let mut page = Page::with(Vec::new());
    let png = String::from_utf8_lossy(b"PK\x03\x04");
    assert!(page.import("a.docx", &png).refused.contains("Word"));
    assert!(page.import("a.md", " \n").refused.contains("nothing in it"));
}

#[test]
fn links_are_asked_about_before_anything_is_kept() {
    let playbook = standard::playbook();
    let today = NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
    let link = packed::pack(&playbook, &Selection::default(), today);
    let mut page = Page::with(Vec::new());
    page.import(LINK, &link);
    assert!(page.kept.is_none() && page.shown.contains("The link holds the playbook"), "{}", page.shown);
    assert_eq!(page.press("keep").kept.as_ref().map(|file| file.id), Some(playbook.id));
    assert!(page.import(LINK, &link[..link.len() - 9]).refused.contains("cut off"));

    // Sections are for the playbook that they were taken from, whichever is open.
    let mut theirs = Replica::empty(|| 0);
    let mut ours = blank();
    define(&mut ours, "MQL", "Ana");
    theirs.admit_whole(&ours.encode()).expect("a document");
    define(&mut theirs, "SQL", "Ben");
    let selection = Selection::of(Part::Home(definitions()));
    let link = packed::pack(&theirs.playbook().expect("a playbook"), &selection, today);
    let mut page = Page::with(vec![blank(), ours]);
    page.import(LINK, &link);
    assert!(page.shown.contains("Take over 1 change"), "{}", page.shown);
    page.press("merge");
    assert_eq!(terms(&page.take_in()), ["MQL", "SQL"]);
    let mut page = Page::with(Vec::new());
    page.import(LINK, &link);
    assert!(page.press("keep").kept.as_ref().is_some_and(|file| file.entries == 2));
}

#[test]
fn what_other_programs_wrote_stays_in_the_file() {
    let file = exported(&blank());
    let by_hand =
        file.replacen("\"title\":", "\"approvedBy\": { \"name\": \"Ana\", \"on\": [1, null] },\n  \"title\":", 1);
    let mut page = Page::with(Vec::new());
    page.import("a.json", &by_hand);
    assert!(
        page.shown.contains("a playbook has no field “approvedBy”; kept in the file")
            || page.shown.contains("no field “approvedBy”; kept"),
        "{}",
        page.shown
    );
    let kept = page.press("keep").kept.take().expect("a playbook");
    let again = json::write_with(&Replica::decoded(&kept.update).expect("a playbook"), &kept.update);
    let value: serde_json::Value = serde_json::from_str(&again).expect("JSON");
    assert_eq!(value["approvedBy"], serde_json::json!({ "name": "Ana", "on": [1, null] }));
}

#[test]
fn a_file_of_a_newer_version_can_be_read_but_not_kept() {
    let mut replica = blank();
    define(&mut replica, "<b>MQL", "Ana");
    let newer = json::write(&replica.playbook().expect("a playbook")).replacen("\"version\": 1", "\"version\": 99", 1);
    let mut page = Page::with(Vec::new());
    page.import("a.json", &newer);
    assert!(page.shown.contains("newer Guidepost") && page.shown.contains("&amp;lt;b&amp;gt;MQL"), "{}", page.shown);
    assert!(page.kept.is_none() && !page.shown.contains("data-press=\"keep\""));
}
