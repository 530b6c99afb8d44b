//! What can be done with a whole entry: add, duplicate, delete.

use super::{card_id, control_id};
use crate::language::tr;
use crate::model::{Edit, Entry, EntryId, Field, Home, Kind, NewEntry, Value};
use crate::state::{Notices, Records, Session};
use crate::ui::insight::Insights;
use crate::ui::prelude::*;
use crate::ui::widgets::{after_render, focus};
use std::collections::HashMap;
use std::iter::once;

/// The entry that was added last, which opens with all its fields.
#[derive(Clone, Copy)]
pub(in crate::ui) struct JustAdded(pub(in crate::ui) RwSignal<Option<EntryId>>);

/// Adds an empty entry at the end of its list and puts the focus on its first field.
pub(in crate::ui) fn add_entry(session: Session, notices: Notices, kind: Kind, home: Home) -> Option<EntryId> {
    let new = NewEntry::last(kind, home);
    let id = new.id;
    if let Some(JustAdded(added)) = use_context() {
        added.set(Some(id));
    }
    match session.apply(&Edit::Add(new)) {
        Ok(()) => {
            focus_first_field(id, kind);
            Some(id)
        }
        Err(error) => {
            notices.fail(tr!("No {noun} was added: {error}.", noun = tr(kind.noun())));
            None
        }
    }
}

/// Puts the focus on the first field of an entry, once it is on the page.
pub(in crate::ui) fn focus_first_field(id: EntryId, kind: Kind) {
    let first = kind.fields().first().map(|spec| control_id(id, spec.field));
    after_render(move || {
        if let Some(first) = first {
            focus(&first);
        }
    });
}

/// Puts a copy of an entry, parts included, behind it.
pub(in crate::ui) fn duplicate_entry(session: Session, notices: Notices, id: EntryId) {
    let Some((edit, copy, title)) = session.with_records(|records| duplicate(records, id)) else { return };
    match session.apply(&edit) {
        Ok(()) => {
            notices.announce(tr!("{title} duplicated"));
            let name = control_id(copy, Field::Name);
            after_render(move || {
                if !focus(&name) {
                    focus(&card_id(copy));
                }
            });
        }
        Err(error) => notices.fail(tr!("{title} was not duplicated: {error}.")),
    }
}

/// The edit that makes the copy, the copy's id, and the original's title.
fn duplicate(records: &Records, id: EntryId) -> Option<(Edit, EntryId, String)> {
    let original = records.peek(id, Entry::clone)?;
    let mut fresh = HashMap::new();
    collect(records, id, &mut fresh);
    let siblings = records.list(original.home, original.kind).get_untracked();
    let after = siblings.iter().skip_while(|other| **other != id).nth(1).copied();
    let mut edits = Vec::new();
    copy(records, id, &fresh, after, &mut edits);
    if let Some(Edit::Add(new)) = edits.first_mut() {
        for (field, value) in &mut new.values {
            if let (Field::Name, Value::Line(name)) = (*field, value)
                && !name.trim().is_empty()
            {
                *name = format!("Copy of {name}");
            }
        }
    }
    let title = original.title();
    let copied = fresh.get(&id).copied()?;
    Some((Edit::All(tr!("duplicate {}", tr(original.kind.noun())), edits), copied, title))
}

fn parts(records: &Records, id: EntryId) -> Vec<EntryId> {
    let kinds = records.peek(id, |entry| entry.kind.parts()).unwrap_or_default();
    kinds.iter().flat_map(|kind| records.list(Home::Entry(id), *kind).get_untracked()).collect()
}

fn collect(records: &Records, id: EntryId, fresh: &mut HashMap<EntryId, EntryId>) {
    fresh.insert(id, EntryId::random());
    for part in parts(records, id) {
        collect(records, part, fresh);
    }
}

fn copy(
    records: &Records,
    id: EntryId,
    fresh: &HashMap<EntryId, EntryId>,
    before: Option<EntryId>,
    edits: &mut Vec<Edit>,
) {
    let Some(entry) = records.peek(id, Entry::clone) else { return };
    let entry = entry.with_ids(fresh);
    edits.push(Edit::Add(NewEntry {
        id: entry.id,
        kind: entry.kind,
        home: entry.home,
        before,
        agreement: entry.agreement,
        values: entry.fields().map(|(spec, value)| (spec.field, value.clone())).collect(),
    }));
    for part in parts(records, id) {
        copy(records, part, fresh, None, edits);
    }
}

/// Deletes an entry. Where others name it, somebody is asked first what becomes of that.
pub(super) fn delete_entry(session: Session, notices: Notices, insights: Insights, id: EntryId) {
    let is_named =
        session.with_records(|records| records.referrers(id).iter().any(|(from, _)| records.whole(*from) != id));
    if is_named {
        insights.delete(id);
    } else {
        put_in_bin(session, notices, id, None);
    }
}

/// Puts an entry in the bin, and offers to undo that.
pub(in crate::ui) fn put_in_bin(session: Session, notices: Notices, id: EntryId, said: Option<String>) {
    let Some((title, kind)) = session.with_records(|records| records.peek(id, |entry| (entry.title(), entry.kind)))
    else {
        return;
    };
    let follows = FollowsDeletion::of(session, id);
    match session.apply(&Edit::Delete(id)) {
        Ok(()) => {
            let restore = move || {
                if let Err(error) = session.apply(&Edit::Restore(id)) {
                    notices.fail(tr!("It was not restored: {error}."));
                }
            };
            let said = said.unwrap_or_else(|| tr!("{noun} “{title}” deleted.", noun = capitalized(tr(kind.noun()))));
            notices.offer(said, tr!("Undo"), restore);
            follows.focus();
        }
        Err(error) => notices.fail(tr!("{title} was not deleted: {error}.")),
    }
}

/// What gets the focus once an entry is gone: the next one, or the one before it, or the button that adds another.
pub(in crate::ui) struct FollowsDeletion {
    next: Option<EntryId>,
    add: String,
}

impl FollowsDeletion {
    /// Asked while the entry is still there.
    pub(in crate::ui) fn of(session: Session, id: EntryId) -> Self {
        let place = session.with_records(|records| records.peek(id, |entry| (entry.home, entry.kind)));
        let Some((home, kind)) = place else { return Self { next: None, add: String::new() } };
        let siblings = session.list(home, kind).get_untracked();
        let place = siblings.iter().position(|other| *other == id).unwrap_or_default();
        let next = siblings.get(place + 1).or_else(|| siblings.get(place.checked_sub(1)?)).copied();
        Self { next, add: add_button_id(home, kind) }
    }

    /// Gives it the focus.
    pub(in crate::ui) fn focus(self) {
        after_render(move || {
            if !self.next.is_some_and(|next| focus(&card_id(next))) {
                focus(&self.add);
            }
        });
    }
}

/// The id of the button that adds to a list.
pub(in crate::ui) fn add_button_id(home: Home, kind: Kind) -> String {
    format!("add-{}-{home}", kind.key())
}

/// With a capital first letter.
pub(in crate::ui) fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| once(first.to_ascii_uppercase()).chain(letters).collect()).unwrap_or_default()
}
