//! A playbook, or some of its sections, packed into the part of an address that no server sees.
//!
//! What is packed is text: JSON for a whole playbook, Markdown for sections, which says nothing of the others. It is
//! compressed, and written in letters that no program escapes.

use super::page::Selection;
use super::{json, markdown};
use crate::model::base64::URL_SAFE;
use crate::model::{Playbook, PlaybookId};
use chrono::NaiveDate;
use miniz_oxide::deflate::compress_to_vec;
use miniz_oxide::inflate::{TINFLStatus, decompress_to_vec_with_limit};

/// The longest packed text that still makes a link, in characters. Browsers take far more, but what people send links
/// with does not.
pub const LONGEST: usize = 30_000;

/// As small as it gets: there is one of them, and it is short.
const LEVEL: u8 = 10;

/// What every packed text begins with: its format, and the version of that.
const JSON: &str = "gp1j";
const MARKDOWN: &str = "gp1m";

/// What was packed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Packed {
    /// The playbook that it is of.
    pub playbook: PlaybookId,
    /// What is in it.
    pub content: Content,
}

/// What is in a packed text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Content {
    /// A whole playbook.
    Json(String),
    /// Sections of one.
    Markdown(String),
}

/// Packs what is selected.
#[must_use]
pub fn pack(playbook: &Playbook, selection: &Selection, today: NaiveDate) -> String {
    let (format, text) = if *selection == (Selection { labels: selection.labels, ..Selection::default() }) {
        (JSON, json::write(playbook))
    } else {
        (MARKDOWN, markdown::write(playbook, selection, today))
    };
    format!("{format}.{}.{}", playbook.id, URL_SAFE.encode(&compress_to_vec(text.as_bytes(), LEVEL)))
}

/// Whether a text says that it is packed.
#[must_use]
pub fn is_packed(text: &str) -> bool {
    text.strip_prefix("gp").is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit())) && !text.contains(' ')
}

/// Why a packed text can't be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Unreadable {
    /// A part of it is missing, or a newer version wrote it.
    CutOff,
    /// It unpacks to more than is read of any file. A few letters may stand for gigabytes.
    TooLarge,
}

/// What was packed.
///
/// # Errors
/// Where it can't be read, or is too large.
pub fn unpack(text: &str) -> Result<Packed, Unreadable> {
    let mut parts = text.trim().splitn(3, '.');
    let mut next = || parts.next().ok_or(Unreadable::CutOff);
    let (format, id, packed) = (next()?, next()?, next()?);
    let content = match format {
        JSON => Content::Json,
        MARKDOWN => Content::Markdown,
        _ => return Err(Unreadable::CutOff),
    };
    let playbook = id.parse().map_err(|_| Unreadable::CutOff)?;
    let packed = URL_SAFE.decode(packed).ok_or(Unreadable::CutOff)?;
    let bytes = decompress_to_vec_with_limit(&packed, json::MAX_BYTES).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unreadable::TooLarge,
        _ => Unreadable::CutOff,
    })?;
    let text = String::from_utf8(bytes).map_err(|_| Unreadable::CutOff)?;
    Ok(Packed { playbook, content: content(text) })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::Labels;
    use crate::format::sample::{sample, today, within};
    use crate::format::{Part, Selection};
    use crate::model::{StandardSection, arbitrary, standard};
    use proptest::prelude::*;

    #[test]
    fn the_standard_playbook_fits_a_link_many_times_over() {
        let packed = pack(&standard::playbook(), &Selection::default(), today());
        assert!(packed.len() * 4 < LONGEST, "{}", packed.len());
    }

    #[test]
    fn sections_are_packed_as_they_would_be_read() {
        let selection = Selection::of(Part::Home(within(StandardSection::SalesTools)));
        let packed = unpack(&pack(&sample(), &selection, today())).expect("what was packed");
        assert_eq!(packed.playbook, sample().id);
        assert_eq!(packed.content, Content::Markdown(markdown::write(&sample(), &selection, today())));
    }

    #[test]
    fn a_whole_playbook_is_the_same_link_in_any_language() {
        let links = Labels::ALL.map(|labels| pack(&sample(), &Selection { labels, ..Selection::default() }, today()));
        assert_eq!(links[0], links[1]);
    }

    #[test]
    fn what_is_cut_off_or_of_another_kind_is_nothing() {
        let packed = pack(&sample(), &Selection::default(), today());
        for length in (0..packed.len()).step_by(97) {
            assert_eq!(unpack(&packed[..length]), Err(Unreadable::CutOff), "{length}");
        }
        for text in ["", "gp1j", "gp1j.x.y", "gp9j..", &packed.replacen("gp1j", "gp2j", 1), "# A"] {
            assert_eq!(unpack(text), Err(Unreadable::CutOff), "{text}");
        }
    }

    #[test]
    fn few_letters_that_stand_for_gigabytes_are_too_large() {
        let packed = |bytes: usize| {
            let deflated = compress_to_vec(&vec![b' '; bytes], 1);
            format!("{MARKDOWN}.{}.{}", PlaybookId::from_bits(1), URL_SAFE.encode(&deflated))
        };
        let most = unpack(&packed(json::MAX_BYTES)).expect("what is just small enough");
        assert!(matches!(most.content, Content::Markdown(text) if text.len() == json::MAX_BYTES));
        assert_eq!(unpack(&packed(json::MAX_BYTES + 1)), Err(Unreadable::TooLarge));
    }

    proptest! {
        #[test]
        fn any_playbook_comes_out_as_it_went_in(playbook in arbitrary::playbook()) {
            let packed = pack(&playbook, &Selection::default(), today());
            prop_assert!(is_packed(&packed) && packed.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte)));
            let expected = Content::Json(json::write(&playbook));
            prop_assert_eq!(unpack(&packed), Ok(Packed { playbook: playbook.id, content: expected }));
        }

        #[test]
        fn nothing_stops_the_reader(text in "gp1[jm]\\.[A-Za-z0-9_-]{0,24}\\.[A-Za-z0-9_-]{0,64}") {
            let _ = unpack(&text);
        }
    }
}
