//! Fields: their names, their shapes and their values.

use super::{EntryId, Kind};
use std::collections::HashSet;
use std::hash::Hash;

macro_rules! fields {
    ($($(#[$doc:meta])* $name:ident = $key:literal),+ $(,)?) => {
        /// Every field that any kind of entry has. Which kind has which is said in [`super::kind`].
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $name),+
        }

        impl Field {
            /// All fields.
            pub const ALL: &'static [Self] = &[$(Self::$name),+];

            /// The fixed key in files and in the shared document. It never changes with the label.
            #[must_use]
            pub const fn key(self) -> &'static str {
                match self {
                    $(Self::$name => $key),+
                }
            }
        }
    };
}

fields! {
    /// What the entry is called: a name, a term, a title or a value.
    Name = "name",
    /// Short form of the name.
    Abbreviation = "abbreviation",
    /// What the thing is.
    Definition = "definition",
    /// What lets a record into a stage.
    EntryCriteria = "entryCriteria",
    /// What lets a record out of a stage.
    ExitCriteria = "exitCriteria",
    /// Who answers for it.
    Owner = "owner",
    /// What the CRM stores.
    SystemValue = "systemValue",
    /// How fast somebody has to act (service level agreement).
    Sla = "sla",
    /// The stage that a transition leads to.
    ToStage = "toStage",
    /// Advance, recycle or disqualify.
    TransitionKind = "transitionKind",
    /// What sets a transition off.
    Trigger = "trigger",
    /// Who makes the transition.
    DoneBy = "doneBy",
    /// The values that the reason field may have.
    ReasonValues = "reasonValues",
    /// Anything else.
    Note = "note",
    /// The job that a tool does.
    Category = "category",
    /// What it is for.
    Purpose = "purpose",
    /// How the team works with a tool.
    Usage = "usage",
    /// Who runs a tool.
    Manager = "manager",
    /// Who has a say in it.
    Stakeholders = "stakeholders",
    /// Where a tool is.
    Link = "link",
    /// Where its guide is.
    GuideLink = "guideLink",
    /// Where a tool or a definition is in its life.
    Status = "status",
    /// Who may use a tool.
    Access = "access",
    /// How one signs in.
    SignIn = "signIn",
    /// What kind of data it holds.
    DataClassification = "dataClassification",
    /// What it costs.
    Cost = "cost",
    /// When the contract renews.
    RenewalDate = "renewalDate",
    /// The tools that it exchanges data with.
    IntegratesWith = "integratesWith",
    /// What a channel is for.
    UseFor = "useFor",
    /// What a channel is not for.
    NotFor = "notFor",
    /// How names in a channel begin.
    NamingPrefix = "namingPrefix",
    /// The family that an entry belongs to.
    Group = "group",
    /// Whether a lead source may still be chosen.
    Active = "active",
    /// Condition on `utm_source`.
    UtmSource = "utmSource",
    /// Condition on `utm_medium`.
    UtmMedium = "utmMedium",
    /// Condition on `utm_campaign`.
    UtmCampaign = "utmCampaign",
    /// Condition on the referring site.
    Referrer = "referrer",
    /// Condition on the page that a visitor came in by.
    LandingPage = "landingPage",
    /// Any other condition, in words.
    OtherCondition = "otherCondition",
    /// What an opportunity rule decides.
    Outcome = "outcome",
    /// The source that an opportunity gets instead.
    ChangeTo = "changeTo",
    /// How far back a touch may lie.
    LookBack = "lookBack",
    /// Why it is so.
    Reason = "reason",
    /// What a campaign type covers.
    Description = "description",
    /// Online, offline or both.
    Setting = "setting",
    /// Whether a member status counts as a response.
    CountsAsSuccess = "countsAsSuccess",
    /// What stands between two tokens of a name.
    Separator = "separator",
    /// Names that follow the convention.
    GoodExamples = "goodExamples",
    /// Names that do not.
    BadExamples = "badExamples",
    /// How a token gets its text.
    TokenKind = "tokenKind",
    /// How a date token is written, such as `YYYY-MM`.
    DateFormat = "dateFormat",
    /// The short form that stands in a name.
    Code = "code",
    /// The text of a procedure or of an entry of a custom section.
    Body = "body",
    /// Link or path of a document.
    Location = "location",
    /// The system that holds a document.
    System = "system",
    /// Who may see a document.
    Audience = "audience",
    /// How a document is shared.
    Sharing = "sharing",
    /// Other words for the same thing.
    AlsoKnownAs = "alsoKnownAs",
    /// For instance.
    Example = "example",
    /// Definitions that are often taken for this one.
    NotToBeConfusedWith = "notToBeConfusedWith",
    /// Where to read more.
    Links = "links",
    /// What a person does.
    Role = "role",
    /// How to reach a person or a team.
    Contact = "contact",
    /// Who is in a team.
    Members = "members",
    /// The entries that matter to somebody who reads.
    Reads = "reads",
    /// The sections of which everything does: their ids.
    ReadsSections = "readsSections",
}

