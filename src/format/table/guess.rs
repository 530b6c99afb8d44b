//! What a table seems to be, and what its columns seem to mean.

#[cfg(test)]
mod tests;

use super::headings::{EXACTLY, GENERIC, HARDLY, among, fits, is_agreement, is_generic, is_label, is_technical, words};
use super::mapping::{Mapping, Meaning, parts_of};
use super::sheet::Sheet;
use super::{english, german};
use crate::format::labels::{AGREEMENT, Labels};
use crate::format::names::{Names, folded};
use crate::format::page::layout::Layout;
use crate::format::page::{Titles, kinds};
use crate::model::{EntryId, Field, Home, Kind, Playbook, SectionId, StandardSection};
use std::collections::HashSet;

/// How many rows are looked at.
const ROWS: usize = 200;

/// Guesses what a table is, from its headings and the names in it. `here` is the section that it was put into, if it was.
#[must_use]
pub fn guess(sheet: &Sheet, playbook: &Playbook, here: Option<Home>) -> Mapping {
    let headings: Vec<String> = sheet.header.iter().map(|heading| heading_words(heading)).collect();
    let here = here.map(|home| section_of(home, playbook));
    let names = Names::with_others(playbook, Labels::English);
    let mut best: Option<(i64, Candidate, Vec<Meaning>)> = None;
    for candidate in candidates(here, playbook) {
        let (columns, strength) = candidate.assign(&headings);
        let strength = i64::from(strength) + candidate.prior() + candidate.by_names(&columns, &headings, sheet, &names);
        let strength = if candidate.is_whole(&columns) { strength } else { strength * 3 / 10 - 50 };
        if best.as_ref().is_none_or(|(most, ..)| strength > *most) {
            best = Some((strength, candidate, columns));
        }
    }
    let (kind, mut columns) = best.map_or((Kind::Definition, Vec::new()), |(_, best, columns)| (best.kind, columns));
    columns.resize(sheet.header.len(), Meaning::Note);
    let named =
        |meaning: &Meaning| matches!(meaning, Meaning::Field(Field::Name) | Meaning::Whole | Meaning::PartField(..));
    // Whatever it is called, the first column with a text in it says what a row is about.
    if !columns.iter().any(named)
        && let Some(first) = columns.iter().position(|meaning| *meaning == Meaning::Note)
        && let Some(column) = columns.get_mut(first)
    {
        *column = Meaning::Field(Field::Name);
    }
    let home = here.unwrap_or_else(|| home_of(kind, &columns, sheet, playbook));
    Mapping { home, kind, columns, whole: String::new() }
}

/// A heading without what stands in parentheses, unless there is nothing else: "Cost (EUR)".
fn heading_words(heading: &str) -> String {
    let outside = heading.split('(').next().unwrap_or_default();
    match words(outside) {
        outside if outside.is_empty() => words(heading),
        outside => outside,
    }
}

/// The section that a home is in.
fn section_of(home: Home, playbook: &Playbook) -> Home {
    match home {
        Home::Entry(id) => playbook.entries.get(&id).map_or(home, |entry| section_of(entry.home, playbook)),
        _ => home,
    }
}

/// What a table may be: rows of a kind, or of parts of it.
#[derive(Debug, Clone, Copy)]
struct Candidate {
    kind: Kind,
    part: Option<Kind>,
}

fn candidates(here: Option<Home>, playbook: &Playbook) -> Vec<Candidate> {
    // The likeliest first, where all else is the same.
    const TOP: [Kind; 12] = [
        Kind::Tool,
        Kind::Definition,
        Kind::Stage,
        Kind::LeadSource,
        Kind::Document,
        Kind::CampaignType,
        Kind::Person,
        Kind::Team,
        Kind::Channel,
        Kind::Procedure,
        Kind::OpportunityRule,
        Kind::NamingConvention,
    ];
    let has_own =
        playbook.sections.iter().any(|section| !section.deleted && matches!(section.id, SectionId::Custom(_)));
    let tops: Vec<Kind> = match here {
        Some(home) => kinds(home).to_vec(),
        None => TOP.into_iter().chain(has_own.then_some(Kind::Entry)).collect(),
    };
    let with_parts = |kind: Kind| {
        let parts = parts_of(kind).into_iter().map(move |part| Candidate { kind, part: Some(part) });
        std::iter::once(Candidate { kind, part: None }).chain(parts)
    };
    tops.into_iter().flat_map(with_parts).collect()
}

impl Candidate {
    /// What the columns may mean.
    fn meanings(self) -> Vec<Meaning> {
        let own = self.kind.fields().iter().map(|spec| Meaning::Field(spec.field));
        let mut all: Vec<Meaning> = match self.part {
            None => own.collect(),
            Some(_) => {
                let own = own.filter(|meaning| *meaning != Meaning::Field(Field::Name));
                std::iter::once(Meaning::Whole).chain(own).collect()
            }
        };
        for part in self.chain() {
            all.extend(part.fields().iter().map(|spec| Meaning::PartField(part, spec.field)));
        }
        all.extend(Layout::of(self.kind).agreement.then_some(Meaning::Agreement));
        all
    }

