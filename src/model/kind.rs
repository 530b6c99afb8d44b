//! Kinds of entry, and which fields each has: the table that documents, files and forms follow.

use super::field::{Choice, Field, FieldSpec, Shape, Targets, Weight};
use Field as F;
use Weight::{Essential, Extra};

/// What an entry is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// A lifecycle stage.
    Stage,
    /// A way out of a stage. Belongs to the stage that it leads out of.
    Transition,
    /// A tool of marketing or sales.
    Tool,
    /// A tool for internal communication, or a channel in one.
    Channel,
    /// A value that the lead source field may have.
    LeadSource,
    /// One rule of a lead source. Belongs to it.
    SourceRule,
    /// One rule for the source of an opportunity.
    OpportunityRule,
    /// A type of campaign.
    CampaignType,
    /// What a member of a campaign did. Belongs to a campaign type.
    MemberStatus,
    /// How a thing is named.
    NamingConvention,
    /// One part of a name. Belongs to a naming convention.
    Token,
    /// A value that a token may have, with its code. Belongs to a token.
    AllowedValue,
    /// A way to do something, step by step.
    Procedure,
    /// A document, and where it lives.
    Document,
    /// What a word means.
    Definition,
    /// Somebody.
    Person,
    /// Several people.
    Team,
    /// An entry of a section that a team added.
    Entry,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 18] = [
        Self::Stage,
        Self::Transition,
        Self::Tool,
        Self::Channel,
        Self::LeadSource,
        Self::SourceRule,
        Self::OpportunityRule,
        Self::CampaignType,
        Self::MemberStatus,
        Self::NamingConvention,
        Self::Token,
        Self::AllowedValue,
        Self::Procedure,
        Self::Document,
        Self::Definition,
        Self::Person,
        Self::Team,
        Self::Entry,
    ];

    /// The fixed key in the shared document.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Transition => "transition",
            Self::Tool => "tool",
            Self::Channel => "channel",
            Self::LeadSource => "leadSource",
            Self::SourceRule => "sourceRule",
            Self::OpportunityRule => "opportunityRule",
            Self::CampaignType => "campaignType",
            Self::MemberStatus => "memberStatus",
            Self::NamingConvention => "namingConvention",
            Self::Token => "token",
            Self::AllowedValue => "allowedValue",
            Self::Procedure => "procedure",
            Self::Document => "document",
            Self::Definition => "definition",
            Self::Person => "person",
            Self::Team => "team",
            Self::Entry => "entry",
        }
    }

    /// The kind with this key.
    #[must_use]
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.key() == key)
    }

    /// The key of a list of this kind, in files.
    #[must_use]
    pub const fn list_key(self) -> &'static str {
        match self {
            Self::Stage => "stages",
            Self::Transition => "transitions",
            Self::Tool => "tools",
            Self::Channel => "channels",
            Self::LeadSource => "leadSources",
            Self::SourceRule => "rules",
            Self::OpportunityRule => "opportunityRules",
            Self::CampaignType => "campaignTypes",
            Self::MemberStatus => "memberStatuses",
            Self::NamingConvention => "namingConventions",
            Self::Token => "tokens",
            Self::AllowedValue => "allowedValues",
            Self::Procedure => "procedures",
            Self::Document => "documents",
            Self::Definition => "definitions",
            Self::Person => "people",
            Self::Team => "teams",
            Self::Entry => "entries",
        }
    }

    /// One of it, in the middle of a sentence: "lead source".
    #[must_use]
    pub const fn noun(self) -> &'static str {
        match self {
            Self::Stage => "stage",
            Self::Transition => "transition",
            Self::Tool => "tool",
            Self::Channel => "channel",
            Self::LeadSource => "lead source",
            Self::SourceRule => "rule",
            Self::OpportunityRule => "opportunity rule",
            Self::CampaignType => "campaign type",
            Self::MemberStatus => "member status",
            Self::NamingConvention => "naming convention",
            Self::Token => "token",
            Self::AllowedValue => "allowed value",
            Self::Procedure => "procedure",
            Self::Document => "document",
            Self::Definition => "definition",
            Self::Person => "person",
            Self::Team => "team",
            Self::Entry => "entry",
        }
    }

    /// The name of a list of it: "Lead sources".
    #[must_use]
    pub const fn list_name(self) -> &'static str {
        match self {
            Self::Stage => "Stages",
            Self::Transition => "Transitions out",
            Self::Tool => "Tools",
            Self::Channel => "Channels",
            Self::LeadSource => "Lead sources",
            Self::SourceRule => "Rules",
            Self::OpportunityRule => "Opportunity rules",
            Self::CampaignType => "Campaign types",
            Self::MemberStatus => "Member statuses",
            Self::NamingConvention => "Naming conventions",
            Self::Token => "Tokens",
            Self::AllowedValue => "Allowed values",
            Self::Procedure => "Procedures",
            Self::Document => "Documents",
            Self::Definition => "Definitions",
            Self::Person => "People",
            Self::Team => "Teams",
            Self::Entry => "Entries",
        }
    }

    /// The kinds of entry that belong to an entry of this kind.
    #[must_use]
    pub const fn parts(self) -> &'static [Self] {
        match self {
            Self::Stage => &[Self::Transition],
            Self::LeadSource => &[Self::SourceRule],
            Self::CampaignType => &[Self::MemberStatus],
            Self::NamingConvention => &[Self::Token],
            Self::Token => &[Self::AllowedValue],
            _ => &[],
        }
    }

    /// The kind that this one belongs to, for a kind that never stands alone.
    #[must_use]
    pub fn whole(self) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.parts().contains(&self))
    }

    /// Whether entries of this kind stand in the directory, outside all sections.
    #[must_use]
    pub const fn in_directory(self) -> bool {
        matches!(self, Self::Person | Self::Team)
    }

    /// Its fields, the most used first.
    #[must_use]
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Stage => STAGE,
            Self::Transition => TRANSITION,
            Self::Tool => TOOL,
            Self::Channel => CHANNEL,
            Self::LeadSource => LEAD_SOURCE,
            Self::SourceRule => SOURCE_RULE,
            Self::OpportunityRule => OPPORTUNITY_RULE,
            Self::CampaignType => CAMPAIGN_TYPE,
            Self::MemberStatus => MEMBER_STATUS,
            Self::NamingConvention => NAMING_CONVENTION,
            Self::Token => TOKEN,
            Self::AllowedValue => ALLOWED_VALUE,
            Self::Procedure => PROCEDURE,
            Self::Document => DOCUMENT,
            Self::Definition => DEFINITION,
            Self::Person => PERSON,
            Self::Team => TEAM,
            Self::Entry => ENTRY,
        }
    }

    /// How this kind has a field, if it has it.
    #[must_use]
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }
}

