//! The vocabulary itself: concepts, found by id, by code or by words.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;
use std::sync::{Arc, LazyLock, OnceLock};

use domain::codes::{ConceptId, Ssyk};

use crate::concept::{Concept, ConceptKind, VocabularyFault, VocabularyVersion};
use crate::embedded;
use crate::index::Index;
use crate::linked::{Linked, linker};
use crate::linking::Linker;

/// Names less alike than this say nothing about the work.
const LEAST_SIMILAR: f32 = 0.45;

static EMBEDDED: LazyLock<Vocabulary> =
    LazyLock::new(|| Vocabulary::assemble(embedded::version(), embedded::concepts()));

/// Concepts and the index over their names. Never changes; a copy costs a pointer.
#[derive(Clone)]
pub struct Vocabulary {
    inner: Arc<Inner>,
}

struct Inner {
    version: VocabularyVersion,
    concepts: Vec<Concept>,
    by_id: HashMap<ConceptId, usize>,
    /// Group first, then occupations, per code.
    by_ssyk: BTreeMap<Ssyk, Vec<usize>>,
    /// Groups that name a skill, per skill.
    by_skill: HashMap<usize, Vec<usize>>,
    index: Index,
    /// Made when it is first asked.
    linker: OnceLock<Option<Linker>>,
}

impl fmt::Debug for Vocabulary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Vocabulary")
            .field("version", &self.inner.version)
            .field("concepts", &self.inner.concepts.len())
            .finish_non_exhaustive()
    }
}

impl Vocabulary {
    /// The vocabulary that ships with the program; built once, on first use.
    pub fn embedded() -> Vocabulary {
        EMBEDDED.clone()
    }

    /// A vocabulary of these concepts, in whatever order they come.
    pub fn new(
        version: VocabularyVersion,
        concepts: Vec<Concept>,
    ) -> Result<Vocabulary, VocabularyFault> {
        check(&concepts)?;
        Ok(Self::assemble(version, concepts))
    }

    fn assemble(version: VocabularyVersion, mut concepts: Vec<Concept>) -> Vocabulary {
        concepts.sort_by(|one, other| one.id.cmp(&other.id));
        let by_id: HashMap<ConceptId, usize> =
            concepts.iter().enumerate().map(|(at, c)| (c.id.clone(), at)).collect();
        let mut by_skill: HashMap<usize, Vec<usize>> = HashMap::new();
        for (at, concept) in concepts.iter().enumerate() {
            for skill in concept.skills.iter().filter_map(|id| by_id.get(id)) {
                by_skill.entry(*skill).or_default().push(at);
            }
        }
        let mut by_ssyk: BTreeMap<Ssyk, Vec<usize>> = BTreeMap::new();
        for (at, concept) in concepts.iter().enumerate() {
            if let Some(ssyk) = &concept.ssyk {
                by_ssyk.entry(ssyk.clone()).or_default().push(at);
            }
        }
        let index = Index::build(&concepts);
        let linker = OnceLock::new();
        let inner = Inner { version, concepts, by_id, by_ssyk, by_skill, index, linker };
        Vocabulary { inner: Arc::new(inner) }
    }

    /// Which vocabulary this is.
    pub fn version(&self) -> &VocabularyVersion {
        &self.inner.version
    }

    /// Every concept, ordered by id.
    pub fn concepts(&self) -> &[Concept] {
        &self.inner.concepts
    }

    /// The concept with this id.
    pub fn get(&self, id: &ConceptId) -> Option<&Concept> {
        self.inner.by_id.get(id).and_then(|at| self.inner.concepts.get(*at))
    }

    /// The group with this SSYK code.
    pub fn group(&self, ssyk: &Ssyk) -> Option<&Concept> {
        self.of_code(ssyk).find(|concept| concept.kind == ConceptKind::OccupationGroup)
    }

    /// Every occupation group, ordered by SSYK code.
    pub fn groups(&self) -> impl Iterator<Item = &Concept> {
        self.inner.by_ssyk.keys().filter_map(|ssyk| self.group(ssyk))
    }

    /// The occupations of a group, ordered by label.
    pub fn occupations_in(&self, ssyk: &Ssyk) -> Vec<&Concept> {
        let mut found: Vec<&Concept> =
            self.of_code(ssyk).filter(|c| c.kind == ConceptKind::Occupation).collect();
        found.sort_by(|one, other| (&one.label, &one.id).cmp(&(&other.label, &other.id)));
        found
    }

