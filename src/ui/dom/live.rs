//! A place in the page whose content changes.

use super::effect;
use super::html::{Html, IntoHtml};
use crate::state::signal::{Read as _, memo};
use leptos_dom::helpers::document;
use reactive_graph::graph::untrack;
use std::borrow::Cow;
use web_sys::wasm_bindgen::JsCast as _;
use web_sys::{DocumentFragment, Node, Text};

/// What stands in the place.
enum Shown {
    Nothing,
    Text(Cow<'static, str>, Text),
    Element(Node),
    /// Whatever stands between a mark and the end of the place: what is in there may be places, too.
    From(Node),
}

impl Shown {
    /// Puts something before the mark at the end of the place.
    fn insert(html: Html, end: &Node) -> Self {
        let (shown, node) = match html {
            Html::Nothing => return Self::Nothing,
            Html::Text(text) => {
                let node = document().create_text_node(&text);
                (Self::Text(text, node.clone()), node.into())
            }
            Html::Node(node) if node.is_instance_of::<DocumentFragment>() => {
                let mark: Node = document().create_comment("").into();
                insert_before(&mark, end);
                (Self::From(mark), node)
            }
            Html::Node(node) => (Self::Element(node.clone()), node),
        };
        insert_before(&node, end);
        shown
    }

    fn remove(&self, end: &Node) {
        match self {
            Self::Nothing => {}
            Self::Text(_, text) => remove(text),
            Self::Element(element) => remove(element),
            Self::From(mark) => {
                while let Some(next) = mark.next_sibling().filter(|next| next != end) {
                    remove(&next);
                }
                remove(mark);
            }
        }
    }
}

/// Puts a node into the parent of another, before that.
pub(super) fn insert_before(node: &Node, next: &Node) {
    if let Some(parent) = next.parent_node() {
        // Refused only where a node would be put into itself.
        let _ = parent.insert_before(node, Some(next));
    }
}

pub(super) fn remove(node: &Node) {
    if let Some(parent) = node.parent_node() {
        // Refused only where it is not a child of its parent.
        let _ = parent.remove_child(node);
    }
}

/// Shows what the closure makes, and shows it anew when what it reads changes.
pub(super) fn live(make: Box<dyn Fn() -> Html>) -> Html {
    let home: Node = document().create_document_fragment().into();
    let end: Node = document().create_comment("").into();
    // An empty fragment takes any child.
    let _ = home.append_child(&end);
    let mut shown = Shown::Nothing;
    effect(Box::new(move || {
        let html = make();
        if let (Shown::Text(before, node), Html::Text(now)) = (&mut shown, &html) {
            if before != now {
                node.set_data(now);
                *before = now.clone();
            }
            return;
        }
        shown.remove(&end);
        shown = Shown::insert(html, &end);
    }));
    Html::Node(home)
}

/// One view while a condition holds, another one while it does not. Neither is made anew before that changes.
pub(crate) fn show<A: IntoHtml, B: IntoHtml>(
    when: impl Fn() -> bool + Send + Sync + 'static,
    then: impl Fn() -> A + 'static,
    otherwise: impl Fn() -> B + 'static,
) -> Html {
    let when = memo(when);
    live(Box::new(
        move || {
            if when.get() { untrack(|| then().into_html()) } else { untrack(|| otherwise().into_html()) }
        },
    ))
}
