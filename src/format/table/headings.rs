//! What the headings of tables are called out there, and how well one fits a field.

use super::german;
use crate::format::labels::Labels;
use crate::model::{Field, Field as F, FieldSpec, Kind};

/// How well a heading fits, at best.
pub(super) const EXACTLY: u32 = 100;
/// What is no longer taken for a fit.
pub(super) const HARDLY: u32 = 40;
/// A heading that anything may have.
pub(super) const GENERIC: u32 = 30;

/// A heading as it is compared: its words in small letters. `HasResponded__c` and `Has responded?` are the same.
pub(super) fn words(heading: &str) -> String {
    let heading = heading.strip_suffix("__c").unwrap_or(heading);
    let mut spread = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if !c.is_alphanumeric() {
            spread.push(' ');
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                spread.push(' ');
            }
            spread.extend(c.to_lowercase());
        }
        before = c;
    }
    let spread = spread.split_whitespace().collect::<Vec<_>>().join(" ");
    spread.replace("e mail", "email").replace("log in", "login").replace("web site", "website")
}

/// How well a heading, as [`words`], fits a field of a kind.
pub(super) fn fits(kind: Kind, spec: &FieldSpec, heading: &str) -> u32 {
    if heading.is_empty() {
        return 0;
    }
    let noun = kind.noun();
    let own = fits_alone(kind, spec, heading);
    // "Tool owner" is the owner of a tool.
    let of_it = heading.strip_prefix(noun).and_then(|rest| rest.strip_prefix(' '));
    own.max(of_it.map_or(0, |rest| fits_alone(kind, spec, rest).saturating_sub(5)))
}

fn fits_alone(kind: Kind, spec: &FieldSpec, heading: &str) -> u32 {
    if is_label(heading, spec.label) {
        return EXACTLY;
    }
    if heading == words(spec.field.key()) {
        return EXACTLY - 5;
    }
    let names_the_kind = |labels: Labels| {
        spec.field == F::Name && [kind.noun(), kind.list_name()].iter().any(|name| heading == words(labels.of(name)))
    };
    if names_the_kind(Labels::English) {
        return EXACTLY - 5;
    }
    // What is a word in both languages is taken as it was before there was another.
    match among(synonyms(kind, spec.field), heading) {
        0 if names_the_kind(Labels::German) => EXACTLY - 5,
        0 => among(german::synonyms(kind, spec.field), heading),
        english => english,
    }
}

/// Whether a heading, as [`words`], is this label in any language.
pub(super) fn is_label(heading: &str, label: &'static str) -> bool {
    Labels::ALL.into_iter().any(|labels| heading == words(labels.of(label)))
}

/// How well a heading fits one of these, of which the first are the likeliest.
pub(super) fn among(synonyms: &[&str], heading: &str) -> u32 {
    let mut best = 0;
    for (place, synonym) in (0..).zip(synonyms) {
        let fit = if heading == *synonym {
            80_u32.saturating_sub(place)
        } else if synonym.len() >= 4 && holds(heading, synonym) {
            50_u32.saturating_sub(place / 2)
        } else {
            0
        };
        best = best.max(fit);
    }
    best
}

