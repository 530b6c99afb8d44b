//! Sections: the nine standard ones, and those that a team adds.

use super::{CustomSectionId, Kind, OrderKey};
use crate::language::{Word, tr};
use std::fmt;
use std::str::FromStr;

/// The nine sections that every playbook has, in their standard order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StandardSection {
    /// Tools that bring in and nurture demand.
    DemandGenerationTools,
    /// Tools that sales works with.
    SalesTools,
    /// Where colleagues talk to each other, and about what.
    InternalCommunicationTools,
    /// Lifecycle stages and the transitions between them.
    LifecycleManagement,
    /// How a lead gets its source.
    LeadSourceAttribution,
    /// How an opportunity gets its source.
    OpportunitySourceAttribution,
    /// Campaign types, naming conventions and procedures.
    CampaignManagement,
    /// Where documents live, and who may see them.
    InternalDocumentManagement,
    /// What each word means.
    Definitions,
}

impl StandardSection {
    /// All nine, in the standard order.
    pub const ALL: [Self; 9] = [
        Self::DemandGenerationTools,
        Self::SalesTools,
        Self::InternalCommunicationTools,
        Self::LifecycleManagement,
        Self::LeadSourceAttribution,
        Self::OpportunitySourceAttribution,
        Self::CampaignManagement,
        Self::InternalDocumentManagement,
        Self::Definitions,
    ];

    /// The name that a section has until a team renames it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::DemandGenerationTools => "Demand Generation Tools",
            Self::SalesTools => "Sales Tools",
            Self::InternalCommunicationTools => "Internal Communication Tools",
            Self::LifecycleManagement => "Lifecycle Management",
            Self::LeadSourceAttribution => "Lead Source Attribution",
            Self::OpportunitySourceAttribution => "Opportunity Source Attribution",
            Self::CampaignManagement => "Marketing Campaign Management & Reporting",
            Self::InternalDocumentManagement => "Internal Document Management",
            Self::Definitions => "Definitions",
        }
    }

    /// The fixed id, in addresses, files and the shared document. It never changes with the name.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::DemandGenerationTools => "demand-generation-tools",
            Self::SalesTools => "sales-tools",
            Self::InternalCommunicationTools => "internal-communication-tools",
            Self::LifecycleManagement => "lifecycle-management",
            Self::LeadSourceAttribution => "lead-source-attribution",
            Self::OpportunitySourceAttribution => "opportunity-source-attribution",
            Self::CampaignManagement => "campaign-management",
            Self::InternalDocumentManagement => "internal-document-management",
            Self::Definitions => "definitions",
        }
    }

    /// The kinds of entry that it holds, in the order they are shown.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::DemandGenerationTools | Self::SalesTools => &[Kind::Tool],
            Self::InternalCommunicationTools => &[Kind::Channel],
            Self::LifecycleManagement => &[Kind::Stage],
            Self::LeadSourceAttribution => &[Kind::LeadSource],
            Self::OpportunitySourceAttribution => &[Kind::OpportunityRule],
            Self::CampaignManagement => &[Kind::CampaignType, Kind::NamingConvention, Kind::Procedure],
            Self::InternalDocumentManagement => &[Kind::Document],
            Self::Definitions => &[Kind::Definition],
        }
    }

    /// What belongs here, in one or two sentences: shown while the section has no entries.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::DemandGenerationTools => {
                "List every tool that brings people in: what job it does, who runs it, and who to ask for access."
            }
            Self::SalesTools => {
                "List the tools sales works in every day, with who manages each one and how it connects to the CRM."
            }
            Self::InternalCommunicationTools => {
                "Say which channel is for what, so that a question reaches the right people the first time."
            }
            Self::LifecycleManagement => {
                "Write down each stage a record passes through, what lets it in, what moves it on, and who is responsible."
            }
            Self::LeadSourceAttribution => {
                "List the values your lead source field may have, and the rules that choose one. The first rule that matches wins."
            }
            Self::OpportunitySourceAttribution => {
                "Decide, case by case, which source an opportunity gets. Rules are read from the top; the first that fits wins."
            }
            Self::CampaignManagement => {
                "Describe your campaign types and member statuses, how campaigns are named, and how events are handled step by step."
            }
            Self::InternalDocumentManagement => {
                "Say where each important document lives, who owns it, and who may see it."
            }
            Self::Definitions => {
                "Give every word one meaning. Start with the two that are confused most often in your meetings."
            }
        }
    }

    fn position(self) -> usize {
        Self::ALL.iter().position(|section| *section == self).unwrap_or_default()
    }
}

