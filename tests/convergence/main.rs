//! Several people edit at once, and what they send each other arrives late, twice, in any order or not at all: in the end all
//! have the same, and nothing is gone that nobody deleted.
//!
//! `HISTORIES` says how many random histories are tried, and `FIRST_HISTORY` which is the first: a failure names its own.

mod damage;
mod history;

use history::{Gate, History};
use std::panic::{AssertUnwindSafe, catch_unwind};

fn number(variable: &str, default: u64) -> u64 {
    std::env::var(variable).ok().and_then(|number| number.parse().ok()).unwrap_or(default)
}

#[test]
fn all_replicas_come_to_be_the_same() {
    let first = number("FIRST_HISTORY", 0);
    for seed in first..first + number("HISTORIES", 500) {
        if let Err(problem) = History::new(seed, Gate::Closed).run() {
            panic!("history {seed}: {problem}");
        }
    }
}

#[test]
fn they_do_so_where_somebody_empties_the_bin() {
    let first = number("FIRST_HISTORY", 0);
    for seed in first..first + number("HISTORIES", 500) {
        if let Err(problem) = History::new(seed, Gate::Closed).emptying().run() {
            panic!("history {seed}: {problem}");
        }
    }
}

/// What the gate is for. Without it some history goes wrong before long: the library panics, or replicas differ.
#[test]
fn without_the_gate_they_do_not() {
    let goes_wrong = |seed: &u64| {
        let outcome = catch_unwind(AssertUnwindSafe(|| History::new(*seed, Gate::Open).run()));
        !matches!(outcome, Ok(Ok(())))
    };
    let silent = std::panic::take_hook();
    std::panic::set_hook(Box::new(|_| ()));
    let found = (0..2_000).find(goes_wrong);
    std::panic::set_hook(silent);
    assert!(found.is_some(), "2,000 histories without the gate went well: is it still needed?");
}
