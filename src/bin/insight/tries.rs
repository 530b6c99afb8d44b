//! Rules and conventions that can be tried: which source a visit gets, which rule fits an opportunity, whether names are right.

use super::desk::{Outcome, address};
use chrono::NaiveDate;
use guidepost::insight::Book;
use guidepost::insight::attribution::{Decision, Visit, decide, fitting};
use guidepost::insight::naming::Convention;
use guidepost::insight::rules::{COMPARED, Rule};
use guidepost::language::tr;
use guidepost::model::kind::{TOKEN_DATE, TOKEN_VALUES};
use guidepost::model::naming::{code_or_name, date_of};
use guidepost::model::{Entry, EntryId, Field, Kind};
use guidepost_view::{page, tr};
use maud::Markup;
use std::collections::BTreeMap;

/// What somebody has typed to try.
#[derive(Default)]
pub(crate) struct Tries {
    visit: BTreeMap<String, String>,
    situation: String,
    convention: Option<EntryId>,
    /// What is chosen for each token.
    tokens: BTreeMap<EntryId, String>,
    names: String,
}

/// More names are not looked at at once.
const MOST_NAMES: usize = 2_000;

impl Tries {
    /// Something was typed or chosen.
    pub(crate) fn change(&mut self, name: &str, value: &str) -> Outcome {
        match name {
            "situation" => self.situation = value.to_owned(),
            "names" => self.names = value.to_owned(),
            "convention" => {
                self.convention = value.parse().ok();
                self.tokens.clear();
            }
            _ => match name.strip_prefix("token:").and_then(|id| id.parse().ok()) {
                Some(token) => drop(self.tokens.insert(token, value.to_owned())),
                None => drop(self.visit.insert(name.to_owned(), value.to_owned())),
            },
        }
        Outcome::default()
    }

    /// Which source wins for a visit, and why.
    pub(crate) fn sources(&self, book: &Book<'_>) -> Markup {
        if book.all(Kind::LeadSource).next().is_none() {
            return nothing(tr!("a lead source with a rule"));
        }
        let typed = |name: &str| self.visit.get(name).map_or("", String::as_str);
        let mut visit = Visit::of_address(typed("address"));
        for field in COMPARED {
            visit.set(field, typed(field.key()));
        }
        page! {
            section class="try" aria-labelledby="try-sources" {
                h2 id="try-sources" { "Which source wins?" }
                p class="hint" { "Paste the address that a visitor came in by, or fill in what you know of the visit." }
                div class="try-fields" {
                    (input("address", tr!("Address"), typed("address"), "https://www.example.com/demo?utm_source=google"))
                    @for field in COMPARED { (input(field.key(), label(field), typed(field.key()), visit.get(field))) }
                }
                div role="status" { @if !visit.is_empty() { (decided(book, &decide(book, &visit), &visit)) } }
            }
        }
    }

    /// Which rule for opportunities fits.
    pub(crate) fn opportunities(&self, book: &Book<'_>) -> Markup {
        if book.all(Kind::OpportunityRule).next().is_none() {
            return nothing(tr!("an opportunity rule"));
        }
        let found = fitting(book, &self.situation);
        page! {
            section class="try" aria-labelledby="try-opportunities" {
                h2 id="try-opportunities" { "Which rule fits?" }
                p class="hint" { "Describe what happened. The rules with the most words in common come first; who decides is you." }
                div class="try-fields" {
                    (input("situation", tr!("Situation"), &self.situation, tr!("A lost deal is opened again after a fair")))
                }
                div role="status" {
                    @if !self.situation.trim().is_empty() && found.is_empty() { p { "No rule has a word in common with that." } }
                    ol class="findings" {
                        @for (rule, _) in found.iter().take(3) { li { (outcome(book, rule)) } }
                    }
                }
            }
        }
    }

    /// A name that is built, and names that are looked at.
    pub(crate) fn names(&self, book: &Book<'_>, today: NaiveDate) -> Markup {
        let conventions: Vec<&Entry> = book.all(Kind::NamingConvention).collect();
        let chosen = self.convention.and_then(|id| conventions.iter().find(|one| one.id == id)).or(conventions.first());
        let Some(chosen) = chosen else { return nothing(tr!("a naming convention")) };
        page! {
            section class="try" aria-labelledby="try-names" {
                h2 id="try-names" { "Build and check names" }
                div class="try-fields" {
                    label {
                        span { "Convention" }
                        select name="convention" id="try-convention" {
                            @for one in &conventions { option value=(one.id) selected[one.id == chosen.id] { (one.title()) } }
                        }
                    }
                }
                @match Convention::of(book, chosen) {
                    None => p { "This convention is not finished: each token needs a kind, and values where it has any." },
                    Some(convention) => {
                        (self.built(book, chosen, today))
                        (self.checked(book, &convention))
                    }
                }
            }
        }
    }

