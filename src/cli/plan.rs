//! What can be typed about the time until an exam and the score to expect.

use clap::Args;

/// Plan the days until an exam. Without --date the plan in force is shown.
#[derive(Args, Debug, Default)]
pub struct PlanArgs {
    /// The day of the exam, as 2026-12-01
    #[arg(long, value_name = "DAY", requires = "minutes")]
    pub date: Option<String>,
    /// Minutes of an ordinary day
    #[arg(long, value_name = "M", requires = "date")]
    pub minutes: Option<u32>,
    /// Days of the week without study, as `sat,sun` [default: those of the settings]
    #[arg(long, value_name = "DAYS", requires = "date")]
    pub rest: Option<String>,
    /// Minutes beside the ordinary ones on a day, as 2026-11-28=60; may be given several times
    #[arg(long, value_name = "DAY=MIN", requires = "date")]
    pub extra: Vec<String>,
    /// Leave out a deck, a folder of decks or a heading; may be given several times
    #[arg(long, value_name = "TOPIC", requires = "date")]
    pub drop: Vec<String>,
    /// Lay the minutes out evenly instead of keeping 40 % for the last week
    #[arg(long, requires = "date")]
    pub even: bool,
    /// Take every card, also where the minutes do not allow three looks at each
    #[arg(long, requires = "date")]
    pub all: bool,
    /// End the plan
    #[arg(long, conflicts_with_all = ["date", "json"])]
    pub end: bool,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Say what score to expect.
#[derive(Args, Debug, Default)]
pub struct ReadinessArgs {
    /// The blueprint: a file, or `sigs` or `kcna` [default: as for `askback exam`]
    pub blueprint: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}

/// Keep how a real exam went.
#[derive(Args, Debug, Default)]
pub struct OutcomeArgs {
    /// The score in percent
    pub score: Option<String>,
    /// The day of the exam [default: that of the plan, else today]
    #[arg(long, value_name = "DAY", requires = "score")]
    pub date: Option<String>,
    /// The blueprint that was examined [default: as for `askback exam`]
    #[arg(long, value_name = "BLUEPRINT", requires = "score")]
    pub blueprint: Option<String>,
    /// As JSON
    #[arg(long)]
    pub json: bool,
}
