//! Several machines, one history: whatever each did, whatever its clock said and wherever a
//! transfer was cut, merging loses nothing and gives every machine the same log and the same state.
#![expect(
    clippy::disallowed_methods,
    clippy::unwrap_used,
    reason = "drives the store from outside, files and all; a failure is the test's"
)]

use std::path::Path;

use askback::model::{CardId, Day, Ease, Event, EventBody, Moment, Quality, Review, ReviewKind};
use askback::store::{Access, Merged, Store, log_digest};
use proptest::prelude::*;

/// One thing that happens on a machine; cards and earlier events by number, the day as its clock
/// has it.
#[derive(Clone, Debug)]
enum Deed {
    Grade {
        card: u64,
        grade: u8,
    },
    Suspend(u64),
    Rename(u64, u64),
    Undo(usize),
    /// Takes over another machine's log.
    Pull(usize),
    /// The same over a file that breaks off at so many thousandths of its length.
    Cut(usize, usize),
}

fn any_deed() -> impl Strategy<Value = Deed> {
    prop_oneof![
        8 => (0..4_u64, 0..=5_u8).prop_map(|(card, grade)| Deed::Grade { card, grade }),
        1 => (0..4_u64).prop_map(Deed::Suspend),
        1 => (0..4_u64, 0..4_u64).prop_map(|(from, to)| Deed::Rename(from, to)),
        2 => (0..20_usize).prop_map(Deed::Undo),
        2 => (0..5_usize).prop_map(Deed::Pull),
        2 => (0..5_usize, 0..1000_usize).prop_map(|(other, cut)| Deed::Cut(other, cut)),
    ]
}

fn at(day: i32) -> Moment {
    Moment { at_ms: i64::from(day) * 86_400_000, offset_min: 60, zone: "Europe/Madrid".into(), day: Day(day) }
}

fn graded(card: u64, grade: u8) -> EventBody {
    EventBody::Review(Review {
        card: CardId(card),
        quality: Quality::new(grade).unwrap(),
        answer_ms: 1000,
        kind: ReviewKind::Review,
        interval_before: 0,
        interval_after: 1,
        ease_before: Ease::START,
        ease_after: Ease::START,
        shift_days: 0,
        scheduler: "sm2+late+early+cap3650".into(),
        given: None,
        confidence: None,
    })
}

struct Machine {
    store: Store,
    written: Vec<Event>,
}

impl Machine {
    fn new(folder: &Path, number: u8) -> Self {
        Self::open(&folder.join(format!("{number}.db")), number)
    }

    fn open(path: &Path, number: u8) -> Self {
        Self { store: Store::open(path, Access::Write, [number; 16], 0).unwrap(), written: Vec::new() }
    }

    fn append(&mut self, body: EventBody, day: i32) {
        let (event, _) = self.store.append(body, &at(day)).unwrap();
        self.written.push(event);
    }

    fn do_it(&mut self, deed: &Deed, day: i32) {
        match deed {
            Deed::Grade { card, grade } => self.append(graded(*card, *grade), day),
            Deed::Suspend(card) => {
                self.append(EventBody::Suspend { card: CardId(*card), reason: "why".into() }, day);
            }
            Deed::Rename(from, to) => {
                self.append(EventBody::Alias { from: CardId(*from), to: CardId(*to) }, day);
            }
            Deed::Undo(number) => {
                if let Some(event) = self.store.events().unwrap().get(*number) {
                    self.append(EventBody::Undo { target: event.key }, day);
                }
            }
            Deed::Pull(_) | Deed::Cut(..) => unreachable!("takes two machines"),
        }
    }

    fn log(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        self.store.write_log(&mut bytes, |_| true).unwrap();
        bytes
    }

    fn digest(&self) -> String {
        log_digest(&self.store.extent().unwrap())
    }

    fn pull(&mut self, other: &Self) -> Merged {
        self.store.merge(&other.store, [99; 16], 0).unwrap()
    }

    fn pull_log(&mut self, bytes: &[u8]) -> Option<Merged> {
        self.store.merge_log(bytes, Path::new("a log"), [98; 16], 0).unwrap()
    }
}

/// Runs two different machines against each other.
fn two(machines: &mut [Machine], one: usize, other: usize, work: impl FnOnce(&mut Machine, &Machine)) {
    let (low, high) = (one.min(other), one.max(other));
    let (left, right) = machines.split_at_mut(high);
    if one < other { work(&mut left[low], &right[0]) } else { work(&mut right[0], &left[low]) }
}