impl Field {
    /// The field with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|field| field.key() == key)
    }
}

/// One of a few fixed values.
#[derive(Debug, PartialEq, Eq)]
pub struct Choice {
    /// What is stored.
    pub code: &'static str,
    /// What is shown.
    pub label: &'static str,
}

/// What a reference may point at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Targets {
    /// People and teams.
    Parties,
    /// People only.
    People,
    /// Tools and channels.
    Tools,
    /// Lifecycle stages.
    Stages,
    /// Lead sources.
    LeadSources,
    /// Definitions and lifecycle stages: both are words that people mix up.
    Terms,
    /// Whatever stands in a section or in the directory.
    Anything,
}

impl Targets {
    /// The kinds that may be pointed at. The first is the one created for a new name.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Parties => &[Kind::Person, Kind::Team],
            Self::People => &[Kind::Person],
            Self::Tools => &[Kind::Tool, Kind::Channel],
            Self::Stages => &[Kind::Stage],
            Self::LeadSources => &[Kind::LeadSource],
            Self::Terms => &[Kind::Definition, Kind::Stage],
            Self::Anything => &[
                Kind::Entry,
                Kind::Definition,
                Kind::Stage,
                Kind::Tool,
                Kind::Channel,
                Kind::LeadSource,
                Kind::OpportunityRule,
                Kind::CampaignType,
                Kind::NamingConvention,
                Kind::Procedure,
                Kind::Document,
                Kind::Person,
                Kind::Team,
            ],
        }
    }

    /// Whether a new name typed into the field makes a new entry: true for people and teams, which have no
    /// place of their own that one would have to choose.
    #[must_use]
    pub const fn creates(self) -> bool {
        matches!(self, Self::Parties | Self::People)
    }
}

/// What a field holds, which decides how it is stored, edited and written to files.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// One line of text.
    Line,
    /// One line of text, for which the values already used in the playbook are suggested.
    Suggested,
    /// Markdown.
    Text,
    /// An address: http, https, mailto, or a path.
    Link,
    /// A date as `YYYY-MM-DD`.
    Date,
    /// One of these, or nothing.
    Choice(&'static [Choice]),
    /// Yes or no.
    Flag,
    /// At most one reference.
    One(Targets),
    /// Any number of references.
    Many(Targets),
    /// Any number of short texts.
    Words,
}

/// How much an entry lacks when a field is empty.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Counts towards completeness; shown even when empty.
    Essential,
    /// Shown only when filled, or when the entry is opened.
    Extra,
}

/// A field as one kind of entry has it.
#[derive(Debug, PartialEq, Eq)]
pub struct FieldSpec {
    /// Which field.
    pub field: Field,
    /// Its name on the screen and in documents.
    pub label: &'static str,
    /// What it holds.
    pub shape: Shape,
    /// Whether completeness counts it.
    pub weight: Weight,
    /// What to write there; shown while it is empty.
    pub hint: &'static str,
}

/// What stands in a field. The variant follows from the field's [`Shape`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// Line, suggested, link, date and choice (its code).
    Line(String),
    /// Markdown.
    Text(String),
    /// Yes or no.
    Flag(bool),
    /// References, in the order in which they were added. A [`Shape::One`] has at most one.
    Refs(Vec<EntryId>),
    /// Short texts, in order.
    Words(Vec<String>),
}

