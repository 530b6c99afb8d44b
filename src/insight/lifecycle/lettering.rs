//! How texts of the picture are broken into lines: SVG breaks none, and nobody can ask a browser how wide a text is.

/// How texts of one size are set, in units of the drawing.
#[derive(Debug, Clone, Copy)]
pub(super) struct Lettering {
    /// How wide a letter is, about: as in the wider ones of the fonts that systems have. A word that takes less room than there
    /// is looks better than one that is cut off.
    letter: f64,
    /// From line to line.
    pub(super) line: f64,
    /// Into how many lines a text is broken at most.
    most: usize,
}

/// The name of a stage.
pub(super) const NAME: Lettering = Lettering { letter: 8.0, line: 16.0, most: 4 };
/// What stands below a name, and beside an arrow.
pub(super) const SMALL: Lettering = Lettering { letter: 6.3, line: 13.0, most: 8 };

impl Lettering {
    /// The lines of a text, of at most this width. What does not fit into as many lines as there may be is cut.
    pub(super) fn lines(self, text: &str, width: f64) -> Vec<String> {
        wrapped(text, width, self.most, self.letter)
    }

    /// Whether no word of a text has to be broken to fit into lines of this width.
    pub(super) fn has_room(self, text: &str, width: f64) -> bool {
        text.split_whitespace().all(|word| width_of(word, self.letter) <= width)
    }

    /// How much room lines take, one below the other.
    pub(super) fn height_of(self, lines: &[String]) -> f64 {
        lines.iter().map(|_| self.line).sum()
    }
}

/// How wide a text is, about: a letter of the script of Chinese, Japanese or Korean is as wide as it is high.
fn width_of(text: &str, letter: f64) -> f64 {
    text.chars()
        .map(|c| if ('\u{1100}'..='\u{ffdc}').contains(&c) && c >= '\u{2e80}' { letter * 1.8 } else { letter })
        .sum()
}

fn wrapped(text: &str, width: f64, most: usize, letter: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut rest = printable(text);
    while !rest.is_empty() && lines.len() < most {
        if lines.len() + 1 == most || width_of(&rest, letter) <= width {
            lines.push(cut(&rest, width, letter));
            break;
        }
        // At the last space that fits; within a word where there is none.
        let mut end = 0;
        let mut space = None;
        for (at, c) in rest.char_indices() {
            if width_of(&rest[..at + c.len_utf8()], letter) > width {
                break;
            }
            end = at + c.len_utf8();
            if c == ' ' || c == '-' {
                space = Some(end);
            }
        }
        let next_is_space = rest[end..].starts_with(' ');
        let end = if next_is_space { end } else { space.unwrap_or(end).max(1) };
        let (line, after) = rest.split_at(rest.ceil_char_boundary(end));
        lines.push(line.trim().to_owned());
        rest = after.trim_start().to_owned();
    }
    lines
}

/// As much of a text as there is room for.
fn cut(text: &str, width: f64, letter: f64) -> String {
    let text = printable(text);
    if width_of(&text, letter) <= width {
        return text;
    }
    let mut kept = String::new();
    for c in text.chars() {
        if width_of(&kept, letter) + letter * 2.0 > width {
            break;
        }
        kept.push(c);
    }
    format!("{}…", kept.trim_end())
}

/// Several lines, each without what may not stand in XML.
pub(super) fn told_lines(text: &str) -> String {
    text.lines().map(printable).collect::<Vec<_>>().join("\n")
}

/// Without what may not stand in XML.
pub(super) fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}'))
        .collect::<String>()
        .trim()
        .to_owned()
}

/// Which way a text is read, by its first letter that says so.
pub(super) fn direction_of(text: &str) -> &'static str {
    let is_right_to_left =
        |c: char| matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}');
    match text.chars().find(|c| c.is_alphabetic()) {
        Some(c) if is_right_to_left(c) => "rtl",
        _ => "ltr",
    }
}
