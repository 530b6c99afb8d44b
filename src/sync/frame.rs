//! What a Yjs server and its clients say to each other, as bytes.
//!
//! Two framings are spoken by servers that exist, and they carry the same frames. That of [y-websocket] is the one of
//! [y-protocols]: the kind of the frame, then its content. That of [Hocuspocus] names the document first, and has frames
//! to sign in.
//!
//! [y-websocket]: https://github.com/yjs/y-websocket
//! [y-protocols]: https://github.com/yjs/y-protocols/blob/master/PROTOCOL.md
//! [Hocuspocus]: https://tiptap.dev/docs/hocuspocus

use crate::doc::wire::{Malformed, Reader, put_bytes, put_number};
use guidepost_view::tr;

/// A longer frame is refused unread. A playbook of 10,000 entries takes about a fifth of it.
pub const LONGEST: usize = 32 * 1024 * 1024;

/// How frames are written for a server.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protocol {
    /// The document is named in the address.
    YWebsocket,
    /// The document is named in each frame.
    Hocuspocus {
        /// Its name.
        document: String,
    },
}

/// What a server says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incoming<'a> {
    /// "This is how much I have": a state vector. We answer with the rest. Yjs calls it step 1.
    Question(&'a [u8]),
    /// What we asked for: an update. Yjs calls it step 2.
    Answer(&'a [u8]),
    /// What somebody has just done: an update.
    Update(&'a [u8]),
    /// Who is there, and where.
    Presence(&'a [u8]),
    /// "Who is there?"
    PresenceQuestion,
    /// Nobody is let in with this token, for a reason in the server's words.
    Denied(&'a str),
    /// We are let in. Hocuspocus only.
    SignedIn {
        /// The server takes no changes from us.
        read_only: bool,
    },
    /// Our changes were taken, or refused. Hocuspocus only.
    Taken(bool),
    /// The server is about to close the connection, for a reason in its words. Hocuspocus only.
    Closing(&'a str),
    /// Something that is not for us, such as what an extension of a server says to its own clients.
    Other,
}

/// What we say to a server.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outgoing<'a> {
    /// "This is how much I have": a state vector.
    Question(&'a [u8]),
    /// What the server asked for: an update.
    Answer(&'a [u8]),
    /// What we have just done: an update.
    Update(&'a [u8]),
    /// That we are there, and where.
    Presence(&'a [u8]),
    /// The token to let us in. Hocuspocus only.
    SignIn(&'a str),
}

/// Why a frame was refused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameError {
    /// It is cut off, or no such frame at all.
    #[error("{}", tr!("the server sent something that is no message"))]
    Damaged,
    /// It is about a document that was not asked for.
    #[error("{}", tr!("the server sent something of another document"))]
    OtherDocument,
    /// It is longer than [`LONGEST`].
    #[error("{}", tr!("the server sent more than {} MB at once", LONGEST / 1024 / 1024))]
    TooLong,
}

impl From<Malformed> for FrameError {
    fn from(_: Malformed) -> Self {
        Self::Damaged
    }
}

/// Kinds of frames, in both framings up to [`kind::PRESENCE_QUESTION`].
mod kind {
    pub(super) const SYNC: u64 = 0;
    pub(super) const PRESENCE: u64 = 1;
    pub(super) const AUTH: u64 = 2;
    pub(super) const PRESENCE_QUESTION: u64 = 3;
    /// As [`SYNC`], but nobody is to answer a question with one of their own.
    pub(super) const SYNC_REPLY: u64 = 4;
    pub(super) const CLOSE: u64 = 7;
    pub(super) const TAKEN: u64 = 8;
}

mod sync {
    pub(super) const QUESTION: u64 = 0;
    pub(super) const ANSWER: u64 = 1;
    pub(super) const UPDATE: u64 = 2;
}

mod auth {
    /// y-protocols has this one alone; Hocuspocus calls it the token.
    pub(super) const DENIED_OR_TOKEN: u64 = 0;
    pub(super) const DENIED: u64 = 1;
    pub(super) const SIGNED_IN: u64 = 2;
}

impl Protocol {
    /// Reads a frame that a server sent.
    ///
    /// # Errors
    /// When it is none, is about another document, or is too long. There is nothing to do but to leave it out.
    pub fn read<'a>(&self, bytes: &'a [u8]) -> Result<Incoming<'a>, FrameError> {
        if bytes.len() > LONGEST {
            return Err(FrameError::TooLong);
        }
        let mut reader = Reader::new(bytes);
        if let Self::Hocuspocus { document } = self
            && reader.text()? != document
        {
            return Err(FrameError::OtherDocument);
        }
        let hocuspocus = matches!(self, Self::Hocuspocus { .. });
        Ok(match reader.number()? {
            kind::SYNC => sync_frame(&mut reader)?,
            kind::SYNC_REPLY if hocuspocus => sync_frame(&mut reader)?,
            kind::PRESENCE => Incoming::Presence(reader.bytes()?),
            kind::PRESENCE_QUESTION => Incoming::PresenceQuestion,
            kind::AUTH => match (reader.number()?, hocuspocus) {
                (auth::DENIED_OR_TOKEN, false) | (auth::DENIED, true) => Incoming::Denied(reader.text()?),
                (auth::SIGNED_IN, true) => Incoming::SignedIn { read_only: reader.text()? == "readonly" },
                _ => Incoming::Other,
            },
            kind::CLOSE if hocuspocus => Incoming::Closing(reader.text()?),
            kind::TAKEN if hocuspocus => Incoming::Taken(reader.number()? == 1),
            _ => Incoming::Other,
        })
    }

    /// Writes a frame for a server.
    #[must_use]
    pub fn write(&self, frame: Outgoing<'_>) -> Vec<u8> {
        let mut out = Vec::new();
        if let Self::Hocuspocus { document } = self {
            put_bytes(&mut out, document.as_bytes());
        }
        let (kinds, content): (&[u64], &[u8]) = match frame {
            Outgoing::Question(state_vector) => (&[kind::SYNC, sync::QUESTION], state_vector),
            Outgoing::Answer(update) => (&[kind::SYNC, sync::ANSWER], update),
            Outgoing::Update(update) => (&[kind::SYNC, sync::UPDATE], update),
            Outgoing::Presence(presence) => (&[kind::PRESENCE], presence),
            Outgoing::SignIn(token) => (&[kind::AUTH, auth::DENIED_OR_TOKEN], token.as_bytes()),
        };
        kinds.iter().for_each(|number| put_number(&mut out, *number));
        put_bytes(&mut out, content);
        out
    }
}

fn sync_frame<'a>(reader: &mut Reader<'a>) -> Result<Incoming<'a>, FrameError> {
    Ok(match reader.number()? {
        sync::QUESTION => Incoming::Question(reader.bytes()?),
        sync::ANSWER => Incoming::Answer(reader.bytes()?),
        sync::UPDATE => Incoming::Update(reader.bytes()?),
        _ => return Err(FrameError::Damaged),
    })
}
