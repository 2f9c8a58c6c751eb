//! The elements that matter to a reader of articles, and what kind each one is.
//!
//! A closed list: what is not in it is `Other`, an inline element without an effect. It
//! must not know what becomes of an element, only what HTML says of it.

/// How an element behaves in the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Nature {
    /// Part of a line; no effect of its own.
    Inline,
    /// Part of a line; it survives crossed tags (“formatting element”) and becomes a span.
    Format,
    /// Begins and ends a block.
    Block,
    /// Has no content.
    Void,
    /// Its content is not markup (“raw text”, “escapable raw text”).
    Raw,
}

macro_rules! tags {
    ($($tag:ident $name:literal $nature:ident)*) => {
        /// An element by its name.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag { $($tag,)* }

        impl Tag {
            /// How many there are.
            pub(super) const COUNT: usize = [$(Tag::$tag),*].len();

            /// The element a name in lower case stands for.
            pub(super) fn of(name: &str) -> Self {
                match name { $($name => Self::$tag,)* _ => Self::Other }
            }

            /// How it behaves in the flow of text.
            pub(super) fn nature(self) -> Nature {
                match self { $(Self::$tag => Nature::$nature,)* }
            }
        }
    };
}

tags! {
    A "a" Format
    Address "address" Block
    Annotation "annotation" Inline
    Applet "applet" Inline
    Area "area" Void
    Article "article" Block
    Aside "aside" Block
    Audio "audio" Inline
    B "b" Format
    Base "base" Void
    Bgsound "bgsound" Void
    Blockquote "blockquote" Block
    Body "body" Inline
    Br "br" Void
    Button "button" Inline
    Canvas "canvas" Inline
    Caption "caption" Block
    Center "center" Block
    Cite "cite" Format
    Code "code" Format
    Col "col" Void
    Datalist "datalist" Inline
    Dd "dd" Block
    Details "details" Block
    Dfn "dfn" Format
    Dialog "dialog" Block
    Dir "dir" Block
    Div "div" Block
    Dl "dl" Block
    Dt "dt" Block
    Em "em" Format
    Embed "embed" Void
    Fieldset "fieldset" Block
    Figcaption "figcaption" Block
    Figure "figure" Block
    Footer "footer" Block
    ForeignObject "foreignobject" Inline
    Form "form" Block
    Frame "frame" Void
    H1 "h1" Block
    H2 "h2" Block
    H3 "h3" Block
    H4 "h4" Block
    H5 "h5" Block
    H6 "h6" Block
    Head "head" Inline
    Header "header" Block
    Hgroup "hgroup" Block
    Hr "hr" Void
    Html "html" Inline
    I "i" Format
    Iframe "iframe" Raw
    Image "image" Void
    Img "img" Void
    Input "input" Void
    Kbd "kbd" Format
    Legend "legend" Block
    Li "li" Block
    Link "link" Void
    Listing "listing" Block
    Main "main" Block
    Math "math" Inline
    Menu "menu" Block
    Meta "meta" Void
    Meter "meter" Inline
    Nav "nav" Block
    Noembed "noembed" Raw
    Noframes "noframes" Raw
    Noscript "noscript" Inline
    Object "object" Inline
    Ol "ol" Block
    OptionItem "option" Block
    P "p" Block
    Param "param" Void
    Picture "picture" Inline
    Plaintext "plaintext" Raw
    Pre "pre" Block
    Progress "progress" Inline
    Q "q" Inline
    Samp "samp" Format
    Script "script" Raw
    Search "search" Block
    Section "section" Block
    Select "select" Inline
    Source "source" Void
    Strong "strong" Format
    Style "style" Raw
    Summary "summary" Block
    Svg "svg" Inline
    Table "table" Block
    Tbody "tbody" Block
    Td "td" Block
    Template "template" Inline
    Textarea "textarea" Raw
    Tfoot "tfoot" Block
    Th "th" Block
    Thead "thead" Block
    Time "time" Inline
    Title "title" Raw
    Tr "tr" Block
    Track "track" Void
    Tt "tt" Format
    Ul "ul" Block
    Var "var" Format
    Video "video" Inline
    Wbr "wbr" Void
    Xmp "xmp" Raw
    Other "" Inline
}

/// The headings, from the first level.
pub(super) const HEADINGS: [Tag; 6] = [Tag::H1, Tag::H2, Tag::H3, Tag::H4, Tag::H5, Tag::H6];

impl Tag {
    /// The level of a heading, from 1.
    pub(super) fn heading(self) -> Option<u8> {
        (1..).zip(HEADINGS).find(|&(_, tag)| tag == self).map(|(level, _)| level)
    }

    /// True for the parts of a table whose end tags look no further than the table.
    pub(super) fn is_table_part(self) -> bool {
        matches!(
            self,
            Self::Caption
                | Self::Tbody
                | Self::Td
                | Self::Tfoot
                | Self::Th
                | Self::Thead
                | Self::Tr
        )
    }

    /// True for the elements whose start ends an open paragraph.
    pub(super) fn ends_paragraph(self) -> bool {
        let within = self.is_table_part() || matches!(self, Self::Legend | Self::OptionItem);
        (self.nature() == Nature::Block && !within)
            || matches!(self, Self::Hr | Self::Plaintext | Self::Xmp)
    }

    /// True for the elements that end SVG or MathML around them (“foreign content”).
    pub(super) fn breaks_out(self, name: &str) -> bool {
        matches!(name, "big" | "font" | "nobr" | "ruby" | "s" | "small" | "span")
            || matches!(name, "strike" | "sub" | "sup" | "u")
            || match self.nature() {
                Nature::Format => !matches!(self, Self::A | Self::Cite | Self::Dfn),
                Nature::Block => true,
                Nature::Void => {
                    matches!(self, Self::Br | Self::Embed | Self::Hr | Self::Img | Self::Meta)
                }
                Nature::Inline => matches!(self, Self::Body | Self::Head),
                Nature::Raw => false,
            }
    }
}
