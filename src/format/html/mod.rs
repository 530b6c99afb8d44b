//! A playbook as HTML: a file that is read and printed anywhere, or a piece that is pasted into another document.
//!
//! There is no script, and nothing is fetched. Any text in any field comes out as that text: every one is escaped where
//! it is written, and HTML in long texts is text like everywhere else.

mod anchors;
mod escape;
mod form;
mod long;
#[cfg(test)]
mod tests;

use super::escape::{one_line, shown_address};
use super::long::LongText;
use super::page::{Block, Cell, Row, Selection, Span, Table, Target, page};
use crate::insight::Book;
use crate::insight::lifecycle::Lifecycle;
use crate::insight::lifecycle::svg::{Direction, Use, svg};
use crate::model::{Agreement, Entry, EntryId, Playbook};
use anchors::Anchors;
use chrono::NaiveDate;
use escape::{push_link, push_text};
use form::Form;
use long::LongWriter;
use pulldown_cmark::Alignment;

const STYLE: &str = include_str!("style.css");

/// What keeps a reader from running or fetching anything, whatever is in the file.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/// What is selected of a playbook, as one file that needs no other.
///
/// `today` is the day that the examples of naming conventions use.
#[must_use]
pub fn write(playbook: &Playbook, selection: &Selection, today: NaiveDate) -> String {
    let blocks = page(playbook, selection, today);
    let mut title = String::new();
    push_text(&title_of(playbook, selection, &blocks), &mut title);
    let mut document = Document::of(Form::File(selection.labels), &blocks);
    if blocks.contains(&Block::Lifecycle) {
        document.picture = picture(playbook, selection);
    }
    let body = document.written(&blocks);
    let language = selection.labels.tag();
    format!(
        "<!DOCTYPE html>\n<html lang=\"{language}\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"{POLICY}\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<main>\n{body}</main>\n</body>\n</html>\n"
    )
}

/// What is selected of a playbook, to be pasted into another document, such as one of Word or Google Docs; empty when
/// there is nothing of it.
///
/// Headings have the levels that they have in the whole playbook. Links lead to what is pasted along, or to the web.
#[must_use]
pub fn fragment(playbook: &Playbook, selection: &Selection, today: NaiveDate) -> String {
    let blocks = page(playbook, selection, today);
    if blocks.is_empty() {
        return String::new();
    }
    let mut document = Document::of(Form::Fragment, &blocks);
    if blocks.contains(&Block::Lifecycle) {
        document.picture = picture(playbook, selection);
    }
    format!("<meta charset=\"utf-8\">\n{}", document.written(&blocks))
}

/// The lifecycle, with as many of its stages as are selected. A long one goes from top to bottom, as pages do.
fn picture(playbook: &Playbook, selection: &Selection) -> String {
    const LONG: usize = 6;
    let book = Book::of(playbook);
    let is_selected = |entry: &Entry| selection.drafts || entry.agreement != Agreement::Draft;
    let lifecycle = Lifecycle::of_those(&book, is_selected);
    let direction = if lifecycle.stages.len() > LONG { Direction::Down } else { Direction::Right };
    svg(&book, &lifecycle, direction, Use::File, selection.labels.word()).into_string()
}

