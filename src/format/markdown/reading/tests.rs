mod docs;

use super::*;
use crate::format::probe::{hostile_markdown, hostile_text};
use crate::format::sample::{Build, sample, today, within};
use crate::model::{
    Agreement, Entry, EntryId, Field as F, FieldSpec, Kind, Shape, StandardSection as S, Value, arbitrary,
};
use docs::{Docs, through_google_docs};
use proptest::prelude::*;
use proptest::sample::select;

fn written(playbook: &Playbook) -> String {
    write(playbook, &Selection::default(), today())
}

fn written_in(labels: Labels, playbook: &Playbook) -> String {
    write(playbook, &Selection { labels, ..Selection::default() }, today())
}

fn reread(document: &str, ours: &Playbook) -> Reading {
    read(document, ours, today()).expect("a section of a playbook")
}

/// Says first what differs in which entry.
#[track_caller]
fn assert_unchanged(document: &str, ours: &Playbook) {
    let Some(reading) = read(document, ours, today()) else {
        // A playbook with nothing in it has no sections.
        assert!(!document.contains("\n## "), "{document}");
        return;
    };
    let before = |id: &EntryId| ours.entries.get(id);
    for (id, entry) in &reading.theirs.entries {
        let same = |spec: &FieldSpec, value| before(id).and_then(|before| before.value(spec.field)) == Some(value);
        let differing = entry.fields().filter_map(|(spec, value)| (!same(spec, value)).then_some((spec.label, value)));
        let differing: Vec<_> = differing.collect();
        assert_eq!(
            (differing, entry.deleted),
            (Vec::new(), before(id).is_some_and(|before| before.deleted)),
            "{:?} in {document}",
            before(id)
        );
    }
    assert_eq!(reading.theirs, *ours, "{document}");
    assert_eq!(reading.remarks, [], "{document}");
}

#[test]
fn an_unedited_export_changes_nothing() {
    for labels in Labels::ALL {
        let all = Selection { labels, ..Selection::default() };
        assert_unchanged(&write(&sample(), &all, today()), &sample());
        let headings = Selection { lists: crate::format::Lists::Headings, contents: false, ..all.clone() };
        assert_unchanged(&write(&sample(), &headings, today()), &sample());
        let some = Selection { drafts: false, left_out: [within(S::SalesTools), Home::Directory].into(), ..all };
        assert_unchanged(&write(&sample(), &some, today()), &sample());
    }
}

#[test]
fn nor_does_one_that_went_through_google_docs() {
    for docs in Docs::ALL {
        assert_unchanged(&through_google_docs(&written(&sample()), docs), &sample());
    }
}

/// The entry of a name in the sample or in what was read.
fn named<'p>(playbook: &'p Playbook, name: &str) -> &'p Entry {
    playbook
        .entries
        .values()
        .find(|entry| entry.name() == name && !entry.deleted)
        .unwrap_or_else(|| panic!("no {name}"))
}

