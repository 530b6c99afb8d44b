//! The standard playbook, as tables: nobody has to fetch or parse anything to begin with it.

use super::{Entry, EntryId, Field, Home, Kind, OrderKey, Playbook, PlaybookId, SectionId, StandardSection, Value};

/// The title of the standard playbook.
pub const TITLE: &str = "Marketing operations playbook";

/// A stage, and the ways out of it.
struct Stage {
    name: &'static str,
    definition: &'static str,
    entry: &'static str,
    exit: &'static str,
    system_value: &'static str,
    sla: &'static str,
    ways: &'static [Way],
}

struct Way {
    kind: &'static str,
    /// The name of the stage that it leads to.
    to: &'static str,
    trigger: &'static str,
    reasons: &'static [&'static str],
}

/// A playbook of nine sections that say what belongs in them, with the eight usual stages, under fresh ids each
/// time.
#[must_use]
pub fn playbook() -> Playbook {
    let mut playbook = Playbook::new(PlaybookId::random(), TITLE);
    for section in &mut playbook.sections {
        if let SectionId::Standard(standard) = section.id {
            introduction(standard).clone_into(&mut section.introduction);
        }
    }
    let home = Home::Section(SectionId::Standard(StandardSection::LifecycleManagement));
    let ids = STAGES.each_ref().map(|stage| (stage.name, EntryId::random()));
    for ((stage, (_, id)), order) in STAGES.iter().zip(ids).zip(OrderKey::spread(STAGES.len())) {
        let mut entry = Entry::new(id, Kind::Stage, home, order);
        for (field, text) in
            [(Field::Name, stage.name), (Field::SystemValue, stage.system_value), (Field::Sla, stage.sla)]
        {
            entry.set(field, Value::Line(text.to_owned()));
        }
        for (field, text) in [
            (Field::Definition, stage.definition),
            (Field::EntryCriteria, stage.entry),
            (Field::ExitCriteria, stage.exit),
        ] {
            entry.set(field, Value::Text(text.to_owned()));
        }
        playbook.entries.insert(id, entry);
        for (way, order) in stage.ways.iter().zip(OrderKey::spread(stage.ways.len())) {
            let mut entry = Entry::new(EntryId::random(), Kind::Transition, Home::Entry(id), order);
            let to = ids.iter().filter(|(name, _)| *name == way.to).map(|(_, id)| *id).collect();
            entry.set(Field::ToStage, Value::Refs(to));
            entry.set(Field::TransitionKind, Value::Line(way.kind.to_owned()));
            entry.set(Field::Trigger, Value::Line(way.trigger.to_owned()));
            entry.set(Field::ReasonValues, Value::Words(way.reasons.iter().map(|&reason| reason.to_owned()).collect()));
            playbook.entries.insert(entry.id, entry);
        }
    }
    playbook
}

