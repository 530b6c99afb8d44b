//! Keeping a text box in step with a signal without moving the cursor of somebody who types in it.

use super::growing;
use crate::ui::prelude::*;
use web_sys::{HtmlInputElement, HtmlTextAreaElement};

/// What a text box of one or of many lines can do.
pub(super) trait TextControl {
    fn text(&self) -> String;
    fn set_text(&self, text: &str);
    fn selection(&self) -> Option<(u32, u32)>;
    fn select(&self, from: u32, to: u32);
}

macro_rules! text_control {
    ($element:ty, $set:expr) => {
        impl TextControl for $element {
            fn text(&self) -> String {
                self.value()
            }

            fn set_text(&self, text: &str) {
                self.set_value(text);
                $set(self);
            }

            fn selection(&self) -> Option<(u32, u32)> {
                self.selection_start().ok().flatten().zip(self.selection_end().ok().flatten())
            }

            fn select(&self, from: u32, to: u32) {
                // Refused by boxes that have no cursor, such as those for dates.
                let _ = self.set_selection_range(from, to);
            }
        }
    };
}

text_control!(HtmlInputElement, |_| ());
text_control!(HtmlTextAreaElement, growing::refit);

/// Shows the signal's text in the box from now on. A cursor in it stays at the same place in the text, however
/// the text around it changes.
pub(super) fn keep_in_step(control: impl Fn() -> Option<Box<dyn TextControl>> + 'static, text: Signal<String>) {
    on_change(move || {
        let Some(control) = control() else { return };
        text.with(|now| {
            let before = control.text();
            if before != *now {
                let selection = control.selection();
                control.set_text(now);
                if let Some((from, to)) = selection {
                    control.select(shifted(&before, now, from), shifted(&before, now, to));
                }
            }
        });
    });
}

/// Where a place in the old text is in the new one. UTF-16 units.
fn shifted(old: &str, new: &str, place: u32) -> u32 {
    let (old, new): (Vec<_>, Vec<_>) = (old.encode_utf16().collect(), new.encode_utf16().collect());
    let place = usize::try_from(place).unwrap_or(usize::MAX).min(old.len());
    let start = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let longest = old.len().min(new.len()) - start;
    let end = old.iter().rev().zip(new.iter().rev()).take(longest).take_while(|(a, b)| a == b).count();
    let shifted = if place <= start {
        place
    } else if place >= old.len() - end {
        new.len() - (old.len() - place)
    } else {
        new.len() - end
    };
    u32::try_from(shifted).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_moves_with_its_text() {
        for (old, new, place, expected) in [
            ("lead", "a lead", 2, 4),
            ("lead", "lead!", 2, 2),
            ("a lead", "lead", 6, 4),
            ("one two three", "one three", 6, 5),
            ("same", "same", 4, 4),
            ("aa", "aaa", 2, 2),
            ("😀x", "x", 2, 0),
            ("", "new", 0, 0),
            ("short", "", 99, 0),
        ] {
            assert_eq!(shifted(old, new, place), expected, "{old:?} → {new:?} at {place}");
        }
    }
}
