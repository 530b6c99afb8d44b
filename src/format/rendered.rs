//! A long text (Markdown) as safe HTML, and as plain text.
//!
//! The HTML is written here, element by element, rather than by the parser's own writer with something
//! filtered out: what this file does not write cannot come out.

use super::dialect::{HeadingLevels, parse};
use pulldown_cmark::{Alignment, Event, LinkType, Tag, TagEnd};
use std::borrow::Cow;

/// A long text as HTML that is safe to put into a page.
///
/// HTML in the text is shown as it was typed. Links follow [`allowed_link`]; those that leave the app open in
/// a new tab, so that nobody loses the page while typing. Images become links: no request leaves the app.
/// Headings stand below `base_level`, the level of the heading that the text stands under, without gaps.
#[must_use]
pub fn to_html(markdown: &str, base_level: u8) -> String {
    let mut html = Html::new(markdown.len(), base_level);
    parse(markdown).for_each(|event| html.event(event));
    html.out
}

/// A long text without its marks: one line a block, table cells joined by `; `.
#[must_use]
pub fn to_plain(markdown: &str) -> String {
    let mut lines = Vec::new();
    let mut line = String::new();
    for event in parse(markdown) {
        match event {
            Event::Text(text) | Event::Code(text) | Event::Html(text) | Event::InlineHtml(text) => line.push_str(&text),
            Event::SoftBreak | Event::HardBreak => line.push(' '),
            Event::Start(Tag::TableCell) if !line.is_empty() => line.push_str("; "),
            Event::Start(tag) if is_block(&tag.to_end()) => flush(&mut line, &mut lines),
            Event::End(tag) if is_block(&tag) => flush(&mut line, &mut lines),
            _ => {}
        }
    }
    lines.join("\n")
}

fn is_block(tag: &TagEnd) -> bool {
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image | TagEnd::TableCell
    )
}

fn flush(line: &mut String, lines: &mut Vec<String>) {
    let words: Vec<_> = line.split_whitespace().collect();
    if !words.is_empty() {
        lines.push(words.join(" "));
    }
    line.clear();
}

/// The target of a link, trimmed, if it may be one: http, https, mailto, or relative to the app.
///
/// Refused are all other schemes, whatever their case; everything with a control character, which browsers
/// drop before they look for a scheme; and `//host`, also as `\\host`: it looks relative and leaves the site.
#[must_use]
pub fn allowed_link(target: &str) -> Option<&str> {
    let target = target.trim();
    if target.is_empty() || target.contains(char::is_control) {
        return None;
    }
    let is_slash = |c: char| matches!(c, '/' | '\\');
    let (scheme, rest) = match target.find([':', '/', '\\', '?', '#']) {
        Some(end) if target[end..].starts_with(':') => (&target[..end], &target[end + 1..]),
        _ => {
            let leaves_the_site = target.strip_prefix(is_slash).is_some_and(|rest| rest.starts_with(is_slash));
            return (!leaves_the_site).then_some(target);
        }
    };
    let allowed = if scheme.eq_ignore_ascii_case("mailto") {
        !rest.is_empty()
    } else {
        (scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https"))
            && rest.strip_prefix("//").is_some_and(|rest| !rest.is_empty() && !rest.starts_with(is_slash))
    };
    allowed.then_some(target)
}

/// Short texts as a list, with bare addresses as links. Empty for none.
#[must_use]
pub fn words_to_html(words: &[String]) -> String {
    let mut html = Html::new(words.iter().map(|word| word.len() + 16).sum(), 0);
    if words.is_empty() {
        return html.out;
    }
    html.out.push_str("<ul class=\"words\">");
    for word in words {
        html.out.push_str("<li>");
        html.text_with_addresses(word);
        html.out.push_str("</li>");
    }
    html.out.push_str("</ul>");
    html.out
}

/// The address that a link or an image of the parser points at.
pub(super) fn target<'a>(link_type: LinkType, dest_url: &'a str) -> Cow<'a, str> {
    match link_type {
        LinkType::Email => format!("mailto:{dest_url}").into(),
        _ => dest_url.into(),
    }
}

