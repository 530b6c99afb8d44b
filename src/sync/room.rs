//! Being in a room: the connection, what is said on it, and opening it again when it breaks.

use super::backoff::Backoff;
use super::config::Spoken;
use super::frame::Protocol;
use super::link::{Link, News, Turn};
use super::presence::Presence;
use super::socket::{Happening, Socket};
use crate::doc::Replica;
use std::rc::Rc;

/// A room of a server, and how to get into it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Door {
    /// The address of the server, absolute.
    pub url: String,
    /// What it speaks.
    pub protocol: Spoken,
    /// The name of the room.
    pub room: String,
    /// Lets us in, where the server wants one; else empty.
    pub token: String,
}

/// How far a connection is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reach {
    /// It is being made.
    Connecting,
    /// Both sides have the same, and hear of each change.
    Live,
    /// It broke off, and is tried again after this long, in milliseconds.
    Waiting(u64),
    /// It is of no more use, and not tried again.
    Over,
}

/// A room that somebody is in. Left when it is dropped.
pub struct Room {
    door: Door,
    link: Link,
    presence: Presence,
    socket: Option<Socket>,
    backoff: Backoff,
    reach: Reach,
    wake: Rc<dyn Fn()>,
}

impl Room {
    /// Opens the connection. `wake` is called whenever [`Room::hear`] has something to do; `number` is one that nobody else
    /// in the room has, of 53 bits at most.
    /// `now` counts milliseconds, here and in what follows.
    #[must_use]
    pub fn enter(door: Door, number: u64, now: u64, wake: Rc<dyn Fn()>) -> Self {
        let mut room = Self {
            link: Link::new(door.protocol(), now),
            door,
            presence: Presence::new(number),
            socket: None,
            backoff: Backoff::default(),
            reach: Reach::Connecting,
            wake,
        };
        room.connect(now);
        room
    }

    /// Opens the connection, or opens it anew.
    pub fn connect(&mut self, now: u64) {
        self.socket = None;
        self.link = Link::new(self.door.protocol(), now);
        self.socket = Socket::open(&self.door.address(), Rc::clone(&self.wake));
        self.reach = Reach::Connecting;
        if self.socket.is_none() {
            self.lose();
        }
    }

    /// How far the connection is.
    #[must_use]
    pub fn reach(&self) -> Reach {
        self.reach
    }

    /// Who is there.
    #[must_use]
    pub fn presence(&self) -> &Presence {
        &self.presence
    }

    /// Takes in what has happened on the connection.
    pub fn hear(&mut self, replica: &mut Replica, now: u64) -> Vec<News> {
        let happenings = self.socket.as_ref().map(Socket::take).unwrap_or_default();
        let mut news = Vec::new();
        for happening in happenings {
            match happening {
                Happening::Opened => {
                    let turn = self.link.opened(&self.door.token, replica, &mut self.presence, now);
                    self.carry_out(turn, &mut news);
                }
                Happening::Said(bytes) => {
                    // Nothing reads what is no bytes at all, just as what is damaged.
                    let bytes = bytes.unwrap_or_default();
                    let turn = self.link.received(&bytes, replica, &mut self.presence, now);
                    self.carry_out(turn, &mut news);
                }
                Happening::Closed => self.lose(),
            }
            if self.socket.is_none() {
                break;
            }
        }
        news
    }

    fn carry_out(&mut self, turn: Turn, news: &mut Vec<News>) {
        self.say(&turn.say);
        for piece in turn.news {
            match &piece {
                News::Live => {
                    self.backoff.reset();
                    self.reach = Reach::Live;
                }
                News::Denied(_) | News::OtherDocument => self.leave_for_good(),
                News::Closing(_) => self.lose(),
                News::Presence | News::ReadOnly | News::Refused(_) => {}
            }
            news.push(piece);
        }
    }

    /// The connection is gone.
    fn lose(&mut self) {
        self.socket = None;
        if self.reach != Reach::Over {
            self.presence.clear();
            self.reach = Reach::Waiting(self.backoff.wait(js_sys::Math::random()));
        }
    }

    /// Ends the connection, and makes no other one.
    fn leave_for_good(&mut self) {
        self.leave();
        self.presence.clear();
        self.reach = Reach::Over;
    }

    fn leave(&mut self) {
        // Not every server tells the others that somebody has gone.
        let frame = self.presence.say(None, 0);
        self.say_presence(&frame);
        self.socket = None;
    }

    fn say(&self, frames: &[Vec<u8>]) {
        if let Some(socket) = &self.socket {
            frames.iter().for_each(|frame| socket.say(frame));
        }
    }

    fn say_presence(&self, presence: &[u8]) {
        self.say(&Vec::from_iter(self.link.moved(presence)));
    }

    /// Somebody changed something here, or it came from elsewhere than this room.
    pub fn changed(&self, updates: &[Vec<u8>]) {
        self.say(&self.link.changed(updates));
    }

    /// We are elsewhere now: what we say of ourselves.
    pub fn moved(&mut self, said: String, now: u64) {
        let frame = self.presence.say(Some(said), now);
        self.say_presence(&frame);
    }

    /// To be called every few seconds.
    pub fn waited(&mut self, replica: &Replica, now: u64) -> Vec<News> {
        let mut news = Vec::new();
        if self.socket.is_some() {
            match self.link.waited(replica, &mut self.presence, now) {
                Some(turn) => self.carry_out(turn, &mut news),
                None => self.lose(),
            }
        }
        news
    }
}

impl Drop for Room {
    fn drop(&mut self) {
        self.leave();
    }
}

impl Door {
    fn protocol(&self) -> Protocol {
        match self.protocol {
            Spoken::YWebsocket => Protocol::YWebsocket,
            Spoken::Hocuspocus => Protocol::Hocuspocus { document: self.room.clone() },
        }
    }

    fn address(&self) -> String {
        match self.protocol {
            Spoken::YWebsocket => format!("{}/{}", self.url.trim_end_matches('/'), self.room),
            Spoken::Hocuspocus => self.url.clone(),
        }
    }
}
