//! What the reading of the sources sees, and what it lets through.

use super::{Violation, violations};

/// What is found in these files, without the reasons.
fn found(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files.iter().map(|(file, text)| ((*file).to_owned(), (*text).to_owned())).collect();
    let short = |violation: &Violation| violation.to_string().split(": ").take(2).collect::<Vec<_>>().join(": ");
    violations(&files).iter().map(short).collect()
}

#[test]
fn wrong_arrows_are_seen() {
    for (file, text, expected) in [
        ("src/model/a.rs", "use crate::ui::Card;", &["src/model/a.rs:1: `model` must not use `ui`"][..]),
        (
            "src/model/a.rs",
            "\nuse crate::{model::Kind, doc::{Edit, Step}};",
            &["src/model/a.rs:2: `model` must not use `doc`"],
        ),
        ("src/doc/a.rs", "fn f() { crate::format::json::read(); }", &["src/doc/a.rs:1: `doc` must not use `format`"]),
        ("src/doc/a.rs", "use super::super::persist::Journal;", &["src/doc/a.rs:1: `doc` must not use `persist`"]),
        (
            "src/doc/a.rs",
            "mod b { use super::super::super::persist; }",
            &["src/doc/a.rs:1: `doc` must not use `persist`"],
        ),
        ("src/doc/mod.rs", "use super::{model::Kind, ui::{self}};", &["src/doc/mod.rs:1: `doc` must not use `ui`"]),
        ("src/route.rs", "use crate::state::Session;", &["src/route.rs:1: `route` must not use `state`"]),
        ("src/state/a.rs", "use crate::route::Route;", &["src/state/a.rs:1: `state` must not use `route`"]),
        ("src/persist/a.rs", "use crate::sync::Message;", &["src/persist/a.rs:1: `persist` must not use `sync`"]),
        ("src/ui/a.rs", "view! { <p>{crate::app::mount()}</p> }", &["src/ui/a.rs:1: `ui` must not use `app`"]),
        ("src/main.rs", "fn main() { guidepost::ui::show(); }", &["src/main.rs:1: `main` must not use `ui`"]),
        (
            "src/ui/a.rs",
            "use crate::format::{markdown::{self}, rendered};",
            &["src/ui/a.rs:1: `ui` must not use `format::markdown`"],
        ),
        (
            "src/state/a.rs",
            "fn f() { crate::format::json::read(); }",
            &["src/state/a.rs:1: `state` must not use `format::json`"],
        ),
        ("src/worker/a.rs", "use crate::state::Shelf;", &["src/worker/a.rs:1: `worker` must not use `state`"]),
        ("src/bin/b/main.rs", "use guidepost::ui::App;", &["src/bin/b/main.rs:1: `bin` must not use `ui`"]),
        ("src/lib.rs", "pub use crate::model::Kind;", &["src/lib.rs:1: `lib.rs` must not use `model`"]),
        ("src/ui/a.rs", "use crate::Shortcut;", &["src/ui/a.rs:1: `ui` must not use `Shortcut`"]),
        (
            "src/helpers.rs",
            "",
            &["src/helpers.rs:1: `helpers` is none of the layers; give it its place in tests/architecture/"],
        ),
        ("src/doc/a.rs", "fn f() {", &["src/doc/a.rs:1: can't be read as Rust"]),
    ] {
        assert_eq!(found(&[(file, text)]), expected, "{text}");
    }
}

#[test]
fn right_arrows_and_mere_words_are_let_through() {
    for (file, text) in [
        ("src/app.rs", "use crate::{model::Kind, doc, format, route, persist, state, ui::start::StartScreen};"),
        ("src/ui/entry/card.rs", "use super::{card_id, super::section}; use crate::persist::Trouble;"),
        ("src/ui/a.rs", "pub(in crate::ui) fn f(self) -> Self { self.clone() } pub(crate) struct S;"),
        (
            "src/model/a.rs",
            "//! See [`crate::ui`] and leptos.\n/* use crate::ui; */ const A: &str = \"crate::ui yrs\";",
        ),
        ("src/model/a.rs", "mod tests { use super::*; use super::super::Kind; }"),
        ("src/main.rs", "fn main() { guidepost::app::mount(); }"),
        ("src/bin/b/work.rs", "use guidepost::{doc::Replica, format::{json, markdown}, worker::Form};"),
        ("src/ui/a.rs", "use crate::format::rendered; #[cfg(test)] mod tests { use crate::format::json; }"),
        ("src/notes.md", "use crate::ui;"),
        ("style/base.css", "@layer base { /* crate::ui */ }"),
    ] {
        assert_eq!(found(&[(file, text)]), [""; 0], "{text}");
    }
}