const fn spec(field: Field, label: &'static str, shape: Shape, weight: Weight, hint: &'static str) -> FieldSpec {
    FieldSpec { field, label, shape, weight, hint }
}

macro_rules! choices {
    ($($code:literal = $label:literal),+ $(,)?) => {
        Shape::Choice(&[$(Choice { code: $code, label: $label }),+])
    };
}

const STAGE: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Marketing qualified lead"),
    spec(F::Abbreviation, "Abbreviation", Shape::Line, Extra, "MQL"),
    spec(
        F::Definition,
        "Definition",
        Shape::Text,
        Essential,
        "Who is in this stage, in words a new colleague understands",
    ),
    spec(F::EntryCriteria, "Entry criteria", Shape::Text, Essential, "What must be true before a record gets here"),
    spec(F::ExitCriteria, "Exit criteria", Shape::Text, Essential, "What must happen before it moves on"),
    spec(F::Owner, "Owner", Shape::One(Targets::Parties), Essential, "Who is responsible while it is here"),
    spec(F::SystemValue, "System value", Shape::Line, Extra, "What the CRM stores, such as marketingqualifiedlead"),
    spec(F::Sla, "SLA", Shape::Line, Extra, "How fast somebody acts, such as within 24 hours"),
];

const TRANSITION: &[FieldSpec] = &[
    spec(F::ToStage, "To stage", Shape::One(Targets::Stages), Essential, "Where the record goes"),
    spec(
        F::TransitionKind,
        "Kind",
        choices!("advance" = "Advance", "recycle" = "Recycle", "disqualify" = "Disqualify"),
        Essential,
        "",
    ),
    spec(F::Trigger, "Trigger", Shape::Line, Essential, "What sets it off"),
    spec(F::DoneBy, "Who does it", Shape::One(Targets::Parties), Extra, "Who makes the change"),
    spec(F::ReasonValues, "Reason values", Shape::Words, Extra, "No budget"),
    spec(F::Note, "Note", Shape::Text, Extra, "Anything else worth knowing"),
];

