//! `cargo xtask audit`: what is known of the crates and packages that this is built from.
//!
//! It asks others: a database of advisories, and the registry of npm. So it is no part of `cargo xtask test`, which has to
//! say the same today and tomorrow, with and without a connection. What could not be asked fails as what was found does.

use std::process::Command;

use anyhow::{Result, bail};

use crate::shell::Shell;
use crate::tools;

/// The folders with packages of npm. Each has its lock file.
pub(crate) const FOLDERS: [&str; 7] =
    ["npm", "xtask/node", "tests/e2e", "tests/e2e/lighthouse", "tests/servers", "deploy/company", "deploy/workshop"];

/// What cargo-deny looks at, see `deny.toml`. Each alone: one that fails hides none of the others.
const CHECKS: [&str; 4] = ["licenses", "bans", "sources", "advisories"];

pub(crate) fn run(sh: &Shell) -> Result<()> {
    tools::ensure(sh, &[&tools::CARGO_DENY, &tools::NODE_JS])?;
    let mut failed = Vec::new();
    for manifest in ["Cargo.toml", "fuzz/Cargo.toml"] {
        for check in CHECKS {
            println!("\n== {check} of {manifest}");
            let arguments = format!("deny --manifest-path {manifest} --all-features check {check}");
            let asked = asked(&mut sh.cargo(&arguments));
            failed.extend(asked.err().map(|error| format!("{check} of {manifest}: {error}")));
        }
    }
    for folder in FOLDERS {
        println!("\n== npm packages of {folder}");
        // Only what is wrong in the lock file counts: nothing need be installed for that.
        let mut npm = sh.npm("audit --package-lock-only");
        let asked = asked(npm.current_dir(sh.at(folder)));
        failed.extend(asked.err().map(|error| format!("npm packages of {folder}: {error}")));
    }
    if failed.is_empty() {
        println!("\nNothing was found.");
        return Ok(());
    }
    bail!(
        "Not all is well, or could not be asked:\n- {}\n\nWhat is printed above says more. What could not be asked may be well \
         or not: try again with a connection.",
        failed.join("\n- ")
    )
}

/// Runs a check, and tells what it found from that nobody answered.
fn asked(check: &mut Command) -> Result<()> {
    let output = check.output()?;
    let said = [output.stdout, output.stderr].concat();
    let said = String::from_utf8_lossy(&said);
    println!("{}", said.trim());
    match output.status.success() {
        true => Ok(()),
        false if is_unanswered(&said) => bail!("could not be asked, so nothing is known of it"),
        false => bail!("something was found"),
    }
}

/// npm reports what it found in a list of packages, and all else as an error of its own; cargo-deny says what it misses.
fn is_unanswered(said: &str) -> bool {
    ["npm error", "npm ERR!", "failed to fetch advisory database"].iter().any(|words| said.contains(words))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_answer_is_told_from_a_finding() {
        assert!(is_unanswered("npm error audit endpoint returned an error"));
        assert!(is_unanswered("[ERROR] failed to fetch advisory database: could not resolve the host"));
        assert!(!is_unanswered("# npm audit report\n\nlodash  <4.17.21\nSeverity: high"));
    }

    #[test]
    fn every_folder_with_packages_has_its_lock_file() {
        for folder in FOLDERS {
            for file in ["package.json", "package-lock.json"] {
                assert!(Shell::new().at(folder).join(file).is_file(), "{folder} has no {file}");
            }
        }
    }
}
