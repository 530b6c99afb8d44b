//! An entry: one stage, tool, definition, person and so on.

use super::{EntryId, Field, FieldSpec, Kind, OrderKey, SectionId, Timestamp, Value};
use crate::language::{Word, tr};
use guidepost_view::tr;
use std::collections::HashMap;
use std::fmt;
use std::str::FromStr;

/// How far colleagues are with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub enum Agreement {
    /// Everybody concerned has said yes.
    Agreed,
    /// Colleagues talk about it.
    InDiscussion,
    /// Somebody's proposal.
    #[default]
    Draft,
}

impl Agreement {
    /// All of them, the firmest first.
    pub const ALL: [Self; 3] = [Self::Agreed, Self::InDiscussion, Self::Draft];

    /// The fixed key in files and in the shared document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Agreed => "agreed",
            Self::InDiscussion => "in discussion",
            Self::Draft => "draft",
        }
    }

    /// What is shown.
    #[must_use]
    pub const fn label(self) -> &'static str {
        match self {
            Self::Agreed => "Agreed",
            Self::InDiscussion => "In discussion",
            Self::Draft => "Draft",
        }
    }

    /// The one with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|agreement| agreement.key() == key)
    }
}

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Home {
    /// In a section.
    Section(SectionId),
    /// In another entry, as a part of it.
    Entry(EntryId),
    /// Among the people and teams.
    Directory,
}

impl Home {
    /// Whether entries of this kind may stand here. For a part this says only that it stands in *some* entry;
    /// whether that entry is of the right kind is for [`super::Playbook::violations`].
    #[must_use]
    pub fn holds(self, kind: Kind) -> bool {
        match self {
            Self::Section(section) => section.kinds().contains(&kind),
            Self::Entry(_) => kind.whole().is_some(),
            Self::Directory => kind.in_directory(),
        }
    }
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Section(section) => write!(f, "section:{section}"),
            Self::Entry(entry) => write!(f, "entry:{entry}"),
            Self::Directory => f.write_str("directory"),
        }
    }
}

impl FromStr for Home {
    type Err = super::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.split_once(':') {
            Some(("section", section)) => section.parse().map(Self::Section),
            Some(("entry", entry)) => entry.parse().map(Self::Entry),
            None if text == "directory" => Ok(Self::Directory),
            _ => Err(super::id::InvalidId),
        }
    }
}

/// One entry, as it is now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Stays the same for ever.
    pub id: EntryId,
    /// Stays the same for ever, too.
    pub kind: Kind,
    /// Where it stands.
    pub home: Home,
    /// Its place among its siblings of the same kind.
    pub order: OrderKey,
    /// How far colleagues are with it.
    pub agreement: Agreement,
    /// When it was last changed, to the minute or so.
    pub changed: Timestamp,
    /// Who changed it last; empty when the person gave no name.
    pub changed_by: String,
    /// In the bin.
    pub deleted: bool,
    values: Vec<Value>,
}

impl Entry {
    /// An entry with nothing filled in but the usual answers: a lead source is active, a tool is in use, a
    /// definition is current.
    #[must_use]
    pub fn new(id: EntryId, kind: Kind, home: Home, order: OrderKey) -> Self {
        let mut entry = Self {
            id,
            kind,
            home,
            order,
            agreement: Agreement::default(),
            changed: Timestamp::default(),
            changed_by: String::new(),
            deleted: false,
            values: kind.fields().iter().map(|spec| Value::empty(spec.shape)).collect(),
        };
        match kind {
            Kind::LeadSource => entry.set(Field::Active, Value::Flag(true)),
            Kind::Tool | Kind::Channel => entry.set(Field::Status, Value::Line("active".to_owned())),
            Kind::Definition => entry.set(Field::Status, Value::Line("current".to_owned())),
            _ => true,
        };
        entry
    }

    /// Its fields with their values, in the order of the kind's table.
    pub fn fields(&self) -> impl Iterator<Item = (&'static FieldSpec, &Value)> {
        self.kind.fields().iter().zip(&self.values)
    }

    /// What stands in a field; `None` when the kind has no such field.
    #[must_use]
    pub fn value(&self, field: Field) -> Option<&Value> {
        self.fields().find(|(spec, _)| spec.field == field).map(|(_, value)| value)
    }

