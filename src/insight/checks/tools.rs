//! Checks of tools and channels: who runs them, what for, what they cost, and when that has to be decided again.

use super::{Check, Found, called, folded, lacking, listed, noun_and_title};
use crate::insight::{Book, cost};
use crate::language::day;
use crate::model::sorting::sort_by;
use crate::model::{Edit, Entry, EntryId, Field, Kind, Value};
use chrono::NaiveDate;
use guidepost_view::tr;
use std::collections::HashMap;

pub(super) const WITHOUT_MANAGER: Check = Check {
    key: "tool-without-manager",
    title: "Tools without a manager",
    why: "Nobody knows whom to ask about it, and nobody decides whether it stays.",
    run: |book, _| lacking(in_use(book), Field::Manager, "The {} has no manager."),
};

pub(super) const WITHOUT_PURPOSE: Check = Check {
    key: "tool-without-purpose",
    title: "Tools without a purpose",
    why: "Who does not know what a tool is for buys a second one.",
    run: |book, _| {
        let says_nothing = |tool: &&Entry| tool.text(Field::UseFor).trim().is_empty();
        lacking(in_use(book).filter(says_nothing), Field::Purpose, "The {} has no purpose.")
    },
};

pub(super) const OVERLAP: Check = Check {
    key: "tools-overlap",
    title: "Several tools for one job",
    why: "Two tools in one category may be paid for the same work.",
    run: |book, _| overlaps(book),
};

pub(super) const RENEWAL: Check = Check {
    key: "tool-renewal",
    title: "Renewals to decide on",
    why: "After the day of renewal, the next year is paid for.",
    run: |book, today| {
        let mut tools: Vec<_> = in_use(book).filter_map(|tool| Some((renewal_date(tool)?, tool))).collect();
        sort_by(&mut tools, |(one, _), (other, _)| one.cmp(other));
        tools.into_iter().filter_map(|(date, tool)| renewal(tool, date, today)).collect()
    },
};

pub(super) const RETIRED_BUT_USED: Check = Check {
    key: "tool-retired-but-used",
    title: "Retired tools that others refer to",
    why: "Readers take it for a connection that works.",
    run: |book, _| tools(book).filter(|tool| is_retired(tool)).filter_map(|tool| still_used(book, tool)).collect(),
};

fn tools<'p>(book: &Book<'p>) -> impl Iterator<Item = &'p Entry> {
    book.all(Kind::Tool).chain(book.all(Kind::Channel))
}

fn is_retired(entry: &Entry) -> bool {
    entry.text(Field::Status) == "retired"
}

fn in_use<'p>(book: &Book<'p>) -> impl Iterator<Item = &'p Entry> {
    tools(book).filter(|tool| !is_retired(tool))
}

/// Channels count only where they are paid for: that there are several channels in one chat tool is what it is for.
fn overlaps(book: &Book<'_>) -> Vec<Found> {
    let mut categories: Vec<(String, Vec<&Entry>)> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let is_paid = |tool: &&Entry| tool.kind == Kind::Tool || !tool.text(Field::Cost).trim().is_empty();
    let active = tools(book).filter(|tool| tool.text(Field::Status) == "active").filter(is_paid);
    for tool in active {
        let category = folded(tool.text(Field::Category));
        if category.is_empty() {
            continue;
        }
        let place = *places.entry(category.clone()).or_insert_with(|| {
            categories.push((category, Vec::new()));
            categories.len() - 1
        });
        categories[place].1.push(tool);
    }
    categories.into_iter().filter_map(|(category, tools)| overlap(&category, &tools)).collect()
}

fn overlap(category: &str, tools: &[&Entry]) -> Option<Found> {
    let (first, others) = tools.split_first().filter(|(_, others)| !others.is_empty())?;
    let costs: Option<Vec<_>> = tools.iter().map(|tool| cost::read(tool.text(Field::Cost))).collect();
    let sum =
        costs.and_then(|costs| cost::sum(&costs)).map(|sum| tr!(" Together they cost {sum}.")).unwrap_or_default();
    let (names, shown) = (listed(tools.iter().copied()), first.text(Field::Category).trim());
    let what = if others.len() == 1 {
        tr!("{names} are both active in the category “{shown}”.{sum}")
    } else {
        tr!("{names} are all active in the category “{shown}”.{sum}")
    };
    Some(Found::of(first, what).with(others.iter().map(|tool| tool.id)).known_by(category))
}

