//! The text of an article drawn: blocks as elements, pieces as links and spans.
//!
//! Lists are rebuilt from items that only know their depth. Links never nest: inside an
//! author's own link a mark is drawn, and leads nowhere. It must not ask for anything from
//! outside: pictures are `figure`'s part.

use crate::archive::{Clause, QueryField, Term};
use crate::bundle::Basis;
use crate::bundle::SpanKind;
use crate::bundle::edtf::When;
use crate::ui::figure::{self, Pictures};
use crate::ui::outline::{Node, el, text};
use crate::ui::page::Page;
use crate::ui::passages::{Passage, TableCell};
use crate::ui::pieces::{Link, Maker, Piece};
use crate::ui::scene::{Scene, link};
use crate::ui::settings::MARKS;
use crate::ui::words;

/// Lists inside lists that are drawn as such; deeper items stand on the last level.
const DEEPEST: usize = 8;

/// What the text of one article is drawn with.
pub struct Prose<'a> {
    /// All that a view may look at.
    pub scene: &'a Scene<'a>,
    /// The article's id.
    pub article: &'a str,
    /// The article, ready to be drawn.
    pub page: &'a Page,
    /// The language of the text, where it is known.
    pub lang: Option<String>,
    /// Which pictures the reader asked for.
    pub pictures: &'a Pictures,
}

