use super::escape::one_line;
use super::reading::{Read, hostile_markdown, hostile_text, read};
use super::*;
use crate::model::{Agreement, Entry, Field, OrderKey, PlaybookId, Shape, StandardSection, Targets, Value};
use Field as F;
use StandardSection as S;
use proptest::prelude::*;

/// Builds playbooks: entries get ids and places in the order in which they are added.
struct Build {
    playbook: Playbook,
    keys: std::vec::IntoIter<OrderKey>,
}

impl Build {
    fn new(title: &str) -> Self {
        Self { playbook: Playbook::new(PlaybookId::from_bits(1), title), keys: OrderKey::spread(200).into_iter() }
    }

    fn add(&mut self, kind: Kind, home: Home, fields: &[(Field, &str)]) -> EntryId {
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

    fn entry(&mut self, id: EntryId) -> &mut Entry {
        self.playbook.entries.get_mut(&id).expect("an entry")
    }

    fn section(&mut self, section: StandardSection) -> &mut Section {
        let id = SectionId::Standard(section);
        self.playbook.sections.iter_mut().find(|section| section.id == id).expect("a section")
    }
}

fn within(section: StandardSection) -> Home {
    Home::Section(SectionId::Standard(section))
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 21).expect("a date")
}

/// A small playbook with every kind and every field.
fn sample() -> Playbook {
    let mut build = Build::new("Northwind Marketing Operations Playbook");
    directory(&mut build);
    tools(&mut build);
    lifecycle(&mut build);
    sources(&mut build);
    campaigns(&mut build);
    documents_and_definitions(&mut build);
    extras(&mut build);
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

/// Regenerate with `UPDATE_FIXTURES=1 cargo test`.
#[test]
fn the_sample_looks_like_this() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/src/format/markdown/tests/sample.md");
    let written = write(&sample(), today());
    if std::env::var_os("UPDATE_FIXTURES").is_some() {
        std::fs::write(path, &written).expect("the fixture can be written");
    }
    assert_eq!(written, std::fs::read_to_string(path).unwrap_or_default());
}

#[test]
fn the_sample_uses_every_kind_and_field() {
    let sample = sample();
    for kind in Kind::ALL {
        for spec in kind.fields() {
            let filled = |entry: &Entry| entry.kind == kind && entry.value(spec.field).is_some_and(|v| !v.is_empty());
            assert!(sample.entries.values().any(filled), "{kind:?} {:?}", spec.field);
        }
    }
}

#[test]
fn a_document_of_nothing_is_its_title() {
    assert_eq!(write(&Build::new(" ").playbook, today()), "# Untitled playbook\n");
}

#[test]
fn hidden_and_empty_sections_and_deleted_entries_are_left_out() {
    let mut build = Build::new("P");
    build.section(S::SalesTools).introduction = "Only an introduction.".to_owned();
    build.section(S::DemandGenerationTools).hidden = true;
    let hidden = build.add(Kind::Tool, within(S::DemandGenerationTools), &[(F::Name, "Hidden tool")]);
    let gone = build.add(Kind::Person, Home::Directory, &[(F::Name, "Gone")]);
    let tool =
        build.add(Kind::Channel, within(S::InternalCommunicationTools), &[(F::Name, "Chat"), (F::Manager, "Gone")]);
    build.entry(gone).deleted = true;
    build.entry(tool).set(F::IntegratesWith, Value::Refs(vec![hidden, gone, EntryId::from_bits(99)]));
    assert_eq!(
        write(&build.playbook, today()),
        "# P\n\n**Contents**\n\n- Sales Tools\n- Internal Communication Tools\n\n\
         ## Sales Tools\n\nOnly an introduction.\n\n\
         ## Internal Communication Tools\n\n| Name | Status |\n| --- | --- |\n| Chat | Active |\n\n\
         ### Chat\n\n**Integrates with:** Hidden tool\n"
    );
}

#[test]
fn short_definitions_are_a_table_from_a_to_z() {
    let mut build = Build::new("P");
    for (name, definition) in [("b", "2"), ("C", "[3](https://x.y)"), ("a", "1")] {
        build.add(Kind::Definition, within(S::Definitions), &[(F::Name, name), (F::Definition, definition)]);
    }
    let id = SectionId::Standard(S::Definitions);
    assert_eq!(
        section(&build.playbook, id, today()),
        "## Definitions\n\n| Term | Definition |\n| --- | --- |\n| a | 1 |\n| b | 2 |\n| C | [3](https://x.y) |\n"
    );
    build.add(Kind::Definition, within(S::Definitions), &[(F::Name, "B2"), (F::Definition, "long\n\ntext")]);
    assert_eq!(
        section(&build.playbook, id, today()),
        "## Definitions\n\n### a\n\n**Definition:** 1\n\n### b\n\n**Definition:** 2\n\n### B2\n\n**Definition:** long\n\ntext\n\n\
         ### C\n\n**Definition:** [3](https://x.y)\n"
    );
}

