//! Links against a server that is a replica itself. The real ones are tried in `tests/e2e`.

use super::*;
use crate::doc::{Author, wire};
use crate::model::{Edit, Playbook, PlaybookId, SectionId, StandardSection};

const SECTION: SectionId = SectionId::Standard(StandardSection::Definitions);

fn clock() -> u64 {
    0
}

fn empty() -> Replica {
    Replica::empty(clock)
}

fn playbook(id: u128) -> Replica {
    Replica::of(&Playbook::new(PlaybookId::from_bits(id), "Playbook"), clock)
}

fn introduction(replica: &Replica) -> String {
    replica.playbook().and_then(|playbook| Some(playbook.section(SECTION)?.introduction.clone())).unwrap_or_default()
}

fn write(replica: &mut Replica, text: &str) -> Vec<Vec<u8>> {
    let _ = replica.take_updates();
    let edit = Edit::SetIntroduction(SECTION, format!("{}{text}", introduction(replica)));
    replica.apply(&edit, &Author::default()).expect("a possible edit");
    replica.take_updates()
}

/// Somebody who is in a room, or comes into it.
struct Guest {
    replica: Replica,
    presence: Presence,
    link: Link,
}

impl Guest {
    fn new(replica: Replica, number: u64) -> Self {
        let mut presence = Presence::new(number);
        let _ = presence.say(Some(format!("guest {number}")), 0);
        Self { replica, presence, link: Link::new(Protocol::YWebsocket, 0) }
    }

    fn open(&mut self) -> Turn {
        self.link = Link::new(self.link.protocol.clone(), 0);
        self.link.opened("secret", &self.replica, &mut self.presence, 0)
    }

    fn hear(&mut self, frame: &[u8]) -> Turn {
        self.link.received(frame, &mut self.replica, &mut self.presence, 0)
    }
}

/// What a server says, as bytes.
fn sync(kind: u64, content: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    wire::put_number(&mut out, 0);
    wire::put_number(&mut out, kind);
    wire::put_bytes(&mut out, content);
    out
}

/// A server with one guest: it asks when somebody comes, answers, and keeps what it hears.
fn serve(server: &mut Replica, guest: &mut Guest, mut said: Vec<Vec<u8>>) -> Vec<News> {
    let mut news = Vec::new();
    let mut to_guest = vec![sync(0, &server.state_vector())];
    loop {
        for frame in std::mem::take(&mut said) {
            match Protocol::YWebsocket.read(&frame).expect("a frame") {
                Incoming::Question(theirs) => to_guest.push(sync(1, &server.changes_since(theirs).expect("sound"))),
                Incoming::Answer(update) | Incoming::Update(update) => {
                    assert_eq!(server.admit(update), Ok(Admission::Applied));
                }
                Incoming::Presence(_) => {}
                other => panic!("{other:?}"),
            }
        }
        for frame in std::mem::take(&mut to_guest) {
            let turn = guest.hear(&frame);
            said.extend(turn.say);
            news.extend(turn.news);
        }
        if said.is_empty() {
            return news;
        }
    }
}

#[test]
fn whoever_comes_gets_what_is_there_and_brings_what_they_have() {
    let start = playbook(1);
    let (mut server, mut mine) = (empty(), empty());
    for replica in [&mut server, &mut mine] {
        replica.admit_whole(&start.encode()).expect("its own bytes");
    }
    write(&mut server, "theirs ");
    write(&mut mine, "mine ");
    let mut guest = Guest::new(mine, 1);
    let said = guest.open().say;
    assert_eq!(serve(&mut server, &mut guest, said), [News::Live]);
    assert_eq!(introduction(&server), introduction(&guest.replica));
    assert_eq!(introduction(&server).len(), "theirs mine ".len());

    let said = guest.link.changed(&write(&mut guest.replica, "later"));
    assert_eq!(serve(&mut server, &mut guest, said), []);
    assert!(introduction(&server).ends_with("later"));
}

#[test]
fn a_room_that_was_forgotten_is_filled_again() {
    let mut guest = Guest::new(playbook(1), 1);
    write(&mut guest.replica, "kept");
    for _ in 0..2 {
        let mut server = empty();
        let said = guest.open().say;
        assert_eq!(serve(&mut server, &mut guest, said), [News::Live]);
        assert_eq!(introduction(&server), "kept");
    }
}

#[test]
fn a_room_with_something_else_in_it_is_left_alone() {
    let mut server = playbook(2);
    let before = server.encode();
    let mut guest = Guest::new(playbook(1), 1);
    let said = guest.open().say;
    assert_eq!(serve(&mut server, &mut guest, said), [News::OtherDocument]);
    assert_eq!((server.encode(), guest.replica.playbook_id()), (before, Some(PlaybookId::from_bits(1))));
    assert_eq!(guest.link.changed(&write(&mut guest.replica, "x")), [[0u8; 0]; 0], "it is no longer told of anything");
}

#[test]
fn a_room_that_shows_only_later_that_it_holds_something_else_is_left() {
    let mut guest = Guest::new(playbook(1), 1);
    let _ = guest.open();
    let before = guest.replica.playbook();
    assert_eq!(guest.hear(&sync(1, &[0, 0])).news, [News::Live]);
    assert_eq!(guest.hear(&sync(2, &playbook(2).encode())).news, [News::OtherDocument]);
    assert_eq!(guest.replica.playbook(), before);
}

#[test]
fn changes_that_come_before_the_rest_are_held() {
    let mut server = playbook(1);
    let mut guest = Guest::new(empty(), 1);
    let _ = guest.open();
    let whole = server.encode();
    let later = write(&mut server, "later");
    assert_eq!(guest.hear(&sync(2, &later[0])), Turn::default());
    assert_eq!(introduction(&guest.replica), "");
    assert_eq!(guest.hear(&sync(1, &whole)).news, [News::Live]);
    assert_eq!(introduction(&guest.replica), "later");
}

