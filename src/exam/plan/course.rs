//! Forward to the exam: what the days come to when each takes the best reviews first.

use super::grid::{Grid, NODES, Spot};
use super::values::{FirstRecall, Values};
use super::{Costs, LEAST_GAIN};

/// Part of a card below which nothing is followed further.
const NEGLIGIBLE: f32 = 1e-4;

/// One day of the course.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct DayCourse {
    /// Cards introduced.
    pub(super) new: f32,
    /// Reviews.
    pub(super) reviews: f32,
    /// Seconds used.
    pub(super) seconds: f32,
    /// Recall gained per second by the last thing done: what a minute more is worth that day.
    pub(super) marginal: f32,
}

/// The course of all days.
#[derive(Clone, Debug)]
pub(super) struct Course {
    pub(super) days: Vec<DayCourse>,
    /// Expected number of cards recalled at the exam.
    pub(super) recalled: f32,
    /// Expected number of cards introduced by then.
    pub(super) seen: f32,
}

/// Something that could be done on a day: a review of cards of one memory and wait, or new cards.
struct Choice {
    index: f32,
    cost: f32,
    cards: f32,
    what: What,
}

/// Up to where the options of a day are taken.
#[derive(Clone, Copy)]
enum Taken {
    /// As long as they are of any use.
    OfUse,
    /// As long as they gain more than the price of their seconds.
    WorthItsPrice,
}

#[derive(Clone, Copy)]
enum What {
    New,
    Review { age: usize, node: usize },
}

/// The cards, not one by one but as amounts on the points of the grid.
pub(super) struct Amounts {
    /// For each wait and point.
    known: Vec<f32>,
    new: f32,
}

impl Amounts {
    /// Returns where cards stand; a card without a place is new.
    pub(super) fn of(grid: &Grid, places: impl IntoIterator<Item = Option<(Spot, usize)>>) -> Self {
        let mut amounts = Self { known: vec![0.0; (grid.ages + 1) * NODES], new: 0.0 };
        for place in places {
            match place {
                None => amounts.new += 1.0,
                Some((spot, age)) => amounts.put(spot, age, 1.0),
            }
        }
        amounts
    }

    fn put(&mut self, spot: Spot, age: usize, cards: f32) {
        for (point, weight) in spot.points() {
            if let Some(amount) = self.known.get_mut(age * NODES + point) {
                *amount += weight * cards;
            }
        }
    }

    /// Returns what could be done on a day the best first.
    fn options(&self, grid: &Grid, values: &Values, prices: &[Option<f32>], day: usize, costs: &Costs) -> Vec<Choice> {
        let Some(price) = prices.get(day).copied().flatten() else { return Vec::new() };
        let mut options = Vec::new();
        for age in 1..=grid.ages {
            let amounts = self.known.get(age * NODES..(age + 1) * NODES).unwrap_or_default();
            let rows = amounts.iter().zip(grid.after(age)).zip(values.edges(day, age)).enumerate();
            for (node, ((cards, turn), edge)) in rows.filter(|(_, ((cards, _), _))| **cards > NEGLIGIBLE) {
                let cost = costs.review(turn.recall);
                options.push(Choice {
                    index: edge / cost + price,
                    cost,
                    cards: *cards,
                    what: What::Review { age, node },
                });
            }
        }
        if self.new > NEGLIGIBLE {
            let index = values.new_edge(day) / costs.new_s + price;
            options.push(Choice { index, cost: costs.new_s, cards: self.new, what: What::New });
        }
        options.sort_by(|one, other| other.index.total_cmp(&one.index));
        options
    }
}

impl Course {
    /// Follows the cards to the exam with as much time as anyone wants at its price.
    pub(super) fn sold(
        grid: &Grid,
        values: &Values,
        prices: &[Option<f32>],
        amounts: Amounts,
        learner: (&Costs, FirstRecall),
    ) -> Self {
        Self::taken(grid, values, prices, &vec![f32::INFINITY; prices.len()], amounts, learner, Taken::WorthItsPrice)
    }

    /// Follows the cards to the exam; each day takes the options with the highest index until its
    /// seconds are used.
    pub(super) fn of(
        grid: &Grid,
        values: &Values,
        prices: &[Option<f32>],
        seconds: &[f32],
        amounts: Amounts,
        learner: (&Costs, FirstRecall),
    ) -> Self {
        Self::taken(grid, values, prices, seconds, amounts, learner, Taken::OfUse)
    }

    fn taken(
        grid: &Grid,
        values: &Values,
        prices: &[Option<f32>],
        seconds: &[f32],
        mut amounts: Amounts,
        (costs, first): (&Costs, FirstRecall),
        taken: Taken,
    ) -> Self {
        let mut days = Vec::with_capacity(seconds.len());
        for (day, seconds) in seconds.iter().enumerate() {
            let least = match taken {
                Taken::OfUse => LEAST_GAIN,
                Taken::WorthItsPrice => prices.get(day).copied().flatten().unwrap_or(0.0),
            };
            let options = amounts.options(grid, values, prices, day, costs);
            let mut fresh = Amounts { known: vec![0.0; NODES], new: 0.0 };
            let mut done = DayCourse::default();
            for option in options.into_iter().take_while(|option| option.index > least) {
                let left = seconds - done.seconds;
                let cards = option.cards.min(left.max(0.0) / option.cost);
                done.seconds += cards * option.cost;
                match option.what {
                    What::New => {
                        done.new += cards;
                        amounts.new -= cards;
                        fresh.put(grid.first.0, 0, cards * (1.0 - first));
                        fresh.put(grid.first.1, 0, cards * first);
                    }
                    What::Review { age, node } => {
                        done.reviews += cards;
                        amounts.review(grid, (age, node), cards, &mut fresh);
                    }
                }
                if cards < option.cards {
                    done.marginal = option.index;
                    break;
                }
            }
            days.push(done);
            amounts.wait(grid, &fresh);
        }
        let rows = (0..=grid.ages).flat_map(|age| grid.after(age));
        let recalled = amounts.known.iter().zip(rows).map(|(cards, turn)| cards * turn.recall).sum();
        Self { days, recalled, seen: amounts.known.iter().sum() }
    }
}

impl Amounts {
    /// Moves reviewed cards to where they stand after it.
    fn review(&mut self, grid: &Grid, (age, node): (usize, usize), cards: f32, fresh: &mut Self) {
        let Some(turn) = grid.after(age).get(node) else { return };
        fresh.put(turn.failed, 0, cards * (1.0 - turn.recall));
        fresh.put(turn.recalled, 0, cards * turn.recall);
        if let Some(amount) = self.known.get_mut(age * NODES + node) {
            *amount -= cards;
        }
    }

    /// Lets a night pass: every wait is a step longer, that of the cards just reviewed is one.
    fn wait(&mut self, grid: &Grid, fresh: &Self) {
        let last = grid.ages * NODES;
        let longest: Vec<f32> = self.known.get(last..).map(<[f32]>::to_vec).unwrap_or_default();
        self.known.copy_within(..last, NODES);
        self.known.iter_mut().take(NODES).for_each(|amount| *amount = 0.0);
        let add =
            |amounts: &mut [f32], more: &[f32]| amounts.iter_mut().zip(more).for_each(|(amount, more)| *amount += more);
        add(self.known.get_mut(last..).unwrap_or_default(), &longest);
        add(self.known.get_mut(NODES..2 * NODES).unwrap_or_default(), &fresh.known);
    }
}
