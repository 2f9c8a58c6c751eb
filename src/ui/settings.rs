//! How a reader likes to read: theme, type, how much is marked, whether single keys mean
//! anything. One table; the panel is drawn from it, the style sheet goes by it.
//!
//! Every choice stands as `data-NAME="VALUE"` on the viewer's root, unless it is the first
//! of its row, which is what a viewer does by itself. It must not know how a choice looks.

use crate::ui::keys;
use crate::ui::outline::{Node, el};
use crate::ui::words;

/// A thing to choose, and what there is to choose from, in words. The first is the default.
pub struct Setting {
    /// What it is called in the style sheet and where it is kept, `data-` before it.
    pub attribute: &'static str,
    /// What it is called.
    pub name: &'static str,
    /// The values: as kept, and as called.
    pub values: &'static [(&'static str, &'static str)],
}

/// All that can be chosen, in the order of the panel.
pub const SETTINGS: [Setting; 8] = [
    Setting {
        attribute: "data-theme",
        name: words::THEME,
        values: &[
            ("auto", words::THEME_AUTO),
            ("light", words::THEME_LIGHT),
            ("sepia", words::THEME_SEPIA),
            ("dark", words::THEME_DARK),
            ("contrast", words::THEME_CONTRAST),
        ],
    },
    Setting {
        attribute: "data-size",
        name: words::TYPE_SIZE,
        values: &[
            ("medium", words::MEDIUM),
            ("small", words::SMALL),
            ("large", words::LARGE),
            ("huge", words::HUGE),
        ],
    },
    Setting {
        attribute: "data-width",
        name: words::LINE_WIDTH,
        values: &[("medium", words::MEDIUM), ("narrow", words::NARROW), ("wide", words::WIDE)],
    },
    Setting {
        attribute: "data-spacing",
        name: words::SPACING,
        values: &[("medium", words::MEDIUM), ("tight", words::TIGHT), ("loose", words::LOOSE)],
    },
    Setting {
        attribute: "data-face",
        name: words::FACE,
        values: &[("serif", words::SERIF), ("sans", words::SANS), ("mono", words::MONO)],
    },
    Setting {
        attribute: MARKS,
        name: words::MARKS,
        values: &[
            ("first", words::MARKS_FIRST),
            ("all", words::MARKS_ALL),
            ("chosen", words::MARKS_CHOSEN),
            ("off", words::MARKS_OFF),
        ],
    },
    Setting {
        attribute: COUNTS,
        name: words::COUNTS,
        values: &[("bars", words::COUNTS_BARS), ("tables", words::COUNTS_TABLES)],
    },
    Setting {
        attribute: KEYS,
        name: words::KEYS,
        values: &[("on", words::KEYS_ON), ("off", words::KEYS_OFF)],
    },
];

/// Which mentions are marked.
pub const MARKS: &str = "data-marks";
/// How the counts along time are told.
pub const COUNTS: &str = "data-counts";
/// Whether single keys mean anything.
pub const KEYS: &str = "data-keys";

/// What a reader chose: for each setting, the place of its value.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Choices([u8; SETTINGS.len()]);

