//! Coming into a room by its link: what is in it is fetched, and kept as a playbook of this browser. From then on the
//! playbook itself is in the room.

use super::session::set_if_changed;
use super::signal::{ArcRwSignal, Signal};
use super::{Shelf, monotonic_millis};
use crate::doc::Replica;
use crate::model::PlaybookId;
use crate::persist::{Membership, OpenError, StorageError};
use crate::sync::{Door, News, Reach, Room, Server};
use leptos_dom::helpers::set_timeout;
use reactive_graph::owner::{LocalStorage, StoredValue};
use reactive_graph::traits::WithValue as _;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

const HEAR_AFTER: Duration = Duration::from_millis(25);
const LOOK_AFTER: Duration = Duration::from_secs(1);

/// How far somebody has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Joined {
    /// They have not asked yet.
    NotYet,
    /// The server is being asked.
    Asking,
    /// It can't be reached. It is tried again.
    Unreachable,
    /// Nothing is in the room: whoever made it has to come back.
    Empty,
    /// The server does not let them in, for a reason in its words.
    Denied(String),
    /// The room holds something that is no playbook.
    NoPlaybook,
    /// The room holds a playbook of a newer version of this program.
    Newer,
    /// The playbook is here already: they have to say whether what they have is to come into the room.
    Here(PlaybookId, Here),
    /// It could not be kept.
    NotKept(StorageError),
    /// They are in.
    In(PlaybookId),
}

/// How a playbook is here already.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Here {
    /// Shared with nobody.
    Alone,
    /// In the bin.
    InBin,
    /// Shared in another room.
    InOtherRoom,
}

/// Somebody at the door of a room.
#[derive(Clone, Copy)]
pub struct Joining(StoredValue<Rc<Inner>, LocalStorage>);

struct Inner {
    server: Server,
    membership: RefCell<Membership>,
    shelf: Shelf,
    replica: RefCell<Replica>,
    room: RefCell<Option<Room>>,
    joined: ArcRwSignal<Joined>,
    hearing: Cell<bool>,
    reconnecting: Cell<bool>,
    looking: Cell<bool>,
}

impl Joining {
    /// At the door of this room.
    #[must_use]
    pub fn new(server: Server, room: String, shelf: Shelf) -> Self {
        Self(StoredValue::new_local(Rc::new(Inner {
            server,
            membership: RefCell::new(Membership { room, token: String::new() }),
            shelf,
            replica: RefCell::new(Replica::empty(monotonic_millis)),
            room: RefCell::default(),
            joined: ArcRwSignal::new(Joined::NotYet),
            hearing: Cell::default(),
            reconnecting: Cell::default(),
            looking: Cell::default(),
        })))
    }

    /// How far they have come.
    #[must_use]
    pub fn joined(self) -> Signal<Joined> {
        self.0.with_value(|inner| inner.joined.clone().into())
    }

    /// Asks to be let in, with a token where the server wants one.
    pub fn ask(self, token: &str) {
        let inner = self.0.with_value(Rc::clone);
        token.clone_into(&mut inner.membership.borrow_mut().token);
        inner.ask();
    }

    /// Goes in with a playbook that is here already: the two are put together when it is opened.
    pub fn go_in_with(self, id: PlaybookId) {
        self.0.with_value(|inner| {
            if let Err(error) = inner.shelf.take_out_of_bin(id) {
                inner.note(Joined::NotKept(error));
            } else {
                inner.keep_membership(id);
            }
        });
    }

    /// Goes away from the door.
    pub fn turn_away(self) {
        self.0.with_value(|inner| drop(inner.room.take()));
    }
}

impl Inner {
    fn ask(self: &Rc<Self>) {
        let Membership { room, token } = self.membership.borrow().clone();
        let door = Door { url: self.server.url.clone(), protocol: self.server.protocol, room, token };
        let weak = Rc::downgrade(self);
        let wake = Rc::new(move || {
            let Some(inner) = weak.upgrade().filter(|inner| !inner.hearing.replace(true)) else { return };
            set_timeout(
                move || {
                    inner.hearing.set(false);
                    inner.hear();
                },
                HEAR_AFTER,
            );
        });
        self.note(Joined::Asking);
        // Nobody is told who this is before they are in.
        self.room.replace(Some(Room::enter(door, 0, monotonic_millis(), wake)));
        self.note_reach();
        if !self.looking.replace(true) {
            look_later(Rc::downgrade(self));
        }
    }

