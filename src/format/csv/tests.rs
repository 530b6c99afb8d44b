use super::*;
use crate::format::probe::{hostile_markdown, hostile_text};
use crate::format::sample::{Build, long_places, put_long_text, sample, with_texts, within};
use crate::model::arbitrary::playbook;
use crate::model::{Agreement, Field as F, StandardSection as S};
use proptest::prelude::*;

/// The rows of a file, that of the labels first.
fn rows(file: &str) -> Vec<Vec<String>> {
    let table = file.strip_prefix(BYTE_ORDER_MARK).expect("a byte order mark");
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(table.as_bytes());
    let rows = reader.records().map(|row| row.expect("a row").iter().map(str::to_owned).collect());
    rows.collect()
}

fn written(playbook: &Playbook, home: Home, kind: Kind) -> Vec<Vec<String>> {
    rows(&write(playbook, home, kind, Labels::English))
}

#[test]
fn lists_look_like_this() {
    for (section, kind, file) in [
        (
            S::LifecycleManagement,
            Kind::Transition,
            "\u{feff}Stage,To stage,Kind,Trigger,Who does it,Reason values,Note\r\n\
             Lead,Marketing qualified lead,Advance,Score reaches 50,,,\r\n\
             Marketing qualified lead,Sales qualified lead,Advance,Accepted in the CRM,Sales Development,,\r\n\
             Marketing qualified lead,Lead,Recycle,Declined,Tom O’Neill,No budget; Bad timing; Student | teacher,\
             \"The score starts again.\n\n- after 30 days\n- at 0\"\r\n",
        ),
        (
            S::CampaignManagement,
            Kind::AllowedValue,
            "\u{feff}Naming convention,Token,Value,Code\r\n\
             Campaigns in the CRM,Type,Webinar,WBN\r\n\
             Campaigns in the CRM,Type,Event,EVT\r\n",
        ),
        (
            S::CampaignManagement,
            Kind::MemberStatus,
            "\u{feff}Campaign type,Name,Definition,Counts as success\r\n\
             Webinar,Registered,Signed up,No\r\n\
             Webinar,Attended,Was there for 10 minutes or more,Yes\r\n",
        ),
        (
            S::LeadSourceAttribution,
            Kind::LeadSource,
            "\u{feff}Value,Group,Definition,Active,Agreement\r\n\
             Paid Search,Paid,Came in over an ad on a search page.,Yes,Agreed\r\n\
             Event,Owned,We met them.,Yes,Agreed\r\n\
             Fax,,,No,Agreed\r\n",
        ),
        (
            S::SalesTools,
            Kind::Stage,
            "\u{feff}Name,Abbreviation,Definition,Entry criteria,Exit criteria,Owner,System value,SLA,Agreement\r\n",
        ),
    ] {
        assert_eq!(write(&sample(), within(section), kind, Labels::English), file);
    }
}

#[test]
fn parts_of_one_entry_are_a_list_too() {
    let sample = sample();
    let named = |name: &str| sample.entries.values().find(|entry| entry.name() == name).expect("in the sample").id;
    for (whole, kind, count) in [
        ("Lead", Kind::Transition, 1),
        ("Type", Kind::AllowedValue, 2),
        ("Topic", Kind::AllowedValue, 0),
        ("Campaigns in the CRM", Kind::AllowedValue, 2),
        ("Campaigns in the CRM", Kind::Token, 3),
    ] {
        let rows = written(&sample, Home::Entry(named(whole)), kind);
        assert_eq!(rows.len(), 1 + count, "{whole}");
        assert!(rows[1..].iter().all(|row| row.contains(&whole.to_owned())), "{rows:?}");
    }
}

