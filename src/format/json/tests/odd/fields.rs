//! What stands in the fields of entries: dates, choices, texts, flags and words.

use super::*;

pub(super) const ROWS: &[Row] = &[
    (
        "a date on a day that is not there",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "2026-02-29"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “2026-02-29” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date on a day that is there every four years",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "2024-02-29"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "a date of month 13",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "2026-13-01"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “2026-13-01” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date of the year zero",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "0000-01-01"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "a date of the year 10000",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "10000-01-01"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “10000-01-01” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date without zeros",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "2026-1-1"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “2026-1-1” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date with a time",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "2026-01-01T00:00:00Z"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “2026-01-01T00:00:00Z” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date in blanks",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": " 2026-01-01\n"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "a date in other digits",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": "２０２６-01-01"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].renewalDate",
                "Renewal date of “T”: “２０２６-01-01” is not a date like 2026-11-21; kept as it is.",
            )],
        ),
    ),
    (
        "a date as spreadsheets count",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "renewalDate": 46000}]}]"#,
        Told(
            "; Sales Tools: T",
            &[
                (
                    "sections[0].tools[0].renewalDate",
                    "Renewal date of “T”: a text belongs here, but the file has a number; kept as text.",
                ),
                (
                    "sections[0].tools[0].renewalDate",
                    "Renewal date of “T”: “46000” is not a date like 2026-11-21; kept as it is.",
                ),
            ],
        ),
    ),
    (
        "changed before 1970",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "1969-12-31T23:59:59Z"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: “1969-12-31T23:59:59Z” is not a date like 2026-11-21T09:30:00Z; left out.",
            )],
        ),
    ),
    (
        "changed before 1970, by the clock of another place",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "1970-01-01T00:30:00+01:00"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: “1970-01-01T00:30:00+01:00” is not a date like 2026-11-21T09:30:00Z; left out.",
            )],
        ),
    ),
    (
        "changed in the last second",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "9999-12-31T23:59:59Z"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "changed after the last second",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "9999-12-31T23:59:59-01:00"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: “9999-12-31T23:59:59-01:00” is not a date like 2026-11-21T09:30:00Z; left out.",
            )],
        ),
    ),
    (
        "changed in a second that was put in",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "2016-12-31T23:59:60Z"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "changed on a day without a time",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "2026-11-21"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: “2026-11-21” is not a date like 2026-11-21T09:30:00Z; left out.",
            )],
        ),
    ),
    (
        "changed at a time of nowhere",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": "2026-11-21T09:30:00"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: “2026-11-21T09:30:00” is not a date like 2026-11-21T09:30:00Z; left out.",
            )],
        ),
    ),
    (
        "changed, in seconds",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": 1795253400}]}]"#,
        Told(
            "; Sales Tools: T",
            &[
                (
                    "sections[0].tools[0].changed",
                    "Changed of “T”: a text belongs here, but the file has a number; kept as text.",
                ),
                (
                    "sections[0].tools[0].changed",
                    "Changed of “T”: “1795253400” is not a date like 2026-11-21T09:30:00Z; left out.",
                ),
            ],
        ),
    ),
    (
        "changed, as an object",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changed": {"$date": 0}}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changed",
                "Changed of “T”: a text belongs here, but the file has an object; left out.",
            )],
        ),
    ),
    (
        "changed by a number, in two lines",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "changedBy": [1, "a\nb"]}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].changedBy",
                "Changed by of “T”: a text belongs here, but the file has a list; kept as text.",
            )],
        ),
    ),
    (
        "an agreement in capitals and blanks",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "agreement": " IN DISCUSSION "}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "an agreement that is a flag",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "agreement": true}]}]"#,
        Told(
            "; Sales Tools: T",
            &[
                (
                    "sections[0].tools[0].agreement",
                    "Agreement of “T”: a text belongs here, but the file has true or false; kept as text.",
                ),
                (
                    "sections[0].tools[0].agreement",
                    "Agreement of “T”: “true” is none of: Agreed, In discussion, Draft; kept as a draft.",
                ),
            ],
        ),
    ),
    (
        "a choice called like a prototype",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "status": "__proto__"}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].status",
                "Status of “T”: “__proto__” is none of: Active, Trial, Retiring, Retired; left out.",
            )],
        ),
    ),
    (
        "a choice in a list",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "status": ["active"]}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].status",
                "Status of “T”: a text belongs here, but the file has a list; kept as text.",
            )],
        ),
    ),
    (
        "two choices",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "status": ["active", "trial"]}]}]"#,
        Told(
            "; Sales Tools: T",
            &[
                (
                    "sections[0].tools[0].status",
                    "Status of “T”: a text belongs here, but the file has a list; kept as text.",
                ),
                (
                    "sections[0].tools[0].status",
                    "Status of “T”: “active trial” is none of: Active, Trial, Retiring, Retired; left out.",
                ),
            ],
        ),
    ),
    (
        "a choice by its number",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "status": 1}]}]"#,
        Told(
            "; Sales Tools: T",
            &[
                (
                    "sections[0].tools[0].status",
                    "Status of “T”: a text belongs here, but the file has a number; kept as text.",
                ),
                (
                    "sections[0].tools[0].status",
                    "Status of “T”: “1” is none of: Active, Trial, Retiring, Retired; left out.",
                ),
            ],
        ),
    ),
    (
        "a long text that is a list of objects",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "purpose": [{"insert": "x"}]}]}]"#,
        Told(
            "; Sales Tools: T",
            &[(
                "sections[0].tools[0].purpose",
                "Purpose of “T”: a text belongs here, but the file has a list; left out.",
            )],
        ),
    ),
    (
        "a long text with every line end",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "purpose": "a\r\nb\u0000\u2028c"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "a link that would run",
        r#""sections": [{"id": "sales-tools", "tools": [{"name": "T", "link": "javascript:alert(1)"}]}]"#,
        Read("; Sales Tools: T"),
    ),
    (
        "a flag as a word with a blank",
        r#""sections": [{"id": "lead-source-attribution", "leadSources": [{"name": "S", "active": " No "}]}]"#,
        Told(
            "; Lead Source Attribution: S",
            &[(
                "sections[0].leadSources[0].active",
                "Active of “S”: true or false belongs here, but the file has a text; taken as no.",
            )],
        ),
    ),
    (
        "a flag that is a fraction",
        r#""sections": [{"id": "lead-source-attribution", "leadSources": [{"name": "S", "active": 0.5}]}]"#,
        Told(
            "; Lead Source Attribution: S",
            &[(
                "sections[0].leadSources[0].active",
                "Active of “S”: true or false belongs here, but the file has a number; left out.",
            )],
        ),
    ),
    (
        "a flag that is nothing",
        r#""sections": [{"id": "lead-source-attribution", "leadSources": [{"name": "S", "active": null}]}]"#,
        Read("; Lead Source Attribution: S"),
    ),
    (
        "words in lists in lists",
        r#""sections": [{"id": "definitions", "definitions": [{"name": "D", "alsoKnownAs": [["a"], {"b": 1}, null, 2]}]}]"#,
        Told(
            "; Definitions: D",
            &[
                (
                    "sections[0].definitions[0].alsoKnownAs[0]",
                    "Also known as of “D”: a text belongs here, but the file has a list; left out.",
                ),
                (
                    "sections[0].definitions[0].alsoKnownAs[1]",
                    "Also known as of “D”: a text belongs here, but the file has an object; left out.",
                ),
                (
                    "sections[0].definitions[0].alsoKnownAs[3]",
                    "Also known as of “D”: a text belongs here, but the file has a number; kept as text.",
                ),
            ],
        ),
    ),
    (
        "words that are blank, or there already",
        r#""sections": [{"id": "definitions", "definitions": [{"name": "D", "alsoKnownAs": ["", " ", "a", " a\u0000"]}]}]"#,
        Read("; Definitions: D"),
    ),
    (
        "words in one text",
        r#""sections": [{"id": "definitions", "definitions": [{"name": "D", "alsoKnownAs": "a, b"}]}]"#,
        Told(
            "; Definitions: D",
            &[(
                "sections[0].definitions[0].alsoKnownAs",
                "Also known as of “D”: a list of texts belongs here, but the file has a text; kept as a list of one.",
            )],
        ),
    ),
    (
        "words by their names",
        r#""sections": [{"id": "definitions", "definitions": [{"name": "D", "alsoKnownAs": {"0": "a"}}]}]"#,
        Told(
            "; Definitions: D",
            &[(
                "sections[0].definitions[0].alsoKnownAs",
                "Also known as of “D”: a list of texts belongs here, but the file has an object; left out.",
            )],
        ),
    ),
];
