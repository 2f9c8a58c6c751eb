//! Which entities of many articles are one, by their names, types and ids.
//!
//! It must not join what could be either of two, nor know how an article holds its entities.

use crate::annotate::letters;
use crate::annotate::texts::{Texts, key};
use crate::annotate::write::id_of;
use crate::bundle::order;
use crate::bundle::{Entity, EntityType, Unknown};

/// Joins entities. What it remembers of a name grows with the names, not the mentions.
pub(super) struct Linker {
    nodes: Vec<Node>,
    /// Kind and folded name to the node.
    by_name: Texts,
    /// How many nodes, at the front, are the bundle's own.
    own: usize,
}

/// All entities of one kind and name.
struct Node {
    kind: EntityType,
    /// Spellings of the name, with how many articles have each.
    names: Texts,
    aliases: Texts,
    /// Ids, with how many articles have each.
    ids: Texts,
    same_as: Texts,
    more: Unknown,
    /// The node that this one is part of; itself, if of none.
    part_of: usize,
}

impl Linker {
    pub(super) fn new(own: &[Entity]) -> Self {
        let mut linker = Self { nodes: Vec::new(), by_name: Texts::default(), own: 0 };
        for entity in own {
            let node = linker.node(entity);
            linker.by_name.number(key(entity.kind.word(), &folded(&entity.name)), node);
        }
        linker.own = own.len();
        linker
    }

    fn node(&mut self, entity: &Entity) -> usize {
        let at = self.nodes.len();
        let mut node = Node {
            kind: entity.kind,
            names: Texts::default(),
            aliases: Texts::default(),
            ids: Texts::default(),
            same_as: Texts::default(),
            more: Unknown::new(),
            part_of: at,
        };
        node.learn(entity);
        self.nodes.push(node);
        at
    }

    /// Adds the entities of an article; the answer is the node of each id.
    pub(super) fn add(&mut self, entities: impl Iterator<Item = Entity>) -> Vec<(String, usize)> {
        let mut nodes = Vec::new();
        for entity in entities {
            let key = key(entity.kind.word(), &folded(&entity.name));
            let at = match self.by_name.get(&key) {
                Some(at) if at < self.own => at,
                Some(at) => {
                    if let Some(node) = self.nodes.get_mut(at) {
                        node.learn(&entity);
                    }
                    at
                }
                None => {
                    let at = self.node(&entity);
                    self.by_name.number(key, at);
                    at
                }
            };
            nodes.push((entity.id, at));
        }
        nodes
    }

    /// The id of every node, and the entities that are not the bundle's own.
    pub(super) fn finish(mut self) -> (Vec<String>, Vec<Entity>) {
        self.join_same();
        self.join_short();
        let mut groups: Vec<(usize, usize)> =
            (0..self.nodes.len()).map(|at| (self.head(at), at)).collect();
        order::sort_by_key(&mut groups, |group| *group);
        let mut taken = Texts::default();
        let mut ids = vec![String::new(); self.nodes.len()];
        let mut made: Vec<(Entity, Vec<usize>)> = Vec::new();
        for group in groups.chunk_by(|a, b| a.0 == b.0) {
            let head = group.first().map_or(0, |group| group.0);
            let members: Vec<usize> = group.iter().map(|group| group.1).collect();
            if head < self.own {
                let Some(id) = self.nodes.get(head).and_then(|node| node.ids.keys().next()) else {
                    continue;
                };
                taken.add(id.as_str());
                for &at in &members {
                    if let Some(own) = ids.get_mut(at) {
                        own.clone_from(id);
                    }
                }
            } else if let Some(entity) = self.entity(head, &members) {
                made.push((entity, members));
            }
        }
        order::sort_by(&mut made, |(a, _), (b, _)| {
            (&a.id, a.kind, &a.name).cmp(&(&b.id, b.kind, &b.name))
        });
        // A number is only given where nobody wants the id that comes of it.
        let mut wanted = Texts::default();
        wanted.add_all(made.iter().map(|(entity, _)| &entity.id));
        let mut numbers = Texts::default();
        for (entity, members) in &mut made {
            if !taken.add(entity.id.as_str()) {
                let bare = entity.id.clone();
                let number = numbers.number(bare.clone(), 2);
                loop {
                    entity.id = format!("{bare}-{number}");
                    *number += 1;
                    if !wanted.has(&entity.id) && taken.add(entity.id.as_str()) {
                        break;
                    }
                }
            }
            for &at in &*members {
                if let Some(own) = ids.get_mut(at) {
                    own.clone_from(&entity.id);
                }
            }
        }
        let mut entities: Vec<Entity> = made.into_iter().map(|(entity, _)| entity).collect();
        order::sort_by(&mut entities, |a, b| a.id.cmp(&b.id));
        (ids, entities)
    }

