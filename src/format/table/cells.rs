//! From a cell to the value of a field.

use super::dates::{Order, date};
use super::german;
use super::headings::words as heading_words;
use super::plain;
use super::sheet::SheetCell;
use crate::format::escape::one_line;
use crate::format::labels::means;
use crate::format::link::{allowed_link, web_link};
use crate::format::names::{Names, folded};
use crate::format::values::{choice, flag, split};
use crate::language::tr;
use crate::model::{Agreement, Choice, Field, FieldSpec, Shape, Targets, Value};
use guidepost_view::tr;

/// What stands between two names.
const AND: [&str; 2] = [" and ", " und "];

/// What became of a cell.
pub(super) enum Made {
    /// Its value.
    Value(Value),
    /// The names of others, and how to reach them where that is said.
    Names(Targets, Vec<(String, String)>),
    /// Words that say that there is nothing, as "n/a".
    Blank,
    /// Nothing that fits, and why.
    Nothing(String),
}

/// How the cells of a column are read.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Reading {
    /// Whether texts are Markdown already: in a table of ours.
    pub(super) markdown: bool,
    /// What stands first in dates.
    pub(super) dates: Order,
}

/// Makes the value of a field.
pub(super) fn value(spec: &FieldSpec, cell: &SheetCell, how: Reading, names: &Names) -> Made {
    let text = one_line(&cell.text);
    let made = match spec.shape {
        Shape::Text => Value::Text(if how.markdown { cell.text.clone() } else { long_text(cell) }),
        Shape::Words => Value::Words(words(spec.field, cell, how)),
        Shape::Line | Shape::Suggested => Value::Line(line(spec.field, cell)),
        Shape::Flag => match flag(&text) {
            Some(flag) => Value::Flag(flag),
            None if is_blank(&text) => return Made::Blank,
            None => return Made::Nothing(tr!("“{text}” is neither yes nor no")),
        },
        Shape::One(targets) | Shape::Many(targets) => {
            let one = matches!(spec.shape, Shape::One(_));
            let names = self::names(cell, targets, one, names);
            return if names.is_empty() { Made::Blank } else { Made::Names(targets, names) };
        }
        _ if is_blank(&text) && cell.link.is_none() => return Made::Blank,
        Shape::Choice(choices) => {
            match choice(choices, &text).or_else(|| choice_by_synonym(spec.field, choices, &text)) {
                Some(code) => Value::Line(code.to_owned()),
                None => {
                    let label = tr(spec.label);
                    return Made::Nothing(tr!("“{text}” is none of the values of {label}"));
                }
            }
        }
        Shape::Date => match date(&text, how.dates) {
            Some(date) => Value::Line(date),
            None if date(&text, Order::Day).is_some() => {
                return Made::Nothing(tr!("“{text}” may be one of two days"));
            }
            None => return Made::Nothing(tr!("“{text}” is no date")),
        },
        Shape::Link => match address(spec.field, cell) {
            Some(address) => Value::Line(address),
            None => return Made::Nothing(tr!("“{text}” is no address that a link may lead to")),
        },
    };
    Made::Value(made.cleaned())
}

/// Whether a text says that there is nothing.
pub(super) fn is_blank(text: &str) -> bool {
    const BLANK: &[&str] =
        &["", "-", "–", "—", "n/a", "na", "none", "tbd", "tba", "unknown", "?", "#n/a", "null", "nobody"];
    let text = folded(text);
    BLANK.contains(&text.as_str()) || german::BLANK.contains(&text.as_str())
}

/// How far colleagues are, in words that people use.
pub(super) fn agreement(text: &str) -> Option<Agreement> {
    let text = folded(text);
    let by_name = Agreement::ALL.into_iter().find(|one| means(&text, one.label()));
    by_name.or(match text.as_str() {
        "approved" | "final" | "signed off" | "yes" | "done" | "accepted" => Some(Agreement::Agreed),
        "in review" | "under review" | "discussion" | "in progress" | "pending" | "review" => {
            Some(Agreement::InDiscussion)
        }
        "proposed" | "proposal" | "new" | "no" | "open" | "wip" => Some(Agreement::Draft),
        text => german::agreement(text),
    })
}

