//! For tests: the playbook that they write, small, with every kind and every field.

mod texts;

pub(in crate::format) use texts::{Place, long_places, put_long_text, replaced, with_texts};

use crate::model::{
    Agreement, Entry, EntryId, Field, Field as F, Home, Kind, OrderKey, Playbook, PlaybookId, Section, SectionId,
    Shape, StandardSection, StandardSection as S, Targets, Value,
};
use chrono::NaiveDate;

/// Builds playbooks: entries get ids and places in the order in which they are added.
pub(in crate::format) struct Build {
    pub(in crate::format) playbook: Playbook,
    pub(in crate::format) keys: std::vec::IntoIter<OrderKey>,
}

impl Build {
    pub(in crate::format) fn new(title: &str) -> Self {
        Self { playbook: Playbook::new(PlaybookId::from_bits(1), title), keys: OrderKey::spread(200).into_iter() }
    }

    pub(in crate::format) fn add(&mut self, kind: Kind, home: Home, fields: &[(Field, &str)]) -> EntryId {
        let id = EntryId::from_bits(self.playbook.entries.len() as u128 + 1);
        let mut entry = Entry::new(id, kind, home, self.keys.next().expect("enough keys"));
        entry.agreement = Agreement::Agreed;
        for (field, text) in fields {
            let shape = kind.field(*field).unwrap_or_else(|| panic!("{kind:?} has no {field:?}")).shape;
            let value = match shape {
                Shape::Text => Value::Text((*text).to_owned()),
                Shape::Flag => Value::Flag(*text == "yes"),
                Shape::Words => Value::Words(text.split(" + ").map(str::to_owned).collect()),
                Shape::One(targets) | Shape::Many(targets) => {
                    Value::Refs(text.split(" + ").map(|name| self.find(targets, name)).collect())
                }
                _ => Value::Line((*text).to_owned()),
            };
            assert!(entry.set(*field, value.cleaned()), "{field:?} {text}");
        }
        self.playbook.entries.insert(id, entry);
        id
    }

    fn find(&self, targets: Targets, name: &str) -> EntryId {
        let found = |entry: &&Entry| targets.kinds().contains(&entry.kind) && entry.name() == name;
        self.playbook.entries.values().find(found).unwrap_or_else(|| panic!("no {name}")).id
    }

    pub(in crate::format) fn entry(&mut self, id: EntryId) -> &mut Entry {
        self.playbook.entries.get_mut(&id).expect("an entry")
    }

    pub(in crate::format) fn section(&mut self, section: StandardSection) -> &mut Section {
        let id = SectionId::Standard(section);
        self.playbook.sections.iter_mut().find(|section| section.id == id).expect("a section")
    }
}

pub(in crate::format) fn within(section: StandardSection) -> Home {
    Home::Section(SectionId::Standard(section))
}

pub(in crate::format) fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// A small playbook with every kind and every field.
pub(in crate::format) fn sample() -> Playbook {
    let mut build = Build::new("Northwind Marketing Operations Playbook");
    directory(&mut build);
    tools(&mut build);
    lifecycle(&mut build);
    sources(&mut build);
    campaigns(&mut build);
    documents_and_definitions(&mut build);
    extras(&mut build);
    readers(&mut build);
    assert_eq!(build.playbook.violations(), []);
    build.playbook
}

fn directory(build: &mut Build) {
    use Kind::{Person, Team};
    build.add(
        Person,
        Home::Directory,
        &[
            (F::Name, "Ines Aguilar"),
            (F::Role, "Marketing operations manager"),
            (F::Contact, "ines_aguilar@northwind.example"),
        ],
    );
    build.add(Person, Home::Directory, &[(F::Name, "Tom O’Neill"), (F::Role, "Head of sales development")]);
    build.add(Person, Home::Directory, &[(F::Name, "Priya Raman"), (F::Role, "Content | SEO"), (F::Contact, "@priya")]);
    build.add(
        Team,
        Home::Directory,
        &[
            (F::Name, "Marketing Operations"),
            (F::Role, "Tools, data and process"),
            (F::Contact, "#marketing-ops"),
            (F::Members, "Ines Aguilar + Priya Raman"),
        ],
    );
    build.add(Team, Home::Directory, &[(F::Name, "Sales Development"), (F::Members, "Tom O’Neill")]);
}

