//! How far an open playbook is shared, in words.

use guidepost_view::tr;

/// Whether others see what is typed, and why not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Connection {
    /// It is shared with nobody.
    Alone,
    /// The connection is being made.
    Connecting,
    /// Everybody sees everything.
    Live {
        /// The server takes nothing from us.
        read_only: bool,
    },
    /// There is no connection at the moment. It is tried again.
    Offline,
    /// The server does not let us in, for a reason in its words.
    Denied(String),
    /// The room holds another document.
    OtherDocument,
    /// Somebody in the room uses a newer version of this program.
    Newer,
    /// What came from the room stopped the page.
    Broke,
    /// This site has no server, or none any more.
    NoServer,
}

impl Connection {
    /// In a few words, for the header; with how many others are there.
    #[must_use]
    pub fn words(&self, others: usize) -> String {
        match self {
            Self::Alone => tr!("Not shared"),
            Self::Connecting => tr!("Connecting…"),
            Self::Live { read_only: true } => tr!("Live, read only"),
            Self::Live { .. } if others > 0 => return tr!("Live, {} here", others + 1),
            Self::Live { .. } => tr!("Live, nobody else here"),
            Self::Offline => tr!("Offline, kept here"),
            Self::Denied(_) => tr!("No access, kept here"),
            Self::OtherDocument | Self::Newer | Self::Broke | Self::NoServer => tr!("Not live, kept here"),
        }
        .to_owned()
    }

    /// What that means and what can be done about it.
    #[must_use]
    pub fn explanation(&self) -> String {
        match self {
            Self::Alone => tr!("Nobody else sees this playbook."),
            Self::Connecting => tr!("The server is being asked. What you type is kept in this browser meanwhile."),
            Self::Live { read_only: false } => tr!("Everybody in the room sees what you type as you type it."),
            Self::Live { read_only: true } => {
                tr!("You see what others type, but the server takes no changes from you. What you type stays in this \
                 browser. Ask whoever runs the server for a token that may write.")
            }
            Self::Offline => tr!(
                "The server can't be reached. What you type is kept in this browser and sent when the connection is \
                 back; it is tried again by itself."
            ),
            Self::Denied(reason) if reason.is_empty() => tr!(
                "The server does not let you in. What you type is kept in this browser. Enter an access token that is \
                 valid, or ask whoever runs the server for one."
            ),
            Self::Denied(reason) => {
                return tr!(
                    "The server does not let you in (it says “{reason}”). What you type is kept in this browser. Enter \
                     an access token that is valid, or ask whoever runs the server for one."
                );
            }
            Self::OtherDocument => tr!(
                "The room holds another document than this playbook. Nothing of it was taken in, and nothing here was \
                 changed. Leave the room, and share this playbook in a new one."
            ),
            Self::Newer => tr!(
                "Somebody in the room uses a newer Guidepost, and has written what this one can't read. Nothing here \
                 was changed. Reload the page to get the newest version."
            ),
            Self::Broke => {
                tr!("What came from the room stopped this page last time, so it was not connected again. All that you \
                 typed is here. Try again, or leave the room and share the playbook in a new one.")
            }
            Self::NoServer => tr!(
                "This playbook is shared in a room, but this site has no server for that now. What you type is kept in \
                 this browser."
            ),
        }
        .to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whether_it_is_live_is_always_said() {
        for (connection, others, words) in [
            (Connection::Live { read_only: false }, 0, "Live, nobody else here"),
            (Connection::Live { read_only: false }, 2, "Live, 3 here"),
            (Connection::Live { read_only: true }, 2, "Live, read only"),
            (Connection::Offline, 2, "Offline, kept here"),
            (Connection::Denied("no".into()), 0, "No access, kept here"),
        ] {
            assert_eq!(connection.words(others), words);
        }
        assert!(Connection::Denied("expired".into()).explanation().contains("(it says “expired”)"));
        assert!(!Connection::Denied(String::new()).explanation().contains("it says"));
    }
}
