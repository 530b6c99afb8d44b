//! Long texts as HTML, from the events of their Markdown.
//!
//! Every tag that is opened is remembered with the one that closes it, so a text is closed by construction. HTML in a text
//! is text, as on the screen.

use super::escape::{push_link, push_text};
use super::form::Form;
use crate::format::dialect::{HeadingLevels, target};
use crate::format::link::{addresses, web_link};
use crate::format::long::{LongText, with_glyph};
use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};

/// Quotes, lists and marks nested deeper than this are written as if they were not nested further: nobody reads them,
/// and browsers give up at some hundred.
const DEEPEST: usize = 32;

/// Says of a link that it shows where it leads: printed, it needs no address behind it.
const ADDRESS: &str = " class=\"address\"";

/// Writes one long text.
pub(super) struct LongWriter<'o> {
    form: Form,
    out: &'o mut String,
    /// Where there is an outline: not in a cell, nor after a label.
    levels: Option<HeadingLevels>,
    /// What closes the elements that are open; empty for one that is left out.
    open: Vec<&'static str>,
    /// How many of them are not left out.
    depth: usize,
    /// Where the text of the link begins that is open, and its address for a link without a text.
    link: Option<Link>,
    alignments: Vec<Alignment>,
    column: usize,
    in_header: bool,
    in_code: bool,
}

struct Link {
    /// How many elements were open around it.
    outside: usize,
    begins: usize,
    address: String,
}

impl<'o> LongWriter<'o> {
    pub(super) const fn new(form: Form, out: &'o mut String) -> Self {
        Self {
            form,
            out,
            levels: None,
            open: Vec::new(),
            depth: 0,
            link: None,
            alignments: Vec::new(),
            column: 0,
            in_header: false,
            in_code: false,
        }
    }

    /// With headings, below one of level `level`.
    pub(super) fn below(mut self, level: u8) -> Self {
        self.levels = Some(HeadingLevels::below(level));
        self
    }

    /// Writes a text as blocks.
    pub(super) fn blocks(mut self, text: &LongText<'_>) {
        self.events(text, 0);
    }

    /// Writes a text that begins with a paragraph, which is open already: `end` closes it.
    pub(super) fn after_label(mut self, text: &LongText<'_>, end: &'static str) {
        self.opened(end);
        self.events(text, 1);
    }

    /// Writes a text into a cell: without a paragraph, if it is one that a cell can hold.
    pub(super) fn cell(self, text: &LongText<'_>) {
        if text.fits_a_cell() { self.inline(text) } else { self.blocks(text) }
    }

    /// Writes a text without what its first paragraph stands in.
    pub(super) fn inline(self, text: &LongText<'_>) {
        if text.begins_with_a_paragraph() { self.after_label(text, "") } else { self.blocks(text) }
    }

