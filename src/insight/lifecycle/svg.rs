//! The lifecycle as a picture, in SVG.

use super::fit::{SPACE_BELOW_NAME, Texts, beside_arrow, fitting, height_inside, inside, room_of};
use super::layout::{Arrow, Layout, Point, Sizes, layout};
use super::lettering::{NAME, SMALL, direction_of, printable, told_lines};
use super::{Lifecycle, Move, short_name};
use crate::insight::Book;
use crate::language::{Word, filled};
use crate::model::{Entry, EntryId, Field};
use guidepost_view::tr;
use maud::{Markup, PreEscaped, html};
use std::collections::BTreeSet;
use std::fmt::Write as _;

/// Which way the lifecycle goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From left to right, for wide screens and documents.
    Right,
    /// From top to bottom, for narrow screens.
    Down,
}

/// What a picture is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Use {
    /// To be looked at: a file of its own, with its style in it.
    File,
    /// To be worked with in the app. With the stage that is being edited, and whether a transition is being drawn from it.
    Live {
        /// The stage.
        selected: Option<EntryId>,
        /// Whether the next stage that is pressed becomes the end of a transition.
        draws: bool,
    },
}

/// Around the picture, so that lines at its edge are whole.
const MARGIN: f64 = 12.0;
/// The radius of corners.
const ROUND: f64 = 8.0;

/// How a file looks; in the app the style files say it.
const STYLE: &str = include_str!("style.css");

impl Direction {
    /// How large all is where there is little to say.
    pub(super) const fn sizes(self) -> Sizes {
        match self {
            Self::Right => Sizes { length: 152.0, breadth: 66.0, gap: 126.0, space: 30.0, lane: 22.0 },
            Self::Down => Sizes { length: 62.0, breadth: 170.0, gap: 72.0, space: 24.0, lane: 16.0 },
        }
    }

    /// The place as x and y.
    const fn turned(self, point: Point) -> (f64, f64) {
        match self {
            Self::Right => (point.along + MARGIN, point.across + MARGIN),
            Self::Down => (point.across + MARGIN, point.along + MARGIN),
        }
    }

    const fn key(self) -> &'static str {
        match self {
            Self::Right => "right",
            Self::Down => "down",
        }
    }
}

/// Draws the lifecycle, with these words for ours. Nothing where there are no stages.
#[must_use]
pub fn svg(book: &Book<'_>, lifecycle: &Lifecycle<'_>, direction: Direction, purpose: Use, word: Word) -> Markup {
    if lifecycle.stages.is_empty() {
        return html! {};
    }
    // What stands at the arrows says how large all is, and which arrows there are does not depend on that.
    let texts = Texts::of(book, lifecycle, &layout(lifecycle, direction.sizes()).arrows, word);
    let layout = layout(lifecycle, fitting(direction, &texts));
    let drawing = Drawing { book, lifecycle, layout: &layout, texts: &texts, direction, purpose, word };
    let (width, height) = direction.turned(layout.size);
    let (width, height) = (width + MARGIN, height + MARGIN);
    let is_live = purpose != Use::File;
    html! {
        svg xmlns="http://www.w3.org/2000/svg" viewBox={ "0 0 " (round(width)) " " (round(height)) }
            width=(round(width)) height=(round(height)) class={ "lifecycle lifecycle-" (direction.key()) }
            role=(if is_live { "group" } else { "img" }) aria-label=(word("Lifecycle")) {
            @if !is_live { title { (word("Lifecycle")) } style { (PreEscaped(STYLE)) } }
            defs {
                @for kind in Move::ALL { (tip(kind, direction)) }
            }
            @for arrow in &layout.arrows { (drawing.arrow(arrow)) }
            @for (place, stage) in lifecycle.stages.iter().enumerate() { (drawing.stage(place, stage)) }
            @for place in 0..lifecycle.stages.len() { (drawing.label(place)) }
        }
    }
}

