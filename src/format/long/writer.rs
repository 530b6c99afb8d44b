//! Writes the events of a long text as Markdown, in one style.

mod blocks;
mod inline;

use super::LongText;
use crate::format::dialect::{HeadingLevels, target};
use crate::format::escape::{Place, code};
use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

/// Quotes and lists nested deeper than this are written as if they were not nested further: nobody reads them, and a
/// hostile text could make the document grow with the square of its length.
const DEEPEST: usize = 12;

/// A quote, a list or an item that the writer is inside of, or the whole text.
#[derive(Default)]
struct Container {
    /// How many blocks were written in it.
    blocks: usize,
    /// Whether no blank line stands between its blocks.
    tight: bool,
    /// The length of the prefix of lines outside of it.
    outer_prefix: usize,
    /// For a list: the next number, if it has numbers, and whether it uses the second kind of marker.
    number: Option<u64>,
    second_marker: bool,
    /// Whether the block written last was a list: with numbers or not, and with which marker.
    last_list: Option<(bool, bool)>,
}

/// Writes a text event by event.
pub(super) struct Writer<'t, 'a> {
    text: &'t LongText<'a>,
    out: &'t mut String,
    levels: HeadingLevels,
    containers: Vec<Container>,
    /// What lines begin with inside of the containers: `> ` and the indents of items.
    prefix: String,
    /// For each list, in order, whether it is written without blank lines between the items.
    tight_lists: Vec<bool>,
    /// How many of `tight_lists` and of the text's `marks` were used.
    lists: usize,
    emphases: usize,
    open_marks: Vec<&'static str>,
    /// The links and images that the writer is inside of, each with what ends it; nothing for one that is left out.
    open_links: Vec<String>,
    in_link: bool,
    alignments: Vec<Alignment>,
    column: usize,
    /// Whether inline content may follow without a new block.
    in_block: bool,
    at_line_start: bool,
    heading: bool,
    cell: bool,
    flat: bool,
    /// A flat text has a separator to write before the next content.
    separate: bool,
    /// HTML or code that is collected until its block ends; code with its info string on the first line.
    literal: String,
    in_literal: bool,
}

impl<'t, 'a> Writer<'t, 'a> {
    /// A writer for a text under a heading of level `level`.
    pub(super) fn new(text: &'t LongText<'a>, level: u8, out: &'t mut String) -> Self {
        Self {
            out,
            levels: HeadingLevels::below(level),
            containers: vec![Container::default()],
            prefix: String::new(),
            tight_lists: tight_lists(&text.events),
            lists: 0,
            emphases: 0,
            open_marks: Vec::new(),
            open_links: Vec::new(),
            in_link: false,
            alignments: Vec::new(),
            column: 0,
            in_block: false,
            at_line_start: true,
            heading: false,
            cell: false,
            flat: false,
            separate: false,
            literal: String::new(),
            in_literal: false,
            text,
        }
    }

    /// Writes the text as blocks. `place` says what stands before it on the line.
    pub(super) fn write(mut self, place: Place) {
        self.at_line_start = place.line_start;
        self.events();
    }

    /// Writes the text on one line, for a cell.
    pub(super) fn write_flat(mut self) {
        self.flat = true;
        self.cell = true;
        self.events();
    }

    fn events(&mut self) {
        for (at, event) in self.text.events.iter().enumerate() {
            match event {
                Event::Start(tag) => self.start(tag),
                Event::End(tag) => self.end(*tag),
                Event::Text(text) if self.in_literal => self.literal.push_str(text),
                Event::Text(text) => self.text_at(at, text),
                Event::Html(html) | Event::InlineHtml(html) => self.literal.push_str(html),
                Event::Code(text) => {
                    self.inline();
                    let text = code(text, self.place());
                    self.put(&text);
                }
                Event::SoftBreak | Event::HardBreak if self.flat => {
                    if !self.out.ends_with(' ') && !self.is_after_mark(at) {
                        self.put(" ");
                    }
                }
                Event::SoftBreak => self.new_line(),
                // Nothing to break: two blanks at the start of a line would be lost.
                Event::HardBreak if self.at_line_start => {}
                Event::HardBreak => {
                    // Two blanks, as Google Docs writes it. But a mark before a blank would be plain text.
                    self.put(if self.is_after_mark(at) { "\\" } else { "  " });
                    self.new_line();
                }
                Event::Rule => {
                    self.new_block();
                    // Not `---`, which would make a heading of a line above it, nor `***`, which an item's `*` joins.
                    if !self.flat {
                        self.put("___");
                    }
                    self.in_block = false;
                }
                // Belong to extensions that are off.
                Event::InlineMath(_)
                | Event::DisplayMath(_)
                | Event::FootnoteReference(_)
                | Event::TaskListMarker(_) => {}
            }
        }
    }

