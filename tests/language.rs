//! Holds the texts of the interface and their translations together: what a program says is in the catalog of each language, and
//! nothing else is.
//!
//! The source is read as tokens. What `tr!` looks up, and what `page!` and `view!` show, is found by its place; the labels of kinds and
//! fields are asked from the model; and in the layers that people see, whatever else looks like words is one, but for what
//! `NO_TEXTS` names.
#![cfg(not(target_arch = "wasm32"))]

use guidepost::model::{Agreement, Kind, StandardSection};
use proc_macro2::{TokenStream, TokenTree};
use serde_json::{Map, Value};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const LANGUAGES: [&str; 1] = ["de"];

/// Where whatever looks like words is shown.
const SHOWN: [&str; 6] = ["src/ui", "src/app.rs", "src/bin", "src/state", "src/worker", "src/insight/checks"];

/// What looks like words there, and is none of the interface's.
const NO_TEXTS: &[&str] = &[
    // Keys, events, selectors, classes and names of messages.
    "ArrowDown",
    "ArrowUp",
    "End",
    "Enter",
    "Escape",
    "Files",
    "Home",
    "input, textarea, select, [contenteditable], dialog",
    ".sections-actions > :first-child",
    ".sections-actions > :last-child",
    "noopener noreferrer",
    "800px 0px 0px",
    "fields fields-both",
    "fields fields-wide",
    "field field-{}",
    "dot person-{colour}",
    "legend legend-",
    "lifecycle-scroll lifecycle-",
    "walk-choice walk-",
    "check file",
    "choose export",
    // Names of languages, in their own words.
    "Deutsch",
    "English",
    // What a command is found by in English, too.
    "Add {english} to {}",
    "Add {english}",
    "Go to {english}",
    // Becomes a part of the playbook.
    "Copy of {name}",
    "Copy of {}",
    // For programmers.
    "a signal was read after its owner was gone",
    "another tab said something that can't be read: {error}",
    "it was not written anew: {error}",
    "no snapshot was written: {error}",
    "nothing was heard of other tabs: {error}",
    "the request can't be read",
    // Made of texts that were looked up; or for the host, which has no browser to ask.
    "{count} {noun}",
    "{name} {english} {also}",
    "{name} · {title} · Guidepost",
    "{nothing}: {error}.",
    "{reason} ({who})",
    "1 {unit} ago",
    "{number} {unit}s ago",
];

/// Other words that a command is found by, and playbooks for tests.
fn is_no_text(path: &str, text: &str) -> bool {
    NO_TEXTS.contains(&text)
        || (path.ends_with("commands.rs") && !text.starts_with(char::is_uppercase))
        || path.ends_with("checks/sample.rs")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The files below a path that end so, without tests.
fn files(path: &str, ending: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(path)];
    let mut found = Vec::new();
    while let Some(path) = open.pop() {
        if path.is_dir() {
            open.extend(fs::read_dir(&path).expect("a folder").map(|entry| entry.expect("an entry").path()));
        } else if path.extension().is_some_and(|extension| extension == ending) && !is_test(&path) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn is_test(path: &Path) -> bool {
    path.components().any(|part| matches!(part.as_os_str().to_str(), Some("tests" | "tests.rs")))
}

/// The value of a literal, where it is a text.
fn text_of(token: &TokenTree) -> Option<String> {
    let TokenTree::Literal(literal) = token else { return None };
    syn::parse_str::<syn::LitStr>(&literal.to_string()).ok().map(|text| text.value())
}

/// The texts of a file: those that are looked up, and all others.
#[derive(Default)]
struct Texts {
    looked_up: BTreeSet<String>,
    others: BTreeSet<String>,
}

impl Texts {
    fn of(file: &Path) -> Self {
        let source = fs::read_to_string(file).expect("a file");
        let mut texts = Self::default();
        texts.walk(&source.parse().expect("Rust"));
        texts
    }

    fn walk(&mut self, tokens: &TokenStream) {
        let tokens: Vec<TokenTree> = tokens.clone().into_iter().collect();
        let is = |place: usize, what: &str| tokens.get(place).is_some_and(|token| token.to_string() == what);
        for (place, token) in tokens.iter().enumerate() {
            match token {
                // What is in attributes is for programmers, but for the words of errors.
                TokenTree::Group(group) if is_attribute(&tokens, place) => {
                    if group.stream().to_string().starts_with("error") {
                        self.walk(&group.stream());
                    }
                }
                TokenTree::Group(_) if place > 1 && is(place - 2, "mod") && is(place - 1, "tests") => {}
                TokenTree::Group(group) => {
                    if place > 1 && is(place - 1, "!") && is(place - 2, "tr") {
                        let first = group.stream().into_iter().next();
                        self.looked_up.extend(first.as_ref().and_then(text_of));
                    }
                    self.walk(&group.stream());
                }
                _ if place > 1 && is(place - 1, "=") && is(place - 2, "class") => {}
                token => self.others.extend(text_of(token)),
            }
        }
    }
}

/// Whether it stands behind `#` or `#!`.
fn is_attribute(tokens: &[TokenTree], place: usize) -> bool {
    let before = |back: usize| place.checked_sub(back).and_then(|place| tokens.get(place)).map(ToString::to_string);
    before(1).as_deref() == Some("#") || (before(1).as_deref() == Some("!") && before(2).as_deref() == Some("#"))
}

/// Whether people would take it for words: two with a space between them, or one with a capital.
fn looks_like_words(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    let is_word = |word: &&&str| {
        word.chars().filter(|letter| letter.is_alphabetic()).count() > 1 && !word.contains(['=', '<', '/', '_'])
    };
    let mut letters = text.chars();
    let has_capital = letters.next().is_some_and(char::is_uppercase) && letters.clone().any(char::is_lowercase);
    words.iter().filter(is_word).count() > 1 || (has_capital && letters.all(char::is_alphabetic))
}

/// The texts that the labels of the model are.
fn labels() -> BTreeSet<String> {
    let mut labels = BTreeSet::new();
    for kind in Kind::ALL {
        // A list stands in the middle of a sentence, too.
        labels.extend([kind.noun(), kind.list_name()].map(str::to_owned));
        labels.insert(kind.list_name().to_lowercase());
        for spec in kind.fields() {
            labels.extend([spec.label, spec.hint].map(str::to_owned));
        }
    }
    labels.extend(Agreement::ALL.map(|agreement| agreement.label().to_owned()));
    labels.extend(StandardSection::ALL.map(|section| section.name().to_owned()));
    labels.remove("");
    labels
}

/// What the scripts say: the first argument of each `tr('…')`.
fn of_scripts() -> BTreeMap<String, PathBuf> {
    let mut found = BTreeMap::new();
    for file in files("assets", "js").into_iter().chain(files("src", "js")) {
        let script = fs::read_to_string(&file).expect("a file");
        for (at, _) in script
            .match_indices("tr('")
            .filter(|(at, _)| !script[..*at].ends_with(|letter: char| letter.is_alphanumeric()))
        {
            found.insert(literal(&script[at + 3..]), file.clone());
        }
    }
    found
}

/// The text of a literal of JavaScript that stands at the beginning, and of those that are added to it.
fn literal(script: &str) -> String {
    let (mut text, mut letters) = (String::new(), script.chars());
    letters.next();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' => text.extend(letters.next()),
            '\'' => break,
            letter => text.push(letter),
        }
    }
    let rest = letters.as_str().trim_start();
    match rest.strip_prefix('+').map(str::trim_start) {
        Some(more) if more.starts_with('\'') => text + &literal(more),
        _ => text,
    }
}