macro_rules! tool_fields {
    ($($more:expr),* $(,)?) => {
        &[
            spec(F::Name, "Name", Shape::Line, Essential, "Name of the tool"),
            spec(F::Category, "Category", Shape::Suggested, Essential, "The job it does, such as marketing automation"),
            spec(F::Purpose, "Purpose", Shape::Text, Essential, "What we have it for"),
            $($more,)*
            spec(F::Usage, "How we use it", Shape::Text, Extra, "What happens in it, and what does not"),
            spec(F::Manager, "Manager", Shape::One(Targets::Parties), Essential, "Whom to ask"),
            spec(F::Stakeholders, "Stakeholders", Shape::Many(Targets::Parties), Extra, "Who else has a say"),
            spec(F::Link, "Link", Shape::Link, Extra, "https://"),
            spec(F::GuideLink, "Guide link", Shape::Link, Extra, "https://"),
            spec(
                F::Status,
                "Status",
                choices!("active" = "Active", "trial" = "Trial", "retiring" = "Retiring", "retired" = "Retired"),
                Essential,
                "",
            ),
            spec(F::Access, "Who has access", Shape::Line, Extra, "All of marketing; sales on request"),
            spec(F::SignIn, "Sign-in", Shape::Line, Extra, "Single sign-on, or an account of its own"),
            spec(F::DataClassification, "Data classification", Shape::Suggested, Extra, "Personal data, confidential, public"),
            spec(F::Cost, "Cost", Shape::Line, Extra, "1,200 a month"),
            spec(F::RenewalDate, "Renewal date", Shape::Date, Extra, ""),
            spec(F::IntegratesWith, "Integrates with", Shape::Many(Targets::Tools), Extra, "Tools it exchanges data with"),
        ]
    };
}

const TOOL: &[FieldSpec] = tool_fields!();

const CHANNEL: &[FieldSpec] = tool_fields!(
    spec(F::UseFor, "Use it for", Shape::Text, Essential, "What belongs here"),
    spec(F::NotFor, "Not for", Shape::Text, Extra, "What belongs elsewhere, and where"),
    spec(F::NamingPrefix, "Naming prefix", Shape::Line, Extra, "mktg-"),
);

const LEAD_SOURCE: &[FieldSpec] = &[
    spec(F::Name, "Value", Shape::Line, Essential, "What the field says, such as Paid Search"),
    spec(F::Group, "Group", Shape::Suggested, Extra, "Paid, owned, earned"),
    spec(F::Definition, "Definition", Shape::Text, Essential, "When a lead has this source"),
    spec(F::Active, "Active", Shape::Flag, Extra, ""),
];

const SOURCE_RULE: &[FieldSpec] = &[
    spec(F::UtmSource, "UTM source", Shape::Line, Extra, "google"),
    spec(F::UtmMedium, "UTM medium", Shape::Line, Extra, "cpc"),
    spec(F::UtmCampaign, "UTM campaign", Shape::Line, Extra, "contains brand"),
    spec(F::Referrer, "Referrer", Shape::Line, Extra, "google.com"),
    spec(F::LandingPage, "Landing page", Shape::Line, Extra, "/demo"),
    spec(F::OtherCondition, "Other condition", Shape::Line, Extra, "came in on a list of an event"),
];

const OPPORTUNITY_RULE: &[FieldSpec] = &[
    spec(F::Name, "Situation", Shape::Line, Essential, "When this happens"),
    spec(
        F::Outcome,
        "Outcome",
        choices!("keep" = "Keep the original source", "change" = "Change it to"),
        Essential,
        "",
    ),
    spec(F::ChangeTo, "Change it to", Shape::One(Targets::LeadSources), Extra, "The source it gets instead"),
    spec(F::LookBack, "Look-back window", Shape::Line, Extra, "90 days"),
    spec(F::Reason, "Reason", Shape::Text, Essential, "Why we decided so"),
];

const CAMPAIGN_TYPE: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Webinar"),
    spec(F::Description, "Description", Shape::Text, Essential, "What counts as a campaign of this type"),
    spec(
        F::Setting,
        "Online or offline",
        choices!("online" = "Online", "offline" = "Offline", "both" = "Both"),
        Essential,
        "",
    ),
];

const MEMBER_STATUS: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Attended"),
    spec(F::Definition, "Definition", Shape::Line, Essential, "When somebody gets this status"),
    spec(F::CountsAsSuccess, "Counts as success", Shape::Flag, Extra, ""),
];

const NAMING_CONVENTION: &[FieldSpec] = &[
    spec(F::Name, "What it names", Shape::Line, Essential, "Campaigns in the CRM"),
    spec(F::Separator, "Separator", Shape::Line, Extra, "_"),
    spec(F::GoodExamples, "Good examples", Shape::Words, Essential, "2026-11_WBN_DACH_Data-Day"),
    spec(F::BadExamples, "Bad examples", Shape::Words, Extra, "webinar final NEW"),
];

