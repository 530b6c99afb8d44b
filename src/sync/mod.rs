//! Live editing: what replicas in other tabs and on other machines say to each other.

mod backoff;
mod channel;
mod config;
mod frame;
mod link;
mod person;
mod presence;
mod room;
mod socket;

pub use channel::Channel;
pub use config::{Config, Server, Spoken};
pub use frame::{FrameError, Incoming, LONGEST, Outgoing, Protocol};
pub use link::{Link, News, Turn};
pub use person::{Person, Standing};
pub use presence::{Heard, Presence};
pub use room::{Door, Reach, Room};
