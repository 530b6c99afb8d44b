//! The tools that building and testing need: how to see whether each is there, and how to get it.
//!
//! What can be installed for this checkout alone is: into `.tools/` and into `node_modules/`
//! folders. Tools of the right version that are already on the PATH are used as they are.

use std::path::Path;
use std::time::Instant;

use anyhow::{Context, Result, bail};

use crate::servers;
use crate::shell::{self, Shell};

// These versions also stand in Trunk.toml, Cargo.toml and xtask/node/package.json; a test below
// fails where they disagree.
const TRUNK: &str = "0.21.14";
const WASM_BINDGEN: &str = "0.2.130";
const BINARYEN: &str = "132";
const DENY: &str = "0.20.2";

/// The oldest Node that has what our scripts use: `import.meta.dirname`.
const NODE: [u32; 2] = [20, 11];

/// One thing that has to be on the machine.
pub(crate) struct Tool {
    name: &'static str,
    /// Roughly how long installing takes, for whoever waits.
    takes: &'static str,
    is_there: fn(&Shell) -> bool,
    install: fn(&Shell) -> Result<()>,
}

/// Installs those of the tools that are missing.
pub(crate) fn ensure(sh: &Shell, tools: &[&Tool]) -> Result<()> {
    for tool in tools {
        if (tool.is_there)(sh) {
            continue;
        }
        println!("Installing {} ({}).", tool.name, tool.takes);
        let start = Instant::now();
        (tool.install)(sh).with_context(|| format!("{} could not be installed", tool.name))?;
        if !(tool.is_there)(sh) {
            bail!("{} was installed, but still cannot be found", tool.name);
        }
        println!("Installed {} in {} s.", tool.name, start.elapsed().as_secs());
    }
    Ok(())
}

/// What every build needs.
pub(crate) const FOR_BUILDING: &[&Tool] = &[&NODE_JS, &MARKED, &WASM_TARGET, &WASM_BINDGEN_CLI, &TRUNK_CLI];

/// What the optimised build needs on top of that.
pub(crate) const FOR_OPTIMISING: &[&Tool] = &[&NODE_JS, &WASM_OPT];

/// What the wasm tests need; the browser is looked for by [`crate::browser`].
pub(crate) const FOR_WASM_TESTS: &[&Tool] = &[&WASM_TARGET, &WASM_BINDGEN_CLI];

/// What the tests on this machine need: a specification, which comes with the packages of the end-to-end tests.
pub(crate) const FOR_HOST_TESTS: &[&Tool] = &[&NODE_JS, &PLAYWRIGHT];

/// What the end-to-end tests need beside a browser.
pub(crate) const FOR_E2E: &[&Tool] = &[&NODE_JS, &PLAYWRIGHT];

/// What Lighthouse needs beside what [`FOR_E2E`] has.
pub(crate) const FOR_LIGHTHOUSE: &[&Tool] = &[&NODE_JS, &LIGHTHOUSE];

/// What the Yjs servers for tests need.
pub(crate) const FOR_SERVERS: &[&Tool] = &[&NODE_JS, &YJS_SERVERS, &PYCRDT, &REDIS];

pub(crate) const RUSTFMT: Tool = Tool {
    name: "rustfmt",
    takes: "a few seconds",
    is_there: |sh| shell::output(&mut sh.cargo("fmt --version")).is_some(),
    install: |sh| rustup(sh, "component add rustfmt"),
};

pub(crate) const CLIPPY: Tool = Tool {
    name: "clippy",
    takes: "a few seconds",
    is_there: |sh| shell::output(&mut sh.cargo("clippy --version")).is_some(),
    install: |sh| rustup(sh, "component add clippy"),
};

pub(crate) const WASM_TARGET: Tool = Tool {
    name: "Rust's standard library for WebAssembly",
    takes: "a few seconds",
    is_there: |sh| {
        let mut rustc = sh.program("rustc");
        rustc.args("--print target-libdir --target wasm32-unknown-unknown".split(' '));
        shell::output(&mut rustc).is_some_and(|folder| Path::new(&folder).is_dir())
    },
    install: |sh| rustup(sh, "target add wasm32-unknown-unknown"),
};

