use super::*;
use crate::format::csv;
use crate::format::sample::{sample, within};
use crate::format::table::from_delimited;
use crate::model::{Field as F, StandardSection as S};
use Meaning::{Agreement as Agreed, Ignore, Note, PartField as Part, Whole};

const fn field(field: F) -> Meaning {
    Meaning::Field(field)
}

#[test]
fn a_table_is_known_by_its_headings() {
    let demand = within(S::DemandGenerationTools);
    let lifecycle = within(S::LifecycleManagement);
    let sources = within(S::LeadSourceAttribution);
    let campaigns = within(S::CampaignManagement);
    let definitions = within(S::Definitions);
    let status = |field| Part(Kind::MemberStatus, field);
    for (text, home, kind, columns) in [
        (
            "Tool,Owner,What we use it for\nA,B,C",
            demand,
            Kind::Tool,
            &[field(F::Name), field(F::Manager), field(F::Purpose)][..],
        ),
        (
            "Application,Vendor,Admin,Annual cost (USD),Contract end,Login URL,Docs,Seats",
            demand,
            Kind::Tool,
            &[
                field(F::Name),
                Note,
                field(F::Manager),
                field(F::Cost),
                field(F::RenewalDate),
                field(F::Link),
                field(F::GuideLink),
                Note,
            ],
        ),
        ("Name,Description,Owner\nX,Y,Z", demand, Kind::Tool, &[field(F::Name), field(F::Purpose), field(F::Manager)]),
        (
            "Name,Category,Status,Renewal",
            demand,
            Kind::Tool,
            &[field(F::Name), field(F::Category), field(F::Status), field(F::RenewalDate)],
        ),
        (
            "Tool name,Tool owner,Type\nSalesforce,A,CRM",
            within(S::SalesTools),
            Kind::Tool,
            &[field(F::Name), field(F::Manager), field(F::Category)],
        ),
        (
            "Term,Meaning,Acronym",
            definitions,
            Kind::Definition,
            &[field(F::Name), field(F::Definition), field(F::AlsoKnownAs)],
        ),
        ("Word,Definition", definitions, Kind::Definition, &[field(F::Name), field(F::Definition)]),
        ("Acronym,What it means", definitions, Kind::Definition, &[field(F::Name), field(F::Definition)]),
        (
            "Full name,Job title,Email",
            Home::Directory,
            Kind::Person,
            &[field(F::Name), field(F::Role), field(F::Contact)],
        ),
        (
            "Name,Role,E-mail address",
            Home::Directory,
            Kind::Person,
            &[field(F::Name), field(F::Role), field(F::Contact)],
        ),
        (
            "Team,Slack channel,Members",
            Home::Directory,
            Kind::Team,
            &[field(F::Name), field(F::Contact), field(F::Members)],
        ),
        (
            "Lifecycle stage,Definition,Entry criteria,SLA",
            lifecycle,
            Kind::Stage,
            &[field(F::Name), field(F::Definition), field(F::EntryCriteria), field(F::Sla)],
        ),
        (
            "Lead Source,Category,Description,Active?",
            sources,
            Kind::LeadSource,
            &[field(F::Name), field(F::Group), field(F::Definition), field(F::Active)],
        ),
        (
            "Document,URL,Owner,Visibility",
            within(S::InternalDocumentManagement),
            Kind::Document,
            &[field(F::Name), field(F::Location), field(F::Owner), field(F::Audience)],
        ),
        (
            "Channel,Use it for,Prefix",
            within(S::InternalCommunicationTools),
            Kind::Channel,
            &[field(F::Name), field(F::UseFor), field(F::NamingPrefix)],
        ),
        // HubSpot.
        (
            "Label,Internal value,Display order,Description,Hidden\nSubscriber,subscriber,0,,false\nMarketing Qualified Lead,marketingqualifiedlead,2,,false",
            lifecycle,
            Kind::Stage,
            &[field(F::Name), field(F::SystemValue), Ignore, field(F::Definition), Ignore],
        ),
        (
            "Label,Internal name,Description\nOrganic Search,ORGANIC_SEARCH,\nPaid Social,PAID_SOCIAL,\nOffline,OFFLINE,",
            sources,
            Kind::LeadSource,
            &[field(F::Name), Note, field(F::Definition)],
        ),
        // Salesforce.
        (
            "MasterLabel,ApiName,SortOrder,IsConverted\nOpen,Open,1,false\nQualified,Qualified,2,true",
            lifecycle,
            Kind::Stage,
            &[field(F::Name), field(F::SystemValue), Ignore, Ignore],
        ),
        (
            "Campaign Type,Member Status,Responded,Default",
            campaigns,
            Kind::CampaignType,
            &[Whole, status(F::Name), status(F::CountsAsSuccess), Ignore],
        ),
        (
            "Campaign: Campaign Name,Status,HasResponded,IsDefault",
            campaigns,
            Kind::CampaignType,
            &[Whole, status(F::Name), status(F::CountsAsSuccess), Ignore],
        ),
        (
            "Id,CampaignId,Label,HasResponded,IsDefault,SortOrder",
            campaigns,
            Kind::CampaignType,
            &[Ignore, Whole, status(F::Name), status(F::CountsAsSuccess), Ignore, Ignore],
        ),
        ("Member Status,Responded", campaigns, Kind::CampaignType, &[status(F::Name), status(F::CountsAsSuccess)]),
        (
            "Source,UTM source,utm_medium,Definition",
            sources,
            Kind::LeadSource,
            &[Whole, Part(Kind::SourceRule, F::UtmSource), Part(Kind::SourceRule, F::UtmMedium), field(F::Definition)],
        ),
        (
            "Term,Definition,Agreement,Colour",
            definitions,
            Kind::Definition,
            &[field(F::Name), field(F::Definition), Agreed, Note],
        ),
        // Something must be the name.
        ("Foo,Bar", demand, Kind::Tool, &[field(F::Name), Note]),
        ("", demand, Kind::Tool, &[]),
    ] {
        let mapping = guess(&from_delimited(text), &sample(), None);
        assert_eq!((mapping.kind, mapping.columns.as_slice()), (kind, columns), "{text}");
        assert_eq!(mapping.home, home, "{text}");
    }
}