/// Which section: one of the nine, or one that a team added.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum SectionId {
    /// One of the nine.
    Standard(StandardSection),
    /// Added by a team.
    Custom(CustomSectionId),
}

impl SectionId {
    /// The kinds of entry that the section holds, in the order they are shown.
    #[must_use]
    pub const fn kinds(self) -> &'static [Kind] {
        match self {
            Self::Standard(section) => section.kinds(),
            Self::Custom(_) => &[Kind::Entry],
        }
    }

    /// What belongs here, for the empty section.
    #[must_use]
    pub const fn purpose(self) -> &'static str {
        match self {
            Self::Standard(section) => section.purpose(),
            Self::Custom(_) => "This section is yours: write one entry for each thing a colleague would look up.",
        }
    }

    /// The name that the section has until it is given another.
    #[must_use]
    pub const fn default_name(self) -> &'static str {
        match self {
            Self::Standard(section) => section.name(),
            Self::Custom(_) => "Untitled section",
        }
    }
}

impl fmt::Display for SectionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard(section) => f.write_str(section.slug()),
            Self::Custom(id) => id.fmt(f),
        }
    }
}

impl FromStr for SectionId {
    type Err = super::id::InvalidId;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match StandardSection::ALL.iter().find(|section| section.slug() == text) {
            Some(section) => Ok(Self::Standard(*section)),
            None => text.parse().map(Self::Custom),
        }
    }
}

/// A section's own properties. Its entries are found by [`super::Home`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Section {
    /// Which section.
    pub id: SectionId,
    /// The name shown; never empty for display, see [`Section::title`].
    pub name: String,
    /// Left out of navigation, overview and Markdown, but kept.
    pub hidden: bool,
    /// In the bin, with all that stands in it. Only sections that a team added can be.
    pub deleted: bool,
    /// Place among the sections.
    pub order: OrderKey,
    /// Markdown.
    pub introduction: String,
}

impl Section {
    /// A section as it is before anybody changed anything.
    #[must_use]
    pub fn new(id: SectionId) -> Self {
        let order = match id {
            SectionId::Standard(section) => {
                OrderKey::spread(StandardSection::ALL.len()).swap_remove(section.position())
            }
            SectionId::Custom(_) => OrderKey::default(),
        };
        Self {
            id,
            name: id.default_name().to_owned(),
            hidden: false,
            deleted: false,
            order,
            introduction: String::new(),
        }
    }

    /// The name; in the reader's language where it is the standard one, or was cleared.
    #[must_use]
    pub fn title(&self) -> &str {
        self.title_in(tr)
    }

    /// The same in the language of these words.
    #[must_use]
    pub fn title_in(&self, word: Word) -> &str {
        let standard = self.id.default_name();
        match self.name.trim() {
            "" => word(standard),
            name if name == standard => word(standard),
            name => name,
        }
    }

    /// The name as files have it, whatever language it is read in; the standard one where it was cleared.
    #[must_use]
    pub fn written_title(&self) -> &str {
        self.title_in(|english| english)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn section_ids_survive_their_text() {
        let custom = SectionId::Custom(CustomSectionId::from_bits(7));
        for id in StandardSection::ALL.map(SectionId::Standard).into_iter().chain([custom]) {
            assert_eq!(id.to_string().parse(), Ok(id));
        }
    }

    #[test]
    fn standard_sections_keep_their_order() {
        let orders = StandardSection::ALL.map(|s| Section::new(SectionId::Standard(s)).order);
        assert!(orders.is_sorted_by(|a, b| a < b));
    }
}
