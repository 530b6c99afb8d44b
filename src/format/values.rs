//! From words to the values of fields, as documents and tables say them.

use super::labels::{NO, YES, means};
use super::names::folded;
use crate::model::Choice;

/// The choice of this label or code.
pub(in crate::format) fn choice(choices: &[Choice], text: &str) -> Option<&'static str> {
    let text = folded(text);
    let found = choices.iter().find(|choice| means(&text, choice.label) || folded(choice.code) == text);
    found.map(|choice| choice.code)
}

/// Yes or no, in the words that people and tables use.
pub(in crate::format) fn flag(text: &str) -> Option<bool> {
    match folded(text).as_str() {
        yes if means(yes, YES) => Some(true),
        "y" | "x" | "true" | "wahr" | "1" | "✓" | "✔" | "☑" | "✅" | "active" | "aktiv" => Some(true),
        no if means(no, NO) => Some(false),
        "n" | "false" | "falsch" | "0" | "☐" | "✗" | "✘" | "–" | "-" | "inactive" | "inaktiv" => Some(false),
        _ => None,
    }
}

/// Several values in one cell.
pub(in crate::format) fn split(text: &str) -> Vec<String> {
    text.split(';').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect()
}