#[test]
fn reserved_crates_are_seen() {
    for (file, text, expected) in [
        (
            "src/model/a.rs",
            "use leptos_dom::helpers::*;",
            &["src/model/a.rs:1: `model` must not name `leptos_dom`"][..],
        ),
        ("src/format/a.rs", "fn f() { web_sys::window(); }", &["src/format/a.rs:1: `format` must not name `web_sys`"]),
        ("src/route.rs", "extern crate js_sys as j;", &["src/route.rs:1: `route` must not name `js_sys`"]),
        (
            "src/doc/a.rs",
            "use wasm_bindgen_futures as w;",
            &["src/doc/a.rs:1: `doc` must not name `wasm_bindgen_futures`"],
        ),
        ("src/doc/a.rs", "use {gloo_storage::Storage};", &["src/doc/a.rs:1: `doc` must not name `gloo_storage`"]),
        (
            "src/persist/a.rs",
            "use leptos_dom::helpers::*;",
            &["src/persist/a.rs:1: `persist` must not name `leptos_dom`"],
        ),
        ("src/state/a.rs", "\n\nuse yrs::Doc;", &["src/state/a.rs:3: `state` must not name `yrs`"]),
        ("src/doc/a.rs", "use yrs::Doc;", &[]),
        ("src/persist/a.rs", "use web_sys::Storage; use gloo_storage::LocalStorage;", &[]),
        ("src/ui/a.rs", "use leptos_dom::helpers::*; fn f() { wasm_bindgen::throw_str(\"\") }", &[]),
    ] {
        assert_eq!(found(&[(file, text)]), expected, "{text}");
    }
}

#[test]
fn panics_are_for_tests() {
    let panics = ["src/doc/a.rs:1: `.expect()` outside tests"];
    for (files, expected) in [
        (&[("src/doc/a.rs", "fn f() { g().expect(\"x\"); }")][..], &panics[..]),
        (&[("src/doc/a.rs", "#[cfg(not(test))] mod a { fn f() { g().expect(\"x\"); } }")], &panics),
        (&[("src/doc/a.rs", "#[cfg(test)] mod b; fn f() { g().expect(\"x\"); }")], &panics),
        (&[("src/doc/a.rs", "#[test] fn f() {} fn g() { h().expect(\"x\"); }")], &panics),
        (&[("src/doc/a.rs", "#[cfg(test)] mod tests { fn f() { g().unwrap(); } }")], &[]),
        (&[("src/doc/a.rs", "#[test] fn f() { g().expect(\"x\"); }")], &[]),
        (&[("src/doc/a.rs", "#[expect(unused)] fn expect() { unwrap(); expect_context() }")], &[]),
        (
            &[
                ("src/doc/tests/a.rs", "fn f() { g().expect(\"x\"); }"),
                ("src/doc/mod.rs", "#[cfg(all(test, unix))] #[path = \"x\"] mod tests;"),
            ],
            &[],
        ),
    ] {
        assert_eq!(found(files), expected, "{files:?}");
    }
}

#[test]
fn long_files_are_seen() {
    let lines = |count| "\n".repeat(count);
    for (file, count, expected) in [
        ("src/doc/a.rs", 449, &[][..]),
        (
            "src/doc/a.rs",
            450,
            &["src/doc/a.rs:450: 450 lines; a file has fewer than 450. Take apart what does not belong together"],
        ),
        (
            "style/a.css",
            600,
            &["style/a.css:450: 600 lines; a file has fewer than 450. Take apart what does not belong together"],
        ),
    ] {
        assert_eq!(found(&[(file, &lines(count))]), expected);
    }
}
