//! The one order in which events count.
//!
//! Within a device that is the order of its sequence numbers, whatever its clock did. Between
//! devices the earlier instant goes first, then the smaller device: a merge of sorted rows by
//! their heads. The instant alone never decides.

use std::borrow::Borrow;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use crate::model::{Device, Event};

/// Returns the events in the order in which they count.
pub fn in_order<'a>(events: impl IntoIterator<Item = &'a Event>) -> Vec<&'a Event> {
    let mut devices: BTreeMap<Device, Vec<&Event>> = BTreeMap::new();
    for event in events {
        devices.entry(event.key.device).or_default().push(event);
    }
    for row in devices.values_mut() {
        row.sort_by_key(|event| event.key.seq);
    }
    woven(devices.into_values().map(Vec::into_iter)).collect()
}

/// Weaves the rows of several devices, each sorted by sequence number, into the order in which
/// events count; holds one event of each device at a time.
pub fn woven<E: Borrow<Event>, I: Iterator<Item = E>>(rows: impl IntoIterator<Item = I>) -> Woven<E, I> {
    let mut woven = Woven { heads: BinaryHeap::new(), waiting: Vec::new(), rows: rows.into_iter().collect() };
    woven.waiting.resize_with(woven.rows.len(), || None);
    for row in 0..woven.rows.len() {
        woven.refill(row);
    }
    woven
}

/// The iterator of [`woven`].
pub struct Woven<E, I> {
    /// Instant and device of the first waiting event of each row, and the row.
    heads: BinaryHeap<Reverse<(i64, Device, usize)>>,
    waiting: Vec<Option<E>>,
    rows: Vec<I>,
}

impl<E: Borrow<Event>, I: Iterator<Item = E>> Woven<E, I> {
    fn refill(&mut self, row: usize) {
        let Some(event) = self.rows.get_mut(row).and_then(Iterator::next) else { return };
        let (at_ms, device) = (event.borrow().at.at_ms, event.borrow().key.device);
        self.heads.push(Reverse((at_ms, device, row)));
        if let Some(place) = self.waiting.get_mut(row) {
            *place = Some(event);
        }
    }
}

impl<E: Borrow<Event>, I: Iterator<Item = E>> Iterator for Woven<E, I> {
    type Item = E;

    fn next(&mut self) -> Option<E> {
        let Reverse((_, _, row)) = self.heads.pop()?;
        let event = self.waiting.get_mut(row)?.take();
        self.refill(row);
        event
    }
}
