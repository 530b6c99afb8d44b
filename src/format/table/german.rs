//! What the headings of German tables are called, and what stands in them, beside our own labels. [`super::english`] has the same
//! for English ones, which come first: what is a word in both languages is read as an English one.

use crate::model::{Agreement, Field, Field as F, Kind};

/// Headings that anything may have above its names.
pub(super) const GENERIC: &[&str] = &["bezeichnung", "titel", "wert", "typ", "art", "quelle", "gruppe", "anzeigename"];

/// Headings of columns that are of use only to the program that wrote them.
pub(super) const TECHNICAL: &[&str] = &[
    "nr",
    "nummer",
    "lfd nr",
    "zeile",
    "reihenfolge",
    "sortierung",
    "datensatz id",
    "datensatz nr",
    "erstellt am",
    "erstellt von",
    "erstellungsdatum",
    "geändert am",
    "geändert von",
    "zuletzt geändert",
    "zuletzt geändert am",
    "zuletzt geändert von",
];

/// Headings that say how far colleagues are.
pub(super) const AGREEMENT: &[&str] = &["freigabestatus", "freigegeben", "abgestimmt", "abstimmungsstand"];

/// What says that there is nothing.
pub(super) const BLANK: &[&str] = &["k. a.", "k.a.", "keine", "keiner", "unbekannt", "entfällt", "niemand"];

/// Short forms of months that are not how the month begins, and what months are called in Austria or without umlauts.
pub(super) const OTHER_MONTHS: [(&str, &str); 4] =
    [("mrz", "märz"), ("maerz", "märz"), ("jänner", "januar"), ("feber", "februar")];

/// Names of months, which may be cut short.
pub(super) const MONTHS: [&str; 12] = [
    "januar",
    "februar",
    "märz",
    "april",
    "mai",
    "juni",
    "juli",
    "august",
    "september",
    "oktober",
    "november",
    "dezember",
];

/// Names of days, which are cut to two letters.
pub(super) const DAYS: [&str; 7] = ["montag", "dienstag", "mittwoch", "donnerstag", "freitag", "samstag", "sonntag"];

/// What people say for our choices, by the code of the choice.
pub(super) const fn choices(field: Field) -> &'static [(&'static str, &'static [&'static str])] {
    const ACTIVE: &[&str] =
        &["im einsatz", "in betrieb", "in nutzung", "genutzt", "aktuell", "produktiv", "gültig", "ja"];
    match field {
        F::Status => &[
            ("active", ACTIVE),
            ("current", ACTIVE),
            ("trial", &["pilot", "in erprobung", "erprobung", "in evaluierung", "evaluierung", "testphase"]),
            ("retiring", &["wird abgelöst", "wird ersetzt", "auslaufend", "wird abgeschaltet", "gekündigt"]),
            (
                "retired",
                &[
                    "inaktiv",
                    "abgeschaltet",
                    "außer betrieb",
                    "ausgemustert",
                    "abgelöst",
                    "ersetzt",
                    "veraltet",
                    "nein",
                ],
            ),
        ],
        F::Audience => &[
            ("public", &["öffentlich", "extern", "alle"]),
            ("internal", &["intern", "firmenweit", "unternehmensweit", "alle mitarbeitenden"]),
            ("limited", &["vertraulich", "eingeschränkt", "beschränkt", "nur team", "privat"]),
            ("partners", &["partner", "nur partner", "agenturen"]),
        ],
        F::Setting => &[
            ("online", &["digital", "virtuell"]),
            ("offline", &["vor ort", "in präsenz", "präsenz"]),
            ("both", &["hybrid", "beides"]),
        ],
        F::TransitionKind => &[
            ("advance", &["vorwärts", "weiter", "qualifiziert", "aufstieg"]),
            ("recycle", &["zurück", "recycling", "nurturing"]),
            ("disqualify", &["disqualifiziert", "abgelehnt", "aussortiert"]),
        ],
        F::Outcome => &[
            ("keep", &["behalten", "unverändert", "bleibt", "beibehalten"]),
            ("change", &["ändern", "geändert", "überschreiben", "ersetzen"]),
        ],
        F::TokenKind => &[
            ("values", &["liste", "auswahlliste", "auswahl", "werte"]),
            ("free", &["frei", "freitext", "beliebig"]),
            ("date", &["tag", "monat", "zeit"]),
        ],
        _ => &[],
    }
}

