//! How long a playbook of 10,000 entries takes to be written, beside `serde_json::to_string` of the same value, and to be read
//! back, beside pulldown-cmark merely parsing the same Markdown: `cargo bench --bench export`.
//!
//! Those of a group take turns, so that whatever else the machine does disturbs all of them, and the ratio to the first carries
//! over to other machines. Nothing here fails because it is slow.
#![expect(clippy::print_stdout, reason = "it is what this program is for")]

mod turns;

use guidepost::format::json;
use guidepost::format::table::{from_delimited, guess};
use guidepost::format::{Labels, Selection, csv, html, markdown, table};
use guidepost::model::{Home, Kind, Playbook, SectionId, StandardSection, Timestamp};
use pulldown_cmark::{Options, Parser};
use std::collections::BTreeSet;
use std::error::Error;
use turns::{TURNS, compare, playbook, standing};

/// At least so many; their parts come on top.
const ENTRIES: usize = 10_000;

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = playbook(ENTRIES)?;
    let selection = Selection::default();
    let file = json::write(&playbook);
    // The same content as plain JSON values, which serde_json writes at its best.
    let value: serde_json::Value = serde_json::from_str(&file)?;
    let today = Timestamp::from_seconds(1_795_253_400).date();
    let (entries, parts) = (standing(&playbook), playbook.entries.len() - standing(&playbook));
    println!("{entries} entries with {parts} parts; median of {TURNS} turns");

    let plain = serde_json::to_string(&value)?;
    let text = markdown::write(&playbook, &selection, today);
    let page = html::write(&playbook, &selection, today);
    compare(&[
        ("serde_json::to_string", plain.len(), &|| serde_json::to_string(&value).unwrap_or_default().len()),
        ("JSON", file.len(), &|| json::write(&playbook).len()),
        ("Markdown", text.len(), &|| markdown::write(&playbook, &selection, today).len()),
        ("HTML", page.len(), &|| html::write(&playbook, &selection, today).len()),
    ]);

    let tools = Home::Section(SectionId::Standard(StandardSection::DemandGenerationTools));
    let rows = csv::write(&playbook, tools, Kind::Tool, Labels::English);
    let blank = Playbook::new(playbook.id, "");
    let sheet = from_delimited(&rows);
    let mapping = guess(&sheet, &blank, Some(tools));
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    compare(&[
        ("pulldown-cmark, parsing only", text.len(), &|| Parser::new_ext(&text, options).count()),
        ("Markdown, nothing changed", text.len(), &|| {
            markdown::read(&text, &playbook, today).map_or(0, |read| read.theirs.entries.len())
        }),
        ("Markdown, as a new playbook", text.len(), &|| {
            markdown::read(&text, &blank, today).map_or(0, |read| read.theirs.entries.len())
        }),
        ("JSON", file.len(), &|| json::read(&file).map_or(0, |read| read.playbook.entries.len())),
        ("CSV of the tools", rows.len(), &|| {
            let sheet = from_delimited(&rows);
            table::read(&sheet, &mapping, &BTreeSet::new(), &blank, "").theirs.entries.len()
        }),
    ]);
    Ok(())
}
