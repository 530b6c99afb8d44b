//! What points at entries, and what else a playbook carries: dismissed findings, and the state of its document.

use super::*;

pub(super) const ROWS: &[Row] = &[
    (
        "a definition that is confused with itself",
        r#""sections": [{"id": "definitions", "definitions": [{"id": "d", "name": "D", "notToBeConfusedWith": ["d", "D"]}]}]"#,
        Read("; Definitions: D"),
    ),
    (
        "two tools that need each other",
        r#""sections": [{"id": "sales-tools", "tools": [{"id": "a", "name": "A", "integratesWith": ["b"]}, {"id": "b", "name": "B", "integratesWith": ["a"]}]}]"#,
        Read("; Sales Tools: A, B"),
    ),
    (
        "a stage that leads back into itself",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"id": "s", "name": "S", "transitions": [{"toStage": "s"}]}]}]"#,
        Read("; Lifecycle Management: S (Untitled transition)"),
    ),
    (
        "a circle of stages",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"id": "a", "name": "A", "transitions": [{"toStage": "b"}]}, {"id": "b", "name": "B", "transitions": [{"toStage": "a"}]}]}]"#,
        Read("; Lifecycle Management: A (Untitled transition), B (Untitled transition)"),
    ),
    (
        "a transition within a transition",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "transitions": [{"trigger": "x", "transitions": [{}]}]}]}]"#,
        Told(
            "; Lifecycle Management: S (Untitled transition)",
            &[(
                "sections[0].stages[0].transitions[0].transitions",
                "“S”: a transition holds no list “transitions” (entries in it: 1); left out.",
            )],
        ),
    ),
    (
        "a stage that a tool owns",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "crm"}]}, {"id": "sales-tools", "tools": [{"id": "crm", "name": "CRM"}]}]"#,
        Told(
            "; Lifecycle Management: S; Sales Tools: CRM",
            &[(
                "sections[0].stages[0].owner",
                "Owner of “S”: the file has no person or team with the name or id “crm”; left out.",
            )],
        ),
    ),
    (
        "an owner who is a section",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "sales-tools"}]}]"#,
        Told(
            "; directory: sales-tools; Lifecycle Management: S",
            &[("sections[0].stages[0].owner", "Owner of “S”: “sales-tools” was added to People.")],
        ),
    ),
    (
        "an owner who is not there, by an id",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "AAAAAAAAAAAAAAAAAAAAAQ"}]}]"#,
        Told(
            "; Lifecycle Management: S",
            &[(
                "sections[0].stages[0].owner",
                "Owner of “S”: the file has no person or team with the name or id “AAAAAAAAAAAAAAAAAAAAAQ”; left out.",
            )],
        ),
    ),
    (
        "an owner called like a prototype",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "__proto__"}]}]"#,
        Told(
            "; directory: __proto__; Lifecycle Management: S",
            &[("sections[0].stages[0].owner", "Owner of “S”: “__proto__” was added to People.")],
        ),
    ),
    (
        "an owner of control characters",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "\u0000"}]}]"#,
        Read("; Lifecycle Management: S"),
    ),
    (
        "two owners",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": ["Ana", "Bo"]}]}]"#,
        Told(
            "; directory: Ana; Lifecycle Management: S",
            &[
                (
                    "sections[0].stages[0].owner",
                    "Owner of “S”: one name or id belongs here, but the file has a list; only the first is kept.",
                ),
                ("sections[0].stages[0].owner[0]", "Owner of “S”: “Ana” was added to People."),
            ],
        ),
    ),
    (
        "no owner, in a list",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": []}]}]"#,
        Read("; Lifecycle Management: S"),
    ),
    (
        "an owner in a list in a list",
        r#""sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": [["Ana"]]}]}]"#,
        Told(
            "; Lifecycle Management: S",
            &[
                (
                    "sections[0].stages[0].owner",
                    "Owner of “S”: one name or id belongs here, but the file has a list; kept as text.",
                ),
                (
                    "sections[0].stages[0].owner[0]",
                    "Owner of “S”: a text belongs here, but the file has a list; left out.",
                ),
            ],
        ),
    ),
    (
        "one of two people of one name",
        r#""people": [{"name": "Ana"}, {"name": "Ana"}], "sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "Ana"}]}]"#,
        Told(
            "; directory: Ana, Ana; Lifecycle Management: S",
            &[("sections[0].stages[0].owner", "Owner of “S”: more than one person is called “Ana”; left out.")],
        ),
    ),
    (
        "somebody whose name is the id of another",
        r#""people": [{"id": "Bo", "name": "Ana"}, {"id": "x", "name": "Bo"}], "sections": [{"id": "lifecycle-management", "stages": [{"name": "S", "owner": "Bo"}]}]"#,
        Read("; directory: Ana, Bo; Lifecycle Management: S"),
    ),
    (
        "members who are nothing and objects",
        r#""teams": [{"name": "Ops", "members": [null, {}, false, "Ana", "ana"]}]"#,
        Told(
            "; directory: false, Ana, Ops",
            &[
                ("teams[0].members[1]", "Members of “Ops”: a text belongs here, but the file has an object; left out."),
                (
                    "teams[0].members[2]",
                    "Members of “Ops”: a text belongs here, but the file has true or false; kept as text.",
                ),
                ("teams[0].members[2]", "Members of “Ops”: “false” was added to People."),
                ("teams[0].members[3]", "Members of “Ops”: “Ana” was added to People."),
            ],
        ),
    ),
    (
        "dismissed in a list",
        r#""dismissed": ["circle:x"]"#,
        Told(
            "",
            &[(
                "dismissed",
                "An object with the reason for each finding belongs here, but the file has a list; left out.",
            )],
        ),
    ),
    ("dismissed for no reason", r#""dismissed": {"circle:x": "", "circle:y": null}"#, Read("")),
    (
        "dismissed for odd reasons",
        r#""dismissed": {"circle:x": true, "circle:y": ["a", "b"], "circle:z": {}}"#,
        Told(
            "",
            &[
                (r#"dismissed["circle:x"]"#, "A text belongs here, but the file has true or false; kept as text."),
                (r#"dismissed["circle:y"]"#, "A text belongs here, but the file has a list; kept as text."),
                (r#"dismissed["circle:z"]"#, "A text belongs here, but the file has an object; left out."),
            ],
        ),
    ),
    ("dismissed under odd names", r#""dismissed": {"__proto__": "a", "": "b", "\u0000:\n": "c"}"#, Read("")),
    (
        "dismissed twice",
        r#""dismissed": {"circle:x": "One", "circle:x": "Two"}"#,
        Told("", &[(r#"dismissed["circle:x"]"#, "“circle:x” is there twice; only the first is kept.")]),
    ),
    (
        "a state that is no text",
        r#""state": {"type": "Buffer", "data": [0, 0]}"#,
        Told("", &[("state", "A text belongs here, but the file has an object; left out.")]),
    ),
    (
        "a state that is a number",
        r#""state": 12"#,
        Told(
            "",
            &[
                ("state", "A text belongs here, but the file has a number; kept as text."),
                ("state", "What is needed to merge this file with another version is damaged; left out."),
            ],
        ),
    ),
    (
        "a state in a list",
        r#""state": ["AA", "AA"]"#,
        Told("", &[("state", "A text belongs here, but the file has a list; kept as text.")]),
    ),
    (
        "a state with padding",
        r#""state": "AAA=""#,
        Told("", &[("state", "What is needed to merge this file with another version is damaged; left out.")]),
    ),
    (
        "a state as addresses write it",
        r#""state": "-_-_""#,
        Told("", &[("state", "What is needed to merge this file with another version is damaged; left out.")]),
    ),
    (
        "a state with a line end in it",
        r#""state": "AAAA\nAAAA""#,
        Told("", &[("state", "What is needed to merge this file with another version is damaged; left out.")]),
    ),
    (
        "a state with half a byte",
        r#""state": "A""#,
        Told("", &[("state", "What is needed to merge this file with another version is damaged; left out.")]),
    ),
    ("a state with nothing in it", r#""state": """#, Read("")),
];
