//! The two forms of a page as HTML, and the tags in which they differ.

use crate::format::labels::Labels;
use pulldown_cmark::Alignment;

/// What the HTML is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Form {
    /// A file, whose style sheet says how things look.
    File(Labels),
    /// To be pasted into another document. Word and Google Docs read no style sheet, so each element says itself how it
    /// looks, in what both of them keep.
    Fragment,
}

/// Padding, and nothing in the middle of a tall row.
const CELL: &str = "padding:4px 8px;vertical-align:top;";
const HEADER: &str = "background-color:#eeeeee;font-weight:bold;";

impl Form {
    pub(super) fn open_table(self) -> String {
        match self {
            // It can be focused: on a phone a wide table scrolls, by keyboard, too.
            Self::File(labels) => {
                let table = labels.of("Table");
                format!("<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"{table}\"><table>\n<thead>")
            }
            Self::Fragment => "<table border=\"1\" style=\"border-collapse:collapse\">\n<thead>".to_owned(),
        }
    }

    pub(super) const fn close_table(self) -> &'static str {
        match self {
            Self::File(_) => "</tbody>\n</table></div>\n",
            Self::Fragment => "</tbody>\n</table>\n",
        }
    }

    /// The tag that opens a cell of the header.
    pub(super) fn open_header_cell(self, alignment: Alignment) -> String {
        let style = match self {
            Self::File(_) => aligned(alignment).to_owned(),
            // Word centres them otherwise.
            Self::Fragment if aligned(alignment).is_empty() => format!("{CELL}{HEADER}text-align:left"),
            Self::Fragment => format!("{CELL}{HEADER}{}", aligned(alignment)),
        };
        format!("<th scope=\"col\" dir=\"auto\"{}>", attribute(&style))
    }

    /// The tag that opens any other cell.
    pub(super) fn open_cell(self, alignment: Alignment) -> String {
        let style = match self {
            Self::File(_) => aligned(alignment).to_owned(),
            Self::Fragment => format!("{CELL}{}", aligned(alignment)),
        };
        format!("<td dir=\"auto\"{}>", attribute(style.trim_end_matches(';')))
    }

    /// The tag that opens code in a line.
    pub(super) const fn open_code(self) -> &'static str {
        match self {
            Self::File(_) => "<code dir=\"auto\">",
            Self::Fragment => "<code dir=\"auto\" style=\"font-family:'Courier New',monospace;white-space:pre-wrap\">",
        }
    }

    /// The tags that open lines of code.
    pub(super) const fn open_code_block(self) -> &'static str {
        match self {
            Self::File(_) => "<pre><code>",
            Self::Fragment => "<pre style=\"font-family:'Courier New',monospace;white-space:pre-wrap\"><code>",
        }
    }

    pub(super) const fn open_quote(self) -> &'static str {
        match self {
            Self::File(_) => "<blockquote>",
            Self::Fragment => "<blockquote style=\"margin-left:2em\">",
        }
    }

    /// The tag that opens a paragraph which what follows belongs to.
    pub(super) const fn open_caption(self) -> &'static str {
        match self {
            Self::File(_) => "<p class=\"caption\">",
            Self::Fragment => "<p style=\"page-break-after:avoid\">",
        }
    }
}

fn attribute(style: &str) -> String {
    if style.is_empty() { String::new() } else { format!(" style=\"{style}\"") }
}

const fn aligned(alignment: Alignment) -> &'static str {
    match alignment {
        Alignment::None | Alignment::Left => "",
        Alignment::Center => "text-align:center",
        Alignment::Right => "text-align:right",
    }
}