/// What other programs and people say for our choices.
fn choice_by_synonym(field: Field, choices: &[Choice], text: &str) -> Option<&'static str> {
    const ACTIVE: &[&str] = &[
        "active",
        "in use",
        "live",
        "current",
        "in production",
        "production",
        "enabled",
        "on",
        "adopted",
        "yes",
        "valid",
        "used",
    ];
    const RETIRED: &[&str] = &[
        "retired",
        "inactive",
        "off",
        "decommissioned",
        "disabled",
        "no longer used",
        "not in use",
        "cancelled",
        "canceled",
        "archived",
        "replaced",
        "churned",
        "obsolete",
        "deprecated",
        "no",
        "terminated",
        "expired",
    ];
    let synonyms: &[(&'static str, &[&str])] = match field {
        Field::Status => &[
            ("active", ACTIVE),
            ("current", ACTIVE),
            (
                "trial",
                &[
                    "pilot",
                    "piloting",
                    "evaluating",
                    "evaluation",
                    "under evaluation",
                    "in evaluation",
                    "testing",
                    "test",
                    "poc",
                    "proof of concept",
                    "beta",
                    "trialing",
                    "trialling",
                ],
            ),
            (
                "retiring",
                &[
                    "sunsetting",
                    "sunset",
                    "deprecated",
                    "phasing out",
                    "being retired",
                    "to be retired",
                    "end of life",
                    "eol",
                    "migrating",
                    "being replaced",
                ],
            ),
            ("retired", RETIRED),
        ],
        Field::Audience => &[
            ("public", &["external", "everyone", "anyone", "anyone with the link", "world"]),
            ("internal", &["company", "internal only", "employees", "all employees", "company wide"]),
            ("limited", &["restricted", "confidential", "private", "team only", "need to know"]),
            ("partners", &["partner", "partner only", "agencies"]),
        ],
        Field::Setting => &[
            ("online", &["digital", "virtual", "web", "remote"]),
            ("offline", &["in person", "physical", "onsite", "on site", "live"]),
            ("both", &["hybrid", "online and offline", "either", "online offline"]),
        ],
        Field::TransitionKind => &[
            ("advance", &["forward", "promote", "next", "advances", "qualified", "up"]),
            ("recycle", &["recycled", "back", "nurture", "recycles", "return", "down"]),
            ("disqualify", &["disqualified", "reject", "rejected", "unqualified", "disqualifies", "out"]),
        ],
        Field::Outcome => &[
            ("keep", &["no change", "original", "unchanged", "keep original", "keep the source"]),
            ("change", &["change to", "changed", "new source", "overwrite", "replace"]),
        ],
        Field::TokenKind => &[
            ("values", &["list", "picklist", "dropdown", "drop down", "values", "select"]),
            ("free", &["free", "text", "any", "freeform", "free form"]),
            ("date", &["day", "month", "time"]),
        ],
        _ => &[],
    };
    let text = heading_words(text);
    let known = |code: &str| choices.iter().find(|choice| choice.code == code).map(|choice| choice.code);
    synonyms
        .iter()
        .chain(german::choices(field))
        .filter(|(_, words)| words.contains(&text.as_str()))
        .find_map(|(code, _)| known(code))
}

/// What a cell says on one line, where links have no marks: the words, and after them the address.
fn line(field: Field, cell: &SheetCell) -> String {
    let mail = cell.link.as_deref().and_then(|link| link.strip_prefix("mailto:")).filter(|mail| mail.contains('@'));
    match mail {
        Some(mail) if field == Field::Contact => mail.split('?').next().unwrap_or(mail).to_owned(),
        _ => one_line(&without_marks(&cell.text)),
    }
}

