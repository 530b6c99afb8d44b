//! What is said on a connection to a room, without the connection: what is heard goes in, what to say comes out.
//!
//! It goes like this. Hocuspocus wants a token first. Then both sides say how much they have, and send each other the rest.
//! From then on each change is sent when it is made. What comes before the rest has come is held until then; what comes too
//! early later makes us ask once more. So a connection that broke and came back needs nothing else.
//!
//! What servers do beyond their protocol, as observed of Hocuspocus 3.4, y-websocket 2.1 and pycrdt-websocket 0.16: all send
//! our own updates and presence back to us. That of y-websocket answers the first question about a stored room with
//! nothing, and sends what it has stored as an update right after. That of pycrdt never says that somebody left, and tells
//! nobody who comes who is there. Hocuspocus keeps the connection open when it has denied somebody, or closed the document,
//! but then listens to nobody on it.

use super::frame::{Incoming, Outgoing, Protocol};
use super::presence::Presence;
use crate::doc::{Admission, Replica, UpdateError};

/// After so long without a word from the server we ask it something. Milliseconds.
const ASK_AFTER: u64 = 20_000;

/// After so long the connection is taken for dead, whatever the browser thinks. Milliseconds.
const DEAD_AFTER: u64 = 35_000;

/// No more often than this we ask for what is missing. Milliseconds.
const ASK_AGAIN_AFTER: u64 = 1_000;

/// So much is held while we wait for the rest: bytes. What is more is dropped, and asked for later.
const HELD: usize = 8 * 1024 * 1024;

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Phase {
    /// Not open, or given up.
    Closed,
    /// The server has not let us in yet.
    SigningIn,
    /// We wait for what we asked for.
    Asking,
    /// We have what the server had, and hear of each change.
    Live,
}

/// Something that the person may want to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum News {
    /// Both sides have the same now.
    Live,
    /// Somebody came, went, or is elsewhere.
    Presence,
    /// The server does not let us in, for a reason in its words. The connection is of no more use.
    Denied(String),
    /// The server takes no changes from us.
    ReadOnly,
    /// The room holds another document. Nothing of it was taken in. The connection is of no more use.
    OtherDocument,
    /// What the server sent can't be read: all that is in the room, if it was what we had asked for. Said once for each
    /// connection.
    Refused(String),
    /// The server is about to close the connection, for a reason in its words.
    Closing(String),
}

/// What came of something.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Turn {
    /// To be sent, in this order.
    pub say: Vec<Vec<u8>>,
    /// To be told.
    pub news: Vec<News>,
}

/// What is known of a connection. One for each: a connection that is opened again begins anew.
#[derive(Debug)]
pub struct Link {
    protocol: Protocol,
    phase: Phase,
    /// The server knows what we had at some time, and is told of each change since.
    told: bool,
    read_only: bool,
    refused: bool,
    heard: u64,
    asked: u64,
    held: Vec<Vec<u8>>,
}

impl Link {
    /// Not open yet. `now` counts milliseconds, here and in what follows.
    #[must_use]
    pub fn new(protocol: Protocol, now: u64) -> Self {
        Self {
            protocol,
            phase: Phase::Closed,
            told: false,
            read_only: false,
            refused: false,
            heard: now,
            asked: 0,
            held: Vec::new(),
        }
    }

    /// The connection is open. `token` lets us in, where the server wants one.
    pub fn opened(&mut self, token: &str, replica: &Replica, presence: &mut Presence, now: u64) -> Turn {
        let mut turn = Turn::default();
        self.heard = now;
        if matches!(self.protocol, Protocol::Hocuspocus { .. }) {
            self.phase = Phase::SigningIn;
            turn.say.push(self.protocol.write(Outgoing::SignIn(token)));
        } else {
            self.begin(replica, presence, now, &mut turn);
        }
        turn
    }

    fn begin(&mut self, replica: &Replica, presence: &mut Presence, now: u64, turn: &mut Turn) {
        self.phase = Phase::Asking;
        self.ask(replica, now, turn);
        turn.say.push(self.protocol.write(Outgoing::Presence(&presence.again(now))));
    }

    fn ask(&mut self, replica: &Replica, now: u64, turn: &mut Turn) {
        self.asked = now;
        turn.say.push(self.protocol.write(Outgoing::Question(&replica.state_vector())));
    }