/// How far colleagues are, in words that people use.
pub(super) fn agreement(text: &str) -> Option<Agreement> {
    match text {
        "freigegeben" | "abgestimmt" | "final" | "ja" | "erledigt" | "angenommen" => Some(Agreement::Agreed),
        "in prüfung" | "in diskussion" | "in arbeit" | "in bearbeitung" => Some(Agreement::InDiscussion),
        "offen" | "neu" | "vorschlag" | "nein" => Some(Agreement::Draft),
        _ => None,
    }
}

const WHO: &[&str] = &[
    "ansprechpartner",
    "ansprechpartnerin",
    "ansprechperson",
    "verantwortlich",
    "verantwortliche",
    "verantwortlicher",
    "zuständig",
    "zuständige person",
    "betreuer",
    "betreuung",
    "eigentümer",
    "administrator",
    "kontakt",
    "wer",
];

const fn names(kind: Kind) -> &'static [&'static str] {
    match kind {
        Kind::Stage => &["phase", "lifecycle phase", "lead status", "stufe", "bezeichnung"],
        Kind::Tool => &[
            "toolname",
            "tool name",
            "werkzeug",
            "anwendung",
            "programm",
            "plattform",
            "produkt",
            "lösung",
            "anbieter",
            "bezeichnung",
        ],
        Kind::Channel => &["kanalname", "kanal", "bezeichnung"],
        Kind::LeadSource => &["lead quelle", "leadquelle", "herkunft", "quelle", "wert", "bezeichnung"],
        Kind::OpportunityRule => &["fall", "regel", "wenn", "bedingung"],
        Kind::CampaignType => &["kampagnentyp", "kampagnenart", "typ", "art", "bezeichnung"],
        Kind::MemberStatus => &["mitgliedsstatus", "kampagnenmitgliedsstatus", "status", "bezeichnung"],
        Kind::NamingConvention => &["konvention", "namenskonvention", "objekt"],
        Kind::Token => &["baustein", "bestandteil", "element", "teil"],
        Kind::AllowedValue => &["erlaubter wert", "wert", "bezeichnung"],
        Kind::Procedure => &["prozess", "ablauf", "vorgang", "aufgabe", "anleitung"],
        Kind::Document => &["dokument", "dokumentname", "datei", "dateiname", "unterlage", "titel"],
        Kind::Definition => &["begriff", "wort", "kennzahl", "abkürzung", "fachbegriff", "bezeichnung"],
        Kind::Person => &["vollständiger name", "person", "mitarbeiter", "mitarbeiterin", "kollege", "kollegin"],
        Kind::Team => &["teamname", "abteilung", "bereich", "gruppe"],
        Kind::Reader => &["zielgruppe", "rolle"],
        Kind::Entry => &["thema", "betreff", "bezeichnung"],
        Kind::Transition | Kind::SourceRule => &[],
    }
}

