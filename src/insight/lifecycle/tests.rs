//! What holds for every lifecycle that is drawn.

use super::layout::{Layout, Sizes, layout};
use super::svg::{Direction, Use, svg};
use super::words::{mermaid, way_out};
use super::{Lifecycle, Move};
use crate::insight::Book;
use crate::model::{
    Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, SectionId, StandardSection, Value, arbitrary,
};
use proptest::prelude::*;

const HOME: Home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));
const SIZES: Sizes = Sizes { length: 100.0, breadth: 40.0, gap: 60.0, space: 20.0, lane: 10.0 };

/// A playbook with these stages and, between their places, these transitions.
pub(crate) fn playbook(stages: &[&str], transitions: &[(usize, usize, Move)]) -> Playbook {
    let mut playbook = Playbook::new(PlaybookId::from_bits(1), "");
    let id = |place: usize| EntryId::from_bits(place as u128 + 1);
    for ((place, name), order) in stages.iter().enumerate().zip(OrderKey::spread(stages.len())) {
        let mut stage = Entry::new(id(place), Kind::Stage, HOME, order);
        stage.set(Field::Name, Value::Line((*name).to_owned()));
        playbook.entries.insert(stage.id, stage);
    }
    for ((place, (from, to, kind)), order) in transitions.iter().enumerate().zip(OrderKey::spread(transitions.len())) {
        let home = Home::Entry(id(*from));
        let mut transition = Entry::new(EntryId::from_bits(1_000 + place as u128), Kind::Transition, home, order);
        transition.set(Field::ToStage, Value::Refs(vec![id(*to)]));
        transition.set(Field::TransitionKind, Value::Line(kind.code().to_owned()));
        playbook.entries.insert(transition.id, transition);
    }
    playbook
}

fn laid_out(stages: usize, transitions: &[(usize, usize, Move)]) -> Layout {
    let playbook = playbook(&vec!["Stage"; stages], transitions);
    layout(&Lifecycle::of(&Book::of(&playbook)), SIZES)
}

fn layers(layout: &Layout) -> Vec<usize> {
    let step = SIZES.length + SIZES.gap;
    layout
        .stages
        .iter()
        .map(|stage| (0..99).find(|layer| f64::from(*layer) * step >= stage.along).unwrap_or(99))
        .map(|layer| usize::try_from(layer).unwrap_or_default())
        .collect()
}

#[test]
fn stages_stand_behind_those_that_advance_to_them() {
    use Move::{Advance as A, Disqualify as D, Recycle as R};
    for (stages, transitions, expected) in [
        (1, &[][..], &[0][..]),
        (3, &[(0, 1, A), (1, 2, A)], &[0, 1, 2]),
        // What goes back and out has no say.
        (3, &[(0, 1, A), (1, 2, A), (2, 0, R), (1, 0, D)], &[0, 1, 2]),
        // Past one that is in between.
        (3, &[(0, 1, A), (1, 2, A), (0, 2, A)], &[0, 1, 2]),
        // Side by side.
        (4, &[(0, 1, A), (0, 2, A), (1, 3, A), (2, 3, A)], &[0, 1, 1, 2]),
        // In circles.
        (3, &[(0, 1, A), (1, 2, A), (2, 0, A)], &[0, 1, 2]),
        (2, &[(0, 0, A), (0, 1, A)], &[0, 1]),
        // Where records that are out end up.
        (4, &[(0, 1, A), (1, 2, A), (0, 3, D), (1, 3, D)], &[0, 1, 2, 3]),
        // Where records wait until they go on again.
        (4, &[(0, 1, A), (1, 2, A), (2, 3, R), (3, 2, A)], &[0, 1, 2, 1]),
        // Nothing was drawn yet: in the order of the list.
        (3, &[], &[0, 1, 2]),
    ] {
        assert_eq!(layers(&laid_out(stages, transitions)), expected, "{transitions:?}");
    }
}