#[test]
fn an_edit_in_the_document_is_an_edit_of_its_field() {
    let ours = sample();
    let document = written(&ours);
    for (before, after, name, field, value) in [
        ("Score reaches 50", "Score reaches 60", "", F::Trigger, Value::Line("Score reaches 60".into())),
        ("A lead that fits and has", "A lead that has", "Marketing qualified lead", F::Definition, Value::Text("A lead that has shown interest.\n\nScored every night.".into())),
        ("Within 24 hours", "Within a day", "Marketing qualified lead", F::Sla, Value::Line("Within a day".into())),
        ("**Exit criteria:** Sales accepts or declines within the SLA.\n\n", "", "Marketing qualified lead", F::ExitCriteria, Value::Text(String::new())),
        ("Email, forms and *lead scoring*.", "Email and `forms`.", "HubSpot", F::Purpose, Value::Text("Email and `forms`.".into())),
        ("| Ines Aguilar | Active |", "| Ines Aguilar | Retiring |", "HubSpot", F::Status, Value::Line("retiring".into())),
        ("[app.hubspot.com](https://app.hubspot.com/)", "<https://hubspot.example/a_b>", "HubSpot", F::Link, Value::Line("https://hubspot.example/a_b".into())),
        ("| 3 | Fax |  |  | No |", "| 3 | Fax |  |  | Yes |", "Fax", F::Active, Value::Flag(true)),
        ("Inbound MQL; Hand-raiser", "Inbound MQL; Hand raiser; iM", "iMQL", F::AlsoKnownAs, Value::Words(["Inbound MQL", "Hand raiser", "iM"].map(str::to_owned).into())),
        ("**Status:** Retired", "", "Hot lead", F::Status, Value::Line("current".into())),
        ("Upload the list within **two days**.", "Upload it.", "Leads from a conference", F::Body, Value::Text("# Before\n\n1. Create the campaign.\n2. Print the codes.\n\n# After\n\nUpload it.\n\n| Who | What |\n|---|---|\n| Events | List |\n| Ops | Import |".into())),
        ("Mondays, 30 minutes.", "Mondays.", "Weekly funnel review", F::Body, Value::Text("Mondays.\n\n- [ ] numbers\n- [ ] blockers".into())),
        ("| Webinar | `WBN` |", "| Webinar | `WB` |", "Webinar", F::Code, Value::Line("WB".into())),
    ] {
        let edited = document.replacen(before, after, 1);
        assert_ne!(edited, document, "{before}");
        let mut expected = ours.clone();
        let holds = |entry: &&mut Entry| (entry.name() == name) && entry.kind.field(field).is_some();
        let entry = expected.entries.values_mut().find(holds).expect("an entry");
        assert!(entry.set(field, value.clone()), "{field:?}");
        let reading = reread(&edited, &ours);
        let id = entry.id;
        assert_eq!(reading.theirs.entries.get(&id), expected.entries.get(&id), "{before}");
        assert_eq!(reading.theirs, expected, "{before}");
        assert_eq!(reading.remarks, [], "{before}");
    }
}

#[test]
fn spaces_around_a_separator_are_read() {
    for separator in [" | ", "_", " - ", "| "] {
        let mut ours = sample();
        let convention = ours.entries.values_mut().find(|entry| entry.kind == Kind::NamingConvention).expect("one");
        assert!(convention.set(F::Separator, Value::Line(separator.into())));
        let document = written(&ours);
        // Where there is none yet, and where there is another one.
        for before in [Playbook::new(ours.id, "Blank"), sample()] {
            let read = reread(&document, &before).theirs;
            let read = read.entries.values().find(|entry| entry.kind == Kind::NamingConvention).expect("one");
            assert_eq!(read.text(F::Separator), separator, "{document}");
        }
    }
}

#[test]
fn an_edit_in_another_language_is_one_too() {
    let ours = sample();
    let document = written_in(Labels::German, &ours);
    assert!(document.starts_with("# "), "{document}");
    let status = |choice| format!("| Ines Aguilar | {} |", Labels::German.of(choice));
    for (before, after, name, field, value) in [
        ("| 3 | Fax |  |  | Nein |".to_owned(), "| 3 | Fax |  |  | ja |", "Fax", F::Active, Value::Flag(true)),
        ("| 3 | Fax |  |  | Nein |".to_owned(), "| 3 | Fax |  |  | Yes |", "Fax", F::Active, Value::Flag(true)),
        (status("Active"), &status("Retiring"), "HubSpot", F::Status, Value::Line("retiring".into())),
        (status("Active"), "| Ines Aguilar | Retiring |", "HubSpot", F::Status, Value::Line("retiring".into())),
        (
            format!("**{}:** Sales accepts or declines within the SLA.", Labels::German.of("Exit criteria")),
            "**Exit criteria:** Sales accepts.",
            "Marketing qualified lead",
            F::ExitCriteria,
            Value::Text("Sales accepts.".into()),
        ),
    ] {
        let edited = document.replacen(&before, after, 1);
        assert_ne!(edited, document, "{before} in {document}");
        let mut expected = ours.clone();
        expected.entries.values_mut().find(|entry| entry.name() == name).expect("an entry").set(field, value);
        let reading = reread(&edited, &ours);
        assert_eq!((reading.theirs, reading.remarks), (expected, Vec::new()), "{before}");
    }
}

