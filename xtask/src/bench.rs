//! `cargo xtask bench`: how fast the app is in a browser, how a room with many people does, what is lost when the browser is
//! killed, what Lighthouse says, and exports on the host.
//!
//! The measurements themselves live in two places: `tests/e2e/bench/` and `tests/e2e/lighthouse/`, Node programs that drive
//! Chromium (they find it in the variable `CHROME`) against `dist/`, and the Cargo benchmarks in `benches/`. Each prints its own
//! results.

use anyhow::{Result, bail};

use crate::shell::{self, Shell};
use crate::tools::{self, Tool};
use crate::{browser, dist};

/// Something that can be measured.
struct Part {
    name: &'static str,
    /// Also when nobody names it.
    always: bool,
    /// Whether one may say how often.
    counted: bool,
    measure: fn(&Shell, &[String]) -> Result<()>,
}

const PARTS: [Part; 5] = [
    Part { name: "browser", always: true, counted: false, measure: |sh, _| in_browser(sh, "bench/run.mjs", &[]) },
    Part { name: "room", always: true, counted: false, measure: |sh, _| in_browser(sh, "bench/room.mjs", &[]) },
    // An hour, and it needs no numbers of before to be compared with.
    Part { name: "kill", always: false, counted: true, measure: |sh, count| in_browser(sh, "bench/kill.mjs", count) },
    // Its packages are many, and nothing else needs them.
    Part { name: "lighthouse", always: false, counted: true, measure: lighthouse },
    Part { name: "host", always: true, counted: false, measure: |sh, _| host(sh) },
];

/// The parts that are wanted, each with how often, where that was said.
fn parse(arguments: &[String]) -> Result<Vec<(&'static Part, Vec<String>)>> {
    if arguments.is_empty() {
        return Ok(PARTS.iter().filter(|part| part.always).map(|part| (part, Vec::new())).collect());
    }
    let mut wanted: Vec<(&Part, Vec<String>)> = Vec::new();
    for argument in arguments {
        match wanted.last_mut() {
            Some((part, count)) if part.counted && count.is_empty() && argument.parse::<u32>().is_ok() => {
                count.push(argument.clone());
            }
            _ => {
                let Some(part) = PARTS.iter().find(|part| part.name == argument) else {
                    let known = PARTS.each_ref().map(|part| part.name).join(", ");
                    bail!("There is no benchmark {argument:?}; there are {known}.");
                };
                wanted.push((part, Vec::new()));
            }
        }
    }
    Ok(wanted)
}

pub(crate) fn run(sh: &Shell, arguments: &[String]) -> Result<()> {
    let wanted = parse(arguments)?;
    if wanted.iter().any(|(part, _)| part.name != "host") {
        // Only built: what is too large can be measured, too.
        dist::build(sh)?;
    }
    for (part, count) in wanted {
        println!("\n== {}", part.name);
        (part.measure)(sh, &count)?;
    }
    Ok(())
}

fn in_browser(sh: &Shell, program: &str, arguments: &[String]) -> Result<()> {
    const NEEDS: [&[&Tool]; 2] = [tools::FOR_E2E, tools::FOR_SERVERS];
    NEEDS.into_iter().try_for_each(|tools| tools::ensure(sh, tools))?;
    let browser = browser::ensure(sh)?;
    let mut node = sh.program("node");
    node.arg(sh.at("tests/e2e").join(program)).args(arguments).env("CHROME", &browser.chromium);
    shell::run(&mut node)
}

fn lighthouse(sh: &Shell, count: &[String]) -> Result<()> {
    tools::ensure(sh, tools::FOR_LIGHTHOUSE)?;
    in_browser(sh, "lighthouse/run.mjs", count)
}

fn host(sh: &Shell) -> Result<()> {
    shell::run(&mut sh.cargo("bench --package guidepost --benches"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(line: &str) -> Result<Vec<(&'static str, Vec<String>)>> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        Ok(parse(&arguments)?.into_iter().map(|(part, count)| (part.name, count)).collect())
    }

    #[test]
    fn parts_that_take_longer_run_only_when_they_are_named() -> Result<()> {
        let none = Vec::new;
        assert_eq!(parts("")?, [("browser", none()), ("room", none()), ("host", none())]);
        assert_eq!(parts("host kill")?, [("host", none()), ("kill", none())]);
        assert_eq!(parts("kill 20 room")?, [("kill", vec!["20".to_owned()]), ("room", none())]);
        assert_eq!(parts("lighthouse 5")?, [("lighthouse", vec!["5".to_owned()])]);
        Ok(())
    }

    #[test]
    fn wrong_parts_are_refused() {
        for line in ["hots", "host 20", "kill 20 30", "kill -1"] {
            assert!(parts(line).is_err(), "{line}");
        }
    }
}