#[test]
fn arrows_of_one_kind_to_one_stage_share_a_lane() {
    let transitions = [(0, 1, Move::Advance), (1, 2, Move::Advance), (1, 0, Move::Recycle), (2, 0, Move::Recycle)];
    let layout = laid_out(3, &transitions);
    let lanes: Vec<_> =
        layout.arrows.iter().filter(|arrow| !arrow.straight).map(|arrow| arrow.path[1].across).collect();
    assert_eq!(lanes.len(), 2);
    assert!((lanes[0] - lanes[1]).abs() < f64::EPSILON);
}

#[test]
fn several_ways_between_two_stages_are_one_arrow() {
    let layout = laid_out(2, &[(0, 1, Move::Advance), (0, 1, Move::Advance), (0, 1, Move::Recycle)]);
    let counts: Vec<_> = layout.arrows.iter().map(|arrow| (arrow.kind, arrow.transitions.len())).collect();
    assert_eq!(counts, [(Move::Advance, 2), (Move::Recycle, 1)]);
}

#[test]
fn ways_out_are_sentences() {
    let mut playbook =
        playbook(&["Lead", "MQL", "Other"], &[(0, 1, Move::Advance), (1, 0, Move::Recycle), (1, 2, Move::Disqualify)]);
    let person = EntryId::from_bits(77);
    let mut entry = Entry::new(person, Kind::Person, Home::Directory, OrderKey::default());
    entry.set(Field::Name, Value::Line("Ana".into()));
    playbook.entries.insert(person, entry);
    let mut set = |bits: u128, field, value| {
        assert!(playbook.entries.get_mut(&EntryId::from_bits(bits)).expect("an entry").set(field, value));
    };
    set(1, Field::Sla, Value::Line("Within 24 hours".into()));
    set(1_000, Field::Trigger, Value::Line("Score of 50 or more.".into()));
    set(1_000, Field::DoneBy, Value::Refs(vec![person]));
    set(1_001, Field::Trigger, Value::Line("SDR gives up".into()));
    let book = Book::of(&playbook);
    let lifecycle = Lifecycle::of(&book);
    let told: Vec<_> = lifecycle.transitions.iter().map(|way| way_out(&book, &lifecycle, way)).collect();
    assert_eq!(
        told,
        [
            "to MQL when score of 50 or more, by Ana (within 24 hours)",
            "back to Lead when SDR gives up",
            "out, to Other"
        ]
    );
}

