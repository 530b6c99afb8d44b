//! Whether what was typed is kept.

use guidepost_view::tr;

/// The state of the last write.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum Saving {
    /// Everything is in storage.
    #[default]
    Saved,
    /// Something was typed within the last moments. It is written, or is about to be.
    Pending,
    /// The last write failed, for this reason. What was typed is in memory, and is tried again.
    Failed(String),
    /// A newer version of this program has written to the playbook, and this one must not: nothing can be changed any more.
    /// All that was typed before is kept.
    Outdated,
}

impl Saving {
    /// What the header says.
    #[must_use]
    pub fn words(&self) -> String {
        match self {
            Self::Saved => tr!("Saved").to_owned(),
            Self::Pending => tr!("Saving…").to_owned(),
            Self::Failed(why) => tr!("Not saved: {why}"),
            Self::Outdated => tr!("Read-only: a newer Guidepost is in use; reload").to_owned(),
        }
    }
}
