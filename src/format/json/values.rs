//! The values of a file: what each shape of field makes of whatever stands there.

use super::node::{Members, Node, member};
use super::place::Place;
use super::problem::{Kept, ProblemKind, excerpt};
use super::read::Reader;
use super::references::Pending;
use crate::language::tr;
use crate::model::field::clean_line;
use crate::model::{Choice, EntryId, FieldSpec, Shape, Value};
use std::borrow::Cow;

impl<'n> Reader<'n> {
    /// What stands in a field; none where it is empty, and for references, which wait until all entries are read.
    pub(super) fn value(
        &mut self,
        members: &'n Members<'n>,
        id: EntryId,
        spec: &'static FieldSpec,
        at: &Place<'_>,
    ) -> Option<Value> {
        let key = spec.field.key();
        match spec.shape {
            Shape::Line | Shape::Suggested | Shape::Link => self.line(members, key, at).map(Value::Line),
            Shape::Date => self.date(members, key, at).map(Value::Line),
            Shape::Text => self.text(members, key, at, "\n").map(|text| Value::Text(text.into_owned())),
            Shape::Choice(choices) => self.choice(members, key, choices, at).map(|code| Value::Line(code.to_owned())),
            Shape::Flag => self.flag(members, key, at).map(Value::Flag),
            Shape::Words => {
                let words = self.words(members, key, at);
                Some(Value::Words(words.into_iter().map(|(_, word)| word.into_owned()).collect()))
            }
            Shape::One(targets) => {
                let node = member(members, key)?;
                let (index, text) = match node {
                    Node::List(items) => {
                        let kept = if items.len() > 1 { Kept::First } else { Kept::AsText };
                        if !items.is_empty() {
                            self.wrong_type(at, "one name or id", node, kept);
                        }
                        let first = items.first()?;
                        (Some(0), self.scalar(first, &at.index(0))?)
                    }
                    node => (None, self.scalar(node, at)?),
                };
                self.references.wait(Pending { entry: id, spec, targets, path: at.path(), texts: vec![(index, text)] });
                None
            }
            Shape::Many(targets) => {
                let texts = self.words(members, key, at);
                if !texts.is_empty() {
                    self.references.wait(Pending { entry: id, spec, targets, path: at.path(), texts });
                }
                None
            }
        }
    }

    fn date(&mut self, members: &'n Members<'n>, key: &str, at: &Place<'_>) -> Option<String> {
        let text = self.line(members, key, at)?.trim().to_owned();
        if !text.is_empty() && !is_date(&text) {
            let what = ProblemKind::NotADate { found: excerpt(&text), example: "2026-11-21" };
            self.problems.add(at, what, Kept::Unchanged);
        }
        Some(text)
    }

