//! Short texts, code and addresses, written so that a CommonMark reader gets back exactly what they say.

#[cfg(test)]
mod tests;

use crate::format::link::allowed_link;

/// Where a text is put, which decides what would be taken for a mark there.
#[derive(Debug, Clone, Copy, Default)]
pub(in crate::format) struct Place {
    /// At the start of a line, where `#`, `- ` or `1.` would begin a block.
    pub(in crate::format) line_start: bool,
    /// In a heading, whose last `#` would be dropped.
    pub(in crate::format) heading: bool,
    /// In a cell of a table, which a `|` would end.
    pub(in crate::format) cell: bool,
    /// In the text of a link, which a `]` would end.
    pub(in crate::format) link: bool,
    /// Right before a link, which a `!` would turn into an image.
    pub(in crate::format) before_link: bool,
}

impl Place {
    /// In a paragraph, after something else.
    pub(in crate::format) const INLINE: Self =
        Self { line_start: false, heading: false, cell: false, link: false, before_link: false };
    /// At the start of a paragraph or of an item of a list.
    pub(in crate::format) const LINE_START: Self = Self { line_start: true, ..Self::INLINE };
    /// In a heading.
    pub(in crate::format) const HEADING: Self = Self { heading: true, ..Self::INLINE };
    /// In a cell of a table.
    pub(in crate::format) const CELL: Self = Self { cell: true, ..Self::INLINE };
}

/// A short text, with blanks and line ends collapsed.
pub(in crate::format) fn short(text: &str, place: Place) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    push_escaped(&one_line(text), place, &mut out);
    out
}

/// Without line ends, tabs and the like, which would all be read as one blank, and without NUL, at which
/// Google Docs cuts a document off. A no-break space is a character like any other.
pub(in crate::format) fn one_line(text: &str) -> String {
    let blank = |c: char| matches!(c, ' ' | '\t'..='\r' | '\u{85}' | '\u{2028}' | '\u{2029}');
    let text = text.replace('\0', "");
    text.split(blank).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// Writes a text without line ends. What needs no backslash gets none: `lead_source` stays as it is.
///
/// The ends of the text count as neither blank nor letter: the caller may put any mark next to them.
pub(in crate::format) fn push_escaped(text: &str, place: Place, out: &mut String) {
    let mut before = None;
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let rest = &text[at..];
        // Readers look at a run of these as a whole, and at what stands on both sides of it.
        let run = if is_delimiter(c) { rest.len() - rest.trim_start_matches(c).len() } else { c.len_utf8() };
        let after = rest[run..].chars().next();
        let around = Around { whole: text, at, before, after };
        if !c.is_ascii() || !around.means_something(c, place) {
            out.push_str(&rest[..run]);
        } else {
            for mark in rest[..run].chars() {
                out.push('\\');
                out.push(mark);
            }
        }
        before = Some(c);
        at += run;
    }
}

const fn is_delimiter(c: char) -> bool {
    matches!(c, '*' | '_' | '~')
}

/// What stands around a character or a run of them.
struct Around<'a> {
    whole: &'a str,
    at: usize,
    before: Option<char>,
    after: Option<char>,
}

impl Around<'_> {
    fn means_something(&self, c: char, place: Place) -> bool {
        let rest = &self.whole[self.at..];
        let between_blanks = self.before == Some(' ') && self.after == Some(' ');
        match c {
            '\\' => self.after.is_none_or(|after| after.is_ascii_punctuation()),
            '`' | '[' => true,
            ']' if place.link => true,
            '*' | '~' => !between_blanks,
            '_' => {
                let in_a_word = self.before.is_some_and(is_letter) && self.after.is_some_and(is_letter);
                !between_blanks && !in_a_word
            }
            '<' => self.after.is_some_and(|after| after.is_ascii_alphabetic() || matches!(after, '/' | '!' | '?')),
            '&' => is_entity(rest),
            '|' if place.cell => true,
            '!' if place.before_link => self.after.is_none(),
            // A run of `#` after a blank closes a heading; one backslash keeps the whole run.
            '#' if place.heading => matches!(self.before, None | Some(' ')) && rest.trim_start_matches('#').is_empty(),
            // Readers with heading attributes, ours for Google Docs among them, would take `{#…}` away.
            '}' if place.heading => self.after.is_none(),
            _ => place.line_start && self.begins_a_block(c, rest),
        }
    }

    /// Whether a line that begins with this text would not be a paragraph.
    fn begins_a_block(&self, c: char, rest: &str) -> bool {
        let ends_here = matches!(self.after, None | Some(' '));
        if self.at > 0 {
            let number = &self.whole[..self.at];
            let is_number = number.len() <= 9 && number.bytes().all(|digit| digit.is_ascii_digit());
            return matches!(c, '.' | ')') && is_number && ends_here;
        }
        match c {
            '>' | '|' => true,
            '#' => matches!(rest.trim_start_matches('#').chars().next(), None | Some(' ')),
            '+' => ends_here,
            // Not only lists: under a line of text, `---` makes it a heading, and `-|-` or `:-:` a table.
            '-' => !self.after.is_some_and(char::is_alphanumeric),
            '=' => rest.trim_start_matches('=').trim().is_empty(),
            ':' => self.after == Some('-'),
            _ => false,
        }
    }
}

