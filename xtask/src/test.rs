//! `cargo xtask test`: all checks, in an order that finds the cheap mistakes first.

use std::process::Command;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::shell::{self, Shell};
use crate::tools::{self, Tool};
use crate::{browser, dist, servers};

/// One of the checks.
struct Step {
    name: &'static str,
    needs: &'static [&'static [&'static Tool]],
    needs_browser: bool,
    run: fn(&Shell, &[String]) -> Result<()>,
}

const STEPS: [Step; 7] = [
    Step { name: "format", needs: &[&[&tools::RUSTFMT]], needs_browser: false, run: format },
    Step { name: "lints", needs: &[&[&tools::CLIPPY, &tools::WASM_TARGET]], needs_browser: false, run: lints },
    Step { name: "host", needs: &[tools::FOR_HOST_TESTS], needs_browser: false, run: host },
    Step { name: "browser", needs: &[tools::FOR_WASM_TESTS], needs_browser: true, run: in_browser },
    Step {
        name: "dist",
        needs: &[tools::FOR_OPTIMISING, tools::FOR_BUILDING],
        needs_browser: false,
        run: optimised_build,
    },
    Step { name: "servers", needs: &[tools::FOR_SERVERS], needs_browser: false, run: servers::test },
    Step { name: "e2e", needs: &[tools::FOR_E2E, tools::FOR_SERVERS], needs_browser: true, run: end_to_end },
];

/// What can be said on the command line.
pub(crate) struct Options {
    steps: Vec<&'static Step>,
    /// For the runner of the only step.
    arguments: Vec<String>,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let (names, rest) = match arguments.iter().position(|argument| argument == "--") {
            Some(at) => (&arguments[..at], &arguments[at + 1..]),
            None => (arguments, &[][..]),
        };
        for name in names {
            if !STEPS.iter().any(|step| step.name == name) {
                let known = STEPS.each_ref().map(|step| step.name).join(", ");
                bail!("There is no test step {name:?}; there are {known}.");
            }
        }
        if !rest.is_empty() && names.len() != 1 {
            bail!("Arguments after -- go to one step: name it, as in cargo xtask test e2e -- …");
        }
        Ok(Self {
            // In our order, whichever way they were named.
            steps: STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| step.name == name)).collect(),
            arguments: rest.to_vec(),
        })
    }
}

pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    prepare(sh, &options.steps)?;
    let mut times = Vec::new();
    for (index, step) in options.steps.iter().enumerate() {
        println!("\n== {} ({} of {})", step.name, index + 1, options.steps.len());
        let start = Instant::now();
        if let Err(error) = (step.run)(sh, &options.arguments) {
            bail!("{error:#}\n\nStopped at the step {name:?}. It alone: cargo xtask test {name}", name = step.name);
        }
        times.push(format!("{} {}", step.name, minutes(start.elapsed())));
    }
    println!("\nAll passed: {}.", times.join(", "));
    Ok(())
}

/// Gets everything that the steps need, so that nobody learns after ten minutes that something has
/// to be installed by hand.
fn prepare(sh: &Shell, steps: &[&Step]) -> Result<()> {
    if steps.iter().any(|step| step.needs_browser) {
        browser::ensure(sh)?;
    }
    for tools in steps.iter().flat_map(|step| step.needs) {
        tools::ensure(sh, tools)?;
    }
    Ok(())
}

fn format(sh: &Shell, arguments: &[String]) -> Result<()> {
    shell::run(sh.cargo("fmt --all --check").args(arguments))
}

/// Clippy, for this machine and for the browser: each sees code that the other does not.
fn lints(sh: &Shell, arguments: &[String]) -> Result<()> {
    for what in
        ["--workspace --all-targets", "--package guidepost --lib --bins --test browser --target wasm32-unknown-unknown"]
    {
        let mut clippy = sh.cargo(&format!("clippy {what}"));
        clippy.args(arguments).args(["--", "-D", "warnings"]);
        shell::run(&mut clippy)?;
    }
    Ok(())
}

fn host(sh: &Shell, arguments: &[String]) -> Result<()> {
    shell::run(sh.cargo("test --workspace").args(arguments))?;
    let specification = sh.at("tests/e2e/node_modules/commonmark-spec/spec.txt");
    shell::run(sh.cargo("test --test commonmark -- --ignored").env("COMMONMARK_SPEC", specification))
}

/// The tests that need a browser's own interfaces, compiled to wasm and run in Chromium.
fn in_browser(sh: &Shell, arguments: &[String]) -> Result<()> {
    let browser = browser::ensure(sh)?;
    let mut tests = sh.cargo("test --test browser --target wasm32-unknown-unknown");
    tests
        .args(arguments)
        .env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", "wasm-bindgen-test-runner")
        .env("WASM_BINDGEN_TEST_WEBDRIVER_JSON", browser::webdriver_settings(sh, &browser)?)
        .env("CHROMEDRIVER", &browser.driver);
    // The runner's own limits are for a machine that does nothing else.
    for (name, seconds) in [("WASM_BINDGEN_TEST_TIMEOUT", "180"), ("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", "60")] {
        if std::env::var_os(name).is_none() {
            tests.env(name, seconds);
        }
    }
    shell::run(&mut tests)
}

fn optimised_build(sh: &Shell, _: &[String]) -> Result<()> {
    dist::run(sh)
}

/// Playwright, against what lies in `dist/`.
fn end_to_end(sh: &Shell, arguments: &[String]) -> Result<()> {
    if !sh.at("dist/index.html").is_file() {
        bail!("There is nothing in dist/ to test. First: cargo xtask dist");
    }
    let browser = browser::ensure(sh)?;
    shell::run(playwright(sh).args(arguments).env("CHROME", &browser.chromium))
}

fn playwright(sh: &Shell) -> Command {
    let mut node = sh.program("node");
    node.args(["node_modules/@playwright/test/cli.js", "test"]).current_dir(sh.at("tests/e2e"));
    node
}

fn minutes(time: Duration) -> String {
    let seconds = time.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(line: &str) -> Result<Vec<&'static str>> {
        let arguments: Vec<String> = line.split_whitespace().map(str::to_owned).collect();
        let options = Options::parse(&arguments)?;
        Ok(options.steps.iter().map(|step| step.name).collect())
    }

    #[test]
    fn all_steps_run_unless_some_are_named() -> Result<()> {
        assert_eq!(steps("")?, ["format", "lints", "host", "browser", "dist", "servers", "e2e"]);
        assert_eq!(steps("servers e2e host")?, ["host", "servers", "e2e"]);
        assert_eq!(steps("e2e -- --grep undo")?, ["e2e"]);
        Ok(())
    }

    #[test]
    fn wrong_steps_are_refused() {
        assert!(steps("hots").is_err());
        assert!(steps("-- --grep undo").is_err());
        assert!(steps("host e2e -- --grep undo").is_err());
    }

    #[test]
    fn times_are_short() {
        assert_eq!(minutes(Duration::from_secs(125)), "2:05");
    }
}