/// Code of the token kind whose text is chosen from a list.
pub const TOKEN_VALUES: &str = "values";
/// Code of the token kind whose text is free.
pub const TOKEN_FREE: &str = "free";
/// Code of the token kind whose text is a date.
pub const TOKEN_DATE: &str = "date";

const TOKEN: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Region"),
    spec(
        F::TokenKind,
        "Kind",
        Shape::Choice(&[
            Choice { code: TOKEN_VALUES, label: "Allowed values" },
            Choice { code: TOKEN_FREE, label: "Free text" },
            Choice { code: TOKEN_DATE, label: "Date" },
        ]),
        Essential,
        "",
    ),
    spec(F::DateFormat, "Date format", Shape::Line, Extra, "YYYY-MM"),
];

const ALLOWED_VALUE: &[FieldSpec] =
    &[spec(F::Name, "Value", Shape::Line, Essential, "Webinar"), spec(F::Code, "Code", Shape::Line, Essential, "WBN")];

const PROCEDURE: &[FieldSpec] = &[
    spec(F::Name, "Title", Shape::Line, Essential, "Leads from a conference"),
    spec(F::Body, "Body", Shape::Text, Essential, "Step by step, who does what, and by when"),
];

const DOCUMENT: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Brand guidelines"),
    spec(F::Purpose, "What it is for", Shape::Text, Essential, "When a colleague needs it"),
    spec(F::Location, "Location", Shape::Link, Essential, "Link or path"),
    spec(F::System, "System", Shape::Suggested, Extra, "Google Drive"),
    spec(F::Owner, "Owner", Shape::One(Targets::Parties), Essential, "Who keeps it up to date"),
    spec(
        F::Audience,
        "Audience",
        choices!("public" = "Public", "internal" = "Internal", "limited" = "Limited", "partners" = "Partners"),
        Essential,
        "",
    ),
    spec(F::Sharing, "How to share", Shape::Text, Extra, "What to do before it leaves the company"),
];

const DEFINITION: &[FieldSpec] = &[
    spec(F::Name, "Term", Shape::Line, Essential, "iMQL"),
    spec(F::AlsoKnownAs, "Also known as", Shape::Words, Extra, "Inbound MQL"),
    spec(F::Definition, "Definition", Shape::Text, Essential, "One meaning, in one or two sentences"),
    spec(F::Group, "Group", Shape::Suggested, Extra, "Lifecycle"),
    spec(F::Example, "Example", Shape::Text, Extra, "For instance"),
    spec(
        F::NotToBeConfusedWith,
        "Not to be confused with",
        Shape::Many(Targets::Terms),
        Extra,
        "A word that sounds alike",
    ),
    spec(F::Links, "Links", Shape::Words, Extra, "https://"),
    spec(F::Status, "Status", choices!("current" = "Current", "retired" = "Retired"), Extra, ""),
];

const PERSON: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Full name"),
    spec(F::Role, "Role", Shape::Line, Essential, "Marketing operations manager"),
    spec(F::Contact, "Contact", Shape::Line, Essential, "Mail address or chat name"),
];

const TEAM: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Marketing operations"),
    spec(F::Role, "Role", Shape::Line, Extra, "What the team answers for"),
    spec(F::Contact, "Contact", Shape::Line, Essential, "Channel or mail address"),
    spec(F::Members, "Members", Shape::Many(Targets::People), Essential, "Who is in it"),
];

const ENTRY: &[FieldSpec] = &[
    spec(F::Name, "Title", Shape::Line, Essential, "What it is about"),
    spec(F::Body, "Body", Shape::Text, Essential, "What a colleague would look up here"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_name_one_kind_each() {
        for kind in Kind::ALL {
            assert_eq!(Kind::from_key(kind.key()), Some(kind));
        }
    }

    #[test]
    fn no_kind_has_a_field_twice() {
        for kind in Kind::ALL {
            for spec in kind.fields() {
                assert_eq!(kind.fields().iter().filter(|other| other.field == spec.field).count(), 1, "{kind:?}");
                assert_eq!(kind.fields().iter().filter(|other| other.label == spec.label).count(), 1, "{kind:?}");
            }
        }
    }

    #[test]
    fn every_field_belongs_to_some_kind() {
        for field in Field::ALL {
            assert!(Kind::ALL.iter().any(|kind| kind.field(*field).is_some()), "{field:?}");
        }
    }

    #[test]
    fn parts_know_their_whole() {
        assert_eq!(Kind::Transition.whole(), Some(Kind::Stage));
        assert_eq!(Kind::AllowedValue.whole(), Some(Kind::Token));
        assert_eq!(Kind::Tool.whole(), None);
    }
}
