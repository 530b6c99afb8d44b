use super::write as write_selection;
use super::*;
use crate::format::escape::one_line;
use crate::format::page::Part;
use crate::format::probe::{Read, hostile_markdown, hostile_text, read};
use crate::format::sample::{
    Build, Place as LongPlace, long_places, put_long_text, replaced, sample, today, with_texts, within,
};
use crate::model::{Entry, EntryId, Field, Home, Kind, OrderKey, SectionId, StandardSection, Value};
use Field as F;
use StandardSection as S;
use proptest::prelude::*;

fn write(playbook: &Playbook, today: NaiveDate) -> String {
    write_selection(playbook, &Selection::default(), today)
}

fn section(playbook: &Playbook, id: SectionId, today: NaiveDate) -> String {
    write_selection(playbook, &Selection::of(Part::Home(Home::Section(id))), today)
}

fn entry(playbook: &Playbook, id: EntryId, today: NaiveDate) -> String {
    write_selection(playbook, &Selection::of(Part::Entry(id)), today)
}

/// Regenerate with `UPDATE_FIXTURES=1 cargo test`.
#[test]
fn the_sample_looks_like_this() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/format/markdown/tests/sample.md");
    let written = write(&sample(), today());
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &written).expect("the fixture can be written");
    }
    assert_eq!(written, std::fs::read_to_string(path).unwrap_or_default());
}

#[test]
fn the_sample_uses_every_kind_and_field() {
    let sample = sample();
    for kind in Kind::ALL {
        for spec in kind.fields() {
            let filled = |entry: &Entry| entry.kind == kind && entry.value(spec.field).is_some_and(|v| !v.is_empty());
            assert!(sample.entries.values().any(filled), "{kind:?} {:?}", spec.field);
        }
    }
}

#[test]
fn a_document_of_nothing_is_its_title() {
    assert_eq!(write(&Build::new(" ").playbook, today()), "# Untitled playbook\n");
}

#[test]
fn hidden_and_empty_sections_and_deleted_entries_are_left_out() {
    let mut build = Build::new("P");
    build.section(S::SalesTools).introduction = "Only an introduction.".to_owned();
    build.section(S::DemandGenerationTools).hidden = true;
    let hidden = build.add(Kind::Tool, within(S::DemandGenerationTools), &[(F::Name, "Hidden tool")]);
    let gone = build.add(Kind::Person, Home::Directory, &[(F::Name, "Gone")]);
    let tool =
        build.add(Kind::Channel, within(S::InternalCommunicationTools), &[(F::Name, "Chat"), (F::Manager, "Gone")]);
    build.entry(gone).deleted = true;
    build.entry(tool).set(F::IntegratesWith, Value::Refs(vec![hidden, gone, EntryId::from_bits(99)]));
    assert_eq!(
        write(&build.playbook, today()),
        "# P\n\n**Contents**\n\n- Sales Tools\n- Internal Communication Tools\n\n\
         ## Sales Tools\n\nOnly an introduction.\n\n\
         ## Internal Communication Tools\n\n| Name | Status |\n| --- | --- |\n| Chat | Active |\n\n\
         ### Chat\n\n**Integrates with:** Hidden tool\n"
    );
}

#[test]
fn short_definitions_are_a_table_from_a_to_z() {
    let mut build = Build::new("P");
    for (name, definition) in [("b", "2"), ("C", "[3](https://x.y)"), ("a", "1")] {
        build.add(Kind::Definition, within(S::Definitions), &[(F::Name, name), (F::Definition, definition)]);
    }
    let id = SectionId::Standard(S::Definitions);
    assert_eq!(
        section(&build.playbook, id, today()),
        "## Definitions\n\n| Term | Definition |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n| C | [3](https://x.y) |\n"
    );
    build.add(Kind::Definition, within(S::Definitions), &[(F::Name, "B2"), (F::Definition, "long\n\ntext")]);
    assert_eq!(
        section(&build.playbook, id, today()),
        "## Definitions\n\n### a\n\n**Definition:** 1\n\n### b\n\n**Definition:** 2\n\n### B2\n\n**Definition:** long\n\ntext\n\n\
         ### C\n\n**Definition:** [3](https://x.y)\n"
    );
}

#[test]
fn one_entry_stands_alone() {
    let sample = sample();
    let plausible = sample.entries.values().find(|entry| entry.name() == "Plausible").expect("in the sample");
    assert_eq!(
        entry(&sample, plausible.id, today()),
        "### Plausible\n\n**Category:** Web analytics\n\n**Purpose:** Visits, without cookies.\n\n\
         **Manager:** Priya Raman\n\n**Status:** Trial\n"
    );
    assert_eq!(entry(&sample, EntryId::from_bits(9_999), today()), "");
}

#[test]
fn ten_thousand_entries_are_written_at_once() {
    let mut build = Build::new("P");
    build.keys = OrderKey::spread(10_000).into_iter();
    let owner = build.add(Kind::Person, Home::Directory, &[(F::Name, "Ines")]);
    for number in 1..10_000 {
        let text = format!("Text *{number}* of lead_source.\n\n- a\n- b\n\n{}", "More words to read. ".repeat(20));
        let (kind, home, long, refs) = match number % 3 {
            0 => (Kind::Definition, within(S::Definitions), F::Definition, F::NotToBeConfusedWith),
            1 => (Kind::Tool, within(S::SalesTools), F::Purpose, F::Manager),
            _ => (Kind::Stage, within(S::LifecycleManagement), F::Definition, F::Owner),
        };
        let id = build.add(kind, home, &[(F::Name, &format!("Name {number}")), (long, &text)]);
        build.entry(id).set(refs, Value::Refs(vec![owner]));
    }
    let start = std::time::Instant::now();
    let written = write(&build.playbook, today());
    // A second or so without optimisation; a minute if anything looked through all entries for each.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(read(&written).outline.len(), 1 + 3 + 9_999 + 2);
}

