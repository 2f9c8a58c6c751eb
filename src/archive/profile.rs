//! What the archive knows of one entity: the card of a name.
//!
//! It is put together from an ordinary answer and from what an article's own bundle says, so
//! that an archive in parts needs no file more. It must not count by itself.

use crate::archive::ask::Profile;
use crate::archive::message::{Answer, Request};
use crate::archive::open::Open;
use crate::archive::query::{Clause, Query, QueryField};
use crate::bundle::{Entity, EntityType};

/// Companions that a card has room for.
const COMPANIONS: usize = 8;
/// Bars of a card's little histogram at most.
const BARS: usize = 24;

/// Of an entity by its id, or else by a name of it; nothing if no article that was read so far
/// has it. Of an archive in parts it counts only if nothing was `wanted` for it.
pub(crate) fn profile(open: &mut Open, id: &str) -> Option<Profile> {
    let query =
        Query { clauses: vec![Clause::field(QueryField::Entity, id)], problems: Vec::new() };
    let (values, zeros) = (COMPANIONS + 1, false);
    let request =
        Request { limit: 1, bins: BARS, tree: false, values, zeros, ..Request::of_list(query) };
    let answer = open.answer(&request);
    let id = answer.facets.entity.values.iter().find(|value| value.chosen)?.value.clone();
    let entity = open.entity(&id, answer.hits.first().map(|hit| hit.id.as_str()));
    of(entity, answer)
}

fn of(entity: Option<Entity>, answer: Answer) -> Option<Profile> {
    let mut companions = answer.facets.entity.values;
    if answer.total == 0 {
        return None; // the query names it, and no article does
    }
    let own = companions.iter().position(|value| value.chosen)?;
    let own = companions.remove(own);
    companions.retain(|value| value.count > 0);
    companions.truncate(COMPANIONS);
    let (aliases, same_as) = entity.map_or_else(Default::default, |own| (own.aliases, own.same_as));
    Some(Profile {
        id: own.value,
        kind: own.kind.unwrap_or(EntityType::Other),
        name: own.label,
        aliases,
        same_as,
        articles: answer.total,
        companions,
        published: answer.histogram,
    })
}
