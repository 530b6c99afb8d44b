mod properties;
mod systems;

use super::*;
use crate::format::sample::{Build, sample, within};
use crate::format::table::{from_delimited, guess};
use crate::model::{Agreement, Field as F, StandardSection as S};

/// Reads a table as it would be read without any help.
pub(super) fn taken(text: &str, ours: &Playbook) -> TableReading {
    let sheet = from_delimited(text);
    let mapping = guess(&sheet, ours, None);
    let reading = read(&sheet, &mapping, &BTreeSet::new(), ours, text);
    assert_eq!(reading.theirs.violations(), [], "{text}");
    assert_eq!(reading.rows.len(), sheet.rows.len());
    let again = read(&sheet, &guess(&sheet, &reading.theirs, None), &BTreeSet::new(), &reading.theirs, text);
    assert_eq!(again.theirs, reading.theirs, "a second time: {text}");
    reading
}

pub(super) fn named<'p>(playbook: &'p Playbook, name: &str) -> &'p Entry {
    let is_it = |entry: &&Entry| entry.name() == name && !entry.deleted;
    playbook.entries.values().find(is_it).unwrap_or_else(|| panic!("no {name}"))
}

/// A field in words: names for references.
pub(super) fn said(playbook: &Playbook, name: &str, field: F) -> String {
    let entry = named(playbook, name);
    let titles = Titles::of(playbook, &playbook.outline(), Labels::English);
    let spec = entry.kind.field(field).expect("a field of this kind");
    csv::cell(&titles, spec, entry.value(field).expect("a value"), Labels::English)
}

pub(super) fn outcomes(reading: &TableReading) -> Vec<String> {
    let outcomes = reading.rows.iter().map(|row| match &row.outcome {
        Outcome::Add => format!("add {}", row.name),
        Outcome::Update(labels) => format!("update {}: {}", row.name, labels.join(", ")),
        Outcome::Same => format!("same {}", row.name),
        Outcome::Skip(why) => format!("skip {}: {why}", row.name),
    });
    outcomes.collect()
}

#[test]
fn a_cell_becomes_the_value_of_its_field() {
    for (heading, cell, field, value) in [
        ("Category", "CRM", F::Category, "CRM"),
        ("What we use it for", "For *all*.\n- a\n- b", F::Purpose, "For \\*all\\*.\n\n- a\n- b"),
        ("Owner", "ines  aguilar", F::Manager, "Ines Aguilar"),
        ("Owner", "ines_aguilar@northwind.example", F::Manager, "Ines Aguilar"),
        ("Owner", "@Ines Aguilar", F::Manager, "Ines Aguilar"),
        ("Owner", "Aguilar, Ines", F::Manager, "Ines Aguilar"),
        ("Owner", "Marketing Operations", F::Manager, "Marketing Operations"),
        ("Owner", "Somebody New", F::Manager, "Somebody New"),
        ("Owner", "New <new@x.example>", F::Manager, "New"),
        ("Owner", "n/a", F::Manager, ""),
        ("Stakeholders", "Ines Aguilar, Tom O’Neill", F::Stakeholders, "Ines Aguilar; Tom O’Neill"),
        ("Stakeholders", "Ines Aguilar & Tom O’Neill", F::Stakeholders, "Ines Aguilar; Tom O’Neill"),
        ("Stakeholders", "Ines Aguilar\nA & B", F::Stakeholders, "Ines Aguilar; A & B"),
        ("Status", "In use", F::Status, "Active"),
        ("Status", "pilot", F::Status, "Trial"),
        ("Status", "Deprecated", F::Status, "Retiring"),
        ("Status", "RETIRED", F::Status, "Retired"),
        ("Status", "Sleeping", F::Status, "Active"),
        ("Status", "Sleeping", F::Purpose, "**Status:** Sleeping"),
        ("Renewal", "1.3.2027", F::RenewalDate, "2027-03-01"),
        ("Renewal", "3/1/2027", F::RenewalDate, ""),
        ("Renewal", "3/1/2027", F::Purpose, "**Renewal date:** 3/1/2027"),
        ("URL", "https://x.example/a", F::Link, "https://x.example/a"),
        ("URL", "www.x.example", F::Link, "https://www.x.example"),
        ("URL", "app.x.com/login", F::Link, "https://app.x.com/login"),
        ("URL", "javascript:alert(1)", F::Link, ""),
        ("URL", "javascript:alert(1)", F::Purpose, "**Link:** javascript:alert(1)"),
        ("Integrations", "hubspot, Salesforce", F::IntegratesWith, "HubSpot; Salesforce"),
        ("Integrations", "HubSpot, Abacus", F::IntegratesWith, "HubSpot"),
        ("Integrations", "HubSpot, Abacus", F::Purpose, "**Integrates with:** Abacus"),
        ("Integrations", "Zed", F::IntegratesWith, "Zed"),
        ("Ansprechpartnerin", "k. A.", F::Manager, ""),
        ("Beteiligte", "Ines Aguilar und Tom O’Neill", F::Stakeholders, "Ines Aguilar; Tom O’Neill"),
        ("Status", "Im Einsatz", F::Status, "Active"),
        ("Status", "wird abgelöst", F::Status, "Retiring"),
        ("Freigegeben", "nein", F::Purpose, ""),
        ("Kündigungsfrist", "3 Monate", F::Purpose, "**Kündigungsfrist:** 3 Monate"),
        ("Vertragsende", "31. März 2027", F::RenewalDate, "2027-03-31"),
        ("Seats", "12 *of* 20", F::Purpose, "**Seats:** 12 \\*of\\* 20"),
        ("Cost", "1,200\na year", F::Cost, "1,200 a year"),
    ] {
        let quoted = format!("\"{cell}\"");
        let text = format!("Tool,{heading}\nNew tool,{quoted}\nZed,");
        let reading = taken(&text, &sample());
        assert_eq!(said(&reading.theirs, "New tool", field), value, "{heading}: {cell}");
        assert_eq!(named(&reading.theirs, "New tool").agreement, Agreement::Draft);
    }
}