    /// The node that stands for the one at a place.
    fn head(&self, mut at: usize) -> usize {
        while let Some(node) = self.nodes.get(at)
            && node.part_of != at
        {
            at = node.part_of;
        }
        at
    }

    /// Makes two nodes one. The bundle's own stands for others, then the one of the fuller
    /// name.
    fn join(&mut self, one: usize, other: usize) {
        let (one, other) = (self.head(one), self.head(other));
        if one == other || (one < self.own && other < self.own) {
            return;
        }
        let (head, part) = if self.stands_before(one, other) { (one, other) } else { (other, one) };
        if let Some(node) = self.nodes.get_mut(part) {
            node.part_of = head;
        }
    }

    fn stands_before(&self, one: usize, other: usize) -> bool {
        let rank = |at: usize| {
            let own = at < self.own;
            self.nodes.get(at).map(|node| {
                let name = node.name();
                (own, name.chars().count(), std::cmp::Reverse((name.to_owned(), node.kind)))
            })
        };
        rank(one) >= rank(other)
    }

    /// Joins what is the same by its id and one of its names, and places that are countries in
    /// another article.
    fn join_same(&mut self) {
        // Who has an id and is called something: the first of them.
        let mut called = Texts::default();
        let mut pairs = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            // An id that is no more than the type says nothing.
            for id in node.ids.keys().filter(|id| *id != node.kind.word()) {
                for name in node.names.keys().chain(node.aliases.keys()) {
                    let who = key(group(node.kind).word(), &key(id, &folded(name)));
                    let first = *called.number(who, at);
                    if first != at {
                        pairs.push((first, at));
                    }
                }
            }
        }
        for place in self.by_name.keys() {
            if let Some((kind, name)) = place.split_once('\0')
                && kind == EntityType::Place.word()
                && let Some(at) = self.by_name.get(place)
                && let Some(country) = self.by_name.get(&key(EntityType::Country.word(), name))
            {
                pairs.push((country, at));
            }
        }
        for (one, other) in pairs {
            self.join(one, other);
        }
    }

    /// Joins surnames to full names, and acronyms and other short forms to what they stand
    /// for, where only one thing is so called.
    fn join_short(&mut self) {
        let mut forms = Texts::default();
        let mut by_form: Vec<Vec<usize>> = Vec::new();
        let mut order = Vec::new();
        for (at, node) in self.nodes.iter().enumerate() {
            for form in node.short_forms().keys() {
                let number = *forms.number(key(group(node.kind).word(), form), by_form.len());
                match by_form.get_mut(number) {
                    Some(nodes) => nodes.push(at),
                    None => by_form.push(vec![at]),
                }
            }
            if at >= self.own && node.part_of == at {
                let name = node.name();
                order.push((std::cmp::Reverse(name.chars().count()), folded(name), node.kind, at));
            }
        }
        // Longer ones first: “Meer” is “van der Meer”, and both are “Ada van der Meer”.
        order::sort_by(&mut order, |a, b| a.cmp(b));
        for (_, name, kind, at) in order {
            let number = forms.get(&key(group(kind).word(), &name));
            let Some(named) = number.and_then(|number| by_form.get(number)) else { continue };
            let own = self.head(at);
            let heads = named.iter().map(|&other| self.head(other));
            let mut others = heads.filter(|&other| other != own);
            let other = others.next();
            if let Some(other) = other.filter(|other| others.all(|another| another == *other)) {
                self.join(at, other);
            }
        }
    }

    /// The entity that nodes make together.
    fn entity(&self, head: usize, members: &[usize]) -> Option<Entity> {
        let first = self.nodes.get(head)?;
        let name = first.name().to_owned();
        let mut aliases = Texts::default();
        let mut same_as = Texts::default();
        let mut more = first.more.clone();
        let mut kinds: Vec<(EntityType, usize)> = Vec::new();
        for node in members.iter().filter_map(|&at| self.nodes.get(at)) {
            aliases.add_all(node.names.keys().chain(node.aliases.keys()));
            same_as.add_all(node.same_as.keys());
            let count = node.names.sum();
            match kinds.iter_mut().find(|(kind, _)| *kind == node.kind) {
                Some((_, all)) => *all += count,
                None => kinds.push((node.kind, count)),
            }
            if more.is_empty() {
                more = node.more.clone();
            }
        }
        let kind = kinds.iter().max_by_key(|(kind, count)| (*count, std::cmp::Reverse(*kind)));
        let kind = kind.map_or(first.kind, |(kind, _)| *kind);
        let usual = id_of(&name, kind);
        let id = match first.ids.most() {
            Some(id) if !first.ids.has(&usual) => id.to_owned(),
            _ => usual,
        };
        let aliases = aliases.keys().filter(|alias| **alias != name).cloned().collect();
        let same_as = same_as.keys().cloned().collect();
        Some(Entity { id, kind, name, aliases, same_as, more })
    }
}

