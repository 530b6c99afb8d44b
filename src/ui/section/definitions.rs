//! Definitions, A to Z, with a link to each letter.

use super::list::{AddButton, EmptyList, follow_additions, follow_address};
use crate::model::sorting::sort_by;
use crate::model::{EntryId, Home, Kind};
use crate::ui::entry::EntryRow;
use crate::ui::prelude::*;
use crate::ui::use_session;
use crate::ui::widgets::{Collation, Progressive, after_render, scroll_to};
use web_sys::js_sys::JsString;
use web_sys::wasm_bindgen::JsValue;

/// The letter that a term is filed under: its first, not yet as a capital; `#` for digits and signs.
fn letter(name: &str) -> String {
    match name.chars().find(|c| c.is_alphanumeric()) {
        Some(first) if first.is_alphabetic() => first.to_string(),
        Some(_) => "#".to_owned(),
        None => "…".to_owned(),
    }
}

/// The definitions in alphabetical order.
///
/// Sorted when one is added or removed, and when the focus leaves the list: while somebody types a term, it stays
/// where it is, and keeps the focus.
#[component]
pub(super) fn DefinitionList(home: Home) -> Html {
    let session = use_session();
    let list = session.list(home, Kind::Definition);
    let typed = RwSignal::new(0u32);
    let sorted = memo(move || {
        typed.track();
        let mut terms: Vec<_> = list
            .get()
            .into_iter()
            .filter_map(|id| Some((id, session.with_records(|records| records.peek(id, |e| e.name().to_owned()))?)))
            .map(|(id, name)| (name.is_empty(), JsValue::from_str(&name), letter(&name), id))
            .collect();
        // Terms without a name are new: at the end, beside the button that made them.
        let order = Collation::new("variant");
        sort_by(&mut terms, |a, b| a.0.cmp(&b.0).then_with(|| order.compare(&a.1, &b.1)).then_with(|| a.3.cmp(&b.3)));
        terms.into_iter().map(|(_, _, letter, id)| (letter, id)).collect::<Vec<_>>()
    });
    let ids = memo(move || sorted.with(|terms| terms.iter().map(|(_, id)| *id).collect::<Vec<_>>()));
    let letters = memo(move || {
        let mut letters: Vec<(String, EntryId)> = Vec::new();
        // É stands among the E, and has no letter of its own there.
        let base = Collation::new("base");
        sorted.with(|terms| {
            for (letter, id) in terms {
                let letter = JsString::from(letter.as_str());
                if letters.last().is_none_or(|(last, _)| base.compare(&last.as_str().into(), &letter).is_ne()) {
                    // By the browser, which has the tables of letters that the program would need.
                    let plain = letter.normalize("NFD").char_at(0);
                    let letter = if base.compare(&plain, &letter).is_eq() { plain } else { letter };
                    letters.push((letter.to_locale_upper_case(None).into(), *id));
                }
            }
        });
        letters
    });
    let heading_of = move |id: EntryId| {
        let here = move |letters: &Vec<(String, EntryId)>| {
            letters.iter().find(|(_, first)| *first == id).map(|(letter, _)| letter.clone())
        };
        memo(move || letters.with(here))
    };
    let node = ElementRef::<web_sys::HtmlElement>::new();
    // A row that moves in the page loses the focus, so none moves while the focus is in one of them.
    let sort_when_left = move || {
        after_render(move || {
            let list = node.get_untracked();
            let here = document().active_element();
            if list.is_some_and(|list| !list.contains(here.as_deref())) {
                typed.update(|typed| *typed = typed.wrapping_add(1));
            }
        });
    };
    let progressive = Progressive::new();
    follow_address(ids, progressive);
    follow_additions(ids, progressive);
    let go_to_letter = move |id: EntryId| {
        let place = ids.with_untracked(|ids| ids.iter().position(|other| *other == id)).unwrap_or_default();
        progressive.show(place);
        after_render(move || {
            scroll_to(&letter_id(id));
        });
    };
    let is_empty = memo(move || sorted.with(Vec::is_empty));
    let rows = progressive.rows(ids);
    view! {
        <section class="entries" data-kind=Kind::Definition.key()>
            <h2 class="visually-hidden">{Kind::Definition.list_name()}</h2>
            <nav class="letters" aria-label="Letters" hidden=is_empty>
                {move || {
                    letters
                        .get()
                        .into_iter()
                        .map(|(letter, id)| {
                            view! {
                                <button type="button" class="letter-link" on:click=move |_| go_to_letter(id)>
                                    {letter}
                                </button>
                            }
                        })
                        .collect::<Html>()
                }}
            </nav>
            <Show when=move || is_empty.get()>
                <EmptyList home=home kind=Kind::Definition />
            </Show>
            {progressive.beginning(ids)}
            <ol
                class="entry-list"
                aria-label=Kind::Definition.list_name()
                hidden=is_empty
                node_ref=node
                on:focusout=move |_| sort_when_left()
            >
                <For each=move || rows.get() key=|id| *id let:id>
                    <LetterHeading id=id letter=heading_of(id) />
                    <EntryRow id=id order=None />
                </For>
            </ol>
            {progressive.end(ids)}
            <AddButton home=home kind=Kind::Definition />
        </section>
    }
}

fn letter_id(first: EntryId) -> String {
    format!("letter-{first}")
}

/// Stands before the first term of each letter.
#[component]
fn LetterHeading(id: EntryId, letter: Signal<Option<String>>) -> Html {
    view! {
        <Show when=move || letter.with(Option::is_some)>
            <li class="letter" id=letter_id(id) aria-hidden="true">
                {move || letter.get()}
            </li>
        </Show>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_filed_under_their_first_letter() {
        for (name, filed) in
            [("iMQL", "i"), ("éclair", "é"), ("360° view", "#"), ("“Quoted”", "Q"), ("見込み客", "見"), ("", "…")]
        {
            assert_eq!(letter(name), filed, "{name}");
        }
    }
}
