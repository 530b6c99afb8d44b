//! What the worker does.

use guidepost::doc::Replica;
use guidepost::format::json::{self, ImportError, Imported, Kept, Problem};
use guidepost::format::markdown;
use guidepost::worker::protocol::{Answer, Request};
use guidepost::worker::{Flaw, Form, ReadFile, Refusal, Remedy};

/// Does what the page asks for. `None` where it sent an update without a playbook, which it never does.
pub(crate) fn done(request: Request) -> Option<Answer> {
    match request {
        Request::Read(text) => Some(read(&text).map_or_else(Answer::Refused, Answer::Read)),
        Request::Write(form, update) => write(form, &update).map(|text| Answer::Written(text.into())),
    }
}

fn read(text: &str) -> Result<ReadFile, Refusal> {
    let Imported { playbook, problems, more_problems } = json::read(text).map_err(|error| refusal(&error))?;
    let overview = playbook.overview();
    Ok(ReadFile {
        update: Replica::encoded(&playbook),
        id: playbook.id,
        title: playbook.title,
        entries: overview.whole().entries,
        completeness: overview.completeness(),
        flaws: problems.iter().map(flaw).collect(),
        more_flaws: more_problems,
    })
}

fn write(form: Form, update: &[u8]) -> Option<String> {
    let playbook = Replica::decoded(update)?;
    Some(match form {
        Form::Json => json::write(&playbook),
        Form::Markdown { today } => markdown::write(&playbook, today),
    })
}

fn flaw(problem: &Problem) -> Flaw {
    Flaw { text: problem.to_string(), path: problem.path.clone(), left_out: problem.kept == Kept::LeftOut }
}

fn refusal(error: &ImportError) -> Refusal {
    let remedy = match error {
        ImportError::Empty | ImportError::NotAPlaybook { .. } => Remedy::ChooseExport,
        ImportError::NotJson { .. } => Remedy::Mend,
        ImportError::NewerVersion { .. } => Remedy::Reload,
        ImportError::TooDeep { .. } | ImportError::TooLarge { .. } | ImportError::TooMany { .. } => Remedy::CheckFile,
    };
    Refusal { why: error.to_string(), remedy }
}

#[cfg(test)]
mod tests {
    use super::*;
    use guidepost::model::standard;

    const EXAMPLE: &str = include_str!("../../../assets/example-playbook.json");

    #[test]
    fn what_was_read_is_written_as_it_was() {
        let imported = json::read(EXAMPLE).expect("a playbook").playbook;
        // With ids, which the example has none of.
        let text = json::write(&imported);
        let file = read(&text).expect("a playbook");
        assert_eq!((&file.id, &file.title), (&imported.id, &imported.title));
        assert_eq!(file.entries, imported.overview().whole().entries);
        assert_eq!((&file.flaws[..], file.more_flaws), (&[][..], 0));
        assert_eq!(write(Form::Json, &file.update), Some(text));
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        assert_eq!(write(Form::Markdown { today }, &file.update), Some(markdown::write(&imported, today)));
    }

    #[test]
    fn flaws_come_with_their_place_and_what_became_of_them() {
        let stages = r#"[{ "name": "Lead", "colour": "red", "definition": 17 }]"#;
        let sections = format!(r#"[{{ "id": "lifecycle-management", "stages": {stages} }}]"#);
        let text = format!(r#"{{ "format": "guidepost-playbook", "version": 1, "sections": {sections} }}"#);
        let flaws = read(&text).expect("a playbook").flaws;
        let told: Vec<_> = flaws.iter().map(|flaw| (flaw.path.as_str(), flaw.left_out)).collect();
        let stage = "sections[0].stages[0]";
        assert_eq!(told, [(&*format!("{stage}.colour"), true), (&*format!("{stage}.definition"), false)]);
        assert!(flaws.iter().all(|flaw| flaw.text.contains("“Lead”")), "{flaws:?}");
    }

    #[test]
    fn what_holds_no_playbook_is_refused_with_advice() {
        for (text, remedy) in [
            ("", Remedy::ChooseExport),
            ("[]", Remedy::ChooseExport),
            ("{", Remedy::Mend),
            (r#"{"format": "guidepost-playbook", "version": 99}"#, Remedy::Reload),
            (&"[".repeat(500), Remedy::CheckFile),
        ] {
            assert_eq!(read(text).map_err(|refusal| refusal.remedy), Err(remedy), "{text}");
        }
    }

    #[test]
    fn what_is_no_playbook_is_not_written() {
        for update in [&b""[..], b"\0\0", b"no update"] {
            assert_eq!(write(Form::Json, update), None);
        }
        let standard = standard::playbook();
        assert_eq!(write(Form::Json, &Replica::encoded(&standard)), Some(json::write(&standard)));
    }
}