impl Prose<'_> {
    /// All blocks in order.
    pub fn blocks(&self) -> Vec<Node> {
        let goes_on = |a: &Passage, b: &Passage| {
            matches!(
                (a, b),
                (Passage::Item { .. }, Passage::Item { .. })
                    | (Passage::Quote(_), Passage::Quote(_))
            )
        };
        let mut nodes = Vec::new();
        for group in self.page.passages.chunk_by(goes_on) {
            match group {
                [Passage::Item { .. }, ..] => nodes.extend(self.lists(group)),
                [Passage::Quote(_), ..] => nodes.push(self.quote(group)),
                _ => nodes.extend(group.iter().map(|passage| self.block(passage))),
            }
        }
        nodes
    }

    /// An element that holds text of the article.
    fn holder(&self, tag: &'static str, class: &'static str) -> Node {
        el(tag).class(class).set("dir", "auto").set_some("lang", self.lang.clone())
    }

    fn block(&self, passage: &Passage) -> Node {
        match passage {
            Passage::Paragraph(pieces) | Passage::Quote(pieces) | Passage::Item { pieces, .. } => {
                self.holder("p", "prose").with_all(self.pieces(pieces))
            }
            Passage::Heading(level, pieces) => {
                // The headline of the article is an h2.
                let tag = match level {
                    0..=2 => "h3",
                    3 => "h4",
                    4 => "h5",
                    _ => "h6",
                };
                self.holder(tag, "heading").with_all(self.pieces(pieces))
            }
            Passage::Preformatted(pieces) => self
                .holder("pre", "scrolls")
                .set("tabindex", "0")
                .set("role", "group")
                .set("aria-label", words::PREFORMATTED)
                .with_all(self.pieces(pieces)),
            Passage::Figure(figure) => {
                let node = figure::figure(figure, self.pieces(&figure.caption), self.pictures);
                node.set_some("lang", self.lang.clone())
            }
            Passage::Table(rows) => self.table(rows),
            Passage::Rule => el("hr"),
        }
    }

    fn quote(&self, paragraphs: &[Passage]) -> Node {
        let inside = paragraphs.iter().flat_map(Passage::texts);
        let inside = inside.map(|pieces| el("p").class("prose").with_all(self.pieces(pieces)));
        self.holder("blockquote", "quote").with_all(inside.collect())
    }

    /// Items as lists in lists. A change from dots to numbers on one level begins another
    /// list; a depth that skips a level is one level deeper.
    fn lists(&self, items: &[Passage]) -> Vec<Node> {
        let mut done = Vec::new();
        let mut open: Vec<List> = Vec::new();
        for item in items {
            let Passage::Item { level, ordinal, pieces } = item else { continue };
            let ends = |list: &List| {
                list.level > *level || list.level == *level && list.ordered != ordinal.is_some()
            };
            while open.last().is_some_and(ends) {
                close(&mut open, &mut done);
            }
            let deeper = open.last().is_none_or(|list| list.level < *level);
            if deeper && open.len() < DEEPEST {
                let node = el(if ordinal.is_some() { "ol" } else { "ul" });
                // Direction and language are inherited: all marks of a list stand on one side.
                let node = if open.is_empty() {
                    node.class("prose").set("dir", "auto").set_some("lang", self.lang.clone())
                } else {
                    node
                };
                let first = ordinal.filter(|first| *first != 1).map(|first| first.to_string());
                open.push(List {
                    level: *level,
                    ordered: ordinal.is_some(),
                    next: *ordinal,
                    node: node.set_some("start", first),
                });
            }
            let Some(list) = open.last_mut() else { continue };
            let odd = ordinal.filter(|own| Some(*own) != list.next);
            list.next = ordinal.map(|own| own.saturating_add(1));
            let item = el("li").set_some("value", odd.map(|own| own.to_string()));
            list.node.children.push(item.with_all(self.pieces(pieces)));
        }
        while !open.is_empty() {
            close(&mut open, &mut done);
        }
        done
    }

    fn table(&self, rows: &[Vec<TableCell>]) -> Node {
        let is_heading =
            |row: &&Vec<TableCell>| !row.is_empty() && row.iter().all(|cell| cell.header);
        let head = rows.iter().take_while(is_heading).count();
        // A table of headings alone has them as its rows.
        let head = if head == rows.len() { 0 } else { head };
        let drawn = |rows: &[Vec<TableCell>], scope: &'static str| -> Vec<Node> {
            let row = |row: &Vec<TableCell>| {
                let cells = row.iter().map(|cell| {
                    let node = if cell.header { el("th").set("scope", scope) } else { el("td") };
                    node.with_all(self.pieces(&cell.pieces))
                });
                el("tr").with_all(cells.collect())
            };
            rows.iter().map(row).collect()
        };
        let columns = rows.iter().map(Vec::len).max().unwrap_or_default();
        let table = self
            .holder("table", "table")
            .with_some((head > 0).then(|| el("thead").with_all(drawn(&rows[..head], "col"))))
            .with(el("tbody").with_all(drawn(&rows[head..], "row")));
        el("div")
            .class("scrolls")
            .set("tabindex", "0")
            .set("role", "region")
            .set("aria-label", words::table(rows.len(), columns))
            .with(table)
    }

    /// Text with its marks and links.
    pub fn pieces(&self, pieces: &[Piece]) -> Vec<Node> {
        let one_link = |a: &Piece, b: &Piece| a.outward.is_some() && a.outward == b.outward;
        let mut nodes = Vec::with_capacity(pieces.len());
        for group in pieces.chunk_by(one_link) {
            let number = group.first().and_then(|piece| piece.outward);
            let address = number.and_then(|number| self.page.outward.get(number));
            let inside = group.iter().map(|piece| self.piece(piece, address.is_some()));
            match address {
                Some(href) => nodes.push(
                    el("a")
                        .class("out")
                        .set("href", href.clone())
                        .set("rel", "noopener noreferrer external")
                        .with_all(inside.collect()),
                ),
                None => nodes.extend(inside),
            }
        }
        nodes
    }

    /// A piece of text: plain, a mention, or a date. Within the author's own link a mention
    /// looks the same and is no link.
    fn piece(&self, piece: &Piece, in_link: bool) -> Node {
        let node = self.marked(piece, in_link);
        if piece.told.is_empty() {
            return node;
        }
        let told: Vec<String> = piece.told.iter().map(usize::to_string).collect();
        el("span").class("told").set("data-told", told.join(" ")).with(node)
    }

    /// True if a mention is to be seen, as the reader chose.
    fn is_marked(&self, entity: &str, again: bool) -> bool {
        let chosen = || {
            let mut clauses = self.scene.query.clauses.iter().flat_map(Clause::alternatives);
            let is_it = |value: &str| value == entity;
            clauses.any(|clause| {
                matches!(&clause.term, Term::Field { field: QueryField::Entity, value }
                    if !clause.negated && is_it(value))
            })
        };
        match self.scene.choices.value(MARKS) {
            "all" => true,
            "chosen" => chosen(),
            "off" => false,
            _ => !again || chosen(),
        }
    }

    fn marked(&self, piece: &Piece, in_link: bool) -> Node {
        let mut inner = text(piece.text.clone());
        for kind in piece.dress.iter().rev() {
            let tag = match kind {
                SpanKind::Emphasis => "em",
                SpanKind::Strong => "strong",
                SpanKind::Code => "code",
                SpanKind::Link => continue,
            };
            inner = el(tag).with(inner);
        }
        if piece.hit {
            inner = el("mark").with(inner);
        }
        // Quiet: every word, and no line under any.
        let quiet = self.scene.choices.value(MARKS) == "off";
        let mut class = String::new();
        for kind in piece.around.iter().filter(|_| !quiet) {
            class.push_str("around around-");
            class.push_str(kind.word());
            class.push(' ');
        }
        let found = match piece.maker {
            Maker::Editor => "",
            Maker::Program => words::BY_PROGRAM,
            Maker::Doubtful => words::BY_DOUBTFUL_PROGRAM,
        };
        class.push_str(match piece.maker {
            Maker::Program if !quiet => "machine ",
            Maker::Doubtful if !quiet => "machine doubtful ",
            _ => "",
        });
        let leading = |to: String| if in_link { el("span") } else { link(to) };
        match &piece.link {
            Link::None if class.is_empty() => inner,
            Link::None => el("span").class(class).with(inner),
            // It leads to the same card, and is no stop on the way.
            Link::Entity { id, .. } if !self.is_marked(id, piece.again) => {
                class.push_str("again");
                el("span").class(class).set("data-entity", id.clone()).with(inner)
            }
            Link::Time { mark, dated, .. } if quiet => el("span")
                .set("data-mark", mark.clone())
                .set_some("data-dated", dated.map(|index| index.to_string()))
                .with(inner),
            Link::Entity { id, kind, name } => {
                class.push_str("mention ");
                class.push_str(kind.word());
                leading(self.scene.to_value(QueryField::Entity, id))
                    .class(class)
                    .set("data-entity", id.clone())
                    .set("aria-description", format!("{name} ({}){found}", words::kind(*kind)))
                    .with(inner)
            }
            Link::Time { mark, dated, when, basis } => {
                class.push_str(if when.is_some() { "date" } else { "date unresolved" });
                leading(self.scene.to_article(self.article, Some(mark)))
                    .class(class)
                    .set("data-mark", mark.clone())
                    .set_some("data-dated", dated.map(|index| index.to_string()))
                    .set("aria-description", explained(when.as_ref(), *basis) + found)
                    .with(inner)
            }
        }
    }
}

/// A list that is being filled.
struct List {
    level: u8,
    ordered: bool,
    /// The number that the next item has of itself.
    next: Option<u32>,
    node: Node,
}

/// Ends the innermost list: it belongs to the last item of the one around it.
fn close(open: &mut Vec<List>, done: &mut Vec<Node>) {
    let Some(list) = open.pop() else { return };
    match open.last_mut().and_then(|outer| outer.node.children.last_mut()) {
        Some(item) => item.children.push(list.node),
        None => done.push(list.node),
    }
}

/// What a date means and how that is known.
pub fn explained(when: Option<&When>, basis: Basis) -> String {
    let value = when.map_or(words::UNRESOLVED.to_owned(), words::when);
    match words::basis(basis) {
        "" => value,
        how => format!("{value}: {how}"),
    }
}

#[cfg(test)]
#[path = "prose_tests.rs"]
mod tests;
