//! What a new playbook begins with.

use crate::doc::Replica;
use crate::language::tr;
use crate::model::{Playbook, PlaybookId, standard};
use crate::state::{Files, fetch_text};
use crate::worker::WorkerError;
use guidepost_view::tr;

/// Beside the page: it is large, and few need it. There is one for each language: the interface looks up its name, too.
const EXAMPLE: &str = "example-playbook.json";

/// What a new playbook begins with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Template {
    /// The usual sections and stages, explained.
    #[default]
    Standard,
    /// A filled one of a company that does not exist.
    Example,
    /// Nothing.
    Blank,
}

/// Why a template could not be had.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(super) enum TemplateError {
    /// The file did not arrive.
    #[error("{0}")]
    Unreachable(String),
    /// Something else under its name.
    #[error("{}", tr!("what the server sent is not a playbook"))]
    Content,
    /// The worker has not read it.
    #[error(transparent)]
    Worker(#[from] WorkerError),
}

impl Template {
    pub(super) const ALL: [Self; 3] = [Self::Standard, Self::Example, Self::Blank];

    pub(super) const fn key(self) -> &'static str {
        match self {
            Self::Standard => "standard",
            Self::Example => "example",
            Self::Blank => "blank",
        }
    }

    pub(super) const fn label(self) -> &'static str {
        match self {
            Self::Standard => "Standard playbook",
            Self::Example => "Example playbook",
            Self::Blank => "Blank playbook",
        }
    }

    /// What one gets.
    pub(super) const fn promise(self) -> &'static str {
        match self {
            Self::Standard => {
                "Nine sections that say what belongs in them, and the eight usual lifecycle stages with definitions to argue about."
            }
            Self::Example => "A finished playbook of a fictional company, to look around in or to overwrite.",
            Self::Blank => "The nine sections, with nothing in them.",
        }
    }

    /// The title that it has when nobody gives another.
    pub(super) const fn usual_title(self) -> &'static str {
        match self {
            Self::Standard => standard::TITLE,
            Self::Example => "Kestrelmoor marketing operations playbook",
            Self::Blank => "Untitled playbook",
        }
    }

    /// The playbook, as everybody gets it.
    pub(super) async fn playbook(self, files: Files) -> Result<Playbook, TemplateError> {
        match self {
            Self::Standard => {
                let text = fetch_text(tr(standard::FILE), false).await.map_err(TemplateError::Unreachable)?;
                standard::read(&text.as_string().unwrap_or_default()).ok_or(TemplateError::Content)
            }
            Self::Example => {
                let text = fetch_text(tr(EXAMPLE), false).await.map_err(TemplateError::Unreachable)?;
                let file = files.errand().read(&text).await?.map_err(|_| TemplateError::Content)?;
                Replica::decoded(&file.update).ok_or(TemplateError::Content)
            }
            Self::Blank => Ok(Playbook::new(PlaybookId::random(), "")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::json;

    #[test]
    fn the_playbooks_have_the_titles_that_are_announced() {
        let example = |text| json::read(text).expect("a playbook").playbook;
        let english = example(include_str!("../../../assets/example-playbook.json"));
        for (template, playbook) in [(Template::Standard, standard::playbook()), (Template::Example, english)] {
            assert_eq!(playbook.title, template.usual_title());
        }
        let texts: serde_json::Value =
            serde_json::from_str(include_str!("../../../assets/texts-de.json")).expect("JSON");
        let german = example(include_str!("../../../assets/example-playbook-de.json"));
        assert_eq!(texts[Template::Example.usual_title()], german.title.as_str());
        assert_eq!(texts[EXAMPLE], "example-playbook-de.json");
    }

    #[test]
    fn a_blank_playbook_is_called_as_announced() {
        let blank = Playbook::new(PlaybookId::from_bits(1), "");
        assert_eq!(blank.title(), Template::Blank.usual_title());
    }
}
