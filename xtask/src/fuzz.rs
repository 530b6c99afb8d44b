//! `cargo xtask fuzz`: made-up bytes for everything that reads what comes from outside (`fuzz/`).
//!
//! libFuzzer is a library, which Cargo compiles into each target; the compiler counts which branches run. Both work with
//! the stable Rust that builds all else, so there is no tool to install.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::shell::{self, Shell};

/// What there is to be tried: the files in `fuzz/targets/`.
const TARGETS: [&str; 10] =
    ["import", "json", "markdown", "packed", "replicas", "room", "small", "storage", "tables", "updates"];

/// How long each is tried where nobody says it: seconds.
const USUAL: u32 = 60;

/// What makes the compiler count branches, and remember what is compared with what.
const COVERAGE: &str = "--cfg fuzzing -Cpasses=sancov-module -Cllvm-args=-sanitizer-coverage-level=4 \
    -Cllvm-args=-sanitizer-coverage-inline-8bit-counters -Cllvm-args=-sanitizer-coverage-pc-table \
    -Cllvm-args=-sanitizer-coverage-trace-compares";

/// As much stack as a page has, in KB: what recurses too deeply there has to do so here.
const STACK: u32 = 1_024;

#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Options {
    targets: Vec<&'static str>,
    seconds: u32,
}

impl Options {
    pub(crate) fn parse(arguments: &[String]) -> Result<Self> {
        let mut options = Self { targets: Vec::new(), seconds: USUAL };
        for argument in arguments {
            if let Ok(seconds) = argument.parse() {
                options.seconds = seconds;
            } else if let Some(target) = TARGETS.iter().find(|target| *target == argument) {
                options.targets.push(target);
            } else {
                bail!("There is no target {argument:?}; there are {}.", TARGETS.join(", "));
            }
        }
        if options.targets.is_empty() {
            options.targets = TARGETS.to_vec();
        }
        Ok(options)
    }
}

pub(crate) fn run(sh: &Shell, options: &Options) -> Result<()> {
    // A target is named, so that what runs while the compiler does is not compiled with these flags.
    let rustc = shell::output(sh.program("rustc").arg("-vV")).context("rustc cannot be started")?;
    let host =
        rustc.lines().find_map(|line| line.strip_prefix("host: ")).context("rustc does not name this machine")?;
    let build = format!("build --release --manifest-path fuzz/Cargo.toml --target-dir fuzz/target --target {host}");
    shell::run(sh.cargo(&build).env("RUSTFLAGS", COVERAGE))?;
    let programs = sh.at("fuzz/target").join(host).join("release");
    shell::run(sh.program(programs.join("seeds")).arg(sh.at("fuzz/corpus")))?;
    let mut found = Vec::new();
    for target in &options.targets {
        println!("\n== {target}");
        let (known, finds) = (sh.at(&format!("fuzz/target/known/{target}")), format!("fuzz/artifacts/{target}/"));
        for folder in [&known, &sh.at(&finds)] {
            fs::create_dir_all(folder)?;
        }
        let mut program = if cfg!(unix) {
            let mut limited = sh.program("sh");
            limited.args(["-c", &format!("ulimit -s {STACK}; exec \"$0\" \"$@\"")]).arg(programs.join(target));
            limited
        } else {
            sh.program(programs.join(target))
        };
        program.args([
            format!("-max_total_time={}", options.seconds),
            format!("-artifact_prefix={finds}"),
            "-dict=fuzz/corpus/words.dict".to_owned(),
            "-timeout=20".to_owned(),
            "-rss_limit_mb=3000".to_owned(),
            "-print_final_stats=1".to_owned(),
        ]);
        // What was found to lead elsewhere is kept in the first folder.
        if shell::run(program.arg(known).arg(format!("fuzz/corpus/{target}"))).is_err() {
            found.push(*target);
        }
    }
    if found.is_empty() {
        return Ok(());
    }
    bail!(
        "Something was found in {}. The bytes lie in fuzz/artifacts/; CONTRIBUTING.md says what next.",
        found.join(", ")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_target_is_known() -> Result<()> {
        let mut there: Vec<String> = Vec::new();
        for file in fs::read_dir(Shell::new().at("fuzz/targets"))? {
            there.push(file?.path().file_stem().unwrap_or_default().to_string_lossy().into_owned());
        }
        there.sort();
        assert_eq!(there, TARGETS);
        let manifest = fs::read_to_string(Shell::new().at("fuzz/Cargo.toml"))?;
        assert!(TARGETS.iter().all(|target| manifest.contains(&format!("path = \"targets/{target}.rs\""))));
        Ok(())
    }

    #[test]
    fn arguments_are_targets_and_seconds() {
        let parse = |arguments: &[&str]| {
            Options::parse(&arguments.iter().map(|argument| (*argument).to_owned()).collect::<Vec<_>>()).ok()
        };
        assert_eq!(parse(&[]), Some(Options { targets: TARGETS.to_vec(), seconds: USUAL }));
        assert_eq!(parse(&["json", "5"]), Some(Options { targets: vec!["json"], seconds: 5 }));
        assert_eq!(parse(&["yaml"]), None);
    }
}
