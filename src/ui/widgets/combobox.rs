//! Picking something by typing its name.

use super::Collation;
use super::words::lowercase;
use crate::language::tr;
use crate::model::EntryId;
use crate::model::sorting::sort_by;
use crate::ui::prelude::*;
use std::cmp::Ordering;
use web_sys::KeyboardEvent;
use web_sys::wasm_bindgen::JsValue;

/// How many candidates are offered at once.
const OFFERED: usize = 8;

/// Something that can be picked.
#[derive(Clone, PartialEq)]
pub(in crate::ui) struct Candidate {
    /// What is picked.
    pub(in crate::ui) value: EntryId,
    /// What it is called.
    pub(in crate::ui) name: String,
    /// What tells it apart from others of the same name: a role, a section.
    pub(in crate::ui) detail: String,
}

/// What was picked.
#[derive(Clone, PartialEq)]
pub(in crate::ui) enum Picked {
    /// One of the candidates.
    Known(EntryId),
    /// A new one: the name typed, and which of the kinds on offer it is to be.
    New(String, usize),
    /// Nothing any more.
    Cleared,
}

#[derive(Clone, PartialEq)]
struct Offer {
    words: String,
    detail: String,
    picked: Picked,
}

/// A text box that offers what matches while one types. Arrow keys choose, Enter picks, Escape closes; leaving
/// the box picks what was typed if there is exactly that.
#[component]
pub(in crate::ui) fn Combobox(
    /// The element's id, for its label.
    id: String,
    /// Its name.
    label: &'static str,
    /// What it shows while nobody types: the name of what is picked.
    value: Signal<String>,
    /// Everything that can be picked, asked when the person begins to type.
    candidates: Box<dyn Fn() -> Vec<Candidate>>,
    /// What a new name can be made into ("person", "team"); empty when only known ones can be picked.
    makes: &'static [&'static str],
    /// Whether an emptied box means that nothing is picked any more.
    clears: bool,
    /// Shown while it is empty.
    hint: &'static str,
    /// Told what was picked.
    on_pick: Box<dyn Fn(Picked)>,
) -> Html {
    let node = ElementRef::<web_sys::HtmlInputElement>::new();
    // What the person is typing; `None` while nobody types, and the picked name is shown.
    let typed = RwSignal::new(None::<String>);
    let all = StoredValue::new(Vec::new());
    // Which offer Enter picks; none while the box was emptied, as that is an answer, too.
    let chosen = RwSignal::new(None::<usize>);
    let unknown = RwSignal::new(false);
    let candidates = StoredValue::new_local(candidates);
    let on_pick = StoredValue::new_local(on_pick);

    let kinds: Vec<&str> = makes.iter().copied().map(tr).collect();
    let offers = memo(move || match typed.get() {
        Some(text) => {
            let order = Collation::new("variant");
            all.with_value(|all| offers(all, &text, &kinds, JsValue::from_str, |a, b| order.compare(a, b)))
        }
        None => Vec::new(),
    });
    let show = move |text: Option<String>| {
        if let Some(input) = node.get_untracked() {
            let text = text.unwrap_or_else(|| value.get_untracked());
            if input.value() != text {
                input.set_value(&text);
            }
        }
    };
    // A name that changes elsewhere shows here, unless somebody types.
    on_change(move || {
        node.track();
        let name = value.get();
        if typed.with_untracked(Option::is_none) {
            show(Some(name));
        }
    });
    let begin = move |text: String| {
        if typed.with_untracked(Option::is_none) {
            all.set_value(candidates.with_value(|candidates| candidates()));
        }
        unknown.set(false);
        chosen.set((!text.trim().is_empty()).then_some(0));
        typed.set(Some(text));
    };
    let finish = move |picked: Option<Picked>| {
        typed.set(None);
        if let Some(picked) = picked {
            on_pick.with_value(|on_pick| on_pick(picked));
        }
        show(None);
    };
    let leave = move || {
        // Leaving comes also when the box goes away while it has the focus.
        let Some(Some(_)) = typed.try_get_untracked() else { return };
        // What stands in the box: somebody who only opened the list has typed nothing, and emptied nothing either.
        let text = node.get_untracked().map(|input| input.value().trim().to_owned()).unwrap_or_default();
        let exact = all.with_value(|all| all.iter().find(|known| same(&known.name, &text)).cloned());
        match exact {
            _ if text == value.get_untracked() => finish(None),
            _ if text.is_empty() => finish(clears.then_some(Picked::Cleared)),
            Some(known) => finish(Some(Picked::Known(known.value))),
            None if !makes.is_empty() => finish(Some(Picked::New(text, 0))),
            // Nothing typed is dropped: it stays in the box, marked.
            None => unknown.set(true),
        }
    };
    let on_key = move |event: KeyboardEvent| {
        let count = offers.with_untracked(Vec::len);
        match event.key().as_str() {
            // Enter that ends a composition (Japanese, Chinese) picks nothing.
            _ if event.is_composing() => {}
            key @ ("ArrowDown" | "ArrowUp") if typed.with_untracked(Option::is_none) => {
                event.prevent_default();
                begin(String::new());
                let last = offers.with_untracked(Vec::len).checked_sub(1);
                chosen.set(if key == "ArrowUp" { last } else { last.map(|_| 0) });
            }
            "ArrowDown" if count > 0 => {
                event.prevent_default();
                chosen.update(|chosen| *chosen = Some(chosen.map_or(0, |chosen| (chosen + 1) % count)));
            }
            "ArrowUp" if count > 0 => {
                event.prevent_default();
                chosen.update(|chosen| *chosen = Some(chosen.map_or(count - 1, |chosen| (chosen + count - 1) % count)));
            }
            "Enter" if typed.with_untracked(Option::is_some) => {
                event.prevent_default();
                let offer = |chosen: usize| offers.with_untracked(|offers| offers.get(chosen).cloned());
                match chosen.get_untracked().and_then(offer) {
                    Some(offer) => finish(Some(offer.picked)),
                    None => leave(),
                }
            }
            // The last thing done was to type here: that is what is taken back, as it is no edit yet.
            "z" if (event.ctrl_key() || event.meta_key())
                && !event.shift_key()
                && typed.with_untracked(Option::is_some) =>
            {
                event.prevent_default();
                event.stop_propagation();
                unknown.set(false);
                finish(None);
            }
            "Escape" if typed.with_untracked(Option::is_some) => {
                event.prevent_default();
                event.stop_propagation();
                unknown.set(false);
                finish(None);
            }
            _ => {}
        }
    };
    let list_id = format!("{id}-offers");
    let option_id = {
        let list_id = list_id.clone();
        move |index: usize| format!("{list_id}-{index}")
    };
    let active = {
        let option_id = option_id.clone();
        move || chosen.get().filter(|chosen| offers.with(|offers| *chosen < offers.len())).map(&option_id)
    };
    view! {
        <span class="combobox">
            <input
                node_ref=node
                id=id
                class="line"
                type="text"
                role="combobox"
                aria-label=label
                aria-autocomplete="list"
                aria-expanded=move || if offers.with(Vec::is_empty) { "false" } else { "true" }
                aria-controls=list_id.clone()
                aria-activedescendant=active
                aria-invalid=move || unknown.get().then_some("true")
                autocomplete="off"
                placeholder=hint
                prop:value=value.get_untracked()
                on:input:target=move |event| begin(event.target().value())
                on:keydown=on_key
                on:blur=move |_| leave()
            />
            <ul class="offers" id=list_id role="listbox" aria-label=label hidden=move || offers.with(Vec::is_empty)>
                {move || {
                    offers
                        .get()
                        .into_iter()
                        .enumerate()
                        .map(|(index, offer)| {
                            let picked = offer.picked.clone();
                            view! {
                                <li
                                    id=option_id(index)
                                    role="option"
                                    aria-selected=move || if chosen.get() == Some(index) { "true" } else { "false" }
                                    // Before the box loses the focus, which would pick what was typed so far.
                                    on:mousedown=move |event| {
                                        event.prevent_default();
                                        finish(Some(picked.clone()));
                                    }
                                >
                                    <span>{offer.words}</span>
                                    <small>{offer.detail}</small>
                                </li>
                            }
                        })
                        .collect::<Html>()
                }}
            </ul>
            <Show when=move || unknown.get()>
                <span class="field-problem" role="alert">"Nothing has this name. Pick one from the list, or press Escape."</span>
            </Show>
        </span>
    }
}