/// The texts in the order in which they are read, with those that stand for others replaced.
fn filled_in(read: &Read, text: impl Fn(usize) -> String) -> (Vec<(u8, String)>, Vec<String>) {
    let replace = |with: &str| replaced(with, &text);
    let cells = read.tables.iter().flatten().flatten();
    (
        read.outline.iter().map(|(level, text)| (*level, replace(text))).collect(),
        read.texts.iter().chain(cells).map(|text| replace(text)).collect(),
    )
}

fn shape_of(read: &Read) -> (Vec<u8>, Vec<Vec<usize>>, &[&'static str]) {
    let tables = read.tables.iter().map(|rows| rows.iter().map(Vec::len).collect());
    (read.outline.iter().map(|(level, _)| *level).collect(), tables.collect(), &read.blocks)
}

fn with_long_text(place: LongPlace, text: &str) -> Read {
    let mut playbook = sample();
    put_long_text(&mut playbook, place, text);
    read(&write(&playbook, today()))
}

/// Whether `with` is `without` with `count` items put in at one place.
fn is_inserted<T: PartialEq>(without: &[T], with: &[T], count: usize) -> bool {
    with.len() == without.len() + count
        && (0..=without.len()).any(|at| with[..at] == without[..at] && with[at + count..] == without[at..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_in_a_short_field_stays_where_it_is(texts in proptest::collection::vec(hostile_text(), 1..40)) {
        let texts: Vec<_> = texts.iter().map(|text| one_line(text).replace(['⟦', '⟧'], "").trim().to_owned()).filter(|t| !t.is_empty()).collect();
        prop_assume!(!texts.is_empty());
        // No two the same: of several entries with one name, all but the first are given a number.
        let text = |number: usize| {
            let text = &texts[number % texts.len()];
            if number.is_multiple_of(2) { format!("№{number} {text}") } else { format!("{text} №{number}") }
        };
        let expected = read(&write(&with_texts(|number| format!("⟦{number}⟧")), today()));
        let written = write(&with_texts(text), today());
        let found = read(&written);
        prop_assert_eq!(shape_of(&found), shape_of(&expected), "{}", written);
        prop_assert_eq!(filled_in(&found, text), filled_in(&expected, text), "{}", written);
        prop_assert_eq!(&found.html, &[""; 0]);
    }

    #[test]
    fn any_long_text_stays_in_its_field(text in hostile_markdown(), place in any::<proptest::sample::Index>()) {
        let parsed = LongText::parse(&text);
        // A column in which nothing stands is left out.
        prop_assume!(!parsed.to_cell().is_empty() && !text.contains(['⟦', '⟧']));
        let place = *place.get(&long_places(&sample()));
        // What is short may stand in a table: so does what it is compared with, then.
        let other = if parsed.fits_a_cell() { "⟦⟧" } else { "⟦⟧\n\n⟦⟧" };
        let without = with_long_text(place, other);
        let with = with_long_text(place, &text);
        let mut alone = String::new();
        parsed.write_blocks(2, Place::LINE_START, &mut alone);
        let alone = read(&alone);

        prop_assert_eq!(&with.html, &[""; 0]);
        let in_cell = without.tables.iter().flatten().flatten().any(|cell| cell.contains('⟦'));
        let (headings, tables) = if in_cell { (0, 0) } else { (alone.outline.len(), alone.tables.len()) };
        prop_assert!(is_inserted(&without.outline, &with.outline, headings), "{:?}", with.outline);
        let outside = |read: &Read| -> Vec<Vec<Vec<String>>> {
            let hide = |cell: &String| if cell.contains('⟦') { String::new() } else { cell.clone() };
            read.tables.iter().map(|rows| rows.iter().map(|row| row.iter().map(hide).collect()).collect()).collect()
        };
        if in_cell {
            let (without, with) = (outside(&without), outside(&with));
            let cells = |tables: &[Vec<Vec<String>>]| tables.concat().concat();
            let differ = cells(&without).iter().zip(&cells(&with)).filter(|(a, b)| a != b).count();
            prop_assert!(differ <= 1, "{} cells differ", differ);
            let dimensions = |tables: &[Vec<Vec<String>>]| -> Vec<Vec<usize>> {
                tables.iter().map(|rows| rows.iter().map(Vec::len).collect()).collect()
            };
            prop_assert_eq!(dimensions(&without), dimensions(&with));
        } else {
            prop_assert!(is_inserted(&without.tables, &with.tables, tables), "{:?}", with.tables);
            let first = without.texts.iter().position(|text| text.contains('⟦')).unwrap_or_default();
            let after = without.texts.len() - 1
                - without.texts.iter().rposition(|text| text.contains('⟦')).unwrap_or_default();
            prop_assert_eq!(&with.texts[..first], &without.texts[..first]);
            prop_assert_eq!(&with.texts[with.texts.len() - after..], &without.texts[without.texts.len() - after..]);
        }
    }
}
