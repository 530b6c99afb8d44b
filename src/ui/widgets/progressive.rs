//! Long lists: a part of them is drawn, around the place that somebody came to, and more at both ends while they scroll.

use super::after_render;
use crate::language::number;
use crate::state::after_next_frame;
use crate::ui::later::{is_near_title, keep_in_place, number_rows};
use crate::ui::prelude::*;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::wasm_bindgen::prelude::Closure;
use web_sys::{IntersectionObserver, IntersectionObserverInit, js_sys};

/// Rows drawn in the very first frame of a page, which is the sooner there: hardly more can be seen of it. The rest of a step follows.
const FIRST: usize = 3;

/// Rows drawn at each step.
const STEP: usize = 10;

/// Rows that are printed. Browsers take minutes for thousands of them, or give up; Export, Print writes a page for paper.
const PRINTED: usize = 500;

/// Rows that are drawn at once when somebody asks for more. A row that is no farther away is reached by drawing all between.
const MANY: usize = 100;

/// Which rows of a list are drawn, and the marks at its ends that ask for more when they come into view.
#[derive(Clone, Copy)]
pub(in crate::ui) struct Progressive {
    /// The place of the first.
    from: RwSignal<usize>,
    /// The place behind the last.
    to: RwSignal<usize>,
}

impl Progressive {
    pub(in crate::ui) fn new() -> Self {
        let progressive = Self { from: RwSignal::new(0), to: RwSignal::new(FIRST) };
        after_next_frame(move || {
            if progressive.to.try_get_untracked() == Some(FIRST) {
                progressive.to.set(STEP);
            }
        });
        // Paper shows a list as a whole, or a good part of it, and the screen what it showed before.
        let before = StoredValue::new((0, STEP));
        let printing = window_event_listener_untyped("beforeprint", move |_| {
            let (from, to) = (progressive.from.get_untracked(), progressive.to.get_untracked());
            before.set_value((from, to));
            let first = if from < PRINTED { 0 } else { from };
            progressive.draw(first, first + PRINTED);
        });
        let printed = window_event_listener_untyped("afterprint", move |_| {
            let (from, to) = before.get_value();
            progressive.draw(from, to);
        });
        on_cleanup(move || {
            printing.remove();
            printed.remove();
        });
        progressive
    }

    fn draw(self, from: usize, to: usize) {
        if self.from.get_untracked() != from {
            self.from.set(from);
        }
        if self.to.get_untracked() != to {
            self.to.set(to);
        }
    }

    /// Draws the row at this place. Where that is far from those that are drawn, it is drawn with its neighbours alone.
    pub(in crate::ui) fn show(self, place: usize) {
        let (from, to) = (self.from.get_untracked(), self.to.get_untracked());
        let (from, to) = part_with(from, to, place);
        self.draw(from, to);
    }

    /// The place of the first row that is drawn, of so many. A list may have become shorter meanwhile.
    fn start(self, all: usize) -> usize {
        self.from.get().min(all.saturating_sub(STEP))
    }

