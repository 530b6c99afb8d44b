//! How well the heading of a table fits a field. What headings are called out there is in [`super::english`] and [`super::german`].

use super::{english, german};
use crate::format::labels::Labels;
use crate::model::{Field as F, FieldSpec, Kind};

/// How well a heading fits, at best.
pub(super) const EXACTLY: u32 = 100;
/// What is no longer taken for a fit.
pub(super) const HARDLY: u32 = 40;
/// A heading that anything may have.
pub(super) const GENERIC: u32 = 30;

/// A heading as it is compared: its words in small letters. `HasResponded__c` and `Has responded?` are the same.
pub(super) fn words(heading: &str) -> String {
    let heading = heading.strip_suffix("__c").unwrap_or(heading);
    let mut spread = String::with_capacity(heading.len() + 4);
    let mut before = ' ';
    for c in heading.chars() {
        if !c.is_alphanumeric() {
            spread.push(' ');
        } else {
            if c.is_uppercase() && before.is_lowercase() {
                spread.push(' ');
            }
            spread.extend(c.to_lowercase());
        }
        before = c;
    }
    let spread = spread.split_whitespace().collect::<Vec<_>>().join(" ");
    spread.replace("e mail", "email").replace("log in", "login").replace("web site", "website")
}

/// How well a heading, as [`words`], fits a field of a kind.
pub(super) fn fits(kind: Kind, spec: &FieldSpec, heading: &str) -> u32 {
    if heading.is_empty() {
        return 0;
    }
    let noun = kind.noun();
    let own = fits_alone(kind, spec, heading);
    // "Tool owner" is the owner of a tool.
    let of_it = heading.strip_prefix(noun).and_then(|rest| rest.strip_prefix(' '));
    own.max(of_it.map_or(0, |rest| fits_alone(kind, spec, rest).saturating_sub(5)))
}

fn fits_alone(kind: Kind, spec: &FieldSpec, heading: &str) -> u32 {
    if is_label(heading, spec.label) {
        return EXACTLY;
    }
    if heading == words(spec.field.key()) {
        return EXACTLY - 5;
    }
    let names_the_kind = |labels: Labels| {
        spec.field == F::Name && [kind.noun(), kind.list_name()].iter().any(|name| heading == words(labels.of(name)))
    };
    if names_the_kind(Labels::English) {
        return EXACTLY - 5;
    }
    // What is a word in both languages is taken as it was before there was another.
    match among(english::synonyms(kind, spec.field), heading) {
        0 if names_the_kind(Labels::German) => EXACTLY - 5,
        0 => among(german::synonyms(kind, spec.field), heading),
        english => english,
    }
}

/// Whether a heading, as [`words`], is this label in any language.
pub(super) fn is_label(heading: &str, label: &'static str) -> bool {
    Labels::ALL.into_iter().any(|labels| heading == words(labels.of(label)))
}

/// How well a heading fits one of these, of which the first are the likeliest.
pub(super) fn among(synonyms: &[&str], heading: &str) -> u32 {
    let mut best = 0;
    for (place, synonym) in (0..).zip(synonyms) {
        let fit = if heading == *synonym {
            80_u32.saturating_sub(place)
        } else if synonym.len() >= 4 && holds(heading, synonym) {
            50_u32.saturating_sub(place / 2)
        } else {
            0
        };
        best = best.max(fit);
    }
    best
}

/// Whether some words stand in a heading as words.
fn holds(heading: &str, synonym: &str) -> bool {
    heading.match_indices(synonym).any(|(at, _)| {
        let before = heading.get(..at).unwrap_or_default();
        let after = heading.get(at + synonym.len()..).unwrap_or_default();
        (before.is_empty() || before.ends_with(' ')) && (after.is_empty() || after.starts_with(' '))
    })
}

/// Whether a heading may stand above the names of anything.
pub(super) fn is_generic(heading: &str) -> bool {
    english::GENERIC.contains(&heading) || german::GENERIC.contains(&heading)
}

/// Whether a column is of use only to the program that wrote it.
pub(super) fn is_technical(heading: &str) -> bool {
    heading.is_empty() || english::TECHNICAL.contains(&heading) || german::TECHNICAL.contains(&heading)
}

/// Whether a column says how far colleagues are.
pub(super) fn is_agreement(heading: &str) -> bool {
    english::AGREEMENT.contains(&heading) || german::AGREEMENT.contains(&heading)
}
