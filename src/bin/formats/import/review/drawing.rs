//! How a review is drawn.

use super::super::super::drawing::button;
use super::{Review, Theirs, by};
use guidepost::language::{count, tr};
use guidepost::review::{Difference, Piece, Row};
use guidepost_view::{page, tr};
use maud::Markup;

/// Ids of what is drawn anew by itself, or gets the focus.
pub(super) const SUMMARY: &str = "merge-summary";
pub(super) const PROBLEM: &str = "merge-undecided";
pub(super) const CHANGES: &str = "review-changes";
pub(super) const CONTESTED: &str = "review-contested";
pub(super) const ACTIONS: &str = "review-actions";

/// More rows than this are summed up: nobody reads them one by one.
const ROWS: usize = 1_000;

pub(super) fn section_id(index: usize) -> String {
    format!("review-section-{index}")
}

pub(super) fn section_tick_id(index: usize) -> String {
    format!("review-section-tick-{index}")
}

impl Review {
    pub(super) fn drawn(&self) -> Markup {
        let kin = self.comparison.kin;
        page! {
            p id=(SUMMARY) tabindex="-1" { (self.heading()) (self.summary()) }
            @if !self.flaws.is_empty() {
                details {
                    @let (things, outcome) = (self.flaws.things(), self.flaws.outcome());
                    summary { (tr!("{things} in it could not be taken as written: {outcome}.")) }
                    (self.flaws.list())
                }
            }
            @if let Some(why) = &self.failed {
                p role="alert" { (tr!("The two could not be compared: {why}.")) }
            } @else {
                @if !self.comparison.contested.is_empty() {
                    section class="merge-part" aria-label="Rewritten on both sides" {
                        div class="merge-heading" {
                            h3 { "Rewritten on both sides" }
                            @if self.comparison.contested.len() > 1 {
                                (button("quiet", "ours", "Keep all of yours"))
                                (button("quiet", "theirs", "Take all of theirs"))
                            }
                        }
                        ul id=(CONTESTED) class="changes" tabindex="0" aria-label="Rewritten on both sides" {
                            (self.drawn_contested())
                        }
                    }
                }
                @if !self.comparison.rows.is_empty() && kin {
                    ul class="changes" tabindex="0" aria-label="What comes in" { (self.drawn_changes()) }
                }
                @if !self.comparison.rows.is_empty() && !kin {
                    section class="merge-part" aria-label="Review" {
                        div class="merge-heading" {
                            h3 { "Review" }
                            (button("quiet", "all", "Select all"))
                            (button("quiet", "none", "Select none"))
                        }
                        ul id=(CHANGES) class="changes" tabindex="0" aria-label="Changes" { (self.drawn_changes()) }
                    }
                }
            }
            p id=(PROBLEM) class="merge-problem" role="alert" tabindex="-1" { (self.problem) }
            div id=(ACTIONS) class="dialog-actions" { (self.drawn_actions()) }
        }
    }

    /// What is shown until the two were compared.
    pub(super) fn drawn_while_comparing(&self) -> Markup {
        page! {
            p id=(SUMMARY) tabindex="-1" { (self.heading()) (tr!("Comparing “{}” with it…", self.file)) }
            progress class="import-progress" aria-label="Comparing" {}
            div class="dialog-actions" { (button("secondary", "cancel", "Cancel")) }
        }
    }

    /// What is shown while the changes are put together.
    pub(super) fn drawn_working() -> Markup {
        page! {
            progress class="import-progress" aria-label="Merging" {}
            (button("secondary", "cancel", "Cancel"))
        }
    }

    fn heading(&self) -> Markup {
        let place = match (&self.theirs, self.in_bin) {
            (Theirs::Markdown(_) | Theirs::Page(_) | Theirs::Table(_), _) => "is open",
            (Theirs::Document(_), true) => "is here already, in the bin",
            (Theirs::Document(_), false) => "is here already",
        };
        page! { strong { (tr!("“{}”", self.title)) } " " (tr(place)) ". " }
    }

    fn summary(&self) -> String {
        let file = &self.file;
        let rows = self.comparison.rows.len();
        let changes = count(rows, "change", "changes");
        let from = by(&self.comparison.from);
        match (self.comparison.kin, &self.theirs) {
            _ if self.failed.is_some() => tr!("What is here has not changed.").to_owned(),
            _ if !self.brings_something() => {
                tr!("Nothing in “{file}” is new: everything that it says is here.")
            }
            (true, _) if rows == 0 => tr!(
                "All that is new in “{file}”{from} are fields that both sides have rewritten. Choose which version stays."
            ),
            (true, _) if self.takes_away() => tr!(
                "“{file}” is a version of it that was edited apart, in which something was deleted. Merging brings in \
                 {changes}{from}. What was deleted there goes here, too, with what was written in it since; it all undoes as \
                 one step."
            ),
            (true, _) => tr!(
                "“{file}” is a version of it that was edited apart. Merging brings in {changes}{from}. Nothing that was \
                 written here is lost, and it undoes as one step."
            ),
            (false, Theirs::Document(_)) => tr!(
                "“{file}” does not carry its history, so it was compared entry by entry: {changes}. Choose what to take \
                 over. What you take over undoes as one step."
            ),
            (false, Theirs::Table(_)) => {
                tr!("“{file}” brings {changes}. Choose what to take over. What you take over undoes as one step.")
            }
            (false, Theirs::Page(_)) => tr!(
                "“{file}” brings {changes}. Choose what to take over; what would replace something is not chosen yet. What \
                 you take over undoes as one step."
            ),
            (false, Theirs::Markdown(_)) => tr!(
                "“{file}” was compared with it by section and name: {changes}. Choose what to take over. What you take \
                 over undoes as one step; what it leaves out stays."
            ),
        }
    }

