//! How plain questions are put, in English and German: the words that ask, and those that only fill.
//!
//! All words are folded as they are compared: in small letters and without accents.

use crate::model::{Agreement, Field};

/// What is asked about something.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Asked {
    /// One of these fields: the first that the entry has, and that says something.
    Fields(&'static [Field]),
    /// Which tool.
    Tool,
    /// What is different.
    Difference,
    /// Which stage comes next, or comes before.
    Stage {
        /// Whether the next one is meant.
        is_next: bool,
    },
    /// What somebody owns.
    Owned,
    /// What renews in a month, or next.
    Renewing,
    /// What is not agreed yet.
    Open(Agreement),
    /// How something is named.
    Naming,
}

const NEXT: Asked = Asked::Stage { is_next: true };
const BEFORE: Asked = Asked::Stage { is_next: false };
pub(super) const OWNER: Asked = Asked::Fields(&[Field::Owner, Field::Manager, Field::Role]);
const ACCESS: Asked = Asked::Fields(&[Field::Access, Field::Audience]);
const CONTACT: Asked = Asked::Fields(&[Field::Contact]);
const MEMBERS: Asked = Asked::Fields(&[Field::Members]);
const PLACE: Asked = Asked::Fields(&[Field::Location, Field::Link, Field::GuideLink]);
const SLA: Asked = Asked::Fields(&[Field::Sla]);
const RENEWAL: Asked = Asked::Fields(&[Field::RenewalDate]);
const CRITERIA: Asked = Asked::Fields(&[Field::EntryCriteria]);
pub(super) const COST: Asked = Asked::Fields(&[Field::Cost]);
const MEANING: Asked =
    Asked::Fields(&[Field::Definition, Field::Purpose, Field::Description, Field::UseFor, Field::Body, Field::Role]);

/// How questions are put, the more special first: all of the words of a row stand in the question, folded as they are compared.
pub(super) const QUESTIONS: &[(&[&str], Asked)] = &[
    (&["what", "mean"], MEANING),
    (&["what", "means"], MEANING),
    (&["what", "meaning"], MEANING),
    (&["was", "bedeutet"], MEANING),
    (&["was", "heisst"], MEANING),
    (&["bedeutung"], MEANING),
    (&["comes", "after"], NEXT),
    (&["next", "stage"], NEXT),
    (&["stage", "after"], NEXT),
    (&["kommt", "nach"], NEXT),
    (&["folgt", "auf"], NEXT),
    (&["nachste", "phase"], NEXT),
    (&["phase", "nach"], NEXT),
    (&["comes", "before"], BEFORE),
    (&["stage", "before"], BEFORE),
    (&["kommt", "vor"], BEFORE),
    (&["phase", "vor"], BEFORE),
    (&["become"], CRITERIA),
    (&["becomes"], CRITERIA),
    (&["wann", "wird", "zum"], CRITERIA),
    (&["wie", "wird", "zum"], CRITERIA),
    (&["in", "discussion"], Asked::Open(Agreement::InDiscussion)),
    (&["in", "diskussion"], Asked::Open(Agreement::InDiscussion)),
    (&["drafts"], Asked::Open(Agreement::Draft)),
    (&["entwurfe"], Asked::Open(Agreement::Draft)),
    (&["how", "name"], Asked::Naming),
    (&["how", "named"], Asked::Naming),
    (&["wie", "benenne"], Asked::Naming),
    (&["wie", "nenne"], Asked::Naming),
    (&["wie", "heissen"], Asked::Naming),
    (&["difference"], Asked::Difference),
    (&["diff"], Asked::Difference),
    (&["differ"], Asked::Difference),
    (&["different"], Asked::Difference),
    (&["unterscheidet"], Asked::Difference),
    (&["unterscheiden"], Asked::Difference),
    (&["vs"], Asked::Difference),
    (&["versus"], Asked::Difference),
    (&["compare"], Asked::Difference),
    (&["unterschied"], Asked::Difference),
    (&["vergleiche"], Asked::Difference),
    (&["who", "access"], ACCESS),
    (&["who", "see"], ACCESS),
    (&["wer", "zugriff"], ACCESS),
    (&["wer", "zugang"], ACCESS),
    (&["access", "to"], ACCESS),
    (&["zugriff", "auf"], ACCESS),
    (&["zugang", "zu"], ACCESS),
    (&["who", "in", "team"], MEMBERS),
    (&["members"], MEMBERS),
    (&["wer", "gehort", "team"], MEMBERS),
    (&["mitglieder"], MEMBERS),
    (&["how", "reach"], CONTACT),
    (&["wie", "erreiche"], CONTACT),
    (&["email", "of"], CONTACT),
    (&["mail", "of"], CONTACT),
    (&["phone"], CONTACT),
    (&["mail", "von"], CONTACT),
    (&["telefonnummer"], CONTACT),
    (&["what", "responsible"], Asked::Owned),
    (&["wofur", "zustandig"], Asked::Owned),
    (&["wofur", "verantwortlich"], Asked::Owned),
    (&["who"], OWNER),
    (&["whom"], OWNER),
    (&["owner"], OWNER),
    (&["owns"], OWNER),
    (&["manager"], OWNER),
    (&["responsible"], OWNER),
    (&["wer"], OWNER),
    (&["wem"], OWNER),
    (&["wen"], OWNER),
    (&["zustandig"], OWNER),
    (&["verantwortlich"], OWNER),
    (&["ansprechpartner"], OWNER),
    (&["which", "renew"], Asked::Renewing),
    (&["which", "renews"], Asked::Renewing),
    (&["what", "renew"], Asked::Renewing),
    (&["what", "renews"], Asked::Renewing),
    (&["tools", "renew"], Asked::Renewing),
    (&["renewals"], Asked::Renewing),
    (&["which", "contracts"], Asked::Renewing),
    (&["welche", "verlangern"], Asked::Renewing),
    (&["was", "verlangert"], Asked::Renewing),
    (&["welche", "vertrage"], Asked::Renewing),
    (&["laufen", "aus"], Asked::Renewing),
    (&["which", "tool"], Asked::Tool),
    (&["what", "tool"], Asked::Tool),
    (&["which", "tools"], Asked::Tool),
    (&["what", "tools"], Asked::Tool),
    (&["tool", "for"], Asked::Tool),
    (&["tools", "for"], Asked::Tool),
    (&["which", "system"], Asked::Tool),
    (&["which", "software"], Asked::Tool),
    (&["welches", "tool"], Asked::Tool),
    (&["welche", "tools"], Asked::Tool),
    (&["welches", "werkzeug"], Asked::Tool),
    (&["tool", "fur"], Asked::Tool),
    (&["what", "own"], Asked::Owned),
    (&["was", "gehort"], Asked::Owned),
    (&["where"], PLACE),
    (&["wo"], PLACE),
    (&["how", "fast"], SLA),
    (&["how", "quickly"], SLA),
    (&["how", "soon"], SLA),
    (&["how", "long"], SLA),
    (&["wie", "lange"], SLA),
    (&["wie", "schnell"], SLA),
    (&["sla"], SLA),
    (&["when", "contract"], RENEWAL),
    (&["contract", "end"], RENEWAL),
    (&["contract", "ends"], RENEWAL),
    (&["when", "expire"], RENEWAL),
    (&["when", "expires"], RENEWAL),
    (&["wann", "vertrag"], RENEWAL),
    (&["vertrag", "ende"], RENEWAL),
    (&["wann", "lauft", "aus"], RENEWAL),
    (&["when", "renew"], RENEWAL),
    (&["when", "renewal"], RENEWAL),
    (&["renewal"], RENEWAL),
    (&["wann", "verlangert"], RENEWAL),
    (&["how", "much"], COST),
    (&["price", "of"], COST),
    (&["preis", "von"], COST),
    (&["cost"], COST),
    (&["wie", "viel", "kostet"], COST),
    (&["was", "kostet"], COST),
    (&["kostet"], COST),
    (&["kosten"], COST),
    (&["or"], Asked::Difference),
    (&["oder"], Asked::Difference),
    (&["what"], MEANING),
    (&["meaning"], MEANING),
    (&["define"], MEANING),
    (&["was"], MEANING),
    (&["bedeutet"], MEANING),
];

