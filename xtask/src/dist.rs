//! `cargo xtask dist`: the optimised build, and how much of it a first visit downloads and how much comes later.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use anyhow::{Context, Result, bail};

use crate::shell::{self, Shell};
use crate::tools;

/// What a first visit may download at most, in bytes after brotli.
const BUDGET: u64 = 350_000;

/// What a file of the first visit names, but fetches only when the app has stopped. A moment after a playbook was opened, it is
/// fetched beside the insight worker.
const ONLY_IN_TROUBLE: &str = "rescue.js";

/// What reads Markdown: the page of all playbooks shows none, so it is fetched for the first text of a playbook.
const READS_MARKDOWN: &str = "marked";

/// What a file of the first visit names, and is fetched once the app is on the screen: what begins the service worker, and what
/// browsers want of an app that is installed. They name nothing that comes earlier.
const ONCE_SHOWN: [&str; 3] = ["offline.js", "manifest.webmanifest", "apple-touch-icon.png"];

/// What is for servers, and no browser asks for.
const FOR_SERVERS: &str = "headers.nginx.conf";

/// What a visit begins with.
const PAGE: &str = "index.html";

/// What a worker begins with.
const WORKER: &str = "worker.js";

/// What comes later, the programs of the workers first of all: how the names of their files begin, what else they need, and when they are fetched.
const PROGRAMS: [(&str, &[&str], &str); 3] = [
    (READS_MARKDOWN, &[], "loaded with the first text that is shown"),
    ("formats", &["import.css"], "loaded when first used"),
    (
        "insight",
        &[
            "views.js",
            "views.css",
            "findings.css",
            "terms.js",
            "whereabouts.js",
            "together.js",
            "paste.js",
            "plainer.js",
            "turndown.browser.es.js",
            "unsaved.js",
            "presses.js",
            "terms.css",
            "print.css",
            "search.js",
            "search.css",
            "read.js",
            "read.css",
            "read-entries.css",
            "published.js",
            "picture.js",
            ONLY_IN_TROUBLE,
        ],
        "loaded a moment after a playbook was opened, or for the first view that it draws",
    ),
];

pub(crate) fn run(sh: &Shell) -> Result<()> {
    build(sh)?;
    check_size(sh)
}

/// Builds what is to be hosted into `dist/`.
pub(crate) fn build(sh: &Shell) -> Result<()> {
    tools::ensure(sh, tools::FOR_OPTIMISING)?;
    tools::ensure(sh, tools::FOR_BUILDING)?;
    println!("The optimised build takes a few minutes.");
    shell::run(&mut sh.trunk("build --release"))?;
    shell::run(sh.program("node").arg(sh.at("xtask/node/shrink.mjs")).arg(sh.at("dist")))
}

/// Prints what a first visit downloads, and fails where that is too much.
fn check_size(sh: &Shell) -> Result<()> {
    let texts = texts(&sh.at("dist"))?;
    let sizes = sizes(sh, reached(&texts, PAGE))?;
    let later = sizes_of_workers(sh, &texts, &sizes)?;
    let width = sizes.iter().map(|size| size.file.len()).max().unwrap_or(0);
    println!("\nA first visit downloads, in bytes:\n");
    println!("{:width$}  {:>11}  {:>11}", "", "raw", "brotli");
    for size in &sizes {
        let (raw, brotli) = (grouped(size.raw), grouped(size.brotli));
        println!("{:width$}  {raw:>11}  {brotli:>11}", size.file);
    }
    let (raw, brotli) = total(&sizes);
    println!("{:width$}  {:>11}  {:>11}", "total", grouped(raw), grouped(brotli));
    println!("{:width$}  {:>11}  {:>11}\n", "at most", "", grouped(BUDGET));
    for (program, beside, when) in PROGRAMS {
        let belongs = |file: &str| file.starts_with(program) || beside.contains(&file);
        let (raw, brotli) = total(later.iter().filter(|size| belongs(&size.file)));
        println!("{program:width$}  {:>11}  {:>11}  {when}", grouped(raw), grouped(brotli));
    }
    let kept = sizes_of_kept(sh, &texts, &sizes)?;
    let (kept_raw, kept_brotli) = total(&kept);
    println!(
        "{:width$}  {:>11}  {:>11}  loaded once the app is on the screen, to open offline: all that is not here yet",
        "the rest",
        grouped(kept_raw),
        grouped(kept_brotli)
    );
    println!();
    if brotli > BUDGET {
        bail!(
            "The build is {} bytes too large: a first visit may download {} bytes in brotli.",
            grouped(brotli - BUDGET),
            grouped(BUDGET)
        );
    }
    Ok(())
}

struct Size {
    file: String,
    raw: u64,
    brotli: u64,
}

/// Bytes as they are and after brotli.
fn total<'s>(sizes: impl IntoIterator<Item = &'s Size>) -> (u64, u64) {
    sizes.into_iter().fold((0, 0), |(raw, brotli), size| (raw + size.raw, brotli + size.brotli))
}

