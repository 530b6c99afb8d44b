//! Whether a name follows a naming convention, and which token of it is wrong if not.

mod date;

use super::Book;
use crate::model::kind::{TOKEN_DATE, TOKEN_FREE, TOKEN_VALUES};
use crate::model::{Entry, EntryId, Field, Kind};
use date::DateFormat;
use guidepost_view::tr;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

/// A convention as it is needed for reading names, of which there may be many.
#[derive(Debug, Clone)]
pub struct Convention {
    separator: String,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone)]
struct Token {
    id: EntryId,
    name: String,
    shape: Shape,
}

#[derive(Debug, Clone)]
enum Shape {
    /// Anything but nothing.
    Free,
    Date(DateFormat),
    Values(Values),
}

/// What may stand in a name, with what it means.
#[derive(Debug, Clone)]
struct Values {
    meanings: HashMap<String, EntryId>,
    /// In the order of the list: what stands in a name, and the value's name.
    list: Vec<(String, String)>,
    /// In bytes.
    lengths: BTreeSet<usize>,
}

/// A part of a name that follows the convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Piece {
    /// The token.
    pub token: EntryId,
    /// Where it stands in the name, without white space around that.
    pub place: Range<usize>,
    /// The allowed value that stands there, if it has any.
    pub value: Option<EntryId>,
}

/// Why a name does not follow the convention.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// The token that is wrong or missing; none where all are there and more follows.
    pub token: Option<EntryId>,
    /// As “‘DACHX’ is no Region: DACH, UKI, NA.”
    pub reason: String,
}

impl Convention {
    /// Reads a convention. `None` while it is not finished: without tokens, with one whose kind nobody chose, or with one that
    /// has no allowed values yet.
    #[must_use]
    pub fn of(book: &Book<'_>, convention: &Entry) -> Option<Self> {
        let tokens = book.parts(convention.id, Kind::Token).map(|token| {
            let values: Vec<_> = book.parts(token.id, Kind::AllowedValue).collect();
            (token, values)
        });
        Self::from_parts(convention.text(Field::Separator), tokens)
    }

    /// The same from its parts: tokens, each with its allowed values, in order.
    #[must_use]
    pub fn from_parts<'e>(
        separator: &str,
        parts: impl IntoIterator<Item = (&'e Entry, Vec<&'e Entry>)>,
    ) -> Option<Self> {
        let tokens: Option<Vec<_>> = parts.into_iter().map(|(token, values)| Token::of(token, &values)).collect();
        let tokens = tokens.filter(|tokens| !tokens.is_empty())?;
        Some(Self { separator: separator.to_owned(), tokens })
    }
}

impl Token {
    fn of(token: &Entry, values: &[&Entry]) -> Option<Self> {
        let shape = match token.text(Field::TokenKind) {
            TOKEN_FREE => Shape::Free,
            TOKEN_DATE => Shape::Date(DateFormat::read(token.text(Field::DateFormat))),
            TOKEN_VALUES => Shape::Values(Values::of(values)?),
            _ => return None,
        };
        Some(Self { id: token.id, name: token.title(), shape })
    }

    /// Where it may end when it begins at `start`; for free text, that is any place behind it, and `None` is returned.
    fn ends(&self, name: &str, start: usize) -> Option<Vec<usize>> {
        let rest = &name[start..];
        match &self.shape {
            Shape::Free => None,
            Shape::Date(format) => Some(format.length(rest).map(|length| start + length).into_iter().collect()),
            Shape::Values(values) => {
                let fits =
                    |length: &&usize| rest.get(..**length).is_some_and(|text| values.meanings.contains_key(text));
                Some(values.lengths.iter().filter(fits).map(|length| start + length).collect())
            }
        }
    }
}

