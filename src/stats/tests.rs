//! The summary as a whole, from a handful of cards and answers.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::text::{self, Layout};
use super::{
    CardCounts, CardLine, NotePassages, Numbers, Rate, Section, Silent, Summary, Tallied, Tally, passages, wanted,
};
use crate::history::Answer;
use crate::memory::Strength;
use crate::model::{CardId, Day, Ease, Quality, ReviewKind};
use crate::schedule::{CardState, Standing};

const TODAY: Day = Day(20_000);

fn state(interval_days: u32, ease: u16, due_in: i32) -> CardState {
    CardState {
        repetitions: 2,
        interval_days,
        ease: Ease::from_hundredths(ease),
        due: TODAY.plus(due_in),
        last: TODAY,
        lapses: 0,
        reviews: 2,
        redrill_on: None,
        strength: Strength::default(),
    }
}

/// A learner's cards and answers.
#[derive(Default)]
struct World {
    sections: Vec<Section>,
    cards: Vec<CardLine>,
    answers: BTreeMap<CardId, Vec<Answer>>,
    silent: Vec<Silent>,
    since: Option<Day>,
    with_sections: bool,
}

impl World {
    fn section(mut self, deck: &str, headings: &[&str]) -> Self {
        let headings = headings.iter().map(|text| (*text).to_owned()).collect();
        self.sections.push(Section { deck: Arc::from(deck), path: format!("notes/{deck}.md"), headings });
        self
    }

    /// Adds a card to the last section, on a line of its own.
    fn card(mut self, state: Option<CardState>, standing: Standing) -> Self {
        let number = u32::try_from(self.cards.len()).expect("few cards");
        let section = u32::try_from(self.sections.len() - 1).expect("few sections");
        let (line, card) = (10 + number, CardId(number.into()));
        self.cards.push(CardLine { card, section, line, end_line: line, state, standing, changed: false });
        self
    }

    /// Adds an answer on a day from `TODAY` on, of a card that had this interval.
    fn answer(mut self, card: u64, day: i32, quality: u8, interval_before: u32) -> Self {
        let quality = Quality::new(quality).expect("a grade from 0 to 5");
        let kind = if interval_before == 0 { ReviewKind::Learn } else { ReviewKind::Review };
        let day = TODAY.plus(day);
        self.answers.entry(CardId(card)).or_default().push(Answer {
            day,
            quality,
            answer_ms: 9000,
            kind,
            interval_before,
            confidence: None,
        });
        self
    }

    fn tallied(&self) -> Tallied {
        let mut tally = Tally::new(wanted(&self.sections, &self.cards, self.since, TODAY));
        self.answers.iter().for_each(|(card, answers)| tally.card(*card, answers.iter().copied()));
        tally.finish()
    }

    fn passages(&self) -> Vec<NotePassages> {
        passages(&self.sections, &self.cards, &self.silent)
    }

    fn summary(&self) -> Summary {
        let numbers = Numbers {
            sections: &self.sections,
            cards: &self.cards,
            tallied: &self.tallied(),
            passages: &self.passages(),
            leech_after: &|_| 8,
            free: &|day| day.weekday() > 4,
            with_sections: self.with_sections,
            forecast_days: 3,
            since: self.since,
        };
        Summary::of(&numbers, TODAY)
    }
}

/// Six cards in two decks; answers of five weeks, one of them on a day to come.
fn sample() -> World {
    let suspended = Standing { suspended: Some("hard".into()), ..Standing::default() };
    let buried = Standing { buried_until: Some(TODAY.plus(2)), ..Standing::default() };
    let leech = CardState { lapses: 9, ..state(1, 130, 1) };
    let free = Standing::default;
    World::default()
        .section("bio/cells", &["Cells", "Parts"])
        .card(None, free())
        .card(Some(state(20, 250, -5)), free())
        .card(Some(state(21, 250, 0)), free())
        .section("chem", &[])
        .card(Some(state(6, 262, 0)), buried)
        .card(Some(leech), free())
        .card(Some(state(6, 250, 0)), suspended)
        .answer(0, 0, 4, 0)
        .answer(1, 0, 2, 5)
        .answer(2, -6, 4, 30)
        .answer(3, -7, 5, 6)
        .answer(4, -29, 3, 6)
        .answer(5, -30, 4, 6)
        .answer(6, 1, 4, 6)
}

