//! How the entries of each kind are laid out: in a table where rows are short, under headings where texts are long.

use crate::format::long::LongText;
use crate::model::{Agreement, Entry, Field, FieldSpec, Kind, Shape};
use Field as F;

/// More columns than this do not fit a page of Google Docs, upright, with a word a line.
const MOST_COLUMNS: usize = 6;

/// How a list of one kind is written.
#[derive(Debug, Clone, Copy)]
pub(in crate::format) struct Layout {
    /// The fields that stand in a table of all entries; none: there is no table.
    table: &'static [Field],
    /// Long texts that stand in the table, too, if each of them in the list is short and there is room.
    when_short: &'static [Field],
    /// Whether the fields that are not in the table may stand under a heading an entry. If not, a list that the table
    /// cannot hold whole has no table.
    split: bool,
    /// Whether the entries are read from the top, and so carry numbers.
    pub(in crate::format) numbered: bool,
    /// Whether the entries are sorted by name instead of standing in their own order.
    pub(in crate::format) sorted: bool,
    /// Whether entries say that they are a draft. Parts follow their whole, and a person is not agreed on.
    pub(in crate::format) agreement: bool,
    /// What stands before the list.
    pub(in crate::format) note: &'static str,
    /// What goes without saying.
    usual: Option<(Field, &'static str)>,
}

const HEADINGS: Layout = Layout {
    table: &[],
    when_short: &[],
    split: true,
    numbered: false,
    sorted: false,
    agreement: true,
    note: "",
    usual: None,
};

const TOOL: &[Field] = &[F::Name, F::Category, F::Manager, F::Status];

const PART: Layout = Layout { agreement: false, ..HEADINGS };

const SOURCES_NOTE: &str = "Read from the top: the first source with a rule that matches wins.";
const RULES_NOTE: &str = "Read from the top: the first rule that matches wins.";

impl Layout {
    /// The layout of a kind, with the reason for it.
    pub(in crate::format) const fn of(kind: Kind) -> Self {
        match kind {
            // Who answers for a stage, and how fast, is seen at one look; criteria and ways out are for those who read on.
            Kind::Stage => Self {
                table: &[F::Name, F::Abbreviation, F::Owner, F::SystemValue, F::Sla],
                when_short: &[F::Definition],
                ..HEADINGS
            },
            // The overview answers "which tool, and whom do I ask"; all the rest is for those who read on.
            Kind::Tool => Self { table: TOOL, when_short: &[F::Purpose], ..HEADINGS },
            // "Where does this question belong" comes first here.
            Kind::Channel => Self { table: TOOL, when_short: &[F::UseFor], ..HEADINGS },
            // One looks up what a value means; the rules are for those who set the system up.
            Kind::LeadSource => Self {
                table: &[F::Name, F::Group, F::Active],
                when_short: &[F::Definition],
                numbered: true,
                note: SOURCES_NOTE,
                ..HEADINGS
            },
            // A decision table, read from the top.
            Kind::OpportunityRule => Self {
                table: &[F::Name, F::Outcome, F::ChangeTo, F::LookBack],
                when_short: &[F::Reason],
                numbered: true,
                note: RULES_NOTE,
                ..HEADINGS
            },
            // Each has a table of its own, of the member statuses.
            Kind::CampaignType => HEADINGS,
            // Each has tables of its own, of the tokens and of their values.
            Kind::NamingConvention => HEADINGS,
            // Long by nature.
            Kind::Procedure | Kind::Entry => HEADINGS,
            // Where is it, who has it, who may see it: one row answers.
            Kind::Document => Self {
                table: &[F::Name, F::Location, F::System, F::Owner, F::Audience],
                when_short: &[F::Purpose, F::Sharing],
                ..HEADINGS
            },
            // A glossary is a table while every meaning is short; half of a word in a table and half below would send
            // the reader to and fro.
            Kind::Definition => Self {
                table: &[F::Name, F::AlsoKnownAs, F::Group, F::NotToBeConfusedWith, F::Links, F::Status],
                when_short: &[F::Definition, F::Example],
                split: false,
                sorted: true,
                usual: Some((F::Status, "current")),
                ..HEADINGS
            },
            // Short rows.
            Kind::Person => Self { table: &[F::Name, F::Role, F::Contact], ..PART },
            Kind::Team => Self { table: &[F::Name, F::Role, F::Contact, F::Members], ..PART },
            // Whom it is for is said to those who read it in the app.
            Kind::Reader => PART,
            // Parts are short rows in a table of their whole.
            Kind::SourceRule => Self { numbered: true, note: RULES_NOTE, ..PART },
            // Tokens stand in the order of the name.
            Kind::Token => Self { numbered: true, ..PART },
            Kind::Transition | Kind::MemberStatus | Kind::AllowedValue => PART,
        }
    }

    /// Whether anything is to be said about a field of an entry.
    pub(in crate::format) fn says(&self, entry: &Entry, field: Field) -> bool {
        entry.value(field).is_some_and(|value| !value.is_empty())
            && self.usual.is_none_or(|(usual, code)| usual != field || entry.text(field) != code)
    }

    /// What goes without saying in a field, if anything does.
    pub(in crate::format) fn usual_of(&self, field: Field) -> Option<&'static str> {
        self.usual.filter(|(usual, _)| *usual == field).map(|(_, code)| code)
    }

    /// The columns of the table of a list, in the order of the kind's fields; none: there is no table.
    pub(in crate::format) fn columns(&self, kind: Kind, entries: &[&Entry]) -> Vec<&'static FieldSpec> {
        let used =
            |spec: &&FieldSpec| spec.field == Field::Name || entries.iter().any(|entry| self.says(entry, spec.field));
        let fits = |spec: &&FieldSpec| {
            self.when_short.contains(&spec.field)
                && entries.iter().all(|entry| LongText::parse(entry.text(spec.field)).fits_a_cell())
        };
        let others = usize::from(self.numbered) + usize::from(self.shows_agreement(entries));
        let all: Vec<_> = kind.fields().iter().filter(used).collect();
        let mut columns: Vec<_> = all.iter().copied().filter(|spec| self.table.contains(&spec.field)).collect();
        if columns.is_empty() {
            return columns;
        }
        for spec in all.iter().copied().filter(fits) {
            if columns.len() + others < MOST_COLUMNS {
                columns.push(spec);
            }
        }
        let holds_all = columns.len() == all.len() && columns.len() + others <= MOST_COLUMNS;
        if !self.split && !holds_all {
            return Vec::new();
        }
        columns.sort_by_key(|spec| kind.fields().iter().position(|other| other.field == spec.field));
        columns
    }

    /// Whether the entries of a list differ from what is agreed, so that a table has to say so.
    pub(in crate::format) fn shows_agreement(&self, entries: &[&Entry]) -> bool {
        self.agreement && entries.iter().any(|entry| entry.agreement != Agreement::Agreed)
    }
}

/// Whether a field holds parts of names, whose every character counts: they are written as code.
pub(in crate::format) const fn is_verbatim(field: Field) -> bool {
    matches!(field, F::Separator | F::GoodExamples | F::BadExamples | F::DateFormat | F::Code)
}

/// Whether a field needs no label under the heading of its entry: it is what the entry says.
pub(in crate::format) fn is_body(spec: &FieldSpec) -> bool {
    spec.field == Field::Body && spec.shape == Shape::Text
}
