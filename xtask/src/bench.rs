//! `cargo xtask bench`: how fast the app is in a browser, how a room with many people does, and exports on the host.
//!
//! The measurements themselves live in two places: `tests/e2e/bench/`, Node programs that drive Chromium (they find it in
//! the variable `CHROME`) against `dist/`, and the Cargo benchmarks in `benches/`. Each prints its own results.

use anyhow::{Result, bail};

use crate::shell::{self, Shell};
use crate::tools::{self, Tool};
use crate::{browser, dist};

/// Something that can be measured: its name, and how.
type Part = (&'static str, fn(&Shell) -> Result<()>);

const PARTS: [Part; 3] =
    [("browser", |sh| in_browser(sh, "run.mjs")), ("room", |sh| in_browser(sh, "room.mjs")), ("host", host)];

pub(crate) fn run(sh: &Shell, names: &[String]) -> Result<()> {
    if let Some(unknown) = names.iter().find(|name| !PARTS.iter().any(|(part, _)| part == name)) {
        bail!("There is no benchmark {unknown:?}; there are {}.", PARTS.map(|(part, _)| part).join(", "));
    }
    let wanted = PARTS.iter().filter(|(part, _)| names.is_empty() || names.iter().any(|name| name == part));
    let wanted: Vec<_> = wanted.collect();
    if wanted.iter().any(|(part, _)| *part != "host") {
        // Only built: what is too large can be measured, too.
        dist::build(sh)?;
    }
    for (part, measure) in wanted {
        println!("\n== {part}");
        measure(sh)?;
    }
    Ok(())
}

fn in_browser(sh: &Shell, program: &str) -> Result<()> {
    const NEEDS: [&[&Tool]; 2] = [tools::FOR_E2E, tools::FOR_SERVERS];
    NEEDS.into_iter().try_for_each(|tools| tools::ensure(sh, tools))?;
    let browser = browser::ensure(sh)?;
    let mut node = sh.program("node");
    shell::run(node.arg(sh.at("tests/e2e/bench").join(program)).env("CHROME", &browser.chromium))
}

fn host(sh: &Shell) -> Result<()> {
    shell::run(&mut sh.cargo("bench --package guidepost --benches"))
}