    /// The skills of an occupation or a group: its own and those of its group, ordered by label.
    pub fn skills_of(&self, id: &ConceptId) -> Vec<&Concept> {
        let Some(concept) = self.get(id) else { return vec![] };
        let group = concept.ssyk.as_ref().and_then(|ssyk| self.group(ssyk));
        let ids: HashSet<&ConceptId> =
            concept.skills.iter().chain(group.into_iter().flat_map(|g| &g.skills)).collect();
        let mut found: Vec<&Concept> = ids.into_iter().filter_map(|id| self.get(id)).collect();
        found.sort_by(|one, other| (&one.label, &one.id).cmp(&(&other.label, &other.id)));
        found
    }

    /// Makes what the first question would otherwise wait for.
    pub fn prepare(&self) {
        self.inner.linker.get_or_init(|| linker(&self.inner.concepts));
    }

    /// Bytes of both indexes, near enough for a figure.
    pub fn bytes(&self) -> usize {
        let linker = self.inner.linker.get().and_then(Option::as_ref);
        self.inner.index.bytes() + linker.map_or(0, |linker| linker.index().bytes())
    }

    /// Occupations and groups that a title may mean, likeliest first, by the linking engine
    /// alone. Of a longer text only the beginning is read.
    pub fn linked(&self, title: &str) -> Vec<Linked<'_>> {
        let Some(linker) = self.inner.linker.get_or_init(|| linker(&self.inner.concepts)) else {
            return vec![];
        };
        let ranked = linker.concepts(title).into_iter();
        ranked
            .filter_map(|ranked| {
                let id = ConceptId(linker.index().concept(ranked.concept).to_owned());
                let place = *self.inner.by_id.get(&id)?;
                let concept = self.inner.concepts.get(place)?;
                Some(Linked { place, concept, share: ranked.share, likeness: ranked.likeness })
            })
            .collect()
    }

    /// Occupations of other groups whose names are most like this one's, likeliest first.
    pub fn similar(&self, concept: &Concept, most: usize) -> Vec<&Concept> {
        let is_other = |linked: &Linked<'_>| {
            linked.concept.kind == ConceptKind::Occupation
                && linked.concept.ssyk != concept.ssyk
                && linked.likeness >= LEAST_SIMILAR
        };
        let mut found: Vec<Linked<'_>> =
            self.linked(&concept.label).into_iter().filter(is_other).collect();
        found.sort_by(|one, other| {
            other.likeness.total_cmp(&one.likeness).then(one.place.cmp(&other.place))
        });
        found.into_iter().take(most).map(|linked| linked.concept).collect()
    }

    pub(crate) fn index(&self) -> &Index {
        &self.inner.index
    }

    /// The concept at a place of the index.
    pub(crate) fn at(&self, place: usize) -> Option<&Concept> {
        self.inner.concepts.get(place)
    }

    fn of_code(&self, ssyk: &Ssyk) -> impl Iterator<Item = &Concept> {
        let places = self.inner.by_ssyk.get(ssyk).map(Vec::as_slice).unwrap_or_default();
        places.iter().filter_map(|at| self.inner.concepts.get(*at))
    }

    /// Places of the concepts that name the skill at a place.
    pub(crate) fn groups_of_skill(&self, skill: usize) -> &[usize] {
        self.inner.by_skill.get(&skill).map(Vec::as_slice).unwrap_or_default()
    }

    /// Places of the concepts that carry an SSYK code.
    pub(crate) fn places_of(&self, ssyk: &Ssyk) -> &[usize] {
        self.inner.by_ssyk.get(ssyk).map(Vec::as_slice).unwrap_or_default()
    }
}

fn check(concepts: &[Concept]) -> Result<(), VocabularyFault> {
    if concepts.is_empty() {
        return Err(VocabularyFault::Empty);
    }
    let mut ids = HashSet::new();
    for concept in concepts {
        let id = concept.id.0.clone();
        if concept.label.trim().is_empty() {
            return Err(VocabularyFault::EmptyLabel { id });
        }
        if !ids.insert(&concept.id) {
            return Err(VocabularyFault::DuplicateId { id });
        }
    }
    for concept in concepts {
        if let Some(skill) = concept.skills.iter().find(|skill| !ids.contains(skill)) {
            let (id, skill) = (concept.id.0.clone(), skill.0.clone());
            return Err(VocabularyFault::UnknownSkill { id, skill });
        }
    }
    Ok(())
}