#[test]
fn one_entry_stands_alone() {
    let sample = sample();
    let plausible = sample.entries.values().find(|entry| entry.name() == "Plausible").expect("in the sample");
    assert_eq!(
        entry(&sample, plausible.id, today()),
        "### Plausible\n\n**Category:** Web analytics\n\n**Purpose:** Visits, without cookies.\n\n\
         **Manager:** Priya Raman\n\n**Status:** Trial\n"
    );
    assert_eq!(entry(&sample, EntryId::from_bits(9_999), today()), "");
}

#[test]
fn ten_thousand_entries_are_written_at_once() {
    let mut build = Build::new("P");
    build.keys = OrderKey::spread(10_000).into_iter();
    let owner = build.add(Kind::Person, Home::Directory, &[(F::Name, "Ines")]);
    for number in 1..10_000 {
        let text = format!("Text *{number}* of lead_source.\n\n- a\n- b\n\n{}", "More words to read. ".repeat(20));
        let (kind, home, long, refs) = match number % 3 {
            0 => (Kind::Definition, within(S::Definitions), F::Definition, F::NotToBeConfusedWith),
            1 => (Kind::Tool, within(S::SalesTools), F::Purpose, F::Manager),
            _ => (Kind::Stage, within(S::LifecycleManagement), F::Definition, F::Owner),
        };
        let id = build.add(kind, home, &[(F::Name, &format!("Name {number}")), (long, &text)]);
        build.entry(id).set(refs, Value::Refs(vec![owner]));
    }
    let start = std::time::Instant::now();
    let written = write(&build.playbook, today());
    // A second or so without optimisation; a minute if anything looked through all entries for each.
    assert!(start.elapsed().as_secs() < 20, "{:?}", start.elapsed());
    assert_eq!(read(&written).outline.len(), 1 + 3 + 9_999 + 2);
}

/// The sample with another text in every field that holds a line or words, and in every name of a section. `text` is
/// asked for the text of each, by number.
fn with_texts(text: impl Fn(usize) -> String) -> Playbook {
    let mut playbook = sample();
    playbook.title = text(0);
    let mut count = 0;
    let mut next = || {
        count += 1;
        text(count)
    };
    for section in &mut playbook.sections {
        section.name = next();
    }
    for entry in playbook.entries.values_mut() {
        for spec in entry.kind.fields() {
            let value = match (entry.value(spec.field), spec.shape) {
                // What a date gives in an example is another test's business.
                _ if spec.field == F::DateFormat => continue,
                (_, Shape::Choice(_)) => continue,
                // Keeps the order from A to Z.
                (Some(Value::Line(_)), _) if entry.kind == Kind::Definition && spec.field == F::Name => {
                    Value::Line(format!("{} {}", entry.id, next()))
                }
                // Keeps it from being an address, which is shown without its `https://`.
                (Some(Value::Line(_)), Shape::Link) => Value::Line(format!("in {}", next())),
                (Some(Value::Line(line)), _) if !line.is_empty() => Value::Line(next()),
                (Some(Value::Words(words)), _) if !words.is_empty() => {
                    Value::Words(vec![format!("a {}", next()), format!("b {}", next())])
                }
                _ => continue,
            };
            assert!(entry.set(spec.field, value));
        }
    }
    playbook
}

/// The texts in the order in which they are read, with those that stand for others replaced.
fn filled_in(read: &Read, text: impl Fn(usize) -> String) -> (Vec<(u8, String)>, Vec<String>) {
    let replace = |with: &str| {
        let mut parts = with.split('⟦');
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (number, rest) = part.split_once('⟧').expect("a closed number");
            out.push_str(&text(number.parse().expect("a number")));
            out.push_str(rest);
        }
        out
    };
    let cells = read.tables.iter().flatten().flatten();
    (
        read.outline.iter().map(|(level, text)| (*level, replace(text))).collect(),
        read.texts.iter().chain(cells).map(|text| replace(text)).collect(),
    )
}

