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
    let is_made = |path: &&str| {
        ["dist/", ".tools/", "fuzz/artifacts/", "fuzz/target/"].iter().any(|made| path.starts_with(made))
            || path.ends_with("test-results/")
    };
    for document in
        ["docs/ARCHITECTURE.md", "docs/DOCUMENT.md", "docs/LIMITS.md", "docs/DEPENDENCIES.md", "CONTRIBUTING.md"]
    {
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

/// The names under the headings of a manifest that begin its lists of dependencies.
fn dependencies(manifest: &str) -> Vec<&str> {
    let mut names = Vec::new();
    let mut is_list = false;
    for line in manifest.lines() {
        if line.starts_with('[') {
            is_list = line.trim_end_matches(']').ends_with("dependencies");
        } else if let Some((name, _)) = line.split_once(" = ").filter(|_| is_list) {
            names.extend(name.split_whitespace().next().filter(|name| name.starts_with(|c: char| c.is_alphanumeric())));
        }
    }
    names
}

#[test]
fn dependencies_are_found_under_each_heading() {
    let manifest = "[package]\nname = \"a\"\n[dependencies]\nb = \"1\"\nc = { version = \"1\", features = [\n    \"d\",\n] }\n\
        [target.'cfg(x)'.dev-dependencies]\n# e = 1\nf-g = \"2\"\n[profile.dev]\nh = 1\n";
    assert_eq!(dependencies(manifest), ["b", "c", "f-g"]);
}

#[test]
fn every_dependency_is_in_the_table() {
    let text = read("docs/DEPENDENCIES.md");
    let told: Vec<&str> =
        text.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`').map(|(name, _)| name)).collect();
    let mut missing = Vec::new();
    for manifest in ["Cargo.toml", "view/Cargo.toml", "xtask/Cargo.toml", "fuzz/Cargo.toml"] {
        let content = read(manifest);
        let names = dependencies(&content);
        assert!(!names.is_empty(), "{manifest} has no dependencies");
        let new = names.into_iter().filter(|name| *name != "guidepost" && !told.contains(name));
        missing.extend(new.map(|name| format!("{name} of {manifest}")));
    }
    let folders = [
        "npm",
        "xtask/node",
        "tests/e2e",
        "tests/e2e/lighthouse",
        "tests/servers",
        "deploy/company",
        "deploy/workshop",
    ];
    for folder in folders {
        let package: serde_json::Value = serde_json::from_str(&read(&format!("{folder}/package.json"))).expect("JSON");
        let lists = ["dependencies", "devDependencies"].map(|list| package.get(list).and_then(|list| list.as_object()));
        for name in lists.into_iter().flatten().flat_map(|list| list.keys()) {
            if !told.contains(&name.as_str()) {
                missing.push(format!("{name} of {folder}"));
            }
        }
    }
    for line in read("tests/servers/requirements.txt").lines() {
        let name = line.split("==").next().unwrap_or_default();
        if !name.is_empty() && !told.contains(&name) {
            missing.push(format!("{name} of Python"));
        }
    }
    assert_eq!(missing, Vec::<String>::new(), "docs/DEPENDENCIES.md does not say why these are there");
}