/// Whether some words stand in a heading as words.
fn holds(heading: &str, synonym: &str) -> bool {
    heading.match_indices(synonym).any(|(at, _)| {
        let before = heading.get(..at).unwrap_or_default();
        let after = heading.get(at + synonym.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

/// Whether a heading may stand above the names of anything.
pub(super) fn is_generic(heading: &str) -> bool {
    ["name", "title", "label", "value", "master label", "display name", "status", "type", "source", "group"]
        .contains(&heading)
        || german::GENERIC.contains(&heading)
}

/// Whether a column is of use only to the program that wrote it.
pub(super) fn is_technical(heading: &str) -> bool {
    const TECHNICAL: &[&str] = &[
        "id",
        "record id",
        "no",
        "nr",
        "row",
        "sort order",
        "display order",
        "order",
        "position",
        "is default",
        "default",
        "is deleted",
        "is converted",
        "converted",
        "created date",
        "created by",
        "created by id",
        "last modified date",
        "last modified by",
        "last modified by id",
        "system modstamp",
        "hidden",
        "read only",
        "durable id",
    ];
    heading.is_empty() || TECHNICAL.contains(&heading) || german::TECHNICAL.contains(&heading)
}

/// Whether a column says how far colleagues are.
pub(super) fn is_agreement(heading: &str) -> bool {
    ["agreement", "agreed", "agreement status", "approval", "approved", "approval status", "sign off", "signed off"]
        .contains(&heading)
        || german::AGREEMENT.contains(&heading)
}

/// What stands above the names of what a part belongs to.
pub(super) const fn wholes(whole: Kind) -> &'static [&'static str] {
    match whole {
        Kind::Stage => &["from stage", "from", "current stage", "lifecycle stage", "stage name"],
        Kind::LeadSource => &["lead source value", "source value", "source"],
        Kind::CampaignType => &[
            "campaign type name",
            "type",
            "campaign campaign type",
            "campaign",
            "campaign name",
            "campaign campaign name",
            "campaign id",
            "channel",
            "program type",
        ],
        Kind::NamingConvention => &["convention", "what it names"],
        Kind::Token => &["element", "component"],
        _ => &[],
    }
}

const WHO: &[&str] = &[
    "owner",
    "admin",
    "administrator",
    "manager",
    "dri",
    "point of contact",
    "poc",
    "responsible",
    "owned by",
    "managed by",
    "system owner",
    "business owner",
    "accountable",
    "main contact",
    "contact",
    "maintainer",
    "who",
];

const fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Stage => &[
            "stage name",
            "lifecycle stage",
            "lead stage",
            "funnel stage",
            "lead status",
            "lifecycle",
            "phase",
            "name",
            "master label",
            "label",
            "display name",
            "status",
        ],
        Kind::Tool => &[
            "tool name",
            "app",
            "application",
            "software",
            "product",
            "platform",
            "solution",
            "name",
            "technology",
            "service",
            "vendor",
            "title",
            "label",
        ],
        Kind::Channel => &["channel name", "name", "tool", "app", "title"],
        Kind::LeadSource => &[
            "lead source value",
            "original source",
            "source name",
            "source",
            "value",
            "name",
            "picklist value",
            "master label",
            "label",
            "display name",
        ],
        Kind::OpportunityRule => &["scenario", "case", "rule", "when", "condition", "name"],
        Kind::CampaignType => &["campaign type name", "program type", "type", "name", "label"],
        Kind::MemberStatus => &[
            "campaign member status",
            "member status name",
            "status",
            "status name",
            "label",
            "name",
            "response",
            "master label",
        ],
        Kind::NamingConvention => &["convention", "object", "asset type", "name"],
        Kind::Token => &["token name", "element", "component", "segment", "part", "name"],
        Kind::AllowedValue => &["allowed value", "name", "label"],
        Kind::Procedure => &["process", "procedure name", "process name", "sop", "name", "task", "how to"],
        Kind::Document => {
            &["document name", "document title", "file", "file name", "doc", "asset", "resource", "title"]
        }
        Kind::Definition => {
            &["word", "terminology", "phrase", "concept", "metric", "kpi", "acronym", "name", "label", "abbreviation"]
        }
        Kind::Person => &["full name", "person", "employee", "team member", "contact name", "colleague", "who"],
        Kind::Team => &["team name", "department", "squad", "group"],
        Kind::Reader => &["audience", "role", "name"],
        Kind::Entry => &["name", "topic", "subject", "label"],
        Kind::Transition | Kind::SourceRule => &[],
    }
}

const fn synonyms(kind: Kind, field: Field) -> &'static [&'static str] {
    match field {
        F::Name => names(kind),
        F::Abbreviation => &["abbrev", "abbr", "acronym", "short name", "short form", "short", "code"],
        F::Definition => match kind {
            Kind::MemberStatus => &["description", "meaning", "when to use", "criteria", "explanation"],
            _ => &["description", "meaning", "what it means", "explanation", "details", "desc", "summary", "criteria"],
        },
        F::EntryCriteria => {
            &["entrance criteria", "entry", "enters when", "qualification criteria", "criteria", "entry conditions"]
        }
        F::ExitCriteria => &["exit", "exits when", "advancement criteria", "leaves when", "exit conditions"],
        F::Owner | F::Manager => WHO,
        F::DoneBy => &["done by", "who", "owner", "responsible"],
        F::Stakeholders => {
            &["stakeholder", "users", "used by", "teams", "team", "departments", "department", "consulted", "informed"]
        }
        F::SystemValue => &[
            "internal name",
            "internal value",
            "api name",
            "api value",
            "crm value",
            "system name",
            "value",
            "picklist value",
            "field value",
        ],
        F::Sla => &["service level agreement", "service level", "response time", "follow up time", "time limit"],
        F::ToStage => &["to", "next stage", "target stage", "moves to", "destination", "new stage"],
        F::TransitionKind => &["type", "direction", "transition type"],
        F::Trigger => &["condition", "when", "event", "criteria"],
        F::ReasonValues => &["reasons", "reason", "rejection reasons", "disqualification reasons", "recycle reasons"],
        F::Note => &["notes", "comment", "comments", "remarks"],
        F::Category => &["type", "function", "tool type", "tool category", "area", "class", "use case", "capability"],
        F::Purpose => &[
            "description",
            "what we use it for",
            "what it is for",
            "used for",
            "use case",
            "what it does",
            "use",
            "what for",
            "about",
            "summary",
            "why",
            "desc",
        ],
        F::Usage => &["how it is used", "how we use", "use cases", "processes"],
        F::Link => &[
            "url",
            "website",
            "login url",
            "login link",
            "app url",
            "web address",
            "homepage",
            "site",
            "login",
            "address",
        ],
        F::GuideLink => &[
            "guide",
            "docs",
            "documentation",
            "documentation link",
            "docs link",
            "docs url",
            "guide url",
            "wiki",
            "runbook",
            "training",
            "knowledge base",
            "help",
        ],
        F::Status => &["state", "tool status", "contract status", "current status"],
        F::Access => &["who can access", "access rights", "permissions", "users with access", "license holders"],
        F::SignIn => &["sso", "single sign on", "login method", "authentication", "auth", "login type"],
        F::DataClassification => &["classification", "data class", "sensitivity", "personal data", "pii", "data type"],
        F::Cost => &[
            "price",
            "annual cost",
            "yearly cost",
            "monthly cost",
            "cost per year",
            "cost per month",
            "annual spend",
            "spend",
            "annual price",
            "contract value",
            "arr",
            "acv",
            "budget",
            "fee",
            "total cost",
            "amount",
        ],
        F::RenewalDate => &[
            "renewal",
            "renews on",
            "renews",
            "next renewal",
            "contract end date",
            "contract end",
            "contract expiry",
            "contract expiration",
            "expiry date",
            "expiration date",
            "expiry",
            "expiration",
            "expires",
            "end date",
        ],
        F::IntegratesWith => &[
            "integrations",
            "integration",
            "integrated with",
            "connected to",
            "connects to",
            "syncs with",
            "connections",
        ],
        F::UseFor => &["use for", "what belongs here", "topic", "topics"],
        F::NotFor => &["do not use for", "don t use for", "what does not belong here"],
        F::NamingPrefix => &["prefix", "channel prefix"],
        F::Group => &["category", "grouping", "family", "bucket", "channel", "type", "theme", "area"],
        F::Active => &["is active", "enabled", "in use", "available", "status"],
        F::UtmSource => &["source"],
        F::UtmMedium => &["medium"],
        F::UtmCampaign => &["campaign"],
        F::Referrer => &["referer", "referring domain", "referring site", "referral domain", "referral"],
        F::LandingPage => &["landing page url", "page", "first page"],
        F::OtherCondition => &["condition", "conditions", "other", "rule", "other conditions"],
        F::Outcome => &["decision", "action", "result"],
        F::ChangeTo => &["change to", "new source", "changed to"],
        F::LookBack => &["lookback window", "lookback", "look back", "attribution window", "window"],
        F::Reason => &["why", "rationale", "justification", "notes"],
        F::Description => &["definition", "details", "what it covers", "purpose", "about", "desc"],
        F::Setting => &["online offline", "setting", "format", "mode"],
        F::CountsAsSuccess => &[
            "responded",
            "has responded",
            "is responded",
            "success",
            "is success",
            "counts as response",
            "response",
            "successful",
        ],
        F::Separator => &["delimiter"],
        F::GoodExamples => &["examples", "example", "good example", "sample", "correct"],
        F::BadExamples => &["bad example", "incorrect", "wrong"],
        F::TokenKind => &["type", "token type"],
        F::DateFormat => &["format"],
        F::Code => &["short code", "abbreviation", "abbr", "key"],
        F::Body => &["text", "content", "steps", "instructions", "description", "details", "notes"],
        F::Location => &["link", "url", "path", "where it lives", "file location", "where", "folder", "address"],
        F::System => &["stored in", "platform", "storage", "repository", "drive", "tool"],
        F::Audience => &["visibility", "access level", "confidentiality", "who can see it", "access", "classification"],
        F::Sharing => &["sharing", "sharing rules", "distribution"],
        F::AlsoKnownAs => &[
            "aka",
            "synonyms",
            "synonym",
            "aliases",
            "alias",
            "acronym",
            "abbreviation",
            "other names",
            "abbr",
            "alternative names",
        ],
        F::Example => &["examples", "for instance", "sample"],
        F::NotToBeConfusedWith => &["confused with", "differs from", "not the same as", "related terms"],
        F::Links => &["link", "url", "references", "reference", "more information", "read more", "see also", "source"],
        F::Role => &["job title", "title", "position", "function", "responsibility", "responsibilities", "job"],
        F::Contact => &[
            "email",
            "email address",
            "mail",
            "contact details",
            "slack",
            "slack handle",
            "slack channel",
            "phone",
            "handle",
        ],
        // What matters to whom is chosen in the app.
        F::Reads | F::ReadsSections => &[],
        F::Members => &["team members", "people", "who"],
    }
}
