//! How long a playbook of 10,000 entries takes to be written as JSON and as Markdown, beside
//! `serde_json::to_string` of the same value: `cargo bench --bench export`.
//!
//! The three take turns, so that whatever else the machine does disturbs all of them, and the ratio to the
//! last carries over to other machines. Nothing here fails because it is slow.
#![expect(clippy::print_stdout, reason = "it is what this program is for")]

use guidepost::format::json::{self, ImportError};
use guidepost::format::{Selection, markdown};
use guidepost::model::{EntryId, Home, Playbook, Timestamp};
use std::collections::{BTreeMap, HashMap};
use std::error::Error;
use std::hint::black_box;
use std::time::{Duration, Instant};

/// At least so many; their parts come on top.
const ENTRIES: usize = 10_000;
const TURNS: usize = 15;

fn main() -> Result<(), Box<dyn Error>> {
    let playbook = playbook()?;
    let file = json::write(&playbook);
    // The same content as plain JSON values, which serde_json writes at its best.
    let value: serde_json::Value = serde_json::from_str(&file)?;
    let today = Timestamp::from_seconds(1_795_253_400).date();
    let contenders: [(&str, &dyn Fn() -> String); 4] = [
        ("serde_json::to_string", &|| serde_json::to_string(&value).unwrap_or_default()),
        ("serde_json::to_string_pretty", &|| serde_json::to_string_pretty(&value).unwrap_or_default()),
        ("JSON", &|| json::write(&playbook)),
        ("Markdown", &|| markdown::write(&playbook, &Selection::default(), today)),
    ];
    let mut times = [const { Vec::new() }; 4];
    for turn in 0..=TURNS {
        for ((_, write), times) in contenders.iter().zip(&mut times) {
            let start = Instant::now();
            let text = black_box(write());
            let took = start.elapsed();
            drop(text);
            // The first turn warms up.
            if turn > 0 {
                times.push(took);
            }
        }
    }

    let (entries, parts) = (standing(&playbook), playbook.entries.len() - standing(&playbook));
    println!("{entries} entries with {parts} parts; median of {TURNS} turns\n");
    println!("{:30}{:>10}{:>10}{:>10}{:>10}", "", "MB", "ms", "at best", "ratio");
    let base = median(&mut times[0]);
    for ((name, write), times) in contenders.iter().zip(&mut times) {
        let median = median(times);
        println!(
            "{name:30}{:>10.2}{:>10.1}{:>10.1}{:>9.2}×",
            megabytes(&write()),
            millis(median),
            millis(times.iter().min().copied().unwrap_or_default()),
            millis(median) / millis(base)
        );
    }
    Ok(())
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
fn megabytes(text: &str) -> f64 {
    text.len() as f64 / 1e6
}
