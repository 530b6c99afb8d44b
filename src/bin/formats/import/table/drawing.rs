//! How the mapping of a table is drawn.

use super::super::super::drawing::button;
use super::Tabling;
use guidepost::format::table::{Meaning, Outcome, RowReport, Sheet, TableReading};
use guidepost::language::{count, tr};
use guidepost_view::{page, tr};
use maud::Markup;

/// Ids of what is drawn anew by itself, or gets the focus.
pub(super) const SUMMARY: &str = "table-summary";
pub(super) const TABLE: &str = "table-which";
pub(super) const LIST: &str = "table-list";
pub(super) const OUTCOME: &str = "table-outcome";
pub(super) const ROWS: &str = "table-rows";
pub(super) const ACTIONS: &str = "table-actions";

/// So many rows show what is in a column.
const SHOWN: usize = 4;
/// More rows than this are summed up: nobody reads them one by one.
const LISTED: usize = 500;
/// So much of a cell is shown.
const CELL: usize = 60;

/// The id of the box that takes or leaves a row.
pub(super) fn row_id(row: usize) -> String {
    format!("table-row-{row}")
}

impl Tabling {
    pub(super) fn drawn(&self) -> Markup {
        let reading = self.reading(&self.playbook);
        let sheet = self.sheet();
        let rows = count(sheet.rows.len(), "row", "rows");
        page! {
            p id=(SUMMARY) tabindex="-1" {
                strong { (tr!("“{}”", self.file)) }
                (tr!(" has {rows}. Say which list they belong to, and what each column means. "))
                @match &self.into {
                    Some(title) => {
                        (tr!("An empty cell changes nothing in “{title}”, and the import undoes as one step."))
                    }
                    None => { "The rows become a playbook of their own." }
                }
            }
            div class="table-choices" {
                @if self.sheets.len() > 1 {
                    label for=(TABLE) { "Table" }
                    select id=(TABLE) name="table" {
                        @for (place, sheet) in self.sheets.iter().enumerate() {
                            option value=(place) selected[place == self.which] {
                                (place + 1) ": " (labels(sheet).join(", ").chars().take(CELL).collect::<String>())
                            }
                        }
                    }
                }
                label for=(LIST) { "The rows are" }
                select id=(LIST) name="list" {
                    @for (place, (home, kind)) in self.lists().into_iter().enumerate() {
                        option value=(place) selected[(home, kind) == (self.mapping.home, self.mapping.kind)] {
                            (self.list_name(home, kind))
                        }
                    }
                }
            }
            @if !sheet.flaws.is_empty() {
                details {
                    summary {
                        (count(sheet.flaws.len(), "thing in the table was", "things in the table were"))
                        " not as expected"
                    }
                    ul class="import-problems" tabindex="0" aria-label="Problems" {
                        @for flaw in &sheet.flaws { li { span { (flaw.text) } } }
                    }
                }
            }
            div class="table-columns" tabindex="0" role="group" aria-label="Columns" { (self.drawn_columns()) }
            div class="merge-heading" {
                h3 { "Rows" }
                span id=(OUTCOME) role="status" { (outcome(&reading)) }
            }
            ul id=(ROWS) class="changes table-rows" tabindex="0" aria-label="Rows" { (self.drawn_rows(&reading)) }
            div id=(ACTIONS) class="dialog-actions" { (self.drawn_actions(&reading)) }
        }
    }

    fn drawn_columns(&self) -> Markup {
        let sheet = self.sheet();
        let meanings = Meaning::all(self.mapping.kind);
        page! {
            table {
                thead {
                    tr { @for label in labels(sheet) { th scope="col" { (label) } } }
                    tr {
                        @for ((column, label), meaning) in labels(sheet).iter().enumerate().zip(&self.mapping.columns) {
                            td {
                                select name={ "column:" (column) } aria-label=(tr!("Meaning of {label}")) {
                                    @for (place, offered) in meanings.iter().enumerate() {
                                        option value=(place) selected[offered == meaning] {
                                            (offered.label(self.mapping.kind))
                                        }
                                    }
                                }
                            }
                        }
                    }
                }
                tbody {
                    @for row in sheet.rows.iter().take(SHOWN) {
                        tr { @for cell in row { td { (shortened(&cell.text)) } } }
                    }
                }
            }
        }
    }

    /// What becomes of each row.
    pub(super) fn drawn_rows(&self, reading: &TableReading) -> Markup {
        page! {
            @for report in reading.rows.iter().take(LISTED) {
                li class="table-row" {
                    label {
                        input id=(row_id(report.row)) type="checkbox" name={ "row:" (report.row) } checked[!self.skipped.contains(&report.row)];
                        span class="table-row-name" {
                            @if report.name.is_empty() { (tr!("Row {}", report.row + 1)) } @else { (shortened(&report.name)) }
                        }
                    }
                    span class="table-row-outcome" { (words(report)) }
                    @for note in &report.notes { span class="table-row-note" { (note) } }
                }
            }
            @if reading.rows.len() > LISTED { li class="changes-more" { (tr!("and {} more", reading.rows.len() - LISTED)) } }
        }
    }

    pub(super) fn drawn_actions(&self, reading: &TableReading) -> Markup {
        let changing = Self::changing(reading);
        page! {
            (button("secondary", "cancel", "Cancel"))
            @if self.into.is_some() {
                button type="button" class="secondary" data-press="review" disabled[changing == 0] { "Look at each change" }
            }
            button type="button" class="primary" data-press="import" disabled[changing == 0] {
                (tr!("Import {}", count(changing, "row", "rows")))
            }
        }
    }
}

/// "3 new, 2 changed, 1 as it is here, 1 left out"
pub(super) fn outcome(reading: &TableReading) -> Markup {
    let of = |wanted: fn(&Outcome) -> bool| reading.rows.iter().filter(|row| wanted(&row.outcome)).count();
    let counts = [
        (of(|outcome| matches!(outcome, Outcome::Add)), "new"),
        (of(|outcome| matches!(outcome, Outcome::Update(_))), "changed"),
        (of(|outcome| matches!(outcome, Outcome::Same)), "as it is here"),
        (of(|outcome| matches!(outcome, Outcome::Skip(_))), "left out"),
    ];
    let said =
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, words)| format!("{count} {}", tr(words)));
    page! { (said.collect::<Vec<_>>().join(", ")) }
}

fn words(report: &RowReport) -> String {
    match &report.outcome {
        Outcome::Add => tr!("New").to_owned(),
        Outcome::Update(labels) => tr!("Changes {}", labels.iter().copied().map(tr).collect::<Vec<_>>().join(", ")),
        Outcome::Same => tr!("As it is here").to_owned(),
        Outcome::Skip(why) => tr!("Left out: {why}"),
    }
}

/// What the columns are called, those without a heading in the reader's language.
fn labels(sheet: &Sheet) -> Vec<String> {
    let read = |(column, label): (usize, String)| {
        if label == format!("Column {}", column + 1) { tr!("Column {}", column + 1) } else { label }
    };
    sheet.labels().into_iter().enumerate().map(read).collect()
}

fn shortened(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let more = if text.chars().nth(CELL).is_some() { "…" } else { "" };
    format!("{}{more}", text.chars().take(CELL).collect::<String>())
}