impl Node {
    fn learn(&mut self, entity: &Entity) {
        self.names.add(entity.name.as_str());
        self.ids.add(entity.id.as_str());
        self.aliases.add_all(&entity.aliases);
        self.same_as.add_all(&entity.same_as);
        if self.more.is_empty() {
            self.more = entity.more.clone();
        }
    }

    /// The spelling that most articles have.
    fn name(&self) -> &str {
        self.names.most().unwrap_or_default()
    }

    /// What somebody else may call this in short, folded: other names, the surname of a
    /// person, the initials of anything else.
    fn short_forms(&self) -> Texts {
        let mut forms = Texts::default();
        for alias in self.aliases.keys() {
            forms.add(folded(alias));
        }
        for name in self.names.keys() {
            let words: Vec<&str> = name.split_whitespace().collect();
            if words.len() < 2 {
                continue;
            }
            if self.kind == EntityType::Person {
                // Everything from a later word on: “van der Meer”, “Meer”.
                for at in 1..words.len() {
                    let rest = words.get(at..).unwrap_or_default();
                    let numeral = |word: &&str| {
                        word.chars().all(|c| "IVX.".contains(c))
                            || matches!(*word, "Jr." | "Jr" | "Sr.")
                    };
                    if !rest.first().is_some_and(numeral) {
                        forms.add(folded(&rest.join(" ")));
                    }
                }
            } else {
                let capital = |word: &&str| word.chars().next().filter(|c| c.is_uppercase());
                let initials: String = words.iter().filter_map(capital).collect();
                if initials.chars().count() >= 3 {
                    forms.add(folded(&initials));
                }
            }
        }
        forms
    }
}

/// Types between which articles may differ about one thing.
fn group(kind: EntityType) -> EntityType {
    if kind == EntityType::Country { EntityType::Place } else { kind }
}

/// A name without what spellings of it differ in: white space, the dots of acronyms, kinds
/// of apostrophe, an article in front. Names all in capitals keep them, as acronyms do.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if folded.is_empty() && word.eq_ignore_ascii_case("the") {
            continue;
        }
        if !folded.is_empty() {
            folded.push(' ');
        }
        let dotted =
            word.len() > 2 && word.bytes().filter(|&b| b == b'.').count() * 2 >= word.len() - 1;
        for c in word.chars().filter(|c| !dotted || *c != '.') {
            folded.push(if matches!(c, '’' | 'ʼ') { '\'' } else { c });
        }
    }
    // A headline in capitals is the same name; one short word in capitals is an acronym.
    if folded.contains(' ') || folded.chars().any(char::is_lowercase) {
        folded = letters::lowered(&folded);
    }
    folded
}
