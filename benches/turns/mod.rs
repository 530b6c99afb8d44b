//! What benchmarks on the host have in common: a playbook of any size, and contenders that take turns.

use guidepost::format::json::{self, ImportError};
use guidepost::model::{EntryId, Home, Playbook};
use std::collections::{BTreeMap, HashMap};
use std::hint::black_box;
use std::time::{Duration, Instant};

/// How often each contender is timed.
pub(crate) const TURNS: usize = 9;

/// Something to be timed: what it is called, how many bytes it is about, and what it does.
pub(crate) type Contender<'a> = (&'static str, usize, &'a dyn Fn() -> usize);

/// Lets all take turns, and shows how long each took beside the first.
pub(crate) fn compare(contenders: &[Contender<'_>]) {
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

/// The example playbook, over and over under fresh ids, with at least so many entries; their parts come on top. Texts, kinds and
/// references are as in a real one.
///
/// # Errors
/// Where the example can't be read.
pub(crate) fn playbook(entries: usize) -> Result<Playbook, ImportError> {
    let example = json::read(include_str!("../../assets/example-playbook.json"))?.playbook;
    let mut whole = Playbook { entries: BTreeMap::new(), ..example.clone() };
    let mut fresh_ids = (1_u128..).map(EntryId::from_bits);
    for _ in 0..entries.div_ceil(standing(&example)) {
        let ids: HashMap<_, _> = example.entries.keys().copied().zip(&mut fresh_ids).collect();
        let copy = example.entries.values().map(|entry| entry.clone().with_ids(&ids));
        whole.entries.extend(copy.map(|entry| (entry.id, entry)));
    }
    Ok(whole)
}

/// Entries as the start page counts them: without those that are a part of another, such as transitions.
pub(crate) fn standing(playbook: &Playbook) -> usize {
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
