//! Tables in HTML: what Google Sheets, Excel, Word and Google Docs put on the clipboard, and pages that were saved.

mod grid;
#[cfg(test)]
mod tests;

use super::sheet::{Sheet, SheetCell, assemble};
use crate::format::escape::one_line;
use crate::format::link::web_link;
use grid::Grid;
use html5gum::{DefaultEmitter, HtmlString, Spanned, StartTag, Token, Tokenizer};
use std::collections::BTreeMap;

/// Reads every table. A table in a cell of another is text of that cell.
#[must_use]
pub fn from_html(html: &str) -> Vec<Sheet> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut reader = Reader::default();
    for token in Tokenizer::new_with_emitter(html, emitter).map_while(Result::ok) {
        match token {
            Token::StartTag(tag) => {
                let name = text_of(&tag.name);
                if is_raw(&name) {
                    reader.ignored = Some(name);
                } else {
                    reader.open(&name, &tag);
                }
            }
            Token::EndTag(tag) => {
                let name = text_of(&tag.name);
                if reader.ignored.as_ref() == Some(&name) {
                    reader.ignored = None;
                } else {
                    reader.close(&name);
                }
            }
            Token::String(text) if reader.ignored.is_none() => reader.text(&text_of(&text)),
            _ => {}
        }
    }
    reader.end_table();
    let sheets = reader.done.into_iter().map(assemble);
    sheets.filter(|sheet| !sheet.header.is_empty()).collect()
}

/// Elements whose content is no text of the page.
fn is_raw(name: &str) -> bool {
    matches!(name, "style" | "script" | "title" | "textarea" | "iframe" | "noembed" | "noscript" | "xmp")
}