/// What people call the columns of a field, the likeliest first; in small letters, with a blank for whatever is no letter.
pub(super) const fn synonyms(kind: Kind, field: Field) -> &'static [&'static str] {
    match field {
        F::Name => names(kind),
        F::Abbreviation => &["abk", "kürzel", "kurzform", "kurzname"],
        F::Definition => &["beschreibung", "bedeutung", "erklärung", "erläuterung", "was es heißt"],
        F::EntryCriteria => &["eintrittskriterien", "kriterien", "einstieg", "beginnt wenn"],
        F::ExitCriteria => &["austrittskriterien", "ausstieg", "endet wenn"],
        F::Owner | F::Manager => WHO,
        F::DoneBy => &["durch", "wer", "verantwortlich"],
        F::Stakeholders => &["beteiligte", "nutzer", "genutzt von", "abteilungen", "abteilung", "teams"],
        F::SystemValue => &["interner wert", "interner name", "api name", "crm wert", "wert im system"],
        F::Sla => &["reaktionszeit", "bearbeitungszeit", "frist"],
        F::ToStage => &["nach", "nächste phase", "zielphase", "in phase"],
        F::TransitionKind => &["richtung", "art", "typ"],
        F::Trigger => &["auslöser", "bedingung", "wenn"],
        F::ReasonValues => &["gründe", "ablehnungsgründe", "grund"],
        F::Note => &["notiz", "notizen", "anmerkung", "anmerkungen", "kommentar", "bemerkung", "hinweis"],
        F::Category => &["typ", "art", "bereich", "funktion"],
        F::Purpose => &["beschreibung", "wofür", "wozu", "verwendung", "einsatzzweck", "nutzen", "aufgabe"],
        F::Usage => &["nutzung", "anwendungsfälle", "so nutzen wir es"],
        F::Link => &["adresse", "webadresse", "internetadresse", "webseite", "login"],
        F::GuideLink => &["anleitung", "dokumentation", "handbuch", "schulung", "hilfe"],
        F::Status => &["zustand", "vertragsstatus"],
        F::Access => &["zugang", "zugriff", "berechtigungen", "zugriffsrechte", "lizenzen"],
        F::SignIn => &["anmeldeverfahren", "login art", "sso"],
        F::DataClassification => &["schutzklasse", "personenbezogene daten", "vertraulichkeit", "datenart"],
        F::Cost => {
            &["preis", "jahreskosten", "kosten pro jahr", "kosten im jahr", "kosten pro monat", "budget", "betrag"]
        }
        F::RenewalDate => &[
            "verlängerung",
            "vertragsende",
            "laufzeitende",
            "läuft bis",
            "vertrag bis",
            "laufzeit bis",
            "kündigung bis",
            "kündigungstermin",
        ],
        F::IntegratesWith => &["schnittstellen", "integrationen", "integration", "angebunden an", "verbindungen"],
        F::UseFor => &["verwenden für", "wofür", "themen", "thema"],
        F::NotFor => &["nicht verwenden für", "nicht für"],
        F::NamingPrefix => &["präfix", "vorsilbe"],
        F::Group => &["kategorie", "bereich", "kanal", "oberbegriff", "thema"],
        F::Active => &["in verwendung", "im einsatz", "verfügbar"],
        F::UtmSource => &["quelle"],
        F::UtmMedium => &["medium"],
        F::UtmCampaign => &["kampagne"],
        F::Referrer => &["verweisende seite", "verweis"],
        F::LandingPage => &["zielseite", "landingpage", "einstiegsseite"],
        F::OtherCondition => &["weitere bedingung", "bedingung", "bedingungen", "regel"],
        F::Outcome => &["entscheidung", "ergebnis"],
        F::ChangeTo => &["neue quelle", "ändern in"],
        F::LookBack => &["rückblick", "zeitfenster", "zeitraum"],
        F::Reason => &["grund", "warum", "begründung"],
        F::Description => &["beschreibung", "erläuterung", "was dazu zählt"],
        F::Setting => &["format", "durchführung"],
        F::CountsAsSuccess => &["erfolg", "zählt als erfolg", "geantwortet", "reagiert"],
        F::Separator => &["trenner"],
        F::GoodExamples => &["beispiele", "beispiel", "gute beispiele", "richtig"],
        F::BadExamples => &["schlechte beispiele", "gegenbeispiel", "falsch"],
        F::TokenKind => &["art", "typ"],
        F::DateFormat => &["datumsformat", "format"],
        F::Code => &["kürzel", "abkürzung", "schlüssel"],
        F::Body => &["inhalt", "schritte", "beschreibung", "vorgehen", "text"],
        F::Location => &["ort", "ablageort", "pfad", "ordner", "wo", "fundort", "speicherort"],
        F::System => &["abgelegt in", "ablage", "plattform", "laufwerk"],
        F::Audience => &["sichtbarkeit", "zielgruppe", "vertraulichkeit", "für wen", "zugriff"],
        F::Sharing => &["weitergabe", "freigaberegeln", "verteiler"],
        F::AlsoKnownAs => &["synonyme", "synonym", "abkürzung", "andere namen", "auch genannt", "alternativ"],
        F::Example => &["beispiele", "zum beispiel"],
        F::NotToBeConfusedWith => &["verwechslungsgefahr", "nicht verwechseln mit", "abgrenzung", "abzugrenzen von"],
        F::Links => &["quellen", "quelle", "weitere informationen", "siehe auch", "verweise"],
        F::Role => &["funktion", "position", "stelle", "aufgabe", "zuständigkeit", "titel"],
        F::Contact => &["telefon", "email adresse", "mailadresse", "kontaktdaten", "erreichbar unter"],
        // What matters to whom is chosen in the app.
        F::Reads | F::ReadsSections => &[],
        F::Members => &["teammitglieder", "mitarbeitende", "wer"],
    }
}

/// What stands above the names of what a part belongs to.
pub(super) const fn wholes(whole: Kind) -> &'static [&'static str] {
    match whole {
        Kind::Stage => &["von phase", "aus phase", "aktuelle phase", "phase", "von"],
        Kind::LeadSource => &["lead quelle", "leadquelle", "quelle"],
        Kind::CampaignType => &["kampagnentyp", "kampagnenart", "kampagne", "kampagnenname"],
        Kind::NamingConvention => &["konvention", "namenskonvention"],
        Kind::Token => &["baustein", "bestandteil", "element"],
        _ => &[],
    }
}
