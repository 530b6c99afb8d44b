//! `view!`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use rstml::Infallible;
use rstml::node::{KeyedAttribute, Node, NodeAttribute, NodeBlock, NodeElement};
use syn::spanned::Spanned as _;
use syn::{Error, Expr, ExprLit, Lit, Stmt};

type Element = NodeElement<Infallible>;

pub(crate) fn expand(tokens: TokenStream) -> TokenStream {
    rstml::parse2(tokens).map_or_else(Error::into_compile_error, |nodes| children(&nodes))
}

/// Several nodes as one `Html`.
fn children(nodes: &[Node]) -> TokenStream {
    let mut shown: Vec<_> = nodes.iter().filter_map(node).collect();
    if shown.len() == 1 {
        return shown.remove(0);
    }
    quote!({
        let fragment = crate::ui::dom::fragment();
        #(fragment.child(#shown);)*
        fragment.html()
    })
}

/// `None` for comments.
fn node(node: &Node) -> Option<TokenStream> {
    match node {
        Node::Element(element) => Some(element_or_component(element)),
        Node::Text(text) => {
            let text = &text.value;
            Some(quote!(crate::ui::dom::IntoHtml::into_html(#text)))
        }
        Node::Block(block) => {
            let value = unbraced(block);
            Some(quote!(crate::ui::dom::IntoHtml::into_html(#value)))
        }
        Node::Fragment(fragment) => Some(children(&fragment.children)),
        Node::Comment(_) => None,
        other => Some(Error::new(other.span(), "neither an element nor a text").into_compile_error()),
    }
}

/// What stands in the braces, without them where that is a single expression.
fn unbraced(block: &NodeBlock) -> TokenStream {
    match block.try_block().map(|block| block.stmts.as_slice()) {
        Some([Stmt::Expr(value, None)]) => quote!(#value),
        _ => quote!(#block),
    }
}

fn element_or_component(element: &Element) -> TokenStream {
    match element.name().to_string().as_str() {
        "Show" => show(element),
        "For" => each(element),
        name if name.starts_with(char::is_uppercase) => component(element),
        name => plain(element, name),
    }
}

fn attributes(element: &Element) -> impl Iterator<Item = Result<&KeyedAttribute, TokenStream>> {
    element.attributes().iter().map(|attribute| match attribute {
        NodeAttribute::Attribute(attribute) => Ok(attribute),
        NodeAttribute::Block(block) => Err(Error::new(block.span(), "an attribute has a name").into_compile_error()),
    })
}

fn component(element: &Element) -> TokenStream {
    let name = element.name();
    let mut fields: Vec<_> = attributes(element)
        .map(|attribute| {
            let attribute = attribute?;
            let (key, value) = (&attribute.key, attribute.value());
            // As in a struct: a field's name alone is its value, too.
            let value = value.map_or_else(|| quote!(#key), prop);
            Ok(quote!(#key: #value))
        })
        .map(|field: Result<_, TokenStream>| field.unwrap_or_else(|error| error))
        .collect();
    if !element.children.is_empty() {
        let children = children(&element.children);
        fields.push(quote!(children: ::std::boxed::Box::new(move || #children)));
    }
    quote_spanned!(name.span()=> #name { #(#fields),* }.show())
}

/// What a component is given: a closure in a box, anything else converted to what the component asks for.
fn prop(value: &Expr) -> TokenStream {
    match value {
        Expr::Closure(closure) => quote!(::std::boxed::Box::new(#closure)),
        Expr::Path(path) if path.path.is_ident("None") => quote!(#path),
        // What people read begins with a capital, and nothing else that a component is given does.
        Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) if text.value().starts_with(char::is_uppercase) => {
            quote!(::core::convert::Into::into(::guidepost::language::tr(#text)))
        }
        value => quote!(::core::convert::Into::into(#value)),
    }
}

/// The value of an attribute of `<Show>` or `<For>`.
fn argument<'a>(element: &'a Element, name: &str) -> Option<&'a Expr> {
    attributes(element).flatten().find(|attribute| attribute.key.to_string() == name).and_then(KeyedAttribute::value)
}

fn show(element: &Element) -> TokenStream {
    let Some(when) = argument(element, "when") else {
        return Error::new(element.span(), "<Show> needs `when`").into_compile_error();
    };
    let children = children(&element.children);
    let fallback = argument(element, "fallback")
        .map_or_else(|| quote!(|| crate::ui::dom::Html::Nothing), |fallback| quote!(#fallback));
    quote!(crate::ui::dom::show(#when, move || #children, #fallback))
}

fn each(element: &Element) -> TokenStream {
    let (Some(each), Some(key)) = (argument(element, "each"), argument(element, "key")) else {
        return Error::new(element.span(), "<For> needs `each` and `key`").into_compile_error();
    };
    let names = attributes(element).flatten().map(|attribute| attribute.key.to_string());
    let item =
        names.filter_map(|name| name.strip_prefix("let:").map(|item| Ident::new(item, Span::call_site()))).next();
    let Some(item) = item else {
        return Error::new(element.span(), "<For> needs `let:item`").into_compile_error();
    };
    let children = children(&element.children);
    quote!(crate::ui::dom::each(#each, #key, move |#item| #children))
}

/// An element of the page. All of it that never changes is one text, which takes less room in the program than a call for
/// each part of it: see `element` in `ui/dom`.
fn plain(element: &Element, tag: &str) -> TokenStream {
    let (mut fixed, mut steps) = (tag.to_owned(), Vec::new());
    for attribute in attributes(element) {
        let attribute = match attribute {
            Ok(attribute) => attribute,
            Err(error) => return error,
        };
        let name = attribute.key.to_string();
        match (attribute.value(), attribute.value_literal_string(), name.contains(':')) {
            (None, ..) => fixed.extend(["\0", &name, "\0"]),
            (_, Some(text), false) => fixed.extend(["\0", &name, "\0", &text]),
            (Some(value), ..) => steps.push(step(tag, &name, value)),
        }
    }
    let mut children = element.children.as_slice();
    if let [Node::Text(text), others @ ..] = children {
        fixed.extend(["\0", &text.value_string()]);
        children = others;
    }
    let children = children.iter().filter_map(|child| match child {
        Node::Text(text) => {
            let text = &text.value;
            Some(quote!(element.text(#text);))
        }
        Node::Block(block) => {
            let value = unbraced(block);
            Some(quote!(element.child(#value);))
        }
        other => node(other).map(|child| quote!(element.child(#child);)),
    });
    quote!({
        let element = crate::ui::dom::element(#fixed);
        #(#steps)*
        #(#children)*
        element.html()
    })
}

/// Sets one attribute that is not known before the program runs.
fn step(tag: &str, name: &str, value: &Expr) -> TokenStream {
    match (name, name.split_once(':')) {
        ("node_ref", _) => quote!(element.refer(#value);),
        ("draw", _) => quote!(element.draw(#value);),
        (_, Some(("prop", name))) => quote!(element.bind(crate::ui::dom::Aspect::Property, #name, #value);),
        (_, Some(("class", name))) => quote!(element.bind(crate::ui::dom::Aspect::Class, #name, #value);),
        (_, Some(("style", name))) => quote!(element.bind(crate::ui::dom::Aspect::Style, #name, #value);),
        (_, Some(("on", event))) => match event.split_once(':') {
            Some((event, _)) => {
                let (event, kind) = (format_ident!("{event}"), interface(tag));
                quote!(element.on_target::<_, ::web_sys::#kind>(crate::ui::dom::ev::#event, #value);)
            }
            None => {
                let event = format_ident!("{event}");
                quote!(element.on(crate::ui::dom::ev::#event, #value);)
            }
        },
        _ => quote!(element.bind(crate::ui::dom::Aspect::Attribute, #name, #value);),
    }
}

/// The browser's name for the type of an element whose value people change.
fn interface(tag: &str) -> Ident {
    let name = match tag {
        "input" => "HtmlInputElement",
        "select" => "HtmlSelectElement",
        "textarea" => "HtmlTextAreaElement",
        _ => "HtmlElement",
    };
    Ident::new(name, Span::call_site())
}
