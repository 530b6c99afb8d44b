//! An entry on the page: the same card for every kind, made from the kind's table of fields.

mod actions;
mod card;
mod field;
mod kinds;
mod parts;
mod reference;

pub(super) use actions::{
    FollowsDeletion, JustAdded, add_button_id, add_entry, capitalized, focus_first_field, put_in_bin,
};
pub(super) use card::EntryRow;
pub(super) use field::Field;

use crate::model::{EntryId, Field as FieldName};

/// The id of an entry's element.
pub(super) fn card_id(id: EntryId) -> String {
    format!("entry-{id}")
}

/// The id of the control of a field.
pub(super) fn control_id(id: EntryId, field: FieldName) -> String {
    format!("{}-{id}", field.key())
}
