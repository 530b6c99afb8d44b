//! Tests that need a browser's own interfaces: compiled to wasm and run in headless Chromium by
//! `cargo xtask test browser`. For the host this file is empty.
#![cfg(target_arch = "wasm32")]

mod convergence;
#[path = "../convergence/history.rs"]
mod history;
mod insight;
mod storage;
mod worker;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// The tests beside this one would be of little use in Node.
#[wasm_bindgen_test]
fn there_is_a_page() {
    let page = js_sys::Reflect::has(&js_sys::global(), &"document".into());
    assert_eq!(page, Ok(true));
}