fn readers(build: &mut Build) {
    build.add(
        Kind::Reader,
        Home::Directory,
        &[
            (F::Name, "New in sales"),
            (F::Purpose, "What to know in the first week."),
            (F::Reads, "Ines Aguilar"),
            (F::ReadsSections, "lifecycle-management + definitions"),
        ],
    );
}

fn tools(build: &mut Build) {
    let home = within(S::DemandGenerationTools);
    build.section(S::DemandGenerationTools).introduction =
        "Ask the **manager** of a tool for access. New tools start with a [request](https://intra.northwind.example/tools)."
            .to_owned();
    build.add(
        Kind::Tool,
        home,
        &[
            (F::Name, "HubSpot"),
            (F::Category, "Marketing automation"),
            (F::Purpose, "Email, forms and *lead scoring*."),
            (
                F::Usage,
                "Every form goes through HubSpot:\n\n* forms write `utm_source` and `utm_medium`\n* scores are reviewed each quarter\n\n## Not here\n\nInvoices, contracts.",
            ),
            (F::Manager, "Ines Aguilar"),
            (F::Stakeholders, "Tom O’Neill + Sales Development"),
            (F::Link, "https://app.hubspot.com/"),
            (F::GuideLink, "https://intra.northwind.example/guides/hubspot_basics"),
            (F::Access, "All of marketing; sales on request"),
            (F::SignIn, "Single sign-on"),
            (F::DataClassification, "Personal data"),
            (F::Cost, "1,200 a month"),
            (F::RenewalDate, "2027-03-01"),
        ],
    );
    build.add(
        Kind::Tool,
        home,
        &[
            (F::Name, "Plausible"),
            (F::Category, "Web analytics"),
            (F::Purpose, "Visits, without cookies."),
            (F::Manager, "Priya Raman"),
            (F::Status, "trial"),
        ],
    );
    let salesforce = build.add(
        Kind::Tool,
        within(S::SalesTools),
        &[
            (F::Name, "Salesforce"),
            (F::Category, "CRM"),
            (F::Manager, "Sales Development"),
            (F::IntegratesWith, "HubSpot"),
        ],
    );
    build.entry(salesforce).agreement = Agreement::InDiscussion;
    let slack = build.add(
        Kind::Channel,
        within(S::InternalCommunicationTools),
        &[
            (F::Name, "Slack #marketing-ops"),
            (F::Category, "Chat"),
            (F::UseFor, "Questions about tools & data."),
            (F::NotFor, "Requests with a deadline: open a ticket."),
            (F::NamingPrefix, "mktg-"),
            (F::Purpose, "The quick way to the team."),
            (F::Usage, "Start a thread; **one question a thread**."),
            (F::Manager, "Marketing Operations"),
            (F::Stakeholders, "Priya Raman"),
            (F::Link, "https://northwind.slack.example/archives/C01_ops"),
            (F::GuideLink, "Intranet > Slack > First steps"),
            (F::Access, "Everybody"),
            (F::SignIn, "Single sign-on"),
            (F::DataClassification, "Internal"),
            (F::Cost, "In the company plan"),
            (F::RenewalDate, "2027-01-31"),
            (F::IntegratesWith, "HubSpot + Salesforce"),
        ],
    );
    build.entry(slack).agreement = Agreement::Draft;
}