fn happens(machines: &mut [Machine], who: usize, deed: &Deed, day: i32) {
    match deed {
        Deed::Pull(other) | Deed::Cut(other, _) if other % machines.len() == who => {}
        Deed::Pull(other) => two(machines, who, other % machines.len(), |machine, other| drop(machine.pull(other))),
        Deed::Cut(other, cut) => two(machines, who, other % machines.len(), |machine, other| {
            let log = other.log();
            machine.pull_log(&log[..log.len() * cut / 1000]);
        }),
        deed => machines[who].do_it(deed, day),
    }
}

/// Everybody takes over from everybody, in the order given.
fn all_to_all(machines: &mut [Machine], backward: bool) {
    let count = machines.len();
    for step in 0..count * count {
        let step = if backward { count * count - 1 - step } else { step };
        let (one, other) = (step / count, step % count);
        if one != other {
            two(machines, one, other, |machine, other| drop(machine.pull(other)));
        }
    }
}

/// Checks that every machine holds every event that any of them wrote, and the same state.
fn assert_one_history(machines: &[Machine]) {
    let written: usize = machines.iter().map(|machine| machine.written.len()).sum();
    let first = &machines[0];
    for machine in machines {
        let events = machine.store.events().unwrap();
        assert_eq!(events.len(), written, "nothing is lost and nothing is doubled");
        let missing = machines.iter().flat_map(|other| &other.written).find(|event| !events.contains(event));
        assert_eq!(missing, None);
        assert_eq!(machine.digest(), first.digest());
        assert_eq!(machine.store.records().unwrap(), first.store.records().unwrap());
        assert_eq!(machine.store.differing().unwrap(), vec![]);
        assert_eq!(machine.store.faults().unwrap(), Vec::<String>::new());
    }
}

/// A folder that is removed when it is dropped; in memory where the system offers that, since these
/// tests do not ask what the disk keeps.
fn folder() -> tempfile::TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() { tempfile::tempdir_in(memory).unwrap() } else { tempfile::tempdir().unwrap() }
}

fn cases() -> u32 {
    if std::env::var_os("ASKBACK_LONG").is_some() { 1_000 } else { 24 }
}

#[test]
fn what_a_machine_wrote_after_its_clock_was_set_back_may_go_behind_an_answer_of_the_same_instant() {
    let folder = folder();
    let mut machines = [Machine::new(folder.path(), 1), Machine::new(folder.path(), 2)];
    let grade = |card| Deed::Grade { card, grade: 0 };
    machines[1].do_it(&grade(0), 59);
    machines[1].do_it(&grade(2), 0);
    happens(&mut machines, 0, &Deed::Pull(1), 0);
    machines[0].do_it(&grade(2), 59);
    assert_eq!(machines[0].store.differing().unwrap(), vec![]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: cases(), ..ProptestConfig::default() })]

    #[test]
    fn no_history_of_two_three_or_five_machines_loses_anything(
        count in prop::sample::select(vec![2_usize, 3, 5]),
        deeds in prop::collection::vec((0..5_usize, any_deed(), 0..60_i32), 1..40),
        backward: bool,
    ) {
        let folder = folder();
        let mut machines: Vec<Machine> = (1..).take(count).map(|number| Machine::new(folder.path(), number)).collect();
        for (who, deed, day) in &deeds {
            happens(&mut machines, who % count, deed, *day);
            prop_assert_eq!(machines[who % count].store.differing().unwrap(), vec![], "after {:?}", deed);
        }
        all_to_all(&mut machines, backward);
        all_to_all(&mut machines, !backward);
        assert_one_history(&machines);
        let again = two_by_two(&mut machines);
        prop_assert_eq!(again, 0, "merged once is merged for good");
    }
}

/// Merges everything once more and returns how many events were new.
fn two_by_two(machines: &mut [Machine]) -> usize {
    let mut new = 0;
    for one in 0..machines.len() {
        for other in (0..machines.len()).filter(|other| *other != one) {
            two(machines, one, other, |machine, other| new += machine.pull(other).new);
        }
    }
    new
}

/// A store with three grades, and a copy of its file, both used afterwards.
fn copied(folder: &Path) -> (Machine, Machine) {
    let mut one = Machine::new(folder, 1);
    (0..3).for_each(|day| one.append(graded(1, 4), day));
    one.store.copy_to(&folder.join("copy.db")).unwrap();
    let mut other = Machine::open(&folder.join("copy.db"), 2);
    one.append(graded(2, 5), 10);
    one.append(EventBody::Undo { target: one.written[3].key }, 11);
    for (card, day) in [(3, 12), (4, 13), (5, 14)] {
        other.append(graded(card, 3), day);
    }
    (one, other)
}

fn grades(machine: &Machine) -> Vec<(u64, u8, i32)> {
    let graded = |event: Event| match event.body {
        EventBody::Review(review) => Some((review.card.0, review.quality.value(), event.at.day.0)),
        _ => None,
    };
    let mut grades: Vec<_> = machine.store.events().unwrap().into_iter().filter_map(graded).collect();
    grades.sort_unstable();
    grades
}

