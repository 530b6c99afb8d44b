//! The room in which the open playbook is shared with others, if it is.
//!
//! What is typed here goes into storage before anything from the room is touched. So whatever comes from there, and
//! whatever it does to the document library, nothing that was typed is lost.

use super::{Inner, Origin, Session, after_next_frame, set_if_changed};
use crate::doc::LongText;
use crate::model::sorting::sort_by;
use crate::model::{EntryId, Field, PlaybookId, SectionId};
use crate::persist::{Membership, StorageError};
use crate::state::monotonic_millis;
use crate::state::signal::{Read as _, Signal};
use crate::state::{Connection, taking_in};
use crate::sync::{Door, News, Person, Reach, Room, Server, Standing};
use leptos_dom::helpers::{document, set_timeout};
use reactive_graph::traits::WithValue as _;
use std::cell::{Cell, RefCell};
use std::rc::{Rc, Weak};
use std::time::Duration;

/// What is heard is taken in after this long.
const HEAR_AFTER: Duration = Duration::from_millis(10);
/// And together with what comes within this long, when something was taken in just before: several people type at once, and the
/// page is drawn anew for each time, not for each letter. Nobody reads faster.
const HEAR_NEXT_AFTER: Duration = Duration::from_millis(50);
/// That long ago is not just before. Milliseconds.
const QUIET: u64 = 200;
/// A page that is looked at has drawn a frame within this time.
const FRAME_WITHIN: Duration = Duration::from_secs(1);
/// Others see where somebody is after this long.
const SAY_AFTER: Duration = Duration::from_millis(100);
/// The connection is looked after this often.
const LOOK_AFTER: Duration = Duration::from_secs(1);

/// Where somebody is in the playbook.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Whereabouts {
    /// The page, as in the address; empty for the overview.
    pub page: String,
    /// The text box with the focus, if any: its entry, and its field. `None` for the entry: the introduction of the page.
    pub field: Option<(Option<EntryId>, String)>,
    /// How many UTF-16 units stand before the cursor in it.
    pub offset: Option<u32>,
}

/// What belongs to being in a room.
pub(super) struct InRoom {
    server: RefCell<Option<Server>>,
    membership: RefCell<Option<Membership>>,
    room: RefCell<Option<Room>>,
    /// Tells this tab from all others.
    number: u64,
    colour: Cell<usize>,
    whereabouts: RefCell<Whereabouts>,
    /// It is going to be tried again.
    planned: Cell<bool>,
    read_only: Cell<bool>,
    /// When something was heard last. Milliseconds.
    heard: Cell<u64>,
}

impl InRoom {
    pub(super) fn new(membership: Option<Membership>) -> Self {
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a random number of 32 bits")]
        let number = (js_sys::Math::random() * 4_294_967_296.0) as u64;
        Self {
            server: RefCell::default(),
            membership: RefCell::new(membership),
            room: RefCell::default(),
            number,
            colour: Cell::default(),
            whereabouts: RefCell::default(),
            planned: Cell::default(),
            read_only: Cell::default(),
            heard: Cell::default(),
        }
    }
}

impl Session {
    /// Whether others see what is typed.
    #[must_use]
    pub fn connection(self) -> Signal<Connection> {
        self.0.with_value(|inner| inner.connection.clone().into())
    }

    /// Who else is in the room, in the order of their names.
    #[must_use]
    pub fn people(self) -> Signal<Vec<Person>> {
        self.0.with_value(|inner| inner.people.clone().into())
    }

    /// What the room sent that could not be read, in words; empty as long as all could.
    #[must_use]
    pub fn refused(self) -> Signal<String> {
        self.0.with_value(|inner| inner.refused.clone().into())
    }

    /// The room that the playbook is shared in, and what lets us into it.
    #[must_use]
    pub fn membership(self) -> Option<Membership> {
        self.inner().sharing.membership.borrow().clone()
    }

    /// The site has this server, or none. Goes into the room if the playbook is shared in one.
    pub fn meet(self, server: Option<Server>) {
        let inner = self.settled();
        inner.sharing.server.replace(server);
        if inner.sharing.membership.borrow().is_none() {
            return;
        }
        match inner.shelf.held_off(inner.id) {
            Some(why) => inner.connection.set(why),
            None => inner.enter(),
        }
    }

    /// Shares the playbook in a new room, of which nobody can guess the name.
    ///
    /// # Errors
    /// When that could not be kept. It is not shared then.
    pub fn share(self) -> Result<(), StorageError> {
        // 128 random bits, as everything here is named.
        self.share_in(Membership { room: PlaybookId::random().to_string(), token: String::new() })
    }

    /// Shares the playbook in a room. Stays in it until somebody leaves.
    ///
    /// # Errors
    /// When that could not be kept. It is not shared then.
    pub fn share_in(self, membership: Membership) -> Result<(), StorageError> {
        let inner = self.settled();
        inner.shelf.set_membership(inner.id, Some(&membership))?;
        inner.sharing.membership.replace(Some(membership));
        inner.shelf.hold_off(inner.id, None);
        inner.enter();
        Ok(())
    }

