//! What a text says, apart from how it is written: two texts with the same gist are the same to whoever reads them.
//!
//! Google Docs writes what it was given in another way: other marks of lists, all numbers 1, paragraphs as lines of one, words
//! in code as words. None of that is a change that anybody made.

use crate::format::dialect::{HeadingLevels, target};
use pulldown_cmark::{Event, Tag, TagEnd};

/// What stands for the start and the end of a mark in a gist. No text holds these: they are for private use.
const STRONG: [char; 2] = ['\u{F8F0}', '\u{F8E0}'];
const EMPHASIS: [char; 2] = ['\u{F8F1}', '\u{F8E1}'];
const STRIKE: [char; 2] = ['\u{F8F2}', '\u{F8E2}'];
const LINK: char = '\u{F8F3}';
/// What stands between cells.
const CELL: char = '\u{F8F4}';

/// The lines of a text, each with what kind of line it is.
pub(super) fn gist<'e, 'a: 'e>(events: impl IntoIterator<Item = &'e Event<'a>>) -> Vec<String> {
    let mut lines = Lines { done: Vec::new(), line: String::new(), lists: Vec::new(), item: false, heading: None };
    let mut levels = HeadingLevels::below(0);
    let mut targets: Vec<String> = Vec::new();
    for event in events {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => lines.text(text),
            Event::InlineMath(text) | Event::DisplayMath(text) => lines.text(text),
            Event::FootnoteReference(name) => lines.text(name),
            Event::SoftBreak => lines.line.push(' '),
            Event::HardBreak => lines.end(),
            Event::Rule => {
                lines.end();
                lines.done.push("―".to_owned());
            }
            Event::TaskListMarker(done) => lines.text(if *done { "☑ " } else { "☐ " }),
            Event::Start(tag) => match tag {
                // Google Docs writes many headings in bold.
                Tag::Strong if lines.heading.is_some() => {}
                Tag::Strong => lines.line.push(STRONG[0]),
                Tag::Emphasis => lines.line.push(EMPHASIS[0]),
                Tag::Strikethrough => lines.line.push(STRIKE[0]),
                Tag::Link { link_type, dest_url, .. } => {
                    lines.line.push(LINK);
                    targets.push(target(*link_type, dest_url).into_owned());
                }
                Tag::Image { .. } | Tag::TableCell => {}
                Tag::List(number) => {
                    lines.end();
                    lines.lists.push(number.is_some());
                }
                Tag::Item => {
                    lines.end();
                    lines.item = true;
                }
                Tag::Heading { level, .. } => {
                    lines.end();
                    lines.heading = Some(levels.next(*level as u8));
                }
                _ => lines.end(),
            },
            Event::End(tag) => match tag {
                TagEnd::Strong if lines.heading.is_some() => {}
                TagEnd::Strong => lines.line.push(STRONG[1]),
                TagEnd::Emphasis => lines.line.push(EMPHASIS[1]),
                TagEnd::Strikethrough => lines.line.push(STRIKE[1]),
                TagEnd::Link => {
                    let target = targets.pop().unwrap_or_default();
                    lines.line.push_str(&format!("{LINK}{target}{LINK}"));
                }
                TagEnd::Image => {}
                TagEnd::TableCell => lines.line.push(CELL),
                TagEnd::List(_) => {
                    lines.end();
                    lines.lists.pop();
                }
                TagEnd::Heading(_) => {
                    lines.end();
                    lines.heading = None;
                }
                _ => lines.end(),
            },
        }
    }
    lines.end();
    lines.done
}

struct Lines {
    done: Vec<String>,
    line: String,
    /// The lists around the line, and whether they are numbered.
    lists: Vec<bool>,
    /// Whether an item begins with the line.
    item: bool,
    heading: Option<u8>,
}

impl Lines {
    fn text(&mut self, text: &str) {
        // Lines of code are lines.
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.end();
            }
            self.line.push_str(line);
        }
    }

    fn end(&mut self) {
        let line = without_glyph(without_loose_marks(collapsed(&std::mem::take(&mut self.line))));
        if line.chars().all(|c| c.is_whitespace() || ('\u{F8E0}'..='\u{F8F4}').contains(&c)) {
            return;
        }
        let mut said = String::new();
        if let Some(level) = self.heading {
            said.push_str(&"#".repeat(level.into()));
        }
        if let Some(numbered) = self.lists.last() {
            said.push_str(&" ".repeat(self.lists.len()));
            said.push(match (std::mem::take(&mut self.item), numbered) {
                (true, true) => '1',
                (true, false) => '•',
                (false, _) => ' ',
            });
        }
        said.push(' ');
        said.push_str(&line);
        self.done.push(said);
    }
}

/// Boxes to be ticked are written as glyphs for Google Docs.
fn without_glyph(line: String) -> String {
    if !line.starts_with('[') {
        return line;
    }
    let box_of = |mark: &str, glyph: &str| line.strip_prefix(mark).map(|rest| format!("{glyph}{rest}"));
    box_of("[ ] ", "☐ ")
        .or_else(|| box_of("[x] ", "☑ "))
        .or_else(|| box_of("[X] ", "☑ "))
        .unwrap_or_else(|| line.clone())
}

/// Without marks around nothing, and with blanks outside of marks, where Google Docs puts them.
fn without_loose_marks(line: String) -> String {
    // Most lines have no marks at all.
    if !line.contains(|c| ('\u{F8E0}'..='\u{F8F2}').contains(&c)) {
        return line;
    }
    let mut line = line;
    loop {
        let mut next = line.clone();
        for [start, end] in [STRONG, EMPHASIS, STRIKE] {
            next = next
                .replace(&format!("{start} "), &format!(" {start}"))
                .replace(&format!(" {end}"), &format!("{end} "));
            next = next.replace(&format!("{start}{end}"), "");
        }
        let next = collapsed(&next);
        if next == line {
            return line;
        }
        line = next;
    }
}

fn collapsed(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    if out.contains('\0') { out.replace('\0', "") } else { out }
}

/// The words of a text on one line, without marks.
pub(super) fn plain<'e, 'a: 'e>(events: impl IntoIterator<Item = &'e Event<'a>>) -> String {
    let mut text = String::new();
    for event in events {
        match event {
            Event::Text(part) | Event::Code(part) | Event::Html(part) | Event::InlineHtml(part) => text.push_str(part),
            Event::FootnoteReference(name) => text.push_str(name),
            Event::SoftBreak | Event::HardBreak => text.push(' '),
            _ => {}
        }
    }
    crate::format::escape::one_line(&text)
}