#[test]
fn other_kinds_have_their_own_words() {
    for (text, name, field, value) in [
        ("Term,Definition,Acronym\nNet revenue,What stays.,\"NR, Net\"", "Net revenue", F::AlsoKnownAs, "NR; Net"),
        (
            "Term,Definition,Links\nNR,x,https://a.example https://b.example",
            "NR",
            F::Links,
            "https://a.example; https://b.example",
        ),
        ("Term,Definition,Status\nNR,x,deprecated", "NR", F::Status, "Retired"),
        ("Term,Definition,Not to be confused with\nNR,x,\"iMQL, Lead\"", "NR", F::NotToBeConfusedWith, "iMQL; Lead"),
        ("Lead source,Group,Active\nRadio,Paid,no", "Radio", F::Active, "No"),
        ("Lead source,Group,Active\nRadio,Paid,perhaps", "Radio", F::Definition, "**Active:** perhaps"),
        ("Document,Path,Visibility\nPlan,Drive / Plans,everyone", "Plan", F::Audience, "Public"),
        ("Document,Path,Visibility\nPlan,Drive / Plans,everyone", "Plan", F::Location, "Drive / Plans"),
        ("Name,Job title,Email\nAda,Analyst,ada@x.example", "Ada", F::Contact, "ada@x.example"),
        ("Team,Slack channel,Members\nData,#data,\"Ines Aguilar; Ada\"", "Data", F::Members, "Ines Aguilar; Ada"),
    ] {
        assert_eq!(said(&taken(text, &sample()).theirs, name, field), value, "{text}");
    }
}

#[test]
fn what_becomes_of_each_row_is_said() {
    for (text, expected, notes) in [
        ("Tool,Owner\nHubSpot,Ines Aguilar", &["same HubSpot"][..], &[0][..]),
        ("Tool,Owner\nHubSpot,", &["same HubSpot"], &[0]),
        ("Tool,Owner\nhub spot,\n hubspot ,", &["add hub spot", "same hubspot"], &[0, 1]),
        ("Tool,Owner,Cost\nHubSpot,Tom O’Neill,5", &["update HubSpot: Manager, Cost"], &[0]),
        ("Tool,Cost\nA,1\na,2", &["add A", "update a: Cost"], &[0, 1]),
        ("Tool,Cost,Owner\n,1,Me\nA,,", &["skip : It has no name.", "add A"], &[1, 0]),
        ("Tool,Owner\nA,Somebody New\nB,Somebody New", &["add A", "add B"], &[1, 0]),
        ("Stage,SLA\nMQL,1 day", &["update MQL: SLA"], &[1]),
        ("Term,Definition\nInbound MQL,x", &["update Inbound MQL: Definition"], &[1]),
        (
            "Tool,Agreement\nHubSpot,Draft\nPlausible,maybe",
            &["update HubSpot: Agreement", "update Plausible: Purpose"],
            &[0, 1],
        ),
    ] {
        let reading = taken(text, &sample());
        assert_eq!(outcomes(&reading), expected, "{text}");
        let counts: Vec<_> = reading.rows.iter().map(|row| row.notes.len()).collect();
        assert_eq!(counts, notes, "{:?}", reading.rows);
    }
}

