//! What the worker does.

use super::versions;
use guidepost::doc::Replica;
use guidepost::format::json::{self, ImportError, Imported, Kept, Problem};
use guidepost::format::{Selection, markdown};
use guidepost::model::Playbook;
use guidepost::review;
use guidepost::worker::protocol::{Answer, BUILD, Request};
use guidepost::worker::{Flaw, Form, ReadFile, Refusal, Remedy};
use xxhash_rust::xxh64::xxh64;

/// Does what the page asks for. `None` where it sent an update without a playbook, which it never does.
pub(crate) fn done(request: Request) -> Option<Answer> {
    match request {
        Request::Read(text) => Some(read(&text).map_or_else(Answer::Refused, Answer::Read)),
        Request::Write(form, update) => write(form, &update).map(|text| Answer::Written(text.into())),
        Request::Compare(both) => versions::compare(&both).map(Answer::Compared),
        Request::Merge(both, accepted, author) => versions::merge(&both, &accepted, &author).map(Answer::Merged),
    }
}

fn read(text: &str) -> Result<ReadFile, Refusal> {
    let Imported { playbook, mut problems, more_problems, state } =
        json::read(text).map_err(|error| refusal(&error))?;
    let carried = state.and_then(|state| {
        // What a newer version wrote is read as far as the file says it in words.
        let document = with_state(&state, &playbook, text).filter(|document| !document.is_newer());
        if document.is_none() {
            problems.push(json::damaged_state());
        }
        document
    });
    let overview = playbook.overview();
    Ok(ReadFile {
        update: carried.map_or_else(|| Replica::encoded(&playbook), |document| document.encode()),
        id: playbook.id,
        title: playbook.title,
        entries: overview.whole().entries,
        completeness: overview.completeness(),
        flaws: problems.iter().map(flaw).collect(),
        more_flaws: more_problems,
    })
}

/// The document that a file carries, with what was changed in the file by hand.
fn with_state(state: &[u8], content: &Playbook, text: &str) -> Option<Replica> {
    // Another build may make other edits of the same change: then they are another client's.
    let client = xxh64(text.as_bytes(), xxh64(BUILD.as_bytes(), 0));
    review::on_top(state, content, client, |carried| {
        // Most files were not changed.
        let (written, same) = (json::write(carried), json::write(content));
        match json::read(&written) {
            Ok(read) if written != same => read.playbook,
            _ => content.clone(),
        }
    })
}

fn write(form: Form, update: &[u8]) -> Option<String> {
    let playbook = Replica::decoded(update)?;
    Some(match form {
        Form::Json => json::write_with(&playbook, update),
        Form::Markdown { today } => markdown::write(&playbook, &Selection::default(), today),
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
    use guidepost::doc::{Author, Edit, NewEntry};
    use guidepost::model::{Field, Home, Kind, PlaybookId, SectionId, StandardSection, Value, standard};

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
        assert_eq!(write(Form::Json, &file.update), Some(json::write_with(&imported, &file.update)));
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).expect("a day");
        assert_eq!(
            write(Form::Markdown { today }, &file.update),
            Some(markdown::write(&imported, &Selection::default(), today))
        );
    }

    /// What is in the definition of the only term of a playbook.
    fn definition(update: &[u8]) -> String {
        let playbook = Replica::decoded(update).expect("a playbook");
        let entry = playbook.entries.values().next().expect("a definition");
        entry.text(Field::Definition).to_owned()
    }

    #[test]
    fn files_that_were_edited_apart_are_put_together() {
        let section = SectionId::Standard(StandardSection::Definitions);
        let new = NewEntry::last(Kind::Definition, Home::Section(section));
        let say = |id, text: &str| Edit::Set(id, Field::Definition, Value::Text(text.into()));
        let (author, id) = (Author::default(), new.id);
        let mut here = Replica::of(&Playbook::new(PlaybookId::random(), "Playbook"), || 0);
        here.apply(&Edit::Add(new), &author).expect("a possible edit");
        here.apply(&say(id, "A lead."), &author).expect("a possible edit");
        let file = write(Form::Json, &here.encode()).expect("a playbook");
        here.apply(&say(id, "A lead, as we know it."), &author).expect("a possible edit");

        // Elsewhere, somebody changes the file by hand, and somebody else imports it, goes on, and exports it.
        let by_hand = file.replace("A lead.", "A good lead.");
        assert_ne!(by_hand, file);
        let by_hand = read(&by_hand).expect("a playbook");
        assert_eq!((by_hand.flaws.len(), definition(&by_hand.update).as_str()), (0, "A good lead."));
        let mut elsewhere = Replica::empty(|| 0);
        elsewhere.admit(&read(&file).expect("a playbook").update).expect("a document");
        elsewhere.apply(&say(id, "A lead. Or two."), &author).expect("a possible edit");
        let exported = write(Form::Json, &elsewhere.encode()).expect("a playbook");
        let exported = read(&exported).expect("a playbook");

        for update in [&by_hand.update, &exported.update, &by_hand.update] {
            here.admit(update).expect("a document");
        }
        assert_eq!(definition(&here.encode()), "A good lead, as we know it. Or two.");
    }

    #[test]
    fn a_file_whose_state_is_damaged_is_read_without() {
        let standard = standard::playbook();
        let file = write(Form::Json, &Replica::encoded(&standard)).expect("a playbook");
        let state = "\"state\": \"";
        let at = file.find(state).expect("a state") + state.len();
        for damaged in [
            format!("{}?{}", &file[..at], &file[at..]),
            format!("{}AAAA{}", &file[..at], &file[at..]),
            file.replace(&standard.id.to_string(), &PlaybookId::random().to_string()),
        ] {
            let read = read(&damaged).expect("a playbook");
            let told: Vec<_> = read.flaws.iter().map(|flaw| (flaw.path.as_str(), flaw.left_out)).collect();
            assert_eq!(told, [("state", true)]);
            assert_eq!(Replica::decoded(&read.update).map(|playbook| playbook.title), Some(standard.title.clone()));
        }
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
        let update = Replica::encoded(&standard);
        assert_eq!(write(Form::Json, &update), Some(json::write_with(&standard, &update)));
    }
}
