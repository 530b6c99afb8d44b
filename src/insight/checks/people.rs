//! Checks of people and teams: whom nobody would miss in the playbook.

use super::{Check, Found, long_texts, noun_and_title};
use crate::insight::{Book, address};
use crate::model::{Edit, Entry, EntryId, Field, Kind};
use guidepost_view::tr;
use std::collections::HashSet;

pub(super) const WITHOUT_TASK: Check = Check {
    key: "person-without-task",
    title: "People who are named nowhere",
    why: "They have left, or something that they own does not say so.",
    run: |book, _| unused(book, Kind::Person, |_| true),
};

pub(super) const IDLE_TEAM: Check = Check {
    key: "team-without-task",
    title: "Teams without members and tasks",
    why: "An empty team that nothing belongs to is a leftover.",
    run: |book, _| {
        // The role of a team is what it answers for.
        let has_task = |team: &Entry| !team.text(Field::Role).trim().is_empty();
        unused(book, Kind::Team, |team| book.target(team, Field::Members).is_none() && !has_task(team))
    },
};

/// Those that no field points at and no text links to.
fn unused(book: &Book<'_>, kind: Kind, is_meant: impl Fn(&Entry) -> bool) -> Vec<Found> {
    let is_unused = |entry: &&Entry| book.referrers(entry.id).is_empty() && is_meant(entry);
    let mut unused: Vec<_> = book.all(kind).filter(is_unused).collect();
    // Texts are read only where that can still clear somebody.
    let linked = if unused.is_empty() { HashSet::new() } else { linked(book) };
    unused.retain(|entry| !linked.contains(&entry.id));
    unused.into_iter().map(found).collect()
}

fn found(entry: &Entry) -> Found {
    let title = entry.title();
    if entry.kind == Kind::Team {
        // More likely than that it is gone, nobody has said yet what it does: it is not offered to be deleted.
        return Found::of(entry, tr!("The {} has no members, and nothing belongs to it.", noun_and_title(entry)));
    }
    let what = tr!("“{title}” owns nothing, is in no team, and is named in no field.");
    Found::of(entry, what).mended(tr!("Delete “{title}”"), Edit::Delete(entry.id))
}

fn linked(book: &Book<'_>) -> HashSet<EntryId> {
    let texts = long_texts(book).into_iter();
    texts
        .flat_map(|text| address::in_text(text.text, book.playbook.id))
        .filter_map(|found| found.target.entry())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{GONE, found as findings, named, playbook, row, says};
    use super::*;
    use crate::model::{Field as F, PlaybookId};

    #[test]
    fn people_who_are_named_nowhere_are_found() {
        let link = format!("Ask [Ines](#/playbook/{}/people/{}).", PlaybookId::from_bits(1), EntryId::from_bits(1));
        for (other, expected) in [
            (None, &["“Ines” owns nothing, is in no team, and is named in no field."][..]),
            (Some(row(Kind::Team, &[(F::Members, "Ines")])), &[]),
            (Some(row(Kind::Tool, &[(F::Stakeholders, "Ines")])), &[]),
            (Some(row(Kind::Tool, &[(F::Purpose, link.as_str())])), &[]),
            (
                Some(row(Kind::Tool, &[(F::Stakeholders, "Ines")]).binned()),
                &["“Ines” owns nothing, is in no team, and is named in no field."],
            ),
        ] {
            let rows: Vec<_> = [Some(named(Kind::Person, "Ines")), other].into_iter().flatten().collect();
            assert_eq!(says(&WITHOUT_TASK, &rows), expected);
        }
        assert_eq!(says(&WITHOUT_TASK, &[named(Kind::Person, "Ines").binned()]), [""; 0]);
    }

    #[test]
    fn idle_teams_are_found() {
        for (rows, expected) in [
            (vec![named(Kind::Team, "Ops")], &["The team “Ops” has no members, and nothing belongs to it."][..]),
            (
                vec![row(Kind::Team, &[(F::Name, "Ops"), (F::Members, GONE)])],
                &["The team “Ops” has no members, and nothing belongs to it."],
            ),
            (vec![row(Kind::Team, &[(F::Name, "Ops"), (F::Members, "Ines")]), named(Kind::Person, "Ines")], &[]),
            (vec![named(Kind::Team, "Ops"), row(Kind::Tool, &[(F::Manager, "Ops")])], &[]),
            (vec![row(Kind::Team, &[(F::Name, "Ops"), (F::Role, "Keeps the lists clean")])], &[]),
            (
                vec![row(Kind::Team, &[(F::Name, "Ops"), (F::Role, " "), (F::Contact, "#ops")])],
                &["The team “Ops” has no members, and nothing belongs to it."],
            ),
        ] {
            assert_eq!(says(&IDLE_TEAM, &rows), expected);
        }
    }

    #[test]
    fn who_is_not_needed_can_be_deleted() {
        let fix = findings(&WITHOUT_TASK, &playbook(&[named(Kind::Person, "Ines")])).pop().and_then(|found| found.fix);
        assert_eq!(fix.map(|fix| fix.edit), Some(Edit::Delete(EntryId::from_bits(1))));
    }
}
