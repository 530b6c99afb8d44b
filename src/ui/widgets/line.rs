//! One line of text, edited in place.

use super::growing;
use super::text_control::{TextControl, keep_in_step};
use crate::ui::prelude::*;
use std::cell::Cell;

/// A text box of one line. Tells every key.
#[component]
pub(in crate::ui) fn LineInput(
    /// The element's id, for its label.
    id: String,
    /// What it holds.
    value: Signal<String>,
    /// Told what was typed.
    on_input: Box<dyn Fn(String)>,
    /// Told when the person goes elsewhere.
    on_leave: Option<Callback<()>>,
    /// Shown while it is empty.
    hint: &'static str,
    /// `text`, `date` and so on; or `name`, the name of whoever sits here.
    kind: &'static str,
    /// The id of a `<datalist>`.
    suggestions: Option<String>,
    /// Its name, where no label element gives it one.
    label: Option<&'static str>,
    /// Style.
    class: &'static str,
) -> Html {
    let node = ElementRef::<web_sys::HtmlInputElement>::new();
    keep_in_step(move || node.get().map(|input| Box::new(input) as Box<dyn TextControl>), value);
    view! {
        <input
            node_ref=node
            id=id
            class=class
            // Style: an empty date shows its pattern, which reads like text in a list.
            class:line-empty=move || kind == "date" && value.with(String::is_empty)
            type=if kind == "name" { "text" } else { kind }
            prop:value=value.get_untracked()
            placeholder=hint
            list=suggestions
            aria-label=label
            autocomplete=if kind == "name" { "name" } else { "off" }
            on:input:target=move |event| on_input(event.target().value())
            on:blur=move |_| {
                if let Some(on_leave) = on_leave {
                    // Also when the box goes away with the focus in it, and the callback with it.
                    on_leave.try_run(());
                }
            }
        />
    }
}

/// A text of one line that is shown whole: a long one wraps, as it would in a document. Tells every key.
#[component]
pub(in crate::ui) fn WrappingLine(
    /// The element's id, for its label.
    id: String,
    /// What it holds.
    value: Signal<String>,
    /// Told what was typed.
    on_input: Box<dyn Fn(String)>,
    /// Told when the person goes elsewhere.
    on_leave: Callback<()>,
    /// Shown while it is empty.
    hint: &'static str,
    /// Its name, where no label element gives it one.
    label: Option<&'static str>,
    /// Style.
    class: &'static str,
) -> Html {
    let node = ElementRef::<web_sys::HtmlTextAreaElement>::new();
    keep_in_step(move || node.get().map(|area| Box::new(area) as Box<dyn TextControl>), value);
    let length = Cell::new(0);
    view! {
        <textarea
            node_ref=node
            id=id
            class=class
            rows="1"
            prop:value=value.get_untracked()
            placeholder=hint
            aria-label=label
            autocomplete="off"
            on:input:target=move |event| {
                let text = event.target().value();
                growing::fit(&event.target(), text.len() < length.replace(text.len()));
                on_input(text);
            }
            // One line stays one line. The Enter that ends a composition (Japanese, Chinese) is not meant here.
            on:keydown=move |event| {
                if event.key() == "Enter" && !event.is_composing() {
                    event.prevent_default();
                }
            }
            on:blur:target=move |event| {
                growing::release(&event.target());
                // Also when the box goes away with the focus in it, and the callback with it: by the browser’s Back.
                on_leave.try_run(());
            }
        ></textarea>
    }
}