    /// Leaves the room for good. The playbook stays here, and the others keep theirs.
    ///
    /// # Errors
    /// When that could not be kept. It is still shared then.
    pub fn leave_room(self) -> Result<(), StorageError> {
        let inner = self.settled();
        inner.shelf.set_membership(inner.id, None)?;
        inner.sharing.membership.replace(None);
        inner.shelf.hold_off(inner.id, None);
        inner.part();
        inner.connection.set(Connection::Alone);
        Ok(())
    }

    /// Says good-bye to the others. For when the page is left; [`Session::meet`] goes back in.
    pub fn part(self) {
        self.settled().part();
    }

    /// Tries at once to connect, if there is no connection.
    pub fn try_connection(self) {
        let inner = self.inner();
        if inner.connection.with_untracked(|connection| *connection == Connection::Offline) {
            inner.connect();
        }
    }

    /// Tells the others where somebody is now.
    pub fn be_at(self, whereabouts: Whereabouts) {
        let inner = self.inner();
        if inner.sharing.whereabouts.replace(whereabouts.clone()) != whereabouts {
            inner.say_where_soon();
        }
    }

    /// Tells the others what we are called now.
    pub fn be_called(self) {
        self.inner().say_where_soon();
    }

    /// Where somebody's cursor is now: UTF-16 units before it.
    #[must_use]
    pub fn offset_of(self, standing: &Standing) -> Option<u32> {
        self.inner().replica.borrow().offset_of(&standing.caret()?)
    }
}

impl Inner {
    /// Goes into the room, or into it again.
    fn enter(self: &Rc<Self>) {
        let sharing = &self.sharing;
        let door = match (&*sharing.server.borrow(), &*sharing.membership.borrow()) {
            (Some(server), Some(membership)) => Door {
                url: server.url.clone(),
                protocol: server.protocol,
                room: membership.room.clone(),
                token: membership.token.clone(),
            },
            _ => {
                self.connection.set(Connection::NoServer);
                return;
            }
        };
        let weak = Rc::downgrade(self);
        let wake = Rc::new(move || {
            if let Some(inner) = weak.upgrade() {
                let quiet = monotonic_millis() > inner.sharing.heard.get() + QUIET;
                let after = if quiet { HEAR_AFTER } else { HEAR_NEXT_AFTER };
                inner.plan(|plans| &plans.hear, after, Self::hear_room_soon);
            }
        });
        // The one before says good-bye first.
        sharing.room.replace(None);
        sharing.read_only.set(false);
        sharing.room.replace(Some(Room::enter(door, sharing.number, monotonic_millis(), wake)));
        self.say_where();
        self.note_reach();
        self.look_after_room();
    }

    fn part(&self) {
        self.sharing.room.replace(None);
        set_if_changed(&self.people, Vec::new());
    }

    fn connect(self: &Rc<Self>) {
        if let Some(room) = &mut *self.sharing.room.borrow_mut() {
            room.connect(monotonic_millis());
        }
        self.note_reach();
    }

    /// After the next frame: a page that is busy drawing takes in more at once, and falls no further behind. One that is hidden
    /// has no frames.
    fn hear_room_soon(self: &Rc<Self>) {
        let hidden = document().visibility_state() == web_sys::VisibilityState::Hidden;
        if hidden {
            self.hear_room();
        } else if !self.plans.drawn.replace(true) {
            let inner = Rc::clone(self);
            let hear = move || {
                if inner.plans.drawn.replace(false) {
                    inner.hear_room();
                }
            };
            after_next_frame(hear.clone());
            // It may be hidden at this moment.
            set_timeout(hear, FRAME_WITHIN);
        }
    }

    fn hear_room(self: &Rc<Self>) {
        self.sharing.heard.set(monotonic_millis());
        self.take_typed();
        self.flush_own();
        let news = match &mut *self.sharing.room.borrow_mut() {
            Some(room) => taking_in(self.id, || room.hear(&mut self.replica.borrow_mut(), monotonic_millis())),
            None => return,
        };
        if self.retreat_from_newer() {
            return;
        }
        self.journal.borrow_mut().mix();
        self.take_in_from(Origin::Room);
        self.tell_news(news);
    }

    /// Says whether something is in the document now that this program can't read. It was not stored here, is never shown,
    /// and can't be taken out of the document again: so the playbook is opened anew.
    pub(super) fn retreat_from_newer(&self) -> bool {
        let newer = self.replica.borrow().is_newer();
        if newer {
            let _ = (self.replica.borrow().take_changes(), self.replica.borrow().take_updates());
            self.part();
            self.shelf.hold_off(self.id, Some(Connection::Newer));
            self.spoilt.set(true);
        }
        newer
    }