#[test]
fn a_new_playbook_comes_of_a_document_in_any_language() {
    let blank = Playbook::new(sample().id, "");
    let [english, german] = Labels::ALL.map(|labels| reread(&written_in(labels, &sample()), &blank).theirs);
    assert_eq!(written(&german), written(&english));
    assert_eq!(german.sections.len(), english.sections.len());
}

#[test]
fn names_in_fields_are_people_and_things() {
    let ours = sample();
    let document = written(&ours);
    for (before, after, names) in [
        ("Tom O’Neill; Sales Development", "Sales Development", &["Sales Development"][..]),
        ("Tom O’Neill; Sales Development", "Priya Raman; tom  o’neill", &["Priya Raman", "Tom O’Neill"]),
        (
            "Tom O’Neill; Sales Development",
            "[Priya Raman](mailto:p@x.y)[Tom O’Neill](mailto:t@x.y)",
            &["Priya Raman", "Tom O’Neill"],
        ),
        ("Tom O’Neill; Sales Development", "Somebody Else", &["Somebody Else"]),
        ("Tom O’Neill; Sales Development", "[Somebody Else](mailto:s@x.y)", &["Somebody Else"]),
    ] {
        let reading = reread(&document.replacen(before, after, 1), &ours);
        let refs = named(&reading.theirs, "HubSpot").refs(F::Stakeholders);
        let found: Vec<_> = refs.iter().map(|id| reading.theirs.entries[id].name()).collect();
        assert_eq!(found, names, "{after}");
        assert_eq!(reading.remarks.len(), usize::from(names.contains(&"Somebody Else")), "{after}");
    }
    let reading =
        reread(&document.replacen("**Integrates with:** HubSpot\n", "**Integrates with:** Nothing\n", 1), &ours);
    let salesforce = named(&reading.theirs, "Salesforce");
    assert_eq!(salesforce.refs(F::IntegratesWith), []);
    assert_eq!(salesforce.text(F::Purpose), "**Integrates with:** Nothing");
}

#[test]
fn entries_come_go_move_and_are_renamed() {
    let ours = sample();
    let document = written(&ours);
    let names = |document: &str, home: Home, kind: Kind| -> Vec<String> {
        let theirs = reread(document, &ours).theirs;
        assert_eq!(theirs.violations(), []);
        theirs.outline().list(home, kind).iter().map(|id| theirs.entries[id].title()).collect()
    };
    let demand = within(S::DemandGenerationTools);
    let plausible = "| Plausible | Web analytics | Visits, without cookies. | Priya Raman | Trial |\n";
    let hubspot = "| HubSpot | Marketing automation | Email, forms and *lead scoring*. | Ines Aguilar | Active |\n";
    for (edited, expected) in [
        (document.replacen(plausible, "", 1), &["HubSpot"][..]),
        (
            document.replacen(plausible, &format!("{plausible}| New |  | For it. | Me |  |\n"), 1),
            &["HubSpot", "Plausible", "New"],
        ),
        (
            document.replacen(&format!("{hubspot}{plausible}"), &format!("{plausible}{hubspot}"), 1),
            &["Plausible", "HubSpot"],
        ),
        (document.replacen("| Plausible |", "| Matomo |", 1), &["HubSpot", "Matomo"]),
        (document.replacen("| Plausible |", "| plausible |", 1), &["HubSpot", "plausible"]),
        (
            document.replacen("## Sales Tools", "### Matomo\n\nIt counts.\n\n## Sales Tools", 1),
            &["HubSpot", "Plausible", "Matomo"],
        ),
    ] {
        assert_eq!(names(&edited, demand, Kind::Tool), expected);
    }
    // A new name is not a new entry.
    let renamed = reread(&document.replacen("| Plausible |", "| Matomo |", 1), &ours).theirs;
    assert_eq!(named(&renamed, "Matomo").id, named(&ours, "Plausible").id);
    // Lists from A to Z have no order in the document.
    let moved = document.replacen("### Hot lead", "### Zzz", 1);
    assert_eq!(
        names(&moved, within(S::Definitions), Kind::Definition),
        ["UTM", "iMQL", "Zzz"].map(str::to_owned).as_slice(),
    );
}

