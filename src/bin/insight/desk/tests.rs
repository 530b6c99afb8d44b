//! The desk, as the page talks to it.

use super::Desk;
use guidepost::format::json;
use guidepost::model::{Edit, Field, Kind, Playbook};
use guidepost::worker::{Insight, News, Question};

const EXAMPLE: &str = include_str!("../../../../assets/example-playbook.json");

struct Page {
    desk: Desk,
    playbook: Playbook,
    shown: String,
    edits: Vec<Edit>,
    saved: Vec<String>,
}

impl Page {
    fn open(view: &str) -> Self {
        let playbook = json::read(EXAMPLE).expect("a playbook").playbook;
        let mut page =
            Self { desk: Desk::default(), playbook, shown: String::new(), edits: Vec::new(), saved: Vec::new() };
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
                Insight::Terms { .. } => {}
                Insight::Broken => panic!("it broke"),
            }
        }
    }

    fn press(&mut self, what: &str) {
        assert!(self.shown.contains(&format!("data-press=\"{what}\"")), "no {what} in {}", self.shown);
        self.say(Question::Press("lifecycle".to_owned(), what.to_owned()));
    }

    fn stage(&self, name: &str) -> String {
        let stage = self.playbook.entries.values().find(|entry| entry.kind == Kind::Stage && entry.name() == name);
        stage.expect("a stage").id.to_string()
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
