//! Places in a playbook as people in a room tell each other of them.

use crate::language::tr;
use crate::model::{EntryId, Field};
use crate::route::Page;
use crate::state::{Session, Whereabouts};
use crate::sync::Standing;
use crate::ui::entry::control_id;
use crate::ui::prelude::*;
use crate::ui::shell::page_name;
use web_sys::wasm_bindgen::JsCast as _;

/// The text box of a section's introduction, and what its field is called.
const INTRODUCTION: &str = "introduction";

/// Where somebody who uses this page is.
pub(super) fn whereabouts(page: Page) -> Whereabouts {
    let focused = document().active_element();
    let field = focused.as_ref().and_then(|element| field_of(&element.id()));
    let offset = focused.filter(|_| field.is_some()).and_then(|element| {
        let area: web_sys::HtmlTextAreaElement = element.dyn_into().ok()?;
        area.selection_end().ok().flatten()
    });
    Whereabouts { page: page.without_entry().path(), field, offset }
}

/// What a control is for, from its id.
fn field_of(control: &str) -> Option<(Option<EntryId>, String)> {
    if control == INTRODUCTION {
        return Some((None, INTRODUCTION.to_owned()));
    }
    let (key, id) = control.split_once('-')?;
    Field::from_key(key)?;
    Some((Some(id.parse().ok()?), key.to_owned()))
}

/// The id of the control that somebody is in, on the page where they are.
pub(super) fn control_of(standing: &Standing) -> Option<String> {
    if standing.field == INTRODUCTION && standing.entry.is_empty() {
        return Some(INTRODUCTION.to_owned());
    }
    Some(control_id(standing.entry.parse().ok()?, Field::from_key(&standing.field)?))
}

/// The page that somebody is on.
pub(super) fn page_of(standing: &Standing) -> Option<Page> {
    Page::from_path(&standing.page).map(Page::without_entry)
}

/// Where somebody is, in words: "Definitions · MQL · Definition".
pub(super) fn place_words(session: Session, standing: &Standing) -> String {
    let Some(page) = page_of(standing) else { return String::new() };
    let mut words = vec![page_name(session, page)];
    let entry = standing.entry.parse::<EntryId>().ok().and_then(|id| session.entry(id));
    if let Some(entry) = entry {
        let label = entry.with(|entry| {
            let spec = Field::from_key(&standing.field).and_then(|field| entry.kind.field(field));
            (entry.title(), spec.map_or("", |spec| spec.label))
        });
        words.extend([label.0, tr(label.1).to_owned()]);
    } else if standing.field == INTRODUCTION {
        words.push(tr!("Introduction").to_owned());
    }
    words.retain(|word| !word.is_empty());
    words.join(" · ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_control_is_found_again_from_what_is_said_of_it() {
        let id = EntryId::from_bits(u128::MAX - 7);
        for control in [control_id(id, Field::Definition), INTRODUCTION.to_owned()] {
            let (entry, field) = field_of(&control).expect("a field");
            let entry = entry.map(|id| id.to_string()).unwrap_or_default();
            let standing = Standing { entry, field, ..Standing::default() };
            assert_eq!(control_of(&standing), Some(control));
        }
        for other in ["", "main", "your-name", "entry-AAAA", "definition-", "playbook-title"] {
            assert_eq!(field_of(other), None, "{other}");
        }
    }
}
