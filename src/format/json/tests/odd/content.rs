//! What stands in a playbook, beside its format and version: titles, ids, lists and sections.

use super::*;

pub(super) const ROWS: &[Row] = &[
    ("an emoji in two halves", r#""title": "\ud83d\ude00""#, Read("😀")),
    ("escapes that stand for themselves", r#""title": "\/\\\"\u0041""#, Read(r#"/\"A"#)),
    (
        "what is invisible, and what turns the direction",
        r#""title": "a\u200b\u202eb\u2066c\ufeff""#,
        Read("a\u{200b}\u{202e}b\u{2066}c\u{feff}"),
    ),
    ("line ends of all kinds in a title", r#""title": "a\r\nb\rc\nd""#, Read("a b c d")),
    ("NUL in a title", r#""title": "\u0000""#, Read("")),
    (
        "other control characters in a title",
        r#""title": "a\u0007\u001b[31mb\u007f\u0085c""#,
        Read("a\u{7}\u{1b}[31mb\u{7f}\u{85}c"),
    ),
    ("what is no character in a title", r#""title": "\uffff\ufffe""#, Read("\u{ffff}\u{fffe}")),
    ("a line end of Unicode, as it is", "\"title\": \"a\u{2028}b\"", Read("a\u{2028}b")),
    (
        "a title in a list",
        r#""title": ["a", 1, true]"#,
        Told("a, 1, true", &[("title", "Title: a text belongs here, but the file has a list; kept as text.")]),
    ),
    (
        "a title in a list in a list",
        r#""title": [["a"]]"#,
        Told("", &[("title", "Title: a text belongs here, but the file has a list; left out.")]),
    ),
    (
        "a number too small for anything as a title",
        r#""title": 1e-400"#,
        Told("0.0", &[("title", "Title: a text belongs here, but the file has a number; kept as text.")]),
    ),
    (
        "a large number as a title",
        r#""title": 123456789012345678901234567890"#,
        Told(
            "1.2345678901234568e+29",
            &[("title", "Title: a text belongs here, but the file has a number; kept as text.")],
        ),
    ),
    (
        "zero below zero as a title",
        r#""title": -0"#,
        Told("-0.0", &[("title", "Title: a text belongs here, but the file has a number; kept as text.")]),
    ),
    ("the id of a prototype", r#""id": "__proto__""#, Read("")),
    ("an id with too many bits", r#""id": "AAAAAAAAAAAAAAAAAAAAAB""#, Read("")),
    ("an id with padding", r#""id": "AAAAAAAAAAAAAAAAAAAAAA==""#, Read("")),
    ("an id in a list", r#""id": ["AAAAAAAAAAAAAAAAAAAAAQ"]"#, Read("")),
    (
        "names of prototypes beside it",
        r#""__proto__": {"title": "P"}, "constructor": 1, "toString": null"#,
        Told(
            "",
            &[
                (
                    "__proto__",
                    "A playbook has no field “__proto__”; kept in the file for other programs, and shown nowhere.",
                ),
                (
                    "constructor",
                    "A playbook has no field “constructor”; kept in the file for other programs, and shown nowhere.",
                ),
                (
                    "toString",
                    "A playbook has no field “toString”; kept in the file for other programs, and shown nowhere.",
                ),
            ],
        ),
    ),
    (
        "an empty name beside it",
        r#""": "nothing""#,
        Told("", &[(r#"[""]"#, "A playbook has no field “”; kept in the file for other programs, and shown nowhere.")]),
    ),
    (
        "a name of control characters beside it",
        r#""\u0000\n\u202e": 1"#,
        Told(
            "",
            &[(r#"["   "]"#, "A playbook has no field “   ”; kept in the file for other programs, and shown nowhere.")],
        ),
    ),
    (
        "what it has no place for, twice",
        r#""colour": 1, "colour": 2"#,
        Told(
            "",
            &[
                ("colour", "A playbook has no field “colour”; kept in the file for other programs, and shown nowhere."),
                ("colour", "A playbook has no field “colour”; left out."),
            ],
        ),
    ),
    (
        "a title twice, the first of them null",
        r#""title": null, "title": "T""#,
        Told("", &[("title", "“title” is there twice; only the first is kept.")]),
    ),
    (
        "people by their names",
        r#""people": {"Ana": {"name": "Ana"}}"#,
        Told("", &[("people", "A list belongs here, but the file has an object; left out.")]),
    ),
    (
        "people as texts",
        r#""people": ["Ana", "Bo"]"#,
        Told(
            "",
            &[
                ("people[0]", "An object with an entry belongs here, but the file has a text; left out."),
                ("people[1]", "An object with an entry belongs here, but the file has a text; left out."),
            ],
        ),
    ),
    (
        "people in a list in a list",
        r#""people": [[{"name": "Ana"}]]"#,
        Told("", &[("people[0]", "An object with an entry belongs here, but the file has a list; left out.")]),
    ),
    (
        "people who are nothing",
        r#""people": [{}, null, {"name": null}]"#,
        Told(
            "; directory: Untitled person, Untitled person",
            &[("people[1]", "An object with an entry belongs here, but the file has nothing; left out.")],
        ),
    ),
    (
        "people who are called like a prototype",
        r#""people": [{"id": "__proto__", "name": "__proto__"}, {"id": "constructor", "name": "constructor"}]"#,
        Read("; directory: __proto__, constructor"),
    ),
    (
        "two people with one id",
        r#""people": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Ana"}, {"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Bo"}]"#,
        Told(
            "; directory: Ana, Bo",
            &[(
                "people[1].id",
                "“Bo”: another entry already has the id “AAAAAAAAAAAAAAAAAAAAAQ”; kept, with a new id.",
            )],
        ),
    ),
    (
        "two ids that differ in blanks",
        r#""people": [{"id": "a", "name": "Ana"}, {"id": " a\n", "name": "Bo"}]"#,
        Told(
            "; directory: Ana, Bo",
            &[("people[1].id", "“Bo”: another entry already has the id “a”; kept, with a new id.")],
        ),
    ),
    (
        "a person and a team with one id",
        r#""people": [{"id": "x", "name": "Ana"}], "teams": [{"id": "x", "name": "Ops"}]"#,
        Told(
            "; directory: Ana, Ops",
            &[("teams[0].id", "“Ops”: another entry already has the id “x”; kept, with a new id.")],
        ),
    ),
    (
        "an id that is true",
        r#""people": [{"id": true, "name": "Ana"}]"#,
        Told(
            "; directory: Ana",
            &[("people[0].id", "“Ana”: a text belongs here, but the file has true or false; kept as text.")],
        ),
    ),
    (
        "an id that is an object",
        r#""people": [{"id": {"$oid": "1"}, "name": "Ana"}]"#,
        Told(
            "; directory: Ana",
            &[("people[0].id", "“Ana”: a text belongs here, but the file has an object; left out.")],
        ),
    ),
    (
        "an id twice in one entry",
        r#""people": [{"id": "a", "id": "b", "name": "Ana"}]"#,
        Told("; directory: Ana", &[("people[0].id", "“Ana”: “id” is there twice; only the first is kept.")]),
    ),
    (
        "the id of a section and of an entry in it",
        r#""sections": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Ours", "entries": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "A"}]}]"#,
        Read("; Ours: A"),
    ),
    (
        "the id of the playbook on an entry",
        r#""id": "AAAAAAAAAAAAAAAAAAAAAQ", "people": [{"id": "AAAAAAAAAAAAAAAAAAAAAQ", "name": "Ana"}]"#,
        Read("; directory: Ana"),
    ),
    (
        "a name that is an object",
        r#""people": [{"name": {"first": "Ana"}}]"#,
        Told(
            "; directory: Untitled person",
            &[(
                "people[0].name",
                "Name of “Untitled person”: a text belongs here, but the file has an object; left out.",
            )],
        ),
    ),
    ("a name of NUL", r#""people": [{"name": "\u0000\u0000"}]"#, Read("; directory: Untitled person")),
    (
        "fields of another kind",
        r#""people": [{"name": "Ana", "utmSource": "x", "body": "y"}]"#,
        Told(
            "; directory: Ana",
            &[
                ("people[0].utmSource", "“Ana”: a person has no field “utmSource”; left out."),
                ("people[0].body", "“Ana”: a person has no field “body”; left out."),
            ],
        ),
    ),
    (
        "fields in capitals",
        r#""people": [{"Name": "Ana"}]"#,
        Told(
            "; directory: Untitled person",
            &[(
                "people[0].Name",
                "“Untitled person”: a person has no field “Name”; kept in the file for other programs, and shown nowhere.",
            )],
        ),
    ),
    (
        "parts of what has none",
        r#""people": [{"name": "Ana", "transitions": [{}]}]"#,
        Told(
            "; directory: Ana",
            &[("people[0].transitions", "“Ana”: a person holds no list “transitions” (entries in it: 1); left out.")],
        ),
    ),
    (
        "people in a section",
        r#""sections": [{"id": "definitions", "people": [{"name": "Ana"}]}]"#,
        Told(
            "",
            &[("sections[0].people", "The section “Definitions” holds no list “people” (entries in it: 1); left out.")],
        ),
    ),
    (
        "a section of a kind that nobody knows",
        r#""sections": [{"id": "definitions", "widgets": [{"name": "W"}]}]"#,
        Told(
            "",
            &[(
                "sections[0].widgets",
                "The section “Definitions” has no field “widgets”; kept in the file for other programs, and shown nowhere.",
            )],
        ),
    ),
    (
        "a kind that nobody knows",
        r#""widgets": [{"name": "W"}]"#,
        Told(
            "",
            &[(
                "widgets",
                "A playbook has no field “widgets”; kept in the file for other programs, and shown nowhere.",
            )],
        ),
    ),
    (
        "a list of a kind that is an object",
        r#""sections": [{"id": "sales-tools", "tools": {"name": "CRM"}}]"#,
        Told("", &[("sections[0].tools", "A list belongs here, but the file has an object; left out.")]),
    ),
    (
        "a list of entries that is a text",
        r#""sections": [{"id": "sales-tools", "tools": "CRM, Dialer"}]"#,
        Told("", &[("sections[0].tools", "A list belongs here, but the file has a text; left out.")]),
    ),
    (
        "sections by their names",
        r#""sections": {"sales-tools": {"tools": []}}"#,
        Told("", &[("sections", "A list belongs here, but the file has an object; left out.")]),
    ),
    (
        "sections that are texts and lists",
        r#""sections": ["sales-tools", ["definitions"], null]"#,
        Told(
            "",
            &[
                ("sections[0]", "An object with a section belongs here, but the file has a text; left out."),
                ("sections[1]", "An object with a section belongs here, but the file has a list; left out."),
                ("sections[2]", "An object with a section belongs here, but the file has nothing; left out."),
            ],
        ),
    ),
    (
        "a section in a section",
        r#""sections": [{"name": "Ours", "sections": [{"name": "Inner"}]}]"#,
        Told("; Ours: ", &[("sections[0].sections", "The section “Ours” has no field “sections”; left out.")]),
    ),
    (
        "a section that nobody knows",
        r#""sections": [{"id": "../sales-tools", "name": "Ours"}]"#,
        Told(
            "; Ours: ",
            &[("sections[0].id", "“../sales-tools” is none of the standard sections; kept as a section of your own.")],
        ),
    ),
    (
        "a section with a number for an id",
        r#""sections": [{"id": 4, "name": "Ours"}]"#,
        Told(
            "; Ours: ",
            &[
                ("sections[0].id", "A text belongs here, but the file has a number; kept as text."),
                ("sections[0].id", "“4” is none of the standard sections; kept as a section of your own."),
            ],
        ),
    ),
    (
        "a section with a list for an id",
        r#""sections": [{"id": ["sales-tools"]}]"#,
        Told("", &[("sections[0].id", "A text belongs here, but the file has a list; kept as text.")]),
    ),
    (
        "a section called like another by its id",
        r#""sections": [{"id": "definitions", "name": "Sales Tools", "definitions": [{"name": "A"}]}]"#,
        Read("; Sales Tools: A"),
    ),
    (
        "a section twice, under its id and its name",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "A"}]}, {"name": "SALES TOOLS", "tools": [{"name": "B"}]}]"#,
        Told(
            "; Sales Tools: A, B",
            &[("sections[1]", "The section “Sales Tools” is there twice; both were put together.")],
        ),
    ),
    (
        "a section of one's own twice",
        r#""sections": [{"id": "x", "name": "One"}, {"id": "x", "name": "Two"}]"#,
        Told(
            "; One: ",
            &[
                ("sections[0].id", "“x” is none of the standard sections; kept as a section of your own."),
                ("sections[1]", "The section “One” is there twice; both were put together."),
            ],
        ),
    ),
    (
        "a section called like a prototype",
        r#""sections": [{"id": "__proto__", "name": "constructor"}]"#,
        Told(
            "; constructor: ",
            &[("sections[0].id", "“__proto__” is none of the standard sections; kept as a section of your own.")],
        ),
    ),
    (
        "a section that is hidden by a word",
        r#""sections": [{"id": "definitions", "hidden": "yes"}]"#,
        Told(
            "",
            &[("sections[0].hidden", "Hidden: true or false belongs here, but the file has a text; taken as yes.")],
        ),
    ),
    (
        "a section that is hidden twice",
        r#""sections": [{"id": "definitions", "hidden": 2}]"#,
        Told("", &[("sections[0].hidden", "Hidden: true or false belongs here, but the file has a number; left out.")]),
    ),
    (
        "an introduction that is an object",
        r#""sections": [{"id": "definitions", "introduction": {"de": "Hallo"}}]"#,
        Told(
            "",
            &[("sections[0].introduction", "Introduction: a text belongs here, but the file has an object; left out.")],
        ),
    ),
];