/// What the standard playbook says at the head of a section.
const fn introduction(section: StandardSection) -> &'static str {
    match section {
        StandardSection::DemandGenerationTools => {
            "List whatever helps people find you and hear from you again: website, ads, email, webinars, \
             analytics. Begin with last month's invoices, because they name tools that nobody remembers buying. For \
             each one, a sentence on its purpose and one manager is enough for now; cost and renewal date can \
             follow.\n\n\
             **Agree on:** who may bring in a new tool, and who decides that an old one goes."
        }
        StandardSection::SalesTools => {
            "Here stand the tools that sales opens every day: the CRM first, then calling, outreach, proposals and \
             signatures. Ask one salesperson to share their screen for ten minutes and write down what they open. \
             Note which tools write to the CRM, since that is where most data problems begin.\n\n\
             **Agree on:** which system is right when two of them disagree about a contact."
        }
        StandardSection::InternalCommunicationTools => {
            "A channel works when everyone knows what belongs in it and what does not. Begin with the three places \
             where marketing and sales meet most often, then add mailing lists, meetings and the task board.\n\n\
             - *Use it for* says what to post.\n\
             - *Not for* says where the rest goes.\n\n\
             **Agree on:** where a salesperson asks about a lead, and how soon somebody answers on a working day."
        }
        StandardSection::LifecycleManagement => {
            "Stages tell where a person stands between first contact and loyal customer. The eight below are a \
             usual start: put your own words in place of ours, and remove what you do not need. Write entry \
             criteria that two colleagues would judge alike, and give each stage one owner. Transitions back matter \
             as much as those forward, for most leads are not ready the first time.\n\n\
             **Agree on:** what exactly makes an MQL, and how quickly sales must act."
        }
        StandardSection::LeadSourceAttribution => {
            "A lead source says how somebody first came to you, and it is set once. Export the values your CRM \
             holds today, and cut the list to about a dozen with one clear meaning each. Then write the rules that \
             choose a value, the most precise first: an event list or a UTM medium before a referrer, and direct \
             traffic last.\n\n\
             **Agree on:** who may change a source by hand, if anyone may."
        }
        StandardSection::OpportunitySourceAttribution => {
            "A deal often starts months after the lead did, so its source is a decision of its own. Collect five \
             recent deals whose source was disputed. Write one rule for each situation, say whether the original \
             source stays or changes, and give the reason; the reason is what ends the next dispute.\n\n\
             **Agree on:** how many days back a touch may lie and still count as the start of a deal."
        }
        StandardSection::CampaignManagement => {
            "Three things make campaigns comparable: types with fixed member statuses, names that follow a \
             convention, and procedures that everyone repeats in the same way.\n\n\
             1. Write down the types you ran this year.\n\
             2. For each, say which status counts as success.\n\
             3. Describe how leads from your next event reach sales, with names and hours.\n\n\
             **Agree on:** the parts of a campaign name and their order. Reports group by them, so change them \
             seldom."
        }
        StandardSection::InternalDocumentManagement => {
            "People lose more time looking for the right version than writing it. List the documents that \
             colleagues ask you for: brand guidelines, price list, slides, case studies, report templates. Give \
             each a single location, an owner who keeps it true, and an audience. If something may go to partners \
             or customers, say what to check first.\n\n\
             **Agree on:** one home for finished documents, and what happens to copies elsewhere."
        }
        StandardSection::Definitions => {
            "Two people who use one word for two things will read every report differently. Collect the terms that \
             needed explaining in your last three meetings, and give each one meaning in a sentence or two, with an \
             example from your own work. Point out which words sound alike but differ. Retire old terms rather than \
             deleting them, so that old reports stay readable.\n\n\
             **Agree on:** the one term that your departments understand most differently."
        }
    }
}