/// Whether a `_` next to this character is inside of a word. Rust counts letters in circles as letters, Markdown
/// as punctuation: beyond the scripts of Europe, Africa and the Near East a backslash more does no harm.
fn is_letter(c: char) -> bool {
    c.is_alphanumeric() && c < '\u{2000}'
}

/// Whether a text that begins with `&` begins with something like `&amp;` or `&#10;`.
fn is_entity(text: &str) -> bool {
    let name = text[1..].trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '#');
    name.starts_with(';') && name.len() + 1 < text.len()
}

/// What was written, so that a `;` may follow: one that ends in something like `&copy` or `&#10` would be completed by it. No name of an
/// entity has a single letter, so `R&D` stays as it is.
pub(in crate::format) fn before_a_semicolon(mut written: String) -> String {
    let Some(at) = written.rfind('&').filter(|at| !written[..*at].ends_with('\\')) else { return written };
    let name = &written[at + 1..];
    let is_name = name.starts_with('#') || name.len() > 1;
    if is_name && name.bytes().all(|c| c.is_ascii_alphanumeric() || c == b'#') {
        written.insert(at, '\\');
    }
    written
}

/// A text as code, exactly as it is.
pub(in crate::format) fn code(text: &str, place: Place) -> String {
    // In a table a backslash before a `|` belongs to the table: no reader gets both back from code.
    if text.is_empty() || (place.cell && text.contains("\\|")) {
        let mut out = String::new();
        push_escaped(text, place, &mut out);
        return out;
    }
    let fence = fence('`', 1, text);
    let all_blank = text.bytes().all(|byte| byte == b' ');
    let padded =
        text.starts_with('`') || text.ends_with('`') || (text.starts_with(' ') && text.ends_with(' ') && !all_blank);
    let pad = if padded { " " } else { "" };
    let text = if place.cell { text.replace('|', "\\|") } else { text.to_owned() };
    format!("{fence}{pad}{text}{pad}{fence}")
}

/// The shortest run of `mark`, at least so many, that the text does not contain.
pub(in crate::format) fn fence(mark: char, at_least: usize, text: &str) -> String {
    let longest = text.split(|c| c != mark).map(str::len).max().unwrap_or_default();
    mark.to_string().repeat(at_least.max(longest + 1))
}

/// The content of a field that holds an address: a link that shows it without the `https://`. What is no web or mail
/// address is plain text: a path leads nowhere from a document.
///
/// Not as `<https://…>`, which is shorter: Google Docs strips what looks like HTML without a word.
pub(in crate::format) fn address(text: &str, place: Place) -> String {
    let text = one_line(text);
    match shown_address(&text) {
        Some(shown) => {
            let shown = short(shown, Place { link: true, ..place });
            format!("[{shown}]({})", destination(&text, place))
        }
        None => short(&text, place),
    }
}

/// What is shown of an address, on one line, that a link can lead to; `None` for any other text.
pub(in crate::format) fn shown_address(text: &str) -> Option<&str> {
    let shown = ["https://", "http://", "mailto:"].into_iter().find_map(|scheme| text.strip_prefix(scheme));
    let shown = shown.filter(|_| allowed_link(text).is_some() && !text.contains(' '))?;
    Some(shown.strip_suffix('/').unwrap_or(shown))
}

/// The target of a link, as it stands between the parentheses.
pub(in crate::format) fn destination(target: &str, place: Place) -> String {
    let target = target.replace(char::is_control, "");
    let in_brackets = target.is_empty() || target.contains(' ');
    let mut out = String::with_capacity(target.len() + 2);
    for (at, c) in target.char_indices() {
        let rest = &target[at..];
        let mark = match c {
            '\\' => !rest[1..].starts_with(|next: char| next.is_ascii_alphanumeric()),
            '(' | ')' => !in_brackets,
            '<' | '>' | '`' => true,
            '&' => is_entity(rest),
            '|' => place.cell,
            _ => false,
        };
        if mark {
            out.push('\\');
        }
        out.push(c);
    }
    if in_brackets { format!("<{out}>") } else { out }
}