#[test]
fn the_periods_end_today_and_hold_their_days() {
    let summary = sample().summary();
    let reviews: Vec<(&str, u32, u32)> =
        summary.periods.iter().map(|period| (period.period, period.totals.reviews, period.days_studied)).collect();
    assert_eq!(reviews, [("today", 2, 1), ("7_days", 3, 2), ("30_days", 5, 4), ("all", 7, 6)]);
    assert_eq!(summary.periods[2].retention, Rate { asked: 4, recalled: 3 });
    assert_eq!(summary.periods[0].totals.lapses, 1);
}

#[test]
fn a_day_that_is_named_begins_a_period_of_its_own() {
    let summary = World { since: Some(TODAY.plus(-7)), ..sample() }.summary();
    let since = summary.periods.last().expect("five periods");
    assert_eq!((since.period, since.from, since.totals.reviews), ("since", Some(TODAY.plus(-7)), 4));
    let chem = &summary.decks[1].periods;
    assert_eq!(chem.iter().find(|period| period.period == "since").map(|period| period.reviews), Some(1));
}

#[test]
fn cards_are_counted_where_they_stand() {
    let expected = CardCounts {
        new: 1,
        young: 3,
        mature: 1,
        suspended: 1,
        buried: 1,
        leeches: 1,
        at_lowest_ease: 1,
        lapses: 9,
        due: 2,
    };
    assert_eq!(sample().summary().cards, expected);
    assert_eq!(sample().summary().share_at_lowest_ease, Some(0.2));
}

#[test]
fn the_numbers_of_decks_and_of_sections_add_up_to_those_of_all() {
    let summary = World { with_sections: true, ..sample() }.summary();
    let mut sums: BTreeMap<&str, u32> = BTreeMap::new();
    let mut cards = CardCounts::default();
    for deck in &summary.decks {
        let mut parts = CardCounts::default();
        deck.sections.iter().for_each(|section| parts.add_counts(&section.cards));
        assert_eq!(parts, deck.cards);
        cards.add_counts(&parts);
        deck.periods.iter().for_each(|period| *sums.entry(period.period).or_default() += period.reviews);
    }
    assert_eq!(cards, summary.cards);
    // One answer belongs to a card that no note holds any more.
    assert_eq!(sums["all"] + 1, summary.periods[3].totals.reviews);
}

#[test]
fn the_forecast_holds_what_is_overdue_today_and_leaves_suspended_cards_out() {
    let cards: Vec<u32> = sample().summary().forecast.iter().map(|day| day.cards).collect();
    assert_eq!(cards, [2, 1, 1]);
    let minutes: Vec<Option<u32>> = sample().summary().forecast.iter().map(|day| day.minutes).collect();
    assert_eq!(minutes, [Some(1), Some(1), Some(1)], "nine seconds a review");
}

#[test]
fn a_card_whose_answer_changed_is_due_the_day_after_its_last_grade() {
    let mut world = World::default().section("a", &[]).card(Some(state(30, 250, 30)), Standing::default());
    world.cards[0].changed = true;
    assert_eq!(world.summary().forecast.iter().map(|day| day.cards).collect::<Vec<_>>(), [0, 1, 0]);
    world.cards[0].state = Some(CardState { last: TODAY.plus(-9), ..state(30, 250, 21) });
    assert_eq!(world.summary().forecast[0].cards, 1);
}

#[test]
fn a_card_that_an_exam_missed_is_due_from_that_day_a_new_one_too() {
    let missed = || Standing { missed_on: Some(TODAY.plus(-1)), ..Standing::default() };
    let world = World::default().section("a", &[]).card(None, missed()).card(Some(state(30, 250, 9)), missed());
    assert_eq!(world.summary().forecast.iter().map(|day| day.cards).collect::<Vec<_>>(), [2, 0, 0]);
    assert_eq!(world.summary().cards.due, 2);
}