#[test]
fn where_a_table_is_put_says_what_it_is() {
    let text = "Name,Description,Owner,Link";
    for (section, kind, columns) in [
        (S::SalesTools, Kind::Tool, [field(F::Name), field(F::Purpose), field(F::Manager), field(F::Link)]),
        (
            S::InternalDocumentManagement,
            Kind::Document,
            [field(F::Name), field(F::Purpose), field(F::Owner), field(F::Location)],
        ),
        (S::Definitions, Kind::Definition, [field(F::Name), field(F::Definition), Note, field(F::Links)]),
        (S::LifecycleManagement, Kind::Stage, [field(F::Name), field(F::Definition), field(F::Owner), Note]),
        (S::CampaignManagement, Kind::CampaignType, [field(F::Name), field(F::Description), Note, Note]),
    ] {
        let mapping = guess(&from_delimited(text), &sample(), Some(within(section)));
        assert_eq!(
            (mapping.kind, mapping.columns.as_slice(), mapping.home),
            (kind, columns.as_slice(), within(section))
        );
    }
}

/// What is a word in both languages, or in the middle of an English heading.
#[test]
fn german_words_change_nothing_about_english_tables() {
    for (text, kind, columns) in [
        (
            "Phase,Stage,Definition,Owner",
            Kind::Stage,
            &[Note, field(F::Name), field(F::Definition), field(F::Owner)][..],
        ),
        ("Vendor,Annual spend,Budget", Kind::Tool, &[field(F::Name), field(F::Cost), Note]),
        ("Name,Title,Position,Email", Kind::Person, &[field(F::Name), field(F::Role), Ignore, field(F::Contact)]),
        ("Report,System owner,Description", Kind::Tool, &[field(F::Name), field(F::Manager), field(F::Purpose)]),
        ("Process,System,Owner,Steps", Kind::Procedure, &[field(F::Name), Note, Note, field(F::Body)]),
    ] {
        let mapping = guess(&from_delimited(text), &sample(), None);
        assert_eq!((mapping.kind, mapping.columns.as_slice()), (kind, columns), "{text}");
    }
}

#[test]
fn german_tables_are_known_by_their_headings() {
    for (text, kind, columns) in [
        (
            "Tool,Ansprechpartner,Wofür wir es nutzen,Vertragsende,Kosten pro Jahr",
            Kind::Tool,
            &[field(F::Name), field(F::Manager), field(F::Purpose), field(F::RenewalDate), field(F::Cost)][..],
        ),
        (
            "Lfd. Nr.,Anwendung,Kategorie,Verantwortliche:r,Status,Bemerkungen",
            Kind::Tool,
            &[Ignore, field(F::Name), field(F::Category), field(F::Manager), field(F::Status), Note],
        ),
        (
            "Begriff,Abkürzung,Bedeutung,Beispiel",
            Kind::Definition,
            &[field(F::Name), field(F::AlsoKnownAs), field(F::Definition), field(F::Example)],
        ),
        (
            "Dokument,Ablageort,Zuständig,Sichtbarkeit",
            Kind::Document,
            &[field(F::Name), field(F::Location), field(F::Owner), field(F::Audience)],
        ),
        (
            "Phase,Beschreibung,Eintrittskriterien,Zuständig,Reaktionszeit\nLead,,,,\nMQL,,,,\nSQL,,,,",
            Kind::Stage,
            &[field(F::Name), field(F::Definition), field(F::EntryCriteria), field(F::Owner), field(F::Sla)],
        ),
        ("Name,Funktion,E-Mail", Kind::Person, &[field(F::Name), field(F::Role), field(F::Contact)]),
    ] {
        let mapping = guess(&from_delimited(text), &sample(), None);
        assert_eq!((mapping.kind, mapping.columns.as_slice()), (kind, columns), "{text}");
    }
}

#[test]
fn what_was_exported_is_known_again() {
    let sample = sample();
    for ((home, kind), labels) in
        csv::lists(&sample).into_iter().flat_map(|list| Labels::ALL.map(|labels| (list, labels)))
    {
        let sheet = from_delimited(&csv::write(&sample, home, kind, labels));
        for here in [Some(home), None] {
            let mapping = guess(&sheet, &sample, here);
            let expected = sheet.header.iter().map(|label| {
                match kind.fields().iter().find(|spec| labels.of(spec.label) == label) {
                    Some(spec) if kind.whole().is_some() => Part(kind, spec.field),
                    Some(spec) => field(spec.field),
                    None if label == labels.of(AGREEMENT) => Agreed,
                    None if label == "Token" => Part(Kind::Token, F::Name),
                    None => Whole,
                }
            });
            assert_eq!(mapping.columns, expected.collect::<Vec<_>>(), "{kind:?} {:?}", sheet.header);
            assert_eq!(mapping.home, home, "{kind:?}");
        }
    }
}
