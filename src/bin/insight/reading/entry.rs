//! An entry as it is read.

use super::super::search::without_scheme;
use super::{Selection, address, anchor, page_of, prose};
use guidepost::format::link::allowed_link;
use guidepost::insight::Book;
use guidepost::insight::lifecycle::Lifecycle;
use guidepost::insight::lifecycle::words::way_out;
use guidepost::language::{day, tr};
use guidepost::model::{Agreement, Entry, Field, FieldSpec, Kind, Shape, Value};
use guidepost_view::page;
use maud::Markup;

/// What an entry says first, without a label: what it is.
const LEADING: [Field; 6] =
    [Field::Definition, Field::Purpose, Field::Description, Field::UseFor, Field::Body, Field::Role];

/// Said elsewhere: in the heading, or below the entry.
const APART: [Field; 5] = [Field::Name, Field::Abbreviation, Field::Owner, Field::Manager, Field::Status];

/// Who answers for an entry.
const ANSWERS: [Field; 2] = [Field::Owner, Field::Manager];

/// All that an entry says.
pub(super) fn entry_drawn(what: &Selection<'_, '_>, entry: &Entry, is_deep: bool) -> Markup {
    let book = what.book;
    let title = entry.title();
    let id = format!("read-{}", entry.id);
    let heading = format!("{id}-title");
    let short = entry.text(Field::Abbreviation).trim();
    let name = format!("{id}-name");
    let inside = page! {
        span id=(name) { (title) }
        @if !short.is_empty() { " " span class="read-short" { bdi { (short) } } }
        @for mark in marks(entry) { " " bdi class="read-mark" { (tr(mark)) } }
    };
    let lead = LEADING.into_iter().find(|field| !entry.text(*field).trim().is_empty());
    let mut rest: Vec<(&FieldSpec, &Value)> = entry
        .fields()
        .filter(|(spec, value)| Some(spec.field) != lead && !APART.contains(&spec.field) && is_told(spec, value))
        .collect();
    // Texts first, and then facts beside each other.
    rest.sort_by_key(|(spec, _)| spec.shape != Shape::Text);
    page! {
        article class="read-entry" id=(id) data-part=(entry.id) data-kind=(entry.kind.key()) aria-labelledby=(name) {
            div class="read-heading" dir="auto" {
                @if is_deep { h4 id=(heading) tabindex="-1" { (inside) } } @else { h3 id=(heading) tabindex="-1" { (inside) } }
                (anchor(&address(book, page_of(entry)), &title))
            }
            @if let Some(lead) = lead { (prose(entry.text(lead))) }
            @if !rest.is_empty() {
                dl class="read-fields" {
                    @for (spec, value) in rest {
                        div data-wide=(spec.shape == Shape::Text) {
                            dt { (tr(spec.label)) }
                            dd dir="auto" { (value_drawn(book, spec, value)) }
                        }
                    }
                }
            }
            (parts(book, &what.lifecycle, entry))
            (whom_to_ask(book, entry))
        }
    }
}

/// What one has to know before one relies on it.
fn marks(entry: &Entry) -> Vec<&'static str> {
    let agreement =
        (entry.agreement != Agreement::Agreed && !entry.kind.in_directory()).then(|| entry.agreement.label());
    let status = entry.kind.field(Field::Status).and_then(|spec| match spec.shape {
        Shape::Choice(choices) => choices.iter().skip(1).find(|choice| choice.code == entry.text(Field::Status)),
        _ => None,
    });
    let active = entry.kind.field(Field::Active).filter(|_| !entry.flag(Field::Active)).map(|_| "Not in use");
    status.map(|choice| choice.label).into_iter().chain(active).chain(agreement).collect()
}

fn is_told(spec: &FieldSpec, value: &Value) -> bool {
    match value {
        // Said as a mark where it is unusual.
        Value::Flag(flag) => *flag && spec.field != Field::Active,
        value => !value.is_empty(),
    }
}

fn link_drawn(text: &str) -> Markup {
    page! {
        @match allowed_link(text).filter(|link| link.contains(':')) {
            Some(link) => { a href=(link) target="_blank" rel="noopener noreferrer" { bdi { (without_scheme(text)) } } }
            None => { bdi { (text) } }
        }
    }
}

fn value_drawn(book: &Book<'_>, spec: &FieldSpec, value: &Value) -> Markup {
    page! {
        @match (value, spec.shape) {
            (Value::Line(code), Shape::Choice(choices)) => {
                (tr(choices.iter().find(|choice| choice.code == code).map_or("", |choice| choice.label)))
            }
            (Value::Line(text), Shape::Link) => { (link_drawn(text)) }
            (Value::Line(text), _) if spec.field == Field::Contact => { (contact(text)) }
            (Value::Line(text), Shape::Date) => { (day(text)) }
            (Value::Line(text), _) => { (text) }
            (Value::Text(text), _) => { (prose(text)) }
            (Value::Flag(_), _) => { "Yes" }
            (Value::Words(words), _) => {
                @for (place, word) in words.iter().enumerate() {
                    @if place > 0 { ", " }
                    @if spec.field == Field::Links { (link_drawn(word)) } @else { bdi { (word) } }
                }
            }
            (Value::Refs(ids), _) => {
                @for (place, entry) in ids.iter().filter_map(|id| book.entry(*id)).enumerate() {
                    @if place > 0 { ", " }
                    a href=(address(book, page_of(book.whole(entry)))) { bdi { (entry.title()) } }
                }
            }
        }
    }
}

