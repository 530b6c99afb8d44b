//! What another version says otherwise, as rows: to be looked at, to be ticked one by one, or to choose one side of.

use crate::ui::prelude::*;
use crate::worker::Change;
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// More rows than this are summed up: nobody reads them one by one.
const ROWS: usize = 300;

/// How somebody decides about rows.
#[derive(Clone, Copy)]
pub(super) enum Decide {
    /// Not at all: all of them come in.
    Nothing,
    /// Each may come in or not. The keys of those that do.
    Each(RwSignal<HashSet<String>>),
    /// Either side may stay: whether it is theirs, by key, as far as it was said.
    Side(RwSignal<HashMap<String, bool>>),
}

/// Changes, section by section.
#[component]
pub(super) fn Changes(changes: Arc<Vec<Change>>, decide: Decide, label: &'static str) -> Html {
    let mut section = None;
    let rows: Html = changes
        .iter()
        .take(ROWS)
        .map(|change| {
            let name = if change.section.is_empty() { "The playbook" } else { &change.section };
            let heading = (section.replace(name) != Some(name)).then(|| {
                let name = name.to_owned();
                view! { <h3 class="changes-section">{name}</h3> }
            });
            view! {
                <li>
                    {heading}
                    {row(change, decide)}
                </li>
            }
        })
        .collect();
    let more = changes.len().saturating_sub(ROWS);
    view! {
        <ul class="changes" tabindex="0" aria-label=label>
            {rows}
            {(more > 0).then(|| view! { <li class="changes-more">{format!("and {more} more")}</li> })}
        </ul>
    }
}

fn row(change: &Change, decide: Decide) -> Html {
    let name = name_of(change);
    let [ours, theirs] = [&change.ours, &change.theirs].map(|pieces| pieces.as_slice());
    let key = change.key.clone();
    match decide {
        Decide::Nothing => view! {
            <div class="change">
                <p class="change-name">{name}</p>
                {sides(ours, theirs)}
            </div>
        },
        Decide::Each(accepted) => {
            let is_accepted = {
                let key = key.clone();
                move || accepted.with(|accepted| accepted.contains(&key))
            };
            let tick = move |ticked: bool| {
                accepted.update(|accepted| {
                    if ticked {
                        accepted.insert(key.clone())
                    } else {
                        accepted.remove(&key)
                    };
                });
            };
            view! {
                <div class="change">
                    <label class="change-name">
                        <input type="checkbox" prop:checked=is_accepted on:change:target=move |event| tick(event.target().checked()) />
                        <span>{name}</span>
                    </label>
                    {sides(ours, theirs)}
                </div>
            }
        }
        Decide::Side(chosen) => {
            let side = move |theirs: bool, pieces: &[(String, bool)]| {
                let is_chosen = {
                    let key = key.clone();
                    move || chosen.with(|chosen| chosen.get(&key) == Some(&theirs))
                };
                let choose = {
                    let key = key.clone();
                    move |_| {
                        chosen.update(|chosen| {
                            chosen.insert(key.clone(), theirs);
                        });
                    }
                };
                let label = if theirs { "Take theirs" } else { "Keep yours" };
                view! {
                    <label class="change-side change-choice">
                        <span class="change-whose">
                            <input type="radio" name=key.clone() prop:checked=is_chosen on:change=choose />
                            {label}
                        </span>
                        {text(pieces, theirs)}
                    </label>
                }
            };
            view! {
                <fieldset class="change">
                    <legend class="change-name">{name}</legend>
                    <div class="change-sides">
                        {side(false, ours)}
                        {side(true, theirs)}
                    </div>
                </fieldset>
            }
        }
    }
}

fn name_of(change: &Change) -> String {
    let Change { section, entry, what, .. } = change;
    match (section.as_str(), entry.as_str()) {
        (_, "") => what.clone(),
        (_, entry) => format!("{entry} · {what}"),
    }
}

/// What both say; the side that says nothing is not shown.
fn sides(ours: &[(String, bool)], theirs: &[(String, bool)]) -> Html {
    let side = |whose: &'static str, pieces: &[(String, bool)], new: bool| {
        (!pieces.is_empty()).then(|| {
            view! {
                <div class="change-side">
                    <p class="change-whose">{whose}</p>
                    {text(pieces, new)}
                </div>
            }
        })
    };
    view! { <div class="change-sides">{side("Here", ours, false)} {side("In the file", theirs, true)}</div> }
}

/// A text with what differs marked: as going, or as coming.
fn text(pieces: &[(String, bool)], new: bool) -> Html {
    let piece = |(text, differs): &(String, bool)| {
        let text = text.clone();
        match (differs, new) {
            (false, _) => text.into_html(),
            (true, false) => view! { <del>{text}</del> },
            (true, true) => view! { <ins>{text}</ins> },
        }
    };
    if pieces.is_empty() {
        return view! { <p class="change-text change-empty">"empty"</p> };
    }
    view! { <p class="change-text">{pieces.iter().map(piece).collect::<Html>()}</p> }
}
