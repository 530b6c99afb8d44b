//! Checks of the lifecycle: what a stage says of itself, and whether records find their way through.
//!
//! An end is the last stage of the list, or one that a `disqualify` transition leads to: there a record may stay. Nothing is
//! said about ways as long as no stage leads to another: somebody has only begun.

use super::ways::{Circle, Ways};
use super::{Check, Found, lacking, listed};
use crate::insight::Book;
use crate::model::{Entry, Field, Kind};
use guidepost_view::tr;

pub(super) const WITHOUT_DEFINITION: Check = Check {
    key: "stage-without-definition",
    title: "Stages without a definition",
    why: "Who does not know what a stage means puts records into the wrong one.",
    run: |book, _| lacking(book.all(Kind::Stage), Field::Definition, "The {} has no definition."),
};

pub(super) const WITHOUT_ENTRY_CRITERIA: Check = Check {
    key: "stage-without-entry-criteria",
    title: "Stages without entry criteria",
    why: "Without them, everybody decides by feeling what belongs there, and numbers can't be compared.",
    run: |book, _| lacking(book.all(Kind::Stage), Field::EntryCriteria, "The {} has no entry criteria."),
};

pub(super) const WITHOUT_EXIT_CRITERIA: Check = Check {
    key: "stage-without-exit-criteria",
    title: "Stages without exit criteria",
    why: "Records pile up in a stage when nobody knows what moves them on.",
    run: |book, _| {
        let ways = Ways::of(book);
        let goes_on = ways.stages.iter().enumerate().filter(|(place, _)| !ways.is_final(*place));
        lacking(goes_on.map(|(_, stage)| *stage), Field::ExitCriteria, "The {} has no exit criteria.")
    },
};

pub(super) const WITHOUT_OWNER: Check = Check {
    key: "stage-without-owner",
    title: "Stages without an owner",
    why: "A record that nobody is responsible for is forgotten.",
    run: |book, _| lacking(book.all(Kind::Stage), Field::Owner, "The {} has no owner."),
};

pub(super) const UNREACHABLE: Check = Check {
    key: "stage-unreachable",
    title: "Stages that nothing leads to",
    why: "A stage that no transition leads to stays empty, or fills by ways that nobody wrote down.",
    run: |book, _| {
        circles(
            book,
            |circle| !circle.has_way_in && !circle.stages.contains(&0),
            |stages| match stages {
                [stage] => tr!("No transition leads to the stage “{}”.", stage.title()),
                _ => tr!("No transition leads to {}, but from one of them to another.", listed(stages.iter().copied())),
            },
        )
    },
};

pub(super) const DEAD_END: Check = Check {
    key: "stage-dead-end",
    title: "Stages that lead nowhere",
    why: "Records get stuck where no transition leads out. An end of the lifecycle stands last in the list, or is reached by \
          disqualifying.",
    run: |book, _| {
        let is_dead_end = |circle: &Circle| is_trap(circle) && circle.stages.len() == 1;
        circles(book, is_dead_end, |stages| {
            tr!("No transition leads out of the stage {}.", listed(stages.iter().copied()))
        })
    },
};

pub(super) const CIRCLE: Check = Check {
    key: "stage-circle",
    title: "Circles without a way out",
    why: "Records that come into such a circle never reach an end of the lifecycle.",
    run: |book, _| {
        let is_circle = |circle: &Circle| is_trap(circle) && circle.stages.len() > 1;
        circles(book, is_circle, |stages| {
            tr!("{} lead only to each other, and none of them is an end.", listed(stages.iter().copied()))
        })
    },
};

fn is_trap(circle: &Circle) -> bool {
    !circle.has_way_out && !circle.has_end
}

/// One finding for each circle of that sort, at the first of its stages.
fn circles(book: &Book<'_>, is_meant: impl Fn(&Circle) -> bool, what: impl Fn(&[&Entry]) -> String) -> Vec<Found> {
    let ways = Ways::of(book);
    if ways.is_empty() {
        return Vec::new();
    }
    let found = |circle: Circle| {
        let stages: Vec<&Entry> = circle.stages.iter().map(|place| ways.stages[*place]).collect();
        let (first, others) = stages.split_first()?;
        Some(Found::of(first, what(&stages)).with(others.iter().map(|stage| stage.id)))
    };
    ways.circles().into_iter().filter(is_meant).filter_map(found).collect()
}

#[cfg(test)]
mod tests {
    use super::super::sample::{GONE, Row, named, row, says};
    use super::*;
    use crate::model::Field as F;

