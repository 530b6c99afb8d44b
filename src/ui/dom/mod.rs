//! Elements of the page, and what keeps them up to date. `view!` (in `view/`) writes calls of what is here.
//!
//! Everything that is made for many views is made once, for closures in boxes: the size of the bundle is what
//! this module exists for. Signals, effects and owners are Leptos'. An effect that changes an element belongs to the
//! owner that was current when the element was made, and ends with it: with the row of a list, the
//! branch of a condition, or the page.

mod each;
mod element;
mod html;
mod live;
mod value;

pub(crate) use each::each;
pub(crate) use element::{Aspect, ElementRef, element, fragment};
pub(crate) use html::{Html, IntoHtml};
pub(crate) use live::show;

pub(crate) use reactive_graph::graph::untrack;
pub(crate) use tachys::html::event as ev;

use leptos_dom::helpers::document;
use reactive_graph::effect::{Effect, RenderEffect};
use reactive_graph::owner::{Owner, StoredValue};

/// Shows something in the page from now on, for as long as the page is open.
#[cfg_attr(not(target_arch = "wasm32"), expect(dead_code, reason = "only a browser has a page"))]
pub(crate) fn mount(make: impl FnOnce() -> Html) {
    // Fails where it was done before, which is as good.
    let _ = any_spawner::Executor::init_wasm_bindgen();
    let owner = Owner::new();
    let html = owner.with(make);
    if let Some(body) = document().body() {
        html.append_to(&body);
    }
    std::mem::forget(owner);
}

/// Runs at once, and again whenever something changes that it has read, until the current owner ends.
fn effect(mut run: Box<dyn FnMut()>) {
    let effect = RenderEffect::new(move |_: Option<()>| run());
    // Kept by the owner; nobody asks for it again.
    let _ = StoredValue::new_local(effect);
}

/// Runs after the page has been brought up to date, and again whenever something changes that it has read.
pub(crate) fn on_change(run: impl FnMut() + 'static) {
    let mut run: Box<dyn FnMut()> = Box::new(run);
    Effect::new(move |_: Option<()>| run());
}
