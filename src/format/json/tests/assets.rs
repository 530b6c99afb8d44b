//! The playbooks that come with Guidepost.

use super::*;
use crate::format::json::write;

#[test]
fn the_playbooks_that_come_along_have_no_problems() {
    for (name, text) in [
        ("standard-playbook", include_str!("../../../../assets/standard-playbook.json")),
        ("example-playbook", include_str!("../../../../assets/example-playbook.json")),
    ] {
        let imported = read(text).expect(name);
        assert_eq!(told(&imported), [], "{name}");
        assert_eq!(imported.playbook.violations(), [], "{name}");
        let again = read(&write(&imported.playbook)).expect(name);
        assert_eq!(told(&again), [], "{name}");
        assert_eq!(write(&again.playbook), write(&imported.playbook), "{name}");
    }
}

/// The table of the standard playbook says the same as the file did that it takes the place of.
#[test]
fn the_table_of_the_standard_playbook_is_that_file() {
    let without_ids = |text: String| {
        let ids = text.lines().filter_map(|line| line.trim().strip_prefix("\"id\": \"")?.split('"').next());
        let ids: Vec<_> = ids.filter(|id| id.len() == 22).map(str::to_owned).collect();
        ids.iter().enumerate().fold(text, |text, (place, id)| text.replace(id.as_str(), &format!("id {place}")))
    };
    let file = read(include_str!("../../../../assets/standard-playbook.json")).expect("a playbook");
    assert_eq!(without_ids(write(&crate::model::standard::playbook())), without_ids(write(&file.playbook)));
}
