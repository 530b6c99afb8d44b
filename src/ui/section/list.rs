//! The entries of one kind, in the order that people gave them.

use crate::language::tr;
use crate::model::{EntryId, Home, Kind};
use crate::ui::entry::{EntryRow, JustAdded, add_button_id, add_entry, card_id, focus_first_field};
use crate::ui::prelude::*;
use crate::ui::widgets::{ListOrder, Progressive, after_render, focus, scroll_to};
use crate::ui::{CurrentPage, FocusOnArrival, use_notices, use_session};

/// Kinds whose lists are read from the top: the first that matches decides.
const fn first_match_wins(kind: Kind) -> Option<&'static str> {
    match kind {
        Kind::LeadSource => Some("Read from the top: the first source with a rule that matches wins."),
        Kind::OpportunityRule => Some("Read from the top: the first situation that fits wins."),
        _ => None,
    }
}

/// A list with its button to add to it.
#[component]
pub(in crate::ui) fn EntryList(
    /// Where the entries stand.
    home: Home,
    /// What they are.
    kind: Kind,
    /// Whether the list has a heading that is seen.
    headed: bool,
    /// The entry that alone is shown, where somebody chose one.
    only: Option<Signal<Option<EntryId>>>,
) -> Html {
    let session = use_session();
    let ids: Signal<Vec<EntryId>> = session.list(home, kind).into();
    let order = ListOrder::new(ids);
    let progressive = Progressive::new();
    follow_address(ids, progressive);
    follow_additions(ids, progressive);
    let is_empty = memo(move || ids.with(Vec::is_empty));
    let (rows, before) = (progressive.rows(ids), progressive.before(ids));
    let rows = match only {
        None => rows,
        Some(only) => memo(move || match only.get().filter(|only| ids.with(|ids| ids.contains(only))) {
            Some(only) => vec![only],
            None => rows.get(),
        }),
    };
    view! {
        <section class="entries" data-kind=kind.key()>
            <h2 class:visually-hidden=!headed>{kind.list_name()}</h2>
            {first_match_wins(kind).map(|words| view! { <p class="hint" hidden=is_empty>{words}</p> })}
            <Show when=move || is_empty.get()>
                <EmptyList home=home kind=kind />
            </Show>
            {progressive.beginning(ids)}
            <ol
                class="entry-list"
                class:numbered=first_match_wins(kind).is_some()
                style:counter-reset=move || format!("place {}", before.get())
                aria-label=kind.list_name()
                hidden=is_empty
            >
                <For each=move || rows.get() key=|id| *id let:id>
                    <EntryRow id=id order=Some(order) />
                </For>
            </ol>
            {progressive.end(ids)}
            <AddButton home=home kind=kind />
        </section>
    }
}

/// What belongs here, while there is nothing.
#[component]
pub(super) fn EmptyList(home: Home, kind: Kind) -> Html {
    let words = match (home, kind) {
        (Home::Section(section), _) if section.kinds().len() == 1 => section.purpose(),
        (_, Kind::CampaignType) => {
            "List the types of campaign you run, and for each the statuses a member can have and which count as success."
        }
        (_, Kind::NamingConvention) => {
            "Build a name token by token, so that everybody names campaigns the same way and reports can be filtered."
        }
        (_, Kind::Procedure) => {
            "Write down what happens to leads from events, step by step, with who does it and by when."
        }
        (_, Kind::Person) => {
            "Everybody who owns a stage, manages a tool or keeps a document. Names picked in other entries appear here, too."
        }
        (_, Kind::Team) => {
            "Teams can own things as people can. Say who is in each, so that a newcomer knows whom to ask."
        }
        (_, Kind::Reader) => {
            "Who reads this playbook, such as somebody new in sales? Choose what matters to each, and reading shows them that alone."
        }
        (Home::Section(section), _) => section.purpose(),
        _ => "",
    };
    let is_prose = matches!(kind, Kind::Procedure | Kind::Entry);
    let from_rows = (!is_prose).then(|| {
        view! {
            <p class="hint">"Have them in a spreadsheet? Copy the rows there, and paste them anywhere on this page."</p>
        }
    });
    view! {
        <p class="empty">{words}</p>
        {from_rows}
    }
}

/// "Add stage" and the like.
#[component]
pub(super) fn AddButton(home: Home, kind: Kind) -> Html {
    let (session, notices) = (use_session(), use_notices());
    view! {
        <button
            type="button"
            class="add"
            id=add_button_id(home, kind)
            on:click=move |_| {
                add_entry(session, notices, kind, home);
            }
        >
            {tr!("Add {}", tr(kind.noun()))}
        </button>
    }
}

/// Shows the entry that the address points at.
pub(super) fn follow_address(ids: Signal<Vec<EntryId>>, progressive: Progressive) {
    let Some(CurrentPage(page)) = use_context() else { return };
    let (session, added, wanted) = (use_session(), use_context::<JustAdded>(), use_context::<FocusOnArrival>());
    let is_just_added = move |id| added.is_some_and(|JustAdded(added)| added.get_untracked() == Some(id));
    on_change(move || {
        let Some(id) = page.get().entry() else { return };
        let Some(place) = ids.with_untracked(|ids| ids.iter().position(|other| *other == id)) else { return };
        progressive.show(place);
        let new = is_just_added(id).then(|| session.with_records(|records| records.peek(id, |entry| entry.kind)));
        let wanted = wanted.and_then(|FocusOnArrival(wanted)| wanted.try_update_value(Option::take)).flatten();
        after_render(move || {
            scroll_to(&card_id(id));
            if wanted.is_some_and(|wanted| focus(&wanted)) {
                return;
            }
            match new.flatten() {
                // Whoever added it on another page goes on by writing.
                Some(kind) => focus_first_field(id, kind),
                None => drop(focus(&card_id(id))),
            }
        });
    });
}

/// Draws the entry that was just added, however long the list is.
pub(super) fn follow_additions(ids: Signal<Vec<EntryId>>, progressive: Progressive) {
    let Some(JustAdded(added)) = use_context() else { return };
    on_change(move || {
        let place = added.get().and_then(|id| ids.with(|ids| ids.iter().position(|other| *other == id)));
        if let Some(place) = place {
            progressive.show(place);
        }
    });
}
