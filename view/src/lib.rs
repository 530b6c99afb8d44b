//! The two macros that Guidepost's interface is written with. What they accept is what Leptos' macros of the same
//! names accept, as far as Guidepost uses it; what they make is far smaller.
//!
//! Leptos makes types of its own for each view, and code for each of these types: of a bundle of 490 kB (brotli) half
//! was that. Here every element is the same type, made by calls of the same few functions in
//! `src/ui/dom`.

mod component;
mod page;
mod text;
mod view;

use proc_macro::TokenStream;

/// Elements, texts and components, as an `Html`.
///
/// - `name="text"`, `name=expression`, `name`: an attribute. An expression can be a text, a `bool` (there or not),
///   an `Option`, a signal, or a closure that gives one of these and is called again when what it reads changes.
/// - `prop:name=…`: a property of the element. `class:name=…`: whether it has a class. `style:name=…`: a style.
/// - `on:event=closure`: called with the event. `on:event:target=closure`: with the element, as
///   `event.target()`.
/// - `node_ref=…`: an `ElementRef` to reach the element by.
/// - `draw=closure`: called with the element, to fill it, and again when what it reads changes.
/// - `"text"` and `{expression}`: children. A closure is called again when what it reads changes.
/// - `<Name field=… />`: a component, with all of its fields.
/// - `<Show when=closure fallback=closure>` shows its children while the closure gives `true`, else the fallback.
/// - `<For each=closure key=closure let:item>` shows its children once for each item.
#[proc_macro]
pub fn view(tokens: TokenStream) -> TokenStream {
    view::expand(tokens.into()).into()
}

/// Makes a component of a function: a struct with a field for each parameter, which `view!` fills in. What the
/// function reads is not tracked: a component is made once.
#[proc_macro_attribute]
pub fn component(_: TokenStream, function: TokenStream) -> TokenStream {
    component::expand(syn::parse_macro_input!(function as syn::ItemFn)).into()
}

/// A text of the interface in the reader's language (`src/language.rs`): a `&'static str`, or, with values in it, a `String`.
/// Written like `format!`: `tr!("“{title}” deleted.")`, `tr!("{} of {}", shown, all)`; without anything else in the braces.
#[proc_macro]
pub fn tr(tokens: TokenStream) -> TokenStream {
    text::expand(tokens.into()).into()
}

/// maud's `html!`, with what stands in it in the reader's language: texts, and attributes that people read.
#[proc_macro]
pub fn page(tokens: TokenStream) -> TokenStream {
    page::expand(tokens.into()).into()
}