    /// The server said something.
    pub fn received(&mut self, bytes: &[u8], replica: &mut Replica, presence: &mut Presence, now: u64) -> Turn {
        let mut turn = Turn::default();
        self.heard = now;
        let protocol = self.protocol.clone();
        match protocol.read(bytes) {
            _ if self.phase == Phase::Closed => {}
            Ok(Incoming::Denied(reason)) => {
                self.phase = Phase::Closed;
                turn.news.push(News::Denied(reason.to_owned()));
            }
            Ok(Incoming::SignedIn { read_only }) if self.phase == Phase::SigningIn => {
                self.read_only = read_only;
                if read_only {
                    turn.news.push(News::ReadOnly);
                }
                self.begin(replica, presence, now, &mut turn);
            }
            Ok(Incoming::Closing(reason)) => turn.news.push(News::Closing(reason.to_owned())),
            _ if self.phase == Phase::SigningIn => {}
            Ok(Incoming::Question(state_vector)) => self.questioned(state_vector, replica, &mut turn),
            Ok(Incoming::Answer(update)) => self.answered(update, replica, &mut turn),
            Ok(Incoming::Update(update)) => self.updated(update, replica, now, &mut turn),
            Ok(Incoming::Presence(said)) => match presence.receive(said, now) {
                Ok(heard) => {
                    turn.news.extend(heard.changed.then_some(News::Presence));
                    if heard.speak {
                        turn.say.push(self.protocol.write(Outgoing::Presence(&presence.again(now))));
                    }
                }
                Err(error) => self.refuse(&error, &mut turn),
            },
            Ok(Incoming::PresenceQuestion) => {
                turn.say.push(self.protocol.write(Outgoing::Presence(&presence.again(now))));
            }
            Ok(Incoming::Taken(false)) if !self.read_only => {
                self.read_only = true;
                turn.news.push(News::ReadOnly);
            }
            Ok(Incoming::SignedIn { .. } | Incoming::Taken(_) | Incoming::Other) => {}
            Err(error) => self.refuse(&error, &mut turn),
        }
        turn
    }

    fn refuse(&mut self, error: &dyn std::error::Error, turn: &mut Turn) {
        if !std::mem::replace(&mut self.refused, true) {
            turn.news.push(News::Refused(error.to_string()));
        }
    }

    fn questioned(&mut self, state_vector: &[u8], replica: &Replica, turn: &mut Turn) {
        match (replica.is_kin(state_vector), replica.changes_since(state_vector)) {
            (Ok(true), Ok(update)) => {
                self.told = true;
                if !self.read_only {
                    turn.say.push(self.protocol.write(Outgoing::Answer(&update)));
                }
            }
            (Ok(false), _) => {
                self.phase = Phase::Closed;
                turn.news.push(News::OtherDocument);
            }
            (Err(error), _) | (_, Err(error)) => self.refuse(&error, turn),
        }
    }

    fn answered(&mut self, update: &[u8], replica: &mut Replica, turn: &mut Turn) {
        match replica.admit(update) {
            Ok(Admission::Applied) => {
                let held = std::mem::take(&mut self.held);
                // What still finds no place is made of something that nobody has.
                let _ = replica.admit_all(&held.iter().map(Vec::as_slice).collect::<Vec<_>>());
                if self.phase != Phase::Live {
                    self.phase = Phase::Live;
                    turn.news.push(News::Live);
                }
            }
            // It answers a question that we did not ask.
            Ok(Admission::TooEarly) => {}
            Err(error) => self.refuse_update(&error, turn),
        }
    }

    fn refuse_update(&mut self, error: &UpdateError, turn: &mut Turn) {
        match error {
            UpdateError::OtherPlaybook => {
                self.phase = Phase::Closed;
                turn.news.push(News::OtherDocument);
            }
            UpdateError::Damaged => self.refuse(error, turn),
        }
    }

    fn updated(&mut self, update: &[u8], replica: &mut Replica, now: u64, turn: &mut Turn) {
        if self.phase == Phase::Live {
            match replica.admit(update) {
                Ok(Admission::Applied) => return,
                Ok(Admission::TooEarly) if now >= self.asked + ASK_AGAIN_AFTER => self.ask(replica, now, turn),
                Ok(Admission::TooEarly) => {}
                Err(error) => return self.refuse_update(&error, turn),
            }
        }
        let held: usize = self.held.iter().map(Vec::len).sum();
        if held + update.len() <= HELD {
            self.held.push(update.to_vec());
        }
    }

    /// Somebody changed something here, or it came from elsewhere than this connection. What to send.
    #[must_use]
    pub fn changed(&self, updates: &[Vec<u8>]) -> Vec<Vec<u8>> {
        // Whom we have not told of anything yet will be told of everything.
        if !self.told || self.read_only || self.phase == Phase::Closed {
            return Vec::new();
        }
        updates.iter().map(|update| self.protocol.write(Outgoing::Update(update))).collect()
    }

    /// We are elsewhere now, or somebody else. What to send.
    #[must_use]
    pub fn moved(&self, presence: &[u8]) -> Option<Vec<u8>> {
        let in_room = matches!(self.phase, Phase::Asking | Phase::Live);
        in_room.then(|| self.protocol.write(Outgoing::Presence(presence)))
    }

    /// To be called every few seconds. `None`: the connection is dead, and has to be opened anew.
    pub fn waited(&mut self, replica: &Replica, presence: &mut Presence, now: u64) -> Option<Turn> {
        let mut turn = Turn::default();
        let silent = now.saturating_sub(self.heard);
        if silent >= DEAD_AFTER {
            return None;
        }
        if matches!(self.phase, Phase::Asking | Phase::Live) {
            if silent >= ASK_AFTER || (!self.held.is_empty() && now >= self.asked + ASK_AGAIN_AFTER) {
                // Any server answers this.
                self.ask(replica, now, &mut turn);
            }
            if presence.is_due(now) {
                turn.say.push(self.protocol.write(Outgoing::Presence(&presence.again(now))));
            }
            turn.news.extend(presence.expire(now).then_some(News::Presence));
        }
        Some(turn)
    }
}

#[cfg(test)]
mod tests;
