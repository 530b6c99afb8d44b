//! Texts as people read them, drawn by `prose.js`.

use wasm_bindgen::prelude::wasm_bindgen;

/// What a text is, and so how it is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::ui) enum Prose {
    /// Markdown, under a heading of this level.
    Markdown(u8),
    /// Short texts, one a line.
    Words,
}

impl Prose {
    /// Shows a text in an element, in place of what it shows.
    pub(super) fn draw(self, view: &web_sys::Element, text: &str) {
        match self {
            Self::Markdown(level) => draw_markdown(view, text, level),
            Self::Words => draw_words(view, text),
        }
    }
}

#[wasm_bindgen(module = "/src/ui/widgets/prose.js")]
extern "C" {
    #[wasm_bindgen(js_name = drawMarkdown)]
    fn draw_markdown(view: &web_sys::Element, text: &str, level: u8);

    #[wasm_bindgen(js_name = drawWords)]
    fn draw_words(view: &web_sys::Element, words: &str);
}