    /// The parts that a row speaks of: what it is, and what that is a part of.
    fn chain(self) -> Vec<Kind> {
        let within = |part: &Kind| *part != self.kind;
        let mut chain: Vec<Kind> = std::iter::successors(self.part, |part| part.whole()).take_while(within).collect();
        chain.reverse();
        chain
    }

    /// How well a heading fits a meaning.
    fn fit(self, meaning: Meaning, heading: &str) -> u32 {
        let of = |kind: Kind, field| kind.field(field).map_or(0, |spec| fits(kind, spec, heading));
        match meaning {
            // What is said beside parts is rather theirs.
            Meaning::Field(field) if self.part.is_some() => of(self.kind, field) * 9 / 10,
            Meaning::Field(field) => of(self.kind, field),
            Meaning::PartField(kind, field) => of(kind, field),
            Meaning::Whole if heading == self.kind.noun() => EXACTLY,
            Meaning::Whole => match among(english::wholes(self.kind), heading) {
                0 if is_label(heading, self.kind.noun()) => EXACTLY - 15,
                0 => among(german::wholes(self.kind), heading),
                english => english,
            },
            Meaning::Agreement if is_label(heading, AGREEMENT) => EXACTLY,
            Meaning::Agreement if is_agreement(heading) => HARDLY + 30,
            _ => 0,
        }
    }

    /// Gives each column the meaning that it fits best, each meaning to one column; and how strongly all of it speaks for
    /// this candidate.
    fn assign(self, headings: &[String]) -> (Vec<Meaning>, u32) {
        let meanings = self.meanings();
        let mut fits: Vec<(u32, usize, usize)> = Vec::new();
        for (column, heading) in headings.iter().enumerate() {
            let all = meanings.iter().enumerate().map(|(slot, meaning)| (self.fit(*meaning, heading), slot, column));
            fits.extend(all.filter(|(fit, ..)| *fit >= HARDLY));
        }
        fits.sort_by_key(|(fit, slot, column)| (std::cmp::Reverse(*fit), *slot, *column));
        let rest = |heading: &String| if is_technical(heading) { Meaning::Ignore } else { Meaning::Note };
        let mut columns: Vec<Meaning> = headings.iter().map(rest).collect();
        let (mut used_slots, mut used_columns) = (HashSet::new(), HashSet::new());
        let mut strength = 0;
        for (fit, slot, column) in &fits {
            let (fit, slot, column) = (*fit, *slot, *column);
            if used_slots.contains(&slot) || used_columns.contains(&column) {
                continue;
            }
            let (Some(meaning), Some(place)) = (meanings.get(slot), columns.get_mut(column)) else { continue };
            used_slots.insert(slot);
            used_columns.insert(column);
            *place = *meaning;
            let is_name = matches!(meaning, Meaning::Field(Field::Name) | Meaning::PartField(_, Field::Name));
            let is_generic = is_name && headings.get(column).is_some_and(|heading| is_generic(heading));
            // That a label is the very one says little of the kind: several have it.
            strength += if is_generic { GENERIC } else { fit.min(88) };
        }
        // Nothing is more needed than a name.
        let name = meanings.iter().position(|meaning| *meaning == Meaning::Field(Field::Name));
        if name.is_some_and(|name| !used_slots.contains(&name))
            && let Some((_, _, column)) = fits.iter().find(|(_, slot, _)| Some(*slot) == name)
            && let Some(column) = columns.get_mut(*column)
        {
            *column = Meaning::Field(Field::Name);
        }
        (columns, strength)
    }

    /// How often tables are of this kind.
    const fn prior(self) -> i64 {
        match (self.kind, self.part) {
            (_, Some(_)) => -10,
            (Kind::Tool, None) => 25,
            (Kind::Definition, None) => 15,
            (Kind::Person | Kind::Stage, None) => 5,
            (Kind::Document | Kind::LeadSource, None) => 0,
            (Kind::CampaignType, None) => -10,
            (Kind::Entry, None) => -40,
            _ => -15,
        }
    }

