//! What corrections say, what they change, and how their file is read.

use super::*;
use crate::bundle::model::{Mark, Time};

const FILE: &str = r#"{"format":1,"title":"Harbour","corrections":[
  {"entity":"aamot","was":"I. Aamot","name":"Ilse Aamot","type":"person"},
  {"entity":"ilse","was":"Ilse","into":"aamot","into_name":"Ilse Aamot"},
  {"entity":"monday","was":"Monday","hidden":true}]}"#;

fn entity(id: &str, name: &str) -> Entity {
    let (aliases, same_as, more) = Default::default();
    Entity { id: id.into(), name: name.into(), kind: EntityType::Place, aliases, same_as, more }
}

fn known() -> Vec<Entity> {
    let mut ilse = entity("ilse", "Ilse");
    ilse.aliases = vec!["Mrs Aamot".into()];
    vec![entity("aamot", "I. Aamot"), ilse, entity("monday", "Monday"), entity("pier", "Pier")]
}

#[test]
fn a_file_says_again_what_it_said() {
    let own = Corrections::read(FILE).unwrap();
    assert_eq!(own.all().len(), 3);
    assert_eq!(Corrections::read(&own.to_text("Harbour \"2\"")), Ok(own));
    assert!(
        Corrections::is_file(FILE) && !Corrections::is_file(r#"{"items":[],"corrections":[]}"#)
    );
}

#[test]
fn entities_are_put_right_and_keep_their_other_names() {
    let own = Corrections::read(FILE).unwrap();
    let mut entities = known();
    own.put_right(&mut entities);
    let aamot = &entities[0];
    assert_eq!((aamot.name.as_str(), aamot.kind), ("Ilse Aamot", EntityType::Person));
    assert_eq!(aamot.aliases, ["I. Aamot", "Ilse", "Mrs Aamot"]);
    assert_eq!(entities[1..], known()[1..], "what stands for another, and the rest, stay");
}

#[test]
fn marks_and_events_mean_who_is_right() {
    let own = Corrections::read(FILE).unwrap();
    let mark = |id: &str, time: bool| Mark {
        entity: Some(id.into()),
        time: time.then(Default::default),
        ..Mark::default()
    };
    let role = EventEntity::Role {
        id: "ilse".into(),
        role: Some("speaker".into()),
        more: Default::default(),
    };
    let event = crate::bundle::Event {
        entities: vec![role, EventEntity::Id("monday".into()), EventEntity::Id("pier".into())],
        evidence: vec!["gone".into(), "stays".into()],
        ..Default::default()
    };
    let mut gone = mark("monday", false);
    gone.id = "gone".into();
    let mut ext = ArticleExt {
        marks: vec![mark("ilse", false), gone, mark("monday", true), mark("pier", false)],
        events: vec![event],
        ..ArticleExt::default()
    };
    assert!(own.correct(&mut ext));
    let marks: Vec<_> = ext.marks.iter().map(|mark| mark.entity.as_deref()).collect();
    assert_eq!(marks, [Some("aamot"), None, Some("pier")], "a date stays a date");
    assert_eq!(ext.marks[1].time, Some(Box::new(Time::default())));
    let parts: Vec<_> = ext.events[0].entities.iter().map(EventEntity::id).collect();
    assert_eq!(parts, ["aamot", "pier"]);
    assert_eq!(ext.events[0].evidence, ["stays"]);
    assert!(!own.correct(&mut ext), "once is enough");
}

#[test]
fn of_two_that_stand_for_each_other_the_newer_wins() {
    let into = |entity: &str, into: &str| Correction {
        entity: entity.into(),
        into: Some(into.into()),
        ..Correction::default()
    };
    let mut own = Corrections::default();
    own.put(into("a", "b"));
    own.put(into("b", "c"));
    assert_eq!(own.standing_for("a"), Some("c"));
    own.put(into("c", "a"));
    assert_eq!(own.standing_for("b"), Some("a"), "{own:?}");
    assert_eq!(own.standing_for("a"), Some("a"));
    own.take_back("c");
    assert_eq!(own.standing_for("b"), Some("c"));
    let ring = r#"{"corrections":[{"entity":"a","into":"b"},{"entity":"b","into":"c"},{"entity":"c","into":"b"}]}"#;
    let ring = Corrections::read(ring).unwrap();
    for id in ["a", "b", "c"] {
        assert!(ring.standing_for(id).is_some(), "{id}");
    }
}

#[test]
fn what_is_empty_or_taken_back_says_nothing() {
    let mut own = Corrections::read(FILE).unwrap();
    own.put(Correction { entity: "monday".into(), was: "Monday".into(), ..Correction::default() });
    own.take_back("aamot");
    assert_eq!(own.all().len(), 1);
    own.put(Correction { entity: "new".into(), hidden: true, ..Correction::default() });
    assert_eq!((own.standing_for("new"), own.standing_for("ilse")), (None, Some("aamot")));
}

#[test]
fn a_file_that_is_none_is_refused_with_its_place() {
    for (text, expected) in [
        ("", "The file is empty"),
        ("{\"corrections\":", "cut off"),
        ("{\"items\":[]}", "no list “corrections”"),
        ("{\"corrections\":{}}", "no list “corrections”"),
        ("{\"format\":2,\"corrections\":[]}", "version"),
        ("{\"corrections\":[{\"name\":\"x\"}]}", "at /corrections/0/entity"),
        ("{\"corrections\":[{\"entity\":\"x\"},\n{\"entity\":7}]}", "line 2"),
        ("{\"corrections\":[{\"entity\":\"x\",\"type\":\"robot\"}]}", "at /corrections/0/type"),
    ] {
        let fault = Corrections::read(text).unwrap_err();
        assert!(fault.to_string().contains(expected), "{text}: {fault}");
        assert_eq!(fault.severity, Severity::Fatal);
    }
}
