//! A native modal dialog.

use crate::ui::prelude::*;

/// A `<dialog>` that is open while `open` says so. Escape, and a click beside it, close it; the browser gives
/// the focus back to where it was.
#[component]
pub(in crate::ui) fn Dialog(
    /// Whether it is open; set to false when the person closes it.
    open: RwSignal<bool>,
    /// Its heading, which names it.
    title: Signal<String>,
    /// What is in it, made anew each time it opens.
    children: Box<dyn Fn() -> Html>,
) -> Html {
    let node = ElementRef::<web_sys::HtmlDialogElement>::new();
    let heading = format!("dialog-{}", next_number());
    on_change(move || {
        if let Some(dialog) = node.get() {
            match (open.get(), dialog.open()) {
                // Refused only when it is open already, or not in the page any more.
                (true, false) => drop(dialog.show_modal()),
                (false, true) => dialog.close(),
                _ => {}
            }
        }
    });
    view! {
        <dialog
            class="dialog"
            node_ref=node
            aria-labelledby=heading.clone()
            on:close=move |_| open.set(false)
            on:click=move |event| {
                let beside = event.target().is_some_and(|target| {
                    node.get_untracked().is_some_and(|dialog| *AsRef::<web_sys::EventTarget>::as_ref(&dialog) == target)
                });
                if beside {
                    open.set(false);
                }
            }
        >
            <div class="dialog-body">
                <h2 id=heading.clone()>{title}</h2>
                <Show when=move || open.get()>{children()}</Show>
            </div>
        </dialog>
    }
}

/// A number that no other element of this page has in its id.
fn next_number() -> usize {
    use std::sync::atomic::{AtomicUsize, Ordering};
    static NEXT: AtomicUsize = AtomicUsize::new(0);
    NEXT.fetch_add(1, Ordering::Relaxed)
}
