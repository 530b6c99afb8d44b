//! Records in YAML. The parser gives events; what they build is limited here, for an alias may stand for any number of others.

use super::records::{Node, sheet};
use super::sheet::Sheet;
use crate::format::labels::{NO, YES};
use saphyr_parser::{Event, Parser, ScalarStyle};
use std::collections::{HashMap, HashSet};

/// How deeply values may be nested.
const DEEPEST: usize = 64;
/// How many values there may be, those that aliases stand for included.
const MOST_VALUES: usize = 5_000_000;
/// How many bytes of text aliases may stand for.
const MOST_REPEATED: usize = 50_000_000;

/// Why there are no rows in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NoSheet {
    /// It is no YAML, or holds no records.
    NoRecords,
    /// It stands for more than is read, or is nested more deeply: aliases make much of little.
    TooMuch,
}

/// Reads a list of records, or an object of them; nothing of what is neither, no YAML, or too much.
#[must_use]
pub fn from_yaml(text: &str) -> Option<Sheet> {
    read_yaml(text).ok()
}

/// The same, and why there are none.
///
/// # Errors
/// Where there are no records in it, and where there is too much.
pub fn read_yaml(text: &str) -> Result<Sheet, NoSheet> {
    let mut builder = Builder::default();
    let mut parser = Parser::new_from_str(text.trim_start_matches('\u{feff}'));
    while let Some(event) = parser.next_event() {
        let (event, _) = event.map_err(|_| NoSheet::NoRecords)?;
        match event {
            Event::DocumentEnd => break,
            event => builder.take(event).ok_or(NoSheet::TooMuch)?,
        }
    }
    builder.done.and_then(|root| sheet(&root)).ok_or(NoSheet::NoRecords)
}

/// A list or record that is open.
struct Open {
    node: Node,
    anchor: usize,
    /// Of a record, the key that waits for its value.
    key: Option<String>,
}

/// Builds a value of events.
#[derive(Default)]
struct Builder {
    open: Vec<Open>,
    anchors: HashMap<usize, (Node, Size)>,
    size: Size,
    done: Option<Node>,
}

/// How much a value holds.
#[derive(Debug, Clone, Copy, Default)]
struct Size {
    values: usize,
    bytes: usize,
}

impl Builder {
    /// Takes an event. Nothing, where that would be too much.
    fn take(&mut self, event: Event<'_>) -> Option<()> {
        match event {
            Event::Scalar(text, style, anchor, _) => {
                let node = scalar(&text, style);
                self.put(node, anchor)
            }
            Event::SequenceStart(anchor, _) => self.begin(Node::List(Vec::new()), anchor),
            Event::MappingStart(anchor, _) => self.begin(Node::Record(Vec::new()), anchor),
            Event::SequenceEnd | Event::MappingEnd => {
                let open = self.open.pop()?;
                self.put(open.node, open.anchor)
            }
            Event::Alias(anchor) => {
                let (_, size) = self.anchors.get(&anchor)?;
                self.size.values = self.size.values.saturating_add(size.values);
                self.size.bytes = self.size.bytes.saturating_add(size.bytes);
                if self.size.values > MOST_VALUES || self.size.bytes > MOST_REPEATED {
                    return None;
                }
                let node = self.anchors.get(&anchor)?.0.clone();
                self.put(node, 0)
            }
            _ => Some(()),
        }
    }

    fn begin(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.open.push(Open { node, anchor, key: None });
        (self.open.len() <= DEEPEST).then_some(())
    }

    fn put(&mut self, node: Node, anchor: usize) -> Option<()> {
        self.size.values += 1;
        if self.size.values > MOST_VALUES {
            return None;
        }
        if anchor > 0 {
            let size = size_of(&node);
            self.size.values = self.size.values.saturating_add(size.values);
            if self.size.values > MOST_VALUES || depth_of(&node) > DEEPEST {
                return None;
            }
            self.anchors.insert(anchor, (node.clone(), size));
        }
        let Some(open) = self.open.last_mut() else {
            self.done.get_or_insert(node);
            return Some(());
        };
        match &mut open.node {
            Node::List(items) => items.push(node),
            Node::Record(fields) => match open.key.take() {
                None => open.key = Some(key_of(node)),
                Some(key) if key == "<<" => merge(fields, node),
                Some(key) => fields.push((key, node)),
            },
            _ => {}
        }
        Some(())
    }
}

/// What `<<` stands for: the fields of another record, where there are none of the same name.
fn merge(fields: &mut Vec<(String, Node)>, node: Node) {
    let others = match node {
        Node::Record(others) => vec![others],
        Node::List(items) => items
            .into_iter()
            .filter_map(|item| if let Node::Record(fields) = item { Some(fields) } else { None })
            .collect(),
        _ => Vec::new(),
    };
    let has: HashSet<String> = fields.iter().map(|(key, _)| key.clone()).collect();
    fields.extend(others.into_iter().flatten().filter(|(key, _)| !has.contains(key)));
}

fn key_of(node: Node) -> String {
    match node {
        Node::Text(text) => text,
        _ => String::new(),
    }
}

fn size_of(node: &Node) -> Size {
    let all = |nodes: &mut dyn Iterator<Item = &Node>| {
        nodes.map(size_of).fold(Size { values: 1, bytes: 0 }, |all, one| Size {
            values: all.values.saturating_add(one.values),
            bytes: all.bytes.saturating_add(one.bytes),
        })
    };
    match node {
        Node::Nothing => Size { values: 1, bytes: 0 },
        Node::Text(text) => Size { values: 1, bytes: text.len() },
        Node::List(items) => all(&mut items.iter()),
        Node::Record(fields) => all(&mut fields.iter().map(|(_, value)| value)),
    }
}

fn depth_of(node: &Node) -> usize {
    1 + match node {
        Node::List(items) => items.iter().map(depth_of).max().unwrap_or_default(),
        Node::Record(fields) => fields.iter().map(|(_, value)| depth_of(value)).max().unwrap_or_default(),
        _ => 0,
    }
}

/// A value without quotes may be a yes, a no or nothing.
fn scalar(text: &str, style: ScalarStyle) -> Node {
    if style != ScalarStyle::Plain {
        return Node::Text(text.to_owned());
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => Node::Nothing,
        "true" | "True" | "TRUE" => Node::Text(YES.to_owned()),
        "false" | "False" | "FALSE" => Node::Text(NO.to_owned()),
        text => Node::Text(text.to_owned()),
    }
}
