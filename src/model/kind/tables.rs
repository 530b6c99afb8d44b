//! The fields of each kind: the table itself. To add a field, add a line here and, where it is new to the whole
//! playbook, a name in [`crate::model::field`].

use crate::model::field::{Choice, Field as F, FieldSpec, Shape, Targets, Weight};
use Weight::{Essential, Extra};

const fn spec(field: F, label: &'static str, shape: Shape, weight: Weight, hint: &'static str) -> FieldSpec {
    FieldSpec { field, label, shape, weight, hint }
}

macro_rules! choices {
    ($($code:literal = $label:literal),+ $(,)?) => {
        Shape::Choice(&[$(Choice { code: $code, label: $label }),+])
    };
}

pub(super) const STAGE: &[FieldSpec] = &[
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

pub(super) const TRANSITION: &[FieldSpec] = &[
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

pub(super) const TOOL: &[FieldSpec] = tool_fields!();

pub(super) const CHANNEL: &[FieldSpec] = tool_fields!(
    spec(F::UseFor, "Use it for", Shape::Text, Essential, "What belongs here"),
    spec(F::NotFor, "Not for", Shape::Text, Extra, "What belongs elsewhere, and where"),
    spec(F::NamingPrefix, "Naming prefix", Shape::Line, Extra, "mktg-"),
);

pub(super) const LEAD_SOURCE: &[FieldSpec] = &[
    spec(F::Name, "Value", Shape::Line, Essential, "What the field says, such as Paid Search"),
    spec(F::Group, "Group", Shape::Suggested, Extra, "Paid, owned, earned"),
    spec(F::Definition, "Definition", Shape::Text, Essential, "When a lead has this source"),
    spec(F::Active, "Active", Shape::Flag, Extra, ""),
];

pub(super) const SOURCE_RULE: &[FieldSpec] = &[
    spec(F::UtmSource, "UTM source", Shape::Line, Extra, "google"),
    spec(F::UtmMedium, "UTM medium", Shape::Line, Extra, "cpc"),
    spec(F::UtmCampaign, "UTM campaign", Shape::Line, Extra, "contains brand"),
    spec(F::Referrer, "Referrer", Shape::Line, Extra, "google.com"),
    spec(F::LandingPage, "Landing page", Shape::Line, Extra, "/demo"),
    spec(F::OtherCondition, "Other condition", Shape::Line, Extra, "came in on a list of an event"),
];

pub(super) const OPPORTUNITY_RULE: &[FieldSpec] = &[
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

pub(super) const CAMPAIGN_TYPE: &[FieldSpec] = &[
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

pub(super) const MEMBER_STATUS: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Attended"),
    spec(F::Definition, "Definition", Shape::Line, Essential, "When somebody gets this status"),
    spec(F::CountsAsSuccess, "Counts as success", Shape::Flag, Extra, ""),
];

pub(super) const NAMING_CONVENTION: &[FieldSpec] = &[
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

pub(super) const TOKEN: &[FieldSpec] = &[
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

pub(super) const ALLOWED_VALUE: &[FieldSpec] =
    &[spec(F::Name, "Value", Shape::Line, Essential, "Webinar"), spec(F::Code, "Code", Shape::Line, Essential, "WBN")];

pub(super) const PROCEDURE: &[FieldSpec] = &[
    spec(F::Name, "Title", Shape::Line, Essential, "Leads from a conference"),
    spec(F::Body, "Body", Shape::Text, Essential, "Step by step, who does what, and by when"),
];

pub(super) const DOCUMENT: &[FieldSpec] = &[
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

pub(super) const DEFINITION: &[FieldSpec] = &[
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

pub(super) const PERSON: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Full name"),
    spec(F::Role, "Role", Shape::Line, Essential, "Marketing operations manager"),
    spec(F::Contact, "Contact", Shape::Line, Essential, "Mail address or chat name"),
];

pub(super) const TEAM: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "Marketing operations"),
    spec(F::Role, "Role", Shape::Line, Extra, "What the team answers for"),
    spec(F::Contact, "Contact", Shape::Line, Essential, "Channel or mail address"),
    spec(F::Members, "Members", Shape::Many(Targets::People), Essential, "Who is in it"),
];

pub(super) const READER: &[FieldSpec] = &[
    spec(F::Name, "Name", Shape::Line, Essential, "New in sales"),
    spec(F::Purpose, "What they come for", Shape::Text, Essential, "What they should know after ten minutes"),
    spec(F::Reads, "Entries that matter", Shape::Many(Targets::Anything), Extra, "Name an entry"),
    spec(F::ReadsSections, "Sections that matter", Shape::Words, Extra, ""),
];

pub(super) const ENTRY: &[FieldSpec] = &[
    spec(F::Name, "Title", Shape::Line, Essential, "What it is about"),
    spec(F::Body, "Body", Shape::Text, Essential, "What a colleague would look up here"),
];