    /// How many rows stand before those that are drawn.
    pub(in crate::ui) fn before<T: Send + Sync + 'static>(self, all: Signal<Vec<T>>) -> Signal<usize> {
        memo(move || self.start(all.with(Vec::len)))
    }

    /// The rows to draw.
    pub(in crate::ui) fn rows<T: Clone + PartialEq + Send + Sync + 'static>(
        self,
        all: Signal<Vec<T>>,
    ) -> Signal<Vec<T>> {
        // Another list may have taken the place of one that was numbered.
        self.to.update(|_| ());
        memo(move || {
            all.with(|all| {
                let start = self.start(all.len());
                all.iter().take(self.to.get()).skip(start).cloned().collect()
            })
        })
    }

    /// The mark at the beginning of the list, right before the element with its rows.
    pub(in crate::ui) fn beginning<T: Send + Sync + 'static>(self, all: Signal<Vec<T>>) -> Html {
        let hidden = self.before(all);
        let node = ElementRef::<web_sys::HtmlElement>::new();
        let more = move |rows: usize| {
            if let Some(mark) = node.get_untracked() {
                keep_in_place(&mark);
            }
            self.draw(hidden.get_untracked().saturating_sub(rows), self.to.get_untracked());
        };
        let come_near = move |()| match node.get_untracked() {
            // Whoever went to the top of the page wants the beginning of the list, and not all that is between.
            Some(mark) if is_near_title(&mark) => self.draw(0, STEP),
            _ => more(STEP),
        };
        let start = ElementRef::<web_sys::HtmlElement>::new();
        on_change(move || {
            let (from, count) = (hidden.get(), all.with(Vec::len));
            self.to.track();
            after_render(move || {
                if let Some(start) = start.get_untracked() {
                    number_rows(&start, from, count);
                }
            });
        });
        view! {
            <span hidden node_ref=start></span>
            <Show when=move || { hidden.get() > 0 }>
                <div class="list-end" node_ref=node>
                    <Sentinel come_near=Callback::new(come_near) />
                    <button type="button" class="quiet" on:click=move |_| more(MANY)>
                        {move || tr!("Show {} before", hidden.get().min(MANY))}
                    </button>
                    <NotPrinted rows=hidden />
                </div>
            </Show>
        }
    }

    /// The mark at the end of the list.
    pub(in crate::ui) fn end<T: Send + Sync + 'static>(self, all: Signal<Vec<T>>) -> Html {
        let hidden = memo(move || all.with(Vec::len).saturating_sub(self.to.get()));
        let more = move |rows: usize| self.to.update(|to| *to = to.saturating_add(rows));
        view! {
            // What comes into view below the first rows is no wish for more.
            <Show when=move || { hidden.get() > 0 && self.to.get() != FIRST }>
                <div class="list-end">
                    <button type="button" class="quiet" on:click=move |_| more(MANY)>
                        {move || tr!("Show {} more", hidden.get().min(MANY))}
                    </button>
                    <NotPrinted rows=hidden />
                    <Sentinel come_near=Callback::new(move |()| more(STEP)) />
                </div>
            </Show>
        }
    }
}

/// The part of a list to draw so that a place is in it, where one is drawn.
fn part_with(from: usize, to: usize, place: usize) -> (usize, usize) {
    if (from..to).contains(&place) {
        (from, to)
    } else if (to..to.saturating_add(MANY)).contains(&place) {
        (from, place + 1)
    } else if place < from && from - place < MANY {
        (place, to)
    } else {
        (place.saturating_sub(STEP / 2), place + STEP)
    }
}

/// Stands on paper in place of rows.
#[component]
fn NotPrinted(rows: Signal<usize>) -> Html {
    view! {
        <p class="list-unprinted">
            {move || {
                tr!("{} more are not printed here. Print, in the menu Export, prints the whole playbook.", number(rows.get() as u64))
            }}
        </p>
    }
}

/// Something without size that tells when it comes near the part of the page that is seen.
#[component]
fn Sentinel(come_near: Callback<()>) -> Html {
    let node = ElementRef::<web_sys::HtmlElement>::new();
    on_change(move || {
        let Some(element) = node.get() else { return };
        let callback = Closure::<dyn FnMut(js_sys::Array, IntersectionObserver)>::new(
            move |entries: js_sys::Array, observer: IntersectionObserver| {
                let seen = entries.iter().any(|entry| {
                    js_sys::Reflect::get(&entry, &"isIntersecting".into()).is_ok_and(|seen| seen.is_truthy())
                });
                if let Some(element) = node.get_untracked().filter(|_| seen) {
                    come_near.run(());
                    // Looked at again when there is more room: an observer tells changes only.
                    observer.unobserve(&element);
                    observer.observe(&element);
                }
            },
        );
        let options = IntersectionObserverInit::new();
        // What comes before is drawn before it is scrolled to: there is nothing to see of it where somebody scrolls fast.
        options.set_root(element.closest(".page").ok().flatten().as_ref());
        options.set_root_margin("800px 0px 0px");
        let function = callback.into_js_value();
        let observer = IntersectionObserver::new_with_options(function.unchecked_ref(), &options);
        if let Ok(observer) = observer {
            observer.observe(&element);
            let observer = StoredValue::new_local(observer);
            on_cleanup(move || observer.with_value(IntersectionObserver::disconnect));
        }
    });
    view! { <div class="list-sentinel" node_ref=node></div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_far_away_is_drawn_with_its_neighbours_alone() {
        for (from, to, place, part) in [
            (0, 10, 3, (0, 10)),
            (0, 10, 40, (0, 41)),
            (0, 10, 5_000, (4_995, 5_010)),
            (4_995, 5_010, 4_990, (4_990, 5_010)),
            (4_995, 5_010, 2, (0, 12)),
            (4_995, usize::MAX, 9_000, (4_995, usize::MAX)),
        ] {
            assert_eq!(part_with(from, to, place), part, "{place}");
        }
    }
}