#[test]
fn a_section_with_a_new_name_is_the_same_section() {
    let ours = sample();
    let document = written(&ours);
    for (title, id) in ours.sections.iter().map(|section| (section.title(), section.id)) {
        let heading = format!("\n## {title}\n");
        if !document.contains(&heading) {
            continue;
        }
        let renamed = document.replacen(&heading, "\n## By another name\n", 1);
        let theirs = reread(&renamed, &ours).theirs;
        let mut expected = ours.clone();
        let section = expected.sections.iter_mut().find(|section| section.id == id).expect("a section");
        section.name = "By another name".to_owned();
        assert_eq!(theirs, expected, "{title}");
        // What is changed in it at the same time is a change.
        let more = renamed.replacen("\n## By another name\n", "\n## By another name\n\nAnd more.\n", 1);
        let section = reread(&more, &ours).theirs.section(id).cloned().expect("a section");
        assert_eq!(section.name, "By another name", "{title}");
        assert!(section.introduction.contains("And more."), "{title}: {}", section.introduction);
    }
    // One that says something else is another one.
    let other = document.replacen("\n## Meeting rhythm\n", "\n## Lunch\n\nAt noon.\n\n## Old\n", 1);
    let theirs = reread(&other, &ours).theirs;
    assert_eq!(theirs.sections.len(), ours.sections.len() + 1);
    assert!(theirs.sections.iter().any(|section| section.name == "Lunch" && section.introduction == "At noon."));
}

#[test]
fn headings_in_an_introduction_are_no_entries() {
    let mut ours = sample();
    let section = ours.sections.iter_mut().find(|section| section.title() == "Sales Tools").expect("a section");
    section.introduction = "Ours.\n\n## How to get one\n\nAsk.".to_owned();
    let document = written(&ours);
    assert_unchanged(&document, &ours);
    let edited = document.replacen("Ask.", "Ask twice.", 1);
    let reading = reread(&edited, &ours);
    let section = reading.theirs.sections.iter().find(|section| section.title() == "Sales Tools").expect("a section");
    assert_eq!(section.introduction, "Ours.\n\n## How to get one\n\nAsk twice.");
    assert_eq!(reading.theirs.entries, ours.entries);
}

#[test]
fn what_fits_nowhere_stays_as_text() {
    let ours = sample();
    let document = written(&ours);
    for (before, after, name, field, text) in [
        (
            "**Cost:** 1,200 a month",
            "**Cost:** 1,200 a month\n\n**Colour:** red",
            "HubSpot",
            F::Purpose,
            "Email, forms and *lead scoring*.\n\n**Colour:** red",
        ),
        (
            "| Ines Aguilar | Active |",
            "| Ines Aguilar | Sleeping |",
            "HubSpot",
            F::Purpose,
            "Email, forms and *lead scoring*.\n\n**Status:** Sleeping",
        ),
        (
            "**Online or offline:** Online",
            "**Online or offline:** On the moon",
            "Webinar",
            F::Description,
            "A talk of ours that people sign up for.\n\n**Online or offline:** On the moon",
        ),
    ] {
        let reading = reread(&document.replacen(before, after, 1), &ours);
        assert_eq!(named(&reading.theirs, name).text(field), text, "{after}");
        assert_eq!(reading.remarks.len(), 1, "{:?}", reading.remarks);
    }
    let reading = reread(&document.replacen("**Contents**", "Hello there.\n\n**Contents**", 1), &ours);
    let last = reading.theirs.sections.last().expect("a section");
    assert_eq!((last.name.as_str(), last.introduction.as_str()), ("Not sorted yet", "Hello there."));
}

#[test]
fn other_pages_are_no_playbooks() {
    for document in
        ["", "# A\n\ntext", "- Sales Tools", "| Sales Tools |\n|---|\n| a |", "# T\n\n## Sales Tools\n\n## B\n\n## C"]
    {
        assert_eq!(read(document, &sample(), today()), None);
    }
}

