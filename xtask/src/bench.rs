//! `cargo xtask bench`: how fast the app is in a browser, and its exports on the host.
//!
//! The measurements themselves live in two places: `tests/e2e/bench/run.mjs`, a Node program that
//! drives Chromium (it finds it in the variable `CHROME`) against `dist/`, and the Cargo benchmarks
//! in `benches/`. Each prints its own results.

use anyhow::Result;

use crate::shell::{self, Shell};
use crate::{browser, dist, tools};

const IN_BROWSER: &str = "tests/e2e/bench/run.mjs";

pub(crate) fn run(sh: &Shell) -> Result<()> {
    println!("\n== in the browser");
    if sh.at(IN_BROWSER).is_file() {
        // Only built: what is too large can be measured, too.
        dist::build(sh)?;
        tools::ensure(sh, tools::FOR_E2E)?;
        let browser = browser::ensure(sh)?;
        let mut node = sh.program("node");
        node.arg(sh.at(IN_BROWSER)).env("CHROME", &browser.chromium);
        shell::run(&mut node)?;
    } else {
        println!("There are no benchmarks in {IN_BROWSER} yet.");
    }

    println!("\n== on this machine");
    if sh.at("benches").is_dir() {
        shell::run(&mut sh.cargo("bench --package guidepost --benches"))?;
    } else {
        println!("There are no benchmarks in benches/ yet.");
    }
    Ok(())
}
