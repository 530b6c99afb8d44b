//! What a view is made of.

use super::live::live;
use crate::language::{number, tr};
use crate::state::signal::{Read as _, Signal};
use leptos_dom::helpers::document;
use std::borrow::Cow;
use web_sys::Node;

/// A part of a page that was made, and is not yet in the page.
pub(crate) enum Html {
    /// Nothing at all.
    Nothing,
    /// A text, which stands for itself whatever is in it.
    Text(Cow<'static, str>),
    /// An element, or a fragment with several.
    Node(Node),
}

impl Html {
    /// Puts it behind all that is in a node.
    pub(super) fn append_to(self, parent: &Node) {
        if let Some(node) = self.into_node() {
            // Refused only where a node would be put into itself.
            let _ = parent.append_child(&node);
        }
    }

    pub(super) fn into_node(self) -> Option<Node> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => Some(document().create_text_node(&text).into()),
            Self::Node(node) => Some(node),
        }
    }
}

/// Several, one after the other.
impl FromIterator<Html> for Html {
    fn from_iter<I: IntoIterator<Item = Self>>(all: I) -> Self {
        let fragment: Node = document().create_document_fragment().into();
        all.into_iter().for_each(|html| html.append_to(&fragment));
        Self::Node(fragment)
    }
}

/// What can stand in a view: as it is, or, where it is a closure or a signal, as it is at each time.
pub(crate) trait IntoHtml {
    /// Makes it.
    fn into_html(self) -> Html;
}

impl IntoHtml for Html {
    fn into_html(self) -> Html {
        self
    }
}

impl IntoHtml for () {
    fn into_html(self) -> Html {
        Html::Nothing
    }
}

/// A text of the program: the interface says it in the reader's language.
impl IntoHtml for &'static str {
    fn into_html(self) -> Html {
        Html::Text(Cow::Borrowed(tr(self)))
    }
}

/// Composed already, or what somebody wrote.
impl IntoHtml for String {
    fn into_html(self) -> Html {
        Html::Text(Cow::Owned(self))
    }
}

impl IntoHtml for usize {
    fn into_html(self) -> Html {
        Html::Text(Cow::Owned(number(self as u64)))
    }
}

impl<T: IntoHtml> IntoHtml for Option<T> {
    fn into_html(self) -> Html {
        self.map_or(Html::Nothing, T::into_html)
    }
}

impl IntoHtml for Vec<Html> {
    fn into_html(self) -> Html {
        self.into_iter().collect()
    }
}

impl<F: Fn() -> T + 'static, T: IntoHtml> IntoHtml for F {
    fn into_html(self) -> Html {
        live(Box::new(move || self().into_html()))
    }
}

impl<T: IntoHtml + Clone + 'static> IntoHtml for Signal<T> {
    fn into_html(self) -> Html {
        live(Box::new(move || self.get().into_html()))
    }
}
