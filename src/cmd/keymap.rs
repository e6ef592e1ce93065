//! Which key does what in a sitting on a terminal: Anki's keys unless the settings name others.

use crate::model::Button;

/// What a key does in a sitting.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Act {
    Show,
    Type,
    Grade(Button),
    Undo,
    Suspend,
    Bad,
    Bury,
    Edit,
    Why,
    Help,
    Quit,
}

impl Act {
    pub(super) const ALL: [Self; 14] = [
        Self::Show,
        Self::Type,
        Self::Grade(Button::Again),
        Self::Grade(Button::Hard),
        Self::Grade(Button::Good),
        Self::Grade(Button::Easy),
        Self::Undo,
        Self::Suspend,
        Self::Bad,
        Self::Bury,
        Self::Edit,
        Self::Why,
        Self::Help,
        Self::Quit,
    ];

    /// Returns its name in the settings, its key unless set, and what it does.
    pub(super) const fn about(self) -> (&'static str, char, &'static str) {
        match self {
            Self::Show => ("show", ' ', "shows the answer, and then takes the suggested grade; Enter always does, too"),
            Self::Type => ("type", 't', "types an answer"),
            Self::Grade(Button::Again) => ("again", '1', "forgotten; after a right option: guessed"),
            Self::Grade(Button::Hard) => ("hard", '2', "known with effort; after a right option: unsure"),
            Self::Grade(Button::Good) => ("good", '3', "known; after a right option: sure"),
            Self::Grade(Button::Easy) => ("easy", '4', "known at once"),
            Self::Undo => ("undo", 'u', "takes the last step back"),
            Self::Suspend => ("suspend", 's', "asks the card no more"),
            Self::Bad => ("bad", '!', "asks the card no more, as a bad question"),
            Self::Bury => ("bury", 'b', "asks the card not before tomorrow"),
            Self::Edit => ("edit", 'e', "opens the note at the card's line"),
            Self::Why => ("why", 'i', "says where the question comes from"),
            Self::Help => ("help", '?', "lists the keys"),
            Self::Quit => ("quit", 'q', "leaves; every grade is kept"),
        }
    }
}

/// The key of every act; no two have the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Keymap(Vec<(Act, char)>);

/// The keys of the contract, which lines keep whatever the settings say.
impl Default for Keymap {
    fn default() -> Self {
        Self(Act::ALL.into_iter().map(|act| (act, act.about().1)).collect())
    }
}

impl Keymap {
    /// Returns the keys that `chosen` gives each act.
    ///
    /// # Errors
    /// Two acts that would have the same key.
    pub(super) fn of(chosen: impl Fn(Act) -> char) -> Result<Self, (Act, Act)> {
        let keys: Vec<(Act, char)> = Act::ALL.into_iter().map(|act| (act, chosen(act))).collect();
        for (place, (act, key)) in keys.iter().enumerate() {
            if let Some((other, _)) = keys.iter().take(place).find(|(_, taken)| taken == key) {
                return Err((*other, *act));
            }
        }
        Ok(Self(keys))
    }

    /// Returns what a key does.
    pub(super) fn act(&self, pressed: char) -> Option<Act> {
        self.0.iter().find(|(_, key)| *key == pressed).map(|(act, _)| *act)
    }

    /// Returns the key of an act.
    pub(super) fn key(&self, wanted: Act) -> char {
        self.0.iter().find(|(act, _)| *act == wanted).map_or(wanted.about().1, |(_, key)| *key)
    }

    /// Returns the name of an act's key, as a hint shows it.
    pub(super) fn name(&self, act: Act) -> String {
        match self.key(act) {
            ' ' => "Space".to_owned(),
            key => key.to_string(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn unless_set_the_keys_are_those_of_anki() {
        let keys = Keymap::default();
        assert_eq!(keys.act(' '), Some(Act::Show));
        assert_eq!(keys.act('3'), Some(Act::Grade(Button::Good)));
        assert_eq!(keys.act('x'), None);
    }

    #[test]
    fn a_key_does_one_thing_only() {
        let swapped = Keymap::of(|act| match act {
            Act::Undo => 'z',
            Act::Grade(Button::Good) => 'u',
            other => other.about().1,
        });
        let swapped = swapped.unwrap();
        assert_eq!((swapped.act('u'), swapped.act('3')), (Some(Act::Grade(Button::Good)), None));
        let twice = Keymap::of(|act| if act == Act::Grade(Button::Good) { 'u' } else { act.about().1 });
        assert_eq!(twice, Err((Act::Grade(Button::Good), Act::Undo)));
    }
}
