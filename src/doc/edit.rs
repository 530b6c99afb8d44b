//! Edits as the document makes them.

use super::read::{self, View};
use super::schema::{Roots, meta, section};
use super::{Place, Step, ordering, write};
use crate::language::tr;
use crate::model::field::{clean_line, clean_text};
use crate::model::{Edit, Entry, EntryId, Field, Home, Kind, OrderKey, Section, SectionId, Shape, Timestamp, Value};
use guidepost_view::tr;
use yrs::{Map as _, TransactionMut};

/// Who edits, and when.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Author {
    /// May be empty.
    pub name: String,
    /// Now.
    pub now: Timestamp,
}

/// Why an edit can't be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// The entry is not, or no longer, there.
    #[error("{}", tr!("this entry is no longer there"))]
    NoEntry(EntryId),
    /// The section is not, or no longer, there.
    #[error("{}", tr!("this section is no longer there"))]
    NoSection(SectionId),
    /// The place holds no such kind of entry.
    #[error("{}", tr!("a {} can't stand here", tr(.0.noun())))]
    NoRoom(Kind),
    /// The field is not one of the kind's, or can't hold the value.
    #[error("{}", tr!("this value does not fit here"))]
    Misfit(EntryId, Field),
    /// Nothing can be changed here any more.
    #[error(
        "{}",
        tr!("a newer Guidepost has changed this playbook in another tab, and this tab only shows it; reload the page")
    )]
    ReadOnly,
}

/// What the parts of [`Edit::All`] that were looked at already add.
#[derive(Default)]
struct Added {
    entries: Vec<(EntryId, Kind)>,
    sections: Vec<SectionId>,
}

impl Edit {
    /// Where the edit types, when it is typing, and how many letters stand there then: such edits are gathered in one step while
    /// they go on.
    pub(super) fn typing_place(&self) -> Option<(Place, usize)> {
        match self {
            Self::SetTitle(text) => Some((Place::Playbook, text.chars().count())),
            Self::RenameSection(section, text) | Self::SetIntroduction(section, text) => {
                Some((Place::Section(*section), text.chars().count()))
            }
            Self::Set(entry, field, value) if is_typed(*field, value) => {
                Some((Place::Entry(*entry, Some(*field)), length(value)))
            }
            _ => None,
        }
    }

    /// What to call it, and where it takes place.
    pub(super) fn step(&self) -> Step {
        let (label, place) = match self {
            Self::SetTitle(_) => (tr!("change title").to_owned(), Place::Playbook),
            Self::SetUnknown(_) => (tr!("change the file").to_owned(), Place::Playbook),
            Self::Dismiss(..) => (tr!("dismiss finding").to_owned(), Place::Playbook),
            Self::RenameSection(section, _) => (tr!("rename section").to_owned(), Place::Section(*section)),
            Self::SetIntroduction(section, _) => (tr!("change introduction").to_owned(), Place::Section(*section)),
            Self::HideSection(section, true) => (tr!("hide section").to_owned(), Place::Section(*section)),
            Self::HideSection(section, false) => (tr!("show section").to_owned(), Place::Section(*section)),
            Self::MoveSection(section, _) => (tr!("move section").to_owned(), Place::Section(*section)),
            Self::AddSection(id, _) => (tr!("add section").to_owned(), Place::Section(SectionId::Custom(*id))),
            Self::DeleteSection(id) => (tr!("delete section").to_owned(), Place::Section(SectionId::Custom(*id))),
            Self::RestoreSection(id) => (tr!("restore section").to_owned(), Place::Section(SectionId::Custom(*id))),
            Self::Set(entry, field, value) => {
                let label = if is_typed(*field, value) { tr!("typing") } else { tr!("change") };
                (label.to_owned(), Place::Entry(*entry, Some(*field)))
            }
            Self::SetAgreement(entry, _) => (tr!("change agreement").to_owned(), Place::Entry(*entry, None)),
            Self::Add(new) => (tr!("add {}", tr(new.kind.noun())), Place::Entry(new.id, None)),
            Self::Move(entry, _) => (tr!("move").to_owned(), Place::Entry(*entry, None)),
            Self::Delete(entry) => (tr!("delete").to_owned(), Place::Entry(*entry, None)),
            Self::Restore(entry) => (tr!("restore").to_owned(), Place::Entry(*entry, None)),
            Self::All(label, edits) => (label.clone(), Self::main_place(edits)),
        };
        Step { label, place }
    }

    /// Where several edits took place: in the field that one of them filled in, as that is what the person was doing; what
    /// was made for it is elsewhere.
    fn main_place(edits: &[Self]) -> Place {
        let places = || edits.iter().map(|edit| edit.step().place);
        places().find(|place| matches!(place, Place::Entry(_, Some(_)))).or_else(|| places().next()).unwrap_or_default()
    }

