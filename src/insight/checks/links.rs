//! Checks of what points at something that is not there any more.

use super::tools::without;
use super::{Check, Found, LongText, Origin, called, long_texts};
use crate::insight::Book;
use crate::insight::address::{self, Address, Target};
use crate::language::tr;
use crate::model::{Edit, Entry, EntryId, Field, Value};
use guidepost_view::tr;

pub(super) const BROKEN_LINK: Check = Check {
    key: "link-broken",
    title: "Links to what is not there",
    why: "Who follows such a link ends on an empty page.",
    run: |book, _| long_texts(book).iter().flat_map(|text| broken_links(book, text)).collect(),
};

pub(super) const BROKEN_REFERENCE: Check = Check {
    key: super::REFERENCES,
    title: "References to what was deleted",
    why: "A field that names something in the bin looks empty to readers.",
    run: |book, _| book.entries().into_iter().flat_map(|entry| broken_references(book, entry)).collect(),
};

fn is_there(book: &Book<'_>, target: Target) -> bool {
    match target {
        Target::Whole => true,
        Target::Section(section) => book.playbook.section(section).is_some_and(|section| !section.deleted),
        Target::Entry(entry) => book.entry(entry).is_some(),
        Target::Nowhere => false,
    }
}

/// One finding for each address, however often the text has it.
fn broken_links(book: &Book<'_>, text: &LongText<'_>) -> Vec<Found> {
    let broken: Vec<Address> =
        address::in_text(text.text, book.playbook.id).into_iter().filter(|link| !is_there(book, link.target)).collect();
    let words = |link: &Address| &text.text[link.place.clone()];
    let is_first = |place: usize, link: &Address| !broken[..place].iter().any(|other| words(other) == words(link));
    let firsts = broken.iter().enumerate().filter(|(place, link)| is_first(*place, link));
    firsts
        .map(|(_, link)| {
            let same: Vec<&Address> = broken.iter().filter(|other| words(other) == words(link)).collect();
            broken_link(book, text, link, &same)
        })
        .collect()
}

fn broken_link(book: &Book<'_>, text: &LongText<'_>, link: &Address, same: &[&Address]) -> Found {
    let place = capitalized(&text.called(book));
    let label = address::link_around(text.text, &link.place).map_or("", |(_, words)| text.text[words].trim());
    let name = if label.is_empty() { String::new() } else { tr!(" under “{label}”") };
    let what = match link.target.entry().and_then(|id| in_bin(book, id)) {
        Some(binned) => tr!("{} links{} to “{}”, which is in the bin.", place, name, binned.title()),
        None => tr!("{place} links{name} to something that is not there any more."),
    };
    let address = &text.text[link.place.clone()];
    let field = match text.origin {
        Origin::Introduction(_) => "introduction",
        Origin::Field(_, field) => field.key(),
    };
    let found = Found::at(text.at(), what).known_by(format!("{}:{field}:{address}", text.at()));
    match unlinked(text.text, same) {
        Some(mended) => found.mended(tr!("Remove the link"), rewrite(text, mended)),
        None => found,
    }
}

fn in_bin<'p>(book: &Book<'p>, id: EntryId) -> Option<&'p Entry> {
    book.playbook.entries.get(&id)
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn rewrite(text: &LongText<'_>, mended: String) -> Edit {
    match text.origin {
        Origin::Introduction(section) => Edit::SetIntroduction(section.id, mended),
        Origin::Field(entry, field) => Edit::Set(entry.id, field, Value::Text(mended)),
    }
}

/// The text with the words of these links in their place. None where one of them is no link with words, but a bare address:
/// what should stand there instead is for people to say.
fn unlinked(text: &str, links: &[&Address]) -> Option<String> {
    let mut mended = String::new();
    let mut from = 0;
    for link in links {
        let (whole, words) = address::link_around(text, &link.place)?;
        mended.push_str(text.get(from..whole.start)?);
        mended.push_str(text.get(words)?);
        from = whole.end;
    }
    mended.push_str(text.get(from..)?);
    Some(mended)
}

fn broken_references(book: &Book<'_>, entry: &Entry) -> Vec<Found> {
    let gone = entry.references().filter(|(_, target)| book.entry(*target).is_none());
    gone.map(|(field, target)| broken_reference(book, entry, field, target)).collect()
}