/// What stands beside arrows: how far from the left it begins and ends, about, and the words.
fn labels(playbook: &Playbook, direction: Direction) -> Vec<(f64, f64, String)> {
    let book = Book::of(playbook);
    let picture = svg(&book, &Lifecycle::of(&book), direction, Use::File, |english| english).into_string();
    let label = |text: &str| {
        let words = text.split(['>', '<']).nth(1).unwrap_or_default().to_owned();
        let value = |name: &str| text.split(&format!(" {name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
        let x: f64 = value("x").and_then(|x| x.parse().ok()).expect("a place");
        let width: f64 = words.chars().map(|_| 6.3).sum();
        let from = match value("text-anchor") {
            Some("end") => x - width,
            Some("middle") => x - width / 2.0,
            _ => x,
        };
        (from, from + width, words)
    };
    picture.split("<text class=\"label\"").skip(1).map(label).collect()
}

#[test]
fn words_beside_arrows_run_into_nothing() {
    use Move::{Advance as A, Recycle as R};
    let mut playbook = playbook(&["Lead", "Waits", "MQL"], &[(0, 2, A), (1, 2, A), (2, 1, R), (2, 0, R)]);
    let person = EntryId::from_bits(77);
    let mut entry = Entry::new(person, Kind::Person, Home::Directory, OrderKey::default());
    entry.set(Field::Name, Value::Line("Marketing operations".into()));
    playbook.entries.insert(person, entry);
    for bits in [1_000, 1_001] {
        let transition = playbook.entries.get_mut(&EntryId::from_bits(bits)).expect("an entry");
        assert!(transition.set(Field::DoneBy, Value::Refs(vec![person])));
    }
    let stage = playbook.entries.get_mut(&EntryId::from_bits(1)).expect("an entry");
    stage.set(Field::Sla, Value::Line("Decision within 15 working days".into()));

    // Between the stages, and not as far as an arrow turns to another row.
    let right = labels(&playbook, Direction::Right);
    assert!(right.iter().all(|(from, to, _)| *from > 12.0 + 152.0 && *to < 12.0 + 152.0 + 126.0 * 0.8), "{right:?}");
    // Above and below each other: not as far out as the first lanes.
    let down = labels(&playbook, Direction::Down);
    let inside = |(from, to): (f64, f64)| [44.0, 44.0 + 194.0].iter().any(|x| from > x - 16.0 && to < x + 170.0 + 16.0);
    assert!(down.iter().all(|(from, to, _)| inside((*from, *to))), "{down:?}");
    for labels in [right, down] {
        let words: Vec<_> = labels.iter().map(|(.., words)| words.as_str()).collect();
        let operations = ["Marketing", "operations"];
        assert_eq!(words[..2], operations);
        assert_eq!(words[2..words.len() - 2].join(" "), "Decision within 15 working days");
        assert_eq!(words[words.len() - 2..], operations);
    }
}

#[test]
fn words_have_the_room_that_they_need() {
    let mut playbook =
        playbook(&["Sales accepted opportunity of an existing customer", "Won"], &[(0, 1, Move::Advance)]);
    let team = "Revenue operations for Europe, the Middle East and Africa";
    let pace = "Within four working hours of the region, or by noon of the next working day; weekends do not count";
    let person = EntryId::from_bits(77);
    let mut entry = Entry::new(person, Kind::Person, Home::Directory, OrderKey::default());
    entry.set(Field::Name, Value::Line(team.to_owned()));
    playbook.entries.insert(person, entry);
    for (bits, field, value) in [
        (1, Field::Owner, Value::Refs(vec![person])),
        (1, Field::Sla, Value::Line(pace.to_owned())),
        (1_000, Field::DoneBy, Value::Refs(vec![person])),
    ] {
        assert!(playbook.entries.get_mut(&EntryId::from_bits(bits)).expect("an entry").set(field, value));
    }
    let book = Book::of(&playbook);
    for direction in [Direction::Right, Direction::Down] {
        let picture = svg(&book, &Lifecycle::of(&book), direction, Use::File, |english| english).into_string();
        let texts: Vec<_> = picture.split(['<', '>']).skip(2).step_by(2).filter(|text| !text.is_empty()).collect();
        let written = texts.join(" ");
        assert!(!written.contains('…'), "{written}");
        assert_eq!(written.matches(team).count(), 3, "owner, who does it, and the hint of the arrow: {written}");
        assert!(written.contains(pace), "{written}");
        assert!(written.contains("Sales accepted opportunity of an existing customer"), "{written}");
    }
}

#[test]
fn arrows_that_begin_in_one_place_share_their_words() {
    let mut playbook = playbook(&["Lead", "MQL", "PQL"], &[(0, 1, Move::Advance), (0, 2, Move::Advance)]);
    for (bits, name) in [(77, "Ana"), (78, "Ben")] {
        let mut person = Entry::new(EntryId::from_bits(bits), Kind::Person, Home::Directory, OrderKey::default());
        person.set(Field::Name, Value::Line(name.into()));
        playbook.entries.insert(person.id, person);
    }
    let mut does = |transition: u128, person: u128| {
        let transition = playbook.entries.get_mut(&EntryId::from_bits(transition)).expect("an entry");
        assert!(transition.set(Field::DoneBy, Value::Refs(vec![EntryId::from_bits(person)])));
        let labels = labels(&playbook, Direction::Right).into_iter();
        labels.map(|(.., words)| words).collect::<Vec<_>>()
    };
    assert_eq!(does(1_000, 77), ["Ana"]);
    assert_eq!(does(1_001, 78), ["2 ways"]);
    assert_eq!(does(1_001, 77), ["Ana"]);
}

#[test]
fn mermaid_reads_any_name() {
    let playbook = playbook(&["A \"b\" #1", "<i>"], &[(0, 1, Move::Advance), (1, 0, Move::Recycle)]);
    let text = mermaid(&Lifecycle::of(&Book::of(&playbook)));
    let expected = "flowchart LR\n  s0[\"A #quot;b#quot; #35;1\"]\n  s1[\"#lt;i#gt;\"]\n  s0 --> s1\n  s1 -.-> s0\n";
    assert_eq!(text, expected);
}

fn transitions() -> impl Strategy<Value = (usize, Vec<(usize, usize, Move)>)> {
    (1_usize..26).prop_flat_map(|stages| {
        let one = (0..stages, 0..stages, prop::sample::select(Move::ALL.to_vec()));
        (Just(stages), prop::collection::vec(one, 0..60))
    })
}

proptest! {
    #[test]
    fn stages_never_cover_each_other_and_arrows_end_at_stages((stages, transitions) in transitions()) {
        let layout = laid_out(stages, &transitions);
        prop_assert_eq!(layout.arrows.iter().map(|arrow| arrow.transitions.len()).sum::<usize>(), transitions.len());
        for (place, one) in layout.stages.iter().enumerate() {
            prop_assert!(one.along >= 0.0 && one.along + SIZES.length <= layout.size.along + 0.1);
            prop_assert!(one.across >= 0.0 && one.across + SIZES.breadth <= layout.size.across + 0.1);
            for other in &layout.stages[place + 1..] {
                let apart = (one.along - other.along).abs() >= SIZES.length || (one.across - other.across).abs() >= SIZES.breadth;
                prop_assert!(apart, "{one:?} {other:?}");
            }
        }
        for arrow in &layout.arrows {
            for (end, stage) in [(arrow.path.first(), arrow.ends.0), (arrow.path.last(), arrow.ends.1)] {
                let (end, stage) = (end.expect("an end"), layout.stages[stage]);
                let inside = |at: f64, from: f64, length: f64| at >= from - 0.1 && at <= from + length + 0.1;
                prop_assert!(inside(end.along, stage.along, SIZES.length) && inside(end.across, stage.across, SIZES.breadth));
            }
            // Lanes run beside all stages.
            if !arrow.straight && arrow.path.len() >= 4 {
                let middle = arrow.path.windows(2).find(|pair| (pair[0].across - pair[1].across).abs() < f64::EPSILON && (pair[0].along - pair[1].along).abs() > SIZES.length);
                if let Some([one, two]) = middle {
                    let covers = |stage: &super::layout::Point| {
                        let beside = one.across > stage.across && one.across < stage.across + SIZES.breadth;
                        let (near, far) = (one.along.min(two.along), one.along.max(two.along));
                        beside && stage.along + SIZES.length > near + 0.1 && stage.along < far - 0.1
                    };
                    prop_assert!(!layout.stages.iter().any(covers));
                }
            }
        }
    }

    #[test]
    fn any_lifecycle_is_drawn_as_xml(playbook in arbitrary::playbook()) {
        let book = Book::of(&playbook);
        let lifecycle = Lifecycle::of(&book);
        for direction in [Direction::Right, Direction::Down] {
            for purpose in [Use::File, Use::Live { selected: None, draws: true }] {
                let picture = svg(&book, &lifecycle, direction, purpose, |english| english).into_string();
                prop_assert_eq!(picture.is_empty(), lifecycle.stages.is_empty());
                prop_assert!(!picture.contains("NaN") && !picture.chars().any(|c| c.is_control() && c != '\n'));
            }
        }
        let _ = mermaid(&lifecycle);
    }
}