fn lifecycle(build: &mut Build) {
    let home = within(S::LifecycleManagement);
    build.section(S::LifecycleManagement).introduction =
        "A record moves **forward** through these stages; it goes back only by *recycling*.".to_owned();
    let lead = build.add(Kind::Stage, home, &[(F::Name, "Lead"), (F::Definition, "Somebody who left a mail address.")]);
    let mql = build.add(
        Kind::Stage,
        home,
        &[
            (F::Name, "Marketing qualified lead"),
            (F::Abbreviation, "MQL"),
            (F::Definition, "A lead that fits and has shown interest.\n\nScored every night."),
            (
                F::EntryCriteria,
                "- Score of 50 or more\n- Company with > 50 employees\n    1. or a partner\n    2. or a public body",
            ),
            (F::ExitCriteria, "Sales accepts or declines within the SLA."),
            (F::Owner, "Marketing Operations"),
            (F::SystemValue, "marketing_qualified_lead"),
            (F::Sla, "Within 24 hours"),
        ],
    );
    let sql = build.add(
        Kind::Stage,
        home,
        &[(F::Name, "Sales qualified lead"), (F::Abbreviation, "SQL"), (F::Owner, "Tom O’Neill")],
    );
    build.entry(sql).agreement = Agreement::Draft;
    build.add(
        Kind::Transition,
        Home::Entry(lead),
        &[(F::ToStage, "Marketing qualified lead"), (F::TransitionKind, "advance"), (F::Trigger, "Score reaches 50")],
    );
    build.add(
        Kind::Transition,
        Home::Entry(mql),
        &[
            (F::ToStage, "Sales qualified lead"),
            (F::TransitionKind, "advance"),
            (F::Trigger, "Accepted in the CRM"),
            (F::DoneBy, "Sales Development"),
        ],
    );
    build.add(
        Kind::Transition,
        Home::Entry(mql),
        &[
            (F::ToStage, "Lead"),
            (F::TransitionKind, "recycle"),
            (F::Trigger, "Declined"),
            (F::DoneBy, "Tom O’Neill"),
            (F::ReasonValues, "No budget + Bad timing + Student | teacher"),
            (F::Note, "The score starts again.\n\n- after 30 days\n- at 0"),
        ],
    );
}

fn sources(build: &mut Build) {
    let home = within(S::LeadSourceAttribution);
    let paid = build.add(
        Kind::LeadSource,
        home,
        &[(F::Name, "Paid Search"), (F::Group, "Paid"), (F::Definition, "Came in over an ad on a search page.")],
    );
    build.add(Kind::LeadSource, home, &[(F::Name, "Event"), (F::Group, "Owned"), (F::Definition, "We met them.")]);
    build.add(Kind::LeadSource, home, &[(F::Name, "Fax"), (F::Active, "no")]);
    build.add(
        Kind::SourceRule,
        Home::Entry(paid),
        &[(F::UtmSource, "google"), (F::UtmMedium, "cpc"), (F::UtmCampaign, "contains brand_")],
    );
    build.add(
        Kind::SourceRule,
        Home::Entry(paid),
        &[(F::Referrer, "google.com"), (F::LandingPage, "/demo"), (F::OtherCondition, "gclid is set")],
    );

    let home = within(S::OpportunitySourceAttribution);
    build.add(
        Kind::OpportunityRule,
        home,
        &[
            (F::Name, "The contact came to an event after the first call"),
            (F::Outcome, "keep"),
            (F::Reason, "The event helped, it did not start it."),
        ],
    );
    build.add(
        Kind::OpportunityRule,
        home,
        &[
            (F::Name, "No touch for a long time"),
            (F::Outcome, "change"),
            (F::ChangeTo, "Event"),
            (F::LookBack, "90 days"),
            (F::Reason, "What was before has worn off."),
        ],
    );
}