/// So many days ahead a renewal is spoken of.
const AHEAD: i64 = 60;

fn renewal_date(tool: &Entry) -> Option<NaiveDate> {
    tool.text(Field::RenewalDate).trim().parse().ok()
}

fn renewal(tool: &Entry, date: NaiveDate, today: NaiveDate) -> Option<Found> {
    let days = date.signed_duration_since(today).num_days();
    let (name, when) = (noun_and_title(tool), day(&date.to_string()));
    let what = match (days, tool.text(Field::Status)) {
        (..0, _) => tr!("The renewal of the {name} was on {when}: note the next one."),
        (AHEAD.., _) if days > AHEAD => return None,
        (_, "retiring") => tr!("The {name} is being retired, and renews on {when} unless it is cancelled."),
        (0, _) => tr!("The {name} renews today."),
        (1, _) => tr!("The {name} renews tomorrow."),
        _ => tr!("The {name} renews on {when}, in {days} days."),
    };
    Some(Found::of(tool, what).known_by(format!("{}:{date}", tool.id)))
}

fn still_used(book: &Book<'_>, tool: &Entry) -> Option<Found> {
    let references = book.referrers(tool.id).iter().filter_map(|(id, field)| Some((book.entry(*id)?, *field)));
    let references: Vec<_> = references.filter(|(entry, _)| !is_retired(entry)).collect();
    let users: Vec<&Entry> = references.iter().map(|(entry, _)| *entry).collect();
    let (name, names) = (noun_and_title(tool), listed(users.iter().copied()));
    let (what, label) = match users.as_slice() {
        [] => return None,
        [_] => (tr!("The {name} is retired, and {names} still refers to it."), tr!("Remove the reference")),
        _ => (tr!("The {name} is retired, and {names} still refer to it."), tr!("Remove the references")),
    };
    let edits = references.iter().map(|(entry, field)| without(entry, *field, |id| id == tool.id)).collect();
    let fix = Edit::All(tr!("remove references to {}", called(book, tool)), edits);
    Some(Found::of(tool, what).with(users.iter().map(|entry| entry.id)).mended(label, fix))
}

