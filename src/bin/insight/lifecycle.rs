//! The lifecycle as a diagram in which stages are chosen and transitions are drawn, in words, and to be walked.

use super::desk::Outcome;
use super::walk::Walk;
use guidepost::insight::Book;
use guidepost::insight::lifecycle::svg::{Direction, Use, svg};
use guidepost::insight::lifecycle::words::{mermaid, way_out};
use guidepost::insight::lifecycle::{Lifecycle, Move, guess};
use guidepost::language::tr;
use guidepost::model::{Edit, EntryId, Field, Home, Kind, NewEntry, Value};
use guidepost::worker::Insight;
use guidepost_view::{page, tr};
use maud::Markup;

/// What is chosen in the diagram.
#[derive(Default)]
pub(crate) struct LifecycleView {
    selected: Option<EntryId>,
    /// Whether a transition is being drawn from the stage that is chosen.
    draws: bool,
    /// Whether all of it is shown at once, however small.
    fits: bool,
    walk: Option<Walk>,
}

/// The id of what says which stage is to be pressed next.
const STATUS: &str = "lifecycle-status";
/// The id of the button that begins a transition.
const DRAW: &str = "lifecycle-draw";

impl LifecycleView {
    /// Something was pressed.
    pub(crate) fn press(&mut self, what: &str, book: &Book<'_>) -> Outcome {
        let (word, rest) = what.split_once(':').unwrap_or((what, ""));
        let id = rest.parse::<EntryId>().ok();
        match (word, id) {
            ("stage", Some(_)) => {
                // Once more on the same one: all stages again.
                self.selected = id.filter(|id| self.selected != Some(*id));
                self.draws = false;
                Outcome::default()
            }
            ("draw", _) => {
                self.draws = self.selected.is_some();
                Outcome { focus: STATUS.to_owned(), ..Outcome::default() }
            }
            ("cancel", _) => {
                self.draws = false;
                Outcome { focus: DRAW.to_owned(), ..Outcome::default() }
            }
            ("end", Some(to)) => {
                self.draws = false;
                let from = self.selected;
                from.map(|from| connected(book, from, to)).unwrap_or_default()
            }
            // Drawn with the pointer, from one stage to another.
            ("connect", None) => {
                let ends = rest.split_once(':').and_then(|(from, to)| from.parse().ok().zip(to.parse().ok()));
                ends.map(|(from, to)| connected(book, from, to)).unwrap_or_default()
            }
            ("fit", _) => {
                self.fits = !self.fits;
                Outcome::default()
            }
            ("svg" | "png" | "mermaid", _) => saved(book, word),
            ("walk", _) => {
                self.walk = match self.walk {
                    Some(_) => None,
                    None => Walk::begin(book, self.selected),
                };
                Outcome {
                    focus: if self.walk.is_some() { Walk::HERE.to_owned() } else { String::new() },
                    ..Outcome::default()
                }
            }
            _ => {
                let focus = self.walk.as_mut().map(|walk| walk.press(word, id, book)).unwrap_or_default();
                Outcome { focus, ..Outcome::default() }
            }
        }
    }

    /// Something was chosen.
    pub(crate) fn change(&mut self, name: &str, value: &str, book: &Book<'_>) -> Outcome {
        if let ("start", Some(walk), Ok(stage)) = (name, &mut self.walk, value.parse()) {
            walk.start(stage, book);
        }
        Outcome::default()
    }

