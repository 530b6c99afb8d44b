//! Who is there: what everybody in a room last said of themselves, as Yjs' awareness protocol has it.
//!
//! Everybody has a number, and counts what they say, so that what arrives late is known to be old. What they say is a
//! text, JSON by agreement; it is read elsewhere. Nothing of this is kept.

use crate::doc::wire::{Malformed, Reader, put_bytes, put_number};
use std::collections::HashMap;

/// Somebody who has not been heard of for so long is gone. Milliseconds.
const GONE_AFTER: u64 = 30_000;

/// One says again that one is there after this long; sooner when somebody came, as not every server tells them who is
/// there. Milliseconds.
const RENEWED_AFTER: u64 = 15_000;
const RENEWED_FOR_NEWCOMERS: u64 = 1_000;

/// No more than so many are believed to be in a room, and none of them to have so much to say of themselves: bytes.
const MANY: usize = 500;
const LENGTHY: usize = 8_192;

/// Nobody can have said more than this; whoever counts further is not counting.
const MOST: u64 = u32::MAX as u64;

/// What nobody says of themselves: that they left.
const NOBODY: &str = "null";

/// Everybody in a room, as it looks from here.
#[derive(Debug)]
pub struct Presence {
    own: u64,
    count: u64,
    said: Option<String>,
    renew_at: u64,
    others: HashMap<u64, Other>,
}

#[derive(Debug)]
struct Other {
    count: u64,
    /// `None`: they left. What they said before that may still arrive, and is known to be old by its count.
    said: Option<String>,
    heard: u64,
}

/// What came of what a server said.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Heard {
    /// Somebody came, went, or is elsewhere.
    pub changed: bool,
    /// The others think that we left, or never heard of us: we should say that we are there.
    pub speak: bool,
}

impl Presence {
    /// Nobody is here but us, who have said nothing. `own` is a number that nobody else has; 53 bits at most.
    #[must_use]
    pub fn new(own: u64) -> Self {
        Self { own, count: 0, said: None, renew_at: 0, others: HashMap::new() }
    }

    /// Says something of ourselves; with `None`, that we leave. What to send.
    pub fn say(&mut self, said: Option<String>, now: u64) -> Vec<u8> {
        self.said = said;
        self.again(now)
    }

    /// Says the same again.
    pub fn again(&mut self, now: u64) -> Vec<u8> {
        self.count += 1;
        self.renew_at = now + RENEWED_AFTER;
        let mut out = Vec::new();
        put_number(&mut out, 1);
        put_number(&mut out, self.own);
        put_number(&mut out, self.count);
        put_bytes(&mut out, self.said.as_deref().unwrap_or(NOBODY).as_bytes());
        out
    }

    /// Whether it is time to say again that we are there.
    #[must_use]
    pub fn is_due(&self, now: u64) -> bool {
        self.said.is_some() && now >= self.renew_at
    }

    /// Takes in what a server said of anybody.
    ///
    /// # Errors
    /// When it is damaged. What came before the damage counts.
    pub fn receive(&mut self, bytes: &[u8], now: u64) -> Result<Heard, Malformed> {
        let mut reader = Reader::new(bytes);
        let mut heard = Heard::default();
        for _ in 0..reader.number()? {
            let (who, count, said) = (reader.number()?, reader.number()?, reader.text()?);
            if count > MOST {
                continue;
            }
            if who == self.own {
                heard.speak |= count > self.count || (count == self.count && said == NOBODY && self.said.is_some());
                self.count = self.count.max(count);
            } else {
                heard.changed |= self.hear(who, count, said, now);
            }
        }
        Ok(heard)
    }

    fn hear(&mut self, who: u64, count: u64, said: &str, now: u64) -> bool {
        if said.len() > LENGTHY || (self.others.len() >= MANY && !self.others.contains_key(&who)) {
            return false;
        }
        let said = (said != NOBODY).then(|| said.to_owned());
        let Some(other) = self.others.get_mut(&who) else {
            let came = said.is_some();
            if came {
                self.renew_at = self.renew_at.min(now + RENEWED_FOR_NEWCOMERS);
            }
            self.others.insert(who, Other { count, said, heard: now });
            return came;
        };
        let newer = count > other.count || (count == other.count && said.is_none() && other.said.is_some());
        if !newer {
            return false;
        }
        let changed = other.said != said;
        *other = Other { count, said, heard: now };
        changed
    }

    /// Lets go of those who have not been heard of for long. Says whether there were any.
    pub fn expire(&mut self, now: u64) -> bool {
        let before = self.others().count();
        self.others.retain(|_, other| now < other.heard + GONE_AFTER);
        self.others().count() != before
    }

    /// Nobody else is there any more: the connection is gone. Says whether somebody was.
    pub fn clear(&mut self) -> bool {
        let any = self.others().next().is_some();
        self.others.clear();
        any
    }