impl Value {
    /// The value of an empty field.
    #[must_use]
    pub const fn empty(shape: Shape) -> Self {
        match shape {
            Shape::Text => Self::Text(String::new()),
            Shape::Flag => Self::Flag(false),
            Shape::One(_) | Shape::Many(_) => Self::Refs(Vec::new()),
            Shape::Words => Self::Words(Vec::new()),
            Shape::Line | Shape::Suggested | Shape::Link | Shape::Date | Shape::Choice(_) => Self::Line(String::new()),
        }
    }

    /// Whether nothing was filled in. A flag is always filled in: no is an answer.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Line(text) | Self::Text(text) => text.trim().is_empty(),
            Self::Flag(_) => false,
            Self::Refs(ids) => ids.is_empty(),
            Self::Words(words) => words.is_empty(),
        }
    }

    /// Whether a field of this shape can hold this value.
    #[must_use]
    pub fn fits(&self, shape: Shape) -> bool {
        match (self, shape) {
            (Self::Line(code), Shape::Choice(choices)) => {
                code.is_empty() || choices.iter().any(|choice| choice.code == code)
            }
            (Self::Line(_), Shape::Line | Shape::Suggested | Shape::Link | Shape::Date)
            | (Self::Text(_), Shape::Text)
            | (Self::Flag(_), Shape::Flag)
            | (Self::Refs(_), Shape::Many(_))
            | (Self::Words(_), Shape::Words) => true,
            (Self::Refs(ids), Shape::One(_)) => ids.len() <= 1,
            _ => false,
        }
    }

    /// The value as it is stored: line ends are `\n`, a line has none, NUL (which cuts documents off in other
    /// programs) is gone, no reference or word stands twice, no word is empty.
    #[must_use]
    pub fn cleaned(self) -> Self {
        match self {
            Self::Line(text) => Self::Line(clean_line(&text)),
            Self::Text(text) => Self::Text(clean_text(text)),
            Self::Flag(flag) => Self::Flag(flag),
            Self::Refs(ids) => Self::Refs(without_repeats(ids)),
            Self::Words(words) => Self::Words(without_repeats(
                words.iter().map(|word| clean_line(word).trim().to_owned()).filter(|word| !word.is_empty()),
            )),
        }
    }
}

/// Line ends as `\n`, and no NUL.
#[must_use]
pub fn clean_text(text: String) -> String {
    if text.contains(['\r', '\0']) { text.replace("\r\n", "\n").replace('\r', "\n").replace('\0', "") } else { text }
}

/// No line ends and no NUL.
#[must_use]
pub fn clean_line(text: &str) -> String {
    if text.contains(['\r', '\n', '\0']) {
        text.replace("\r\n", " ").replace(['\r', '\n'], " ").replace('\0', "")
    } else {
        text.to_owned()
    }
}

/// In linear time: a file may hold a list of a million words.
fn without_repeats<T: Clone + Eq + Hash>(items: impl IntoIterator<Item = T>) -> Vec<T> {
    let mut seen = HashSet::new();
    items.into_iter().filter(|item| seen.insert(item.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_one_field_each() {
        for field in Field::ALL {
            assert_eq!(Field::from_key(field.key()), Some(*field));
        }
        assert_eq!(Field::from_key("colour"), None);
    }

    #[test]
    fn cleaning_leaves_what_can_be_stored() {
        let id = EntryId::from_bits(1);
        for (given, kept) in [
            (Value::Line("a\r\nb\0".into()), Value::Line("a b".into())),
            (Value::Text("a\r\nb\rc\0".into()), Value::Text("a\nb\nc".into())),
            (Value::Refs(vec![id, id]), Value::Refs(vec![id])),
            (Value::Words(vec![" x ".into(), String::new(), "x".into()]), Value::Words(vec!["x".into()])),
        ] {
            assert_eq!(given.cleaned(), kept);
        }
    }

    #[test]
    fn a_value_fits_its_shape_only() {
        const STATUS: Shape = Shape::Choice(&[Choice { code: "active", label: "Active" }]);
        assert!(Value::Line("active".into()).fits(STATUS));
        assert!(Value::Line(String::new()).fits(STATUS));
        assert!(!Value::Line("gone".into()).fits(STATUS));
        assert!(!Value::Flag(true).fits(Shape::Line));
        assert!(!Value::Refs(vec![EntryId::from_bits(1), EntryId::from_bits(2)]).fits(Shape::One(Targets::People)));
    }
}
