//! What is written into the picture, and how large stages and gaps are so that there is room for it.

use super::Lifecycle;
use super::layout::{Arrow, Sizes, TURN};
use super::lettering::{NAME, SMALL};
use super::svg::Direction;
use crate::insight::Book;
use crate::language::{Word, filled};
use crate::model::{Entry, Field};
use std::collections::BTreeSet;

/// What is written at one stage.
pub(super) struct Texts {
    /// Its name.
    pub(super) name: String,
    /// Below the name: its abbreviation and its owner.
    pub(super) small: String,
    /// Who takes records on.
    pub(super) who: String,
    /// How fast.
    pub(super) pace: String,
}

impl Texts {
    /// What is written at the stages of a lifecycle, in their order, between which these arrows run.
    pub(super) fn of(book: &Book<'_>, lifecycle: &Lifecycle<'_>, arrows: &[Arrow], word: Word) -> Vec<Self> {
        let of_stage = |(place, stage): (usize, &&Entry)| Self {
            name: stage.title_in(word),
            small: small(book, stage, word),
            who: who(book, lifecycle, arrows, place, word),
            pace: stage.text(Field::Sla).trim().to_owned(),
        };
        lifecycle.stages.iter().enumerate().map(of_stage).collect()
    }
}

fn small(book: &Book<'_>, stage: &Entry, word: Word) -> String {
    let owner = book.target(stage, Field::Owner).map(|owner| owner.title_in(word));
    let short = stage.text(Field::Abbreviation).trim();
    [short.to_owned(), owner.unwrap_or_default()]
        .into_iter()
        .filter(|text| !text.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn who(book: &Book<'_>, lifecycle: &Lifecycle<'_>, arrows: &[Arrow], place: usize, word: Word) -> String {
    let arrows = arrows.iter().filter(|arrow| arrow.straight && arrow.ends.0 == place);
    let places: Vec<usize> = arrows.flat_map(|arrow| arrow.transitions.iter().copied()).collect();
    let names = places.iter().filter_map(|place| {
        book.target(lifecycle.transitions[*place].entry, Field::DoneBy).map(|who| who.title_in(word))
    });
    let names: BTreeSet<String> = names.collect();
    match (places.len(), names.len()) {
        (_, 1) => names.into_iter().next().unwrap_or_default(),
        (0 | 1, _) => String::new(),
        (ways, _) => filled("{ways} ways", word("{ways} ways"), &[&ways]),
    }
}

/// Between the name of a stage and what stands below it.
pub(super) const SPACE_BELOW_NAME: f64 = 6.0;
/// Above and below all that stands in a stage.
const PADDING: f64 = 7.0;
/// How much longer stages, and gaps, of a picture from left to right become before their texts have more lines.
const STEPS: [f64; 4] = [0.0, 24.0, 48.0, 72.0];

/// The lines of a name, and those below it, in a stage of this width.
pub(super) fn inside(name: &str, small: &str, width: f64) -> (Vec<String>, Vec<String>) {
    (NAME.lines(name, width - 16.0), SMALL.lines(small, width - 14.0))
}

/// How much room that takes from top to bottom.
pub(super) fn height_inside(name: &[String], small: &[String]) -> f64 {
    let below = if small.is_empty() { 0.0 } else { SPACE_BELOW_NAME + SMALL.height_of(small) };
    NAME.height_of(name) + below
}

/// How much of a gap words may take: where an arrow turns to another row, none stand.
pub(super) fn room_of(gap: f64) -> f64 {
    gap * (1.0 - TURN)
}

/// The lines that stand beside an arrow: who takes records on, and how fast.
pub(super) fn beside_arrow(texts: &Texts, direction: Direction, sizes: &Sizes) -> (Vec<String>, Vec<String>) {
    let width = match direction {
        Direction::Right => room_of(sizes.gap) - 8.0,
        Direction::Down => sizes.breadth / 2.0,
    };
    (SMALL.lines(&texts.who, width), SMALL.lines(&texts.pace, width))
}

/// How large stages and gaps have to be for all that is written.
pub(super) fn fitting(direction: Direction, texts: &[Texts]) -> Sizes {
    let standard = direction.sizes();
    match direction {
        Direction::Right => {
            let is_enough = |length: f64| {
                texts.iter().all(|texts| {
                    let (name, small) = inside(&texts.name, &texts.small, length);
                    name.len() <= 2 && small.len() <= 2 && NAME.has_room(&texts.name, length - 16.0)
                })
            };
            let length = stretched(standard.length, is_enough);
            let is_enough = |gap: f64| {
                let sizes = Sizes { gap, ..standard };
                texts.iter().all(|texts| {
                    let (who, pace) = beside_arrow(texts, direction, &sizes);
                    let has_room = |text: &str| SMALL.has_room(text, room_of(gap) - 8.0);
                    who.len() <= 3 && pace.len() <= 4 && has_room(&texts.who) && has_room(&texts.pace)
                })
            };
            let sizes = Sizes { length, gap: stretched(standard.gap, is_enough), ..standard };
            // What stands above and below an arrow reaches neither the lanes nor what stands at the next one.
            let beside = |texts: &Texts| {
                let (who, pace) = beside_arrow(texts, direction, &sizes);
                let (above, below) = (SMALL.height_of(&who) + 7.0, SMALL.height_of(&pace) + 4.0);
                2.0 * above.max(below - standard.space / 2.0)
            };
            let breadth = largest(texts, |texts| stage_height(texts, length).max(beside(texts)));
            Sizes { breadth: standard.breadth.max(breadth), ..sizes }
        }
        Direction::Down => {
            let length = largest(texts, |texts| stage_height(texts, standard.breadth));
            let gap = largest(texts, |texts| {
                let (who, pace) = beside_arrow(texts, direction, &standard);
                (SMALL.height_of(&who).max(SMALL.height_of(&pace)) + 8.0) / (1.0 - TURN)
            });
            Sizes { length: standard.length.max(length), gap: standard.gap.max(gap), ..standard }
        }
    }
}

fn stage_height(texts: &Texts, width: f64) -> f64 {
    let (name, small) = inside(&texts.name, &texts.small, width);
    height_inside(&name, &small) + 2.0 * PADDING
}

/// As little more as is enough, or as much more as there may be.
fn stretched(standard: f64, is_enough: impl Fn(f64) -> bool) -> f64 {
    let more = STEPS.into_iter().find(|step| is_enough(standard + step));
    standard + more.unwrap_or(STEPS[STEPS.len() - 1])
}

fn largest(texts: &[Texts], size: impl Fn(&Texts) -> f64) -> f64 {
    texts.iter().map(size).fold(0.0, f64::max)
}