/// The name of a file: of what is in it, and of the playbook.
fn title_of(playbook: &Playbook, selection: &Selection, blocks: &[Block<'_>]) -> String {
    let title = one_line(selection.labels.playbook(&playbook.title));
    match blocks.first() {
        Some(Block::Heading { text, of, .. }) if *of != Target::Playbook => format!("{text} – {title}"),
        _ => title,
    }
}

/// A page that is being written.
struct Document {
    out: String,
    form: Form,
    anchors: Anchors,
    /// How many levels headings are lifted, so that a file begins with the highest.
    lift: u8,
    /// The lifecycle as SVG. The page makes a picture of it where it is to be pasted.
    picture: String,
}

impl Document {
    fn of(form: Form, blocks: &[Block<'_>]) -> Self {
        let lift = match (form, blocks.first()) {
            (Form::File(_), Some(Block::Heading { level, .. })) => level.saturating_sub(1),
            _ => 0,
        };
        Self { out: String::new(), form, anchors: Anchors::of(blocks), lift, picture: String::new() }
    }

    fn written(mut self, blocks: &[Block<'_>]) -> String {
        for block in blocks {
            self.block(block);
        }
        self.out
    }

    fn block(&mut self, block: &Block<'_>) {
        match block {
            Block::Heading { level, text, of } => self.heading(*level, text, *of),
            Block::Contents { label, names } => {
                self.push("<nav aria-label=\"");
                self.push(label);
                self.push("\">\n");
                self.push(self.form.open_caption());
                self.push("<strong>");
                self.push(label);
                self.push("</strong></p>\n<ul>\n");
                for (name, target) in names {
                    self.push("<li>");
                    self.name(name, *target, " dir=\"auto\"");
                    self.push("</li>\n");
                }
                self.push("</ul>\n</nav>\n");
            }
            Block::Note(text) => {
                self.push("<p>");
                push_text(text, &mut self.out);
                self.push("</p>\n");
            }
            Block::Mark(words) => {
                self.push("<p>");
                self.mark(words);
                self.push("</p>\n");
            }
            Block::Text { label, markdown, level } => self.text(*label, markdown, *level),
            Block::Labelled { label, cell } => {
                self.push("<p>");
                self.label(label);
                self.push(" ");
                match cell {
                    Cell::Values(spans) => self.values(spans, true, None),
                    Cell::Long(markdown) => self.long().inline(&LongText::parse(markdown)),
                    Cell::Mark(words) => self.mark(words),
                }
                self.push("</p>\n");
            }
            Block::Caption { label, text } => {
                self.push(self.form.open_caption());
                self.label(label);
                if !text.is_empty() {
                    self.push(" <span dir=\"auto\">");
                    push_text(text, &mut self.out);
                    self.push("</span>");
                }
                self.push("</p>\n");
            }
            Block::Table(table) => self.table(table),
            Block::Lifecycle if self.picture.is_empty() => {}
            Block::Lifecycle => {
                let picture = std::mem::take(&mut self.picture);
                self.push("<figure>\n");
                self.push(&picture);
                self.push("\n</figure>\n");
            }
        }
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    fn long(&mut self) -> LongWriter<'_> {
        LongWriter::new(self.form, &mut self.out)
    }

    fn heading(&mut self, level: u8, text: &str, of: Target) {
        let level = level.saturating_sub(self.lift).clamp(1, 6);
        let id = self.anchors.place(of);
        self.push(&format!("<h{level} dir=\"auto\""));
        match (self.form, id) {
            (Form::File(_), Some(id)) => self.push(&format!(" id=\"{id}\">")),
            (Form::Fragment, Some(id)) if self.anchors.is_linked(of) => {
                self.push(">");
                self.anchor(&id);
            }
            _ => self.push(">"),
        }
        push_text(text, &mut self.out);
        self.push(&format!("</h{level}>\n"));
    }

    /// What Word and Google Docs make a bookmark of.
    fn anchor(&mut self, id: &str) {
        self.push(&format!("<a id=\"{id}\" name=\"{id}\"></a>"));
    }

    fn label(&mut self, label: &str) {
        self.push("<strong>");
        push_text(label, &mut self.out);
        self.push(":</strong>");
    }

    fn mark(&mut self, words: &str) {
        if !words.is_empty() {
            self.push("<em>");
            push_text(words, &mut self.out);
            self.push("</em>");
        }
    }

    /// A long text, whose first paragraph stands behind its label.
    fn text(&mut self, label: Option<&str>, markdown: &str, level: u8) {
        let text = LongText::parse(markdown);
        let level = level.saturating_sub(self.lift);
        match label {
            Some(label) if text.begins_with_a_paragraph() => {
                self.push("<p>");
                self.label(label);
                self.push(" <span dir=\"auto\">");
                self.long().below(level).after_label(&text, "</span></p>\n");
            }
            Some(label) => {
                self.push(self.form.open_caption());
                self.label(label);
                self.push("</p>\n");
                self.long().below(level).blocks(&text);
            }
            None => self.long().below(level).blocks(&text),
        }
    }

    fn table(&mut self, table: &Table<'_>) {
        self.push(&self.form.open_table());
        self.push("<tr>");
        for label in &table.header {
            self.push(&self.form.open_header_cell(Alignment::None));
            push_text(label, &mut self.out);
            self.push("</th>");
        }
        self.push("</tr></thead>\n<tbody>\n");
        for row in &table.rows {
            self.row(row);
        }
        self.push(self.form.close_table());
    }

    fn row(&mut self, row: &Row<'_>) {
        let id = self.anchors.place_row(row);
        let mut anchor = None;
        match (self.form, id) {
            (Form::File(_), Some(id)) => self.push(&format!("<tr id=\"{id}\">")),
            (_, id) => {
                anchor = id.filter(|_| self.anchors.is_linked(Target::Entry(row.entry)));
                self.push("<tr>");
            }
        }
        for cell in &row.cells {
            self.push(&self.form.open_cell(Alignment::None));
            if let Some(id) = anchor.take() {
                self.anchor(&id);
            }
            match cell {
                Cell::Values(spans) => self.values(spans, spans.len() > 1, Some(row.entry)),
                Cell::Long(markdown) => self.long().cell(&LongText::parse(markdown)),
                Cell::Mark(words) => self.mark(words),
            }
            self.push("</td>");
        }
        self.push("</tr>\n");
    }

    /// Short values. Where something else stands in the same line, each is `apart`: so that the direction in which one
    /// is read says nothing about the others. A link from the row of an entry to this row would lead nowhere.
    fn values(&mut self, spans: &[Span<'_>], apart: bool, row: Option<EntryId>) {
        let dir = if apart { " dir=\"auto\"" } else { "" };
        for (at, span) in spans.iter().enumerate() {
            if at > 0 {
                self.push("; ");
            }
            match span {
                Span::Text(text) => self.words(&one_line(text), dir),
                Span::Name(text, id) if self.anchors.is_own_row(*id, row) => self.words(text, dir),
                Span::Name(text, id) => self.name(text, Target::Entry(*id), dir),
                Span::Code(text) => {
                    self.push(self.form.open_code());
                    push_text(text, &mut self.out);
                    self.push("</code>");
                }
                Span::Address(text) => {
                    let text = one_line(text);
                    match shown_address(&text) {
                        Some(shown) => {
                            // What is shown is the address already: printed, it needs no other.
                            push_link(&text, &format!(" class=\"address\"{dir}"), &mut self.out);
                            push_text(shown, &mut self.out);
                            self.push("</a>");
                        }
                        None => self.words(&text, dir),
                    }
                }
            }
        }
    }

    fn words(&mut self, text: &str, dir: &str) {
        if dir.is_empty() {
            push_text(text, &mut self.out);
        } else {
            self.push("<span dir=\"auto\">");
            push_text(text, &mut self.out);
            self.push("</span>");
        }
    }

    /// A name, as a link to what it is the name of, if that is on the page.
    fn name(&mut self, text: &str, target: Target, dir: &str) {
        match self.anchors.address(target) {
            Some(address) => {
                push_link(&address, dir, &mut self.out);
                push_text(text, &mut self.out);
                self.push("</a>");
            }
            None => self.words(text, dir),
        }
    }
}
