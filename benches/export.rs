//! How long a playbook of 10,000 entries takes to be written, beside `serde_json::to_string` of the same value, and to be read
//! back, beside pulldown-cmark merely parsing the same Markdown: `cargo bench --bench export`.
//!
//! Those of a group take turns, so that whatever else the machine does disturbs all of them, and the ratio to the first carries
//! over to other machines. Nothing here fails because it is slow.
#![expect(clippy::print_stdout, reason = "it is what this program is for")]

use guidepost::format::json::{self, ImportError};
use guidepost::format::table::{from_delimited, guess};
use guidepost::format::{Selection, csv, html, markdown, table};
use guidepost::model::{EntryId, Home, Kind, Playbook, SectionId, StandardSection, Timestamp};
use pulldown_cmark::{Options, Parser};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// At least so many; their parts come on top.
const ENTRIES: usize = 10_000;
const TURNS: usize = 9;

/// Something to be timed: what it is called, how many bytes it is about, and what it does.
type Contender<'a> = (&'static str, usize, &'a dyn Fn() -> usize);

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = playbook()?;
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
    let rows = csv::write(&playbook, tools, Kind::Tool);
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

/// Lets all take turns, and shows how long each took beside the first.
fn compare(contenders: &[Contender<'_>]) {
    let mut times = vec![Vec::new(); contenders.len()];
    for turn in 0..=TURNS {
        for ((_, _, run), times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            black_box(run());
            // The first turn warms up.
            if turn > 0 {
                times.push(start.elapsed());
            }
        }
    }
    println!("\n{:30}{:>10}{:>10}{:>10}{:>10}", "", "MB", "ms", "at best", "ratio");
    let base = times.first_mut().map_or(Duration::ZERO, |times| median(times));
    for ((name, bytes, _), times) in contenders.iter().zip(&mut times) {
        let median = median(times);
        println!(
            "{name:30}{:>10.2}{:>10.1}{:>10.1}{:>9.2}×",
            megabytes(*bytes),
            millis(median),
            millis(times.iter().min().copied().unwrap_or_default()),
            millis(median) / millis(base)
        );
    }
}

/// The example playbook, over and over under fresh ids: texts, kinds and references as in a real one.
fn playbook() -> Result<Playbook, ImportError> {
    let example = json::read(include_str!("../assets/example-playbook.json"))?.playbook;
    let mut whole = Playbook { entries: BTreeMap::new(), ..example.clone() };
    let mut fresh_ids = (1_u128..).map(EntryId::from_bits);
    for _ in 0..ENTRIES.div_ceil(standing(&example)) {
        let ids: HashMap<_, _> = example.entries.keys().copied().zip(&mut fresh_ids).collect();
        let copy = example.entries.values().map(|entry| entry.clone().with_ids(&ids));
        whole.entries.extend(copy.map(|entry| (entry.id, entry)));
    }
    Ok(whole)
}

/// Entries as the start page counts them: without those that are a part of another, such as transitions.
fn standing(playbook: &Playbook) -> usize {
    playbook.entries.values().filter(|entry| !matches!(entry.home, Home::Entry(_))).count()
}

fn median(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}

fn millis(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

#[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}