impl Values {
    /// By code, and by name where there is no code.
    fn of(values: &[&Entry]) -> Option<Self> {
        let mut read = Self { meanings: HashMap::new(), list: Vec::new(), lengths: BTreeSet::new() };
        for value in values {
            let written = match value.text(Field::Code).trim() {
                "" => value.name(),
                code => code,
            };
            if !written.is_empty() {
                read.lengths.insert(written.len());
                read.list.push((written.to_owned(), value.name().to_owned()));
                read.meanings.entry(written.to_owned()).or_insert(value.id);
            }
        }
        (!read.list.is_empty()).then_some(read)
    }

    /// So many are named where one is wrong.
    const SHOWN: usize = 8;

    fn listed(&self) -> String {
        let shown: Vec<_> = self.list.iter().take(Self::SHOWN).map(|(written, _)| written.as_str()).collect();
        match self.list.len().saturating_sub(Self::SHOWN) {
            0 => shown.join(", "),
            more => tr!("{} and {} more", shown.join(", "), more),
        }
    }

    /// The value that was meant by another way of writing it.
    fn meant(&self, text: &str) -> Option<&str> {
        let text = text.to_lowercase();
        let is_meant =
            |(written, name): &&(String, String)| written.to_lowercase() == text || name.to_lowercase() == text;
        self.list.iter().find(is_meant).map(|(written, _)| written.as_str())
    }
}

/// For each token, where it may begin.
type Starts = Vec<Vec<bool>>;

impl Convention {
    /// Reads a name. Where a separator stands in free text, or one code begins another, the way to read it is found that makes
    /// the whole name fit; of several, the one with the shortest texts in front.
    ///
    /// # Errors
    /// Which token is wrong, and why.
    pub fn validate(&self, name: &str) -> Result<Vec<Piece>, Fault> {
        let offset = name.len() - name.trim_start().len();
        let name = name.trim();
        let fitting = self.fitting(name);
        let mut pieces = Vec::new();
        let mut start = 0;
        for (number, token) in self.tokens.iter().enumerate() {
            let Some(end) = self.end(name, start, number, &fitting) else { return Err(self.fault(name)) };
            let value = match &token.shape {
                Shape::Values(values) => values.meanings.get(&name[start..end]).copied(),
                Shape::Free | Shape::Date(_) => None,
            };
            pieces.push(Piece { token: token.id, place: start + offset..end + offset, value });
            start = end + self.separator.len();
        }
        Ok(pieces)
    }

    /// Where the token with this number ends when it begins at `start`, so that the rest of the name fits.
    fn end(&self, name: &str, start: usize, number: usize, fitting: &Starts) -> Option<usize> {
        let goes_on = |end: &usize| self.goes_on(name, *end, number, fitting);
        match self.tokens[number].ends(name, start) {
            Some(ends) => ends.into_iter().find(goes_on),
            None => (start + 1..=name.len())
                .filter(|end| name.is_char_boundary(*end))
                .find(|end| goes_on(end) && !name[start..*end].trim().is_empty()),
        }
    }

    /// Whether the name fits behind the token with this number when that ends here.
    fn goes_on(&self, name: &str, end: usize, number: usize, fitting: &Starts) -> bool {
        match fitting.get(number + 1) {
            None => end == name.len(),
            Some(starts) => {
                name[end..].starts_with(&self.separator) && starts.get(end + self.separator.len()) == Some(&true)
            }
        }
    }

    /// For each token, at which places it may begin so that the rest of the name fits; from the last token to the first, and
    /// from the end of the name to its start, so that free text is not tried out place by place.
    fn fitting(&self, name: &str) -> Starts {
        let mut fitting: Starts = vec![vec![false; name.len() + 1]; self.tokens.len()];
        for number in (0..self.tokens.len()).rev() {
            let mut last_end = None;
            let mut fits = vec![false; name.len() + 1];
            for start in (0..=name.len()).rev().filter(|start| name.is_char_boundary(*start)) {
                fits[start] = match self.tokens[number].ends(name, start) {
                    Some(ends) => ends.iter().any(|end| self.goes_on(name, *end, number, &fitting)),
                    // The last end leaves the longest text, so it is the one least likely to be blank.
                    None => last_end.is_some_and(|end: usize| !name[start..end].trim().is_empty()),
                };
                let is_free = matches!(self.tokens[number].shape, Shape::Free);
                if is_free && last_end.is_none() && self.goes_on(name, start, number, &fitting) {
                    last_end = Some(start);
                }
            }
            fitting[number] = fits;
        }
        fitting
    }

