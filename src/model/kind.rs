//! Kinds of entry, and which fields each has: the table that documents, files and forms follow.

mod tables;

use super::field::{Field, FieldSpec};
use crate::language::Word;
pub use tables::{TOKEN_DATE, TOKEN_FREE, TOKEN_VALUES};

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
    /// Whom the playbook is read by, such as new colleagues in sales, and what of it matters to them.
    Reader,
    /// An entry of a section that a team added.
    Entry,
}

impl Kind {
    /// All kinds.
    pub const ALL: [Self; 19] = [
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
        Self::Reader,
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
            Self::Reader => "reader",
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
            Self::Reader => "readers",
            Self::Entry => "entries",
        }
    }

    /// What one without a name is called, with these words: "Untitled lead source".
    #[must_use]
    pub fn untitled(self, word: Word) -> String {
        word("Untitled {}").replace("{}", word(self.noun()))
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
            Self::Reader => "reader",
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
            Self::Reader => "Readers",
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
        matches!(self, Self::Person | Self::Team | Self::Reader)
    }

    /// Its fields, the most used first.
    #[must_use]
    pub const fn fields(self) -> &'static [FieldSpec] {
        match self {
            Self::Stage => tables::STAGE,
            Self::Transition => tables::TRANSITION,
            Self::Tool => tables::TOOL,
            Self::Channel => tables::CHANNEL,
            Self::LeadSource => tables::LEAD_SOURCE,
            Self::SourceRule => tables::SOURCE_RULE,
            Self::OpportunityRule => tables::OPPORTUNITY_RULE,
            Self::CampaignType => tables::CAMPAIGN_TYPE,
            Self::MemberStatus => tables::MEMBER_STATUS,
            Self::NamingConvention => tables::NAMING_CONVENTION,
            Self::Token => tables::TOKEN,
            Self::AllowedValue => tables::ALLOWED_VALUE,
            Self::Procedure => tables::PROCEDURE,
            Self::Document => tables::DOCUMENT,
            Self::Definition => tables::DEFINITION,
            Self::Person => tables::PERSON,
            Self::Team => tables::TEAM,
            Self::Reader => tables::READER,
            Self::Entry => tables::ENTRY,
        }
    }

    /// How this kind has a field, if it has it.
    #[must_use]
    pub fn field(self, field: Field) -> Option<&'static FieldSpec> {
        self.fields().iter().find(|spec| spec.field == field)
    }
}

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