    fn start(&mut self, tag: &Tag<'a>) {
        match tag {
            Tag::Paragraph => self.new_block(),
            Tag::Heading { level, .. } => {
                self.new_block();
                let level = self.levels.next(*level as u8);
                if !self.flat {
                    self.put(&"#".repeat(level.into()));
                    self.put(" ");
                }
                self.heading = true;
            }
            Tag::BlockQuote(_) => {
                self.new_block();
                self.enter(Container::default(), "> ", "> ");
            }
            Tag::List(number) => self.start_list(*number),
            Tag::Item => self.start_item(),
            Tag::CodeBlock(kind) => {
                self.new_block();
                self.in_literal = true;
                // The info string, where it is a plain word. The content follows as text.
                if let CodeBlockKind::Fenced(info) = kind
                    && info.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"+-_.#".contains(&byte))
                {
                    self.literal.push_str(info);
                }
                self.literal.push('\n');
            }
            Tag::HtmlBlock => self.in_literal = true,
            Tag::Table(alignments) => {
                self.new_block();
                self.alignments.clone_from(alignments);
            }
            Tag::TableHead => self.column = 0,
            Tag::TableRow => {
                self.column = 0;
                if self.flat {
                    self.new_block();
                } else {
                    self.new_line();
                }
            }
            Tag::TableCell => {
                match (self.flat, self.column) {
                    (false, 0) => self.put("| "),
                    (false, _) => self.put(" | "),
                    (true, 0) => {}
                    (true, _) => self.put("; "),
                }
                self.column += 1;
                self.cell = true;
                self.in_block = true;
            }
            Tag::Emphasis | Tag::Strong => {
                self.inline();
                let mark = match (self.text.marks.get(self.emphases), tag) {
                    (Some('_'), Tag::Emphasis) => "_",
                    (Some('_'), _) => "__",
                    (_, Tag::Emphasis) => "*",
                    _ => "**",
                };
                self.emphases += 1;
                self.open_mark(mark);
            }
            Tag::Strikethrough => {
                self.inline();
                self.open_mark("~~");
            }
            Tag::Link { link_type, dest_url, title, .. } => {
                self.inline();
                // An address in a link is text there: links do not nest, and the inner one would win.
                let end =
                    if self.in_link { String::new() } else { self.link_end(&target(*link_type, dest_url), title) };
                self.in_link = true;
                self.open_link("[", end);
            }
            Tag::Image { link_type, dest_url, title, .. } => {
                self.inline();
                // Google Docs takes images from public addresses only; half a megabyte of base64 helps nobody.
                let is_data = dest_url.get(..5).is_some_and(|scheme| scheme.eq_ignore_ascii_case("data:"));
                let end = if is_data { String::new() } else { self.link_end(&target(*link_type, dest_url), title) };
                self.open_link("![", end);
            }
            // Belong to extensions that are off.
            Tag::FootnoteDefinition(_)
            | Tag::DefinitionList
            | Tag::DefinitionListTitle
            | Tag::DefinitionListDefinition
            | Tag::Superscript
            | Tag::Subscript
            | Tag::MetadataBlock(_) => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.in_block = false,
            TagEnd::Heading(_) => {
                self.heading = false;
                self.in_block = false;
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item => self.leave(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => self.end_html(),
            TagEnd::Table => self.in_block = false,
            TagEnd::TableHead => {
                self.end_row();
                if !self.flat {
                    self.new_line();
                    let rules = self.alignments.iter().map(|alignment| match alignment {
                        Alignment::None => "---",
                        Alignment::Left => ":---",
                        Alignment::Center => ":---:",
                        Alignment::Right => "---:",
                    });
                    let rules = format!("| {} |", rules.collect::<Vec<_>>().join(" | "));
                    self.put(&rules);
                }
            }
            TagEnd::TableRow => self.end_row(),
            TagEnd::TableCell => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                let mark = self.open_marks.pop().unwrap_or_default();
                self.put(mark);
            }
            TagEnd::Link => {
                // The inner of two is left out, and the outer is still open.
                self.in_link = self.open_links.last().is_some_and(String::is_empty);
                self.close_link();
            }
            TagEnd::Image => self.close_link(),
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn end_row(&mut self) {
        if !self.flat {
            self.put(" |");
        }
        self.cell = self.flat;
        self.in_block = false;
    }
}

/// For each list, in order, whether it can be written without blank lines: none of its items holds a paragraph. HTML
/// becomes one, and so needs the blank lines too.
fn tight_lists(events: &[Event<'_>]) -> Vec<bool> {
    let mut tight = Vec::new();
    // The innermost container: the number of the list for an item, nothing for anything else.
    let mut open: Vec<Option<usize>> = Vec::new();
    for event in events {
        match event {
            Event::Start(Tag::Paragraph | Tag::HtmlBlock) => {
                if let Some(Some(list)) = open.last() {
                    tight[*list] = false;
                }
            }
            Event::Start(Tag::List(_)) => {
                open.push(Some(tight.len()));
                tight.push(true);
            }
            Event::Start(Tag::BlockQuote(_)) => open.push(None),
            Event::End(TagEnd::List(_) | TagEnd::BlockQuote(_)) => {
                open.pop();
            }
            _ => {}
        }
    }
    tight
}