/// Takes references out of a field.
pub(super) fn without(entry: &Entry, field: Field, is_gone: impl Fn(EntryId) -> bool) -> Edit {
    let kept = entry.refs(field).iter().copied().filter(|id| !is_gone(*id)).collect();
    Edit::Set(entry.id, field, Value::Refs(kept))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Row, found, named, playbook, row, says};
    use super::*;
    use crate::model::Field as F;

    fn tool(kind: Kind, fields: &[(F, &str)]) -> Row {
        row(kind, &[&[(F::Name, "Zoom")], fields].concat())
    }

    #[test]
    fn tools_without_manager_or_purpose_are_found() {
        let (manager, purpose) = (&WITHOUT_MANAGER, &WITHOUT_PURPOSE);
        for (check, kind, fields, expected) in [
            (manager, Kind::Tool, &[][..], &["The tool “Zoom” has no manager."][..]),
            (manager, Kind::Channel, &[], &["The channel “Zoom” has no manager."]),
            (manager, Kind::Tool, &[(F::Status, "trial")], &["The tool “Zoom” has no manager."]),
            (manager, Kind::Tool, &[(F::Status, "retired")], &[]),
            (manager, Kind::Tool, &[(F::Manager, "Ines")], &[]),
            (purpose, Kind::Tool, &[], &["The tool “Zoom” has no purpose."]),
            (purpose, Kind::Channel, &[(F::Purpose, " \n")], &["The channel “Zoom” has no purpose."]),
            (purpose, Kind::Channel, &[(F::UseFor, "Talking")], &[]),
            (purpose, Kind::Tool, &[(F::Purpose, "Talking")], &[]),
            (purpose, Kind::Tool, &[(F::Status, "retired")], &[]),
        ] {
            let rows = [named(Kind::Person, "Ines"), tool(kind, fields)];
            assert_eq!(says(check, &rows), expected, "{kind:?} {fields:?}");
        }
    }

    fn chat(name: &str, category: &str, cost: &str) -> Row {
        row(Kind::Tool, &[(F::Name, name), (F::Category, category), (F::Cost, cost)])
    }

    fn channel(name: &str, cost: &str) -> Row {
        row(Kind::Channel, &[(F::Name, name), (F::Category, "Chat"), (F::Cost, cost)])
    }

    #[test]
    fn tools_for_one_job_are_found() {
        let status = |status| row(Kind::Tool, &[(F::Name, "C"), (F::Category, "Chat"), (F::Status, status)]);
        for (rows, expected) in [
            (
                vec![chat("A", "Chat", "$100 a month"), chat("B", " chat", "$50.50 a month")],
                &["“A” and “B” are both active in the category “Chat”. Together they cost $150.50 a month."][..],
            ),
            (
                vec![chat("A", "Chat", "Free"), chat("B", "Chat", ""), chat("C", "CHAT", "$50 a month")],
                &["“A”, “B” and “C” are all active in the category “Chat”."],
            ),
            (
                vec![chat("A", "Chat", "€9 a year"), channel("B", "Free")],
                &["“A” and “B” are both active in the category “Chat”. Together they cost €9 a year."],
            ),
            (vec![chat("A", "Chat", ""), chat("B", "Chats", "")], &[]),
            (vec![chat("A", "", ""), chat("B", "", "")], &[]),
            (vec![channel("A", ""), channel("B", "")], &[]),
            (vec![chat("A", "Chat", ""), status("trial"), status("retiring"), status("retired")], &[]),
        ] {
            assert_eq!(says(&OVERLAP, &rows), expected);
        }
    }

    #[test]
    fn renewals_are_spoken_of_in_time() {
        for (date, status, expected) in [
            ("2026-11-20", "active", Some("The renewal of the tool “Zoom” was on 2026-11-20: note the next one.")),
            ("2026-11-21", "active", Some("The tool “Zoom” renews today.")),
            ("2026-11-22", "trial", Some("The tool “Zoom” renews tomorrow.")),
            ("2027-01-20", "active", Some("The tool “Zoom” renews on 2027-01-20, in 60 days.")),
            ("2027-01-21", "active", None),
            (
                "2026-12-31",
                "retiring",
                Some("The tool “Zoom” is being retired, and renews on 2026-12-31 unless it is cancelled."),
            ),
            ("2026-11-20", "retired", None),
            ("2026-12-31", "retired", None),
            ("next year", "active", None),
            ("", "active", None),
        ] {
            let rows = [tool(Kind::Tool, &[(F::RenewalDate, date), (F::Status, status)])];
            assert_eq!(says(&RENEWAL, &rows), expected.as_slice(), "{date} {status}");
        }
    }

    #[test]
    fn retired_tools_in_use_are_found() {
        let user =
            |name: &str, status| row(Kind::Tool, &[(F::Name, name), (F::Status, status), (F::IntegratesWith, "Zoom")]);
        for (status, users, expected) in [
            ("retired", vec![user("A", "active")], &["The tool “Zoom” is retired, and “A” still refers to it."][..]),
            (
                "retired",
                vec![user("A", "active"), user("B", "retired"), user("C", "trial")],
                &["The tool “Zoom” is retired, and “A” and “C” still refer to it."],
            ),
            ("retired", vec![user("A", "retired"), user("B", "active").binned()], &[]),
            ("retiring", vec![user("A", "active")], &[]),
            ("retired", vec![], &[]),
        ] {
            let rows = [vec![tool(Kind::Tool, &[(F::Status, status)])], users].concat();
            assert_eq!(says(&RETIRED_BUT_USED, &rows), expected);
        }
    }

    #[test]
    fn the_reference_is_removed_and_no_other() {
        let user = row(Kind::Tool, &[(F::Name, "A"), (F::IntegratesWith, "HubSpot + Zoom")]);
        let playbook = playbook(&[tool(Kind::Tool, &[(F::Status, "retired")]), user, named(Kind::Tool, "HubSpot")]);
        let fix = found(&RETIRED_BUT_USED, &playbook).pop().and_then(|found| found.fix).map(|fix| fix.edit);
        let set = Edit::Set(EntryId::from_bits(2), F::IntegratesWith, Value::Refs(vec![EntryId::from_bits(3)]));
        assert_eq!(fix, Some(Edit::All("remove references to “Zoom”".to_owned(), vec![set])));
    }
}
