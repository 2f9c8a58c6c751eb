//! A plain JSON Feed 1.1: the bundle without its extension.

use super::LeftOut;
use crate::bundle::model::Unknown;
use crate::bundle::{Article, ArticleExt, Bundle};
use serde::Serialize;

#[derive(Serialize)]
struct Feed<'b> {
    version: &'b str,
    title: &'b str,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: &'b Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: &'b Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    language: &'b Option<String>,
    items: Vec<Article>,
    #[serde(flatten)]
    more: &'b Unknown,
}

pub(super) fn write(bundle: &Bundle, left: &mut LeftOut) -> String {
    let plain = |article: &Article| Article { dateline: ArticleExt::default(), ..article.clone() };
    for article in &bundle.items {
        let ext = &article.dateline;
        left.some(ext.marks.len(), "mark", "cannot be said in a plain feed");
        left.some(ext.events.len(), "event", "cannot be said in a plain feed");
        left.some(usize::from(!ext.blocks.is_empty()), "article", "became plain paragraphs");
        let is_dated = article.date_published.is_some() || ext.issued.is_none();
        left.some(usize::from(!is_dated), "article", "lost the day of issue");
    }
    super::json(&Feed {
        version: &bundle.version,
        title: &bundle.title,
        description: &bundle.description,
        home_page_url: &bundle.home_page_url,
        language: &bundle.language,
        items: bundle.items.iter().map(plain).collect(),
        more: &bundle.more,
    })
}
