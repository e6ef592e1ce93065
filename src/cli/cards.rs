//! What can be typed about single cards.

use clap::Subcommand;

/// What to do with cards.
#[derive(Debug, Subcommand)]
pub enum Cards {
    /// List cards
    List {
        /// Only those with this text in prompt or answer
        #[arg(long, value_name = "TEXT")]
        text: Option<String>,
        /// Only those of this deck
        #[arg(long)]
        deck: Option<String>,
        /// Only those in this state
        #[arg(long, value_parser = ["new", "review", "redrill", "suspended", "buried", "gone", "hidden", "leech", "bad"])]
        state: Option<String>,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Show a card with its lines in the notes, its reviews, and the other cards on its fact
    Show {
        /// Id of the card, or its beginning
        card: String,
        /// Also the reviews of every card on its fact
        #[arg(long)]
        fact: bool,
        /// As JSON
        #[arg(long)]
        json: bool,
    },
    /// Do not ask a card until it is resumed
    Suspend {
        /// Id of the card, or its beginning
        card: String,
        /// Why
        #[arg(long, default_value = "")]
        reason: String,
    },
    /// Ask a suspended or buried card again
    Resume {
        /// Id of the card, or its beginning
        card: String,
    },
    /// Do not ask a card before tomorrow
    Bury {
        /// Id of the card, or its beginning
        card: String,
    },
}
