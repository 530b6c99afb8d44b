//! What changed last.

use crate::language::tr;
use crate::model::overview::Recent;
use crate::model::{Entry, EntryId, Home, Overview};
use crate::state::Session;
use crate::ui::entry::capitalized;
use crate::ui::prelude::*;
use crate::ui::widgets::time::{ago, date};
use crate::ui::{address, page_of, use_clock, use_session};

/// The entries that changed last, the latest first.
#[component]
pub(super) fn RecentChanges(overview: Signal<Overview>) -> Html {
    let recent = memo(move || overview.with(|overview| overview.recent.clone()));
    let is_empty = memo(move || recent.with(Vec::is_empty));
    view! {
        <section aria-labelledby="recently-changed">
            <h2 id="recently-changed">"Recently changed"</h2>
            <p class="hint" hidden=move || !is_empty.get()>
                "Nothing has been changed so far. What colleagues write shows up here, the latest first."
            </p>
            <ol class="recent-changes" aria-labelledby="recently-changed" hidden=is_empty>
                {move || recent.get().into_iter().map(|recent| view! { <Change recent=recent /> }).collect::<Html>()}
            </ol>
        </section>
    }
}

#[component]
fn Change(recent: Recent) -> Html {
    let (session, clock) = (use_session(), use_clock());
    let Recent { id, latest, changed } = recent;
    let by = move || session.entry(latest).map(|cell| cell.with(|entry| entry.changed_by.trim().to_owned()));
    let who = move || by().filter(|name| !name.is_empty()).map(|name| tr!(" by {name}"));
    view! {
        <li>
            <a href=page_of(session, id).map(|page| address(session, page))>{move || session.name_of(id)}</a>
            <small>{move || kind_and_place(session, id)}</small>
            <small>
                <time datetime=changed.to_rfc3339() title=date(changed)>
                    {move || ago(changed, clock.get())}
                </time>
                {who}
            </small>
        </li>
    }
}

/// "Stage in Lifecycle Management"; of people and teams, who have no section, "Person".
fn kind_and_place(session: Session, id: EntryId) -> Option<String> {
    let entry = session.entry(id)?;
    let (kind, home) = entry.with(|entry: &Entry| (entry.kind, entry.home));
    let kind = capitalized(tr(kind.noun()));
    match home {
        Home::Section(section) => session.sections().with(|sections| {
            let section = sections.iter().find(|other| other.id == section)?;
            Some(tr!("{kind} in {place}", place = section.title()))
        }),
        Home::Directory | Home::Entry(_) => Some(kind),
    }
}
