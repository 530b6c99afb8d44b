//! A connection to a server, as the browser has it.

use super::frame::LONGEST;
use js_sys::{ArrayBuffer, Uint8Array};
use std::cell::RefCell;
use std::rc::Rc;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::closure::Closure;
use web_sys::{BinaryType, Event, MessageEvent, WebSocket};

/// What happens to a connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Happening {
    /// It is open.
    Opened,
    /// The server said something; `None` where it was no bytes, or too many of them to look at.
    Said(Option<Vec<u8>>),
    /// It is closed, or could not be opened.
    Closed,
}

/// What has happened and was not looked at yet.
type Inbox = Rc<RefCell<Vec<Happening>>>;

/// A connection. Closed when it is dropped.
pub(super) struct Socket {
    socket: WebSocket,
    inbox: Inbox,
    _hear: Closure<dyn FnMut(Event)>,
}

impl Socket {
    /// Opens one. `wake` is called when something has happened. `None` where the browser refuses the address.
    pub(super) fn open(url: &str, wake: Rc<dyn Fn()>) -> Option<Self> {
        let socket = WebSocket::new(url).ok()?;
        socket.set_binary_type(BinaryType::Arraybuffer);
        let inbox = Inbox::default();
        let hear = {
            let inbox = Rc::clone(&inbox);
            Closure::<dyn FnMut(Event)>::new(move |event: Event| {
                let happening = match event.dyn_ref::<MessageEvent>() {
                    Some(message) => Happening::Said(bytes(message)),
                    None if event.type_() == "open" => Happening::Opened,
                    None => Happening::Closed,
                };
                inbox.borrow_mut().push(happening);
                wake();
            })
        };
        let function = hear.as_ref().unchecked_ref();
        socket.set_onopen(Some(function));
        socket.set_onmessage(Some(function));
        // An error is followed by this, too.
        socket.set_onclose(Some(function));
        Some(Self { socket, inbox, _hear: hear })
    }

    /// What has happened since this was last asked.
    pub(super) fn take(&self) -> Vec<Happening> {
        self.inbox.take()
    }

    /// Says something. What can't be said any more is said again in another way when there is a new connection.
    pub(super) fn say(&self, frame: &[u8]) {
        if self.socket.ready_state() == WebSocket::OPEN {
            let _ = self.socket.send_with_u8_array(frame);
        }
    }
}

fn bytes(message: &MessageEvent) -> Option<Vec<u8>> {
    let buffer = message.data().dyn_into::<ArrayBuffer>().ok()?;
    let fits = usize::try_from(buffer.byte_length()).is_ok_and(|length| length <= LONGEST);
    fits.then(|| Uint8Array::new(&buffer).to_vec())
}

impl Drop for Socket {
    fn drop(&mut self) {
        self.socket.set_onopen(None);
        self.socket.set_onmessage(None);
        self.socket.set_onclose(None);
        // Refused only for codes and reasons, and there are none.
        let _ = self.socket.close();
    }
}