const TRUNK_CLI: Tool = Tool {
    name: "trunk",
    takes: "compiles for three to four minutes on two cores",
    is_there: |sh| prints(sh, "trunk", &format!("trunk {TRUNK}")),
    install: |sh| cargo_install(sh, &format!("trunk --version {TRUNK} --locked")),
};

// Without --locked: the lock file that is published with it names versions that no longer build.
const WASM_BINDGEN_CLI: Tool = Tool {
    name: "wasm-bindgen",
    takes: "compiles for about a minute on two cores",
    is_there: |sh| {
        prints(sh, "wasm-bindgen", &format!("wasm-bindgen {WASM_BINDGEN}"))
            && prints(sh, "wasm-bindgen-test-runner", &format!("wasm-bindgen-test-runner {WASM_BINDGEN}"))
    },
    install: |sh| cargo_install(sh, &format!("wasm-bindgen-cli --version {WASM_BINDGEN}")),
};

pub(crate) const CARGO_DENY: Tool = Tool {
    name: "cargo-deny",
    takes: "compiles for three to eight minutes on two cores",
    is_there: |sh| prints(sh, "cargo-deny", &format!("cargo-deny {DENY}")),
    install: |sh| cargo_install(sh, &format!("cargo-deny --version {DENY} --locked")),
};

const WASM_OPT: Tool = Tool {
    name: "wasm-opt and esbuild (npm packages binaryen and esbuild)",
    takes: "a download of about 25 MB",
    is_there: |sh| {
        packages_are_there(sh, "xtask/node") && prints(sh, "wasm-opt", &format!("wasm-opt version {BINARYEN}"))
    },
    install: |sh| npm_ci(sh, "xtask/node"),
};

/// Not a tool but a part of the page, which trunk takes from where npm puts it.
const MARKED: Tool = Tool {
    name: "marked and turndown (npm packages)",
    takes: "a few seconds",
    is_there: |sh| packages_are_there(sh, "npm"),
    install: |sh| npm_ci(sh, "npm"),
};

const PLAYWRIGHT: Tool = Tool {
    name: "Playwright, axe-core and the CommonMark specification",
    takes: "a few seconds",
    is_there: |sh| packages_are_there(sh, "tests/e2e"),
    install: |sh| npm_ci(sh, "tests/e2e"),
};

const LIGHTHOUSE: Tool = Tool {
    name: "Lighthouse (npm package)",
    takes: "a download of about 40 MB",
    is_there: |sh| packages_are_there(sh, "tests/e2e/lighthouse"),
    install: |sh| npm_ci(sh, "tests/e2e/lighthouse"),
};

const YJS_SERVERS: Tool = Tool {
    name: "Hocuspocus and y-websocket (npm packages)",
    takes: "a few seconds",
    is_there: |sh| packages_are_there(sh, "tests/servers"),
    install: |sh| npm_ci(sh, "tests/servers"),
};

const PYCRDT: Tool = Tool {
    name: "pycrdt-websocket (Python packages)",
    takes: "a few seconds",
    is_there: servers::has_python_packages,
    install: servers::install_python_packages,
};

const REDIS: Tool =
    Tool { name: "Redis", takes: "a few seconds", is_there: servers::has_redis, install: servers::install_redis };

pub(crate) const NODE_JS: Tool = Tool {
    name: "Node.js",
    takes: "by hand",
    is_there: |sh| {
        shell::output(sh.program("node").arg("--version"))
            .and_then(|version| begin_of_version(&version))
            .is_some_and(|version| version >= NODE)
    },
    install: |_| {
        let [major, minor] = NODE;
        bail!("Node.js {major}.{minor} or newer, with npm, has to be installed by hand: see https://nodejs.org")
    },
};

