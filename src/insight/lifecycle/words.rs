//! The lifecycle in words: what leads out of each stage, as a sentence; and as text for Mermaid.

use super::{Lifecycle, Move, Transition, short_name};
use crate::insight::Book;
use crate::language::tr;
use crate::model::{Entry, Field};
use guidepost_view::tr;
use std::fmt::Write as _;

/// What leads out of a stage in one way: "to SQL when sales accepts, by Sales development, within 24 hours".
#[must_use]
pub fn way_out(book: &Book<'_>, lifecycle: &Lifecycle<'_>, transition: &Transition<'_>) -> String {
    let entry = transition.entry;
    let to = short_name(lifecycle.stages[transition.to]);
    let mut words = match transition.kind {
        Move::Advance => tr!("to {to}"),
        Move::Recycle => tr!("back to {to}"),
        Move::Disqualify => tr!("out, to {to}"),
    };
    let trigger = entry.text(Field::Trigger).trim().trim_end_matches('.');
    if !trigger.is_empty() {
        words.push_str(&tr!(" when {}", lowered(trigger)));
    }
    if let Some(who) = book.target(entry, Field::DoneBy) {
        words.push_str(&tr!(", by {}", who.title()));
    }
    let pace = lifecycle.stages[transition.from].text(Field::Sla).trim();
    if !pace.is_empty() && transition.kind == Move::Advance {
        let _ = write!(words, " ({})", lowered(pace));
    }
    words
}

/// A sentence begins small within another one, unless its first word is an abbreviation or a name with capitals inside. In
/// other languages than English it may begin with a word that has a capital anywhere.
fn lowered(text: &str) -> String {
    let is_english = tr(" when {}") == " when {}";
    let first = text.split_whitespace().next().unwrap_or_default();
    if !is_english || first.chars().skip(1).any(char::is_uppercase) || first.chars().count() == 1 && first != "A" {
        return text.to_owned();
    }
    let mut letters = text.chars();
    letters.next().map(|first| first.to_lowercase().chain(letters).collect()).unwrap_or_default()
}

/// The lifecycle as a flowchart for Mermaid, which many wikis draw.
///
/// Words stand in quotes, and what ends them or means something within them is written as the entity code that
/// [Mermaid documents](https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
#[must_use]
pub fn mermaid(lifecycle: &Lifecycle<'_>) -> String {
    let mut text = String::from("flowchart LR\n");
    for (place, stage) in lifecycle.stages.iter().enumerate() {
        let _ = writeln!(text, "  s{place}[\"{}\"]", quoted(&named(stage)));
    }
    for transition in &lifecycle.transitions {
        let line = match transition.kind {
            Move::Advance => "-->",
            Move::Recycle => "-.->",
            Move::Disqualify => "--x",
        };
        let trigger = quoted(transition.entry.text(Field::Trigger));
        let label = if trigger.is_empty() { String::new() } else { format!("|\"{trigger}\"|") };
        let _ = writeln!(text, "  s{} {line}{label} s{}", transition.from, transition.to);
    }
    text
}

fn named(stage: &Entry) -> String {
    match stage.text(Field::Abbreviation).trim() {
        "" => stage.title(),
        short => format!("{} ({short})", stage.title()),
    }
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    for c in text.trim().chars() {
        match c {
            '"' => out.push_str("#quot;"),
            '#' => out.push_str("#35;"),
            '<' => out.push_str("#lt;"),
            '>' => out.push_str("#gt;"),
            '&' => out.push_str("#amp;"),
            '`' => out.push_str("#96;"),
            '\\' => out.push_str("#92;"),
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}
