//! Live editing: what replicas in other tabs and on other machines say to each other.

mod channel;
mod frame;
mod link;
mod presence;

pub use channel::Channel;
pub use frame::{FrameError, Incoming, LONGEST, Outgoing, Protocol};
pub use link::{Link, News, Turn};
pub use presence::{Heard, Presence};
