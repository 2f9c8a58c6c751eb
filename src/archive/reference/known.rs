//! What the reference knows of an article: its words, days and values, written out.

use super::*;

impl Reference {
    pub(super) fn known(&mut self, bundle: &Bundle, article: &Article) -> Known {
        let ext = &article.dateline;
        let texts = [article.title.as_ref(), Some(&article.content_text)];
        let more = [article.summary.as_ref(), ext.source.as_ref()];
        let authors = article.authors.iter().filter_map(|author| author.name.as_ref());
        let mut fields: Vec<Vec<String>> =
            texts.map(|text| text.map(|text| words_of(text)).unwrap_or_default()).into();
        fields.extend(more.into_iter().flatten().chain(authors).map(|text| words_of(text)));
        fields.extend(article.tags.iter().map(|tag| words_of(tag)));

        let mut values: Vec<BTreeSet<String>> = vec![BTreeSet::new(); Facets::FIELDS.len()];
        let mut note = |field: QueryField, value: Value| {
            let (own, all) = (&mut values[slot(field)], &mut self.values[slot(field)]);
            if !value.key.trim().is_empty() {
                own.insert(value.key.clone());
                if all.iter().all(|other| other.key != value.key) {
                    all.push(value);
                }
            }
        };
        let plain = |text: &str| {
            let shown = text.split_whitespace().collect::<Vec<_>>().join(" ");
            Value {
                key: fold(text),
                value: shown.clone(),
                label: shown,
                kind: None,
                aliases: vec![],
            }
        };
        ext.source.iter().for_each(|text| note(QueryField::Source, plain(text)));
        let language = article.language.as_ref().or(bundle.language.as_ref());
        language.iter().for_each(|text| note(QueryField::Language, plain(text)));
        for author in article.authors.iter().filter_map(|author| author.name.as_deref()) {
            note(QueryField::Author, plain(author));
        }
        article.tags.iter().for_each(|text| note(QueryField::Tag, plain(text)));
        let marked = ext.marks.iter().filter_map(|mark| mark.entity.as_deref());
        let took_part = ext.events.iter().flat_map(|event| &event.entities);
        for id in marked.chain(took_part.map(|entity| entity.id())) {
            let entity = bundle.dateline.entities.iter().find(|entity| entity.id == id);
            let label = entity.map(|entity| entity.name.clone()).filter(|name| !name.is_empty());
            note(
                QueryField::Entity,
                Value {
                    key: id.to_owned(),
                    value: id.to_owned(),
                    label: label.unwrap_or_else(|| id.to_owned()),
                    kind: entity.map(|entity| entity.kind),
                    aliases: entity.map(|entity| entity.aliases.clone()).unwrap_or_default(),
                },
            );
            if let Some(entity) = entity {
                let word = entity.kind.word();
                note(QueryField::Type, Value { kind: Some(entity.kind), ..plain(word) });
            }
        }
        let said = ext.marks.iter().filter_map(|mark| mark.time.as_ref()?.value.as_deref());
        let happened = ext.events.iter().filter_map(|event| event.when.as_deref());
        let whens = said.chain(happened).filter_map(edtf::parse);
        let span = |when: edtf::When| {
            let (first, last) = (when.first_day(), when.last_day());
            (first.unwrap_or(DayNumber::MIN), last.unwrap_or(DayNumber::MAX))
        };
        Known { fields, published: published(article), values, times: whens.map(span).collect() }
    }
}