    /// What is wrong with a name that does not fit: the first token that nothing fits for, when the tokens before it fit.
    fn fault(&self, name: &str) -> Fault {
        let mut starts = vec![0];
        for (number, token) in self.tokens.iter().enumerate() {
            let ends = self.reached(name, token, &starts);
            if ends.is_empty() {
                return self.wrong(name, number, &starts);
            }
            let next = |end: &usize| name[*end..].starts_with(&self.separator).then_some(end + self.separator.len());
            let following: Vec<usize> = ends.iter().filter_map(next).collect();
            match (self.tokens.get(number + 1), following.last()) {
                (Some(next), None) if ends.last() == Some(&name.len()) => return missing(next),
                (_, None) => return self.wrong(name, number, &starts),
                // Behind free text, what follows may as well have been meant as the last token.
                (None, Some(start)) if starts.len() == 1 => {
                    return Fault { token: None, reason: tr!("“{}” is too much at the end.", &name[*start..]) };
                }
                (None, Some(_)) => return self.wrong(name, number, &starts),
                (Some(_), Some(_)) => starts = following,
            }
        }
        Fault { token: None, reason: tr!("It does not follow the convention.").to_owned() }
    }

    /// Where a token may end when it may begin at these places.
    fn reached(&self, name: &str, token: &Token, starts: &[usize]) -> Vec<usize> {
        let all = starts.iter().map(|start| token.ends(name, *start)).collect::<Option<Vec<_>>>();
        let mut ends = match (all, starts.first()) {
            (Some(ends), _) => ends.concat(),
            (None, Some(start)) => {
                let is_end = |end: &usize| name.is_char_boundary(*end) && !name[*start..*end].trim().is_empty();
                (start + 1..=name.len()).filter(is_end).collect()
            }
            (None, None) => Vec::new(),
        };
        ends.sort_unstable();
        ends.dedup();
        ends
    }

    /// The token with this number fits at none of the places where it may begin.
    fn wrong(&self, name: &str, number: usize, starts: &[usize]) -> Fault {
        let token = &self.tokens[number];
        // Free text before it may end anywhere: as many separators should follow as there are tokens.
        let behind = self.tokens.len() - number - 1;
        let is_enough = |start: &&usize| self.separators(&name[**start..]) <= behind;
        let start = starts.iter().find(is_enough).or(starts.last()).copied().unwrap_or_default();
        let text = self.segment(&name[start..], behind == 0);
        let title = &token.name;
        let reason = match &token.shape {
            _ if text.trim().is_empty() => return missing(token),
            Shape::Free => return missing(token),
            Shape::Date(format) => tr!("“{}” is no {}: it is written {}.", text, title, format.text()),
            Shape::Values(values) => match values.meant(text) {
                Some(written) if written != text => tr!("“{}” is no {}: it is written {}.", text, title, written),
                _ => tr!("“{}” is no {}: {}.", text, title, values.listed()),
            },
        };
        Fault { token: Some(token.id), reason }
    }

    fn separators(&self, text: &str) -> usize {
        if self.separator.is_empty() { 0 } else { text.matches(&self.separator).count() }
    }

    /// The text up to the next separator, or all of it for the last token.
    fn segment<'t>(&self, text: &'t str, is_last: bool) -> &'t str {
        match text.split_once(&self.separator) {
            Some((segment, _)) if !is_last && !self.separator.is_empty() => segment,
            _ => text,
        }
    }
}

fn missing(token: &Token) -> Fault {
    Fault { token: Some(token.id), reason: tr!("{} is missing.", token.name) }
}

#[cfg(test)]
mod tests;