    fn full() -> [(F, &'static str); 5] {
        [
            (F::Name, "Lead"),
            (F::Definition, "Left an address."),
            (F::EntryCriteria, "A form"),
            (F::ExitCriteria, "A score"),
            (F::Owner, "Ines"),
        ]
    }

    /// A stage with all but this field.
    fn without(field: F) -> Vec<Row> {
        let fields: Vec<_> = full().into_iter().filter(|(other, _)| *other != field).collect();
        // Two, as the last stage of the list is an end.
        vec![row(Kind::Stage, &fields), row(Kind::Stage, &full()), named(Kind::Person, "Ines")]
    }

    #[test]
    fn what_a_stage_does_not_say_is_found() {
        for (check, field, expected) in [
            (&WITHOUT_DEFINITION, F::Definition, "The stage “Lead” has no definition."),
            (&WITHOUT_ENTRY_CRITERIA, F::EntryCriteria, "The stage “Lead” has no entry criteria."),
            (&WITHOUT_EXIT_CRITERIA, F::ExitCriteria, "The stage “Lead” has no exit criteria."),
            (&WITHOUT_OWNER, F::Owner, "The stage “Lead” has no owner."),
        ] {
            assert_eq!(says(check, &without(field)), [expected]);
            assert_eq!(says(check, &without(F::Sla)), [""; 0]);
        }
        assert_eq!(says(&WITHOUT_OWNER, &[row(Kind::Stage, &[(F::Owner, GONE)])]), [""; 0], "it is a broken reference");
        assert_eq!(says(&WITHOUT_DEFINITION, &[named(Kind::Stage, "x").binned()]), [""; 0]);
        assert_eq!(
            says(&WITHOUT_DEFINITION, &[named(Kind::Stage, "")]),
            ["The stage “Untitled stage” has no definition."]
        );
        assert_eq!(says(&WITHOUT_EXIT_CRITERIA, &[named(Kind::Stage, "Customer")]), [""; 0], "nothing follows on it");
    }

    /// Stages with the ways out of each: `A: B C` leads from A to B and C, `!` before a name disqualifies, `?` is a
    /// transition that leads nowhere yet.
    fn stages(text: &'static str) -> Vec<Row> {
        let mut rows = Vec::new();
        for line in text.split(';') {
            let (name, targets) = line.split_once(':').unwrap_or((line, ""));
            rows.push(named(Kind::Stage, name.trim()));
            for target in targets.split_whitespace() {
                let kind = if target.starts_with('!') { "disqualify" } else { "advance" };
                let to = target.trim_matches(['!', '?']);
                rows.push(row(Kind::Transition, &[(F::ToStage, to), (F::TransitionKind, kind)]));
            }
        }
        rows
    }

    #[test]
    fn stages_that_nothing_leads_to_are_found() {
        for (ways, expected) in [
            ("A; B; C", &[][..]),
            ("A: B; B: C; C", &[]),
            ("A: B; B; C", &["No transition leads to the stage “C”."]),
            ("A: B; B; C: C", &["No transition leads to the stage “C”."]),
            ("A: B; B: A; C", &["No transition leads to the stage “C”."]),
            ("A; B: A", &["No transition leads to the stage “B”."]),
            ("A: B; B; C: D; D: C", &["No transition leads to “C” and “D”, but from one of them to another."]),
            ("A: B; B: !C; C", &[]),
        ] {
            assert_eq!(says(&UNREACHABLE, &stages(ways)), expected, "{ways}");
        }
    }

    #[test]
    fn dead_ends_and_circles_are_found() {
        for (ways, dead_ends, in_circles) in [
            ("A; B; C", &[][..], &[][..]),
            ("A: B; B: C; C", &[], &[]),
            ("A: B C; B; C", &["No transition leads out of the stage “B”."], &[]),
            ("A: B C; B: B; C", &["No transition leads out of the stage “B”."], &[]),
            ("A: !B C; B; C", &[], &[]),
            ("A: B C; B: ?; C", &[], &[]),
            ("A: B C; B: A; C", &[], &[]),
            ("A: B D; B: C; C: B; D", &[], &["“B” and “C” lead only to each other, and none of them is an end."]),
            ("A: B D; B: C; C: B ?; D", &[], &[]),
            ("A: B; B: C; C: B", &[], &[]),
            ("A: B D; B: !C; C: B; D", &[], &[]),
        ] {
            assert_eq!(says(&DEAD_END, &stages(ways)), dead_ends, "{ways}");
            assert_eq!(says(&CIRCLE, &stages(ways)), in_circles, "{ways}");
        }
    }

    #[test]
    fn a_way_to_a_deleted_stage_is_unfinished() {
        let mut rows = stages("A: B C; B; C");
        rows.insert(4, row(Kind::Transition, &[(F::ToStage, GONE)]));
        assert_eq!(says(&DEAD_END, &rows), [""; 0]);
    }

    #[test]
    fn long_ways_are_walked() {
        let names: Vec<_> = (0..1_000).map(|number| format!("S{number}")).collect();
        let mut rows = Vec::new();
        for (name, next) in names.iter().zip(names.iter().skip(1).chain(names.first())) {
            rows.extend([named(Kind::Stage, name), row(Kind::Transition, &[(F::ToStage, next)])]);
        }
        assert_eq!(says(&UNREACHABLE, &rows), [""; 0]);
    }
}
