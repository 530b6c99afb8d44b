//! What a file says that this program has no place for. It is kept as it is, and written where it stood: a program that knows
//! more may have written it.

use super::node::Node;
use crate::model::{Field, Kind};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

/// What of it is kept at most, in bytes of JSON: it travels with the playbook wherever that goes.
const MOST: usize = 200_000;

/// How deep something may be that is kept. A parser goes 127 levels deep, and what is kept lies in two objects more; what could
/// not be read again would take all the rest with it.
const DEEPEST: usize = 100;

/// What is not known, by the id of what it stands in; that of the playbook itself under an empty key.
#[derive(Debug, Default)]
pub(super) struct Unknown {
    owners: Map<String, Value>,
    size: usize,
}

impl Unknown {
    /// What a playbook brings.
    pub(super) fn of(text: &str) -> Self {
        match serde_json::from_str(text) {
            Ok(Value::Object(owners)) => Self { owners, size: text.len() },
            _ => Self::default(),
        }
    }

    /// Keeps something, if there is room, and if nothing is kept there already. Says whether it is. What means something elsewhere
    /// in a file is not kept: it would not be written again.
    pub(super) fn keep(&mut self, owner: &str, key: &str, node: &Node<'_>) -> bool {
        let is_there = self.owners.get(owner).is_some_and(|members| members.get(key).is_some());
        if is_known(key) || is_there || depth(node) > DEEPEST {
            return false;
        }
        // What does not fit is not copied first: it may be nearly all of the largest file.
        let mut text = Limited { text: Vec::new(), room: MOST.saturating_sub(self.size + key.len() + owner.len()) };
        if serde_json::to_writer(&mut text, &AsJson(node)).is_err() {
            return false;
        }
        let Ok(value) = serde_json::from_slice(&text.text) else { return false };
        self.size += key.len() + text.text.len() + owner.len();
        let members = self.owners.entry(owner).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(members) = members {
            members.insert(key.to_owned(), value);
        }
        true
    }

    /// As a playbook carries it.
    pub(super) fn into_text(self) -> String {
        if self.owners.is_empty() { String::new() } else { Value::Object(self.owners).to_string() }
    }

    /// Writes what stood in this, but for keys that this program knows by now.
    pub(super) fn write<M: SerializeMap>(&self, owner: &str, out: &mut M) -> Result<(), M::Error> {
        let Some(Value::Object(members)) = self.owners.get(owner) else { return Ok(()) };
        members.iter().filter(|(key, _)| !is_known(key)).try_for_each(|(key, value)| out.serialize_entry(key, value))
    }
}

/// Whether a key has a meaning anywhere in a file.
fn is_known(key: &str) -> bool {
    const OTHERS: [&str; 8] =
        ["format", "version", "title", "sections", "hidden", "introduction", super::DISMISSED, super::STATE];
    super::entry_key::ALL.contains(&key)
        || OTHERS.contains(&key)
        || Field::from_key(key).is_some()
        || Kind::ALL.into_iter().any(|kind| kind.list_key() == key)
}

/// How many levels of lists and objects it has.
fn depth(node: &Node<'_>) -> usize {
    let deepest = |inner: &mut dyn Iterator<Item = &Node<'_>>| inner.map(depth).max();
    match node {
        Node::List(items) => 1 + deepest(&mut items.iter()).unwrap_or_default(),
        Node::Object(members) => 1 + deepest(&mut members.iter().map(|(_, node)| node)).unwrap_or_default(),
        _ => 0,
    }
}

/// A text that takes only so many bytes.
struct Limited {
    text: Vec<u8>,
    room: usize,
}

impl std::io::Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.room = self.room.checked_sub(bytes.len()).ok_or(std::io::ErrorKind::StorageFull)?;
        self.text.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// A node as it was written.
struct AsJson<'n>(&'n Node<'n>);

impl Serialize for AsJson<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Node::Null => serializer.serialize_unit(),
            Node::Flag(flag) => serializer.serialize_bool(*flag),
            Node::Number(number) => number.serialize(serializer),
            Node::Text(text) => serializer.serialize_str(text),
            Node::List(items) => serializer.collect_seq(items.iter().map(AsJson)),
            Node::Object(members) => {
                serializer.collect_map(members.iter().map(|(key, node)| (key.as_ref(), AsJson(node))))
            }
        }
    }
}
