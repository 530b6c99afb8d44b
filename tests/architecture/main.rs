//! Holds the layers true: reads every source file and fails where one uses what it must not. The reasons are
//! in `docs/ARCHITECTURE.md`.
//!
//! The text is read as Rust tokens, not as lines, so that comments and texts do not count and that paths in
//! the middle of code and inside of `view!` do.
#![cfg(not(target_arch = "wasm32"))]

mod seen;

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use std::collections::BTreeSet;
use std::fmt;
use std::fs;
use std::path::Path;

/// A top-level module, and which others it may use. One that is not listed here is no layer, and fails.
struct Layer {
    name: &'static str,
    uses: &'static [&'static str],
}

/// `model ← {doc, format} ← {persist, sync, worker} ← state ← ui ← app`, and `route` beside `doc` and `format`, for
/// those who show things.
const LAYERS: &[Layer] = &[
    Layer { name: "language", uses: &[] },
    Layer { name: "model", uses: &["language"] },
    Layer { name: "route", uses: &["language", "model"] },
    Layer { name: "doc", uses: &["language", "model"] },
    Layer { name: "insight", uses: &["language", "model"] },
    Layer { name: "format", uses: &["language", "model", "insight"] },
    Layer { name: "persist", uses: &["language", "model", "doc", "format"] },
    Layer { name: "sync", uses: &["language", "model", "doc", "format"] },
    Layer { name: "review", uses: &["language", "model", "doc"] },
    Layer { name: "worker", uses: &["language", "model", "doc", "format"] },
    Layer { name: "state", uses: &["language", "model", "doc", "format", "persist", "sync", "worker"] },
    Layer { name: "ui", uses: &["language", "model", "doc", "format", "persist", "sync", "worker", "state", "route"] },
    Layer {
        name: "app",
        uses: &["language", "model", "doc", "format", "persist", "sync", "worker", "state", "route", "ui"],
    },
];

/// What `main.rs` may use.
const MAIN_USES: &[&str] = &["app"];

/// What the programs of workers, in `src/bin/`, may use.
const BIN_USES: &[&str] = &["language", "model", "doc", "format", "insight", "persist", "review", "route", "worker"];

/// The parts of `format` that are not for the page, and who may use them.
const NOT_FOR_THE_PAGE: &[&str] = &["csv", "html", "json", "markdown", "packed", "table", "text"];
const BESIDE_THE_PAGE: &[&str] = &["format", "worker", "bin"];

/// A crate that not every layer may name; others whose names begin with it and `_` are meant, too.
struct Reserved {
    name: &'static str,
    layers: &'static [&'static str],
    why: &'static str,
}

const NEEDS_A_BROWSER: &str = "it needs a browser, and the layers without one are tested on the host";
const BROWSER_LAYERS: &[&str] = &["persist", "sync", "worker", "state", "ui", "app", "main", "bin"];

const SIGNALS: &str = "signals begin in state";

const RESERVED: &[Reserved] = &[
    Reserved { name: "yrs", layers: &["doc"], why: "only the shared document knows what it is made of" },
    Reserved { name: "reactive_graph", layers: &["state", "ui", "app"], why: SIGNALS },
    Reserved { name: "leptos", layers: &["state", "ui", "app"], why: SIGNALS },
    Reserved { name: "tachys", layers: &["ui"], why: "elements are made in ui" },
    Reserved { name: "web_sys", layers: BROWSER_LAYERS, why: NEEDS_A_BROWSER },
    Reserved { name: "js_sys", layers: BROWSER_LAYERS, why: NEEDS_A_BROWSER },
    Reserved { name: "wasm_bindgen", layers: BROWSER_LAYERS, why: NEEDS_A_BROWSER },
    Reserved { name: "gloo", layers: BROWSER_LAYERS, why: NEEDS_A_BROWSER },
];

/// A file has fewer lines than this, so that it can be read in one sitting. There are no exceptions.
const TOO_LONG: usize = 450;

/// Something that is not as it should be.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Violation {
    file: String,
    line: usize,
    rule: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.file, self.line, self.rule)
    }
}

/// What is wrong in these files: path from the root of the checkout, with `/`, and text.
fn violations(files: &[(String, String)]) -> BTreeSet<Violation> {
    let mut found = BTreeSet::new();
    let mut sources = Vec::new();
    let mut test_modules = BTreeSet::new();
    for (file, text) in files {
        let lines = text.lines().count();
        if lines >= TOO_LONG {
            let rule =
                format!("{lines} lines; a file has fewer than {TOO_LONG}. Take apart what does not belong together");
            found.insert(Violation { file: file.clone(), line: TOO_LONG, rule });
        }
        let Some(module) = module_of(file) else { continue };
        match text.parse::<TokenStream>() {
            Ok(tokens) => {
                let mut scan = Scan::new(file, &module);
                scan.walk(tokens, &mut module.clone(), false);
                test_modules.extend(scan.test_modules);
                sources.push((module, scan.findings));
            }
            Err(error) => {
                let rule = "can't be read as Rust".to_owned();
                found.insert(Violation { file: file.clone(), line: error.span().start().line, rule });
            }
        }
    }
    for (module, findings) in sources {
        // Which files hold tests is known only when those that declare them were read.
        let is_test = (1..=module.len()).any(|depth| test_modules.contains(&module[..depth]));
        found
            .extend(findings.into_iter().filter(|finding| !(is_test && finding.allowed_in_tests)).map(|f| f.violation));
    }
    found
}

