//! Long lists, drawn a screenful at a time while the person scrolls.

use crate::ui::prelude::*;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverInit, js_sys};

/// Rows drawn at first, and at each step.
const STEP: usize = 10;

/// How many rows of a list are drawn, and the mark at the end that asks for more when it comes into view.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Progressive {
    shown: RwSignal<usize>,
}

impl Progressive {
    pub(in crate::ui) fn new() -> Self {
        let progressive = Self { shown: RwSignal::new(STEP) };
        // Paper shows everything.
        let printing = window_event_listener_untyped("beforeprint", move |_| progressive.show(usize::MAX));
        on_cleanup(move || printing.remove());
        progressive
    }

    /// Draws at least this many rows.
    pub(in crate::ui) fn show(self, count: usize) {
        if self.shown.get_untracked() < count {
            self.shown.set(count);
        }
    }

    /// The rows to draw.
    pub(in crate::ui) fn rows<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        all: Signal<Vec<T>>,
    ) -> Signal<Vec<T>> {
        memo(move || all.with(|all| all.iter().take(self.shown.get()).cloned().collect()))
    }

    /// The mark at the end of the list.
    pub(in crate::ui) fn end<T: Send + Sync + 'static>(self, all: Signal<Vec<T>>) -> Html {
        let hidden = memo(move || all.with(Vec::len).saturating_sub(self.shown.get()));
        view! {
            <Show when=move || { hidden.get() > 0 }>
                <div class="list-end">
                    <button type="button" class="quiet" on:click=move |_| self.show(usize::MAX)>
                        {move || tr!("Show {} more", hidden.get())}
                    </button>
                    <Sentinel list=self />
                </div>
            </Show>
        }
    }
}

/// Something without size that draws more of the list when it comes near the part of the page that is seen.
#[component]
fn Sentinel(list: Progressive) -> Html {
    let node = ElementRef::<web_sys::HtmlElement>::new();
    on_change(move || {
        let Some(element) = node.get() else { return };
        let callback = Closure::<dyn FnMut(js_sys::Array, IntersectionObserver)>::new(
            move |entries: js_sys::Array, observer: IntersectionObserver| {
                let seen = entries.iter().any(|entry| {
                    js_sys::Reflect::get(&entry, &"isIntersecting".into()).is_ok_and(|seen| seen.is_truthy())
                });
                if seen {
                    list.shown.update(|shown| *shown = shown.saturating_add(STEP));
                    // Looked at again when there is more room: an observer tells changes only.
                    if let Some(element) = node.get_untracked() {
                        observer.unobserve(&element);
                        observer.observe(&element);
                    }
                }
            },
        );
        let options = IntersectionObserverInit::new();
        options.set_root_margin("800px");
        let function = callback.into_js_value();
        let observer =
            IntersectionObserver::new_with_options(web_sys::wasm_bindgen::JsCast::unchecked_ref(&function), &options);
        if let Ok(observer) = observer {
            observer.observe(&element);
            let observer = StoredValue::new_local(observer);
            on_cleanup(move || observer.with_value(IntersectionObserver::disconnect));
        }
    });
    view! { <div class="list-sentinel" node_ref=node></div> }
}