    /// What it shows.
    pub(crate) fn drawn(&mut self, book: &Book<'_>) -> Markup {
        let lifecycle = Lifecycle::of(book);
        if self.selected.is_some_and(|id| lifecycle.place(id).is_none()) {
            self.selected = None;
            self.draws = false;
        }
        if lifecycle.stages.is_empty() {
            return page! {};
        }
        let live = Use::Live { selected: self.selected, draws: self.draws };
        let selected = self.selected.and_then(|id| book.entry(id));
        page! {
            div class="lifecycle-bar" {
                @match (selected, self.draws) {
                    (Some(stage), true) => {
                        p id=(STATUS) tabindex="-1" role="status" {
                            "Choose the stage that a record goes to from " strong { (stage.title()) } "."
                        }
                        button type="button" class="secondary" data-press="cancel" { "Cancel" }
                    }
                    (Some(stage), false) => {
                        p { strong { (stage.title()) } " is shown below." }
                        button type="button" class="secondary" id=(DRAW) data-press="draw" { "Draw transition" }
                        button type="button" class="secondary" data-press={ "stage:" (stage.id) } { "Show all stages" }
                    }
                    (None, _) => {
                        p class="hint" { "Choose a stage to edit it. Drag from one stage to another to draw a transition." }
                    }
                }
            }
            div class="lifecycle-scroll lifecycle-wide" data-fits=(self.fits) id="lifecycle-wide" tabindex="0" role="group" aria-label="Diagram" {
                (svg(book, &lifecycle, Direction::Right, live, tr))
            }
            div class="lifecycle-scroll lifecycle-narrow" id="lifecycle-narrow" tabindex="0" role="group" aria-label="Diagram" {
                (svg(book, &lifecycle, Direction::Down, live, tr))
            }
            div class="lifecycle-bar lifecycle-legend" {
                @for kind in Move::ALL { span class={ "legend legend-" (kind.code()) } { (tr(kind.label())) } }
                span class="lifecycle-save" {
                    button type="button" class="quiet lifecycle-wide" id="lifecycle-fit" aria-pressed=(self.fits) data-press="fit" { "Fit to width" }
                    button type="button" class="quiet" data-press="svg" { "Save as SVG" }
                    button type="button" class="quiet" data-press="png" { "Save as PNG" }
                    button type="button" class="quiet" data-press="mermaid" { "Save as Mermaid" }
                }
            }
            details class="lifecycle-words" id="lifecycle-words" {
                summary { "In words" }
                (words(book, &lifecycle))
            }
            div class="walk" {
                button type="button" class="secondary" id="walk-button" aria-expanded=(self.walk.is_some()) data-press="walk" {
                    @if self.walk.is_some() { "End the walk" } @else { "Walk a record" }
                }
                @if let Some(walk) = &self.walk { (walk.drawn(book, &lifecycle)) }
            }
        }
    }
}

/// The edit that adds a transition; it is told from the order of the stages whether it advances or goes back.
fn connected(book: &Book<'_>, from: EntryId, to: EntryId) -> Outcome {
    let lifecycle = Lifecycle::of(book);
    let (Some(first), Some(second)) = (lifecycle.place(from), lifecycle.place(to)) else { return Outcome::default() };
    let kind = guess(first, second);
    let new = NewEntry {
        values: vec![
            (Field::ToStage, Value::Refs(vec![to])),
            (Field::TransitionKind, Value::Line(kind.code().to_owned())),
        ],
        ..NewEntry::last(Kind::Transition, Home::Entry(from))
    };
    let names = [first, second].map(|place| lifecycle.stages[place].title());
    let said = tr!("Transition from {} to {} added ({}).", names[0], names[1], tr(kind.label()).to_lowercase());
    Outcome { edit: Some((Edit::Add(new), said)), ..Outcome::default() }
}

fn saved(book: &Book<'_>, word: &str) -> Outcome {
    let lifecycle = Lifecycle::of(book);
    let picture = || svg(book, &lifecycle, Direction::Right, Use::File, tr).into_string();
    let (extension, mime, text) = match word {
        "mermaid" => ("mmd", "text/plain;charset=utf-8", mermaid(&lifecycle)),
        // The page makes points of it: that needs a canvas.
        "png" => ("png", "image/png", picture()),
        _ => ("svg", "image/svg+xml", picture()),
    };
    let (what, extension, mime) = ("lifecycle".to_owned(), extension.to_owned(), mime.to_owned());
    Outcome { save: Some(Insight::Save { what, extension, mime, text }), ..Outcome::default() }
}

/// The stages by what leads out of them.
fn words(book: &Book<'_>, lifecycle: &Lifecycle<'_>) -> Markup {
    page! {
        div class="table-scroll" tabindex="0" role="group" aria-label="Lifecycle in words" {
            table {
                thead { tr { th scope="col" { "From" } @for kind in Move::ALL { th scope="col" { (tr(kind.label())) } } } }
                tbody {
                    @for (place, stage) in lifecycle.stages.iter().enumerate() {
                        tr {
                            th scope="row" dir="auto" { (stage.title()) }
                            @for kind in Move::ALL {
                                td dir="auto" {
                                    @for way in lifecycle.out_of(place).filter(|way| way.kind == kind) {
                                        p { (way_out(book, lifecycle, way)) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}