/// Whether a text is an address of mail, and nothing else.
fn is_mail(text: &str) -> bool {
    let name = text.split_once('@').map_or("", |(name, _)| name);
    !name.is_empty() && !text.contains(char::is_whitespace) && allowed_link(&format!("mailto:{text}")).is_some()
}

/// How somebody is reached, with the addresses in it that lead there: "#sales-ops in Slack, or ana@example.com".
fn contact(text: &str) -> Markup {
    page! {
        @for piece in text.split_inclusive(char::is_whitespace) {
            @let start = piece.len() - piece.trim_start_matches('(').len();
            @let address = piece[start..].trim_end_matches(|c: char| c.is_whitespace() || ",;.)".contains(c));
            (piece[..start])
            @if is_mail(address) { a href={ "mailto:" (address) } { bdi { (address) } } }
            @else if address.contains("://") { (link_drawn(address)) }
            @else { bdi { (address) } }
            (piece[start + address.len()..])
        }
    }
}

/// What belongs to an entry: ways out as sentences, the rest as rows.
fn parts(book: &Book<'_>, lifecycle: &Lifecycle<'_>, entry: &Entry) -> Markup {
    if entry.kind == Kind::Stage {
        let Some(place) = lifecycle.place(entry.id) else { return Markup::default() };
        let ways: Vec<String> = lifecycle.out_of(place).map(|way| way_out(book, lifecycle, way)).collect();
        return page! {
            @if !ways.is_empty() {
                p class="read-label" { "From here" }
                ul class="read-ways" { @for way in ways { li dir="auto" { (way) } } }
            }
        };
    }
    page! { @for kind in entry.kind.parts() { (rows(book, entry, *kind)) } }
}

fn rows(book: &Book<'_>, whole: &Entry, kind: Kind) -> Markup {
    let rows: Vec<&Entry> = book.parts(whole.id, kind).collect();
    let is_filled =
        |spec: &&FieldSpec| rows.iter().any(|row| row.value(spec.field).is_some_and(|value| is_told(spec, value)));
    let columns: Vec<&FieldSpec> = kind.fields().iter().filter(is_filled).collect();
    let inner: Vec<Kind> = kind
        .parts()
        .iter()
        .copied()
        .filter(|part| rows.iter().any(|row| book.parts(row.id, *part).next().is_some()))
        .collect();
    page! {
        @if !rows.is_empty() && !columns.is_empty() {
            div class="table-scroll" tabindex="0" role="group" aria-label=(tr(kind.list_name())) {
                table class="read-rows" {
                    caption { (tr(kind.list_name())) }
                    thead { tr {
                        @for column in &columns { th scope="col" { (tr(column.label)) } }
                        @for part in &inner { th scope="col" { (tr(part.list_name())) } }
                    } }
                    tbody {
                        @for row in &rows {
                            tr {
                                @for column in &columns {
                                    td dir="auto" {
                                        @if let Some(value) = row.value(column.field).filter(|value| is_told(column, value)) { (value_drawn(book, column, value)) }
                                    }
                                }
                                @for part in &inner { td dir="auto" { (codes(book, row, *part)) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Parts of parts, with their codes.
fn codes(book: &Book<'_>, row: &Entry, part: Kind) -> Markup {
    page! {
        @for (place, value) in book.parts(row.id, part).enumerate() {
            @if place > 0 { ", " }
            bdi { (value.title()) }
            @let code = value.text(Field::Code);
            @if !code.is_empty() { " (" code { (code) } ")" }
        }
    }
}

fn whom_to_ask(book: &Book<'_>, entry: &Entry) -> Markup {
    let Some(field) = ANSWERS.into_iter().find(|field| entry.kind.field(*field).is_some()) else {
        return Markup::default();
    };
    let owners: Vec<&Entry> = entry.refs(field).iter().filter_map(|id| book.entry(*id)).collect();
    page! {
        @if !owners.is_empty() {
            p class="read-ask" {
                (tr(entry.kind.field(field).map_or("", |spec| spec.label))) ": "
                @for (place, owner) in owners.iter().enumerate() {
                    @if place > 0 { ", " }
                    a href=(address(book, page_of(owner))) { bdi { (owner.title()) } }
                    @let how = owner.text(Field::Contact).trim();
                    @if is_mail(how) {
                        " · " a href={ "mailto:" (how) "?subject=" (encoded(&entry.title())) } { "Ask about this" }
                    } @else if !how.is_empty() { " · " (contact(how)) }
                }
            }
        }
    }
}

/// As it stands in an address.
fn encoded(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte);
    text.bytes().map(|byte| if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_how_somebody_is_reached_lead_there() {
        let web = |address: &str, shown: &str| {
            format!("<a href=\"{address}\" target=\"_blank\" rel=\"noopener noreferrer\"><bdi>{shown}</bdi></a>")
        };
        let mail = |address: &str| format!("<a href=\"mailto:{address}\"><bdi>{address}</bdi></a>");
        for (text, drawn) in [
            ("", String::new()),
            ("ana@example.com", mail("ana@example.com")),
            ("@ana", "<bdi>@ana</bdi>".into()),
            ("https://chat.example.com/ana", web("https://chat.example.com/ana", "chat.example.com/ana")),
            ("#ops, (ana@example.com).", format!("<bdi>#ops</bdi>, ({}).", mail("ana@example.com"))),
            ("javascript://x", "<bdi>javascript://x</bdi>".into()),
            ("<b>@x", mail("&lt;b&gt;@x")),
        ] {
            assert_eq!(contact(text).into_string(), drawn, "{text}");
        }
    }
}
