//! What is asked before something is deleted that other entries name.

use super::desk::Outcome;
use guidepost::insight::Book;
use guidepost::insight::references::replaced;
use guidepost::language::{alphabetical, tr};
use guidepost::model::{Edit, Entry, EntryId, Field, Kind, Shape};
use guidepost_view::{page, tr};
use maud::Markup;

/// What becomes of the places that name it.
#[derive(Default, Clone, Copy, PartialEq, Eq)]
enum How {
    /// They go on naming it, so that all is as before once it is brought back.
    #[default]
    Leave,
    Replace,
    Clear,
}

impl How {
    const ALL: [Self; 3] = [Self::Leave, Self::Replace, Self::Clear];

    const fn key(self) -> &'static str {
        match self {
            Self::Leave => "leave",
            Self::Replace => "replace",
            Self::Clear => "clear",
        }
    }
}

/// What is chosen.
#[derive(Default)]
pub(crate) struct DeletionView {
    how: How,
    instead: Option<EntryId>,
}

/// What its name begins with; the id of what is to be deleted follows.
pub(crate) const DELETION: &str = "delete:";

impl DeletionView {
    /// What is to be deleted, where a view of this name asks about that.
    pub(crate) fn entry_of(view: &str) -> Option<EntryId> {
        view.strip_prefix(DELETION)?.parse().ok()
    }

    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        match name {
            "how" => self.how = How::ALL.into_iter().find(|how| how.key() == value).unwrap_or_default(),
            "instead" => (self.how, self.instead) = (How::Replace, value.parse().ok()),
            _ => {}
        }
        Outcome::default()
    }

    /// Deletes it, unless something else was pressed.
    pub(crate) fn press(&self, what: &str, book: &Book<'_>, id: EntryId) -> Outcome {
        let edit = if what == "delete" { self.edit(book, id) } else { None };
        Outcome { edit, ..Outcome::default() }
    }

    fn edit(&self, book: &Book<'_>, id: EntryId) -> Option<(Edit, String)> {
        let entry = book.entry(id)?;
        let instead = self.instead.and_then(|id| book.entry(id));
        let (by, then) = match (self.how, instead) {
            (How::Leave, _) => (None, tr!(" It is still named elsewhere: Checks shows where.").to_owned()),
            (How::Replace, Some(by)) => (Some(by.id), tr!(" “{}” stands in its place.", by.title())),
            (How::Replace, None) => return None,
            (How::Clear, _) => (None, tr!(" It is named nowhere any more.").to_owned()),
        };
        let noun = tr(entry.kind.noun());
        let said = tr!("The {noun} “{title}” was deleted.{then}", title = entry.title());
        if self.how == How::Leave {
            return Some((Edit::Delete(id), said));
        }
        // First the entry: that is what the step is about.
        let edits = [Edit::Delete(id)].into_iter().chain(replaced(book, id, by, |_| true)).collect();
        Some((Edit::All(tr!("delete {noun}"), edits), said))
    }

    pub(crate) fn drawn(&self, book: &Book<'_>, id: EntryId) -> Markup {
        let Some(entry) = book.entry(id) else {
            return page! { h2 id="ask-title" { "It was deleted" } p { "Somebody else has deleted it in the meantime." } (buttons(false)) };
        };
        let places = places(book, entry);
        let noun = tr(entry.kind.noun());
        let others = others(book, entry);
        let can_replace = self.how != How::Replace || self.instead.is_some_and(|by| book.entry(by).is_some());
        page! {
            h2 id="ask-title" dir="auto" { (tr!("Delete “{}”?", entry.title())) }
            p {
                @if places.len() == 1 { "It is named in 1 place:" }
                @else { (tr!("It is named in {} places:", places.len())) }
            }
            ul class="ask-places" tabindex="0" id="ask-places" aria-label="Where it is named" {
                @for (whole, label) in places { li dir="auto" { (whole) span class="hint" { " · " (tr(label)) } } }
            }
            fieldset class="ask-ways" {
                legend { "What becomes of these?" }
                (self.way(How::Leave, page! { "Leave them as they are: Checks lists them, and Undo brings all back" }))
                (self.way(How::Replace, page! { (tr!("Put another {noun} there")) }))
                select name="instead" id="ask-instead" aria-label=(tr!("Another {noun}")) {
                    option value="" selected[self.instead.is_none()] { "Choose" }
                    @for other in others { option value=(other.id) selected[self.instead == Some(other.id)] { (other.title()) } }
                }
                (self.way(How::Clear, page! { "Clear these fields" }))
            }
            (buttons(can_replace))
        }
    }

    fn way(&self, how: How, words: Markup) -> Markup {
        let id = format!("ask-{}", how.key());
        page! {
            label {
                input type="radio" name="how" id=(id) value=(how.key()) checked[self.how == how];
                span { (words) }
            }
        }
    }
}

/// What is pressed here closes the dialog.
fn buttons(can_delete: bool) -> Markup {
    page! {
        div class="dialog-actions" {
            button type="button" class="secondary" id="ask-cancel" data-press="cancel" { "Cancel" }
            button type="button" class="primary" id="ask-delete" data-press="delete" autofocus disabled[!can_delete] {
                "Delete"
            }
        }
    }
}

/// Where it is named: in what, and in which field. Its own parts go with it.
fn places(book: &Book<'_>, entry: &Entry) -> Vec<(String, &'static str)> {
    let named = book.referrers(entry.id).iter().filter_map(|(from, field)| {
        let from = book.entry(*from)?;
        let whole = book.whole(from);
        let label = if *field == Field::Members { "In team" } else { from.kind.field(*field)?.label };
        (whole.id != entry.id).then(|| (whole.title(), label))
    });
    let mut places: Vec<_> = named.collect();
    places.sort_by(|(a, field), (b, other)| alphabetical(a, b).then(field.cmp(other)));
    places
}

/// What could stand in its place everywhere.
fn others<'p>(book: &Book<'p>, entry: &Entry) -> Vec<&'p Entry> {
    let fields = book.referrers(entry.id).iter().filter_map(|(from, field)| book.entry(*from)?.kind.field(*field));
    let targets: Vec<&[Kind]> = fields
        .filter_map(|field| match field.shape {
            Shape::One(targets) | Shape::Many(targets) => Some(targets.kinds()),
            _ => None,
        })
        .collect();
    let kinds = Kind::ALL.into_iter().filter(|kind| targets.iter().all(|kinds| kinds.contains(kind)));
    kinds.flat_map(|kind| book.all(kind)).filter(|other| other.id != entry.id).collect()
}
