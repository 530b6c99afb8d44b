//! Messages between page and worker.

use guidepost::doc::Merge;
use guidepost::model::{Completeness, EntryId, Home, PlaybookId, SectionId, StandardSection, Timestamp};
use guidepost::worker::{Answer, Request, read};
use guidepost::worker::{
    Arrival, Change, Copied, Drawing, Export, Form, Import, Ours, ReadFile, Refusal, Remedy, Saved, View,
};
use js_sys::{Array, Uint8Array};
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

fn day(year: i32) -> chrono::NaiveDate {
    chrono::NaiveDate::from_ymd_opt(year, 2, 28).expect("a day")
}

#[wasm_bindgen_test]
fn requests_arrive_as_they_were_sent() {
    let import = |open| Import {
        file: "Größe.md".into(),
        bytes: vec![0, 255, 10],
        html: "<b>é".into(),
        open,
        published: open.is_some(),
        author: "花子".into(),
        today: day(2026),
    };
    let ours =
        |update| Ours { update, title: "Übersicht".into(), in_bin: true, now: Timestamp::from_seconds(1_795_253_400) };
    let exported = |view, version| {
        Request::Export(Export { update: vec![1, 2], view, address: "https://x.y/z".into(), today: day(2026), version })
    };
    for request in [
        Request::Write(Form::Json, None, day(2026), vec![0, 255]),
        Request::Write(Form::Markdown, Some(Home::Directory), day(1), vec![]),
        Request::Write(Form::Html, Some(Home::Entry(EntryId::from_bits(3))), day(2026), vec![1]),
        Request::Write(
            Form::Rich,
            Some(Home::Section(SectionId::Standard(StandardSection::SalesTools))),
            day(1),
            vec![],
        ),
        exported(View::Lists, vec![]),
        exported(View::Document, vec![]),
        exported(View::Link, vec![]),
        exported(View::Changes, vec![1, 0, 255]),
        Request::Read("Über\u{1f600}".into()),
        Request::Slack(vec![0, 1]),
        Request::Import(import(None)),
        Request::Import(import(Some(PlaybookId::from_bits(7)))),
        Request::Press("merge".into()),
        Request::Change(Change { name: "take:title".into(), value: "on".into(), ticked: true }),
        Request::Ours(ours(None)),
        Request::Ours(ours(Some(Ok(vec![1, 0])))),
        Request::Ours(ours(Some(Err("damaged".into())))),
    ] {
        assert_eq!(Request::from_js(&request.to_js()), Some(request));
    }
    assert_eq!(Request::from_js(&read(&"text".into())), Some(Request::Read("text".into())));
    let content = Uint8Array::from(&[0, 255, 10][..]);
    assert_eq!(Request::from_js(&import(None).to_js(&content.into())), Some(Request::Import(import(None))));
}

#[wasm_bindgen_test]
fn answers_arrive_as_they_were_sent() {
    let file = ReadFile {
        update: vec![1, 0, 255],
        id: PlaybookId::from_bits(7),
        title: "Übersicht".into(),
        entries: 80,
        completeness: Completeness { filled: 3, total: 4 },
    };
    let merge = Merge { update: vec![1, 2], inside_new: vec![3], visible: true };
    let arrival = |merge| Arrival {
        into: PlaybookId::from_bits(8),
        merge,
        label: "merge of a.md".into(),
        report: "Merged “a.md”.".into(),
    };
    let refused = |remedy| Answer::Refused(Refusal { why: "no".into(), remedy });
    for answer in [
        Answer::Ready("a build".into()),
        Answer::Written("# Acme".into(), None),
        Answer::Written("# Acme".into(), Some("<h1>Acme</h1>".into())),
        Answer::Save(Saved {
            what: "Tools".into(),
            extension: "csv".into(),
            mime: "text/csv".into(),
            text: "\u{feff}Name".into(),
        }),
        Answer::Copy(Copied { text: "a".into(), html: None, report: "Copied.".into() }),
        Answer::Copy(Copied { text: "a".into(), html: Some("<p>a</p>".into()), report: String::new() }),
        Answer::Draw(Drawing::default()),
        Answer::Draw(Drawing { part: "rows".into(), html: "<p>“é”</p>".into(), focus: "first".into() }),
        Answer::Ask(PlaybookId::from_bits(9)),
        refused(Remedy::ChooseExport),
        refused(Remedy::Mend),
        refused(Remedy::Reload),
        refused(Remedy::CheckFile),
        Answer::Keep(file),
        Answer::Merge(arrival(merge)),
        Answer::Merge(arrival(Merge::default())),
        Answer::Show(PlaybookId::from_bits(10)),
        Answer::Published(vec![0, 255]),
        Answer::Close,
        Answer::Broken("why".into()),
    ] {
        assert_eq!(Answer::from_js(&answer.to_js()), Some(answer));
    }
}

#[wasm_bindgen_test]
fn other_messages_are_none() {
    for message in [
        JsValue::UNDEFINED,
        "read".into(),
        Array::new().into(),
        Array::of1(&"read".into()).into(),
        Array::of1(&"write".into()).into(),
        Array::of2(&"merge".into(), &1.into()).into(),
        Array::of2(&"draw".into(), &1.into()).into(),
        Array::of2(&"ours".into(), &1.into()).into(),
    ] {
        assert_eq!(Request::from_js(&message), None);
        assert_eq!(Answer::from_js(&message), None);
    }
}