/// The path of the module in a file: `src/ui/entry/card.rs` is `ui::entry::card`. `None` for what is not Rust.
fn module_of(file: &str) -> Option<Vec<String>> {
    let path = file.strip_prefix("src/")?.strip_suffix(".rs")?;
    let mut module: Vec<String> = path.split('/').map(str::to_owned).collect();
    if matches!(module.last().map(String::as_str), Some("mod")) || path == "lib" {
        module.pop();
    }
    Some(module)
}

/// The reading of one file.
struct Scan<'a> {
    file: &'a str,
    /// The top-level module that the file belongs to; `main` for `main.rs`, empty for `lib.rs`.
    layer: String,
    findings: Vec<Finding>,
    /// Modules in files of their own that are compiled for tests only.
    test_modules: Vec<Vec<String>>,
}

struct Finding {
    violation: Violation,
    allowed_in_tests: bool,
}

impl<'a> Scan<'a> {
    fn new(file: &'a str, module: &[String]) -> Self {
        let layer = module.first().cloned().unwrap_or_default();
        let is_known = ["", "main", "bin"].contains(&layer.as_str()) || LAYERS.iter().any(|known| known.name == layer);
        let mut scan = Self { file, layer, findings: Vec::new(), test_modules: Vec::new() };
        if !is_known {
            let layer = &scan.layer;
            scan.find(1, format!("`{layer}` is none of the layers; give it its place in tests/architecture/"));
        }
        scan
    }

    fn find(&mut self, line: usize, rule: String) {
        self.findings.push(Finding { violation: self.violation(line, rule), allowed_in_tests: false });
    }

    fn find_outside_tests(&mut self, line: usize, rule: String) {
        self.findings.push(Finding { violation: self.violation(line, rule), allowed_in_tests: true });
    }

    fn violation(&self, line: usize, rule: String) -> Violation {
        Violation { file: self.file.to_owned(), line, rule }
    }

    /// Reads the tokens of a file, or of a group in it, which stand in `module`.
    fn walk(&mut self, tokens: TokenStream, module: &mut Vec<String>, in_test: bool) {
        let tokens: Vec<_> = tokens.into_iter().collect();
        // Whether the item that begins here is compiled for tests only.
        let mut test_item = false;
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Punct(mark) if mark.as_char() == ';' => test_item = false,
                TokenTree::Group(group) if is_name(tokens.get(at.wrapping_sub(2)), "mod") && is_braced(group) => {
                    module.push(tokens[at - 1].to_string());
                    self.walk(group.stream(), module, in_test || test_item);
                    module.pop();
                    test_item = false;
                }
                TokenTree::Group(group) => {
                    test_item |= is_mark(tokens.get(at.wrapping_sub(1)), '#') && means_test(group);
                    self.walk(group.stream(), module, in_test || test_item);
                    test_item &= !is_braced(group);
                }
                TokenTree::Ident(_) => {
                    if test_item && is_name(tokens.get(at.wrapping_sub(1)), "mod") && is_mark(tokens.get(at + 1), ';') {
                        self.test_modules.push([module.as_slice(), &[token.to_string()]].concat());
                    }
                    self.name(&tokens, at, module, in_test || test_item);
                }
                _ => {}
            }
        }
    }

    /// Looks at one name, and at the path that begins with it.
    fn name(&mut self, tokens: &[TokenTree], at: usize, module: &[String], in_test: bool) {
        let token = &tokens[at];
        let (name, line) = (token.to_string(), line(token));
        let reserved = RESERVED.iter().find(|reserved| {
            name == reserved.name || name.strip_prefix(reserved.name).is_some_and(|rest| rest.starts_with('_'))
        });
        if let Some(Reserved { layers, why, .. }) = reserved
            && !layers.contains(&self.layer.as_str())
        {
            self.find(line, format!("`{}` must not name `{name}`: {why}", self.layer));
        }
        let is_call =
            is_mark(tokens.get(at.wrapping_sub(1)), '.') && matches!(tokens.get(at + 1), Some(TokenTree::Group(_)));
        if is_call && matches!(name.as_str(), "unwrap" | "expect") && !in_test {
            let rule = format!("`.{name}()` outside tests: what can fail is handled or passed on");
            self.find_outside_tests(line, rule);
        }
        let begins_path = !is_mark(tokens.get(at.wrapping_sub(1)), ':');
        let start = match name.as_str() {
            "crate" | "guidepost" if begins_path => &[],
            "super" | "self" if begins_path => module,
            _ => return,
        };
        let mut ends = Vec::new();
        follow(&tokens[at..], start.to_vec(), &mut ends);
        for (target, line) in ends {
            self.arrow(&target, line, in_test);
        }
    }

    fn arrow(&mut self, target: &[String], line: usize, in_test: bool) {
        let (from, Some(to)) = (self.layer.as_str(), target.first()) else { return };
        let uses = match LAYERS.iter().find(|layer| layer.name == from) {
            Some(layer) => layer.uses,
            None if from == "main" => MAIN_USES,
            None if from == "bin" => BIN_USES,
            None => &[],
        };
        if from == to || uses.contains(&to.as_str()) {
            let part = target.get(1).map(String::as_str).unwrap_or_default();
            if to == "format" && NOT_FOR_THE_PAGE.contains(&part) && !BESIDE_THE_PAGE.contains(&from) && !in_test {
                let why = "the worker does that, and the page need not load it";
                self.find_outside_tests(line, format!("`{from}` must not use `format::{part}`: {why}"));
            }
            return;
        }
        let may = if uses.is_empty() { "nothing else here".to_owned() } else { format!("only {}", uses.join(", ")) };
        let from = if from.is_empty() { "lib.rs" } else { from };
        self.find(line, format!("`{from}` must not use `{to}`: it may use {may}"));
    }
}