fn without_marks(text: &str) -> String {
    let mut out = String::new();
    let mut at = 0;
    for link in plain::links(text) {
        out.push_str(text.get(at..link.start).unwrap_or_default());
        out.push_str(link.text);
        let shown = link.target.strip_prefix("mailto:").unwrap_or(link.target);
        if shown != link.text {
            out.push(' ');
            out.push_str(shown);
        }
        at = link.end;
    }
    out.push_str(text.get(at..).unwrap_or_default());
    out
}

/// A long text; where all of it is a link, with that.
pub(super) fn long_text(cell: &SheetCell) -> String {
    plain::blocks(&with_link(cell))
}

/// The text of a cell, with its link written as in Markdown.
pub(super) fn with_link(cell: &SheetCell) -> String {
    let text = cell.text.trim();
    match cell.link.as_deref().and_then(web_link) {
        Some(link) if !is_of(link, text) && !text.contains(['\n', '[', ']', '(', ')']) => {
            let link = link.replace('(', "%28").replace(')', "%29").replace(' ', "%20");
            if text.is_empty() { link } else { format!("[{text}]({link})") }
        }
        _ => text.to_owned(),
    }
}

/// Whether a text is what a link leads to.
fn is_of(link: &str, text: &str) -> bool {
    let bare = |address: &str| {
        let address = address.trim().trim_end_matches('/');
        let schemes = ["https://", "http://", "mailto:"];
        schemes.iter().find_map(|scheme| address.strip_prefix(scheme)).unwrap_or(address).to_lowercase()
    };
    bare(link) == bare(text)
}

/// The address in a cell: where it leads, or what it says.
fn address(field: Field, cell: &SheetCell) -> Option<String> {
    let text = one_line(&cell.text);
    let all = plain::links(&text);
    if let [link] = all.as_slice()
        && link.start == 0
        && link.end == text.len()
    {
        return Some(link.target.to_owned());
    }
    if let Some(link) = cell.link.as_deref().and_then(web_link)
        && web_link(&text).is_none()
    {
        return Some(link.to_owned());
    }
    let is_tool = matches!(field, Field::Link | Field::GuideLink);
    let host = text.split('/').next().unwrap_or_default();
    let has_host = host.contains('.') && host.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let ends_known = [".com", ".io", ".org", ".net", ".ai", ".app", ".de", ".dev", ".eu", ".co", ".uk"]
        .iter()
        .any(|end| host.to_lowercase().ends_with(end));
    let is_web = has_host && (text.to_lowercase().starts_with("www.") || (is_tool && ends_known));
    let text = if is_web { format!("https://{text}") } else { text };
    allowed_link(&text).map(str::to_owned)
}

fn words(field: Field, cell: &SheetCell, how: Reading) -> Vec<String> {
    if how.markdown {
        return split(&cell.text);
    }
    let text = match field {
        Field::Links => without_marks(&with_link(cell)),
        _ => without_marks(&cell.text),
    };
    let is_item = |c: char| matches!(c, ';' | '\n');
    let clean = |part: &str| one_line(part.trim().trim_start_matches(['•', '·']).trim_start_matches("- "));
    let parts: Vec<String> = text.split(is_item).map(clean).filter(|part| !part.is_empty()).collect();
    let [only] = parts.as_slice() else { return parts };
    match field {
        // An address may hold a comma, but no blank.
        Field::Links => {
            let several: Vec<&str> = only.split([' ', ',']).filter(|part| !part.is_empty()).collect();
            let all_addresses = several.iter().all(|part| web_link(part).is_some());
            if all_addresses { several.into_iter().map(str::to_owned).collect() } else { parts }
        }
        _ => only.split(',').map(str::trim).filter(|part| !part.is_empty()).map(str::to_owned).collect(),
    }
}

