//! What holds for any table and any playbook.

use super::*;
use crate::format::probe::hostile_text;
use crate::format::table::{from_html, from_json, from_yaml};
use crate::format::text::decode;
use crate::model::arbitrary;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// Reads an export again, and says first what differs in which entry.
fn assert_unchanged(ours: &Playbook, home: Home, kind: Kind, labels: Labels) {
    let file = csv::write(ours, home, kind, labels);
    let sheet = from_delimited(&decode(file.as_bytes()).text);
    assert_eq!(sheet.flaws, [], "{file}");
    let mapping = guess(&sheet, ours, Some(home));
    let top = mapping.kind;
    assert!(top == kind || kind.whole().is_some(), "{top:?} in {file}");
    let reading = read(&sheet, &mapping, &BTreeSet::new(), ours, &file);
    for row in &reading.rows {
        assert_eq!((&row.outcome, row.notes.as_slice()), (&Outcome::Same, &[][..]), "{row:?} in {file}");
    }
    assert_eq!(reading.remarks, [], "{file}");
    assert_eq!(reading.theirs, *ours, "{file}");
}

#[test]
fn the_export_of_the_sample_changes_nothing() {
    let ours = sample();
    for (home, kind) in csv::lists(&ours) {
        for labels in Labels::ALL {
            assert_unchanged(&ours, home, kind, labels);
        }
    }
}

fn sheet() -> impl Strategy<Value = Sheet> {
    let headings = select(vec![
        "Name",
        "Tool",
        "Term",
        "Owner",
        "Description",
        "Status",
        "Renewal date",
        "Integrates with",
        "Agreement",
        "Seats",
        "Campaign type",
        "Member status",
        "Responded",
        "Stage",
        "To stage",
        "Trigger",
        "Label",
        "Internal value",
        "UTM source",
        "Naming convention",
        "Token",
        "Value",
        "Code",
        "Link",
        "Links",
        "Also known as",
        "Email",
        "Members",
        "",
    ]);
    let text = prop_oneof![
        4 => select(vec![
            "", "A", "B", "a", "A; B", "A, B", "Lead", "MQL", "HubSpot", "active", "maybe", "yes", "3/1/2027", "13/1/2027",
            "x@y.example", "A <x@y.example>", "https://x.example", "[a](https://x.example)", "- a\n- b", "n/a", "**A:** b",
        ]).prop_map(str::to_owned),
        1 => hostile_text(),
        1 => arbitrary::text(),
    ];
    let link = prop_oneof![9 => Just(None), 1 => hostile_text().prop_map(Some), 1 => Just(Some("mailto:x@y.example".to_owned()))];
    let cell = (text, link).prop_map(|(text, link)| SheetCell { text, link });
    proptest::collection::vec(headings, 1..8).prop_flat_map(move |header| {
        let row = proptest::collection::vec(cell.clone(), header.len());
        let header: Vec<String> = header.into_iter().map(str::to_owned).collect();
        proptest::collection::vec(row, 0..8).prop_map(move |rows| Sheet {
            header: header.clone(),
            rows,
            flaws: Vec::new(),
        })
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Parts included. What a cell can't say, such as a reference to what was deleted, or where one word with a `;` in it ends,
    /// changes nothing either: a field that would be written as its cell is left alone. Nothing is skipped.
    #[test]
    fn any_export_changes_nothing(ours in arbitrary::playbook(), labels in select(&Labels::ALL[..])) {
        for (home, kind) in csv::lists(&ours) {
            assert_unchanged(&ours, home, kind, labels);
        }
    }

    #[test]
    fn any_table_gives_a_valid_playbook_and_nothing_more_the_second_time(sheet in sheet(), home in any::<Index>(), is_here in any::<bool>()) {
        let ours = sample();
        let homes: Vec<Home> = ours.sections.iter().map(|section| Home::Section(section.id)).chain([Home::Directory]).collect();
        let here = is_here.then(|| *home.get(&homes));
        let mapping = guess(&sheet, &ours, here);
        let reading = read(&sheet, &mapping, &BTreeSet::new(), &ours, "seed");
        prop_assert_eq!(reading.theirs.violations(), []);
        let again = read(&sheet, &mapping, &BTreeSet::new(), &reading.theirs, "seed");
        for (id, entry) in &again.theirs.entries {
            prop_assert_eq!(Some(entry), reading.theirs.entries.get(id), "{:?}", mapping);
        }
        prop_assert_eq!(again.theirs.entries.len(), reading.theirs.entries.len());
    }

    #[test]
    fn any_mapping_gives_a_valid_playbook(
        ours in arbitrary::playbook(),
        sheet in sheet(),
        kind in select(Kind::ALL.to_vec()),
        home in any::<Index>(),
        meanings in proptest::collection::vec(any::<Index>(), 8),
    ) {
        let entries = ours.entries.keys().map(|id| Home::Entry(*id));
        let homes: Vec<Home> = ours.sections.iter().map(|section| Home::Section(section.id)).chain([Home::Directory]).chain(entries).collect();
        let all = Meaning::all(kind);
        let columns = meanings.iter().map(|index| *index.get(&all)).collect();
        let mapping = Mapping { home: *home.get(&homes), kind, columns, whole: String::new() };
        let reading = read(&sheet, &mapping, &BTreeSet::new(), &ours, "seed");
        prop_assert_eq!(reading.theirs.violations(), []);
    }

    #[test]
    fn any_bytes_are_read(bytes in any::<Vec<u8>>()) {
        let text = decode(&bytes).text;
        let records = [from_json(&text), from_yaml(&text)].into_iter().flatten();
        for sheet in from_html(&text).into_iter().chain(records).chain([from_delimited(&text)]) {
            prop_assert!(sheet.rows.iter().all(|row| row.len() == sheet.header.len()));
            let reading = read(&sheet, &guess(&sheet, &sample(), None), &BTreeSet::new(), &sample(), &text);
            prop_assert_eq!(reading.theirs.violations(), []);
        }
    }

    #[test]
    fn any_text_gives_a_valid_playbook(text in prop_oneof![any::<String>(), "[Name,Owner;\n\"\tA-]{0,60}"], ours in arbitrary::playbook()) {
        let sheet = from_delimited(&text);
        let reading = read(&sheet, &guess(&sheet, &ours, None), &BTreeSet::new(), &ours, &text);
        prop_assert_eq!(reading.theirs.violations(), []);
        prop_assert_eq!(reading.rows.len(), sheet.rows.len());
    }
}