    /// Fills a field. Says whether it did: not when the kind has no such field or the value does not fit it.
    pub fn set(&mut self, field: Field, value: Value) -> bool {
        let position = self.kind.fields().iter().position(|spec| spec.field == field && value.fits(spec.shape));
        match position.and_then(|position| self.values.get_mut(position)) {
            Some(slot) => {
                *slot = value;
                true
            }
            None => false,
        }
    }

    /// The text in a field of one or many lines; empty when there is none.
    #[must_use]
    pub fn text(&self, field: Field) -> &str {
        match self.value(field) {
            Some(Value::Line(text) | Value::Text(text)) => text,
            _ => "",
        }
    }

    /// The references in a field; empty when there are none.
    #[must_use]
    pub fn refs(&self, field: Field) -> &[EntryId] {
        match self.value(field) {
            Some(Value::Refs(ids)) => ids,
            _ => &[],
        }
    }

    /// The short texts in a field; empty when there are none.
    #[must_use]
    pub fn words(&self, field: Field) -> &[String] {
        match self.value(field) {
            Some(Value::Words(words)) => words,
            _ => &[],
        }
    }

    /// Whether a field says yes.
    #[must_use]
    pub fn flag(&self, field: Field) -> bool {
        matches!(self.value(field), Some(Value::Flag(true)))
    }

    /// What the entry is called; empty while nobody gave it a name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.text(Field::Name).trim()
    }

    /// The name, or "Untitled stage" and the like.
    #[must_use]
    pub fn title(&self) -> String {
        match self.name() {
            "" => tr!("Untitled {}", tr(self.kind.noun())),
            name => name.to_owned(),
        }
    }

    /// The same in the language of these words.
    #[must_use]
    pub fn title_in(&self, word: Word) -> String {
        match self.name() {
            "" => self.kind.untitled(word),
            name => name.to_owned(),
        }
    }

    /// The same entry under other ids: its own, that of what it is a part of, and those it points at. What has no
    /// other id keeps the one it has.
    #[must_use]
    pub fn with_ids(mut self, fresh: &HashMap<EntryId, EntryId>) -> Self {
        let renew = |id: &mut EntryId| *id = fresh.get(id).copied().unwrap_or(*id);
        renew(&mut self.id);
        if let Home::Entry(whole) = &mut self.home {
            renew(whole);
        }
        for value in &mut self.values {
            if let Value::Refs(ids) = value {
                ids.iter_mut().for_each(renew);
            }
        }
        self
    }

    /// Every entry that this one points at, with the field that does.
    pub fn references(&self) -> impl Iterator<Item = (Field, EntryId)> {
        self.fields().flat_map(|(spec, value)| match value {
            Value::Refs(ids) => ids.iter().map(|id| (spec.field, *id)).collect(),
            _ => Vec::new(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::StandardSection;

    fn tool() -> Entry {
        let home = Home::Section(SectionId::Standard(StandardSection::SalesTools));
        Entry::new(EntryId::from_bits(1), Kind::Tool, home, OrderKey::default())
    }

    #[test]
    fn homes_survive_their_text() {
        for home in [
            Home::Section(SectionId::Standard(StandardSection::Definitions)),
            Home::Entry(EntryId::from_bits(5)),
            Home::Directory,
        ] {
            assert_eq!(home.to_string().parse(), Ok(home));
        }
        for text in ["", "section:", "entry:x", "drawer", "drawer:definitions"] {
            assert!(text.parse::<Home>().is_err(), "{text}");
        }
    }

    #[test]
    fn a_field_takes_only_what_fits() {
        let mut tool = tool();
        assert!(tool.set(Field::Name, Value::Line("HubSpot".into())));
        assert!(!tool.set(Field::Name, Value::Flag(true)));
        assert!(!tool.set(Field::EntryCriteria, Value::Text("x".into())));
        assert!(!tool.set(Field::Status, Value::Line("gone".into())));
        assert_eq!((tool.name(), tool.text(Field::Status)), ("HubSpot", "active"));
    }

    #[test]
    fn references_name_their_field() {
        let mut tool = tool();
        let (one, two) = (EntryId::from_bits(2), EntryId::from_bits(3));
        tool.set(Field::Manager, Value::Refs(vec![one]));
        tool.set(Field::Stakeholders, Value::Refs(vec![one, two]));
        assert_eq!(
            tool.references().collect::<Vec<_>>(),
            [(Field::Manager, one), (Field::Stakeholders, one), (Field::Stakeholders, two)]
        );
    }
}
