//! The project's own commands, run as `cargo xtask <command>`.
//!
//! Each command first installs the tools it needs and that are missing (see [`tools`]), so that a
//! machine with Rust and Node is enough to start from.

// A command-line tool talks to its terminal.
#![allow(clippy::print_stdout, clippy::print_stderr)]

mod audit;
mod bench;
mod browser;
mod dist;
mod fuzz;
mod serve;
mod servers;
mod shell;
mod test;
mod tools;

use std::process::ExitCode;

use anyhow::{Result, bail};

use crate::shell::Shell;

const HELP: &str = "\
Usage: cargo xtask <command>

  serve [--release] [--port N] [--no-open]
          Build the app, serve it on 127.0.0.1 and open it in the browser; every saved change
          builds anew and reloads the page. --release serves the small, fast build that visitors
          get, which takes several minutes to build. The port is 8080, or the next free one.
  test [step …] [-- arguments]
          Run all checks, or only the named steps: format, lints, host, browser, dist, servers, e2e.
          With one named step, what follows -- goes to its runner, for example
          cargo xtask test host -- export         host tests with \"export\" in their name
          cargo xtask test e2e -- --grep undo     the same end to end
  dist    Build what is to be hosted into dist/, and check its size.
  bench [browser] [room] [host] [kill [count]] [lighthouse [count]]
          Run all benchmarks, or only the named ones; those in a browser against the build in dist/,
          which is built first. Only when they are named: kill, which kills the browser or a tab so
          many times (200) while somebody types, tells what was lost, and takes about an hour; and
          lighthouse, which runs Lighthouse so many times (3) on each of two pages.
  fuzz [target …] [seconds]
          Make up bytes for all targets in fuzz/targets/, or only the named ones, for 60 or so many
          seconds each.
  audit   Ask what is known of all crates and packages: advisories, licences, where they come from.
          Needs a connection.

Tools that are missing are installed first, for this checkout alone where that is possible.
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> Result<()> {
    let Some((command, rest)) = arguments.split_first() else {
        print!("{HELP}");
        return Ok(());
    };
    let sh = Shell::new();
    match command.as_str() {
        "serve" => serve::run(&sh, &serve::Options::parse(rest)?),
        "test" => test::run(&sh, &test::Options::parse(rest)?),
        "dist" if rest.is_empty() => dist::run(&sh),
        "bench" => bench::run(&sh, rest),
        "fuzz" => fuzz::run(&sh, &fuzz::Options::parse(rest)?),
        "audit" if rest.is_empty() => audit::run(&sh),
        "help" | "--help" | "-h" => {
            print!("{HELP}");
            Ok(())
        }
        "dist" | "audit" => bail!("cargo xtask {command} takes no arguments"),
        other => bail!("There is no command {other:?}.\n\n{HELP}"),
    }
}
