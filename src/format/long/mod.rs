//! Long texts: Markdown that people typed, written again so that it can stand anywhere in the document.
//!
//! Copied as it is, a text could change what follows it: an open code fence or HTML block swallows the rest, a line
//! of dashes turns the line above into a heading, `[x]: y` makes links elsewhere. So each text is read and written
//! anew, in one style. What comes out is closed by construction, and writing it again changes nothing.

#[cfg(test)]
mod tests;
mod writer;

use super::escape::Place;
use crate::format::dialect::{Placed, parse};
use pulldown_cmark::{Event, Tag, TagEnd};
use writer::Writer;

/// Up to how many characters a text is short enough for a cell.
const SHORT: usize = 160;

/// A long text, read once.
pub(in crate::format) struct LongText<'a> {
    events: Vec<Event<'a>>,
    /// For each start of an emphasis, in order, the character it was written with.
    marks: Vec<char>,
    short: bool,
}

impl<'a> LongText<'a> {
    /// Reads a text.
    pub(in crate::format) fn parse(markdown: &'a str) -> Self {
        let text = markdown.trim();
        let short = !text.contains('\n') && text.chars().take(SHORT + 1).count() <= SHORT;
        Self { short, ..Self::of(parse(markdown), markdown) }
    }

    /// A text of some of the events of a document, each with its place there.
    pub(in crate::format) fn of(events_of: impl IntoIterator<Item = Placed<'a>>, document: &str) -> Self {
        let mut events: Vec<Event<'a>> = Vec::new();
        let mut marks = Vec::new();
        let mut in_heading = false;
        let mut joined = String::new();
        for (event, range) in events_of {
            // HTML in a line is text like the text around it; so is a line end in a heading, which is one line.
            let event = match event {
                Event::InlineHtml(html) => Event::Text(html),
                Event::SoftBreak | Event::HardBreak if in_heading => Event::Text(" ".into()),
                event => event,
            };
            if let Event::Text(text) = &event {
                joined.push_str(text);
                continue;
            }
            if !joined.is_empty() {
                events.push(Event::Text(std::mem::take(&mut joined).into()));
            }
            match event {
                Event::Start(Tag::Heading { .. }) => in_heading = true,
                Event::End(TagEnd::Heading(_)) => in_heading = false,
                Event::Start(Tag::Emphasis | Tag::Strong) => {
                    marks.push(if document[range.start..].starts_with('_') { '_' } else { '*' });
                }
                _ => {}
            }
            events.push(event);
        }
        Self { events, marks, short: false }
    }

    /// Whether anything would be written.
    pub(in crate::format) fn is_empty(&self) -> bool {
        self.events.is_empty()
    }

    /// What it is made of: without HTML in a line, which is text, and without line ends in headings.
    pub(in crate::format) fn events(&self) -> &[Event<'a>] {
        &self.events
    }

    /// Whether the event at this place is what an item of a list begins with.
    pub(in crate::format) fn begins_an_item(&self, at: usize) -> bool {
        let mut before = self.events[..at].iter().rev();
        let mut last = before.next();
        if matches!(last, Some(Event::Start(Tag::Paragraph))) {
            last = before.next();
        }
        matches!(last, Some(Event::Start(Tag::Item)))
    }

    /// Whether it can follow a label on the same line.
    pub(in crate::format) fn begins_with_a_paragraph(&self) -> bool {
        matches!(self.events.first(), Some(Event::Start(Tag::Paragraph)))
    }

    /// Whether a cell of a table can hold it without losing anything: one paragraph of one or two lines.
    pub(in crate::format) fn fits_a_cell(&self) -> bool {
        let ends = self.events.iter().position(|event| matches!(event, Event::End(TagEnd::Paragraph)));
        self.is_empty() || (self.short && self.begins_with_a_paragraph() && ends == Some(self.events.len() - 1))
    }

    /// Writes it as blocks under a heading of level `level`. `place` says what stands before it on the line.
    pub(in crate::format) fn write_blocks(&self, level: u8, place: Place, out: &mut String) {
        Writer::new(self, level, out).write(place);
    }

    /// It on one line, for a cell: blocks are joined by ` / `.
    pub(in crate::format) fn to_cell(&self) -> String {
        let mut out = String::new();
        Writer::new(self, 0, &mut out).write_flat();
        out
    }
}

/// Google Docs drops `[ ]` at the start of an item, or shows the glyph, depending on whom one asks. The glyph stays.
pub(in crate::format) fn with_glyph(text: &mut String) {
    for (mark, glyph) in [("[ ] ", "☐ "), ("[x] ", "☑ "), ("[X] ", "☑ ")] {
        if text.starts_with(mark) {
            text.replace_range(..mark.len(), glyph);
        }
    }
}
