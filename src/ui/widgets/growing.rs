//! A text box that is as high as its text, at no cost to a key.
//!
//! `field-sizing: content` alone does that, too. But a box whose height depends on its text makes each key lay out
//! whatever stands around the box, which in a long list takes longer than the key itself. So while somebody types, the
//! box has the height that it needs, is contained by itself (`.text-held`), and is measured only from the inside.

use web_sys::HtmlTextAreaElement;

/// Style: it has the height that it was given, and what is in it moves nothing around it.
const HELD: &str = "text-held";

/// Gives the box the height that its text needs after somebody typed into it. `shorter`: the text may need less than
/// before.
pub(super) fn fit(area: &HtmlTextAreaElement, shorter: bool) {
    if shorter || !is_held(area) {
        release(area);
        let height = area.offset_height();
        // Never refused: the name is one.
        let _ = area.class_list().add_1(HELD);
        set_height(area, height);
    }
    let missing = area.scroll_height() - area.client_height();
    if missing > 0 {
        set_height(area, area.offset_height() + missing);
    }
}

/// As [`fit`], where the text was changed from elsewhere.
pub(super) fn refit(area: &HtmlTextAreaElement) {
    if is_held(area) {
        fit(area, true);
    }
}

/// Leaves the height to the style again.
pub(super) fn release(area: &HtmlTextAreaElement) {
    // Neither is refused: the names are ones.
    let _ = area.class_list().remove_1(HELD);
    let _ = area.style().remove_property("block-size");
}

fn is_held(area: &HtmlTextAreaElement) -> bool {
    area.class_list().contains(HELD)
}

fn set_height(area: &HtmlTextAreaElement, height: i32) {
    // A height is a style.
    let _ = area.style().set_property("block-size", &format!("{height}px"));
}