    /// The code of a choice. A person may have written its label instead.
    fn choice(
        &mut self,
        members: &'n Members<'n>,
        key: &str,
        choices: &'static [Choice],
        at: &Place<'_>,
    ) -> Option<&'static str> {
        let text = self.text(members, key, at, " ").map(trimmed).filter(|text| !text.is_empty())?;
        let is_said =
            |choice: &&Choice| text.eq_ignore_ascii_case(choice.code) || text.eq_ignore_ascii_case(choice.label);
        let chosen = choices.iter().find(is_said).map(|choice| choice.code);
        if chosen.is_none() {
            let choices = choices.iter().map(|choice| tr(choice.label)).collect::<Vec<_>>().join(", ");
            self.problems.add(at, ProblemKind::UnknownChoice { found: excerpt(&text), choices }, Kept::LeftOut);
        }
        chosen
    }

    /// Yes or no. A person may have written it as a word or as 0 and 1.
    pub(super) fn flag(&mut self, members: &'n Members<'n>, key: &str, at: &Place<'_>) -> Option<bool> {
        let node = member(members, key)?;
        if let Node::Flag(flag) = node {
            return Some(*flag);
        }
        let flag = match node.scalar().unwrap_or_default().trim().to_ascii_lowercase().as_str() {
            "true" | "yes" | "1" => Some(true),
            "false" | "no" | "0" => Some(false),
            _ => None,
        };
        let kept = match flag {
            Some(true) => Kept::AsYes,
            Some(false) => Kept::AsNo,
            None => Kept::LeftOut,
        };
        self.wrong_type(at, "true or false", node, kept);
        flag
    }

    /// Texts in a list, with their places in it. A single text counts as a list of one.
    fn words(&mut self, members: &'n Members<'n>, key: &str, at: &Place<'_>) -> Vec<(Option<usize>, Cow<'n, str>)> {
        match member(members, key) {
            None => Vec::new(),
            Some(Node::List(items)) => {
                let texts = items.iter().enumerate();
                texts.filter_map(|(i, item)| Some((Some(i), self.scalar(item, &at.index(i))?))).collect()
            }
            Some(node) => {
                let text = node.scalar();
                let kept = if text.is_some() { Kept::AsList } else { Kept::LeftOut };
                self.wrong_type(at, "a list of texts", node, kept);
                text.into_iter().map(|text| (None, text)).collect()
            }
        }
    }

    /// A text in one line.
    pub(super) fn line(&mut self, members: &'n Members<'n>, key: &str, at: &Place<'_>) -> Option<String> {
        self.text(members, key, at, ", ").map(|text| clean_line(&text))
    }

    /// A text. A list of texts becomes one, so that nothing that somebody wrote is lost.
    pub(super) fn text(
        &mut self,
        members: &'n Members<'n>,
        key: &str,
        at: &Place<'_>,
        between: &str,
    ) -> Option<Cow<'n, str>> {
        self.text_of(member(members, key)?, at, between)
    }

    /// The text that a value is.
    pub(super) fn text_of(&mut self, node: &'n Node<'n>, at: &Place<'_>, between: &str) -> Option<Cow<'n, str>> {
        let Node::List(items) = node else { return self.scalar(node, at) };
        let text = joined(items, between).map(Cow::Owned);
        self.wrong_type(at, "a text", node, if text.is_some() { Kept::AsText } else { Kept::LeftOut });
        text
    }

    /// A text, or a number or truth value as its text.
    fn scalar(&mut self, node: &'n Node<'n>, at: &Place<'_>) -> Option<Cow<'n, str>> {
        let text = node.scalar();
        if !matches!(node, Node::Text(_) | Node::Null) {
            self.wrong_type(at, "a text", node, if text.is_some() { Kept::AsText } else { Kept::LeftOut });
        }
        text
    }

    pub(super) fn list(&mut self, members: &'n Members<'n>, key: &str, at: &Place<'_>) -> &'n [Node<'n>] {
        match member(members, key) {
            None => &[],
            Some(Node::List(items)) => items,
            Some(other) => {
                self.wrong_type(at, "a list", other, Kept::LeftOut);
                &[]
            }
        }
    }

    pub(super) fn wrong_type(&mut self, at: &Place<'_>, wanted: &'static str, node: &Node<'_>, kept: Kept) {
        self.problems.add(at, ProblemKind::WrongType { wanted, found: node.noun() }, kept);
    }
}

/// `YYYY-MM-DD`, and a day that exists.
fn is_date(text: &str) -> bool {
    let number = |range: std::ops::Range<usize>| text.get(range).and_then(|digits| digits.parse::<u16>().ok());
    let digits =
        text.bytes().enumerate().all(|(i, byte)| if matches!(i, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() });
    let parts = (number(0..4), number(5..7), number(8..10));
    let (true, 10, (Some(year), Some(month), Some(day))) = (digits, text.len(), parts) else { return false };
    chrono::NaiveDate::from_ymd_opt(year.into(), month.into(), day.into()).is_some()
}

/// One text of a list of texts, numbers and truth values; none when it holds anything else, or nothing.
fn joined(items: &[Node<'_>], between: &str) -> Option<String> {
    let (first, rest) = items.split_first()?;
    let mut text = first.scalar()?.into_owned();
    for item in rest {
        text.push_str(between);
        text.push_str(&item.scalar()?);
    }
    Some(text)
}

/// The text of an id as [`Reader::text`] reads it with a blank in between, before anything is said about it.
pub(super) fn id_text<'n>(node: &'n Node<'n>) -> Option<Cow<'n, str>> {
    match node {
        Node::List(items) => joined(items, " ").map(Cow::Owned),
        node => node.scalar(),
    }
}

pub(super) fn trimmed(text: Cow<'_, str>) -> Cow<'_, str> {
    match text {
        Cow::Borrowed(text) => Cow::Borrowed(text.trim()),
        Cow::Owned(text) => Cow::Owned(text.trim().to_owned()),
    }
}