/// The head of an arrow: each kind has a form of its own, too.
fn tip(kind: Move, direction: Direction) -> Markup {
    let path = match kind {
        Move::Advance => "M0 0 10 5 0 10z",
        Move::Recycle => "M0 0 10 5 0 10 3 5z",
        // In front of the stage, which lies over what is at its edge.
        Move::Disqualify => "M5 0H7.5V10H5z",
    };
    html! {
        marker id=(tip_id(kind, direction)) viewBox="0 0 10 10" refX="9" refY="5" markerWidth="10" markerHeight="10"
            orient="auto-start-reverse" markerUnits="userSpaceOnUse" {
            path d=(path) class={ "tip-" (kind.code()) } {}
        }
    }
}

fn tip_id(kind: Move, direction: Direction) -> String {
    format!("tip-{}-{}", kind.code(), direction.key())
}

fn round(number: f64) -> f64 {
    (number * 10.0).round() / 10.0
}

struct Drawing<'d, 'p> {
    book: &'d Book<'p>,
    lifecycle: &'d Lifecycle<'p>,
    layout: &'d Layout,
    texts: &'d [Texts],
    direction: Direction,
    purpose: Use,
    word: Word,
}

impl Drawing<'_, '_> {
    fn stage(&self, place: usize, stage: &Entry) -> Markup {
        let (x, y) = self.direction.turned(self.layout.stages[place]);
        let (width, height) = self.box_size();
        let Texts { name, small, .. } = &self.texts[place];
        let (lines, small) = inside(name, small, width);
        let top = y + (height - height_inside(&lines, &small)) / 2.0;
        let below = top + NAME.height_of(&lines) + SPACE_BELOW_NAME;
        let inside = html! {
            rect x=(round(x)) y=(round(y)) width=(width) height=(height) rx="8" {}
            text class="name" direction=(direction_of(name)) text-anchor="middle" {
                @for (line, words) in (0_u8..).zip(&lines) {
                    tspan x=(round(x + width / 2.0)) y=(round(top + 12.0 + NAME.line * f64::from(line))) { (words) }
                }
            }
            @if !small.is_empty() {
                text class="small" text-anchor="middle" {
                    @for (line, words) in (0_u8..).zip(&small) {
                        tspan x=(round(x + width / 2.0)) y=(round(below + 10.0 + SMALL.line * f64::from(line))) { (words) }
                    }
                }
            }
        };
        let Use::Live { selected, draws } = self.purpose else {
            return html! { g class="stage" { (inside) } };
        };
        let press = if draws { "end" } else { "stage" };
        let is_selected = selected == Some(stage.id);
        // What is pressed lies over what is seen: its name says more than there is room for.
        html! {
            g class="stage" data-selected=(is_selected) {
                g aria-hidden="true" { (inside) }
                rect class="stage-button" id={ "drawn-" (self.direction.key()) "-" (stage.id) } data-stage=(stage.id)
                    data-press={ (press) ":" (stage.id) } role="button" tabindex="0" aria-pressed=(is_selected)
                    aria-label=(printable(&self.spoken(place, stage)))
                    x=(round(x)) y=(round(y)) width=(width) height=(height) rx="8" {}
            }
        }
    }

    /// A stage in words, for those who don't see where the arrows lead.
    fn spoken(&self, place: usize, stage: &Entry) -> String {
        let mut spoken = stage.title();
        let small = &self.texts[place].small;
        if !small.is_empty() {
            let _ = write!(spoken, ", {small}");
        }
        for kind in Move::ALL {
            let to: BTreeSet<usize> =
                self.lifecycle.out_of(place).filter(|transition| transition.kind == kind).map(|out| out.to).collect();
            if !to.is_empty() {
                let names: Vec<_> = to.iter().map(|to| short_name(self.lifecycle.stages[*to])).collect();
                let names = names.join(", ");
                let to = match kind {
                    Move::Advance => tr!("Advances to {names}"),
                    Move::Recycle => tr!("Goes back to {names}"),
                    Move::Disqualify => tr!("Is disqualified to {names}"),
                };
                let _ = write!(spoken, ". {to}");
            }
        }
        spoken
    }

    const fn box_size(&self) -> (f64, f64) {
        match self.direction {
            Direction::Right => (self.layout.sizes.length, self.layout.sizes.breadth),
            Direction::Down => (self.layout.sizes.breadth, self.layout.sizes.length),
        }
    }