/// The months, by number: by these names, and by what these begin with.
pub(super) const MONTHS: &[(u8, &str)] = &[
    (1, "january"),
    (1, "januar"),
    (2, "february"),
    (2, "februar"),
    (3, "march"),
    (3, "marz"),
    (4, "april"),
    (5, "may"),
    (5, "mai"),
    (6, "june"),
    (6, "juni"),
    (7, "july"),
    (7, "juli"),
    (8, "august"),
    (9, "september"),
    (10, "october"),
    (10, "oktober"),
    (11, "november"),
    (12, "december"),
    (12, "dezember"),
];

/// What says no more of a time than that it is near.
pub(super) const SOON: &[&str] = &[
    "year",
    "quarter",
    "month",
    "soon",
    "coming",
    "upcoming",
    "jahr",
    "quartal",
    "monat",
    "bald",
    "demnachst",
    "nachstes",
];

/// What only holds a sentence together, or asks. Also in what is no question, it says nothing about what is looked for.
pub(super) const HOLDING: &str = "a about an and any are as at be been by can could did do does for from had has have how i if in is it \
    its me my of on or our shall should so that the their them there these they this those to us was we were what whats \
    when where which who whom whose why will with would you your use uses used using \
    als am an auch auf aus bei beim bin da dass das dem den der des die ein eine einem einen einer es fur hat haben ich ihr im ist \
    kann konnen man mich mir mit muss mussen nach ob oder sein sich sie sind soll sollen um und uns unser unsere vom von war wann \
    warum welche welchem welchen welcher welches wem wen wenn wer werden wie wir wird wo woher wohin wozu wofur zu zum zur zwischen \
    darf durfen nutzen benutzen verwenden";

/// What says nothing about what a question asks for, besides.
pub(super) const FILLING: &str = "after answer answered answers approve approves ask before between comes contact costs date decide decides \
    find get keep kept know live long looks manage manages mean means need next now number owned owner owns own person please \
    request respond react responsible run runs s someone stand stands stay still stored talk \
    antworten beantrage beantwortet beantworten bekomme bekommen betreut datum e entscheidet finde frage gehort gehen heisst kommt kummert leitet liegt mail nehmen noch \
    pflegt reagieren reagiert steht unterschied verantwortet verantwortlich vergleiche vor wende zustandig";
