//! Chromium and its driver: the browser that tests and benchmarks run in.

use std::env;
use std::fs;
use std::path::PathBuf;

use anyhow::{Result, bail};

use crate::shell::Shell;
use crate::tools;

/// A browser that tests can drive.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) driver: PathBuf,
}

/// How the browser is started, here and in `tests/e2e/browser.mjs`: without a window, and without
/// anything that it does on the network on its own.
const FLAGS: [&str; 8] = [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
];

const CHROMIUM_NAMES: [&str; 5] = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome"];

/// Where installers put the browser without adding it to the PATH.
const CHROMIUM_PLACES: [&str; 6] = [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    r"C:\Program Files\Google\Chrome\Application\chrome.exe",
    r"C:\Program Files (x86)\Google\Chrome\Application\chrome.exe",
    "/opt/google/chrome/chrome",
    "/snap/bin/chromium",
];

const DRIVER_PLACES: [&str; 3] =
    ["/usr/lib/chromium/chromedriver", "/usr/lib/chromium-browser/chromedriver", "/snap/bin/chromium.chromedriver"];

const APT_PACKAGES: &str = "chromium chromium-driver fonts-noto-cjk";

/// Finds the browser, installing it where that can be done without asking.
pub(crate) fn ensure(sh: &Shell) -> Result<Browser> {
    if let Some(browser) = find(sh) {
        return Ok(browser);
    }
    tools::apt_install(sh, APT_PACKAGES);
    if let Some(browser) = find(sh) {
        return Ok(browser);
    }
    bail!(
        "Tests run in Chromium or Chrome, and need chromedriver of the same version. \
         Missing here: {}.\n\
         - Debian: sudo apt-get install {APT_PACKAGES}\n\
         - macOS: brew install --cask google-chrome chromedriver\n\
         - elsewhere: https://googlechromelabs.github.io/chrome-for-testing/ has both\n\
         Where they are installed in an unusual place, set CHROME and CHROMEDRIVER to the two \
         programs.",
        missing(sh)
    )
}

fn find(sh: &Shell) -> Option<Browser> {
    Some(Browser { chromium: chromium(sh)?, driver: driver(sh)? })
}

fn missing(sh: &Shell) -> &'static str {
    match (chromium(sh), driver(sh)) {
        (None, None) => "both",
        (None, _) => "Chromium",
        _ => "chromedriver",
    }
}

fn chromium(sh: &Shell) -> Option<PathBuf> {
    search(sh, "CHROME", &CHROMIUM_NAMES, &CHROMIUM_PLACES)
}

fn driver(sh: &Shell) -> Option<PathBuf> {
    search(sh, "CHROMEDRIVER", &["chromedriver"], &DRIVER_PLACES)
}

/// Looks at an environment variable, then along the PATH, then in a list of places.
fn search(sh: &Shell, variable: &str, names: &[&str], places: &[&str]) -> Option<PathBuf> {
    let named = env::var_os(variable).map(PathBuf::from);
    let on_path = names.iter().flat_map(|name| {
        sh.search_path().map(move |folder| folder.join(name).with_extension(env::consts::EXE_EXTENSION))
    });
    named.into_iter().chain(on_path).chain(places.iter().map(PathBuf::from)).find(|path| path.is_file())
}

/// Writes the file that tells the wasm test runner how to start the browser.
pub(crate) fn webdriver_settings(sh: &Shell, browser: &Browser) -> Result<PathBuf> {
    let flags: Vec<String> = FLAGS.iter().map(|flag| format!("{flag:?}")).collect();
    let settings = format!(
        "{{\n  \"goog:chromeOptions\": {{\n    \"binary\": {:?},\n    \"args\": [{}]\n  }}\n}}\n",
        browser.chromium,
        flags.join(", ")
    );
    let path = sh.at("target/webdriver.json");
    fs::create_dir_all(sh.at("target"))?;
    fs::write(&path, settings)?;
    Ok(path)
}
