//! A playbook, some of its sections, or what somebody changed in it, packed into the part of an address that no server sees.
//!
//! What is packed is JSON for a whole playbook, Markdown for sections, which says nothing of the others, and an update for
//! changes. It is compressed, and written in letters that no program escapes.

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
const CHANGES: &str = "gp1c";

/// In changes, the length of the state vector stands first: so many bytes, the least first.
const LENGTH: usize = 4;

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
    /// What was changed in one.
    Changes(Changes),
}

/// What was changed in a playbook.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The state vector of what it was changed in.
    pub since: Vec<u8>,
    /// An update.
    pub update: Vec<u8>,
}

/// Packs what is selected.
#[must_use]
pub fn pack(playbook: &Playbook, selection: &Selection, today: NaiveDate) -> String {
    let (format, text) = if *selection == (Selection { labels: selection.labels, ..Selection::default() }) {
        (JSON, json::write(playbook))
    } else {
        (MARKDOWN, markdown::write(playbook, selection, today))
    };
    packed(format, playbook.id, text.as_bytes())
}

/// Packs what was changed in a playbook.
#[must_use]
pub fn pack_changes(playbook: PlaybookId, changes: &Changes) -> String {
    let Changes { since, update } = changes;
    // A state vector has a few bytes for each of its clients.
    let length = u32::try_from(since.len()).unwrap_or(u32::MAX).to_le_bytes();
    packed(CHANGES, playbook, &[&length[..], since, update].concat())
}

fn packed(format: &str, playbook: PlaybookId, bytes: &[u8]) -> String {
    format!("{format}.{playbook}.{}", URL_SAFE.encode(&compress_to_vec(bytes, LEVEL)))
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
    let content: fn(Vec<u8>) -> Option<Content> = match format {
        JSON => |bytes| text_of(bytes).map(Content::Json),
        MARKDOWN => |bytes| text_of(bytes).map(Content::Markdown),
        CHANGES => |bytes| changes_of(&bytes).map(Content::Changes),
        _ => return Err(Unreadable::CutOff),
    };
    let playbook = id.parse().map_err(|_| Unreadable::CutOff)?;
    let packed = URL_SAFE.decode(packed).ok_or(Unreadable::CutOff)?;
    let bytes = decompress_to_vec_with_limit(&packed, json::MAX_BYTES).map_err(|error| match error.status {
        TINFLStatus::HasMoreOutput => Unreadable::TooLarge,
        _ => Unreadable::CutOff,
    })?;
    Ok(Packed { playbook, content: content(bytes).ok_or(Unreadable::CutOff)? })
}

fn text_of(bytes: Vec<u8>) -> Option<String> {
    String::from_utf8(bytes).ok()
}

fn changes_of(bytes: &[u8]) -> Option<Changes> {
    let (length, rest) = bytes.split_first_chunk::<LENGTH>()?;
    let (since, update) = rest.split_at_checked(usize::try_from(u32::from_le_bytes(*length)).ok()?)?;
    Some(Changes { since: since.to_vec(), update: update.to_vec() })
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
        // The same bytes are a text, and no changes: their length would be beyond their end.
        let turned = ["gp2j", "gp1c"].map(|format| packed.replacen("gp1j", format, 1));
        for text in ["", "gp1j", "gp1j.x.y", "gp9j..", &turned[0], &turned[1], "# A"] {
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
        fn any_changes_come_out_as_they_went_in(since in prop::collection::vec(any::<u8>(), 0..40), update in prop::collection::vec(any::<u8>(), 0..99)) {
            let (id, changes) = (PlaybookId::from_bits(7), Changes { since, update });
            let packed = pack_changes(id, &changes);
            prop_assert!(is_packed(&packed));
            prop_assert_eq!(unpack(&packed), Ok(Packed { playbook: id, content: Content::Changes(changes) }));
        }

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