/// The names in a cell, and how to reach who is called so.
fn names(cell: &SheetCell, targets: Targets, one: bool, known: &Names) -> Vec<(String, String)> {
    let mail = cell.link.as_deref().and_then(|link| link.strip_prefix("mailto:"));
    // A cell has one link at most: of several names, it does not say whose.
    if let Some(mail) = mail.filter(|_| !cell.text.contains(';')) {
        let name = one_line(&cell.text);
        return vec![(if name.is_empty() { mail.to_owned() } else { name }, mail.to_owned())];
    }
    let mut found = Vec::new();
    let mut rest = cell.text.as_str();
    // People whom one can write to stand next to each other, with nothing between them.
    while let Some(link) = plain::link(rest) {
        split_names(rest.get(..link.start).unwrap_or_default(), targets, one, known, &mut found);
        let mail = link.target.strip_prefix("mailto:").unwrap_or_default();
        found.push((one_line(link.text), mail.to_owned()));
        rest = rest.get(link.end..).unwrap_or_default();
    }
    split_names(rest, targets, one, known, &mut found);
    found
}

fn split_names(text: &str, targets: Targets, one: bool, known: &Names, found: &mut Vec<(String, String)>) {
    let is_known = |name: &str| known.find(targets, name).is_some();
    for piece in text.split([';', '\n']).map(one_line) {
        let piece = piece.trim_matches([',', ' ', '•']).trim_start_matches("- ");
        if piece.is_empty() || (is_blank(piece) && !is_known(piece)) {
            continue;
        }
        if is_known(piece) || !piece.contains([',', '&', '/', '+']) && !AND.iter().any(|and| piece.contains(and)) {
            found.push(person(piece, known, targets));
            continue;
        }
        let parts: Vec<&str> = piece.split(',').map(str::trim).filter(|part| !part.is_empty()).collect();
        if let [last, first] = parts.as_slice()
            && is_known(&format!("{first} {last}"))
        {
            found.push((format!("{first} {last}"), String::new()));
            continue;
        }
        // “Raman, Priya” is one person; “Priya Raman, Tom” are two.
        let are_several = parts.len() > 2
            || !targets.creates()
            || parts.iter().any(|part| is_known(part) || part.contains(' ') || part.contains('@'))
            || !one;
        if parts.len() > 1 && are_several {
            found.extend(parts.into_iter().filter(|part| !is_blank(part)).map(|part| person(part, known, targets)));
            continue;
        }
        let joined = AND.iter().fold(piece.to_owned(), |piece, and| piece.replace(and, "&")).replace(['/', '+'], "&");
        let parts: Vec<&str> = joined.split('&').map(str::trim).filter(|part| !part.is_empty()).collect();
        let all_known = parts.iter().all(|part| is_known(part));
        match parts.len() > 1 && (all_known || !targets.creates()) {
            true => found.extend(parts.into_iter().map(|part| person(part, known, targets))),
            false => found.push(person(piece, known, targets)),
        }
    }
}

/// A name, perhaps with a mail address: `Priya Raman <priya@x.example>`.
fn person(text: &str, known: &Names, targets: Targets) -> (String, String) {
    let text = text.trim();
    if known.find(targets, text).is_some() {
        return (text.to_owned(), String::new());
    }
    let named = text.strip_suffix(['>', ')']).and_then(|text| text.split_once(['<', '(']));
    match named {
        Some((name, mail)) if mail.contains('@') && !mail.trim().contains(' ') => {
            let name = if name.trim().is_empty() { mail.trim() } else { name.trim() };
            (name.trim_matches('"').to_owned(), mail.trim().to_owned())
        }
        _ if text.contains('@') && !text.contains(' ') && !text.starts_with('@') => (text.to_owned(), text.to_owned()),
        // As Google Sheets writes people.
        _ => (text.strip_prefix('@').filter(|name| !name.is_empty()).unwrap_or(text).to_owned(), String::new()),
    }
}