#[test]
fn a_list_of_tools_as_people_have_it() {
    let html = "<google-sheets-html-origin><table><tbody>\
        <tr><td>Tech stack 2026</td><td></td><td></td><td></td><td></td><td></td><td></td><td></td></tr>\
        <tr><td>Tool</td><td>Type</td><td>What we use it for</td><td>Owner</td><td>Annual cost (USD)</td><td>Renewal</td><td>Status</td><td>SSO?</td></tr>\
        <tr><td><a href='https://app.hubspot.com/'>Hubspot</a></td><td>MAP</td><td></td><td><a href='mailto:ines_aguilar@northwind.example'>Ines</a></td><td>$14,400</td><td>9/30/2027</td><td>Live</td><td>Yes</td></tr>\
        <tr><td><a href='https://clay.example'>Clay</a></td><td>Enrichment</td><td>Finds *contacts*<br>- for SDRs<br>- for events</td><td>Priya Raman, Tom O’Neill</td><td>n/a</td><td>1/2/2027</td><td>In evaluation</td><td>tbd</td></tr>\
        <tr><td></td><td></td><td></td><td></td><td>$14,400</td><td></td><td></td><td></td></tr>\
        </tbody></table></google-sheets-html-origin>";
    let ours = sample();
    let sheets = crate::format::table::from_html(html);
    let [sheet] = sheets.as_slice() else { panic!("{sheets:?}") };
    let mapping = guess(sheet, &ours, None);
    let fields = [F::Name, F::Category, F::Purpose, F::Manager, F::Cost, F::RenewalDate, F::Status, F::SignIn];
    assert_eq!((mapping.kind, mapping.columns.as_slice()), (Kind::Tool, fields.map(Meaning::Field).as_slice()));
    let reading = read(sheet, &mapping, &BTreeSet::new(), &ours, html);
    assert_eq!(
        outcomes(&reading),
        ["update Hubspot: Category, Sign-in, Cost, Renewal date", "add Clay", "skip : It has no name."]
    );
    for (name, field, value) in [
        ("HubSpot", F::Manager, "Ines Aguilar"),
        ("HubSpot", F::Cost, "$14,400"),
        ("HubSpot", F::RenewalDate, "2027-09-30"),
        ("Clay", F::Link, "https://clay.example"),
        ("Clay", F::Purpose, "Finds \\*contacts\\*\n\n- for SDRs\n- for events\n\n**Manager:** Tom O’Neill"),
        ("Clay", F::Manager, "Priya Raman"),
        ("Clay", F::RenewalDate, "2027-01-02"),
        ("Clay", F::Status, "Trial"),
    ] {
        assert_eq!(said(&reading.theirs, name, field), value, "{name}");
    }
    let notes: Vec<_> = reading.rows.iter().flat_map(|row| &row.notes).collect();
    assert_eq!(
        notes,
        [
            "“Hubspot” is written “HubSpot” in the playbook; that stays.",
            "There is room for one in Manager; kept as text.",
            "It says: $14,400"
        ]
    );
}

#[test]
fn rows_can_be_left_out() {
    let ours = sample();
    let sheet = from_delimited("Tool,Owner\nA,Me\nB,You");
    let mapping = guess(&sheet, &ours, None);
    let reading = read(&sheet, &mapping, &[0].into(), &ours, "");
    assert_eq!(outcomes(&reading), ["skip A: Left out.", "add B"]);
    assert!(reading.theirs.entries.values().all(|entry| !["A", "Me"].contains(&entry.name())));
}

#[test]
fn what_was_kept_as_text_is_kept_once() {
    let ours = sample();
    let first = taken("Tool,Purpose,Seats,Tier\nZed,It counts.,5,", &ours).theirs;
    assert_eq!(said(&first, "Zed", F::Purpose), "It counts.\n\n**Seats:** 5");
    let second = taken("Tool,Purpose,Seats,Tier\nZed,It adds.,6,Pro", &first).theirs;
    assert_eq!(said(&second, "Zed", F::Purpose), "It adds.\n\n**Seats:** 6\n\n**Tier:** Pro");
    let third = taken("Tool,Purpose\nZed,It adds up.", &second).theirs;
    assert_eq!(said(&third, "Zed", F::Purpose), "It adds up.\n\n**Seats:** 6\n\n**Tier:** Pro");
    let people = taken("Name,Job title,Shoe size\nAda,Analyst,38", &ours);
    assert_eq!(people.remarks.len(), 1);
    assert!(people.remarks[0].left_out);
}

