//! Checks of lead sources: what each means, and whether its rules ever get a turn.

use super::{Check, Found, lacking};
use crate::insight::Book;
use crate::insight::rules::{self, Rule};
use crate::model::{Edit, Entry, Field, Kind};
use guidepost_view::tr;
use std::collections::HashMap;

pub(super) const WITHOUT_DEFINITION: Check = Check {
    key: "source-without-definition",
    title: "Lead sources without a definition",
    why: "Reports by source mean something only if everybody means the same by each.",
    run: |book, _| lacking(book.all(Kind::LeadSource), Field::Definition, "The {} has no definition."),
};

pub(super) const WITHOUT_RULE: Check = Check {
    key: "source-without-rule",
    title: "Lead sources without a rule",
    why: "A source that no rule chooses is set by hand, or never.",
    run: |book, _| {
        let is_set_by_hand = |source: &&Entry| {
            let mut rules = book.parts(source.id, Kind::SourceRule);
            source.flag(Field::Active) && rules.all(|rule| Rule::of(source, rule, 1).is_empty())
        };
        let what = |source: &Entry| tr!("No rule says when the lead source “{}” is chosen.", source.title());
        book.all(Kind::LeadSource).filter(is_set_by_hand).map(|source| Found::of(source, what(source))).collect()
    },
};

pub(super) const NEVER_MATCHES: Check = Check {
    key: "rule-never-matches",
    title: "Rules that never get a turn",
    why: "The first rule that fits wins, so what an earlier one always takes does not reach this one.",
    run: |book, _| never_matching(book),
};

/// Rules that an earlier one leaves nothing for. Those are found by their words, not one by one.
fn never_matching(book: &Book<'_>) -> Vec<Found> {
    let rules = rules::in_order(book);
    let mut by_words: HashMap<(Option<Field>, String), Vec<usize>> = HashMap::new();
    let mut broad: Vec<usize> = Vec::new();
    let mut found = Vec::new();
    for (place, rule) in rules.iter().enumerate().filter(|(_, rule)| !rule.is_empty()) {
        let same_words = rule.look_up().filter_map(|words| by_words.get(&words)).flatten();
        let earlier = same_words.chain(&broad).filter(|earlier| rules[**earlier].covers(rule)).min();
        if let Some(earlier) = earlier {
            // What it would hide is hidden already.
            found.push(hidden(rule, &rules[*earlier]));
            continue;
        }
        match rule.index() {
            Some((field, words)) => {
                words.into_iter().for_each(|words| by_words.entry((field, words)).or_default().push(place));
            }
            None => broad.push(place),
        }
    }
    found
}