/// A link or an image that the writer is inside of.
struct Anchor {
    /// Whether `<a>` was written: not for a refused target, and not inside of another `<a>`.
    written: bool,
    /// What to show if it turns out to have no text, and where that text would begin.
    fallback: String,
    content_at: usize,
}

struct Html {
    out: String,
    levels: HeadingLevels,
    heading: u8,
    anchors: Vec<Anchor>,
    in_anchor: bool,
    in_code: bool,
    in_table_head: bool,
    alignments: Vec<Alignment>,
    column: usize,
    cell_at: usize,
    cell_content_at: usize,
}

impl Html {
    fn new(length: usize, base_level: u8) -> Self {
        Self {
            out: String::with_capacity(length + length / 2),
            levels: HeadingLevels::below(base_level),
            heading: 0,
            anchors: Vec::new(),
            in_anchor: false,
            in_code: false,
            in_table_head: false,
            alignments: Vec::new(),
            column: 0,
            cell_at: 0,
            cell_content_at: 0,
        }
    }

    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) if self.in_code || self.in_anchor => self.escaped(&text),
            Event::Text(text) => self.text_with_addresses(&text),
            Event::Code(text) => {
                self.out.push_str("<code>");
                self.escaped(&text);
                self.out.push_str("</code>");
            }
            Event::Html(text) | Event::InlineHtml(text) => self.escaped(&text),
            Event::SoftBreak => self.out.push('\n'),
            Event::HardBreak => self.out.push_str("<br>\n"),
            Event::Rule => self.out.push_str("<hr>\n"),
            // Belong to extensions that are off.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::FootnoteReference(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph | Tag::HtmlBlock => self.out.push_str("<p>"),
            Tag::Heading { level, .. } => {
                self.heading = self.levels.next(level as u8);
                self.out.push_str(&format!("<h{}>", self.heading));
            }
            Tag::BlockQuote(_) => self.out.push_str("<blockquote>\n"),
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.out.push_str("<pre><code>");
            }
            Tag::List(None) => self.out.push_str("<ul>\n"),
            Tag::List(Some(1)) => self.out.push_str("<ol>\n"),
            Tag::List(Some(start)) => self.out.push_str(&format!("<ol start=\"{start}\">\n")),
            Tag::Item => self.out.push_str("<li>"),
            Tag::Table(alignments) => {
                self.alignments = alignments;
                // It can be focused: on a phone a wide table scrolls, by keyboard, too. A group and no region, as a
                // page may have many, and landmarks are to be told apart by their names.
                self.out.push_str(
                    "<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n",
                );
            }
            Tag::TableHead => {
                self.in_table_head = true;
                self.column = 0;
                self.out.push_str("<thead><tr>");
            }
            Tag::TableRow => {
                self.column = 0;
                self.out.push_str("<tr>");
            }
            Tag::TableCell => {
                let class = match self.alignments.get(self.column) {
                    Some(Alignment::Center) => " class=\"align-center\"",
                    Some(Alignment::Right) => " class=\"align-right\"",
                    _ => "",
                };
                self.column += 1;
                self.cell_at = self.out.len();
                self.out.push_str(&format!("<{}{class}>", self.cell()));
                self.cell_content_at = self.out.len();
            }
            Tag::Emphasis => self.out.push_str("<em>"),
            Tag::Strong => self.out.push_str("<strong>"),
            Tag::Strikethrough => self.out.push_str("<del>"),
            Tag::Link { link_type, dest_url, .. } => self.open_anchor(&target(link_type, &dest_url)),
            Tag::Image { link_type, dest_url, .. } => self.open_anchor(&target(link_type, &dest_url)),
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
            TagEnd::Paragraph | TagEnd::HtmlBlock => self.out.push_str("</p>\n"),
            TagEnd::Heading(_) => self.out.push_str(&format!("</h{}>\n", self.heading)),
            TagEnd::BlockQuote(_) => self.out.push_str("</blockquote>\n"),
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.out.push_str("</code></pre>\n");
            }
            TagEnd::List(false) => self.out.push_str("</ul>\n"),
            TagEnd::List(true) => self.out.push_str("</ol>\n"),
            TagEnd::Item => self.out.push_str("</li>\n"),
            TagEnd::Table => self.out.push_str("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.in_table_head = false;
                self.out.push_str("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.out.push_str("</tr>\n"),
            // The corner above the names of rows is no header of anything.
            TagEnd::TableCell if self.in_table_head && self.out.len() == self.cell_content_at => {
                self.out.truncate(self.cell_at);
                self.out.push_str("<td></td>");
            }
            TagEnd::TableCell => self.out.push_str(&format!("</{}>", self.cell())),
            TagEnd::Emphasis => self.out.push_str("</em>"),
            TagEnd::Strong => self.out.push_str("</strong>"),
            TagEnd::Strikethrough => self.out.push_str("</del>"),
            TagEnd::Link | TagEnd::Image => self.close_anchor(),
            TagEnd::FootnoteDefinition
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionListDefinition
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::MetadataBlock(_) => {}
        }
    }

    fn cell(&self) -> &'static str {
        if self.in_table_head { "th" } else { "td" }
    }

    fn open_anchor(&mut self, target: &str) {
        let allowed = allowed_link(target).filter(|_| !self.in_anchor);
        if let Some(target) = allowed {
            self.in_anchor = true;
            self.start_of_anchor(target);
        }
        let fallback = allowed.unwrap_or_default().to_owned();
        self.anchors.push(Anchor { written: allowed.is_some(), fallback, content_at: self.out.len() });
    }

    fn close_anchor(&mut self) {
        let Some(anchor) = self.anchors.pop().filter(|anchor| anchor.written) else { return };
        self.in_anchor = false;
        if self.out.len() == anchor.content_at {
            self.escaped(&anchor.fallback);
        }
        self.out.push_str("</a>");
    }

    fn start_of_anchor(&mut self, target: &str) {
        self.out.push_str("<a href=\"");
        self.escaped(target);
        // A place in the app is shown in this tab; a mail program needs none.
        let stays = target.starts_with('#') || target.get(..7).is_some_and(|s| s.eq_ignore_ascii_case("mailto:"));
        self.out.push_str(if stays { "\">" } else { "\" target=\"_blank\" rel=\"noopener noreferrer\">" });
    }

    /// Writes a text, with the addresses in it as links: people paste them as they are.
    fn text_with_addresses(&mut self, text: &str) {
        let mut rest = text;
        while let Some((before, address, after)) = split_address(rest) {
            self.escaped(before);
            self.start_of_anchor(address);
            self.escaped(address);
            self.out.push_str("</a>");
            rest = after;
        }
        self.escaped(rest);
    }

    fn escaped(&mut self, text: &str) {
        let mut rest = text;
        while let Some(at) = rest.find(['&', '<', '>', '"', '\'', '\0']) {
            self.out.push_str(&rest[..at]);
            self.out.push_str(match rest.as_bytes()[at] {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                _ => "",
            });
            rest = &rest[at + 1..];
        }
        self.out.push_str(rest);
    }
}

