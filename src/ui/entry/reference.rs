//! Fields that point at other entries: picked by typing, made on the spot where they are people or teams.

use super::control_id;
use crate::language::tr;
use crate::model::{Edit, Entry, EntryId, Field, FieldSpec, Home, Kind, NewEntry, Targets, Value};
use crate::state::{Notices, Session};
use crate::ui::prelude::*;
use crate::ui::widgets::{Candidate, Combobox, Picked};
use crate::ui::{address, page_of, use_notices, use_session};

fn candidates(session: Session, from: EntryId, targets: Targets, taken: &[EntryId]) -> Vec<Candidate> {
    session.with_records(|records| {
        let ids = records.of_kinds(targets.kinds()).into_iter();
        let ids = ids.filter(|id| *id != from && !taken.contains(id) && records.is_shown(*id));
        ids.filter_map(|id| {
            records.peek(id, |entry| Candidate {
                value: id,
                name: entry.name().to_owned(),
                detail: match entry.text(Field::Role) {
                    "" => tr(entry.kind.noun()).to_owned(),
                    role => role.to_owned(),
                },
            })
        })
        .filter(|candidate| !candidate.name.is_empty())
        .collect()
    })
}

/// What a new name can be made into.
const fn makes(targets: Targets) -> &'static [&'static str] {
    match targets {
        Targets::Parties => &["person", "team"],
        Targets::People => &["person"],
        _ => &[],
    }
}

/// Points a field at these entries; the last of them may be a new one, made in the same step.
fn point(
    session: Session,
    notices: Notices,
    (id, field): (EntryId, Field),
    mut ids: Vec<EntryId>,
    new: Option<(String, Kind)>,
) {
    let mut edits = Vec::new();
    let mut made = None;
    if let Some((name, kind)) = new {
        let values = vec![(Field::Name, Value::Line(name.clone()))];
        let new = NewEntry { values, ..NewEntry::last(kind, Home::Directory) };
        ids.push(new.id);
        edits.push(Edit::Add(new));
        made = Some((name, kind));
    }
    edits.push(Edit::Set(id, field, Value::Refs(ids)));
    match (session.apply(&Edit::All(tr!("choose").to_owned(), edits)), made) {
        (Ok(()), Some((name, kind))) => {
            notices.report(tr!("Added {name} as a new {noun}.", noun = tr(kind.noun())));
        }
        (Ok(()), None) => {}
        (Err(error), _) => notices.fail(tr!("That was not changed: {error}.")),
    }
}

/// At most one reference: a box that shows the name.
#[component]
pub(super) fn OneReference(id: EntryId, spec: &'static FieldSpec, targets: Targets, entry: ArcRwSignal<Entry>) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let target = memo(move || entry.with(|entry| entry.refs(spec.field).first().copied()));
    let name = memo(move || target.get().map(|target| shown_name(session, target)).unwrap_or_default());
    let place = (id, spec.field);
    view! {
        <span class="one-reference">
            <Combobox
                id=control_id(id, spec.field)
                label=spec.label
                value=name
                candidates=move || candidates(session, id, targets, &[])
                makes=makes(targets)
                clears=true
                hint=spec.hint
                on_pick=move |picked| match picked {
                    Picked::Known(target) => point(session, notices, place, vec![target], None),
                    Picked::New(name, kind) => {
                        let kind = targets.kinds().get(kind).copied();
                        point(session, notices, place, Vec::new(), kind.map(|kind| (name, kind)));
                    }
                    Picked::Cleared => point(session, notices, place, Vec::new(), None),
                }
            />
            {move || target.get().and_then(|target| go_there(session, target))}
        </span>
    }
}

/// Any number of references: their names, and a box to add one.
#[component]
pub(super) fn ManyReferences(
    id: EntryId,
    spec: &'static FieldSpec,
    targets: Targets,
    entry: ArcRwSignal<Entry>,
) -> Html {
    let (session, notices) = (use_session(), use_notices());
    let all = memo(move || entry.with(|entry| entry.refs(spec.field).to_vec()));
    let place = (id, spec.field);
    let with = move |target: Option<EntryId>| {
        let mut ids = all.get_untracked();
        ids.extend(target);
        ids
    };
    view! {
        <span class="many-references">
            <ul class="chips" hidden=move || all.with(Vec::is_empty)>
                <For each=move || all.get() key=|target| *target let:target>
                    <li class="chip">
                        {move || match page_of(session, target) {
                            Some(page) => {
                                view! { <a href=address(session, page)>{move || shown_name(session, target)}</a> }
                            }
                            None => shown_name(session, target).into_html(),
                        }}
                        <button
                            type="button"
                            class="chip-remove"
                            aria-label=move || tr!("Remove {} from {}", shown_name(session, target), tr(spec.label))
                            on:click=move |_| {
                                let ids = all.get_untracked().into_iter().filter(|other| *other != target).collect();
                                point(session, notices, place, ids, None);
                                super::super::widgets::focus(&control_id(id, spec.field));
                            }
                        >
                            <span aria-hidden="true">"×"</span>
                        </button>
                    </li>
                </For>
            </ul>
            <Combobox
                id=control_id(id, spec.field)
                label=spec.label
                value=String::new()
                candidates=move || all.with_untracked(|all| candidates(session, id, targets, all))
                makes=makes(targets)
                clears=false
                hint=spec.hint
                on_pick=move |picked| match picked {
                    Picked::Known(target) => point(session, notices, place, with(Some(target)), None),
                    Picked::New(name, kind) => {
                        let kind = targets.kinds().get(kind).copied();
                        point(session, notices, place, with(None), kind.map(|kind| (name, kind)));
                    }
                    Picked::Cleared => {}
                }
            />
        </span>
    }
}

/// The name of an entry that is pointed at; says so when it is in the bin.
pub(super) fn shown_name(session: Session, target: EntryId) -> String {
    match session.entry(target) {
        Some(cell) => cell.with(|entry| match (entry.deleted, entry.kind.noun()) {
            (true, noun) => tr!("{} (deleted {})", entry.title(), tr(noun)),
            (false, _) => entry.title(),
        }),
        None => tr!("(deleted)").to_owned(),
    }
}

fn go_there(session: Session, target: EntryId) -> Option<Html> {
    let page = page_of(session, target)?;
    Some(view! {
        <a
            class="go-there"
            href=address(session, page)
            aria-label=move || tr!("Go to {}", shown_name(session, target))
            title="Go there"
        >
            <span aria-hidden="true">"→"</span>
        </a>
    })
}