#[test]
fn what_comes_too_early_later_is_asked_for_once() {
    let mut server = playbook(1);
    let mut guest = Guest::new(empty(), 1);
    let said = guest.open().say;
    serve(&mut server, &mut guest, said);
    let lost = write(&mut server, "lost ");
    let late = [write(&mut server, "late "), write(&mut server, "later")];
    let hear = |guest: &mut Guest, frame: &[u8], now| {
        guest.link.received(frame, &mut guest.replica, &mut guest.presence, now).say.len()
    };
    assert_eq!(hear(&mut guest, &sync(2, &late[0][0]), 5_000), 1, "the question");
    assert_eq!(hear(&mut guest, &sync(2, &late[1][0]), 5_001), 0);
    let answer = server.changes_since(&guest.replica.state_vector()).expect("sound");
    // The server's answer, in part known already, and what it says twice.
    assert_eq!(hear(&mut guest, &sync(1, &answer), 5_002), 0);
    for update in [&lost[0], &late[1][0]] {
        assert_eq!(hear(&mut guest, &sync(2, update), 5_003), 0);
    }
    assert_eq!(introduction(&guest.replica), "lost late later");
}

#[test]
fn garbage_is_refused_once_and_the_rest_goes_on() {
    let mut server = playbook(1);
    let mut guest = Guest::new(empty(), 1);
    let said = guest.open().say;
    serve(&mut server, &mut guest, said);
    let mut refusals = 0;
    for frame in [&b""[..], b"\x00", b"\x00\x02\x05abc", b"\x00\x02\x03abc", b"\x00\x09\x00", b"\x01\x03abc", b"{}"] {
        let turn = guest.hear(frame);
        refusals += turn.news.iter().filter(|news| matches!(news, News::Refused(_))).count();
        assert_eq!(turn.say, [[0u8; 0]; 0], "{frame:?}");
    }
    assert_eq!(refusals, 1);
    let update = write(&mut server, "still here");
    assert_eq!(guest.hear(&sync(2, &update[0])), Turn::default());
    assert_eq!(introduction(&guest.replica), "still here");
}

#[test]
fn a_silent_server_is_asked_and_then_given_up() {
    let mut server = playbook(1);
    let mut guest = Guest::new(empty(), 1);
    let said = guest.open().say;
    serve(&mut server, &mut guest, said);
    let wait = |guest: &mut Guest, now| guest.link.waited(&guest.replica, &mut guest.presence, now);
    assert_eq!(wait(&mut guest, 5_000), Some(Turn::default()));
    let said = wait(&mut guest, 16_000).map(|turn| turn.say.len());
    assert_eq!(said, Some(1), "that we are still there");
    let said = wait(&mut guest, ASK_AFTER).map(|turn| turn.say);
    assert_eq!(said, Some(vec![sync(0, &guest.replica.state_vector())]));
    assert_eq!(wait(&mut guest, DEAD_AFTER), None);
}

/// A frame as Hocuspocus writes it: the document, the kind, and what follows.
fn hocuspocus(document: &str, numbers: &[u8], text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    wire::put_bytes(&mut out, document.as_bytes());
    out.extend_from_slice(numbers);
    wire::put_bytes(&mut out, text);
    out
}

#[test]
fn hocuspocus_wants_a_token_first() {
    let protocol = Protocol::Hocuspocus { document: "room".into() };
    let mut guest = Guest { link: Link::new(protocol.clone(), 0), ..Guest::new(playbook(1), 1) };
    assert_eq!(guest.open(), Turn { say: vec![hocuspocus("room", &[2, 0], b"secret")], news: vec![] });
    let question = hocuspocus("room", &[0, 0], &empty().state_vector());
    assert_eq!(guest.hear(&question), Turn::default(), "nobody is told anything before they let us in");
    let turn = guest.hear(&hocuspocus("room", &[2, 2], b"read-write"));
    assert_eq!(turn.say[0], protocol.write(Outgoing::Question(&guest.replica.state_vector())));
    assert_eq!(turn.news, []);
    assert_eq!(guest.hear(&question).say, [protocol.write(Outgoing::Answer(&guest.replica.encode()))]);
    assert_eq!(guest.hear(&hocuspocus("room", &[0, 1], &[0, 0])).news, [News::Live]);
    assert_eq!(guest.link.changed(&write(&mut guest.replica, "x")).len(), 1);

    let foreign = guest.hear(&hocuspocus("other", &[0, 1], &[0, 0]));
    assert!(matches!(foreign.news[..], [News::Refused(_)]));
    let closing = guest.hear(&hocuspocus("room", &[7], b"bye"));
    assert_eq!(closing.news, [News::Closing("bye".into())]);
    let denied = guest.hear(&hocuspocus("room", &[2, 1], b"permission-denied"));
    assert_eq!(denied.news, [News::Denied("permission-denied".into())]);
    assert_eq!(guest.link.changed(&write(&mut guest.replica, "x")).len(), 0);
}

#[test]
fn whoever_may_only_read_sends_nothing() {
    let protocol = Protocol::Hocuspocus { document: "room".into() };
    let mut guest = Guest { link: Link::new(protocol, 0), ..Guest::new(playbook(1), 1) };
    let _ = guest.open();
    assert_eq!(guest.hear(&hocuspocus("room", &[2, 2], b"readonly")).news, [News::ReadOnly]);
    assert_eq!(guest.hear(&hocuspocus("room", &[0, 0], &empty().state_vector())).say, [[0u8; 0]; 0]);
    assert_eq!(guest.link.changed(&write(&mut guest.replica, "x")).len(), 0);
}