fn broken_reference(book: &Book<'_>, entry: &Entry, field: Field, target: EntryId) -> Found {
    let label = entry.kind.field(field).map_or("", |spec| tr(spec.label));
    let what = match in_bin(book, target) {
        Some(binned) => tr!("“{}”, which is in the bin,", binned.title()),
        None => tr!("something that is gone").to_owned(),
    };
    let place = capitalized(&called(book, entry));
    let what = tr!("{place} names {what} under “{label}”.");
    let edit = without(entry, field, |id| id == target);
    Found::of(entry, what).mended(tr!("Remove the reference"), edit).known_by(format!(
        "{}:{}:{target}",
        entry.id,
        field.key()
    ))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{GONE, Row, found, named, playbook, row, says};
    use super::*;
    use crate::model::Field as F;
    use crate::model::{CustomSectionId, Kind, PlaybookId};

    fn to(page: &str) -> String {
        format!("#/playbook/{}/{page}", PlaybookId::from_bits(1))
    }

    fn entry(bits: u128) -> String {
        to(&format!("definitions/{}", EntryId::from_bits(bits)))
    }

    /// A procedure with this text, the definition with the id 2, and that with the id 3, which is in the bin.
    fn rows(text: &str) -> [Row; 3] {
        let body = row(Kind::Procedure, &[(F::Name, "Launch"), (F::Body, text)]);
        [body, named(Kind::Definition, "MQL"), named(Kind::Definition, "TQL").binned()]
    }

    #[test]
    fn links_to_what_is_not_there_are_found() {
        let custom = CustomSectionId::from_bits(7);
        for (text, expected) in [
            (format!("[MQL]({})", entry(2)), &[][..]),
            (format!("[all]({}) [terms]({})", to(""), to("definitions")), &[]),
            (format!("[x](#/playbook/{}/definitions/x)", PlaybookId::from_bits(2)), &[]),
            (format!("`[x]({})`", entry(9)), &[]),
            (format!("[tele]({})", entry(3)), &["“Launch” links under “tele” to “TQL”, which is in the bin."]),
            (format!("[x]({})", entry(9)), &["“Launch” links under “x” to something that is not there any more."]),
            (
                format!("[x]({})", to(&custom.to_string())),
                &["“Launch” links under “x” to something that is not there any more."],
            ),
            (
                format!("{0} and {0}", to("nowhere/at/all")),
                &["“Launch” links to something that is not there any more."],
            ),
        ] {
            assert_eq!(says(&BROKEN_LINK, &rows(&text)), expected, "{text}");
        }
    }

    #[test]
    fn the_words_of_a_link_stay() {
        let text = format!(
            "See [the *old* term]({0}), [a good one]({1}) and [again](https://x.example/{0}).",
            entry(3),
            entry(2)
        );
        let fix = found(&BROKEN_LINK, &playbook(&rows(&text))).pop().and_then(|found| found.fix).map(|fix| fix.edit);
        let mended = format!("See the *old* term, [a good one]({}) and again.", entry(2));
        assert_eq!(fix, Some(Edit::Set(EntryId::from_bits(1), F::Body, Value::Text(mended))));

        let bare = found(&BROKEN_LINK, &playbook(&rows(&format!("see {}", entry(3)))));
        assert!(bare.iter().all(|found| found.fix.is_none()));
    }

    #[test]
    fn links_of_introductions_are_found_and_mended() {
        let mut playbook = playbook(&rows(""));
        playbook.sections[1].introduction = format!("[x]({})", entry(9));
        let found = found(&BROKEN_LINK, &playbook);
        assert_eq!(
            found[0].what,
            "The introduction of “Sales Tools” links under “x” to something that is not there any more."
        );
        let edit = found[0].fix.as_ref().map(|fix| &fix.edit);
        assert_eq!(edit, Some(&Edit::SetIntroduction(playbook.sections[1].id, "x".to_owned())));
    }

    #[test]
    fn references_to_what_was_deleted_are_found() {
        let [hub, old] = [named(Kind::Tool, "Hub"), named(Kind::Tool, "Old").binned()];
        let with = |tools: &str| row(Kind::Channel, &[(F::Name, "Slack"), (F::IntegratesWith, tools)]);
        let gone = "“Slack” names something that is gone under “Integrates with”.";
        let binned = "“Slack” names “Old”, which is in the bin, under “Integrates with”.";
        for (rows, expected) in [
            (vec![hub.clone(), with("Hub")], &[][..]),
            (vec![hub.clone(), with(GONE)], &[gone]),
            (vec![hub.clone(), old.clone(), with("Hub + Old")], &[binned]),
            (vec![old.clone(), with("Old + (gone)")], &[binned, gone]),
            (vec![old.clone(), with("Old").binned()], &[]),
            (
                vec![named(Kind::Stage, "Lead"), row(Kind::Transition, &[(F::ToStage, GONE)])],
                &["A transition of “Lead” names something that is gone under “To stage”."],
            ),
        ] {
            assert_eq!(says(&BROKEN_REFERENCE, &rows), expected);
        }
        let playbook = playbook(&[hub, old, with("Hub + Old")]);
        let fix = found(&BROKEN_REFERENCE, &playbook).pop().and_then(|found| found.fix).map(|fix| fix.edit);
        assert_eq!(
            fix,
            Some(Edit::Set(EntryId::from_bits(3), F::IntegratesWith, Value::Refs(vec![EntryId::from_bits(1)])))
        );
    }
}
