//! The card of an entry that stands in a list of its own.

use super::actions::{JustAdded, capitalized, delete_entry, duplicate_entry};
use super::field::{Field, changed_words, id_of};
use super::kinds::KindExtras;
use super::parts::Parts;
use super::{card_id, control_id};
use crate::language::tr;
use crate::model::{Agreement, Edit, Entry, EntryId, Field as FieldName, FieldSpec, Home, Kind, Shape, Value, Weight};
use crate::ui::insight::Insights;
use crate::ui::prelude::*;
use crate::ui::transfer::CopyPart;
use crate::ui::widgets::{Grip, ListOrder, WrappingLine, use_drop_zone};
use crate::ui::{CurrentPage, use_clock, use_notices, use_session};

/// An entry with its fields and parts.
#[component]
pub(in crate::ui) fn EntryCard(
    /// The entry.
    entry: ArcRwSignal<Entry>,
    /// The list that it is moved in; `None` where the order is not for people to choose.
    order: Option<ListOrder>,
) -> Html {
    let session = use_session();
    let id = id_of(&entry);
    let kind = entry.with_untracked(|entry| entry.kind);
    let title = {
        let entry = entry.clone();
        memo(move || entry.with(Entry::title))
    };
    let just_added = use_context::<JustAdded>().is_some_and(|JustAdded(added)| added.get_untracked() == Some(id));
    let open = RwSignal::new(just_added);
    let pointed_at = use_context::<CurrentPage>().map(|CurrentPage(page)| page);
    let pointed_at = memo(move || pointed_at.is_some_and(|page| page.get().entry() == Some(id)));
    let heading = format!("title-{id}");
    view! {
        <article
            id=card_id(id)
            class="entry"
            class:entry-open=open
            class:entry-pointed-at=pointed_at
            data-kind=kind.key()
            tabindex="-1"
            aria-labelledby=heading.clone()
        >
            <h3 id=heading.clone() class="entry-heading">{title}</h3>
            <header class="entry-header">
                {order.map(|order| view! { <Grip id=id order=order name=title /> })}
                <Name entry=entry.clone() />
                <AgreementChoice entry=entry.clone() />
            </header>
            <Fields entry=entry.clone() open=open />
            {kind.parts().iter().map(|part| view! { <Parts whole=id kind=*part open=open /> }).collect::<Html>()}
            <KindExtras entry=entry.clone() />
            <footer class="entry-footer">
                <Changed entry=entry.clone() />
                <Actions id=id kind=kind title=title open=open session=session />
            </footer>
        </article>
    }
}

/// Texts in the wide column, facts beside them.
#[component]
fn Fields(entry: ArcRwSignal<Entry>, open: RwSignal<bool>) -> Html {
    let specs = entry.with_untracked(|entry| entry.kind).fields().iter().filter(|spec| {
        // The sections that matter to a reader are ticked in a dialog.
        !matches!(spec.field, FieldName::Name | FieldName::ReadsSections)
    });
    let (texts, facts): (Vec<_>, Vec<_>) = specs.partition(|spec| matches!(spec.shape, Shape::Text | Shape::Words));
    let class = match (texts.is_empty(), facts.is_empty()) {
        (false, false) => "fields fields-both",
        (true, _) => "fields fields-wide",
        (false, true) => "fields",
    };
    let column = move |class: &'static str, specs: Vec<&'static FieldSpec>| {
        let fields =
            specs.into_iter().map(|spec| view! { <Field entry=entry.clone() spec=spec open=open labelled=true /> });
        let fields: Vec<_> = fields.collect();
        (!fields.is_empty()).then(|| view! { <div class=class>{fields}</div> })
    };
    view! { <div class=class>{column("fields-main", texts)} {column("fields-side", facts)}</div> }
}

#[component]
fn Name(entry: ArcRwSignal<Entry>) -> Html {
    let session = use_session();
    let (id, kind) = (id_of(&entry), entry.with_untracked(|entry| entry.kind));
    let spec = kind.field(FieldName::Name);
    let value = memo(move || entry.with(|entry| entry.text(FieldName::Name).to_owned()));
    spec.map(|spec| {
        view! {
            <WrappingLine
                id=control_id(id, FieldName::Name)
                class="line entry-name"
                value=value
                hint=spec.hint
                label=spec.label
                on_input=move |text| session.set_typed(id, FieldName::Name, Value::Line(text))
                on_leave=Callback::new(move |()| session.end_burst())
            />
        }
    })
}

#[component]
fn AgreementChoice(entry: ArcRwSignal<Entry>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let id = id_of(&entry);
    let agreement = memo(move || entry.with(|entry| entry.agreement));
    let choose = move |key: String| {
        if let Some(agreement) = Agreement::from_key(&key)
            && let Err(error) = session.apply(&Edit::SetAgreement(id, agreement))
        {
            notices.fail(tr!("That was not changed: {error}."));
        }
    };
    view! {
        <select
            class="agreement"
            aria-label="Agreement"
            title="How far colleagues are with this entry"
            data-agreement=move || agreement.get().key()
            prop:value=move || agreement.get().key()
            on:change:target=move |event| choose(event.target().value())
        >
            {Agreement::ALL
                .map(|one| {
                    view! {
                        <option value=one.key() selected=agreement.get_untracked() == one>
                            {one.label()}
                        </option>
                    }
                })
                .into_iter()
                .collect::<Html>()}
        </select>
    }
}

#[component]
fn Changed(entry: ArcRwSignal<Entry>) -> Html {
    let clock = use_clock();
    let words = memo(move || entry.with(|entry| changed_words(entry, clock.get())));
    view! { <small class="entry-changed">{words}</small> }
}

#[component]
fn Actions(
    id: EntryId,
    kind: Kind,
    title: Signal<String>,
    open: RwSignal<bool>,
    session: crate::state::Session,
) -> Html {
    let notices = use_notices();
    let insights: Insights = expect_context();
    let has_more = kind.fields().iter().any(|spec| spec.weight == Weight::Extra);
    view! {
        <div class="entry-actions" role="group" aria-label=move || tr!("{} actions", title.get())>
            {has_more
                .then(|| {
                    view! {
                        <button
                            type="button"
                            class="quiet"
                            aria-expanded=move || if open.get() { "true" } else { "false" }
                            on:click=move |_| open.update(|open| *open = !*open)
                        >
                            {move || if open.get() { "Fewer fields" } else { "All fields" }}
                        </button>
                    }
                })}
            <button type="button" class="quiet" on:click=move |_| duplicate_entry(session, notices, id)>
                "Duplicate"
            </button>
            <CopyPart part=Home::Entry(id) of=title />
            <button
                type="button"
                class="quiet"
                title=tr!("{} can be brought back with Undo", capitalized(tr(kind.noun())))
                on:click=move |_| delete_entry(session, notices, insights, id)
            >
                "Delete"
            </button>
        </div>
    }
}

/// A row of a list that can be dropped on, with the card in it.
#[component]
pub(in crate::ui) fn EntryRow(
    /// The entry.
    id: EntryId,
    /// The list, when people choose its order.
    order: Option<ListOrder>,
) -> Html {
    let session = use_session();
    let card = session.entry(id).map(|entry| view! { <EntryCard entry=entry order=order /> });
    match order {
        Some(order) => {
            let zone = use_drop_zone(id, order);
            view! {
                <li
                    class="row"
                    data-landing=move || zone.landing().key()
                    on:dragover=move |event| zone.over(&event)
                    on:drop=move |event| zone.drop(&event)
                >
                    {card}
                </li>
            }
        }
        None => view! { <li class="row">{card}</li> },
    }
}
