//! Where a reader puts entities right: the form in the card of a name, and the list of all
//! that was put right.
//!
//! It says what there is to say; what comes of it is `correcting`'s part. It must not change a
//! correction.

use crate::bundle::EntityType;
use crate::bundle::corrections::{Correction, Corrections};
use crate::ui::outline::{Node, el};
use crate::ui::words;

/// The form of a card.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    /// It is unfolded.
    pub open: bool,
    /// What was put right about the name so far.
    pub own: Option<Correction>,
    /// Other names, to choose from.
    pub others: Vec<String>,
    /// What became of the last thing that was said, if that needs words.
    pub told: String,
}

/// The ids of the form's parts that refer to each other.
const NAMES: &str = "other-names";

/// The form. `name` and `kind` are as the reader sees them now.
pub fn form(form: &Form, name: &str, kind: Option<EntityType>) -> Node {
    let summary = el("summary").set("data-do", "correcting").say(words::CORRECT);
    let node = el("details").class("correct").set_if("open", form.open).with(summary);
    if !form.open {
        return node;
    }
    let field = |name: &'static str| {
        el("input").set("type", "text").set("name", name).set("data-do", "correct")
    };
    let line = |words: &'static str, control: Node| {
        el("p").with(el("label").with(el("span").say(words)).with(control))
    };
    let types = EntityType::ALL.into_iter().map(|own| {
        let option = el("option").set("value", own.word()).say(words::kind(own));
        option.set_if("selected", Some(own) == kind)
    });
    let types =
        el("select").set("name", "type").set("data-do", "correct").with_all(types.collect());
    let others = form.others.iter().filter(|other| *other != name);
    let others = others.map(|other| el("option").set("value", other.clone()));
    let same = field("into").set("value", "").set("list", NAMES).set("autocomplete", "off");
    let button = |act: &'static str, words: &'static str| {
        el("button").class("button").set("data-do", act).say(words)
    };
    let back = form.own.is_some().then(|| {
        let id = form.own.as_ref().map(|own| own.entity.clone());
        button("take-back", words::TAKE_BACK).set_some("data-entity", id)
    });
    node.with(line(words::NAME, field("name").set("value", name.to_owned())))
        .with(line(words::TYPE, types))
        .with(line(words::SAME_AS, same))
        .with(el("datalist").set("id", NAMES).with_all(others.collect()))
        .with(el("p").class("acts").with(button("hide-entity", words::HIDE_ENTITY)).with_some(back))
        .with(el("p").class("told").set("role", "status").say(form.told.clone()))
}

/// All that was put right, with ways to take it back, to save it and to load more.
pub fn corrections(corrections: &Corrections) -> Node {
    let count = corrections.all().len();
    let lines = corrections.all().iter().map(|own| {
        let said = words::correction(own);
        let button = el("button")
            .class("button")
            .set("data-do", "take-back")
            .set("data-entity", own.entity.clone())
            .set("aria-label", [words::TAKE_BACK, ": ", &said].concat())
            .say(words::TAKE_BACK);
        el("li").with(el("span").set("dir", "auto").say(said)).with(button)
    });
    let save = (count > 0).then(|| {
        el("button").class("button").set("data-do", "save-corrections").say(words::SAVE_CORRECTIONS)
    });
    let input = el("input")
        .class("quiet")
        .set("type", "file")
        .set("accept", ".json,application/json")
        .set("data-do", "load-corrections");
    let load = el("label").class("button").say(words::LOAD_CORRECTIONS).with(input);
    let hint = if count > 0 { words::CORRECTIONS_KEPT } else { words::CORRECTIONS_HINT };
    el("details")
        .class("corrections")
        .with(el("summary").say(words::corrections(count)))
        .with(el("p").class("hint").say(hint))
        .with_some((count > 0).then(|| el("ul").with_all(lines.collect())))
        .with(el("p").class("acts").with_some(save).with(load))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own() -> Correction {
        Correction {
            entity: "ilse".into(),
            was: "Ilse".into(),
            name: Some("Ilse Aamot".into()),
            kind: Some(EntityType::Person),
            ..Correction::default()
        }
    }

    #[test]
    fn the_form_is_drawn_when_somebody_opens_it() {
        let mut own = Form { others: vec!["Pier".into(), "Ilse".into()], ..Form::default() };
        assert_eq!(form(&own, "Ilse", None).words(), words::CORRECT);
        own.open = true;
        let node = form(&own, "Ilse", Some(EntityType::Place));
        let chosen = node.all(&|node| node.attribute("selected").is_some());
        assert_eq!(chosen[0].attribute("value"), Some("place"));
        let offered = node.all(&|node| node.tag == "option" && node.words().is_empty());
        assert_eq!(offered.len(), 1, "not itself");
        assert!(node.all(&|node| node.attribute("data-do") == Some("take-back")).is_empty());
    }

    #[test]
    fn what_was_put_right_is_said_with_a_way_back() {
        let mut all = Corrections::default();
        assert!(corrections(&all).all(&|node| node.tag == "li").is_empty());
        all.put(own());
        all.put(Correction {
            entity: "monday".into(),
            was: "Monday".into(),
            hidden: true,
            ..Correction::default()
        });
        all.put(Correction {
            entity: "i".into(),
            was: "I. Aamot".into(),
            into: Some("ilse".into()),
            into_name: "Ilse Aamot".into(),
            ..Correction::default()
        });
        let node = corrections(&all);
        let said: Vec<String> = node
            .all(&|node| node.tag == "li")
            .iter()
            .map(|line| line.children[0].words())
            .collect();
        assert_eq!(
            said,
            [
                "“Ilse” is called Ilse Aamot and is of the type “Person”",
                "“Monday” is hidden",
                "“I. Aamot” is the same as Ilse Aamot",
            ]
        );
        let back = node.all(&|node| node.attribute("data-entity") == Some("monday"));
        assert_eq!(back[0].attribute("aria-label"), Some("Take back: “Monday” is hidden"));
    }
}
