//! The keys of a playbook.

use crate::model::PlaybookId;

/// All keys of all playbooks start with this.
pub(super) const PLAYBOOKS: &str = "guidepost/playbook/";

/// The keys of one playbook. The parts after its id are called paths here, such as `log/k3v9a0c1/000012`.
#[derive(Debug, Clone)]
pub(super) struct Keys {
    prefix: String,
}

impl Keys {
    pub(super) fn of(id: PlaybookId) -> Self {
        Self { prefix: format!("{PLAYBOOKS}{id}/") }
    }

    /// What all of them start with.
    pub(super) fn prefix(&self) -> &str {
        &self.prefix
    }

    pub(super) fn at(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    pub(super) fn summary(&self) -> String {
        self.at(SUMMARY)
    }
}

pub(super) const SUMMARY: &str = "summary";
pub(super) const LOG: &str = "log/";
pub(super) const ASIDE: &str = "aside/";

/// What stands aside because reading it ended the program.
pub(super) const STOPPED: &str = "aside/stopped/";

/// Names the key of what was read when the program ended. `assets/startup.js` writes it, as nothing else can run then.
pub(super) const STOPPED_BY: &str = "guidepost/stopped-by";

/// A copy of the playbook as it was before a newer format, in the older one.
pub(super) const BEFORE: &str = "before/1";

/// When a copy of the playbook left this browser last, and as what.
pub(super) const BACKUP: &str = "backup";

/// For a copy of what the site publishes: which version of that.
pub(super) const PUBLICATION: &str = "publication";

/// What lets us into the rooms of playbooks: apart from these, so that no copy of a playbook has it.
pub(super) const ACCESS: &str = "guidepost/access/";

/// The path of a log entry. Six digits keep them sorted for as long as a page is open.
pub(super) fn log_path(tab: &str, number: u64) -> String {
    format!("{LOG}{tab}/{number:06}")
}

/// The playbook that a key belongs to, and the path in it.
pub(super) fn parse(key: &str) -> Option<(PlaybookId, &str)> {
    let (id, path) = key.strip_prefix(PLAYBOOKS)?.split_once('/')?;
    Some((id.parse().ok()?, path))
}
