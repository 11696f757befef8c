//! Words that say what somebody is after: to find, to learn, to keep, money, a placement.

use domain::offers::{OfferKind, Stage};
use vocabulary::analysis::tokens;

/// What a cue points to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Points {
    /// A stage of an employer's way with people.
    To(Stage),
    /// A kind of offer.
    At(OfferKind),
}

use OfferKind::{
    Advice, Education, Grant, Network, Placement, Recruitment, Relocation, Validation,
};
use Points::{At, To};
use Stage::{Attract, Develop, Keep, Recruit};

/// Words in order, blank between; a star lets a word go on. Longer cues win nothing: every cue
/// that stands in the text counts, and what it points to counts once.
const CUES: &[(&str, &[Points])] = &[
    ("hitta*", &[To(Recruit), At(Recruitment)]),
    ("sakna*", &[To(Recruit), At(Recruitment)]),
    ("söker", &[To(Recruit), At(Recruitment)]),
    ("söka personal", &[To(Recruit), At(Recruitment)]),
    ("rekryter*", &[To(Recruit), At(Recruitment)]),
    ("anställ*", &[To(Recruit), At(Recruitment)]),
    ("nyanställ*", &[To(Recruit), At(Recruitment)]),
    ("annons*", &[To(Recruit), At(Recruitment)]),
    ("ersätta", &[To(Recruit), At(Recruitment)]),
    ("behöver folk", &[To(Recruit), At(Recruitment)]),
    ("vikarie*", &[To(Recruit), At(Recruitment)]),
    ("bemann*", &[To(Recruit), At(Recruitment)]),
    ("rekryteringsträff*", &[At(Recruitment)]),
    ("lära", &[To(Develop), At(Education)]),
    ("lär sig", &[To(Develop), At(Education)]),
    ("lär oss", &[To(Develop), At(Education)]),
    ("lärt", &[To(Develop)]),
    ("kurs*", &[To(Develop), At(Education)]),
    ("utbild*", &[To(Develop), At(Education)]),
    ("fortbild*", &[To(Develop), At(Education)]),
    ("vidareutbild*", &[To(Develop), At(Education)]),
    ("kompetensutveckl*", &[To(Develop), At(Education)]),
    ("utveckla*", &[To(Develop)]),
    ("växa i jobbet", &[To(Develop)]),
    ("svenska på jobbet", &[At(Education)]),
    ("omställ*", &[To(Develop), At(Advice)]),
    ("varsel*", &[To(Develop), At(Advice)]),
    ("säga upp", &[To(Develop), At(Advice)]),
    ("kompetensplan*", &[To(Develop), At(Advice)]),
    ("stanna*", &[To(Keep)]),
    ("behåll*", &[To(Keep)]),
    ("slutar", &[To(Keep)]),
    ("säger upp sig", &[To(Keep)]),
    ("trivs", &[To(Keep)]),
    ("trivas", &[To(Keep)]),
    ("sjukskriv*", &[To(Keep), At(Advice)]),
    ("pension*", &[To(Keep), At(Advice)]),
    ("generationsväxl*", &[To(Keep), At(Advice)]),
    ("flytta* hit", &[To(Attract), At(Relocation)]),
    ("flytta*", &[To(Attract), At(Relocation)]),
    ("inflytt*", &[To(Attract), At(Relocation)]),
    ("medflytt*", &[To(Attract), At(Relocation)]),
    ("bostad*", &[To(Attract), At(Relocation)]),
    ("bostäd*", &[To(Attract), At(Relocation)]),
    ("boende*", &[To(Attract), At(Relocation)]),
    ("lägenhet*", &[To(Attract), At(Relocation)]),
    ("utomlands", &[To(Attract), At(Relocation)]),
    ("utlandet", &[To(Attract), At(Relocation)]),
    ("locka*", &[To(Attract)]),
    ("synas", &[To(Attract)]),
    ("attrahera*", &[To(Attract)]),
    ("attraktiv*", &[To(Attract)]),
    ("bidrag*", &[At(Grant)]),
    ("peng*", &[At(Grant)]),
    ("check*", &[At(Grant)]),
    ("kompetenscheck*", &[At(Grant)]),
    ("lönebidrag*", &[At(Grant)]),
    ("ersättning*", &[At(Grant)]),
    ("finansier*", &[At(Grant)]),
    ("ekonomiskt stöd", &[At(Grant)]),
    ("företagsstöd*", &[At(Grant)]),
    ("betala*", &[At(Grant)]),
    ("har råd", &[At(Grant)]),
    ("råd med", &[At(Grant)]),
    ("för dyrt", &[At(Grant)]),
    ("pröva*", &[At(Validation)]),
    ("prövning*", &[At(Validation)]),
    ("valider*", &[At(Validation)]),
    ("yrkesbevis*", &[At(Validation)]),
    ("intyg*", &[At(Validation)]),
    ("papper på", &[At(Validation)]),
    ("redan kan", &[At(Validation)]),
    ("personalen kan", &[At(Validation)]),
    ("praktik*", &[At(Placement)]),
    ("lia", &[At(Placement)]),
    ("apl", &[At(Placement)]),
    ("elev*", &[At(Placement)]),
    ("student*", &[At(Placement)]),
    ("exjobb*", &[At(Placement)]),
    ("ex-jobb*", &[At(Placement)]),
    ("examensarbete*", &[At(Placement)]),
    ("lärling*", &[At(Placement)]),
    ("sommarjobb*", &[At(Placement)]),
    ("prao*", &[At(Placement)]),
    ("prova på", &[At(Placement)]),
    ("nätverk*", &[At(Network)]),
    ("andra företag", &[At(Network)]),
    ("samarbet*", &[At(Network)]),
    ("rådgiv*", &[At(Advice)]),
    ("kartlägg*", &[At(Advice)]),
    ("processledare*", &[At(Advice)]),
];

/// Stages and kinds a text asks about, each once, in the order people meet them.
pub(crate) fn read(text: &str) -> (Vec<Stage>, Vec<OfferKind>) {
    let said: Vec<String> = tokens(text).into_iter().map(|token| token.folded).collect();
    let found: Vec<Points> = CUES
        .iter()
        .filter(|(cue, _)| stands_in(cue, &said))
        .flat_map(|(_, points)| points.iter().copied())
        .collect();
    let stages = Stage::ALL.iter().copied().filter(|stage| found.contains(&To(*stage))).collect();
    let kinds = OfferKind::ALL.iter().copied().filter(|kind| found.contains(&At(*kind))).collect();
    (stages, kinds)
}

fn stands_in(cue: &str, said: &[String]) -> bool {
    let words: Vec<&str> = cue.split(' ').collect();
    said.windows(words.len()).any(|window| {
        window.iter().zip(&words).all(|(said, word)| match word.strip_suffix('*') {
            Some(beginning) => said.starts_with(beginning),
            None => said == word,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_sentences_point_somewhere() {
        for (text, stages, kinds) in [
            ("Jag hittar ingen svetsare", vec![Recruit], vec![Recruitment]),
            ("vi måste pröva vad personalen kan", vec![], vec![Validation]),
            ("bidrag till kompetensplan", vec![Develop], vec![Grant, Advice]),
            ("en elev på praktik", vec![], vec![Placement]),
            ("folk flyttar hit men får ingen bostad", vec![Attract], vec![Relocation]),
            ("Alla slutar efter ett år", vec![Keep], vec![]),
            ("en lärare i svetsning", vec![], vec![]),
        ] {
            assert_eq!(read(text), (stages, kinds), "{text}");
        }
    }
}