#[test]
fn ease_is_banded_from_the_floor_and_the_last_band_is_open() {
    let bands: Vec<(String, u32)> =
        sample().summary().ease.iter().map(|band| (band.from.to_string(), band.cards)).collect();
    let expected = [("1.30", 1), ("1.50", 0), ("1.70", 0), ("1.90", 0), ("2.10", 0), ("2.30", 0), ("2.50", 4)];
    assert_eq!(bands, expected.map(|(from, cards)| (from.to_owned(), cards)));
    let far = World::default().section("a", &[]).card(Some(state(6, 60_000, 0)), Standing::default()).summary();
    assert_eq!((far.ease.len(), far.ease[15].cards, far.ease[15].from.to_string()), (16, 1, "4.30".into()));
}

#[test]
fn the_hardest_cards_come_first_by_lapses_then_by_ease() {
    let lapsed = |lapses: u32, ease: u16| Some(CardState { lapses, ..state(6, ease, 0) });
    let mut world = World::default().section("a", &[]);
    for (lapses, ease) in [(1, 250), (3, 250), (3, 130), (0, 130), (8, 250)] {
        world = world.card(lapsed(lapses, ease), Standing::default());
    }
    let hardest: Vec<(u64, u32, bool)> =
        world.summary().hardest.iter().map(|hard| (hard.card_id.0, hard.line, hard.leech)).collect();
    assert_eq!(hardest, [(4, 14, true), (2, 12, false), (1, 11, false), (0, 10, false)]);
}

#[test]
fn a_passage_counts_once_and_as_asked_if_any_of_its_cards_was() {
    let free = Standing::default;
    let mut world =
        World::default().section("a", &[]).card(Some(state(6, 250, 0)), free()).card(None, free()).card(None, free());
    world.cards[1].line = 10;
    world.cards[1].end_line = 10;
    let silent = |line: u32, reason: &str| Silent {
        deck: Arc::from("a"),
        path: "notes/a.md".into(),
        line,
        end_line: line + 1,
        reason: reason.into(),
    };
    world.silent = vec![
        silent(20, "a list that nothing announces"),
        silent(30, "one answer: also x"),
        silent(40, "one answer: also y"),
    ];
    let coverage = world.summary().coverage;
    assert_eq!((coverage.passages.asked, coverage.passages.never_asked, coverage.passages.cannot_be_asked), (1, 1, 3));
    let reasons: Vec<(&str, u32)> =
        coverage.reasons.iter().map(|reason| (reason.reason.as_str(), reason.passages)).collect();
    assert_eq!(reasons, [("one answer", 2), ("a list that nothing announces", 1)]);
    assert_eq!(world.summary().decks[0].coverage, coverage.passages);
}

#[test]
fn the_heatmap_holds_whole_weeks_up_to_today_and_the_free_days_since_the_first_answer() {
    let heatmap = sample().summary().heatmap;
    assert_eq!((heatmap.from.weekday(), heatmap.to), (0, TODAY));
    let days: Vec<(i32, u32)> = heatmap.days.iter().map(|day| (day.day.since(TODAY), day.reviews)).collect();
    assert_eq!(days, [(-30, 1), (-29, 1), (-7, 1), (-6, 1), (0, 2)]);
    assert!(heatmap.rest.iter().all(|day| day.weekday() > 4 && *day > TODAY.plus(-30)));
    assert_eq!(heatmap.rest.len(), 7, "four weekends, on one day of which something was answered");
}

#[test]
fn the_document_has_a_version_and_flat_snake_case_periods() {
    let json = serde_json::to_value(sample().summary()).expect("a summary is JSON");
    assert_eq!(json["schema_version"], 1);
    assert_eq!(json["today"], "2024-10-04");
    assert_eq!(json["periods"][3]["reviews"], 7);
    assert_eq!(json["periods"][0]["retention"], serde_json::json!({"asked": 1, "recalled": 0, "share": 0.0}));
    assert_eq!(json["streak"], serde_json::json!({"days": 1, "longest": 2, "studied_today": true}));
    assert_eq!(json["decks"][0]["deck"], "bio/cells");
    assert_eq!(json["coverage"]["asked"], 5);
}

