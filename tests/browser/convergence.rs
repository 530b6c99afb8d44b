//! Random histories of several replicas, as on the host: a page has other sizes of numbers, and a smaller stack.

use crate::history::{Gate, History};
use wasm_bindgen_test::wasm_bindgen_test;

#[wasm_bindgen_test]
fn all_replicas_come_to_be_the_same() {
    for seed in 100_000..100_500 {
        let history = History::new(seed, Gate::Closed);
        let history = if seed % 4 == 0 { history.emptying() } else { history };
        if let Err(problem) = history.run() {
            panic!("history {seed}: {problem}");
        }
    }
}