const STAGES: [Stage; 8] = [
    Stage {
        name: "Subscriber",
        definition: "Wants to read what we publish, and has asked for nothing else.",
        entry: "Gave an email address and agreed to hear from us.",
        exit: "Tells us more than an email address, or unsubscribes.",
        system_value: "subscriber",
        sla: "",
        ways: &[
            Way { kind: "advance", to: "Lead", trigger: "Fills in a form with name and company", reasons: &[] },
            Way { kind: "disqualify", to: "Other", trigger: "Unsubscribes or the address bounces", reasons: &[] },
        ],
    },
    Stage {
        name: "Lead",
        definition: "Somebody we know by name, who showed first interest in what we sell.",
        entry: "Name, company and email are known, with permission to write.",
        exit: "Reaches the agreed score or asks to talk to us.",
        system_value: "lead",
        sla: "",
        ways: &[
            Way { kind: "advance", to: "MQL", trigger: "Reaches the score, or asks for a demo", reasons: &[] },
            Way { kind: "recycle", to: "Subscriber", trigger: "No activity for 12 months", reasons: &[] },
            Way {
                kind: "disqualify",
                to: "Other",
                trigger: "Turns out not to be a possible buyer",
                reasons: &["Student", "Competitor", "Supplier"],
            },
        ],
    },
    Stage {
        name: "MQL",
        definition: "Marketing qualified lead: fits the customers we look for, and did enough to be worth a call.",
        entry: "Right kind of company and role, and enough interest to pass to sales.",
        exit: "Sales has spoken with the person and decided.",
        system_value: "marketingqualifiedlead",
        sla: "First contact within 1 working day",
        ways: &[
            Way { kind: "advance", to: "SQL", trigger: "Sales confirms a need in a conversation", reasons: &[] },
            Way {
                kind: "recycle",
                to: "Lead",
                trigger: "Sales gets no answer, or the time is wrong",
                reasons: &["No answer", "Not now", "Wrong person"],
            },
            Way {
                kind: "disqualify",
                to: "Other",
                trigger: "Sales finds that they can never buy",
                reasons: &["Bad data", "Competitor"],
            },
        ],
    },
    Stage {
        name: "SQL",
        definition: "Sales qualified lead: a salesperson spoke with them, and there is a real need.",
        entry: "Need, timing and the people who decide were talked about.",
        exit: "Sales opens an opportunity, or gives the lead back with a reason.",
        system_value: "salesqualifiedlead",
        sla: "Decision within 10 working days",
        ways: &[
            Way {
                kind: "advance",
                to: "Opportunity",
                trigger: "Sales sees a deal with a value and a date",
                reasons: &[],
            },
            Way {
                kind: "recycle",
                to: "Lead",
                trigger: "The need is real, but later",
                reasons: &["No budget", "No project yet"],
            },
            Way { kind: "disqualify", to: "Other", trigger: "No need that we can meet", reasons: &[] },
        ],
    },
    Stage {
        name: "Opportunity",
        definition: "There is a deal that we may win or lose.",
        entry: "The deal is in the CRM with an amount, a closing date and an owner.",
        exit: "The deal is won or lost.",
        system_value: "opportunity",
        sla: "",
        ways: &[
            Way { kind: "advance", to: "Customer", trigger: "The contract is signed", reasons: &[] },
            Way {
                kind: "recycle",
                to: "Lead",
                trigger: "Lost, but may come back",
                reasons: &["Price", "Chose a competitor", "No decision"],
            },
            Way { kind: "disqualify", to: "Other", trigger: "Lost for good", reasons: &[] },
        ],
    },
    Stage {
        name: "Customer",
        definition: "Has a running contract with us.",
        entry: "At least one deal is won.",
        exit: "Recommends us, or ends the contract.",
        system_value: "customer",
        sla: "",
        ways: &[
            Way { kind: "advance", to: "Evangelist", trigger: "Gives a reference or brings in somebody", reasons: &[] },
            Way { kind: "recycle", to: "Lead", trigger: "The contract ends, and a return is possible", reasons: &[] },
        ],
    },
    Stage {
        name: "Evangelist",
        definition: "A customer who recommends us in public or to people they know.",
        entry: "Agreed to be a reference, wrote a review or referred somebody.",
        exit: "Stops recommending us, or ends the contract.",
        system_value: "evangelist",
        sla: "",
        ways: &[
            Way { kind: "recycle", to: "Customer", trigger: "No longer wants to be a reference", reasons: &[] },
            Way { kind: "recycle", to: "Lead", trigger: "The contract ends, and a return is possible", reasons: &[] },
        ],
    },
    Stage {
        name: "Other",
        definition: "Everyone we keep on record but do not sell to: suppliers, press, applicants.",
        entry: "Is not a possible buyer now.",
        exit: "Becomes a possible buyer.",
        system_value: "other",
        sla: "",
        ways: &[Way {
            kind: "recycle",
            to: "Lead",
            trigger: "Changes to a job or company that could buy",
            reasons: &[],
        }],
    },
];

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn the_standard_playbook_is_whole() {
        let playbook = playbook();
        assert_eq!(playbook.violations(), []);
        assert!(playbook.sections.iter().all(|section| section.introduction.contains("**Agree on:** ")));
        let of_kind = |kind| playbook.entries.values().filter(move |entry| entry.kind == kind);
        assert_eq!(of_kind(Kind::Stage).map(Entry::name).collect::<BTreeSet<_>>().len(), STAGES.len());
        assert_eq!(of_kind(Kind::Transition).count(), STAGES.iter().map(|stage| stage.ways.len()).sum::<usize>());
        for way in of_kind(Kind::Transition) {
            let fields = [Field::ToStage, Field::TransitionKind, Field::Trigger];
            assert!(fields.iter().all(|field| way.value(*field).is_some_and(|value| !value.is_empty())), "{way:?}");
        }
    }

    #[test]
    fn two_standard_playbooks_share_no_id() {
        let (one, other) = (playbook(), playbook());
        assert_ne!(one.id, other.id);
        assert!(one.entries.keys().all(|id| !other.entries.contains_key(id)));
    }
}