    /// Whether the columns say what such rows have to say.
    fn is_whole(self, columns: &[Meaning]) -> bool {
        let has = |meaning: Meaning| columns.contains(&meaning);
        let has_part = |field| self.part.is_some_and(|part| has(Meaning::PartField(part, field)));
        match self.part {
            None => has(Meaning::Field(Field::Name)),
            Some(Kind::Transition) => has(Meaning::Whole) && has_part(Field::ToStage),
            Some(Kind::SourceRule) => {
                let conditions = [Field::UtmSource, Field::UtmMedium, Field::UtmCampaign, Field::Referrer];
                has(Meaning::Whole) && conditions.into_iter().chain([Field::LandingPage]).any(has_part)
            }
            // Salesforce has them for a campaign each, and people copy those of one without its name.
            Some(Kind::MemberStatus) => has_part(Field::Name) && has_part(Field::CountsAsSuccess),
            Some(Kind::AllowedValue) => {
                let token = Meaning::PartField(Kind::Token, Field::Name);
                has(Meaning::Whole) && has(token) && has_part(Field::Name) && has_part(Field::Code)
            }
            Some(_) => has(Meaning::Whole) && has_part(Field::Name),
        }
    }

    /// What the names in the rows say for this candidate: those that are known, and those that everybody has.
    fn by_names(self, columns: &[Meaning], headings: &[String], sheet: &Sheet, names: &Names) -> i64 {
        let Some(column) =
            columns.iter().position(|meaning| matches!(meaning, Meaning::Field(Field::Name) | Meaning::Whole))
        else {
            return 0;
        };
        let cells = sheet.rows.iter().take(ROWS).filter_map(|row| row.get(column)).filter(|cell| !cell.is_empty());
        let (mut all, mut known, mut usual) = (0, 0, 0);
        for cell in cells {
            all += 1;
            let is_known = names.of_kind(self.kind, &cell.text).is_some();
            known += i64::from(is_known);
            usual += i64::from(is_known || is_usual(self.kind, &cell.text));
        }
        if all == 0 {
            return 0;
        }
        // Salesforce and HubSpot call all of their lists the same: only what is in them says that these are stages.
        let is_generic = headings.get(column).is_some_and(|heading| is_generic(heading));
        let is_lead_status = headings.iter().any(|heading| heading == "is converted");
        let doubt = self.kind == Kind::Stage && self.part.is_none() && is_generic && usual * 3 < all && !is_lead_status;
        known * 60 / all + usual * 40 / all - if doubt { 120 } else { 0 }
    }
}

/// Whether a name is one that nearly every company has for a thing of this kind.
fn is_usual(kind: Kind, name: &str) -> bool {
    const STAGES: &[&str] = &[
        "attempted",
        "churned",
        "closed",
        "connected",
        "contacted",
        "converted",
        "customer",
        "disqualified",
        "engaged",
        "evangelist",
        "inquiry",
        "lead",
        "mql",
        "new",
        "nurture",
        "nurturing",
        "open",
        "opportunity",
        "prospect",
        "qualified",
        "recycled",
        "sal",
        "sql",
        "subscriber",
        "suspect",
        "unqualified",
        "working",
    ];
    const SOURCES: &[&str] = &[
        "advertising",
        "direct",
        "email",
        "event",
        "events",
        "inbound",
        "offline",
        "organic",
        "outbound",
        "paid",
        "partner",
        "referral",
        "referrals",
        "search",
        "social",
        "trade",
        "web",
        "webinar",
        "website",
    ];
    let usual = match kind {
        Kind::Stage => STAGES,
        Kind::LeadSource => SOURCES,
        _ => return false,
    };
    folded(name).split(|c: char| !c.is_alphanumeric()).any(|word| usual.contains(&word))
}

/// Where entries of a kind go: of the lists of tools, into the one that has most of these names.
fn home_of(kind: Kind, columns: &[Meaning], sheet: &Sheet, playbook: &Playbook) -> Home {
    if kind.in_directory() {
        return Home::Directory;
    }
    let homes: Vec<Home> = match kind {
        Kind::Entry => {
            let own = playbook.sections.iter().filter(|section| !section.deleted && section.id.kinds().contains(&kind));
            own.map(|section| Home::Section(section.id)).collect()
        }
        _ => {
            let standard = StandardSection::ALL.into_iter().filter(|section| section.kinds().contains(&kind));
            standard.map(|section| Home::Section(SectionId::Standard(section))).collect()
        }
    };
    let column = columns.iter().position(|meaning| *meaning == Meaning::Field(Field::Name));
    let said: HashSet<String> =
        sheet.rows.iter().filter_map(|row| row.get(column?)).map(|cell| folded(&cell.text)).collect();
    let outline = playbook.outline();
    let titles = Titles::of(playbook, &outline, Labels::English);
    let is_said = |id: &EntryId| titles.of_entry(*id).is_some_and(|title| said.contains(&folded(title)));
    let known = |home: &Home| outline.list(*home, kind).iter().filter(|id| is_said(id)).count();
    // The first of those that are as good.
    let best = homes.iter().rev().max_by_key(|home| known(home));
    best.copied().unwrap_or(Home::Section(SectionId::Standard(StandardSection::Definitions)))
}