#[test]
fn new_entries_stand_at_the_end_and_nothing_else_moves() {
    let ours = sample();
    let theirs = taken("Tool,Cost\nA,1\nHubSpot,2\nB,3", &ours).theirs;
    let names: Vec<_> = theirs
        .outline()
        .list(within(S::DemandGenerationTools), Kind::Tool)
        .iter()
        .map(|id| theirs.entries[id].title())
        .collect();
    assert_eq!(names, ["HubSpot", "Plausible", "A", "B"]);
    assert!(ours.entries.iter().all(|(id, entry)| theirs.entries[id].order == entry.order));
}

#[test]
fn an_id_is_never_taken_from_somebody() {
    let mut build = Build::new("P");
    let text = "Tool,Cost\nA,1";
    let mut ours = taken(text, &build.playbook).theirs;
    build.playbook = ours.clone();
    let id = named(&ours, "A").id;
    ours.entries.get_mut(&id).expect("A").set(F::Name, crate::model::Value::Line("Renamed".into()));
    let theirs = taken(text, &ours).theirs;
    assert_eq!((named(&theirs, "Renamed").id, theirs.entries.len()), (id, 2));
}

#[test]
fn links_of_cells_are_kept() {
    let ours = sample();
    let link = |text: &str, link: &str| SheetCell { text: text.into(), link: Some(link.into()) };
    let sheet = Sheet {
        header: ["Tool", "Owner", "What for", "Docs"].map(str::to_owned).into(),
        rows: vec![
            vec![
                link("Zed", "https://zed.example"),
                link("Ada", "mailto:ada@x.example"),
                SheetCell::of("See [this](https://x.example/a_b) and [that](javascript:x)"),
                link("Guide", "https://x.example/guide"),
            ],
            // Whose address that is, nobody knows.
            vec![link("Zoe", "https://zoe.example"), link("Bo; Cy", "mailto:bo@x.example")],
        ],
        flaws: Vec::new(),
    };
    let mapping = guess(&sheet, &ours, None);
    let reading = read(&sheet, &mapping, &BTreeSet::new(), &ours, "");
    let says = |name: &str, field| said(&reading.theirs, name, field);
    assert_eq!(says("Zed", F::Link), "https://zed.example");
    assert_eq!(says("Zed", F::GuideLink), "https://x.example/guide");
    assert_eq!(says("Zed", F::Purpose), "See [this](https://x.example/a_b) and \\[that](javascript:x)");
    assert_eq!(says("Ada", F::Contact), "ada@x.example");
    assert_eq!(says("Bo", F::Contact), "");
}

#[test]
fn a_mapping_that_fits_nothing_does_no_harm() {
    let ours = sample();
    let sheet = from_delimited("A,B\nx,y");
    let with = |home, kind, columns: &[Meaning]| {
        let mapping = Mapping { home, kind, columns: columns.to_vec(), whole: String::new() };
        read(&sheet, &mapping, &BTreeSet::new(), &ours, "")
    };
    let name = Meaning::Field(F::Name);
    for reading in [
        with(Home::Directory, Kind::Tool, &[name]),
        with(within(S::SalesTools), Kind::Stage, &[name]),
        with(Home::Entry(EntryId::from_bits(7)), Kind::Transition, &[name]),
        with(within(S::SalesTools), Kind::Tool, &[]),
        with(within(S::SalesTools), Kind::Tool, &[Meaning::Whole, Meaning::Note]),
    ] {
        assert_eq!(reading.theirs, ours);
        assert!(reading.rows.iter().all(|row| matches!(row.outcome, Outcome::Skip(_))));
    }
    let odd = with(within(S::SalesTools), Kind::Tool, &[name, Meaning::Field(F::EntryCriteria), name, name]);
    assert_eq!(outcomes(&odd), ["add x"]);
    let lost = with(
        within(S::CampaignManagement),
        Kind::NamingConvention,
        &[name, Meaning::PartField(Kind::AllowedValue, F::Name)],
    );
    assert_eq!(lost.theirs.violations(), []);
    assert_eq!(lost.rows[0].notes.len(), 1);
}

#[test]
fn many_rows_are_read_at_once() {
    let mut text = "Tool,Owner,Integrations,What for,Seats\n".to_owned();
    for number in 0..20_000 {
        text.push_str(&format!(
            "Tool {number},Person {},Tool {},\"For\n- {number}\",{number}\n",
            number % 5_000,
            number + 1
        ));
    }
    let start = std::time::Instant::now();
    let sheet = from_delimited(&text);
    let reading = read(&sheet, &guess(&sheet, &sample(), None), &BTreeSet::new(), &sample(), "");
    assert_eq!(reading.theirs.entries.len(), sample().entries.len() + 25_000);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