    fn arrow(&self, arrow: &Arrow) -> Markup {
        // Backwards: the dashes of arrows that share a lane to one stage cover each other only where they begin alike.
        let corners: Vec<_> = arrow.path.iter().rev().map(|point| self.direction.turned(*point)).collect();
        html! {
            path class={ "arrow " (arrow.kind.code()) } d=(rounded(&corners))
                marker-start={ "url(#" (tip_id(arrow.kind, self.direction)) ")" } {
                title { (told_lines(&self.told(arrow))) }
            }
        }
    }

    /// What an arrow stands for, in full.
    fn told(&self, arrow: &Arrow) -> String {
        let (from, to) = arrow.ends;
        let (kind, from, to) = (arrow.kind.label(), self.texts[from].name.as_str(), self.texts[to].name.as_str());
        let pattern = "{}: {} to {}";
        let mut told = filled(pattern, (self.word)(pattern), &[&(self.word)(kind), &from, &to]);
        for place in &arrow.transitions {
            let entry = self.lifecycle.transitions[*place].entry;
            let who = self.book.target(entry, Field::DoneBy).map(|who| who.title_in(self.word));
            let parts = [entry.text(Field::Trigger).trim().to_owned(), who.unwrap_or_default()];
            let parts: Vec<_> = parts.into_iter().filter(|part| !part.is_empty()).collect();
            if !parts.is_empty() {
                let _ = write!(told, "\n{}", parts.join(" · "));
            }
        }
        told
    }

    /// Who takes records on from a stage, and how fast: once, where its straight arrows begin, as several begin in one place.
    fn label(&self, place: usize) -> Markup {
        let arrow = self.layout.arrows.iter().find(|arrow| arrow.straight && arrow.ends.0 == place);
        let start = arrow.and_then(|arrow| arrow.path.first());
        let Some((x, y)) = start.map(|point| self.direction.turned(*point)) else { return html! {} };
        let (who, pace) = beside_arrow(&self.texts[place], self.direction, &self.layout.sizes);
        let room = room_of(self.layout.sizes.gap);
        let sides = match self.direction {
            Direction::Right => {
                let above = y + 7.0 - SMALL.height_of(&who);
                [("middle", x + room / 2.0, above, who), ("middle", x + room / 2.0, y + 14.0, pace)]
            }
            // On both sides of the arrow, and not as far as the lanes.
            Direction::Down => {
                let first = |lines: &[String]| y + (room - SMALL.height_of(lines)) / 2.0 + 10.0;
                let (of_who, of_pace) = (first(&who), first(&pace));
                [("end", x - 10.0, of_who, who), ("start", x + 10.0, of_pace, pace)]
            }
        };
        html! {
            @for (anchor, x, y, lines) in &sides {
                @for (line, words) in (0_u8..).zip(lines) {
                    text class="label" text-anchor=(anchor) x=(round(*x)) y=(round(y + SMALL.line * f64::from(line))) { (words) }
                }
            }
        }
    }
}

/// The line along these corners, with round turns.
fn rounded(corners: &[(f64, f64)]) -> String {
    let mut path = String::new();
    let Some((first, rest)) = corners.split_first() else { return path };
    let _ = write!(path, "M{} {}", round(first.0), round(first.1));
    let mut before = *first;
    for (at, corner) in rest.iter().enumerate() {
        let Some(next) = rest.get(at + 1) else {
            let _ = write!(path, "L{} {}", round(corner.0), round(corner.1));
            break;
        };
        let (start, end) = (towards(*corner, before), towards(*corner, *next));
        let _ = write!(
            path,
            "L{} {}Q{} {} {} {}",
            round(start.0),
            round(start.1),
            round(corner.0),
            round(corner.1),
            round(end.0),
            round(end.1)
        );
        before = *corner;
    }
    path
}

/// The point at which the turn around a corner begins, on the way to another one.
fn towards(corner: (f64, f64), other: (f64, f64)) -> (f64, f64) {
    let (x, y) = (other.0 - corner.0, other.1 - corner.1);
    let length = x.hypot(y);
    if length < f64::EPSILON {
        return corner;
    }
    let step = ROUND.min(length / 2.0) / length;
    (corner.0 + x * step, corner.1 + y * step)
}