fn campaigns(build: &mut Build) {
    let home = within(S::CampaignManagement);
    let webinar = build.add(
        Kind::CampaignType,
        home,
        &[(F::Name, "Webinar"), (F::Description, "A talk of ours that people sign up for."), (F::Setting, "online")],
    );
    for (name, definition, success) in
        [("Registered", "Signed up", "no"), ("Attended", "Was there for 10 minutes or more", "yes")]
    {
        build.add(
            Kind::MemberStatus,
            Home::Entry(webinar),
            &[(F::Name, name), (F::Definition, definition), (F::CountsAsSuccess, success)],
        );
    }
    let naming = build.add(
        Kind::NamingConvention,
        home,
        &[
            (F::Name, "Campaigns in the CRM"),
            (F::Separator, "_"),
            (F::GoodExamples, "2026-11_WBN_Data-Day + 2026-12_EVT_Fair"),
            (F::BadExamples, "webinar final NEW"),
        ],
    );
    build.add(
        Kind::Token,
        Home::Entry(naming),
        &[(F::Name, "Month"), (F::TokenKind, "date"), (F::DateFormat, "YYYY-MM")],
    );
    let kind = build.add(Kind::Token, Home::Entry(naming), &[(F::Name, "Type"), (F::TokenKind, "values")]);
    build.add(Kind::Token, Home::Entry(naming), &[(F::Name, "Topic"), (F::TokenKind, "free")]);
    for (name, code) in [("Webinar", "WBN"), ("Event", "EVT")] {
        build.add(Kind::AllowedValue, Home::Entry(kind), &[(F::Name, name), (F::Code, code)]);
    }
    build.add(
        Kind::Procedure,
        home,
        &[
            (F::Name, "Leads from a conference"),
            (F::Body, "# Before\n\n1. Create the campaign.\n2. Print the codes.\n\n# After\n\nUpload the list within **two days**.\n\n| Who | What |\n|---|---|\n| Events | List |\n| Ops | Import |"),
        ],
    );
}

fn documents_and_definitions(build: &mut Build) {
    let home = within(S::InternalDocumentManagement);
    build.add(
        Kind::Document,
        home,
        &[
            (F::Name, "Brand guidelines"),
            (F::Purpose, "Logos, colours, tone."),
            (F::Location, "https://drive.northwind.example/brand (2026)"),
            (F::System, "Google Drive"),
            (F::Owner, "Priya Raman"),
            (F::Audience, "partners"),
            (F::Sharing, "As a PDF only."),
        ],
    );
    build.add(
        Kind::Document,
        home,
        &[
            (F::Name, "Media plan"),
            (F::Location, "https://drive.northwind.example/plan"),
            (F::Owner, "Ines Aguilar"),
            (F::Audience, "internal"),
        ],
    );

    let home = within(S::Definitions);
    build.add(
        Kind::Definition,
        home,
        &[
            (F::Name, "UTM"),
            (F::Definition, "The part of an address that says where a click came from."),
            (F::Links, "https://intra.northwind.example/utm + Handbook, page 12"),
        ],
    );
    build.add(
        Kind::Definition,
        home,
        &[
            (F::Name, "iMQL"),
            (F::AlsoKnownAs, "Inbound MQL + Hand-raiser"),
            (F::Definition, "An MQL that came to us: it filled in a form or wrote to us."),
            (F::NotToBeConfusedWith, "Marketing qualified lead"),
        ],
    );
    build.add(
        Kind::Definition,
        home,
        &[
            (F::Name, "Hot lead"),
            (F::Definition, "Not used any more: say MQL."),
            (F::Status, "retired"),
            (F::Group, "Lifecycle"),
            (F::Example, "“Pass me your hot leads.”"),
        ],
    );
}

fn extras(build: &mut Build) {
    let id = SectionId::Custom(crate::model::CustomSectionId::from_bits(1));
    let last = build.playbook.sections.last().map(|section| section.order.clone());
    let order = OrderKey::between(last.as_ref(), None);
    build.playbook.sections.push(Section { name: "Meeting rhythm".to_owned(), order, ..Section::new(id) });
    let weekly = build.add(
        Kind::Entry,
        Home::Section(id),
        &[(F::Name, "Weekly funnel review"), (F::Body, "Mondays, 30 minutes.\n\n- [ ] numbers\n- [ ] blockers")],
    );
    build.entry(weekly).agreement = Agreement::InDiscussion;
    let deleted = build.add(Kind::Entry, Home::Section(id), &[(F::Name, "DELETED")]);
    build.entry(deleted).deleted = true;
}