/// A language's texts: those of the page and of what only workers say.
fn catalogs(language: &str) -> [Map<String, Value>; 2] {
    ["", "-more"].map(|more| {
        let file = root().join(format!("assets/texts-{language}{more}.json"));
        let text = fs::read_to_string(&file).expect("a catalog");
        serde_json::from_str(&text).expect("an object of texts")
    })
}

/// The places for values in a text, in any order.
fn places(text: &str) -> Vec<&str> {
    let mut places: Vec<&str> =
        text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect();
    places.sort_unstable();
    places
}

#[test]
fn every_text_is_translated() {
    let mut said = labels();
    said.extend(of_scripts().into_keys());
    let mut missing = BTreeSet::new();
    let mut shown = BTreeMap::new();
    for file in files("src", "rs") {
        let texts = Texts::of(&file);
        let path = file.strip_prefix(root()).expect("in the project").to_str().expect("a path").to_owned();
        said.extend(texts.looked_up);
        if SHOWN.iter().any(|place| path.starts_with(place)) {
            let is_text = |text: &String| looks_like_words(text) && !is_no_text(&path, text);
            shown.extend(texts.others.into_iter().filter(is_text).map(|text| (text, path.clone())));
        }
    }
    for language in LANGUAGES {
        let [page, more] = catalogs(language);
        let is_there = |text: &str| page.contains_key(text) || more.contains_key(text);
        missing.extend(said.iter().filter(|text| !is_there(text)).map(|text| format!("{language}: {text:?}")));
        let shown = shown.iter().filter(|(text, _)| !is_there(text));
        missing.extend(shown.map(|(text, path)| format!("{language}: {text:?} in {path}")));
    }
    assert!(missing.is_empty(), "{} texts are not translated:\n{}", missing.len(), Vec::from_iter(missing).join("\n"));
}

#[test]
fn every_translation_is_of_a_text_and_has_its_places() {
    let mut texts: BTreeSet<String> = labels();
    texts.extend(of_scripts().into_keys());
    for file in files("src", "rs") {
        let found = Texts::of(&file);
        texts.extend(found.looked_up.into_iter().chain(found.others));
    }
    // Scripts say some that stand in lists.
    let scripts: String = files("assets", "js").iter().map(|file| fs::read_to_string(file).expect("a file")).collect();
    let scripts = scripts.replace("\\'", "'").replace("' +\n", "").replace('\n', " ");
    let mut wrong = Vec::new();
    for language in LANGUAGES {
        let [page, more] = catalogs(language);
        for (english, translated) in page.iter().chain(&more) {
            let translated = translated.as_str().expect("a text");
            if !texts.contains(english) && !scripts.contains(english.as_str()) {
                wrong.push(format!("{language}: nothing says {english:?}"));
            }
            let (ours, theirs) = (places(english), places(translated));
            let is_there = |name: &&str| ours.contains(name) || name.parse::<usize>().is_ok_and(|at| at < ours.len());
            let unnamed = |places: &[&str]| places.iter().filter(|name| name.is_empty()).count();
            if !theirs.iter().all(is_there) || unnamed(&theirs) > unnamed(&ours) || theirs.is_empty() != ours.is_empty()
            {
                wrong.push(format!("{language}: other places in {english:?}: {translated:?}"));
            }
            // A comma stands at once behind what it follows.
            let space = |text: &str| (text.starts_with([' ', ',']), text.ends_with(' '));
            if space(english) != space(translated) {
                wrong.push(format!("{language}: other spaces around {english:?}: {translated:?}"));
            }
        }
        wrong.extend(
            page.keys().filter(|text| more.contains_key(*text)).map(|text| format!("{language}: twice: {text:?}")),
        );
    }
    assert!(wrong.is_empty(), "{}:\n{}", wrong.len(), wrong.join("\n"));
}