#[test]
fn every_field_of_every_kind_is_there() {
    let sample = sample();
    let lists = lists(&sample);
    // Readers stand in no document.
    for kind in Kind::ALL.into_iter().filter(|kind| *kind != Kind::Reader) {
        let homes: Vec<_> = lists.iter().filter(|(_, other)| *other == kind).map(|(home, _)| *home).collect();
        let rows: Vec<_> = homes.iter().flat_map(|home| written(&sample, *home, kind)).collect();
        assert_eq!(rows.len() - homes.len(), sample.entries.values().filter(|e| e.kind == kind && !e.deleted).count());
        let labels = &rows[0];
        let unique: std::collections::HashSet<_> = labels.iter().collect();
        assert_eq!(unique.len(), labels.len(), "{labels:?}");
        for spec in kind.fields() {
            let column = labels.iter().position(|label| label == spec.label).expect("a column");
            assert!(rows[1..].iter().any(|row| !row[column].is_empty()), "{kind:?} {}", spec.label);
        }
        assert_eq!(labels.iter().any(|label| label == AGREEMENT), Layout::of(kind).agreement, "{kind:?}");
    }
}

#[test]
fn the_lists_stand_in_the_order_of_the_sections() {
    let mut build = Build::new("P");
    build.section(S::SalesTools).hidden = true;
    build.add(Kind::Team, Home::Directory, &[]);
    build.add(Kind::Tool, within(S::SalesTools), &[]);
    build.add(Kind::Tool, within(S::DemandGenerationTools), &[]);
    let naming = build.add(Kind::NamingConvention, within(S::CampaignManagement), &[]);
    let token = build.add(Kind::Token, Home::Entry(naming), &[]);
    build.add(Kind::AllowedValue, Home::Entry(token), &[]);
    let stage = build.add(Kind::Stage, within(S::LifecycleManagement), &[]);
    build.add(Kind::Transition, Home::Entry(stage), &[]);
    build.entry(stage).deleted = true;
    assert_eq!(
        lists(&build.playbook),
        [
            (within(S::DemandGenerationTools), Kind::Tool),
            (within(S::CampaignManagement), Kind::NamingConvention),
            (within(S::CampaignManagement), Kind::Token),
            (within(S::CampaignManagement), Kind::AllowedValue),
            (Home::Directory, Kind::Team),
        ]
    );
}

#[test]
fn of_two_with_one_name_it_is_said_which_is_meant() {
    let mut build = Build::new("P");
    let first = build.add(Kind::Person, Home::Directory, &[(F::Name, "Ines")]);
    let second = build.add(Kind::Person, Home::Directory, &[(F::Name, "Ines")]);
    let gone = build.add(Kind::Person, Home::Directory, &[(F::Name, "Gone")]);
    build.entry(gone).deleted = true;
    let team = build.add(Kind::Team, Home::Directory, &[]);
    build.entry(team).set(F::Members, Value::Refs(vec![second, gone, first]));
    build.entry(team).agreement = Agreement::Draft;
    let people = written(&build.playbook, Home::Directory, Kind::Person);
    assert_eq!(people.iter().map(|row| row[0].as_str()).collect::<Vec<_>>(), ["Name", "Ines", "Ines (2)"]);
    let teams = written(&build.playbook, Home::Directory, Kind::Team);
    assert_eq!(teams[1], ["Untitled team", "", "", "Ines (2); Ines"]);
}

#[test]
fn nothing_that_begins_like_a_formula_does_so_in_a_cell() {
    for (text, cell) in [
        ("", ""),
        ("a", "a"),
        ("1 + 1", "1 + 1"),
        ("a=b", "a=b"),
        ("'", "'"),
        ("'quoted'", "'quoted'"),
        ("\"quoted\" = a", "\"quoted\" = a"),
        ("#ops", "#ops"),
        ("=1+1", "'=1+1"),
        ("+49 30 1234", "'+49 30 1234"),
        ("- a\n- b", "'- a\n- b"),
        ("@priya", "'@priya"),
        ("\ta", "'\ta"),
        ("\ra", "'\ra"),
        ("\na", "'\na"),
        ("  =a", "'  =a"),
        ("\u{a0}=a", "'\u{a0}=a"),
        ("\u{feff}=a", "'\u{feff}=a"),
        ("\"=a\"", "'\"=a\""),
        (" \" '=a", "' \" '=a"),
        ("'=a", "''=a"),
        ("''=a", "'''=a"),
        ("' -", "'' -"),
        ("＝a", "'＝a"),
    ] {
        assert_eq!(guarded(text), cell, "{text:?}");
        assert_eq!(unguarded(cell), text, "{cell:?}");
    }
    // What somebody else wrote with a quote is left alone.
    for cell in ["'a", "'", "a'", "''"] {
        assert_eq!(unguarded(cell), cell);
    }
}