    fn events(&mut self, text: &LongText<'_>, first: usize) {
        for (at, event) in text.events().iter().enumerate().skip(first) {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => {
                    self.in_code &= *tag != TagEnd::CodeBlock;
                    self.end();
                }
                Event::Text(words) if self.in_code || self.link.is_some() => push_text(words, self.out),
                Event::Text(words) if text.begins_an_item(at) => {
                    let mut words = words.to_string();
                    with_glyph(&mut words);
                    self.words(&words);
                }
                Event::Text(words) => self.words(words),
                Event::Html(words) | Event::InlineHtml(words) => push_text(words, self.out),
                Event::Code(code) => {
                    self.push(self.form.open_code());
                    push_text(code, self.out);
                    self.push("</code>");
                }
                Event::SoftBreak => self.push("\n"),
                Event::HardBreak => self.push("<br>\n"),
                Event::Rule => self.push("<hr>\n"),
                // Belong to extensions that are off.
                Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => {}
            }
        }
        while !self.open.is_empty() {
            self.end();
        }
    }

    /// Writes a text, with the addresses in it as links, as on the screen.
    fn words(&mut self, text: &str) {
        let mut written = 0;
        for place in addresses(text) {
            let address = &text[place.clone()];
            push_text(&text[written..place.start], self.out);
            push_link(address, ADDRESS, self.out);
            push_text(address, self.out);
            self.push("</a>");
            written = place.end;
        }
        push_text(&text[written..], self.out);
    }

    fn push(&mut self, html: &str) {
        self.out.push_str(html);
    }

    /// Remembers what closes an element.
    fn opened(&mut self, end: &'static str) {
        self.depth += usize::from(!end.is_empty());
        self.open.push(end);
    }

    fn element(&mut self, begin: &str, end: &'static str) {
        self.push(begin);
        self.opened(end);
    }

    /// An element that may stand in others of its kind. Says whether it was written.
    fn nested(&mut self, begin: &str, end: &'static str) -> bool {
        let fits = self.depth < DEEPEST;
        if fits {
            self.element(begin, end);
        } else {
            self.opened("");
        }
        fits
    }

    fn end(&mut self) {
        let end = self.open.pop().unwrap_or_default();
        self.depth -= usize::from(!end.is_empty());
        if let Some(link) = self.link.take_if(|link| link.outside == self.open.len())
            && self.out.len() == link.begins
        {
            push_text(&link.address, self.out);
        }
        if end == "</th>" && self.drop_empty_header_cell() {
            return;
        }
        self.push(end);
    }

    /// A header cell without a word is the header of nothing: screen readers are told of a plain cell. Says whether it was
    /// one.
    fn drop_empty_header_cell(&mut self) -> bool {
        let begin =
            self.out.rfind("<th ").filter(|begin| self.out[*begin..].find('>') == Some(self.out.len() - begin - 1));
        if let Some(begin) = begin {
            self.out.truncate(begin);
            self.out.push_str("<td></td>");
        }
        begin.is_some()
    }

    fn start(&mut self, tag: &Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.element("<p dir=\"auto\">", "</p>\n"),
            Tag::Heading { level, .. } => self.heading(*level as u8),
            Tag::BlockQuote(_) => {
                self.nested(self.form.open_quote(), "</blockquote>\n");
            }
            Tag::List(None) => {
                self.nested("<ul dir=\"auto\">\n", "</ul>\n");
            }
            Tag::List(Some(1)) => {
                self.nested("<ol dir=\"auto\">\n", "</ol>\n");
            }
            Tag::List(Some(number)) => {
                self.nested(&format!("<ol start=\"{number}\" dir=\"auto\">\n"), "</ol>\n");
            }
            // Of a list that is left out, an item begins a line.
            Tag::Item if self.open.last().is_some_and(|list| list.is_empty()) => self.element("<br>\n", ""),
            Tag::Item => self.element("<li>", "</li>\n"),
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.element(self.form.open_code_block(), "</code></pre>\n");
            }
            Tag::Table(alignments) => {
                self.alignments.clone_from(alignments);
                self.element(&self.form.open_table(), self.form.close_table());
            }
            Tag::TableHead => {
                self.column = 0;
                self.in_header = true;
                self.element("<tr>", "</tr></thead>\n<tbody>\n");
            }
            Tag::TableRow => {
                self.column = 0;
                self.in_header = false;
                self.element("<tr>", "</tr>\n");
            }
            Tag::TableCell => {
                let alignment = self.alignments.get(self.column).copied().unwrap_or(Alignment::None);
                self.column += 1;
                if self.in_header {
                    self.element(&self.form.open_header_cell(alignment), "</th>");
                } else {
                    self.element(&self.form.open_cell(alignment), "</td>");
                }
            }
            Tag::Emphasis => {
                self.nested("<em>", "</em>");
            }
            Tag::Strong => {
                self.nested("<strong>", "</strong>");
            }
            Tag::Strikethrough => {
                self.nested("<del>", "</del>");
            }
            // An image, too: nothing is fetched.
            Tag::Link { link_type, dest_url, .. } | Tag::Image { link_type, dest_url, .. } => {
                let class = if *link_type == LinkType::Autolink { ADDRESS } else { "" };
                self.link(&target(*link_type, dest_url), class);
            }
            // Belong to extensions that are off.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => self.opened(""),
        }
    }

    fn heading(&mut self, level: u8) {
        const ENDS: [&str; 6] = ["</h1>\n", "</h2>\n", "</h3>\n", "</h4>\n", "</h5>\n", "</h6>\n"];
        let shown = self.levels.as_mut().map(|levels| usize::from(levels.next(level)));
        match shown.and_then(|shown| Some((shown, ENDS.get(shown.checked_sub(1)?)?))) {
            Some((shown, end)) => self.element(&format!("<h{shown} dir=\"auto\">"), end),
            // In a cell it is no part of the outline.
            None => self.element("<p dir=\"auto\"><strong>", "</strong></p>\n"),
        }
    }

    /// A link to an address of the web, or to nothing: no other address leads anywhere from a document, and links do not
    /// nest.
    fn link(&mut self, target: &str, class: &str) {
        match web_link(target).filter(|_| self.link.is_none()) {
            Some(address) => {
                push_link(address, class, self.out);
                let (outside, begins) = (self.open.len(), self.out.len());
                self.link = Some(Link { outside, begins, address: address.to_owned() });
                self.opened("</a>");
            }
            None => self.opened(""),
        }
    }
}
