//! Messages between page and insight worker.

use guidepost::model::{
    Agreement, Edit, Entry, EntryId, Field, FieldSpec, Home, Kind, NewEntry, OrderKey, Playbook, PlaybookId, SectionId,
    Shape, StandardSection, Timestamp, Value,
};
use guidepost::worker::{Insight, News, Question, Shown, edit_from_js};
use js_sys::Array;
use wasm_bindgen::JsCast as _;
use wasm_bindgen_test::wasm_bindgen_test;

fn value(spec: &FieldSpec) -> Value {
    let ids = || vec![EntryId::from_bits(u128::MAX), EntryId::from_bits(7)];
    match spec.shape {
        Shape::Line | Shape::Suggested | Shape::Link | Shape::Date => Value::Line("Zürich \u{1f600}".into()),
        Shape::Choice(choices) => Value::Line(choices.first().map_or("", |choice| choice.code).into()),
        Shape::Text => Value::Text("Two\nlines".into()),
        Shape::Flag => Value::Flag(true),
        Shape::One(_) => Value::Refs(ids()[..1].to_vec()),
        Shape::Many(_) => Value::Refs(ids()),
        Shape::Words => Value::Words(vec!["一".into(), "b, c".into()]),
    }
}

/// An entry of a kind, with something in every field.
fn full(kind: Kind, bits: u128) -> Entry {
    let home = match kind.whole() {
        Some(_) => Home::Entry(EntryId::from_bits(3)),
        None if kind.in_directory() => Home::Directory,
        None => Home::Section(SectionId::Standard(StandardSection::SalesTools)),
    };
    let order = OrderKey::between(Some(&OrderKey::default()), None);
    let mut entry = Entry::new(EntryId::from_bits(bits), kind, home, order);
    (entry.agreement, entry.deleted) = (Agreement::InDiscussion, true);
    (entry.changed, entry.changed_by) = (Timestamp::from_seconds(1_795_253_400), "花子".into());
    for spec in kind.fields() {
        assert!(entry.set(spec.field, value(spec)), "{kind:?} {:?}", spec.field);
    }
    entry
}

#[wasm_bindgen_test]
fn news_arrive_as_they_were_sent() {
    let mut entries: Vec<_> = Kind::ALL.into_iter().zip(10..).map(|(kind, bits)| full(kind, bits)).collect();
    entries.push(Entry::new(EntryId::from_bits(1), Kind::Tool, Home::Directory, OrderKey::default()));
    let mut entries: Vec<_> = entries.into_iter().map(|entry| (entry.id, Some(entry))).collect();
    entries.push((EntryId::from_bits(5), None));
    let mut sections = Playbook::new(PlaybookId::from_bits(1), "").sections;
    sections[1].introduction = "Über\n**uns**".into();
    (sections[2].hidden, sections[3].name) = (true, "Ours".into());
    let dismissed = vec![("circle:1".to_owned(), "Meant so".to_owned())];
    for (sections, dismissed) in [(None, None), (Some(sections), Some(dismissed))] {
        let today = chrono::NaiveDate::from_ymd_opt(2026, 2, 28).expect("a day");
        let news = News {
            playbook: PlaybookId::from_bits(9),
            today,
            title: "T".into(),
            sections,
            dismissed,
            person: "花子".into(),
            entries: entries.clone(),
        };
        assert_eq!(Question::from_js(&news.to_js()), Some(Question::News(news)));
    }
}

#[wasm_bindgen_test]
fn edits_arrive_as_they_were_sent() {
    let id = EntryId::from_bits(7);
    let new = NewEntry {
        before: Some(id),
        values: Kind::Definition.fields().iter().map(|spec| (spec.field, value(spec))).collect(),
        ..NewEntry::last(Kind::Definition, Home::Section(SectionId::Standard(StandardSection::Definitions)))
    };
    let flag = Edit::Set(id, Field::Active, Value::Flag(false));
    let last = Edit::Add(NewEntry::last(Kind::Transition, Home::Entry(id)));
    for edit in [
        Edit::Delete(id),
        Edit::Restore(id),
        Edit::Dismiss("circle:1".into(), "Meant so".into()),
        Edit::SetIntroduction(SectionId::Standard(StandardSection::SalesTools), "Über\nuns".into()),
        flag.clone(),
        Edit::Add(new),
        last.clone(),
        Edit::All("hand over".into(), vec![flag, last, Edit::All("both".into(), vec![Edit::Delete(id)])]),
    ] {
        let message: Array = Insight::Apply(edit.clone(), "Done.".into()).to_js().unchecked_into();
        assert_eq!(edit_from_js(&message.get(1)), Some(edit));
    }
    // What is nothing is nothing.
    for message in [wasm_bindgen::JsValue::NULL, Array::new().into(), Array::of1(&"delete".into()).into()] {
        assert_eq!(edit_from_js(&message), None);
        assert_eq!(Question::from_js(&message), None);
    }
}

#[wasm_bindgen_test]
fn texts_arrive_as_they_were_sent() {
    let texts = [("1", EntryId::from_bits(7).to_string()), ("2", "introduction".to_owned())];
    let text = |(name, of): &(&str, String)| {
        let pieces = Array::of2(&"An \u{1f600} MQL".into(), &"".into());
        wasm_bindgen::JsValue::from(Array::of3(&(*name).into(), &of.as_str().into(), &pieces))
    };
    let message = Array::of2(&"read".into(), &texts.iter().map(text).collect::<Array>());
    let shown =
        |name: &str, of| Shown { name: name.into(), of, pieces: vec!["An \u{1f600} MQL".into(), String::new()] };
    let expected = vec![shown("1", Some(EntryId::from_bits(7))), shown("2", None)];
    assert_eq!(Question::from_js(&message), Some(Question::Read(expected)));
    let id = EntryId::from_bits(7);
    let message = Array::of2(&"explain".into(), &id.to_string().into());
    assert_eq!(Question::from_js(&message), Some(Question::Explain(id)));
}
