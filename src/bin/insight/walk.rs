//! Walking a record through the lifecycle: one chooses what happens, and sees where it goes.

use guidepost::insight::Book;
use guidepost::insight::lifecycle::words::way_out;
use guidepost::insight::lifecycle::{Lifecycle, Move, Transition};
use guidepost::language::tr;
use guidepost::model::{Entry, EntryId, Field};
use guidepost_view::page;
use maud::Markup;

/// Where the record has been.
pub(crate) struct Walk {
    /// Its stages, the last of which is where it is, each with the transition that led there.
    steps: Vec<(EntryId, Option<EntryId>)>,
}

impl Walk {
    /// The id of what says where the record is.
    pub(crate) const HERE: &'static str = "walk-here";

    /// Begins in a stage, or in the first.
    pub(crate) fn begin(book: &Book<'_>, at: Option<EntryId>) -> Option<Self> {
        let first = Lifecycle::of(book).stages.first().map(|stage| stage.id);
        at.or(first).map(|stage| Self { steps: vec![(stage, None)] })
    }

    /// Begins anew in a stage.
    pub(crate) fn start(&mut self, stage: EntryId, book: &Book<'_>) {
        if book.entry(stage).is_some() {
            self.steps = vec![(stage, None)];
        }
    }

    /// Something was pressed. Gives the id of what gets the focus.
    pub(crate) fn press(&mut self, word: &str, id: Option<EntryId>, book: &Book<'_>) -> String {
        match (word, id) {
            ("go", Some(id)) => {
                let lifecycle = Lifecycle::of(book);
                if let Some(way) = lifecycle.transitions.iter().find(|way| way.entry.id == id) {
                    self.steps.push((lifecycle.stages[way.to].id, Some(id)));
                }
            }
            ("back", _) if self.steps.len() > 1 => drop(self.steps.pop()),
            ("again", _) => self.steps.truncate(1),
            _ => return String::new(),
        }
        Self::HERE.to_owned()
    }

    pub(crate) fn drawn(&self, book: &Book<'_>, lifecycle: &Lifecycle<'_>) -> Markup {
        let here = self.steps.last().and_then(|(stage, _)| lifecycle.place(*stage));
        let Some(here) = here else {
            return page! { p { "The stage that the record was in is gone." } };
        };
        let stage = lifecycle.stages[here];
        let ways: Vec<_> = lifecycle.out_of(here).collect();
        page! {
            div class="walk-body" {
                label class="walk-start" {
                    span { "Start in" }
                    select name="start" id="walk-start" {
                        @for one in &lifecycle.stages {
                            option value=(one.id) selected[self.steps.first().is_some_and(|(first, _)| *first == one.id)] { (one.title()) }
                        }
                    }
                }
                ol class="walk-trail" aria-label="Where the record has been" {
                    @for (id, way) in &self.steps {
                        @if let Some(stage) = book.entry(*id) {
                            li dir="auto" {
                                @if let Some(trigger) = way.and_then(|way| book.entry(way)).map(happening) { span class="walk-trigger" { (trigger) } }
                                strong { (stage.title()) }
                            }
                        }
                    }
                }
                div class="walk-here" id=(Self::HERE) tabindex="-1" {
                    h2 dir="auto" { "The record is in: " (stage.title()) }
                    dl {
                        (fact("What that means", stage.text(Field::Definition), true))
                        (fact("Who owns it now", &book.target(stage, Field::Owner).map(Entry::title).unwrap_or_default(), false))
                        (fact("By when", stage.text(Field::Sla), false))
                        (fact("What must happen to move on", stage.text(Field::ExitCriteria), true))
                        (fact("What the CRM field says", stage.text(Field::SystemValue), false))
                        @if let Some(reasons) = self.reasons(book) { (fact("What the reason field may say", &reasons, false)) }
                    }
                }
                h2 { @if ways.is_empty() { "Nothing leads out of this stage" } @else { "What happens next?" } }
                @if ways.is_empty() { p class="hint" { "A record stays here. Where that is not meant, draw a transition." } }
                div class="walk-choices" role="group" aria-label="What happens next?" {
                    @for way in &ways { (choice(book, lifecycle, way)) }
                }
                @if self.steps.len() > 1 {
                    div class="dialog-actions" {
                        button type="button" class="secondary" data-press="back" { "One step back" }
                        button type="button" class="secondary" data-press="again" { "From the start" }
                    }
                }
            }
        }
    }

    /// The values that the reason of the last step may have.
    fn reasons(&self, book: &Book<'_>) -> Option<String> {
        let (_, way) = self.steps.last()?;
        let words = book.entry((*way)?)?.words(Field::ReasonValues);
        (!words.is_empty()).then(|| words.join(" · "))
    }
}

/// What happens, in few words.
fn happening(way: &Entry) -> String {
    match way.text(Field::Trigger).trim() {
        "" => tr(Move::from_code(way.text(Field::TransitionKind)).map_or("moves", Move::label)).to_owned(),
        trigger => trigger.to_owned(),
    }
}

fn choice(book: &Book<'_>, lifecycle: &Lifecycle<'_>, way: &Transition<'_>) -> Markup {
    page! {
        button type="button" class={ "walk-choice walk-" (way.kind.code()) } data-press={ "go:" (way.entry.id) } {
            strong dir="auto" { (happening(way.entry)) }
            span dir="auto" { (way_out(book, lifecycle, way)) }
        }
    }
}

fn fact(label: &'static str, text: &str, is_prose: bool) -> Markup {
    page! {
        @if !text.trim().is_empty() {
            div { dt { (tr(label)) } @if is_prose { dd class="prose" data-prose="" { (text) } } @else { dd dir="auto" { (text) } } }
        }
    }
}
