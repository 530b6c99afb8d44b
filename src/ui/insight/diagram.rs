//! What a picture needs of the browser; see `diagram.js`.

use js_sys::{Function, Promise};
use wasm_bindgen::prelude::wasm_bindgen;

#[wasm_bindgen(module = "/src/ui/insight/diagram.js")]
extern "C" {
    /// Shows HTML in an element. What had the focus has it again, unless another id is wanted, and what was scrolled or
    /// opened stays so.
    #[wasm_bindgen(js_name = put)]
    pub(super) fn put(host: &web_sys::Element, html: &str, wanted: &str);

    /// Calls a function with the ids of two stages when somebody draws a line from one to the other.
    #[wasm_bindgen(js_name = drawLines)]
    pub(super) fn draw_lines(host: &web_sys::Element, connect: &Function);

    /// A picture of points of an SVG, as a blob.
    #[wasm_bindgen(js_name = pngOf)]
    pub(super) fn png_of(svg: &str) -> Promise;
}
