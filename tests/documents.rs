//! Holds the documents for programmers to what the code says, where that can be checked.
#![cfg(not(target_arch = "wasm32"))]

use guidepost::model::{Agreement, Kind, Section, SectionId, StandardSection};
use std::fs;
use std::path::{Path, PathBuf};

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).to_path_buf()
}

fn read(document: &str) -> String {
    fs::read_to_string(root().join(document)).unwrap_or_default()
}

/// What stands between backticks, code blocks left out.
fn quoted(text: &str) -> Vec<&str> {
    let prose = text.split("```").step_by(2);
    prose.flat_map(|prose| prose.split('`').skip(1).step_by(2)).collect()
}

#[test]
fn what_is_quoted_is_found() {
    assert_eq!(quoted("a `b` c\n```sh\n`d`\n```\n`e/f.rs`"), ["b", "e/f.rs"]);
}

/// Paths from the root of the checkout, or from `src/`.
#[test]
fn files_that_documents_name_are_there() {
    let is_path = |text: &&str| {
        text.contains('/')
            && !text.contains([' ', '<', '*', ':'])
            && [".rs", ".css", ".json", ".md", "/"].iter().any(|end| text.ends_with(end))
    };
    // `cargo xtask` makes these.
    let is_made =
        |path: &&str| path.starts_with("dist/") || path.starts_with(".tools/") || path.ends_with("test-results/");
    for document in ["docs/ARCHITECTURE.md", "docs/DOCUMENT.md", "CONTRIBUTING.md"] {
        let text = read(document);
        let paths: Vec<_> = quoted(&text).into_iter().filter(is_path).filter(|path| !is_made(path)).collect();
        assert!(!paths.is_empty(), "{document} names no file");
        for path in paths {
            let there = root().join(path).exists() || root().join("src").join(path).exists();
            // What the keys in storage begin with.
            assert!(there || path == "guidepost/", "{document} names {path}, which is not there");
        }
    }
}

#[test]
fn the_structure_of_the_document_is_described_in_full() {
    let text = read("docs/DOCUMENT.md");
    let quoted = quoted(&text);
    let names = Kind::ALL.map(Kind::key).into_iter().chain(Agreement::ALL.map(Agreement::key));
    for name in names.chain(StandardSection::ALL.map(StandardSection::slug)) {
        assert!(quoted.contains(&name), "{name} is not described");
    }
    let orders = StandardSection::ALL.map(|section| Section::new(SectionId::Standard(section)).order.to_string());
    let places = orders.each_ref().map(|order| quoted.iter().position(|text| text == order));
    assert!(places.is_sorted() && places.iter().all(Option::is_some), "the order keys are {orders:?}");
}
