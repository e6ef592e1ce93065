//! What later events say about earlier ones, read only as far as it concerns what is asked: the
//! time this takes does not grow with the history.

use rusqlite::Connection;

use super::order;
use super::row::{self, signed};
use crate::history::Corrections;
use crate::model::{CardId, Event, EventKey};

/// Continues a row of events `hit` with the undos of them, the undos of those, and so on.
const UNDOS: &str = "union select u.device, u.seq from hit join log u on u.kind = 2 and u.target_device = hit.device and u.target_seq = hit.seq";

/// Returns all undo and alias events, resolved.
pub(super) fn all(connection: &Connection) -> rusqlite::Result<Corrections> {
    // In the words of the index, without which every row of the log would be looked at.
    let sql = format!("{} where l.kind in (2, 6, 7) and l.kind <> 7", row::EVENT);
    let events = row::events(&mut *connection.prepare_cached(&sql)?, [])?;
    Ok(Corrections::of(&order::sorted(connection, events)?))
}

/// Returns the undo and alias events about the events of cards, resolved. `names` must hold every
/// name of each card.
pub(super) fn about(connection: &Connection, names: &[CardId]) -> rusqlite::Result<Corrections> {
    let sql = format!(
        "with recursive hit (device, seq) as (\
         select device, seq from log where card = ?1 union select device, seq from log where kind = 6 and other = ?1 {UNDOS}) \
         {} where l.kind in (2, 6)",
        row::event_hit()
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut events: Vec<Event> = Vec::new();
    for name in names {
        events.extend(row::events(&mut statement, [signed(*name)])?);
    }
    events.sort_by_key(|event| event.key);
    events.dedup_by_key(|event| event.key);
    Ok(Corrections::of(&order::sorted(connection, events)?))
}

/// Tells whether an event was taken back and not brought back.
pub(super) fn is_undone(connection: &Connection, key: EventKey) -> rusqlite::Result<bool> {
    let was_target = "select exists (select 1 from log indexed by log_undo_of where kind = 2 \
                      and target_device = (select id from device where name = ?1) and target_seq = ?2)";
    let touched: bool =
        connection.prepare_cached(was_target)?.query_row((key.device.0, key.seq), |found| found.get(0))?;
    if !touched {
        return Ok(false);
    }
    let sql = format!(
        "with recursive hit (device, seq) as (\
         select d.id, ?2 from device d where d.name = ?1 {UNDOS}) \
         {} where l.kind = 2",
        row::event_hit()
    );
    let events = row::events(&mut *connection.prepare_cached(&sql)?, (key.device.0, key.seq))?;
    Ok(!events.is_empty() && Corrections::of(&events).is_undone(key))
}
