//! Checks of documents: where they are, who keeps them, and who may have them.

use super::{Check, Found, lacking};
use crate::model::{Entry, Field, Kind};
use guidepost_view::tr;

pub(super) const WITHOUT_LOCATION: Check = Check {
    key: "document-without-location",
    title: "Documents without a location",
    why: "A document that can't be found is written again.",
    run: |book, _| lacking(book.all(Kind::Document), Field::Location, "The {} has no location."),
};

pub(super) const UNCLEAR_LOCATION: Check = Check {
    key: "document-unclear-location",
    title: "Locations that lead nowhere",
    why: "A location that is neither a link nor a path can't be opened.",
    run: |book, _| book.all(Kind::Document).filter_map(unclear_location).collect(),
};

pub(super) const WITHOUT_OWNER: Check = Check {
    key: "document-without-owner",
    title: "Documents without an owner",
    why: "What nobody keeps up to date is out of date.",
    run: |book, _| lacking(book.all(Kind::Document), Field::Owner, "The {} has no owner."),
};

pub(super) const WITHOUT_SHARING_RULE: Check = Check {
    key: "document-without-sharing-rule",
    title: "Limited documents without a rule for sharing",
    why: "Who may not see everything must know whom to ask before it is passed on.",
    run: |book, _| {
        let is_limited = |document: &&Entry| document.text(Field::Audience) == "limited";
        lacking(
            book.all(Kind::Document).filter(is_limited),
            Field::Sharing,
            "The {} has no rule for sharing, though its audience is limited.",
        )
    },
};

fn unclear_location(document: &Entry) -> Option<Found> {
    let location = document.text(Field::Location).trim();
    let title = document.title();
    let what = || tr!("“{location}”, where the document “{title}” is, is neither a link nor a path.");
    (!location.is_empty() && !is_link(location) && !is_path(location)).then(|| Found::of(document, what()))
}

fn is_link(location: &str) -> bool {
    let lower = location.to_lowercase();
    ["http://", "https://", "mailto:"].iter().any(|scheme| {
        lower.strip_prefix(scheme).is_some_and(|rest| rest.starts_with(|c: char| !c.is_whitespace() && c != '/'))
    })
}

/// `Drive > Marketing > Brand`, `/Legal/Privacy`, `C:\Plans`, `\\server\share`, `Z:`.
fn is_path(location: &str) -> bool {
    let has_parts = location.contains(['/', '\\', '>', '›', '»', '→']);
    let is_drive = matches!(location.as_bytes(), [letter, b':', ..] if letter.is_ascii_alphabetic());
    let is_excuse = ["n/a", "http://", "https://"].contains(&location.to_lowercase().as_str());
    (has_parts || is_drive) && !is_excuse
}

#[cfg(test)]
mod tests {
    use super::super::sample::{GONE, named, row, says};
    use super::*;
    use crate::model::Field as F;

    #[test]
    fn what_a_document_does_not_say_is_found() {
        let (location, owner, sharing) = (&WITHOUT_LOCATION, &WITHOUT_OWNER, &WITHOUT_SHARING_RULE);
        for (check, field, text, expected) in [
            (location, F::Location, "", &["The document “Plan” has no location."][..]),
            (location, F::Location, "somewhere", &[]),
            (owner, F::Owner, "", &["The document “Plan” has no owner."]),
            (owner, F::Owner, "Ines", &[]),
            (owner, F::Owner, GONE, &[]),
            (
                sharing,
                F::Audience,
                "limited",
                &["The document “Plan” has no rule for sharing, though its audience is limited."],
            ),
            (sharing, F::Audience, "partners", &[]),
            (sharing, F::Audience, "", &[]),
        ] {
            let rows = [named(Kind::Person, "Ines"), row(Kind::Document, &[(F::Name, "Plan"), (field, text)])];
            assert_eq!(says(check, &rows), expected, "{field:?} {text}");
        }
        let shared = row(Kind::Document, &[(F::Audience, "limited"), (F::Sharing, "Ask Ines.")]);
        assert_eq!(says(sharing, &[shared]), [""; 0]);
    }

    #[test]
    fn unclear_locations_are_found() {
        for (location, is_clear) in [
            ("https://docs.example.com/plan (2026)", true),
            ("HTTP://example.com", true),
            ("mailto:plans@example.com", true),
            ("/Legal/Privacy/Record.xlsx", true),
            ("Drive > Marketing > Brand", true),
            ("C:\\Plans", true),
            ("Z:", true),
            ("\\\\server\\share", true),
            ("//server/share", true),
            ("docs.example.com/plan", true),
            ("", true),
            ("ask Ines", false),
            ("Google Drive", false),
            ("tbd", false),
            ("N/A", false),
            ("https://", false),
            ("mailto:", false),
            ("javascript:alert()", false),
        ] {
            let found = says(&UNCLEAR_LOCATION, &[row(Kind::Document, &[(F::Name, "Plan"), (F::Location, location)])]);
            assert_eq!(found.is_empty(), is_clear, "{location}");
        }
        let rows = [row(Kind::Document, &[(F::Name, "Plan"), (F::Location, "ask Ines")])];
        assert_eq!(
            says(&UNCLEAR_LOCATION, &rows),
            ["“ask Ines”, where the document “Plan” is, is neither a link nor a path."]
        );
    }
}
