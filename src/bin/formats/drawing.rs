//! What all drawings of the dialog have in common.

use guidepost::language::tr;
use guidepost::worker::Drawing;
use guidepost_view::page;
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
pub(crate) fn button(class: &'static str, press: &str, words: &'static str) -> Markup {
    page! { button type="button" class=(class) data-press=(press) { (tr(words)) } }
}