    /// Whether it can be made. Parts of [`Edit::All`] may build on each other, so an entry that an earlier part
    /// adds counts as there, and so does a section.
    pub(super) fn check(&self, txn: &View<'_>, roots: &Roots) -> Result<(), EditError> {
        self.check_after(txn, roots, &mut Added::default())
    }

    fn check_after(&self, txn: &View<'_>, roots: &Roots, added: &mut Added) -> Result<(), EditError> {
        let kind_of = |id: EntryId, added: &Added| {
            let here = || read::placement(txn, roots, id).map(|placement| placement.kind);
            added.entries.iter().find(|(other, _)| *other == id).map(|(_, kind)| *kind).or_else(here)
        };
        let section_there = |id: SectionId, added: &Added| {
            let there = added.sections.contains(&id) || read::section_refs(txn, roots, id).is_some();
            if there { Ok(()) } else { Err(EditError::NoSection(id)) }
        };
        match self {
            Self::SetTitle(_) | Self::SetUnknown(_) | Self::Dismiss(..) => Ok(()),
            Self::AddSection(id, _) => {
                added.sections.push(SectionId::Custom(*id));
                Ok(())
            }
            Self::RenameSection(id, _)
            | Self::SetIntroduction(id, _)
            | Self::HideSection(id, _)
            | Self::MoveSection(id, _) => section_there(*id, added),
            Self::DeleteSection(id) | Self::RestoreSection(id) => section_there(SectionId::Custom(*id), added),
            Self::Set(id, field, value) => {
                let kind = kind_of(*id, added).ok_or(EditError::NoEntry(*id))?;
                fits(*id, kind, *field, value)
            }
            Self::SetAgreement(id, _) | Self::Move(id, _) | Self::Delete(id) | Self::Restore(id) => {
                kind_of(*id, added).map(|_| ()).ok_or(EditError::NoEntry(*id))
            }
            Self::Add(new) => {
                let holds = new.home.holds(new.kind)
                    && match new.home {
                        Home::Entry(whole) => {
                            kind_of(whole, added).is_some_and(|whole| whole.parts().contains(&new.kind))
                        }
                        Home::Section(section) => section_there(section, added).is_ok(),
                        Home::Directory => true,
                    };
                if !holds || kind_of(new.id, added).is_some() {
                    return Err(EditError::NoRoom(new.kind));
                }
                for (field, value) in &new.values {
                    fits(new.id, new.kind, *field, value)?;
                }
                added.entries.push((new.id, new.kind));
                Ok(())
            }
            Self::All(_, edits) => edits.iter().try_for_each(|edit| edit.check_after(txn, roots, added)),
        }
    }

    /// Creates what the edit adds, in the bin. This part is never undone: undoing takes the new entry back into the
    /// bin, as deleting does. Were its shared types undone themselves, what others wrote into them meanwhile would be
    /// lost, and yrs 0.28 loses text when it creates them a second time.
    pub(super) fn create(&self, txn: &mut TransactionMut<'_>, roots: &Roots, author: &Author) {
        match self {
            Self::Add(new) => {
                let mut entry = Entry::new(new.id, new.kind, new.home, OrderKey::default());
                entry.deleted = true;
                entry.agreement = new.agreement;
                entry.changed = author.now;
                entry.changed_by.clone_from(&author.name);
                for (field, value) in &new.values {
                    entry.set(*field, value.clone().cleaned());
                }
                write::put_entry(txn, roots, &entry);
            }
            Self::AddSection(id, name) => {
                let new = Section::new(SectionId::Custom(*id));
                write::put_section(txn, roots, &Section { name: clean_line(name), deleted: true, ..new });
            }
            Self::All(_, edits) => edits.iter().for_each(|edit| edit.create(txn, roots, author)),
            _ => {}
        }
    }

    /// Whether there is something to [`create`](Self::create).
    pub(super) fn creates(&self) -> bool {
        match self {
            Self::Add(_) | Self::AddSection(..) => true,
            Self::All(_, edits) => edits.iter().any(Self::creates),
            _ => false,
        }
    }