fn shape_of(read: &Read) -> (Vec<u8>, Vec<Vec<usize>>, &[&'static str]) {
    let tables = read.tables.iter().map(|rows| rows.iter().map(Vec::len).collect());
    (read.outline.iter().map(|(level, _)| *level).collect(), tables.collect(), &read.blocks)
}

/// All places in the sample that hold a long text.
fn long_places(playbook: &Playbook) -> Vec<(Option<EntryId>, usize, Field)> {
    let introductions = (0..playbook.sections.len()).map(|index| (None, index, F::Body));
    let fields = playbook.entries.values().filter(|entry| !entry.deleted).flat_map(|entry| {
        entry.fields().filter(|(spec, _)| spec.shape == Shape::Text).map(|(spec, _)| (Some(entry.id), 0, spec.field))
    });
    introductions.chain(fields).collect()
}

fn with_long_text(place: (Option<EntryId>, usize, Field), text: &str) -> Read {
    let mut playbook = sample();
    match place {
        (Some(id), _, field) => {
            let entry = playbook.entries.get_mut(&id).expect("in the sample");
            assert!(entry.set(field, Value::Text(text.to_owned()).cleaned()));
        }
        (None, index, _) => playbook.sections[index].introduction = text.to_owned(),
    }
    read(&write(&playbook, today()))
}

/// Whether `with` is `without` with `count` items put in at one place.
fn is_inserted<T: PartialEq>(without: &[T], with: &[T], count: usize) -> bool {
    with.len() == without.len() + count
        && (0..=without.len()).any(|at| with[..at] == without[..at] && with[at + count..] == without[at..])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_text_in_a_short_field_stays_where_it_is(texts in proptest::collection::vec(hostile_text(), 1..40)) {
        let texts: Vec<_> = texts.iter().map(|text| one_line(text).replace(['⟦', '⟧'], "").trim().to_owned()).filter(|t| !t.is_empty()).collect();
        prop_assume!(!texts.is_empty());
        let text = |number: usize| texts[number % texts.len()].clone();
        let expected = read(&write(&with_texts(|number| format!("⟦{number}⟧")), today()));
        let written = write(&with_texts(text), today());
        let found = read(&written);
        prop_assert_eq!(shape_of(&found), shape_of(&expected), "{}", written);
        prop_assert_eq!(filled_in(&found, text), filled_in(&expected, text), "{}", written);
        prop_assert_eq!(&found.html, &[""; 0]);
    }

    #[test]
    fn any_long_text_stays_in_its_field(text in hostile_markdown(), place in any::<proptest::sample::Index>()) {
        let parsed = LongText::parse(&text);
        // A column in which nothing stands is left out.
        prop_assume!(!parsed.to_cell().is_empty() && !text.contains(['⟦', '⟧']));
        let place = *place.get(&long_places(&sample()));
        // What is short may stand in a table: so does what it is compared with, then.
        let other = if parsed.fits_a_cell() { "⟦⟧" } else { "⟦⟧\n\n⟦⟧" };
        let without = with_long_text(place, other);
        let with = with_long_text(place, &text);
        let mut alone = String::new();
        parsed.write_blocks(2, Place::LINE_START, &mut alone);
        let alone = read(&alone);

        prop_assert_eq!(&with.html, &[""; 0]);
        let in_cell = without.tables.iter().flatten().flatten().any(|cell| cell.contains('⟦'));
        let (headings, tables) = if in_cell { (0, 0) } else { (alone.outline.len(), alone.tables.len()) };
        prop_assert!(is_inserted(&without.outline, &with.outline, headings), "{:?}", with.outline);
        let outside = |read: &Read| -> Vec<Vec<Vec<String>>> {
            let hide = |cell: &String| if cell.contains('⟦') { String::new() } else { cell.clone() };
            read.tables.iter().map(|rows| rows.iter().map(|row| row.iter().map(hide).collect()).collect()).collect()
        };
        if in_cell {
            let (without, with) = (outside(&without), outside(&with));
            let cells = |tables: &[Vec<Vec<String>>]| tables.concat().concat();
            let differ = cells(&without).iter().zip(&cells(&with)).filter(|(a, b)| a != b).count();
            prop_assert!(differ <= 1, "{} cells differ", differ);
            let dimensions = |tables: &[Vec<Vec<String>>]| -> Vec<Vec<usize>> {
                tables.iter().map(|rows| rows.iter().map(Vec::len).collect()).collect()
            };
            prop_assert_eq!(dimensions(&without), dimensions(&with));
        } else {
            prop_assert!(is_inserted(&without.tables, &with.tables, tables), "{:?}", with.tables);
            let first = without.texts.iter().position(|text| text.contains('⟦')).unwrap_or_default();
            let after = without.texts.len() - 1
                - without.texts.iter().rposition(|text| text.contains('⟦')).unwrap_or_default();
            prop_assert_eq!(&with.texts[..first], &without.texts[..first]);
            prop_assert_eq!(&with.texts[with.texts.len() - after..], &without.texts[without.texts.len() - after..]);
        }
    }
}
