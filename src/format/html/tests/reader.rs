//! What an independent reader, html5ever, finds in HTML.

use html5ever::tendril::TendrilSink;
use html5ever::{QualName, local_name, ns, parse_document, parse_fragment};
use markup5ever_rcdom::{Handle, NodeData, RcDom};
use std::collections::HashSet;

/// A piece of a document, in the order in which it is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// An element, with its attributes.
    Start(String, Vec<(String, String)>),
    /// Text, with blanks collapsed; never none.
    Text(String),
    /// The end of an element.
    End(String),
}

/// Reads a whole file, which has no errors.
pub(super) fn read_file(html: &str) -> Vec<Piece> {
    pieces(&parse_document(RcDom::default(), Default::default()).one(html))
}

/// Reads what is put into a page, which has no errors either.
pub(super) fn read_fragment(html: &str) -> Vec<Piece> {
    let context = QualName::new(None, ns!(html), local_name!("body"));
    pieces(&parse_fragment(RcDom::default(), Default::default(), context, Vec::new(), false).one(html))
}

fn pieces(dom: &RcDom) -> Vec<Piece> {
    assert_eq!(*dom.errors.borrow(), [""; 0]);
    let mut pieces = Vec::new();
    walk(&dom.document, &mut pieces);
    pieces
}

fn walk(node: &Handle, pieces: &mut Vec<Piece>) {
    let mut end = None;
    match &node.data {
        NodeData::Element { name, attrs, .. } => {
            let attributes = attrs.borrow();
            let attributes = attributes.iter().map(|attr| (attr.name.local.to_string(), attr.value.to_string()));
            pieces.push(Piece::Start(name.local.to_string(), attributes.collect()));
            end = Some(Piece::End(name.local.to_string()));
        }
        NodeData::Text { contents } => {
            let text = collapsed(&contents.borrow());
            if !text.is_empty() {
                pieces.push(Piece::Text(text));
            }
        }
        NodeData::Document | NodeData::Doctype { .. } => {}
        other => panic!("{other:?}"),
    }
    for child in node.children.borrow().iter() {
        walk(child, pieces);
    }
    pieces.extend(end);
}

pub(super) fn collapsed(text: &str) -> String {
    text.split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// All text, without blanks.
pub(super) fn words(pieces: &[Piece]) -> String {
    let texts = pieces.iter().filter_map(|piece| match piece {
        Piece::Text(text) => Some(text.as_str()),
        Piece::Start(..) | Piece::End(_) => None,
    });
    texts.flat_map(str::chars).filter(|c| !c.is_whitespace()).collect()
}

const ELEMENTS: &[&str] = &[
    "html",
    "head",
    "meta",
    "title",
    "style",
    "body",
    "main",
    "nav",
    "div",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "ul",
    "ol",
    "li",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "blockquote",
    "pre",
    "code",
    "hr",
    "br",
    "a",
    "span",
    "strong",
    "em",
    "del",
    // The lifecycle as a picture.
    "figure",
    "svg",
    "g",
    "rect",
    "text",
    "tspan",
    "path",
    "defs",
    "marker",
];

const ATTRIBUTES: &[&str] = &[
    "lang",
    "charset",
    "name",
    "content",
    "http-equiv",
    "dir",
    "id",
    "class",
    "href",
    "scope",
    "style",
    "border",
    "start",
    "tabindex",
    "role",
    "aria-label",
    "xmlns",
    "viewBox",
    "width",
    "height",
    "x",
    "y",
    "rx",
    "d",
    "direction",
    "text-anchor",
    "marker-start",
    "refX",
    "refY",
    "markerWidth",
    "markerHeight",
    "markerUnits",
    "orient",
];

/// Fails where anything is in the HTML that could run or fetch anything, or a link that leads nowhere.
pub(super) fn assert_harmless(html: &str, pieces: &[Piece]) {
    assert!(!html.contains(|c: char| c.is_control() && !matches!(c, '\n' | '\t')), "{html:?}");
    let mut ids = HashSet::new();
    let mut targets = Vec::new();
    for piece in pieces {
        let Piece::Start(name, attributes) = piece else { continue };
        assert!(ELEMENTS.contains(&name.as_str()), "<{name}>");
        for (attribute, value) in attributes {
            assert!(ATTRIBUTES.contains(&attribute.as_str()), "{attribute}={value:?}");
            match attribute.as_str() {
                "id" => assert!(ids.insert(value), "twice: {value}"),
                "style" => assert!(!value.contains("url"), "{value:?}"),
                "marker-start" => assert!(value.starts_with("url(#tip-"), "{value:?}"),
                "href" => match value.strip_prefix('#') {
                    Some(id) => targets.push(id.to_owned()),
                    None => {
                        let scheme = value.split(':').next().unwrap_or_default().to_ascii_lowercase();
                        assert!(["http", "https", "mailto"].contains(&scheme.as_str()), "{value:?}");
                        assert!(value.contains(':') && !value.contains(char::is_whitespace), "{value:?}");
                    }
                },
                _ => {}
            }
        }
    }
    for target in targets {
        assert!(ids.contains(&target), "nothing has the id {target}");
    }
}
