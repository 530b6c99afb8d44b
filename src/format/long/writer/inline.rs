//! What stands in a block: text, marks, links.

use super::Writer;
use crate::format::escape::{Place, destination, one_line, push_escaped};
use crate::format::long::with_glyph;
use pulldown_cmark::{Event, Tag, TagEnd};

impl Writer<'_, '_> {
    /// Begins a block where there is none: the items of a list without blank lines have no paragraphs.
    pub(super) fn inline(&mut self) {
        if !self.in_block {
            self.new_block();
        }
    }

    pub(super) fn place(&self) -> Place {
        Place {
            line_start: self.at_line_start && !self.flat && !self.heading && !self.cell,
            heading: self.heading && !self.flat,
            cell: self.cell,
            link: !self.open_links.is_empty(),
            before_link: false,
        }
    }

    pub(super) fn put(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.separate {
            self.out.push_str(" / ");
            self.separate = false;
        }
        self.out.push_str(text);
        self.at_line_start = false;
    }

    pub(super) fn open_mark(&mut self, mark: &'static str) {
        self.put(mark);
        self.open_marks.push(mark);
    }

    pub(super) fn open_link(&mut self, mark: &str, end: String) {
        if !end.is_empty() {
            self.put(mark);
        }
        self.open_links.push(end);
    }

    pub(super) fn close_link(&mut self) {
        let end = self.open_links.pop().unwrap_or_default();
        self.put(&end);
    }

    pub(super) fn link_end(&self, target: &str, title: &str) -> String {
        let target = destination(target, self.place());
        let title = one_line(title);
        if title.is_empty() {
            return format!("]({target})");
        }
        let mut escaped = String::new();
        push_escaped(&title, Place { line_start: false, ..self.place() }, &mut escaped);
        format!("]({target} \"{}\")", escaped.replace('"', "\\\""))
    }

    pub(super) fn text_at(&mut self, at: usize, text: &str) {
        self.inline();
        let events = &self.text.events;
        let after_mark = self.is_after_mark(at);
        let before_mark = events.get(at + 1).is_some_and(closes_mark);
        let before_link = matches!(events.get(at + 1), Some(Event::Start(Tag::Link { .. })));
        // A line end can get in here as an entity only.
        let mut text = text.replace(char::is_control, " ");
        if self.text.begins_an_item(at) {
            with_glyph(&mut text);
        }
        let mut inner = text.as_str();
        if self.at_line_start || self.out.ends_with(' ') {
            inner = inner.trim_start_matches(' ');
        }
        if matches!(
            events.get(at + 1),
            Some(Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph | TagEnd::Heading(_)))
        ) {
            inner = inner.trim_end_matches(' ');
        }
        // A blank next to a mark would make the mark plain text. It can get there as an entity only.
        if after_mark && let Some(blank) = inner.chars().next().filter(|c| c.is_whitespace()) {
            self.put(&entity(blank));
            inner = &inner[blank.len_utf8()..];
        }
        let last = inner.chars().next_back().filter(|c| before_mark && c.is_whitespace());
        inner = &inner[..inner.len() - last.map_or(0, char::len_utf8)];
        self.text(inner, before_link);
        if let Some(blank) = last {
            self.put(&entity(blank));
        }
    }

    /// Whether a mark was opened just before an event.
    pub(super) fn is_after_mark(&self, at: usize) -> bool {
        self.text.events[..at].last().is_some_and(opens_mark)
    }

    pub(super) fn text(&mut self, text: &str, before_link: bool) {
        let mut escaped = String::with_capacity(text.len() + 8);
        push_escaped(text, Place { before_link, ..self.place() }, &mut escaped);
        self.put(&escaped);
    }
}

fn entity(c: char) -> String {
    format!("&#{};", u32::from(c))
}

fn opens_mark(event: &Event<'_>) -> bool {
    matches!(event, Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough))
}

fn closes_mark(event: &Event<'_>) -> bool {
    matches!(event, Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough))
}