    /// Looks after the connection every second, for as long as there is one.
    fn look_after_room(self: &Rc<Self>) {
        fn look(weak: &Weak<Inner>) {
            let Some(inner) = weak.upgrade() else { return };
            let news = match &mut *inner.sharing.room.borrow_mut() {
                Some(room) => room.waited(&inner.replica.borrow(), monotonic_millis()),
                None => {
                    inner.plans.look.set(false);
                    return;
                }
            };
            inner.tell_news(news);
            look_later(Rc::downgrade(&inner));
        }
        fn look_later(weak: Weak<Inner>) {
            set_timeout(move || look(&weak), LOOK_AFTER);
        }
        if !self.plans.look.replace(true) {
            look_later(Rc::downgrade(self));
        }
    }

    fn tell_news(self: &Rc<Self>, news: Vec<News>) {
        for piece in news {
            match piece {
                News::Live | News::Presence | News::Closing(_) => {}
                News::ReadOnly => self.sharing.read_only.set(true),
                News::Denied(reason) => self.connection.set(Connection::Denied(reason)),
                News::OtherDocument => self.connection.set(Connection::OtherDocument),
                News::Refused(why) => self.refused.set(why),
            }
        }
        self.note_reach();
        self.note_people();
    }

    fn note_reach(self: &Rc<Self>) {
        let reach = match &*self.sharing.room.borrow() {
            Some(room) => room.reach(),
            None => return,
        };
        let connection = match reach {
            Reach::Connecting => Connection::Connecting,
            Reach::Live => Connection::Live { read_only: self.sharing.read_only.get() },
            Reach::Waiting(_) => Connection::Offline,
            Reach::Over => return,
        };
        // While it is tried again and again, what is said does not flicker.
        let again = connection == Connection::Connecting
            && self.connection.with_untracked(|before| *before == Connection::Offline);
        if !again {
            set_if_changed(&self.connection, connection);
        }
        if let Reach::Waiting(wait) = reach
            && !self.sharing.planned.replace(true)
        {
            let weak = Rc::downgrade(self);
            let connect = move || {
                let Some(inner) = weak.upgrade() else { return };
                inner.sharing.planned.set(false);
                let waits = |room: &Room| matches!(room.reach(), Reach::Waiting(_));
                if inner.sharing.room.borrow().as_ref().is_some_and(waits) {
                    inner.connect();
                }
            };
            set_timeout(connect, Duration::from_millis(wait));
        }
    }

    fn note_people(self: &Rc<Self>) {
        let mut people: Vec<Person> = match &*self.sharing.room.borrow() {
            Some(room) => room.presence().others().filter_map(|(number, said)| Person::read(number, said)).collect(),
            None => return,
        };
        sort_by(&mut people, |a, b| (&a.name, a.number).cmp(&(&b.name, b.number)));
        let taken =
            |other: &Person| other.shown_colour() == self.sharing.colour.get() && other.number < self.sharing.number;
        if people.iter().any(taken) {
            self.sharing.colour.set(Person::free_colour(&people));
            self.say_where_soon();
        }
        set_if_changed(&self.people, people);
    }

    /// Tells the others, in a moment, where we are.
    fn say_where_soon(self: &Rc<Self>) {
        if self.sharing.room.borrow().is_some() {
            self.plan(|plans| &plans.say, SAY_AFTER, Self::say_where);
        }
    }

    fn say_where(self: &Rc<Self>) {
        // The cursor is in the text as it was typed.
        self.take_typed();
        let name = self.author.get_untracked();
        let name = if name.trim().is_empty() { "Guest" } else { name.trim() };
        let said = Person::say(name, self.sharing.colour.get(), &self.standing());
        if let Some(room) = &mut *self.sharing.room.borrow_mut() {
            room.moved(said, monotonic_millis());
        }
    }

    fn standing(&self) -> Standing {
        let Whereabouts { page, field, offset } = &*self.sharing.whereabouts.borrow();
        let standing = Standing { page: page.clone(), ..Standing::default() };
        let Some((entry, field)) = field else { return standing };
        let text = match entry {
            Some(id) => Field::from_key(field).map(|field| LongText::Field(*id, field)),
            None => page.parse::<SectionId>().ok().map(LongText::Introduction),
        };
        let caret = text.zip(*offset).and_then(|(text, offset)| self.replica.borrow().caret(text, offset));
        let entry = entry.map(|id| id.to_string()).unwrap_or_default();
        let standing = Standing { entry, field: field.clone(), ..standing };
        caret.map_or(standing.clone(), |caret| standing.with_caret(&caret))
    }

    /// Sends what was changed here, or came from elsewhere than the room.
    pub(super) fn tell_room(&self, updates: &[Vec<u8>]) {
        if let Some(room) = &*self.sharing.room.borrow() {
            room.changed(updates);
        }
    }
}
