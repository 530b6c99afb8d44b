//! What somebody in a room says of themselves: who they are, and where. `docs/DOCUMENT.md` describes it for other
//! programs, which mostly say at least `user.name`.

use crate::model::base64::STANDARD;
use serde::{Deserialize, Serialize};

/// Somebody in a room.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Person {
    /// Tells them apart: two may have one name.
    pub number: u64,
    /// What they call themselves.
    pub name: String,
    /// Which of the colours they have, as far as it is one of ours.
    pub colour: Option<usize>,
    /// Where they are.
    pub standing: Standing,
}

/// Where somebody is.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Standing {
    /// The page, as in the address; empty for the overview.
    pub page: String,
    /// The entry, if any.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub entry: String,
    /// The key of the field, or `introduction`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub field: String,
    /// The place in a long text: a relative position of Yjs, in base64.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub caret: String,
}

/// As it is sent.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Said {
    user: User,
    at: Standing,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct User {
    name: String,
    color: String,
}

/// Longer names are cut: they stand beside what people read.
const LONGEST_NAME: usize = 60;

/// What other programs show people in, one for each of our colours (`style/share.css` has ours).
const COLOURS: [&str; 12] = [
    "#0b7285", "#a61e4d", "#5c940d", "#5f3dc4", "#d9480f", "#1864ab", "#862e9c", "#2b8a3e", "#c92a2a", "#364fc7",
    "#8f5f00", "#087f5b",
];

impl Person {
    /// Reads what somebody said. `None` where they did not say who they are.
    #[must_use]
    pub fn read(number: u64, said: &str) -> Option<Self> {
        let Said { user, at } = serde_json::from_str(said).ok()?;
        let name: String = user.name.trim().chars().filter(|letter| !letter.is_control()).take(LONGEST_NAME).collect();
        let colour = COLOURS.iter().position(|colour| colour.eq_ignore_ascii_case(&user.color));
        (!name.is_empty()).then_some(Self { number, name, colour, standing: at })
    }

    /// What to say of ourselves.
    #[must_use]
    pub fn say(name: &str, colour: usize, standing: &Standing) -> String {
        let color = COLOURS.get(colour % COLOURS.len()).copied().unwrap_or_default().to_owned();
        let said = Said { user: User { name: name.to_owned(), color }, at: standing.clone() };
        // Texts can always be written.
        serde_json::to_string(&said).unwrap_or_default()
    }

    /// The colour that they are shown in: one of twelve.
    #[must_use]
    pub fn shown_colour(&self) -> usize {
        #[expect(clippy::cast_possible_truncation, reason = "less than twelve")]
        self.colour.unwrap_or((self.number % COLOURS.len() as u64) as usize)
    }

    /// A colour that the fewest of these have.
    #[must_use]
    pub fn free_colour(others: &[Self]) -> usize {
        let taken = |colour: &usize| others.iter().filter(|other| other.shown_colour() == *colour).count();
        (0..COLOURS.len()).min_by_key(taken).unwrap_or_default()
    }
}

impl Standing {
    /// With this place in a text.
    #[must_use]
    pub fn with_caret(self, caret: &[u8]) -> Self {
        Self { caret: STANDARD.encode(caret), ..self }
    }

    /// The place in a text, to be looked up in the document.
    #[must_use]
    pub fn caret(&self) -> Option<Vec<u8>> {
        (!self.caret.is_empty()).then(|| STANDARD.decode(&self.caret)).flatten()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_one_says_is_read_by_others() {
        let standing =
            Standing { page: "definitions".into(), entry: "x".into(), field: "name".into(), ..Standing::default() };
        let standing = standing.with_caret(&[1, 2, 255]);
        let person = Person::read(5, &Person::say("Ana", 3, &standing)).expect("somebody");
        assert_eq!(person, Person { number: 5, name: "Ana".into(), colour: Some(3), standing });
        assert_eq!(person.standing.caret(), Some(vec![1, 2, 255]));
    }

    #[test]
    fn whoever_says_less_is_shown_with_less() {
        let long = format!(r#"{{"user": {{"name": "{}"}}}}"#, "x".repeat(500));
        for (said, name, colour) in [
            (r#"{"user": {"name": "Ben"}}"#, Some("Ben"), 7),
            (r##"{"user": {"name": " Cem\n", "color": "#A61E4D", "other": 1}, "cursor": null}"##, Some("Cem"), 1),
            (r##"{"user": {"name": "Dai", "color": "#123456"}}"##, Some("Dai"), 7),
            (&long, Some(&*"x".repeat(60)), 7),
            ("{}", None, 0),
            (r#"{"user": {"name": " "}}"#, None, 0),
            (r#"{"user": {"name": 7}}"#, None, 0),
            ("null", None, 0),
            ("", None, 0),
        ] {
            let read = Person::read(7, said);
            assert_eq!(read.as_ref().map(|person| &*person.name), name, "{said}");
            assert_eq!(read.map_or(0, |person| person.shown_colour()), colour, "{said}");
        }
    }

    #[test]
    fn nobody_takes_a_colour_that_another_has_while_there_are_free_ones() {
        let mut people: Vec<Person> = Vec::new();
        for number in 0..COLOURS.len() as u64 {
            let colour = Person::free_colour(&people);
            assert!(people.iter().all(|person| person.shown_colour() != colour));
            people.extend(Person::read(number, &Person::say("Somebody", colour, &Standing::default())));
        }
        assert_eq!(Person::free_colour(&people), 0);
    }
}