    fn hear(self: &Rc<Self>) {
        let news = match &mut *self.room.borrow_mut() {
            Some(room) => room.hear(&mut self.replica.borrow_mut(), monotonic_millis()),
            None => return,
        };
        self.tell(news);
    }

    fn tell(self: &Rc<Self>, news: Vec<News>) {
        for piece in news {
            match piece {
                News::Denied(reason) => self.note(Joined::Denied(reason)),
                News::OtherDocument => self.note(Joined::NoPlaybook),
                News::Live | News::Presence | News::ReadOnly | News::Refused(_) | News::Closing(_) => {}
            }
        }
        self.note_reach();
    }

    fn note_reach(self: &Rc<Self>) {
        let reach = self.room.borrow().as_ref().map(Room::reach);
        match reach {
            Some(Reach::Live) => self.look_around(),
            Some(Reach::Waiting(wait)) => {
                self.note(Joined::Unreachable);
                if !self.reconnecting.replace(true) {
                    let weak = Rc::downgrade(self);
                    set_timeout(move || reconnect(&weak), Duration::from_millis(wait));
                }
            }
            Some(Reach::Connecting | Reach::Over) | None => {}
        }
    }

    /// What is in the room is here now.
    fn look_around(self: &Rc<Self>) {
        let replica = self.replica.borrow();
        let joined = match replica.playbook() {
            _ if replica.is_newer() => Joined::Newer,
            // Some servers say that there is nothing, and send what they have right after.
            None if replica.is_empty() => {
                self.note(Joined::Empty);
                return;
            }
            None => Joined::NoPlaybook,
            Some(playbook) => match self.shelf.is_here(playbook.id, &self.membership.borrow().room) {
                Some(here) => Joined::Here(playbook.id, here),
                None => {
                    let (inner, update) = (Rc::clone(self), replica.encode());
                    drop(self.room.take());
                    super::spawn_local(async move {
                        match inner.shelf.keep_fetched(update, &playbook).await {
                            Ok(()) => inner.keep_membership(playbook.id),
                            Err(error) => inner.note(Joined::NotKept(error)),
                        }
                    });
                    return;
                }
            },
        };
        drop(self.room.take());
        self.note(joined);
    }

    /// Nothing is drawn anew where nothing has changed.
    fn note(&self, joined: Joined) {
        set_if_changed(&self.joined, joined);
    }

    fn keep_membership(&self, id: PlaybookId) {
        self.note(match self.shelf.set_membership(id, Some(&self.membership.borrow())) {
            Ok(()) => Joined::In(id),
            Err(error) => Joined::NotKept(error),
        });
    }
}

fn reconnect(weak: &Weak<Inner>) {
    let Some(inner) = weak.upgrade() else { return };
    inner.reconnecting.set(false);
    if let Some(room) = inner.room.borrow_mut().as_mut().filter(|room| matches!(room.reach(), Reach::Waiting(_))) {
        room.connect(monotonic_millis());
    }
    inner.note_reach();
}

fn look_later(weak: Weak<Inner>) {
    let look = move || {
        let Some(inner) = weak.upgrade() else { return };
        let news = match &mut *inner.room.borrow_mut() {
            Some(room) => room.waited(&inner.replica.borrow(), monotonic_millis()),
            None => {
                inner.looking.set(false);
                return;
            }
        };
        inner.tell(news);
        look_later(weak);
    };
    set_timeout(look, LOOK_AFTER);
}

impl Shelf {
    /// How a playbook is here that is in this room as well. `None`: it is not.
    fn is_here(self, id: PlaybookId, room: &str) -> Option<Here> {
        let summary = match self.summary(id) {
            Err(OpenError::NotFound) => return None,
            summary => summary.unwrap_or_default(),
        };
        Some(match self.membership(id) {
            _ if summary.deleted.is_some() => Here::InBin,
            Some(membership) if membership.room != room => Here::InOtherRoom,
            _ => Here::Alone,
        })
    }
}
