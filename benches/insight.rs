//! How long it takes to find out what follows from a playbook of 1,000 entries, beside `serde_json::to_string` of the same
//! value: `cargo bench --bench insight`. All of it runs in a worker, after each change; a frame is 16.7 ms.
#![expect(clippy::print_stdout, reason = "it is what this program is for")]

mod turns;

use guidepost::format::json;
use guidepost::insight::Book;
use guidepost::insight::checks::findings;
use guidepost::insight::glossary::Glossary;
use guidepost::insight::lifecycle::Lifecycle;
use guidepost::insight::lifecycle::svg::{Direction, Use, svg};
use guidepost::model::{
    Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, SectionId, StandardSection, Timestamp, Value,
};
use std::error::Error;
use turns::{TURNS, compare, playbook, standing};

const ENTRIES: usize = 1_000;

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = playbook(ENTRIES)?;
    let today = Timestamp::from_seconds(1_795_253_400).date();
    let value: serde_json::Value = serde_json::from_str(&json::write(&playbook))?;
    let plain = serde_json::to_string(&value)?;
    let terms = with_terms(&playbook);
    let texts: Vec<&str> = playbook.entries.values().flat_map(texts_of).collect();
    let (entries, parts) = (standing(&playbook), playbook.entries.len() - standing(&playbook));
    println!("{entries} entries with {parts} parts; median of {TURNS} turns");
    println!("terms: {ENTRIES} more definitions, in {} texts", texts.len());
    compare(&[
        ("serde_json::to_string", plain.len(), &|| serde_json::to_string(&value).unwrap_or_default().len()),
        ("what points at what", plain.len(), &|| Book::of(&playbook).entries().len()),
        ("all checks", plain.len(), &|| findings(&Book::of(&playbook), today).len()),
        ("terms in all texts", plain.len(), &|| {
            let glossary = Glossary::of(&Book::of(&terms));
            texts.iter().map(|text| glossary.mentions([*text], |_| false).len()).sum()
        }),
        ("the diagram", plain.len(), &|| {
            let book = Book::of(&playbook);
            svg(&book, &Lifecycle::of(&book), Direction::Right, Use::File, |english| english).into_string().len()
        }),
    ]);
    Ok(())
}

/// The playbook with as many definitions more, of one to three words.
fn with_terms(playbook: &Playbook) -> Playbook {
    let words = ["lead", "source", "pipeline", "handoff", "consent", "score", "region", "campaign", "owner", "stage"];
    let mut playbook = playbook.clone();
    let home = Home::Section(SectionId::Standard(StandardSection::Definitions));
    for number in 0..ENTRIES {
        let term = [number / 100, number / 10, number].map(|place| words[place % words.len()]).join(" ");
        let mut entry = Entry::new(EntryId::random(), Kind::Definition, home, OrderKey::default());
        entry.set(Field::Name, Value::Line(term));
        playbook.entries.insert(entry.id, entry);
    }
    playbook
}

fn texts_of(entry: &Entry) -> impl Iterator<Item = &str> {
    entry.fields().filter_map(|(_, value)| match value {
        Value::Text(text) => Some(text.as_str()),
        _ => None,
    })
}
