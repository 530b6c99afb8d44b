//! What all drawings of the dialog have in common.

use guidepost::worker::Drawing;
use guidepost_view::{page, tr};
use maud::Markup;

/// All of the dialog, with the focus on the element of this id.
pub(crate) fn whole(markup: Markup, focus: &str) -> Drawing {
    Drawing { part: String::new(), html: markup.into_string(), focus: focus.to_owned() }
}

/// The content of the element with this id.
pub(crate) fn part(id: &str, markup: Markup) -> Drawing {
    Drawing { part: id.to_owned(), html: markup.into_string(), focus: String::new() }
}

/// A button of a dialog.
pub(crate) fn button(class: &'static str, press: &str, words: &str) -> Markup {
    page! { button type="button" class=(class) data-press=(press) { (words) } }
}

/// "no changes", "1 change", "2 changes".
pub(crate) fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}
