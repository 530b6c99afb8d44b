//! Which words of two texts differ.

use dissimilar::Chunk;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// Its text; never empty.
    pub text: String,
    /// Whether the other text says this otherwise, or not at all.
    pub differs: bool,
}

/// To find what longer texts have in common may take too long. Bytes.
const LENGTHY: usize = 50_000;

/// What two texts have in common, and what not; `None` where that may take too long.
pub(super) fn chunks<'a>(ours: &'a str, theirs: &'a str) -> Option<Vec<Chunk<'a>>> {
    (ours.len() + theirs.len() <= LENGTHY).then(|| dissimilar::diff(ours, theirs))
}

/// Both texts in pieces. Words are marked as wholes, where a script has spaces between them.
#[must_use]
pub fn marked(ours: &str, theirs: &str) -> [Vec<Piece>; 2] {
    let Some(chunks) = chunks(ours, theirs) else {
        let whole = |text: &str| Mark { start: 0, end: text.len(), left: false, right: false };
        return [ours, theirs].map(|text| pieces(text, &Vec::from_iter((ours != theirs).then(|| whole(text)))));
    };
    let mut marks = [Vec::new(), Vec::new()];
    let mut at = [0, 0];
    for chunk in chunks {
        let (text, lengths) = match chunk {
            Chunk::Equal(text) => (text, [text.len(), text.len()]),
            Chunk::Delete(text) => (text, [text.len(), 0]),
            Chunk::Insert(text) => (text, [0, text.len()]),
        };
        for ((marks, at), length) in marks.iter_mut().zip(&mut at).zip(lengths) {
            if !matches!(chunk, Chunk::Equal(_)) {
                marks.push(Mark {
                    start: *at,
                    end: *at + length,
                    left: text.chars().next().is_some_and(is_of_word),
                    right: text.chars().next_back().is_some_and(is_of_word),
                });
            }
            *at += length;
        }
    }
    let [in_ours, in_theirs] = marks;
    [pieces(ours, &in_ours), pieces(theirs, &in_theirs)]
}

/// What differs in one of two texts; nothing, where the other one has something more.
struct Mark {
    start: usize,
    end: usize,
    /// Whether what differs begins, and ends, in a word.
    left: bool,
    right: bool,
}

/// A text in pieces, with the marks widened to whole words.
fn pieces(text: &str, marks: &[Mark]) -> Vec<Piece> {
    let word = |letters: &mut dyn Iterator<Item = char>| -> usize {
        letters.take_while(|letter| is_of_word(*letter)).map(char::len_utf8).sum()
    };
    let mut differs = vec![false; text.len()];
    for mark in marks {
        let (before, behind) = (text.split_at(mark.start).0, text.split_at(mark.end).1);
        let start = mark.start - if mark.left { word(&mut before.chars().rev()) } else { 0 };
        let end = mark.end + if mark.right { word(&mut behind.chars()) } else { 0 };
        differs.get_mut(start..end).into_iter().flatten().for_each(|differs| *differs = true);
    }
    let mut pieces: Vec<Piece> = Vec::new();
    for (at, letter) in text.char_indices() {
        let differs = differs.get(at).copied().unwrap_or_default();
        match pieces.last_mut() {
            Some(piece) if piece.differs == differs => piece.text.push(letter),
            _ => pieces.push(Piece { text: letter.into(), differs }),
        }
    }
    pieces
}

/// Letters and digits of scripts that have spaces between words. From U+2E80 on stand those that have none, such as
/// Chinese and Japanese.
fn is_of_word(letter: char) -> bool {
    letter.is_alphanumeric() && letter < '\u{2e80}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// With what differs in brackets.
    fn shown(pieces: &[Piece]) -> String {
        let piece = |piece: &Piece| if piece.differs { format!("[{}]", piece.text) } else { piece.text.clone() };
        pieces.iter().map(piece).collect()
    }

    #[test]
    fn whole_words_are_marked() {
        for (ours, theirs, shown_ours, shown_theirs) in [
            ("", "", "", ""),
            ("same", "same", "same", "same"),
            ("", "new", "", "[new]"),
            ("within one day", "within two days", "within [one] [day]", "within [two] [days]"),
            ("Marketing qualified", "Marketing-qualified", "Marketing[ ]qualified", "Marketing[-]qualified"),
            ("qualification", "qualified", "[qualification]", "[qualified]"),
            ("見込み客です", "見込客です", "見込[み]客です", "見込客です"),
            ("a 😀 b", "a 😃 b", "a [😀] b", "a [😃] b"),
        ] {
            let [ours, theirs] = marked(ours, theirs);
            assert_eq!((shown(&ours).as_str(), shown(&theirs).as_str()), (shown_ours, shown_theirs));
        }
    }

    proptest! {
        #[test]
        fn nothing_is_lost_and_what_is_equal_is_the_same(ours in "[ab ß見😀]{0,20}", theirs in "[ab ß見😀]{0,20}") {
            let texts = marked(&ours, &theirs);
            let whole = |pieces: &[Piece]| pieces.iter().map(|piece| piece.text.as_str()).collect::<String>();
            prop_assert_eq!(whole(&texts[0]), ours.clone());
            prop_assert_eq!(whole(&texts[1]), theirs.clone());
            let any = texts.iter().flatten().any(|piece| piece.differs);
            prop_assert_eq!(any, ours != theirs);
        }
    }
}