/// The first two numbers of a version such as `v20.11.1`.
fn begin_of_version(version: &str) -> Option<[u32; 2]> {
    let mut numbers = version.trim_start_matches('v').split('.').map(|number| number.parse().ok());
    Some([numbers.next()??, numbers.next()??])
}

fn prints(sh: &Shell, program: &str, expected: &str) -> bool {
    shell::output(sh.program(program).arg("--version")).is_some_and(|printed| {
        printed.strip_prefix(expected).is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
    })
}

fn rustup(sh: &Shell, arguments: &str) -> Result<()> {
    shell::run(sh.program("rustup").args(arguments.split(' '))).context(
        "It comes with rustup (https://rustup.rs). Where Rust is installed another way, \
         install it that way",
    )
}

/// Compiles a tool from crates.io into `.tools/`.
///
/// Optimising a tool takes far longer than it saves here, and does not change what it writes.
fn cargo_install(sh: &Shell, arguments: &str) -> Result<()> {
    let mut cargo = sh.cargo("install --root .tools");
    cargo
        .args(arguments.split(' '))
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", "0")
        .env("CARGO_PROFILE_RELEASE_LTO", "off")
        .env("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "16");
    shell::run(&mut cargo)
}

fn npm_ci(sh: &Shell, folder: &str) -> Result<()> {
    // Registries are out of order now and then, for a minute.
    shell::run(sh.npm("ci --no-audit --no-fund --fetch-retries 5").current_dir(sh.at(folder)))
}

/// Installs Debian packages where that can be done without asking.
///
/// It need not succeed: whether what they bring is there decides afterwards.
pub(crate) fn apt_install(sh: &Shell, packages: &str) {
    let is_root = || shell::output(sh.program("id").arg("-u")).is_some_and(|id| id == "0");
    let has_apt = || shell::output(sh.program("apt-get").arg("--version")).is_some();
    if !(cfg!(target_os = "linux") && is_root() && has_apt()) {
        return;
    }
    for arguments in ["update", &format!("install --yes --no-install-recommends {packages}")] {
        let mut apt = sh.program("apt-get");
        apt.env("DEBIAN_FRONTEND", "noninteractive").args(arguments.split(' '));
        if let Err(error) = shell::run(&mut apt) {
            eprintln!("{error:#}");
        }
    }
}

/// Whether npm has run in this folder since its lock file last changed.
fn packages_are_there(sh: &Shell, folder: &str) -> bool {
    let changed = |file: &str| {
        let path = sh.at(folder).join(file);
        path.metadata().and_then(|data| data.modified()).ok()
    };
    match (changed("package-lock.json"), changed("node_modules/.package-lock.json")) {
        (Some(wanted), Some(installed)) => wanted <= installed,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tool_has_one_version_everywhere() -> Result<()> {
        let sh = Shell::new();
        let has = |file: &str, text: String| -> Result<()> {
            let content = std::fs::read_to_string(sh.at(file))?;
            assert!(content.contains(&text), "{file} should contain {text}");
            Ok(())
        };
        has("Trunk.toml", format!("trunk-version = \"={TRUNK}\""))?;
        has("Trunk.toml", format!("wasm_bindgen = \"{WASM_BINDGEN}\""))?;
        has("Trunk.toml", format!("wasm_opt = \"version_{BINARYEN}\""))?;
        has("Cargo.toml", format!("wasm-bindgen = \"={WASM_BINDGEN}\""))?;
        has("xtask/node/package.json", format!("\"binaryen\": \"{BINARYEN}.0.0\""))
    }

    #[test]
    fn node_versions_are_read() {
        assert_eq!(begin_of_version("v20.11.1"), Some([20, 11]));
        assert_eq!(begin_of_version("nonsense"), None);
        assert!(begin_of_version("v22.0.0") >= Some(NODE) && begin_of_version("v20.9.0") < Some(NODE));
    }
}
