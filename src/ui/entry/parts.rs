//! The parts of an entry: transitions, rules, statuses, tokens and their values. Each is a compact row.

use super::actions::{JustAdded, add_button_id, focus_first_field, put_in_bin};
use super::card_id;
use super::field::Field;
use crate::language::tr;
use crate::model::{Edit, Entry, EntryId, Field as FieldName, Home, Kind, NewEntry};
use crate::ui::entry::reference::shown_name;
use crate::ui::prelude::*;
use crate::ui::widgets::{Grip, ListOrder, use_drop_zone};
use crate::ui::{use_notices, use_session};

/// All parts of one kind.
#[component]
pub(super) fn Parts(
    /// What they are parts of.
    whole: EntryId,
    /// What they are.
    kind: Kind,
    /// Whether fields that hold nothing are shown.
    open: Signal<bool>,
) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let home = Home::Entry(whole);
    let ids: Signal<Vec<EntryId>> = session.list(home, kind).into();
    let order = ListOrder::new(ids);
    let add = move |_| {
        let new = NewEntry::last(kind, home);
        let id = new.id;
        if let Some(JustAdded(added)) = use_context() {
            added.set(Some(id));
        }
        match session.apply(&Edit::Add(new)) {
            Ok(()) => focus_first_field(id, kind),
            Err(error) => notices.fail(tr!("No {noun} was added: {error}.", noun = tr(kind.noun()))),
        }
    };
    let is_empty = memo(move || ids.with(Vec::is_empty));
    view! {
        <div class="parts" data-kind=kind.key() class:parts-empty=is_empty>
            <h4 class="parts-heading" hidden=is_empty>{kind.list_name()}</h4>
            <ol class="parts-list" aria-label=kind.list_name() hidden=is_empty>
                <For each=move || ids.get() key=|id| *id let:id>
                    <Part id=id order=order open=open />
                </For>
            </ol>
            <button type="button" class="quiet add-part" id=add_button_id(home, kind) on:click=add>
                {tr!("Add {}", tr(kind.noun()))}
            </button>
        </div>
    }
}

#[component]
fn Part(id: EntryId, order: ListOrder, open: Signal<bool>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let Some(entry) = session.entry(id) else { return Html::Nothing };
    let kind = entry.with_untracked(|entry| entry.kind);
    let just_added = use_context::<JustAdded>().is_some_and(|JustAdded(added)| added.get_untracked() == Some(id));
    let open_here = RwSignal::new(just_added);
    let open = memo(move || open.get() || open_here.get());
    let title = {
        let entry = entry.clone();
        memo(move || entry.with(|entry| part_title(entry, |target| shown_name(session, target))))
    };
    let zone = use_drop_zone(id, order);
    let has_more =
        kind.fields().iter().any(|spec| spec.weight == crate::model::Weight::Extra) && kind != Kind::MemberStatus;
    view! {
        <li
            id=card_id(id)
            class="part"
            data-kind=kind.key()
            tabindex="-1"
            data-landing=move || zone.landing().key()
            on:dragover=move |event| zone.over(&event)
            on:drop=move |event| zone.drop(&event)
        >
            <div role="group" class="part-group" aria-label=title>
                <Grip id=id order=order name=title />
                <div class="part-fields">
                    {kind
                        .fields()
                        .iter()
                        .map(|spec| view! { <Field entry=entry.clone() spec=spec open=open labelled=true /> })
                        .collect::<Html>()}
                </div>
                <div class="part-actions">
                    {has_more
                        .then(|| {
                            view! {
                                <button
                                    type="button"
                                    class="quiet"
                                    aria-expanded=move || if open_here.get() { "true" } else { "false" }
                                    aria-label=move || {
                                        if open_here.get() {
                                            tr!("Fewer fields of {}", title.get())
                                        } else {
                                            tr!("All fields of {}", title.get())
                                        }
                                    }
                                    on:click=move |_| open_here.update(|open| *open = !*open)
                                >
                                    {move || if open_here.get() { "Fewer" } else { "All fields" }}
                                </button>
                            }
                        })}
                    <button
                        type="button"
                        class="quiet"
                        aria-label=move || tr!("Delete {}", title.get())
                        on:click=move |_| put_in_bin(session, notices, id, None)
                    >
                        "Delete"
                    </button>
                </div>
            </div>
            {kind.parts().iter().map(|part| view! { <Parts whole=id kind=*part open=open /> }).collect::<Html>()}
        </li>
    }
}

/// What a part is called: by its name, or by what it says.
fn part_title(entry: &Entry, name_of: impl Fn(EntryId) -> String) -> String {
    match entry.kind {
        Kind::Transition => match entry.refs(FieldName::ToStage).first() {
            Some(target) => tr!("transition to {}", name_of(*target)),
            None => tr!("transition").to_owned(),
        },
        Kind::SourceRule => {
            let filled = entry.fields().find(|(_, value)| !value.is_empty());
            match filled {
                Some((spec, _)) => tr!("rule on {} {}", tr(spec.label), entry.text(spec.field)),
                None => tr!("rule").to_owned(),
            }
        }
        kind => match entry.name() {
            "" => tr(kind.noun()).to_owned(),
            name => format!("{} {name}", tr(kind.noun())),
        },
    }
}