fn text_of(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn attribute(attributes: &BTreeMap<HtmlString, Spanned<HtmlString, ()>>, name: &str) -> Option<String> {
    attributes.get(name.as_bytes()).map(|value| text_of(&value.value))
}

/// What was read so far.
#[derive(Default)]
struct Reader {
    done: Vec<Vec<Vec<SheetCell>>>,
    table: Option<Grid>,
    cell: Option<Cell>,
    /// How many tables are open inside of a cell.
    nested: usize,
    /// The element whose content is skipped.
    ignored: Option<String>,
}

impl Reader {
    fn open(&mut self, name: &str, tag: &StartTag<()>) {
        match name {
            "table" if self.cell.is_some() => {
                self.nested += 1;
                self.line_end();
            }
            "table" => {
                self.end_table();
                self.table = Some(Grid::default());
            }
            _ if self.table.is_none() => {}
            "tr" if self.nested == 0 => {
                self.end_cell();
                if let Some(table) = &mut self.table {
                    table.begin_row();
                }
            }
            "td" | "th" if self.nested == 0 => {
                self.end_cell();
                let span = |name| attribute(&tag.attributes, name).and_then(|text| text.trim().parse::<usize>().ok());
                let spans = [span("colspan"), span("rowspan")].map(|span| span.unwrap_or(1));
                // Google Sheets says in an attribute what a cell with a formula links to.
                let link = attribute(&tag.attributes, "data-sheets-hyperlink");
                self.cell = Some(Cell { spans, whole_link: link, ..Cell::default() });
            }
            "td" | "th" => self.gap(),
            "thead" if self.nested == 0 => {
                if let Some(table) = &mut self.table {
                    table.begin_head();
                }
            }
            "br" | "p" | "div" | "tr" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line_end(),
            "li" => {
                self.line_end();
                if let Some(cell) = &mut self.cell {
                    cell.text.push_str("- ");
                }
            }
            "a" => {
                let target = attribute(&tag.attributes, "href").unwrap_or_default();
                if let Some(cell) = &mut self.cell {
                    cell.end_link();
                    cell.open = Some((cell.text.len(), target));
                }
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "table" if self.nested > 0 => {
                self.nested -= 1;
                self.line_end();
            }
            "table" => self.end_table(),
            "td" | "th" | "tr" if self.nested == 0 => self.end_cell(),
            "td" | "th" => self.gap(),
            "p" | "div" | "li" | "tr" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.line_end(),
            "a" => {
                if let Some(cell) = &mut self.cell {
                    cell.end_link();
                }
            }
            _ => {}
        }
    }

    /// Line ends in the source are blanks, as everywhere in HTML.
    fn text(&mut self, text: &str) {
        let Some(cell) = &mut self.cell else { return };
        for c in text.chars() {
            let c = if c == '\u{a0}' || c.is_ascii_whitespace() { ' ' } else { c };
            if c != ' ' || !cell.text.is_empty() && !cell.text.ends_with([' ', '\n']) {
                cell.text.push(c);
            }
        }
    }

    fn line_end(&mut self) {
        if let Some(cell) = &mut self.cell
            && !cell.text.is_empty()
            && !cell.text.ends_with('\n')
            // A paragraph may be all that is in an item.
            && cell.text != "- "
            && !cell.text.ends_with("\n- ")
        {
            cell.text.truncate(cell.text.trim_end_matches(' ').len());
            cell.text.push('\n');
        }
    }

    fn gap(&mut self) {
        if let Some(cell) = &mut self.cell
            && !cell.text.is_empty()
            && !cell.text.ends_with([' ', '\n'])
        {
            cell.text.push(' ');
        }
    }

    fn end_cell(&mut self) {
        if let (Some(cell), Some(table)) = (self.cell.take(), &mut self.table) {
            let spans = cell.spans;
            table.put(cell.finish(), spans);
        }
    }

    fn end_table(&mut self) {
        self.end_cell();
        self.nested = 0;
        if let Some(table) = self.table.take() {
            self.done.push(table.finish());
        }
    }
}

/// A cell that is being read.
#[derive(Default)]
struct Cell {
    text: String,
    /// Columns and rows.
    spans: [usize; 2],
    /// Where a link began, and where it leads.
    open: Option<(usize, String)>,
    /// Where links stand in the text, and where they lead.
    links: Vec<(usize, usize, String)>,
    whole_link: Option<String>,
}

impl Cell {
    fn end_link(&mut self) {
        if let Some((start, target)) = self.open.take()
            && let Some(target) = web_link(&outside(&target))
            && self.text.get(start..).is_some_and(|words| !words.trim().is_empty())
        {
            // The parts of one link, each with a style of its own.
            match self.links.last_mut() {
                Some((_, end, before)) if *end == start && before == target => *end = self.text.len(),
                _ => self.links.push((start, self.text.len(), target.to_owned())),
            }
        }
    }

    fn finish(mut self) -> SheetCell {
        self.end_link();
        let text = self.text.trim();
        let whole = self.whole_link.as_deref().and_then(web_link).map(str::to_owned);
        match self.links.as_slice() {
            [] => SheetCell { text: text.to_owned(), link: whole },
            [(start, end, target)] if self.text.get(*start..*end).map(str::trim) == Some(text) => {
                SheetCell { text: text.to_owned(), link: Some(target.clone()) }
            }
            links => SheetCell { text: with_links(&self.text, links).trim().to_owned(), link: None },
        }
    }
}

/// Where an address leads that Google wrote: it sends people through a page of its own.
fn outside(target: &str) -> String {
    let target = target.trim();
    let through = ["https://www.google.com/url?q=", "https://www.google.com/url?sa=D&q="];
    let inner = through.iter().find_map(|prefix| target.strip_prefix(prefix));
    match inner.map(|inner| inner.split('&').next().unwrap_or_default()) {
        Some(inner) => decoded(inner).filter(|inner| web_link(inner).is_some()).unwrap_or_else(|| target.to_owned()),
        None => target.to_owned(),
    }
}

/// A text in which bytes are written as `%20`.
fn decoded(text: &str) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        let byte = match byte {
            b'%' => {
                let digits = [rest.next()?, rest.next()?];
                u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?
            }
            byte => byte,
        };
        bytes.push(byte);
    }
    String::from_utf8(bytes).ok()
}

/// The text, with its links written as in Markdown.
fn with_links(text: &str, links: &[(usize, usize, String)]) -> String {
    let mut out = String::new();
    let mut at = 0;
    for (start, end, target) in links {
        let words = text.get(*start..*end).unwrap_or_default();
        let shown = one_line(&words.replace(['[', ']'], " "));
        let target: String = target.replace('(', "%28").replace(')', "%29").replace(char::is_whitespace, "%20");
        out.push_str(text.get(at..*start).unwrap_or_default());
        out.push_str(words.get(..words.len() - words.trim_start().len()).unwrap_or_default());
        if shown.is_empty() || shown == target {
            out.push_str(words.trim());
        } else {
            out.push_str(&format!("[{shown}]({target})"));
        }
        out.push_str(words.get(words.trim_end().len()..).unwrap_or_default());
        at = *end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}