    /// Whether something of what is here would be deleted.
    fn takes_away(&self) -> bool {
        let is_gone = |row: &Row| matches!(row.difference, Difference::Missing(_) | Difference::SectionMissing(_));
        self.comparison.rows.iter().any(is_gone)
    }

    pub(super) fn drawn_actions(&self) -> Markup {
        let accepted = self.accepted.len();
        page! {
            (button("secondary", "cancel", "Cancel"))
            (button("secondary", "copy", "Import as a copy"))
            @if self.failed.is_some() {
            } @else if !self.brings_something() {
                @if self.in_bin { (button("primary", "show", "Take it out of the bin")) }
            } @else if self.comparison.kin {
                (button("primary", "merge", "Merge"))
            } @else {
                button type="button" class="primary" data-press="merge" disabled[accepted == 0] {
                    (tr!("Take over {}", count(accepted, "change", "changes")))
                }
            }
        }
    }

    /// The rows, of which the first of a section says which it is.
    pub(super) fn drawn_changes(&self) -> Markup {
        let kin = self.comparison.kin;
        let mut drawn = 0;
        page! {
            @for (index, rows) in self.sections().into_iter().enumerate() {
                @for (place, row) in rows.iter().enumerate() {
                    @if drawn < ROWS {
                        li {
                            @if place == 0 {
                                h3 class="changes-section" id=(section_id(index)) {
                                    @if kin { (name_of_section(rows)) } @else { (self.drawn_section(index, rows)) }
                                }
                            }
                            div class="change" {
                                @if kin { p class="change-name" { (name_of(row)) } } @else { (self.drawn_tick(row)) }
                                (sides(row))
                            }
                        }
                    }
                    ({ drawn += 1; "" })
                }
            }
            @if drawn > ROWS { li class="changes-more" { (tr!("and {} more", drawn - ROWS)) } }
        }
    }

    /// What says which section the rows below are of, and takes or leaves all of them.
    pub(super) fn drawn_section(&self, index: usize, rows: &[Row]) -> Markup {
        if self.sections().len() == 1 {
            return page! { (name_of_section(rows)) };
        }
        let all = rows.iter().all(|row| self.accepted.contains(&row.difference));
        page! {
            label class="changes-section-tick" {
                input id=(section_tick_id(index)) type="checkbox" name={ "section:" (index) } checked[all];
                span { (name_of_section(rows)) }
            }
        }
    }

    fn drawn_tick(&self, row: &Row) -> Markup {
        let taken = self.accepted.contains(&row.difference);
        page! {
            label class="change-name" {
                input type="checkbox" name={ "take:" (row.difference) } checked[taken];
                span { (name_of(row)) }
            }
        }
    }

    /// The fields of which one side is to be chosen.
    pub(super) fn drawn_contested(&self) -> Markup {
        let side = |row: &Row, theirs: bool| {
            let chosen = self.chosen.get(&row.difference) == Some(&theirs);
            let (value, label) = if theirs { ("theirs", "Take theirs") } else { ("ours", "Keep yours") };
            page! {
                label class="change-side change-choice" {
                    span class="change-whose" {
                        input type="radio" name={ "side:" (row.difference) } value=(value) checked[chosen];
                        (tr(label))
                    }
                    (text(if theirs { &row.theirs } else { &row.ours }, theirs))
                }
            }
        };
        page! {
            @for rows in self.comparison.contested.chunk_by(|one, next| one.section == next.section) {
                @for (place, row) in rows.iter().enumerate() {
                    li {
                        @if place == 0 { h3 class="changes-section" { (name_of_section(rows)) } }
                        fieldset class="change" {
                            legend class="change-name" { (name_of(row)) }
                            div class="change-sides" { (side(row, false)) (side(row, true)) }
                        }
                    }
                }
            }
        }
    }
}

fn name_of_section(rows: &[Row]) -> &str {
    match rows.first() {
        Some(row) if !row.section.is_empty() => &row.section,
        _ => tr!("The playbook"),
    }
}

fn name_of(row: &Row) -> String {
    match row.entry.as_str() {
        "" => row.what.clone(),
        entry => format!("{entry} · {}", row.what),
    }
}

/// What both say; the side that says nothing is not shown.
fn sides(row: &Row) -> Markup {
    let side = |whose: &str, pieces: &[Piece], new: bool| {
        page! {
            @if !pieces.is_empty() {
                div class="change-side" {
                    p class="change-whose" { (whose) }
                    (text(pieces, new))
                }
            }
        }
    };
    page! {
        div class="change-sides" {
            (side(tr!("Here"), &row.ours, false))
            (side(tr!("In the other version"), &row.theirs, true))
        }
    }
}

/// A text with what differs marked: as going, or as coming.
fn text(pieces: &[Piece], new: bool) -> Markup {
    page! {
        @if pieces.is_empty() {
            p class="change-text change-empty" { "empty" }
        } @else {
            p class="change-text" {
                @for piece in pieces {
                    @if !piece.differs { (piece.text) } @else if new { ins { (piece.text) } } @else { del { (piece.text) } }
                }
            }
        }
    }
}