#[test]
fn the_text_is_as_shown_here() {
    let world = World { with_sections: true, ..sample() };
    let expected = "
                          today         7 days        30 days            all
Answers                       2              3              5              7
  new cards                   1              1              1              1
  drills                      0              0              0              0
  lapses                      1              1              1              1
Time                       18 s           27 s           45 s          1 min
Days studied                  1              2              4              6
True retention            0.0 %         50.0 %         75.0 %         83.3 %
  young                   0.0 %          0.0 %         66.7 %         80.0 %
  mature                      -        100.0 %        100.0 %        100.0 %

Streak  1 day (longest 2 days)
Cards   1 new, 3 young, 1 mature, 1 suspended, 1 buried
Lapses  9; leeches 1; at the lowest ease 1 (20.0 %)
Pace    9.0 s a review, with the drills it leads to
";
    let shown = text::lines(&world.summary(), Layout { width: 80, bars: true }).join("\n");
    assert!(format!("\n{shown}").starts_with(expected), "{shown}");
    let rest = "
Due
  2024-10-04  2  1 min  ####################################
  2024-10-05  1  1 min  ##################
  2024-10-06  1  1 min  ##################

Ease
  1.30 to 1.49  1  20.0 %  #########
  1.50 to 1.69  0   0.0 %
  1.70 to 1.89  0   0.0 %
  1.90 to 2.09  0   0.0 %
  2.10 to 2.29  0   0.0 %
  2.30 to 2.49  0   0.0 %
  2.50 to 2.69  4  80.0 %  ####################################

Decks                                cards   due  answers        time  retention
  bio/cells                              3     2        3        27 s     50.0 %
    Cells > Parts                        3     2        3        27 s     50.0 %
  chem                                   3     0        3        27 s    100.0 %
    (no heading)                         3     0        3        27 s    100.0 %

Hardest cards
  9 lapses, leech
                    notes/chem.md:14

Notes   6 passages
        5 asked
        1 never asked yet
        0 cannot be asked";
    assert!(shown.ends_with(rest), "{shown}");
}

/// A summary whose numbers are those of a hundred years, and whose names are long.
fn vast() -> Summary {
    let mut summary = World { with_sections: true, since: Some(Day(0)), ..sample() }.summary();
    for period in &mut summary.periods {
        period.totals.reviews = u32::MAX;
        period.totals.answer_ms = 60_000 * 2_000_000_000;
    }
    summary.cards = CardCounts { new: 999_999, young: 999_999, mature: 999_999, suspended: 99_999, ..summary.cards };
    summary.forecast.iter_mut().for_each(|day| (day.cards, day.minutes) = (u32::MAX, Some(u32::MAX)));
    for deck in &mut summary.decks {
        deck.deck = "notes/漢字/of a long and winding name/".repeat(4).into();
        deck.sections[0].headings = vec!["A heading of many words that go on and on".repeat(3); 6];
        deck.periods.iter_mut().for_each(|period| period.answer_ms = 60_000 * 2_000_000_000);
    }
    summary.hardest[0].prompt = "What is asked at length, 漢字 among it? ".repeat(5);
    summary.hardest[0].path = "a/path/".repeat(30);
    summary
}

#[test]
fn no_line_is_wider_than_the_terminal_even_after_a_hundred_years() {
    use unicode_width::UnicodeWidthStr;
    for line in text::lines(&vast(), Layout { width: 80, bars: true }) {
        assert!(line.width() <= 80, "{line}");
    }
    let drawn = text::lines(&sample().summary(), Layout { width: 40, bars: true });
    for line in &drawn {
        assert!(line.width() <= 40, "{line}");
    }
    assert!(drawn.iter().any(|line| line.ends_with("####")), "a narrow terminal has bars: {drawn:?}");
}

#[test]
fn what_is_read_out_has_no_bars_and_no_columns_and_every_number() {
    let spoken = text::lines(&sample().summary(), Layout { width: usize::MAX, bars: false });
    for line in &spoken {
        assert!(!line.contains("##") && !line.trim_start().contains("   "), "{line}");
    }
    for told in ["  True retention: 75.0 %", "  2024-10-04: 2 cards, 1 min", "Streak: 1 day", "    9 lapses, leech"] {
        assert!(spoken.iter().any(|line| line == told), "{told} not in {spoken:#?}");
    }
}
