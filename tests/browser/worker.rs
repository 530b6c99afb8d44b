//! Messages between the page and the worker.

use guidepost::doc::{Author, Merge};
use guidepost::model::{Completeness, PlaybookId, Timestamp};
use guidepost::worker::protocol::{Answer, Request, compare, merge, read, write};
use guidepost::worker::{Change, Comparison, Flaw, Form, ReadFile, Refusal, Remedy, Versions};
use js_sys::Array;
use wasm_bindgen::JsValue;
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn requests_arrive_as_they_were_sent() {
    let day = |year| chrono::NaiveDate::from_ymd_opt(year, 2, 28).expect("a day");
    assert_eq!(Request::from_js(&read(&"Über\u{1f600}".into())), Some(Request::Read("Über\u{1f600}".into())));
    for form in [Form::Json, Form::Markdown { today: day(2026) }, Form::Markdown { today: day(1) }] {
        assert_eq!(Request::from_js(&write(form, &[0, 255])), Some(Request::Write(form, vec![0, 255])));
    }
    let versions = Versions { ours: vec![0, 1], theirs: vec![255] };
    assert_eq!(Request::from_js(&compare(&versions)), Some(Request::Compare(versions.clone())));
    for accepted in [vec![], vec!["title".to_owned(), "added 例".to_owned()]] {
        let author = Author { name: "Söhne".into(), now: Timestamp::from_seconds(1_795_253_400) };
        let request = merge(&versions, &accepted, &author);
        assert_eq!(Request::from_js(&request), Some(Request::Merge(versions.clone(), accepted, author)));
    }
}

#[wasm_bindgen_test]
fn answers_arrive_as_they_were_sent() {
    let flaw = |left_out| Flaw { text: "“Lead”: what?".into(), path: "sections[0]".into(), left_out };
    let file = ReadFile {
        update: vec![1, 0, 255],
        id: PlaybookId::from_bits(7),
        title: "Übersicht".into(),
        entries: 80,
        completeness: Completeness { filled: 3, total: 4 },
        flaws: vec![flaw(true), flaw(false)],
        more_flaws: 5,
    };
    let change = Change {
        key: "field x name".into(),
        removes: true,
        section: "Definitions".into(),
        entry: "MQL".into(),
        what: "Term".into(),
        ours: vec![("a ".into(), false), ("lead".into(), true)],
        theirs: Vec::new(),
    };
    let comparison = Comparison {
        kin: true,
        changes: vec![Change::default(), change.clone()],
        contested: vec![change],
        from: vec!["Ana".into(), "花子".into()],
    };
    let refused = |remedy| Answer::Refused(Refusal { why: "no".into(), remedy });
    for answer in [
        Answer::Ready("a build".into()),
        Answer::Read(ReadFile { flaws: Vec::new(), ..file.clone() }),
        Answer::Read(file),
        refused(Remedy::ChooseExport),
        refused(Remedy::Mend),
        refused(Remedy::Reload),
        refused(Remedy::CheckFile),
        Answer::Written("# Acme".into()),
        Answer::Compared(Comparison::default()),
        Answer::Compared(comparison),
        Answer::Merged(Merge { update: vec![1, 2], inside_new: vec![3], visible: true }),
        Answer::Merged(Merge::default()),
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
        Array::of2(&"write".into(), &3.into()).into(),
        Array::of2(&"compare".into(), &3.into()).into(),
        Array::of2(&"merge".into(), &3.into()).into(),
        Array::of2(&"ready".into(), &3.into()).into(),
        Array::of3(&"refused".into(), &"why".into(), &"no remedy".into()).into(),
    ] {
        assert_eq!(Request::from_js(&message), None, "{message:?}");
        assert_eq!(Answer::from_js(&message), None, "{message:?}");
    }
}
