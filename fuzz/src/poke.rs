//! What the page does with a document after something came in: whatever that was, none of this may stop it.

use crate::{OTHER, SECTION, apply, clock};
use guidepost::doc::{Author, LongText, Replica};
use guidepost::model::{Edit, EntryId, Field, Home, Kind, NewEntry, SectionId, Value};
use libfuzzer_sys::arbitrary::{Result, Unstructured};

/// One of the edits that people make.
///
/// # Errors
/// When no bytes are left.
pub fn edit(from: &mut Unstructured<'_>) -> Result<Edit> {
    let id = EntryId::from_bits(from.int_in_range(1..=5)?);
    let section = *from.choose(&[SECTION, OTHER])?;
    let text = || ["", "Lead", "Lead 客", "A 😀 lead\n\nof ours"].map(str::to_owned);
    Ok(match from.int_in_range(0..=11)? {
        0 => Edit::SetTitle(from.choose(&text())?.clone()),
        1 => Edit::SetIntroduction(section, from.choose(&text())?.clone()),
        2 => Edit::Set(id, Field::Name, Value::Line(from.choose(&text())?.clone())),
        3 | 4 => Edit::Set(id, Field::Definition, Value::Text(from.choose(&text())?.clone())),
        5 => Edit::Set(id, Field::AlsoKnownAs, Value::Words(vec![from.choose(&text())?.clone(), "b".into()])),
        6 => {
            let kind = if section == SECTION { Kind::Definition } else { Kind::Stage };
            Edit::Add(NewEntry { id, ..NewEntry::last(kind, Home::Section(section)) })
        }
        7 => Edit::Delete(id),
        8 => Edit::Restore(id),
        9 => Edit::Move(id, Some(EntryId::from_bits(from.int_in_range(1..=5)?))),
        10 => Edit::MoveSection(section, None),
        _ => Edit::Dismiss("finding".into(), from.choose(&text())?.clone()),
    })
}

/// Reads all, writes something, takes it back, makes it again, and makes a copy, as page, storage and rooms do.
///
/// A copy says the same where the bytes are `honest`: come of real edits. yrs 0.28 believes items that stand beside those of
/// another list, and then the copy of a document may be another one.
pub fn poke(replica: &mut Replica, honest: bool) {
    let playbook = replica.playbook();
    if let Some(playbook) = &playbook {
        let _ = playbook.violations();
        for id in playbook.entries.keys() {
            let _ = replica.entry(*id);
            for (text, _) in [(LongText::Field(*id, Field::Definition), 0), (LongText::Introduction(SECTION), 0)] {
                let caret = replica.caret(text, 1);
                let _ = caret.and_then(|caret| replica.offset_of(&caret));
            }
        }
    }
    let _ = (replica.take_changes(), replica.is_newer());
    apply(replica, &Edit::SetIntroduction(SECTION, "Still here".into()));
    let written = replica.playbook().and_then(|playbook| Some(playbook.section(SECTION)?.introduction.clone()));
    let copy = Replica::decoded(&replica.encode());
    let copied = copy.and_then(|playbook| Some(playbook.section(SECTION)?.introduction.clone()));
    assert!(!honest || written == copied, "what was written is not in the copy");
    for edit in [
        Edit::Set(EntryId::from_bits(1), Field::Definition, Value::Text("An interested lead".into())),
        Edit::Set(EntryId::from_bits(3), Field::Name, Value::Line("Stage".into())),
        Edit::Delete(EntryId::from_bits(1)),
        Edit::Restore(EntryId::from_bits(2)),
        Edit::Move(EntryId::from_bits(2), None),
        Edit::SetTitle("Still here".into()),
        Edit::RenameSection(SECTION, "Words".into()),
        Edit::MoveSection(SectionId::Standard(guidepost::model::StandardSection::SalesTools), Some(SECTION)),
    ] {
        let _ = replica.apply(&edit, &Author::default());
    }
    while replica.undo().is_some() {}
    while replica.redo().is_some() {}
    let _ = replica.take_updates();
    let state = replica.state_vector();
    let _ = replica.changes_since(&state);
    let mut other = Replica::empty(clock);
    let copied = other.admit_whole(&replica.encode());
    assert!(copied.is_ok() || !honest, "a copy of our own can't be read: {copied:?}");
    let _ = replica.merge_of(&other).map(|merge| replica.merge(&merge, "Merge"));
}
