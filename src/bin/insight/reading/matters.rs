//! What matters to whom: sections and entries to be ticked.

use super::super::desk::Outcome;
use super::{Selection, reads_all};
use guidepost::insight::Book;
use guidepost::model::{Edit, EntryId, Field, SectionId, Value};
use guidepost_view::{page, tr};
use maud::Markup;

/// What its name begins with; the id of a reader follows: the view in which it is set what matters to them.
const MATTERS: &str = "matters:";

/// The reader that a view of this name is about.
pub(crate) fn reader_of(view: &str) -> Option<EntryId> {
    view.strip_prefix(MATTERS)?.parse().ok()
}

/// What matters to a reader, to be ticked.
pub(crate) fn matters(book: &Book<'_>, reader: EntryId) -> Markup {
    let Some(entry) = book.entry(reader) else { return Markup::default() };
    let reads = entry.refs(Field::Reads);
    let what = Selection::of(book, None);
    let sections = book.playbook.sections.iter().filter(|section| !section.deleted && !section.hidden);
    page! {
        h2 id="ask-title" { "What matters to " bdi { (entry.title()) } }
        p class="hint" { "Tick a whole section, or single entries in it. It is saved at once, and Undo takes it back." }
        div class="matters" {
            @for section in sections {
                @let has_all = reads_all(entry, section);
                fieldset {
                    legend { label { input type="checkbox" name=(section.id) id={ "matters-" (section.id) } checked[has_all]; " " bdi { (section.title()) } } }
                    @for entry in what.all(section) {
                        label {
                            input type="checkbox" name=(entry.id) id={ "matters-" (entry.id) } checked[has_all || reads.contains(&entry.id)] disabled[has_all];
                            " " bdi { (entry.title()) }
                        }
                    }
                }
            }
        }
        div class="dialog-actions" { button type="button" class="primary" data-press="close" { "Done" } }
    }
}

/// Something was ticked, or not any more.
pub(crate) fn ticked(book: &Book<'_>, reader: EntryId, name: &str) -> Outcome {
    let Some(entry) = book.entry(reader) else { return Outcome::default() };
    let change =
        if let Ok(id) = name.parse::<EntryId>().map_err(drop).and_then(|id| book.entry(id).map(|_| id).ok_or(())) {
            (Field::Reads, Value::Refs(toggled(entry.refs(Field::Reads), id)))
        } else if let Ok(id) = name.parse::<SectionId>() {
            (Field::ReadsSections, Value::Words(toggled(entry.words(Field::ReadsSections), id.to_string())))
        } else {
            return Outcome::default();
        };
    let said = tr!("What matters to {} was changed.", entry.title());
    let focus = format!("matters-{name}");
    Outcome { edit: Some((Edit::Set(reader, change.0, change.1), said)), focus, ..Outcome::default() }
}

fn toggled<T: Clone + PartialEq>(list: &[T], item: T) -> Vec<T> {
    let mut list = list.to_vec();
    match list.iter().position(|other| *other == item) {
        Some(at) => drop(list.remove(at)),
        None => list.push(item),
    }
    list
}
