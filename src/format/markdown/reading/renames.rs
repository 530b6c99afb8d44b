//! Sections that have another name in a document than they have here: known by what they say.

use super::chunks::{Chunk, ChunkKind, gist_of};
use super::told::section_level;
use crate::format::names::folded;
use crate::model::Home;
use std::collections::{HashMap, HashSet};

/// Which sections of ours have which new names in a document. A section was renamed where its name is missing, a heading
/// is new, and at least half of what stands under either stands under both.
pub(super) fn renames(
    document: &[Chunk<'_>],
    written: &[Chunk<'_>],
    names: &HashMap<String, Home>,
) -> HashMap<String, Home> {
    let (theirs, ours) = (sections(document, names), sections(written, names));
    let known = |name: &str| names.get(name).copied();
    let (said, new): (Vec<_>, Vec<_>) = theirs.into_iter().partition(|(name, _)| known(name).is_some());
    if new.is_empty() {
        return HashMap::new();
    }
    let said: HashSet<Home> = said.iter().filter_map(|(name, _)| known(name)).collect();
    let missing = ours.into_iter().filter_map(|(name, inside)| Some((known(&name)?, inside)));
    let missing = missing.filter(|(home, _)| !said.contains(home));
    let mut missing: Vec<_> = missing.map(|(home, inside)| (home, lines(inside))).collect();
    let mut renames = HashMap::new();
    for (name, inside) in new {
        let lines = lines(inside);
        let shared = |ours: &HashSet<String>| lines.intersection(ours).count();
        let best = missing.iter().enumerate().max_by_key(|(_, (_, ours))| shared(ours));
        let Some((place, (home, ours))) = best else { break };
        if shared(ours) > 0 && shared(ours) * 2 >= lines.len().max(ours.len()) {
            renames.insert(name, *home);
            missing.remove(place);
        }
    }
    renames
}

/// As much of what chunks say as tells sections apart.
fn lines(chunks: &[Chunk<'_>]) -> HashSet<String> {
    gist_of(chunks).into_iter().collect()
}

/// What the headings of sections say, and what stands under each.
fn sections<'c, 'a>(chunks: &'c [Chunk<'a>], names: &HashMap<String, Home>) -> Vec<(String, &'c [Chunk<'a>])> {
    let Some(level) = section_level(chunks, names) else { return Vec::new() };
    let of = |chunk: &Chunk<'_>| match &chunk.kind {
        ChunkKind::Heading { level: of, text } if *of == level => Some(folded(text)),
        _ => None,
    };
    let mut sections = Vec::new();
    let mut rest = chunks;
    while let Some((heading, below)) = rest.split_first() {
        let length = below.iter().position(|chunk| of(chunk).is_some()).unwrap_or(below.len());
        let (inside, after) = below.split_at(length);
        if let Some(name) = of(heading) {
            sections.push((name, inside));
        }
        rest = after;
    }
    sections
}
