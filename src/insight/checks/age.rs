//! Checks of age: what nobody has touched for a long time.

use super::{Check, Found, Place};
use crate::insight::Book;
use crate::model::{Section, Timestamp};
use chrono::NaiveDate;
use guidepost_view::tr;

pub(super) const STALE_SECTION: Check = Check {
    key: "section-stale",
    title: "Sections that nobody changed for 90 days",
    why: "What is not looked at slowly stops being true.",
    run: |book, today| {
        let shown = book.playbook.sections.iter().filter(|section| !section.deleted && !section.hidden);
        shown.filter_map(|section| stale(book, section, today)).collect()
    },
};

/// After so many days without a change a section is spoken of.
const LONG: i64 = 90;

/// By the latest change of what stands in the section. When introductions were changed is not known.
fn stale(book: &Book<'_>, section: &Section, today: NaiveDate) -> Option<Found> {
    let changes = book.entries_of(section.id).into_iter().map(|entry| entry.changed);
    let last = changes.filter(|changed| *changed != Timestamp::default()).max()?.date();
    let days = today.signed_duration_since(last).num_days();
    let what = tr!("Nothing in “{}” was changed since {}, {} days ago.", section.title(), last, days);
    (days > LONG).then(|| Found::at(Place::Section(section.id), what).known_by(format!("{}:{last}", section.id)))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{found, named, playbook, row, says};
    use super::*;
    use crate::model::Kind;

    #[test]
    fn sections_that_nobody_changes_are_found() {
        let tool = |day| named(Kind::Tool, "Zoom").changed(day);
        for (rows, expected) in [
            (
                vec![tool("2026-08-22"), tool("2026-01-01")],
                &["Nothing in “Demand Generation Tools” was changed since 2026-08-22, 91 days ago."][..],
            ),
            (vec![tool("2026-08-23"), tool("2026-01-01")], &[]),
            (vec![tool("2027-08-23")], &[]),
            (vec![named(Kind::Tool, "Zoom")], &[]),
            (vec![tool("2026-01-01").binned(), tool("2026-11-01")], &[]),
            (
                vec![
                    named(Kind::Stage, "Lead").changed("2026-01-01"),
                    row(Kind::Transition, &[]).changed("2026-11-01"),
                ],
                &[],
            ),
            (vec![named(Kind::Person, "Ines").changed("2026-01-01")], &[]),
            (vec![], &[]),
        ] {
            assert_eq!(says(&STALE_SECTION, &rows), expected);
        }
    }

    #[test]
    fn hidden_sections_may_rest() {
        let mut playbook = playbook(&[named(Kind::Tool, "Zoom").changed("2026-01-01")]);
        playbook.sections[0].hidden = true;
        assert!(found(&STALE_SECTION, &playbook).is_empty());
    }
}