/// Finds the first `http://` or `https://` address: what stands before it, the address, what follows.
fn split_address(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices("http").find_map(|(start, _)| {
        let (before, from_here) = text.split_at(start);
        let scheme = ["https://", "http://"].into_iter().find(|scheme| from_here.starts_with(scheme))?;
        let starts_a_word = !before.ends_with(char::is_alphanumeric);
        let names_a_host = from_here[scheme.len()..].starts_with(char::is_alphanumeric);
        if !(starts_a_word && names_a_host) {
            return None;
        }
        let ends = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '"');
        let length = without_trailing_punctuation(&from_here[..from_here.find(ends).unwrap_or(from_here.len())]);
        let (address, after) = from_here.split_at(length);
        Some((before, address, after))
    })
}

/// How much of an address is meant: a full stop after it ends the sentence, and a parenthesis that was not
/// opened in it was opened before it.
fn without_trailing_punctuation(address: &str) -> usize {
    let mut unopened = address.matches(')').count().saturating_sub(address.matches('(').count());
    address
        .trim_end_matches(|c: char| match c {
            ')' if unopened > 0 => {
                unopened -= 1;
                true
            }
            '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~' | '\'' | ']' | '}' | '’' | '”' | '»' => true,
            _ => false,
        })
        .len()
}

#[cfg(test)]
mod tests;