fn hidden(rule: &Rule<'_>, by: &Rule<'_>) -> Found {
    let of = if rule.source.id == by.source.id {
        tr!("the same source").to_owned()
    } else {
        tr!("“{}”", by.source.title())
    };
    let (number, source, earlier) = (rule.number, rule.source.title(), by.number);
    let what = tr!("Rule {number} of “{source}” never matches: rule {earlier} of {of} takes everything before it.");
    Found::of(rule.entry, what).with([by.entry.id]).mended(tr!("Delete the rule"), Edit::Delete(rule.entry.id))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{Row, found, named, playbook, row, says};
    use super::*;
    use crate::model::{EntryId, Field as F};

    #[test]
    fn sources_without_definition_or_rule_are_found() {
        let source = |fields: &[(F, &str)]| row(Kind::LeadSource, &[&[(F::Name, "Fair")], fields].concat());
        let rule = |text| row(Kind::SourceRule, &[(F::OtherCondition, text)]);
        let (definition, no_rule) = (&WITHOUT_DEFINITION, &WITHOUT_RULE);
        for (check, rows, expected) in [
            (definition, vec![source(&[])], &["The lead source “Fair” has no definition."][..]),
            (definition, vec![source(&[(F::Definition, "We met.")])], &[]),
            (no_rule, vec![source(&[])], &["No rule says when the lead source “Fair” is chosen."]),
            (no_rule, vec![source(&[]), rule(" ")], &["No rule says when the lead source “Fair” is chosen."]),
            (no_rule, vec![source(&[]), rule("x").binned()], &["No rule says when the lead source “Fair” is chosen."]),
            (no_rule, vec![source(&[]), rule(""), rule("x")], &[]),
            (no_rule, vec![source(&[(F::Active, "no")])], &[]),
        ] {
            assert_eq!(says(check, &rows), expected);
        }
    }

    /// Sources A, B and so on, each with the rules that follow on it: `source/medium/campaign/referrer/page/other`.
    fn sources(texts: &[&[&str]]) -> Vec<Row> {
        let fields = rules::COMPARED.into_iter().chain([F::OtherCondition]);
        let rule = |text: &str| {
            let values: Vec<_> = fields.clone().zip(text.split(';')).filter(|(_, text)| !text.is_empty()).collect();
            row(Kind::SourceRule, &values)
        };
        let source = |(name, rules): (char, &&[&str])| {
            [named(Kind::LeadSource, &name.to_string())]
                .into_iter()
                .chain(rules.iter().copied().map(rule))
                .collect::<Vec<_>>()
        };
        ('A'..).zip(texts).flat_map(source).collect()
    }

    #[test]
    fn rules_that_never_get_a_turn_are_found() {
        let by_a = "Rule 1 of “B” never matches: rule 1 of “A” takes everything before it.";
        for (texts, expected) in [
            (&[&["google"][..], &["google"]][..], &[by_a][..]),
            (&[&["google"], &["Google;cpc"]], &[by_a]),
            (&[&["google;cpc"], &["google"]], &[]),
            (&[&["google"], &["bing"]], &[]),
            (&[&["google"], &[";google"]], &[]),
            (&[&["google, bing"], &["bing;cpc"]], &[by_a]),
            (&[&["google"], &["google, bing"]], &[]),
            (&[&[";;contains brand"], &["google;;my-brand"]], &[by_a]),
            (&[&[";;;google.*"], &[";;;google.com"]], &[by_a]),
            (&[&[";;;;;came by fax"], &["google;;;;;Came  by fax"]], &[by_a]),
            (&[&["google;;;;;came by fax"], &["google"]], &[]),
            (&[&[";;;;;came by fax"], &[";;;;;came by mail"]], &[]),
            (&[&["not google"], &["bing"]], &[by_a]),
            (&[&["not google"], &["not google, bing"]], &[by_a]),
            (&[&[""], &["google"]], &[]),
            (&[&["google"], &[""]], &[]),
            (
                &[&["google", "google;cpc"]],
                &["Rule 2 of “A” never matches: rule 1 of the same source takes everything before it."],
            ),
            (
                &[&["google"], &["google;cpc"], &["google;cpc;x"]],
                &[by_a, "Rule 1 of “C” never matches: rule 1 of “A” takes everything before it."],
            ),
        ] {
            assert_eq!(says(&NEVER_MATCHES, &sources(texts)), expected, "{texts:?}");
        }
    }

    #[test]
    fn sources_that_nobody_may_choose_take_nothing() {
        let mut rows = sources(&[&["google"], &["google"]]);
        rows[0] = row(Kind::LeadSource, &[(F::Name, "A"), (F::Active, "no")]);
        assert_eq!(says(&NEVER_MATCHES, &rows), [""; 0]);
    }

    #[test]
    fn the_rule_that_never_matches_can_be_deleted() {
        let found = found(&NEVER_MATCHES, &playbook(&sources(&[&["google"], &["google"]])));
        let fixes: Vec<_> = found.into_iter().filter_map(|found| found.fix).map(|fix| fix.edit).collect();
        assert_eq!(fixes, [Edit::Delete(EntryId::from_bits(4))]);
    }
}