    /// What the others say of themselves, with their numbers; in no order.
    pub fn others(&self) -> impl Iterator<Item = (u64, &str)> {
        self.others.iter().filter_map(|(who, other)| Some((*who, other.said.as_deref()?)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn says(who: u64, count: u64, said: &str) -> Vec<u8> {
        let mut out = vec![1];
        put_number(&mut out, who);
        put_number(&mut out, count);
        put_bytes(&mut out, said.as_bytes());
        out
    }

    fn others(presence: &Presence) -> Vec<(u64, &str)> {
        let mut others: Vec<_> = presence.others().collect();
        others.sort_unstable();
        others
    }

    const CHANGED: Result<Heard, Malformed> = Ok(Heard { changed: true, speak: false });
    const NOTHING: Result<Heard, Malformed> = Ok(Heard { changed: false, speak: false });
    const SPEAK: Result<Heard, Malformed> = Ok(Heard { changed: false, speak: true });

    #[test]
    fn what_is_said_last_counts() {
        let mut presence = Presence::new(1);
        for (count, said, outcome, now_says) in [
            (1, "a", CHANGED, Some("a")),
            (3, "c", CHANGED, Some("c")),
            (2, "b", NOTHING, Some("c")),
            (4, "c", NOTHING, Some("c")),
            (4, "null", CHANGED, None),
            (4, "c", NOTHING, None),
            (5, "d", CHANGED, Some("d")),
        ] {
            assert_eq!(presence.receive(&says(2, count, said), 0), outcome, "{count} {said}");
            assert_eq!(others(&presence), Vec::from_iter(now_says.map(|said| (2, said))), "{count} {said}");
        }
    }

    #[test]
    fn what_one_says_is_heard_by_others() {
        let (mut one, mut two) = (Presence::new(1), Presence::new(2));
        assert_eq!(two.receive(&one.say(Some("here".into()), 0), 0), CHANGED);
        assert_eq!(others(&two), [(1, "here")]);
        assert_eq!(two.receive(&one.again(0), 0), NOTHING);
        assert_eq!(two.receive(&one.say(None, 0), 0), CHANGED);
        assert_eq!(others(&two), []);
    }

    #[test]
    fn somebody_who_is_said_to_be_gone_says_that_they_are_there() {
        let mut presence = Presence::new(1);
        let said = presence.say(Some("here".into()), 0);
        assert_eq!(presence.receive(&said, 0), NOTHING, "one's own words, back from the server");
        assert_eq!(presence.receive(&says(1, 1, "null"), 0), SPEAK);
        assert_eq!(presence.receive(&says(1, 7, "null"), 0), SPEAK);
        assert_eq!(presence.receive(&says(1, u64::MAX, "null"), 0), NOTHING);
        let mut other = Presence::new(2);
        assert_eq!(other.receive(&says(1, 7, "null"), 0), NOTHING);
        assert_eq!(other.receive(&presence.again(0), 0), CHANGED);
    }

    #[test]
    fn those_who_fall_silent_are_gone_and_one_does_not_fall_silent_oneself() {
        let mut presence = Presence::new(1);
        assert!(!presence.is_due(1_000_000), "nothing was said");
        let _ = presence.say(Some("here".into()), 0);
        assert_eq!((presence.is_due(RENEWED_AFTER - 1), presence.is_due(RENEWED_AFTER)), (false, true));
        assert_eq!(presence.receive(&says(2, 1, "a"), 0), CHANGED);
        assert_eq!(presence.receive(&says(3, 1, "b"), 10_000), CHANGED);
        assert!(!presence.expire(GONE_AFTER - 1));
        assert!(presence.expire(GONE_AFTER));
        assert_eq!(others(&presence), [(3, "b")]);
        assert!(presence.clear());
        assert!(!presence.clear());
    }

    #[test]
    fn whoever_comes_is_told_who_is_there() {
        let mut presence = Presence::new(1);
        let _ = presence.say(Some("here".into()), 0);
        assert_eq!(presence.receive(&says(2, 1, "I am new"), 100), CHANGED);
        assert_eq!((presence.is_due(1_099), presence.is_due(1_100)), (false, true));
        let _ = presence.again(1_100);
        assert_eq!(presence.receive(&says(2, 2, "Still here"), 1_200), CHANGED);
        assert!(!presence.is_due(3_000));
    }

    #[test]
    fn no_crowd_and_no_speech_takes_all_the_memory() {
        let mut presence = Presence::new(1);
        assert_eq!(presence.receive(&says(2, 1, &"x".repeat(LENGTHY + 1)), 0), NOTHING);
        for who in 2..2_000 {
            let _ = presence.receive(&says(who, 1, "x"), 0);
        }
        assert_eq!(presence.others().count(), MANY);
    }

    proptest! {
        #[test]
        fn nothing_that_is_sent_breaks_it(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
            let _ = Presence::new(1).receive(&bytes, 0);
        }
    }
}