impl Choices {
    /// The value of a setting; of one that does not exist, an empty text.
    pub fn value(&self, attribute: &str) -> &'static str {
        let own = SETTINGS.iter().zip(self.0).find(|(setting, _)| setting.attribute == attribute);
        let value = own.and_then(|(setting, at)| setting.values.get(usize::from(at)));
        value.map_or("", |value| value.0)
    }

    /// Every choice that is not the default, as an attribute of the viewer's root.
    pub fn attributes(&self) -> impl Iterator<Item = (&'static str, Option<&'static str>)> {
        let chosen = SETTINGS.iter().zip(self.0);
        chosen.map(|(setting, at)| {
            let value = setting.values.get(usize::from(at)).filter(|_| at > 0);
            (setting.attribute, value.map(|value| value.0))
        })
    }

    /// The choice of one setting, and the default of all others: for what depends on no other.
    #[must_use]
    pub fn only(self, attribute: &str) -> Self {
        let mut only = Self::default();
        only.choose(attribute, self.value(attribute));
        only
    }

    /// Chooses. What is not in the table changes nothing.
    pub fn choose(&mut self, attribute: &str, value: &str) {
        for (setting, at) in SETTINGS.iter().zip(&mut self.0) {
            let place = setting.values.iter().position(|own| own.0 == value);
            if let Some(place) = place.filter(|_| setting.attribute == attribute) {
                *at = u8::try_from(place).unwrap_or_default();
            }
        }
    }

    /// A value and the default by turns.
    pub fn toggle(&mut self, attribute: &str, value: &'static str) {
        let own = SETTINGS.iter().find(|setting| setting.attribute == attribute);
        let default = own.and_then(|setting| setting.values.first()).map_or("", |value| value.0);
        let there = self.value(attribute) == value;
        self.choose(attribute, if there { default } else { value });
    }

    /// As it is kept: `data-theme=dark data-size=large`, defaults left out.
    pub fn to_text(self) -> String {
        let mut text = String::new();
        for (attribute, value) in self.attributes() {
            if let Some(value) = value {
                text.push_str(if text.is_empty() { "" } else { " " });
                text.push_str(attribute);
                text.push('=');
                text.push_str(value);
            }
        }
        text
    }

    /// Reads what was kept, by this edition of the viewer or another.
    pub fn from_text(text: &str) -> Self {
        let mut choices = Self::default();
        for member in text.split(' ') {
            let (attribute, value) = member.split_once('=').unwrap_or_default();
            choices.choose(attribute, value);
        }
        choices
    }
}

/// The panel, as it stands hidden in a viewer.
pub fn settings(choices: Choices) -> Node {
    let rows = SETTINGS.iter().zip(choices.0).map(|(setting, chosen)| {
        let values = setting.values.iter().enumerate().map(|(at, (value, name))| {
            let radio = el("input")
                .set("type", "radio")
                .set("name", setting.attribute)
                .set("value", *value)
                .set("data-do", "setting")
                .set_if("checked", at == usize::from(chosen));
            el("label").with(radio).with(el("span").say(*name))
        });
        el("fieldset").with(el("legend").say(setting.name)).with_all(values.collect())
    });
    sheet().with_all(rows.collect())
}

/// The same, empty.
pub fn sheet() -> Node {
    keys::bare_sheet("sheet settings", "settings", words::SETTINGS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_chosen_is_kept_and_read_again() {
        for (chosen, expected) in [
            (vec![], ""),
            (vec![("data-theme", "sepia")], "data-theme=sepia"),
            (
                vec![("data-size", "huge"), ("data-theme", "dark"), ("data-marks", "off")],
                "data-theme=dark data-size=huge data-marks=off",
            ),
            (vec![("data-size", "huge"), ("data-size", "medium")], ""),
            (vec![("data-size", "enormous"), ("onclick", "x"), ("", "")], ""),
        ] {
            let mut choices = Choices::default();
            for (attribute, value) in chosen {
                choices.choose(attribute, value);
            }
            assert_eq!(choices.to_text(), expected);
            assert_eq!(Choices::from_text(expected), choices);
        }
    }

    #[test]
    fn what_another_edition_kept_is_read_as_far_as_it_is_known() {
        let choices = Choices::from_text("data-theme=dark data-glow=much = data-size");
        assert_eq!(choices.to_text(), "data-theme=dark");
    }

    #[test]
    fn marks_go_off_and_come_back() {
        let mut choices = Choices::default();
        choices.toggle(MARKS, "off");
        assert_eq!(choices.value(MARKS), "off");
        choices.toggle(MARKS, "off");
        assert_eq!(choices.value(MARKS), "first");
    }

    #[test]
    fn one_choice_stands_without_the_others() {
        let choices = Choices::from_text("data-theme=dark data-marks=all");
        assert_eq!(choices.only(MARKS).to_text(), "data-marks=all");
        assert_eq!(choices.only(COUNTS), Choices::default());
    }

    #[test]
    fn the_panel_says_what_is_chosen() {
        let choices = Choices::from_text("data-theme=sepia");
        let panel = settings(choices);
        let checked = panel.all(&|node| node.attribute("checked").is_some());
        let told: Vec<_> = checked.iter().filter_map(|node| node.attribute("value")).collect();
        assert_eq!(told, ["sepia", "medium", "medium", "medium", "serif", "first", "bars", "on"]);
        assert_eq!(panel.all(&|node| node.tag == "legend").len(), SETTINGS.len());
    }
}
