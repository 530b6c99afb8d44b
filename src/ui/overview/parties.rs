//! People and teams, with how much each owns.

use crate::language::{count, tr};
use crate::model::{EntryId, Field, Home, Kind, Overview};
use crate::route::{Page, Route};
use crate::ui::entry::add_entry;
use crate::ui::prelude::*;
use crate::ui::widgets::Progressive;
use crate::ui::{address, go_to, use_notices, use_session};

/// All people, or all teams, in their order.
#[component]
pub(super) fn Parties(kind: Kind, overview: Signal<Overview>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let ids: Signal<Vec<EntryId>> = session.list(Home::Directory, kind).into();
    let is_empty = memo(move || ids.with(Vec::is_empty));
    let progressive = Progressive::new();
    let rows = progressive.rows(ids);
    // What is known of them is written on their own page.
    let add = move |_| {
        if let Some(id) = add_entry(session, notices, kind, Home::Directory) {
            go_to(&Route::Playbook(session.id(), Page::Directory(Some(id))));
        }
    };
    let heading = format!("overview-{}", kind.list_key());
    view! {
        <section class="parties" aria-labelledby=heading.clone()>
            <h2 id=heading.clone()>{kind.list_name()}</h2>
            <p class="hint" hidden=move || !is_empty.get()>
                {match kind {
                    Kind::Team => "Teams can own things as people can: nobody has to know who is on duty to find help.",
                    _ => "Nobody is named yet. Add the people whom colleagues ask, or name them as owners of entries.",
                }}
            </p>
            {progressive.beginning(ids)}
            <ul class="party-list" aria-label=kind.list_name() hidden=is_empty>
                <For each=move || rows.get() key=|id| *id let:id>
                    <Party id=id overview=overview />
                </For>
            </ul>
            {progressive.end(ids)}
            <button type="button" class="secondary" on:click=add>
                {tr!("Add {}", tr(kind.noun()))}
            </button>
        </section>
    }
}

#[component]
fn Party(id: EntryId, overview: Signal<Overview>) -> Html {
    let session = use_session();
    let entry = session.entry(id);
    let role = move || entry.as_ref().map(|entry| entry.with(|entry| entry.text(Field::Role).trim().to_owned()));
    let owned = memo(move || overview.with(|overview| overview.owned_by(id)));
    view! {
        <li>
            <a href=address(session, Page::Directory(Some(id)))>{move || session.name_of(id)}</a>
            <small class="party-role">{role}</small>
            <small class="party-owned">
                {move || match owned.get() {
                    0 => tr!("owns nothing yet").to_owned(),
                    owned => tr!("owns {}", count(owned, "entry", "entries")),
                }}
            </small>
        </li>
    }
}