/// Where a path leads that begins with the first of these tokens, from the module `place`; several places where
/// it ends in a group. With the line of each end.
fn follow(tokens: &[TokenTree], mut place: Vec<String>, ends: &mut Vec<(Vec<String>, usize)>) {
    let mut rest = tokens;
    while let Some((token, after)) = rest.split_first() {
        match token {
            TokenTree::Ident(name) => match name.to_string().as_str() {
                "crate" | "guidepost" => place.clear(),
                "super" => drop(place.pop()),
                "self" => {}
                name => place.push(name.to_owned()),
            },
            TokenTree::Group(group) if is_braced(group) => {
                let branches: Vec<_> = group.stream().into_iter().collect();
                for branch in branches.split(|token| is_mark(Some(token), ',')) {
                    follow(branch, place.clone(), ends);
                }
                return;
            }
            _ => {}
        }
        rest = match after {
            [first, second, rest @ ..] if is_mark(Some(first), ':') && is_mark(Some(second), ':') => rest,
            _ => return ends.push((place, line(token))),
        };
    }
}

fn line(token: &TokenTree) -> usize {
    token.span().start().line
}

fn is_name(token: Option<&TokenTree>, wanted: &str) -> bool {
    matches!(token, Some(TokenTree::Ident(name)) if name == wanted)
}

fn is_mark(token: Option<&TokenTree>, wanted: char) -> bool {
    matches!(token, Some(TokenTree::Punct(mark)) if mark.as_char() == wanted)
}

fn is_braced(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

/// Whether an attribute is `#[test]`, `#[cfg(test)]` or the like, but not `#[cfg(not(test))]`.
fn means_test(attribute: &Group) -> bool {
    let text = attribute.stream().to_string().replace(' ', "");
    let conditions = text.strip_prefix("cfg(").unwrap_or_default();
    text == "test" || (conditions.split([',', '(', ')']).any(|word| word == "test") && !conditions.contains("not("))
}

/// All code below a folder of the checkout; none where there is no such folder.
fn files_below(folder: &str) -> Vec<(String, String)> {
    let mut files = Vec::new();
    let mut open = vec![folder.to_owned()];
    while let Some(folder) = open.pop() {
        let Ok(entries) = fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join(&folder)) else { continue };
        for entry in entries.flatten() {
            let path = format!("{folder}/{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                let is_ours = !["node_modules", "target", "test-results"].iter().any(|other| path.ends_with(other));
                open.extend(is_ours.then_some(path));
            } else if [".css", ".mjs", ".rs", ".ts"].iter().any(|ending| path.ends_with(ending)) {
                files.push((path, fs::read_to_string(entry.path()).unwrap_or_default()));
            }
        }
    }
    files
}

#[test]
fn the_source_keeps_to_its_layers() {
    let mut files = Vec::new();
    for folder in ["src", "style", "benches", "fuzz", "tests", "view", "xtask"] {
        let code = files_below(folder);
        assert!(!code.is_empty(), "no code was found in {folder}");
        files.extend(code);
    }
    let found: Vec<_> = violations(&files).iter().map(Violation::to_string).collect();
    assert!(found.is_empty(), "\n\n{}\n\ndocs/ARCHITECTURE.md says why it is so.\n", found.join("\n"));
}