/// The sizes of what the workers consist of, which a first visit must not download.
fn sizes_of_workers(sh: &Shell, texts: &BTreeMap<String, String>, first: &[Size]) -> Result<Vec<Size>> {
    let mut files = reached(texts, WORKER);
    files.extend(texts.keys().filter(|file| file.starts_with(READS_MARKDOWN)).cloned());
    files.extend(PROGRAMS.iter().flat_map(|(_, beside, _)| *beside).map(|file| (*file).to_owned()));
    for (program, ..) in PROGRAMS {
        if !files.iter().any(|file| file.starts_with(program)) {
            bail!("A worker is not in the build: {WORKER} does not lead to {program}.");
        }
    }
    if let Some(early) = files.iter().find(|file| first.iter().any(|size| size.file == **file)) {
        bail!("A first visit downloads {early}, which belongs to a worker.");
    }
    sizes(sh, files)
}

/// The sizes of what the service worker fetches beside the first visit: every file, and the page once more. Where a server lets
/// browsers keep what has a hash in its name, the rest of the first visit is not fetched again.
fn sizes_of_kept(sh: &Shell, texts: &BTreeMap<String, String>, first: &[Size]) -> Result<Vec<Size>> {
    let is_here = |file: &str| file != PAGE && first.iter().any(|size| size.file == file);
    let files = texts.keys().filter(|file| *file != FOR_SERVERS && !is_here(file)).cloned().collect();
    sizes(sh, files)
}

/// The sizes of files of the build, the largest first. Node compresses: it is needed here anyway, and has brotli built
/// in.
fn sizes(sh: &Shell, files: Vec<String>) -> Result<Vec<Size>> {
    let dist = sh.at("dist");
    let mut node = sh.program("node");
    node.arg(sh.at("xtask/node/brotli-sizes.mjs")).args(&files).current_dir(&dist);
    let printed = shell::output(&mut node).context("Node could not compress the build")?;
    let mut sizes = Vec::new();
    for (file, brotli) in files.into_iter().zip(printed.lines()) {
        sizes.push(Size { raw: dist.join(&file).metadata()?.len(), brotli: brotli.parse()?, file });
    }
    sizes.sort_by_key(|size| std::cmp::Reverse(size.brotli));
    Ok(sizes)
}

/// Every file of a folder by its path in it, with its text (which is empty where it is not text).
fn texts(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut texts = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(path) = open.pop() {
        for entry in fs::read_dir(&path).with_context(|| format!("No {}", path.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder)?.to_string_lossy().replace('\\', "/");
            texts.insert(name, fs::read_to_string(&path).unwrap_or_default());
        }
    }
    Ok(texts)
}

/// The files that opening this one fetches: it, and whatever is named in a file that it fetches. What only the compiled
/// app names, such as the example playbook and the worker, is fetched later.
fn reached(texts: &BTreeMap<String, String>, first: &str) -> Vec<String> {
    let mut found = vec![first.to_owned()];
    let mut next = 0;
    while let Some(text) = found.get(next).and_then(|file| texts.get(file)) {
        for file in texts.keys() {
            let name = file.rsplit('/').next().unwrap_or(file);
            let is_later =
                file == ONLY_IN_TROUBLE || ONCE_SHOWN.contains(&file.as_str()) || file.starts_with(READS_MARKDOWN);
            if text.contains(name) && !found.contains(file) && !is_later {
                found.push(file.clone());
            }
        }
        next += 1;
    }
    found
}

/// A number with its thousands set apart: `300,000`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_visit_follows_what_files_name() {
        let texts = [
            (
                "index.html",
                "<script src=./app.js></script> app.wasm rescue.js marked-0.esm.js offline.js manifest.webmanifest",
            ),
            ("marked-0.esm.js", ""),
            ("rescue.js", ""),
            ("offline.js", "service-worker.js"),
            ("service-worker.js", "views.js"),
            ("views.js", ""),
            ("manifest.webmanifest", "icon.png"),
            ("icon.png", ""),
            ("app.js", "import './snippets/a/inline.js'"),
            ("app.wasm", ""),
            ("snippets/a/inline.js", ""),
            ("example-playbook.json", "index.html"),
            ("worker.js", "importScripts('formats.js'); wasm_bindgen('formats_bg.wasm')"),
            ("formats.js", ""),
            ("formats_bg.wasm", ""),
        ];
        let texts = BTreeMap::from(texts.map(|(file, text)| (file.to_owned(), text.to_owned())));
        assert_eq!(reached(&texts, "index.html"), ["index.html", "app.js", "app.wasm", "snippets/a/inline.js"]);
        assert_eq!(reached(&texts, "worker.js"), ["worker.js", "formats.js", "formats_bg.wasm"]);
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!(grouped(7), "7");
        assert_eq!(grouped(123_456), "123,456");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
