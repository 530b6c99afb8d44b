//! What entries show beside their fields: the live example of a naming convention, what a person or a team owns, and where
//! anything else is used.

use super::field::id_of;
use crate::language::tr;
use crate::model::naming::{self, TokenParts};
use crate::model::sorting::sort_by;
use crate::model::{Entry, EntryId, Field, Home, Kind};
use crate::state::{Session, now};
use crate::ui::insight::Insights;
use crate::ui::prelude::*;
use crate::ui::widgets::Collation;
use crate::ui::{address, page_of, use_session};

/// What the kind of this entry has beside its fields, if anything.
#[component]
pub(super) fn KindExtras(entry: ArcRwSignal<Entry>) -> Html {
    let id = id_of(&entry);
    let kind = entry.with_untracked(|entry| entry.kind);
    match kind {
        // Nothing points at one.
        Kind::NamingConvention => view! { <NamingExample entry=entry /> },
        Kind::Reader => {
            let insights: Insights = expect_context();
            view! {
                <button type="button" class="secondary" on:click=move |_| insights.ask(&format!("matters:{id}"))>
                    "Choose what matters"
                </button>
            }
        }
        _ => view! { <UsedIn id=id kind=kind /> },
    }
}

/// A name as the convention makes it, kept up to date while tokens are edited.
#[component]
fn NamingExample(entry: ArcRwSignal<Entry>) -> Html {
    let session = use_session();
    let id = id_of(&entry);
    let tokens = session.list(Home::Entry(id), Kind::Token);
    let example = memo(move || {
        let separator = entry.with(|entry| entry.text(Field::Separator).to_owned());
        let cell = |id: &EntryId| session.entry(*id).map(|cell| cell.get());
        let tokens: Vec<Entry> = tokens.get().iter().filter_map(cell).collect();
        let first_value = |token: &Entry| {
            let values = session.list(Home::Entry(token.id), Kind::AllowedValue);
            values.with(|values| values.first().copied()).and_then(|id| cell(&id))
        };
        let values: Vec<Option<Entry>> = tokens.iter().map(first_value).collect();
        let parts: Vec<_> =
            tokens.iter().zip(&values).map(|(token, value)| TokenParts { token, value: value.as_ref() }).collect();
        naming::example(&separator, &parts, now().date())
    });
    view! {
        <p class="naming-example" hidden=move || example.with(String::is_empty)>
            <span class="field-label">"Looks like"</span>
            <output aria-live="off">
                <code>{example}</code>
            </output>
        </p>
    }
}

/// Everything that points at an entry, by the field that does. Of people and teams, that is what they own.
#[component]
fn UsedIn(id: EntryId, kind: Kind) -> Html {
    let session = use_session();
    let used = memo(move || by_field(session, id));
    let is_party = matches!(kind, Kind::Person | Kind::Team);
    view! {
        <div class="owned" hidden=move || !is_party && used.with(Vec::is_empty)>
            <h4 class="parts-heading">{if is_party { "Owns and looks after" } else { "Used in" }}</h4>
            {move || {
                let owned = used.get();
                if owned.is_empty() && is_party {
                    return view! {
                        <p class="hint">
                            {if kind == Kind::Team {
                                "Nothing names this team yet. Pick it as owner, manager or stakeholder of an entry."
                            } else {
                                "Nothing names this person yet. Pick it as owner, manager or stakeholder of an entry."
                            }}
                        </p>
                    };
                }
                view! {
                    <dl>
                        {owned
                            .into_iter()
                            .map(|(label, ids)| {
                                view! {
                                    <div>
                                        <dt>{label}</dt>
                                        <dd>{links(session, ids)}</dd>
                                    </div>
                                }
                            })
                            .collect::<Html>()}
                    </dl>
                }
            }}
        </div>
    }
}

/// The label of the field that points, and the entries that do, each once.
fn by_field(session: Session, id: EntryId) -> Vec<(&'static str, Vec<EntryId>)> {
    let mut found: Vec<(&'static str, Vec<EntryId>)> = Vec::new();
    session.with_records(|records| {
        for (from, field) in records.referrers(id) {
            let label = records.peek(from, |entry| entry.kind.field(field).map(|spec| spec.label)).flatten();
            let whole = records.whole(from);
            let label = match (field, label) {
                (Field::Members, _) => "In team",
                (_, Some(label)) => label,
                (_, None) => continue,
            };
            match found.iter_mut().find(|(other, _)| *other == label) {
                Some((_, ids)) if ids.contains(&whole) => {}
                Some((_, ids)) => ids.push(whole),
                None => found.push((label, vec![whole])),
            }
        }
    });
    let order = Collation::new("variant");
    sort_by(&mut found, |a, b| order.compare(&tr(a.0).into(), &tr(b.0).into()));
    found
}

fn links(session: Session, ids: Vec<EntryId>) -> Html {
    let links = ids.into_iter().filter_map(|id| {
        page_of(session, id).map(|page| {
            view! {
                <li>
                    <a href=address(session, page)>{move || session.name_of(id)}</a>
                </li>
            }
        })
    });
    view! { <ul class="owned-list">{links.collect::<Html>()}</ul> }
}