/// Puts a text into a field of the sample.
fn with_long_text(text: &str, index: usize) -> Playbook {
    let mut playbook = sample();
    let places: Vec<(EntryId, F)> = playbook
        .entries
        .values()
        .flat_map(|entry| {
            entry.fields().filter(|(spec, _)| spec.shape == Shape::Text).map(|(spec, _)| (entry.id, spec.field))
        })
        .collect();
    let (id, field) = places[index % places.len()];
    playbook.entries.get_mut(&id).expect("in the sample").set(field, Value::Text(text.to_owned()).cleaned());
    playbook
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_playbook_comes_back_unchanged(playbook in arbitrary::playbook(), labels in select(&Labels::ALL[..])) {
        assert_unchanged(&written_in(labels, &playbook), &playbook);
    }

    #[test]
    fn any_playbook_comes_back_unchanged_from_google_docs(playbook in arbitrary::playbook(), docs in 0..Docs::ALL.len(), labels in select(&Labels::ALL[..])) {
        let written = written_in(labels, &playbook);
        // An item that begins with another list has no words of its own, which Google Docs has no way to show.
        let begins = |line: &str| line.starts_with(['-', '*']) || line.split_once(['.', ')']).is_some_and(|(number, _)| number.parse::<u32>().is_ok());
        let nests = |line: &str| begins(line.trim_start()) && line.trim_start().split_once(' ').is_some_and(|(_, rest)| begins(rest) || rest.is_empty());
        // Nor has one that begins with a block of code.
        let codes = |line: &str| begins(line.trim_start()) && line.trim_start().split_once(' ').is_some_and(|(_, rest)| rest.trim_start().starts_with("```"));
        prop_assume!(!written.lines().any(|line| nests(line) || codes(line)));
        assert_unchanged(&through_google_docs(&written, Docs::ALL[docs]), &playbook);
    }

    #[test]
    fn any_long_text_comes_back_unchanged(text in hostile_markdown(), place in any::<usize>()) {
        let playbook = with_long_text(&text, place);
        assert_unchanged(&written(&playbook), &playbook);
    }

    #[test]
    fn any_long_text_is_read_as_it_was_written(text in hostile_markdown(), place in any::<usize>()) {
        let (playbook, without) = (with_long_text(&text, place), with_long_text("", place));
        let document = written(&playbook);
        // What looks like a field or an entry is taken for one by whoever does not have it yet.
        prop_assume!(!text.contains("**here**"));
        if let Some(reading) = read(&document, &without, today()) {
            assert_unchanged(&written(&reading.theirs), &playbook);
        }
    }

    #[test]
    fn any_short_text_comes_back_unchanged(text in hostile_text(), agreed in any::<bool>()) {
        let mut playbook = sample();
        for entry in playbook.entries.values_mut() {
            entry.agreement = if agreed { Agreement::Agreed } else { Agreement::Draft };
            for spec in entry.kind.fields() {
                if matches!(spec.shape, Shape::Line | Shape::Suggested | Shape::Link) {
                    entry.set(spec.field, Value::Line(text.clone()).cleaned());
                }
            }
        }
        assert_unchanged(&written(&playbook), &playbook);
    }

    #[test]
    fn any_other_version_is_read_as_it_was_written(ours in arbitrary::playbook(), theirs in arbitrary::playbook()) {
        let theirs = Playbook { id: ours.id, ..theirs };
        let document = written(&theirs);
        if let Some(reading) = read(&document, &ours, today()) {
            prop_assert_eq!(reading.theirs.violations(), []);
        }
    }

    #[test]
    fn nothing_stops_the_reader(text in prop_oneof![hostile_markdown(), any::<String>()]) {
        let document = format!("# T\n\n## Sales Tools\n\n{text}\n\n## Definitions\n\n{text}");
        if let Some(reading) = read(&document, &sample(), today()) {
            prop_assert_eq!(reading.theirs.violations(), []);
        }
    }
}

#[test]
fn names_that_look_the_same_are_told_apart() {
    let mut build = Build::new("P");
    for name in ["CRM", "crm ", "CRM", ""] {
        build.add(Kind::Tool, within(S::SalesTools), &[(F::Name, name)]);
    }
    assert_unchanged(&written(&build.playbook), &build.playbook);
    let edited = written(&build.playbook).replacen("| crm (2) | Active |", "| crm (2) | Retired |", 1);
    let reading = reread(&edited, &build.playbook);
    let statuses: Vec<_> = reading.theirs.entries.values().map(|entry| entry.text(F::Status)).collect();
    assert_eq!(statuses, ["active", "retired", "active", "active"], "{edited}");
}