#[test]
fn texts_are_guarded_wherever_they_stand() {
    let mut build = Build::new("P");
    let owner = build.add(Kind::Person, Home::Directory, &[(F::Name, "=a"), (F::Contact, "@b"), (F::Role, "-c")]);
    let stage = build.add(Kind::Stage, within(S::LifecycleManagement), &[(F::Name, "+d"), (F::Definition, "- e")]);
    build.entry(stage).set(F::Owner, Value::Refs(vec![owner]));
    build.add(Kind::Transition, Home::Entry(stage), &[(F::ReasonValues, "=f + g")]);
    for (home, kind) in lists(&build.playbook) {
        for cell in written(&build.playbook, home, kind).iter().flatten() {
            assert!(!cell.starts_with(BEGINS_A_FORMULA), "{cell}");
        }
    }
    let transitions = written(&build.playbook, within(S::LifecycleManagement), Kind::Transition);
    assert_eq!(transitions[1], ["'+d", "", "", "", "", "'=f; g", ""]);
}

#[test]
fn ten_thousand_entries_are_written_at_once() {
    let mut build = Build::new("P");
    build.keys = crate::model::OrderKey::spread(10_000).into_iter();
    let stage = build.add(Kind::Stage, within(S::LifecycleManagement), &[(F::Name, "Lead")]);
    for _ in 1..10_000 {
        build.add(Kind::Transition, Home::Entry(stage), &[(F::ToStage, "Lead")]);
    }
    let start = std::time::Instant::now();
    assert_eq!(written(&build.playbook, within(S::LifecycleManagement), Kind::Transition).len(), 10_000);
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
}

/// Whether each row of a file says what is in its entry.
fn says_all(playbook: &Playbook) {
    let outline = playbook.outline();
    for (home, kind) in lists(playbook) {
        let rows = written(playbook, home, kind);
        let entries = list(&outline, home, kind);
        assert_eq!(rows.len(), entries.len() + 1);
        for (row, id) in rows[1..].iter().zip(&entries) {
            assert_eq!(row.len(), rows[0].len());
            for (spec, value) in playbook.entries[id].fields() {
                let column = rows[0].iter().position(|label| label == spec.label).expect("a column");
                let cell = unguarded(&row[column]);
                assert_eq!(&guarded(cell), &row[column]);
                match value {
                    Value::Line(_) if spec.field == F::Name || matches!(spec.shape, Shape::Choice(_)) => {}
                    Value::Line(text) | Value::Text(text) => assert_eq!(cell, text),
                    Value::Words(words) => assert_eq!(cell, words.join("; ")),
                    Value::Flag(flag) => assert_eq!(cell, if *flag { "Yes" } else { "No" }),
                    Value::Refs(_) => {}
                }
            }
        }
    }
}

proptest! {
    #[test]
    fn a_guard_comes_off_again(text in prop_oneof![any::<String>(), hostile_text(), "['\"=+@\\-\t\r\n a\u{a0}]{0,6}"]) {
        let cell = guarded(&text);
        prop_assert_eq!(unguarded(&cell), &text);
        prop_assert!(!cell.starts_with(BEGINS_A_FORMULA));
    }

    #[test]
    fn two_texts_never_become_one(one in "['= a]{0,4}", other in "['= a]{0,4}") {
        prop_assert_eq!(guarded(&one) == guarded(&other), one == other);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_playbook_is_written_whole(playbook in playbook()) {
        says_all(&playbook);
    }

    #[test]
    fn hostile_texts_stay_in_their_cells(
        texts in proptest::collection::vec(hostile_text(), 1..20),
        long in hostile_markdown(),
        place in any::<proptest::sample::Index>(),
    ) {
        let mut playbook = with_texts(|number| crate::model::field::clean_line(&texts[number % texts.len()]));
        let place = *place.get(&long_places(&playbook));
        put_long_text(&mut playbook, place, &long);
        says_all(&playbook);
    }
}