#[test]
fn a_store_that_was_copied_and_used_twice_is_found_out_and_both_copies_are_kept() {
    for copy_first in [false, true] {
        let folder = folder();
        let (mut one, mut other) = copied(folder.path());
        let mut third = Machine::new(folder.path(), 3);
        third.pull(if copy_first { &other } else { &one });
        let merged = if copy_first { other.pull(&one) } else { one.pull(&other) };
        assert_eq!(merged.parted.len(), 1, "it is told");
        if copy_first {
            one.pull(&other)
        } else {
            other.pull(&one)
        };
        third.pull(&one);
        let all = [(1, 4, 0), (1, 4, 1), (1, 4, 2), (2, 5, 10), (3, 3, 12), (4, 3, 13), (5, 3, 14)];
        for machine in [&one, &other, &third] {
            assert_eq!(grades(machine), all);
            assert_eq!(machine.digest(), one.digest());
            assert_eq!(machine.store.records().unwrap(), one.store.records().unwrap());
            assert_eq!(machine.store.differing().unwrap(), vec![]);
            assert_eq!(machine.store.faults().unwrap(), Vec::<String>::new());
        }
        assert!(one.store.record(CardId(2)).unwrap().state.is_none(), "what was taken back stays so");
        assert_eq!((one.pull(&other).new, other.pull(&third).new, third.pull(&other).new), (0, 0, 0));
    }
}

#[test]
fn copies_that_were_parted_write_under_names_of_their_own() {
    let folder = folder();
    let (mut one, mut other) = copied(folder.path());
    one.store.merge(&other.store, [41; 16], 0).unwrap();
    other.store.merge(&one.store, [42; 16], 0).unwrap();
    one.append(graded(8, 4), 20);
    other.append(graded(9, 4), 20);
    assert!(one.pull(&other).parted.is_empty());
    assert!(other.pull(&one).parted.is_empty());
    assert_eq!((one.digest(), grades(&one).len()), (other.digest(), 9));
}

#[test]
fn a_copy_of_a_copy_is_parted_alike_in_whatever_order_the_three_meet() {
    let orders = [[0, 1, 2], [1, 2, 0], [2, 0, 1], [2, 1, 0]];
    let mut digests = Vec::new();
    for order in orders {
        let folder = folder();
        let (one, mut other) = copied(folder.path());
        other.store.copy_to(&folder.path().join("third.db")).unwrap();
        let mut third = Machine::open(&folder.path().join("third.db"), 3);
        third.append(graded(6, 5), 15);
        other.append(graded(7, 2), 15);
        let mut machines = [one, other, third];
        for who in order {
            for other in (0..3).filter(|other| *other != who) {
                two(&mut machines, who, other, |machine, other| drop(machine.pull(other)));
            }
        }
        all_to_all(&mut machines, false);
        for machine in &machines {
            assert_eq!(grades(machine).len(), 9, "{order:?}");
            assert_eq!(machine.store.faults().unwrap(), Vec::<String>::new());
            digests.push(machine.digest());
        }
    }
    digests.dedup();
    assert_eq!(digests.len(), 1);
}

#[test]
fn a_log_that_is_cut_or_damaged_anywhere_is_good_up_to_there_and_never_wrong() {
    let folder = folder();
    let mut source = Machine::new(folder.path(), 1);
    (0..4).for_each(|day| source.append(graded(1, 4), day));
    let whole = source.log();
    let lines = |bytes: &[u8]| bytes.iter().filter(|byte| **byte == b'\n').count();
    let mut reader = Machine::new(folder.path(), 2);
    for cut in (0..whole.len()).step_by(7) {
        let merged = reader.pull_log(&whole[..cut]);
        let rows = lines(&whole[..cut]).saturating_sub(1).min(4);
        assert_eq!(merged.is_some(), lines(&whole[..cut]) > 0);
        assert_eq!(reader.store.events().unwrap(), source.store.events().unwrap()[..rows], "cut at {cut}");
        assert!(merged.is_none_or(|merged| merged.broken_at.is_some()));
    }
    for place in (0..whole.len()).step_by(5) {
        let mut bytes = whole.clone();
        bytes[place] ^= 1;
        let fresh = self::folder();
        let mut reader = Machine::new(fresh.path(), 3);
        let told = reader.store.merge_log(&*bytes, Path::new("a log"), [98; 16], 0);
        let events = reader.store.events().unwrap();
        assert_eq!(events, source.store.events().unwrap()[..events.len()], "byte {place}");
        let header = lines(&whole[..place]) == 0;
        assert!(header || told.is_err() || told.unwrap().unwrap().broken_at.is_some(), "byte {place} is noticed");
    }
}