fn same(a: &str, b: &str) -> bool {
    lowercase(a.trim()) == lowercase(b.trim())
}

/// What to offer for a text: names that begin with it, then names in which a word does, then the rest that hold
/// it; and last, making a new one. `key` makes of a name what `compare` knows the order of.
fn offers<K>(
    all: &[Candidate],
    text: &str,
    makes: &[&str],
    key: impl Fn(&str) -> K,
    compare: impl Fn(&K, &K) -> Ordering,
) -> Vec<Offer> {
    let wanted = lowercase(text.trim());
    let rank = |name: &str| {
        let name = lowercase(name);
        if name.starts_with(&wanted) {
            Some(0)
        } else if name.split(|c: char| !c.is_alphanumeric()).any(|word| word.starts_with(&wanted)) {
            Some(1)
        } else {
            name.contains(&wanted).then_some(2)
        }
    };
    let mut matching: Vec<_> = all.iter().filter_map(|one| Some((rank(&one.name)?, key(&one.name), one))).collect();
    sort_by(&mut matching, |a, b| a.0.cmp(&b.0).then_with(|| compare(&a.1, &b.1)));
    let mut offers: Vec<_> = matching
        .into_iter()
        .take(OFFERED)
        .map(|(.., one)| Offer {
            words: one.name.clone(),
            detail: one.detail.clone(),
            picked: Picked::Known(one.value),
        })
        .collect();
    if !wanted.is_empty() && !all.iter().any(|one| same(&one.name, &wanted)) {
        offers.extend(makes.iter().enumerate().map(|(index, what)| Offer {
            words: tr!("Add “{}”", text.trim()),
            detail: tr!("new {what}"),
            picked: Picked::New(text.trim().to_owned(), index),
        }));
    }
    offers
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str, makes: &[&str]) -> Vec<String> {
        let all = ["Ines Varga", "Jun Mori", "Marketing Ops", "Vari"].iter().zip(0..);
        let candidate = |(name, bits): (&&str, u128)| Candidate {
            value: EntryId::from_bits(bits),
            name: (*name).to_owned(),
            detail: String::new(),
        };
        let all: Vec<_> = all.map(candidate).collect();
        offers(&all, text, makes, lowercase, String::cmp).into_iter().map(|offer| offer.words).collect()
    }

    #[test]
    fn the_best_match_comes_first_and_a_new_one_last() {
        assert_eq!(words("", &["person"]), ["Ines Varga", "Jun Mori", "Marketing Ops", "Vari"]);
        assert_eq!(words("var", &["person", "team"]), ["Vari", "Ines Varga", "Add “var”", "Add “var”"]);
        assert_eq!(words("JUN MORI", &["person"]), ["Jun Mori"]);
        assert_eq!(words("nobody", &[]), [] as [&str; 0]);
        assert_eq!(words("ops", &[]), ["Marketing Ops"]);
    }
}