    fn built(&self, book: &Book<'_>, chosen: &Entry, today: NaiveDate) -> Markup {
        let tokens: Vec<&Entry> = book.parts(chosen.id, Kind::Token).collect();
        let said = |token: &Entry| -> String {
            let typed = self.tokens.get(&token.id).cloned().unwrap_or_default();
            match token.text(Field::TokenKind) {
                TOKEN_DATE if typed.is_empty() => date_of(token, today),
                _ => typed,
            }
        };
        let parts: Vec<String> = tokens.iter().map(|token| said(token)).collect();
        let is_whole = parts.iter().all(|part| !part.trim().is_empty());
        let shown = tokens.iter().zip(&parts).map(|(token, part)| match part.trim() {
            "" => format!("<{}>", token.title()),
            part => part.to_owned(),
        });
        let name = shown.collect::<Vec<_>>().join(chosen.text(Field::Separator));
        page! {
            div class="try-fields" {
                @for token in &tokens {
                    @let control = format!("token:{}", token.id);
                    @if token.text(Field::TokenKind) == TOKEN_VALUES {
                        label {
                            span { (token.title()) }
                            select name=(control) id=(control) {
                                option value="" { "Choose" }
                                @for value in book.parts(token.id, Kind::AllowedValue) {
                                    @let code = code_or_name(value);
                                    option value=(code) selected[said(token) == code] { (value.title()) " (" (code) ")" }
                                }
                            }
                        }
                    } @else {
                        (input(&control, &token.title(), &said(token), ""))
                    }
                }
            }
            p role="status" {
                @if is_whole { "The name: " } @else { "So far: " } code dir="auto" { (name) }
            }
        }
    }

    fn checked(&self, book: &Book<'_>, convention: &Convention) -> Markup {
        let names: Vec<&str> = self.names.lines().map(str::trim).filter(|name| !name.is_empty()).collect();
        let results: Vec<_> = names.iter().take(MOST_NAMES).map(|name| (*name, convention.validate(name))).collect();
        let wrong = results.iter().filter(|(_, result)| result.is_err()).count();
        page! {
            label class="try-names" {
                span { "Names to check, one a line" }
                textarea name="names" id="try-names-box" rows="4" { (self.names) }
            }
            @if !results.is_empty() {
                p role="status" {
                    (tr!("{} of {} follow the convention.", results.len() - wrong, results.len()))
                    @if names.len() > MOST_NAMES { (tr!(" The other {} were not looked at.", names.len() - MOST_NAMES)) }
                }
                ul class="findings" aria-label="Names" {
                    @for (name, result) in &results {
                        li data-right=(result.is_ok()) {
                            code dir="auto" { (name) }
                            @match result {
                                Ok(pieces) => span class="hint" {
                                    "Right: "
                                    @for (place, piece) in pieces.iter().enumerate() {
                                        @if place > 0 { ", " }
                                        @if let Some(token) = book.entry(piece.token) { (token.title()) " " }
                                        (name.get(piece.place.clone()).unwrap_or_default())
                                    }
                                },
                                Err(fault) => span { (fault.reason) },
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What is missing before there is anything to try.
fn nothing(what: &str) -> Markup {
    page! { p class="hint" { (tr!("There is nothing to try yet: add {what} first.")) } }
}

fn input(name: &str, label: &str, value: &str, hint: &str) -> Markup {
    page! {
        label {
            span { (label) }
            input type="text" name=(name) id={ "try-" (name) } value=(value) placeholder=(hint) autocomplete="off" spellcheck="false";
        }
    }
}

fn label(field: Field) -> &'static str {
    tr(Kind::SourceRule.field(field).map_or("", |spec| spec.label))
}

fn decided(book: &Book<'_>, decision: &Decision<'_>, visit: &Visit) -> Markup {
    page! {
        @match &decision.winner {
            Some(rule) => {
                p { strong { (source(book, rule)) } " wins, by its rule " (rule.number) ":" }
                ul {
                    @for (field, _) in &rule.conditions {
                        li { (tr!("{} “{}” fits “{}”", label(*field), visit.get(*field), rule.entry.text(*field))) }
                    }
                }
            }
            None => p { "No rule matches for certain." },
        }
        @if !decision.depends_on.is_empty() {
            p { @if decision.winner.is_some() { "Unless one of these is so, which stand further up:" } @else { "It depends on what no address says:" } }
            ul {
                @for rule in &decision.depends_on {
                    li { (source(book, rule)) ", if " (rule.entry.text(Field::OtherCondition)) }
                }
            }
        }
    }
}

fn source(book: &Book<'_>, rule: &Rule<'_>) -> Markup {
    page! { a href=(address(book, rule.source)) dir="auto" { (rule.source.title()) } }
}

fn outcome(book: &Book<'_>, rule: &Entry) -> Markup {
    let outcome = match rule.text(Field::Outcome) {
        "keep" => tr!("Keep the original source").to_owned(),
        "change" => match book.target(rule, Field::ChangeTo) {
            Some(source) => tr!("Change it to {}", source.title()),
            None => tr!("Change it").to_owned(),
        },
        _ => tr!("Nothing was decided yet").to_owned(),
    };
    let window = rule.text(Field::LookBack).trim();
    page! {
        p { a href=(address(book, rule)) dir="auto" { (rule.title()) } }
        p { strong { (outcome) } @if !window.is_empty() { ", within " (window) } "." }
        @let reason = rule.text(Field::Reason);
        @if !reason.trim().is_empty() { div class="prose" data-prose="" { (reason) } }
    }
}
