//! The order in which events count, for a part of the log.
//!
//! It is that of [`crate::history::in_order`] over the whole log: between devices by instant, but
//! within a device by number, so that an event counts as no earlier than those its device wrote
//! before it. Where a clock ran back is kept in a table of its own; so a few events can be ordered
//! without reading the others.

use std::collections::BTreeMap;

use rusqlite::Connection;

use crate::model::{Device, Event};

/// Notes that the clock of a device ran back at the row just written, if it did.
pub(super) fn keep(connection: &Connection, device: i64, seq: u64, at_ms: i64) -> rusqlite::Result<()> {
    if seq < 2 {
        return Ok(());
    }
    let before: i64 = connection
        .prepare_cached("select at_ms from log where device = ?1 and seq = ?2")?
        .query_row((device, seq - 1), |found| found.get(0))?;
    let floor: i64 = connection
        .prepare_cached("select coalesce(max(at_ms), 0) from backward where device = ?1")?
        .query_row([device], |found| found.get(0))?;
    if at_ms < before && floor < before {
        connection
            .prepare_cached("insert into backward (device, seq, at_ms) values (?1, ?2, ?3)")?
            .execute((device, seq, before))?;
    }
    Ok(())
}

/// Tells whether some device once wrote at `at_ms` or later and had its clock set back since: what
/// it wrote then may go behind an event of that instant.
pub(super) fn is_ahead(connection: &Connection, at_ms: i64) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("select exists (select 1 from backward where at_ms >= ?1)")?
        .query_row([at_ms], |found| found.get(0))
}

/// Returns events in the order in which they count in the whole log.
pub(super) fn sorted(connection: &Connection, mut events: Vec<Event>) -> rusqlite::Result<Vec<Event>> {
    let mut floors: BTreeMap<Device, Vec<(u64, i64)>> = BTreeMap::new();
    let mut statement = connection.prepare_cached(
        "select d.name, b.seq, b.at_ms from backward b join device d on d.id = b.device order by b.seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(found) = rows.next()? {
        floors.entry(Device(found.get(0)?)).or_default().push((found.get(1)?, found.get(2)?));
    }
    let counts_at = |event: &Event| {
        let passed = floors.get(&event.key.device).into_iter().flatten().filter(|(seq, _)| *seq <= event.key.seq);
        passed.map(|(_, at_ms)| *at_ms).fold(event.at.at_ms, i64::max)
    };
    events.sort_by_cached_key(|event| (counts_at(event), event.key));
    Ok(events)
}
