//! Gives each build an id, so that the page and its worker can tell whether they are of one build.
#![allow(clippy::print_stdout, reason = "a build script answers cargo on standard output")]

use std::fs;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use std::io;
use std::path::PathBuf;

/// Whatever makes a difference to what is built.
const SOURCES: [&str; 14] = [
    "Cargo.lock",
    "Cargo.toml",
    "assets/texts-de-more.json",
    "assets/texts-de.json",
    "assets/worker.js",
    "assets/views.js",
    "assets/terms.js",
    "assets/search.js",
    "assets/read.js",
    "assets/published.js",
    "assets/keeping.js",
    "assets/file.js",
    "assets/reminder.js",
    "src",
];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    let mut open: Vec<PathBuf> = SOURCES.map(PathBuf::from).into();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            for entry in fs::read_dir(path)? {
                open.push(entry?.path());
            }
        } else {
            files.push(path);
        }
    }
    // Folders are listed in any order.
    files.sort_unstable();
    let mut hash = DefaultHasher::new();
    for file in files {
        fs::read(file)?.hash(&mut hash);
    }
    println!("cargo::rustc-env=GUIDEPOST_BUILD={:016x}", hash.finish());
    for source in SOURCES {
        println!("cargo::rerun-if-changed={source}");
    }
    Ok(())
}
