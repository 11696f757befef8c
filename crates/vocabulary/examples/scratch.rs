use vocabulary::*;
fn main(){
 let t=std::time::Instant::now();
 let v=Vocabulary::embedded();
 eprintln!("build {:?} {}",t.elapsed(),v.concepts().len());
 let mut a=std::env::args().skip(1);
 let mode=a.next().unwrap();
 for q in a {
  let t=std::time::Instant::now();
  if mode=="s"||mode=="o" {
   let r=v.suggest(&q,(mode=="o").then_some(ConceptKind::Occupation),5);
   println!("## {q}  ({:?})",t.elapsed());
   for s in r { println!("  {:.3} {} [{}] {:?} {}",s.score,s.label,s.ssyk.map(|x|x.to_string()).unwrap_or_default(),s.kind,s.reasons.iter().map(|r|format!("{}→{} {:?} {:.3}",r.word,r.term,r.how,r.points)).collect::<Vec<_>>().join("; ")); }
  } else {
   println!("## {q}");
   for m in v.mentions(&q){println!("  {}..{} «{}» {:?} {} {:?} {:.2} neg={} {:?} {:?}",m.start,m.end,m.text,m.kind,m.label,m.ssyk.map(|s|s.to_string()),m.score,m.negated,m.strength,m.reasons[0].how);}
  }
 }
}