    /// Makes the edit. It must have passed [`Edit::check`], and what it adds must have been created; what is not
    /// there is passed over.
    pub(super) fn carry_out(&self, txn: &mut TransactionMut<'_>, roots: &Roots, author: &Author) {
        match self {
            Self::SetTitle(title) => {
                roots.meta.insert(txn, meta::TITLE, clean_line(title));
            }
            Self::SetUnknown(unknown) => {
                roots.meta.insert(txn, meta::UNKNOWN, clean_line(unknown));
            }
            Self::Dismiss(key, reason) => write::dismiss(txn, roots, key, &clean_line(reason)),
            Self::RenameSection(id, name) => set_section(txn, roots, *id, section::NAME, clean_line(name)),
            Self::HideSection(id, hidden) => set_section(txn, roots, *id, section::HIDDEN, *hidden),
            Self::DeleteSection(id) => set_section(txn, roots, SectionId::Custom(*id), section::DELETED, true),
            Self::RestoreSection(id) => set_section(txn, roots, SectionId::Custom(*id), section::DELETED, false),
            Self::SetIntroduction(id, text) => {
                if let Some(refs) = read::section_refs(&View::of(txn), roots, *id) {
                    write::change_text(txn, &refs.introduction, &clean_text(text.clone()));
                }
            }
            Self::MoveSection(id, before) => ordering::put_section(txn, roots, *id, *before),
            Self::AddSection(id, _) => {
                let id = SectionId::Custom(*id);
                ordering::put_section(txn, roots, id, None);
                set_section(txn, roots, id, section::DELETED, false);
            }
            Self::Set(id, field, value) => set(txn, roots, *id, *field, value.clone().cleaned(), author),
            Self::SetAgreement(id, agreement) => {
                if let Some(map) = read::entry_map(&View::of(txn), roots, *id) {
                    map.insert(txn, super::schema::entry::AGREEMENT, agreement.key());
                    touch(txn, roots, *id, author);
                }
            }
            Self::Add(new) => {
                ordering::put_entry(txn, roots, new.id, new.before);
                set_deleted(txn, roots, new.id, false);
                if let Home::Entry(whole) = new.home {
                    touch(txn, roots, whole, author);
                }
            }
            Self::Move(id, before) => ordering::put_entry(txn, roots, *id, *before),
            Self::Delete(id) => set_deleted(txn, roots, *id, true),
            Self::Restore(id) => set_deleted(txn, roots, *id, false),
            Self::All(_, edits) => {
                for edit in edits {
                    edit.carry_out(txn, roots, author);
                }
            }
        }
    }
}

/// Whether people type the value key by key. A choice has the form of a line, but each is an act of its own.
fn is_typed(field: Field, value: &Value) -> bool {
    let is_choice = |kind: Kind| kind.field(field).is_some_and(|spec| matches!(spec.shape, Shape::Choice(_)));
    match value {
        Value::Text(_) | Value::Words(_) => true,
        Value::Line(_) => !Kind::ALL.into_iter().any(is_choice),
        Value::Flag(_) | Value::Refs(_) => false,
    }
}

fn length(value: &Value) -> usize {
    match value {
        Value::Text(text) | Value::Line(text) => text.chars().count(),
        Value::Words(words) => words.iter().map(|word| word.chars().count() + 1).sum(),
        Value::Flag(_) | Value::Refs(_) => 0,
    }
}

fn fits(id: EntryId, kind: Kind, field: Field, value: &Value) -> Result<(), EditError> {
    let spec = kind.field(field).filter(|spec| value.fits(spec.shape));
    spec.map(|_| ()).ok_or(EditError::Misfit(id, field))
}

fn set(txn: &mut TransactionMut<'_>, roots: &Roots, id: EntryId, field: Field, value: Value, author: &Author) {
    let Some(map) = read::entry_map(&View::of(txn), roots, id) else { return };
    let Some(kind) = read::placement(&View::of(txn), roots, id).map(|placement| placement.kind) else { return };
    let Some(spec) = kind.field(field) else { return };
    write::change_field(txn, &map, field.key(), spec.shape, &value);
    touch(txn, roots, id, author);
}

fn set_deleted(txn: &mut TransactionMut<'_>, roots: &Roots, id: EntryId, deleted: bool) {
    if let Some(map) = read::entry_map(&View::of(txn), roots, id) {
        map.insert(txn, super::schema::entry::DELETED, deleted);
    }
}

pub(super) fn set_section(
    txn: &mut TransactionMut<'_>,
    roots: &Roots,
    id: SectionId,
    key: &'static str,
    value: impl Into<yrs::Any>,
) {
    if let Some(refs) = read::section_refs(&View::of(txn), roots, id) {
        refs.properties.insert(txn, key, value.into());
    }
}

/// Notes who changed an entry and when, for the entry and all that it is a part of. Not more than once a minute
/// while one person goes on: each note stays in the document's history.
fn touch(txn: &mut TransactionMut<'_>, roots: &Roots, id: EntryId, author: &Author) {
    const MINUTE: i64 = 60;
    /// An allowed value in a token in a naming convention. A bound, as a faulty program may make a circle.
    const DEEPEST: usize = 3;
    let mut next = Some(id);
    for _ in 0..DEEPEST {
        let Some(map) = next.and_then(|id| read::entry_map(&View::of(txn), roots, id)) else { return };
        let noted = read::seconds(&View::of(txn), &map, super::schema::entry::CHANGED);
        let by = read::line(&View::of(txn), &map, super::schema::entry::CHANGED_BY).unwrap_or_default();
        if by != author.name || (author.now.seconds() - noted.seconds()).abs() >= MINUTE {
            write::put_changed(txn, &map, author.now, &author.name);
        }
        next = match next.and_then(|id| read::placement(&View::of(txn), roots, id)).map(|placement| placement.home) {
            Some(Home::Entry(whole)) => Some(whole),
            _ => None,
        };
    }
}
