//! What HubSpot and Salesforce give out, and parts of other kinds.

use super::*;

/// The parts of an entry, with two of their fields.
fn parts(playbook: &Playbook, whole: &str, kind: Kind, fields: [F; 2]) -> Vec<String> {
    let titles = Titles::of(playbook, &playbook.outline(), Labels::English);
    let list = playbook.outline().list(Home::Entry(named(playbook, whole).id), kind).to_vec();
    let said = |id: &EntryId, field| {
        let entry = &playbook.entries[id];
        csv::cell(&titles, kind.field(field).expect("a field"), entry.value(field).expect("a value"), Labels::English)
    };
    list.iter().map(|id| fields.map(|field| said(id, field)).join(" | ")).collect()
}

#[test]
fn stages_get_the_values_of_their_system() {
    let text = "Label,Internal value,Display order,Description\n\
                Subscriber,subscriber,0,\n\
                Lead,lead,1,\n\
                MQL,marketingqualifiedlead,2,\n\
                Sales Qualified Lead,salesqualifiedlead,3,Sales has taken it.\n";
    let reading = taken(text, &sample());
    for (name, value) in
        [("Subscriber", "subscriber"), ("Lead", "lead"), ("Marketing qualified lead", "marketingqualifiedlead")]
    {
        assert_eq!(said(&reading.theirs, name, F::SystemValue), value);
    }
    assert!(outcomes(&reading)[0].starts_with("add"), "{:?}", outcomes(&reading));
    assert!(outcomes(&reading)[3].starts_with("update"), "{:?}", outcomes(&reading));
    // Renamed since, but known by the value that the system has.
    let text = "Label,Internal value,Display order,Description\n\
                Hand-raiser,marketingqualifiedlead,0,\nSQL,salesqualifiedlead,1,\nLead,lead,2,\n";
    let again = taken(text, &reading.theirs);
    assert_eq!(again.theirs, reading.theirs, "{:?}", outcomes(&again));
    let text = "MasterLabel,ApiName,SortOrder,IsConverted\nOpen,Open - Not Contacted,1,false\nLead,Lead,2,true";
    let reading = taken(text, &sample());
    assert_eq!(said(&reading.theirs, "Open", F::SystemValue), "Open - Not Contacted");
}

#[test]
fn member_statuses_come_with_their_campaign_types() {
    let fields = [F::Name, F::CountsAsSuccess];
    for (text, whole, expected) in [
        (
            "Campaign Type,Member Status,Responded,Default\nWebinar,Invited,0,1\nWebinar,Registered,1,0\n,No show,0,0",
            "Webinar",
            &["Registered | Yes", "Attended | Yes", "Invited | No", "No show | No"][..],
        ),
        (
            "CampaignId,Label,HasResponded,IsDefault,SortOrder\n7011,Sent,FALSE,TRUE,1\n7011,Responded,TRUE,FALSE,2",
            "7011",
            &["Sent | No", "Responded | Yes"],
        ),
        ("Member Status,Responded\nSent,No\nClicked,Yes", "Imported statuses", &["Sent | No", "Clicked | Yes"]),
    ] {
        let reading = taken(text, &sample());
        assert_eq!(parts(&reading.theirs, whole, Kind::MemberStatus, fields), expected, "{text}");
    }
    let sheet = from_delimited("Member Status,Responded\nSent,No");
    let mapping = Mapping { whole: "Dinner".into(), ..guess(&sheet, &sample(), None) };
    let reading = read(&sheet, &mapping, &BTreeSet::new(), &sample(), "");
    assert_eq!(outcomes(&reading), ["add Dinner: Sent"]);
}

#[test]
fn other_parts_come_with_their_wholes() {
    for (text, whole, kind, fields, expected) in [
        (
            "Lead source,UTM source,UTM medium,Definition\nRadio,radio,,On air.\nRadio,fm,audio,\nRadio,radio,,",
            "Radio",
            Kind::SourceRule,
            [F::UtmSource, F::UtmMedium],
            &["radio | ", "fm | audio"][..],
        ),
        (
            "Stage,To stage,Kind,Trigger\nLead,MQL,forward,Score\nLead,MQL,Advance,Score\nLead,Nowhere,back,Fax",
            "Lead",
            Kind::Transition,
            [F::ToStage, F::Trigger],
            &["Marketing qualified lead | Score reaches 50", "Marketing qualified lead | Score", " | Fax"],
        ),
        (
            "Naming convention,Token,Value,Code\nAds,Region,Germany,DE\n,,Austria,AT\nAds,Type,Search,SEA",
            "Region",
            Kind::AllowedValue,
            [F::Name, F::Code],
            &["Germany | DE", "Austria | AT"],
        ),
    ] {
        let reading = taken(text, &sample());
        assert_eq!(parts(&reading.theirs, whole, kind, fields), expected, "{text}");
    }
}
