//! A long text, edited as Markdown and shown as rendered while nobody edits it.

use super::growing;
use super::prose::Prose;
use super::text_control::{TextControl, keep_in_step};
use crate::ui::prelude::*;
use std::cell::Cell;
use std::time::Duration;
use web_sys::wasm_bindgen::JsCast as _;

/// A click takes about this long.
const SETTLES_AFTER: Duration = Duration::from_millis(200);

/// A text box of many lines, with a rendered view of it on top until the box has the focus.
///
/// The box is always there, so that it is reached with the tab key and by its name; only its looks change. A
/// click into the rendered view starts editing, but selecting text in it or following a link does not.
#[component]
pub(in crate::ui) fn TextArea(
    /// The element's id, for its label.
    id: String,
    /// What it holds.
    value: Signal<String>,
    /// What is shown while nobody edits it.
    shown: Signal<String>,
    /// How it is shown then.
    prose: Prose,
    /// Told what was typed.
    on_input: Box<dyn Fn(String)>,
    /// Told when the person goes elsewhere.
    on_leave: Option<Callback<()>>,
    /// Shown while it is empty.
    hint: &'static str,
    /// Its name, where no label element gives it one.
    label: Option<&'static str>,
) -> Html {
    let node = ElementRef::<web_sys::HtmlTextAreaElement>::new();
    let view = ElementRef::<web_sys::HtmlElement>::new();
    keep_in_step(move || node.get().map(|area| Box::new(area) as Box<dyn TextControl>), value);
    let editing = RwSignal::new(false);
    let length = Cell::new(0);
    let is_empty = memo(move || value.with(|text| text.trim().is_empty()));
    let mut drawn = String::new();
    let draw = move |view: &web_sys::Element| {
        // While somebody types, nobody looks at it: it is drawn again when they have finished.
        if editing.get() {
            return;
        }
        let text = shown.get();
        if drawn != text {
            prose.draw(view, &text);
            drawn = text;
        }
    };
    let begin = move |event: web_sys::MouseEvent| {
        let on_link = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
            .is_some_and(|target| target.closest("a").is_ok_and(|link| link.is_some()));
        let selecting = window().get_selection().ok().flatten().is_some_and(|selection| !selection.is_collapsed());
        if !on_link
            && !selecting
            && let Some(area) = node.get_untracked()
        {
            // The same share of the way down the text as the click was down the view: near enough to go on.
            let place = view.get_untracked().and_then(|view| share_of_height(&view, &event));
            let _ = area.focus();
            let length = area.value().encode_utf16().count();
            if let Some(place) = place.and_then(|share| place_in(length, share)) {
                let _ = area.set_selection_range(place, place);
            }
        }
    };
    view! {
        <div class="text" class:text-empty=is_empty class:text-editing=editing>
            <div class="text-view prose" dir="auto" node_ref=view draw=draw on:click=begin></div>
            <textarea
                node_ref=node
                id=id
                class="text-source"
                rows="1"
                prop:value=value.get_untracked()
                placeholder=hint
                aria-label=label
                on:input:target=move |event| {
                    let text = event.target().value();
                    growing::fit(&event.target(), text.len() < length.replace(text.len()));
                    on_input(text);
                }
                on:focus=move |_| editing.set(true)
                on:blur:target=move |event| {
                    growing::release(&event.target());
                    // Not at once: the rendered view is of another height, and what somebody is just clicking on
                    // would move away under the pointer.
                    set_timeout(
                        move || {
                            let back = node.get_untracked().is_some_and(|area| {
                                document().active_element().is_some_and(|active| active == **area)
                            });
                            if !back {
                                editing.set(false);
                            }
                        },
                        SETTLES_AFTER,
                    );
                    if let Some(on_leave) = on_leave {
                        // Also when the box goes away with the focus in it, and the callback with it.
                        on_leave.try_run(());
                    }
                }
            ></textarea>
        </div>
    }
}

fn share_of_height(view: &web_sys::Element, event: &web_sys::MouseEvent) -> Option<f64> {
    let area = view.get_bounding_client_rect();
    let down = (f64::from(event.client_y()) - area.top()) / area.height();
    down.is_finite().then(|| down.clamp(0.0, 1.0))
}

/// At the very end for a click into the last tenth: that is where people mostly go on writing.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    clippy::cast_precision_loss,
    reason = "a share of a text's length"
)]
fn place_in(length: usize, share: f64) -> Option<u32> {
    let place = if share > 0.9 { length } else { (length as f64 * share) as usize };
    u32::try_from(place).ok()
}
